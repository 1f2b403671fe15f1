// Enact's side of feel_peers.mjs: the workload file in, one line of JSON a result out. Programs are compiled
// once with the types that the workload's records have, in standard mode, and evaluated over values; the
// measure "from JSON" also reads the record from JSON text and writes the result back, which is what an
// engine that is called from another language does on every call.
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "dmn/table.hpp"
#include "feel/compile.hpp"
#include "feel/evaluate.hpp"
#include "feel/json.hpp"
#include "meter.hpp"

namespace {

using namespace enact;
using bench::keep;
using bench::Meter;
using feel::Value;

const Value& entry(const Value& context, std::string_view name) {
  static const Value nothing;
  const Value* found = context.context() ? context.context()->find(name) : nullptr;
  return found ? *found : nothing;
}

std::string text(const Value& context, std::string_view name) {
  const std::string* found = entry(context, name).text();
  return found ? *found : std::string();
}

feel::TypePtr type_of(const Value& value) {
  if (const feel::List* list = value.list()) {
    return feel::list_type(list->items.empty() ? feel::any_type() : type_of(list->items.front()));
  }
  if (const feel::Context* context = value.context()) {
    std::vector<feel::Field> fields;
    for (const auto& [name, part] : context->entries) fields.push_back({name, type_of(part)});
    return feel::context_type(std::move(fields));
  }
  return feel::simple_type(value.kind());
}

void report(const std::string& name, const char* measure, double nanoseconds, const Value& value = {}) {
  std::cout << fmt::format("{{\"name\":{},\"measure\":\"{}\",\"ns\":{:.2f},\"value\":{}}}\n",
                           feel::to_json(Value(name)), measure, nanoseconds, feel::to_json(value));
}

feel::CompileOptions standard() {
  feel::CompileOptions options;
  options.mode = feel::Mode::standard;
  options.chinese = false;
  return options;
}

feel::ProgramPtr compiled(const std::string& expression, const feel::Scope& scope) {
  feel::Compiled made = feel::compile_expression(feel::expression_text(expression), scope, standard());
  if (!made.program) throw std::runtime_error(expression + "\n" + render(made.diagnostics, Language::en));
  return made.program;
}

void measure_expression(const Meter& meter, const Value& described, const Value& records) {
  const std::string name = text(described, "name");
  const std::string expression = text(described, "feel");
  const Value& record = records.list()->items.front();
  feel::Scope scope;
  std::vector<Value> inputs;
  for (const auto& [field, value] : record.context()->entries) {
    scope.declare(field, type_of(value));
    inputs.push_back(value);
  }
  report(name, "check", meter.nanoseconds([&](std::size_t) { (void)compiled(expression, scope); }));

  const feel::ProgramPtr program = compiled(expression, scope);
  feel::Evaluation evaluation(feel::Mode::standard);
  const auto evaluate = [&](std::size_t) { keep(evaluation.evaluate(*program, inputs)); };
  report(name, "evaluate", meter.nanoseconds(evaluate), evaluation.evaluate(*program, inputs));

  // Of the record, what the expression reads, as the other engine of native code is given it.
  std::vector<std::pair<std::string, Value>> read;
  for (const std::int32_t index : program->used_inputs) {
    read.push_back(record.context()->entries[static_cast<std::size_t>(index)]);
  }
  const std::string json = feel::to_json(feel::make_context(read));
  const auto through_json = [&](std::size_t) {
    const auto parsed = feel::parse_json(json);
    std::vector<Value> values(inputs.size());
    for (const std::int32_t index : program->used_inputs) {
      const auto at = static_cast<std::size_t>(index);
      values[at] = entry(*parsed, scope.names()[at].name);
    }
    keep(feel::to_json(evaluation.evaluate(*program, values)));
  };
  report(name, "json", meter.nanoseconds(through_json));

  const std::string batch = text(described, "feel_batch");
  if (batch.empty()) return;
  feel::Scope rows;
  rows.declare("rows", type_of(records));
  const feel::ProgramPtr over_rows = compiled(batch, rows);
  const auto all = [&](std::size_t) { keep(evaluation.evaluate(*over_rows, std::span(&records, 1))); };
  report(name, "batch", meter.nanoseconds(all, static_cast<double>(records.list()->items.size())),
         evaluation.evaluate(*over_rows, std::span(&records, 1)));
}

dmn::DecisionTable read_table(const Value& described, const Value& sample) {
  dmn::DecisionTable table;
  table.name = text(described, "name");
  table.hit_policy = text(described, "policy") == "first" ? dmn::HitPolicy::first : dmn::HitPolicy::unique;
  feel::Scope scope;
  for (const Value& input : entry(described, "inputs").list()->items) {
    table.inputs.push_back({*input.text(), type_of(entry(sample, *input.text()))});
    scope.declare(table.inputs.back().name, table.inputs.back().type);
  }
  table.outputs.push_back({"out", feel::simple_type(feel::Kind::number), {}, nullptr});
  for (const Value& row : entry(described, "rows").list()->items) {
    dmn::Row& made = table.rows.emplace_back();
    const std::vector<Value>& tests = entry(row, "tests").list()->items;
    for (std::size_t i = 0; i < tests.size(); ++i) {
      made.tests.push_back(feel::compile_unary_tests(feel::expression_text(*tests[i].text()),
                                                     table.inputs[i].type, scope, standard())
                               .program);
    }
    made.outputs.push_back(compiled(feel::to_string(entry(row, "output")), scope));
  }
  dmn::build_index(table);
  return table;
}

void measure_table(const Meter& meter, const Value& described) {
  const std::vector<Value>& lookups = entry(described, "lookups").list()->items;
  const dmn::DecisionTable table = read_table(described, lookups.front());
  std::vector<std::vector<Value>> inputs;
  for (const Value& lookup : lookups) {
    std::vector<Value>& values = inputs.emplace_back();
    for (const dmn::InputClause& input : table.inputs) values.push_back(entry(lookup, input.name));
  }
  feel::Evaluation evaluation(feel::Mode::standard);
  std::vector<Value> found;
  for (const std::vector<Value>& values : inputs) found.push_back(decide(table, values, evaluation));
  const auto look = [&](std::size_t i) { keep(decide(table, inputs[i % inputs.size()], evaluation)); };
  report(table.name, "table", meter.nanoseconds(look), feel::make_list(std::move(found)));
}

}  // namespace

int main(int count, char** arguments) try {
  if (count != 2) throw std::runtime_error("usage: enact_peer WORKLOAD.json");
  std::ifstream file(arguments[1], std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  const auto workload = feel::parse_json(std::move(content).str());
  if (!workload) throw std::runtime_error(workload.error().path + ": " + workload.error().message.en);
  const Value& method = entry(*workload, "method");
  const Meter meter(*entry(method, "least_milliseconds").number()->to_int64(),
                    *entry(method, "repetitions").number()->to_int64());
  std::cout << R"({"engine":"enact"})" << "\n";
  for (const Value& one : entry(*workload, "expressions").list()->items) {
    measure_expression(meter, one, entry(*workload, "records"));
  }
  for (const Value& one : entry(*workload, "tables").list()->items) measure_table(meter, one);
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << "\n";
  return 1;
}
