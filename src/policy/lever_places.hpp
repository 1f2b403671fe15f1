// Where the levers of a package stand: every expression with its place, the figures and days in it, and what
// provisions read of what they share. Internal to src/policy (levers.hpp).
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "policy/package.hpp"

namespace enact::policy {

// A figure or day within a program.
struct Constant {
  feel::ir::NodeId node = feel::ir::none;
  feel::Value value;
  feel::TypePtr type;
  Text of_band;  // which bound of a range it is; empty: none
};
std::vector<Constant> constants_of(const feel::ir::Program& program);
// The program with the node saying another value; all else is as it was.
feel::ProgramPtr with_constant(const feel::ir::Program& program, feel::ir::NodeId node,
                               const feel::Value& value);

// Calls `visit(place, title, program)` for each expression of a provision in the order of its making:
// place "amount", "cap", "when/NAME", "let/NAME", "each", "monthly". The program may be exchanged.
using Visit = std::function<void(const std::string& place, const Text& title, feel::ProgramPtr& program)>;
void each_expression(Provision& provision, const Visit& visit);
// The same for the cells of a table: place "1" … row by row.
void each_cell(dmn::DecisionTable& table, const Visit& visit);

// What the provision reads of what is shared, directly or through it: "define/NAME", "table/NAME",
// "parameter/NAME", "parameter/*" (all of them), "in force".
std::set<std::string> shared_by(const Package& package, const Provision& provision);

}  // namespace enact::policy
