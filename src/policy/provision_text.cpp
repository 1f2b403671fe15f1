// From a compiled package to its written form. See provision_text.hpp.
#include "policy/provision_text.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "policy/known.hpp"
#include "policy/standard_feel.hpp"

namespace enact::policy {
namespace {

feel::Scope scope_of(const feel::ProgramPtr& program) {
  feel::Scope scope;
  for (const feel::ir::Input& input : program->inputs) scope.declare(input.name, input.type);
  return scope;
}

WrittenExpression written(const Expression& expression) {
  return {standard_feel(expression.text, scope_of(expression.program), feel::Mode::determination).feel,
          expression.text};
}
std::optional<WrittenExpression> written(const std::optional<Expression>& expression) {
  if (!expression) return std::nullopt;
  return written(*expression);
}

bool same(const Validity& a, const Validity& b) {
  return a.from == b.from && a.to == b.to;
}

std::optional<Validity> if_bound(const Validity& days) {
  return days.from || days.to ? std::optional(days) : std::nullopt;
}

ConditionText text_of(const Condition& condition, const Provision& provision) {
  ConditionText text{.name = condition.name,
                     .title = condition.title,
                     .rule = written(condition.rule),
                     .citation = condition.citation ? condition.citation->text : "",
                     .words = condition.words,
                     .assumption = condition.assumption,
                     .validity = if_bound(condition.validity),
                     .known = if_bound(condition.known)};
  if (same(condition.validity, provision.validity)) text.validity.reset();
  return text;
}

CapText text_of(const Cap& cap) {
  CapText text{.over = cap.over, .amount = written(cap.amount), .per = {}, .assumption = cap.assumption};
  for (const Expression& part : cap.per) text.per.push_back(written(part));
  return text;
}

MonthlyText text_of(const Monthly& monthly) {
  MonthlyText text{written(monthly.from), std::nullopt, written(monthly.months), written(monthly.amount),
                   monthly.one_claim};
  if (monthly.to.program) text.to = written(monthly.to);
  return text;
}

std::string hit_policy_text(const dmn::DecisionTable& table) {
  static constexpr std::array<std::string_view, 7> policies{"U", "A", "F", "P", "R", "O", "C"};
  static constexpr std::array<std::string_view, 5> sums{"", "+", "<", ">", "#"};
  return std::string(policies[static_cast<std::size_t>(table.hit_policy)]) +
         std::string(sums[static_cast<std::size_t>(table.aggregation)]);
}

// The cells of one row of a Markdown table, from the first after the opening bar.
std::vector<std::string> cells_of(std::string_view text) {
  std::vector<std::string> cells;
  std::string cell;
  const auto finish = [&] {
    std::string_view trimmed = text::trim(cell);
    if (trimmed.size() >= 2 && trimmed.front() == '`' && trimmed.back() == '`') {
      trimmed = trimmed.substr(1, trimmed.size() - 2);
    }
    cells.emplace_back(trimmed);
    cell.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '|') {
      cell += text[++i];
    } else if (text[i] == '|') {
      finish();
    } else {
      cell += text[i];
    }
  }
  finish();
  return cells;
}

std::string_view text_at(const Location& place) {
  return std::string_view(place.source->text()).substr(place.span.begin, place.span.end - place.span.begin);
}

// Of a header cell `级别: string in ("甲", "乙")` or `年龄: number in [0..150]` the tests; empty: any value.
std::string allowed_in(std::string_view cell) {
  constexpr std::string_view mark = " in ";
  const std::size_t at = cell.find(mark, std::min(cell.find(':'), cell.size()));
  if (at == std::string_view::npos) return "";
  const std::string_view tests = text::trim(cell.substr(at + mark.size()));
  if (!tests.starts_with("(") || !tests.ends_with(")")) return std::string(tests);
  int depth = 0;
  for (std::size_t i = 0; i < tests.size(); ++i) {
    if (tests[i] == '(' || tests[i] == '[') ++depth;
    if (tests[i] == ')' || tests[i] == ']') --depth;
    if (depth == 1 && tests.substr(i).starts_with("..")) return std::string(tests);  // a range
  }
  return std::string(tests.substr(1, tests.size() - 2));
}

}  // namespace

ProvisionText text_of(const Package& package, const Provision& provision) {
  ProvisionText text;
  text.id = provision.id;
  text.article = provision.article;
  text.kind = to_string(provision.kind);
  text.title = provision.title;
  text.summary = provision.summary;
  for (const Citation& citation : provision.citations) text.citations.push_back(citation.text);
  if (provision.amount_citation) text.amount_citation = provision.amount_citation->text;
  text.subject = provision.subject;
  if (provision.each) {
    text.variable = provision.each->variable;
    text.list = written(provision.each->list);
    text.date = written(provision.each->date);
  } else {
    text.date = written(provision.date);
  }
  if (provision.monthly) text.monthly = text_of(*provision.monthly);
  for (const Let& let : provision.lets) text.lets.push_back({let.name, written(let.value)});
  for (const Condition& each : provision.conditions) text.conditions.push_back(text_of(each, provision));
  if (provision.amount) {
    text.amount = {written(provision.amount->value), provision.amount->decided_by,
                   provision.amount->estimate};
    for (const Cap& cap : provision.amount->caps) text.caps.push_back(text_of(cap));
  }
  if (provision.matter) {
    text.matter = provision.matter->kind;
    for (const Expression& part : provision.matter->parts) text.matter_parts.push_back(written(part));
  }
  text.stacking = provision.stacking;
  text.payee = provision.payee;
  text.payer = provision.payer;
  text.procedure = provision.procedure;
  text.leads = provision.leads;
  text.opinions = provision.opinions;
  text.involved = provision.involved;
  text.evidence = provision.evidence;
  text.task = provision.task;
  text.joint = provision.joint;
  text.assumptions = provision.assumptions;
  if (!same(provision.validity, package.in_force)) text.validity = provision.validity;
  text.known = if_bound(provision.known);
  return text;
}

RuleTableText text_of(const std::string& name, const dmn::DecisionTable& table) {
  RuleTableText text{
      .name = name, .hit_policy = hit_policy_text(table), .inputs = {}, .outputs = {}, .rows = {}};
  feel::Scope scope;
  // Programs do not keep their spelling: it stands in the policy's text, where the table does.
  std::string_view header = text::trim(text_at(table.location));
  header = header.substr(0, header.find('\n'));
  if (header.starts_with("|")) header.remove_prefix(1);
  const std::vector<std::string> headings = cells_of(header);
  for (std::size_t i = 0; i < table.inputs.size(); ++i) {
    const dmn::InputClause& input = table.inputs[i];
    RuleTableText::Clause clause{input.name, feel::to_string(*input.type)};
    if (input.allowed) {
      const std::string tests = allowed_in(headings[i + 1]);
      clause.allowed = standard_tests(tests, input.type, scope, feel::Mode::determination).feel;
    }
    text.inputs.push_back(std::move(clause));
  }
  for (const dmn::InputClause& input : table.inputs) scope.declare(input.name, input.type);
  for (const dmn::OutputClause& output : table.outputs) {
    text.outputs.push_back({output.name, feel::to_string(*output.type)});
  }
  for (const dmn::Row& row : table.rows) {
    const std::vector<std::string> cells = cells_of(text_at(row.location));
    RuleTableText::Row out;
    std::size_t at = 1;
    for (const dmn::InputClause& input : table.inputs) {
      out.tests.push_back(standard_tests(cells[at++], input.type, scope, feel::Mode::determination).feel);
    }
    for (std::size_t i = 0; i < table.outputs.size(); ++i) {
      out.outputs.push_back(standard_feel(cells[at++], scope, feel::Mode::determination).feel);
    }
    out.annotation = row.annotation;
    text.rows.push_back(std::move(out));
  }
  return text;
}

ParameterText text_of(const Parameter& parameter) {
  ParameterText text{.name = parameter.name, .values = {}};
  for (const ParameterValue& value : values_known(parameter.values, std::nullopt)) {
    const std::string literal = feel_literal(value.value);
    text.values.push_back({value.validity, standard_feel(literal, {}, feel::Mode::determination).feel});
  }
  return text;
}

PackageText text_of(const Package& package) {
  PackageText text{.id = package.id,
                   .number = package.number,
                   .region = package.region,
                   .title = package.title,
                   .in_force = package.in_force,
                   .provisions = {},
                   .tables = {},
                   .definitions = {},
                   .parameters = {}};
  for (const Provision& provision : package.provisions) {
    text.provisions.push_back(text_of(package, provision));
  }
  for (const auto& [name, table] : package.tables) text.tables.push_back(text_of(name, *table));
  for (const Definition& definition : package.definitions) {
    text.definitions.push_back({definition.name, definition.subject, written(definition.rule)});
  }
  for (const Parameter& parameter : package.parameters) text.parameters.push_back(text_of(parameter));
  return text;
}

}  // namespace enact::policy
