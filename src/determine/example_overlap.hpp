// What an example may state of how claims overlap and who comes first, read off a determination. Internal to
// src/determine.
#pragma once

#include <string>
#include <vector>

#include "determine/determine.hpp"

namespace enact::determine {

// What is safe to pay now, of all claims.
Fen payable_in(const Determination& found);
// The identities of those to whom the provision is due, the first first; the unranked are not among them.
std::vector<std::string> ranked_by(const Determination& found, const std::string& provision);
// The provisions that pay, or provide, instead of the provision's claims, sorted, each once: "3b", of another
// policy "town-2/s6".
std::vector<std::string> gives_way_to(const Determination& found, const std::string& provision);

}  // namespace enact::determine
