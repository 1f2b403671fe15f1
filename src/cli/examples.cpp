// `enact examples DIR`: runs the examples of a package; the last line is `N passed, N failed`. With
// --coverage it also says what they have not tried.
#include "determine/examples.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/assessment_examples.hpp"
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/load_packages.hpp"
#include "cli/package_examples.hpp"
#include "determine/example_coverage.hpp"

namespace enact::cli {
namespace {

Text verdict_name(determine::Verdict verdict) {
  switch (verdict) {
    case determine::Verdict::met:
      return {"满足", "met"};
    case determine::Verdict::not_met:
      return {"不满足", "not met"};
    default:
      return {"未知", "unknown"};
  }
}

// Answers whether everything was tried.
bool print_coverage(const determine::ExampleCoverage& coverage, Language language) {
  const auto gaps = coverage.gaps();
  for (const auto& gap : gaps) {
    if (gap.condition == nullptr) {
      const std::string have = std::to_string(gap.examples);
      const std::string need = std::to_string(determine::ExampleCoverage::enough_examples);
      std::cout << Text{gap.provision->id + "：只有 " + have + " 个样例说明应得多少，至少要 " + need + " 个",
                        gap.provision->id + ": " + have + " examples say what is expected, at least " + need +
                            " are needed"}
                       .in(language)
                << "\n";
      continue;
    }
    Text unseen;
    for (const determine::Verdict verdict : gap.unseen) {
      const Text name = verdict_name(verdict);
      unseen.zh += (unseen.zh.empty() ? "" : "、") + name.zh;
      unseen.en += (unseen.en.empty() ? "" : ", ") + name.en;
    }
    std::cout << Text{gap.provision->id + "：条件“" + gap.condition->name + "”没有样例为" + unseen.zh,
                      gap.provision->id + ": condition `" + gap.condition->name + "` never seen " + unseen.en}
                     .in(language)
              << "\n";
  }
  const auto count = coverage.count();
  std::cout << Text{"条件的判定：样例见过 ", "verdicts of conditions seen: "}.in(language) << count.seen
            << " / " << count.in_all << "\n";
  return gaps.empty();
}

int run(const std::string& folder, bool with_coverage, Language language) {
  const auto loaded = load_packages({folder}, language);
  if (!loaded) return Exit::input_errors;
  int passed = 0;
  int failed = 0;
  determine::ExampleCoverage coverage(*loaded->front());
  for (const determine::ExampleResult& result : run_examples(folder, loaded->front(), language)) {
    if (result.determination) coverage.add(*result.determination, result.provisions);
    if (result.passed()) {
      ++passed;
      continue;
    }
    ++failed;
    print_failure(result, language);
  }
  for (const AssessmentExample& result : run_assessment_examples(folder, loaded->front())) {
    if (result.differences.empty()) {
      ++passed;
      continue;
    }
    ++failed;
    std::cout << (language == Language::zh ? "未通过：" : "failed: ") << result.name << "\n";
    for (const Text& difference : result.differences) std::cout << "  " << difference.in(language) << "\n";
  }
  const bool covered = !with_coverage || print_coverage(coverage, language);
  std::cout << passed << " passed, " << failed << " failed\n";
  return failed == 0 && covered ? Exit::ok : Exit::input_errors;
}

}  // namespace

std::function<int()> declare_examples(CLI::App& app) {
  struct ExamplesOptions {
    std::string folder;
    bool coverage = false;
    Language language = Language::zh;
  };
  auto options = std::make_shared<ExamplesOptions>();
  app.add_option("DIR", options->folder, "folder of the policy package")->required();
  app.add_flag("--coverage", options->coverage,
               "also says which verdicts of conditions and which provisions with money no example tries; "
               "exits with 1 if there are any");
  add_language(app, options->language);
  return [options] { return run(options->folder, options->coverage, options->language); };
}

}  // namespace enact::cli
