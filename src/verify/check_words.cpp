// Amounts stay within the words of the text: a figure is the text's, a band's ends are, a rate's cap holds.
#include <fmt/format.h>

#include <algorithm>

#include "verify/prover.hpp"
#include "verify/words.hpp"

namespace enact::verify {
namespace {

// Whether an amount is one of figures that the rule writes down, whichever the facts choose.
bool written_down(const Term& amount) {
  const Term plain = amount.simplify();
  if (plain.is_numeral()) return true;
  const bool choice = plain.is_app() && plain.decl().decl_kind() == Z3_OP_ITE;
  return choice && written_down(plain.arg(1)) && written_down(plain.arg(2));
}

// Whether the claim's amount is as the text has it.
Term within(Terms& terms, const determine::ProvisionPlan& plan, const ClaimTerms& claim,
            const Wording& wording) {
  const Term is_number = claim.amount.when<Number>(terms);
  // A negative amount is an error, and pays nothing; that it can come to that is a fault of the rule.
  const Number* number = claim.amount.as<Number>();
  Term good = number != nullptr ? terms.either(terms.negated(is_number), number->term >= terms.number(0))
                                : terms.yes();
  if (wording.figures.empty()) return good;
  Term high = claim.high;
  for (const CapTerms& cap : claim.caps) {
    if (const Number* limit = cap.limit.as<Number>()) high = z3::ite(limit->term < high, limit->term, high);
  }
  const bool schedule = plan.provision->monthly && plan.provision->monthly->one_claim && !wording.monthly;
  if (schedule && claim.caps.empty()) high = high * z3::to_real(claim.months);
  const auto a_figure = [&](const Term& amount) {
    std::vector<Term> same;
    for (const Decimal& figure : wording.figures) same.push_back(amount == terms.number(figure));
    return terms.any(same);
  };
  const bool capped = !plan.caps.empty();
  const Term at_most = high <= terms.number(wording.figures.back());
  Term as_figure = wording.rate || capped || schedule ? at_most : a_figure(high);
  // A figure that is not the text's is wrong even where a cap hides it.
  if (number != nullptr && !schedule && written_down(number->term)) as_figure = a_figure(number->term);
  const Term low_end = terms.either(claim.low == terms.number(0), a_figure(claim.low));
  const Term as_band = terms.both(capped ? at_most : a_figure(high), low_end);
  return terms.both(good, terms.choose(is_number, as_figure, as_band));
}

enact::Text sentence(const Wording& wording) {
  if (wording.figures.empty()) {
    return {"金额不为负数（条文没有写明金额）", "the amount is never negative (the text names no figure)"};
  }
  return {"金额不超出条文所写的 " + wording.quoted, "the amount keeps to the text's " + wording.quoted};
}

void check(const Law& law, const Options& options, std::size_t package, const determine::ProvisionPlan& plan,
           const Wording& wording, Obligation& obligation) {
  const std::string& id = law.packages[package]->id;
  const std::optional<int> needed = items_needed(plan);
  const int items = std::clamp(needed.value_or(options.items), options.items, 4);
  obligation.any_length = needed && *needed <= items;
  obligation.items = items;
  Prover prover(law, options, items);
  Terms& terms = prover.terms;
  const auto claims =
      encode_claims(prover.world, terms, law.plans[package], plan, {.assume = true, .complete = true});
  bool possible = false;
  for (const ClaimTerms& claim : claims) {
    // What is paid, and what would be but that it comes to less than nothing.
    Term paid = claim.due;
    if (const Number* number = claim.amount.as<Number>()) {
      const Term negative = terms.both(claim.amount.when<Number>(terms), number->term < terms.number(0));
      paid = terms.either(paid, terms.both(claim.met, negative));
    }
    const Answer answer = prover.search(
        terms.all({paid, terms.negated(claim.blurred), terms.negated(within(terms, plan, claim, wording))}),
        false);
    if (answer == Answer::tired) {
      obligation.outcome = Outcome::timeout;
      return;
    }
    if (answer == Answer::found) {
      auto rerun = prover.rerun(plan.provision->subject);
      const auto* result = rerun ? result_of(rerun->determination, id, plan.provision->id) : nullptr;
      if (result == nullptr || result->status == determine::Status::not_due) {
        obligation.outcome = Outcome::outside;
        obligation.because = {"求得的反例未被求值器证实",
                              "the counterexample was not confirmed by the evaluator"};
      } else {
        obligation.outcome = Outcome::refuted;
        obligation.because = {"有事实使金额超出条文",
                              "there are facts for which the amount does not keep to the text"};
        rerun->finding.gives.push_back(told(rerun->determination, id, plan.provision->id));
      }
      if (rerun) obligation.findings.push_back(std::move(rerun->finding));
      return;
    }
    const Answer there = possible ? Answer::none : prover.search(paid, true);
    possible = possible || there != Answer::none;  // a search that tires says nothing against it
  }
  if (!stands(prover, claims, obligation)) return;
  if (!possible) {
    obligation.outcome = Outcome::vacuous;
    obligation.because = {"因为它从不成立", "because it is never due"};
  }
}

}  // namespace

void check_words(const Law& law, const Options& options, std::size_t package,
                 const determine::ProvisionPlan& plan, std::vector<Obligation>& out) {
  if (!plan.has_money()) return;
  const Wording wording = wording_of(*law.packages[package], *plan.provision);
  Obligation obligation;
  obligation.question = Question::within_the_words;
  obligation.policy = law.packages[package]->id;
  obligation.provision = plan.provision->id;
  obligation.says = sentence(wording);
  obligation.money = true;
  attempt(std::move(obligation), out,
          [&](Obligation& made) { check(law, options, package, plan, wording, made); });
}

}  // namespace enact::verify
