// See lever_places.hpp.
#include "policy/lever_places.hpp"

#include <algorithm>

#include "feel/builtins.hpp"

namespace enact::policy {
namespace {

using feel::ir::Node;
using feel::ir::NodeId;
using feel::ir::Op;
using feel::ir::Program;

constexpr std::string_view parameters_name = "参数";
constexpr std::string_view policy_name = "政策";

// A day written as `date("2026-05-01")` or `@"2026-05-01"`.
std::optional<Date> day_of(const Program& program, const Node& node) {
  if (node.op == Op::constant) {
    const Date* day = program.constants[static_cast<std::size_t>(node.index)].date();
    return day != nullptr ? std::optional(*day) : std::nullopt;
  }
  if (node.op != Op::call_builtin || node.args.size() != 1 || node.args[0] == feel::ir::none)
    return std::nullopt;
  if (feel::builtins()[static_cast<std::size_t>(node.index)].name != "date") return std::nullopt;
  const Node& argument = program.node(node.args[0]);
  if (argument.op != Op::constant) return std::nullopt;
  const std::string* text = program.constants[static_cast<std::size_t>(argument.index)].text();
  return text != nullptr ? Date::parse(*text) : std::nullopt;
}

class Finder {
 public:
  explicit Finder(const Program& program) : program_(program) {}

  std::vector<Constant> run() {
    visit(program_.root, {});
    std::sort(found_.begin(), found_.end(), [&](const Constant& a, const Constant& b) {
      return program_.node(a.node).span.begin < program_.node(b.node).span.begin;
    });
    return std::move(found_);
  }

 private:
  // `[1]`, `[-1]`: which item of a list.
  bool is_position(NodeId id) const {
    const Node* node = &program_.node(id);
    if (node->op == Op::negate) node = &program_.node(node->args[0]);
    return node->op == Op::constant && node->type->kind == feel::Kind::number;
  }

  void visit(NodeId id, const Text& of_band) {
    if (id == feel::ir::none) return;
    const Node& node = program_.node(id);
    if (const auto day = day_of(program_, node)) {
      found_.push_back({id, *day, feel::simple_type(feel::Kind::date), of_band});
      return;
    }
    if (node.op == Op::constant) {
      const feel::Value& value = program_.constants[static_cast<std::size_t>(node.index)];
      if (value.number() != nullptr) found_.push_back({id, value, node.type, of_band});
      return;
    }
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      if (node.op == Op::filter && i == 1 && is_position(node.args[i])) continue;
      const bool bound = node.op == Op::range && node.args[0] != node.args.back();
      visit(node.args[i], bound ? (i == 0 ? Text{"下限", "least"} : Text{"上限", "most"}) : Text{});
    }
  }

  const Program& program_;
  std::vector<Constant> found_;
};

// The names of the surroundings that a program reads, and of 参数 which.
void read_names(const Program& program, std::set<std::string>& names) {
  std::vector<bool> named(program.nodes.size(), false);
  for (const Node& node : program.nodes) {
    if (node.op != Op::field || node.args[0] == feel::ir::none) continue;
    const Node& from = program.node(node.args[0]);
    if (from.op != Op::input) continue;
    const std::string& name = program.inputs[static_cast<std::size_t>(from.index)].name;
    if (name != parameters_name) continue;
    named[static_cast<std::size_t>(node.args[0])] = true;
    names.insert("parameter/" + node.name);
  }
  for (std::size_t i = 0; i < program.nodes.size(); ++i) {
    const Node& node = program.nodes[i];
    if (node.op != Op::input || named[i]) continue;
    const std::string& name = program.inputs[static_cast<std::size_t>(node.index)].name;
    names.insert(name == parameters_name ? "parameter/*" : name == policy_name ? "in force" : "name/" + name);
  }
}

}  // namespace

std::vector<Constant> constants_of(const Program& program) {
  return Finder(program).run();
}

feel::ProgramPtr with_constant(const Program& program, NodeId node, const feel::Value& value) {
  auto copy = std::make_shared<Program>(program);
  Node& changed = copy->nodes[static_cast<std::size_t>(node)];
  changed.op = Op::constant;
  changed.args.clear();
  changed.type_index = -1;
  changed.index = static_cast<std::int32_t>(copy->constants.size());
  copy->constants.push_back(value);
  return copy;
}

void each_expression(Provision& provision, const Visit& visit) {
  const auto at = [&](const std::string& place, const Text& title, Expression& expression) {
    if (expression.program) visit(place, title, expression.program);
  };
  if (provision.each) at("each", {"事项", "events"}, provision.each->list);
  if (provision.each && provision.each->date) at("date", {"日期", "date"}, *provision.each->date);
  if (provision.date) at("date", {"日期", "date"}, *provision.date);
  for (Let& let : provision.lets) at("let/" + let.name, {let.name, let.name}, let.value);
  for (Condition& condition : provision.conditions) {
    const Text title = condition.title.empty() ? Text{condition.name, condition.name} : condition.title;
    at("when/" + condition.name, title, condition.rule);
  }
  if (provision.monthly) {
    Monthly& monthly = *provision.monthly;
    at("monthly", {"按月", "by month"}, monthly.from);
    at("monthly", {"按月", "by month"}, monthly.to);
    if (monthly.months) at("monthly", {"月数", "months"}, *monthly.months);
    if (monthly.amount) at("amount", {"金额", "amount"}, *monthly.amount);
  }
  if (!provision.amount) return;
  at("amount", {"金额", "amount"}, provision.amount->value);
  for (Cap& cap : provision.amount->caps) at("cap", {"封顶", "cap"}, cap.amount);
}

void each_cell(dmn::DecisionTable& table, const Visit& visit) {
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const std::string row = std::to_string(i + 1);
    const Text title{"第" + row + "行", "row " + row};
    for (feel::ProgramPtr& test : table.rows[i].tests) {
      if (test) visit("test", title, test);
    }
    for (feel::ProgramPtr& output : table.rows[i].outputs) {
      if (output) visit("output", title, output);
    }
  }
}

std::set<std::string> shared_by(const Package& package, const Provision& provision) {
  std::set<std::string> names;
  // Only reads: each_expression() takes what may be changed.
  Provision copy = provision;
  each_expression(
      copy, [&](const std::string&, const Text&, feel::ProgramPtr& program) { read_names(*program, names); });
  if (provision.matter) {
    for (const Expression& part : provision.matter->parts) read_names(*part.program, names);
  }
  if (provision.amount) {
    for (const Cap& cap : provision.amount->caps) {
      for (const Expression& part : cap.per) read_names(*part.program, names);
    }
  }
  // Backwards: a definition reads those before it.
  for (auto definition = package.definitions.rbegin(); definition != package.definitions.rend();
       ++definition) {
    const bool read = definition->subject == provision.subject && names.contains("name/" + definition->name);
    if (!read) continue;
    names.insert("define/" + definition->name);
    read_names(*definition->rule.program, names);
  }
  std::set<std::string> shared;
  for (const std::string& name : names) {
    if (!name.starts_with("name/")) {
      shared.insert(name);
    } else if (package.tables.contains(name.substr(5))) {
      shared.insert("table/" + name.substr(5));
    }
  }
  return shared;
}

}  // namespace enact::policy
