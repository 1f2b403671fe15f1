// What the tests of the evaluator share: evaluating a text over inputs, and reading the result.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "feel/compile.hpp"
#include "feel/evaluate.hpp"

namespace enact::feel::testing {

// What an expression evaluates to, as text.
struct Case {
  const char* text;
  const char* result;
};

using Inputs = std::vector<std::pair<std::string, Value>>;

// The value of `text` with inputs of any type; a text that does not compile fails the test.
inline Value run(const std::string& text, Mode mode, const Inputs& inputs = {},
                 Diagnostics* errors = nullptr) {
  Scope scope;
  std::vector<Value> values;
  for (const auto& [name, value] : inputs) {
    scope.declare(name, any_type());
    values.push_back(value);
  }
  CompileOptions options;
  options.mode = mode;
  const auto compiled = compile_expression(expression_text(text), scope, options);
  EXPECT_TRUE(compiled.program) << text << "\n" << render(compiled.diagnostics, Language::en);
  if (!compiled.program) return {};
  Evaluation evaluation(mode, *DateTime::parse("2026-11-23T08:30:00+08:00"));
  auto result = evaluation.evaluate(*compiled.program, values);
  if (errors) *errors = evaluation.diagnostics();
  return result;
}

inline std::string standard(const std::string& text, const Inputs& inputs = {}) {
  return to_string(run(text, Mode::standard, inputs));
}
inline std::string determined(const std::string& text, const Inputs& inputs = {}) {
  return to_string(run(text, Mode::determination, inputs));
}

inline Value missing(const std::string& what) {
  return make_unknown({Cause::Kind::missing_fact, what, nullptr});
}
inline Value number(const char* text) {
  return *Decimal::parse(text);
}
inline Value band(const char* low, const char* high, bool low_open = false) {
  return Band{*Decimal::parse(low), *Decimal::parse(high), low_open, false, nullptr};
}
// A list with flags: perhaps-items by a leading '?' in `flags` ("?" or "." an item), open by `open`.
inline Value list(std::vector<Value> items, const std::string& flags = "", bool open = false) {
  auto result = std::make_shared<List>();
  result->items = std::move(items);
  for (const char flag : flags) result->perhaps.push_back(flag == '?');
  result->open = open;
  if (open || !flags.empty()) {
    result->causes = std::make_shared<const std::vector<Cause>>(
        1,
        Cause{open ? Cause::Kind::open_list : Cause::Kind::missing_fact, open ? "open" : "maybe", nullptr});
  }
  return ListPtr(std::move(result));
}

}  // namespace enact::feel::testing
