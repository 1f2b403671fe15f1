// Who meets a register's entries besides its keeper, and how they are shown: beside the document, over time,
// by code; who may raise one, who works along, and until when.
#include <algorithm>

#include <fmt/format.h>

#include "policy/register_reading.hpp"

namespace enact::policy {
namespace {

using feel::Kind;

class Views {
 public:
  Views(RegisterReading& reading, const yaml::Mapping& mapping, Register& made)
      : reading_(reading), diagnostics_(reading.diagnostics), mapping_(mapping), made_(made) {}

  void run() {
    if (const yaml::Node* raised = mapping_.get("raised")) read_raised(*raised);
    if (const yaml::Node* beside = mapping_.get("beside")) read_beside(*beside);
    if (const yaml::Node* plan = mapping_.get("plan")) read_plan(*plan);
    if (const yaml::Node* coverage = mapping_.get("coverage")) read_coverage(*coverage);
    if (const yaml::Node* due = mapping_.get("due")) read_due(*due);
    if (const yaml::Node* with = mapping_.get("with")) read_with(*with);
  }

 private:
  std::string field(const yaml::Mapping& mapping, std::string_view key, Kind kind, bool required) {
    const yaml::Node* node = required ? mapping.require(key) : mapping.get(key);
    const RegisterField* found = node == nullptr ? nullptr : reading_.read_field(*node, made_, {kind});
    return found == nullptr ? "" : found->name();
  }

  void wrong(const yaml::Node& node, Text what) {
    yaml::error(diagnostics_, "register.field-type", node.location(), std::move(what));
  }

  void read_raised(const yaml::Node& node) {
    const yaml::Mapping mapping(node, {"by", "from"}, diagnostics_);
    if (!mapping.valid()) return;
    RegisterRaised raised{field(mapping, "by", Kind::string, true),
                          field(mapping, "from", Kind::string, false)};
    const RegisterField* by = made_.field(raised.by);
    if (by == nullptr) return;
    if (!by->unit) {
      wrong(node, {"`raised` 的 `by` 应是类型为 unit 的字段", "`by` of `raised` names a field of type unit"});
    }
    const Procedure* life = reading_.package.procedure(made_.life);
    if (life != nullptr && life->steps.front().actor != "lead") {
      wrong(node, {"各单位提出的登记项，第一步须由保管单位（lead）办理",
                   "what units raise is taken up by the keeper: the first step is of the lead"});
    }
    made_.raised = std::move(raised);
  }

  void read_beside(const yaml::Node& node) {
    const yaml::Mapping mapping(node, {"provision", "sentence"}, diagnostics_);
    if (!mapping.valid()) return;
    made_.beside = RegisterBeside{field(mapping, "provision", Kind::string, true),
                                  field(mapping, "sentence", Kind::string, false)};
    for (const std::string& name : {made_.beside->provision, made_.beside->sentence}) {
      const RegisterField* shown = made_.field(name);
      if (shown == nullptr || shown->searched) continue;
      wrong(node, {fmt::format("`{}` 用于在正文旁查找，须写 `search: true`", name),
                   fmt::format("`{}` is looked for beside the document: it says `search: true`", name)});
    }
  }

  void read_plan(const yaml::Node& node) {
    const yaml::Mapping mapping(node, {"from", "to", "done"}, diagnostics_);
    if (!mapping.valid()) return;
    made_.plan =
        RegisterPlan{field(mapping, "from", Kind::date, true), field(mapping, "to", Kind::date, true),
                     field(mapping, "done", Kind::date, false)};
  }

  void read_coverage(const yaml::Node& node) {
    const RegisterField* by = reading_.read_field(node, made_, {Kind::string});
    if (by == nullptr) return;
    made_.coverage = by->name();
    if (by->declared.type->codes.empty()) {
      wrong(node, {"`coverage` 应是代码字段", "`coverage` names a field of codes"});
    }
  }

  void read_due(const yaml::Node& node) {
    if (!node.is_map()) {
      wrong(node, {"`due` 应为映射（步骤: 日期字段）", "`due` is a mapping (step: date field)"});
      return;
    }
    const std::vector<std::string> steps = reading_.state_names(made_, false);
    for (const yaml::Entry& entry : node.entries) {
      const RegisterField* by = reading_.read_field(entry.value, made_, {Kind::date});
      if (by != nullptr) made_.due.push_back({entry.key.text, by->name()});
      if (steps.empty() || std::ranges::find(steps, entry.key.text) != steps.end()) continue;
      yaml::unknown_name(diagnostics_, "register.unknown-state", entry.key.location(), {"步骤", "step"},
                         entry.key.text, steps);
    }
  }

  void read_with(const yaml::Node& node) {
    const RegisterField* lines = reading_.read_field(node, made_);
    if (lines == nullptr) return;
    made_.with = lines->name();
    if (!std::ranges::any_of(lines->columns, &RegisterField::unit)) {
      wrong(node, {"`with` 应是明细表，其中有类型为 unit 的列",
                   "`with` names a field of lines with a column of type unit"});
    }
  }

  RegisterReading& reading_;
  Diagnostics& diagnostics_;
  const yaml::Mapping& mapping_;
  Register& made_;
};

}  // namespace

void RegisterReading::read_views(const yaml::Mapping& mapping, Register& made) {
  Views(*this, mapping, made).run();
}

}  // namespace enact::policy
