// A made-up competition for the tests of this floor. Knows no real policy.
#pragma once

#include "policy/selection.hpp"

namespace enact::selection::sample {

inline policy::Selection selection() {
  policy::Selection made;
  made.id = "攻关";
  made.title = {"攻关", "Projects"};
  made.organiser = "甲局";
  made.modes = {policy::SelectionMode::best, policy::SelectionMode::race};
  made.needs.emplace();
  made.panel = {.size = 3, .spare = 1, .own_field = 1, .calls = 2, .years = 1};
  made.conflicts = {.same_employer = true, .declared = true, .listed = "回避"};
  made.criteria = {
      {"新", {"新", "new"}, 40, 100}, {"实", {"实", "sound"}, 35, 50}, {"益", {"益", "use"}, 25, 10}};
  made.score = {.drop_highest = 0, .drop_lowest = 0, .outlier = 20, .pass = 60};
  made.ties = {"新"};
  made.reserve = 1;
  made.race = policy::Selection::Race{.teams = 2, .accepted = 1};
  made.notice_working_days = 5;
  return made;
}

}  // namespace enact::selection::sample
