// The module `enact._enact`: what enact/*.py make their interface of (docs/python.md). What may throw
// std::runtime_error, as sources of populations do, is PopulationError in Python.
#include <pybind11/pybind11.h>

#include "arrays.hpp"
#include "outcomes.hpp"
#include "packages.hpp"
#include "rules.hpp"
#include "simulation.hpp"

PYBIND11_MODULE(_enact, module) {
  namespace py = pybind11;
  py::register_exception<std::runtime_error>(module, "PopulationError", PyExc_ValueError);
  enact::python::add_packages(module);
  enact::python::add_arrays(module);
  enact::python::add_outcomes(module);
  enact::python::add_rules(module);
  enact::python::add_simulation(module);
}
