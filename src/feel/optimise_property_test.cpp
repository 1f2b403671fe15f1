// The promise of feel/optimise.hpp, held against random well-typed expressions and facts in both modes: a
// folded program gives what the plain one gives, and reports the same errors at the same places.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "feel/random_expression_test_support.hpp"

namespace enact::feel {
namespace {

using testing::Author;
using testing::Maker;
using testing::World;

ProgramPtr compiled(const std::string& text, Mode mode, bool fold) {
  CompileOptions options;
  options.mode = mode;
  options.fold = fold;
  auto made = compile_expression(expression_text(text), testing::world_scope(), options);
  EXPECT_TRUE(made.program) << text << "\n" << render(made.diagnostics, Language::en);
  return made.program;
}

// The value with its causes, and every error with its place.
std::string outcome(const ir::Program& program, Mode mode, const World& world) {
  Evaluation evaluation(mode);
  const auto value = evaluation.evaluate(program, world);
  std::string text = to_string(value);
  if (value.is_null() && value.null()->cause) text += " because " + value.null()->cause->code;
  for (const auto& cause : causes_of(value)) text += "\n  cause " + cause.what;
  for (const auto& diagnostic : evaluation.diagnostics()) {
    const auto& [source, span] = diagnostic.location;
    text += fmt::format("\n  {} at {}..{}", diagnostic.code, span.begin, span.end);
  }
  return text;
}

int constants_in(const ir::Program& program) {
  return static_cast<int>(std::ranges::count(program.nodes, ir::Op::constant, &ir::Node::op));
}

// How many nodes became constants.
int check(std::uint64_t seed, Mode mode) {
  Maker maker(seed);
  const auto text = Author(maker, true).any(4);
  const auto plain = compiled(text, mode, false);
  const auto folded = compiled(text, mode, true);
  if (!plain || !folded) return 0;
  EXPECT_TRUE(ir::verify(*folded).empty()) << text << "\n" << ir::print(*folded);
  for (int i = 0; i < 4; ++i) {
    auto world = maker.world();
    if (mode == Mode::determination && i > 0) world = maker.forget(world);
    if (mode == Mode::standard && i > 0) world[maker.below(world.size())] = Value();
    EXPECT_EQ(outcome(*plain, mode, world), outcome(*folded, mode, world)) << "seed " << seed << "\n"
                                                                           << text << "\n"
                                                                           << ir::print(*plain) << "\n"
                                                                           << ir::print(*folded);
  }
  return constants_in(*folded) - constants_in(*plain);
}

RC_GTEST_PROP(Folding, FoldedProgramsGiveWhatPlainOnesGive, ()) {
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  int folded = 0;
  for (std::uint64_t i = 0; i < 20; ++i) {
    folded += check(seed + i, Mode::standard);
    folded += check(seed + i, Mode::determination);
    if (::testing::Test::HasFailure()) RC_FAIL("see above");
  }
  RC_ASSERT(folded > 0);  // there was something to fold
}

}  // namespace
}  // namespace enact::feel
