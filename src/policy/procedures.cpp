// See procedures.hpp.
#include "policy/procedures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "policy/expressions.hpp"

namespace enact::policy {
namespace {

constexpr int longest_term = 366;

const std::vector<std::string>& step_kinds() {
  static const std::vector<std::string> kinds{"apply",   "check",   "opinions", "notice", "decide",
                                              "approve", "finance", "commit",   "pay"};
  return kinds;
}

class ProcedureReader {
 public:
  explicit ProcedureReader(const ProcedureSurroundings& around)
      : around_(around),
        units_(around.units),
        assumptions_(around.assumptions),
        diagnostics_(around.diagnostics) {}

  Procedure read(const yaml::Entry& entry) {
    Procedure procedure;
    procedure.id = entry.key.text;
    procedure.location = entry.key.location();
    const yaml::Mapping mapping(entry.value, {"title", "steps", "again"}, diagnostics_);
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
    if (const yaml::Node* again = mapping.get("again")) read_again(*again, procedure);
    check_names(procedure);
    check_ways(procedure);
    return procedure;
  }

 private:
  void read_step(const yaml::Node& node, Procedure& procedure) {
    const yaml::Mapping mapping(
        node,
        {"id", "title", "kind", "actor", "role", "in use", "within", "days", "late", "outcomes",
         "separate from", "relies on", "assumption", "because", "ruled by"},
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
    if (const yaml::Node* actor = mapping.require("actor")) {
      if (actor->find("unit of") != nullptr) {
        read_place(*actor, step);
      } else {
        step.actor = read_actor(*actor);
      }
    }
    step.role = mapping.required_text("role");
    if (const yaml::Node* use = mapping.get("in use")) read_use(*use, step);
    read_terms(mapping, step.working_days, step.days);
    if (const yaml::Node* outcomes = mapping.require("outcomes")) read_outcomes(*outcomes, step);
    if (const yaml::Node* late = mapping.get("late")) read_late(*late, step);
    check_clock(step);
    if (const yaml::Node* separate = mapping.get("separate from")) {
      for (const yaml::Node* name : yaml::read_texts(*separate, diagnostics_)) {
        step.separate_from.push_back(name->text);
        mentioned_.push_back(name);
      }
    }
    if (const yaml::Node* relies = mapping.get("relies on")) read_reliance(*relies, step);
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

  void read_reliance(const yaml::Node& node, ProcedureStep& step) {
    std::vector<std::string> known{std::string(amount_name)};
    for (const SubjectType& subject : around_.vocabulary.subjects) {
      for (const FactDeclaration& fact : subject.facts) known.push_back(fact.name);
    }
    for (const yaml::Node* name : yaml::read_texts(node, diagnostics_)) {
      if (std::find(known.begin(), known.end(), name->text) == known.end()) {
        yaml::unknown_name(diagnostics_, "procedure.unknown-fact", name->location(),
                           {"审核所依据的事实", "fact that a review relies on"}, name->text, known);
      }
      step.relies_on.push_back(name->text);
    }
  }

  // Ways back into a case that has ended.
  void read_again(const yaml::Node& node, Procedure& procedure) {
    if (!node.is_list()) {
      yaml::error(diagnostics_, "policy.wrong-value", node.location(),
                  {"`again` 应为列表", "`again` is a list"});
      return;
    }
    std::set<std::string> ends{"withdrawn", "cancelled"};
    std::set<std::string> paid;
    for (const ProcedureStep& step : procedure.steps) {
      for (const ProcedureStep::Outcome& outcome : step.outcomes) {
        if (outcome.ends_as.empty()) continue;
        ends.insert(outcome.ends_as);
        if (step.kind == "pay") paid.insert(outcome.ends_as);
      }
    }
    for (const yaml::Node& item : node.items) {
      const yaml::Mapping mapping(item,
                                  {"id", "title", "after", "actor", "role", "within", "days", "to",
                                   "assumption", "because", "ruled by"},
                                  diagnostics_);
      if (!mapping.valid()) continue;
      TakingUp up;
      up.location = item.location();
      up.id = mapping.required_text("id");
      up.title = mapping.title("title");
      if (up.title.empty()) up.title = {up.id, up.id};
      if (const yaml::Node* actor = mapping.require("actor")) up.actor = read_actor(*actor);
      up.role = mapping.required_text("role");
      read_terms(mapping, up.working_days, up.days);
      if (const yaml::Node* after = mapping.require("after")) {
        for (const yaml::Node* end : yaml::read_texts(*after, diagnostics_)) {
          up.after.push_back(end->text);
          check_end(*end, ends, paid);
        }
      }
      if (const yaml::Node* to = mapping.require("to")) {
        up.to = to->text;
        mentioned_.push_back(to);
      }
      up.assumption = assumptions_.beside(mapping, procedure.id + "/" + up.id);
      procedure.again.push_back(std::move(up));
    }
  }

  void check_end(const yaml::Node& end, const std::set<std::string>& ends,
                 const std::set<std::string>& paid) {
    if (!ends.contains(end.text)) {
      yaml::unknown_name(diagnostics_, "procedure.unknown-end", end.location(),
                         {"办件的结束状态", "state of an ended case"}, end.text, {ends.begin(), ends.end()});
    } else if (paid.contains(end.text)) {
      yaml::error(diagnostics_, "procedure.paid-again", end.location(),
                  {"已支付的办件不能重新办理", "a case that was paid is not taken up again"},
                  {"已付资金以追回单处理", "what was paid is demanded back"});
    }
  }

  // The unit of the place that a fact of the applicant names.
  void read_place(const yaml::Node& node, ProcedureStep& step) {
    const yaml::Mapping mapping(node, {"unit of", "otherwise"}, diagnostics_);
    const yaml::Node& place = *mapping.get("unit of");
    step.actor = "place:" + place.text;
    std::vector<std::string> texts;  // the facts that can name a place
    const FactDeclaration* found = nullptr;
    for (const SubjectType& subject : around_.vocabulary.subjects) {
      for (const FactDeclaration& fact : subject.facts) {
        if (fact.type->kind != feel::Kind::string) continue;
        texts.push_back(fact.name);
        if (fact.name == place.text) found = &fact;
      }
    }
    if (found == nullptr) {
      yaml::unknown_name(diagnostics_, "procedure.unknown-fact", place.location(),
                         {"写明所在地的事实（文字）", "fact that names a place (a text)"}, place.text, texts);
    }
    if (units_.without_areas()) {
      yaml::error(diagnostics_, "procedure.no-areas", place.location(),
                  {"units.yaml 中没有任何单位写明 `areas`", "no unit of units.yaml has `areas`"},
                  {"给承办单位写上 `areas: [所辖区域]`", "give the units that act their `areas`"});
    }
    const bool kind = step.kind == "check" || step.kind == "finance" || step.kind == "approve";
    if (!kind) {
      yaml::error(diagnostics_, "procedure.place-kind", node.location(),
                  {fmt::format("`{}` 步骤不能由所在地单位承办", step.kind),
                   fmt::format("a step of kind `{}` is not for the unit of a place", step.kind)},
                  {"用于 `check` 步骤", "use it for a step of kind `check`"});
    }
    const yaml::Node* otherwise = mapping.get("otherwise");
    if (otherwise == nullptr) return;
    step.otherwise = read_actor(*otherwise);
    if (step.otherwise == "lead" || step.otherwise.starts_with("unit:") || step.otherwise.empty()) return;
    yaml::error(diagnostics_, "procedure.otherwise", otherwise->location(),
                {"`otherwise` 应为 lead 或某个单位", "`otherwise` is lead or a unit"},
                {"写 `otherwise: lead`，或不写", "write `otherwise: lead`, or leave it out"});
  }

  void read_use(const yaml::Node& node, ProcedureStep& step) {
    step.announced = node.text == "when announced";
    if (!step.announced) {
      yaml::unknown_name(diagnostics_, "policy.unknown-value", node.location(), {"取值", "value"}, node.text,
                         {"when announced"});
    } else if (!step.actor.starts_with("place:")) {
      yaml::error(diagnostics_, "procedure.in-use", node.location(),
                  {"只有由所在地单位承办的步骤可以按申报通知启用",
                   "only a step of the unit of a place is used as the announcement says"},
                  {"删去 `in use`", "remove `in use`"});
    }
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

  void read_terms(const yaml::Mapping& mapping, std::optional<int>& working_days, std::optional<int>& days_) {
    const yaml::Node* within = mapping.get("within");
    const yaml::Node* days = mapping.get("days");
    if (within != nullptr) working_days = yaml::read_integer(*within, 1, longest_term, diagnostics_);
    if (days != nullptr) days_ = yaml::read_integer(*days, 1, longest_term, diagnostics_);
    if (within != nullptr && days != nullptr) {
      yaml::error(diagnostics_, "procedure.two-terms", days->location(),
                  {"一个步骤不能同时有工作日期限和自然日期限",
                   "a step has a term in working days or in days, not both"},
                  {"删去 `within` 或 `days`", "remove `within` or `days`"});
    }
  }

  void read_late(const yaml::Node& node, ProcedureStep& step) {
    const yaml::Mapping mapping(node, {"take", "escalate"}, diagnostics_);
    if (!mapping.valid()) return;
    ProcedureStep::Late late;
    if (const yaml::Node* take = mapping.get("take")) {
      late.take = take->text;
      check_taken(*take, step);
    }
    if (const yaml::Node* unit = mapping.get("escalate")) {
      late.escalate = units_.resolve_one(*unit, diagnostics_).value_or("");
    }
    if (late.take.empty() == late.escalate.empty()) {
      yaml::error(diagnostics_, "procedure.late", node.location(),
                  {"`late` 写明逾期后自动采取的结果，或报哪个单位，二者取一",
                   "`late` says which outcome is taken or which unit is told, one of the two"},
                  {"写 `late: { take: 结果 }` 或 `late: { escalate: 单位 }`",
                   "write `late: { take: outcome }` or `late: { escalate: unit }`"});
    }
    if ((!step.working_days && !step.days) || step.kind == "notice") {
      yaml::error(diagnostics_, "procedure.late-without-term", node.location(),
                  {fmt::format("步骤 `{}` 没有可逾期的期限", step.id),
                   fmt::format("step `{}` has no term that could be over", step.id)},
                  {"用 `within` 或 `days` 写明期限；公示到期由发布单位办理",
                   "state a term with `within` or `days`; a notice is closed by its unit"});
    }
    step.late = std::move(late);
  }

  // A lapse ends an application; a tacit answer stands for a check or an opinion. Nobody decides an amount,
  // approves or pays by silence.
  void check_taken(const yaml::Node& take, const ProcedureStep& step) {
    const auto outcome = std::find_if(step.outcomes.begin(), step.outcomes.end(),
                                      [&](const auto& one) { return one.id == take.text; });
    if (outcome == step.outcomes.end()) {
      std::vector<std::string> names;
      for (const auto& one : step.outcomes) names.push_back(one.id);
      yaml::unknown_name(diagnostics_, "procedure.unknown-outcome", take.location(), {"结果", "outcome"},
                         take.text, names);
      return;
    }
    const bool lapses = step.kind == "apply" && outcome->by_clock && outcome->next.empty();
    const bool tacit = step.kind == "check" || step.kind == "opinions";
    if (lapses || tacit) return;
    yaml::error(diagnostics_, "procedure.not-by-silence", take.location(),
                {fmt::format("步骤 `{}` 不能因逾期自动得出 `{}`", step.id, take.text),
                 fmt::format("step `{}` cannot come to `{}` by silence", step.id, take.text)},
                {"申请步骤只能失效（`by: clock` 且结束办件）；审核、会审可以默示；其他步骤用 `escalate`",
                 "an application can only lapse (`by: clock`, ending the case), checks and opinions can be "
                 "tacit; for others use `escalate`"});
  }

  void check_clock(const ProcedureStep& step) {
    for (const ProcedureStep::Outcome& outcome : step.outcomes) {
      if (!outcome.by_clock || (step.late && step.late->take == outcome.id)) continue;
      yaml::error(diagnostics_, "procedure.clock-outcome", step.location,
                  {fmt::format("结果 `{}` 只由时钟得出，但 `late` 没有写它", outcome.id),
                   fmt::format("outcome `{}` is the clock's, but `late` does not name it", outcome.id)},
                  {fmt::format("写 `late: {{ take: {} }}`", outcome.id),
                   fmt::format("write `late: {{ take: {} }}`", outcome.id)});
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
        const yaml::Mapping mapping(entry.value, {"next", "ends as", "reason", "by", "if", "title"},
                                    diagnostics_);
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
        if (const yaml::Node* guard = mapping.get("if")) {
          outcome.guard = compile_scalar(*guard, guard_scope(), feel::simple_type(feel::Kind::boolean),
                                         around_.texts, diagnostics_);
        }
        if (const yaml::Node* by = mapping.get("by")) {
          outcome.by_clock = by->text == "clock";
          if (!outcome.by_clock) {
            yaml::unknown_name(diagnostics_, "policy.unknown-value", by->location(), {"取值", "value"},
                               by->text, {"clock"});
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

  const ProcedureSurroundings& around_;
  const UnitNames& units_;
  Assumptions& assumptions_;
  Diagnostics& diagnostics_;
  std::vector<const yaml::Node*> mentioned_;  // names of steps, to be looked up when all are read
  std::map<std::pair<std::string, std::string>, Location> places_;
};

}  // namespace

const feel::Scope& guard_scope() {
  static const feel::Scope scope = [] {
    feel::Scope made;
    made.declare(std::string(amount_name), feel::number_type("元"));
    made.declare("方式", feel::simple_type(feel::Kind::string));
    made.declare("条款", feel::simple_type(feel::Kind::string));
    return made;
  }();
  return scope;
}

std::vector<Procedure> read_procedures(const yaml::Node& root, const ProcedureSurroundings& around) {
  Diagnostics& diagnostics = around.diagnostics;
  std::vector<Procedure> procedures;
  if (root.is_null()) return procedures;
  if (!root.is_map()) {
    yaml::error(diagnostics, "policy.wrong-value", root.location(),
                {"procedures.yaml 应为映射（流程: …）", "procedures.yaml is a mapping (procedure: …)"});
    return procedures;
  }
  ProcedureReader reader(around);
  for (const yaml::Entry& entry : root.entries) procedures.push_back(reader.read(entry));
  return procedures;
}

}  // namespace enact::policy
