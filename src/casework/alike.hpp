// Subjects that may be one under another identity: dissolved and founded anew by the same persons, at the
// same place, with the same patents. Found by what a package declares, shown to who reviews, and without
// effect until a unit that registers subjects rules: it records the succession, or that the two have nothing
// to do with one another (succession.hpp). Internal to the floor.
//
// The package's parameter `同一主体特征` lists characteristics, texts by which two subjects of a type are
// alike: a fact ("企业.住所") or a field of a list's records ("企业.认定.证书编号"). `前身情形` lists facts
// ("企业.注销日期") of which any, if it is on record of the other, makes that one worth knowing; so does any
// payment to it.
#pragma once

#include <vector>

#include "casework/alike_index.hpp"
#include "casework/library.hpp"
#include "policy/package.hpp"
#include "store/facts.hpp"

namespace enact::casework {

inline constexpr std::string_view alike_parameter = "同一主体特征";
inline constexpr std::string_view history_parameter = "前身情形";

struct Alike {
  store::Subject other = {};
  std::vector<Text> shared = {};  // titles of the characteristics that both have
  bool paid = false;
  std::vector<Text> history = {};  // titles of the facts of 前身情形 that are on its record
};
// Others of the subject's type, those that share most first, at most ten; without those of which a succession
// between the two is on record, of whatever kind.
std::vector<Alike> alike_of(const store::Reader& reader, AlikeIndex& index, const Context& context,
                            const policy::Package& package, const store::Subject& subject, const Date& today);

}  // namespace enact::casework
