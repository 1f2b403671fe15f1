// See dmn_import.hpp. The index says which element is what; here their texts are put into the package's
// names.
#include "policy/dmn_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "policy/dmn_import_index.hpp"
#include "policy/dmn_parts.hpp"
#include "policy/dmn_respell.hpp"
#include "policy/standard_feel.hpp"

namespace enact::policy {
namespace {

namespace model = dmn::model;
using dmn_import::Index;
using dmn_import::Item;

class Importer {
 public:
  explicit Importer(const model::Definitions& model) : model_(model), index_(model) {}

  DmnImport run() {
    if (!dmn_extension::read(model_, out_.package)) {
      out_.package.title = {model_.name, model_.name};
      say(Severity::warning, "dmn.lost-policy", model_.location,
          {"文件没有政策的扩展元素：文号、施行期未带回",
           "the file has no extension element of the policy: its "
           "number and dates did not come back"});
    }
    for (const Item* provision : index_.provisions()) read_provision(*provision);
    read_tables();
    if (out_.package.provisions.empty()) {
      say(Severity::error, "dmn.no-provision", model_.location,
          {"没有找到任何条款：这不是由 `enact export-dmn` 写出的模型，或其结论决策已被删去",
           "no provision was found: the model was not written by `enact export-dmn`, or its result decisions "
           "are "
           "gone"},
          {"保留名为“结论”的决策及其依赖", "keep the decisions called 结论 and what they require"});
    }
    return std::move(out_);
  }

 private:
  void say(Severity severity, std::string code, const Location& place, Text message, Text help = {}) {
    Diagnostic diagnostic;
    diagnostic.severity = severity;
    diagnostic.code = std::move(code);
    diagnostic.location = place;
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    out_.diagnostics.push_back(std::move(diagnostic));
  }

  // ---- one provision -----------------------------------------------------------------------------------

  void read_provision(const Item& result) {
    ProvisionText text;
    text.id = result.part.provision;
    text.particulars = false;
    if (result.is(dmn_part::words_only)) {
      if (!dmn_extension::read(*result.element, text)) lost_particulars(result, text, {});
      out_.package.provisions.push_back(std::move(text));
      return;
    }
    members_ = index_.members(result);
    name_scope();
    std::vector<std::string> bare;  // conditions and caps without their particulars
    for (const Item* item : members_) {
      if (item->is(dmn_part::subject)) text.subject = item->part.name;
      if (item->is(dmn_part::item)) text.variable = item->part.name;
    }
    for (const Item* item : members_) {
      if (item->decision() != nullptr) read_rule(*item, text, bare);
    }
    in_order(text);
    if (!dmn_extension::read(*result.element, text)) {
      lost_particulars(result, text, {});
    } else if (!bare.empty()) {
      lost_particulars(result, text, bare);
    }
    if (text.amount && text.amount->value.written.empty())
      text.amount->value.written = dmn_import::money(text.amount->value.feel);
    check_verdict(text);
    out_.package.provisions.push_back(std::move(text));
    orders_.clear();
  }

  std::string shown_id(const ProvisionText& text) const { return text.id.empty() ? "?" : text.id; }

  void lost_particulars(const Item& item, const ProvisionText& text, const std::vector<std::string>& bare) {
    if (!bare.empty()) {
      const std::string names = text::join(bare, "、");
      say(Severity::warning, "dmn.lost-particulars", item.element->location,
          {fmt::format("条款 `{}` 中 {} 的扩展元素已丢失：所引原文、英文名称、门槛用语、假定或累计范围未带回",
                       shown_id(text), names),
           fmt::format("provision `{}`: the extension elements of {} are gone; quoted words, English titles, "
                       "threshold words, assumptions or the reach of a cap did not come back",
                       shown_id(text), names)});
      return;
    }
    const bool rules = !item.is(dmn_part::words_only);
    say(Severity::warning, "dmn.lost-particulars", item.element->location,
        {fmt::format(
             "条款 `{}` 的扩展元素已丢失：种类、名称、所引原文、事项、叠加规则、决定单位、收款人与支付人、"
             "牵头与征求意见单位、流程、材料、任务和假定未带回{}",
             shown_id(text), rules ? "；条件和金额仍从决策逻辑读出" : ""),
         fmt::format(
             "provision `{}` has lost its extension elements: kind, titles, citations, matter, stacking, who "
             "decides a band, payee and payer, units, procedure, evidence, task and assumptions did not "
             "come back{}",
             shown_id(text), rules ? "; conditions and amount were still read from the decision logic" : "")},
        {"用 `--compare` 对照政策包，或在保留扩展元素的编辑器中重做修改",
         "compare with the package by `--compare`, or repeat the change in an editor that keeps extension "
         "elements"});
  }

  // The names that expressions of this provision read, and what the package calls them.
  void name_scope() {
    scope_ = {};
    package_scope_ = {};
    renames_.clear();
    static constexpr std::array fixed{dmn_part::asked_on, dmn_part::policy, dmn_part::month,
                                      dmn_part::month_index};
    for (const Item* item : members_) {
      std::string name = item->part.name;
      const bool is_fixed = std::find(fixed.begin(), fixed.end(), item->part.kind) != fixed.end();
      if (is_fixed) name = dmn_part::title_of(item->part.kind);
      if (item->is(dmn_part::parameters) || item->is(dmn_part::parameters_asked)) {
        name = dmn_part::title_of(dmn_part::parameters);
      }
      const bool named = is_fixed || item->is(dmn_part::parameters) || item->is(dmn_part::parameters_asked) ||
                         item->is(dmn_part::subject) || item->is(dmn_part::item) || item->is(dmn_part::let) ||
                         item->is(dmn_part::definition) || item->is(dmn_part::table_function);
      const feel::TypePtr type = type_of(*item);
      scope_.declare(item->name, type);
      if (!named || name.empty()) continue;
      package_scope_.declare(name, type);
      if (name != item->name) renames_[item->name] = name;
    }
    // A table that stands as a decision is a call of it with what its columns read.
    for (const Item* item : members_) {
      const model::DecisionTable* table =
          item->decision() ? dmn_import::table_of(item->decision()->expression) : nullptr;
      if (!item->is(dmn_part::table) || table == nullptr) continue;
      std::string arguments;
      for (const model::DecisionTable::Input& input : table->inputs) {
        arguments += (arguments.empty() ? "" : ", ") + back(input.expression.text.expression);
      }
      renames_[item->name] = fmt::format("{}({})", item->part.name, arguments);
      package_scope_.declare(item->part.name, nullptr);
    }
  }

  feel::TypePtr type_of(const Item& item) const {
    if (item.input() != nullptr) return index_.type(item.input()->variable.type);
    if (item.decision() != nullptr) return index_.type(item.decision()->variable.type);
    return nullptr;
  }

  std::string back(const std::string& feel) const {
    return standard_feel(feel, scope_, feel::Mode::standard, renames_).feel;
  }

  std::optional<WrittenExpression> expression(const Item& item) {
    std::string feel;
    const model::ExpressionPtr& logic = item.decision()->expression;
    if (!dmn_import::literal_of(logic, feel)) {
      say(Severity::error, "dmn.not-an-expression", item.element->location,
          {fmt::format("决策 `{}` 不是 FEEL 表达式，读不成规则", item.name),
           fmt::format("the decision `{}` is not a FEEL expression and cannot be read as a rule", item.name)},
          {"改成字面表达式；新的决策表请写进政策包并按名称调用",
           "make it a literal expression; a new decision table belongs into the package, to be called by its "
           "name"});
      return std::nullopt;
    }
    const StandardFeel read = standard_feel(feel, scope_, feel::Mode::standard, renames_);
    if (!read.readable) {
      say(Severity::error, "dmn.bad-feel", item.element->location,
          {fmt::format("决策 `{}` 的表达式不是有效的 FEEL：{}", item.name, feel),
           fmt::format("the expression of the decision `{}` is not FEEL: {}", item.name, feel)},
          {"在编辑器中改正", "mend it in the editor"});
      return std::nullopt;
    }
    return WrittenExpression{read.feel, dmn_import::respelled(item.part.written, read.feel, package_scope_)};
  }

  // ---- what one element says ---------------------------------------------------------------------------

  void read_rule(const Item& item, ProvisionText& text, std::vector<std::string>& bare) {
    if (item.is(dmn_part::condition)) {
      read_condition(item, text, bare);
    } else if (item.is(dmn_part::let)) {
      if (auto value = expression(item)) {
        text.lets.push_back({item.part.name, std::move(*value)});
        orders_[&item] = item.part.index;
      }
    } else if (item.is(dmn_part::definition)) {
      read_definition(item, text.subject);
    } else if (item.is(dmn_part::cap)) {
      CapText cap;
      if (auto value = expression(item)) cap.amount = std::move(*value);
      cap.particulars = dmn_extension::read(*item.element, cap);
      if (!cap.particulars) bare.push_back(item.name);
      text.caps.push_back(std::move(cap));
    } else if (item.is(dmn_part::amount)) {
      if (auto value = expression(item)) text.amount = AmountText{std::move(*value), {}, false};
    } else if (item.is(dmn_part::events)) {
      text.list = expression(item);
    } else if (item.is(dmn_part::item_date)) {
      text.date = expression(item);
    } else if (item.is(dmn_part::date)) {
      // One that the author wrote; else it is the item's own date, or the month.
      if (stated_date(item)) text.date = expression(item);
    } else {
      read_monthly(item, text);
    }
  }

  // Without the author's spelling: a date that is not what the export would put there.
  bool stated_date(const Item& item) const {
    if (item.told == Item::Told::extension) return !item.part.written.empty();
    std::string feel;
    if (!dmn_import::literal_of(item.decision()->expression, feel)) return true;
    return std::none_of(members_.begin(), members_.end(), [&](const Item* each) {
      return (each->is(dmn_part::item) && feel == each->name + ".日期") ||
             (each->is(dmn_part::month) && feel == each->name);
    });
  }

  void read_condition(const Item& item, ProvisionText& text, std::vector<std::string>& bare) {
    ConditionText condition;
    condition.name = item.part.name;
    condition.title = {condition.name, condition.name};
    auto rule = expression(item);
    if (!rule) return;
    condition.rule = std::move(*rule);
    condition.particulars = dmn_extension::read(*item.element, condition);
    if (!condition.particulars) bare.push_back(item.name);
    text.conditions.push_back(std::move(condition));
    order_.push_back(item.part.index);
  }

  void read_definition(const Item& item, const std::string& subject) {
    auto& all = out_.package.definitions;
    const bool known = std::any_of(all.begin(), all.end(), [&](const DefinitionText& each) {
      return each.name == item.part.name && each.subject == subject;
    });
    if (known) return;
    if (auto rule = expression(item)) all.push_back({item.part.name, subject, std::move(*rule)});
  }

  void read_monthly(const Item& item, ProvisionText& text) {
    if (item.is(dmn_part::months)) {
      if (!text.monthly) text.monthly.emplace();
      // A schedule agreed in full runs beyond the day of asking.
      const auto* context = item.decision()->expression
                                ? std::get_if<model::Context>(&item.decision()->expression->form)
                                : nullptr;
      if (context == nullptr) return;
      for (const model::Context::Entry& entry : context->entries) {
        std::string feel;
        if (entry.variable && entry.variable->name == "末月" && dmn_import::literal_of(entry.value, feel)) {
          text.monthly->one_claim = feel == "约定末月";
        }
      }
      return;
    }
    const bool monthly = item.is(dmn_part::months_from) || item.is(dmn_part::months_to) ||
                         item.is(dmn_part::months_count) || item.is(dmn_part::month_amount);
    if (!monthly) return;
    auto value = expression(item);
    if (!value) return;
    if (!text.monthly) text.monthly.emplace();
    if (item.is(dmn_part::months_from))
      text.monthly->from = std::move(*value);
    else if (item.is(dmn_part::months_to))
      text.monthly->to = std::move(value);
    else if (item.is(dmn_part::months_count))
      text.monthly->months = std::move(value);
    else
      text.monthly->amount = std::move(value);
  }

  // As the author had them, wherever an editor has put them.
  void in_order(ProvisionText& text) {
    const auto sort = [](auto& list, const std::vector<int>& order) {
      std::vector<std::size_t> at(list.size());
      for (std::size_t i = 0; i < at.size(); ++i) at[i] = i;
      std::stable_sort(at.begin(), at.end(),
                       [&](std::size_t a, std::size_t b) { return order[a] < order[b]; });
      auto sorted = list;
      for (std::size_t i = 0; i < at.size(); ++i) sorted[i] = list[at[i]];
      list = std::move(sorted);
    };
    sort(text.conditions, order_);
    std::vector<int> lets;
    for (const LetText& each : text.lets) {
      const auto of = std::find_if(orders_.begin(), orders_.end(),
                                   [&](const auto& entry) { return entry.first->part.name == each.name; });
      lets.push_back(of == orders_.end() ? 0 : of->second);
    }
    sort(text.lets, lets);
    order_.clear();
  }

  // All conditions have to be met, and none but them: anything else is not what a provision can say.
  void check_verdict(const ProvisionText& text) {
    const auto verdict = std::find_if(members_.begin(), members_.end(),
                                      [](const Item* item) { return item->is(dmn_part::verdict); });
    const model::DecisionTable* table =
        verdict == members_.end() ? nullptr : dmn_import::table_of((*verdict)->decision()->expression);
    bool sound = table != nullptr && table->hit_policy == dmn::HitPolicy::any &&
                 table->rules.size() == table->inputs.size() + 1;
    std::set<std::string> read;
    for (std::size_t i = 0; sound && i < table->rules.size(); ++i) {
      const model::DecisionTable::Rule& rule = table->rules[i];
      sound = rule.inputs.size() == table->inputs.size() && rule.outputs.size() == 1 &&
              rule.outputs.front().text.expression == (i == 0 ? "true" : "false");
      for (std::size_t k = 0; sound && k < rule.inputs.size(); ++k) {
        const std::string& cell = rule.inputs[k].text.expression;
        const bool met = cell == "? = true" || cell == "true";  // the latter in files written before
        sound = i == 0 ? met : cell == (i - 1 == k ? "false" : "-");
      }
    }
    if (table != nullptr) {
      for (const model::DecisionTable::Input& input : table->inputs) {
        const auto uses = standard_feel(input.expression.text.expression, scope_, feel::Mode::standard).uses;
        read.insert(uses.begin(), uses.end());
      }
    }
    for (const Item* item : members_) {
      if (item->is(dmn_part::condition) && !read.contains(item->name)) sound = false;
    }
    if (sound) return;
    const Location place = verdict == members_.end() ? model_.location : (*verdict)->element->location;
    say(Severity::warning, "dmn.changed-frame", place,
        {fmt::format("条款 `{}` 的“全部条件”已被改动：政策包里各条件必须全部满足，这一改动没有带回",
                     shown_id(text)),
         fmt::format(
             "provision `{}`: how its conditions become a verdict was changed; in a package all conditions "
             "have to be met, and this change did not come back",
             shown_id(text))},
        {"把改动写进某个条件的表达式", "put the change into the expression of a condition"});
  }

  // ---- tables ------------------------------------------------------------------------------------------

  void read_tables() {
    for (const Item* provision : index_.provisions()) {
      for (const Item* item : index_.members(*provision)) {
        const bool function = item->is(dmn_part::table_function) && item->function() != nullptr;
        const bool decision = item->is(dmn_part::table) && item->decision() != nullptr;
        if (function || decision) read_table(*item);
      }
    }
  }

  void read_table(const Item& item) {
    model::ExpressionPtr logic;
    const model::FunctionDefinition* function = nullptr;
    if (item.decision() != nullptr) {
      logic = item.decision()->expression;
    } else if (item.function()->logic) {
      function = std::get_if<model::FunctionDefinition>(&item.function()->logic->form);
      if (function != nullptr) logic = function->body;
    }
    const model::DecisionTable* table = dmn_import::table_of(logic);
    if (table == nullptr) {
      say(Severity::error, "dmn.no-table", item.element->location,
          {fmt::format("`{}` 不再是决策表", item.name),
           fmt::format("`{}` is no decision table any more", item.name)},
          {"恢复决策表", "restore the decision table"});
      return;
    }
    RuleTableText text;
    text.name = item.part.name;
    static constexpr std::array<std::string_view, 7> policies{"U", "A", "F", "P", "R", "O", "C"};
    static constexpr std::array<std::string_view, 5> sums{"", "+", "<", ">", "#"};
    text.hit_policy = std::string(policies[static_cast<std::size_t>(table->hit_policy)]) +
                      std::string(sums[static_cast<std::size_t>(table->aggregation)]);
    feel::Scope scope;
    for (std::size_t i = 0; i < table->inputs.size(); ++i) {
      const model::DecisionTable::Input& input = table->inputs[i];
      const bool parameter = function != nullptr && i < function->parameters.size();
      const std::string name = parameter             ? function->parameters[i].name
                               : input.label.empty() ? input.expression.text.expression
                                                     : input.label;
      const std::string type = parameter && input.type.empty() ? function->parameters[i].type : input.type;
      scope.declare(name, index_.type(type));
      RuleTableText::Clause clause{name, index_.type_text(type, dmn_extension::unit_of(input))};
      if (input.allowed) {
        clause.allowed =
            standard_tests(input.allowed->text.expression, index_.type(type), {}, feel::Mode::standard).feel;
      }
      text.inputs.push_back(std::move(clause));
    }
    for (const model::DecisionTable::Output& output : table->outputs) {
      const std::string name = output.label.empty() ? output.name : output.label;
      text.outputs.push_back({name, index_.type_text(output.type, dmn_extension::unit_of(output))});
    }
    for (const model::DecisionTable::Rule& rule : table->rules) {
      RuleTableText::Row row;
      for (std::size_t i = 0; i < rule.inputs.size(); ++i) {
        const feel::TypePtr type = i < table->inputs.size() ? index_.type(table->inputs[i].type) : nullptr;
        row.tests.push_back(
            standard_tests(rule.inputs[i].text.expression, type, scope, feel::Mode::standard).feel);
      }
      for (const model::ExpressionSource& output : rule.outputs) {
        row.outputs.push_back(standard_feel(output.text.expression, scope, feel::Mode::standard).feel);
      }
      row.annotation = text::join(rule.annotations, " ");
      text.rows.push_back(std::move(row));
    }
    keep_table(std::move(text), item);
  }

  // One table may stand at several provisions; they have to say the same.
  void keep_table(RuleTableText text, const Item& item) {
    auto& all = out_.package.tables;
    const auto known = std::find_if(all.begin(), all.end(),
                                    [&](const RuleTableText& each) { return each.name == text.name; });
    if (known == all.end()) {
      all.push_back(std::move(text));
    } else if (!(*known == text)) {
      say(Severity::error, "dmn.table-differs", item.element->location,
          {fmt::format("决策表 `{}` 在两个条款中内容不同；政策包里它是同一张表", text.name),
           fmt::format("the decision table `{}` differs between two provisions; in a package it is one table",
                       text.name)},
          {"两处改成一样", "make them the same"});
    }
  }

  const model::Definitions& model_;
  Index index_;
  DmnImport out_;
  std::vector<const Item*> members_;
  feel::Scope scope_, package_scope_;
  Renames renames_;
  std::vector<int> order_;             // of the conditions read
  std::map<const Item*, int> orders_;  // of the names read
};

}  // namespace

DmnImport import_dmn(const model::Definitions& model) {
  return Importer(model).run();
}

}  // namespace enact::policy
