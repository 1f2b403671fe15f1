#include "cli/assessment_examples.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <stdexcept>

#include "cli/entry_yaml.hpp"
#include "cli/load_packages.hpp"
#include "policy/yaml_mapping.hpp"
#include "registers/sheet.hpp"

namespace enact::cli {
namespace {

namespace yaml = policy::yaml;
using policy::Register;
using policy::RegisterField;
using registers::Values;

constexpr const char* file_name = "assessments.examples.yaml";

// One example of the file: entries that stand, values entered, and what follows.
class Example {
 public:
  Example(const registers::Book& book, const yaml::Node& node) : book_(book), node_(node) {}

  AssessmentExample run() {
    Diagnostics diagnostics;
    const yaml::Mapping mapping(node_, {"name", "of", "on", "entries", "values", "gives"}, diagnostics);
    result_.name = mapping.required_text("name");
    const yaml::Node* of = mapping.require("of");
    const yaml::Node* on = mapping.require("on");
    const yaml::Node* values = mapping.require("values");
    const yaml::Node* gives = mapping.require("gives");
    if (on != nullptr) on_ = yaml::read_date(*on, diagnostics).value_or(Date{});
    if (has_errors(diagnostics)) throw std::runtime_error(render(diagnostics, Language::zh));
    if (const yaml::Node* entries = mapping.get("entries")) {
      for (const yaml::Entry& entry : entries->entries) add_entry(entry);
    }
    const Register& made = register_named(*of);
    const registers::Sheet sheet = registers::compute_sheet(
        book_, made, read(made, *values), on_, [&](const Register&, std::string_view id) {
          const auto found = pins_.find(id);
          return found == pins_.end() ? std::nullopt : std::optional(found->second);
        });
    for (const yaml::Entry& expected : gives->entries) compare(made, expected, sheet.values);
    return std::move(result_);
  }

 private:
  const Register& register_named(const yaml::Node& node) const {
    const Register* made = book_.find(node.text);
    if (made == nullptr) refuse_sample(node, {"没有登记册“" + node.text + "”", "no register " + node.text});
    return *made;
  }

  void add_entry(const yaml::Entry& entry) {
    Diagnostics diagnostics;
    const yaml::Mapping mapping(entry.value, {"register", "values"}, diagnostics);
    const yaml::Node* of = mapping.require("register");
    const yaml::Node* values = mapping.require("values");
    if (has_errors(diagnostics)) throw std::runtime_error(render(diagnostics, Language::zh));
    const Register& made = register_named(*of);
    pins_[entry.key.text] = {entry.key.text, made.id, entry.key.text,
                             entry.key.text, 1,       registers::values_json(made, read(made, *values))};
  }

  Values read(const Register& made, const yaml::Node& node) const {
    const auto given = yaml_values(made, node, on_, [&](const yaml::Node& name) {
      if (!pins_.contains(name.text))
        refuse_sample(name, {"没有“" + name.text + "”", "there is no " + name.text});
      return std::optional(name.text);
    });
    Values values;
    for (const auto& [name, part] : given->members) {
      const RegisterField* field = made.field(name);
      if (field == nullptr || !field->entered()) {
        refuse_sample(node, {"没有可填的字段“" + name + "”", "there is no field to be entered " + name});
      }
      auto value = registers::read_value(book_, *field, part);
      if (!value) refuse_sample(node, value.error());
      if (!value->is_null()) values.emplace(name, std::move(*value));
    }
    return values;
  }

  void compare(const Register& made, const yaml::Entry& expected, const Values& values) {
    const RegisterField* field = made.field(expected.key.text);
    if (field == nullptr) {
      refuse_sample(expected.key, {"没有“" + expected.key.text + "”", "there is no " + expected.key.text});
    }
    const auto found = values.find(field->name());
    const feel::Value value = found == values.end() ? feel::Value() : found->second;
    if (field->columns.empty()) return differ(field->name(), expected.value, value);
    const feel::List* lines = value.list();
    for (std::size_t i = 0; i < expected.value.items.size(); ++i) {
      for (const yaml::Entry& part : expected.value.items[i].entries) {
        const feel::Value* got = lines == nullptr || i >= lines->items.size()
                                     ? nullptr
                                     : registers::part_of(lines->items[i], part.key.text);
        differ(fmt::format("{}[{}].{}", field->name(), i + 1, part.key.text), part.value,
               got == nullptr ? feel::Value() : *got);
      }
    }
  }

  // Figures are held against each other as figures: 0.30 is 0.3.
  void differ(const std::string& what, const yaml::Node& expected, const feel::Value& value) {
    const std::string got = value.is_null() ? "none" : registers::shown_text(value);
    const auto wanted = Decimal::parse(expected.text);
    const bool same = value.number() != nullptr && wanted ? *value.number() == *wanted
                      : value.boolean() != nullptr ? (*value.boolean() ? "true" : "false") == expected.text
                                                   : got == expected.text;
    if (same) return;
    result_.differences.push_back({fmt::format("{}：应为 {}，算得 {}", what, expected.text, got),
                                   fmt::format("{}: expected {}, found {}", what, expected.text, got)});
  }

  const registers::Book& book_;
  const yaml::Node& node_;
  Date on_;
  std::map<std::string, registers::Pin, std::less<>> pins_;
  AssessmentExample result_;
};

}  // namespace

std::vector<AssessmentExample> run_assessment_examples(const std::string& folder,
                                                       const policy::PackagePtr& package) {
  const auto path = std::filesystem::path(folder) / file_name;
  std::vector<AssessmentExample> results;
  if (!std::filesystem::is_regular_file(path)) return results;
  const auto file = yaml::read(read_source(path.generic_string()));
  if (!file.root || has_errors(file.diagnostics))
    throw std::runtime_error(render(file.diagnostics, Language::zh));
  const registers::Book book(package);
  for (const yaml::Node& item : file.root->items) results.push_back(Example(book, item).run());
  return results;
}

std::optional<std::string> failing_assessment(const std::string& folder, const policy::PackagePtr& package) {
  try {
    for (const AssessmentExample& example : run_assessment_examples(folder, package)) {
      if (!example.differences.empty()) return example.name;
    }
    return std::nullopt;
  } catch (const std::runtime_error&) {
    return file_name;
  }
}

}  // namespace enact::cli
