// What finding, making and showing lists share. Internal to the floor.
#pragma once

#include "casework/roster.hpp"
#include "policy/register.hpp"

namespace enact::casework {

// A provision that lists are made for, and the unit that makes them.
struct Listed {
  policy::PackagePtr package;
  const policy::Provision* provision = nullptr;
  const policy::Procedure* procedure = nullptr;  // by which cases of it run; null: it fills a register
  policy::FilledRegister filled;
  std::string unit;  // the handling lead
};
// nullopt: lists are not made for it.
std::optional<Listed> listed_provision(const Context& context, std::string_view policy,
                                       std::string_view provision);

// A line with its matter (no parts).
struct LineRow {
  RosterLine line;
  determine::Matter matter;
};
std::optional<RosterView> find_roster(const store::Reader& reader, std::string_view id);
std::vector<LineRow> lines_of(const store::Reader& reader, std::string_view roster);
std::optional<LineRow> find_line(const store::Reader& reader, std::string_view roster, int number);
store::Fault no_roster();
// The last day on which its offers are answered is over.
bool offer_over(const RosterView& roster, const Date& today);

}  // namespace enact::casework
