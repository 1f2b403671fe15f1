// A DMN document against the package that it comes from: provision by provision, and what the export adds
// against what it would add today. See dmn_import.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "policy/dmn_export.hpp"
#include "policy/dmn_import.hpp"
#include "policy/dmn_import_index.hpp"
#include "policy/dmn_parts.hpp"
#include "policy/known.hpp"
#include "policy/standard_feel.hpp"

namespace enact::policy {
namespace {

namespace model = dmn::model;
using dmn_import::Index;
using dmn_import::Item;

// Logic that no author writes; what an author writes is compared as a provision.
constexpr std::array generated{
    dmn_part::policy, dmn_part::parameter, dmn_part::parameters, dmn_part::parameters_asked,
    dmn_part::date,   dmn_part::validity,  dmn_part::verdict,    dmn_part::claim,
    dmn_part::months, dmn_part::result};

std::string key_of(const Item& item) {
  std::string name = item.part.name.empty() ? std::to_string(item.part.index) : item.part.name;
  // As a name that FEEL takes, with or without the sign before a digit.
  name = dmn_part::feel_name(name);
  if (name.starts_with("_")) name.erase(0, 1);
  return dmn_part::feel_name("_" + item.part.kind + "_" + name);
}

// The logic of a provision's elements as texts that names, ids and places do not change.
class Canonical {
 public:
  Canonical(const std::vector<const Item*>& members) {
    for (const Item* item : members) {
      scope_.declare(item->name, nullptr);
      renames_[item->name] = key_of(*item);
    }
  }

  std::string text(const model::ExpressionPtr& expression) const {
    return expression ? std::visit([&](const auto& form) { return text(form); }, expression->form) : "";
  }

 private:
  std::string spelled(const std::string& feel) const {
    std::string out = standard_feel(feel, scope_, feel::Mode::standard, renames_).feel;
    // Names of arguments are no references: `逐项判断(认定: …)`.
    for (const auto& [name, key] : renames_) {
      for (const char* before : {"(", ", "}) {
        const std::string from = before + name + ": ";
        for (std::size_t at = out.find(from); at != std::string::npos; at = out.find(from, at)) {
          out.replace(at, from.size(), before + key + ": ");
        }
      }
    }
    return out;
  }
  std::string name(const std::string& of) const {
    const auto found = renames_.find(of);
    return found == renames_.end() ? of : found->second;
  }
  std::string text(const model::LiteralExpression& literal) const {
    return spelled(literal.source.text.expression);
  }
  std::string text(const model::DecisionTable& table) const {
    std::string out =
        fmt::format("table {}{}", static_cast<int>(table.hit_policy), static_cast<int>(table.aggregation));
    for (const auto& input : table.inputs) out += "\n? " + spelled(input.expression.text.expression);
    for (const auto& rule : table.rules) {
      out += "\n|";
      for (const auto& cell : rule.inputs)
        out += " " +
               standard_tests(cell.text.expression, nullptr, scope_, feel::Mode::standard, renames_).feel +
               " |";
      for (const auto& cell : rule.outputs) out += "= " + spelled(cell.text.expression) + " |";
    }
    return out;
  }
  std::string text(const model::Context& context) const {
    std::string out = "{";
    for (const auto& entry : context.entries) {
      const bool named = entry.variable && !entry.variable->name.empty();
      out += fmt::format("\n{}: {}", named ? entry.variable->name : "", text(entry.value));
    }
    return out + "}";
  }
  std::string text(const model::Invocation& invocation) const {
    std::string out = text(invocation.called) + "(";
    for (const auto& binding : invocation.bindings) {
      out += fmt::format("{}: {}, ", name(binding.parameter.name), text(binding.value));
    }
    return out + ")";
  }
  std::string text(const model::Iterator& iterator) const {
    return fmt::format("for {} in {} return {}", name(iterator.variable), text(iterator.list),
                       text(iterator.body));
  }
  std::string text(const model::FunctionDefinition& function) const {
    std::string parameters;
    for (const auto& parameter : function.parameters) parameters += parameter.name + ", ";
    return fmt::format("function({}) {}", parameters, text(function.body));
  }
  template <typename Other>
  std::string text(const Other& other) const {
    if constexpr (std::is_same_v<Other, model::List>) {
      std::string out = "[";
      for (const auto& item : other.items) out += text(item) + ", ";
      return out + "]";
    } else {
      // Forms that the export never writes: whatever they say, it is something else.
      return "…";
    }
  }

  feel::Scope scope_;
  Renames renames_;
};

std::map<std::string, std::string> generated_logic(const Index& index, const Item& provision) {
  const std::vector<const Item*> members = index.members(provision);
  const Canonical canonical(members);
  std::map<std::string, std::string> out;
  for (const Item* item : members) {
    if (std::find(generated.begin(), generated.end(), item->part.kind) == generated.end()) continue;
    const std::string title =
        item->part.name.empty() ? std::string(dmn_part::title_of(item->part.kind)) : item->part.name;
    if (item->decision() != nullptr) out[title] = canonical.text(item->decision()->expression);
    if (item->function() != nullptr) out[title] = canonical.text(item->function()->logic);
  }
  return out;
}

class Comparing {
 public:
  Comparing(const model::Definitions& model, const Package& package)
      : model_(model), known_(as_known_in_the_end(package)), package_(*known_), index_(model) {}

  DmnComparison run() {
    DmnImport imported = import_dmn(model_);
    out_.diagnostics = std::move(imported.diagnostics);
    out_.provisions = imported.package.provisions.size();
    for (std::size_t i = 0; i < imported.package.provisions.size(); ++i) {
      compare(imported.package.provisions[i], *index_.provisions()[i]);
    }
    compare_tables(imported.package);
    for (const DefinitionText& is : imported.package.definitions) compare_definition(is);
    return std::move(out_);
  }

 private:
  void compare(ProvisionText is, const Item& item) {
    const Provision* provision = find(is);
    if (provision == nullptr) {
      out_.differences.push_back(
          {is.id, {"政策包没有这一条款", "the package has no such provision"}, "", is.title.zh});
      return;
    }
    const ProvisionText was = text_of(package_, *provision);
    name_as(was, is);
    is.id = was.id;
    for (Difference& each : differences(was, is)) out_.differences.push_back(std::move(each));
    if (item.is(dmn_part::result)) compare_logic(*provision, item);
  }

  // By its id; one that has lost it by what it says.
  const Provision* find(const ProvisionText& is) const {
    if (const Provision* known = package_.provision(is.id)) return known;
    if (is.subject.empty()) return nullptr;
    const Provision* best = nullptr;
    std::size_t most = 0;
    for (const Provision& each : package_.provisions) {
      if (each.subject != is.subject) continue;
      if (dmn_part::feel_name("x_" + each.id) == dmn_part::feel_name("x_" + is.id)) return &each;
      const ProvisionText text = text_of(package_, each);
      std::size_t same = text.list == is.list ? 1 : 0;
      same += text.amount && is.amount && text.amount->value == is.amount->value ? 1U : 0U;
      for (const ConditionText& condition : text.conditions) {
        same +=
            static_cast<std::size_t>(std::count_if(is.conditions.begin(), is.conditions.end(),
                                                   [&](const auto& c) { return c.rule == condition.rule; }));
      }
      if (same > most) {
        most = same;
        best = &each;
      }
    }
    return best;
  }

  // Names that had to be made fit for FEEL, and names whose kind could not be told, are the package's again.
  void name_as(const ProvisionText& was, ProvisionText& is) const {
    for (ConditionText& condition : is.conditions) {
      if (condition.particulars) continue;
      for (const ConditionText& known : was.conditions) {
        if (dmn_part::feel_name(known.name) == condition.name) condition.name = known.name;
      }
    }
    std::erase_if(is.lets, [&](const LetText& each) {
      const bool own =
          std::any_of(was.lets.begin(), was.lets.end(), [&](const auto& l) { return l.name == each.name; });
      return !own && std::any_of(package_.definitions.begin(), package_.definitions.end(),
                                 [&](const Definition& d) { return d.name == each.name; });
    });
  }

  void compare_logic(const Provision& provision, const Item& item) {
    const model::Definitions fresh =
        export_dmn(package_, {model_.version, index_.joint() ? std::string() : provision.id});
    const Index today(fresh);
    for (const Item* each : today.provisions()) {
      if (each->part.provision != provision.id) continue;
      const auto was = generated_logic(today, *each);
      auto is = generated_logic(index_, item);
      for (const auto& [title, logic] : was) {
        if (is[title] == logic) continue;
        out_.differences.push_back({provision.id,
                                    {fmt::format("`{}` 的逻辑（由导出生成）", title),
                                     fmt::format("the logic of `{}`, which the export adds", title)},
                                    logic,
                                    is[title]});
      }
    }
  }

  void compare_tables(const PackageText& imported) {
    for (const RuleTableText& is : imported.tables) {
      const auto found = package_.tables.find(is.name);
      const Text what{fmt::format("决策表 `{}`", is.name), fmt::format("the decision table `{}`", is.name)};
      if (found == package_.tables.end()) {
        out_.differences.push_back({"", what, "", to_table_block(is)});
        continue;
      }
      RuleTableText was = text_of(is.name, *found->second);
      RuleTableText now = is;
      // Units of columns travel in extension elements; without them the cells are compared.
      for (auto* table : {&was, &now}) {
        for (auto* clauses : {&table->inputs, &table->outputs}) {
          for (auto& clause : *clauses)
            clause.type = clause.type.starts_with("number<") ? "number" : clause.type;
        }
      }
      if (!(was == now)) out_.differences.push_back({"", what, to_table_block(was), to_table_block(now)});
    }
  }

  void compare_definition(const DefinitionText& is) {
    for (const DefinitionText& was : text_of(package_).definitions) {
      if (was.name != is.name || was.subject != is.subject || was.rule == is.rule) continue;
      out_.differences.push_back(
          {"",
           {fmt::format("共用规则 `{}`", is.name), fmt::format("the shared rule `{}`", is.name)},
           was.rule.feel,
           is.rule.feel});
    }
  }

  const model::Definitions& model_;
  PackagePtr known_;
  const Package& package_;
  Index index_;
  DmnComparison out_;
};

}  // namespace

DmnComparison compare_dmn(const model::Definitions& model, const Package& package) {
  return Comparing(model, package).run();
}

}  // namespace enact::policy
