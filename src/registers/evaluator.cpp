#include "registers/evaluator.hpp"

namespace enact::registers {
namespace {

using feel::Value;

Value missing(std::string what) {
  const feel::Cause cause{.kind = feel::Cause::Kind::missing_fact, .what = std::move(what), .diagnostic = {}};
  return feel::Unknown{std::make_shared<const std::vector<feel::Cause>>(std::vector{cause})};
}

Value value_or_missing(const Values& values, const std::string& name, const std::string& path) {
  const auto found = values.find(name);
  return found == values.end() ? missing(path) : found->second;
}

}  // namespace

Value Evaluator::evaluate(const policy::Expression& expression) {
  const feel::ir::Program& program = *expression.program;
  std::vector<Value> inputs(program.inputs.size());
  for (const std::int32_t used : program.used_inputs) {
    const auto at = static_cast<std::size_t>(used);
    inputs[at] = input(program.inputs[at].name);
  }
  feel::Evaluation evaluation(feel::Mode::determination);
  return evaluation.evaluate(program, inputs);
}

std::optional<bool> Evaluator::holds(const policy::Expression& rule) {
  const Value held = evaluate(rule);
  return held.boolean() == nullptr ? std::nullopt : std::optional(*held.boolean());
}

Values Evaluator::completed() {
  Values all = values_;
  for (const policy::RegisterField& field : made_.fields) {
    if (!field.value) continue;
    Value value = evaluate(*field.value);
    if (value.is_null() || value.is_unknown() || value.band() != nullptr) continue;
    all.insert_or_assign(field.name(), std::move(value));
  }
  return all;
}

Value Evaluator::input(const std::string& name) {
  if (const auto given = given_.find(name); given != given_.end()) return given->second;
  if (const policy::RegisterField* field = made_.field(name)) return of_field(*field);
  if (name == "查询日") return Value(today_);
  if (name == "参数") return book_.parameters.on(today_);
  const auto constant = book_.constants.find(name);
  return constant == book_.constants.end() ? missing(name) : constant->second;
}

Value Evaluator::of_field(const policy::RegisterField& field) {
  if (field.value) return evaluate(*field.value);  // reads only what is declared before it
  Value own = value_or_missing(values_, field.name(), field.name());
  if (field.columns.empty()) return seen(field, std::move(own), field.name());
  const feel::List* lines = own.list();
  if (lines == nullptr) return own;
  std::vector<Value> items;
  for (const Value& line : lines->items) {
    const feel::Context* parts = line.context();
    std::vector<std::pair<std::string, Value>> entries;
    for (const policy::RegisterField& column : field.columns) {
      const std::string path = field.name() + "." + column.name();
      const Value* part = parts == nullptr ? nullptr : parts->find(column.name());
      const bool is_there = part != nullptr && !part->is_null();
      entries.emplace_back(column.name(), is_there ? seen(column, *part, path) : missing(path));
    }
    items.push_back(feel::make_context(std::move(entries)));
  }
  return feel::make_list(std::move(items));
}

// An entry as a context of its fields, anything else as it is.
Value Evaluator::seen(const policy::RegisterField& field, Value own, const std::string& path) {
  const policy::Register* target = field.entry.empty() ? nullptr : book_.find(field.entry);
  if (target == nullptr || own.text() == nullptr) return own;
  const std::optional<Values> theirs = find_(*target, *own.text());
  if (!theirs) return missing(path);
  std::vector<std::pair<std::string, Value>> entries;
  for (const policy::RegisterField& one : target->fields) {
    entries.emplace_back(one.name(), value_or_missing(*theirs, one.name(), path + "." + one.name()));
  }
  return feel::make_context(std::move(entries));
}

}  // namespace enact::registers
