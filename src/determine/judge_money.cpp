// What an event is offered: amount, matter, caps. See judging.hpp.
#include <utility>

#include "base/text.hpp"
#include "determine/amounts.hpp"
#include "determine/judging.hpp"
#include "determine/steps.hpp"

namespace enact::determine {

using feel::Cause;
using feel::Value;

void Judge::weigh_amount(Considered& made, const ExpressionPlan& expression, bool tell) {
  Claim& claim = made.claim;
  std::vector<std::optional<Value>> nodes;
  Evaluated evaluated = tell ? values_.evaluate(expression, nodes) : Evaluated{values_.value(expression), {}};
  const Figures figures = figures_of(evaluated.value);
  claim.offered = figures.amount;
  if (tell) {
    claim.facts = std::move(evaluated.facts);
    claim.steps = steps_of(expression.program(), nodes);
    if (figures.rounded && evaluated.value.number()) {
      claim.steps.push_back(rounding_step(*evaluated.value.number(), figures.amount.min));
    }
  }
  if (figures.absent || (!figures.causes.empty() && speaks_of_absent(values_, expression, figures.causes))) {
    claim.status = Status::not_due;
    claim.offered.reset();
    if (tell) claim.conditions.push_back(no_amount(*expression.expression, claim.facts));
    return;
  }
  if (figures.band && provision_.amount) claim.decided_by = provision_.amount->decided_by;
  if (!figures.causes.empty()) {
    claim.status = Status::unknown;
    if (explain_) claim.missing = missing_of(figures.causes, model_, package_);
    if (!figures.amount.max) made.stake.unbounded = claim.missing;
  }
}

std::optional<std::vector<std::string>> Judge::key_parts(const std::vector<ExpressionPlan>& expressions,
                                                         Claim& claim) {
  std::vector<std::string> parts;
  bool known = true;
  parts.reserve(expressions.size());
  for (const ExpressionPlan& expression : expressions) {
    const Evaluated part = values_.evaluate(expression);
    std::vector<Cause> causes = causes_of(part.value);
    if (part.value.is_null() && causes.empty()) {
      const std::string what = part.facts.empty() ? expression.expression->text : part.facts.front().path;
      causes.push_back({Cause::Kind::missing_fact, what, nullptr});
    }
    if (!causes.empty()) {
      known = false;
      note_missing(claim, causes);
    }
    parts.push_back(part.value.is_unknown() || part.value.is_null() ? "" : display(part.value));
  }
  return known ? std::optional(std::move(parts)) : std::nullopt;
}

void Judge::note_missing(Claim& claim, const std::vector<Cause>& causes) {
  if (explain_) add_missing(claim.missing, missing_of(causes, model_, package_), Weigh::largest);
}

void Judge::find_matter(Considered& made, bool further) {
  if (!provision_.matter) return;
  Claim& claim = made.claim;
  claim.matter.kind = provision_.matter->kind;
  auto parts = key_parts(plan_.matter, claim);
  if (parts) {
    claim.matter.parts = std::move(*parts);
    claim.matter.key = matter_key(claim.matter.kind, claim.matter.parts);
  } else if (!further) {
    claim.status = Status::unknown;  // it may have been paid already under another event's name
    made.stake.certain = false;
  }
}

void Judge::apply_caps(Considered& made) {
  Claim& claim = made.claim;
  if (!claim.offered) return;
  for (std::size_t i = 0; i < plan_.caps.size(); ++i) {
    const CapPlan& plan = plan_.caps[i];
    const Value limit = values_.value(plan.amount);
    const Figures figures = figures_of(limit);
    if (!figures.amount.figure() || figures.absent) {
      claim.status = Status::unknown;
      claim.offered->min = {};
      note_missing(claim, causes_of(limit));
      continue;
    }
    const Fen cap = figures.amount.min;
    if (plan.cap->over == policy::Cap::Over::claim) {
      if (explain_ && claim.offered->figure() && cap < claim.offered->min) {
        claim.steps.push_back(cap_step(claim.offered->min, cap));
      }
      claim.offered = capped(*claim.offered, cap);
      made.stake.unbounded.clear();
      continue;
    }
    auto key = key_parts(plan.per, claim);
    if (!key) {
      claim.status = Status::unknown;
      claim.offered->min = {};
      continue;
    }
    Draw draw{package_.id + "/" + provision_.id + "/" + std::to_string(i), cap, {}, {}};
    if (plan.cap->over == policy::Cap::Over::year) {
      draw.key += "/" + (claim.award_year ? std::to_string(*claim.award_year) : "?");
      draw.year = claim.award_year;
    }
    for (const std::string& part : *key) {
      draw.within.push_back(text::matter_form(part));
      draw.key += "\x1f" + draw.within.back();
    }
    made.stake.draws.push_back(std::move(draw));
  }
}

}  // namespace enact::determine
