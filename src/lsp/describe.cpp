// See describe.hpp.
#include "lsp/describe.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "feel/value.hpp"
#include "lsp/diagnostics.hpp"
#include "policy/register.hpp"
#include "policy/selection.hpp"

namespace enact::lsp {
namespace {

using policy::Package;

std::string heading(const Text& title, std::string_view name, const Text& kind, Language language) {
  std::string out = fmt::format("**{}** — {}", name, reading(kind, language));
  if (const std::string& words = reading(title, language); !words.empty() && words != name) {
    out += fmt::format(" · {}", words);
  }
  return out;
}

std::string days(const policy::Validity& validity, Language language) {
  const auto day = [](const std::optional<Date>& date) {
    return date ? date->to_string() : std::string("…");
  };
  return day(validity.from) + (language == Language::zh ? " 至 " : " to ") + day(validity.to);
}

std::string line(const Text& label, std::string_view value, Language language) {
  return fmt::format("\n\n{}{}{}", reading(label, language), language == Language::zh ? "：" : ": ", value);
}

std::string units_text(const std::vector<std::string>& ids, const Package& package, Language language) {
  std::vector<std::string> names;
  for (const std::string& id : ids) {
    const policy::Unit* unit = package.unit(id);
    names.push_back(unit == nullptr || language == Language::zh ? id : reading(unit->title, language));
  }
  return fmt::format("{}", fmt::join(names, language == Language::zh ? "、" : ", "));
}

std::string fact_text(const Symbol& symbol, const Package& package, Language language) {
  const policy::FactDeclaration* found = nullptr;
  if (const policy::SubjectType* subject = package.vocabulary.subject(symbol.container)) {
    found = subject->fact(symbol.name);
  } else if (const policy::RecordType* record = package.vocabulary.record(symbol.container)) {
    const auto field = std::ranges::find(record->fields, symbol.name, &policy::FactDeclaration::name);
    if (field != record->fields.end()) found = &*field;
  }
  if (found == nullptr) return "";
  std::string out =
      heading(found->title, symbol.container + "." + found->name, describe(What::fact), language);
  out += line({"类型", "type"}, "`" + feel::to_string(*found->type) + "`", language);
  if (!found->type->unit.empty()) out += line({"单位", "unit"}, found->type->unit, language);
  if (!found->format.empty()) out += line({"格式", "format"}, found->format, language);
  const std::string source = found->attested_by.empty()
                                 ? reading({"主体申报", "declared by the subject"}, language)
                                 : units_text(found->attested_by, package, language);
  out += line({"来源", "source"}, source, language);
  if (!found->help.empty()) out += "\n\n" + reading(found->help, language);
  return out;
}

std::string parameter_text(const policy::Parameter& found, const Package& package, Language language) {
  std::string out = heading(found.title, found.name, describe(What::parameter), language);
  out += line({"类型", "type"}, "`" + feel::to_string(*found.type) + "`", language) + "\n";
  for (const policy::ParameterValue& value : found.values) {
    out += fmt::format("\n- {}: `{}` — {}{}", days(value.validity, language), feel::to_string(value.value),
                       reading(value.source, language),
                       value.sample ? reading({"（示例）", " (sample)"}, language) : "");
  }
  if (!found.ask.empty()) {
    out += line({"没有值时问", "without a value ask"}, units_text(found.ask, package, language), language);
  }
  return out;
}

std::string provision_text(const policy::Provision& found, const Package& package, Language language) {
  std::string out = heading(found.title, found.id, describe(What::provision), language);
  out += fmt::format(" · `{}`", policy::to_string(found.kind));
  if (!found.summary.empty()) out += "\n\n" + reading(found.summary, language);
  for (const policy::Citation& citation : found.citations)
    out += "\n\n" + describe(citation, package, language);
  return out;
}

std::string procedure_text(const policy::Procedure& found, Language language) {
  std::string out = heading(found.title, found.id, describe(What::procedure), language) + "\n";
  for (const policy::ProcedureStep& step : found.steps) {
    out += fmt::format("\n1. {}", reading(step.title, language));
    if (step.working_days) {
      out += language == Language::zh ? fmt::format("（{} 个工作日）", *step.working_days)
                                      : fmt::format(" ({} working days)", *step.working_days);
    }
  }
  return out;
}

std::string institution_text(const policy::Register& found, const Package& package, Language language) {
  std::string out = heading(found.title, found.id, describe(What::institution), language);
  if (!found.of.empty())
    out += line({"所属主体", "owned by"}, fmt::format("{}", fmt::join(found.of, "、")), language);
  out += line({"保管单位", "keeper"}, units_text({found.keeper}, package, language), language);
  out += line({"办理流程", "life cycle"}, found.life, language);
  for (const policy::Citation& citation : found.citations)
    out += "\n\n" + describe(citation, package, language);
  return out;
}

const policy::RegisterField* field_or_column(const policy::Register& made, std::string_view name) {
  if (const policy::RegisterField* found = made.field(name)) return found;
  for (const policy::RegisterField& lines : made.fields) {
    if (const policy::RegisterField* found = lines.column(name)) return found;
  }
  return nullptr;
}

std::string field_text(const Symbol& symbol, const Package& package, Language language) {
  const policy::Register* made = policy::find_register(package, symbol.container);
  const policy::RegisterField* found = made == nullptr ? nullptr : field_or_column(*made, symbol.name);
  if (found == nullptr) return "";
  std::string out =
      heading(found->declared.title, symbol.container + "." + symbol.name, describe(What::field), language);
  const std::string type = !found->entry.empty() ? "entry<" + found->entry + ">"
                           : found->unit         ? "unit"
                                                 : feel::to_string(*found->declared.type);
  out += line({"类型", "type"}, "`" + type + "`", language);
  if (found->value) out += "\n\n```feel\n" + found->value->text + "\n```";
  for (const policy::RegisterMeasure& measure : made->measures) {
    if (measure.name == symbol.name) out += "\n\n```feel\n" + measure.value.text + "\n```";
  }
  if (!found->declared.help.empty()) out += "\n\n" + reading(found->declared.help, language);
  return out;
}

std::string code_list_text(const std::string& name, const Package& package, Language language) {
  const auto found = package.vocabulary.code_lists.find(name);
  if (found == package.vocabulary.code_lists.end()) return "";
  std::string out = heading({}, name, describe(What::code_list), language) + "\n";
  for (const auto& [code, title] : found->second) out += fmt::format("\n- {} — {}", code, title.en);
  return out;
}

std::string code_text(const Symbol& symbol, const Package& package, Language language) {
  const auto found = package.vocabulary.code_lists.find(symbol.container);
  if (found == package.vocabulary.code_lists.end()) return "";
  for (const auto& [each, title] : found->second) {
    if (each != symbol.name) continue;
    return heading({}, each, describe(What::code), language) + " · " + symbol.container + "\n\n" + title.en;
  }
  return "";
}

std::string unit_text(const policy::Unit& found, Language language) {
  std::string out = heading(found.title, found.id, describe(What::unit), language);
  if (!found.also.empty()) {
    out += line({"又写作", "also"}, fmt::format("{}", fmt::join(found.also, "、")), language);
  }
  if (!found.members.empty()) {
    out += line({"成员", "members"}, fmt::format("{}", fmt::join(found.members, "、")), language);
  }
  return out;
}

// Names of an expression's surroundings (docs/policy-package.md).
Text surrounding(std::string_view name) {
  if (name == "查询日") return {"问的是哪一天的结果", "the day of asking"};
  if (name == "政策") return {"本政策：施行期、编号、行政区", "this policy: its dates, number and region"};
  if (name == "参数") {
    return {"各参数在事件日期（事件之前为查询日）的值",
            "each parameter's value on the event's date, before an event on the day of asking"};
  }
  if (name == "月") return {"按月计付时：该月首日", "under `monthly`: first day of the month"};
  return {"按月计付时：第几个月", "under `monthly`: 1, 2, …"};
}

// A declared expression: `在本市登记`, a name of `let`.
std::string written(const Symbol& symbol, const policy::Expression& value, Language language) {
  return heading({}, symbol.name, describe(symbol.what), language) + "\n\n```feel\n" + value.text + "\n```";
}

std::string in_provision(const Symbol& symbol, const Package& package, Language language) {
  const policy::Provision* found = package.provision(symbol.container);
  if (found == nullptr) return "";
  if (symbol.what == What::item && found->each) return written(symbol, found->each->list, language);
  for (const policy::Let& let : found->lets) {
    if (symbol.what == What::let && let.name == symbol.name) return written(symbol, let.value, language);
  }
  for (const policy::Condition& condition : found->conditions) {
    if (symbol.what != What::condition || condition.name != symbol.name) continue;
    std::string out = heading(condition.title, symbol.name, describe(symbol.what), language);
    if (condition.citation) out += "\n\n" + describe(*condition.citation, package, language);
    if (condition.assumption) {
      out += line({"假设", "assumption"}, reading(condition.assumption->text, language), language);
    }
    return out;
  }
  return "";
}

std::string form_of(const feel::Builtin& builtin, const feel::Signature& signature) {
  std::string out = builtin.name + "(";
  for (std::size_t i = 0; i < signature.parameters.size(); ++i) {
    const feel::Parameter& parameter = signature.parameters[i];
    out += fmt::format("{}{}: {}{}", i > 0 ? ", " : "", parameter.name, feel::to_string(*parameter.type),
                       parameter.optional ? "?" : "");
  }
  return out + (signature.variadic ? ", …" : "") + ") → " + feel::to_string(*signature.result);
}

}  // namespace

std::string describe(const Symbol& symbol, const Package& package, Language language) {
  const policy::Vocabulary& words = package.vocabulary;
  switch (symbol.what) {
    case What::fact:
      return fact_text(symbol, package, language);
    case What::parameter: {
      const policy::Parameter* found = package.parameter(symbol.name);
      return found == nullptr ? "" : parameter_text(*found, package, language);
    }
    case What::provision: {
      const policy::Provision* found = package.provision(symbol.name);
      return found == nullptr ? "" : provision_text(*found, package, language);
    }
    case What::procedure: {
      const policy::Procedure* found = package.procedure(symbol.name);
      return found == nullptr ? "" : procedure_text(*found, language);
    }
    case What::unit: {
      const policy::Unit* found = package.unit(symbol.name);
      return found == nullptr ? "" : unit_text(*found, language);
    }
    case What::subject: {
      const policy::SubjectType* found = words.subject(symbol.name);
      return found == nullptr ? "" : heading(found->title, symbol.name, describe(symbol.what), language);
    }
    case What::record: {
      const policy::RecordType* found = words.record(symbol.name);
      return found == nullptr ? "" : heading(found->title, symbol.name, describe(symbol.what), language);
    }
    case What::code_list:
      return code_list_text(symbol.name, package, language);
    case What::code:
      return code_text(symbol, package, language);
    case What::matter: {
      const auto found = std::ranges::find(words.matters, symbol.name, &policy::MatterKind::name);
      if (found == words.matters.end()) return "";
      return heading(found->title, symbol.name, describe(symbol.what), language) +
             line({"要素", "parts"}, fmt::format("{}", fmt::join(found->parts, "、")), language);
    }
    case What::definition: {
      const auto found = std::ranges::find(package.definitions, symbol.name, &policy::Definition::name);
      return found == package.definitions.end() ? "" : written(symbol, found->rule, language);
    }
    case What::item:
    case What::let:
    case What::condition:
      return in_provision(symbol, package, language);
    case What::institution: {
      const policy::Register* found = policy::find_register(package, symbol.name);
      return found == nullptr ? "" : institution_text(*found, package, language);
    }
    case What::field:
      return field_text(symbol, package, language);
    case What::selection: {
      const policy::Selection* found = policy::find_selection(package, symbol.name);
      return found == nullptr ? "" : heading(found->title, symbol.name, describe(symbol.what), language);
    }
    case What::surrounding:
      return heading(surrounding(symbol.name), symbol.name, describe(symbol.what), language);
    case What::step:
    case What::table:
    case What::column:
    case What::local:
    case What::article:
    case What::letter:
      return heading({}, symbol.name, describe(symbol.what), language);
  }
  return "";
}

std::string signature_of(const feel::Builtin& builtin) {
  return builtin.signatures.empty() ? builtin.name : form_of(builtin, builtin.signatures.front());
}

std::string describe(const feel::Builtin& builtin) {
  std::string out = "```feel\n";
  for (const feel::Signature& signature : builtin.signatures) out += form_of(builtin, signature) + "\n";
  out += "```\n";
  if (!builtin.chinese.empty()) out += fmt::format("\n中文名 `{}`\n", builtin.chinese);
  return out + fmt::format("\n{}\n\n{}", builtin.description.zh, builtin.description.en);
}

std::string describe(const policy::Citation& citation, const Package& package, Language language) {
  const policy::Document& document = package.document;
  const policy::Paragraph& paragraph = document.paragraphs[citation.paragraph];
  std::string out;
  for (const policy::Paragraph& each : document.paragraphs) {
    const bool heads = each.kind == policy::Paragraph::Kind::article && each.article == citation.article;
    if (!heads || citation.article.empty()) continue;
    out = fmt::format("**{}**\n\n", each.text.substr(0, each.heading));
    break;
  }
  const std::string_view text = paragraph.text;
  const std::size_t begin = std::min(citation.span.begin, text.size());
  const std::size_t end = std::clamp(citation.span.end, begin, text.size());
  out +=
      fmt::format("> {}**{}**{}", text.substr(0, begin), text.substr(begin, end - begin), text.substr(end));
  if (!package.number.empty()) {
    out += fmt::format("\n\n{}{}", reading(package.title, language),
                       language == Language::zh ? "（" + package.number + "）" : " (" + package.number + ")");
  }
  return out;
}

std::string describe_number(std::string_view written, std::string_view plain, std::string_view unit) {
  // Digits in groups of three up to the point.
  std::string grouped(plain);
  const std::size_t point = std::min(grouped.find_first_of(".eE"), grouped.size());
  for (std::size_t at = point; at > 3; at -= 3) grouped.insert(at - 3, ",");
  return fmt::format("`{}` = {}{}{}", written, grouped, unit.empty() ? "" : " ", unit);
}

}  // namespace enact::lsp
