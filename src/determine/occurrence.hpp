// The events of a provision for one subject: the items of its `each`, and their months. Decides nothing about
// them. Internal to src/determine, but for what a month is (src/bulk).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "determine/scope_values.hpp"

namespace enact::determine {

inline constexpr std::int64_t most_months = 1200;  // a century: beyond, an end date is a slip

// nullopt: it is no day.
std::optional<Date> day_of(const feel::Value& value);

struct Occurrence {
  feel::Value item;                   // null without `each`
  std::string path;                   // of the item: "企业.认定[2]"; if results are explained
  std::optional<Date> date;           // the event's
  std::vector<Date> months;           // first days: none, one, or under `one claim` all
  std::vector<std::int64_t> indices;  // 月序 of each month
  std::vector<feel::Cause> causes;    // why it is uncertain that it exists, or when
};

struct Occurrences {
  std::vector<Occurrence> all;
  bool open = false;                                            // more may exist
  std::shared_ptr<const std::vector<feel::Cause>> open_causes;  // why; set if open
  std::vector<FactRead> facts;                                  // read to find them
};

Occurrences find_occurrences(ScopeValues& values, const ProvisionPlan& plan, const SubjectView& view,
                             const Question& question);

}  // namespace enact::determine
