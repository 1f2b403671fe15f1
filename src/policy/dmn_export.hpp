// A policy package as DMN, for other tools to read, draw and evaluate (docs/dmn-interchange.md): one decision
// a condition, one for the amount, the events of a provision judged one by one by a decision service, and the
// official words as knowledge sources. No I/O.
#pragma once

#include <string>

#include "base/diagnostic.hpp"
#include "dmn/model.hpp"
#include "policy/package.hpp"

namespace enact::policy {

struct DmnExport {
  dmn::model::Version version = dmn::model::Version::v1_5;  // 1.4 has boxed iterators and `round half up`
  // One provision, with names as in the package; empty: all of them in one model, where names of a provision
  // end with its id. Precondition: the package has it.
  std::string provision;
};
// The rules as known in the end.
dmn::model::Definitions export_dmn(const Package& package, const DmnExport& options);

struct DmnDocument {
  std::string xml;
  Diagnostics lost;  // warnings: what the version of DMN cannot say, and rules that were replaced since
};
// The same as a document with diagrams.
DmnDocument export_dmn_document(const Package& package, const DmnExport& options);

}  // namespace enact::policy
