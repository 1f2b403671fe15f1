// The encoding of whole provisions against the evaluator: for random facts of the packages under policies/,
// the encoded claims exist, hold, offer and are due exactly as a determination says.
#include <gtest/gtest.h>

#include "base/clock.hpp"
#include "determine/determine.hpp"
#include "determine/subject_view.hpp"
#include "verify/prover.hpp"
#include "verify/test_law.hpp"

namespace enact::verify {
namespace {

using determine::Status;
using determine::Verdict;

// Random values for all free terms of a subject, within what facts may be.
class Random {
 public:
  Random(Prover& prover, const Law& law, std::uint64_t seed)
      : prover_(prover),
        law_(law),
        random_(seed),
        from_(prover.terms.context()),
        to_(prover.terms.context()) {}

  void fill(const std::string& subject) {
    const auto& force = law_.packages.front()->in_force;
    start_ = force.from->days_since_1970();
    span_ = force.to->days_since_1970() - start_ + 200;
    asking_ = start_ + below(span_);
    give(prover_.world.asking(), prover_.terms.whole(asking_));
    prover_.world.each_free(subject, [&](FreeFact& fact, const std::string&) { give(fact); });
  }
  void give(const Term& variable, const Term& value) {
    from_.push_back(variable);
    to_.push_back(value);
    values_.emplace(Z3_get_ast_id(variable.ctx(), variable), value);
  }
  Term put_in(const Term& term) const {
    const auto known = values_.find(Z3_get_ast_id(term.ctx(), term));
    if (known != values_.end()) return known->second;
    return Term(term).substitute(from_, to_).simplify();
  }
  bool holds(const Term& term) const { return put_in(term).is_true(); }
  std::int64_t below(std::int64_t bound) {
    return static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(bound)));
  }
  Valuation valuation() const {
    return [this](const Term& term) { return put_in(term); };
  }

 private:
  void give(FreeFact& fact) {
    Terms& terms = prover_.terms;
    bool before = true;
    for (const FreeFact::Slot& slot : fact.slots) {
      before = before && below(3) != 0;
      give(slot.present, terms.truth(before));
    }
    if (fact.null) give(*fact.null, terms.truth(!fact.supported || below(6) == 0));
    if (!fact.scalar) return;
    switch (fact.type->kind) {
      case feel::Kind::boolean:
        return give(*fact.scalar, terms.truth(below(5) != 0));
      case feel::Kind::number: {
        static const char* const numbers[] = {"0",     "1",          "0.5",      "0.3",
                                              "12",    "24",         "36.5",     "100.01",
                                              "20000", "3333333.33", "10000000", "10000000.01"};
        return give(*fact.scalar, terms.number(*Decimal::parse(numbers[below(12)])));
      }
      case feel::Kind::date: {
        const std::int64_t spread = below(5) == 0 ? 1500 : span_;
        std::int64_t day = start_ - 60 + below(spread);
        if (fact.name == determine::event_date_field) day = std::min(day, asking_);
        return give(*fact.scalar, terms.whole(day));
      }
      default: {
        const auto& codes = fact.type->codes;
        std::string text = "N-" + std::to_string(below(4));
        if (!codes.empty())
          text = codes[static_cast<std::size_t>(below(static_cast<std::int64_t>(codes.size())))];
        const std::string format = fact.declaration != nullptr ? fact.declaration->format : "";
        if (format == "region-code") text = below(4) != 0 ? law_.packages.front()->region : "990002";
        if (format == "credit-code") return give(*fact.scalar, terms.whole(1'000'000 + below(3)));
        return give(*fact.scalar, terms.whole(terms.code(text)));
      }
    }
  }

  Prover& prover_;
  const Law& law_;
  SeededRandom random_;
  std::int64_t start_ = 0;
  std::int64_t span_ = 1;
  std::int64_t asking_ = 0;
  z3::expr_vector from_;
  z3::expr_vector to_;
  std::map<unsigned, Term> values_;
};

struct Compared {
  int conditions = 0;
  int amounts = 0;
  int due = 0;
};

Verdict verdict_of(Random& random, Terms& terms, const Symbolic& value) {
  if (random.holds(value.is_true(terms))) return Verdict::met;
  const Term fails = terms.either(value.is_false(terms), value.when<Nothing>(terms));
  return random.holds(fails) ? Verdict::not_met : Verdict::unknown;
}

// Claims that are there in the determination, in the order of the events.
std::vector<const determine::Claim*> claims_of(const determine::ProvisionResult& result) {
  std::vector<const determine::Claim*> all;
  for (const determine::Claim& claim : result.claims) all.push_back(&claim);
  for (const determine::Claim& claim : result.refused) all.push_back(&claim);
  return all;
}

// One set of facts for one provision that has no months: every event that is there, with its conditions.
void compare_events(Random& random, Terms& terms, const std::vector<ClaimTerms>& claims,
                    const determine::ProvisionResult& result, Compared& compared, const std::string& story) {
  std::size_t there = 0;
  std::size_t due = 0;
  std::vector<Fen> offered;
  std::vector<std::vector<Verdict>> verdicts;
  for (const ClaimTerms& claim : claims) {
    if (random.holds(claim.blurred)) return;
    if (!random.holds(claim.exists)) continue;
    ++there;
    std::vector<Verdict> row;
    for (const ConditionTerms& condition : claim.conditions) {
      if (random.holds(condition.applies)) row.push_back(verdict_of(random, terms, condition.value));
    }
    verdicts.push_back(std::move(row));
    if (!random.holds(claim.due)) continue;
    ++due;
    if (claim.amount.when<Number>(terms).is_false()) continue;
    offered.push_back({*whole_of(random.put_in(terms.fen(claim.high)))});
  }
  std::vector<Fen> expected;
  std::size_t expected_due = 0;
  for (const determine::Claim& claim : result.claims) {
    if (claim.status != Status::due) continue;
    ++expected_due;
    if (claim.offered && claim.offered->figure()) expected.push_back(claim.offered->min);
  }
  ASSERT_EQ(there, result.claims.size() + result.refused.size()) << story;
  ASSERT_EQ(due, expected_due) << story;
  if (!offered.empty()) {
    ASSERT_EQ(offered, expected) << story;
    compared.amounts += static_cast<int>(offered.size());
  }
  compared.due += static_cast<int>(due);
  // The determination lists refused events apart: compare the verdicts as multisets.
  std::vector<std::vector<Verdict>> told;
  for (const determine::Claim* claim : claims_of(result)) {
    std::vector<Verdict> row;
    for (const determine::ConditionResult& condition : claim->conditions) {
      if (condition.condition == nullptr) continue;
      // A rule that fails because it reads something known to be absent is not met, where the term is
      // undecided.
      row.push_back(condition.verdict);
    }
    told.push_back(std::move(row));
  }
  ASSERT_EQ(verdicts.size(), told.size()) << story;
  const auto decided_alike = [](const std::vector<Verdict>& encoded, const std::vector<Verdict>& real) {
    if (encoded.size() != real.size()) return false;
    for (std::size_t i = 0; i < encoded.size(); ++i) {
      const bool absent = encoded[i] == Verdict::unknown && real[i] == Verdict::not_met;
      if (encoded[i] != real[i] && !absent) return false;
    }
    return true;
  };
  for (const auto& row : verdicts) {
    const auto match =
        std::find_if(told.begin(), told.end(), [&](const auto& real) { return decided_alike(row, real); });
    ASSERT_NE(match, told.end()) << story;
    told.erase(match);
    compared.conditions += static_cast<int>(row.size());
  }
}

// By the month: the encoded claim of a random month is due exactly if the determination's is.
void compare_months(Random& random, Terms& terms, const std::vector<ClaimTerms>& claims,
                    const determine::ProvisionResult& result, std::int64_t month, Compared& compared,
                    const std::string& story) {
  const Date first = Date{static_cast<std::int32_t>(month / 12), static_cast<std::int8_t>(month % 12 + 1), 1};
  std::vector<Fen> offered;
  for (const ClaimTerms& claim : claims) {
    if (random.holds(claim.blurred)) return;
    compared.conditions += static_cast<int>(claim.conditions.size());
    if (random.holds(claim.due)) offered.push_back({*whole_of(random.put_in(terms.fen(claim.high)))});
  }
  std::vector<Fen> expected;
  for (const determine::Claim& claim : result.claims) {
    if (result.provision->monthly->one_claim) {
      for (const determine::Instalment& instalment : claim.schedule) {
        if (claim.status == Status::due && instalment.month == first) expected.push_back(instalment.amount);
      }
    } else if (claim.status == Status::due && claim.date == first) {
      expected.push_back(claim.offered->min);
    }
  }
  ASSERT_EQ(offered, expected) << story << "\nmonth " << first.to_string();
  compared.amounts += static_cast<int>(offered.size());
  compared.due += static_cast<int>(offered.size());
}

void compare(const Law& law, std::size_t package, const determine::ProvisionPlan& plan, int rounds,
             Compared& compared) {
  const Options options;
  Prover prover(law, options, 2);
  Terms& terms = prover.terms;
  const auto claims = encode_claims(prover.world, terms, law.plans[package], plan, {});
  for (int round = 0; round < rounds; ++round) {
    Random random(prover, law, static_cast<std::uint64_t>(round) * 7919 + package);
    random.fill(plan.provision->subject);
    std::int64_t month = 0;
    for (const ClaimTerms& claim : claims) {
      if (!claim.month) continue;
      if (month == 0) month = law.packages.front()->in_force.from->year * 12 + 8 + random.below(40);
      random.give(*claim.month, terms.whole(month));
    }
    const auto run = prover.rerun(plan.provision->subject, random.valuation());
    ASSERT_TRUE(run) << plan.provision->id << "\n"
                     << prover.world.facts_file(random.valuation(), {plan.provision->subject});
    const auto* result = result_of(run->determination, law.packages[package]->id, plan.provision->id);
    ASSERT_NE(result, nullptr);
    const std::string story =
        plan.provision->id + " on " + run->finding.on.to_string() + "\n" + run->finding.facts;
    if (plan.month_from) {
      compare_months(random, terms, claims, *result, month, compared, story);
    } else {
      compare_events(random, terms, claims, *result, compared, story);
    }
    if (testing::Test::HasFatalFailure()) return;
  }
}

TEST(Encoding, OfProvisionsGivesWhatDeterminationsGive) {
  Compared compared;
  const Law law(test::all_packages());
  for (std::size_t i = 0; i < law.plans.size(); ++i) {
    for (const determine::ProvisionPlan& plan : law.plans[i].provisions) {
      compare(law, i, plan, 60, compared);
      if (HasFatalFailure()) return;
    }
  }
  EXPECT_GT(compared.conditions, 4000);
  EXPECT_GT(compared.amounts, 30);
  EXPECT_GT(compared.due, 100);
}

}  // namespace
}  // namespace enact::verify
