// See procedures.hpp.
#include "policy/procedures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace enact::policy {
namespace {

constexpr int longest_term = 366;

const std::vector<std::string>& step_kinds() {
  static const std::vector<std::string> kinds{"apply",   "check",   "opinions", "notice", "decide",
                                              "approve", "finance", "commit",   "pay"};
  return kinds;
}

class Reader {
 public:
  Reader(const UnitNames& units, Assumptions& assumptions, Diagnostics& diagnostics)
      : units_(units), assumptions_(assumptions), diagnostics_(diagnostics) {}

  Procedure read(const yaml::Entry& entry) {
    Procedure procedure;
    procedure.id = entry.key.text;
    procedure.location = entry.key.location();
    const yaml::Mapping mapping(entry.value, {"title", "steps"}, diagnostics_);
    if (!mapping.valid()) return procedure;
    procedure.title = mapping.title("title");
    if (procedure.title.empty()) procedure.title = {procedure.id, procedure.id};
    const yaml::Node* steps = mapping.require("steps");
    if (steps == nullptr) return procedure;
    if (!steps->is_list() || steps->items.empty()) {
      yaml::error(diagnostics_, "policy.wrong-value", steps->location(),
                  {"`steps` 应为步骤的列表", "`steps` is a list of steps"});
      return procedure;
    }
    for (const yaml::Node& step : steps->items) {
      if (step.is_map()) read_step(step, procedure);
    }
    check_names(procedure);
    check_ways(procedure);
    return procedure;
  }

 private:
  void read_step(const yaml::Node& node, Procedure& procedure) {
    const yaml::Mapping mapping(node,
                                {"id", "title", "kind", "actor", "role", "within", "days", "outcomes",
                                 "separate from", "assumption", "because", "ruled by"},
                                diagnostics_);
    ProcedureStep step;
    step.location = node.entries.front().value.location();
    const yaml::Node* id = mapping.require("id");
    if (id != nullptr) {
      step.id = id->text;
      step.location = id->location();
    }
    step.title = mapping.title("title");
    if (step.title.empty()) step.title = {step.id, step.id};
    if (const yaml::Node* kind = mapping.require("kind")) {
      step.kind = kind->text;
      if (std::find(step_kinds().begin(), step_kinds().end(), kind->text) == step_kinds().end()) {
        yaml::unknown_name(diagnostics_, "procedure.unknown-kind", kind->location(),
                           {"步骤种类", "kind of step"}, kind->text, step_kinds());
      }
    }
    if (const yaml::Node* actor = mapping.require("actor")) step.actor = read_actor(*actor);
    step.role = mapping.required_text("role");
    read_terms(mapping, step);
    if (const yaml::Node* outcomes = mapping.require("outcomes")) read_outcomes(*outcomes, step);
    if (const yaml::Node* separate = mapping.get("separate from")) {
      for (const yaml::Node* name : yaml::read_texts(*separate, diagnostics_)) {
        step.separate_from.push_back(name->text);
        mentioned_.push_back(name);
      }
    }
    step.assumption = assumptions_.beside(mapping, procedure.id + "/" + step.id);
    if (const auto [first, is_new] = places_.try_emplace({procedure.id, step.id}, step.location); !is_new) {
      yaml::error(
          diagnostics_, "policy.defined-twice", step.location,
          {fmt::format("步骤 `{}` 写了两次", step.id), fmt::format("step `{}` occurs twice", step.id)},
          {"每一步有自己的名称", "give each step its own name"});
      diagnostics_.back().labels.push_back({first->second, {"第一次写在这里", "it occurs first here"}});
      return;
    }
    procedure.steps.push_back(std::move(step));
  }

  // applicant, lead, opinions, payer, or a unit of its own.
  std::string read_actor(const yaml::Node& node) {
    constexpr std::string_view prefix = "unit:";
    if (node.is_map()) {
      const yaml::Mapping mapping(node, {"unit"}, diagnostics_);
      const yaml::Node* unit = mapping.require("unit");
      const auto id = unit == nullptr ? std::nullopt : units_.resolve_one(*unit, diagnostics_);
      return id ? std::string(prefix) + *id : "";
    }
    if (node.text.starts_with(prefix)) {
      const std::string name = node.text.substr(prefix.size());
      if (const auto id = units_.find(name)) return std::string(prefix) + *id;
      yaml::unknown_name(diagnostics_, "policy.unknown-unit",
                         node.location({prefix.size(), node.text.size()}), {"单位", "unit"}, name,
                         units_.spellings());
      return "";
    }
    static const std::vector<std::string> actors{"applicant", "lead", "opinions", "payer", "unit:…"};
    if (std::find(actors.begin(), actors.end() - 1, node.text) == actors.end() - 1) {
      yaml::unknown_name(diagnostics_, "procedure.unknown-actor", node.location(), {"承办方", "actor"},
                         node.text, actors);
    }
    return node.text;
  }

  void read_terms(const yaml::Mapping& mapping, ProcedureStep& step) {
    const yaml::Node* within = mapping.get("within");
    const yaml::Node* days = mapping.get("days");
    if (within != nullptr) step.working_days = yaml::read_integer(*within, 1, longest_term, diagnostics_);
    if (days != nullptr) step.days = yaml::read_integer(*days, 1, longest_term, diagnostics_);
    if (within != nullptr && days != nullptr) {
      yaml::error(diagnostics_, "procedure.two-terms", days->location(),
                  {"一个步骤不能同时有工作日期限和自然日期限",
                   "a step has a term in working days or in days, not both"},
                  {"删去 `within` 或 `days`", "remove `within` or `days`"});
    }
  }

  void read_outcomes(const yaml::Node& node, ProcedureStep& step) {
    if (!node.is_map() || node.entries.empty()) {
      yaml::error(diagnostics_, "policy.wrong-value", node.location(),
                  {"`outcomes` 应为映射（结果: 下一步）", "`outcomes` is a mapping (outcome: next step)"});
      return;
    }
    for (const yaml::Entry& entry : node.entries) {
      ProcedureStep::Outcome outcome;
      outcome.id = entry.key.text;
      outcome.title = {entry.key.text, entry.key.text};
      if (entry.value.is_map()) {
        const yaml::Mapping mapping(entry.value, {"next", "ends as", "reason", "title"}, diagnostics_);
        if (mapping.get("title") != nullptr) outcome.title = mapping.title("title");
        if (const yaml::Node* next = mapping.get("next")) read_next(*next, outcome);
        outcome.ends_as = mapping.text("ends as");
        if (const yaml::Node* reason = mapping.get("reason")) {
          outcome.reason_required = reason->text == "required";
          if (!outcome.reason_required && reason->text != "optional") {
            yaml::unknown_name(diagnostics_, "policy.unknown-value", reason->location(), {"取值", "value"},
                               reason->text, {"required", "optional"});
          }
        }
      } else if (!entry.value.is_null()) {
        read_next(entry.value, outcome);
      }
      check_outcome(entry, outcome);
      step.outcomes.push_back(std::move(outcome));
    }
  }

  void read_next(const yaml::Node& node, ProcedureStep::Outcome& outcome) {
    for (const yaml::Node* next : yaml::read_texts(node, diagnostics_)) {
      outcome.next.push_back(next->text);
      mentioned_.push_back(next);
    }
  }

  void check_outcome(const yaml::Entry& entry, const ProcedureStep::Outcome& outcome) {
    if (outcome.next.empty() == !outcome.ends_as.empty()) return;
    yaml::error(
        diagnostics_, "procedure.outcome", entry.key.location(),
        {fmt::format("结果 `{}` 应当要么写下一步，要么写案件如何结束", outcome.id),
         fmt::format("outcome `{}` leads to a next step or ends the case, one of the two", outcome.id)},
        {"写 `next: 步骤` 或 `ends as: 结束状态`", "write `next: step` or `ends as: state`"});
  }

  void check_names(const Procedure& procedure) {
    std::vector<std::string> names;
    for (const ProcedureStep& step : procedure.steps) names.push_back(step.id);
    for (const yaml::Node* node : mentioned_) {
      if (std::find(names.begin(), names.end(), node->text) != names.end()) continue;
      yaml::unknown_name(diagnostics_, "procedure.unknown-step", node->location(), {"步骤", "step"},
                         node->text, names);
    }
    mentioned_.clear();
  }

  void check_ways(const Procedure& procedure) {
    if (procedure.steps.empty()) return;
    std::set<std::string> reached{procedure.steps.front().id};
    bool ends = false;
    for (bool more = true; more;) {
      more = false;
      for (const ProcedureStep& step : procedure.steps) {
        if (reached.count(step.id) == 0) continue;
        for (const ProcedureStep::Outcome& outcome : step.outcomes) {
          ends = ends || !outcome.ends_as.empty();
          for (const std::string& next : outcome.next) more = reached.insert(next).second || more;
        }
      }
    }
    for (const ProcedureStep& step : procedure.steps) {
      if (reached.count(step.id) > 0) continue;
      yaml::error(diagnostics_, "procedure.unreachable", step.location,
                  {fmt::format("没有结果通向步骤 `{}`", step.id),
                   fmt::format("no outcome leads to step `{}`", step.id)},
                  {"在前面某个结果的 `next` 中写上它，或删去它",
                   "name it as `next` of an earlier outcome, or remove it"});
    }
    if (!ends) {
      yaml::error(diagnostics_, "procedure.endless", procedure.location,
                  {fmt::format("流程 `{}` 的案件永远不会结束", procedure.id),
                   fmt::format("a case of procedure `{}` never ends", procedure.id)},
                  {"给最后一步的结果写 `ends as: paid` 之类",
                   "give an outcome of the last step `ends as: paid` or the like"});
    }
  }

  const UnitNames& units_;
  Assumptions& assumptions_;
  Diagnostics& diagnostics_;
  std::vector<const yaml::Node*> mentioned_;  // names of steps, to be looked up when all are read
  std::map<std::pair<std::string, std::string>, Location> places_;
};

}  // namespace

std::vector<Procedure> read_procedures(const yaml::Node& root, const UnitNames& units,
                                       Assumptions& assumptions, Diagnostics& diagnostics) {
  std::vector<Procedure> procedures;
  if (root.is_null()) return procedures;
  if (!root.is_map()) {
    yaml::error(diagnostics, "policy.wrong-value", root.location(),
                {"procedures.yaml 应为映射（流程: …）", "procedures.yaml is a mapping (procedure: …)"});
    return procedures;
  }
  Reader reader(units, assumptions, diagnostics);
  for (const yaml::Entry& entry : root.entries) procedures.push_back(reader.read(entry));
  return procedures;
}

}  // namespace enact::policy
