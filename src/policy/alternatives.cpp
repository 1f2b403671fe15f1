// See alternatives.hpp.
#include "policy/alternatives.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "policy/yaml_mapping.hpp"

namespace enact::policy {
namespace {

constexpr std::size_t most_sets = 16;

bool has_money(const Provision& provision) {
  return provision.amount || (provision.monthly && provision.monthly->amount);
}

class AlternativesReader {
 public:
  AlternativesReader(Package& package, Diagnostics& diagnostics)
      : package_(package), diagnostics_(diagnostics) {}

  void read(const yaml::Node& node) {
    const yaml::Mapping mapping(node, {"id", "title", "sets"}, diagnostics_);
    if (!mapping.valid()) return;
    Alternative alternative;
    alternative.location = node.entries.front().key.location();
    alternative.id = mapping.required_text("id");
    alternative.title = mapping.title("title");
    if (alternative.title.empty()) alternative.title = {alternative.id, alternative.id};
    const bool known = std::any_of(package_.alternatives.begin(), package_.alternatives.end(),
                                   [&](const Alternative& other) { return other.id == alternative.id; });
    if (known) {
      yaml::error(diagnostics_, "policy.defined-twice", alternative.location,
                  {fmt::format("从优选项 `{}` 写了两次", alternative.id),
                   fmt::format("alternative `{}` occurs twice", alternative.id)},
                  {"改名", "rename it"});
    }
    if (const yaml::Node* sets = mapping.require("sets")) read_sets(*sets, alternative);
    if (alternative.sets.size() > 1) package_.alternatives.push_back(std::move(alternative));
  }

 private:
  void read_sets(const yaml::Node& node, Alternative& alternative) {
    if (!node.is_list() || node.items.size() < 2 || node.items.size() > most_sets) {
      yaml::error(diagnostics_, "policy.alternative-sets", node.location(),
                  {fmt::format("从优须在 2 至 {} 组条款之间选择", most_sets),
                   fmt::format("an alternative is between 2 to {} sets of provisions", most_sets)},
                  {"写成 `sets: [[1a, 1b], [2]]`", "write `sets: [[1a, 1b], [2]]`"});
      return;
    }
    for (const yaml::Node& set : node.items) {
      std::vector<Alternative::Member> members;
      for (const yaml::Node* name : yaml::read_texts(set, diagnostics_)) {
        if (auto member = read_member(*name)) members.push_back(std::move(*member));
      }
      if (members.empty()) {
        yaml::error(diagnostics_, "policy.alternative-sets", set.location(),
                    {"这一组没有条款", "this set has no provision"},
                    {"写出条款编号，或删去这一组", "name its provisions, or remove it"});
      }
      alternative.sets.push_back(std::move(members));
    }
    for (std::size_t i = 0; i < alternative.sets.size(); ++i) {
      for (std::size_t j = 0; j < alternative.sets.size(); ++j) {
        if (i != j && within(alternative.sets[i], alternative.sets[j]) &&
            (i < j || !within(alternative.sets[j], alternative.sets[i]))) {
          yaml::error(diagnostics_, "policy.alternative-sets", node.items[i].location(),
                      {"这一组全部包含在另一组中，从不会更优",
                       "all of this set is in another one and can never be the better"},
                      {"删去它，或补上它独有的条款", "remove it, or add what it alone has"});
        }
      }
    }
  }

  static bool within(const std::vector<Alternative::Member>& a, const std::vector<Alternative::Member>& b) {
    return std::all_of(a.begin(), a.end(), [&](const Alternative::Member& one) {
      return std::any_of(b.begin(), b.end(), [&](const Alternative::Member& other) {
        return one.policy == other.policy && one.provision == other.provision;
      });
    });
  }

  std::optional<Alternative::Member> read_member(const yaml::Node& node) {
    const std::size_t slash = node.text.rfind('/');
    if (slash != std::string::npos && node.text.substr(0, slash) != package_.id) {
      return Alternative::Member{node.text.substr(0, slash), node.text.substr(slash + 1)};
    }
    const std::string id = slash == std::string::npos ? node.text : node.text.substr(slash + 1);
    const Provision* provision = package_.provision(id);
    if (provision == nullptr) {
      std::vector<std::string> names;
      for (const Provision& each : package_.provisions) names.push_back(each.id);
      yaml::unknown_name(diagnostics_, "policy.unknown-provision", node.location(), {"条款", "provision"}, id,
                         names);
      return std::nullopt;
    }
    if (!has_money(*provision) || (provision->amount && provision->amount->estimate)) {
      yaml::error(diagnostics_, "policy.alternative-sets", node.location(),
                  {fmt::format("条款 `{}` 不支付资金，不能按金额从优", id),
                   fmt::format("provision `{}` pays no money, by which sets are compared", id)},
                  {"非资金的支持用 `benefit` 和 `matter` 从优",
                   "give benefits that are not money a `benefit` and a `matter`"});
      return std::nullopt;
    }
    return Alternative::Member{package_.id, id};
  }

  Package& package_;
  Diagnostics& diagnostics_;
};

}  // namespace

void read_alternatives(const yaml::Node& node, Package& package, Diagnostics& diagnostics) {
  if (node.is_null()) return;
  if (!node.is_list()) {
    yaml::error(diagnostics, "policy.wrong-value", node.location(),
                {"`alternatives` 应为列表", "`alternatives` is a list"});
    return;
  }
  AlternativesReader reader(package, diagnostics);
  for (const yaml::Node& item : node.items) reader.read(item);
}

}  // namespace enact::policy
