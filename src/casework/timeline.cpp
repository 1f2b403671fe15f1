#include "casework/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "identity/accounts.hpp"
#include "procedure/event_json.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;

struct KindTitle {
  std::string_view kind;
  Text title;
};

Text kind_title(std::string_view kind) {
  static const std::array<KindTitle, 24> titles = {
      KindTitle{"case.opened", {"开始办理", "case opened"}},
      KindTitle{"case.evidence_added", {"上传材料", "evidence added"}},
      KindTitle{"case.evidence_removed", {"撤下材料", "evidence removed"}},
      KindTitle{"case.payee_set", {"填写收款账户", "account entered"}},
      KindTitle{"case.members_set", {"填写联合申请人", "joint applicants named"}},
      KindTitle{"case.member_confirmed", {"联合申请人确认", "a joint applicant confirmed"}},
      KindTitle{"case.member_declined", {"联合申请人谢绝", "a joint applicant declined"}},
      KindTitle{"case.notice_published", {"发布公示", "notice published"}},
      KindTitle{"case.objected", {"收到异议", "objection received"}},
      KindTitle{"case.letter_issued", {"出具文书", "letter issued"}},
      KindTitle{"case.letter_stamped", {"上传盖章件", "stamped letter uploaded"}},
      KindTitle{"case.escalated", {"逾期未办，上报督办", "overdue and escalated"}},
      KindTitle{"case.withdrawn", {"申请人撤回", "withdrawn by the applicant"}},
      KindTitle{"case.batched", {"列入支付批次", "put into a payment batch"}},
      KindTitle{"case.unbatched", {"支付批次撤销", "payment batch cancelled"}},
      KindTitle{"case.payable_cancelled", {"撤销应付资金", "what was payable is cancelled"}},
      KindTitle{"case.demanded", {"要求退回资金", "money demanded back"}},
      KindTitle{"case.received", {"收到退回资金", "money came back"}},
      KindTitle{"case.waived", {"不再追回余款", "the rest of a demand given up"}},
      KindTitle{"case.changed",
                {"事实变化，相关意见作废", "facts changed: reviews that relied on them are void"}},
      KindTitle{"case.released", {"支付批次放行", "payment batch released"}},
      KindTitle{"case.paid", {"银行已付", "paid by the bank"}},
      KindTitle{"case.payment_failed", {"银行支付失败", "the bank could not pay"}},
      KindTitle{"case.payment_returned", {"银行退汇", "returned by the bank"}}};
  for (const KindTitle& one : titles) {
    if (one.kind == kind) return one.title;
  }
  return {std::string(kind), std::string(kind)};
}

Text title_of(const CaseFile& file, const store::Event& event, const json::object& payload,
              const procedure::Event& moved) {
  if (event.kind == "case.objection_answered") {
    return moved.upheld ? Text{"异议成立", "objection upheld"} : Text{"异议不成立", "objection dismissed"};
  }
  if (event.kind == "case.evidence_added") {
    const std::string kind = string_of(payload, "kind");
    if (payload.contains("agreed"))
      return {fmt::format("签署：{}", kind), fmt::format("agreed to: {}", kind)};
    return {fmt::format("上传材料：{}", kind), fmt::format("evidence added: {}", kind)};
  }
  if (event.kind == "case.letter_issued") {
    const Text title = text_of(payload.at("title"));
    return {fmt::format("出具文书：{}", title.zh), fmt::format("letter issued: {}", title.en)};
  }
  if (event.kind == "case.letter_stamped") {
    const Text title = text_of(payload.at("title"));
    return {fmt::format("上传盖章件：{}", title.zh), fmt::format("stamped copy uploaded: {}", title.en)};
  }
  if (event.kind == "case.taken_up") {
    const auto& ways = file.run.procedure->again;
    const auto way = std::ranges::find(ways, moved.outcome, &policy::TakingUp::id);
    return way == ways.end() ? Text{moved.outcome, moved.outcome} : way->title;
  }
  const bool takes =
      event.kind == "case.step_done" || event.kind == "case.lapsed" || event.kind == "case.tacit";
  if (!takes) return kind_title(event.kind);
  const policy::ProcedureStep* step = file.run.step(moved.step);
  if (step == nullptr) return {moved.step, moved.step};
  const auto outcome = std::ranges::find(step->outcomes, moved.outcome, &policy::ProcedureStep::Outcome::id);
  if (outcome == step->outcomes.end()) return step->title;
  return {fmt::format("{}：{}", step->title.zh, outcome->title.zh),
          fmt::format("{}: {}", step->title.en, outcome->title.en)};
}

std::optional<Fen> amount_in(const json::object& payload) {
  if (payload.contains("fen")) return Fen{integer_of(payload, "fen")};
  const json::value* amount = payload.if_contains("amount");
  if (amount == nullptr) return std::nullopt;
  const json::object& bounds = amount->as_object();
  const std::int64_t min = integer_of(bounds, "min_fen");
  if (!bounds.contains("max_fen") || integer_of(bounds, "max_fen") != min) return std::nullopt;
  return Fen{min};
}

}  // namespace

std::vector<TimelineEntry> timeline_of(const store::Reader& reader, const CaseFile& file,
                                       std::span<const store::Event> events, bool inside) {
  std::map<std::string, std::string> names;
  const auto name_of = [&](const std::string& account) {
    if (account.empty()) return std::string();
    const auto [known, is_new] = names.try_emplace(account);
    if (is_new) {
      if (const auto found = identity::find_account(reader, account)) known->second = found->name.zh;
    }
    return known->second;
  };
  std::vector<TimelineEntry> timeline;
  for (const store::Event& event : events) {
    const json::object payload = parse_object(event.payload);
    procedure::Event moved;
    if (const json::value* found = payload.if_contains("procedure")) {
      moved = procedure::event_of(found->as_object());
    }
    TimelineEntry entry{.version = event.stream_version,
                        .event_id = event.id,
                        .kind = event.kind,
                        .at = event.at,
                        .account = {},
                        .account_name = {},
                        .unit = event.actor.unit,
                        .step = moved.step,
                        .outcome = moved.outcome,
                        .title = title_of(file, event, payload, moved),
                        .reason = moved.reason.empty() ? string_of(payload, "reason") : moved.reason,
                        .amount = amount_in(payload)};
    // Who objected is told by objection_contact, to the handling unit only.
    if (inside && !event.actor.unit.empty()) {
      entry.account = event.actor.account;
      entry.account_name = name_of(event.actor.account);
    }
    timeline.push_back(std::move(entry));
  }
  return timeline;
}

}  // namespace enact::casework
