// What people see of cases, as plain structs for the API: lists, one case with its timeline, the inbox of a
// unit, public notices, an enterprise's space, and where a reference number stands. Reads projections and
// events on one snapshot; a person gets what its grants reach, the public gets what is public.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/alike_index.hpp"
#include "casework/allocation_run.hpp"
#include "casework/casework.hpp"
#include "casework/record.hpp"
#include "casework/succession.hpp"

namespace enact::casework {

struct OpenStepView {
  std::string step;
  std::string kind;  // apply | check | opinions | notice | decide | approve | finance | commit | pay
  Text title;
  std::string unit;  // "" : the applicant
  std::string role;
  Date opened;
  std::optional<Date> deadline;
  bool provisional = false;  // of the deadline
  bool overdue = false;      // on the day of reading
  std::string late =
      {};             // what follows by itself once it is late: "lapse", "tacit", "escalate"; "" : nothing
  Text follows = {};  // the outcome that is taken then
  std::string tells = {};              // the unit that is told then
  std::optional<Date> escalated = {};  // when it was told
};

struct CaseSummary {
  std::string id;
  std::string reference;
  std::int64_t version = 0;
  std::string subject;  // id
  std::string subject_name;
  std::string policy;
  std::string provision;
  Text provision_title;
  std::string matter_key;
  std::string event;  // the claim's event for people
  Mode mode = Mode::apply;
  std::string status;  // procedure::State::status; "draft" before the first submission
  Text status_title;
  bool ended = false;
  std::optional<Fen> amount;  // a figure: as determined, then as decided
  std::optional<Fen> max;     // of a band not yet decided
  std::vector<OpenStepView> open;
  Instant opened_at;
  Instant updated_at;
};

// A part of a list; `limit` is at most 500.
struct Slice {
  std::int64_t offset = 0;
  std::int64_t limit = 50;
};

struct CaseFilter {
  std::string subject = {};  // id; "" : all within reach
  std::string unit = {};     // that takes part
  std::string status = {};
  std::string policy = {};
  std::string provision = {};
  std::string contains = {};  // in the subject's name; or the beginning of a reference: "2026-…"
  std::optional<bool> ended = {};
  std::optional<int> year = {};  // in which it changed last
  std::int64_t offset = 0;
  std::int64_t limit = 50;  // at most 500
};
inline constexpr std::int64_t most_counted = 10'000;
struct CasePage {
  std::vector<CaseSummary> cases;  // last changed first
  std::int64_t total = 0;          // over all pages; most_counted + 1 if there are more than that
};
CasePage list_cases(const store::Reader& reader, const Person& person, const CaseFilter& filter,
                    const Date& today);

// Subjects within a person's reach: its own; those of its unit's cases, and all of a type of which its unit
// attests a fact, if `type` names one; all. By type, name and id. `contains` filters name and identity.
struct SubjectPage {
  std::vector<store::Subject> subjects;
  std::int64_t total = 0;
};
SubjectPage list_subjects(const store::Reader& reader, const Context& context, const Person& person,
                          std::string_view type, std::string_view contains, std::int64_t offset,
                          std::int64_t limit);
// What was paid in the cases within the person's reach, newest last, at most `limit`, with the subjects'
// names.
std::vector<std::pair<PaidMatter, std::string>> reached_payments(const store::Reader& reader,
                                                                 const Person& person, std::int64_t limit);

// Deadlines within so many days count as near.
inline constexpr int soon_days = 3;

struct InboxEntry {
  OpenStepView step;
  CaseSummary summary;
};
// The numbers are those of all pages.
struct StepPage {
  std::vector<InboxEntry> entries;
  std::int64_t total = 0;
  std::int64_t overdue = 0;
  std::int64_t due_soon = 0;  // of those that are not overdue
};
// Open steps of the units and roles that the person acts for, by deadline (none last), then oldest first.
StepPage inbox(const store::Reader& reader, const Person& person, const Date& today, const Slice& slice = {});

// Every open step within the person's reach whose term is over, the longest first.
StepPage overdue(const store::Reader& reader, const Person& person, const Date& today,
                 const Slice& slice = {});

struct TimelineEntry {
  std::int64_t version = 0;
  std::string event_id;
  std::string kind;  // "case.step_done"
  Instant at;
  std::string account;       // id; "" for the applicant's entries as others see them, and for the public
  std::string account_name;  // "" likewise
  std::string unit;          // "" : the applicant, the public, the ledger
  std::string step;
  Text step_title;  // the step's own name: "受理"; empty without a step
  std::string outcome;
  Text title;  // what was done: "受理：同意受理"
  std::string reason;
  std::optional<Fen> amount;
};

struct EvidenceView {
  std::string hash;
  std::string kind;
  std::string file_name;
  std::string media_type;
  std::int64_t size = 0;
  Instant added_at;
  std::string signed_by;  // of a commitment that was agreed to here
};

struct OpinionView {
  std::string unit;
  std::string outcome;  // "" : not given yet
  Text title;
  std::string reason;
  std::optional<Date> on;
  bool voided = false;
};

struct ObjectionView {
  std::string id;
  Date on;
  std::string reason;
  std::string name;     // for the handling unit only, else ""
  std::string contact;  // likewise
  bool answered = false;
  bool upheld = false;
  std::string answer;
};

struct PaymentView {
  std::string batch;
  int line = 0;
  ledger::LineStatus status = ledger::LineStatus::draft;
  Fen fen;
  std::string reason;
  std::string to = {};  // name of the member that is paid; "" : who applies
};

struct NoticeView {
  std::string case_id;
  std::string reference;
  std::string policy;
  std::string provision;
  Text provision_title;
  std::string subject_name;  // a person's is masked
  std::string event;
  std::optional<Fen> amount;
  std::string unit;  // that publishes
  Date published;
  Date closes;
  bool running = false;  // one may object on the day of reading
  std::string result;    // "" : not closed; "closed", "upheld", "withdrawn"
};

struct ActionView {
  procedure::Action::Kind kind = procedure::Action::Kind::take;
  std::string step = {};
  std::string step_kind = {};
  std::string outcome = {};
  std::string objection = {};
  bool upheld = false;
  std::string unit = {};  // for which the person would act
  Text title = {};
  bool reason_required = false;
  bool amount_required = false;  // a band is to be decided; bounds in CaseDetail::amount_min, amount_max
  bool minutes_required = false;
  bool line_required = false;        // an appropriation is to be chosen
  std::optional<Text> blocked = {};  // what stands in its way
};

struct PayeeView {
  std::string name;
  std::string bank;
  std::string account_masked;  // "****1234"
};

// What those who review a case are told of its subject. None of it decides anything by itself.
struct CautionView {
  // "fact": of the record; "declared": declared, and differs from what a unit attested; "succession",
  // "refounded", "alike": another subject with the same characteristics; "moved", "family_case"
  std::string kind;
  Text title;
  std::string what;  // JSON for a fact's value, else words: the other's name and identity, a reference
  std::string by;    // unit that says so; of "declared" the one whose attested value stands
  std::optional<Date> since;
  Text meaning;                             // for a fact: the package's assumption on what it does
  std::string fact = {};                    // its name
  std::string stands = {};                  // JSON: of "declared" the attested value
  std::optional<Date> attested_since = {};  // when that became known
};

// A unit reads the record of a subject whose case it takes part in, or of whose type it attests a fact.
bool may_read_record(const store::Reader& reader, const Context& context, const Person& person,
                     const store::Subject& subject);

// Who applies together with the subject. Shares are in hundredths of a per cent.
struct MemberView {
  std::string subject;  // id
  std::string type;
  std::string identity;
  std::string name;
  int share = 0;
  std::string state;  // "invited", "confirmed", "declined"
  std::string reason;
  std::optional<Instant> answered_at;
  Fen fen = {};                         // its share of what was decided, if it is paid by shares
  bool has_payee = false;               // an account of its own is entered
  std::optional<PayeeView> payee = {};  // which, for itself and for units
};

// What became of a case that was granted a part of what was decided. `rest` waits for money, or has lapsed
// because the package says so.
struct PartView {
  Fen granted;
  Fen paid;
  Fen rest;
  bool lapsed = false;
};

struct CaseDetail {
  CaseSummary summary;
  std::string subject_identity;
  std::string procedure;
  Text procedure_title;
  std::vector<OpenStepView> next;  // steps that are still to come, in order, without units' clocks
  std::vector<TimelineEntry> timeline;
  std::string determination;  // JSON of determine::to_json(SubjectResult) as pinned at the last submission
  std::string explanation;  // JSON of determine::to_json(Explanation) of the case's provision, pinned with it
  std::vector<std::string> packages;  // hashes it was made with
  std::optional<Fen> amount_min;      // bounds of the band to be decided
  std::optional<Fen> amount_max;
  std::vector<std::string> evidence_wanted;  // kinds that are asked for and not there
  std::vector<EvidenceView> evidence;
  std::optional<policy::Joint> joint;  // of the provision, if it can be applied for together
  int share = 0;                       // of the subject
  bool by_shares = false;              // everybody is paid its share
  std::vector<MemberView> members;
  std::vector<OpinionView> opinions;
  std::optional<NoticeView> notice;  // the last
  std::vector<ObjectionView> objections;
  std::vector<PaymentView> payments;
  std::optional<PayeeView> payee;
  std::vector<ActionView> actions;           // of this person, today
  std::vector<CautionView> cautions;         // for those who act for a unit, and auditors
  std::optional<MoneyWait> money_wait = {};  // it is decided, and there is not money enough for all
  std::optional<Fen> allocated = {};         // its share of a short appropriation, if it got one
  std::optional<PartView> part = {};         // it was granted a part of what was decided
};
// `alikes`: of the reader's database. Fault: not_found "casework.no-case".
std::expected<CaseDetail, store::Fault> case_detail(const store::Reader& reader, const Library& library,
                                                    AlikeIndex& alikes, const Person& person,
                                                    std::string_view case_id, const Date& today);
// The content of a case's evidence, if the person may read the case.
std::expected<store::Blob, store::Fault> evidence_content(const store::Reader& reader, const Library& library,
                                                          const Person& person, std::string_view case_id,
                                                          std::string_view hash);

struct NoticePage {
  std::vector<NoticeView> notices;
  std::int64_t total = 0;  // over all pages; most_counted + 1 if there are more than that
};
// Public: newest first. `running`: only those open to objections today.
NoticePage public_notices(const store::Reader& reader, bool running, const Date& today,
                          const Slice& slice = {});
// Public: the last notice of a case, however long ago; nullopt if there was none.
std::optional<NoticeView> public_notice(const store::Reader& reader, std::string_view case_id,
                                        const Date& today);

// Public: where a reference number stands, without anything personal. Fault: not_found "casework.no-case".
struct ReferenceStatus {
  std::string reference;
  Text provision_title;
  std::string status;
  Text status_title;
  bool ended = false;
  std::vector<OpenStepView> open;
  Instant updated_at;
};
std::expected<ReferenceStatus, store::Fault> reference_status(const store::Reader& reader,
                                                              std::string_view reference, const Date& today);

// An enterprise's (or other subject's) own view. Fault: not_found "casework.no-subject" also if the person
// may not see it.
struct Entitlement {
  std::string policy;
  std::string provision;
  std::string matter_key;
  bool confirmable = false;            // 免申即享: nothing needs to be proved any more
  std::optional<std::string> case_id;  // the open or last case of the matter
  std::string case_status;
};
struct SubjectSpace {
  store::Subject subject;
  std::vector<Succession> successions;
  std::vector<RecordFact> record;
  determine::Determination determination;  // over stored facts, today; one subject
  std::vector<Entitlement> entitlements;   // one for each claim that is due or unknown, in its order
  std::vector<CaseSummary> cases;
  std::vector<PaidMatter> payments;
  Diagnostics unreadable;
};
std::expected<SubjectSpace, store::Fault> subject_space(const store::Reader& reader, const Library& library,
                                                        const Person& person, std::string_view subject_id,
                                                        Instant now);

}  // namespace enact::casework
