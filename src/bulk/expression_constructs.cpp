// Construct by construct. See expression_compiler.hpp; the rules for what is not known are those of
// docs/unknown.md.
#include <algorithm>
#include <array>
#include <utility>

#include "bulk/expression_compiler.hpp"
#include "feel/builtins.hpp"

namespace enact::bulk {

using feel::Kind;
using feel::Value;
using feel::ir::Op;

namespace {

bool is_ordered(Kind kind) {
  return kind == Kind::number || kind == Kind::date;
}

VectorOp mirrored(VectorOp op) {
  switch (op) {
    case VectorOp::less:
      return VectorOp::greater;
    case VectorOp::less_equal:
      return VectorOp::greater_equal;
    case VectorOp::greater:
      return VectorOp::less;
    case VectorOp::greater_equal:
      return VectorOp::less_equal;
    default:
      return op;
  }
}

std::optional<VectorOp> comparison_of(Op op) {
  switch (op) {
    case Op::equal:
      return VectorOp::equal;
    case Op::not_equal:
      return VectorOp::not_equal;
    case Op::less:
      return VectorOp::less;
    case Op::less_equal:
      return VectorOp::less_equal;
    case Op::greater:
      return VectorOp::greater;
    case Op::greater_equal:
      return VectorOp::greater_equal;
    default:
      return std::nullopt;
  }
}

}  // namespace

RegisterId ExpressionCompiler::compile_construct(Place place) {
  if (const auto op = comparison_of(place->op)) return comparison(place, *op);
  switch (place->op) {
    case Op::and_:
    case Op::or_: {
      std::vector<RegisterId> operands;
      for (std::size_t i = 0; i < place->args.size(); ++i) operands.push_back(compile(place.arg(i)));
      return junction(operands, place->op == Op::and_ ? VectorOp::and_ : VectorOp::or_);
    }
    case Op::add:
      return arithmetic(place, VectorOp::add);
    case Op::subtract:
      return arithmetic(place, VectorOp::subtract);
    case Op::multiply:
      return arithmetic(place, VectorOp::multiply);
    case Op::divide:
      return divide(place);
    case Op::negate:
      return arithmetic(constant(Value(Decimal(0))), compile(place.arg(0)), VectorOp::subtract);
    case Op::in:
      return in(place);
    case Op::between: {
      const RegisterId value = compile(place.arg(0));
      const Kind kind = place.arg(0)->type->kind;
      return junction(
          {compare(compile(place.arg(1)), value, VectorOp::less_equal, place.arg(1)->type->kind, kind),
           compare(value, compile(place.arg(2)), VectorOp::less_equal, kind, place.arg(2)->type->kind)},
          VectorOp::and_);
    }
    case Op::if_:
      return if_(place);
    case Op::some:
    case Op::every:
      return quantified(place);
    case Op::call_builtin:
      return call(place);
    default:
      throw Unsupported("a construct that has no kernel");
  }
}

// ---- truths ----------------------------------------------------------------------------------------------

RegisterId ExpressionCompiler::junction(const std::vector<RegisterId>& operands, VectorOp op) {
  DomainId domain = 0;
  for (const RegisterId operand : operands) {
    if (!constant_of(operand)) domain = deeper(domain, domain_of(operand));
  }
  RegisterId result = lift(operands.front(), domain);
  for (std::size_t i = 1; i < operands.size(); ++i) {
    Operation made;
    made.op = op;
    made.domain = domain;
    made.kind = Kind::boolean;
    made.a = result;
    made.b = lift(operands[i], domain);
    result = emit(std::move(made));
  }
  return result;
}

RegisterId ExpressionCompiler::comparison(Place place, VectorOp op) {
  if (const auto made = ratio(place, op)) return *made;
  return compare(compile(place.arg(0)), compile(place.arg(1)), op, place.arg(0)->type->kind,
                 place.arg(1)->type->kind);
}

RegisterId ExpressionCompiler::compare(RegisterId a, RegisterId b, VectorOp op, Kind kind_a, Kind kind_b) {
  const bool equality = op == VectorOp::equal || op == VectorOp::not_equal;
  if (constant_of(a) && !constant_of(b)) {
    std::swap(a, b);
    std::swap(kind_a, kind_b);
    op = mirrored(op);
  }
  Operation made;
  made.kind = Kind::boolean;
  if (const auto value = constant_of(b); value && equality && value->is_null()) {
    made.op = VectorOp::is_null;
    made.domain = domain_of(a);
    made.a = a;
    if (kind_a == Kind::boolean) throw Unsupported("a truth compared with null");
    const RegisterId is_null = emit(made);
    if (op == VectorOp::equal) return is_null;
    Operation negated;
    negated.op = VectorOp::not_;
    negated.domain = made.domain;
    negated.kind = Kind::boolean;
    negated.a = is_null;
    return emit(std::move(negated));
  }
  if (const auto value = constant_of(b)) kind_b = value->kind();
  const bool texts = kind_a == Kind::string && kind_b == Kind::string && equality && !constant_of(b);
  if (!texts && !(is_ordered(kind_a) && kind_a == kind_b)) throw Unsupported("a comparison of these kinds");
  if (const auto value = constant_of(b); value && !value->number() && !value->date())
    throw Unsupported("a comparison with what is not settled");
  made.domain = constant_of(b) ? domain_of(a) : deeper(domain_of(a), domain_of(b));
  made.op = op;
  made.a = lift(a, made.domain);
  made.b = constant_of(b) ? b : lift(b, made.domain);
  return emit(std::move(made));
}

// x / y against a constant, by multiplying: neither side is rounded then (docs/decisions/bulk.md).
std::optional<RegisterId> ExpressionCompiler::ratio(Place place, VectorOp op) {
  if (op == VectorOp::equal || op == VectorOp::not_equal) return std::nullopt;
  Place quotient = resolve(place.arg(0));
  Place other = resolve(place.arg(1));
  if (quotient->op != Op::divide) {
    if (other->op != Op::divide) return std::nullopt;
    std::swap(quotient, other);
    op = mirrored(op);
  }
  const RegisterId limit = compile(other);
  const auto value = constant_of(limit);
  if (!value || !value->number()) return std::nullopt;
  const RegisterId a = compile(quotient.arg(0));
  const RegisterId b = compile(quotient.arg(1));
  if (constant_of(a) || constant_of(b)) return std::nullopt;
  Operation made;
  made.op = static_cast<VectorOp>(static_cast<int>(VectorOp::ratio_less) + static_cast<int>(op) -
                                  static_cast<int>(VectorOp::less));
  made.kind = Kind::boolean;
  made.domain = deeper(domain_of(a), domain_of(b));
  made.a = lift(a, made.domain);
  made.b = lift(b, made.domain);
  made.c = limit;
  return emit(std::move(made));
}

RegisterId ExpressionCompiler::in(Place place) {
  Environment inner = *place.environment;
  Binding tested;
  tested.is = Binding::Is::expression;
  tested.program = place.environment->program;
  tested.node = place->args[0];
  tested.environment = place.environment;
  inner.locals[place->locals[0]] = tested;
  const Environment& environment = keep(std::move(inner));
  std::vector<RegisterId> tests;
  for (std::size_t i = 1; i < place->args.size(); ++i) {
    tests.push_back(test(place, {&environment, place->args[i]}));
  }
  return junction(tests, VectorOp::or_);
}

RegisterId ExpressionCompiler::test(Place place, Place test) {
  if (test->op != Op::test) throw Unsupported("a negated test");
  if (test->index == 1) return compile(test.arg(0));
  const Place tested = place.arg(0);
  if (!is_ordered(tested->type->kind)) throw Unsupported("a test of this kind");
  const RegisterId against = compile(test.arg(0));
  const RegisterId value = compile(tested);
  if (const auto settled = constant_of(against)) return within(value, tested->type->kind, *settled);
  return compare(value, against, VectorOp::equal, tested->type->kind, test.arg(0)->type->kind);
}

RegisterId ExpressionCompiler::within(RegisterId value, Kind kind, const Value& test) {
  if (const feel::List* list = test.list(); list != nullptr && list->settled() && !list->items.empty()) {
    std::vector<RegisterId> items;
    for (const Value& item : list->items) items.push_back(within(value, kind, item));
    return junction(items, VectorOp::or_);
  }
  if (test.number() || test.date()) {
    return compare(value, constant(test), VectorOp::equal, kind, test.kind());
  }
  const feel::Range* range = test.range();
  if (range == nullptr || range->form != feel::RangeForm::interval) throw Unsupported("a test of this form");
  std::vector<RegisterId> ends;
  if (range->low_end != feel::RangeEnd::unbounded) {
    ends.push_back(
        compare(value, constant(range->low),
                range->low_end == feel::RangeEnd::closed ? VectorOp::greater_equal : VectorOp::greater, kind,
                range->low.kind()));
  }
  if (range->high_end != feel::RangeEnd::unbounded) {
    ends.push_back(compare(value, constant(range->high),
                           range->high_end == feel::RangeEnd::closed ? VectorOp::less_equal : VectorOp::less,
                           kind, range->high.kind()));
  }
  if (ends.empty()) throw Unsupported("a range without ends");
  return junction(ends, VectorOp::and_);
}

RegisterId ExpressionCompiler::if_(Place place) {
  const Kind kind = place->type->kind;
  if (kind != Kind::boolean && !is_ordered(kind)) throw Unsupported("a choice of this kind");
  const RegisterId condition = compile(place.arg(0));
  const RegisterId yes = compile(place.arg(1));
  const RegisterId no = compile(place.arg(2));
  for (const RegisterId branch : {yes, no}) {
    const auto value = constant_of(branch);
    if (value && value->kind() != kind) throw Unsupported("a choice with what is not settled");
  }
  Operation made;
  made.op = VectorOp::select;
  made.kind = kind;
  made.domain = domain_of(condition);
  for (const RegisterId branch : {yes, no}) {
    if (!constant_of(branch)) made.domain = deeper(made.domain, domain_of(branch));
  }
  made.a = lift(condition, made.domain);
  made.b = lift(yes, made.domain);
  made.c = lift(no, made.domain);
  return emit(std::move(made));
}

// ---- numbers ---------------------------------------------------------------------------------------------

RegisterId ExpressionCompiler::arithmetic(Place place, VectorOp op) {
  return arithmetic(compile(place.arg(0)), compile(place.arg(1)), op);
}

RegisterId ExpressionCompiler::arithmetic(RegisterId a, RegisterId b, VectorOp op) {
  for (const RegisterId operand : {a, b}) {
    const auto value = constant_of(operand);
    const Kind kind = value ? value->kind() : program_.at(operand).kind;
    if (kind != Kind::number || (value && !value->number())) throw Unsupported("arithmetic of these kinds");
  }
  Operation made;
  made.op = op;
  made.kind = Kind::number;
  made.domain = constant_of(a)   ? domain_of(b)
                : constant_of(b) ? domain_of(a)
                                 : deeper(domain_of(a), domain_of(b));
  made.a = lift(a, made.domain);
  made.b = lift(b, made.domain);
  return emit(std::move(made));
}

// By a constant whose reciprocal is exact.
RegisterId ExpressionCompiler::divide(Place place) {
  const RegisterId divisor = compile(place.arg(1));
  const auto value = constant_of(divisor);
  const Decimal* number = value ? value->number() : nullptr;
  if (number == nullptr || number->is_zero()) throw Unsupported("a division");
  const auto reciprocal = Decimal(1).divide(*number);
  const auto shown = reciprocal ? reciprocal->multiply(Decimal(1'000'000'000'000)) : std::nullopt;
  if (!shown || !shown->is_whole()) throw Unsupported("a division that is not exact");
  return arithmetic(compile(place.arg(0)), constant(Value(*reciprocal)), VectorOp::multiply);
}

RegisterId ExpressionCompiler::rounded(Place place, VectorOp op) {
  Operation made;
  made.op = op;
  made.kind = Kind::number;
  made.a = compile(place.arg(0));
  made.domain = domain_of(made.a);
  if (program_.at(made.a).kind != Kind::number) throw Unsupported("rounding of this kind");
  if (place->args.size() > 1 && place->args[1] != feel::ir::none) {
    const auto digits = constant_of(compile(place.arg(1)));
    const auto whole = digits && digits->number() ? digits->number()->to_int64() : std::nullopt;
    if (!whole || *whole < 0 || *whole > 12) throw Unsupported("rounding to so many digits");
    made.digits = static_cast<int>(*whole);
  }
  return emit(std::move(made));
}

// ---- calls and lists -------------------------------------------------------------------------------------

RegisterId ExpressionCompiler::call(Place place) {
  const std::string& name = feel::builtins()[static_cast<std::size_t>(place->index)].name;
  if (name == "not" && place->args.size() == 1) {
    Operation made;
    made.op = VectorOp::not_;
    made.kind = Kind::boolean;
    made.a = compile(place.arg(0));
    made.domain = domain_of(made.a);
    return emit(std::move(made));
  }
  if (name == "min" || name == "max") {
    const VectorOp op = name == "min" ? VectorOp::minimum : VectorOp::maximum;
    if (place->args.size() < 2) throw Unsupported("`" + name + "` of a list");
    RegisterId result = compile(place.arg(0));
    for (std::size_t i = 1; i < place->args.size(); ++i)
      result = arithmetic(result, compile(place.arg(i)), op);
    return result;
  }
  if (name == "count") return aggregate(place, VectorOp::count);
  if (name == "sum" && place->args.size() == 1) return aggregate(place, VectorOp::sum);
  static constexpr std::array<std::pair<std::string_view, VectorOp>, 6> roundings{
      {{"round down", VectorOp::round_down},
       {"round up", VectorOp::round_up},
       {"round half up", VectorOp::round_half_up},
       {"round half down", VectorOp::round_half_down},
       {"floor", VectorOp::floor},
       {"ceiling", VectorOp::ceiling}}};
  for (const auto& [rounding, op] : roundings) {
    if (name == rounding) return rounded(place, op);
  }
  throw Unsupported("`" + name + "` has no kernel");
}

// The domain of the rows that a condition on items of a list speaks of besides those items.
DomainId ExpressionCompiler::outer_domain(Place predicate) const {
  Leaves leaves;
  collect(predicate, leaves);
  DomainId domain = 0;
  for (const Leaf& leaf : leaves.columns) domain = deeper(domain, leaf.domain);
  return domain;
}

std::optional<ExpressionCompiler::Listed> ExpressionCompiler::list_of(const Environment& environment) {
  const Place root = resolve({&environment, environment.program->root});
  if (const auto list = list_leaf(root)) return Listed{*list, no_register, expand(0, *list)};
  if (root->op != Op::filter) return std::nullopt;
  const auto list = list_leaf(root.arg(0));
  const Kind kind = root.arg(1)->type ? root.arg(1)->type->kind : Kind::any;
  if (!list || kind != Kind::boolean) return std::nullopt;
  Listed listed{*list, no_register, expand(0, *list)};
  Environment inner = *root.environment;
  inner.locals[root->locals[0]] = Binding::of_record(listed.items);
  listed.condition = lift(compile(Place{&keep(std::move(inner)), root->args[1]}), listed.items);
  return listed;
}

RegisterId ExpressionCompiler::quantified(Place place) {
  if (place->args.size() != 2) throw Unsupported("several lists at once");
  const Place domain = resolve(place.arg(0));
  const auto list = list_leaf(domain);
  if (!list) throw Unsupported("a list that is no fact of the subject");
  const DomainId base = outer_domain(place.arg(1));
  const DomainId items = expand(base, *list);
  Environment inner = *place.environment;
  inner.locals[place->locals[0]] = Binding::of_record(items);
  Operation made;
  made.op = place->op == Op::some ? VectorOp::some : VectorOp::every;
  made.kind = Kind::boolean;
  made.domain = base;
  made.over = items;
  made.a = lift(compile(Place{&keep(std::move(inner)), place->args[1]}), items);
  return emit(std::move(made));
}

// `count` and `sum` of a list of the subject, filtered or not; `sum` of a field of its records.
RegisterId ExpressionCompiler::aggregate(Place place, VectorOp op) {
  Place list = resolve(place.arg(0));
  std::string field;
  if (op == VectorOp::sum) {
    if (list->op != Op::field) throw Unsupported("a sum of this form");
    field = list->name;
    list = resolve(list.arg(0));
  }
  std::optional<std::string> name = list_leaf(list);
  RegisterId condition = no_register;
  DomainId base = 0;
  DomainId items = -1;
  if (name) {
    items = expand(0, *name);
  } else {
    if (list->op != Op::filter || !list.arg(1)->type || list.arg(1)->type->kind != Kind::boolean)
      throw Unsupported("a list of this form");
    name = list_leaf(list.arg(0));
    if (!name) throw Unsupported("a list that is no fact of the subject");
    base = outer_domain(list.arg(1));
    items = expand(base, *name);
    Environment inner = *list.environment;
    inner.locals[list->locals[0]] = Binding::of_record(items);
    condition = lift(compile(Place{&keep(std::move(inner)), list->args[1]}), items);
  }
  Operation made;
  made.op = op;
  made.kind = Kind::number;
  made.domain = base;
  made.over = items;
  made.b = condition;
  if (op == VectorOp::sum) {
    made.a = load(items, field);
    if (program_.at(made.a).kind != Kind::number) throw Unsupported("a sum of this kind");
  }
  return emit(std::move(made));
}

}  // namespace enact::bulk
