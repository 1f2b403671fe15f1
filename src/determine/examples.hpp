// The examples of a package: facts in, expected results out (docs/policy-package.md, "examples"). Pure: texts
// in, what differs out; the caller reads folders and prints.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "determine/determine.hpp"
#include "policy/package.hpp"

namespace enact::determine {

struct ExampleResult {
  std::string file;
  std::string name;
  Diagnostics diagnostics;                     // errors of the example itself
  std::vector<Text> differences;               // expected against determined
  std::optional<Determination> determination;  // absent: the example could not be run
  std::set<std::string> provisions;            // ids of those for which it states what is expected
  bool passed() const { return !has_errors(diagnostics) && differences.empty(); }
};

// `package_beside`: the package that an example names under `packages:` ("policies/sample-overlap"), or null
// if it cannot be had.
using PackageFinder = std::function<policy::PackagePtr(const std::string& path)>;

ExampleResult run_example(const SourcePtr& source, const policy::PackagePtr& package,
                          const PackageFinder& package_beside);

}  // namespace enact::determine
