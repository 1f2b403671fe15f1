// See example_overlap.hpp.
#include "determine/example_overlap.hpp"

#include <set>

namespace enact::determine {
namespace {

bool is_instead(Reduction::Reason reason) {
  return reason == Reduction::Reason::higher_offer || reason == Reduction::Reason::better_set ||
         reason == Reduction::Reason::preferred;
}

}  // namespace

Fen payable_in(const Determination& found) {
  Fen sum;
  for (const SubjectResult& subject : found.subjects) {
    for (const ProvisionResult& result : subject.provisions) {
      for (const Claim& claim : result.claims) sum.count += claim.payable.count;
    }
  }
  return sum;
}

std::vector<std::string> ranked_by(const Determination& found, const std::string& provision) {
  std::vector<std::string> ranked;
  for (const Ranking& ranking : found.rankings) {
    if (ranking.provision->id != provision) continue;
    for (const Ranking::Place& place : ranking.places) {
      if (place.place > 0) ranked.push_back(found.subjects[place.subject].identity);
    }
  }
  return ranked;
}

std::vector<std::string> gives_way_to(const Determination& found, const std::string& provision) {
  std::set<std::string> names;
  for (const SubjectResult& subject : found.subjects) {
    for (const ProvisionResult& result : subject.provisions) {
      if (result.provision->id != provision) continue;
      for (const Claim& claim : result.claims) {
        for (const Reduction& reduction : claim.reduced_by) {
          if (!is_instead(reduction.reason)) continue;
          const bool own = reduction.policy == result.package->id;
          names.insert(own ? reduction.provision : reduction.policy + "/" + reduction.provision);
        }
      }
    }
  }
  return {names.begin(), names.end()};
}

}  // namespace enact::determine
