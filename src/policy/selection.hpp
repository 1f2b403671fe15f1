// A competition as a package declares it in selections.yaml: who runs it, which registers hold its needs,
// bids and experts, how a panel is drawn, what is scored, who wins, and what acceptance tells determination.
// What it means is the business of src/selection. Knows nothing of calls that run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/package.hpp"

namespace enact::policy {

// best: one winner for a need; race: several teams in parallel, eliminated at milestones.
enum class SelectionMode : std::uint8_t { best, race };
std::string_view to_string(SelectionMode mode);
std::optional<SelectionMode> selection_mode(std::string_view id);

struct Selection {
  // Entries of a register that take part: those in one of these states, or all if none is named.
  struct Entries {
    std::string register_id;
    std::vector<std::string> during;
  };
  struct Needs : Entries {
    std::string field;  // of the entry: the field of knowledge, a code
  };
  struct Bids : Entries {
    std::string need;                   // field: the need that the bid answers; empty without needs
    std::string theme;                  // field: the field of knowledge of a bid, where there are no needs
    std::string team;                   // field: names of the members; empty: none
    std::vector<std::string> partners;  // fields: bodies that take part beside the bidder
    std::vector<std::string> blind;     // fields that experts do not see
  };
  struct Experts : Entries {
    std::string fields;    // field: fields of knowledge
    std::string employer;  // field
    std::string person;    // field: the expert's name
    std::string account;   // field: the account with which the expert signs in
  };
  struct Panel {
    int size = 0;
    int spare = 0;
    int own_field = 0;  // how many must be of the need's field
    int calls = 0;      // rotation: at most so many calls within `years`; 0: no bound
    int years = 0;
  };
  struct Conflicts {
    bool same_employer = true;
    bool declared = true;
    std::string listed;  // field of the expert's entry: persons and bodies; empty: none
  };
  struct Criterion {
    std::string id;
    Text title;
    int weight = 0;  // of 100
    int most = 0;    // points; 0 is the least
  };
  struct Score {
    int drop_highest = 0;
    int drop_lowest = 0;
    std::optional<int> outlier;  // points from the median beyond which a sheet is sent back once
    int pass = 0;                // points of 100
  };
  struct Race {
    int teams = 0;
    int accepted = 1;  // how many of a need can be accepted
  };
  // A fact of the bidder that an event of the call attests: an item of a list fact.
  struct Told {
    std::string fact;
    struct Field {
      std::string name;
      Expression value;  // over told_scope()
    };
    std::vector<Field> item;
  };

  std::string id;  // "技术攻关"
  Text title;
  std::string provision;            // the provision that it carries out
  std::vector<Citation> citations;  // words of the document that set it up
  std::string organiser;            // unit id
  bool yearly = false;
  std::vector<SelectionMode> modes;
  std::optional<Needs> needs;  // absent: one competition over all bids
  Bids bids;
  Experts experts;
  Panel panel;
  Conflicts conflicts;
  std::vector<Criterion> criteria;  // weights sum to 100
  Score score;
  std::vector<std::string> ties;  // criteria in order; then by lot
  int reserve = 0;
  std::optional<Race> race;
  std::optional<int> notice_working_days;
  std::optional<int> notice_days;
  bool equity = false;           // grant first, converted to equity later
  std::optional<Told> accepted;  // on acceptance
  std::optional<Told> stage;     // when a stage's condition is met
  Location location;

  const Criterion* criterion(std::string_view criterion_id) const;
  bool has_mode(SelectionMode mode) const;
};

// Null if there is none.
const Selection* find_selection(const Package& package, std::string_view id);

// Most members of a panel, points of a criterion, and bound of the least common multiple of all points: with
// them every comparison of scores stays exact in 128 bits.
inline constexpr int most_members = 25;
inline constexpr int most_points = 1000;
inline constexpr std::int64_t most_common_points = 1'000'000;
// The least common multiple of the criteria's points; nullopt beyond the bound, or without criteria.
std::optional<std::int64_t> common_points(const std::vector<Selection::Criterion>& criteria);

}  // namespace enact::policy
