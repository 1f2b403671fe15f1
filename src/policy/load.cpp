// The order in which a package is read: each part needs those before it. See load.hpp.
#include "policy/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "policy/alternatives.hpp"
#include "policy/assumptions.hpp"
#include "policy/coverage.hpp"
#include "policy/document.hpp"
#include "policy/figures.hpp"
#include "policy/forms.hpp"
#include "policy/identity.hpp"
#include "policy/image.hpp"
#include "policy/issued.hpp"
#include "policy/letters.hpp"
#include "policy/parameters.hpp"
#include "policy/plain_text.hpp"
#include "policy/procedures.hpp"
#include "policy/provisions.hpp"
#include "policy/registers.hpp"
#include "policy/scopes.hpp"
#include "policy/selections.hpp"
#include "policy/sha256.hpp"
#include "policy/vocabulary.hpp"

namespace enact::policy {
namespace {

constexpr std::string_view table_mark = "table ";

std::string_view parent_of(std::string_view folder) {
  const std::size_t slash = folder.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : folder.substr(0, slash);
}

std::string path_in(std::string_view folder, std::string_view name) {
  return folder.empty() ? std::string(name) : fmt::format("{}/{}", folder, name);
}

// What stands directly in the folder, and the parameters below it: the parts of a package that are read.
bool is_source(std::string_view path_in_folder) {
  static constexpr std::array<std::string_view, 10> files{
      "policy.md",      official_name,      "vocabulary.yaml", "units.yaml",   "procedures.yaml",
      "registers.yaml", "assessments.yaml", "selections.yaml", "letters.yaml", "forms.yaml"};
  return std::find(files.begin(), files.end(), path_in_folder) != files.end() ||
         (path_in_folder.starts_with("parameters/") && path_in_folder.ends_with(".yaml"));
}

// Files of a package's folder that are no part of it: what is tried with it, what is made up for it, and
// which faults nothing notices.
bool is_beside_sources(std::string_view path_in_folder) {
  return path_in_folder == "synthetic.yaml" || path_in_folder == "mutants.yaml" ||
         path_in_folder == "drafting.yaml" || path_in_folder == "assessments.examples.yaml" ||
         path_in_folder == "samples/registers.yaml" || path_in_folder == "samples/facts.yaml" ||
         (path_in_folder.starts_with("examples/") && path_in_folder.ends_with(".yaml"));
}

class Loader {
 public:
  Loader(const FileSet& files, std::string_view folder)
      : files_(files), folder_(folder), package_(std::make_shared<Package>()) {}

  Loaded run() {
    const SourcePtr policy = source(path_in(folder_, "policy.md"));
    if (!policy) {
      Diagnostic diagnostic;
      diagnostic.code = "policy.no-package";
      diagnostic.message = {fmt::format("文件夹 `{}` 里没有 policy.md", folder_),
                            fmt::format("there is no policy.md in the folder `{}`", folder_)};
      diagnostic.help = {"给出政策包的文件夹，其中有 policy.md 和 official.txt",
                         "name the folder of a policy package, which holds policy.md and official.txt"};
      return {nullptr, {std::move(diagnostic)}};
    }
    const SourcePtr official = source(path_in(folder_, official_name));
    for (const SourcePtr& text : {policy, official}) {
      if (!text) continue;
      if (auto problem = plain_text_problem(text, {0, text->text().size()})) {
        return {nullptr, {std::move(*problem)}};
      }
    }
    const Markdown markdown = split_markdown(policy, diagnostics_);
    read_front(policy, markdown);
    check_names_of_files();
    read_units_file();
    Assumptions assumptions(*package_, units_, diagnostics_);
    if (!front_.assumptions.is_null()) assumptions.list(front_.assumptions, "");
    read_vocabularies();
    read_parameter_files();
    read_procedure_files(assumptions);
    read_text(policy, markdown);
    read_tables(policy);
    read_definitions(vocabulary_.definitions, vocabulary_.types, *package_, read_texts_, diagnostics_);
    read_blocks(policy, assumptions);
    read_register_files();
    read_selection_files(assumptions);
    check_letters();
    check_forms();
    package_->hash = package_hash(package_sources(files_, folder_), engine_version);
    return {package_, std::move(diagnostics_), std::move(read_texts_)};
  }

 private:
  SourcePtr source(const std::string& path) const {
    const auto found = files_.find(path);
    return found == files_.end() ? nullptr : std::make_shared<const Source>(found->first, found->second);
  }

  // The YAML of a file; nothing if it is not there or cannot be read (which is reported).
  std::optional<yaml::Node> yaml_file(const std::string& path) {
    const SourcePtr text = source(path);
    if (!text) return std::nullopt;
    yaml::Read read = yaml::read(text);
    std::move(read.diagnostics.begin(), read.diagnostics.end(), std::back_inserter(diagnostics_));
    return std::move(read.root);
  }

  void read_front(const SourcePtr& policy, const Markdown& markdown) {
    if (!markdown.front_matter) return;
    yaml::Read read = yaml::read(policy, *markdown.front_matter);
    std::move(read.diagnostics.begin(), read.diagnostics.end(), std::back_inserter(diagnostics_));
    if (read.root) front_ = read_front_matter(*read.root, *package_, diagnostics_);
    const std::string_view name = std::string_view(folder_).substr(folder_.rfind('/') + 1);
    if (front_.id_place.known() && package_->id != name) {
      yaml::error(diagnostics_, "policy.id", front_.id_place,
                  {fmt::format("编号 `{}` 与文件夹名 `{}` 不同", package_->id, name),
                   fmt::format("the id `{}` is not the folder's name `{}`", package_->id, name)},
                  {fmt::format("改为 `id: {}`", name), fmt::format("write `id: {}`", name)});
    }
    parts_.clear();
    for (std::size_t i = 0; i < front_.uses.size(); ++i) {
      const std::string used = path_in(parent_of(folder_), front_.uses[i]);
      const bool exists = std::any_of(files_.begin(), files_.end(),
                                      [&](const auto& file) { return file.first.starts_with(used + "/"); });
      if (exists) {
        parts_.push_back(used);
      } else {
        yaml::unknown_name(diagnostics_, "policy.unknown-use", front_.use_places[i],
                           {"共用词汇文件夹", "shared folder"}, front_.uses[i], shared_folders());
      }
    }
    parts_.push_back(std::string(folder_));
  }

  // "common/words-1" and the like: folders with a vocabulary and without a policy.
  std::vector<std::string> shared_folders() const {
    constexpr std::string_view file = "/vocabulary.yaml";
    const std::string_view parent = parent_of(folder_);
    std::vector<std::string> names;
    for (const auto& [path, text] : files_) {
      if (!path.ends_with(file) || !path.starts_with(parent)) continue;
      const std::string folder = path.substr(0, path.size() - file.size());
      if (files_.count(folder + "/policy.md") == 0) {
        names.push_back(folder.substr(parent.empty() ? 0 : parent.size() + 1));
      }
    }
    return names;
  }

  // A file that nothing reads, because its name is misspelt, would be missed by nobody.
  void check_names_of_files() {
    for (const std::string& part : parts_) {
      const std::string prefix = part + "/";
      for (auto file = files_.lower_bound(prefix); file != files_.end() && file->first.starts_with(prefix);
           ++file) {
        const std::string name = file->first.substr(prefix.size());
        const bool is_yaml = name.ends_with(".yaml") || name.ends_with(".yml");
        if (!is_yaml || is_source(name) || is_beside_sources(name)) continue;
        yaml::unknown_name(
            diagnostics_, "policy.unknown-file", {source(file->first), {0, 0}},
            {"文件（没有什么会读它）", "file (nothing reads it)"}, name,
            {"vocabulary.yaml", "units.yaml", "procedures.yaml", "registers.yaml", "assessments.yaml",
             "assessments.examples.yaml", "selections.yaml", "letters.yaml", "forms.yaml", "synthetic.yaml",
             "mutants.yaml", "drafting.yaml", "samples/facts.yaml", "samples/registers.yaml",
             "parameters/….yaml", "examples/….yaml"});
      }
    }
  }

  void read_units_file() {
    if (auto root = yaml_file(path_in(folder_, "units.yaml"))) {
      package_->units = read_units(*root, diagnostics_);
      units_ = UnitNames(package_->units);
    }
  }

  void read_vocabularies() {
    for (const std::string& part : parts_) {
      if (auto root = yaml_file(path_in(part, "vocabulary.yaml"))) {
        texts_.push_back({std::move(*root), part == folder_});
      }
    }
    vocabulary_ = read_vocabulary(texts_, units_, diagnostics_);
    package_->vocabulary = vocabulary_.vocabulary;
  }

  void read_parameter_files() {
    for (const std::string& part : parts_) {
      const std::string folder = part + "/parameters/";
      for (auto file = files_.lower_bound(folder); file != files_.end() && file->first.starts_with(folder);
           ++file) {
        if (!file->first.ends_with(".yaml")) continue;
        if (auto root = yaml_file(file->first)) {
          read_parameters(*root, vocabulary_.types, units_, *package_, read_texts_, diagnostics_);
        }
      }
    }
  }

  void read_procedure_files(Assumptions& assumptions) {
    for (const std::string& part : parts_) {
      if (auto root = yaml_file(path_in(part, "procedures.yaml"))) {
        const ProcedureSurroundings around{units_, package_->vocabulary, assumptions, read_texts_,
                                           diagnostics_};
        for (Procedure& procedure : read_procedures(*root, around)) {
          package_->procedures.push_back(std::move(procedure));
        }
      }
    }
  }

  void read_register_files() {
    std::vector<yaml::Node> roots;
    for (const std::string& part : parts_) {
      for (const std::string_view name : {"registers.yaml", "assessments.yaml"}) {
        if (auto root = yaml_file(path_in(part, name))) roots.push_back(std::move(*root));
      }
    }
    read_registers(roots, {vocabulary_.types, units_, read_texts_, diagnostics_}, *package_);
  }

  void read_selection_files(Assumptions& assumptions) {
    std::vector<yaml::Node> roots;
    for (const std::string& part : parts_) {
      if (auto root = yaml_file(path_in(part, "selections.yaml"))) roots.push_back(std::move(*root));
    }
    read_selections(roots, {units_, assumptions, read_texts_, diagnostics_}, *package_);
  }

  // A package holds none of them (policy/letters.hpp); they are read to be checked.
  void check_letters() {
    if (const auto root = yaml_file(path_in(folder_, "letters.yaml")))
      static_cast<void>(read_letters(*root, *package_, units_, diagnostics_));
  }

  // Nor of these (policy/forms.hpp).
  void check_forms() {
    if (const auto root = yaml_file(path_in(folder_, "forms.yaml")))
      static_cast<void>(read_forms(*root, *package_, diagnostics_));
  }

  void read_text(const SourcePtr& policy, const Markdown& markdown) {
    const SourcePtr official = source(path_in(folder_, official_name));
    if (official) {
      check_official(official, front_, diagnostics_);
    } else {
      yaml::error(
          diagnostics_, "official.missing", {policy, {0, 0}},
          {fmt::format("没有正式文本 {}", official_name),
           fmt::format("the official text {} is missing", official_name)},
          {"把正式文本一段一行存为这个文件", "save the official text in this file, one paragraph a line"});
    }
    ReadDocument read = read_document(policy, markdown, official, *package_, diagnostics_);
    package_->document = std::move(read.document);
    if (official) package_->document.sha256 = sha256(official->text());
    fences_ = std::move(read.fences);
    find_clauses(package_->document, vocabulary_.words, units_);
    check_issued(*package_, front_, diagnostics_);
    lines_ = read_units_lines(package_->document, units_, diagnostics_);
  }

  void read_tables(const SourcePtr& policy) {
    const feel::Scope nothing;
    for (const Fence& fence : fences_) {
      if (!fence.info.starts_with(table_mark)) continue;
      const std::string name = fence.info.substr(table_mark.size());
      dmn::ReadTable read = dmn::read_markdown_table(
          {name, policy, fence.body}, nothing,
          [&](std::string_view type) { return vocabulary_.types.find(type); }, feel::CompileOptions{});
      std::move(read.diagnostics.begin(), read.diagnostics.end(), std::back_inserter(diagnostics_));
      for (dmn::ReadTable::Cell& cell : read.cells) {
        read_texts_.push_back({std::move(cell.text), read.scope, std::move(cell.type), cell.test});
      }
      if (!read.table) continue;
      if (!package_->tables.emplace(name, read.table).second) {
        yaml::error(diagnostics_, "policy.defined-twice", {policy, fence.body},
                    {fmt::format("决策表 `{}` 写了两次", name), fmt::format("table `{}` occurs twice", name)},
                    {"改名", "rename it"});
      }
    }
  }

  void read_blocks(const SourcePtr& policy, Assumptions& assumptions) {
    const ProvisionSurroundings around{*package_, vocabulary_.types, units_,      vocabulary_.words, front_,
                                       lines_,    assumptions,       read_texts_, diagnostics_};
    std::vector<Declaratory> declaratory;
    for (const Fence& fence : fences_) {
      if (fence.info.starts_with(table_mark)) continue;
      if (fence.info != "yaml") {
        yaml::unknown_name(diagnostics_, "policy.unknown-block",
                           {policy, {fence.body.begin, fence.body.begin}}, {"代码块种类", "kind of block"},
                           fence.info, {"yaml", "table 名称"});
        continue;
      }
      yaml::Read read = yaml::read(policy, fence.body);
      std::move(read.diagnostics.begin(), read.diagnostics.end(), std::back_inserter(diagnostics_));
      if (!read.root) continue;
      if (read.root->entry("declaratory") != nullptr) {
        auto entries = read_declaratory(*read.root, fence.article, package_->document, diagnostics_);
        std::move(entries.begin(), entries.end(), std::back_inserter(declaratory));
      } else {
        read_provision(*read.root, fence.article, around);
      }
    }
    check_cautions();
    read_alternatives(front_.alternatives, *package_, diagnostics_);
    check_units_used(*package_, lines_, diagnostics_);
    check_coverage(*package_, declaratory, diagnostics_);
    check_figures(*package_, diagnostics_);
  }

  // What reviewers are shown of a subject has a meaning that the package states.
  void check_cautions() {
    std::vector<std::string> known;
    for (const Assumption& assumption : package_->assumptions) known.push_back(assumption.id);
    for (const SubjectType& subject : package_->vocabulary.subjects) {
      for (const FactDeclaration& fact : subject.facts) {
        if (fact.caution.empty() || std::find(known.begin(), known.end(), fact.caution) != known.end())
          continue;
        yaml::unknown_name(diagnostics_, "policy.unknown-assumption", fact.location, {"假定", "assumption"},
                           fact.caution, known);
      }
    }
  }

  const FileSet& files_;
  std::string folder_;
  std::shared_ptr<Package> package_;
  Diagnostics diagnostics_;
  ReadTexts read_texts_;
  FrontMatter front_;
  std::vector<std::string> parts_;  // folders read, those of `uses` first
  UnitNames units_;
  std::vector<VocabularyText> texts_;
  ReadVocabulary vocabulary_;
  std::vector<Fence> fences_;
  std::vector<UnitsLine> lines_;
};

// The folders that a package's front matter names.
std::vector<std::string> used_folders(const FileSet& files, std::string_view folder) {
  const auto found = files.find(path_in(folder, "policy.md"));
  if (found == files.end()) return {};
  const auto text = std::make_shared<const Source>(found->first, found->second);
  Diagnostics ignored;  // load_package() reports them
  const Markdown markdown = split_markdown(text, ignored);
  if (!markdown.front_matter) return {};
  const yaml::Read read = yaml::read(text, *markdown.front_matter);
  const yaml::Node* uses = read.root ? read.root->find("uses") : nullptr;
  return uses == nullptr ? std::vector<std::string>{} : yaml::strings(yaml::read_texts(*uses, ignored));
}

}  // namespace

Loaded load_package(const FileSet& files, std::string_view folder) {
  return Loader(files, folder).run();
}

FileSet package_sources(const FileSet& files, std::string_view folder) {
  FileSet sources;
  const std::string_view parent = parent_of(folder);
  std::vector<std::string> folders = used_folders(files, folder);
  folders.emplace_back(folder.substr(parent.empty() ? 0 : parent.size() + 1));
  for (const std::string& each : folders) {
    const std::string prefix = path_in(parent, each) + "/";
    for (auto file = files.lower_bound(prefix); file != files.end() && file->first.starts_with(prefix);
         ++file) {
      const std::string name = file->first.substr(prefix.size());
      if (is_source(name)) sources.emplace(path_in(each, name), file->second);
    }
  }
  return sources;
}

std::string package_hash(const FileSet& sources, int engine) {
  // Lengths keep apart what paths and texts alone would run together.
  std::string bytes = engine == 1 ? "" : fmt::format("engine {};", engine);
  for (const auto& [path, text] : sources) {
    bytes += fmt::format("{}:{}{}:{}", path.size(), path, text.size(), text);
  }
  return sha256(bytes);
}

}  // namespace enact::policy
