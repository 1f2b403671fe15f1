// A readable diagram for a model that has none (DMN 1.5, 6.2 and chapter 13): input data at the bottom, each
// decision above what it requires, knowledge models and sources beside. Deterministic. Knows nothing of XML.
#pragma once

#include "dmn/model.hpp"

namespace enact::dmn {

// Adds one diagram of all elements of the requirement graph, text annotations and associations; elements and
// requirements without an id get one, because a diagram refers to them. Decision services are drawn
// collapsed, elements of other models as empty shapes. No two shapes overlap; every requirement between
// shapes is an edge from what is required to what requires it. A model that has a diagram stays as it is.
void lay_out(model::Definitions& definitions);

}  // namespace enact::dmn
