// Random decision tables and inputs for tests: every kind of column and cell, and inputs that are null, of
// another kind, unknown or a band. The same seed gives the same.
#pragma once

#include <array>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "dmn/table.hpp"

namespace enact::dmn::test {

class RandomTables {
 public:
  struct Shape {
    std::size_t columns = 3;
    std::size_t rows = 12;
    bool constant = false;  // no cells that read names, no null, no moments of both sorts in one column
  };

  RandomTables(std::uint64_t seed, feel::Mode mode) : random_(seed), mode_(mode) {}

  int below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(random_); }
  bool one_in(int n) { return below(n) == 0; }

  // Its outputs are the row numbers from 1, or a few numbers where `few_outputs`. Without index.
  DecisionTable table(const Shape& shape, HitPolicy policy, bool few_outputs = false) {
    columns_.clear();
    scope_ = {};
    zones_ = !shape.constant;
    DecisionTable made;
    made.name = "T";
    made.hit_policy = policy;
    for (std::size_t i = 0; i < shape.columns; ++i) {
      columns_.push_back(static_cast<Kind>(below(kinds)));
      std::string name = "c" + std::to_string(i);
      scope_.declare(name, type_of(columns_.back()));
      made.inputs.push_back({std::move(name), type_of(columns_.back())});
    }
    made.outputs.push_back({.name = "", .type = feel::number_type(""), .allowed = {}});
    if (policy == HitPolicy::priority || policy == HitPolicy::output_order) {
      for (const int value : {3, 1, 2, 0}) made.outputs[0].allowed.emplace_back(Decimal(value));
    }
    while (made.rows.size() < shape.rows) {
      Row row;
      for (std::size_t i = 0; i < shape.columns; ++i) row.tests.push_back(test(i, shape.constant));
      const std::size_t output = few_outputs ? static_cast<std::size_t>(below(4)) : made.rows.size() + 1;
      row.outputs.push_back(
          compile_expression(feel::expression_text(std::to_string(output)), scope_, options()).program);
      made.rows.push_back(std::move(row));
    }
    return made;
  }

  // A value for an input of the table made last: of its column's kind; `odd`: often something else.
  feel::Value input(std::size_t column, bool odd) {
    using feel::Value;
    if (odd && one_in(4)) {
      switch (below(mode_ == feel::Mode::determination ? 4 : 2)) {
        case 0:
          return {};
        case 1:
          return value(mode_ == feel::Mode::standard ? static_cast<Kind>(below(kinds)) : columns_[column]);
        case 2:
          return feel::make_unknown({feel::Cause::Kind::missing_fact, "c" + std::to_string(column), nullptr});
        default:
          if (columns_[column] != Kind::number) break;
          return Value(
              feel::Band{.low = Decimal(below(10)), .high = Decimal(10 + below(5)), .causes = nullptr});
      }
    }
    return value(columns_[column]);
  }

  // One value at least of everything that constant cells of the column can tell apart.
  std::vector<feel::Value> probes(std::size_t column) {
    using feel::Value;
    std::vector<Value> values;
    const auto day = [](int n) { return Date{2025, 1, static_cast<std::int8_t>(10 + n)}; };
    switch (columns_[column]) {
      case Kind::number:
        for (int n = -1; n < 60; ++n) values.emplace_back(*Decimal(n).divide(Decimal(4)));
        break;
      case Kind::string:
        values = {Value(""), Value("z")};
        for (int n = 0; n < constants; ++n) {
          values.emplace_back("s" + std::to_string(n));
          values.emplace_back("s" + std::to_string(n) + " ");
        }
        break;
      case Kind::boolean:
        return {Value(true), Value(false)};
      case Kind::date:
        for (int n = -1; n <= constants; ++n) values.emplace_back(day(n));
        break;
      case Kind::moment:
        for (int n = -1; n <= constants; ++n) {
          for (const int hour : {7, 8, 9}) {
            values.emplace_back(DateTime{day(n), *Time::make(hour, 0, 0, 0)});
          }
        }
        break;
      case Kind::duration:
        for (int n = -1; n <= constants * 2; ++n) values.emplace_back(DaysDuration{n * 43200, 0});
        break;
      case Kind::code:
        for (const char* code : codes) values.emplace_back(code);
        break;
    }
    return values;
  }

  feel::CompileOptions options() const {
    feel::CompileOptions options;
    options.mode = mode_;
    return options;
  }

 private:
  enum class Kind { number, string, boolean, date, moment, duration, code };
  static constexpr int kinds = 7;
  static constexpr int constants = 14;
  static constexpr std::array<const char*, 3> codes{"甲", "乙", "丙"};

  std::string constant(Kind kind) {
    const int n = below(constants);
    switch (kind) {
      case Kind::number:
        return one_in(4) ? std::to_string(n) + ".5" : std::to_string(n);
      case Kind::string:
        return "\"s" + std::to_string(n) + "\"";
      case Kind::boolean:
        return n % 2 == 0 ? "true" : "false";
      case Kind::date:
        return "date(\"2025-01-" + std::to_string(10 + n) + "\")";
      case Kind::moment:
        return "date and time(\"2025-01-" + std::to_string(10 + n) +
               (zones_ && one_in(3) ? "T10:00:00Z" : "T08:00:00") + "\")";
      case Kind::duration:
        return "duration(\"P" + std::to_string(n) + "D\")";
      case Kind::code:
        return "\"" + std::string(codes[static_cast<std::size_t>(n) % codes.size()]) + "\"";
    }
    return {};
  }

  static bool ordered(Kind kind) { return kind != Kind::boolean && kind != Kind::code; }

  std::string range(Kind kind) {
    static constexpr std::array<const char*, 4> signs{"< ", "<= ", "> ", ">= "};
    if (one_in(2)) return signs[static_cast<std::size_t>(below(4))] + constant(kind);
    return (one_in(2) ? "[" : "(") + constant(kind) + ".." + constant(kind) + (one_in(2) ? "]" : ")");
  }

  std::string cell(std::size_t column, bool constant_only) {
    const Kind kind = columns_[column];
    switch (below(constant_only ? 6 : 9)) {
      case 0:
        return "-";
      case 1:
        return constant(kind);
      case 2:
        return constant(kind) + ", " + constant(kind);
      case 3:
        return "not(" + constant(kind) + ")";
      case 4:
        return ordered(kind) ? range(kind) : constant(kind);
      case 5:
        return ordered(kind) ? "not(" + range(kind) + ", " + constant(kind) + ")"
                             : "[" + constant(kind) + "]";
      case 6:
        return "null";
      case 7:
        return "? != " + constant(kind);
      default:
        return "= c" + std::to_string(column) + ", " + constant(kind);  // reads a name
    }
  }

  feel::ProgramPtr test(std::size_t column, bool constant_only) {
    for (;;) {
      const std::string text = cell(column, constant_only);
      if (text == "-" && one_in(2)) return nullptr;
      // In standard mode a column may hold cells of any kind.
      auto compiled =
          compile_unary_tests(feel::expression_text(text), type_of(columns_[column]), scope_, options());
      if (compiled.program) return compiled.program;
    }
  }

  feel::Value value(Kind kind) {
    const auto compiled = compile_expression(feel::expression_text(constant(kind)), feel::Scope(), options());
    feel::Evaluation evaluation(feel::Mode::standard);
    return evaluation.evaluate(*compiled.program, {});
  }

  static feel::TypePtr type_of(Kind kind) {
    switch (kind) {
      case Kind::number:
        return feel::number_type("");
      case Kind::boolean:
        return feel::simple_type(feel::Kind::boolean);
      case Kind::date:
        return feel::simple_type(feel::Kind::date);
      case Kind::moment:
        return feel::simple_type(feel::Kind::date_time);
      case Kind::duration:
        return feel::simple_type(feel::Kind::days_duration);
      case Kind::string:
        return feel::simple_type(feel::Kind::string);
      case Kind::code:
        break;
    }
    feel::Type type;
    type.kind = feel::Kind::string;
    type.name = "码";
    for (const char* code : codes) type.codes.emplace_back(code);
    return std::make_shared<const feel::Type>(std::move(type));
  }

  std::mt19937_64 random_;
  feel::Mode mode_;
  feel::Scope scope_;
  std::vector<Kind> columns_;
  bool zones_ = true;
};

}  // namespace enact::dmn::test
