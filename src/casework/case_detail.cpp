// One case as a person may see it: everything on one page, and what the person can do now.
#include <algorithm>
#include <array>

#include "casework/cautions.hpp"
#include "casework/forms.hpp"
#include "casework/joint.hpp"
#include "casework/money.hpp"
#include "casework/notice_rows.hpp"
#include "casework/part_payment.hpp"
#include "casework/people.hpp"
#include "casework/places.hpp"
#include "casework/refusals.hpp"
#include "casework/summaries.hpp"
#include "casework/timeline.hpp"
#include "ledger/ledger.hpp"

namespace enact::casework {
namespace {

using store::Fault;

std::string state_id(Member::State state) {
  if (state == Member::State::invited) return "invited";
  return state == Member::State::confirmed ? "confirmed" : "declined";
}

// A step of the unit of a place that is not asked in this case.
bool passes(const store::Reader& reader, const CaseFile& file, const policy::ProcedureStep& step,
            const Date& today) {
  if (procedure::place_fact(step).empty()) return false;
  const bool applied = !file.draft();
  return applied ? !file.state.placed.contains(step.id) : !in_use(reader, file, step, today);
}

// The steps after the open ones, by the straight way: first outcomes that lead onward.
std::vector<OpenStepView> steps_to_come(const store::Reader& reader, const CaseFile& file,
                                        const Date& today) {
  std::vector<OpenStepView> next;
  if (file.state.open.empty()) return next;
  const policy::ProcedureStep* at = file.state.open.back().step;
  const auto& steps = file.run.procedure->steps;
  for (std::size_t i = 0; i < steps.size() && at != nullptr && !at->outcomes.empty(); ++i) {
    const auto& way = at->outcomes.front().next;
    const policy::ProcedureStep* following = way.empty() ? nullptr : file.run.step(way.front());
    if (following == nullptr || following <= at) break;
    const bool nobody_asked = following->kind == "opinions" && file.run.parties.opinions.empty();
    if (!nobody_asked && !passes(reader, file, *following, today)) {
      OpenStepView view;
      view.step = following->id;
      view.kind = following->kind;
      view.title = following->title;
      view.role = following->role;
      if (following->actor == "lead") view.unit = file.run.parties.handler;
      if (following->actor == "payer") view.unit = file.run.parties.payer;
      if (const auto placed = file.state.placed.find(following->id); placed != file.state.placed.end())
        view.unit = placed->second;
      if (following->actor.starts_with("unit:")) view.unit = following->actor.substr(5);
      next.push_back(std::move(view));
    }
    at = following;
  }
  return next;
}

std::vector<OpinionView> opinions_of(const CaseFile& file) {
  std::vector<OpinionView> opinions;
  for (const procedure::DoneStep& done : file.state.done) {
    if (done.step->kind != "opinions") continue;
    opinions.push_back({done.unit, done.outcome->id, done.outcome->title, done.reason, done.on, done.voided});
  }
  for (const procedure::OpenStep& open : file.state.open) {
    if (open.step->kind == "opinions") opinions.push_back({open.unit, "", {}, "", {}, false});
  }
  return opinions;
}

std::vector<ObjectionView> objections_of(const store::Reader& reader, const CaseFile& file,
                                         const Person& person) {
  const bool handles =
      identity::may(person.grants, identity::Action::answer_objection, {{file.run.parties.handler}, {}});
  std::vector<ObjectionView> views;
  for (const procedure::Objection& one : file.state.objections) {
    ObjectionView view{.id = one.id,
                       .on = one.on,
                       .reason = one.reason,
                       .name = {},
                       .contact = {},
                       .answered = one.answered,
                       .upheld = one.upheld,
                       .answer = one.answer};
    if (handles) {
      reader.query("SELECT name, contact FROM objection_contact WHERE objection = ?", {one.id},
                   [&](const store::Row& row) {
                     const auto open = [&](int column, std::string_view name) {
                       return reader.unseal(row.view(column),
                                            store::sealed_place("objection_contact", name, one.id));
                     };
                     view.name = open(0, "name");
                     view.contact = open(1, "contact");
                   });
    }
    views.push_back(std::move(view));
  }
  return views;
}

std::vector<std::string> evidence_wanted(const store::Reader& reader, const CaseFile& file,
                                         const Date& today) {
  std::vector<std::string> wanted = evidence_asked(reader, file, today);
  std::erase_if(wanted, [&](const std::string& kind) {
    return std::ranges::find(file.evidence, kind, &Evidence::kind) != file.evidence.end();
  });
  return wanted;
}

identity::Action permission_for(const procedure::Action& action, std::string_view step_kind) {
  if (action.kind == procedure::Action::Kind::answer_objection) return identity::Action::answer_objection;
  if (action.kind == procedure::Action::Kind::withdraw) return identity::Action::apply;
  // Who may take a case up is the procedure's to say, by unit and role.
  if (action.kind == procedure::Action::Kind::take_up) return identity::Action::read_case;
  return action_of(step_kind);
}

// What one of the person's hats allows; hats are the applicant's and each unit's.
void add_actions(const CaseFile& file, const Person& person, const procedure::Actor& actor,
                 const store::Reader& reader, const Date& today, std::vector<ActionView>& views) {
  for (procedure::Option& option : procedure::allowed(file.run, file.state, actor, today)) {
    const policy::ProcedureStep* step = file.run.step(option.action.step);
    const std::string kind = step == nullptr ? "" : step->kind;
    if (permission_fault(person, file, actor, permission_for(option.action, kind))) continue;
    const auto outcome = step == nullptr ? nullptr : [&]() -> const policy::ProcedureStep::Outcome* {
      const auto found =
          std::ranges::find(step->outcomes, option.action.outcome, &policy::ProcedureStep::Outcome::id);
      return found == step->outcomes.end() ? nullptr : &*found;
    }();
    const bool onward = outcome != nullptr && procedure::course_of(*file.run.procedure, *step, *outcome) ==
                                                  procedure::Course::onward;
    ActionView view{.kind = option.action.kind,
                    .step = option.action.step,
                    .step_kind = kind,
                    .outcome = option.action.outcome,
                    .objection = option.action.objection,
                    .upheld = option.action.upheld,
                    .unit = actor.unit,
                    .title = std::move(option.title),
                    .reason_required = option.reason_required,
                    .blocked = {}};
    view.amount_required = onward && kind == "decide" && file.amount && !file.amount->figure();
    view.reason_required = view.reason_required || view.amount_required;
    view.minutes_required = onward && kind == "approve";
    view.line_required =
        onward && kind == "commit" && !ledger::find_line(reader, usual_line(file, today)).has_value();
    if (option.blocked) view.blocked = option.blocked->message;
    if (option.action.kind == procedure::Action::Kind::withdraw && is_granted_in_part(file)) {
      view.title = {"放弃未安排的余额", "Give up the rest"};
    }
    if (option.action.kind == procedure::Action::Kind::take_up && has_open_rival(reader, file)) {
      view.blocked = matter_open().message;
    }
    views.push_back(std::move(view));
  }
}

std::vector<ActionView> actions_of(const CaseFile& file, const Person& person, const store::Reader& reader,
                                   const Date& today) {
  std::vector<ActionView> views;
  if (may_for(person, identity::Action::apply, file.subject.id)) {
    const procedure::Actor actor{.account = person.account, .unit = {}, .roles = {}, .applicant = true};
    add_actions(file, person, actor, reader, today, views);
  }
  std::vector<std::string> seen;
  for (const identity::Grant& grant : person.grants) {
    if (grant.unit.empty() || std::ranges::find(seen, grant.unit) != seen.end()) continue;
    seen.push_back(grant.unit);
    procedure::Actor actor{.account = person.account, .unit = grant.unit, .roles = {}};
    for (const identity::Grant& other : person.grants) {
      if (other.unit == grant.unit) actor.roles.emplace_back(identity::role_id(other.role));
    }
    add_actions(file, person, actor, reader, today, views);
  }
  return views;
}

// The share of a short appropriation that the case was committed with last.
std::optional<Fen> allocated_to(std::span<const store::Event> events) {
  std::optional<Fen> share;
  for (const store::Event& event : events) {
    const bool commits = event.kind == "case.step_done" || event.kind == "case.part_committed";
    if (!commits || event.payload.find("\"allocation\"") == std::string::npos) continue;
    const boost::json::object payload = parse_object(event.payload);
    if (const boost::json::value* run = payload.if_contains("allocation"))
      share = Fen{integer_of(run->as_object(), "fen")};
  }
  return share;
}

std::optional<PayeeView> payee_view(const store::Reader& reader, const std::string& id) {
  const auto payee = payee_of(reader, id);
  if (!payee) return std::nullopt;
  return PayeeView{payee->payee.name, payee->payee.bank, masked_number(payee->payee.account_number)};
}

std::optional<PartView> part_of(const store::Reader& reader, const CaseFile& file) {
  const Fen lapsed{reader.integer("SELECT lapsed_fen FROM case_file WHERE id = ?", {file.id}).value_or(0)};
  if (!is_granted_in_part(file) && lapsed.count == 0) return std::nullopt;
  return PartView{.granted = file.granted,
                  .paid = money_of(reader, file.id).paid,
                  .rest = lapsed.count > 0 ? lapsed : rest_of(file),
                  .lapsed = lapsed.count > 0};
}

std::optional<NoticeView> last_notice(const store::Reader& reader, const CaseFile& file, const Date& today) {
  const std::array<store::Param, 1> params = {store::Param(file.id)};
  auto rows = notice_rows(reader, "n.case_id = ? ORDER BY n.seq DESC LIMIT 1", params, today);
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

}  // namespace

std::expected<CaseDetail, Fault> case_detail(const store::Reader& reader, const Library& library,
                                             AlikeIndex& alikes, const Person& person,
                                             std::string_view case_id, const Date& today) {
  const auto events = store::stream_events(reader, stream, case_id);
  if (events.empty()) return std::unexpected(no_case());
  const auto file = read_case(library, events);
  if (!file) return std::unexpected(file.error());
  if (!may_see(person, *file)) return std::unexpected(no_case());

  CaseDetail detail;
  detail.summary = summary_of(reader, case_id, today).value();
  detail.subject_identity = file->subject.identity;
  detail.procedure = file->run.procedure->id;
  detail.procedure_title = file->run.procedure->title;
  detail.next = steps_to_come(reader, *file, today);
  const bool inside = std::ranges::any_of(
      person.grants, [](const identity::Grant& grant) { return grant.role != identity::Role::applicant; });
  detail.timeline = timeline_of(reader, *file, events, inside);
  const auto pinned = [&](const std::string& hash) {
    const auto blob = store::find_blob(reader, hash);
    return blob ? std::string(blob->content.begin(), blob->content.end()) : std::string();
  };
  detail.determination = pinned(file->snapshot);
  detail.explanation = pinned(file->explanation);
  detail.packages = file->packages;
  if (file->amount && !file->amount->figure()) {
    detail.amount_min = file->amount->min;
    detail.amount_max = file->amount->max;
  }
  detail.evidence_wanted = evidence_wanted(reader, *file, today);
  for (const Evidence& one : file->evidence) {
    detail.evidence.push_back(
        {one.hash, one.kind, one.file_name, one.media_type, one.size, one.added_at, one.signed_by});
  }
  if (file->mode == Mode::apply) detail.joint = file->rule->joint;
  detail.share = file->share;
  detail.by_shares =
      file->members.empty() ? declared_by_shares(*file->package, file->provision, today) : file->by_shares;
  const auto split = whole_by_share(*file, file->decision ? file->decision->amount : Fen{});
  for (const Member& member : file->members) {
    MemberView view{member.subject.id, member.subject.type,    member.subject.identity, member.subject.name,
                    member.share,      state_id(member.state), member.reason,           {}};
    const auto part = std::ranges::find(split, member.subject.id, &SharePart::member);
    if (part != split.end()) view.fen = part->fen;
    view.has_payee = !member.payee.empty();
    if (inside || acts_for(person, member.subject.id)) view.payee = payee_view(reader, member.payee);
    if (member.state != Member::State::invited) view.answered_at = member.answered_at;
    detail.members.push_back(std::move(view));
  }
  detail.opinions = opinions_of(*file);
  detail.notice = last_notice(reader, *file, today);
  detail.objections = objections_of(reader, *file, person);
  for (const ledger::CaseLine& one : ledger::batch_lines_of_case(reader, case_id)) {
    const auto commitment = ledger::find_commitment(reader, one.line.commitment);
    const auto to = commitment ? paid_to(reader, *commitment) : std::nullopt;
    detail.payments.push_back({one.batch, one.line.number, one.line.status, one.line.fen, one.line.reason,
                               to && !to->member.empty() ? to->name : std::string()});
  }
  detail.payee = payee_view(reader, file->payee);
  detail.actions = actions_of(*file, person, reader, today);
  const bool to_be_committed = std::ranges::any_of(
      file->state.open, [](const procedure::OpenStep& one) { return one.step->kind == "commit"; });
  if (to_be_committed) {
    detail.money_wait =
        money_wait(reader, library, usual_line(*file, today), case_id, file->provision, today);
  }
  detail.allocated = allocated_to(events);
  detail.part = part_of(reader, *file);
  if (!acts_for_any(person, *file)) detail.cautions = cautions_of(reader, alikes, *file, person, today);
  return detail;
}

std::expected<store::Blob, Fault> evidence_content(const store::Reader& reader, const Library& library,
                                                   const Person& person, std::string_view case_id,
                                                   std::string_view hash) {
  const auto file = load_visible(reader, library, person, case_id);
  if (!file) return std::unexpected(file.error());
  if (std::ranges::find(file->evidence, hash, &Evidence::hash) == file->evidence.end()) {
    return std::unexpected(no_case());
  }
  auto blob = store::find_blob(reader, hash);
  if (!blob) {
    return std::unexpected(
        refuse(store::Fault::Kind::not_found, "casework.document-erased",
               {"该材料保存期限届满，已抹除", "the document's term was over and it was erased"},
               {"其名称、大小和摘要仍在案", "its name, size and hash are still on record"}));
  }
  return std::move(*blob);
}

}  // namespace enact::casework
