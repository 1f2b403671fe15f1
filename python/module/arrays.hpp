// Arrays as Arrow streams, none of them copied: what Python holds on its way in, what a run holds on its way
// out.
#pragma once

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "population/arrow_abi.hpp"

namespace enact::python {

// One array in the layout of Arrow: type, buffers and who owns them.
struct Array {
  std::string format;
  std::string name;
  std::int64_t length = 0;
  std::int64_t nulls = 0;
  std::vector<const void*> buffers;
  std::vector<std::shared_ptr<const void>> kept;
  std::deque<Array> children;
  std::shared_ptr<const Array> dictionary;
};
using ArrayPtr = std::shared_ptr<const Array>;

// A stream of batches; `schema` is one without rows. Each part that is handed out holds what it points to.
ArrowArrayStream stream_of(ArrayPtr schema, std::vector<ArrayPtr> batches);

// Capsules of the Arrow PyCapsule interface. Taken over: `moved->release` is null after it.
pybind11::capsule stream_capsule(ArrowArrayStream* moved);
// Moves the stream out of a capsule that some producer has made.
ArrowArrayStream taken(const pybind11::object& capsule);

void add_arrays(pybind11::module_& module);

}  // namespace enact::python
