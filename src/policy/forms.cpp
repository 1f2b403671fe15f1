#include "policy/forms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/text.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::policy {
namespace {

constexpr std::array<std::string_view, 3> blocks{"事实", "条件", "联合申请人"};
constexpr std::array<std::string_view, 23> fields{
    "主体", "主体标识", "主体类型", "事项编号", "政策",     "政策文号", "条款",   "条款原文",
    "认定", "金额",     "金额大写", "日期",     "牵头单位", "付款单位", "户名",   "开户银行",
    "账号", "材料",     "签署人",   "联系方式", blocks[0],  blocks[1],  blocks[2]};

bool is_fact(const Package& package, std::string_view name) {
  const auto dot = name.find('.');
  const SubjectType* type =
      dot == std::string_view::npos ? nullptr : package.vocabulary.subject(name.substr(0, dot));
  const FactDeclaration* fact = type == nullptr ? nullptr : type->fact(name.substr(dot + 1));
  return fact != nullptr && fact->type->kind != feel::Kind::list;
}

class FormReader {
 public:
  FormReader(const Package& package, Diagnostics& diagnostics)
      : package_(package), diagnostics_(diagnostics) {}

  std::optional<Form> read(const yaml::Entry& entry) {
    Form made;
    made.id = entry.key.text;
    made.location = entry.key.location();
    const yaml::Mapping mapping(entry.value, {"title", "kind", "for", "text"}, diagnostics_);
    if (!mapping.valid()) return std::nullopt;
    made.title = mapping.title("title");
    if (made.title.empty()) made.title = {made.id, made.id};
    if (const yaml::Node* kind = mapping.require("kind")) {
      if (kind->text == "commitment") {
        made.kind = Form::Kind::commitment;
      } else if (kind->text != "application") {
        yaml::unknown_name(diagnostics_, "policy.unknown-value", kind->location(),
                           {"表单种类", "kind of form"}, kind->text, {"application", "commitment"});
      }
    }
    if (const yaml::Node* whom = mapping.get("for")) read_for(*whom, made);
    if (const yaml::Node* text = mapping.require("text")) {
      made.text = text->text;
      check_text(*text);
    }
    return made;
  }

 private:
  void read_for(const yaml::Node& node, Form& made) {
    if (node.text == "all") {
      made.for_all = true;
      return;
    }
    std::vector<std::string> known;
    for (const Provision& provision : package_.provisions) known.push_back(provision.id);
    for (const yaml::Node* each : yaml::read_texts(node, diagnostics_)) {
      if (std::ranges::find(known, each->text) == known.end())
        yaml::unknown_name(diagnostics_, "forms.provision", each->location(), {"条款", "provision"},
                           each->text, known);
      made.provisions.insert(each->text);
    }
  }

  void check_text(const yaml::Node& node) {
    std::string_view rest = node.text;
    while (!rest.empty()) {
      const auto end = rest.find('\n');
      check_line(node, text::trim(rest.substr(0, end)));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
  }

  void check_line(const yaml::Node& node, std::string_view line) {
    for (auto at = line.find('{'); at != std::string_view::npos; at = line.find('{', at + 1)) {
      const auto end = line.find('}', at);
      if (end == std::string_view::npos) return;
      const std::string_view name = line.substr(at + 1, end - at - 1);
      if (is_form_block(name) && line.size() != name.size() + 2) {
        yaml::error(diagnostics_, "forms.block", node.location(),
                    {fmt::format("{{{}}} 应独占一行", name),
                     fmt::format("{{{}}} stands on a line of its own", name)});
      }
      if (std::ranges::find(fields, name) != fields.end() || is_fact(package_, name)) continue;
      yaml::unknown_name(diagnostics_, "forms.field", node.location(), {"表单要素", "field of a form"},
                         std::string(name), {fields.begin(), fields.end()});
    }
  }

  const Package& package_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::span<const std::string_view> form_fields() {
  return fields;
}

bool is_form_block(std::string_view field) {
  return std::ranges::find(blocks, field) != blocks.end();
}

bool serves(const Form& form, const Provision& provision) {
  if (!provision.executable() || provision.procedure.empty()) return false;
  return form.for_all || form.provisions.contains(provision.id) ||
         std::ranges::find(provision.evidence, form.id) != provision.evidence.end();
}

std::vector<Form> read_forms(const yaml::Node& root, const Package& package, Diagnostics& diagnostics) {
  std::vector<Form> forms;
  if (root.is_null()) return forms;
  if (!root.is_map()) {
    yaml::error(diagnostics, "policy.wrong-value", root.location(),
                {"forms.yaml 应为映射（表单: …）", "forms.yaml is a mapping (form: …)"});
    return forms;
  }
  FormReader reader(package, diagnostics);
  for (const yaml::Entry& entry : root.entries)
    if (auto form = reader.read(entry)) forms.push_back(std::move(*form));
  return forms;
}

std::vector<Form> forms_of(const FileSet& files, std::string_view folder, const Package& package) {
  const auto found = files.find(fmt::format("{}/forms.yaml", folder));
  if (found == files.end()) return {};
  const yaml::Read read = yaml::read(std::make_shared<const Source>(found->first, found->second));
  Diagnostics nothing_new;  // it was checked when the package was loaded
  return read.root ? read_forms(*read.root, package, nothing_new) : std::vector<Form>{};
}

}  // namespace enact::policy
