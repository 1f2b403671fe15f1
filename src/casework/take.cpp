// Taking an outcome of an open step: what each kind of step wants beyond the procedure, the event, the
// ledger.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "base/text.hpp"
#include "casework/allocation_run.hpp"
#include "casework/announcement.hpp"
#include "casework/claims.hpp"
#include "casework/confirming.hpp"
#include "casework/forms.hpp"
#include "casework/joint.hpp"
#include "casework/money.hpp"
#include "casework/part_payment.hpp"
#include "casework/people.hpp"
#include "casework/places.hpp"
#include "casework/refusals.hpp"
#include "casework/reliance.hpp"
#include "casework/succession.hpp"
#include "casework/taking.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using procedure::Course;
using store::Fault;

Fault bad_text() {
  return refuse(Fault::Kind::invalid, "casework.text-too-long",
                {"文字过长或含有无效字符", "the text is too long or holds invalid characters"},
                {"请控制在两千字以内", "keep it under 2,000 characters"});
}

Fault changed(Fen now) {
  return {.kind = Fault::Kind::conflict,
          .code = "casework.changed",
          .message = {fmt::format("事实已变化：现在应为 {} 元，与决定不一致", format_yuan(now)),
                      fmt::format("the facts have changed: {} yuan are due now, not what was decided",
                                  format_yuan(now))},
          .help = {"请退回重新决定", "send it back to be decided again"},
          .figures = {{"now_fen", now.count}}};
}

Fault amount_outside(const CaseAmount& bounds, Text message) {
  Fault fault = refuse(Fault::Kind::limit, "casework.amount-outside", std::move(message),
                       {"请按条款规定的幅度决定金额", "decide an amount within what the provision says"});
  fault.figures.emplace_back("min_fen", bounds.min.count);
  if (bounds.max) fault.figures.emplace_back("max_fen", bounds.max->count);
  return fault;
}

// One step on a case, from the request to the event's payload.
class Taking {
 public:
  Taking(store::Transaction& tx, const Library& library, const Person& person, const TakeRequest& request,
         CaseFile file)
      : tx_(tx),
        library_(library),
        person_(person),
        request_(request),
        file_(std::move(file)),
        today_(tx.now().legal_day()) {}

  // What refuses it; then nothing was written. Else what was determined is pinned, and nothing more.
  std::optional<Fault> check() {
    if (request_.expected_version && *request_.expected_version != file_.version) return stale();
    if (request_.reason.size() > reason_limit || !text::is_valid_utf8(request_.reason) ||
        !text::is_valid_utf8(request_.minutes)) {
      return bad_text();
    }
    const procedure::Actor actor = actor_for(person_, file_, request_.step, request_.unit);
    actor_ = stored(actor);
    // A guard at the decision sees what is decided; anywhere else the case alone says what its amount is.
    const policy::ProcedureStep* asked = file_.run.step(request_.step);
    if (asked != nullptr && asked->kind == "decide" && request_.amount) {
      file_.run.given.amount = request_.amount;
    }
    auto moved = procedure::attempt(
        file_.run, file_.state, actor,
        {.step = request_.step, .outcome = request_.outcome, .reason = request_.reason}, today_);
    if (!moved) return from_refusal(moved.error());
    const policy::ProcedureStep& step = *file_.run.step(request_.step);
    if (auto fault = permission_fault(person_, file_, actor, action_of(step.kind))) return fault;
    const bool onward = leads_onward(step);
    if (auto fault = onward ? prepare(step, actor) : leave(step)) return fault;
    if (onward && is_review(step)) note_reliance(step);
    moved_ = std::move(*moved);
    moved_.placed = std::move(placed_);
    return std::nullopt;
  }

  // Precondition: check() found nothing, and nothing was written since.
  DoneOr write() {
    const policy::ProcedureStep& step = *file_.run.step(request_.step);
    const bool onward = leads_onward(step);
    if (part_) payload_["step"] = step.id;
    const auto event = append(tx_, file_, actor_, part_ ? "case.part_committed" : "case.step_done",
                              part_ ? nullptr : &moved_, std::move(payload_));
    if (!event) return std::unexpected(event.error());
    if (line_) {
      const bool pay_at_once = part_ && leads_to_payment(file_, outcome_of(step));
      if (auto fault = commit_amount(tx_, file_, *line_, share_, pay_at_once, event->id))
        return std::unexpected(std::move(*fault));
    }
    if (auto fault = follow_procedure(tx_, file_, event->id)) return std::unexpected(std::move(*fault));
    if (step.kind == "commit" && onward && !part_) {
      if (auto fault = settle_if_paid(tx_, file_)) return std::unexpected(std::move(*fault));
    }
    return done(file_);
  }

 private:
  Fault stale() const {
    return {.kind = Fault::Kind::conflict,
            .code = "store.version-conflict",
            .message = {"办件已被他人更新", "somebody has acted on the case meanwhile"},
            .help = {"请刷新后重试", "reload the case and try again"},
            .figures = {{"expected", *request_.expected_version}, {"found", file_.version}}};
  }

  const policy::ProcedureStep::Outcome& outcome_of(const policy::ProcedureStep& step) const {
    return *std::ranges::find(step.outcomes, request_.outcome, &policy::ProcedureStep::Outcome::id);
  }
  bool leads_onward(const policy::ProcedureStep& step) const {
    return procedure::course_of(*file_.run.procedure, step, outcome_of(step)) == Course::onward;
  }

  // What an onward outcome wants, by the step's kind; fills in the payload.
  std::optional<Fault> prepare(const policy::ProcedureStep& step, const procedure::Actor& actor) {
    if (step.kind == "apply") return submit();
    if (step.kind == "decide") return decide(actor);
    if (step.kind == "approve") return approve();
    if (step.kind == "commit") return commit();
    return std::nullopt;
  }

  // A commitment that is given back, or ends the case: not while a part of it is being paid.
  std::optional<Fault> leave(const policy::ProcedureStep& step) {
    if (step.kind != "commit" || file_.granted.count == 0) return std::nullopt;
    const CaseMoney money = money_of(tx_, file_.id);
    if (auto fault = part_on_its_way(file_, money)) return fault;
    payload_["granted"] = std::max<std::int64_t>(file_.granted.count - money.reserved.count, 0);
    return std::nullopt;
  }

  // What a review relies on is kept with it, so that it can be void when that changes.
  void note_reliance(const policy::ProcedureStep& step) {
    const auto claim = determine_claim({});
    if (!claim) return;
    const Basis relied = relied_by(step, basis_of(*claim->claim));
    if (!relied.empty()) payload_["basis"] = basis_json(relied);
  }

  std::optional<Fault> submit() {
    tx_.ahead([&] {
      announcement_for(tx_, file_.policy, file_.provision, today_.year);
      facts_of(tx_, *file_.context, file_.subject.id, today_, tx_.now());
    });
    // What a unit finds for an enterprise knows no window, and what was sent back came in time.
    const bool first = std::ranges::none_of(
        file_.state.done, [](const procedure::DoneStep& one) { return one.step->kind == "apply"; });
    if (first && file_.mode == Mode::apply) {
      if (auto fault = out_of_window(tx_, file_.policy, file_.provision, today_)) return fault;
    }
    for (const std::string& kind : evidence_asked(tx_, file_, today_)) {
      if (std::ranges::find(file_.evidence, kind, &Evidence::kind) != file_.evidence.end()) continue;
      return refuse(Fault::Kind::conflict, "casework.evidence-missing",
                    {fmt::format("缺少材料：{}", kind), fmt::format("evidence is missing: {}", kind)},
                    {"请上传后再提交", "upload it before submitting"});
    }
    if (auto fault = members_open(file_)) return fault;
    if (file_.amount && file_.payee.empty()) {
      return refuse(Fault::Kind::conflict, "casework.payee-missing",
                    {"尚未填写收款账户", "the account to be paid into is missing"},
                    {"请填写后再提交", "enter it before submitting"});
    }
    if (!request_.consent) {
      return refuse(
          Fault::Kind::invalid, "casework.consent-missing",
          {"请确认收款账户并同意核验数据", "confirm the account and agree to the data being checked"},
          {"勾选确认后提交", "tick the confirmation and submit"});
    }
    const auto claim = determine_claim({});
    // Facts may have been corrected since the case was opened.
    if (!claim && file_.mode == Mode::confirm) {
      return not_due_by_attested(tx_, *file_.context, file_.subject, file_.policy, file_.provision,
                                 file_.matter.key, tx_.now(), claim.error());
    }
    if (!claim) return claim.error();
    if (file_.mode == Mode::confirm && !confirmable(*claim->provision, *claim->claim)) {
      return not_confirmable();
    }
    auto placed = places_of(tx_, file_, claim->result.record, today_);
    if (!placed) return std::move(placed).error();
    placed_ = std::move(*placed);
    if (const auto amount = amount_of(*claim->claim)) payload_["amount"] = amount_json(*amount);
    payload_["consent"] = true;
    pin(tx_, claim->result, file_, payload_);
    return std::nullopt;
  }

  std::optional<Fault> decide(const procedure::Actor& actor) {
    const auto before = determine_claim({});
    if (!before) return before.error();
    if (auto fault = unsettled(*before->claim)) return fault;
    const auto bounds = amount_of(*before->claim);
    if (!bounds) {  // no money to decide on
      pin(tx_, before->result, file_, payload_);
      return std::nullopt;
    }
    // A band that this case has decided before is a figure in `before`: what the provision offers tells.
    const bool of_band = before->claim->offered && !before->claim->offered->figure();
    const bool judged = of_band || before->claim->decision.has_value();
    // Beside an open rival the safe part can be decided; the rest follows by a case of its own.
    const auto safe = payable_beside_rivals(*before->claim);
    if (!judged && safe) {
      put_decision(*safe, {}, actor);
      pin(tx_, before->result, file_, payload_);
      return std::nullopt;
    }
    if (!judged && !bounds->figure()) {
      return refuse(
          Fault::Kind::conflict, "casework.rival-undecided",
          {fmt::format("同一事项另有条款的金额尚未决定，本条款现应付 {} 元至{}", format_yuan(bounds->min),
                       bounds->max ? fmt::format(" {} 元", format_yuan(*bounds->max)) : "未定"),
           fmt::format("another provision's amount for this matter is undecided: this one owes {} to {}",
                       format_yuan(bounds->min), bounds->max ? format_yuan(*bounds->max) : "an unknown sum")},
          {"请待另一条款决定后再办理", "wait until the other provision is decided"});
    }
    if (!judged) {
      if (request_.amount && *request_.amount != bounds->min) {
        return amount_outside(
            *bounds, {fmt::format("应付金额为 {} 元，不能改动", format_yuan(bounds->min)),
                      fmt::format("the amount is {} yuan and cannot be changed", format_yuan(bounds->min))});
      }
      put_decision(bounds->min, {}, actor);
      pin(tx_, before->result, file_, payload_);
      return std::nullopt;
    }
    if (!request_.amount) {
      return refuse(Fault::Kind::invalid, "casework.amount-required",
                    {"须决定金额", "an amount is to be decided"},
                    {"请在幅度内填写金额并说明理由", "enter an amount within the band, with the reason"});
    }
    if (request_.reason.empty()) {
      return refuse(Fault::Kind::invalid, "procedure.reason-required",
                    {"在幅度内决定金额须说明理由", "deciding within a band wants a reason"},
                    {"请填写理由后重新提交", "state the reason and submit again"});
    }
    const auto after = determine_claim({decision(*request_.amount, actor.unit, request_.reason, today_)});
    if (!after) return after.error();
    for (const Diagnostic& diagnostic : after->result.determination.diagnostics) {
      if (diagnostic.severity == Severity::error) return amount_outside(*bounds, diagnostic.message);
    }
    const auto decided = amount_of(*after->claim);
    if (!decided || !decided->figure()) {
      return amount_outside(*bounds, {"该金额不在条款规定的幅度内", "the amount is not within the band"});
    }
    put_decision(decided->min, request_.amount, actor);
    pin(tx_, after->result, file_, payload_);
    return std::nullopt;
  }

  std::optional<Fault> approve() {
    if (request_.minutes.empty()) {
      return refuse(Fault::Kind::invalid, "casework.minutes-required",
                    {"须填写会议纪要或批准文号", "the number of the minutes or the approval is required"},
                    {"请填写后重新提交", "enter it and submit again"});
    }
    payload_["minutes"] = request_.minutes;
    return std::nullopt;
  }

  std::optional<Fault> commit() {
    if (!file_.decision) {
      return refuse(Fault::Kind::conflict, "casework.not-decided",
                    {"尚未决定金额", "no amount has been decided"},
                    {"请退回决定步骤", "send it back to be decided"});
    }
    const auto claim = determine_claim({});
    if (!claim) return claim.error();
    if (auto fault = unsettled(*claim->claim)) return fault;
    // What another of the family is owed is paid or given up first; what it was paid is in the determination.
    if (const auto other = owed_in_family(tx_, file_.matter)) return owed_twice_in_family(*other);
    // Never above what is safe to pay whatever the rivals become.
    const auto now = amount_of(*claim->claim);
    const auto safe = payable_beside_rivals(*claim->claim);
    const bool stands =
        safe ? *safe == file_.decision->amount : now && now->figure() && now->min == file_.decision->amount;
    if (!stands || claim->claim->payable < file_.decision->amount) return changed(claim->claim->payable);
    const Fen rest = rest_of(file_);
    // Decided anew, and no more than was granted before.
    if (rest.count == 0 && file_.granted.count > 0) {
      pin(tx_, claim->result, file_, payload_);
      return std::nullopt;
    }
    line_ = request_.line.value_or(usual_line(file_, today_));
    if (!request_.line && !ledger::find_line(tx_, *line_)) {
      return refuse(Fault::Kind::invalid, "casework.line-required",
                    {"请选择预算指标", "choose the appropriation to pay from"},
                    {"如无指标，请先录入", "enter one first if there is none"});
    }
    share_ = rest;
    if (request_.allocation.empty()) {
      if (auto fault = must_be_allocated(tx_, library_, *line_, file_.provision, today_)) return fault;
    } else {
      if (!request_.share || request_.share->count <= 0 || rest < *request_.share)
        return changed(claim->claim->payable);
      share_ = *request_.share;
      json::object allocation{{"run", request_.allocation}, {"fen", share_.count}, {"due", rest.count}};
      if (share_ < rest) {
        const RestRule after = rest_rule(library_, file_, today_);
        allocation["rest"] = to_string(after);
        part_ = after == RestRule::stays_open;
      }
      payload_["allocation"] = std::move(allocation);
    }
    if (auto fault = commit_obstacle(tx_, file_, *line_, share_)) return fault;
    pin(tx_, claim->result, file_, payload_);
    payload_["granted"] = file_.granted.count + share_.count;
    payload_["appropriation"] = {{"policy", line_->policy}, {"year", line_->year}, {"unit", line_->unit}};
    return std::nullopt;
  }

  struct Determined {
    RecordResult result;
    const determine::ProvisionResult* provision;
    const determine::Claim* claim;
  };
  // Under the packages that the case was opened with, with the facts of now.
  std::expected<Determined, Fault> determine_claim(std::vector<determine::Decision> decisions) {
    auto result = determine_record(tx_, *file_.context, file_.subject.id, today_, tx_.now(),
                                   std::move(decisions), taken_by(file_.mode), file_.id);
    if (!result) return std::unexpected(std::move(result).error());
    Determined made{std::move(*result), nullptr, nullptr};
    const auto* provision = find_provision(made.result.determination, file_.policy, file_.provision);
    if (provision == nullptr) throw std::logic_error("the package of a case has lost its provision");
    const auto claim = find_claim(*provision, file_.subject, file_.matter.key);
    if (!claim) return std::unexpected(claim.error());
    made.provision = provision;
    made.claim = *claim;
    return made;
  }

  determine::Decision decision(Fen amount, const std::string& by, const std::string& reason,
                               const Date& on) const {
    return {.policy = file_.policy,
            .provision = file_.provision,
            .matter = file_.matter.parts,
            .amount = yuan_from_fen(amount),
            .by = by,
            .reason = reason,
            .on = on,
            .location = {}};
  }

  // `judged`: the judgement on a band; what is to be paid may be less (a cap, something paid already).
  void put_decision(Fen amount, std::optional<Fen> judged, const procedure::Actor& actor) {
    // Who decides anew knows what came back.
    if (file_.granted.count > 0) {
      std::int64_t granted = file_.granted.count;
      for (const auto& [order, fen] : file_.came_back) granted -= fen.count;
      payload_["granted"] = std::max<std::int64_t>(granted, 0);
    }
    json::object decision{{"fen", amount.count}, {"by", actor.unit}, {"reason", request_.reason}};
    if (judged) decision["judged_fen"] = judged->count;
    payload_["decision"] = std::move(decision);
    payload_["amount"] = amount_json({amount, amount});
  }

  store::Transaction& tx_;
  const Library& library_;
  const Person& person_;
  const TakeRequest& request_;
  CaseFile file_;
  Date today_;
  // What was found before it is written:
  store::Actor actor_;
  procedure::Event moved_;
  json::object payload_;
  std::map<std::string, std::string> placed_;  // units of the place, by step
  std::optional<ledger::Line> line_;           // to commit against …
  Fen share_;                                  // … this much
  bool part_ = false;                          // and the rest waits: the step stays open
};

}  // namespace

DoneOr Casework::take(store::Transaction& tx, const Person& person, const TakeRequest& request) const {
  const auto ready = ready_to_take(tx, library_, person, request);
  return ready ? (*ready)() : std::unexpected(ready.error());
}

std::expected<std::function<DoneOr()>, Fault> ready_to_take(store::Transaction& tx, const Library& library,
                                                            const Person& person,
                                                            const TakeRequest& request) {
  auto file = load_visible(tx, library, person, request.case_id);
  if (!file) return std::unexpected(std::move(file).error());
  const auto taking = std::make_shared<Taking>(tx, library, person, request, std::move(*file));
  if (auto fault = taking->check()) return std::unexpected(std::move(*fault));
  return [taking] { return taking->write(); };
}

}  // namespace enact::casework
