// See provision_rules.hpp.
#include "policy/provision_rules.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "policy/expressions.hpp"
#include "policy/quotations.hpp"
#include "policy/scopes.hpp"
#include "policy/thresholds.hpp"

namespace enact::policy {
namespace {

constexpr std::string_view date_field = "日期";

feel::TypePtr date_type() {
  return feel::simple_type(feel::Kind::date);
}

class Rules {
 public:
  Rules(const yaml::Mapping& mapping, const ProvisionSurroundings& around, Provision& provision)
      : mapping_(mapping),
        around_(around),
        diagnostics_(around.diagnostics),
        provision_(provision),
        scope_(subject_scope(around.package, around.types, provision.subject)) {}

  void run() {
    if (const yaml::Node* each = mapping_.get("each")) read_each(*each);
    if (const yaml::Node* date = mapping_.get("date")) {
      auto expression = compile(*date, date_type());
      (provision_.each ? provision_.each->date : provision_.date) = std::move(expression);
    }
    if (const yaml::Node* monthly = mapping_.get("monthly")) read_monthly(*monthly);
    if (const yaml::Node* lets = mapping_.get("let")) read_lets(*lets);
    if (monthly_amount_ != nullptr)
      provision_.monthly->amount = compile(*monthly_amount_, feel::number_type("元"));
    if (const yaml::Node* when = mapping_.get("when")) read_conditions(*when);
    if (const yaml::Node* amount = mapping_.get("amount")) read_amount(*amount);
    if (const yaml::Node* matter = mapping_.get("matter")) read_matter(*matter);
    if (const yaml::Node* ranks = mapping_.get("rank by")) read_ranks(*ranks);
    for (const feel::ir::Input& name : scope_.names()) provision_.scope.push_back(name.name);
  }

 private:
  std::optional<Expression> compile(const yaml::Node& node, const feel::TypePtr& expected,
                                    std::size_t from = 0) {
    return compile_scalar(node, scope_, expected, around_.texts, diagnostics_, from);
  }

  // `认定 in 企业.认定[…]`
  void read_each(const yaml::Node& node) {
    constexpr std::string_view separator = " in ";
    const std::size_t at = node.is_scalar() ? node.text.find(separator) : std::string::npos;
    if (at == std::string::npos) {
      yaml::error(diagnostics_, "policy.each", node.location(),
                  {"`each` 应写作 `名称 in 列表`", "`each` reads `name in list`"},
                  {"如 `认定 in 企业.认定[类别 = \"…\"]`", "as in `认定 in 企业.认定[类别 = \"…\"]`"});
      return;
    }
    Each each;
    each.variable = node.text.substr(0, at);
    check_name_free(each.variable, node.location({0, at}), scope_, diagnostics_);
    auto list = compile(node, nullptr, at + separator.size());
    feel::TypePtr item = feel::any_type();
    if (list) {
      const feel::TypePtr& type = type_of(*list);
      if (type->kind == feel::Kind::list) {
        item = type->element ? type->element : feel::any_type();
      } else if (type->kind != feel::Kind::any) {
        yaml::error(diagnostics_, "policy.each", list->location,
                    {fmt::format("这里应是列表，却是 {}", feel::to_string(*type)),
                     fmt::format("a list is expected here, but this is {}", feel::to_string(*type))});
      }
      each.list = std::move(*list);
    }
    if (mapping_.get("date") == nullptr && item->kind == feel::Kind::context &&
        item->field(date_field) == nullptr) {
      yaml::error(diagnostics_, "policy.event-date", node.location(),
                  {fmt::format("`{}` 没有字段 `日期`，事件日期无从得知", each.variable),
                   fmt::format("`{}` has no field `日期`, so the event has no date", each.variable)},
                  {"加上 `date: 表达式`", "add `date: expression`"});
    }
    scope_.declare(each.variable, item);
    provision_.each = std::move(each);
  }

  void read_monthly(const yaml::Node& node) {
    const yaml::Mapping mapping(node, {"from", "to", "months", "amount", "one claim"}, diagnostics_);
    if (!mapping.valid()) return;
    Monthly monthly;
    if (const yaml::Node* from = mapping.require("from")) {
      if (auto expression = compile(*from, date_type())) monthly.from = std::move(*expression);
    }
    const yaml::Node* to = mapping.get("to");
    const yaml::Node* months = mapping.get("months");
    if (to != nullptr) {
      if (auto expression = compile(*to, date_type())) monthly.to = std::move(*expression);
    }
    if (months != nullptr) monthly.months = compile(*months, feel::simple_type(feel::Kind::number));
    if ((to == nullptr) == (months == nullptr)) {
      yaml::error(
          diagnostics_, "policy.monthly", node.entries.front().key.location(),
          {"`monthly` 须有 `to` 或 `months`，二者取一", "`monthly` has `to` or `months`, one of the two"},
          {"`to` 为末日，`months` 为月数", "`to` is the last day, `months` the number of months"});
    }
    monthly.one_claim = mapping.flag("one claim", false);
    monthly_amount_ = mapping.get("amount");  // sees 月, 月序 and the lets
    scope_.declare("月", date_type());
    scope_.declare("月序", feel::number_type(""));
    provision_.monthly = std::move(monthly);
  }

  void read_lets(const yaml::Node& node) {
    if (!node.is_map()) {
      yaml::error(diagnostics_, "policy.wrong-value", node.location(),
                  {"`let` 应为映射（名称: 表达式）", "`let` is a mapping (name: expression)"});
      return;
    }
    for (const yaml::Entry& entry : node.entries) {
      check_name_free(entry.key.text, entry.key.location(), scope_, diagnostics_);
      auto value = compile(entry.value, nullptr);
      // Declared even if it does not compile, so that what reads it is not wrong too.
      scope_.declare(entry.key.text, value ? type_of(*value) : feel::any_type());
      if (value) provision_.lets.push_back({entry.key.text, std::move(*value)});
    }
  }

  void read_conditions(const yaml::Node& node) {
    if (!node.is_map()) {
      yaml::error(diagnostics_, "policy.wrong-value", node.location(),
                  {"`when` 应为映射（条件名: 规则）", "`when` is a mapping (condition: rule)"});
      return;
    }
    for (const yaml::Entry& entry : node.entries) read_condition(entry);
  }

  void read_condition(const yaml::Entry& entry) {
    Condition condition;
    condition.name = entry.key.text;
    condition.title = {entry.key.text, entry.key.text};
    const yaml::Node* rule = &entry.value;
    const yaml::Node* word = nullptr;
    if (entry.value.is_map()) {
      const yaml::Mapping mapping(
          entry.value,
          {"rule", "words", "text", "title", "en", "valid", "known", "assumption", "because", "ruled by"},
          diagnostics_);
      rule = mapping.require("rule");
      word = mapping.get("words");
      if (mapping.get("title") != nullptr) condition.title = mapping.title("title");
      if (mapping.get("en") != nullptr) condition.title.en = mapping.text("en");
      if (const yaml::Node* text = mapping.get("text")) {
        condition.citation =
            read_quotation(*text, around_.package.document, provision_.article, diagnostics_);
      }
      if (const yaml::Node* valid = mapping.get("valid")) {
        condition.validity = read_validity(*valid, diagnostics_);
      }
      if (const yaml::Node* known = mapping.get("known")) {
        condition.known = read_known(*known, diagnostics_);
      }
      condition.assumption = around_.assumptions.beside(mapping, provision_.id + "/" + condition.name);
    }
    if (rule == nullptr) return;
    auto expression = compile(*rule, feel::simple_type(feel::Kind::boolean));
    if (expression) condition.rule = std::move(*expression);
    if (word != nullptr) {
      condition.words = word->text;
      check_threshold(condition, *word, provision_, around_.words, diagnostics_);
    }
    if (condition.rule.program) provision_.conditions.push_back(std::move(condition));
  }

  void read_amount(const yaml::Node& node) {
    Amount amount;
    const yaml::Node* value = &node;
    const yaml::Node* decided_by = nullptr;
    if (node.is_map()) {
      const yaml::Mapping mapping(node, {"value", "decided by", "text", "estimate", "cap"}, diagnostics_);
      value = mapping.require("value");
      decided_by = mapping.get("decided by");
      if (decided_by != nullptr) amount.decided_by = around_.units.resolve(*decided_by, diagnostics_);
      amount.estimate = mapping.flag("estimate", false);
      if (const yaml::Node* text = mapping.get("text")) {
        provision_.amount_citation =
            read_quotation(*text, around_.package.document, provision_.article, diagnostics_);
      }
      if (const yaml::Node* cap = mapping.get("cap")) read_caps(*cap, amount);
    }
    if (value == nullptr) return;
    auto expression = compile(*value, nullptr);
    if (!expression) return;
    amount.value = std::move(*expression);
    check_amount(amount, node);
    provision_.amount = std::move(amount);
  }

  void check_amount(const Amount& amount, const yaml::Node& node) {
    const feel::TypePtr& type = type_of(amount.value);
    const bool band = type->kind == feel::Kind::range;
    const feel::TypePtr number = band && type->element ? type->element : type;
    const bool money =
        number->kind == feel::Kind::any || (number->kind == feel::Kind::number && number->unit == "元");
    if (!money) {
      yaml::error(diagnostics_, "policy.amount-type", amount.value.location,
                  {fmt::format("金额应为 number<元> 或 range<number<元>>，却是 {}", feel::to_string(*type)),
                   fmt::format("an amount is number<元> or range<number<元>>, but this is {}",
                               feel::to_string(*type))},
                  {"带上单位，如 10万元", "give it its unit, as in 10万元"});
    }
    if (band && amount.decided_by.empty()) {
      yaml::error(
          diagnostics_, "policy.decided-by", amount.value.location,
          {"金额是一个幅度，却未写明由谁决定", "the amount is a band, and nobody is named to decide it"},
          {"写成 `amount: { value: '(0元..10万元]', decided by: [单位] }`",
           "write `amount: { value: '(0元..10万元]', decided by: [unit] }`"});
    }
    if (!band && !amount.decided_by.empty()) {
      yaml::error(diagnostics_, "policy.decided-by", node.location(),
                  {"金额已经确定，没有可决定的", "the amount is a figure: there is nothing to decide"},
                  {"删去 `decided by`，或写成幅度", "remove `decided by`, or write a band"});
    }
  }

  void read_caps(const yaml::Node& node, Amount& amount) {
    if (node.is_list()) {
      for (const yaml::Node& each : node.items) read_cap(each, amount);
    } else {
      read_cap(node, amount);
    }
  }

  void read_cap(const yaml::Node& node, Amount& amount) {
    const yaml::Mapping mapping(node, {"amount", "per", "over", "id", "assumption", "because", "ruled by"},
                                diagnostics_);
    if (!mapping.valid()) return;
    Cap cap;
    if (const yaml::Node* limit = mapping.require("amount")) {
      if (auto expression = compile(*limit, feel::number_type("元"))) cap.amount = std::move(*expression);
    }
    if (const yaml::Node* per = mapping.get("per")) {
      const auto add = [&](const yaml::Node& part) {
        if (auto expression = compile(part, nullptr)) cap.per.push_back(std::move(*expression));
      };
      if (per->is_list()) {
        for (const yaml::Node& part : per->items) add(part);
      } else {
        add(*per);
      }
    }
    if (const yaml::Node* over = mapping.require("over")) {
      static const std::vector<std::string> spans{"claim", "year", "lifetime"};
      const auto found = std::find(spans.begin(), spans.end(), over->text);
      if (found == spans.end()) {
        yaml::unknown_name(diagnostics_, "policy.unknown-value", over->location(), {"取值", "value"},
                           over->text, spans);
      } else {
        cap.over = static_cast<Cap::Over>(found - spans.begin());
      }
    }
    const std::string id = mapping.get("id") == nullptr ? "cap" : mapping.text("id");
    cap.assumption = around_.assumptions.beside(mapping, provision_.id + "/" + id);
    if (cap.amount.program) amount.caps.push_back(std::move(cap));
  }

  void read_matter(const yaml::Node& node) {
    const yaml::Mapping mapping(node, {"kind", "parts"}, diagnostics_);
    if (!mapping.valid()) return;
    const yaml::Node* kind = mapping.require("kind");
    const yaml::Node* parts = mapping.require("parts");
    if (kind == nullptr || parts == nullptr) return;
    MatterRule matter{.kind = kind->text, .parts = {}};
    std::vector<std::string> names;
    const MatterKind* declared = nullptr;
    for (const MatterKind& each : around_.package.vocabulary.matters) {
      names.push_back(each.name);
      if (each.name == matter.kind) declared = &each;
    }
    if (declared == nullptr) {
      yaml::unknown_name(diagnostics_, "policy.unknown-matter", kind->location(),
                         {"事项种类", "kind of matter"}, matter.kind, names);
    }
    if (parts->is_list()) {
      for (const yaml::Node& part : parts->items) {
        if (auto expression = compile(part, nullptr)) matter.parts.push_back(std::move(*expression));
      }
    }
    const std::size_t given = parts->is_list() ? parts->items.size() : 0;
    if (declared != nullptr && given != declared->parts.size()) {
      yaml::error(
          diagnostics_, "policy.matter-parts", parts->location(),
          {fmt::format("事项 `{}` 有 {} 个要素，这里写了 {} 个", matter.kind, declared->parts.size(), given),
           fmt::format("the matter `{}` has {} parts, not {}", matter.kind, declared->parts.size(), given)},
          {"依次写：" + fmt::format("{}", fmt::join(declared->parts, "、")),
           "in order: " + fmt::format("{}", fmt::join(declared->parts, ", "))});
    }
    provision_.matter = std::move(matter);
  }

  // `rank by: 企业.研发费用`, or a list of such, each perhaps `{ value, order, title }`.
  void read_ranks(const yaml::Node& node) {
    if (!node.is_list()) return read_rank(node);
    for (const yaml::Node& each : node.items) read_rank(each);
  }

  void read_rank(const yaml::Node& node) {
    RankKey key;
    const yaml::Node* value = &node;
    if (node.is_map()) {
      const yaml::Mapping mapping(node, {"value", "order", "title"}, diagnostics_);
      value = mapping.require("value");
      key.title = mapping.title("title");
      if (const yaml::Node* order = mapping.get("order")) {
        static const std::vector<std::string> orders{"descending", "ascending"};
        if (std::find(orders.begin(), orders.end(), order->text) == orders.end()) {
          yaml::unknown_name(diagnostics_, "policy.unknown-value", order->location(), {"取值", "value"},
                             order->text, orders);
        }
        key.ascending = order->text == orders[1];
      }
    }
    if (value == nullptr) return;
    if (key.title.empty()) key.title = {value->text, value->text};
    auto expression = compile(*value, nullptr);
    if (!expression) return;
    const feel::TypePtr& type = type_of(*expression);
    constexpr std::array comparable{feel::Kind::number, feel::Kind::date, feel::Kind::string,
                                    feel::Kind::any};
    if (std::find(comparable.begin(), comparable.end(), type->kind) == comparable.end()) {
      yaml::error(
          diagnostics_, "policy.rank-type", expression->location,
          {fmt::format("排序依据应是数、日期或文字，却是 {}", feel::to_string(*type)),
           fmt::format("what ranks is a number, a date or a text, but this is {}", feel::to_string(*type))});
      return;
    }
    key.value = std::move(*expression);
    provision_.rank_by.push_back(std::move(key));
  }

  const yaml::Mapping& mapping_;
  const ProvisionSurroundings& around_;
  Diagnostics& diagnostics_;
  Provision& provision_;
  feel::Scope scope_;
  const yaml::Node* monthly_amount_ = nullptr;
};

}  // namespace

void read_rules(const yaml::Mapping& mapping, const ProvisionSurroundings& around, Provision& provision) {
  Rules(mapping, around, provision).run();
}

}  // namespace enact::policy
