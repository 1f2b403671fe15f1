// The examples in a package's folder, run.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "determine/examples.hpp"

namespace enact::cli {

// All example files of the folder, in the order of their names. A package that an example names beside its
// own is looked for in the folder beside; its errors are printed.
std::vector<determine::ExampleResult> run_examples(const std::string& folder,
                                                   const policy::PackagePtr& package, Language language);

// Prints an example that did not pass: its name, and what differs.
void print_failure(const determine::ExampleResult& result, Language language);

}  // namespace enact::cli
