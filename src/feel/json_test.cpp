// Values to JSON and back: exact, typed, and told where they are wrong.
#include "feel/json.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "feel/evaluate_test_support.hpp"

namespace enact::feel {
namespace {

TypePtr record() {
  return context_type({{"日期", simple_type(Kind::date)},
                       {"金额", number_type("元")},
                       {"类别",
                        [] {
                          Type type;
                          type.kind = Kind::string;
                          type.codes = {"国家级", "省级"};
                          return std::make_shared<const Type>(std::move(type));
                        }()}},
                      "认定");
}

TEST(Json, NumbersKeepEveryDigit) {
  for (const std::string digits : {"0.1", "9400000.01", "1234567890123456789012345678901234", "-0.000000001",
                                   "12345678901234567890", "1e3"}) {
    const auto value = value_from_json(digits, *simple_type(Kind::number));
    ASSERT_TRUE(value && value->number()) << digits;
    EXPECT_EQ(*value->number(), *Decimal::parse(digits));
    EXPECT_EQ(*value_from_json(to_json(*value), *simple_type(Kind::number))->number(), *value->number());
  }
}

TEST(Json, MoreDigitsThanANumberHasAreRefused) {
  const auto value = parse_json("12345678901234567890123456789012345");
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().code, "feel.json-number");
  EXPECT_TRUE(parse_json("123456789012345678901234567890123400000"));  // 34 of them significant
}

TEST(Json, TextsBecomeWhatTheTypeSays) {
  const auto value = value_from_json(
      R"([{"日期": "2026-03-10", "金额": "9400000.01", "类别": "省级", "备注": 1}])", *list_type(record()));
  ASSERT_TRUE(value);
  EXPECT_EQ(to_string(*value), R"([{日期: 2026-03-10, 金额: 9400000.01, 类别: "省级", 备注: 1}])");
  EXPECT_TRUE(value->list()->items[0].context()->find("日期")->date());
}

TEST(Json, AnErrorNamesItsPlace) {
  const auto bad_date =
      value_from_json(R"([{"日期": "2026-03-10"}, {"日期": "2026-02-30"}])", *list_type(record()));
  ASSERT_FALSE(bad_date);
  EXPECT_EQ(bad_date.error().path, "[2].日期");
  EXPECT_EQ(bad_date.error().code, "feel.json-type");
  const auto bad_code = value_from_json(R"({"类别": "国家集"})", *record());
  ASSERT_FALSE(bad_code);
  EXPECT_EQ(bad_code.error().code, "feel.json-code");
  EXPECT_NE(bad_code.error().message.en.find("国家级"), std::string::npos);
}

TEST(Json, RefusesWhatIsNotJson) {
  EXPECT_EQ(parse_json(R"({"a": 1, "a": 2})").error().code, "feel.json-duplicate");
  for (const char* text : {"", "{", "[1,]", "nul", "1 2", "{'a': 1}", "NaN", "01"}) {
    const auto value = parse_json(text);
    ASSERT_FALSE(value) << text;
    EXPECT_EQ(value.error().code, "feel.json-syntax") << text;
  }
  EXPECT_FALSE(parse_json(std::string(100, '[') + std::string(100, ']')));
}

TEST(Json, BoostNumbersWithFractionsAreRefused) {
  EXPECT_EQ(value_from_boost_json(boost::json::parse("0.5"), *any_type()).error().code, "feel.json-inexact");
  EXPECT_EQ(to_string(*value_from_boost_json(boost::json::parse(R"(["0.5", 18446744073709551615])"),
                                             *list_type(simple_type(Kind::number)))),
            "[0.5, 18446744073709551615]");
}

TEST(Json, WritesForBoostWithoutLosingDigits) {
  const auto value =
      make_list({Decimal(3), *Decimal::parse("0.1"), *Date::parse("2026-03-10"), Value(), true});
  EXPECT_EQ(boost::json::serialize(to_boost_json(value)), R"([3,"0.1","2026-03-10",null,true])");
}

// Values of every kind that JSON can carry, nested.
rc::Gen<Value> any_value(int depth) {
  using rc::gen::map;
  const auto causes = [] {
    return std::make_shared<const std::vector<Cause>>(
        1, Cause{Cause::Kind::missing_fact, "企业.研发费用", nullptr});
  };
  auto scalars = rc::gen::oneOf(
      rc::gen::just(Value()), map(rc::gen::arbitrary<bool>(), [](bool b) { return Value(b); }),
      map(rc::gen::arbitrary<std::int64_t>(), [](std::int64_t n) { return Value(*Decimal(n).divide(1000)); }),
      map(rc::gen::string<std::string>(),
          [](const std::string& s) {
            std::string ascii;
            for (const char c : s) ascii += static_cast<char>(c & 0x7f);
            return Value(ascii);
          }),
      rc::gen::just(Value(Unknown{causes()})), map(rc::gen::arbitrary<bool>(), [causes](bool open) {
        return Value(Band{Decimal(0), Decimal(5), open, false, causes()});
      }));
  if (depth == 0) return scalars;
  return rc::gen::oneOf(
      scalars,
      map(rc::gen::container<std::vector<Value>>(any_value(depth - 1)),
          [](std::vector<Value> v) { return make_list(std::move(v)); }),
      map(rc::gen::container<std::vector<Value>>(any_value(depth - 1)),
          [](std::vector<Value> v) {
            std::string flags(v.size(), '?');
            return testing::list(std::move(v), flags, true);
          }),
      map(rc::gen::container<std::vector<Value>>(any_value(depth - 1)), [](const std::vector<Value>& v) {
        std::vector<std::pair<std::string, Value>> entries;
        for (std::size_t i = 0; i < v.size(); ++i) entries.emplace_back("项" + std::to_string(i), v[i]);
        return make_context(std::move(entries));
      }));
}

RC_GTEST_PROP(Json, WhatIsWrittenIsReadBackTheSame, ()) {
  const auto value = *rc::gen::resize(6, any_value(3));
  const auto read = value_from_json(to_json(value), *any_type());
  RC_ASSERT(read.has_value());
  RC_ASSERT(same(*read, value));
}

}  // namespace
}  // namespace enact::feel
