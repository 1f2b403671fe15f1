// Calls: functions of a program, decision tables (src/dmn/decide.cpp), built-ins by name.
#include "verify/encoder.hpp"

namespace enact::verify {

using dmn::HitPolicy;

Symbolic Encoder::call(const Node& node) {
  const Symbolic callee = walk(node.args[0]);
  std::vector<Symbolic> given;
  for (std::size_t i = 1; i < node.args.size(); ++i) given.push_back(walk(node.args[i]));
  Union made(terms_);
  for (const auto& [guard, shape] : callee.alternatives()) {
    const auto* callable = std::get_if<Callable>(&shape);
    if (callable == nullptr) {
      const bool blurred = std::holds_alternative<Blurred>(shape);
      made.add(guard, blurred ? Shape(Blurred{}) : Shape(Undecided{}));
      continue;
    }
    const Term outer = path_;
    path_ = terms_.both(outer, guard);
    made.add(guard, call(*callable, given, node));
    path_ = outer;
  }
  return made.done();
}

Symbolic Encoder::call(const Callable& callable, const std::vector<Symbolic>& given, const Node& node) {
  std::vector<std::string> parameters;
  if (callable.table != nullptr) {
    for (const dmn::InputClause& input : callable.table->inputs) parameters.push_back(input.name);
  } else {
    parameters = callable.program->node(callable.node).names;
  }
  if (given.size() != parameters.size()) return pure(terms_, Undecided{});
  std::vector<Symbolic> arguments = given;
  if (node.op == feel::ir::Op::call_named) {
    for (std::size_t i = 0; i < node.names.size(); ++i) {
      const auto found = std::find(parameters.begin(), parameters.end(), node.names[i]);
      if (found == parameters.end()) return pure(terms_, Undecided{});
      arguments[static_cast<std::size_t>(found - parameters.begin())] = given[i];
    }
  }
  if (callable.table != nullptr) return decide(*callable.table, arguments, node);
  const Node& function = callable.program->node(callable.node);
  Frame frame{callable.program, *callable.inputs, {}};
  frame.locals.resize(static_cast<std::size_t>(callable.program->frame_size), pure(terms_, Nothing{}));
  for (const auto& [slot, value] : callable.captured) frame.locals[static_cast<std::size_t>(slot)] = value;
  for (std::size_t i = 0; i < arguments.size() && i < function.locals.size(); ++i) {
    frame.locals[static_cast<std::size_t>(function.locals[i])] = arguments[i];
  }
  return run(std::move(frame), function.args[0]);
}

Encoder::Rows Encoder::rows(const dmn::DecisionTable& table, const std::vector<Symbolic>& arguments,
                            const Location& where) {
  const auto unencoded = [&](const std::string& zh, const std::string& en) {
    throw Outside({"决策表“" + table.name + "”：" + zh, "decision table `" + table.name + "`: " + en}, where);
  };
  if (table.surroundings != 0) unencoded("单元格读取表外的名称", "cells that read names around it");
  const HitPolicy policy = table.hit_policy;
  const bool one = policy == HitPolicy::unique || policy == HitPolicy::any || policy == HitPolicy::first;
  if (!one || table.outputs.size() != 1)
    unencoded("此种命中策略或多个输出", "its hit policy, or several outputs");
  if (table.outputs.front().default_value) unencoded("缺省输出", "a default output");
  std::vector<Term> hits;
  std::vector<Symbolic> outputs;
  Term open = terms_.no();
  for (const dmn::Row& row : table.rows) {
    Term no = terms_.no();
    Term yes = terms_.yes();
    for (std::size_t i = 0; i < table.inputs.size(); ++i) {
      if (!row.tests[i]) continue;
      const Symbolic result = encode_test(*row.tests[i], arguments[i], arguments);
      no = terms_.either(no, terms_.either(result.is_false(terms_), result.when<Nothing>(terms_)));
      yes = terms_.both(yes, result.is_true(terms_));
    }
    const Term unsure = terms_.both(terms_.negated(yes), terms_.negated(no));
    if (const auto either_way = choice(unsure)) {
      yes = terms_.either(yes, terms_.both(unsure, *either_way));
    } else {
      open = terms_.either(open, unsure);
    }
    hits.push_back(yes);
    outputs.push_back(encode(*row.outputs.front(), arguments));
  }
  Term conflict = terms_.no();
  for (std::size_t i = 0; i < hits.size(); ++i) {
    for (std::size_t j = i + 1; j < hits.size() && policy != HitPolicy::first; ++j) {
      Term clash = terms_.both(hits[i], hits[j]);
      if (clash.is_false()) continue;
      if (policy == HitPolicy::any) {
        clash = terms_.both(clash, terms_.negated(equality(outputs[i], outputs[j]).yes));
      }
      conflict = terms_.either(conflict, clash);
    }
  }
  Term given = terms_.both(path_, terms_.negated(open));
  for (const Symbolic& argument : arguments) {
    given = terms_.all({given, argument.settled(terms_), terms_.negated(argument.when<Nothing>(terms_))});
  }
  const Term none = terms_.negated(terms_.any(hits));
  return {std::move(hits), std::move(outputs), open, {&table, where, given, none, conflict}};
}

TableCall Encoder::encode_table(const dmn::DecisionTable& table, const std::vector<Symbolic>& arguments) {
  return rows(table, arguments, table.location).call;
}

Symbolic Encoder::decide(const dmn::DecisionTable& table, const std::vector<Symbolic>& arguments,
                         const Node& node) {
  const Rows made_of = rows(table, arguments, place(node));
  const TableCall& call = made_of.call;
  calls_.push_back(call);
  Union made(terms_);
  Term open = made_of.open;
  Term all_at_once = terms_.no();
  if (arguments.size() == 1 && !complete_) {
    // Of an undecided input the evaluator looks at all that it might be: the same for every set of facts.
    const Term undecided = arguments.front().when<Undecided>(terms_);
    if (!undecided.is_false()) {
      feel::Evaluation evaluation(feel::Mode::determination);
      const feel::Value unknown[] = {feel::make_unknown({feel::Cause::Kind::undecided, table.name, nullptr})};
      const feel::Value result = dmn::decide(table, unknown, evaluation);
      made.add(undecided, constant(terms_, result).value_or(pure(terms_, Blurred{})));
      open = terms_.both(open, terms_.negated(undecided));
      all_at_once = undecided;
    }
  }
  made.add(open, Blurred{});  // over all ways in which the undecided rows might turn out
  const Term closed = terms_.negated(terms_.either(open, all_at_once));
  made.add(terms_.both(closed, terms_.either(call.none, call.conflict)), Undecided{});
  Term left = terms_.all({closed, terms_.negated(call.none), terms_.negated(call.conflict)});
  for (std::size_t i = 0; i < made_of.hits.size(); ++i) {
    made.add(terms_.both(left, made_of.hits[i]), made_of.outputs[i]);
    left = terms_.both(left, terms_.negated(made_of.hits[i]));
  }
  return made.done();
}

Symbolic Encoder::call_builtin(const Node& node) {
  const std::string& name = feel::builtins()[static_cast<std::size_t>(node.index)].name;
  Arguments arguments;
  for (const auto arg : node.args) {
    if (arg != feel::ir::none) arguments.push_back(walk(arg));
  }
  return builtin(node, name, arguments);
}

}  // namespace enact::verify
