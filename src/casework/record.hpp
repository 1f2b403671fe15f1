// What is on record of a subject and what follows from it: stored facts → determine::Facts → determination,
// with what the city has paid for its matters already.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/casework.hpp"
#include "casework/library.hpp"
#include "store/facts.hpp"

namespace enact::casework {

// The stored facts of a subject as known at `known_at` and holding on `on`, with its paid matters. A stored
// fact that no package in force declares, a decision about a provision and a payment for a kind of matter
// that none has, are left out; one that cannot be read by its declaration is in `unreadable` and counts as
// unknown.
struct SubjectFacts {
  store::Subject subject;
  determine::Facts facts;
  std::vector<store::Fact> stored;
  Diagnostics unreadable;
};
// What a unit attests stands until a unit attests something else (determine/standing.hpp): a declared value
// counts where nothing is attested for the day, and a declared item of a list beside those attested.
// `Taken::attested`: nothing declared counts, only what identifies the subject.
// What was paid in the case `but_case` is left out: what it is owed in all is asked for, not what is left of
// it. Fault: not_found "casework.no-subject".
enum class Taken : std::uint8_t { all, attested };
std::expected<SubjectFacts, store::Fault> facts_of(const store::Reader& reader, const Context& context,
                                                   std::string_view subject_id, const Date& on,
                                                   Instant known_at, Taken taken = Taken::all,
                                                   std::string_view but_case = {});

// What the subject is due on a day by what is on record at `known_at`. `decisions` are applied to bands;
// `but_case` as above.
struct RecordResult {
  SubjectFacts record;
  determine::Determination determination;  // one subject
};
std::expected<RecordResult, store::Fault> determine_record(
    const store::Reader& reader, const Context& context, std::string_view subject_id, const Date& on,
    Instant known_at, std::vector<determine::Decision> decisions = {}, Taken taken = Taken::all,
    std::string_view but_case = {});

// What the ledger has paid for a matter of the subject, newest last.
struct PaidMatter {
  std::string subject;
  std::string case_id;
  std::string reference;
  std::string policy;
  std::string provision;
  determine::Matter matter;
  Fen fen;
  Date on;
};
std::vector<PaidMatter> paid_matters(const store::Reader& reader, std::string_view subject_id);

// One fact of the record for people: all values of a name that are on record, none silently preferred.
struct RecordFact {
  std::string name;
  Text title;
  struct Entry {
    std::int64_t seq = 0;
    std::string value;  // JSON
    bool attested = false;
    std::string by;  // unit id or source
    std::string evidence;
    bool open = false;
    std::optional<Date> valid_from;
    std::optional<Date> valid_to;
    Instant known_on;
    // Declared, and differs from what this entry attested before: counts for nothing by itself.
    std::optional<std::int64_t> differs_from = {};
  };
  std::vector<Entry> entries;  // oldest first
  bool conflict = false;       // several values hold for the same time
};
std::vector<RecordFact> record_of(const store::Reader& reader, const Context& context,
                                  std::string_view subject_id, Instant known_at);

// Every fact that was ever entered of a subject, and when it was corrected.
struct PastFact {
  store::Fact fact;
  Text title;
  std::optional<Instant> superseded_on;
};
// Ordered by name, then entry. Fault: not_found "casework.no-subject", also if the person may not see it.
std::expected<std::vector<PastFact>, store::Fault> subject_history(const store::Reader& reader,
                                                                   const Library& library,
                                                                   const Person& person,
                                                                   std::string_view subject_id);
// Whether a person's unit attests a fact of subjects of this type, and so reads their records.
bool attests_of(const Context& context, const Person& person, std::string_view type);

// What is said of a value that belongs to a period and does not say to which (policy/periods.hpp).
Text of_no_period(const policy::FactDeclaration& fact, const std::optional<Date>& from);

struct FactEntry {
  std::string name = {};
  std::string value = {};  // JSON, as determine::read_fact_value reads it
  bool open = false;       // a list that may be incomplete
  std::optional<Date> valid_from = {};
  std::optional<Date> valid_to = {};
  std::string evidence = {};
  std::optional<std::int64_t> supersedes = {};
};
// The name in lists follows what a unit attests as the subject's name.
void follow_name(store::Transaction& tx, const Context& context, const store::Subject& subject,
                 const store::Fact& fact);
// As what a person enters this fact: for the subject if it acts for it, else for its unit, one that attests
// the fact if it has such a one. Faults: forbidden "casework.not-permitted", not_found "casework.no-subject".
std::expected<store::Actor, store::Fault> fact_actor(const store::Reader& reader, const Context& context,
                                                     const Person& person, std::string_view subject_id,
                                                     std::string_view name);
// Enters a fact: declared by the subject (`unit` empty), or attested by a unit that the vocabulary lets
// attest it. Faults: invalid "casework.unknown-fact", "casework.bad-value" (the message is the first
// diagnostic's), "casework.not-a-period" (the first day of what belongs to a period is missing or not the
// last day of one), forbidden "casework.not-attester"; conflict "store.fact-superseded". An event of the
// stream "subject" says who entered what. Reviews in the subject's open cases that relied on what has changed
// are void.
std::expected<store::Fact, store::Fault> enter_fact(store::Transaction& tx, const Library& library,
                                                    const store::Actor& actor, std::string_view subject_id,
                                                    const FactEntry& entry);

// What follows in casework when a floor below has entered facts of a subject: reviews that relied on what has
// changed are void.
std::optional<store::Fault> facts_changed(store::Transaction& tx, const Library& library,
                                          std::string_view subject_id);

}  // namespace enact::casework
