// Check, examples, proofs, image. See publication.hpp.
#include "cli/publication.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/load_packages.hpp"
#include "cli/package_examples.hpp"
#include "cli/packages.hpp"
#include "procedure/compile_package.hpp"
#include "verify/verify.hpp"

namespace enact::cli {
namespace {

policy::Tried::Proofs prove(const policy::PackagePtr& package) {
  policy::Tried::Proofs counts;
  for (const verify::Obligation& one : verify::verify({package}, {}).obligations) {
    switch (one.outcome) {
      case verify::Outcome::proved:
        ++counts.proved;
        break;
      case verify::Outcome::declared:
        ++counts.declared;
        break;
      case verify::Outcome::refuted:
        ++counts.refuted;
        break;
      default:
        ++counts.open;
    }
  }
  return counts;
}

Diagnostic not_covered(std::size_t covered, std::size_t clauses) {
  Diagnostic diagnostic;
  diagnostic.code = "publish.coverage";
  diagnostic.message = {
      "正文 " + std::to_string(clauses) + " 个分句只覆盖了 " + std::to_string(covered) + " 个",
      "of the text's " + std::to_string(clauses) + " clauses only " + std::to_string(covered) +
          " are covered"};
  diagnostic.help = {"用 `enact check` 查看是哪些", "`enact check` says which"};
  return diagnostic;
}

Publication from_file(const std::string& path) {
  Publication made;
  std::string image(read_source(path)->text());
  auto package = policy::from_image(image);
  if (!package) {
    made.diagnostics = std::move(package).error();
    return made;
  }
  policy::Image opened = *policy::open_image(image);
  made.package = std::move(*package);
  made.hash = std::move(opened.hash);
  made.tried = opened.tried.value_or(policy::Tried{});
  made.image = std::move(image);
  return made;
}

}  // namespace

Text in_words(const policy::Tried& tried) {
  Text text{fmt::format("覆盖 {} 个分句，警告 {} 条；", tried.clauses, tried.warnings),
            fmt::format("{} clauses covered, {} warnings; ", tried.clauses, tried.warnings)};
  if (tried.examples) {
    text.zh += fmt::format("样例通过 {} 个；", *tried.examples);
    text.en += fmt::format("{} examples passed; ", *tried.examples);
  } else {
    text.zh += "未运行样例；";
    text.en += "no examples were run; ";
  }
  if (const auto& proofs = tried.proofs) {
    text.zh += fmt::format("证明：成立 {}、已声明 {}、被推翻 {}、未定 {}", proofs->proved, proofs->declared,
                           proofs->refuted, proofs->open);
    text.en += fmt::format("proofs: {} proved, {} declared, {} refuted, {} open", proofs->proved,
                           proofs->declared, proofs->refuted, proofs->open);
  } else {
    text.zh += "未做证明";
    text.en += "no proofs were tried";
  }
  return text;
}

Publication prepare(const std::string& path, const PublicationSteps& steps, Language language) {
  if (std::filesystem::is_regular_file(path)) return from_file(path);
  Publication made;
  const policy::FileSet files = read_package_files(path);
  policy::Loaded loaded = procedure::compile_package(files, folder_name(path));
  const bool compiled = loaded.ok();
  made.package = std::move(loaded.package);
  made.diagnostics = std::move(loaded.diagnostics);
  if (!compiled) return made;
  const policy::Document& document = made.package->document;
  if (document.covered_clauses() != document.clauses.size()) {
    made.diagnostics.push_back(not_covered(document.covered_clauses(), document.clauses.size()));
    return made;
  }
  made.hash = made.package->hash;
  made.tried.clauses = document.clauses.size();
  made.tried.warnings = static_cast<std::size_t>(std::ranges::count_if(
      made.diagnostics, [](const Diagnostic& one) { return one.severity == Severity::warning; }));
  if (steps.examples) {
    std::size_t passed = 0;
    for (determine::ExampleResult& result : run_examples(path, made.package, language)) {
      if (result.passed()) {
        ++passed;
      } else {
        made.failed.push_back(std::move(result));
      }
    }
    if (!made.failed.empty()) return made;
    made.tried.examples = passed;
  }
  if (steps.proofs) made.tried.proofs = prove(made.package);
  made.image = policy::to_image(files, folder_name(path), made.tried);
  return made;
}

}  // namespace enact::cli
