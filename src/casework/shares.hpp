// An amount divided among those who apply together, to the fen. Pure; knows no case.
//
// The division is by the quota method (Balinski and Young, Fair Representation, 1982): one fen after the
// other goes to whoever has the greatest share for the fen it would get, among those who are not ahead of
// their share. Nobody is a whole fen away from its exact share, and nobody's part gets smaller when the
// amount grows. So an amount that is paid in parts comes to the same for everybody as one that is paid at
// once, whatever the parts. To round downwards and give what remains to the largest does not: the largest
// would have to pay back.
#pragma once

#include <span>
#include <vector>

#include "base/money.hpp"

namespace enact::casework {

inline constexpr int whole_share = 10'000;  // a share is in hundredths of a per cent

// In the order of `shares`. Precondition: they make 10,000, and the amount is not negative.
std::vector<Fen> split_by_shares(Fen amount, std::span<const int> shares);

// What everybody gets of `fen` more after it has had `had`: whoever is behind its share of the whole comes
// first, and who is ahead of it waits. Together exactly `fen`, nobody less than nothing; where `had` was
// divided by these shares, everybody then has split_by_shares of the sum. Preconditions as above, for each.
std::vector<Fen> split_further(Fen fen, std::span<const int> shares, std::span<const Fen> had);

}  // namespace enact::casework
