// Boxed conditionals, filters and iterators (DMN 1.4 and later) said in what 1.2 and 1.3 have: a literal
// expression where the parts are literal, else a context whose entries are the parts. Knows nothing of XML.
#pragma once

#include <vector>

#include "dmn/model.hpp"

namespace enact::dmn::xml {

struct Lowered {
  model::ExpressionPtr expression;  // null: nothing had to be lowered
  std::vector<Text> lost;           // what is not the same any more
};
// Looks at this expression only; the parts of a context are to be lowered when their turn comes.
Lowered lower(const model::Expression& expression);

}  // namespace enact::dmn::xml
