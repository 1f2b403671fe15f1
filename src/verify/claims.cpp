// Claims as terms. See claims.hpp; the evaluator's way is src/determine/{occurrence,judge,conditions}.cpp.
#include "verify/claims.hpp"

#include <algorithm>

#include "determine/subject_view.hpp"
#include "verify/fingerprint.hpp"

namespace enact::verify {

using determine::ExpressionPlan;
using determine::Slot;

namespace {

constexpr std::int64_t most_months = 1200;

class ClaimEncoder {
 public:
  ClaimEncoder(World& world, Terms& terms, const determine::PackagePlan& package,
               const determine::ProvisionPlan& plan, const Reading& reading)
      : world_(world),
        terms_(terms),
        package_(package),
        plan_(plan),
        provision_(*plan.provision),
        assume_(reading.assume),
        two_versions_(reading.two_versions),
        encoder_(terms) {
    encoder_.set_complete(reading.complete);
    encoder_.set_today(pure(terms_, Day{world_.asking()}));
  }

  std::vector<ClaimTerms> run() {
    fill();
    std::vector<ClaimTerms> claims;
    set_day(world_.asking(), false);
    if (!plan_.list) {
      claims.push_back(claim(nullptr, terms_.yes(), terms_.no(), 0));
      return claims;
    }
    const Symbolic list = encode(*plan_.list);
    const Term blurred = list.when<Blurred>(terms_);
    std::size_t index = 0;
    for (const auto& [guard, shape] : list.alternatives()) {
      if (const auto* items = std::get_if<Items>(&shape)) {
        for (const Items::Item& item : items->items) {
          set_day(world_.asking(), false);
          claims.push_back(claim(item.value, terms_.both(guard, item.present), blurred, index++));
        }
      } else if (!std::holds_alternative<Undecided>(shape) && !std::holds_alternative<Nothing>(shape) &&
                 !std::holds_alternative<Blurred>(shape)) {
        set_day(world_.asking(), false);
        claims.push_back(claim(share(Symbolic({{terms_.yes(), shape}})), guard, blurred, index++));
      }
    }
    return claims;
  }

 private:
  // ---- names -------------------------------------------------------------------------------------------

  void fill() {
    values_.assign(plan_.slots.size(), pure(terms_, Nothing{}));
    for (std::size_t i = 0; i < plan_.slots.size(); ++i)
      values_[i] = fixed(plan_.slots[i], plan_.constants[i]);
    set(Slot::From::subject, world_.subject(provision_.subject).value);
  }

  Symbolic fixed(const Slot& slot, const feel::Value& value) {
    if (slot.from == Slot::From::on) return pure(terms_, Day{world_.asking()});
    if (slot.from == Slot::From::table) {
      const auto table = package_.package->tables.find(slot.name);
      if (table == package_.package->tables.end()) return pure(terms_, Undecided{});
      Callable callable;
      callable.table = table->second.get();
      return pure(terms_, std::move(callable));
    }
    return constant(terms_, value).value_or(pure(terms_, Blurred{}));
  }

  void set(Slot::From from, const Symbolic& value) {
    for (std::size_t i = 0; i < plan_.slots.size(); ++i) {
      if (plan_.slots[i].from == from) values_[i] = value;
    }
  }

  Symbolic encode(const ExpressionPlan& expression) { return encode(expression, values_); }
  Symbolic encode(const ExpressionPlan& expression, const std::vector<Symbolic>& values) {
    if (!two_versions_) return encode_anew(expression, values);
    std::string key = expression.expression->text;
    std::vector<Symbolic> inputs;
    for (const std::size_t input : expression.reads.inputs) {
      const auto terms = fingerprint(values[input]);
      if (!terms || terms->blurred) return encode_anew(expression, values);
      key += '\n' + expression.program().inputs[input].name + ' ' + terms->text;
      inputs.push_back(values[input]);
    }
    if (const Symbolic* known = world_.found(key)) return *known;
    Symbolic made = encode_anew(expression, values);
    world_.keep(key, made, std::move(inputs));
    return made;
  }
  Symbolic encode_anew(const ExpressionPlan& expression, const std::vector<Symbolic>& values) {
    const std::size_t count = std::min(values.size(), expression.program().inputs.size());
    try {
      return encoder_.encode(expression.program(), std::span(values).first(count));
    } catch (Outside& reason) {
      if (reason.place.source == nullptr) reason.place = expression.expression->location;
      throw;
    }
  }

  bool reads(Slot::From from) const {
    const auto look = [&](const ExpressionPlan& expression) {
      return std::any_of(expression.reads.inputs.begin(), expression.reads.inputs.end(),
                         [&](std::size_t input) { return plan_.slots[input].from == from; });
    };
    const auto any = [&](const std::vector<ExpressionPlan>& all) {
      return std::any_of(all.begin(), all.end(), look);
    };
    const auto one = [&](const std::optional<ExpressionPlan>& each) { return each && look(*each); };
    return any(plan_.lets) || any(plan_.conditions) || any(plan_.matter) || one(plan_.list) ||
           one(plan_.date) || one(plan_.month_from) || one(plan_.month_to) || one(plan_.month_count) ||
           one(plan_.month_amount) || one(plan_.amount) ||
           std::any_of(plan_.caps.begin(), plan_.caps.end(),
                       [&](const auto& cap) { return look(cap.amount) || any(cap.per); });
  }

  bool reads_month(const ExpressionPlan& expression) const {
    return std::any_of(
        expression.reads.inputs.begin(), expression.reads.inputs.end(), [&](std::size_t input) {
          const Slot::From from = plan_.slots[input].from;
          return from == Slot::From::month || from == Slot::From::month_index || from == Slot::From::let;
        });
  }

  Term within(const Term& day, const policy::Validity& validity) {
    Term inside = terms_.yes();
    if (validity.from) inside = terms_.both(inside, day >= terms_.whole(validity.from->days_since_1970()));
    if (validity.to) inside = terms_.both(inside, day <= terms_.whole(validity.to->days_since_1970()));
    return inside;
  }

  // 参数 on a day. `of_event`: the event's, which counts within the rule's dates only.
  Symbolic parameters(const Term& day, bool of_event) {
    Entries entries;
    for (const policy::Parameter& parameter : package_.package->parameters) {
      Union made(terms_);
      Term rest = terms_.yes();
      for (const policy::ParameterValue& value : parameter.values) {
        policy::Validity days = value.validity;
        if (of_event && two_versions_) {
          const policy::Validity& rule = provision_.validity;
          if (days.from && rule.from && *days.from <= *rule.from) days.from.reset();
          if (days.to && rule.to && *days.to >= *rule.to) days.to.reset();
        }
        const Term holds = terms_.both(rest, within(day, days));
        made.add(holds, constant(terms_, value.value).value_or(pure(terms_, Blurred{})));
        rest = terms_.both(rest, terms_.negated(within(day, days)));
      }
      made.add(rest, assume_ ? world_.parameter(package_.package->id, parameter) : pure(terms_, Undecided{}));
      entries.entries.emplace_back(parameter.name, share(made.done()));
    }
    return pure(terms_, std::move(entries));
  }

  void set_day(const Term& day, bool of_event) {
    if (!reads(Slot::From::parameters) && !reads(Slot::From::definition)) return;
    const Symbolic made = parameters(day, of_event);
    set(Slot::From::parameters, made);
    if (!reads(Slot::From::definition)) return;
    std::vector<Symbolic> definitions(package_.definitions.size(), pure(terms_, Nothing{}));
    for (std::size_t i = 0; i < package_.definitions.size(); ++i) {
      const determine::DefinitionPlan& plan = package_.definitions[i];
      if (plan.definition->subject != provision_.subject) continue;
      std::vector<Symbolic> values;
      for (std::size_t s = 0; s < plan.slots.size(); ++s) {
        switch (plan.slots[s].from) {
          case Slot::From::parameters:
            values.push_back(made);
            break;
          case Slot::From::subject:
            values.push_back(world_.subject(provision_.subject).value);
            break;
          case Slot::From::definition:
            values.push_back(definitions[plan.slots[s].index]);
            break;
          default:
            values.push_back(fixed(plan.slots[s], plan.constants[s]));
        }
      }
      definitions[i] = encode(plan.rule, values);
    }
    for (std::size_t s = 0; s < plan_.slots.size(); ++s) {
      if (plan_.slots[s].from == Slot::From::definition) values_[s] = definitions[plan_.slots[s].index];
    }
  }

  // ---- one event -----------------------------------------------------------------------------------------

  Symbolic date_of(const Symbolic& item) {
    if (plan_.date) return encode(*plan_.date);
    Union made(terms_);
    for (const auto& [guard, shape] : item.alternatives()) {
      Symbolic date = pure(terms_, Nothing{});
      if (const auto* record = std::get_if<Entries>(&shape)) {
        for (const auto& [name, value] : record->entries) {
          if (name == determine::event_date_field) date = *value;
        }
      }
      made.add(guard, date);
    }
    return made.done();
  }

  ClaimTerms claim(const SymbolicPtr& event, const Term& present, const Term& list_blurred,
                   std::size_t index) {
    const Symbolic item = event != nullptr ? *event : pure(terms_, Nothing{});
    const Term no = terms_.no();
    ClaimTerms made{index,
                    event,
                    present,
                    world_.asking(),
                    {},
                    {},
                    no,
                    no,
                    no,
                    no,
                    {},
                    terms_.number(0),
                    terms_.number(0),
                    no,
                    {},
                    {},
                    no,
                    list_blurred,
                    terms_.whole(1),
                    terms_.yes(),
                    {},
                    {}};
    encoder_.take_calls();
    set(Slot::From::item, item);
    const Symbolic date = date_of(item);
    const Term dated = date.when<Day>(terms_);
    made.blurred = terms_.either(made.blurred, date.when<Blurred>(terms_));
    made.exists = terms_.both(made.exists, terms_.either(dated, date.when<Nothing>(terms_)));
    if (const Day* day = date.as<Day>()) {
      made.day = terms_.choose(dated, day->days, made.day);
      made.exists =
          terms_.both(made.exists, terms_.either(terms_.negated(dated), day->days <= world_.asking()));
    }
    Term parameter_day = made.day;
    Term month_in_force = terms_.yes();
    if (plan_.month_from) months(made, parameter_day, month_in_force);
    set_day(parameter_day, true);
    lets(made);
    const Term on = made.day;
    for (std::size_t i = 0; i < plan_.conditions.size(); ++i) {
      const policy::Condition& condition = provision_.conditions[i];
      encoder_.take_calls();
      ConditionTerms terms{
          &condition, encode(plan_.conditions[i]), within(on, condition.validity), false, {}};
      terms.reads_let =
          std::any_of(plan_.conditions[i].reads.inputs.begin(), plan_.conditions[i].reads.inputs.end(),
                      [&](std::size_t s) { return plan_.slots[s].from == Slot::From::let; });
      terms.calls = encoder_.take_calls();
      made.conditions.push_back(std::move(terms));
    }
    made.in_force = plan_.month_from ? month_in_force : within(on, provision_.validity);
    judge(made);
    return made;
  }

  // Any month of the event's span.
  void months(ClaimTerms& made, Term& parameter_day, Term& in_force) {
    const bool one_claim = provision_.monthly->one_claim;
    const Symbolic from = encode(*plan_.month_from);
    const Day* first = from.as<Day>();
    made.blurred = terms_.either(made.blurred, from.when<Blurred>(terms_));
    if (first == nullptr) {
      made.exists = terms_.no();
      return;
    }
    made.exists = terms_.both(made.exists, from.when<Day>(terms_));
    const Term start = terms_.month_index(terms_.civil(first->days));
    const Term now = terms_.month_index(terms_.civil(world_.asking()));
    Term last = now;
    if (plan_.month_count) {
      const Symbolic count = encode(*plan_.month_count);
      made.exists = terms_.both(made.exists, terms_.negated(count.when<Undecided>(terms_)));
      made.blurred = terms_.either(made.blurred, count.when<Blurred>(terms_));
      if (const Number* number = count.as<Number>()) {
        const Term whole = terms_.floor(number->term);
        const Term good = terms_.all({count.when<Number>(terms_), z3::to_real(whole) == number->term,
                                      whole >= 0, whole <= terms_.whole(most_months)});
        const Term end = start + whole - 1;
        // Months that cannot be counted leave the claim unknown.
        made.whole_months = terms_.either(good, terms_.negated(count.when<Number>(terms_)));
        made.exists = terms_.both(made.exists, made.whole_months);
        last = terms_.choose(good, one_claim ? end : Term(z3::ite(end < now, end, now)), last);
      }
    } else if (plan_.month_to) {
      const Symbolic to = encode(*plan_.month_to);
      made.exists = terms_.both(made.exists, terms_.negated(to.when<Undecided>(terms_)));
      made.blurred = terms_.either(made.blurred, to.when<Blurred>(terms_));
      if (const Day* day = to.as<Day>()) {
        const Term end = terms_.month_index(terms_.civil(day->days));
        last =
            terms_.choose(to.when<Day>(terms_), one_claim ? end : Term(z3::ite(end < now, end, now)), last);
      }
    }
    const Term month = two_versions_ ? world_.month(made.item) : terms_.fresh_whole("month");
    made.month = month;
    made.months = last - start + 1;
    made.whole_months = terms_.both(made.whole_months, last < terms_.whole(2099 * 12));
    made.exists = terms_.all({made.exists, month >= start, month <= last,
                              month < start + terms_.whole(most_months), month < terms_.whole(2099 * 12)});
    const Term begin = terms_.first_of_month(month);
    const Term end = terms_.first_of_month(month + 1) - 1;
    set(Slot::From::month, pure(terms_, Day{begin}));
    set(Slot::From::month_index, pure(terms_, Number{z3::to_real(month - start + 1)}));
    const policy::Validity& validity = provision_.validity;
    Term overlaps = terms_.yes();
    if (validity.from)
      overlaps = terms_.both(overlaps, end >= terms_.whole(validity.from->days_since_1970()));
    if (validity.to) overlaps = terms_.both(overlaps, begin <= terms_.whole(validity.to->days_since_1970()));
    if (!one_claim) {
      made.day = begin;
      in_force = overlaps;
    } else {
      in_force = within(made.day, validity);
    }
    parameter_day = made.day;
    if (validity.from) {
      const Term from_day = terms_.whole(validity.from->days_since_1970());
      const Terms::Civil civil = terms_.civil(made.day);
      const Term month_end = made.day - civil.day + terms_.days_in_month(civil.year, civil.month);
      parameter_day =
          terms_.choose(terms_.both(made.day < from_day, month_end >= from_day), from_day, made.day);
    }
  }

  void lets(ClaimTerms& made) {
    for (std::size_t i = 0; i < plan_.lets.size(); ++i) {
      const Symbolic value = encode(plan_.lets[i]);
      for (std::size_t s = 0; s < plan_.slots.size(); ++s) {
        if (plan_.slots[s].from == Slot::From::let && plan_.slots[s].index == i) values_[s] = value;
      }
    }
    made.let_calls = encoder_.take_calls();
  }

  void judge(ClaimTerms& made) {
    std::vector<Term> holds{made.exists, made.in_force};
    std::vector<Term> fails{terms_.negated(made.in_force)};
    std::vector<Term> whatever_month;
    for (const ConditionTerms& condition : made.conditions) {
      const Term skipped = terms_.negated(condition.applies);
      holds.push_back(terms_.either(skipped, condition.value.is_true(terms_)));
      fails.push_back(terms_.both(condition.applies, terms_.either(condition.value.is_false(terms_),
                                                                   condition.value.when<Nothing>(terms_))));
      made.blurred =
          terms_.either(made.blurred, terms_.both(condition.applies, condition.value.when<Blurred>(terms_)));
    }
    for (std::size_t i = 0; i < made.conditions.size(); ++i) {
      if (!reads_month(plan_.conditions[i])) whatever_month.push_back(fails[i + 1]);
    }
    if (!plan_.month_from) whatever_month.push_back(fails.front());
    made.refused_whole = terms_.both(made.exists, terms_.any(whatever_month));
    made.met = terms_.all(holds);
    made.refused = terms_.both(made.exists, terms_.any(fails));
    std::vector<Term> due{made.met};
    if (plan_.has_money()) {
      encoder_.take_calls();
      made.amount = encode(plan_.month_amount ? *plan_.month_amount : *plan_.amount);
      made.amount_calls = encoder_.take_calls();
      made.blurred = terms_.either(made.blurred, terms_.both(made.met, made.amount.when<Blurred>(terms_)));
      figures(made);
      due.push_back(made.offers);
      made.refused = terms_.either(made.refused, terms_.both(made.met, made.amount.when<Nothing>(terms_)));
      for (const determine::CapPlan& plan : plan_.caps) {
        CapTerms cap{plan.cap, encode(plan.amount), {}};
        due.push_back(cap.limit.when<Number>(terms_));
        for (const ExpressionPlan& part : plan.per) {
          cap.per.push_back(encode(part));
          if (plan.cap->over != policy::Cap::Over::claim) due.push_back(known(cap.per.back()));
        }
        if (const Number* limit = cap.limit.as<Number>();
            limit && plan.cap->over == policy::Cap::Over::claim) {
          made.low = terms_.choose(made.low > limit->term, limit->term, made.low);
          made.high = terms_.choose(made.high > limit->term, limit->term, made.high);
        }
        made.caps.push_back(std::move(cap));
      }
    } else {
      made.amount = pure(terms_, Nothing{});
    }
    for (const ExpressionPlan& part : plan_.matter) {
      made.matter.push_back(encode(part));
      due.push_back(known(made.matter.back()));
    }
    made.due = terms_.all(due);
  }

  Term known(const Symbolic& value) {
    return terms_.both(value.settled(terms_), terms_.negated(value.when<Nothing>(terms_)));
  }

  // A figure, or a band between two; an amount below zero is an error.
  void figures(ClaimTerms& made) {
    if (const Number* number = made.amount.as<Number>()) {
      made.low = made.high = number->term;
      made.offers = terms_.both(made.amount.when<Number>(terms_), number->term >= terms_.number(0));
    }
    for (const auto& [guard, shape] : made.amount.alternatives()) {
      const auto* range = std::get_if<Interval>(&shape);
      if (range == nullptr) continue;
      const Number* low = range->low->as<Number>();
      const Number* high = range->high->as<Number>();
      if (low == nullptr || high == nullptr) continue;
      const Term good =
          terms_.all({guard, range->low->when<Number>(terms_), range->high->when<Number>(terms_),
                      low->term >= terms_.number(0), terms_.fen(high->term) >= terms_.fen(low->term)});
      made.low = terms_.choose(guard, low->term, made.low);
      made.high = terms_.choose(guard, high->term, made.high);
      made.offers = terms_.either(made.offers, good);
    }
  }

  World& world_;
  Terms& terms_;
  const determine::PackagePlan& package_;
  const determine::ProvisionPlan& plan_;
  const policy::Provision& provision_;
  bool assume_;
  bool two_versions_;
  Encoder encoder_;
  std::vector<Symbolic> values_;
};

}  // namespace

std::vector<ClaimTerms> encode_claims(World& world, Terms& terms, const determine::PackagePlan& package,
                                      const determine::ProvisionPlan& plan, const Reading& reading) {
  return ClaimEncoder(world, terms, package, plan, reading).run();
}

}  // namespace enact::verify
