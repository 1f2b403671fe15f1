// `enact publish DIR…`: packages, checked and tried, as immutable images in a file or in a space.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/load_packages.hpp"
#include "cli/package_examples.hpp"
#include "cli/publication.hpp"
#include "cli/space.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;

struct PublishOptions {
  std::vector<std::string> paths;
  std::string out;
  std::string data;
  bool training = false;
  bool no_proofs = false;
  Language language = Language::zh;
};

// Why a package is not published.
void print_refusal(const std::string& path, const Publication& made, Language language) {
  std::cerr << render(made.diagnostics, language);
  for (const determine::ExampleResult& failed : made.failed) print_failure(failed, language);
  std::cerr << path << Text{"：不予发布", ": not published"}.in(language);
  if (!made.failed.empty()) {
    std::cerr << Text{fmt::format("，{} 个样例未通过", made.failed.size()),
                      fmt::format(", {} examples failed", made.failed.size())}
                     .in(language);
  } else {
    std::cerr << Text{"，检查有错误", ", the check has errors"}.in(language);
  }
  std::cerr << "\n";
}

std::string describe(const Publication& made, Language language) {
  return fmt::format("{}  {}\n  {}\n", made.package->id, made.hash, in_words(made.tried).in(language));
}

// Writes the image to --out: the file itself, or in the folder that it names.
void write_image(const Publication& made, const PublishOptions& options) {
  const fs::path out = options.out;
  const fs::path file = fs::is_directory(out) ? out / (made.package->id + ".image.json") : out;
  write_file(file.generic_string(), made.image);
  std::cout << "  " << file.generic_string() << "\n";
}

int run(const PublishOptions& options) {
  if (options.paths.size() > 1 && !options.out.empty() && !fs::is_directory(options.out)) {
    throw std::runtime_error("--out must be a folder that exists where several packages are published: " +
                             options.out);
  }
  std::unique_ptr<Space> space;
  if (!options.data.empty()) {
    auto opened =
        Space::open(options.data, options.training ? store::SpaceKind::training : store::SpaceKind::live);
    if (!opened) {
      std::cerr << "error: " << opened.error().message.in(options.language) << "\n";
      return Exit::input_errors;
    }
    space = std::move(*opened);
  }
  // All are made ready before one is kept: packages that are published together stand or fall together.
  std::vector<Publication> ready;
  bool good = true;
  for (const std::string& path : options.paths) {
    Publication made = prepare(path, {.examples = true, .proofs = !options.no_proofs}, options.language);
    if (!made.good()) {
      print_refusal(path, made, options.language);
      good = false;
      continue;
    }
    std::cerr << render(made.diagnostics, options.language);
    ready.push_back(std::move(made));
  }
  if (!good) return Exit::input_errors;
  for (const Publication& made : ready) {
    std::cout << describe(made, options.language);
    if (!options.out.empty()) write_image(made, options);
    if (!space) continue;
    const bool added = space->keep(made);
    std::cout << "  "
              << (added ? Text{"已存入空间 ", "kept in the space "}
                        : Text{"空间中已有 ", "already in the space "})
                     .in(options.language)
              << options.data << "\n";
  }
  if (space) space->database().stop();
  return Exit::ok;
}

}  // namespace

std::function<int()> declare_publish(CLI::App& app) {
  auto options = std::make_shared<PublishOptions>();
  app.add_option("DIR", options->paths, "folders of policy packages; image files are taken as published")
      ->required();
  CLI::Option* out = app.add_option("--out", options->out, "file for the image, or a folder for several")
                         ->option_text("FILE");
  CLI::Option* data = add_place(app, options->data, "the space to keep it in", false);
  app.add_flag("--training", options->training, "it is a training space")->needs(data);
  app.add_flag("--no-proofs", options->no_proofs,
               "do not try the proofs of `enact verify`; the image says so");
  add_language(app, options->language);
  return [options, out, data]() -> int {
    if (out->count() + data->count() == 0) {
      throw std::runtime_error("say where the image is kept: --out FILE, --data DIR, or both");
    }
    return run(*options);
  };
}

}  // namespace enact::cli
