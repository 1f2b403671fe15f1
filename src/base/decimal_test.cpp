// Decimals: exactness where binary numbers fail, every rounding mode on both signs, and the edges of 34
// digits.
#include "base/decimal.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace enact {
namespace {

Decimal number(std::string_view text) {
  const std::optional<Decimal> parsed = Decimal::parse(text);
  EXPECT_TRUE(parsed.has_value()) << text;
  return parsed.value_or(Decimal());
}

std::string shown(const std::optional<Decimal>& value) {
  return value ? value->to_string() : "nothing";
}

TEST(Decimal, ReadsAndWritesCanonicalText) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"0", "0"},
      {"-0", "0"},
      {"0.00", "0"},
      {"0e99999999999999999999", "0"},
      {"007", "7"},
      {"1.50", "1.5"},
      {"-1.50", "-1.5"},
      {"100", "100"},
      {"1e2", "100"},
      {"1E+2", "100"},
      {"12.5e-1", "1.25"},
      {"0.0000001", "0.0000001"},
      {"1e-34", "0.0000000000000000000000000000000001"},
      {"1e-35", "1E-35"},
      {"1e33", "1000000000000000000000000000000000"},
      {"1e34", "1E+34"},
      {"1.20e40", "1.2E+40"},
      {"9999999999999999999999999999999999", "9999999999999999999999999999999999"},
      {"9.999999999999999999999999999999999e6144", "9.999999999999999999999999999999999E+6144"},
      {"1e-6176", "1E-6176"},
  };
  for (const auto& [text, canonical] : cases) {
    EXPECT_EQ(number(text).to_string(), canonical) << text;
  }
}

TEST(Decimal, RoundsTextBeyond34DigitsHalfEven) {
  const std::string thirty_three_zeros(33, '0');
  EXPECT_EQ(number("1" + thirty_three_zeros + ".5"), number("1e33").add(Decimal(0)).value());
  EXPECT_EQ(number("1" + thirty_three_zeros + ".50000000000000000000000000000000000000000000001").to_string(),
            "1000000000000000000000000000000001");
  // The digit that decides stands beyond any buffer.
  EXPECT_EQ(number("1" + thirty_three_zeros + ".5" + std::string(300, '0') + "1").to_string(),
            "1000000000000000000000000000000001");
  EXPECT_EQ(number("1" + thirty_three_zeros + ".5" + std::string(300, '0')).to_string(),
            "1000000000000000000000000000000000");
  EXPECT_EQ(number(std::string(500, '0') + "1").to_string(), "1");
  EXPECT_EQ(number("1" + std::string(500, '0')), number("1e500"));
  EXPECT_EQ(number("0." + std::string(499, '0') + "1"), number("1e-500"));
}

TEST(Decimal, RefusesWhatIsNoNumber) {
  for (const char* text : {"",         "-",
                           "+1",       ".5",
                           "5.",       "1.",
                           "1e",       "1e+",
                           "1,0",      " 1",
                           "1 ",       "--1",
                           "0x10",     "NaN",
                           "Infinity", "1e6145",
                           "１",       "1_0",
                           "1.2.3",    "1e1.5",
                           "1e-9999",  "1e99999999999999999999"}) {
    EXPECT_FALSE(Decimal::parse(text).has_value()) << text;
  }
}

TEST(Decimal, CountsInTensNotInTwos) {
  EXPECT_EQ(number("0.1").add(number("0.2")), number("0.3"));
  EXPECT_EQ(number("0.3").multiply(number("3333333.33")), number("999999.999"));
  EXPECT_EQ(shown(Decimal(1).divide(Decimal(3))), "0.3333333333333333333333333333333333");
  EXPECT_EQ(shown(Decimal(2).divide(Decimal(3))), "0.6666666666666666666666666666666667");
  EXPECT_EQ(number("1e34").add(Decimal(1)), number("1e34"));
  EXPECT_EQ(number("1e33").add(Decimal(1)), number("1000000000000000000000000000000001"));
}

TEST(Decimal, AnswersNothingWhereThereIsNoNumber) {
  const Decimal huge = number("9e6144");
  EXPECT_FALSE(Decimal(1).divide(Decimal(0)).has_value());
  EXPECT_FALSE(Decimal(0).divide(Decimal(0)).has_value());
  EXPECT_FALSE(Decimal(1).modulo(Decimal(0)).has_value());
  EXPECT_FALSE(huge.add(huge).has_value());
  EXPECT_FALSE((-huge).subtract(huge).has_value());
  EXPECT_FALSE(huge.multiply(Decimal(10)).has_value());
  EXPECT_FALSE(Decimal(0).log().has_value());
  EXPECT_FALSE(Decimal(-1).log().has_value());
  EXPECT_FALSE(Decimal(-1).sqrt().has_value());
  EXPECT_FALSE(Decimal(100000).exp().has_value());
  EXPECT_FALSE(Decimal(0).power(Decimal(-1)).has_value());
  EXPECT_FALSE(Decimal(-2).power(number("0.5")).has_value());
  EXPECT_FALSE(Decimal(10).power(Decimal(7000)).has_value());
}

TEST(Decimal, ModuloHasTheSignOfTheDivisor) {
  EXPECT_EQ(shown(Decimal(12).modulo(Decimal(5))), "2");
  EXPECT_EQ(shown(Decimal(-12).modulo(Decimal(5))), "3");
  EXPECT_EQ(shown(Decimal(12).modulo(Decimal(-5))), "-3");
  EXPECT_EQ(shown(Decimal(-12).modulo(Decimal(-5))), "-2");
  EXPECT_EQ(shown(number("10.1").modulo(number("4.5"))), "1.1");
  EXPECT_EQ(shown(number("-10.1").modulo(number("4.5"))), "3.4");
  EXPECT_EQ(shown(Decimal(10).modulo(Decimal(5))), "0");
}

TEST(Decimal, PowersAreExactWhereTheyCanBe) {
  EXPECT_EQ(shown(number("1.1").power(Decimal(2))), "1.21");
  EXPECT_EQ(shown(Decimal(2).power(Decimal(100))), "1267650600228229401496703205376");
  EXPECT_EQ(shown(Decimal(2).power(Decimal(-2))), "0.25");
  EXPECT_EQ(shown(Decimal(-3).power(Decimal(3))), "-27");
  EXPECT_EQ(shown(Decimal(0).power(Decimal(0))), "1");
  EXPECT_EQ(shown(Decimal(10).power(Decimal(6144))), "1E+6144");
  EXPECT_EQ(shown(Decimal(1).power(Decimal(std::numeric_limits<std::int64_t>::max()))), "1");
  EXPECT_EQ(shown(Decimal(4).power(number("0.5"))), "2");
  // Not exact: right to 30 digits at least (1.01^1000).
  const Decimal grown = number("1.01").power(Decimal(1000)).value();
  EXPECT_EQ(shown(grown.round(25, Rounding::half_even)), "20959.1556378136600644412457889");
}

TEST(Decimal, TranscendentalFunctions) {
  EXPECT_EQ(shown(Decimal(2).sqrt()), "1.414213562373095048801688724209698");
  EXPECT_EQ(shown(Decimal(16).sqrt()), "4");
  EXPECT_EQ(shown(Decimal(1).log()), "0");
  EXPECT_EQ(shown(Decimal(0).exp()), "1");
  EXPECT_EQ(shown(Decimal(1).exp().value().round(30, Rounding::half_even)),
            "2.718281828459045235360287471353");
  EXPECT_EQ(shown(Decimal(10).log().value().round(30, Rounding::half_even)),
            "2.302585092994045684017991454684");
}

TEST(Decimal, RoundsInEveryMode) {
  struct Case {
    const char* value;
    int scale;
    const char *half_up, *half_down, *half_even, *up, *down, *floor, *ceiling;
  };
  const std::vector<Case> cases = {
      {"2.5", 0, "3", "2", "2", "3", "2", "2", "3"},
      {"3.5", 0, "4", "3", "4", "4", "3", "3", "4"},
      {"-2.5", 0, "-3", "-2", "-2", "-3", "-2", "-3", "-2"},
      {"2.51", 0, "3", "3", "3", "3", "2", "2", "3"},
      {"-2.51", 0, "-3", "-3", "-3", "-3", "-2", "-3", "-2"},
      {"2.49", 0, "2", "2", "2", "3", "2", "2", "3"},
      {"0.005", 2, "0.01", "0", "0", "0.01", "0", "0", "0.01"},
      {"-0.005", 2, "-0.01", "0", "0", "-0.01", "0", "-0.01", "0"},
      {"1250", -2, "1300", "1200", "1200", "1300", "1200", "1200", "1300"},
      {"1.2", 5, "1.2", "1.2", "1.2", "1.2", "1.2", "1.2", "1.2"},
      {"7", -2, "0", "0", "0", "100", "0", "0", "100"},
      {"9999999999999999999999999999999999", -1, "1E+34", "1E+34", "1E+34", "1E+34",
       "9999999999999999999999999999999990", "9999999999999999999999999999999990", "1E+34"},
      {"9999999999999999999999999999999999", 20, "9999999999999999999999999999999999",
       "9999999999999999999999999999999999", "9999999999999999999999999999999999",
       "9999999999999999999999999999999999", "9999999999999999999999999999999999",
       "9999999999999999999999999999999999", "9999999999999999999999999999999999"},
  };
  for (const Case& c : cases) {
    const Decimal value = number(c.value);
    EXPECT_EQ(shown(value.round(c.scale, Rounding::half_up)), c.half_up) << c.value;
    EXPECT_EQ(shown(value.round(c.scale, Rounding::half_down)), c.half_down) << c.value;
    EXPECT_EQ(shown(value.round(c.scale, Rounding::half_even)), c.half_even) << c.value;
    EXPECT_EQ(shown(value.round(c.scale, Rounding::up)), c.up) << c.value;
    EXPECT_EQ(shown(value.round(c.scale, Rounding::down)), c.down) << c.value;
    EXPECT_EQ(shown(value.round(c.scale, Rounding::floor)), c.floor) << c.value;
    EXPECT_EQ(shown(value.round(c.scale, Rounding::ceiling)), c.ceiling) << c.value;
  }
}

TEST(Decimal, RoundKnowsTheLimitsOfScale) {
  EXPECT_EQ(shown(number("1.5").round(6176, Rounding::half_up)), "1.5");
  EXPECT_EQ(shown(number("1.5").round(-6111, Rounding::half_up)), "0");
  EXPECT_EQ(shown(number("1.5").round(-6111, Rounding::half_down)), "0");
  EXPECT_FALSE(number("1.5").round(6177, Rounding::half_up).has_value());
  EXPECT_FALSE(number("1.5").round(-6112, Rounding::half_up).has_value());
}

TEST(Decimal, WholeNumbers) {
  EXPECT_TRUE(number("3.00").is_whole());
  EXPECT_TRUE(number("1e20").is_whole());
  EXPECT_FALSE(number("3.01").is_whole());
  EXPECT_EQ(number("3.00").to_int64(), 3);
  EXPECT_EQ(number("-9223372036854775808").to_int64(), std::numeric_limits<std::int64_t>::min());
  EXPECT_FALSE(number("9223372036854775808").to_int64().has_value());
  EXPECT_FALSE(number("0.5").to_int64().has_value());
  EXPECT_EQ(Decimal(std::numeric_limits<std::int64_t>::min()).to_string(), "-9223372036854775808");
}

TEST(Decimal, MinusZeroIsZero) {
  const Decimal minus_zero = -Decimal(0);
  EXPECT_EQ(minus_zero, Decimal(0));
  EXPECT_EQ(minus_zero.to_string(), "0");
  EXPECT_FALSE(minus_zero.is_negative());
  EXPECT_EQ(minus_zero.hash(), Decimal(0).hash());
}

TEST(Decimal, OrderIsNumeric) {
  EXPECT_EQ(number("1.0"), number("1.00"));
  EXPECT_EQ(number("1.0").hash(), number("1.00").hash());
  EXPECT_LT(number("-2"), number("1e-6176"));
  EXPECT_GT(number("1e34"), number("9999999999999999999999999999999999"));
  EXPECT_EQ(number("-2").abs(), Decimal(2));
}

// Numbers with up to 34 digits and a point anywhere in reach.
rc::Gen<Decimal> any_decimal() {
  return rc::gen::map(rc::gen::tuple(rc::gen::arbitrary<bool>(),
                                     rc::gen::nonEmpty(rc::gen::container<std::string>(
                                         rc::gen::inRange('0', static_cast<char>('9' + 1)))),
                                     rc::gen::inRange(-60, 60)),
                      [](const std::tuple<bool, std::string, int>& parts) {
                        const std::string digits = std::get<1>(parts).substr(0, 34);
                        return Decimal::parse((std::get<0>(parts) ? "-" : "") + digits + "e" +
                                              std::to_string(std::get<2>(parts)))
                            .value();
                      });
}

RC_GTEST_PROP(DecimalProperties, TextReadsBackToTheSameNumber, ()) {
  const Decimal value = *any_decimal();
  const std::string text = value.to_string();
  const std::optional<Decimal> back = Decimal::parse(text);
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == value);
  RC_ASSERT(back->to_string() == text);
  RC_ASSERT(back->hash() == value.hash());
}

RC_GTEST_PROP(DecimalProperties, IntegersAgreeWithTheMachine, (std::int32_t a, std::int32_t b)) {
  const std::int64_t x = a;
  const std::int64_t y = b;
  RC_ASSERT(Decimal(x).add(Decimal(y))->to_int64() == x + y);
  RC_ASSERT(Decimal(x).subtract(Decimal(y))->to_int64() == x - y);
  RC_ASSERT(Decimal(x).multiply(Decimal(y))->to_int64() == x * y);
  RC_ASSERT((Decimal(x) <=> Decimal(y)) == (x <=> y));
  RC_ASSERT(Decimal(x).to_string() == std::to_string(x));
}

RC_GTEST_PROP(DecimalProperties, RoundingStaysWithinOneUnitAndIsIdempotent, ()) {
  const Decimal value = *any_decimal();
  const int scale = *rc::gen::inRange(-30, 40);
  const Rounding mode = *rc::gen::element(Rounding::half_up, Rounding::half_down, Rounding::half_even,
                                          Rounding::up, Rounding::down, Rounding::floor, Rounding::ceiling);
  const Decimal rounded = value.round(scale, mode).value();
  RC_ASSERT(rounded.round(scale, mode) == rounded);
  const Decimal unit = Decimal::parse("1e" + std::to_string(-scale)).value();
  RC_ASSERT(rounded.subtract(value)->abs() <= unit);
  if (mode == Rounding::floor) {
    RC_ASSERT(rounded <= value);
  }
  if (mode == Rounding::ceiling) {
    RC_ASSERT(rounded >= value);
  }
}

}  // namespace
}  // namespace enact
