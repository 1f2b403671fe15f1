// Drawing a panel by lot so that anybody can check it. A seed is made when the call is opened; its SHA-256 is
// published then, the seed itself with the result. The order of the draw is that of
//
//   SHA-256(seed ":" id)        (hexadecimal text of the seed, a colon, the id; `printf '%s:%s' SEED ID |
//   sha256sum`)
//
// ascending, so neither the organiser nor chance can be asked again. The panel is made of the first
// experts in that order of whom enough are of the field; those next in it stand by. Pure: who is in conflict
// and who sat too often is handed in.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/selection.hpp"

namespace enact::selection {

// SHA-256 of the seed's text, hexadecimal: what is published beforehand.
std::string commitment(std::string_view seed);
// The text by which `id` is placed: 64 hexadecimal digits.
std::string lot(std::string_view seed, std::string_view id);

// Why an expert cannot sit on a panel: a conflict with one bid, or that it is another's turn.
struct PassedOver {
  std::string expert;
  std::string reason;  // "same_employer" …: conflict_id(), or "rotation"
  std::string bid;     // with which one is in conflict; "" : none
  friend bool operator==(const PassedOver&, const PassedOver&) = default;
};

struct Candidate {
  std::string expert;               // id of the expert's entry
  bool own_field = false;           // of the need's field
  std::vector<PassedOver> against;  // empty: may sit
};

struct Panel {
  std::vector<std::string> order;       // everybody who may sit, as drawn
  std::vector<std::string> members;     // in the order of the draw
  std::vector<std::string> spares;      // asked next if a member leaves
  std::vector<PassedOver> passed_over;  // by expert
  int missing = 0;                      // members that could not be found
  int missing_own_field = 0;            // of whom must be of the field
  bool complete() const { return missing == 0 && missing_own_field == 0; }
};

// Does not depend on the order of the candidates.
Panel draw(const policy::Selection::Panel& rules, std::span<const Candidate> candidates,
           std::string_view seed);

// Who takes the place of a member who leaves: the next in the order who may sit and keeps enough of the
// field;
// "" if there is nobody. `remaining`: members who stay; `been`: whoever was on the panel before.
std::string replacement(const policy::Selection::Panel& rules, std::span<const Candidate> candidates,
                        std::span<const std::string> remaining, std::span<const std::string> been,
                        std::string_view seed);

}  // namespace enact::selection
