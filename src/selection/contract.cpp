// Contracts and their stages. See contract.hpp.
#include "selection/contract.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace enact::selection {
namespace {

constexpr std::size_t most_stages = 24;
constexpr std::size_t longest_text = 1000;              // bytes
constexpr std::int64_t most_money = 1'000'000'000'000;  // fen a stage

std::int64_t sum_of(std::span<const Stage> stages) {
  std::int64_t sum = 0;
  for (const Stage& one : stages) sum += one.money.count;  // bounded by most_stages × most_money
  return sum;
}

}  // namespace

std::string_view contract_end_id(ContractEnd end) {
  static constexpr std::array<std::string_view, 7> ids{"running", "accepted",  "failed", "eliminated",
                                                       "outrun",  "converted", "settled"};
  return ids[static_cast<std::size_t>(end)];
}

Text contract_end_title(ContractEnd end) {
  static const std::array<Text, 7> titles{Text{"履行中", "running"},
                                          Text{"通过验收", "accepted"},
                                          Text{"未通过", "failed"},
                                          Text{"阶段淘汰", "eliminated"},
                                          Text{"其他团队已通过验收", "another was accepted"},
                                          Text{"已转为股权", "converted to equity"},
                                          Text{"已按约退出", "settled in money"}};
  return titles[static_cast<std::size_t>(end)];
}

std::optional<Text> problem_of(const Terms& terms, bool stage_money, bool equity) {
  if (terms.stages.empty() || terms.stages.size() > most_stages)
    return Text{"合同须有 1 至 24 个节点", "a contract has 1 to 24 stages"};
  std::set<std::string> ids;
  const Stage* before = nullptr;
  for (const Stage& stage : terms.stages) {
    if (stage.id.empty() || stage.title.empty() || stage.title.size() > longest_text ||
        stage.condition.size() > longest_text || !ids.insert(stage.id).second)
      return Text{"每个节点须有不重复的编号和名称", "each stage has a number of its own and a name"};
    if (before != nullptr && stage.due < before->due)
      return Text{"节点应按日期先后排列", "stages stand in the order of their days"};
    if (stage.money.count < 0 || stage.money.count > most_money)
      return Text{"节点金额超出范围", "the money of a stage is out of bounds"};
    if (stage.money.count > 0 && !stage_money)
      return Text{"本遴选验收前不拨付资金，节点不能约定金额",
                  "nothing is paid before acceptance here: a stage grants no money"};
    before = &stage;
  }
  if (stage_money && sum_of(terms.stages) == 0)
    return Text{"须约定各节点的金额", "say what the stages grant"};
  if (terms.equity.has_value() != equity)
    return equity ? Text{"须约定转股折扣和退出利率",
                         "agree on the discount of conversion and the interest of an exit"}
                  : Text{"本遴选不以股权方式支持", "there is no conversion to equity here"};
  if (terms.equity &&
      (terms.equity->discount_basis_points < 0 || terms.equity->discount_basis_points >= whole ||
       terms.equity->interest_basis_points < 0 || terms.equity->interest_basis_points > whole))
    return Text{"转股折扣须在 0 至 100% 之间，利率不超过 100%",
                "a discount lies between 0 and 100 %, interest is at most 100 %"};
  if (terms.claw_back_basis_points < 0 || terms.claw_back_basis_points > whole)
    return Text{"追回比例须在 0 至 100% 之间", "the part to be paid back lies between 0 and 100 %"};
  return std::nullopt;
}

const Stage* Contract::stage(std::string_view id) const {
  const auto at = place(id);
  return at ? &terms.stages[*at] : nullptr;
}

std::optional<std::size_t> Contract::place(std::string_view id) const {
  for (std::size_t i = 0; i < terms.stages.size(); ++i) {
    if (terms.stages[i].id == id) return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> Contract::next_stage() const {
  for (std::size_t i = 0; i < judged.size(); ++i) {
    if (judged[i].standing == StageStanding::planned) return i;
  }
  return std::nullopt;
}

Fen Contract::granted() const {
  Fen sum;
  for (std::size_t i = 0; i < judged.size(); ++i) {
    if (judged[i].standing == StageStanding::passed) sum.count += terms.stages[i].money.count;
  }
  return sum;
}

std::optional<Date> Contract::granted_on() const {
  std::optional<Date> last;
  for (std::size_t i = 0; i < judged.size(); ++i) {
    if (judged[i].standing == StageStanding::passed && terms.stages[i].money.count > 0) last = judged[i].on;
  }
  return last;
}

Fen Contract::to_claw_back() const {
  if (end != ContractEnd::failed) return {};
  __extension__ using Wide = __int128;
  const Wide exact = static_cast<Wide>(granted().count) * terms.claw_back_basis_points;
  return {static_cast<std::int64_t>((exact * 2 + whole) / (Wide{2} * whole))};
}

std::optional<Text> problem_of_change(const Contract& contract, const Terms& changed) {
  for (std::size_t i = 0; i < contract.judged.size(); ++i) {
    if (contract.judged[i].standing == StageStanding::planned) continue;
    if (i >= changed.stages.size() || changed.stages[i] != contract.terms.stages[i])
      return Text{"已评定的节点不能更改", "a stage that was judged stays as it is"};
  }
  if (sum_of(changed.stages) != sum_of(contract.terms.stages))
    return Text{"变更不得改变合同总额", "a change does not alter the sum of the contract"};
  if (changed.equity != contract.terms.equity ||
      changed.claw_back_basis_points != contract.terms.claw_back_basis_points)
    return Text{"转股和追回条款不能变更", "the terms of conversion and repayment stay as they are"};
  if (changed.stages.size() <=
      static_cast<std::size_t>(std::ranges::count_if(
          contract.judged, [](const auto& one) { return one.standing != StageStanding::planned; })))
    return Text{"变更后须仍有未评定的节点", "a change leaves a stage that is not judged"};
  return std::nullopt;
}

}  // namespace enact::selection
