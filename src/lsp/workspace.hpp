// The packages that an editor works on: files from disk, open buffers laid over them, and for each package
// what the loader makes of its present texts. A file belongs to the package folder above it that holds
// policy.md; a file below `common/` to every package that stands beside that folder. Does no I/O of its own
// and knows no messages.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/index.hpp"
#include "policy/load.hpp"

namespace enact::lsp {

// What stands behind the open buffers. Paths are absolute, with `/`.
class Files {
 public:
  virtual ~Files() = default;
  // Nothing if there is no such file or it cannot be read.
  virtual std::optional<std::string> read(const std::string& path) const = 0;
  // The files below the folder that a package may hold (.md, .yaml, .yml, .txt), at any depth.
  virtual std::vector<std::string> below(const std::string& folder) const = 0;
  // The .dmn files directly in the folder.
  virtual std::vector<std::string> models_in(const std::string& folder) const = 0;
  // The folders at or below this one that hold a policy.md.
  virtual std::vector<std::string> packages_below(const std::string& folder) const = 0;
};

// Compiles a package, as `enact check` does it.
using Compile = std::function<policy::Loaded(const policy::FileSet& files, const std::string& folder)>;

// A package as its texts were at one time. Immutable.
class Analysis {
 public:
  Analysis(std::string folder, policy::FileSet files, const Compile& compile);

  const std::string& folder() const { return folder_; }
  const policy::FileSet& files() const { return files_; }
  const policy::Loaded& loaded() const { return loaded_; }
  const policy::Package* package() const { return loaded_.package.get(); }  // null: nothing could be read
  const Index& index() const;                                               // made when first asked for
  // The text of a file of the package; "" if there is none.
  std::string_view text(std::string_view path) const;

 private:
  std::string folder_;
  policy::FileSet files_;
  policy::Loaded loaded_;
  mutable std::unique_ptr<Index> index_;
};
using AnalysisPtr = std::shared_ptr<const Analysis>;

class Workspace {
 public:
  // `files` must outlive it.
  Workspace(const Files& files, Compile compile) : files_(files), compile_(std::move(compile)) {}

  void add_folder(std::string folder) { folders_.insert(std::move(folder)); }
  void remove_folder(const std::string& folder) { folders_.erase(folder); }
  const std::set<std::string>& folders() const { return folders_; }

  void open(const std::string& path, std::string text);
  void close(const std::string& path);
  // A file on disk has changed: whatever has been made of it is out of date.
  void changed_on_disk(const std::string& path);
  bool is_open(const std::string& path) const { return buffers_.contains(path); }
  // The buffer, or the file; nothing if there is neither.
  std::optional<std::string> text(const std::string& path) const;

  // The package folders that a file belongs to.
  std::vector<std::string> packages_of(const std::string& path) const;
  // Of all packages that the editor has opened a folder or a file of.
  std::vector<std::string> packages() const;
  // Up to date with all texts. Never null: a package that cannot be read has diagnostics.
  AnalysisPtr analysis(const std::string& folder);
  // Of the first package that the file belongs to; null if there is none.
  AnalysisPtr analysis_of(const std::string& path);
  // The last analysis of the package without errors; may be null.
  AnalysisPtr last_good(const std::string& folder) const;

 private:
  policy::FileSet file_set(const std::string& folder) const;
  void mark_stale(const std::string& path);

  const Files& files_;
  Compile compile_;
  std::set<std::string> folders_;
  std::map<std::string, std::string> buffers_;
  std::map<std::string, AnalysisPtr> analyses_;  // those up to date
  std::map<std::string, AnalysisPtr> good_;
};

// "/a/b" for "/a/b/c"; "" for what has no folder above it.
std::string parent_folder(std::string_view path);

}  // namespace enact::lsp
