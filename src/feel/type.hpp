// The types of FEEL (DMN 1.5, 10.3.2.9) and what this language adds for policies: a unit of measure on
// numbers (元, 人, 月), record types whose fields are known, and code lists. Types are immutable and shared.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace enact::feel {

enum class Kind : std::uint8_t {
  any,         // nothing known; every value conforms
  null_value,  // the type of `null` alone
  boolean,
  number,
  string,
  date,
  time,
  date_time,
  days_duration,    // "days and time duration"
  months_duration,  // "years and months duration"
  range,
  list,
  context,
  function,
};

namespace ir {
struct Program;
}

struct Type;
using TypePtr = std::shared_ptr<const Type>;

// A condition on values beyond their kind (DMN 1.5, 7.3.2: allowedValues, typeConstraint).
struct Constraint {
  std::string text;                         // as written, for messages
  std::shared_ptr<const ir::Program> test;  // unary tests; needs no surroundings
};

struct Field {
  std::string name;
  TypePtr type;

  bool has_type() const;  // more than Any
};

struct Type {
  Kind kind = Kind::any;
  TypePtr element;            // list, range; null means any
  std::vector<Field> fields;  // context: the known fields (a value may have more); function: parameters
  TypePtr result;             // function
  std::string unit;           // number: "" is a plain number; "元", "人", … else. Only the checker reads it
  std::string name;           // as declared in a vocabulary ("认定", "企业"); "" for a structural type
  std::vector<std::string> codes;       // string: the admitted codes, empty for any text
  std::vector<Constraint> constraints;  // all must hold of a value that is not null

  const Type* field(std::string_view field_name) const;  // null if not a known field
};

TypePtr any_type();
TypePtr simple_type(Kind kind);
TypePtr number_type(std::string unit);
TypePtr list_type(TypePtr element);
TypePtr range_type(TypePtr element);
TypePtr context_type(std::vector<Field> fields, std::string name = "");
TypePtr function_type(std::vector<Field> parameters, TypePtr result);

// The type, narrowed by one more condition.
TypePtr constrained(const Type& type, Constraint constraint);

// DMN 1.5, 10.3.2.9.1 and 10.3.2.9.2; units, code lists and constraints are not looked at.
bool equivalent(const Type& a, const Type& b);
bool conforms(const Type& sub, const Type& super);
// As a person writes it: "number<元>", "list<认定>", "days and time duration".
std::string to_string(const Type& type);

}  // namespace enact::feel
