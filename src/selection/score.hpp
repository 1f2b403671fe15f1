// Scores: what an expert's sheet comes to, and what the sheets of a bid come to together, with the working.
// A criterion's score counts weight × score ÷ most, so that a sheet's total lies between 0 and 100. Of the
// totals of a bid the highest and lowest are dropped as declared and the mean is taken of the rest. All of
// it is exact, in fractions; nothing depends on the order in which sheets came in. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/selection.hpp"
#include "selection/fraction.hpp"

namespace enact::selection {

// One expert's judgement on one bid, by criterion in the order of the declaration, in hundredths of a point.
struct Sheet {
  std::string expert;
  std::string bid;
  std::vector<std::int64_t> hundredths;
};

// "87.5" → 8750; nullopt unless it is a number of at most two decimals from 0 to the criterion's most.
std::optional<std::int64_t> read_score(const policy::Selection::Criterion& criterion, std::string_view text);
std::string score_text(std::int64_t hundredths);  // 8750 → "87.5"
// Every criterion has a score within its bounds.
bool complete(std::span<const policy::Selection::Criterion> criteria, const Sheet& sheet);

// Precondition: complete(). Between 0 and 100.
Fraction total_of(const std::vector<policy::Selection::Criterion>& criteria, const Sheet& sheet);

struct BidScore {
  struct Line {
    std::string expert;
    std::vector<std::int64_t> hundredths;
    Fraction total;
    bool dropped = false;  // among the highest or the lowest
    bool outlier = false;  // farther from the median than declared
  };
  std::string bid;
  std::vector<Line> lines;  // by expert id
  Fraction median;
  Fraction spread;                     // highest less lowest total
  Fraction score;                      // mean of the totals that were not dropped
  std::vector<Fraction> by_criterion;  // mean of all sheets, in points: what breaks ties
};
// Preconditions: complete sheets of one bid, each of another expert, more of them than are dropped.
BidScore score_of(const policy::Selection& selection, std::string_view bid, std::span<const Sheet> sheets);

}  // namespace enact::selection
