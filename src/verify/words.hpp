// What the words of the document say of a provision's amount: the figures of money that it quotes, whether
// they are a rate's, by the month. Read from the document's marks, not from the rules.
#pragma once

#include <string>
#include <vector>

#include "policy/package.hpp"

namespace enact::verify {

struct Wording {
  std::vector<Decimal> figures;  // in yuan, ascending
  bool rate = false;             // a percentage stands beside them
  bool monthly = false;          // 元/月
  std::string quoted;            // "50~200万元、30%"
};
Wording wording_of(const policy::Package& package, const policy::Provision& provision);

}  // namespace enact::verify
