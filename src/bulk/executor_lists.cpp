// Domains of records, and operations over them. See executor.hpp.
#include <algorithm>

#include "bulk/executor.hpp"

namespace enact::bulk {

// For each row of the parent the records of its subject that have happened by the day of asking.
void Executor::expand(DomainId id) {
  Rows& made = domains_[static_cast<std::size_t>(id)];
  const Rows& parent =
      domains_[static_cast<std::size_t>(program_.domains[static_cast<std::size_t>(id)].parent)];
  const bool of_subjects = program_.domains[static_cast<std::size_t>(id)].parent == 0;
  made.rows = 0;
  made.parents.clear();
  made.records.clear();
  made.subjects.clear();
  if (made.list == nullptr) return;
  const std::vector<std::uint32_t>& offsets = made.list->offsets;
  if (of_subjects && offsets[begin_] == offsets[begin_ + parent.rows]) return;
  for (std::size_t row = 0; row < parent.rows; ++row) {
    const std::size_t subject = of_subjects ? begin_ + row : parent.subjects[row];
    for (std::uint32_t record = offsets[subject]; record < offsets[subject + 1]; ++record) {
      if (made.date != nullptr && made.date->kind == ColumnKind::date &&
          made.date->state(record) == Cell::known && made.date->at(record) > today_) {
        continue;
      }
      made.parents.push_back(static_cast<std::uint32_t>(row));
      made.records.push_back(record);
      made.subjects.push_back(static_cast<std::uint32_t>(subject));
    }
  }
  made.rows = made.records.size();
}

void Executor::run_quantified(RegisterId id) {
  const Operation& operation = program_.at(id);
  const Rows& over = domains_[static_cast<std::size_t>(operation.over)];
  const Rows& here = domains_[static_cast<std::size_t>(operation.domain)];
  const std::size_t rows = rows_of(id);
  const bool some = operation.op == VectorOp::some;
  const std::uint8_t deciding = some ? truth::yes : truth::no;
  const std::uint8_t otherwise = some ? truth::no : truth::yes;
  constexpr std::uint8_t decided = 16;
  std::uint8_t* out = own_bytes(id);
  std::fill_n(out, rows, otherwise);
  if (over.rows != 0) {
    const std::uint8_t* items = truths(operation.a);
    for (std::size_t i = 0; i < over.rows; ++i) {
      std::uint8_t& result = out[over.parents[i]];
      result = static_cast<std::uint8_t>(result | (items[i] & truth::undecidable) |
                                         (items[i] == deciding ? decided : 0));
    }
  }
  const ListColumn* list = over.list;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::size_t subject = operation.domain == 0 ? begin_ + i : here.subjects[i];
    const std::uint8_t open = list == nullptr ? 1 : list->open.empty() ? 0 : list->open[subject];
    if (open == static_cast<std::uint8_t>(Completeness::other)) {
      out[i] = truth::undecidable;
    } else if ((out[i] & decided) != 0) {
      out[i] = deciding;
    } else if (open != 0) {
      out[i] |= truth::unknown;
    }
  }
}

void Executor::run_aggregate(RegisterId id) {
  const Operation& operation = program_.at(id);
  const Rows& over = domains_[static_cast<std::size_t>(operation.over)];
  const Rows& here = domains_[static_cast<std::size_t>(operation.domain)];
  const std::size_t rows = rows_of(id);
  const bool sum = operation.op == VectorOp::sum;
  std::int64_t* out = own(id);
  std::fill_n(out, rows, 0);
  std::uint8_t* states = own_states(id);
  std::fill_n(states, rows, cell::known);
  if (over.rows != 0) {
    const std::uint8_t* counts = operation.b != no_register ? truths(operation.b) : nullptr;
    const std::int64_t* values = sum ? wide(operation.a) : nullptr;
    const std::uint8_t* value_states = sum ? cells(operation.a) : nullptr;
    for (std::size_t i = 0; i < over.rows; ++i) {
      const std::uint8_t counted = counts != nullptr ? counts[i] : truth::yes;
      if (counted == truth::no || counted == truth::null) continue;
      const std::size_t row = over.parents[i];
      out[row] += sum ? values[i] : 1;
      // An item that may count makes a band.
      std::uint8_t state = counted != truth::yes     ? cell::other
                           : value_states != nullptr ? value_states[i]
                                                     : cell::known;
      if (state == cell::absent || state == cell::error) state = cell::other;
      states[row] = static_cast<std::uint8_t>(states[row] | state);
    }
  }
  const ListColumn* list = over.list;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::size_t subject = operation.domain == 0 ? begin_ + i : here.subjects[i];
    const std::uint8_t open = list == nullptr ? 1 : list->open.empty() ? 0 : list->open[subject];
    if (open == static_cast<std::uint8_t>(Completeness::other) || (states[i] & cell::other) != 0) {
      states[i] = cell::other;
    } else if (open != 0) {
      states[i] = cell::unknown;
    }
  }
}

}  // namespace enact::bulk
