// Figures of the document. See words.hpp.
#include "verify/words.hpp"

#include <algorithm>

#include "policy/figures.hpp"

namespace enact::verify {

Wording wording_of(const policy::Package& package, const policy::Provision& provision) {
  Wording wording;
  for (const policy::Mark& mark : package.document.marks) {
    if (mark.kind != policy::Mark::Kind::figure) continue;
    if (std::find(mark.provisions.begin(), mark.provisions.end(), provision.id) == mark.provisions.end())
      continue;
    if (const auto& amount = provision.amount_citation) {
      const bool inside = amount->paragraph == mark.paragraph && amount->span.begin <= mark.span.begin &&
                          mark.span.end <= amount->span.end;
      if (!inside) continue;
    }
    const bool percent = mark.text.find('%') != std::string::npos;
    const std::vector<Decimal> money = percent ? std::vector<Decimal>{} : policy::figure_numbers(mark.text);
    if (!money.empty()) wording.monthly = wording.monthly || mark.text.find("/月") != std::string::npos;
    wording.rate = wording.rate || percent;
    if (!money.empty() || percent) wording.quoted += (wording.quoted.empty() ? "" : "、") + mark.text;
    wording.figures.insert(wording.figures.end(), money.begin(), money.end());
  }
  std::sort(wording.figures.begin(), wording.figures.end());
  return wording;
}

}  // namespace enact::verify
