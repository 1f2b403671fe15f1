// The grammar by example: what a text is read as, and what is said about one that cannot be read.
#include "feel/parser.hpp"

#include <gtest/gtest.h>

#include "feel/syntax_test_support.hpp"

namespace enact::feel {
namespace {

struct TreeText {
  std::string text;
  std::string expected;
};

void expect_trees(std::initializer_list<TreeText> cases, bool unary_tests = false) {
  for (const TreeText& each : cases) {
    const ParsedText parsed = parse_text(each.text, true, unary_tests);
    EXPECT_EQ(parsed.ast ? tree(*parsed.ast) : brief(parsed.diagnostics), each.expected) << each.text;
  }
}

TEST(Parser, Precedence) {
  expect_trees({
      {"a + b * 2 - 1", "(- (+ a (* b 2)) 1)"},
      {"2 ** 3 ** 2", "(** (** 2 3) 2)"},
      {"-5 ** 2", "(** (neg 5) 2)"},
      {"2 ** -a", "(** 2 (neg a))"},
      {"- - a", "(neg (neg a))"},
      {"a = 1 or b = 2 and a < b", "(or (= a 1) (and (= b 2) (< a b)))"},
      {"true and false and true", "(and true false true)"},
      {"(true and false) and true", "(and (and true false) true)"},
      {"a < b = true", "(= (< a b) true)"},
      {"-a instance of number", "(neg (instance of <number> a))"},
      {"a between 1 and b + 1 and true", "(and (between a 1 (+ b 1)) true)"},
      {"1 + if true then 2 else 3 + 4", "(+ 1 (if true 2 (+ 3 4)))"},
      {"things.x[1].y(2)", "(call (path .y (filter (path .x things) 1)) 2)"},
  });
}

TEST(Parser, NamesAreReadAgainstTheScope) {
  expect_trees({
      {"first name", "`first name`"},
      {"first  name", "`first name`"},
      {"a-b", "a-b"},
      {"a - b", "a-b"},
      {"b-a", "(- b a)"},
      {"a -b", "a-b"},
      {"Ann's age + 1 + 1", "(+ `Ann's age + 1` 1)"},
      {"string length(first name)", "(call `string length` `first name`)"},
      {"{my sum: 1, x: my sum + 1}", "(context :my sum :x 1 (+ `my sum` 1))"},
      {"{\"my sum\": 1, x: my sum}", "(context :my sum :x 1 `my sum`)"},
      {"for x y in [1] return x y", "(for :x y (list 1) `x y`)"},
      {"function(p q, r) p q", "(function :p q :r <> <> `p q`)"},
      {"工坊.修理[count(spare parts) > 1].spare parts",
       "(path .spare parts (filter (path .修理 工坊) (> (call count `spare parts`) 1)))"},
      {"[{x y: 1}][x y = 1].x y", "(path .x y (filter (list (context :x y 1)) (= `x y` 1)))"},
      {"things[x y = 1]", "(filter things (= `x y` 1))"},
      {"{x-y: 1, z: things[x-y = 1]}.z", "(path .z (context :x-y :z 1 (filter things (= x-y 1))))"},
      {"date and time(\"2020-01-01T00:00:00\").time offset",
       "(path .time offset (call `date and time` \"2020-01-01T00:00:00\"))"},
  });
}

TEST(Parser, Lists) {
  expect_trees({
      {"[]", "(list)"},
      {"[1, [2]]", "(list 1 (list 2))"},
      {"[1..5]", "(range [] 1 5)"},
      {"(1..5)", "(range () 1 5)"},
      {"]1..5[", "(range () 1 5)"},
      {"[1..5[ = [1..5)", "(= (range [) 1 5) (range [) 1 5))"},
      {"[1..things[1]]", "(range [] 1 (filter things 1))"},
      {"[a..b].start included", "(path .start included (range [] a b))"},
      {"(< 5)", "(test < 5)"},
      {"[1,2][item >= 2]", "(filter (list 1 2) (>= item 2))"},
      {"[1,2][-1]", "(filter (list 1 2) (neg 1))"},
  });
}

TEST(Parser, Tests) {
  expect_trees({
      {"a in 1", "(in a 1)"},
      {"a in (1, > 2)", "(in a 1 (test > 2))"},
      {"a in > 2", "(in a (test > 2))"},
      {"a in (1..2)", "(in a (range () 1 2))"},
      {"a in (b) + 1", "(in a (+ b 1))"},
      {"a in (things).x", "(in a (path .x things))"},
      {"a in [1..2] and true", "(and (in a (range [] 1 2)) true)"},
      {"a in (? > 1, 2)", "(in a (> ? 1) 2)"},
  });
  expect_trees(
      {
          {"-", "(tests .-)"},
          {"-1", "(tests (neg 1))"},
          {"< 5, > 10", "(tests (test < 5) (test > 10))"},
          {"not(1, 2)", "(tests .not 1 2)"},
          {"not(a) and true", "(tests (and (call not a) true))"},
          {"not(a), 2", "(tests (call not a) 2)"},
          {"[1..5], \"x\"", "(tests (range [] 1 5) \"x\")"},
          {"? > 5 and ? < 10", "(tests (and (> ? 5) (< ? 10)))"},
      },
      true);
}

TEST(Parser, Constructs) {
  expect_trees({
      {"for i in 1..a, j in [2] return i * j", "(for :i :j (iter 1 a) (list 2) (* i j))"},
      {"some x in [1], y in [2] satisfies x = y", "(some :x :y (list 1) (list 2) (= x y))"},
      {"every x in things satisfies x > 0", "(every :x things (> x 0))"},
      {"for i in 1..3 return partial[-1]", "(for :i (iter 1 3) (filter partial (neg 1)))"},
      {"f(x: 1, y z: 2)", "(call :x :y z f 1 2)"},
      {"function(x: list<number>) external {java: 1}", "(function :x <list<number>> (context :java 1))"},
      {"a instance of date and time", "(instance of <date and time> a)"},
      {"a instance of function<number, string> -> boolean",
       "(instance of <function<number, string> -> boolean> a)"},
      {"a instance of context<x y: number, z: list<Any>>",
       "(instance of <context<x y: number, z: list<Any>>> a)"},
      {"a instance of tRepair", "(instance of <修理> a)"},
      {"a instance of t.Unknown", "(instance of <t.Unknown> a)"},
      {"@\"2020-01-01\"", "(at .2020-01-01)"},
      {"(function(x) x)(1)", "(call (function :x <> x) 1)"},
  });
}

TEST(Parser, ChineseSpellings) {
  expect_trees({
      {"如果 工坊.收入 ≥ 10万元 那么 真 否则 空", "(if (>= (path .收入 工坊) 100000元) true null)"},
      {"任一 r 属于 工坊.修理 满足 r.费用 > 1万元", "(some :r (path .修理 工坊) (> (path .费用 r) 10000元))"},
      {"对 i 属于 1..3 返回 i × 2", "(for :i (iter 1 3) (* i 2))"},
      {"a 介于 1 且 2", "(between a 1 2)"},
      {"a 且 b 或 a", "(or (and a b) a)"},
  });
}

TEST(Parser, ErrorsStandAtTheirToken) {
  expect_trees({
      {"", "feel.syntax@1 ``"},
      {"1 +", "feel.syntax@4 ``"},
      {"(1", "feel.syntax@3 ``"},
      {"1 2", "feel.syntax@3 `2`"},
      {"[1, ]", "feel.syntax@6 ``"},
      {"if a then b", "feel.syntax@12 ``"},
      {"for in [1] return 1", "feel.syntax@5 `in`"},
      {"some x in [1] return x", "feel.syntax@15 `return`"},
      {"{a 1}", "feel.syntax@2 `a`"},
      {"{a: 1, a: 2}", "feel.duplicate-key@8 `a`"},
      {"things.", "feel.syntax@8 ``"},
      {"f(x: 1, 2)", "feel.syntax@9 `2`"},
      {"f(\"x\": 1)", "feel.syntax@6 `:`"},
      {"a == b", "feel.syntax@4 `=`"},
      {"工坊.名称 = '木'", "feel.syntax@9 `'`"},
      {"a instance number", "feel.syntax@12 `number`"},
      {"a between 1 or 2", "feel.syntax@13 `or`"},
  });
}

TEST(Parser, GoesOnBehindAnErrorWithinBrackets) {
  expect_trees({
      {"[1 +, 2 *, 3]", "feel.syntax@5 `,`\nfeel.syntax@10 `,`"},
      {"{a: 1 +, b: (2 , c: * 3, d: a}", "feel.syntax@8 `,`\nfeel.syntax@16 `,`\nfeel.syntax@21 `*`"},
      {"f(1 +, g(2 -, 3), 4 /)", "feel.syntax@6 `,`\nfeel.syntax@13 `,`\nfeel.syntax@22 `)`"},
      {"{a 1, b: 2 +}", "feel.syntax@2 `a`\nfeel.syntax@13 `}`"},
      {"a in (> 2, < , [1..)", "feel.syntax@14 `,`\nfeel.syntax@20 `)`"},
  });
}

TEST(Parser, TellsAsManyErrorsAsAPersonReads) {
  std::string text = "[";
  for (int i = 0; i < 1'000; ++i) text += "1 +, ";
  EXPECT_EQ(parse_text(text + "1]").diagnostics.size(), 20U);
}

TEST(Parser, SaysWhatItExpected) {
  const ParsedText parsed = parse_text("if a then b");
  ASSERT_EQ(parsed.diagnostics.size(), 1U);
  EXPECT_EQ(parsed.diagnostics[0].message.en, "the expression ends too early: expected `else`");
  EXPECT_EQ(parsed.diagnostics[0].message.zh, "表达式没有写完：应为 `else`");
}

TEST(Parser, UnitsAreKnownWords) {
  const ParsedText parsed = parse_text("工坊.收入 > 30斤 and 工坊.人数 > 5人");
  EXPECT_EQ(brief(parsed.diagnostics), "feel.unknown-unit@9 `30斤`");
  EXPECT_EQ(parsed.diagnostics.at(0).help.zh, "可用的单位：个月、人、元");
}

TEST(Parser, DepthIsLimitedNotTheStack) {
  for (const std::string_view opening :
       {"(", "[", "-", "{a:", "if ", "f(", "x in (", "function() ", "things[", "1+("}) {
    std::string text;
    while (text.size() < 100'000) text += opening;
    const ParsedText parsed = parse_text(text);
    EXPECT_EQ(parsed.ast, nullptr);
    ASSERT_EQ(parsed.diagnostics.size(), 1U) << opening;
    EXPECT_EQ(parsed.diagnostics[0].code, "feel.too-deep") << opening;
  }
  std::string sum = "1";
  for (int i = 0; i < 100'000; ++i) sum += "+1";
  EXPECT_EQ(parse_text(sum).diagnostics.at(0).code, "feel.too-deep");
  std::string paths = "things";
  for (int i = 0; i < 100'000; ++i) paths += ".x";
  EXPECT_EQ(parse_text(paths).diagnostics.at(0).code, "feel.too-deep");
}

TEST(Parser, WidthIsNotDepth) {
  std::string conditions = "true";
  std::string items = "[1";
  for (int i = 0; i < 5'000; ++i) {
    conditions += " and true";
    items += ",1";
  }
  EXPECT_NE(parse_text(conditions).ast, nullptr);
  EXPECT_NE(parse_text(items + "]").ast, nullptr);
}

TEST(Parser, LengthIsLimited) {
  EXPECT_EQ(parse_text(std::string((1 << 20) + 1, ' ')).diagnostics.at(0).code, "feel.too-long");
}

}  // namespace
}  // namespace enact::feel
