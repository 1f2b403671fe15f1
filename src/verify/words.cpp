// Figures of the document. See words.hpp.
#include "verify/words.hpp"

#include <algorithm>

namespace enact::verify {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The numbers of "50~200万元", "1,000元/月" in yuan; none for figures of other things.
std::vector<Decimal> money_of(std::string_view figure) {
  std::vector<std::string> numbers;
  std::size_t end = 0;
  for (std::size_t at = 0; at < figure.size(); ++at) {
    if (!is_digit(figure[at])) continue;
    std::string number;
    for (; at < figure.size() && (is_digit(figure[at]) || figure[at] == '.' || figure[at] == ','); ++at) {
      if (figure[at] != ',') number += figure[at];
    }
    numbers.push_back(std::move(number));
    end = at;
  }
  const std::string_view measure = figure.substr(end);
  const std::int64_t factor = measure.starts_with("亿元")   ? 100'000'000
                              : measure.starts_with("万元") ? 10'000
                              : measure.starts_with("元")   ? 1
                                                            : 0;
  std::vector<Decimal> money;
  for (const std::string& text : numbers) {
    const auto number = Decimal::parse(text);
    const auto scaled = number && factor > 0 ? number->multiply(factor) : std::nullopt;
    if (scaled) money.push_back(*scaled);
  }
  return money;
}

}  // namespace

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
    const std::vector<Decimal> money = money_of(mark.text);
    if (!money.empty()) wording.monthly = wording.monthly || mark.text.find("/月") != std::string::npos;
    const bool percent = mark.text.ends_with("%");
    wording.rate = wording.rate || percent;
    if (!money.empty() || percent) wording.quoted += (wording.quoted.empty() ? "" : "、") + mark.text;
    wording.figures.insert(wording.figures.end(), money.begin(), money.end());
  }
  std::sort(wording.figures.begin(), wording.figures.end());
  return wording;
}

}  // namespace enact::verify
