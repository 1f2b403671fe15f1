// The encoding against the evaluator: random typed expressions over random settled facts give the same value
// by feel::Evaluation and by the encoded term with the facts put in (simplified, not solved).
#include <gtest/gtest.h>

#include "base/clock.hpp"
#include "feel/evaluate_test_support.hpp"
#include "verify/encoder.hpp"

namespace enact::verify {
namespace {

using feel::Value;

// Facts of every encoded kind, as free terms, with random values for them.
class Facts {
 public:
  explicit Facts(Terms& terms) : terms_(terms), variables_(terms.context()) {
    for (const char* name : {"n", "m"}) add(name, feel::simple_type(feel::Kind::number), number());
    for (const char* name : {"b", "c"}) add(name, feel::simple_type(feel::Kind::boolean), truth());
    add("s", feel::simple_type(feel::Kind::string), text());
    for (const char* name : {"d", "e"}) add(name, feel::simple_type(feel::Kind::date), day());
    add("L", feel::list_type(feel::simple_type(feel::Kind::number)), list([this] { return number(); }));
    record_ = feel::context_type({{"k", feel::simple_type(feel::Kind::string)},
                                  {"v", feel::simple_type(feel::Kind::number)},
                                  {"w", feel::simple_type(feel::Kind::date)}});
    add("R", feel::list_type(record_), list([this] {
          return pure(terms_, Entries{{{"k", share(text())}, {"v", share(number())}, {"w", share(day())}}});
        }));
  }

  const feel::Scope& scope() const { return scope_; }
  const std::vector<Symbolic>& inputs() const { return inputs_; }

  // Puts random values in, the same for terms and for the evaluator.
  void shuffle(SeededRandom& random) {
    z3::expr_vector made(terms_.context());
    for (unsigned i = 0; i < variables_.size(); ++i) {
      const Term variable = variables_[static_cast<int>(i)];
      if (variable.is_bool()) {
        made.push_back(terms_.truth(random.below(4) != 0));
      } else if (variable.is_real()) {
        static const char* const numbers[] = {"0",   "1",     "-1",    "2",   "3",      "7",
                                              "0.5", "-2.25", "10.75", "100", "1000000"};
        made.push_back(terms_.number(*Decimal::parse(numbers[random.below(11)])));
      } else if (variable.decl().name().str().starts_with("day")) {
        const std::int64_t start = Date{2023, 12, 25}.days_since_1970();
        const bool wide = random.below(4) == 0;
        made.push_back(terms_.whole(wide ? Date{1950, 1, 1}.days_since_1970() +
                                               static_cast<std::int64_t>(random.below(40000))
                                         : start + static_cast<std::int64_t>(random.below(70))));
      } else {
        static const char* const texts[] = {"x", "y", "国家级"};
        made.push_back(terms_.whole(terms_.code(texts[random.below(3)])));
      }
    }
    values_ = std::make_unique<z3::expr_vector>(made);
  }

  Term put_in(const Term& term) const { return Term(term).substitute(variables_, *values_).simplify(); }
  bool holds(const Term& term) const { return put_in(term).is_true(); }

  // What an encoded value is for these facts; nullopt: blurred, or not exactly one alternative.
  std::optional<Value> value_of(const Symbolic& value) const {
    for (const auto& [guard, shape] : value.alternatives()) {
      if (!holds(guard)) continue;
      if (std::holds_alternative<Blurred>(shape)) return std::nullopt;
      return value_of(shape);
    }
    return std::nullopt;
  }

 private:
  std::optional<Value> value_of(const Shape& shape) const {
    if (std::holds_alternative<Undecided>(shape))
      return feel::make_unknown({feel::Cause::Kind::error, "error", nullptr});
    if (std::holds_alternative<Nothing>(shape)) return Value();
    if (const auto* truth = std::get_if<Truth>(&shape)) return Value(holds(truth->term));
    if (const auto* number = std::get_if<Number>(&shape)) {
      const auto decimal = decimal_of(put_in(number->term));
      return decimal ? std::optional(Value(*decimal)) : std::nullopt;
    }
    if (const auto* text = std::get_if<TextCode>(&shape)) {
      return Value(terms_.texts()[static_cast<std::size_t>(*whole_of(put_in(text->code)))]);
    }
    if (const auto* day = std::get_if<Day>(&shape))
      return Value(Date::from_days(*whole_of(put_in(day->days))));
    if (const auto* seconds = std::get_if<Seconds>(&shape))
      return Value(DaysDuration{*whole_of(put_in(seconds->term)), 0});
    if (const auto* months = std::get_if<Months>(&shape))
      return Value(MonthsDuration{*whole_of(put_in(months->term))});
    if (const auto* items = std::get_if<Items>(&shape)) {
      std::vector<Value> list;
      for (const Items::Item& item : items->items) {
        if (!holds(item.present)) continue;
        auto made = value_of(*item.value);
        if (!made) return std::nullopt;
        list.push_back(*std::move(made));
      }
      return feel::make_list(std::move(list));
    }
    if (const auto* entries = std::get_if<Entries>(&shape)) {
      std::vector<std::pair<std::string, Value>> context;
      for (const auto& [name, entry] : entries->entries) {
        auto made = value_of(*entry);
        if (!made) return std::nullopt;
        context.emplace_back(name, *std::move(made));
      }
      return feel::make_context(std::move(context));
    }
    return std::nullopt;
  }

  void add(const char* name, feel::TypePtr type, Symbolic value) {
    scope_.declare(name, std::move(type));
    inputs_.push_back(std::move(value));
  }
  Term keep(Term variable) {
    variables_.push_back(variable);
    return variable;
  }
  Symbolic scalar(Shape shape) {
    Union made(terms_);
    const Term known = keep(terms_.fresh_bool("known"));
    made.add(known, std::move(shape));
    made.add(terms_.negated(known), Nothing{});
    return made.done();
  }
  Symbolic number() { return scalar(Number{keep(terms_.fresh_real("number"))}); }
  Symbolic truth() { return scalar(Truth{keep(terms_.fresh_bool("truth"))}); }
  Symbolic text() { return scalar(TextCode{keep(terms_.fresh_whole("text"))}); }
  Symbolic day() { return scalar(Day{keep(terms_.fresh_whole("day"))}); }
  template <typename Make>
  Symbolic list(Make make) {
    Items items;
    for (int i = 0; i < 3; ++i) items.items.push_back({keep(terms_.fresh_bool("present")), share(make())});
    return pure(terms_, std::move(items));
  }

  Terms& terms_;
  feel::Scope scope_;
  feel::TypePtr record_;
  std::vector<Symbolic> inputs_;
  z3::expr_vector variables_;
  std::unique_ptr<z3::expr_vector> values_;
};

// Whatever is unknown, at any depth, is so for one reason: the encoding does not tell why.
Value plain(const Value& value) {
  if (value.is_unknown()) return feel::make_unknown({feel::Cause::Kind::error, "error", nullptr});
  if (const feel::List* list = value.list(); list != nullptr && list->settled()) {
    std::vector<Value> items;
    for (const Value& item : list->items) items.push_back(plain(item));
    return feel::make_list(std::move(items));
  }
  return value;
}

// Writes random expressions of a kind.
class Author {
 public:
  explicit Author(std::uint64_t seed) : random_(seed) {}

  std::string any(int depth) {
    switch (random_.below(6)) {
      case 0:
        return number(depth);
      case 1:
        return day(depth);
      case 2:
        return list(depth);
      default:
        return truth(depth);
    }
  }

  std::string truth(int depth) {
    if (depth <= 0) return pick({"b", "c", "true", "false", "null", "b = true"});
    const int d = depth - 1;
    switch (random_.below(17)) {
      case 0:
        return "(" + truth(d) + " and " + truth(d) + ")";
      case 1:
        return "(" + truth(d) + " or " + truth(d) + ")";
      case 2:
        return "not(" + truth(d) + ")";
      case 3:
      case 4:
        return "(" + number(d) + pick({" < ", " <= ", " > ", " >= ", " = ", " != "}) + number(d) + ")";
      case 5:
      case 6:
        return "(" + day(d) + pick({" < ", " <= ", " > ", " >= ", " = "}) + day(d) + ")";
      case 7:
        return "(" + text(d) + pick({" = ", " != "}) + text(d) + ")";
      case 8:
        return "(" + text(d) + " in (" + pick({"\"x\"", "\"x\", \"国家级\"", "not(\"y\")"}) + "))";
      case 9:
        return "(" + number(d) + pick({" in [0..3]", " in (1..10)", " in (< 2, > 5)", " between 1 and 7"}) +
               ")";
      case 10:
        return "(" + day(d) + " in [date(\"2024-01-01\")..date(\"2024-02-20\")])";
      case 11:
        return "(some i in " + list(d) + " satisfies i " + pick({"> 1", "= n", "< m"}) + ")";
      case 12:
        return "(every r in " + records(d) + " satisfies r.v " + pick({"> 1", "<= n", "!= null"}) + ")";
      case 13:
        return "(some r in " + records(d) + " satisfies r.k = s and r.w <= d)";
      case 14:
        return "(if " + truth(d) + " then " + truth(d) + " else " + truth(d) + ")";
      case 15:
        return "list contains(" + list(d) + ", " + number(d) + ")";
      default:
        return pick({"(n = null)", "(d != null)", "(s = null)", "all([b, c])", "any([b, c])",
                     "(n instance of number)"});
    }
  }

  std::string number(int depth) {
    if (depth <= 0) return pick({"n", "m", "0", "1", "2.5", "1000"});
    const int d = depth - 1;
    switch (random_.below(14)) {
      case 0:
      case 1:
        return "(" + number(d) + pick({" + ", " - ", " * "}) + number(d) + ")";
      case 2:
        return "(" + number(d) + " / " + pick({"2", "4", "(n * 0)", "10"}) + ")";
      case 3:
        return "(if " + truth(d) + " then " + number(d) + " else " + number(d) + ")";
      case 4:
        return pick({"sum", "count", "min", "max"}) + "(" + list(d) + ")";
      case 5:
        return pick({"min", "max"}) + "(" + number(d) + ", " + number(d) + ")";
      case 6:
        return pick({"floor", "ceiling", "abs"}) + "(" + number(d) + ")";
      case 7:
        return "round half up(" + number(d) + ", " + pick({"0", "1", "2"}) + ")";
      case 8:
        return list(d) + "[" + pick({"1", "2", "-1", "3"}) + "]";
      case 9:
        return "(" + day(d) + ")." + pick({"year", "month", "day", "weekday"});
      case 10:
        return records(d) + "[1].v";
      case 11:
        return "count(" + records(d) + ")";
      case 12:
        return "(-" + number(d) + ")";
      default:
        return "sum(for r in " + records(d) + " return r.v)";
    }
  }

  std::string day(int depth) {
    if (depth <= 0) return pick({"d", "e", "date(\"2024-02-29\")", "date(\"2024-01-31\")"});
    const int d = depth - 1;
    switch (random_.below(5)) {
      case 0:
        return "(" + day(d) + pick({" + ", " - "}) +
               pick({"duration(\"P1M\")", "duration(\"P13M\")", "duration(\"P1Y\")"}) + ")";
      case 1:
        return "(" + day(d) + pick({" + ", " - "}) +
               pick({"duration(\"P1D\")", "duration(\"P40D\")", "duration(\"PT30H\")"}) + ")";
      case 2:
        return "(if " + truth(d) + " then " + day(d) + " else " + day(d) + ")";
      case 3:
        return records(d) + "[1].w";
      default:
        return pick({"min(d, e)", "max(d, e)"});
    }
  }

  std::string text(int depth) {
    if (depth <= 0) return pick({"s", "\"x\"", "\"国家级\""});
    return "(if " + truth(depth - 1) + " then " + text(depth - 1) + " else " + text(depth - 1) + ")";
  }

  std::string list(int depth) {
    if (depth <= 0) return pick({"L", "[1, n]", "L[item > 1]", "R.v"});
    const int d = depth - 1;
    switch (random_.below(5)) {
      case 0:
        return "L[item " + pick({"> ", "<= ", "= "}) + number(d) + "]";
      case 1:
        return "(for i in " + list(d) + " return i + " + pick({"1", "n"}) + ")";
      case 2:
        return "concatenate(" + list(d) + ", " + list(d) + ")";
      case 3:
        return records(d) + ".v";
      default:
        return "[" + number(d) + ", " + number(d) + "]";
    }
  }

  std::string records(int depth) {
    if (depth <= 0) return pick({"R", "R[k = \"x\"]", "R[v > 1]"});
    return "R[" + pick({"k = s", "w <= d", "v != null and v > " + number(depth - 1), "k in (\"x\", \"y\")"}) +
           "]";
  }

 private:
  std::string pick(std::initializer_list<std::string> choices) {
    return *(choices.begin() + static_cast<std::ptrdiff_t>(random_.below(choices.size())));
  }
  SeededRandom random_;
};

TEST(Encoding, GivesWhatTheEvaluatorGivesOnRandomExpressionsAndFacts) {
  int compared = 0;
  int blurred = 0;
  int decided = 0;
  for (std::uint64_t seed = 1; compared - blurred < 10'000 && !HasFailure(); ++seed) {
    Terms terms;
    Facts facts(terms);
    SeededRandom random(seed);
    const std::string text = Author(seed).any(3);
    const auto compiled = feel::compile_expression(feel::expression_text(text), facts.scope(), {});
    if (!compiled.program) continue;  // an expression that the checker refuses says nothing
    Encoder encoder(terms);
    std::optional<Symbolic> encoded;
    try {
      encoded = encoder.encode(*compiled.program, facts.inputs());
    } catch (const Outside& reason) {
      continue;
    }
    for (int i = 0; i < 10; ++i) {
      facts.shuffle(random);
      std::vector<Value> inputs;
      for (const Symbolic& input : facts.inputs()) inputs.push_back(*facts.value_of(input));
      feel::Evaluation evaluation(feel::Mode::determination);
      const Value expected = evaluation.evaluate(*compiled.program, inputs);
      const auto found = facts.value_of(*encoded);
      ++compared;
      if (!found) {
        ++blurred;
        continue;
      }
      const bool both_unknown = expected.is_unknown() && found->is_unknown();
      decided += both_unknown ? 0 : 1;
      std::string story = text;
      for (const Value& input : inputs) story += "\n  " + to_string(input);
      ASSERT_TRUE(to_string(plain(expected)) == to_string(*found))
          << "seed " << seed << "\n"
          << story << "\nevaluator " << to_string(expected) << "\nencoding " << to_string(*found);
    }
  }
  EXPECT_GE(compared - blurred, 10'000);
  EXPECT_LT(blurred, compared / 5);  // what is not followed stays rare, or the test says little
  EXPECT_GT(decided, compared / 3);
}

TEST(Encoding, ExactlyOneAlternativeHolds) {
  Terms terms;
  Facts facts(terms);
  SeededRandom random(7);
  for (std::uint64_t seed = 1; seed < 60; ++seed) {
    const auto compiled =
        feel::compile_expression(feel::expression_text(Author(seed).any(2)), facts.scope(), {});
    if (!compiled.program) continue;
    Encoder encoder(terms);
    const Symbolic encoded = encoder.encode(*compiled.program, facts.inputs());
    for (int i = 0; i < 4; ++i) {
      facts.shuffle(random);
      int holding = 0;
      for (const Alternative& each : encoded.alternatives()) holding += facts.holds(each.guard) ? 1 : 0;
      ASSERT_EQ(holding, 1) << compiled.program->source->text();
    }
  }
}

// Every day of two leap cycles and the ends of the calendar.
TEST(Encoding, CalendarAgreesWithTheCalendar) {
  Terms terms;
  const Term day = terms.fresh_whole("day");
  const Terms::Civil civil = terms.civil(day);
  const Term back = terms.day_of(civil);
  const Term weekday = terms.weekday(day);
  const Term later = terms.add_months(day, terms.whole(1));
  z3::expr_vector from(terms.context());
  from.push_back(day);
  std::vector<Date> days{first_day, last_day, {2000, 2, 29}, {2000, 3, 1}, {1904, 2, 29}, {1999, 12, 31}};
  for (int i = 0; i < 1500; i += 7) days.push_back(*Date{2023, 1, 1}.add_days(i));
  for (int i = 28; i < 62; ++i) days.push_back(*Date{2024, 1, 1}.add_days(i));
  for (const Date& date : days) {
    z3::expr_vector to(terms.context());
    to.push_back(terms.whole(date.days_since_1970()));
    const auto at = [&](const Term& term) {
      return whole_of(Term(term).substitute(from, to).simplify()).value_or(-1);
    };
    EXPECT_EQ(at(civil.year), date.year) << date.to_string();
    EXPECT_EQ(at(civil.month), date.month) << date.to_string();
    EXPECT_EQ(at(civil.day), date.day) << date.to_string();
    EXPECT_EQ(at(back), date.days_since_1970()) << date.to_string();
    EXPECT_EQ(at(weekday), date.weekday()) << date.to_string();
    EXPECT_EQ(at(later), date.add_months(1)->days_since_1970()) << date.to_string();
  }
}

}  // namespace
}  // namespace enact::verify
