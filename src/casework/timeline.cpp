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
  static const std::array<KindTitle, 28> titles = {
      KindTitle{"case.opened", {"开始办理", "Case opened"}},
      KindTitle{"case.evidence_added", {"上传材料", "Evidence added"}},
      KindTitle{"case.evidence_removed", {"撤下材料", "Evidence removed"}},
      KindTitle{"case.payee_set", {"填写收款账户", "Account entered"}},
      KindTitle{"case.member_payee_set", {"联合申请人填写收款账户", "A joint applicant entered its account"}},
      KindTitle{"case.members_set", {"填写联合申请人", "Joint applicants named"}},
      KindTitle{"case.member_confirmed", {"联合申请人确认", "A joint applicant confirmed"}},
      KindTitle{"case.member_declined", {"联合申请人谢绝", "A joint applicant declined"}},
      KindTitle{"case.notice_published", {"发布公示", "Notice published"}},
      KindTitle{"case.objected", {"收到异议", "Objection received"}},
      KindTitle{"case.letter_issued", {"出具文书", "Letter issued"}},
      KindTitle{"case.letter_stamped", {"上传盖章件", "Stamped letter uploaded"}},
      KindTitle{"case.escalated", {"逾期未办，上报督办", "Overdue and escalated"}},
      KindTitle{"case.withdrawn", {"申请人撤回", "Withdrawn by the applicant"}},
      KindTitle{"case.part_committed",
                {"安排部分资金，余额待安排", "a part was committed, the rest waits for money"}},
      KindTitle{"case.rest_given_up",
                {"申请人放弃未安排的余额", "The applicant gave up what was not yet committed"}},
      KindTitle{"case.settled", {"已安排的资金均已支付", "All that was committed is paid"}},
      KindTitle{"case.batched", {"列入支付批次", "Put into a payment batch"}},
      KindTitle{"case.unbatched", {"支付批次撤销", "Payment batch cancelled"}},
      KindTitle{"case.payable_cancelled", {"撤销应付资金", "What was payable is cancelled"}},
      KindTitle{"case.demanded", {"要求退回资金", "Money demanded back"}},
      KindTitle{"case.received", {"收到退回资金", "Money came back"}},
      KindTitle{"case.waived", {"不再追回余款", "The rest of a demand given up"}},
      KindTitle{"case.changed",
                {"事实变化，相关意见作废", "Facts changed: reviews that relied on them are void"}},
      KindTitle{"case.released", {"支付批次放行", "Payment batch released"}},
      KindTitle{"case.paid", {"银行已付", "Paid by the bank"}},
      KindTitle{"case.payment_failed", {"银行支付失败", "The bank could not pay"}},
      KindTitle{"case.payment_returned", {"银行退汇", "Returned by the bank"}}};
  for (const KindTitle& one : titles) {
    if (one.kind == kind) return one.title;
  }
  return {std::string(kind), std::string(kind)};
}

Text step_title(const CaseFile& file, const std::string& id) {
  if (id.empty()) return {};
  const policy::ProcedureStep* step = file.run.step(id);
  return step == nullptr ? Text{id, id} : step->title;
}

Text title_of(const CaseFile& file, const store::Event& event, const json::object& payload,
              const procedure::Event& moved) {
  if (event.kind == "case.objection_answered") {
    return moved.upheld ? Text{"异议成立", "Objection upheld"} : Text{"异议不成立", "Objection dismissed"};
  }
  if (event.kind == "case.evidence_added") {
    const std::string kind = string_of(payload, "kind");
    if (payload.contains("agreed"))
      return {fmt::format("签署：{}", kind), fmt::format("Agreed to: {}", kind)};
    return {fmt::format("上传材料：{}", kind), fmt::format("Evidence added: {}", kind)};
  }
  if (event.kind == "case.letter_issued") {
    const Text title = text_of(payload.at("title"));
    return {fmt::format("出具文书：{}", title.zh), fmt::format("Letter issued: {}", title.en)};
  }
  if (event.kind == "case.letter_stamped") {
    const Text title = text_of(payload.at("title"));
    return {fmt::format("上传盖章件：{}", title.zh), fmt::format("Stamped copy uploaded: {}", title.en)};
  }
  if (event.kind == "case.taken_up") {
    const auto& ways = file.run.procedure->again;
    const auto way = std::ranges::find(ways, moved.outcome, &policy::TakingUp::id);
    return way == ways.end() ? Text{moved.outcome, moved.outcome} : way->title;
  }
  if (event.kind == "case.part_committed") {
    const Text step = step_title(file, moved.step);
    const Text part = kind_title(event.kind);
    return {fmt::format("{}：{}", step.zh, part.zh), fmt::format("{}: {}", step.en, part.en)};
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
  if (const json::value* run = payload.if_contains("allocation"))
    return Fen{integer_of(run->as_object(), "fen")};
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
    // The step stays open, so that the procedure is not moved.
    if (event.kind == "case.part_committed") moved.step = step_of_part(*file.run.procedure, payload);
    TimelineEntry entry{.version = event.stream_version,
                        .event_id = event.id,
                        .kind = event.kind,
                        .at = event.at,
                        .account = {},
                        .account_name = {},
                        .unit = event.actor.unit,
                        .step = moved.step,
                        .step_title = step_title(file, moved.step),
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
