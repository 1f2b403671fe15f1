// See figures.hpp.
#include "policy/figures.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "policy/yaml_mapping.hpp"

namespace enact::policy {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// All numbers written in the rules of a provision, in the tables that it calls and in parameters it reads.
class Numbers {
 public:
  Numbers(const Package& package, const Provision& provision) : package_(package) {
    if (provision.each) add(provision.each->list);
    if (provision.monthly) {
      add(provision.monthly->from);
      add(provision.monthly->to);
      if (provision.monthly->months) add(*provision.monthly->months);
      if (provision.monthly->amount) add(*provision.monthly->amount);
    }
    for (const Let& let : provision.lets) add(let.value);
    for (const Condition& condition : provision.conditions) add(condition.rule);
    if (provision.amount) {
      add(provision.amount->value);
      for (const Cap& cap : provision.amount->caps) add(cap.amount);
    }
  }

  bool has(const Decimal& number) const {
    return std::any_of(numbers_.begin(), numbers_.end(), [&](const Decimal& each) { return each == number; });
  }

 private:
  void add(const Expression& expression) {
    if (expression.program) add(*expression.program);
  }

  void add(const feel::ir::Program& program) {
    for (const feel::Value& constant : program.constants) add(constant);
    for (const std::int32_t index : program.used_inputs) {
      const std::string& name = program.inputs[static_cast<std::size_t>(index)].name;
      if (const auto table = package_.tables.find(name); table != package_.tables.end()) add(*table->second);
      for (const Definition& definition : package_.definitions) {
        if (definition.name == name) add(definition.rule);
      }
    }
    for (const feel::ir::Node& node : program.nodes) {
      const Parameter* parameter = node.op == feel::ir::Op::field ? package_.parameter(node.name) : nullptr;
      if (parameter == nullptr) continue;
      for (const ParameterValue& value : parameter->values) add(value.value);
    }
  }

  void add(const dmn::DecisionTable& table) {
    for (const dmn::Row& row : table.rows) {
      for (const auto* programs : {&row.tests, &row.outputs}) {
        for (const feel::ProgramPtr& program : *programs) {
          if (program) add(*program);
        }
      }
    }
  }

  void add(const feel::Value& value) {
    if (const Decimal* number = value.number()) {
      numbers_.push_back(*number);
    } else if (const feel::Range* range = value.range()) {
      add(range->low);
      add(range->high);
    } else if (const feel::List* list = value.list()) {
      for (const feel::Value& item : list->items) add(item);
    } else if (const feel::Context* context = value.context()) {
      for (const auto& [name, entry] : context->entries) add(entry);
    }
  }

  const Package& package_;
  std::vector<Decimal> numbers_;
};

void check(const Package& package, const Mark& mark, const std::map<std::string, Numbers>& numbers,
           Diagnostics& diagnostics) {
  const std::vector<Decimal> wanted = figure_numbers(mark.text);
  std::vector<std::string> quoting;
  for (const std::string& id : mark.provisions) {
    if (numbers.count(id) > 0) quoting.push_back(id);
  }
  if (quoting.empty()) return;
  const bool used = std::all_of(wanted.begin(), wanted.end(), [&](const Decimal& number) {
    return std::any_of(quoting.begin(), quoting.end(),
                       [&](const std::string& id) { return numbers.at(id).has(number); });
  });
  if (used) return;
  const Provision* provision = package.provision(quoting.front());
  yaml::error(
      diagnostics, "coverage.figure", package.document.location(mark.paragraph, mark.span),
      {fmt::format("引用“{}”的条款（{}），规则里没有这个数", mark.text, fmt::join(quoting, "、")),
       fmt::format("no rule of the provisions that quote “{}” ({}) has this number", mark.text,
                   fmt::join(quoting, ", "))},
      {"按正文改正规则中的数；若由别的条款执行，由那个条款引用",
       "correct the number in the rule to the text; if another provision carries it out, let that quote it"});
  diagnostics.back().labels.push_back(
      {provision->location, {"引用它的条款", "the provision that quotes it"}});
}

}  // namespace

std::vector<Decimal> figure_numbers(std::string_view figure) {
  std::vector<std::string> digits;
  std::size_t end = 0;
  for (std::size_t at = 0; at < figure.size(); ++at) {
    if (!is_digit(figure[at])) continue;
    std::string number;
    for (; at < figure.size() && (is_digit(figure[at]) || figure[at] == '.' || figure[at] == ','); ++at) {
      if (figure[at] != ',') number += figure[at];
    }
    digits.push_back(std::move(number));
    end = at;
  }
  const std::string_view measure = figure.substr(end);
  std::optional<Decimal> factor;
  if (measure.starts_with("亿元")) {
    factor = Decimal(100'000'000);
  } else if (measure.starts_with("万元")) {
    factor = Decimal(10'000);
  } else if (measure.starts_with("元")) {
    factor = Decimal(1);
  } else if (measure.starts_with("%")) {
    factor = Decimal::parse("0.01");
  }
  std::vector<Decimal> numbers;
  for (const std::string& each : digits) {
    const std::optional<Decimal> number = Decimal::parse(each);
    const std::optional<Decimal> scaled = number && factor ? number->multiply(*factor) : std::nullopt;
    if (scaled) numbers.push_back(*scaled);
  }
  return numbers;
}

void check_figures(const Package& package, Diagnostics& diagnostics) {
  std::map<std::string, Numbers> numbers;
  for (const Provision& provision : package.provisions) {
    const bool has_rules = provision.amount || provision.monthly || !provision.conditions.empty();
    if (has_rules) numbers.emplace(provision.id, Numbers(package, provision));
  }
  for (const Mark& mark : package.document.marks) {
    if (mark.kind == Mark::Kind::figure) check(package, mark, numbers, diagnostics);
  }
}

}  // namespace enact::policy
