// `enact lsp`: the language server on standard input and output, with the disk behind it.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/packages.hpp"
#include "lsp/session.hpp"
#include "procedure/compile_package.hpp"

namespace enact::cli {

namespace fs = std::filesystem;

namespace {

// Folders of other tools, and how deep packages are looked for: an editor may open anything.
constexpr int deepest_package = 5;
bool is_skipped(const fs::path& folder) {
  const std::string name = folder.filename().string();
  return name.starts_with('.') || name == "node_modules" || name == "build";
}

class Disk final : public lsp::Files {
 public:
  std::optional<std::string> read(const std::string& path) const override {
    std::error_code failed;
    if (!fs::is_regular_file(path, failed)) return std::nullopt;
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
  }

  std::vector<std::string> below(const std::string& folder) const override {
    std::vector<std::string> out;
    visit(folder, [&](const fs::directory_entry& entry, int) {
      const std::string extension = entry.path().extension().string();
      const bool text =
          extension == ".md" || extension == ".yaml" || extension == ".yml" || extension == ".txt";
      std::error_code failed;
      if (text && entry.is_regular_file(failed)) out.push_back(entry.path().generic_string());
    });
    return out;
  }

  std::vector<std::string> models_in(const std::string& folder) const override {
    std::vector<std::string> out;
    std::error_code failed;
    fs::directory_iterator at(folder, failed);
    for (const fs::directory_iterator end; !failed && at != end; at.increment(failed)) {
      if (at->path().extension() == ".dmn") out.push_back(at->path().generic_string());
    }
    return out;
  }

  std::vector<std::string> packages_below(const std::string& folder) const override {
    std::vector<std::string> out;
    visit(folder, [&](const fs::directory_entry& entry, int depth) {
      if (entry.path().filename() == "policy.md" && depth <= deepest_package) {
        out.push_back(entry.path().parent_path().generic_string());
      }
    });
    return out;
  }

 private:
  template <typename Visit>
  static void visit(const std::string& folder, Visit each) {
    std::error_code failed;
    fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, failed);
    for (const fs::recursive_directory_iterator end; !failed && at != end; at.increment(failed)) {
      std::error_code unknown;
      if (at->is_directory(unknown) && (is_skipped(at->path()) || at.depth() >= deepest_package)) {
        at.disable_recursion_pending();
      }
      each(*at, at.depth());
    }
  }
};

}  // namespace

std::function<int()> declare_lsp(CLI::App& app) {
  // Editors' libraries add it to every server that they start.
  app.add_flag("--stdio")->description("speak over standard input and output (always so)");
  return [] {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    const Disk disk;
    return lsp::run_session(std::cin, std::cout, disk, procedure::compile_package);
  };
}

}  // namespace enact::cli
