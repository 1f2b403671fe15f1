// mutants.yaml: the faults that a package knows its examples do not notice, each with the reason.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "mutate/fault.hpp"

namespace enact::mutate {

struct Accepted {
  Text reason;
  Location location;
};

// By the fault's id. Every slip is named at its place: a fault that there is not, one listed twice.
std::map<std::string, Accepted> read_accepted(const SourcePtr& source, const std::vector<Fault>& faults,
                                              Diagnostics& diagnostics);

}  // namespace enact::mutate
