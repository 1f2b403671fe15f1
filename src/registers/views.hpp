// What people see of registers: lists, one entry, its counterparts, the calendar of what is taken. Everybody
// sees public entries with their public fields; owners, units that take part and auditors see all of theirs
// (identity::Action::read_entries). Reads only.
#pragma once

#include <functional>

#include "procedure/procedure.hpp"
#include "registers/registers.hpp"
#include "registers/values.hpp"

namespace enact::registers {

// A register as a person meets it.
struct RegisterView {
  BookPtr book;
  const policy::Register* made = nullptr;
  bool may_enter = false;  // for itself or for its unit
  bool may_import = false;
  struct Count {
    std::string status;
    Text title;
    std::int64_t count = 0;
  };
  std::vector<Count> counts;  // of the entries that it sees
  std::int64_t total = 0;
  std::int64_t overdue = 0;  // entries with a step whose term is over, for who sees the register whole
  struct Covered {
    std::string code;
    std::int64_t count = 0;
  };
  std::vector<Covered> coverage;  // entries in force by the register's `coverage`; codes without any left out
};
// Public ones, and those with an entry under notice, for everybody, all of their unit for officers, those of
// their subjects' types for owners, all for auditors.
std::vector<RegisterView> list_registers(const store::Reader& reader, const Catalogue& catalogue,
                                         const Person& person, const Date& today);
// Fault: not_found "register.no-register", also where the person may not see it.
std::expected<RegisterView, store::Fault> find_register_view(const store::Reader& reader,
                                                             const Catalogue& catalogue, const Person& person,
                                                             std::string_view policy, std::string_view id,
                                                             const Date& today);

struct EntryRow {
  std::string id;
  std::string policy;
  std::string register_id;
  std::string reference;
  std::string name;
  std::string status;
  Text status_title;
  std::string subject;  // id; "" : none
  std::string subject_name;
  std::string values;  // JSON text, every digit; computed fields too; public ones only unless `whole`
  bool shown = false;  // to everybody
  bool whole = false;  // the person sees all of it
  bool ended = false;
  std::vector<std::pair<std::string, std::string>> names;  // field → of the entry that it refers to, if seen
  Instant updated_at;
  struct Term {
    std::string unit;  // whose step it is; "" : its owner's
    Date due;
    bool overdue = false;
  };
  std::optional<Term> term = {};  // the first to end, of a step that is no notice; for who sees all of it
};

struct EntryFilter {
  std::string words = {};
  std::string status = {};
  std::string subject = {};
  std::vector<ExactJson::Member> fields = {};  // equal to
  bool overdue = false;   // with a step whose term is over; nothing, for who does not see the register whole
  std::string sort = {};  // a field, "updated" or "reference"; with `-` before it: the greatest first
  std::int64_t offset = 0;
  std::int64_t limit = 50;
};
struct EntryPage {
  std::vector<EntryRow> entries;
  std::int64_t total = 0;
  std::vector<std::pair<std::string, std::string>> sums;  // field → exact figure, over all hits
};
// Faults: no register; invalid "register.unknown-field", "register.not-ordered" (a field that cannot be
// filtered or sorted by), "register.bad-value".
std::expected<EntryPage, store::Fault> list_entries(const store::Reader& reader, const Catalogue& catalogue,
                                                    const Person& person, std::string_view policy,
                                                    std::string_view register_id, const EntryFilter& filter,
                                                    const Date& today);
// Calls `on_entry` for every public entry in the order of entering, whoever asks.
std::expected<void, store::Fault> for_each_public(const store::Reader& reader, const Catalogue& catalogue,
                                                  std::string_view policy, std::string_view register_id,
                                                  const Date& today,
                                                  const std::function<void(const EntryRow&)>& on_entry);

struct EntryDetail {
  EntryRow row;
  std::int64_t version = 0;
  const policy::Register* made = nullptr;
  BookPtr book;             // keeps `made` alive
  std::optional<Date> due;  // the earliest deadline of its open steps
  struct Open {
    std::string step;
    std::string kind;
    Text title;
    std::string unit;
    std::string role;
    std::optional<Date> due;
    bool overdue = false;
  };
  std::vector<Open> open;
  struct Option {
    procedure::Action::Kind kind;
    std::string step;
    std::string outcome;
    std::string objection;
    bool upheld = false;
    std::string unit;  // for which the person would act
    Text title;
    bool reason_required = false;
    std::vector<std::string> required;  // fields that the step wants and that are not there
    std::vector<std::string> fields;    // that the person may enter with it
    std::optional<procedure::Refusal> blocked;
  };
  std::vector<Option> options;     // of this person, today
  std::string sheet;               // JSON, of what is computed; "" if nothing is, or not for the person
  std::optional<bool> recomputed;  // computed again, it is the same; absent: the package is not kept
  struct Event {
    std::int64_t version;
    Instant at;
    std::string kind;
    Text title;
    std::string actor;  // name; "" for the public
    std::string unit;
    std::string reason;
  };
  std::vector<Event> timeline;  // empty unless the person sees all of it
  struct Version {
    std::int64_t version;
    Instant at;
    std::string valid_from;
    std::string by;
    std::string reason;
    std::string values;
  };
  std::vector<Version> versions;
  struct Reference {
    std::string register_id;
    std::string field;
    EntryRow entry;
  };
  std::vector<Reference> references;  // what it refers to, as far as the person sees it
  std::vector<Reference> referred;    // what refers to it
  struct File {
    std::string hash, name, media_type;
    std::int64_t size = 0;
  };
  std::vector<File> attachments;
  std::optional<Date> notice_closes;  // of a running notice
  struct Objection {
    std::string id;
    Date on;
    std::string reason, name, contact, answer;
    bool answered = false;
    bool upheld = false;
  };
  std::vector<Objection> objections;
  std::vector<std::string> missing;   // required before the first step can be left
  std::vector<std::string> writable;  // fields that the person may change now
};
// Fault: not_found "register.no-entry".
std::expected<EntryDetail, store::Fault> entry_detail(const store::Reader& reader, const Catalogue& catalogue,
                                                      const Person& person, std::string_view id,
                                                      const Date& today);
std::expected<store::Blob, store::Fault> attachment(const store::Reader& reader, const Catalogue& catalogue,
                                                    const Person& person, std::string_view entry,
                                                    std::string_view hash);

// What is taken of a resource between two days (both included), by the register's constraints on time.
struct TakenSpan {
  std::string entry;  // "" if the person may not see it: only that the time is taken
  std::string title;
  std::string status;
  Instant starts;
  std::optional<Instant> ends;
};
std::expected<std::vector<TakenSpan>, store::Fault> calendar(
    const store::Reader& reader, const Catalogue& catalogue, const Person& person, std::string_view policy,
    std::string_view register_id, std::string_view key, const Date& from, const Date& to);

// A step that waits for a person: of its unit and role, or of its subject.
struct Waiting {
  EntryRow entry;
  Text register_title;
  std::string step;
  Text step_title;
  std::optional<Date> due;
  bool overdue = false;
};
struct WaitingPage {
  std::vector<Waiting> entries;
  std::int64_t total = 0;
};
// The nearest day first, what has none behind it. A step in which an entry rests waits for nobody.
WaitingPage waiting_entries(const store::Reader& reader, const Catalogue& catalogue, const Person& person,
                            const Date& today, std::size_t offset, std::size_t limit);

struct Match {
  EntryRow entry;
  int score = 0;
  std::vector<Text> reasons;
};
// The counterparts of an entry by the rules of its register, the best first, at most `limit`.
std::expected<std::vector<Match>, store::Fault> matches_of(const store::Reader& reader,
                                                           const Catalogue& catalogue, const Person& person,
                                                           std::string_view entry, const Date& today,
                                                           std::size_t limit);

// What waits at each unit in the registers of a policy: open steps with a term, and those whose term is over.
struct UnitLoad {
  std::string unit;
  std::int64_t steps = 0;
  std::int64_t overdue = 0;
};
std::vector<UnitLoad> loads(const store::Reader& reader, std::string_view policy, const Date& today);

}  // namespace enact::registers
