// The walk over a program: names, fields, literals, branches. See encoder.hpp.
#include "verify/encoder.hpp"

#include "feel/evaluate.hpp"

namespace enact::verify {

using feel::ir::NodeId;
using feel::ir::Op;

Location Encoder::place(const Node& node) const {
  const feel::ir::Program& program = *frame_->program;
  return {program.source, {node.span.begin + program.source_offset, node.span.end + program.source_offset}};
}

void Encoder::outside(const Node& node, const std::string& zh, const std::string& en) const {
  throw Outside({zh, en}, place(node));
}

Symbolic Encoder::run(Frame frame, NodeId root) {
  frame.locals.resize(static_cast<std::size_t>(frame.program->frame_size), pure(terms_, Nothing{}));
  Frame* outer = frame_;
  frame_ = &frame;
  try {
    Symbolic result = walk(root);
    frame_ = outer;
    return result;
  } catch (...) {
    frame_ = outer;
    throw;
  }
}

Symbolic Encoder::encode(const feel::ir::Program& program, std::span<const Symbolic> inputs) {
  return run({&program, inputs, {}}, program.root);
}

Symbolic Encoder::encode_test(const feel::ir::Program& program, const Symbolic& tested,
                              std::span<const Symbolic> inputs) {
  Frame frame{&program, inputs, {}};
  frame.locals.resize(static_cast<std::size_t>(program.frame_size), pure(terms_, Nothing{}));
  if (!frame.locals.empty()) frame.locals[0] = tested;
  return run(std::move(frame), program.root);
}

Symbolic Encoder::under(const Term& guard, NodeId id) {
  const Term outer = path_;
  path_ = terms_.both(outer, guard);
  Symbolic result = walk(id);
  path_ = outer;
  return result;
}

Symbolic Encoder::walk(NodeId id) {
  if (++depth_ > 2000)
    outside(frame_->program->node(id), "嵌套过深的表达式", "an expression nested too deep");
  const Node& node = frame_->program->node(id);
  try {
    auto known = ground(id);
    Symbolic result = known ? *std::move(known) : dispatch(id, node);
    --depth_;
    return result;
  } catch (Outside& reason) {
    --depth_;
    if (reason.place.source == nullptr) reason.place = place(node);
    throw;
  }
}

// ---- what reads no fact is computed by the evaluator itself ----------------------------------------------

bool Encoder::is_ground(NodeId id) const {
  if (id == feel::ir::none) return true;
  const Node& node = frame_->program->node(id);
  switch (node.op) {
    case Op::input:
    case Op::local:
    case Op::dynamic_name:
    case Op::call:
    case Op::call_named:
    case Op::function:
    case Op::for_:
    case Op::some:
    case Op::every:
    case Op::filter:
    case Op::in:
    case Op::test:
    case Op::not_test:
    case Op::context:
      return false;
    case Op::call_builtin: {
      const std::string& name = feel::builtins()[static_cast<std::size_t>(node.index)].name;
      if (name == "now" || name == "today") return false;
      break;
    }
    default:
      break;
  }
  for (const NodeId arg : node.args) {
    if (!is_ground(arg)) return false;
  }
  return true;
}

std::optional<Symbolic> Encoder::ground(NodeId id) {
  const feel::ir::Program& program = *frame_->program;
  const Node& node = program.node(id);
  if (!is_ground(id)) return std::nullopt;
  feel::Value value;
  if (node.op == Op::constant) {
    value = program.constants[static_cast<std::size_t>(node.index)];
  } else {
    feel::ir::Program part = program;
    part.root = id;
    feel::Evaluation evaluation(feel::Mode::determination);
    value = evaluation.evaluate(part, {});
  }
  auto made = constant(terms_, value);
  if (!made) {
    outside(node, "证明不含的值：" + feel::to_string(value),
            "a value the proofs do not have: " + feel::to_string(value));
  }
  return made;
}

// ---- nodes ---------------------------------------------------------------------------------------------

Symbolic Encoder::dispatch(NodeId id, const Node& node) {
  switch (node.op) {
    case Op::constant:
      return *ground(id);
    case Op::input:
      return input(node);
    case Op::local:
      return frame_->locals[static_cast<std::size_t>(node.index)];
    case Op::dynamic_name: {
      Union made(terms_);
      Term rest = terms_.yes();
      if (!node.locals.empty()) {
        for (const Alternative& each :
             frame_->locals[static_cast<std::size_t>(node.locals[0])].alternatives()) {
          const auto* context = std::get_if<Entries>(&each.shape);
          if (std::holds_alternative<Undecided>(each.shape) || std::holds_alternative<Blurred>(each.shape)) {
            made.add(each.guard, each.shape);
            rest = terms_.both(rest, terms_.negated(each.guard));
          }
          if (context == nullptr) continue;
          for (const auto& [name, value] : context->entries) {
            if (name != node.name) continue;
            made.add(each.guard, *value);
            rest = terms_.both(rest, terms_.negated(each.guard));
          }
        }
      }
      if (rest.is_false()) return made.done();
      if (!node.args.empty() && node.args[0] != feel::ir::none) {
        made.add(rest, walk(node.args[0]));
      } else {
        made.add(rest, Undecided{});
      }
      return made.done();
    }
    case Op::field:
      return field(walk(node.args[0]), node.name, node);
    case Op::list: {
      Items items;
      for (const NodeId arg : node.args) items.items.push_back({terms_.yes(), share(walk(arg))});
      return pure(terms_, std::move(items));
    }
    case Op::context:
      return entries(node);
    case Op::range:
      return range(node);
    case Op::negate:
      return negate(walk(node.args[0]));
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::power: {
      const Symbolic a = walk(node.args[0]);
      return arithmetic(node, a, walk(node.args[1]));
    }
    case Op::equal:
    case Op::not_equal: {
      const Symbolic a = walk(node.args[0]);
      Comparison result = equality(a, walk(node.args[1]));
      if (node.op == Op::not_equal) std::swap(result.yes, result.no);
      return truth(result);
    }
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal: {
      const Symbolic a = walk(node.args[0]);
      const Symbolic b = walk(node.args[1]);
      const bool swapped = node.op == Op::greater || node.op == Op::greater_equal;
      const bool or_equal = node.op == Op::less_equal || node.op == Op::greater_equal;
      return truth(swapped ? less(b, a, or_equal) : less(a, b, or_equal));
    }
    case Op::and_:
    case Op::or_:
      return junction(node);
    case Op::if_:
      return if_then_else(node);
    case Op::for_:
      return for_return(node);
    case Op::some:
    case Op::every:
      return quantified(node);
    case Op::iteration_range:
      outside(node, "界限取决于事实的 `a..b`", "`a..b` with bounds that hang on facts");
    case Op::filter:
      return filter(node);
    case Op::in:
      return in(node);
    case Op::test:
      return test(node);
    case Op::not_test:
      return not_test(node);
    case Op::between: {
      const Symbolic value = walk(node.args[0]);
      const Symbolic low = walk(node.args[1]);
      const Symbolic high = walk(node.args[2]);
      return any_of(
          {{terms_.yes(), truth(less(low, value, true))}, {terms_.yes(), truth(less(value, high, true))}},
          false);
    }
    case Op::instance_of:
      return instance(node);
    case Op::call_builtin:
      return call_builtin(node);
    case Op::call:
    case Op::call_named:
      return call(node);
    case Op::function: {
      Callable made;
      made.program = frame_->program;
      made.node = id;
      made.inputs =
          std::make_shared<const std::vector<Symbolic>>(frame_->inputs.begin(), frame_->inputs.end());
      for (const auto slot : node.captures) {
        made.captured.emplace_back(slot, frame_->locals[static_cast<std::size_t>(slot)]);
      }
      return pure(terms_, std::move(made));
    }
    case Op::coerce:
      return coerced(node, walk(node.args[0]),
                     *frame_->program->types[static_cast<std::size_t>(node.type_index)]);
  }
  outside(node, "未知的构造", "a construct that is not known");
}

Symbolic Encoder::input(const Node& node) const {
  const auto index = static_cast<std::size_t>(node.index);
  return index < frame_->inputs.size() ? frame_->inputs[index] : pure(terms_, Nothing{});
}

Symbolic Encoder::field(const Symbolic& value, const std::string& name, const Node& node) {
  Union made(terms_);
  for (const auto& [guard, shape] : value.alternatives()) {
    if (const auto* context = std::get_if<Entries>(&shape)) {
      const auto found = std::find_if(context->entries.begin(), context->entries.end(),
                                      [&](const auto& entry) { return entry.first == name; });
      if (found != context->entries.end()) {
        made.add(guard, *found->second);
      } else {
        made.add(guard, Undecided{});
      }
    } else if (std::holds_alternative<Undecided>(shape) || std::holds_alternative<Blurred>(shape) ||
               std::holds_alternative<Nothing>(shape)) {
      made.add(guard, shape);
    } else if (const auto* list = std::get_if<Items>(&shape)) {
      Items items;
      for (const Items::Item& item : list->items) {
        items.items.push_back({item.present, share(field(*item.value, name, node))});
      }
      made.add(guard, std::move(items));
    } else if (const auto* range = std::get_if<Interval>(&shape)) {
      if (name == "start") {
        made.add(guard, *range->low);
      } else if (name == "end") {
        made.add(guard, *range->high);
      } else if (name == "start included" || name == "end included") {
        const feel::RangeEnd end = name == "start included" ? range->low_end : range->high_end;
        made.add(guard, Truth{terms_.truth(end == feel::RangeEnd::closed)});
      } else {
        made.add(guard, Undecided{});
      }
    } else if (const auto* day = std::get_if<Day>(&shape)) {
      const Terms::Civil civil = terms_.civil(day->days);
      if (name == "year") {
        made.add(guard, Number{z3::to_real(civil.year)});
      } else if (name == "month") {
        made.add(guard, Number{z3::to_real(civil.month)});
      } else if (name == "day") {
        made.add(guard, Number{z3::to_real(civil.day)});
      } else if (name == "weekday") {
        made.add(guard, Number{z3::to_real(terms_.weekday(day->days))});
      } else {
        made.add(guard, Undecided{});
      }
    } else if (std::holds_alternative<Seconds>(shape) || std::holds_alternative<Months>(shape)) {
      // Parts of a duration are cut towards zero.
      const bool months = std::holds_alternative<Months>(shape);
      const Term count = months ? std::get<Months>(shape).term : std::get<Seconds>(shape).term;
      const auto cut = [&](const Term& term, int by) {
        return z3::ite(term >= 0, term / by, -((-term) / by));
      };
      const auto rest = [&](const Term& term, int by) { return term - cut(term, by) * by; };
      const auto part = [&](const Term& term) { made.add(guard, Number{z3::to_real(term)}); };
      if (months && name == "years") {
        part(cut(count, 12));
      } else if (months && name == "months") {
        part(rest(count, 12));
      } else if (!months && name == "days") {
        part(cut(count, 86400));
      } else if (!months && name == "hours") {
        part(rest(cut(count, 3600), 24));
      } else if (!months && name == "minutes") {
        part(rest(cut(count, 60), 60));
      } else if (!months && name == "seconds") {
        part(rest(count, 60));
      } else {
        made.add(guard, Undecided{});
      }
    } else {
      made.add(guard, Undecided{});
    }
  }
  return made.done();
}

Symbolic Encoder::entries(const Node& node) {
  Entries made;
  for (std::size_t i = 0; i < node.args.size(); ++i) {
    Symbolic value = walk(node.args[i]);
    if (i < node.locals.size() && node.locals[i] >= 0) {
      frame_->locals[static_cast<std::size_t>(node.locals[i])] = value;
    }
    made.entries.emplace_back(node.names[i], share(std::move(value)));
  }
  return pure(terms_, std::move(made));
}

namespace {

bool may_bound(const Shape& shape) {
  return std::holds_alternative<Number>(shape) || std::holds_alternative<TextCode>(shape) ||
         std::holds_alternative<Day>(shape) || std::holds_alternative<Seconds>(shape) ||
         std::holds_alternative<Months>(shape) || std::holds_alternative<Undecided>(shape);
}

}  // namespace

Symbolic Encoder::range(const Node& node) {
  const auto end = [&](std::size_t arg, int shift) {
    return node.args[arg] == feel::ir::none ? feel::RangeEnd::unbounded
                                            : static_cast<feel::RangeEnd>((node.index >> shift) & 0xf);
  };
  const feel::RangeEnd low_end = end(0, 0);
  const feel::RangeEnd high_end = end(1, 4);
  const bool has_low = low_end != feel::RangeEnd::unbounded;
  const bool has_high = high_end != feel::RangeEnd::unbounded;
  const Symbolic low = has_low ? walk(node.args[0]) : pure(terms_, Nothing{});
  const Symbolic high = has_high ? walk(node.args[1]) : pure(terms_, Nothing{});
  Term good = terms_.no();
  Term blurred = terms_.no();
  for (const Alternative& a : low.alternatives()) {
    for (const Alternative& b : high.alternatives()) {
      const Term guard = terms_.both(a.guard, b.guard);
      const bool bounds = (!has_low || may_bound(a.shape)) && (!has_high || may_bound(b.shape));
      const bool alike = !has_low || !has_high || std::holds_alternative<Undecided>(a.shape) ||
                         std::holds_alternative<Undecided>(b.shape) || a.shape.index() == b.shape.index();
      if (std::holds_alternative<Blurred>(a.shape) || std::holds_alternative<Blurred>(b.shape)) {
        blurred = terms_.either(blurred, guard);
      } else if (bounds && alike) {
        good = terms_.either(good, guard);
      }
    }
  }
  Union made(terms_);
  made.add(good, Interval{low_end, high_end, share(low), share(high)});
  made.add(blurred, Blurred{});
  made.add(terms_.negated(terms_.either(good, blurred)), Undecided{});
  return made.done();
}

Symbolic Encoder::junction(const Node& node) {
  const bool deciding = node.op == Op::or_;
  std::vector<Operand> operands;
  Term open = terms_.yes();  // the operands before have not decided
  for (const NodeId arg : node.args) {
    Symbolic value = under(open, arg);
    const Term decides = deciding ? value.is_true(terms_) : value.is_false(terms_);
    open = terms_.both(open, terms_.negated(decides));
    operands.push_back({terms_.yes(), std::move(value)});
  }
  return any_of(operands, deciding);
}

std::optional<Term> Encoder::choice(const Term& open) {
  if (!complete_ || open.is_false()) return std::nullopt;
  return terms_.fresh_bool("either way");
}

Symbolic Encoder::if_then_else(const Node& node) {
  const Symbolic condition = walk(node.args[0]);
  const Term yes = condition.is_true(terms_);
  const Term no = terms_.either(condition.is_false(terms_), condition.when<Nothing>(terms_));
  const Term open = condition.when<Undecided>(terms_);
  const Term blurred = condition.when<Blurred>(terms_);
  const Symbolic then = under(terms_.either(yes, open), node.args[1]);
  const Symbolic otherwise = under(terms_.either(no, open), node.args[2]);
  Union made(terms_);
  made.add(yes, then);
  made.add(no, otherwise);
  made.add(blurred, Blurred{});
  if (const auto either_way = choice(open)) {
    made.add(terms_.both(open, *either_way), then);
    made.add(terms_.both(open, terms_.negated(*either_way)), otherwise);
  } else if (!open.is_false()) {
    // Branches that are the same decide it; two numbers would make a band; else it is not decided.
    const Term settled = terms_.both(then.settled(terms_), otherwise.settled(terms_));
    Term same = terms_.no();
    Term blur = terms_.either(then.when<Blurred>(terms_), otherwise.when<Blurred>(terms_));
    for (const Alternative& a : then.alternatives()) {
      for (const Alternative& b : otherwise.alternatives()) {
        const Term both = terms_.both(a.guard, b.guard);
        if (a.shape.index() != b.shape.index()) continue;
        if (a.shape.index() >= Shape(Interval{}).index()) {
          blur = terms_.either(blur, both);
        } else {
          const Comparison equal =
              equality(Symbolic({{terms_.yes(), a.shape}}), Symbolic({{terms_.yes(), b.shape}}));
          same = terms_.either(same, terms_.both(both, equal.yes));
          if (std::holds_alternative<Number>(a.shape)) {
            blur = terms_.either(blur, terms_.both(both, terms_.negated(equal.yes)));
          }
        }
      }
    }
    same = terms_.all({open, settled, same});
    blur = terms_.all({open, blur, terms_.negated(same)});
    made.add(same, then);
    made.add(blur, Blurred{});
    made.add(terms_.all({open, terms_.negated(same), terms_.negated(blur)}), Undecided{});
  }
  made.add(terms_.negated(terms_.any({yes, no, open, blurred})), Undecided{});  // no truth: an error
  return made.done();
}

}  // namespace enact::verify
