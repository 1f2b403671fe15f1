// See fact_declaration.hpp.
#include "policy/fact_declaration.hpp"

#include <algorithm>
#include <array>

#include "policy/periods.hpp"

namespace enact::policy {
namespace {

constexpr std::array<std::string_view, 5> formats{"credit-code", "certificate-number", "identity-number",
                                                  "region-code", "industry-code"};

void read_format(const yaml::Mapping& mapping, FactDeclaration& fact, Diagnostics& diagnostics) {
  const yaml::Node* node = mapping.get("format");
  if (node == nullptr) return;
  fact.format = node->text;
  if (std::find(formats.begin(), formats.end(), node->text) == formats.end()) {
    yaml::unknown_name(diagnostics, "policy.unknown-format", node->location(), {"格式", "format"}, node->text,
                       {formats.begin(), formats.end()});
  } else if (fact.type && fact.type->kind != feel::Kind::string) {
    yaml::error(diagnostics, "policy.format-of-text", node->location(),
                {"只有 string 类型的事实才有格式", "only a fact of type string has a format"});
  }
}

void read_min(const yaml::Mapping& mapping, FactDeclaration& fact, Diagnostics& diagnostics) {
  const yaml::Node* node = mapping.get("min");
  if (node == nullptr) return;
  fact.non_negative = true;
  if (node->text != "0") {
    yaml::error(diagnostics, "policy.wrong-value", node->location(),
                {"`min` 只能是 0", "`min` can only be 0"},
                {"别的界限写成条款的条件", "write other bounds as conditions of provisions"});
  } else if (fact.type && fact.type->kind != feel::Kind::number) {
    yaml::error(diagnostics, "policy.min-of-number", node->location(),
                {"只有数字才有 `min`", "only a number has a `min`"});
  }
}

void read_period(const yaml::Mapping& mapping, const std::vector<Period>& periods, FactDeclaration& fact,
                 Diagnostics& diagnostics) {
  const yaml::Node* node = mapping.get("period");
  if (node == nullptr) return;
  std::vector<std::string> known;
  for (const Period& period : periods) {
    known.push_back(period.name);
    if (period.name == node->text) fact.period = period;
  }
  if (!fact.period) {
    yaml::unknown_name(diagnostics, "policy.unknown-period", node->location(), {"期间", "period"}, node->text,
                       known);
  } else if (fact.type && fact.type->kind == feel::Kind::list) {
    yaml::error(diagnostics, "policy.period-of-list", node->location(),
                {"列表没有 `period`", "a list has no `period`"},
                {"把期间写成记录的字段", "make the period a field of its records"});
  }
}

}  // namespace

std::span<const std::string_view> fact_formats() {
  return formats;
}

Text read_declared_title(const yaml::Mapping& mapping, const std::string& name, Diagnostics& diagnostics) {
  Text title = mapping.title("title");
  if (title.empty()) title = {name, name};
  if (const yaml::Node* english = mapping.get("en")) {
    title.en = yaml::read_text(*english, diagnostics).value_or(name);
  }
  return title;
}

Period read_period_declaration(const yaml::Entry& entry, Diagnostics& diagnostics) {
  Period period;
  period.name = entry.key.text;
  const yaml::Mapping mapping(entry.value, {"length", "title", "en"}, diagnostics);
  if (!mapping.valid()) return period;
  period.title = read_declared_title(mapping, period.name, diagnostics);
  const yaml::Node* length = mapping.require("length");
  if (length == nullptr) return period;
  const auto* const found =
      std::ranges::find(period_lengths, length->text, [](const auto& one) { return one.first; });
  if (found != period_lengths.end()) {
    period.length = found->second;
    return period;
  }
  std::vector<std::string> known;
  for (const auto& [name, of] : period_lengths) known.emplace_back(name);
  yaml::unknown_name(diagnostics, "policy.unknown-value", length->location(),
                     {"期间的长度", "length of a period"}, length->text, known);
  return period;
}

FactDeclaration read_fact_declaration(const yaml::Entry& entry, bool own, const DeclaredNames& names,
                                      Diagnostics& diagnostics) {
  FactDeclaration fact;
  fact.name = entry.key.text;
  fact.location = entry.key.location();
  fact.type = feel::any_type();  // so that what reads it is checked all the same
  const yaml::Mapping mapping(entry.value,
                              {"type", "title", "en", "format", "min", "required", "personal", "attested by",
                               "help", "ask", "caution", "period"},
                              diagnostics);
  if (!mapping.valid()) return fact;
  fact.title = read_declared_title(mapping, fact.name, diagnostics);
  if (const yaml::Node* type = mapping.require("type")) {
    if (feel::TypePtr found = names.types.read(*type, diagnostics)) fact.type = std::move(found);
  }
  read_format(mapping, fact, diagnostics);
  read_min(mapping, fact, diagnostics);
  read_period(mapping, names.periods, fact, diagnostics);
  fact.required = mapping.flag("required", false);
  fact.personal = mapping.flag("personal", false);
  fact.help = mapping.title("help");
  fact.caution = mapping.text("caution");
  if (const yaml::Node* ask = mapping.get("ask")) fact.ask = yaml::read_text(*ask, diagnostics);
  if (const yaml::Node* attested = mapping.get("attested by")) {
    if (own) {
      fact.attested_by = names.units.resolve(*attested, diagnostics);
    } else {
      for (const yaml::Node* name : yaml::read_texts(*attested, diagnostics)) {
        if (const auto id = names.units.find(name->text)) fact.attested_by.push_back(*id);
      }
    }
  }
  return fact;
}

}  // namespace enact::policy
