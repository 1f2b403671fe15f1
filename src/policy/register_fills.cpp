// `filled by`: which provisions' lists of determinations make entries of a register, and of what.
#include <fmt/format.h>

#include <algorithm>

#include "policy/register_reading.hpp"

namespace enact::policy {
namespace {

class Fills {
 public:
  Fills(RegisterReading& reading, Register& made)
      : reading_(reading), diagnostics_(reading.diagnostics), made_(made) {}

  void read(const yaml::Node& node) {
    const yaml::Mapping mapping(node, {"provision", "entries", "reason", "rank", "list"}, diagnostics_);
    if (!mapping.valid()) return;
    RegisterFill fill;
    if (const yaml::Node* provision = mapping.require("provision")) read_provision(*provision, fill);
    if (const yaml::Node* reason = mapping.get("reason")) {
      if (const RegisterField* field = reading_.read_field(*reason, made_, {feel::Kind::string}))
        fill.reason = field->name();
    }
    if (const yaml::Node* rank = mapping.get("rank")) {
      if (const RegisterField* field = reading_.read_field(*rank, made_, {feel::Kind::number}))
        fill.rank = field->name();
    }
    if (const yaml::Node* list = mapping.get("list")) {
      if (const RegisterField* field = reading_.read_field(*list, made_, {feel::Kind::string}))
        fill.list = field->name();
    }
    if (const yaml::Node* entries = mapping.require("entries")) read_entries(*entries, fill);
    made_.fills.push_back(std::move(fill));
  }

 private:
  void read_provision(const yaml::Node& node, RegisterFill& fill) {
    fill.provision = node.text;
    const Provision* provision = reading_.package.provision(node.text);
    if (provision == nullptr) {
      std::vector<std::string> names;
      for (const Provision& one : reading_.package.provisions) names.push_back(one.id);
      yaml::unknown_name(diagnostics_, "policy.unknown-provision", node.location(), {"条款", "provision"},
                         node.text, names);
      return;
    }
    if (std::ranges::find(made_.of, provision->subject) == made_.of.end()) {
      yaml::error(
          diagnostics_, "register.fill-subject", node.location(),
          {fmt::format("条款 `{}` 的主体不是本登记册的登记主体", node.text),
           fmt::format("provision `{}` is due to subjects that own no entries of this register", node.text)},
          {"登记册的 `of` 须包括条款的 `subject`", "`of` must name the provision's `subject`"});
    }
    for (const RegisterDraft& draft : reading_.drafts) {
      const bool twice =
          std::ranges::find(draft.made.fills, node.text, &RegisterFill::provision) != draft.made.fills.end();
      if (!twice) continue;
      yaml::error(diagnostics_, "policy.defined-twice", node.location(),
                  {fmt::format("条款 `{}` 已写入登记册 `{}`", node.text, draft.made.id),
                   fmt::format("provision `{}` fills `{}` already", node.text, draft.made.id)},
                  {"一个条款只写入一个登记册一次", "a provision fills one register, once"});
    }
  }

  void read_entries(const yaml::Node& node, RegisterFill& fill) {
    if (!node.is_list() || node.items.empty()) {
      yaml::error(
          diagnostics_, "policy.wrong-value", node.location(),
          {"`entries` 应为列表，每项写明各字段的值", "`entries` is a list of fields with their values"});
      return;
    }
    for (const yaml::Node& item : node.items) {
      if (!item.is_map()) {
        yaml::error(diagnostics_, "policy.wrong-value", item.location(),
                    {"应为映射（字段: 值）", "a mapping (field: value) is wanted"});
        continue;
      }
      std::vector<std::pair<std::string, std::string>> values;
      for (const yaml::Entry& entry : item.entries) read_value(entry, values);
      fill.entries.push_back(std::move(values));
    }
  }

  void read_value(const yaml::Entry& entry, std::vector<std::pair<std::string, std::string>>& values) {
    const RegisterField* field = reading_.read_field(entry.key, made_);
    if (field == nullptr) return;
    const auto& codes = field->declared.type->codes;
    if (!codes.empty() && std::ranges::find(codes, entry.value.text) == codes.end()) {
      yaml::unknown_name(diagnostics_, "register.unknown-code", entry.value.location(),
                         {"“" + field->name() + "”的选项", "choice of `" + field->name() + "`"},
                         entry.value.text, codes);
      return;
    }
    std::string value = entry.value.text;
    if (field->unit) value = reading_.around.units.resolve_one(entry.value, diagnostics_).value_or("");
    values.emplace_back(field->name(), std::move(value));
  }

  RegisterReading& reading_;
  Diagnostics& diagnostics_;
  Register& made_;
};

}  // namespace

void RegisterReading::read_fills(const yaml::Node& node, Register& made) {
  if (!node.is_list()) {
    yaml::error(diagnostics, "policy.wrong-value", node.location(),
                {"`filled by` 应为列表", "`filled by` is a list"});
    return;
  }
  Fills fills(*this, made);
  for (const yaml::Node& item : node.items) fills.read(item);
}

}  // namespace enact::policy
