// See draft_check.hpp.
#include "lab/draft_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "procedure/compile_package.hpp"

namespace enact::lab {
namespace {

using policy::FileSet;
using store::Fault;

constexpr std::string_view main_file = "policy.md";
constexpr std::string_view common = "common/";

// The folders that hold a policy.md, "" for the top.
std::vector<std::string> package_folders(const FileSet& files) {
  std::vector<std::string> folders;
  for (const auto& [path, text] : files) {
    const std::size_t slash = path.rfind('/');
    const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
    if (std::string_view(path).substr(name) == main_file)
      folders.push_back(path.substr(0, name == 0 ? 0 : slash));
  }
  return folders;
}

// The files of the folder `from`, as of a folder named `to`, and of `common` beside it.
FileSet arranged(const FileSet& uploaded, const std::string& from, const std::string& to,
                 const FileSet& shared) {
  const std::string own = from.empty() ? "" : from + "/";
  const std::size_t last = from.rfind('/');
  const std::string beside =
      (last == std::string::npos ? "" : from.substr(0, last + 1)) + std::string(common);
  FileSet files;
  bool brings_common = false;
  for (const auto& [path, text] : uploaded) {
    if (path.starts_with(beside)) {
      files.emplace(std::string(common) + path.substr(beside.size()), text);
      brings_common = true;
    } else if (path.starts_with(own)) {
      files.emplace(to + "/" + path.substr(own.size()), text);
    }
  }
  if (!brings_common) files.insert(shared.begin(), shared.end());
  return files;
}

// The same type with all that it is made of; names of types alone do not say what fields they have.
bool same_type(const feel::TypePtr& a, const feel::TypePtr& b) {
  if (a == b) return true;
  if (!a || !b || a->kind != b->kind || a->name != b->name || a->unit != b->unit) return false;
  return same_type(a->element, b->element) && same_type(a->result, b->result) &&
         std::equal(
             a->fields.begin(), a->fields.end(), b->fields.begin(), b->fields.end(),
             [](const auto& x, const auto& y) { return x.name == y.name && same_type(x.type, y.type); });
}

Diagnostic another_type(const policy::FactDeclaration& held, const policy::FactDeclaration& declared,
                        const std::string& subject) {
  Diagnostic diagnostic;
  diagnostic.code = "lab.draft-fact-type";
  diagnostic.message = {
      fmt::format("`{}.{}` 的类型与现行政策不同：{} 与 {}", subject, declared.name, to_string(*declared.type),
                  to_string(*held.type)),
      fmt::format("`{}.{}` has another type than in the policies in force: {} and {}", subject, declared.name,
                  to_string(*declared.type), to_string(*held.type))};
  diagnostic.location = declared.location;
  diagnostic.help = {"实验室的主体数据按现行政策读取；沿用原类型，或换一个事实名",
                     "the lab reads its population by the policies in force; keep the type (and the fields "
                     "of its records), or declare a fact of another name"};
  diagnostic.labels.push_back({held.location, {"现行政策在这里规定", "declared here by a policy in force"}});
  return diagnostic;
}

Diagnostic new_fact(const policy::FactDeclaration& declared, const std::string& subject) {
  Diagnostic diagnostic;
  diagnostic.severity = Severity::note;
  diagnostic.code = "lab.draft-new-fact";
  diagnostic.message = {
      fmt::format("`{}.{}` 是现行政策没有的事实，所有主体都按未知计", subject, declared.name),
      fmt::format("no policy in force declares `{}.{}`: it is unknown of every subject", subject,
                  declared.name)};
  diagnostic.location = declared.location;
  return diagnostic;
}

// Of the first package that declares it, as the population is read; null: none does.
const policy::FactDeclaration* declaration(std::span<const policy::PackagePtr> packages,
                                           const std::string& subject, const std::string& fact) {
  for (const policy::PackagePtr& package : packages) {
    for (const policy::SubjectType& type : package->vocabulary.subjects) {
      if (type.name != subject) continue;
      if (const policy::FactDeclaration* found = type.fact(fact)) return found;
    }
  }
  return nullptr;
}

}  // namespace

std::expected<CheckedDraft, Fault> check_draft(const FileSet& uploaded, std::string folder,
                                               const FileSet& shared) {
  const std::vector<std::string> found = package_folders(uploaded);
  if (found.empty()) {
    return std::unexpected(refuse(Fault::Kind::invalid, "lab.draft-no-package",
                                  {"没有找到 policy.md", "there is no policy.md"},
                                  {"上传整个政策包文件夹，其中有 policy.md 和 official.txt",
                                   "upload the whole folder of the policy package, which holds policy.md "
                                   "and official.txt"}));
  }
  if (found.size() > 1) {
    return std::unexpected(
        refuse(Fault::Kind::invalid, "lab.draft-packages",
               {fmt::format("有多个政策包：`{}`、`{}`", found[0], found[1]),
                fmt::format("there are several policy packages: `{}`, `{}`", found[0], found[1])},
               {"一次上传一个政策包，连同它用到的 common",
                "upload one package at a time, with the common that it uses"}));
  }
  const std::string& from = found.front();
  const bool named = !from.empty();
  if (named) folder = from.substr(from.rfind('/') + 1);  // npos + 1 is 0
  CheckedDraft draft;
  for (;;) {
    draft.files = arranged(uploaded, from, folder, shared);
    draft.loaded = procedure::compile_package(draft.files, folder);
    draft.folder = folder;
    // Where no folder says what the package is called, it says so itself.
    const policy::PackagePtr& package = draft.loaded.package;
    if (named || !package || package->id.empty() || package->id == folder) return draft;
    folder = package->id;
  }
}

Diagnostics other_facts(std::span<const policy::PackagePtr> in_force, const policy::Package& draft) {
  Diagnostics found;
  for (const policy::SubjectType& type : draft.vocabulary.subjects) {
    for (const policy::FactDeclaration& declared : type.facts) {
      const policy::FactDeclaration* held = declaration(in_force, type.name, declared.name);
      if (held == nullptr) {
        found.push_back(new_fact(declared, type.name));
      } else if (!same_type(held->type, declared.type)) {
        found.push_back(another_type(*held, declared, type.name));
      }
    }
  }
  return found;
}

}  // namespace enact::lab
