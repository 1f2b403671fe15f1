// Terms of the prover. See terms.hpp.
#include "verify/terms.hpp"

namespace enact::verify {

Term Terms::both(const Term& a, const Term& b) const {
  if (a.is_false() || b.is_true()) return a;
  if (b.is_false() || a.is_true()) return b;
  return z3::eq(a, b) ? a : a && b;
}

Term Terms::either(const Term& a, const Term& b) const {
  if (a.is_true() || b.is_false()) return a;
  if (b.is_true() || a.is_false()) return b;
  return z3::eq(a, b) ? a : a || b;
}

Term Terms::all(const std::vector<Term>& terms) const {
  z3::expr_vector kept(yes_.ctx());
  for (const Term& term : terms) {
    if (term.is_false()) return no_;
    if (!term.is_true()) kept.push_back(term);
  }
  if (kept.empty()) return yes_;
  return kept.size() == 1 ? kept[0] : z3::mk_and(kept);
}

Term Terms::any(const std::vector<Term>& terms) const {
  z3::expr_vector kept(yes_.ctx());
  for (const Term& term : terms) {
    if (term.is_true()) return yes_;
    if (!term.is_false()) kept.push_back(term);
  }
  if (kept.empty()) return no_;
  return kept.size() == 1 ? kept[0] : z3::mk_or(kept);
}

Term Terms::negated(const Term& a) const {
  if (a.is_true()) return no_;
  if (a.is_false()) return yes_;
  return a.is_not() ? a.arg(0) : !a;
}

Term Terms::choose(const Term& condition, const Term& then, const Term& otherwise) const {
  if (condition.is_true() || z3::eq(then, otherwise)) return then;
  if (condition.is_false()) return otherwise;
  if (then.is_bool()) {
    if (then.is_true()) return either(condition, otherwise);
    if (then.is_false()) return both(negated(condition), otherwise);
    if (otherwise.is_false()) return both(condition, then);
    if (otherwise.is_true()) return either(negated(condition), then);
  }
  return z3::ite(condition, then, otherwise);
}

Term Terms::equal(const Term& a, const Term& b) const {
  if (z3::eq(a, b)) return yes_;
  if (a.is_numeral() && b.is_numeral()) return truth((a == b).simplify().is_true());
  if (a.is_bool()) {
    if (a.is_true()) return b;
    if (b.is_true()) return a;
    if (a.is_false()) return negated(b);
    if (b.is_false()) return negated(a);
  }
  return a == b;
}

Term Terms::number(const Decimal& value) {
  return context_.real_val(value.to_string().c_str());
}

Term Terms::floor(const Term& real) const {
  return Term(real.ctx(), Z3_mk_real2int(real.ctx(), real));
}

Term Terms::is_whole(const Term& real) const {
  return z3::is_int(real);
}

Term Terms::round_half_up(const Term& real) {
  const Term half = context_.real_val(1, 2);
  return choose(real >= number(0), floor(real + half), -floor(-real + half));
}

std::int64_t Terms::code(std::string_view text) {
  const auto known = codes_.find(text);
  if (known != codes_.end()) return known->second;
  const auto made = static_cast<std::int64_t>(texts_.size());
  texts_.emplace_back(text);
  codes_.emplace(std::string(text), made);
  return made;
}

// ---- the calendar, in years that begin on 1 March (so that the leap day is the last of its year) ---------

namespace {

const std::int64_t epoch = first_day.days_since_1970();

}  // namespace

Term Terms::in_calendar(const Term& day) {
  return both(day >= whole(epoch), day <= whole(last_day.days_since_1970()));
}

Terms::Civil Terms::civil(const Term& day) {
  const auto known = days_.find(Z3_get_ast_id(day.ctx(), day));
  if (known != days_.end()) return known->second.second;
  const Term since = day - whole(epoch);
  const Term year = (since * 4 + 3) / 1461;          // since March 1900
  const Term of_year = since - (year * 1461) / 4;    // 0…365
  const Term march_month = (of_year * 5 + 2) / 153;  // 0: March … 11: February
  const Term day_of_month = of_year - (march_month * 153 + 2) / 5 + 1;
  const Term late = march_month >= 10;  // January and February belong to the next calendar year
  return {year + 1900 + z3::ite(late, whole(1), whole(0)), march_month + z3::ite(late, whole(-9), whole(3)),
          day_of_month};
}

Term Terms::day_of(const Civil& civil) {
  const Term early = civil.month <= 2;
  const Term year = civil.year - 1900 - z3::ite(early, whole(1), whole(0));
  const Term march_month = civil.month + z3::ite(early, whole(9), whole(-3));
  const Term day = year * 365 + year / 4 + (march_month * 153 + 2) / 5 + civil.day - 1 + whole(epoch);
  days_.emplace(Z3_get_ast_id(day.ctx(), day), std::pair(day, civil));
  return day;
}

Term Terms::weekday(const Term& day) {
  return z3::mod(day + 3, 7) + 1;  // 1970-01-01 was a Thursday
}

Term Terms::first_of_month(const Term& month_index) {
  return day_of({month_index / 12, z3::mod(month_index, 12) + 1, whole(1)});
}

Term Terms::days_in_month(const Term& year, const Term& month) {
  const Term february = z3::ite(z3::mod(year, 4) == 0, whole(29), whole(28));
  const Term short_month = month == 4 || month == 6 || month == 9 || month == 11;
  return z3::ite(month == 2, february, z3::ite(short_month, whole(30), whole(31)));
}

Term Terms::add_months(const Term& day, const Term& months) {
  const Civil from = civil(day);
  const Term index = month_index(from) + months;
  const Term year = index / 12;
  const Term month = z3::mod(index, 12) + 1;
  const Term length = days_in_month(year, month);
  return day_of({year, month, z3::ite(from.day > length, length, from.day)});
}

Term Terms::fresh_bool(const std::string& name) {
  return context_.bool_const(unique(name).c_str());
}
Term Terms::fresh_whole(const std::string& name) {
  return context_.int_const(unique(name).c_str());
}
Term Terms::fresh_real(const std::string& name) {
  return context_.real_const(unique(name).c_str());
}

std::optional<Decimal> decimal_of(const Term& numeral) {
  if (!numeral.is_numeral()) return std::nullopt;
  const std::string text = Z3_get_numeral_string(numeral.ctx(), numeral);  // "-7", "1/3"
  const std::size_t bar = text.find('/');
  const auto above = Decimal::parse(text.substr(0, bar));
  const auto below = bar == std::string::npos ? Decimal(1) : Decimal::parse(text.substr(bar + 1));
  if (!above || !below) return std::nullopt;
  const auto quotient = above->divide(*below);
  const auto back = quotient ? quotient->multiply(*below) : std::nullopt;
  if (!back || *back != *above) return std::nullopt;
  return quotient;
}

std::optional<std::int64_t> whole_of(const Term& numeral) {
  std::int64_t value = 0;
  if (!numeral.is_numeral() || !numeral.is_int() || !numeral.is_numeral_i64(value)) return std::nullopt;
  return value;
}

}  // namespace enact::verify
