// Two rounds: first every register with its fields, then what they say of each other. See registers.hpp.
#include "policy/registers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "policy/document.hpp"
#include "policy/quotations.hpp"
#include "policy/register_reading.hpp"

namespace enact::policy {
namespace {

// Kinds of steps that a life cycle may have: no money moves in it.
constexpr std::array<std::string_view, 6> life_kinds{"apply",  "check",  "opinions",
                                                     "notice", "decide", "approve"};

const std::vector<std::string>& keys() {
  static const std::vector<std::string> all{
      "title",       "en",     "text",    "provision", "of",       "keeper", "units",
      "life",        "public", "name",    "fields",    "dispatch", "unique", "never overlapping",
      "never above", "check",  "facts",   "matches",   "lapse",    "ladder", "measures",
      "scores",      "chart",  "compare", "filled by", "raised",   "beside", "plan",
      "coverage",    "due",    "with"};
  return all;
}

// The words anywhere in the document; an error at them if they are nowhere.
std::optional<Citation> read_words(const yaml::Node& node, const Document& document,
                                   Diagnostics& diagnostics) {
  for (const Paragraph& paragraph : document.paragraphs) {
    if (auto found = find_quotation(document, paragraph.article, node.text)) return found;
  }
  return read_quotation(node, document, "", diagnostics);
}

class RegisterReader {
 public:
  RegisterReader(const RegisterSurroundings& around, Package& package)
      : around_(around), package_(package), reading_(around, package, drafts_) {}

  void run(const std::vector<yaml::Node>& roots) {
    for (const yaml::Node& root : roots) collect(root);
    for (RegisterDraft& draft : drafts_) {
      const yaml::Mapping mapping(*draft.node, keys(), around_.diagnostics);
      if (mapping.valid()) read_head(mapping, draft);
    }
    for (RegisterDraft& draft : drafts_) {
      Diagnostics said_already;
      const yaml::Mapping mapping(*draft.node, keys(), said_already);
      if (!mapping.valid() || draft.made.fields.empty()) continue;
      reading_.check_fields(draft);
      reading_.read_measures(mapping, draft.made);
      check_names(mapping, draft.made);
      reading_.read_rules(mapping, draft.made);
      if (const yaml::Node* fills = mapping.get("filled by")) reading_.read_fills(*fills, draft.made);
      reading_.read_views(mapping, draft.made);
    }
    for (RegisterDraft& draft : drafts_) {
      package_.registers.push_back(std::make_shared<const Register>(std::move(draft.made)));
    }
  }

 private:
  void collect(const yaml::Node& root) {
    if (root.is_null()) return;
    if (!root.is_map()) {
      yaml::error(around_.diagnostics, "policy.wrong-value", root.location(),
                  {"registers.yaml 应为映射（登记册: …）", "registers.yaml is a mapping (register: …)"});
      return;
    }
    for (const yaml::Entry& entry : root.entries) {
      RegisterDraft draft;
      draft.made.id = entry.key.text;
      draft.made.location = entry.key.location();
      draft.node = &entry.value;
      if (reading_.declared(entry.key.text) != nullptr) {
        yaml::error(around_.diagnostics, "policy.defined-twice", entry.key.location(),
                    {fmt::format("登记册 `{}` 写了两次", entry.key.text),
                     fmt::format("register `{}` occurs twice", entry.key.text)},
                    {"改名", "rename it"});
        continue;
      }
      drafts_.push_back(std::move(draft));
    }
  }

  void read_head(const yaml::Mapping& mapping, RegisterDraft& draft) {
    Diagnostics& diagnostics = around_.diagnostics;
    Register& made = draft.made;
    made.title = mapping.title("title");
    if (made.title.empty()) made.title = {made.id, made.id};
    if (const std::string en = mapping.text("en"); !en.empty()) made.title.en = en;
    read_basis(mapping, made);
    if (const yaml::Node* of = mapping.get("of")) {
      std::vector<std::string> types;
      for (const SubjectType& subject : package_.vocabulary.subjects) types.push_back(subject.name);
      for (const yaml::Node* type : yaml::read_texts(*of, diagnostics)) {
        made.of.push_back(type->text);
        if (package_.vocabulary.subject(type->text) != nullptr) continue;
        yaml::unknown_name(diagnostics, "policy.unknown-subject", type->location(),
                           {"主体类型", "subject type"}, type->text, types);
      }
    }
    if (const yaml::Node* keeper = mapping.require("keeper")) {
      made.keeper = around_.units.resolve_one(*keeper, diagnostics).value_or("");
    }
    if (const yaml::Node* units = mapping.get("units"))
      made.units = around_.units.resolve(*units, diagnostics);
    if (const yaml::Node* life = mapping.require("life")) read_life(*life, made);
    if (const yaml::Node* shown = mapping.get("public")) made.shown = reading_.read_states(*shown, made);
    if (const yaml::Node* fields = mapping.require("fields")) reading_.read_fields(*fields, draft);
  }

  void read_basis(const yaml::Mapping& mapping, Register& made) {
    Diagnostics& diagnostics = around_.diagnostics;
    const yaml::Node* text = mapping.get("text");
    const yaml::Node* provision = mapping.get("provision");
    if (text != nullptr) {
      for (const yaml::Node* words : yaml::read_texts(*text, diagnostics)) {
        if (auto citation = read_words(*words, package_.document, diagnostics)) {
          made.citations.push_back(std::move(*citation));
        }
      }
    }
    if (provision != nullptr) {
      made.provision = provision->text;
      if (package_.provision(made.provision) == nullptr) {
        std::vector<std::string> names;
        for (const Provision& one : package_.provisions) names.push_back(one.id);
        yaml::unknown_name(diagnostics, "policy.unknown-provision", provision->location(),
                           {"条款", "provision"}, made.provision, names);
      }
    }
    if (text == nullptr && provision == nullptr) {
      yaml::error(diagnostics, "register.without-basis", made.location,
                  {fmt::format("登记册 `{}` 没有写明依据", made.id),
                   fmt::format("register `{}` does not say what it carries out", made.id)},
                  {"写 `text:` 正文原句，或 `provision:` 条款编号",
                   "quote the document with `text:`, or name a provision with `provision:`"});
    }
  }

  void read_life(const yaml::Node& node, Register& made) {
    Diagnostics& diagnostics = around_.diagnostics;
    made.life = node.text;
    const Procedure* life = package_.procedure(made.life);
    if (life == nullptr) {
      std::vector<std::string> names;
      for (const Procedure& procedure : package_.procedures) names.push_back(procedure.id);
      yaml::unknown_name(diagnostics, "policy.unknown-procedure", node.location(), {"流程", "procedure"},
                         made.life, names);
      return;
    }
    for (std::size_t i = 0; i < life->steps.size(); ++i) {
      const ProcedureStep& step = life->steps[i];
      const bool begins_well = i > 0 || step.kind == "apply" || step.kind == "check";
      const bool of_place = step.actor.starts_with("place:");  // only a case knows its applicant's place
      if (begins_well && !of_place && std::ranges::find(life_kinds, step.kind) != life_kinds.end()) continue;
      yaml::error(diagnostics, "register.life", node.location(),
                  {fmt::format("流程 `{}` 不能作为登记项的生命周期：步骤 `{}` 为 {}", made.life, step.id,
                               of_place ? step.actor : step.kind),
                   fmt::format("procedure `{}` cannot be a life cycle: step `{}` is of {}", made.life,
                               step.id, of_place ? step.actor : step.kind)},
                  {"登记不涉及资金；第一步为 apply 或 check",
                   "no money moves in a register; the first step is of kind apply or check"});
      diagnostics.back().labels.push_back({step.location, {"步骤在这里", "the step"}});
      return;
    }
  }

  void check_names(const yaml::Mapping& mapping, Register& made) {
    Diagnostics& diagnostics = around_.diagnostics;
    if (const yaml::Node* name = mapping.require("name")) {
      if (const RegisterField* field = reading_.read_field(*name, made, {feel::Kind::string})) {
        made.name = field->name();
      }
    }
    const yaml::Node* dispatch = mapping.get("dispatch");
    if (dispatch == nullptr) return;
    const RegisterField* field = reading_.read_field(*dispatch, made);
    if (field == nullptr) return;
    made.dispatch = field->name();
    if (field->unit) return;
    yaml::error(diagnostics, "register.dispatch", dispatch->location(),
                {"`dispatch` 应是类型为 unit 的字段", "`dispatch` names a field of type unit"});
  }

  const RegisterSurroundings& around_;
  Package& package_;
  std::vector<RegisterDraft> drafts_;
  RegisterReading reading_;
};

}  // namespace

const RegisterField* Register::field(std::string_view field_name) const {
  const auto found = std::ranges::find(fields, field_name, &RegisterField::name);
  return found == fields.end() ? nullptr : &*found;
}

const RegisterField* RegisterField::column(std::string_view column_name) const {
  const auto found = std::ranges::find(columns, column_name, &RegisterField::name);
  return found == columns.end() ? nullptr : &*found;
}

const Register* find_register(const Package& package, std::string_view id) {
  for (const auto& one : package.registers) {
    if (one->id == id) return one.get();
  }
  return nullptr;
}

FilledRegister filled_by(const Package& package, std::string_view provision) {
  for (const auto& one : package.registers) {
    for (const RegisterFill& fill : one->fills) {
      if (fill.provision == provision) return {one.get(), &fill};
    }
  }
  return {};
}

const Register* RegisterReading::declared(std::string_view id) const {
  for (const RegisterDraft& draft : drafts) {
    if (draft.made.id == id) return &draft.made;
  }
  return nullptr;
}

std::vector<std::string> RegisterReading::register_names() const {
  std::vector<std::string> names;
  for (const RegisterDraft& draft : drafts) names.push_back(draft.made.id);
  return names;
}

std::vector<std::string> RegisterReading::state_names(const Register& of, bool ends) const {
  std::vector<std::string> names;
  const Procedure* life = package.procedure(of.life);
  if (life == nullptr) return names;
  for (const ProcedureStep& step : life->steps) names.push_back(step.id);
  if (!ends) return names;
  for (const ProcedureStep& step : life->steps) {
    for (const ProcedureStep::Outcome& outcome : step.outcomes) {
      if (!outcome.ends_as.empty()) names.push_back(outcome.ends_as);
    }
  }
  return names;
}

States RegisterReading::read_states(const yaml::Node& node, const Register& of, bool ends) {
  const std::vector<std::string> known = state_names(of, ends);
  States states;
  for (const yaml::Node* state : yaml::read_texts(node, diagnostics)) {
    states.push_back(state->text);
    // A life cycle that is not there has been reported.
    if (known.empty() || std::ranges::find(known, state->text) != known.end()) continue;
    yaml::unknown_name(diagnostics, "register.unknown-state", state->location(),
                       {"“" + of.id + "”的状态", "state of `" + of.id + "`"}, state->text, known);
  }
  return states;
}

const RegisterField* RegisterReading::read_field(const yaml::Node& node, const Register& of,
                                                 const std::set<feel::Kind>& kinds) {
  const RegisterField* field = node.is_scalar() ? of.field(node.text) : nullptr;
  if (field == nullptr) {
    std::vector<std::string> names;
    for (const RegisterField& one : of.fields) names.push_back(one.name());
    yaml::unknown_name(diagnostics, "register.unknown-field", node.location(),
                       {"“" + of.id + "”的字段", "field of `" + of.id + "`"}, node.text, names);
    return nullptr;
  }
  const bool fits = kinds.empty() || kinds.contains(field->declared.type->kind);
  if (fits && field->entered()) return field;
  yaml::error(
      diagnostics, "register.field-type", node.location(),
      {fmt::format("字段 `{}` 的类型 {} 不能用在这里", field->name(), to_string(*field->declared.type)),
       fmt::format("field `{}` of type {} cannot be used here", field->name(),
                   to_string(*field->declared.type))},
      {"计算字段也不能用在这里", "nor can a computed field"});
  return nullptr;
}

std::vector<std::string> RegisterReading::read_field_list(const yaml::Node& node, const Register& of) {
  std::vector<std::string> names;
  for (const yaml::Node* name : yaml::read_texts(node, diagnostics)) {
    if (const RegisterField* field = read_field(*name, of)) names.push_back(field->name());
  }
  return names;
}

void read_registers(const std::vector<yaml::Node>& roots, const RegisterSurroundings& around,
                    Package& package) {
  if (!roots.empty()) RegisterReader(around, package).run(roots);
}

}  // namespace enact::policy
