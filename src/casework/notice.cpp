// The steps around a public notice, and withdrawal: publish, object, answer, withdraw.
#include <algorithm>

#include "base/text.hpp"
#include "casework/money.hpp"
#include "casework/part_payment.hpp"
#include "casework/people.hpp"
#include "casework/refusals.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using store::Fault;

constexpr std::size_t contact_limit = 300;
constexpr std::ptrdiff_t objections_limit = 200;  // open ones of one notice

DoneOr step(store::Transaction& tx, CaseFile& file, const procedure::Actor& actor,
            const procedure::Action& action, std::string_view kind, std::string objection,
            json::object payload) {
  auto moved = procedure::attempt(file.run, file.state, actor, action, tx.now().legal_day());
  if (!moved) return std::unexpected(from_refusal(moved.error()));
  if (!objection.empty()) moved->objection = objection;
  const auto event = append(tx, file, stored(actor), kind, &*moved, std::move(payload));
  if (!event) return std::unexpected(event.error());
  if (auto fault = follow_procedure(tx, file, event->id)) return std::unexpected(std::move(*fault));
  Done answer = done(file);
  answer.id = std::move(objection);
  return answer;
}

bool too_long(std::string_view text, std::size_t limit) {
  return text.size() > limit || !text::is_valid_utf8(text);
}

Fault bad_text() {
  return refuse(Fault::Kind::invalid, "casework.text-too-long",
                {"文字过长或含有无效字符", "the text is too long or holds invalid characters"},
                {"请控制在两千字以内", "keep it under 2,000 characters"});
}

}  // namespace

DoneOr Casework::withdraw(store::Transaction& tx, const Person& person, std::string_view case_id,
                          std::string_view reason) const {
  auto file = load_visible(tx, library_, person, case_id);
  if (!file) return std::unexpected(std::move(file).error());
  if (too_long(reason, reason_limit)) return std::unexpected(bad_text());
  const bool belongs = acts_for(person, file->subject.id);
  if (belongs && !may_for(person, identity::Action::apply, file->subject.id))
    return std::unexpected(not_permitted());
  if (belongs && is_granted_in_part(*file)) return give_up_rest(tx, *file, person, reason);
  const procedure::Actor actor{.account = person.account, .unit = {}, .roles = {}, .applicant = belongs};
  return step(tx, *file, actor, {.kind = procedure::Action::Kind::withdraw, .reason = std::string(reason)},
              "case.withdrawn", {}, {});
}

DoneOr Casework::take_up(store::Transaction& tx, const Person& person, const TakeUpRequest& request) const {
  auto file = load_visible(tx, library_, person, request.case_id);
  if (!file) return std::unexpected(std::move(file).error());
  if (too_long(request.reason, reason_limit)) return std::unexpected(bad_text());
  const auto& ways = file->run.procedure->again;
  const auto way = std::ranges::find(ways, request.way, &policy::TakingUp::id);
  procedure::Actor actor = actor_for(person, *file, {}, request.unit);
  if (way != ways.end() && way->actor == "applicant") {
    actor = {
        .account = person.account, .unit = {}, .roles = {}, .applicant = acts_for(person, file->subject.id)};
  }
  // The permission is that of the steps that the role takes anyway.
  const identity::Action needed = actor.applicant ? identity::Action::apply : identity::Action::read_case;
  if (auto fault = permission_fault(person, *file, actor, needed)) return std::unexpected(std::move(*fault));
  if (file->state.ended() && has_open_rival(tx, *file)) return std::unexpected(matter_open());
  return step(tx, *file, actor,
              {.kind = procedure::Action::Kind::take_up, .outcome = request.way, .reason = request.reason},
              "case.taken_up", {}, {});
}

DoneOr Casework::publish_notice(store::Transaction& tx, const Person& person,
                                const NoticeRequest& request) const {
  auto file = load_visible(tx, library_, person, request.case_id);
  if (!file) return std::unexpected(std::move(file).error());
  const procedure::Actor actor = actor_for(person, *file, request.step, request.unit);
  if (auto fault = permission_fault(person, *file, actor, identity::Action::publish_notice)) {
    return std::unexpected(std::move(*fault));
  }
  json::object payload;
  if (file->amount) payload["amount"] = amount_json(*file->amount);
  return step(tx, *file, actor, {.kind = procedure::Action::Kind::publish_notice, .step = request.step},
              "case.notice_published", {}, std::move(payload));
}

DoneOr Casework::object(store::Transaction& tx, const Person& person, const ObjectionRequest& request) const {
  auto file = load_case(tx, library_, request.case_id);
  if (!file) return std::unexpected(std::move(file).error());
  // A case that is not under notice does not exist for the public.
  if (!file->state.notice && !may_see(person, *file)) return std::unexpected(no_case());
  if (too_long(request.reason, reason_limit) || too_long(request.name, contact_limit) ||
      too_long(request.contact, contact_limit)) {
    return std::unexpected(bad_text());
  }
  if (request.name.empty() || request.contact.empty()) {
    return std::unexpected(refuse(
        Fault::Kind::invalid, "casework.contact-missing",
        {"请留下姓名和联系方式，以便核实和答复", "name and contact are required, to verify and to answer"},
        {"联系方式只有承办单位可见", "only the handling unit sees them"}));
  }
  const auto unanswered = std::ranges::count(file->state.objections, false, &procedure::Objection::answered);
  if (unanswered >= objections_limit) {
    return std::unexpected(refuse(Fault::Kind::too_many, "casework.too-many-objections",
                                  {"该公示的异议过多", "there are too many objections to this notice"},
                                  {"请直接联系承办单位", "write to the handling unit"}));
  }
  const std::string id = tx.new_id();
  const procedure::Actor actor{.account = person.account, .unit = {}, .roles = {}};
  auto objected = step(tx, *file, actor, {.kind = procedure::Action::Kind::object, .reason = request.reason},
                       "case.objected", id, {});
  if (!objected) return objected;
  tx.execute("INSERT INTO objection_contact (objection, case_id, name, contact, at) VALUES (?, ?, ?, ?, ?)",
             {id, file->id, tx.seal(request.name, store::sealed_place("objection_contact", "name", id)),
              tx.seal(request.contact, store::sealed_place("objection_contact", "contact", id)), tx.now()});
  return objected;
}

DoneOr Casework::answer_objection(store::Transaction& tx, const Person& person,
                                  const AnswerRequest& request) const {
  auto file = load_visible(tx, library_, person, request.case_id);
  if (!file) return std::unexpected(std::move(file).error());
  if (too_long(request.reason, reason_limit)) return std::unexpected(bad_text());
  const std::string notice = file->state.notice ? file->state.notice->step->id : std::string();
  const procedure::Actor actor = actor_for(person, *file, notice, request.unit);
  if (auto fault = permission_fault(person, *file, actor, identity::Action::answer_objection)) {
    return std::unexpected(std::move(*fault));
  }
  return step(tx, *file, actor,
              {.kind = procedure::Action::Kind::answer_objection,
               .reason = request.reason,
               .objection = request.objection,
               .upheld = request.upheld},
              "case.objection_answered", {}, {});
}

}  // namespace enact::casework
