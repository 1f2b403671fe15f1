#include "http/casework_json.hpp"

#include <algorithm>
#include <charconv>

#include "http/json.hpp"

namespace enact::http {

namespace json = boost::json;

std::string with_raw(const json::object& object, std::string_view name, std::string_view raw) {
  auto out = json::serialize(object);
  out.pop_back();
  if (out.size() > 1) out += ',';
  out += json::serialize(json::string(name));
  out += ':';
  out += raw.empty() ? "null" : raw;
  out += '}';
  return out;
}

json::object open_step_json(const casework::OpenStepView& step) {
  return {{"step", step.step},
          {"kind", step.kind},
          {"title", to_json(step.title)},
          {"unit", step.unit},
          {"role", step.role},
          {"opened", step.opened.to_string()},
          {"due", to_json(step.deadline)},
          {"provisional", step.provisional},
          {"overdue", step.overdue},
          {"late", step.late},
          {"follows", to_json(step.follows)},
          {"tells", step.tells},
          {"escalated", to_json(step.escalated)}};
}

casework::CaseFilter case_filter(const Request& request) {
  casework::CaseFilter filter;
  filter.subject = request.query_or("subject", "");
  filter.unit = request.query_or("unit", "");
  filter.status = request.query_or("state", "");
  filter.policy = request.query_or("package", "");
  filter.provision = request.query_or("provision", "");
  filter.contains = request.query_or("q", "");
  if (const auto ended = request.query_or("ended", ""); !ended.empty()) filter.ended = ended == "true";
  const std::string year = request.query_or("year", "");
  int read = 0;
  const auto [end, error] = std::from_chars(year.data(), year.data() + year.size(), read);
  if (error == std::errc{} && end == year.data() + year.size() && read > 0 && read < 9999) filter.year = read;
  return filter;
}

json::object case_summary_json(const casework::CaseSummary& summary) {
  return {{"id", summary.id},
          {"reference", summary.reference},
          {"version", summary.version},
          {"package", summary.policy},
          {"provision", summary.provision},
          {"provision_title", to_json(summary.provision_title)},
          {"subject", json::object{{"id", summary.subject}, {"name", summary.subject_name}}},
          {"event", summary.event},
          {"mode", casework::mode_id(summary.mode)},
          {"state", summary.status},
          {"status", to_json(summary.status_title)},
          {"ended", summary.ended},
          {"amount_fen", to_json(summary.amount)},
          {"max_fen", to_json(summary.max)},
          {"open_steps", map_json(summary.open, open_step_json)},
          {"opened", summary.opened_at.to_string()},
          {"updated", summary.updated_at.to_string()}};
}

json::object notice_json(const casework::NoticeView& notice) {
  return {{"case_id", notice.case_id},
          {"reference", notice.reference},
          {"package", notice.policy},
          {"provision", notice.provision},
          {"provision_title", to_json(notice.provision_title)},
          {"subject_name", notice.subject_name},
          {"event", notice.event},
          {"amount_fen", to_json(notice.amount)},
          {"unit", notice.unit},
          {"published", notice.published.to_string()},
          {"closes", notice.closes.to_string()},
          {"running", notice.running},
          {"result", notice.result}};
}

namespace {

std::string_view kind_id(procedure::Action::Kind kind) {
  using Kind = procedure::Action::Kind;
  switch (kind) {
    case Kind::publish_notice:
      return "publish_notice";
    case Kind::answer_objection:
      return "answer_objection";
    case Kind::withdraw:
      return "withdraw";
    case Kind::take_up:
      return "take_up";
    default:
      return "take";
  }
}

json::object action_json(const casework::ActionView& action) {
  json::array needs;
  if (action.amount_required) needs.emplace_back("amount");
  if (action.minutes_required) needs.emplace_back("minutes");
  if (action.line_required) needs.emplace_back("line");
  if (action.step_kind == "apply" && action.kind == procedure::Action::Kind::take)
    needs.emplace_back("consent");
  return {{"kind", kind_id(action.kind)},
          {"step", action.step},
          {"step_kind", action.step_kind},
          {"outcome", action.outcome},
          {"objection", action.objection},
          {"upheld", action.upheld},
          {"unit", action.unit},
          {"title", to_json(action.title)},
          {"reason_required", action.reason_required},
          {"needs", std::move(needs)},
          {"blocked", action.blocked ? json::value(to_json(*action.blocked)) : json::value(nullptr)}};
}

json::object timeline_json(const casework::TimelineEntry& entry) {
  return {{"version", entry.version},   {"kind", entry.kind},
          {"at", entry.at.to_string()}, {"actor", entry.account_name},
          {"unit", entry.unit},         {"step", entry.step},
          {"outcome", entry.outcome},   {"title", to_json(entry.title)},
          {"reason", entry.reason},     {"amount_fen", to_json(entry.amount)}};
}

// The way of the case for a progress bar: what is done, what stands open, what is to come, each step once.
json::array steps_json(const casework::CaseDetail& detail) {
  json::array out;
  std::vector<std::string> shown;
  const auto add = [&](const std::string& id, const Text& title, std::string_view state) {
    if (std::find(shown.begin(), shown.end(), id) != shown.end()) return;
    shown.push_back(id);
    out.emplace_back(json::object{{"id", id}, {"title", to_json(title)}, {"state", state}});
  };
  const auto listed = [](const std::vector<casework::OpenStepView>& steps, const std::string& id) {
    return std::any_of(steps.begin(), steps.end(), [&](const auto& step) { return step.step == id; });
  };
  for (const auto& entry : detail.timeline) {
    if (entry.step.empty() || listed(detail.summary.open, entry.step) || listed(detail.next, entry.step))
      continue;
    add(entry.step, entry.step_title, "done");
  }
  for (const auto& step : detail.summary.open) add(step.step, step.title, "open");
  for (const auto& step : detail.next) add(step.step, step.title, "pending");
  return out;
}

json::object objection_json(const casework::ObjectionView& objection) {
  return {{"id", objection.id},         {"on", objection.on.to_string()}, {"reason", objection.reason},
          {"name", objection.name},     {"contact", objection.contact},   {"answered", objection.answered},
          {"upheld", objection.upheld}, {"answer", objection.answer}};
}

json::object opinion_json(const casework::OpinionView& opinion) {
  return {{"unit", opinion.unit},     {"outcome", opinion.outcome}, {"title", to_json(opinion.title)},
          {"reason", opinion.reason}, {"on", to_json(opinion.on)},  {"voided", opinion.voided}};
}

json::value payee_json(const std::optional<casework::PayeeView>& payee) {
  if (!payee) return nullptr;
  return json::object{
      {"name", payee->name}, {"bank", payee->bank}, {"account_masked", payee->account_masked}};
}

json::object evidence_json(const casework::EvidenceView& file) {
  return {{"hash", file.hash},          {"kind", file.kind},
          {"name", file.file_name},     {"media_type", file.media_type},
          {"size", file.size},          {"added", file.added_at.to_string()},
          {"signed_by", file.signed_by}};
}

}  // namespace

std::string case_json(const casework::CaseDetail& detail) {
  auto out = case_summary_json(detail.summary);
  out["subject_identity"] = detail.subject_identity;
  out["procedure"] = to_json(detail.procedure_title);
  out["steps"] = steps_json(detail);
  out["timeline"] = map_json(detail.timeline, timeline_json);
  out["amount_min_fen"] = to_json(detail.amount_min);
  out["amount_max_fen"] = to_json(detail.amount_max);
  out["evidence_wanted"] = to_json(detail.evidence_wanted);
  out["evidence"] = map_json(detail.evidence, evidence_json);
  out["joint"] = detail.joint ? json::value(json::object{{"with", to_json(detail.joint->with)},
                                                         {"least", detail.joint->least},
                                                         {"most", detail.joint->most}})
                              : json::value(nullptr);
  out["share"] = detail.share;
  out["by_shares"] = detail.by_shares;
  out["members"] = map_json(detail.members, [](const casework::MemberView& member) {
    return json::object{{"subject", json::object{{"id", member.subject}, {"name", member.name}}},
                        {"type", member.type},
                        {"identity", member.identity},
                        {"share", member.share},
                        {"state", member.state},
                        {"reason", member.reason},
                        {"answered", to_json(member.answered_at)},
                        {"amount_fen", member.fen.count},
                        {"has_payee", member.has_payee},
                        {"payee", payee_json(member.payee)}};
  });
  out["opinions"] = map_json(detail.opinions, opinion_json);
  out["notice"] = detail.notice ? json::value(notice_json(*detail.notice)) : json::value(nullptr);
  out["objections"] = map_json(detail.objections, objection_json);
  out["payments"] = map_json(detail.payments, [](const casework::PaymentView& payment) {
    return json::object{{"batch", payment.batch},
                        {"line", payment.line},
                        {"state", ledger::line_status_id(payment.status)},
                        {"amount_fen", payment.fen.count},
                        {"reason", payment.reason},
                        {"to", payment.to}};
  });
  out["money_wait"] = nullptr;
  if (const auto& wait = detail.money_wait) {
    out["money_wait"] = json::object{{"rule", determine::to_string(wait->rule)},
                                     {"place", wait->place},
                                     {"cases", wait->cases},
                                     {"year", wait->year}};
  }
  out["part"] = nullptr;
  if (const auto& part = detail.part) {
    out["part"] = json::object{{"granted_fen", part->granted.count},
                               {"paid_fen", part->paid.count},
                               {"rest_fen", part->rest.count},
                               {"lapsed", part->lapsed}};
  }
  out["allocated_fen"] = to_json(detail.allocated);
  out["payee"] = payee_json(detail.payee);
  out["actions"] = map_json(detail.actions, action_json);
  out["cautions"] = map_json(detail.cautions, [](const casework::CautionView& one) {
    return json::object{
        {"kind", one.kind}, {"title", to_json(one.title)}, {"what", one.what},
        {"by", one.by},     {"since", to_json(one.since)}, {"meaning", to_json(one.meaning)},
        {"fact", one.fact}, {"stands", one.stands},        {"attested_since", to_json(one.attested_since)}};
  });
  out["explanation"] = detail.explanation.empty() ? json::value(nullptr) : json::parse(detail.explanation);
  return with_raw(out, "determination", detail.determination);
}

json::array record_json(const std::vector<casework::RecordFact>& record) {
  return map_json(record, [](const casework::RecordFact& fact) {
    return json::object{{"name", fact.name},
                        {"title", to_json(fact.title)},
                        {"conflict", fact.conflict},
                        {"entries", map_json(fact.entries, [](const casework::RecordFact::Entry& entry) {
                           return json::object{
                               {"seq", entry.seq},
                               {"value", entry.value},
                               {"attested", entry.attested},
                               {"by", entry.by},
                               {"evidence", entry.evidence},
                               {"open", entry.open},
                               {"valid_from", to_json(entry.valid_from)},
                               {"valid_to", to_json(entry.valid_to)},
                               {"known_on", entry.known_on.to_string()},
                               {"differs_from", entry.differs_from ? json::value(*entry.differs_from)
                                                                   : json::value(nullptr)}};
                         })}};
  });
}

json::object line_json(const ledger::LineState& state) {
  return {{"package", state.line.policy},
          {"year", state.line.year},
          {"unit", state.line.unit},
          {"total_fen", state.appropriated.count},
          {"available_fen", state.available.count},
          {"committed_fen", state.committed.count},
          {"payable_fen", state.payable.count},
          {"issued_fen", state.issued.count},
          {"paid_fen", state.paid.count}};
}

}  // namespace enact::http
