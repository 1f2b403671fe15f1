// Actions on contracts. See contract_attempt.hpp.
#include "selection/contract_attempt.hpp"

#include <algorithm>

#include "selection/call_rules.hpp"

namespace enact::selection {
namespace {

using Answer = std::optional<Refusal>;

Answer conclude(const Rules& rules, const Call& call, Event& event) {
  if (!is_winner(rules, call, event.bid))
    return conflict("selection.not-selected", {"该申报没有入选", "this bid was not selected"},
                    {"只与入选的团队签订合同", "contracts are concluded with those selected"});
  if (call.contracts.contains(event.bid))
    return conflict("selection.has-contract", {"合同已签订", "the contract is concluded already"});
  if (event.number.empty())
    return invalid("selection.number-required", {"请填写合同编号", "enter the number of the contract"});
  const bool number_taken =
      std::ranges::any_of(call.numbers, [&](const auto& one) { return one.second == event.number; });
  if (number_taken)
    return conflict("selection.number-taken", {"合同编号已使用", "this number is another contract's"});
  if (!event.terms) return invalid("selection.terms", {"请填写合同节点", "enter the stages of the contract"});
  if (auto problem = problem_of(*event.terms, rules.selection->stage.has_value(), rules.selection->equity))
    return invalid("selection.terms", std::move(*problem));
  return std::nullopt;
}

Answer decline(const Rules& rules, const Call& call, const Event& event) {
  if (!is_winner(rules, call, event.bid))
    return conflict("selection.not-selected", {"该申报没有入选", "this bid was not selected"});
  if (call.contracts.contains(event.bid))
    return conflict("selection.has-contract", {"合同已签订", "the contract is concluded already"},
                    {"请按合同办理", "the contract says how it ends"});
  return std::nullopt;
}

Answer ask_change(const Rules& rules, const Contract& contract, const Event& event) {
  if (contract.asked)
    return conflict("selection.change-open", {"已有待答复的变更", "another change waits for its answer"});
  if (!event.terms) return invalid("selection.terms", {"请填写变更后的节点", "enter the changed stages"});
  if (auto problem = problem_of(*event.terms, rules.selection->stage.has_value(), rules.selection->equity))
    return invalid("selection.terms", std::move(*problem));
  if (auto problem = problem_of_change(contract, *event.terms))
    return invalid("selection.terms", std::move(*problem));
  return std::nullopt;
}

Answer judge(const Contract& contract, const Event& event) {
  if (contract.asked)
    return conflict("selection.change-open",
                    {"有待答复的变更，先答复再评定", "a change waits for its answer"},
                    {"请先答复变更", "answer it first"});
  const auto next = contract.next_stage();
  if (!next || contract.terms.stages[*next].id != event.stage)
    return invalid("selection.stage-order", {"节点须按顺序评定", "stages are judged in their order"},
                   {"请评定下一个节点", "judge the next one"});
  return std::nullopt;
}

Answer examine(const Rules& rules, const Call& call, const Contract& contract, const Event& event) {
  if (!event.upheld) return std::nullopt;
  if (contract.next_stage())
    return conflict("selection.stages-open",
                    {"还有节点未评定，不能验收通过", "a stage has not been judged: acceptance has to wait"},
                    {"请先评定全部节点", "judge all of them first"});
  if (call.mode != policy::SelectionMode::race) return std::nullopt;
  const int most = rules.selection->race ? rules.selection->race->accepted : 1;
  if (call.accepted_of(call.bid(event.bid)->need) >= most) {
    return conflict("selection.need-met",
                    {"该需求已有团队通过验收", "another team was accepted for this need"});
  }
  return std::nullopt;
}

// Only what was granted can be converted or paid back.
Answer leave_by_money(const Contract& contract, Event& event, const Date& today) {
  if (!contract.terms.equity)
    return conflict("selection.no-equity",
                    {"本合同没有转股条款", "this contract has no terms of conversion"});
  const auto since = contract.granted_on();
  if (!since || contract.granted().count == 0)
    return conflict("selection.nothing-granted", {"尚未有达到条件的资助", "nothing has been granted yet"});
  if (event.kind == Kind::converted) {
    if (event.price)
      event.conversion =
          convert(contract.granted(), *event.price, contract.terms.equity->discount_basis_points);
    if (!event.conversion)
      return invalid("selection.price",
                     {"请填写融资轮的每股价格", "enter the price of one share in the round"},
                     {"大于 0，至多四位小数", "above 0, with at most four decimals"});
  } else {
    event.settlement =
        settle(contract.granted(), contract.terms.equity->interest_basis_points, *since, today);
    if (!event.settlement)
      return invalid("selection.settlement", {"退出金额无法计算", "the amount cannot be computed"});
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> attempt_contract(const Rules& rules, const Call& call, Event& event,
                                        const Date& today) {
  if (event.kind == Kind::contracted) return conclude(rules, call, event);
  if (event.kind == Kind::declined) return decline(rules, call, event);
  const auto found = call.contracts.find(event.bid);
  if (found == call.contracts.end())
    return invalid("selection.no-contract", {"该申报没有合同", "this bid has no contract"});
  const Contract& contract = found->second;
  if (!contract.running())
    return conflict("selection.contract-ended",
                    {"合同已结束：" + contract_end_title(contract.end).zh,
                     "the contract has ended: " + contract_end_title(contract.end).en});
  switch (event.kind) {
    case Kind::change_asked:
      return ask_change(rules, contract, event);
    case Kind::change_answered:
      if (contract.asked) return std::nullopt;
      return conflict("selection.no-change", {"没有待答复的变更", "no change waits for an answer"});
    case Kind::judged:
      return judge(contract, event);
    case Kind::eliminated:
      if (call.mode == policy::SelectionMode::race) return std::nullopt;
      return conflict("selection.no-race", {"只有赛马制在节点淘汰", "teams are eliminated in a race only"});
    case Kind::examined:
      return examine(rules, call, contract, event);
    default:
      return leave_by_money(contract, event, today);
  }
}

}  // namespace enact::selection
