// Terms of the prover as the encoding writes them: truths that fold constants, numbers, texts as codes, days
// as counts with the calendar's year and month functions in whole-number arithmetic. Knows nothing of FEEL's
// programs or of policies.
#pragma once

#include <z3++.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/calendar.hpp"
#include "base/decimal.hpp"

namespace enact::verify {

using Term = z3::expr;

// The days that the calendar's terms are exact for: no century year that is no leap year lies between.
inline constexpr Date first_day{1900, 3, 1};
inline constexpr Date last_day{2099, 12, 31};

class Terms {
 public:
  Terms() : yes_(context_.bool_val(true)), no_(context_.bool_val(false)) {}
  Terms(const Terms&) = delete;
  Terms& operator=(const Terms&) = delete;

  z3::context& context() { return context_; }

  // ---- truths ----
  const Term& yes() const { return yes_; }
  const Term& no() const { return no_; }
  const Term& truth(bool value) const { return value ? yes_ : no_; }
  Term all(const std::vector<Term>& terms) const;
  Term any(const std::vector<Term>& terms) const;
  Term both(const Term& a, const Term& b) const;
  Term either(const Term& a, const Term& b) const;
  Term negated(const Term& a) const;
  Term choose(const Term& condition, const Term& then, const Term& otherwise) const;
  Term equal(const Term& a, const Term& b) const;

  // ---- numbers ----
  Term number(const Decimal& value);  // a real
  Term number(std::int64_t value) { return context_.real_val(value); }
  Term whole(std::int64_t value) { return context_.int_val(value); }
  // Of a real, towards negative infinity.
  Term floor(const Term& real) const;
  Term is_whole(const Term& real) const;
  // A real to whole units, half away from zero.
  Term round_half_up(const Term& real);
  // Fen of an amount in yuan that is not negative.
  Term fen(const Term& yuan) { return floor(yuan * number(100) + context_.real_val(1, 2)); }

  // ---- texts: equal texts have equal codes ----
  std::int64_t code(std::string_view text);
  const std::vector<std::string>& texts() const { return texts_; }

  // ---- days since 1970-01-01 ----
  struct Civil {
    Term year;
    Term month;  // 1…12
    Term day;    // 1…31
  };
  Term in_calendar(const Term& day);  // between first_day and last_day
  Civil civil(const Term& day);       // precondition: in_calendar(day)
  Term day_of(const Civil& civil);    // its civil() is known from then on, and not computed back
  Term weekday(const Term& day);      // Monday 1 … Sunday 7
  // Months since year 0, and the first day of such a month.
  Term month_index(const Civil& civil) { return civil.year * 12 + civil.month - 1; }
  Term first_of_month(const Term& month_index);
  Term days_in_month(const Term& year, const Term& month);
  // As Date::add_months: the day is cut to the length of the month.
  Term add_months(const Term& day, const Term& months);

  Term fresh_bool(const std::string& name);
  Term fresh_whole(const std::string& name);
  Term fresh_real(const std::string& name);

 private:
  std::string unique(const std::string& name) { return name + "#" + std::to_string(++made_); }

  z3::context context_;
  Term yes_;
  Term no_;
  std::vector<std::string> texts_;
  std::map<std::string, std::int64_t, std::less<>> codes_;
  std::map<unsigned, std::pair<Term, Civil>> days_;  // by the day's term, kept alive
  std::int64_t made_ = 0;
};

// Of a numeral: exact as a decimal, else nullopt (1/3).
std::optional<Decimal> decimal_of(const Term& numeral);
std::optional<std::int64_t> whole_of(const Term& numeral);

}  // namespace enact::verify
