// See known.hpp.
#include "policy/known.hpp"

#include <algorithm>
#include <set>

namespace enact::policy {
namespace {

bool known_on(const Validity& known, const std::optional<Date>& day) {
  return day ? known.contains(*day) : !known.to;
}

bool overlap(const Validity& a, const Validity& b) {
  return !(a.to && b.from && *b.from > *a.to) && !(a.from && b.to && *b.to < *a.from);
}

// What is left of the stretches outside of `days`.
std::vector<ParameterValue> outside(const std::vector<ParameterValue>& stretches, const Validity& days) {
  std::vector<ParameterValue> left;
  for (const ParameterValue& one : stretches) {
    const Validity& own = one.validity;
    if (!overlap(days, own)) {
      left.push_back(one);
      continue;
    }
    if (days.from && (!own.from || *own.from < *days.from)) {
      left.push_back(one);
      left.back().validity.to = days.from->add_days(-1);
    }
    if (days.to && (!own.to || *own.to > *days.to)) {
      left.push_back(one);
      left.back().validity.from = days.to->add_days(1);
    }
  }
  return left;
}

}  // namespace

std::vector<ParameterValue> values_known(const std::vector<ParameterValue>& values,
                                         const std::optional<Date>& day) {
  std::vector<ParameterValue> known;
  for (const ParameterValue& value : values) {
    if (!day || !value.known || *value.known <= *day) known.push_back(value);
  }
  std::reverse(known.begin(), known.end());
  std::stable_sort(known.begin(), known.end(), [](const ParameterValue& a, const ParameterValue& b) {
    return a.known < b.known;  // what was always known first
  });
  std::vector<ParameterValue> stretches;
  for (const ParameterValue& value : known) {
    stretches = outside(stretches, value.validity);
    stretches.push_back(value);
  }
  std::stable_sort(stretches.begin(), stretches.end(), [](const ParameterValue& a, const ParameterValue& b) {
    return a.validity.from < b.validity.from;  // an open beginning is the earliest
  });
  return stretches;
}

PackagePtr as_known(const PackagePtr& package, const std::optional<Date>& day) {
  if (knowledge_days(*package).empty()) return package;
  auto known = std::make_shared<Package>(*package);
  std::erase_if(known->provisions, [&](const Provision& one) { return !known_on(one.known, day); });
  for (Provision& provision : known->provisions) {
    std::erase_if(provision.conditions, [&](const Condition& one) { return !known_on(one.known, day); });
  }
  for (Parameter& parameter : known->parameters) parameter.values = values_known(parameter.values, day);
  return known;
}

PackagePtr as_known_in_the_end(const Package& package) {
  return as_known(PackagePtr(PackagePtr(), &package), std::nullopt);
}

std::vector<NoLongerKnown> no_longer_known(const Package& package) {
  std::vector<NoLongerKnown> gone;
  const auto until = [](const Text& what, const Date& last) {
    const std::string day = last.to_string();
    return Text{what.zh + "（所知至 " + day + "）", what.en + " (known to " + day + ")"};
  };
  for (const Provision& provision : package.provisions) {
    const std::string& id = provision.id;
    if (provision.known.to) {
      const Text what{"条款 `" + id + "`", "provision `" + id + "`"};
      gone.push_back({id, "", until(what, *provision.known.to)});
    }
    for (const Condition& condition : provision.conditions) {
      if (!condition.known.to) continue;
      const Text what{"条款 `" + id + "` 的条件 `" + condition.name + "`",
                      "condition `" + condition.name + "` of provision `" + id + "`"};
      gone.push_back({id, "", until(what, *condition.known.to)});
    }
  }
  for (const Parameter& parameter : package.parameters) {
    for (const ParameterValue& later : parameter.values) {
      const auto before = later.known ? later.known->add_days(-1) : std::nullopt;
      if (!before) continue;
      const auto stretches = values_known(parameter.values, before);
      const bool replaces = std::ranges::any_of(
          stretches, [&](const ParameterValue& was) { return overlap(was.validity, later.validity); });
      if (!replaces) continue;
      const Text what{"参数 `" + parameter.name + "` 原来的值",
                      "the earlier value of the parameter `" + parameter.name + "`"};
      gone.push_back({"", parameter.name, until(what, *before)});
    }
  }
  return gone;
}

std::vector<Date> knowledge_days(const Package& package) {
  std::set<Date> days;
  const auto add = [&](const Validity& known) {
    if (known.from) days.insert(*known.from);
    if (known.to) {
      if (const auto next = known.to->add_days(1)) days.insert(*next);
    }
  };
  for (const Provision& provision : package.provisions) {
    add(provision.known);
    for (const Condition& condition : provision.conditions) add(condition.known);
  }
  for (const Parameter& parameter : package.parameters) {
    for (const ParameterValue& value : parameter.values) {
      if (value.known) days.insert(*value.known);
    }
  }
  return {days.begin(), days.end()};
}

}  // namespace enact::policy
