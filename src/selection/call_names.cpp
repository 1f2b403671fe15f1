// What a call's events and stages are called. See call.hpp.
#include <algorithm>
#include <array>

#include "selection/call.hpp"

namespace enact::selection {
namespace {

struct Name {
  std::string_view id;
  std::string_view zh;
  std::string_view en;
};

// In the order of Kind.
constexpr std::array kinds{
    Name{"opened", "发布", "open the call"},
    Name{"bids_closed", "截止申报", "close bids"},
    Name{"disqualified", "取消申报资格", "disqualify a bid"},
    Name{"drawn", "抽取评审专家", "draw the panels"},
    Name{"agreed", "同意评审并承诺无利益冲突", "agree to judge, without conflict"},
    Name{"stepped_back", "回避", "step back"},
    Name{"dismissed", "请专家退出", "dismiss an expert"},
    Name{"replaced", "递补专家", "replace an expert"},
    Name{"sheet_handed_in", "提交评分表", "hand in a sheet"},
    Name{"sent_back", "退回偏离较大的评分", "send back sheets far from the others"},
    Name{"scoring_closed", "结束评分", "close scoring"},
    Name{"minuted", "登记评审纪要", "enter the panel's minutes"},
    Name{"published", "公示结果", "publish the result"},
    Name{"objected", "提出异议", "object"},
    Name{"answered", "答复异议", "answer an objection"},
    Name{"settled", "确定结果", "settle the result"},
    Name{"declined", "放弃入选，候补递补", "decline, the reserve moves up"},
    Name{"contracted", "签订合同", "conclude the contract"},
    Name{"change_asked", "申请变更合同", "ask for a change of contract"},
    Name{"change_answered", "答复合同变更", "answer a change of contract"},
    Name{"judged", "评定节点", "judge a stage"},
    Name{"eliminated", "阶段淘汰", "eliminate"},
    Name{"examined", "验收", "decide on acceptance"},
    Name{"converted", "转为股权", "convert to equity"},
    Name{"bought_back", "按约退出", "settle in money"},
    Name{"cancelled", "终止遴选", "cancel the call"},
};
static_assert(kinds.size() == static_cast<std::size_t>(Kind::cancelled) + 1);

constexpr std::array stages{
    Name{"none", "未发布", "not opened"},      Name{"open", "申报中", "open for bids"},
    Name{"closed", "申报截止", "bids closed"}, Name{"scoring", "评审中", "being judged"},
    Name{"scored", "评分结束", "scored"},      Name{"minuted", "待公示", "to be published"},
    Name{"published", "公示中", "published"},  Name{"settled", "结果已定", "settled"},
    Name{"cancelled", "已终止", "cancelled"},
};
static_assert(stages.size() == static_cast<std::size_t>(CallStage::cancelled) + 1);

}  // namespace

std::string_view kind_id(Kind kind) {
  return kinds[static_cast<std::size_t>(kind)].id;
}

std::optional<Kind> kind_from_id(std::string_view id) {
  const auto* found = std::ranges::find(kinds, id, &Name::id);
  if (found == kinds.end()) return std::nullopt;
  return static_cast<Kind>(found - kinds.begin());
}

Text kind_title(Kind kind) {
  const Name& name = kinds[static_cast<std::size_t>(kind)];
  return {std::string(name.zh), std::string(name.en)};
}

std::string_view stage_id(CallStage stage) {
  return stages[static_cast<std::size_t>(stage)].id;
}

Text stage_title(CallStage stage) {
  const Name& name = stages[static_cast<std::size_t>(stage)];
  return {std::string(name.zh), std::string(name.en)};
}

}  // namespace enact::selection
