// Subjects and facts taken in from a table (sheet/table.hpp), as a unit attests them. In two shapes: a row a
// subject, with its scalar facts in columns; or a row an item of one list fact, with the subject it is of.
// First a preview that writes nothing: what is wrong in which cell and what to do, what is new, what corrects
// something, what two units say differently. Then, on the same bytes, one step that writes what was
// previewed.
//
//   auto read = read_intake(*library.current(), request, table);            // pure
//   auto plan = plan_intake(reader, context, request, read);                // against the record
//   take_intake(tx, library, actor, request, read, plan.digest, good_only)  // refuses if the plan would
//   differ
//
// The same table twice adds nothing new. Values are held against the vocabulary by the determination's
// reader.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/casework.hpp"
#include "feel/value.hpp"
#include "sheet/table.hpp"
#include "store/facts.hpp"

namespace enact::casework {

struct IntakeRequest {
  std::string type = {};        // of the subjects: "企业"
  std::string fact = {};        // the list whose items the rows are; "" : scalar facts of subjects
  std::string unit = {};        // that attests
  std::optional<Date> on = {};  // from which the scalar facts hold; nullopt: always
  // The last day of the period that the facts are of which belong to one (policy/periods.hpp); a table with
  // such a column needs it, and `on` says nothing of them.
  std::optional<Date> period = {};
  bool complete = false;      // the rows are all items that there are of these subjects
  std::string evidence = {};  // document number or where the table is from
};

// What is said of a cell, a row (no column) or the whole table (row 1, its head).
struct IntakeRemark {
  bool error = true;        // the row is not taken; else it is, and this is to be known
  std::int64_t row = 0;     // of the sheet, from 1
  std::string column = {};  // its heading
  std::string code = {};
  Text what = {};
  Text help = {};
};

struct IntakeValue {
  const policy::FactDeclaration* declaration = nullptr;  // of the subject's type; of its record for an item
  feel::Value value = {};
  std::string column = {};  // heading
};
struct IntakeEntry {
  std::int64_t row = 0;
  std::string identity = {};
  std::string name = {};                 // of the subject, if the table has it
  std::vector<IntakeValue> values = {};  // scalar facts, or the fields of one item
};
// A table read by the vocabulary. Borrows declarations of the context.
struct ReadIntake {
  std::int64_t rows = 0;  // with something in them, without the head
  bool unusable = false;  // the head is in error: no row is read
  std::vector<IntakeEntry> entries = {};
  std::vector<IntakeRemark> remarks = {};
};
// `unit` must be one that attests in the vocabulary what the table holds; else remarks of the head say so.
ReadIntake read_intake(const Context& context, const IntakeRequest& request, const sheet::Table& table);

struct IntakeFact {
  std::string name = {};
  std::string value = {};  // JSON
  bool open = false;
  bool attested = true;  // false: identity and name of a new subject that others attest
  std::optional<Date> valid_from = {};
  std::optional<std::int64_t> supersedes = {};  // what the unit said before
};
struct IntakeSubject {
  std::optional<store::Subject> known = {};  // nullopt: new
  std::string identity = {};
  std::string name = {};
  std::vector<IntakeFact> facts = {};  // to be written; none: nothing new
};
struct IntakePlan {
  std::vector<IntakeSubject> subjects = {};  // of the good rows, in the table's order
  std::vector<IntakeRemark> remarks = {};    // those of reading, too, by row
  std::int64_t rows = 0;
  std::int64_t good_rows = 0;
  std::int64_t new_subjects = 0;
  std::int64_t new_facts = 0;  // of which `corrections` supersede
  std::int64_t corrections = 0;
  std::int64_t unchanged = 0;  // subjects of good rows that bring nothing new
  bool unusable = false;
  std::string digest = {};  // of all that would be written
};
IntakePlan plan_intake(const store::Reader& reader, const Context& context, const IntakeRequest& request,
                       const ReadIntake& read);

// Writes the plan in one step: subjects, facts, and the events that say so; reviews that relied on what has
// changed are void. `good_only`: rows in error are left out, else they refuse the whole. Faults: conflict
// "casework.intake-changed" (the record has changed since the preview), invalid "casework.intake-faulty".
std::expected<IntakePlan, store::Fault> take_intake(store::Transaction& tx, const Library& library,
                                                    const store::Actor& actor, const IntakeRequest& request,
                                                    const ReadIntake& read, std::string_view digest,
                                                    bool good_only);

// The unit for which a person attests facts of this type (and of this fact): `wanted`, or its only one.
// Fault: forbidden "casework.not-permitted".
std::expected<std::string, store::Fault> attesting_unit(const Context& context, const Person& person,
                                                        std::string_view type, std::string_view wanted);

// What a unit can bring in: the scalar facts of a type together, and each list that it attests.
struct IntakeShape {
  std::string type = {};
  Text type_title = {};
  std::string fact = {};  // "" : scalar facts
  Text title = {};
  std::vector<std::string> columns = {};
  std::vector<policy::Period> periods = {};  // kinds of them that its facts belong to
};
std::vector<IntakeShape> intake_shapes(const Context& context, std::string_view unit);
// An Excel form for a shape, to be filled in: headings with what the vocabulary says of them, choices,
// formats.
std::string intake_form(const Context& context, const IntakeRequest& request, Language language);

}  // namespace enact::casework
