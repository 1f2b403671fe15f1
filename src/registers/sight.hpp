// How far a person sees into one register, as SQL and for one row. Internal to the floor.
#pragma once

#include <deque>
#include <set>

#include "registers/views.hpp"

namespace enact::registers {

// A condition with the parameters that it borrows; they stay where they are.
class Condition {
 public:
  void add(std::string_view sql, std::initializer_list<std::string> texts = {});
  void add_text(std::string text);
  const std::string& sql() const { return sql_; }
  store::Params params() const { return params_; }

 private:
  std::string sql_;
  std::deque<std::string> texts_;
  std::vector<store::Param> params_;
};

class Sight {
 public:
  Sight(const Person& person, const policy::Package& package, const policy::Register& made);

  // Adds what the person may see of the register's rows `e`.
  void limit(Condition& condition) const;
  bool whole_register() const { return whole_; }
  // Whether the row is seen with all its fields; `of_unit`: it was handed to one of the person's units.
  bool sees_whole(std::string_view subject, bool draft, bool of_unit) const;
  const std::set<std::string>& units() const { return units_; }

 private:
  bool whole_ = false;
  std::set<std::string> subjects_;  // its own
  std::set<std::string> units_;     // to which single entries may be handed
};

// "?, ?, ?"
std::string places(std::size_t count);

inline constexpr std::string_view row_columns =
    "e.id, e.policy, e.register, e.reference, e.name, e.status, e.status_zh, e.status_en, e.subject, "
    "e.subject_name, e.content, e.public, e.updated_at, e.draft, e.ended";
// Reads the columns above; `values` is filled by complete().
EntryRow read_row(const store::Row& row);
// A row of the columns above, seen by the person with what it may see; nullopt if it may not.
std::optional<EntryRow> visible_row(const store::Reader& reader, const Catalogue& catalogue,
                                    const Person& person, std::string_view id, const Date& today);
// Whether owners are people, whose names are nobody's business but theirs and the officials'.
bool owners_are_personal(const policy::Package& package, const policy::Register& made);
// Whether the field that names entries is for everybody.
bool name_is_shown(const policy::Register& made);
// Computed fields, the names of entries referred to, and only what may be seen. `row.values` holds what is
// stored.
void complete(const store::Reader& reader, const Catalogue& catalogue, const Person& person, const Book& book,
              const policy::Register& made, const Date& today, EntryRow& row);

}  // namespace enact::registers
