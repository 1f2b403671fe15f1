// Scores. See score.hpp.
#include "selection/score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "base/decimal.hpp"

namespace enact::selection {
namespace {

constexpr std::int64_t hundredths_in_a_point = 100;

}  // namespace

std::optional<std::int64_t> read_score(const policy::Selection::Criterion& criterion, std::string_view text) {
  const auto number = Decimal::parse(text);
  const auto hundredths = number ? number->multiply(Decimal(hundredths_in_a_point)) : std::nullopt;
  const auto count = hundredths ? hundredths->to_int64() : std::nullopt;
  if (!count || *count < 0 || *count > criterion.most * hundredths_in_a_point) return std::nullopt;
  return count;
}

std::string score_text(std::int64_t hundredths) {
  std::string text =
      fmt::format("{}.{:02}", hundredths / hundredths_in_a_point, hundredths % hundredths_in_a_point);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

bool complete(std::span<const policy::Selection::Criterion> criteria, const Sheet& sheet) {
  if (sheet.hundredths.size() != criteria.size()) return false;
  for (std::size_t i = 0; i < criteria.size(); ++i) {
    if (sheet.hundredths[i] < 0 || sheet.hundredths[i] > criteria[i].most * hundredths_in_a_point)
      return false;
  }
  return true;
}

Fraction total_of(const std::vector<policy::Selection::Criterion>& criteria, const Sheet& sheet) {
  const auto common = policy::common_points(criteria);
  if (!common || !complete(criteria, sheet)) throw std::logic_error("a sheet that is not complete");
  Fraction total{0, *common * hundredths_in_a_point};
  for (std::size_t i = 0; i < criteria.size(); ++i) {
    total.over += criteria[i].weight * sheet.hundredths[i] * (*common / criteria[i].most);
  }
  return total;
}

BidScore score_of(const policy::Selection& selection, std::string_view bid, std::span<const Sheet> sheets) {
  const auto lowest = static_cast<std::size_t>(selection.score.drop_lowest);
  const auto highest = static_cast<std::size_t>(selection.score.drop_highest);
  if (sheets.size() <= lowest + highest) throw std::logic_error("no sheet would be left");
  BidScore made;
  made.bid = bid;
  for (const Sheet& sheet : sheets) {
    made.lines.push_back({.expert = sheet.expert,
                          .hundredths = sheet.hundredths,
                          .total = total_of(selection.criteria, sheet)});
  }
  std::ranges::sort(made.lines, {}, &BidScore::Line::expert);

  // Of equal totals it is the same which one is dropped: the mean of the rest is one and the same.
  std::vector<std::size_t> by_total(made.lines.size());
  std::iota(by_total.begin(), by_total.end(), std::size_t{0});
  std::ranges::stable_sort(
      by_total, [&](std::size_t a, std::size_t b) { return made.lines[a].total < made.lines[b].total; });
  for (std::size_t i = 0; i < by_total.size(); ++i) {
    made.lines[by_total[i]].dropped = i < lowest || i >= by_total.size() - highest;
  }
  const Fraction& low = made.lines[by_total.front()].total;
  const Fraction& high = made.lines[by_total.back()].total;
  made.spread = difference(high, low);

  // All totals have one denominator.
  const std::int64_t under = low.under;
  const std::size_t middle = by_total.size() / 2;
  const std::int64_t upper = made.lines[by_total[middle]].total.over;
  const std::int64_t under_it =
      made.lines[by_total[by_total.size() % 2 == 1 ? middle : middle - 1]].total.over;
  made.median = {upper + under_it, 2 * under};
  Fraction sum{0, under * static_cast<std::int64_t>(by_total.size() - lowest - highest)};
  for (BidScore::Line& line : made.lines) {
    if (!line.dropped) sum.over += line.total.over;
    if (selection.score.outlier) {
      Fraction distance = difference(line.total, made.median);
      distance.over = std::abs(distance.over);
      line.outlier = distance > Fraction{*selection.score.outlier, 1};
    }
  }
  made.score = sum;
  for (std::size_t i = 0; i < selection.criteria.size(); ++i) {
    Fraction mean{0, hundredths_in_a_point * static_cast<std::int64_t>(made.lines.size())};
    for (const BidScore::Line& line : made.lines) mean.over += line.hundredths[i];
    made.by_criterion.push_back(mean);
  }
  return made;
}

}  // namespace enact::selection
