// See workspace.hpp.
#include "lsp/workspace.hpp"

#include <algorithm>
#include <utility>

namespace enact::lsp {
namespace {

constexpr std::string_view policy_file = "/policy.md";
constexpr std::string_view common = "/common/";

bool is_below(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

// The folder that `common/` stands in, for a file below it; "" for any other.
std::string beside_common(std::string_view path) {
  const std::size_t at = path.rfind(common);
  return at == std::string_view::npos ? "" : std::string(path.substr(0, at));
}

}  // namespace

std::string parent_folder(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "" : std::string(path.substr(0, slash));
}

Analysis::Analysis(std::string folder, policy::FileSet files, const Compile& compile)
    : folder_(std::move(folder)), files_(std::move(files)), loaded_(compile(files_, folder_)) {}

const Index& Analysis::index() const {
  if (!index_) index_ = std::make_unique<Index>(files_, folder_, loaded_);
  return *index_;
}

std::string_view Analysis::text(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? std::string_view() : std::string_view(found->second);
}

void Workspace::open(const std::string& path, std::string text) {
  buffers_.insert_or_assign(path, std::move(text));
  mark_stale(path);
}

void Workspace::close(const std::string& path) {
  buffers_.erase(path);
  mark_stale(path);
}

void Workspace::changed_on_disk(const std::string& path) {
  if (!is_open(path)) mark_stale(path);
}

void Workspace::mark_stale(const std::string& path) {
  const std::string beside = beside_common(path);
  std::erase_if(analyses_, [&](const auto& entry) {
    return is_below(path, entry.first) || (!beside.empty() && parent_folder(entry.first) == beside);
  });
}

std::optional<std::string> Workspace::text(const std::string& path) const {
  if (const auto buffer = buffers_.find(path); buffer != buffers_.end()) return buffer->second;
  return files_.read(path);
}

std::vector<std::string> Workspace::packages_of(const std::string& path) const {
  for (std::string folder = parent_folder(path); !folder.empty(); folder = parent_folder(folder)) {
    if (text(folder + std::string(policy_file))) return {folder};
  }
  const std::string beside = beside_common(path);
  if (beside.empty()) return {};
  std::set<std::string> found;
  for (std::string& folder : files_.packages_below(beside)) {
    if (parent_folder(folder) == beside) found.insert(std::move(folder));
  }
  for (const auto& [buffer, text] : buffers_) {
    const std::string folder = parent_folder(buffer);
    if (buffer.ends_with(policy_file) && parent_folder(folder) == beside) found.insert(folder);
  }
  return {found.begin(), found.end()};
}

std::vector<std::string> Workspace::packages() const {
  std::set<std::string> found;
  for (const std::string& folder : folders_) {
    for (std::string& package : files_.packages_below(folder)) found.insert(std::move(package));
  }
  for (const auto& [path, text] : buffers_) {
    for (std::string& package : packages_of(path)) found.insert(std::move(package));
  }
  return {found.begin(), found.end()};
}

policy::FileSet Workspace::file_set(const std::string& folder) const {
  const std::string shared = parent_folder(folder) + std::string(common.substr(0, common.size() - 1));
  policy::FileSet files;
  for (const std::string& part : {folder, shared}) {
    for (const std::string& path : files_.below(part)) {
      if (is_open(path)) continue;
      if (auto text = files_.read(path)) files.emplace(path, std::move(*text));
    }
    for (const auto& [path, text] : buffers_) {
      if (is_below(path, part)) files.insert_or_assign(path, text);
    }
  }
  return files;
}

AnalysisPtr Workspace::analysis(const std::string& folder) {
  AnalysisPtr& known = analyses_[folder];
  if (!known) {
    known = std::make_shared<const Analysis>(folder, file_set(folder), compile_);
    if (known->loaded().ok()) good_[folder] = known;
  }
  return known;
}

AnalysisPtr Workspace::analysis_of(const std::string& path) {
  const std::vector<std::string> folders = packages_of(path);
  return folders.empty() ? nullptr : analysis(folders.front());
}

AnalysisPtr Workspace::last_good(const std::string& folder) const {
  const auto found = good_.find(folder);
  return found == good_.end() ? nullptr : found->second;
}

}  // namespace enact::lsp
