// A provision's particulars for people: names, units, texts. Its expressions are provision_rules.cpp's.
#include "policy/provisions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "policy/provision_rules.hpp"
#include "policy/quotations.hpp"
#include "policy/scopes.hpp"

namespace enact::policy {
namespace {

constexpr int longest_task = 366;  // working days
constexpr int most_members = 20;   // of a joint application, beside the subject

const std::vector<std::string>& keys() {
  static const std::vector<std::string> all{
      "provision", "kind",        "title", "summary",  "text",     "subject",   "each",
      "date",      "monthly",     "let",   "when",     "amount",   "matter",    "stacking",
      "payee",     "payer",       "lead",  "opinions", "involved", "procedure", "evidence",
      "task",      "assumptions", "valid", "known",    "benefit",  "rank by",   "joint"};
  return all;
}

// What only makes sense over the facts of a subject.
constexpr std::array<std::string_view, 10> needs_subject{"each",   "date",   "monthly", "let",     "when",
                                                         "amount", "matter", "benefit", "rank by", "joint"};

class ProvisionReader {
 public:
  ProvisionReader(const yaml::Mapping& mapping, const std::string& article,
                  const ProvisionSurroundings& around)
      : mapping_(mapping), around_(around), diagnostics_(around.diagnostics) {
    provision_.article = article;
  }

  Provision run() {
    read_names();
    if (const yaml::Node* text = mapping_.require("text")) {
      provision_.citations =
          read_quotations(*text, around_.package.document, provision_.article, diagnostics_);
    }
    provision_.validity = around_.package.in_force;
    if (const yaml::Node* valid = mapping_.get("valid"))
      provision_.validity = read_validity(*valid, diagnostics_);
    if (const yaml::Node* known = mapping_.get("known")) provision_.known = read_known(*known, diagnostics_);
    provision_.stacking = around_.front.stacking;
    if (const yaml::Node* stacking = mapping_.get("stacking")) {
      provision_.stacking = read_stacking(*stacking, around_.front.stacking, diagnostics_);
    }
    read_units();
    provision_.payee = read_party("payee");
    provision_.payer = read_party("payer");
    provision_.evidence = mapping_.texts("evidence");
    if (const yaml::Node* task = mapping_.get("task")) read_task(*task);
    if (const yaml::Node* joint = mapping_.get("joint")) read_joint(*joint);
    if (const yaml::Node* procedure = mapping_.get("procedure")) read_procedure(*procedure);
    if (const yaml::Node* assumptions = mapping_.get("assumptions")) {
      add(around_.assumptions.list(*assumptions, provision_.id + "/"));
    }
    read_subject();
    return std::move(provision_);
  }

 private:
  void read_names() {
    provision_.id = mapping_.required_text("provision");
    if (const yaml::Node* id = mapping_.get("provision")) provision_.location = id->location();
    if (const Provision* first = around_.package.provision(provision_.id)) {
      yaml::error(diagnostics_, "policy.defined-twice", provision_.location,
                  {fmt::format("条款 `{}` 写了两次", provision_.id),
                   fmt::format("provision `{}` occurs twice", provision_.id)},
                  {"每个条款有自己的编号", "give each its own id"});
      diagnostics_.back().labels.push_back({first->location, {"第一次写在这里", "it occurs first here"}});
    }
    if (const yaml::Node* kind = mapping_.require("kind")) read_kind(*kind);
    mapping_.require("title");
    provision_.title = mapping_.title("title");
    provision_.summary = mapping_.title("summary");
  }

  void read_kind(const yaml::Node& node) {
    std::vector<std::string> names;
    for (int i = 0; i <= static_cast<int>(ProvisionKind::coordination); ++i) {
      const auto kind = static_cast<ProvisionKind>(i);
      if (to_string(kind) == node.text) {
        provision_.kind = kind;
        return;
      }
      names.emplace_back(to_string(kind));
    }
    yaml::unknown_name(diagnostics_, "policy.unknown-kind", node.location(),
                       {"条款种类", "kind of provision"}, node.text, names);
  }

  void read_units() {
    if (const yaml::Node* lead = mapping_.get("lead")) {
      provision_.leads = around_.units.resolve(*lead, diagnostics_);
    } else {
      for (const UnitsLine& line : around_.lines) {
        if (line.article != provision_.article) continue;
        for (const UnitsLine::Named& named : line.leads) provision_.leads.push_back(named.unit);
      }
    }
    if (const yaml::Node* opinions = mapping_.get("opinions")) {
      if (opinions->is_map()) {
        const yaml::Mapping mapping(*opinions, {"units", "assumption", "because", "ruled by"}, diagnostics_);
        if (const yaml::Node* units = mapping.require("units")) {
          provision_.opinions = around_.units.resolve(*units, diagnostics_);
        }
        add(around_.assumptions.beside(mapping, provision_.id + "/opinions"));
      } else {
        provision_.opinions = around_.units.resolve(*opinions, diagnostics_);
      }
    }
    if (const yaml::Node* involved = mapping_.get("involved")) {
      provision_.involved = around_.units.resolve(*involved, diagnostics_);
    }
  }

  // `payee: 企业`, or with what is assumed about it.
  std::string read_party(std::string_view key) {
    const yaml::Node* node = mapping_.get(key);
    if (node == nullptr) return "";
    if (!node->is_map()) return yaml::read_text(*node, diagnostics_).value_or("");
    const yaml::Mapping mapping(*node, {"is", "assumption", "because", "ruled by"}, diagnostics_);
    add(around_.assumptions.beside(mapping, fmt::format("{}/{}", provision_.id, key)));
    return mapping.required_text("is");
  }

  void read_task(const yaml::Node& node) {
    const yaml::Mapping mapping(node, {"units", "does", "within"}, diagnostics_);
    if (!mapping.valid()) return;
    Task task;
    if (const yaml::Node* units = mapping.require("units"))
      task.units = around_.units.resolve(*units, diagnostics_);
    mapping.require("does");
    task.text = mapping.title("does");
    if (const yaml::Node* within = mapping.get("within")) {
      task.working_days = yaml::read_integer(*within, 1, longest_task, diagnostics_).value_or(0);
    }
    provision_.task = std::move(task);
  }

  void read_joint(const yaml::Node& node) {
    const yaml::Mapping mapping(node, {"with", "least", "most", "assumption", "because", "ruled by"},
                                diagnostics_);
    if (!mapping.valid()) return;
    Joint joint;
    joint.most = most_members;
    if (const yaml::Node* with = mapping.require("with")) {
      for (const yaml::Node* type : yaml::read_texts(*with, diagnostics_)) {
        if (const SubjectType* found = find_subject(*type, around_.package, diagnostics_))
          joint.with.push_back(found->name);
      }
    }
    if (const yaml::Node* least = mapping.get("least"))
      joint.least = yaml::read_integer(*least, 0, most_members, diagnostics_).value_or(0);
    if (const yaml::Node* most = mapping.get("most"))
      joint.most = yaml::read_integer(*most, 1, most_members, diagnostics_).value_or(most_members);
    if (joint.most < joint.least) {
      yaml::error(diagnostics_, "policy.joint", node.location(),
                  {"`least` 不能大于 `most`", "`least` is not above `most`"});
    }
    // One matter, one payment: what several apply for is paid for something.
    mapping_.require("matter");
    add(around_.assumptions.beside(mapping, provision_.id + "/joint"));
    provision_.joint = std::move(joint);
  }

  void read_procedure(const yaml::Node& node) {
    provision_.procedure = node.text;
    if (around_.package.procedure(node.text) != nullptr) return;
    std::vector<std::string> names;
    for (const Procedure& procedure : around_.package.procedures) names.push_back(procedure.id);
    yaml::unknown_name(diagnostics_, "policy.unknown-procedure", node.location(), {"流程", "procedure"},
                       node.text, names);
  }

  void read_subject() {
    const yaml::Node* subject = mapping_.get("subject");
    if (subject == nullptr) {
      for (const std::string_view key : needs_subject) {
        const yaml::Entry* entry = mapping_.node().entry(key);
        if (entry == nullptr) continue;
        yaml::error(diagnostics_, "policy.no-subject", entry->key.location(),
                    {fmt::format("有 `{}` 就要有 `subject`：依谁的事实判断", key),
                     fmt::format("`{}` needs a `subject`: over whose facts is it decided?", key)},
                    {"加上 `subject: 主体类型`", "add `subject: subject type`"});
        break;
      }
      return;
    }
    const SubjectType* found = find_subject(*subject, around_.package, diagnostics_);
    if (found == nullptr) return;
    provision_.subject = found->name;
    read_rules(mapping_, around_, provision_);
    const bool money = provision_.amount || (provision_.monthly && provision_.monthly->amount);
    if (money) check_money();
    if (const yaml::Node* benefit = mapping_.get("benefit")) read_benefit(*benefit, money);
  }

  // What is not money stands against its like by the vocabulary's order.
  void read_benefit(const yaml::Node& node, bool money) {
    std::vector<std::string> names;
    for (const auto& [name, title] : around_.package.vocabulary.benefits) names.push_back(name);
    if (std::find(names.begin(), names.end(), node.text) == names.end()) {
      yaml::unknown_name(diagnostics_, "policy.unknown-benefit", node.location(),
                         {"支持（词汇表 benefits）", "benefit (of the vocabulary)"}, node.text, names);
      return;
    }
    if (money) {
      yaml::error(diagnostics_, "policy.benefit", node.location(),
                  {"有金额的条款按金额从优，不写 `benefit`",
                   "a provision with an amount is compared by it and has no `benefit`"},
                  {"删去 `benefit`", "remove `benefit`"});
      return;
    }
    mapping_.require("matter");
    provision_.benefit = node.text;
  }

  // Money is owed to somebody, by somebody, for a matter, at a date.
  void check_money() {
    for (const std::string_view key : {"matter", "payee", "payer"}) mapping_.require(key);
    if (mapping_.get("each") == nullptr && mapping_.get("date") == nullptr) {
      const yaml::Entry* amount = mapping_.node().entry("amount");
      yaml::error(diagnostics_, "policy.event-date",
                  amount == nullptr ? provision_.location : amount->key.location(),
                  {"有金额而没有 `each` 的条款须写明事件日期",
                   "a provision with an amount and without `each` needs a date"},
                  {"加上 `date: 表达式`", "add `date: expression`"});
    }
  }

  void add(std::optional<Assumption> assumption) {
    if (assumption) provision_.assumptions.push_back(std::move(*assumption));
  }
  void add(std::vector<Assumption> assumptions) {
    for (Assumption& each : assumptions) provision_.assumptions.push_back(std::move(each));
  }

  const yaml::Mapping& mapping_;
  const ProvisionSurroundings& around_;
  Diagnostics& diagnostics_;
  Provision provision_;
};

void read_answers(const yaml::Node& node, Declaratory& entry, Diagnostics& diagnostics) {
  if (!node.is_map()) {
    yaml::error(diagnostics, "policy.wrong-value", node.location(),
                {"`words` 应为映射（词: 理由）", "`words` is a mapping (word: reason)"});
    return;
  }
  for (const yaml::Entry& each : node.entries) {
    Text reason = yaml::read_title(each.value, diagnostics);
    entry.answers.push_back({each.key.text, std::move(reason), each.key.location()});
  }
}

}  // namespace

void read_provision(const yaml::Node& root, const std::string& article, const ProvisionSurroundings& around) {
  const yaml::Mapping mapping(root, keys(), around.diagnostics);
  if (mapping.valid()) around.package.provisions.push_back(ProvisionReader(mapping, article, around).run());
}

std::vector<Declaratory> read_declaratory(const yaml::Node& root, const std::string& article,
                                          const Document& document, Diagnostics& diagnostics) {
  std::vector<Declaratory> out;
  const yaml::Mapping mapping(root, {"declaratory"}, diagnostics);
  const yaml::Node* list = mapping.require("declaratory");
  if (list == nullptr) return out;
  if (!list->is_list()) {
    yaml::error(diagnostics, "policy.wrong-value", list->location(),
                {"`declaratory` 应为列表", "`declaratory` is a list"});
    return out;
  }
  for (const yaml::Node& item : list->items) {
    const yaml::Mapping entry(item, {"text", "because", "words"}, diagnostics);
    if (!entry.valid()) continue;
    Declaratory made;
    made.location = item.entries.empty() ? item.location() : item.entries.front().key.location();
    if (const yaml::Node* text = entry.require("text")) {
      made.citations = read_quotations(*text, document, article, diagnostics);
    }
    entry.require("because");
    made.reason = entry.title("because");
    if (const yaml::Node* words = entry.get("words")) read_answers(*words, made, diagnostics);
    out.push_back(std::move(made));
  }
  return out;
}

}  // namespace enact::policy
