// Printing is the inverse of parsing: any tree that can be built prints to a text that parses to it again.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>

#include "feel/syntax_test_support.hpp"

namespace enact::feel {
namespace {

using ir::Op;

template <std::size_t N>
const char* pick(const std::array<const char*, N>& choices) {
  return choices[*rc::gen::inRange<std::size_t>(0, N)];
}

AstPtr leaf(AstKind kind, std::string text) {
  auto ast = std::make_unique<Ast>();
  ast->kind = kind;
  ast->text = std::move(text);
  return ast;
}

AstPtr random_tree(int depth);

AstPtr random_leaf() {
  static constexpr std::array names{"a", "b", "first name", "things", "工坊", "date", "string length"};
  static constexpr std::array numbers{"0", "1", "2.5", "100000", "1e10"};
  static constexpr std::array texts{"",    "x", "引 号", "\"quoted\"", "back\\slash", "line\nbreak\ttab",
                                    "\\d+"};
  switch (*rc::gen::inRange(0, 6)) {
    case 0:
      return leaf(AstKind::null_literal, "");
    case 1:
      return leaf(AstKind::boolean, *rc::gen::arbitrary<bool>() ? "true" : "false");
    case 2:
      return leaf(AstKind::number, pick(numbers));
    case 3:
      return leaf(AstKind::string, pick(texts));
    case 4:
      return leaf(AstKind::at_literal, "2026-01-31");
    default:
      return leaf(AstKind::name, pick(names));
  }
}

AstPtr node(AstKind kind, std::size_t children, int depth) {
  auto ast = std::make_unique<Ast>();
  ast->kind = kind;
  for (std::size_t i = 0; i < children; ++i) ast->children.push_back(random_tree(depth - 1));
  return ast;
}

std::vector<std::string> some_names(std::size_t count) {
  static constexpr std::array names{"x", "y z", "变量", "k-1"};
  std::vector<std::string> result;
  for (std::size_t i = 0; i < count; ++i) result.push_back(names[i]);
  return result;
}

// Keys of contexts may be any text.
std::vector<std::string> some_keys(std::size_t count) {
  static constexpr std::array keys{"", "a)b", "quo\"te", "if"};
  return *rc::gen::arbitrary<bool>()
             ? some_names(count)
             : std::vector<std::string>(keys.begin(), keys.begin() + static_cast<int>(count));
}

AstPtr random_test(int depth) {
  if (*rc::gen::arbitrary<bool>()) return random_tree(depth);
  AstPtr test = node(AstKind::comparison_test, 1, depth);
  test->op = static_cast<Op>(static_cast<int>(Op::equal) + *rc::gen::inRange(0, 6));
  return test;
}

AstPtr random_iteration(AstKind kind, int depth) {
  const auto variables = *rc::gen::inRange<std::size_t>(1, 3);
  AstPtr ast = node(kind, variables + 1, depth);
  ast->names = some_names(variables);
  for (std::size_t i = 0; i < variables; ++i) {
    if (*rc::gen::arbitrary<bool>()) ast->children[i] = node(AstKind::iteration, 2, depth);
  }
  return ast;
}

TypePtr random_type() {
  Type incomplete;
  incomplete.name = "list";
  return *rc::gen::element<TypePtr>(
      simple_type(Kind::number), simple_type(Kind::days_duration), simple_type(Kind::date_time),
      number_type("元"), list_type(any_type()), list_type(range_type(simple_type(Kind::number))),
      function_type({{"", simple_type(Kind::string)}}, simple_type(Kind::boolean)),
      function_type({}, any_type()),
      context_type({{"a b", simple_type(Kind::date)}, {"c", list_type(simple_type(Kind::time))}}),
      std::make_shared<const Type>(std::move(incomplete)));
}

AstPtr random_function(int depth) {
  AstPtr ast = node(AstKind::function, 1, depth);
  ast->external = *rc::gen::inRange(0, 8) == 0;
  ast->names = some_names(*rc::gen::inRange<std::size_t>(0, 3));
  for (std::size_t i = 0; i < ast->names.size(); ++i) {
    ast->types.push_back(*rc::gen::arbitrary<bool>() ? random_type() : nullptr);
  }
  return ast;
}

AstPtr random_tree(int depth) {
  if (depth <= 0) return random_leaf();
  const auto count = *rc::gen::inRange<std::size_t>(0, 4);
  switch (*rc::gen::inRange(0, 20)) {
    case 0:
      return node(AstKind::list, count, depth);
    case 1: {
      AstPtr ast = node(AstKind::context, count, depth);
      ast->names = some_keys(count);
      return ast;
    }
    case 2: {
      AstPtr ast = node(AstKind::range, 2, depth);
      ast->low_end = *rc::gen::arbitrary<bool>() ? RangeEnd::open : RangeEnd::closed;
      ast->high_end = *rc::gen::arbitrary<bool>() ? RangeEnd::open : RangeEnd::closed;
      return ast;
    }
    case 3:
      return node(AstKind::negate, 1, depth);
    case 4:
    case 5:
    case 6: {
      AstPtr ast = node(AstKind::binary, 2, depth);
      ast->op = static_cast<Op>(static_cast<int>(Op::add) + *rc::gen::inRange(0, 11));
      return ast;
    }
    case 7: {
      AstPtr ast = node(AstKind::logical, 2 + count, depth);
      ast->op = *rc::gen::arbitrary<bool>() ? Op::and_ : Op::or_;
      return ast;
    }
    case 8:
      return node(AstKind::if_, 3, depth);
    case 9:
      return random_iteration(AstKind::for_, depth);
    case 10:
      return random_iteration(AstKind::some, depth);
    case 11:
      return random_iteration(AstKind::every, depth);
    case 12: {
      AstPtr ast = node(AstKind::path, 1, depth);
      ast->text = "f";
      return ast;
    }
    case 13:
      return node(AstKind::filter, 2, depth);
    case 14: {
      AstPtr ast = node(AstKind::in, 1, depth);
      for (std::size_t i = 0; i <= count; ++i) ast->children.push_back(random_test(depth - 1));
      return ast;
    }
    case 15:
      return node(AstKind::between, 3, depth);
    case 16: {
      AstPtr ast = node(AstKind::instance_of, 1, depth);
      ast->types.push_back(random_type());
      return ast;
    }
    case 17:
      return random_function(depth);
    case 18: {  // a range of one bound
      AstPtr ast = node(AstKind::comparison_test, 1, depth);
      ast->op = static_cast<Op>(static_cast<int>(Op::equal) + *rc::gen::inRange(0, 6));
      return ast;
    }
    default: {
      AstPtr ast = node(AstKind::call, 1 + count, depth);
      if (*rc::gen::arbitrary<bool>()) ast->names = some_names(count);
      return ast;
    }
  }
}

AstPtr random_expression() {
  return random_tree(*rc::gen::inRange(0, 5));
}

TEST(Printer, PrintedTreesParseToThemselves) {
  EXPECT_TRUE(rc::check([] {
    const AstPtr ast = random_expression();
    const std::string text = print(*ast);
    const ParsedText parsed = parse_text(text, false);
    RC_LOG() << text << "\n" << brief(parsed.diagnostics);
    RC_ASSERT(parsed.ast != nullptr);
    RC_ASSERT(tree(*parsed.ast) == tree(*ast));
    RC_ASSERT(same_tree(*parsed.ast, *ast));
  }));
}

TEST(Printer, PrintedUnaryTestsParseToThemselves) {
  EXPECT_TRUE(rc::check([] {
    auto ast = std::make_unique<Ast>();
    ast->kind = AstKind::unary_tests;
    if (*rc::gen::arbitrary<bool>()) ast->text = "not";
    const auto count = *rc::gen::inRange<std::size_t>(1, 4);
    for (std::size_t i = 0; i < count; ++i) ast->children.push_back(random_test(2));
    const std::string text = print(*ast);
    const ParsedText parsed = parse_text(text, false, true);
    RC_LOG() << text << "\n" << brief(parsed.diagnostics);
    RC_ASSERT(parsed.ast != nullptr);
    RC_ASSERT(tree(*parsed.ast) == tree(*ast));
  }));
}

TEST(Printer, AddsOnlyTheParenthesesThatAreNeeded) {
  for (const char* text : {"a + b * 2",
                           "(a + b) * 2",
                           "a - (b - 1)",
                           "b - a - 1",
                           "-a ** 2",
                           "(-a).x",
                           "a in (1, > 2)",
                           "(if a then b else 1) + 1",
                           "if a then b else 1 + 1",
                           "things[x > 1].y(2)",
                           "not(a = b)",
                           "a instance of number < b",
                           "[a..b]",
                           "(a..b]",
                           "for i in 1..3 return i",
                           "{x: 1, \"y z\": 2}",
                           "(a or b) and true",
                           "(function(x) x)(1)",
                           "((< 1)..b]",
                           "(a..(>= b)]"}) {
    const ParsedText parsed = parse_text(text, false);
    ASSERT_NE(parsed.ast, nullptr) << text;
    EXPECT_EQ(print(*parsed.ast), text);
  }
}

TEST(Printer, KeepsNamesThatSpellLikeOperationsApart) {
  const std::string text = "[a-b, (a) - b]";
  const std::string standard = to_standard_feel(expression_text(text), sample_scope());
  EXPECT_EQ(tree(*parse_text(standard, false).ast), "(list a-b (- a b))") << standard;
}

TEST(Printer, ALoneNotOfTestsIsNoNegation) {
  const ParsedText negated = parse_text("not(a)", false, true);
  const ParsedText called = parse_text("(not(a))", false, true);
  EXPECT_EQ(print(*negated.ast), "not(a)");
  EXPECT_EQ(print(*called.ast), "(not(a))");
}

}  // namespace
}  // namespace enact::feel
