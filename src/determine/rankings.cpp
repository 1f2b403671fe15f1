// See rankings.hpp.
#include "determine/rankings.hpp"

#include <algorithm>
#include <compare>
#include <tuple>

namespace enact::determine {
namespace {

using feel::Value;

// Of two known values of one kind; equal if they cannot be compared.
std::strong_ordering order_of(const Value& a, const Value& b) {
  if (const Decimal *x = a.number(), *y = b.number(); x != nullptr && y != nullptr) {
    return *x < *y   ? std::strong_ordering::less
           : *y < *x ? std::strong_ordering::greater
                     : std::strong_ordering::equal;
  }
  if (const Date *x = a.date(), *y = b.date(); x != nullptr && y != nullptr) return *x <=> *y;
  if (const std::string *x = a.text(), *y = b.text(); x != nullptr && y != nullptr) return *x <=> *y;
  return std::strong_ordering::equal;
}

class Ranker {
 public:
  Ranker(const Determination& determination, Ranking ranking)
      : determination_(determination), ranking_(std::move(ranking)) {}

  Ranking run() {
    for (std::size_t s = 0; s < determination_.subjects.size(); ++s) {
      for (const ProvisionResult& result : determination_.subjects[s].provisions) {
        if (result.provision != ranking_.provision) continue;
        for (std::size_t c = 0; c < result.claims.size(); ++c) {
          if (result.claims[c].status == Status::due) ranked_.push_back({&result.claims[c], s, c});
        }
      }
    }
    std::stable_sort(ranked_.begin(), ranked_.end(), [&](const Ranked& a, const Ranked& b) {
      if (known(a) != known(b)) return known(a);
      if (known(a)) {
        if (const auto order = compare(a, b); order != 0) return order < 0;
      }
      return tie(a) < tie(b);
    });
    for (std::size_t i = 0; i < ranked_.size(); ++i) {
      const Ranked& one = ranked_[i];
      int place = known(one) ? static_cast<int>(i) + 1 : 0;
      if (place > 1 && compare(ranked_[i - 1], one) == 0) place = ranking_.places.back().place;
      ranking_.places.push_back({place, one.subject, one.index});
    }
    return std::move(ranking_);
  }

 private:
  struct Ranked {
    const Claim* claim;
    std::size_t subject;
    std::size_t index;
  };

  static bool known(const Ranked& one) {
    return std::none_of(one.claim->ranks.begin(), one.claim->ranks.end(),
                        [](const Value& value) { return value.is_unknown() || value.is_null(); });
  }

  std::strong_ordering compare(const Ranked& a, const Ranked& b) const {
    for (std::size_t key = 0; key < ranking_.provision->rank_by.size(); ++key) {
      const auto order = order_of(a.claim->ranks[key], b.claim->ranks[key]);
      if (order == 0) continue;
      return ranking_.provision->rank_by[key].ascending ? order : 0 <=> order;
    }
    return std::strong_ordering::equal;
  }

  std::tuple<std::string_view, std::string_view, std::string_view> tie(const Ranked& one) const {
    const SubjectResult& subject = determination_.subjects[one.subject];
    return {subject.identity, subject.label, one.claim->matter.key};
  }

  const Determination& determination_;
  Ranking ranking_;
  std::vector<Ranked> ranked_;
};

}  // namespace

std::vector<Ranking> rankings_of(const Determination& determination) {
  std::vector<Ranking> rankings;
  for (const policy::PackagePtr& package : determination.packages) {
    for (const policy::Provision& provision : package->provisions) {
      if (provision.rank_by.empty()) continue;
      Ranking ranking = Ranker(determination, {package, &provision, {}}).run();
      if (!ranking.places.empty()) rankings.push_back(std::move(ranking));
    }
  }
  return rankings;
}

}  // namespace enact::determine
