// No text may break the evaluator, in either mode, nor keep it busy or fill the memory: what is too deep, too
// large or too long ends with a diagnostic. A null in standard mode that is not meant has its cause, and what
// is not known in determination mode says why.
#include <cstdint>
#include <string>

#include "base/text.hpp"
#include "feel/compile.hpp"
#include "feel/evaluate.hpp"
#include "require.hpp"

namespace {

using namespace enact;
using fuzz::require;
using namespace enact::feel;

struct World {
  Scope scope;
  std::vector<Value> values;

  void add(const char* name, TypePtr type, Value value) {
    scope.declare(name, std::move(type));
    values.push_back(std::move(value));
  }
};

World make_world(Mode mode) {
  const bool standard = mode == Mode::standard;
  const auto missing = [](const char* what) {
    return make_unknown({Cause::Kind::missing_fact, what, nullptr});
  };
  const auto item = [](int n) {
    return make_context({{"n", Decimal(n)}, {"t", std::string(static_cast<std::size_t>(n), 'x')}});
  };
  const TypePtr record =
      context_type({{"n", simple_type(Kind::number)}, {"t", simple_type(Kind::string)}}, "record");
  World world;
  world.add("a", simple_type(Kind::number), Decimal(5));
  world.add("a b", simple_type(Kind::string), "text of 8");
  world.add("列", list_type(record), make_list({item(1), item(2), item(3)}));
  world.add("o", any_type(), make_context({{"x y", make_list({Decimal(1), "two", Value()})}}));
  world.add("d", simple_type(Kind::date), *Date::make(2026, 11, 23));
  world.add("m", simple_type(Kind::number), standard ? Value() : missing("m"));
  world.add("u", list_type(simple_type(Kind::number)), standard ? make_list({}) : missing("u"));
  world.add("band", simple_type(Kind::number),
            standard ? Value(Decimal(2)) : Value(Band{Decimal(0), Decimal(9), false, true, nullptr}));
  return world;
}

// Small enough for a run to end at once, whatever it is made to do.
Evaluation::Limits limits() {
  Evaluation::Limits small;
  small.depth = 100;
  small.steps = 100'000;
  small.list_items = 10'000;
  small.nesting = 600;
  small.height = 200;
  small.size = 200'000;
  small.text = 1 << 20;
  small.memory = 32 << 20;
  return small;
}

void look_at(const Value& value, const Evaluation& evaluation) {
  require(!to_string(value).empty());
  if (evaluation.mode() == Mode::standard) {
    require(!value.is_unknown() && !value.band());
    if (const auto* null = value.null(); null && null->cause) require(!null->cause->message.en.empty());
  } else if (const auto* unknown = value.unknown()) {
    require(unknown->causes && !unknown->causes->empty());
  }
}

void evaluate(const ExpressionText& text, const World& world, Mode mode) {
  CompileOptions options;
  options.mode = mode;
  options.chinese = mode == Mode::determination;
  Evaluation evaluation(mode, *DateTime::parse("2026-11-23T08:30:00+08:00"), limits());
  if (const auto compiled = compile_expression(text, world.scope, options); compiled.program) {
    look_at(evaluation.evaluate(*compiled.program, world.values), evaluation);
  }
  evaluation.clear_diagnostics();
  const auto tests = compile_unary_tests(text, simple_type(Kind::number), world.scope, options);
  if (tests.program) {
    look_at(evaluation.evaluate_test(*tests.program, Decimal(3), world.values), evaluation);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const World standard = make_world(Mode::standard);
  static const World determination = make_world(Mode::determination);
  const ExpressionText text = expression_text(std::string(reinterpret_cast<const char*>(data), size));
  if (!text::is_valid_utf8(text.expression)) return 0;
  evaluate(text, standard, Mode::standard);
  evaluate(text, determination, Mode::determination);
  return 0;
}
