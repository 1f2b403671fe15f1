// Who waits for money by a declared rule, and the runs, as the treasury and as leads see them. See
// allocation_run.hpp.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "casework/allocation_run.hpp"
#include "casework/people.hpp"
#include "casework/refusals.hpp"
#include "casework/treasury_steps.hpp"

namespace enact::casework {
namespace {

using identity::Action;
using store::Fault;

// What waits, gathered by what it is shown under. Each case is added once.
class Gathered {
 public:
  explicit Gathered(const ledger::LineState& line) : line_(line) {}
  void add(const WaitingCase& one, const std::string& lead, const std::string& provision) {
    WaitingLine& made = lines_[std::tuple(one.rule, lead, provision)];
    made.line = line_.line;
    made.rule = one.rule;
    made.available = line_.available;
    made.lead = lead;
    ++made.cases;
    made.due.count += one.due.count;
    if (one.granted.count > 0) made.partly.push_back(one);
    if (std::ranges::find(made.provisions, one.provision) == made.provisions.end())
      made.provisions.push_back(one.provision);
  }
  void move_to(std::vector<WaitingLine>& out) {
    for (auto& [under, made] : lines_) out.push_back(std::move(made));
  }

 private:
  const ledger::LineState& line_;
  std::map<std::tuple<determine::AllocationRule, std::string, std::string>, WaitingLine> lines_;
};

}  // namespace

std::expected<AllocationsView, Fault> allocations(const store::Reader& reader, const Library& library,
                                                  const Person& person, const Date& today) {
  if (!identity::may(person.grants, Action::read_ledger, {})) return std::unexpected(not_permitted());
  AllocationsView view;
  for (const ledger::LineState& line : ledger::list_lines(reader)) {
    if (line.line.year != today.year) continue;
    Gathered gathered(line);
    for (const WaitingCase& one : waiting_by_rule(reader, library, line.line, today))
      gathered.add(one, "", "");
    gathered.move_to(view.waiting);
  }
  view.runs = latest_runs(reader);
  return view;
}

std::expected<AllocationsView, Fault> lead_allocations(const store::Reader& reader, const Library& library,
                                                       const Person& person, const Date& today) {
  std::set<std::string> units;
  for (const identity::Grant& grant : person.grants) {
    if (!grant.unit.empty() && acting(person, Action::accept_case, grant.unit)) units.insert(grant.unit);
  }
  if (units.empty()) return std::unexpected(not_permitted());
  AllocationsView view;
  for (const ledger::LineState& line : ledger::list_lines(reader)) {
    if (line.line.year != today.year) continue;
    Gathered gathered(line);
    for (const WaitingCase& one : waiting_by_rule(reader, library, line.line, today)) {
      const std::string lead = handler_of(reader, one.case_id);
      if (units.contains(lead)) gathered.add(one, lead, one.provision);
    }
    gathered.move_to(view.waiting);
  }
  view.runs = latest_runs_of_leads(reader, units);
  return view;
}

}  // namespace enact::casework
