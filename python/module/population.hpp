// Populations that Python names or holds, as sources of columns.
#pragma once

#include <pybind11/pybind11.h>

#include <memory>
#include <string>
#include <vector>

#include "bulk/source.hpp"
#include "determine/determine.hpp"
#include "population/arrow_abi.hpp"

namespace enact::python {

// Taken from Python's objects while the interpreter's lock is held: a path (docs/population.md), or for each
// subject type a stream.
struct Given {
  explicit Given(const pybind11::object& population);

  struct Table {
    std::string type;
    ArrowArrayStream stream;  // owned until open() takes it over
  };
  std::string path;
  std::vector<Table> tables;

  Given(const Given&) = delete;
  Given& operator=(const Given&) = delete;
  ~Given();

  // Once, without the lock. Throws std::runtime_error with what does not fit; `model` must outlive the
  // source.
  std::unique_ptr<bulk::ColumnSource> open(const determine::FactModel& model, const bulk::Wanted& wanted,
                                           const determine::Question& question, bool unsaid_absent);
};

}  // namespace enact::python
