// What `enact run` prints for people: totals, differences, rows set aside.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "bulk/newly_due.hpp"
#include "bulk/run.hpp"

namespace enact::cli {

std::string run_report(const bulk::Engine& engine, const bulk::RunResult& result, bool reasons,
                       Language language);

// What is newly due, by provision.
class NewClaimTotals {
 public:
  struct Lane {
    std::uint64_t claims = 0;
    std::uint64_t were_unknown = 0;
    bulk::Sum least = 0;
    bulk::Sum greatest = 0;  // of those with a bound
    std::uint64_t unbounded = 0;
  };
  void add(const bulk::TypeProgram& type, const std::vector<bulk::NewClaim>& claims);
  std::uint64_t subjects() const { return subjects_; }  // that have any
  const std::map<const bulk::Lane*, Lane>& lanes() const { return lanes_; }

 private:
  std::map<const bulk::Lane*, Lane> lanes_;
  std::uint64_t subjects_ = 0;
};
std::string newly_due_report(const bulk::Engine& engine, const NewClaimTotals& totals, const Date& since,
                             Language language);

// Rows set aside, with the reason; "" if there are none.
std::string rejected_report(const bulk::RunResult& result, Language language);

}  // namespace enact::cli
