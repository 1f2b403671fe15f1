// From judged provisions to what is owed: claims of all subjects and policies of a city meet in stacking,
// payments already made are deducted, sets of provisions compared, totals bounded. Knows FEEL no more.
#pragma once

#include <vector>

#include "determine/judge.hpp"

namespace enact::determine {

// A judged provision and the subject (by index) that it is about.
struct OfSubject {
  std::size_t subject;
  Judged* judged;
};

struct Totals {
  std::vector<Bounds> subjects;
  Bounds all;
  std::vector<std::vector<AlternativeResult>> alternatives;  // of each subject
  Diagnostics diagnostics;  // warnings: more hangs together than is tried out
};

// Fills in amount, payable, already_paid and reduced_by of every claim, and the totals. `subjects` holds the
// identity of each subject, "" where it is unknown.
Totals settle_claims(const std::vector<OfSubject>& judged, const std::vector<std::string>& subjects,
                     const std::vector<Paid>& paid, const Question& question);

}  // namespace enact::determine
