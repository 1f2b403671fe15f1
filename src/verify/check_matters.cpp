// No matter is paid above its highest claim: the claims of one event are for one matter, of the claims for
// one matter one is paid, whichever is chosen, at most to the highest with what was paid before, and caps
// hold in sum.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "verify/parts.hpp"
#include "verify/prover.hpp"
#include "verify/stack.hpp"

namespace enact::verify {
namespace {

struct Party {
  std::size_t package;
  const determine::ProvisionPlan* plan;
  const policy::Provision& provision() const { return *plan->provision; }
};

bool competes(const Party& party) {
  const policy::Provision& p = party.provision();
  return party.plan->has_money() && p.matter && p.stacking.same_city == policy::SameCity::highest &&
         !(p.amount && p.amount->estimate);
}

// Whether an alternative lets at most one of the two pay: no set holds both.
bool exclusive(const Law& law, const Party& a, const Party& b) {
  for (const policy::PackagePtr& package : law.packages) {
    for (const policy::Alternative& alternative : package->alternatives) {
      bool a_in = false, b_in = false, together = false;
      for (const auto& set : alternative.sets) {
        const auto holds = [&](const Party& party) {
          return std::any_of(set.begin(), set.end(), [&](const policy::Alternative::Member& member) {
            return member.policy == law.packages[party.package]->id &&
                   member.provision == party.provision().id;
          });
        };
        a_in = a_in || holds(a);
        b_in = b_in || holds(b);
        together = together || (holds(a) && holds(b));
      }
      if (a_in && b_in && !together) return true;
    }
  }
  return false;
}

// As an obligation of the package `home` calls it.
std::string name(const Law& law, const Party& party, std::size_t home) {
  if (party.package == home) return party.provision().id;
  return law.packages[party.package]->id + "/" + party.provision().id;
}

Term same_matter(Terms& terms, const Party& p, const ClaimTerms& a, const Party& q, const ClaimTerms& b) {
  if (p.provision().matter->kind != q.provision().matter->kind || a.matter.size() != b.matter.size()) {
    return terms.no();
  }
  std::vector<Term> parts;
  for (std::size_t i = 0; i < a.matter.size(); ++i)
    parts.push_back(same_part(terms, a.matter[i], b.matter[i]));
  return terms.all(parts);
}

void one_matter(const Law& law, const Options& options, const Party& p, const Party& q,
                Obligation& obligation, bool& related) {
  const std::optional<int> a_needs = items_needed(*p.plan);
  const std::optional<int> b_needs = items_needed(*q.plan);
  const int needed = a_needs.value_or(options.items) + b_needs.value_or(options.items) - 1;
  const int items = std::clamp(needed, options.items, 4);
  obligation.any_length = a_needs && b_needs && needed <= items;
  obligation.items = items;
  Prover prover(law, options, items);
  Terms& terms = prover.terms;
  const auto of_p =
      encode_claims(prover.world, terms, law.plans[p.package], *p.plan, {.assume = true, .complete = true});
  const auto of_q =
      encode_claims(prover.world, terms, law.plans[q.package], *q.plan, {.assume = true, .complete = true});
  for (const ClaimTerms& a : of_p) {
    for (const ClaimTerms& b : of_q) {
      if (a.event == nullptr || a.event != b.event) continue;
      related = true;
      std::vector<Term> goal{a.due, b.due, a.high > terms.number(0), b.high > terms.number(0),
                             terms.negated(same_matter(terms, p, a, q, b))};
      if (a.month) goal.push_back(*a.month == *b.month);
      const Answer answer = prover.search(terms.all(goal), false);
      if (answer == Answer::none) continue;
      if (answer == Answer::tired) {
        obligation.outcome = Outcome::timeout;
        continue;
      }
      auto rerun = prover.rerun(p.provision().subject);
      std::set<std::string> keys;
      for (const Party* party : {&p, &q}) {
        if (!rerun) break;
        const std::string& id = law.packages[party->package]->id;
        const auto* result = result_of(rerun->determination, id, party->provision().id);
        for (const determine::Claim& claim : result->claims) {
          if (claim.status == determine::Status::due) keys.insert(claim.matter.key);
        }
        rerun->finding.gives.push_back(told(rerun->determination, id, party->provision().id));
      }
      const bool confirmed = keys.size() > 1;
      obligation.outcome = confirmed ? Outcome::refuted : Outcome::outside;
      obligation.because =
          confirmed ? enact::Text{"同一事件构成两个事项，两款都支付；应写成同一事项（种类和各部分相同），或声明 repeatable",
                                  "one event makes two matters and both are paid: give them one kind and the same "
                                  "parts, or declare it repeatable"}
                    : enact::Text{"求得的反例未被求值器证实", "the counterexample was not confirmed by the evaluator"};
      if (rerun) obligation.findings.push_back(std::move(rerun->finding));
      return;
    }
  }
  if (related && stands(prover, of_p, obligation)) stands(prover, of_q, obligation);
}

// ---- the arithmetic, for any figures
// -----------------------------------------------------------------------

void highest_once(const Law& law, const Options& options, const std::vector<Party>& parties,
                  Obligation& obligation) {
  Prover prover(law, options, options.items);
  Terms& terms = prover.terms;
  // Two claims of each provision: more of one provision are to a third claim what these are to each other.
  std::vector<OfferTerms> offers;
  Term highest = terms.fresh_whole("paid");
  const Term paid = highest;
  std::vector<Term> goal{paid >= 0};
  for (const Party& party : parties) {
    for (int i = 0; i < 2 && offers.size() < 8; ++i) {
      const Term figure = terms.fresh_whole("figure");
      goal.push_back(figure >= 0);
      highest = z3::ite(figure > highest, figure, highest);
      offers.push_back({figure, terms.fresh_whole("left"),
                        party.provision().stacking.second_payment == policy::SecondPayment::top_up});
    }
  }
  const Term chosen = terms.fresh_whole("chosen");
  goal.push_back(paid + paid_for_matter(terms, offers, paid, chosen) > highest);
  switch (prover.search(terms.all(goal), false)) {
    case Answer::none:
      break;
    case Answer::found: {
      obligation.outcome = Outcome::refuted;
      std::string figures;
      for (const OfferTerms& offer : offers) {
        figures += (figures.empty() ? "" : ", ") + prover.value(offer.figure).to_string();
      }
      const std::string before = prover.value(paid).to_string();
      obligation.because = {"各项 " + figures + " 分，已付 " + before + " 分",
                            "claims of " + figures + " fen after " + before + " fen paid"};
      break;
    }
    case Answer::tired:
      obligation.outcome = Outcome::timeout;
  }
}

void within_the_cap(const Law& law, const Options& options, Obligation& obligation) {
  Prover prover(law, options, options.items);
  Terms& terms = prover.terms;
  const Term limit = terms.fresh_whole("limit");
  const Term used = terms.fresh_whole("used");
  std::vector<Term> goal{limit >= 0, used >= 0};
  std::vector<DrawTerms> draws;
  for (int i = 0; i < 4; ++i) {
    draws.push_back({terms.fresh_whole("figure"), terms.fresh_whole("own"), terms.fresh_whole("paid")});
    goal.push_back(draws.back().paid_own >= 0 && draws.back().paid >= draws.back().paid_own);
  }
  const Term total = paid_within_cap(terms, draws, limit, used);
  goal.push_back(used + total > limit && total > 0);
  const Answer answer = prover.search(terms.all(goal), false);
  if (answer == Answer::tired) obligation.outcome = Outcome::timeout;
  if (answer != Answer::found) return;
  obligation.outcome = Outcome::refuted;
  const std::string shown = prover.value(limit).to_string() + ", " + prover.value(used).to_string();
  obligation.because = {"限额和已用（分）：" + shown, "cap and what is used of it (fen): " + shown};
}

}  // namespace

void check_matters(const Law& law, const Options& options, std::vector<Obligation>& out) {
  std::vector<Party> parties;
  for (std::size_t i = 0; i < law.plans.size(); ++i) {
    for (const determine::ProvisionPlan& plan : law.plans[i].provisions) {
      const Party party{i, &plan};
      if (competes(party)) parties.push_back(party);
    }
  }
  for (std::size_t i = 0; i < parties.size(); ++i) {
    for (std::size_t j = i + 1; j < parties.size(); ++j) {
      const Party& p = parties[i];
      const Party& q = parties[j];
      const std::set<std::string>& only = options.only;
      if (!only.empty() && only.count(p.provision().id) + only.count(q.provision().id) == 0) continue;
      const bool monthly = p.provision().monthly.has_value();
      const bool same_city = law.packages[p.package]->issuing_city == law.packages[q.package]->issuing_city;
      if (!same_city || p.provision().subject != q.provision().subject ||
          monthly != q.provision().monthly.has_value() || !p.plan->list || !q.plan->list ||
          exclusive(law, p, q)) {
        continue;
      }
      bool related = false;
      std::vector<Obligation> made;
      Obligation obligation;
      obligation.question = Question::one_event_one_matter;
      obligation.policy = law.packages[p.package]->id;
      obligation.provision = p.provision().id + " + " + name(law, q, p.package);
      obligation.says = {"同一事件是同一事项", "one event is one matter"};
      obligation.money = true;
      attempt(std::move(obligation), made,
              [&](Obligation& o) { one_matter(law, options, p, q, o, related); });
      if (related || made.front().outcome == Outcome::outside) out.push_back(std::move(made.front()));
    }
  }
  if (!options.only.empty()) return;  // what follows is about the arithmetic of all
  std::map<std::pair<std::string, std::string>, std::vector<Party>> kinds;
  bool caps = false;
  for (const Party& party : parties) {
    kinds[{law.packages[party.package]->issuing_city, party.provision().matter->kind}].push_back(party);
    caps = caps || !party.plan->caps.empty();
  }
  for (const auto& [key, group] : kinds) {
    Obligation obligation;
    obligation.question = Question::highest_once;
    obligation.policy = law.packages[group.front().package]->id;
    for (const Party& party : group) {
      obligation.provision +=
          (obligation.provision.empty() ? "" : " + ") + name(law, party, group.front().package);
    }
    obligation.says = {"事项“" + key.second + "”连同已付款合计不超过最高的一项",
                       "for a matter `" + key.second + "` no more is paid in all than the highest claim"};
    obligation.money = true;
    attempt(std::move(obligation), out,
            [&, &parts = group](Obligation& o) { highest_once(law, options, parts, o); });
  }
  if (caps) {
    Obligation obligation;
    obligation.question = Question::within_the_cap;
    obligation.policy = law.packages.front()->id;
    obligation.provision = "*";
    obligation.says = {"各限额内连同已付款合计不超过限额",
                       "within each cap no more is paid in all than the cap"};
    obligation.money = true;
    attempt(std::move(obligation), out, [&](Obligation& o) { within_the_cap(law, options, o); });
  }
}

}  // namespace enact::verify
