// Which of a subject's values that belong to periods count (policy/periods.hpp): a declaration about a later
// period than the attested one does, and values of one kind of period go on to a later one together.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "determine/facts.hpp"

namespace enact::determine {

// That somebody has said something of a fact, from a day on that has come.
struct Statement {
  std::string_view name;
  std::optional<Date> from;
  bool attested = false;
};

class PeriodsInUse {
 public:
  // `said`: all that holds of one subject. The type must outlive this.
  PeriodsInUse(const FactModel::SubjectType& type, std::span<const Statement> said);

  // Whether a declared value is of a later period than the latest that is attested of the fact, and so does
  // not give way to it. False where nothing is attested, or what is attested is of no period.
  bool is_later(std::string_view name, const std::optional<Date>& from) const;
  // Whether a value waits: it is of a later period than one for which each fact of this kind of period has a
  // value, of those that have values of periods at all. A ratio is then never one of figures of two years.
  // Where no period is common to them, none waits.
  bool waits(std::string_view name, const std::optional<Date>& from) const;

 private:
  const FactModel::SubjectType& type_;
  std::map<std::string, std::optional<Date>, std::less<>> attested_;  // by fact: the latest first day
  std::map<std::string, Date, std::less<>> common_;                   // by kind of period: the last day
};

}  // namespace enact::determine
