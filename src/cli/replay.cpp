// `enact replay`: recorded determinations computed once more: of a record file, or of the cases of a space.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <memory>

#include "casework/replay.hpp"
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/load_packages.hpp"
#include "cli/packages.hpp"
#include "cli/space.hpp"
#include "determine/record.hpp"
#include "policy/image.hpp"

namespace enact::cli {
namespace {

struct ReplayOptions {
  std::string what;  // a record file; with --data a case, or nothing for all
  std::vector<std::string> images;
  std::string data;
  bool training = false;
  bool json = false;
  Language language = Language::zh;
};

std::string engines(int then, Language language) {
  const int now = policy::engine_version;
  if (then == now) {
    return Text{fmt::format("语义第 {} 版", now), fmt::format("version {} of the language", now)}.in(
        language);
  }
  return Text{fmt::format("当时为语义第 {} 版，现为第 {} 版", then, now),
              fmt::format("then version {} of the language, now version {}", then, now)}
      .in(language);
}

Text order_differs() {
  return {"内容相同，仅次序不同", "the contents are equal, only their order differs"};
}

void print_json(bool identical, int then, const std::vector<determine::ResultDifference>& differences) {
  std::cout << fmt::format(R"({{"identical":{},"engine_then":{},"engine_now":{},"differences":{}}})",
                           identical, then, policy::engine_version, determine::to_json(differences))
            << "\n";
}

// The packages of a record: from its own images, else from the image files at hand. Errors are printed.
std::optional<std::vector<policy::PackagePtr>> packages_of(const determine::Record& record,
                                                           const ReplayOptions& options) {
  std::map<std::string, std::string> at_hand;
  for (const std::string& path : options.images) {
    std::string text(read_source(path)->text());
    const auto image = policy::open_image(text);
    if (!image) {
      std::cerr << path << ":\n" << render(image.error(), options.language);
      return std::nullopt;
    }
    at_hand[image->hash] = std::move(text);
  }
  std::vector<policy::PackagePtr> packages;
  for (const determine::Record::Policy& policy : record.policies) {
    const std::string& image = policy.image.empty() ? at_hand[policy.hash] : policy.image;
    if (image.empty()) {
      std::cerr << Text{"记录中没有映像 " + policy.hash + "；用 --image 给出映像文件",
                        "the record does not hold the image " + policy.hash + "; name its file by --image"}
                       .in(options.language)
                << "\n";
      return std::nullopt;
    }
    auto package = policy::from_image(image, policy::ImageUse::replay);
    if (!package) {
      std::cerr << render(package.error(), options.language);
      return std::nullopt;
    }
    if ((*package)->hash != policy.hash) {
      std::cerr << Text{"记录中的映像与其哈希不符：" + policy.hash,
                        "the record's image is not the one of its hash: " + policy.hash}
                       .in(options.language)
                << "\n";
      return std::nullopt;
    }
    packages.push_back(std::move(*package));
  }
  return packages;
}

int replay_file(const ReplayOptions& options) {
  const auto record = determine::read_record(read_source(options.what)->text());
  if (!record) {
    std::cerr << options.what << ":\n" << render(record.error(), options.language);
    return Exit::input_errors;
  }
  auto packages = packages_of(*record, options);
  if (!packages) return Exit::input_errors;
  const auto made = determine::replay(*record, std::move(*packages));
  if (!made) {
    std::cerr << render(made.error(), options.language);
    return Exit::input_errors;
  }
  if (options.json) {
    print_json(made->identical, record->engine, made->differences);
  } else if (made->identical) {
    std::cout << Text{"一致：结果逐字节相同（", "identical, byte for byte ("}.in(options.language)
              << engines(record->engine, options.language) << Text{"）", ")"}.in(options.language) << "\n";
  } else {
    std::cout << determine::to_text(made->differences, options.language);
    if (made->differences.empty()) std::cout << order_differs().in(options.language) << "\n";
    std::cout << Text{fmt::format("不一致：{} 处（", made->differences.size()),
                      fmt::format("not identical: {} differences (", made->differences.size())}
                     .in(options.language)
              << engines(record->engine, options.language)
              << Text{"）；记录未改动", "); the record is left as it is"}.in(options.language) << "\n";
  }
  return made->identical ? Exit::ok : Exit::input_errors;
}

int replay_space(const ReplayOptions& options) {
  auto opened =
      Space::open(options.data, options.training ? store::SpaceKind::training : store::SpaceKind::live);
  if (!opened) {
    std::cerr << "error: " << opened.error().message.in(options.language) << "\n";
    return Exit::input_errors;
  }
  Space& space = **opened;
  const auto archive = space.archive();
  const auto all = space.database().read(
      [&](const store::Reader& reader) { return casework::replay_cases(reader, *archive, options.what); });
  space.database().stop();
  if (!options.what.empty() && all.empty()) {
    std::cerr << Text{"没有这个办件，或它还没有固定的认定：" + options.what,
                      "there is no such case, or none of its determinations is pinned: " + options.what}
                     .in(options.language)
              << "\n";
    return Exit::input_errors;
  }
  const casework::ReplayCount count = casework::count_of(all);
  for (const casework::ReplayedStep& one : all) {
    if (one.outcome == casework::ReplayOutcome::identical && options.what.empty()) continue;
    std::cout << fmt::format("{} {} {} ({})\n", one.reference, one.step, one.on.to_string(),
                             engines(one.engine, options.language));
    if (one.outcome == casework::ReplayOutcome::identical) {
      std::cout << Text{"  一致", "  identical"}.in(options.language) << "\n";
    } else if (one.outcome == casework::ReplayOutcome::impossible) {
      std::cout << "  " << one.because.in(options.language) << "\n";
    } else {
      if (one.differences.empty()) std::cout << "  " << order_differs().in(options.language) << "\n";
      std::cout << determine::to_text(one.differences, options.language);
    }
  }
  std::cout << Text{fmt::format("重算 {} 次认定：一致 {}、不一致 {}、无法重算 {}", all.size(),
                                count.identical, count.different, count.impossible),
                    fmt::format("replayed {} determinations: {} identical, {} different, {} impossible",
                                all.size(), count.identical, count.different, count.impossible)}
                   .in(options.language)
            << "\n";
  return count.identical == all.size() ? Exit::ok : Exit::input_errors;
}

}  // namespace

std::function<int()> declare_replay(CLI::App& app) {
  auto options = std::make_shared<ReplayOptions>();
  app.add_option(
      "WHAT", options->what,
      "a record made by `determine --record`; with --data the reference of a case, or nothing for all");
  app.add_option("--image", options->images, "image files, for a record that does not hold its own")
      ->option_text("FILE...");
  CLI::Option* data = add_place(app, options->data, "a space: its cases' determinations", true);
  app.add_flag("--training", options->training, "it is a training space")->needs(data);
  app.add_flag("--json", options->json, "as JSON (of a record)")->excludes(data);
  add_language(app, options->language);
  return [options]() -> int {
    if (!options->data.empty()) return replay_space(*options);
    if (options->what.empty()) throw std::runtime_error("name a record file, or a space by --data DIR");
    return replay_file(*options);
  };
}

}  // namespace enact::cli
