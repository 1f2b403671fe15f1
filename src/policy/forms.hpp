// forms.yaml: what a package words for applicants: application forms (申请表), filled in from what is on
// record and printed, and letters of commitment (信用承诺书), read and agreed to in a case. A form's id is
// also a kind of evidence: where a provision or an announcement asks for it, the case wants it. Names in
// braces stand for what the case says; a name that there is not is an error of the check. Determination needs
// none of it, so a Package holds no forms: they are read from its files or its image, as letters are.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/load.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::policy {

struct Form {
  enum class Kind : std::uint8_t { application, commitment };
  std::string id = {};  // "信用承诺书"
  Text title = {};
  Kind kind = Kind::application;
  bool for_all = false;                   // provisions that are applied for
  std::set<std::string> provisions = {};  // ids, if not for all
  std::string text = {};                  // as src/paper sets it
  Location location = {};
};

// What a form may name beside facts of subjects ({企业.名称}): 主体, 金额, …
std::span<const std::string_view> form_fields();
// Of them those that stand on a line of their own and become rows of a table: 事实, 条件, 联合申请人.
bool is_form_block(std::string_view field);

// Whether whoever applies for the provision is offered the form.
bool serves(const Form& form, const Provision& provision);

// Reads and checks the file. Precondition: vocabulary and provisions have been read.
std::vector<Form> read_forms(const yaml::Node& root, const Package& package, Diagnostics& diagnostics);
// The forms of a package that was checked, from its sources.
std::vector<Form> forms_of(const FileSet& files, std::string_view folder, const Package& package);

}  // namespace enact::policy
