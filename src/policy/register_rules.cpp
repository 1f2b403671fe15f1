// What must hold of a register's entries and between them, and what follows from them.
#include <fmt/format.h>

#include <algorithm>

#include "policy/expressions.hpp"
#include "policy/register_reading.hpp"

namespace enact::policy {
namespace {

using feel::Kind;

const std::set<Kind>& moments() {
  static const std::set<Kind> kinds{Kind::date, Kind::date_time};
  return kinds;
}

class Rules {
 public:
  Rules(RegisterReading& reading, const yaml::Mapping& mapping, Register& made)
      : reading_(reading),
        diagnostics_(reading.diagnostics),
        mapping_(mapping),
        made_(made),
        scope_(reading.scope_of(made, made.fields.size())) {}

  void run() {
    if (const yaml::Node* checks = mapping_.get("check")) read_checks(*checks);
    each("unique", [&](const yaml::Node& node) { read_unique(node); });
    each("never overlapping", [&](const yaml::Node& node) { read_span(node, false); });
    each("never above", [&](const yaml::Node& node) { read_span(node, true); });
    each("facts", [&](const yaml::Node& node) { read_fact(node); });
    each("matches", [&](const yaml::Node& node) { read_match(node); });
    each("lapse", [&](const yaml::Node& node) { read_lapse(node); });
    if (const yaml::Node* ladder = mapping_.get("ladder")) read_ladder(*ladder);
  }

 private:
  template <typename Read>
  void each(std::string_view key, Read read) {
    const yaml::Node* list = mapping_.get(key);
    if (list == nullptr) return;
    if (!list->is_list()) {
      yaml::error(diagnostics_, "policy.wrong-value", list->location(),
                  {fmt::format("`{}` 应为列表", key), fmt::format("`{}` is a list", key)});
      return;
    }
    for (const yaml::Node& item : list->items) read(item);
  }

  std::optional<Expression> boolean(const yaml::Node& node, const feel::Scope& scope) {
    return compile_scalar(node, scope, feel::simple_type(Kind::boolean), reading_.around.texts, diagnostics_);
  }

  void read_checks(const yaml::Node& node) {
    if (!node.is_map()) {
      yaml::error(diagnostics_, "policy.wrong-value", node.location(),
                  {"`check` 应为映射（名称: …）", "`check` is a mapping (name: …)"});
      return;
    }
    for (const yaml::Entry& entry : node.entries) {
      const yaml::Mapping mapping(entry.value, {"rule", "says"}, diagnostics_);
      if (!mapping.valid()) continue;
      const yaml::Node* rule = mapping.require("rule");
      if (rule == nullptr) continue;
      Text says = mapping.title("says");
      if (says.empty()) says = {entry.key.text, entry.key.text};
      if (auto compiled = boolean(*rule, scope_)) {
        made_.checks.push_back({entry.key.text, std::move(*compiled), std::move(says)});
      }
    }
  }

  void read_unique(const yaml::Node& node) {
    RegisterKey key;
    if (node.is_map()) {
      const yaml::Mapping mapping(node, {"key", "while", "says"}, diagnostics_);
      if (const yaml::Node* fields = mapping.require("key")) {
        key.fields = reading_.read_field_list(*fields, made_);
      }
      if (const yaml::Node* during = mapping.get("while")) key.during = reading_.read_states(*during, made_);
      key.says = mapping.title("says");
    } else {
      key.fields = reading_.read_field_list(node, made_);
    }
    made_.unique.push_back(std::move(key));
  }

  void read_span(const yaml::Node& node, bool summed) {
    std::vector<std::string> keys{"key", "from", "to", "through", "while", "says"};
    if (summed) keys.insert(keys.end(), {"sum", "most"});
    const yaml::Mapping mapping(node, keys, diagnostics_);
    if (!mapping.valid()) return;
    RegisterSpan span;
    if (const yaml::Node* key = mapping.get("key")) span.key = reading_.read_field_list(*key, made_);
    const yaml::Node* from = mapping.require("from");
    const RegisterField* begins = from == nullptr ? nullptr : reading_.read_field(*from, made_, moments());
    if (begins != nullptr) span.from = begins->name();
    const yaml::Node* to = mapping.get("to");
    if (const yaml::Node* through = mapping.get("through")) {
      if (to != nullptr) {
        yaml::error(diagnostics_, "register.two-ends", through->location(),
                    {"`to`（不含）与 `through`（含）二者取一",
                     "`to` (excluded) or `through` (included), one of the two"});
      }
      to = through;
      span.to_included = true;
    }
    if (to != nullptr) {
      const std::set<Kind> kinds = span.to_included ? std::set<Kind>{Kind::date} : moments();
      if (const RegisterField* ends = reading_.read_field(*to, made_, kinds)) span.to = ends->name();
    }
    if (summed) read_sum(mapping, span);
    if (const yaml::Node* during = mapping.require("while")) {
      span.during = reading_.read_states(*during, made_);
    }
    span.says = mapping.title("says");
    made_.spans.push_back(std::move(span));
  }

  void read_sum(const yaml::Mapping& mapping, RegisterSpan& span) {
    if (const yaml::Node* sum = mapping.require("sum")) {
      if (const RegisterField* field = reading_.read_field(*sum, made_, {Kind::number})) {
        span.sum = field->name();
      }
    }
    const yaml::Node* most = mapping.require("most");
    if (most == nullptr) return;
    const auto bound = Decimal::parse(most->text);
    if (bound && !bound->is_negative()) {
      span.most = *bound;
    } else {
      yaml::error(diagnostics_, "policy.wrong-value", most->location(),
                  {"`most` 应为不小于零的数字", "`most` is a number that is not negative"});
    }
  }

  // The fact, declared for every type of owner alike and attested by the keeper.
  const FactDeclaration* fact_named(const yaml::Node& name) {
    const FactDeclaration* found = nullptr;
    if (made_.of.empty()) {
      yaml::error(
          diagnostics_, "register.fact-without-owner", name.location(),
          {"没有 `of` 的登记册不能说明主体的事实", "a register without `of` has no owner to tell a fact of"});
    }
    for (const std::string& type : made_.of) {
      const SubjectType* subject = reading_.package.vocabulary.subject(type);
      if (subject == nullptr) continue;
      found = subject->fact(name.text);
      if (found == nullptr) {
        std::vector<std::string> names;
        for (const FactDeclaration& fact : subject->facts) names.push_back(fact.name);
        yaml::unknown_name(diagnostics_, "policy.unknown-fact", name.location(),
                           {"“" + type + "”的事实", "fact of `" + type + "`"}, name.text, names);
        return nullptr;
      }
      if (std::ranges::find(found->attested_by, made_.keeper) == found->attested_by.end()) {
        yaml::error(diagnostics_, "register.not-attester", name.location(),
                    {fmt::format("事实 `{}` 不由 `{}` 核定", name.text, made_.keeper),
                     fmt::format("fact `{}` is not attested by `{}`", name.text, made_.keeper)},
                    {"在词汇表该事实的 `attested by` 中写上保管单位",
                     "name the keeper in the fact's `attested by` of the vocabulary"});
      }
    }
    return found;
  }

  void read_fact(const yaml::Node& node) {
    const yaml::Mapping mapping(node, {"while", "list", "item", "complete", "fact", "value"}, diagnostics_);
    if (!mapping.valid()) return;
    RegisterFact fact;
    if (const yaml::Node* during = mapping.require("while")) {
      fact.during = reading_.read_states(*during, made_);
    }
    fact.complete = mapping.flag("complete", false);
    const yaml::Node* list = mapping.get("list");
    const yaml::Node* name = list != nullptr ? list : mapping.require("fact");
    if (name == nullptr) return;
    fact.list = list != nullptr;
    fact.fact = name->text;
    const FactDeclaration* declared = fact_named(*name);
    if (declared == nullptr) return;
    if (!fact.list) {
      const yaml::Node* value = mapping.require("value");
      if (value == nullptr) return;
      fact.value = compile_scalar(*value, scope_, declared->type, reading_.around.texts, diagnostics_);
    } else if (const yaml::Node* item = mapping.require("item")) {
      read_item(*item, *declared, fact);
    }
    made_.facts.push_back(std::move(fact));
  }

  void read_item(const yaml::Node& node, const FactDeclaration& declared, RegisterFact& fact) {
    const feel::Type* element = declared.type->kind == Kind::list ? declared.type->element.get() : nullptr;
    if (element == nullptr || element->kind != Kind::context || !node.is_map()) {
      yaml::error(
          diagnostics_, "register.fact-item", node.location(),
          {fmt::format("`{}` 应是记录的列表，`item` 是 字段: 表达式", declared.name),
           fmt::format("`{}` must be a list of records, and `item` reads field: expression", declared.name)});
      return;
    }
    std::vector<std::string> names;
    for (const feel::Field& field : element->fields) names.push_back(field.name);
    for (const yaml::Entry& entry : node.entries) {
      const auto field = std::ranges::find(element->fields, entry.key.text, &feel::Field::name);
      if (field == element->fields.end()) {
        yaml::unknown_name(diagnostics_, "register.unknown-field", entry.key.location(),
                           {"记录的字段", "field of the record"}, entry.key.text, names);
        continue;
      }
      if (auto value =
              compile_scalar(entry.value, scope_, field->type, reading_.around.texts, diagnostics_)) {
        fact.item.emplace_back(entry.key.text, std::move(*value));
      }
    }
    const RecordType* record = reading_.package.vocabulary.record(element->name);
    if (record == nullptr) return;
    for (const FactDeclaration& field : record->fields) {
      if (!field.required || node.find(field.name) != nullptr) continue;
      yaml::error(diagnostics_, "policy.missing-key", node.location(),
                  {fmt::format("缺少必填的 `{}`", field.name),
                   fmt::format("`{}` is required and missing", field.name)});
    }
  }

  void read_match(const yaml::Node& node) {
    const yaml::Mapping mapping(node, {"to", "while", "on"}, diagnostics_);
    if (!mapping.valid()) return;
    const yaml::Node* to = mapping.require("to");
    const yaml::Node* on = mapping.require("on");
    if (to == nullptr || on == nullptr) return;
    const Register* target = reading_.declared(to->text);
    if (target == nullptr) {
      yaml::unknown_name(diagnostics_, "register.unknown-register", to->location(), {"登记册", "register"},
                         to->text, reading_.register_names());
      return;
    }
    RegisterMatch match;
    match.to = target->id;
    if (const yaml::Node* during = mapping.require("while")) {
      match.during = reading_.read_states(*during, *target);
    }
    if (!on->is_list()) {
      yaml::error(diagnostics_, "policy.wrong-value", on->location(), {"`on` 应为列表", "`on` is a list"});
      return;
    }
    for (const yaml::Node& item : on->items) read_point(item, *target, match);
    made_.matches.push_back(std::move(match));
  }

  void read_point(const yaml::Node& node, const Register& target, RegisterMatch& match) {
    const yaml::Mapping mapping(node, {"same", "words", "with", "weight", "title"}, diagnostics_);
    if (!mapping.valid()) return;
    const yaml::Node* words = mapping.get("words");
    const yaml::Node* of = words != nullptr ? words : mapping.require("same");
    const yaml::Node* with = mapping.require("with");
    if (of == nullptr || with == nullptr) return;
    RegisterMatch::Point point;
    point.words = words != nullptr;
    point.of = reading_.read_field_list(*of, made_);
    point.with = reading_.read_field_list(*with, target);
    point.title = mapping.title("title");
    if (const yaml::Node* weight = mapping.get("weight")) {
      point.weight = yaml::read_integer(*weight, 1, 100, diagnostics_).value_or(1);
    }
    match.points.push_back(std::move(point));
  }

  // An outcome of each of the steps in which the entry rests.
  void check_outcome(const yaml::Node& name, const States& during) {
    const Procedure* life = reading_.package.procedure(made_.life);
    if (life == nullptr) return;
    for (const ProcedureStep& step : life->steps) {
      if (std::ranges::find(during, step.id) == during.end()) continue;
      std::vector<std::string> names;
      for (const auto& outcome : step.outcomes) names.push_back(outcome.id);
      if (std::ranges::find(names, name.text) != names.end()) continue;
      yaml::unknown_name(diagnostics_, "procedure.unknown-outcome", name.location(),
                         {"步骤“" + step.id + "”的结果", "outcome of step `" + step.id + "`"}, name.text,
                         names);
    }
  }

  void read_lapse(const yaml::Node& node) {
    const yaml::Mapping mapping(node, {"after", "take", "while"}, diagnostics_);
    if (!mapping.valid()) return;
    RegisterLapse lapse;
    if (const yaml::Node* during = mapping.require("while")) {
      lapse.during = reading_.read_states(*during, made_, false);
    }
    if (const yaml::Node* after = mapping.require("after")) {
      if (const RegisterField* field = reading_.read_field(*after, made_, moments())) {
        lapse.after = field->name();
      }
    }
    if (const yaml::Node* take = mapping.require("take")) {
      lapse.take = take->text;
      check_outcome(*take, lapse.during);
    }
    made_.lapses.push_back(std::move(lapse));
  }

  void read_ladder(const yaml::Node& node) {
    const yaml::Mapping mapping(
        node, {"level", "from", "to", "one step", "years", "while", "lapse", "promoted", "criteria"},
        diagnostics_);
    if (!mapping.valid()) return;
    RegisterLadder ladder;
    const RegisterField* level = nullptr;
    if (const yaml::Node* of = mapping.require("level")) {
      level = reading_.read_field(*of, made_, {Kind::string});
      if (level != nullptr && level->declared.type->codes.empty()) {
        yaml::error(diagnostics_, "register.ladder-level", of->location(),
                    {"层级字段的类型应是由低到高的代码表", "the level is a code list, the lowest first"});
      }
    }
    if (level != nullptr) ladder.level = level->name();
    const auto date_field = [&](std::string_view key) -> std::string {
      const yaml::Node* of = mapping.require(key);
      const RegisterField* field = of == nullptr ? nullptr : reading_.read_field(*of, made_, {Kind::date});
      return field == nullptr ? "" : field->name();
    };
    ladder.from = date_field("from");
    ladder.to = date_field("to");
    ladder.one_step = mapping.flag("one step", false);
    if (const yaml::Node* years = mapping.get("years")) {
      ladder.years = yaml::read_integer(*years, 1, 100, diagnostics_);
    }
    if (const yaml::Node* during = mapping.require("while")) {
      ladder.during = reading_.read_states(*during, made_, false);
    }
    if (const yaml::Node* lapse = mapping.require("lapse")) {
      ladder.lapse = lapse->text;
      check_outcome(*lapse, ladder.during);
    }
    ladder.promoted = ladder.lapse;
    if (const yaml::Node* promoted = mapping.get("promoted")) {
      ladder.promoted = promoted->text;
      check_outcome(*promoted, ladder.during);
    }
    if (made_.of.empty()) {
      yaml::error(diagnostics_, "register.ladder-without-owner", node.location(),
                  {"层级由主体持有：请写 `of`", "levels are held by owners: state `of`"});
    }
    if (level != nullptr && !ladder.from.empty() && !ladder.to.empty()) {
      if (const yaml::Node* criteria = mapping.get("criteria")) read_criteria(*criteria, *level, ladder);
    }
    made_.ladder = std::move(ladder);
  }

  void read_criteria(const yaml::Node& node, const RegisterField& level, RegisterLadder& ladder) {
    if (!node.is_map()) {
      yaml::error(diagnostics_, "policy.wrong-value", node.location(),
                  {"`criteria` 应为映射（层级: …）", "`criteria` is a mapping (level: …)"});
      return;
    }
    feel::Scope scope = scope_;
    const feel::TypePtr date = feel::simple_type(Kind::date);
    scope.declare(std::string(ladder_history),
                  feel::list_type(feel::context_type(
                      {{ladder.level, level.declared.type}, {ladder.from, date}, {ladder.to, date}})));
    for (const yaml::Entry& entry : node.entries) {
      const auto& codes = level.declared.type->codes;
      if (std::ranges::find(codes, entry.key.text) == codes.end()) {
        yaml::unknown_name(diagnostics_, "register.unknown-level", entry.key.location(), {"层级", "level"},
                           entry.key.text, codes);
        continue;
      }
      for (const yaml::Entry& criterion : entry.value.entries) {
        Text title{criterion.key.text, criterion.key.text};
        const yaml::Node* rule = &criterion.value;
        if (criterion.value.is_map()) {
          const yaml::Mapping mapping(criterion.value, {"rule", "title", "en"}, diagnostics_);
          if (const Text given = mapping.title("title"); !given.empty()) title = given;
          if (const std::string en = mapping.text("en"); !en.empty()) title.en = en;
          rule = mapping.require("rule");
        }
        if (rule == nullptr) continue;
        if (auto compiled = boolean(*rule, scope)) {
          ladder.criteria[entry.key.text].push_back(
              {criterion.key.text, std::move(title), std::move(*compiled)});
        }
      }
    }
  }

  RegisterReading& reading_;
  Diagnostics& diagnostics_;
  const yaml::Mapping& mapping_;
  Register& made_;
  feel::Scope scope_;
};

}  // namespace

void RegisterReading::read_rules(const yaml::Mapping& mapping, Register& made) {
  Rules(*this, mapping, made).run();
}

}  // namespace enact::policy
