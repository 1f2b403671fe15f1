// See parts.hpp.
#include "verify/parts.hpp"

#include <map>

#include "base/text.hpp"

namespace enact::verify {
namespace {

// Texts that are one in normal form count as one.
Term normal(Terms& terms, const Term& code) {
  Term result = code;
  std::map<std::string, std::size_t> first;
  const std::vector<std::string> texts = terms.texts();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto [place, added] = first.try_emplace(text::matter_form(texts[i]), i);
    if (added) continue;
    result = z3::ite(code == terms.whole(static_cast<std::int64_t>(i)),
                     terms.whole(static_cast<std::int64_t>(place->second)), result);
  }
  return result;
}

}  // namespace

Term same_part(Terms& terms, const Symbolic& a, const Symbolic& b) {
  std::vector<Term> same;
  for (const Alternative& x : a.alternatives()) {
    for (const Alternative& y : b.alternatives()) {
      if (x.shape.index() != y.shape.index()) continue;
      const Term guard = terms.both(x.guard, y.guard);
      if (const auto* text = std::get_if<TextCode>(&x.shape)) {
        const Term other = std::get<TextCode>(y.shape).code;
        const Term equal =
            z3::eq(text->code, other) ? terms.yes() : normal(terms, text->code) == normal(terms, other);
        same.push_back(terms.both(guard, equal));
      } else if (const auto* day = std::get_if<Day>(&x.shape)) {
        same.push_back(terms.both(guard, terms.equal(day->days, std::get<Day>(y.shape).days)));
      } else if (const auto* number = std::get_if<Number>(&x.shape)) {
        same.push_back(terms.both(guard, terms.equal(number->term, std::get<Number>(y.shape).term)));
      } else if (const auto* truth = std::get_if<Truth>(&x.shape)) {
        same.push_back(terms.both(guard, terms.equal(truth->term, std::get<Truth>(y.shape).term)));
      }
    }
  }
  return terms.any(same);
}

}  // namespace enact::verify
