// Subjects (whom facts are about) and their facts on two time axes: when a fact holds, and when it was known.
// Facts are never changed: a correction is a new fact that supersedes the old one. The meaning of names and
// values is the policy package's; here they are text and JSON.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.hpp"
#include "store/database.hpp"

namespace enact::store {

struct Subject {
  std::string id = {};        // empty on entry: the store makes one
  std::string type = {};      // "企业"
  std::string identity = {};  // unique within the type, e.g. a credit code
  std::string name = {};
};

enum class FactSource { declared, attested };

struct Fact {
  std::int64_t seq = 0;  // identity; 0 on entry
  std::string subject_id = {};
  std::string name = {};   // as in the package's vocabulary
  std::string value = {};  // JSON
  FactSource source = FactSource::declared;
  std::string attested_by = {};                 // unit id; who declared, for a declared fact
  std::string evidence = {};                    // blob hash, document number or ""
  bool open = false;                            // a list that may be incomplete
  std::optional<Date> valid_from = {};          // first day on which it holds; nullopt: always
  std::optional<Date> valid_to = {};            // last day on which it holds; nullopt: still
  Instant known_on = {};                        // set by the store on entry when 0
  std::optional<std::int64_t> supersedes = {};  // seq of the fact of this subject that this one corrects
};

// Faults: invalid (empty type or identity), conflict "store.subject-exists". Answers the subject with its id.
std::expected<Subject, Fault> add_subject(Transaction& tx, Subject subject);
// The name by which lists show a subject; what it was before stands in its facts and in the log.
void rename_subject(Transaction& tx, std::string_view id, std::string_view name);
// A fact that supersedes one of another subject or name, one superseded already, an unknown subject or a
// value that is not JSON is refused. Answers the fact with its seq and known_on.
std::expected<Fact, Fault> add_fact(Transaction& tx, Fact fact);

// For registers: subjects with their facts, in one step; a subject that is known (type, identity) gets the
// facts added. `facts` need no subject_id. About 150,000 facts a few seconds.
struct SubjectWithFacts {
  Subject subject = {};
  std::vector<Fact> facts = {};
};
struct BulkCount {
  std::int64_t new_subjects = 0;
  std::int64_t facts = 0;
};
std::expected<BulkCount, Fault> add_subjects(Transaction& tx, std::span<const SubjectWithFacts> subjects);

std::optional<Subject> find_subject(const Reader& reader, std::string_view id);
std::optional<Subject> find_subject(const Reader& reader, std::string_view type, std::string_view identity);
// Ordered by (type, name, id), from the row `offset` on, at most `limit`. `contains` filters name and
// identity ("" : all).
std::vector<Subject> list_subjects(const Reader& reader, std::string_view type, std::string_view contains,
                                   std::int64_t offset, std::int64_t limit);
std::int64_t count_subjects(const Reader& reader, std::string_view type, std::string_view contains);
void for_each_subject(const Reader& reader, std::string_view type,
                      const std::function<void(const Subject&)>& on_subject);

// What was known of a subject at an instant: every fact known by then that no other fact known by then
// supersedes, ordered by name, then seq. Several of one name are all given (conflicts are shown).
std::vector<Fact> facts_known_at(const Reader& reader, std::string_view subject_id, Instant instant);
std::optional<Fact> find_fact(const Reader& reader, std::int64_t seq);
// All that was ever entered of a subject, also what was corrected since; ordered by name, then seq.
std::vector<Fact> fact_history(const Reader& reader, std::string_view subject_id);

}  // namespace enact::store
