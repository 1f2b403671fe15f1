// Running the TCK's cases, comparing, and the rows of its results.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dmn/tck.hpp"
#include "dmn/xml.hpp"

namespace enact::dmn::tck {
namespace {

using feel::Value;
using Kind = Executable::Invocable::Kind;

std::string at(const std::string& where) {
  return where.empty() ? "" : where + ": ";
}

std::string parted(const std::string& where, const Value& expected, const Value& actual) {
  return fmt::format("{}expected {}, got {}", at(where), to_string(expected), to_string(actual));
}

bool close(const Decimal& a, const Decimal& b) {
  static const Decimal tolerance = *Decimal::parse("0.00000001");
  const auto apart = a.subtract(b);
  return a == b || (apart && apart->abs() <= tolerance);
}

std::optional<std::string> differ(const Value& expected, const Value& actual, const std::string& where) {
  if (expected.is_null() || actual.is_null() || expected.kind() != actual.kind()) {
    if (expected.is_null() && actual.is_null()) return std::nullopt;
    return parted(where, expected, actual);
  }
  if (expected.number() && actual.number()) {
    if (close(*expected.number(), *actual.number())) return std::nullopt;
    return parted(where, expected, actual);
  }
  if (const auto* list = expected.list()) {
    const auto& items = actual.list()->items;
    if (list->items.size() != items.size()) return parted(where, expected, actual);
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (auto apart = differ(list->items[i], items[i], fmt::format("{}[{}]", where, i + 1))) return apart;
    }
    return std::nullopt;
  }
  if (const auto* context = expected.context()) {
    if (context->entries.size() != actual.context()->entries.size()) return parted(where, expected, actual);
    for (const auto& [name, value] : context->entries) {
      const Value* found = actual.context()->find(name);
      if (!found) return parted(where, expected, actual);
      if (auto apart = differ(value, *found, where + "." + name)) return apart;
    }
    return std::nullopt;
  }
  if (identical(expected, actual)) return std::nullopt;
  return parted(where, expected, actual);
}

// Why a value is null, if anything says so.
std::optional<Diagnostic> cause_of(const Value& value, const feel::Evaluation& evaluation) {
  if (value.is_null() && value.null()->cause) return *value.null()->cause;
  if (!evaluation.diagnostics().empty()) return evaluation.diagnostics().back();
  return std::nullopt;
}

// What one expectation of a case is about: of a service with several outputs, the entry of that name.
Value asked(const Case& test, const Expectation& expected, const Executable& executable,
            feel::Evaluation& evaluation) {
  if (test.kind == Kind::decision) return executable.decide(expected.name, test.inputs, evaluation);
  const std::string& name = test.invocable.empty() ? expected.name : test.invocable;
  Value whole = executable.invoke(test.kind, name, test.inputs, evaluation);
  for (const Executable::Invocable& invocable : executable.invocables()) {
    const bool several =
        invocable.kind == test.kind && invocable.name == name && invocable.outputs.size() > 1;
    if (!several || !whole.context()) continue;
    if (std::ranges::find(invocable.outputs, expected.name) == invocable.outputs.end()) continue;
    if (const Value* entry = whole.context()->find(expected.name)) return *entry;
  }
  return whole;
}

std::string quoted(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    if (c == '\n' || c == '\r') {
      made += ' ';
      continue;
    }
    if (c == '"') made += '"';
    made += c;
  }
  return made + '"';
}

Row failed_file(const Suite& suite, const std::string& file, const Diagnostics& diagnostics) {
  Text comment;
  for (const Diagnostic& each : diagnostics) {
    if (each.severity != Severity::error) continue;
    comment = each.message;
    break;
  }
  return {suite.path, file, {"", false, comment}};
}

}  // namespace

std::optional<std::string> difference(const Value& expected, const Value& actual) {
  return differ(expected, actual, "");
}

Outcome run(const Case& test, const Executable& executable, const DateTime& now) {
  Outcome outcome{test.id, true, {}};
  for (const Expectation& expected : test.results) {
    feel::Evaluation evaluation(feel::Mode::standard, now);
    const Value actual = asked(test, expected, executable, evaluation);
    const auto cause = cause_of(actual, evaluation);
    std::optional<std::string> apart;
    if (!expected.error) {
      apart = difference(expected.value, actual);
    } else if (!actual.is_null()) {
      apart = fmt::format("expected an error, got {}", to_string(actual));
    } else if (!cause) {
      apart = "expected an error, got null without one";
    }
    if (!apart) continue;
    outcome.passed = false;
    const std::string why = cause ? fmt::format(" [{}] ", cause->code) : "";
    const std::string before = outcome.comment.en.empty() ? "" : "; ";
    outcome.comment.zh +=
        fmt::format("{}{}: {}{}{}", before, expected.name, *apart, why, cause ? cause->message.zh : "");
    outcome.comment.en +=
        fmt::format("{}{}: {}{}{}", before, expected.name, *apart, why, cause ? cause->message.en : "");
  }
  return outcome;
}

std::vector<Row> run(const Suite& suite, const DateTime& now) {
  std::vector<model::DefinitionsPtr> models;
  std::map<std::string, ReadModel> read;
  for (const auto& [file, source] : suite.models) {
    models.push_back(read.emplace(file, read_xml(source)).first->second.model);
  }
  std::vector<Row> rows;
  for (const auto& [file, source] : suite.tests) {
    const std::string stem = file.substr(0, file.rfind('.'));
    const Cases cases = read_cases(source);
    auto model = read.find(cases.model);
    if (model == read.end() && read.size() == 1) model = read.begin();
    if (has_errors(cases.diagnostics)) rows.push_back(failed_file(suite, stem, cases.diagnostics));
    if (model == read.end() || !model->second.model) {
      Diagnostics diagnostics = model == read.end() ? Diagnostics() : model->second.diagnostics;
      if (!has_errors(diagnostics)) {
        Diagnostic missing;
        missing.message = {fmt::format("文件夹中没有模型 `{}`", cases.model),
                           fmt::format("the folder has no model `{}`", cases.model)};
        diagnostics.push_back(std::move(missing));
      }
      rows.push_back(failed_file(suite, stem, diagnostics));
      continue;
    }
    const auto compiled = Executable::compile(model->second.model, models);
    for (const Case& test : cases.cases) {
      rows.push_back({suite.path, stem, run(test, *compiled.executable, now)});
    }
  }
  return rows;
}

std::string csv_line(const Row& row) {
  const Outcome& outcome = row.outcome;
  return fmt::format("{},{},{},{},{}\n", quoted(row.suite), quoted(row.file), quoted(outcome.id),
                     quoted(outcome.passed ? "SUCCESS" : "ERROR"), quoted(outcome.comment.en));
}

}  // namespace enact::dmn::tck
