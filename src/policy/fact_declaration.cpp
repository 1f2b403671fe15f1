// See fact_declaration.hpp.
#include "policy/fact_declaration.hpp"

#include <algorithm>
#include <array>

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

FactDeclaration read_fact_declaration(const yaml::Entry& entry, bool own, const TypeNames& types,
                                      const UnitNames& units, Diagnostics& diagnostics) {
  FactDeclaration fact;
  fact.name = entry.key.text;
  fact.location = entry.key.location();
  fact.type = feel::any_type();  // so that what reads it is checked all the same
  const yaml::Mapping mapping(entry.value,
                              {"type", "title", "en", "format", "min", "required", "personal", "attested by",
                               "help", "ask", "caution"},
                              diagnostics);
  if (!mapping.valid()) return fact;
  fact.title = read_declared_title(mapping, fact.name, diagnostics);
  if (const yaml::Node* type = mapping.require("type")) {
    if (feel::TypePtr found = types.read(*type, diagnostics)) fact.type = std::move(found);
  }
  read_format(mapping, fact, diagnostics);
  read_min(mapping, fact, diagnostics);
  fact.required = mapping.flag("required", false);
  fact.personal = mapping.flag("personal", false);
  fact.help = mapping.title("help");
  fact.caution = mapping.text("caution");
  if (const yaml::Node* ask = mapping.get("ask")) fact.ask = yaml::read_text(*ask, diagnostics);
  if (const yaml::Node* attested = mapping.get("attested by")) {
    if (own) {
      fact.attested_by = units.resolve(*attested, diagnostics);
    } else {
      for (const yaml::Node* name : yaml::read_texts(*attested, diagnostics)) {
        if (const auto id = units.find(name->text)) fact.attested_by.push_back(*id);
      }
    }
  }
  return fact;
}

}  // namespace enact::policy
