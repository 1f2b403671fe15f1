// The vocabularies of packages that are in force side by side, seen as one.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "determine/facts.hpp"
#include "determine/subject_view.hpp"

namespace enact::determine {
namespace {

Diagnostic conflict(const policy::FactDeclaration& first, const policy::FactDeclaration& second,
                    const std::string& subject) {
  Diagnostic diagnostic;
  diagnostic.code = "facts.declared-differently";
  diagnostic.message = {"两份政策对 `" + subject + "." + first.name + "` 的类型规定不同：" +
                            to_string(*first.type) + " 与 " + to_string(*second.type),
                        "two policies declare `" + subject + "." + first.name + "` with different types: " +
                            to_string(*first.type) + " and " + to_string(*second.type)};
  diagnostic.location = second.location;
  diagnostic.help = {"把共同的事实放进 policies/common 的同一词汇表",
                     "put shared facts into one vocabulary of policies/common"};
  diagnostic.labels.push_back({first.location, {"另一处在这里", "declared here as well"}});
  return diagnostic;
}

template <typename Items>
auto* named(Items& items, std::string_view name) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.name == name; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

FactModel::FactModel(std::vector<policy::PackagePtr> packages) : packages_(std::move(packages)) {
  for (const policy::PackagePtr& package : packages_) {
    for (const policy::SubjectType& declared : package->vocabulary.subjects) {
      auto found = std::find_if(subjects_.begin(), subjects_.end(),
                                [&](const SubjectType& s) { return s.base->name == declared.name; });
      if (found == subjects_.end()) found = subjects_.insert(found, SubjectType{&declared, {}, {}});
      for (const policy::FactDeclaration& fact : declared.facts) {
        if (const policy::FactDeclaration* known = found->fact(fact.name)) {
          if (to_string(*known->type) != to_string(*fact.type)) {
            conflicts_.push_back(conflict(*known, fact, declared.name));
          }
        } else {
          found->facts.push_back(&fact);
          found->unsaid.push_back(unsaid_value(*fact.type, declared.name + "." + fact.name));
        }
      }
    }
  }
}

const policy::FactDeclaration* FactModel::SubjectType::fact(std::string_view name) const {
  for (const policy::FactDeclaration* declared : facts) {
    if (declared->name == name) return declared;
  }
  return nullptr;
}

const FactModel::SubjectType* FactModel::subject(std::string_view name) const {
  for (const SubjectType& type : subjects_) {
    if (type.base->name == name) return &type;
  }
  return nullptr;
}

const policy::RecordType* FactModel::record(std::string_view name) const {
  for (const policy::PackagePtr& package : packages_) {
    if (const policy::RecordType* record = package->vocabulary.record(name)) return record;
  }
  return nullptr;
}

bool FactModel::has_unit(std::string_view id) const {
  return std::any_of(packages_.begin(), packages_.end(),
                     [&](const policy::PackagePtr& package) { return package->unit(id) != nullptr; });
}

std::vector<std::string> FactModel::unit_ids() const {
  std::set<std::string> ids;
  for (const policy::PackagePtr& package : packages_) {
    for (const policy::Unit& unit : package->units) ids.insert(unit.id);
  }
  return {ids.begin(), ids.end()};
}

bool FactModel::has_matter_kind(std::string_view name) const {
  return std::any_of(packages_.begin(), packages_.end(), [&](const policy::PackagePtr& package) {
    return named(package->vocabulary.matters, name) != nullptr;
  });
}

std::vector<std::string> FactModel::matter_parts(std::string_view kind) const {
  for (const policy::PackagePtr& package : packages_) {
    if (const auto* found = named(package->vocabulary.matters, kind)) return found->parts;
  }
  return {};
}

std::vector<std::string> FactModel::matter_kinds() const {
  std::set<std::string> names;
  for (const policy::PackagePtr& package : packages_) {
    for (const policy::MatterKind& kind : package->vocabulary.matters) names.insert(kind.name);
  }
  return {names.begin(), names.end()};
}

}  // namespace enact::determine
