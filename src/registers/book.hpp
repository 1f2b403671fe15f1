// A policy package prepared for its registers, and the packages that entries live under: those in force, and
// older ones by their hash. Immutable, thread-safe. Knows neither databases nor entries.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "determine/facts.hpp"
#include "determine/parameters.hpp"
#include "policy/register.hpp"

namespace enact::registers {

class Book {
 public:
  explicit Book(policy::PackagePtr shared);

  const policy::PackagePtr package;
  const determine::FactModel model;
  const determine::ParameterTimeline parameters;
  // What expressions see by these names: 政策 and the decision tables.
  const std::map<std::string, feel::Value, std::less<>> constants;

  const policy::Register* find(std::string_view id) const { return policy::find_register(*package, id); }
};
using BookPtr = std::shared_ptr<const Book>;

class Catalogue {
 public:
  // `find` gives a package that is not among `current` by its hash, or null.
  using Find = std::function<policy::PackagePtr(std::string_view hash)>;
  explicit Catalogue(const std::vector<policy::PackagePtr>& current, Find find = {});

  const std::vector<BookPtr>& current() const { return current_; }
  BookPtr current(std::string_view policy) const;  // null if it is not in force
  BookPtr at(std::string_view hash) const;         // null if it cannot be found

 private:
  std::vector<BookPtr> current_;
  Find find_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, BookPtr, std::less<>> known_;
};

}  // namespace enact::registers
