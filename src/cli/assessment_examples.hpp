// The worked examples of what a package computes from entries: assessments.examples.yaml, each computed as
// the service computes it, without a database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "policy/package.hpp"

namespace enact::cli {

struct AssessmentExample {
  std::string name;
  std::vector<Text> differences;  // what came out otherwise; empty: it passed
};
// Of the folder, in the order of the file; none if there is no such file. Throws std::runtime_error with the
// place if the file cannot be read, or enters what a register refuses.
std::vector<AssessmentExample> run_assessment_examples(const std::string& folder,
                                                       const policy::PackagePtr& package);

// The first of them that does not come out, or that the package cannot take any more.
std::optional<std::string> failing_assessment(const std::string& folder, const policy::PackagePtr& package);

}  // namespace enact::cli
