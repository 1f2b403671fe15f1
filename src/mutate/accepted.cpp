// See accepted.hpp.
#include "mutate/accepted.hpp"

#include <algorithm>

#include "policy/yaml_mapping.hpp"

namespace enact::mutate {

namespace yaml = policy::yaml;

std::map<std::string, Accepted> read_accepted(const SourcePtr& source, const std::vector<Fault>& faults,
                                              Diagnostics& diagnostics) {
  std::map<std::string, Accepted> accepted;
  const yaml::Read read = yaml::read(source);
  diagnostics.insert(diagnostics.end(), read.diagnostics.begin(), read.diagnostics.end());
  if (!read.root) return accepted;
  const yaml::Mapping root(*read.root, {"accepted"}, diagnostics);
  const yaml::Node* list = root.valid() ? root.require("accepted") : nullptr;
  if (list == nullptr) return accepted;
  if (!list->is_list()) {
    yaml::error(diagnostics, "policy.wrong-value", list->location(),
                {"`accepted` 应为列表", "`accepted` is a list"});
    return accepted;
  }
  for (const yaml::Node& item : list->items) {
    const yaml::Mapping entry(item, {"faults", "because"}, diagnostics);
    if (!entry.valid()) continue;
    entry.require("because");
    const yaml::Node* named = entry.require("faults");
    if (named == nullptr) continue;
    for (const yaml::Node* each : yaml::read_texts(*named, diagnostics)) {
      const bool known = std::any_of(faults.begin(), faults.end(),
                                     [&](const Fault& fault) { return fault.id == each->text; });
      if (!known) {
        // The nearest of the same part: whole ids of others would only confuse.
        const std::string part = each->text.substr(0, each->text.find(" / "));
        std::vector<std::string> near;
        for (const Fault& fault : faults) {
          if (fault.of == part) near.push_back(fault.id);
        }
        yaml::unknown_name(diagnostics, "mutants.unknown-fault", each->location(),
                           {"变异（规则改动后编号会变）", "fault (its id changes with the rule)"}, each->text,
                           near);
      } else if (!accepted.emplace(each->text, Accepted{entry.title("because"), each->location()}).second) {
        yaml::error(diagnostics, "policy.defined-twice", each->location(),
                    {"变异 `" + each->text + "` 列了两次", "the fault `" + each->text + "` is listed twice"},
                    {"只列一次", "list it once"});
      }
    }
  }
  return accepted;
}

}  // namespace enact::mutate
