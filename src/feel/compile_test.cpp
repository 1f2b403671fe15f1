// The front half as a whole: places in an outer text, unary tests, limits, lowering, and the shape of the IR.
#include "feel/compile.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "feel/evaluate.hpp"
#include "feel/syntax_test_support.hpp"

namespace enact::feel {
namespace {

std::string value_of(const std::string& text, const CompileOptions& options) {
  const Compiled compiled = compile_expression(expression_text(text), Scope{}, options);
  if (!compiled.program) return brief(compiled.diagnostics);
  Evaluation evaluation(options.mode);
  return to_string(evaluation.evaluate(*compiled.program, {}));
}

TEST(Compile, ErrorsStandInTheOuterText) {
  const auto source = std::make_shared<const Source>("policy.md", "标题\n  当: 工坊.收人 > 1元\n");
  const std::string expression = "工坊.收人 > 1元";
  const std::size_t begin = source->text().find(expression);
  const ExpressionText text{source, {begin, begin + expression.size()}, expression, {}};
  const Compiled compiled = compile_expression(text, sample_scope(), determination());
  ASSERT_EQ(compiled.diagnostics.size(), 1U);
  const Location& place = compiled.diagnostics[0].location;
  EXPECT_EQ(source->text(place.span), "收人");
  EXPECT_EQ(source->position(place.span.begin), (Position{2, 9}));
}

// A quoted YAML scalar: `"a = \"x\" and 工坊.收人 > 1元"`, folded over two lines.
TEST(Compile, ErrorsStandAtTheTokenBehindEscapesAndFolds) {
  const std::string outer = "k: \"first name = \\\"x\\\" and\n   工坊.收人 > 1元\"";
  const auto source = std::make_shared<const Source>("facts.yaml", outer);
  std::string expression;
  std::vector<std::size_t> offsets;
  for (std::size_t i = outer.find('f'); i + 1 < outer.size(); ++i) {
    offsets.push_back(i);
    if (outer[i] == '\\') ++i;
    if (outer[i] == '\n') {
      expression += ' ';
      i += 3;
    } else {
      expression += outer[i];
    }
  }
  offsets.push_back(outer.size() - 1);
  ASSERT_EQ(expression, "first name = \"x\" and 工坊.收人 > 1元");
  const ExpressionText text{source, {offsets.front(), offsets.back()}, expression, offsets};
  const Compiled compiled = compile_expression(text, sample_scope(), determination());
  ASSERT_EQ(compiled.diagnostics.size(), 1U);
  EXPECT_EQ(source->text(compiled.diagnostics[0].location.span), "收人");
  EXPECT_EQ(source->position(compiled.diagnostics[0].location.span.begin), (Position{2, 7}));
}

TEST(Compile, NodesStandInTheOuterTextToo) {
  const auto source = std::make_shared<const Source>("x", "when: 1 + 2");
  const Compiled compiled = compile_expression({source, {6, 11}, "1 + 2", {}}, Scope{}, determination());
  ASSERT_NE(compiled.program, nullptr);
  const auto& root = compiled.program->node(compiled.program->root);
  EXPECT_EQ(source->text(root.span), "1 + 2");
  EXPECT_EQ(source->text(compiled.program->node(root.args[1]).span), "2");
}

TEST(Compile, InputsAreTheWholeScopeInOrder) {
  const Scope scope = sample_scope();
  const Compiled compiled = compile_expression(expression_text("b + a + b"), scope, determination());
  ASSERT_NE(compiled.program, nullptr);
  EXPECT_EQ(compiled.program->inputs.size(), scope.names().size());
  EXPECT_EQ(compiled.program->inputs[3].name, "a");
  EXPECT_EQ(compiled.program->used_inputs, (std::vector<std::int32_t>{3, 4}));
}

TEST(Compile, UnaryTests) {
  const auto holds = [](const std::string& text, Value tested, TypePtr type) {
    const Compiled compiled = compile_unary_tests(expression_text(text), type, Scope{}, determination());
    if (!compiled.program) return brief(compiled.diagnostics);
    EXPECT_TRUE(ir::verify(*compiled.program).empty()) << text;
    Evaluation evaluation(Mode::determination);
    return to_string(evaluation.evaluate_test(*compiled.program, tested, {}));
  };
  const TypePtr number = simple_type(Kind::number);
  EXPECT_EQ(holds("-", Decimal(5), number), "true");
  EXPECT_EQ(holds("5", Decimal(5), number), "true");
  EXPECT_EQ(holds("< 5", Decimal(5), number), "false");
  EXPECT_EQ(holds("< 5, > 4", Decimal(5), number), "true");
  EXPECT_EQ(holds("not(5, 6)", Decimal(5), number), "false");
  EXPECT_EQ(holds("not(6)", Decimal(5), number), "true");
  EXPECT_EQ(holds("]5..9], [0..1]", Decimal(5), number), "false");
  EXPECT_EQ(holds("? > 4 and ? < 6", Decimal(5), number), "true");
  EXPECT_EQ(holds("? * 2 in (10)", Decimal(5), number), "true");
  EXPECT_EQ(holds("[1, 5]", Decimal(5), number), "true");
  EXPECT_EQ(holds("\"x\", \"y\"", "y", simple_type(Kind::string)), "true");
  EXPECT_EQ(holds("true", false, simple_type(Kind::boolean)), "false");
  EXPECT_EQ(holds("> 3人", Decimal(5), number_type("人")), "true");
  EXPECT_EQ(holds("> 3", Decimal(5), number_type("人")), "feel.unit-mismatch@1 `> 3`");
  EXPECT_EQ(holds("\"x\"", Decimal(5), number), "feel.type-mismatch@1 `\"x\"`");
  EXPECT_EQ(holds("\"z\"", "x", coded_type("表", {"x", "y"})), "feel.unknown-code@1 `\"z\"`");
}

TEST(Compile, LowersTheChineseDialect) {
  const auto lowered = [](const std::string& text) {
    return to_standard_feel(expression_text(text), sample_scope());
  };
  EXPECT_EQ(lowered("如果 工坊.收入 ≥ 10万元 且 a < 5% 那么 1.5亿元 否则 0"),
            "if 工坊.收入 >= 100000 and a < 0.05 then 150000000 else 0");
  EXPECT_EQ(lowered("每个 r 属于 工坊.修理 满足 r.费用 > 2万元"),
            "every r in 工坊.修理 satisfies r.费用 > 20000");
  EXPECT_EQ(lowered("a +"), "a +") << "what does not parse stays as it is";
}

TEST(Compile, TheDialectMeansItsLowering) {
  for (const char* text : {"10万元 * 30%", "如果 1 ≠ 2 那么 1亿 否则 空", "任一 x 属于 [1, 2] 满足 x > 1",
                           "[1, 2][item ≥ 2]", "对 i 属于 1..3 返回 i × 2 ÷ 4"}) {
    EXPECT_EQ(value_of(text, determination()),
              value_of(to_standard_feel(expression_text(text), Scope{}), standard_options()))
        << text;
  }
}

TEST(Compile, ClosuresKeepWhatTheyCaptured) {
  EXPECT_EQ(value_of("(for i in 1..3 return function(x) x + i)[2](10)", standard_options()), "12");
  EXPECT_EQ(value_of("{k: 5, f: function(x) function(y) x * y + k, r: f(2)(3)}.r", standard_options()), "11");
  EXPECT_EQ(value_of("[1, 2, 3][(function(n) item > n)(1)]", standard_options()), "[2, 3]");
}

TEST(Compile, NamesInFiltersOfUnknownItemsWaitForRunTime) {
  EXPECT_EQ(value_of("{y: 2, r: [{x: 1}, {x: 3}][x > y].x}.r", standard_options()), "[3]");
  EXPECT_EQ(value_of("{f: function(l, y) l[x > y], r: f([{x: 1}, {x: 3, y: 9}], 2)}.r", standard_options()),
            "[]")
      << "the item's own y goes before the parameter";
  EXPECT_EQ(value_of("[{item: 1}, {item: 2}][item >= 2]", standard_options()), "[{item: 2}]");
}

TEST(Compile, FactorialByPartial) {
  EXPECT_EQ(value_of("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", standard_options()),
            "[1, 1, 2, 6, 24]");
}

TEST(Ir, NothingUnreachedIsKept) {
  const Compiled compiled =
      compile_expression(expression_text("date(\"2025-10-23\")"), Scope{}, determination());
  ASSERT_NE(compiled.program, nullptr);
  EXPECT_EQ(ir::print(*compiled.program), "%0 = constant 2025-10-23 : date\nresult %0\n");
}

TEST(Ir, PrintsOneLineANode) {
  const Compiled compiled = compile_expression(expression_text("max(a, 2)"), sample_scope(), determination());
  ASSERT_NE(compiled.program, nullptr);
  const std::string text = ir::print(*compiled.program);
  EXPECT_NE(text.find("input a : number"), std::string::npos) << text;
  EXPECT_NE(text.find("call_builtin max"), std::string::npos) << text;
  EXPECT_EQ(std::ranges::count(text, '\n'), 4);
}

TEST(Ir, VerifyFindsWhatIsBroken) {
  const auto broken = [](auto change) {
    const Compiled compiled = compile_expression(
        expression_text("for i in 1..3 return {x: i, y: count([i])}"), Scope{}, determination());
    ir::Program program = *compiled.program;
    EXPECT_TRUE(ir::verify(program).empty());
    change(program);
    return ir::verify(program).size();
  };
  const auto node = [](ir::Program& program, ir::Op op) -> ir::Node& {
    return *std::ranges::find(program.nodes, op, &ir::Node::op);
  };
  EXPECT_EQ(broken([](ir::Program& p) { p.root = 99; }), 1U);
  EXPECT_EQ(broken([](ir::Program& p) { p.nodes[0].type = nullptr; }), 1U);
  EXPECT_EQ(broken([](ir::Program& p) { p.constants.clear(); }), 2U);
  EXPECT_GE(broken([](ir::Program& p) { p.frame_size = 0; }), 2U);
  EXPECT_EQ(broken([&](ir::Program& p) { node(p, ir::Op::for_).args[0] = p.root; }), 1U) << "a cycle";
  EXPECT_GE(broken([&](ir::Program& p) { node(p, ir::Op::for_).locals.pop_back(); }), 1U);
  EXPECT_EQ(broken([&](ir::Program& p) { node(p, ir::Op::context).names.pop_back(); }), 1U);
  EXPECT_EQ(broken([&](ir::Program& p) { node(p, ir::Op::call_builtin).index = 9999; }), 1U);
}

}  // namespace
}  // namespace enact::feel
