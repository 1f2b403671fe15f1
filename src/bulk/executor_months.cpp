// The months of records, as rows. See executor.hpp; which there are is said in determine/occurrence.cpp.
#include <algorithm>

#include "bulk/executor.hpp"
#include "determine/occurrence.hpp"

namespace enact::bulk {
namespace {

using determine::most_months;

Date month_of(const Date& day) {
  return Date{day.year, day.month, 1};
}

}  // namespace

void Executor::bind_months(DomainId id) {
  Rows& made = domains_[static_cast<std::size_t>(id)];
  const Bound& from = bound_[index(program_.domains[static_cast<std::size_t>(id)].from)];
  made.day_column.kind = ColumnKind::date;
  made.day_column.least = from.other ? today_ : month_of(Date::from_days(from.least)).days_since_1970();
  made.day_column.least = std::min(made.day_column.least, month_of(on_).days_since_1970());
  made.day_column.greatest = today_;
  made.index_column.kind = ColumnKind::number;
  made.index_column.least = 1;
  made.index_column.greatest = most_months;
}

void Executor::expand_months(DomainId id) {
  const Domain& domain = program_.domains[static_cast<std::size_t>(id)];
  Rows& made = domains_[static_cast<std::size_t>(id)];
  const Rows& parent = domains_[static_cast<std::size_t>(domain.parent)];
  made.rows = 0;
  for (auto* each : {&made.parents, &made.records, &made.subjects, &made.undecidable}) each->clear();
  made.first_days.clear();
  made.indices.clear();
  if (parent.rows == 0) return;
  const Date this_month = month_of(on_);
  const auto state = [&](RegisterId day, std::size_t row) {
    const std::uint8_t* states = cells(day);
    return states != nullptr ? states[row] : cell::known;
  };
  const std::int64_t* from = wide(domain.from);
  const std::int64_t* to = domain.to != no_register ? wide(domain.to) : nullptr;
  const std::int64_t* day = domain.day != no_register ? wide(domain.day) : nullptr;
  for (std::size_t row = 0; row < parent.rows; ++row) {
    const std::uint8_t begins = state(domain.from, row);
    const std::uint8_t ends = to != nullptr ? state(domain.to, row) : cell::absent;
    if ((begins | ends) > cell::absent || (day != nullptr && state(domain.day, row) != cell::known)) {
      made.undecidable.push_back(parent.subjects[row]);
      continue;
    }
    if (begins == cell::absent || (day != nullptr && day[row] > today_)) continue;
    const Date last =
        ends == cell::known ? std::min(month_of(Date::from_days(to[row])), this_month) : this_month;
    std::int64_t number = 0;
    for (Date month = month_of(Date::from_days(from[row])); month <= last && number < most_months;
         month = *month.add_months(1)) {
      made.parents.push_back(static_cast<std::uint32_t>(row));
      made.records.push_back(parent.records[row]);
      made.subjects.push_back(parent.subjects[row]);
      made.first_days.push_back(month.days_since_1970());
      made.indices.push_back(++number);
    }
  }
  made.rows = made.records.size();
}

}  // namespace enact::bulk
