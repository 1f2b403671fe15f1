// Packages in force on a day, run over populations.
#pragma once

#include <pybind11/pybind11.h>

#include "bulk/outcome.hpp"
#include "bulk/source.hpp"

namespace enact::python {

pybind11::int_ integer(bulk::Sum sum);
pybind11::list rejected_of(const std::vector<bulk::Rejected>& rejected);
// Throws Python's ValueError where the text is no date of the calendar.
Date day_of(const std::string& text);
Language language_of(const std::string& code);

void add_rules(pybind11::module_& module);

}  // namespace enact::python
