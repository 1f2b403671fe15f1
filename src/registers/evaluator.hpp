// The expressions of a register over one entry: checks, computed fields, facts, criteria. What a field does
// not have is unknown. Knows no database: entries referred to are asked of the caller.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "feel/evaluate.hpp"
#include "registers/values.hpp"

namespace enact::registers {

// The values of another entry; nullopt: there is none.
using FindValues = std::function<std::optional<Values>(const policy::Register& made, std::string_view entry)>;

class Evaluator {
 public:
  // Borrows all of it.
  Evaluator(const Book& book, const policy::Register& made, const Values& values, const Date& today,
            FindValues find)
      : book_(book), made_(made), values_(values), today_(today), find_(std::move(find)) {}

  // What a name means, whatever else it would: 历史 in criteria of a ladder, the line in a formula of lines.
  void give(std::string name, feel::Value value) {
    given_.insert_or_assign(std::move(name), std::move(value));
  }
  // What an expression sees by the name.
  feel::Value input(const std::string& name);
  feel::Value evaluate(const policy::Expression& expression);
  // True, false, or nullopt where something is missing.
  std::optional<bool> holds(const policy::Expression& rule);
  // The values with those of the computed fields that are known (of measures only what is kept with them).
  Values completed();

 private:
  feel::Value of_field(const policy::RegisterField& field);
  feel::Value seen(const policy::RegisterField& field, feel::Value own, const std::string& path);

  const Book& book_;
  const policy::Register& made_;
  const Values& values_;
  Date today_;
  FindValues find_;
  std::map<std::string, feel::Value, std::less<>> given_;
};

}  // namespace enact::registers
