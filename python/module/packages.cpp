// See packages.hpp.
#include "packages.hpp"

#include <pybind11/stl.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "bulk/comparison_json.hpp"
#include "cli/packages.hpp"
#include "policy/image.hpp"
#include "procedure/compile_package.hpp"

namespace enact::python {
namespace {

namespace py = pybind11;
namespace fs = std::filesystem;

Package from_image(std::string image) {
  auto package = policy::from_image(image);
  if (!package) throw PackageFault(std::move(package).error());
  return {std::move(*package), std::move(image)};
}

Package load(const std::string& path) {
  const py::gil_scoped_release released;
  if (fs::is_regular_file(path)) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    if (!file) throw std::runtime_error(path + ": cannot be read");
    return from_image(std::move(bytes).str());
  }
  const policy::FileSet files = cli::read_package_files(path);
  const std::string folder = cli::folder_name(path);
  policy::Loaded loaded = procedure::compile_package(files, folder);
  if (!loaded.ok()) throw PackageFault(std::move(loaded.diagnostics));
  return {std::move(loaded.package), policy::to_image(files, folder)};
}

std::string levers(const Package& package) {
  boost::json::array made;
  for (const policy::Lever& lever : policy::levers_of(*package.package)) made.push_back(bulk::to_json(lever));
  return boost::json::serialize(made);
}

py::list diagnostics_of(const Diagnostics& diagnostics) {
  py::list made;
  for (const Diagnostic& diagnostic : diagnostics) {
    py::dict one;
    one["severity"] = diagnostic.severity == Severity::error     ? "error"
                      : diagnostic.severity == Severity::warning ? "warning"
                                                                 : "note";
    one["code"] = diagnostic.code;
    one["zh"] = diagnostic.message.zh;
    one["en"] = diagnostic.message.en;
    one["text_zh"] = render(diagnostic, Language::zh);
    one["text_en"] = render(diagnostic, Language::en);
    made.append(one);
  }
  return made;
}

}  // namespace

std::vector<policy::PackagePtr> compiled(const std::vector<Package>& packages) {
  std::vector<policy::PackagePtr> made;
  for (const Package& package : packages) made.push_back(package.package);
  return made;
}

void add_packages(py::module_& module) {
  py::class_<Package>(module, "Package")
      .def_property_readonly("id", [](const Package& self) { return self.package->id; })
      .def_property_readonly("hash", [](const Package& self) { return self.package->hash; })
      .def_property_readonly("title", [](const Package& self) { return self.package->title.zh; })
      .def_property_readonly("image", [](const Package& self) { return py::bytes(self.image); })
      .def("levers_json", &levers)
      .def("__repr__", [](const Package& self) { return "<enact.Package " + self.package->id + ">"; })
      .def(
          "__eq__",
          [](const Package& self, const Package& other) { return self.package->hash == other.package->hash; },
          py::is_operator())
      .def("__hash__", [](const Package& self) { return py::hash(py::str(self.package->hash)); })
      .def("__reduce__", [module](const Package& self) {
        return py::make_tuple(module.attr("from_image"), py::make_tuple(py::bytes(self.image)));
      });
  module.def("load", &load, py::arg("path"));
  module.def(
      "from_image", [](const py::bytes& image) { return from_image(std::string(image)); }, py::arg("image"));

  static const py::exception<PackageFault> error(module, "PackageError", PyExc_ValueError);
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const PackageFault& fault) {
      const py::object made = static_cast<const py::object&>(error)(fault.what());
      made.attr("diagnostics") = diagnostics_of(fault.diagnostics);
      PyErr_SetObject(error.ptr(), made.ptr());
    }
  });
}

}  // namespace enact::python
