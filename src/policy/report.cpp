// See report.hpp.
#include "policy/report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.hpp"

namespace enact::policy {
namespace {

class Report {
 public:
  Report(const Loaded& loaded, Language language)
      : package_(*loaded.package),
        diagnostics_(loaded.diagnostics),
        zh_(language == Language::zh),
        language_(language) {}

  std::string run() {
    heading();
    words();
    assumptions();
    problems();
    out_ += coverage_line(package_.document) + "\n";
    return std::move(out_);
  }

 private:
  template <typename... Values>
  void line(fmt::format_string<Values...> format, Values&&... values) {
    out_ += fmt::format(format, std::forward<Values>(values)...);
    out_ += '\n';
  }
  std::string_view pick(std::string_view zh, std::string_view en) const { return zh_ ? zh : en; }

  void heading() {
    line("{} {}{}", package_.title.in(language_), package_.number,
         package_.sample ? pick("（样例，非正式文件）", " (sample, not an official document)") : "");
    std::size_t facts = 0;
    for (const SubjectType& subject : package_.vocabulary.subjects) facts += subject.facts.size();
    const auto executable = std::count_if(package_.provisions.begin(), package_.provisions.end(),
                                          [](const Provision& provision) { return provision.executable(); });
    const auto count = [&](std::size_t n, std::string_view zh, std::string_view en) {
      line("  {:>5}  {}", n, pick(zh, en));
    };
    count(package_.document.paragraphs.size(), "段正文", "paragraphs");
    count(package_.provisions.size(), "个条款", "provisions");
    count(static_cast<std::size_t>(executable), "个条款可依事实判断", "provisions decided over facts");
    count(package_.units.size(), "个单位", "units");
    count(package_.vocabulary.subjects.size(), "类主体", "subject types");
    count(facts, "项事实", "facts");
    count(package_.parameters.size(), "个参数", "parameters");
    count(package_.tables.size(), "张决策表", "decision tables");
    count(package_.procedures.size(), "个流程", "procedures");
    if (!package_.registers.empty()) count(package_.registers.size(), "个登记册", "registers");
    if (!package_.selections.empty()) count(package_.selections.size(), "项遴选", "selections");
    count(package_.assumptions.size(), "项假定", "assumptions");
    line("  {} {}", pick("哈希", "hash"), package_.hash);
    out_ += '\n';
  }

  void words() {
    line("{}", pick("须落实的词（词、所在条、条款）", "words to be carried out (word, article, provisions)"));
    int widest = 0;
    for (const Mark& mark : package_.document.marks)
      widest = std::max(widest, text::display_width(mark.text));
    for (const Mark& mark : package_.document.marks) {
      const Paragraph& paragraph = package_.document.paragraphs[mark.paragraph];
      const std::string blanks(static_cast<std::size_t>(widest - text::display_width(mark.text)), ' ');
      std::string where;
      if (!mark.provisions.empty()) {
        where = fmt::format("{}", fmt::join(mark.provisions, " "));
      } else if (!mark.answer.empty()) {
        where = fmt::format("— {}", mark.answer.in(language_));
      } else {
        where = pick("无人承载", "nothing");
      }
      line("  {}{}  {:>7}  {}", mark.text, blanks, paragraph.article.empty() ? "-" : paragraph.article,
           where);
    }
    out_ += '\n';
  }

  void assumptions() {
    if (package_.assumptions.empty()) return;
    line("{}", pick("假定（编号：内容；理由；由谁裁定）", "assumptions (id: what; why; who may rule)"));
    for (const Assumption& assumption : package_.assumptions) {
      line("  {}: {}", assumption.id, assumption.text.in(language_));
      line("      {}; {}", assumption.reason.in(language_), fmt::join(assumption.ruled_by, " "));
    }
    out_ += '\n';
  }

  void problems() {
    const auto count = [&](Severity severity) {
      return std::count_if(diagnostics_.begin(), diagnostics_.end(),
                           [&](const Diagnostic& each) { return each.severity == severity; });
    };
    if (zh_) {
      line("{} 个错误，{} 个警告", count(Severity::error), count(Severity::warning));
    } else {
      line("{} errors, {} warnings", count(Severity::error), count(Severity::warning));
    }
  }

  const Package& package_;
  const Diagnostics& diagnostics_;
  bool zh_;
  Language language_;
  std::string out_;
};

}  // namespace

std::string coverage_line(const Document& document) {
  const std::size_t all = document.clauses.size();
  const std::size_t percent = all == 0 ? 0 : document.covered_clauses() * 100 / all;
  return fmt::format("coverage {} % of {} clauses", percent, all);
}

std::string check_report(const Loaded& loaded, Language language) {
  return Report(loaded, language).run();
}

}  // namespace enact::policy
