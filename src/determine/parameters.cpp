// Parameters over time. See parameters.hpp.
#include "determine/parameters.hpp"

#include <algorithm>
#include <set>

namespace enact::determine {
namespace {

using feel::Value;

Value none_in_force(const policy::Parameter& parameter) {
  return feel::make_unknown({feel::Cause::Kind::no_parameter, parameter.name, nullptr});
}

Value values_on(const policy::Package& package, const Date& day) {
  std::vector<std::pair<std::string, Value>> entries;
  for (const policy::Parameter& parameter : package.parameters) {
    const policy::ParameterValue* value = parameter.on(day);
    entries.emplace_back(parameter.name, value != nullptr ? value->value : none_in_force(parameter));
  }
  return feel::make_context(std::move(entries));
}

}  // namespace

ParameterTimeline::ParameterTimeline(const policy::Package& package) {
  std::set<Date> starts;
  for (const policy::Parameter& parameter : package.parameters) {
    for (const policy::ParameterValue& value : parameter.values) {
      if (value.validity.from) starts.insert(*value.validity.from);
      if (value.validity.to) {
        if (const auto next = value.validity.to->add_days(1)) starts.insert(*next);
      }
    }
  }
  starts_.assign(starts.begin(), starts.end());
  const Date before = starts_.empty() ? Date{} : starts_.front().add_days(-1).value_or(starts_.front());
  values_.push_back(values_on(package, before));
  for (const Date& start : starts_) values_.push_back(values_on(package, start));

  std::vector<std::pair<std::string, Value>> undated;
  for (const policy::Parameter& parameter : package.parameters) {
    const bool timeless = parameter.values.size() == 1 && !parameter.values.front().validity.from &&
                          !parameter.values.front().validity.to;
    undated.emplace_back(parameter.name,
                         timeless ? parameter.values.front().value : none_in_force(parameter));
  }
  undated_ = feel::make_context(std::move(undated));
}

const Value& ParameterTimeline::on(const Date& day) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), day);
  return values_[static_cast<std::size_t>(after - starts_.begin())];
}

}  // namespace enact::determine
