#include "registers/book.hpp"

#include <algorithm>

#include "dmn/table.hpp"

namespace enact::registers {
namespace {

using feel::Value;

Value in_force(const policy::Package& package) {
  const auto end = [](const std::optional<Date>& day) { return day ? Value(*day) : Value(); };
  auto range = std::make_shared<feel::Range>();
  range->low = end(package.in_force.from);
  range->high = end(package.in_force.to);
  if (!package.in_force.from) range->low_end = feel::RangeEnd::unbounded;
  if (!package.in_force.to) range->high_end = feel::RangeEnd::unbounded;
  return Value(feel::RangePtr(std::move(range)));
}

std::map<std::string, Value, std::less<>> constants_of(const policy::Package& package) {
  std::map<std::string, Value, std::less<>> constants;
  constants.emplace("政策", feel::make_context({{"施行期", in_force(package)},
                                                {"编号", Value(package.number)},
                                                {"行政区", Value(package.region)}}));
  for (const auto& [name, table] : package.tables) constants.emplace(name, dmn::as_function(table));
  return constants;
}

}  // namespace

Book::Book(policy::PackagePtr shared)
    : package(std::move(shared)), model({package}), parameters(*package), constants(constants_of(*package)) {}

Catalogue::Catalogue(const std::vector<policy::PackagePtr>& current, Find find) : find_(std::move(find)) {
  for (const policy::PackagePtr& package : current) {
    current_.push_back(std::make_shared<const Book>(package));
    known_.emplace(package->hash, current_.back());
  }
}

BookPtr Catalogue::current(std::string_view policy) const {
  const auto found =
      std::ranges::find_if(current_, [&](const auto& book) { return book->package->id == policy; });
  return found == current_.end() ? nullptr : *found;
}

BookPtr Catalogue::at(std::string_view hash) const {
  const std::lock_guard lock(mutex_);
  if (const auto known = known_.find(hash); known != known_.end()) return known->second;
  policy::PackagePtr package = find_ ? find_(hash) : nullptr;
  if (!package) return nullptr;
  return known_.emplace(std::string(hash), std::make_shared<const Book>(std::move(package))).first->second;
}

}  // namespace enact::registers
