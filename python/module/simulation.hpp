// A population held in memory, and what changed rules come to over it.
#pragma once

#include <pybind11/pybind11.h>

namespace enact::python {

void add_simulation(pybind11::module_& module);

}  // namespace enact::python
