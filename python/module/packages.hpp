// Policy packages for Python: from a folder, from an image file, from the bytes of an image.
#pragma once

#include <pybind11/pybind11.h>

#include <string>
#include <vector>

#include "policy/package.hpp"

namespace enact::python {

struct Package {
  policy::PackagePtr package;
  std::string image;  // what another process loads it from
};

// A fault of a package or of a setting: Python's PackageError, with the diagnostics' text.
class PackageFault : public std::exception {
 public:
  explicit PackageFault(Diagnostics found) : diagnostics(std::move(found)) {
    text_ = render(diagnostics, Language::zh) + render(diagnostics, Language::en);
  }
  const char* what() const noexcept override { return text_.c_str(); }

  Diagnostics diagnostics;

 private:
  std::string text_;
};

std::vector<policy::PackagePtr> compiled(const std::vector<Package>& packages);
// Adds `Package` and its functions.
void add_packages(pybind11::module_& module);

}  // namespace enact::python
