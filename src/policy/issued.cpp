// See issued.hpp.
#include "policy/issued.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "policy/yaml_mapping.hpp"

namespace enact::policy {
namespace {

bool stands_in(const Document& document, std::string_view words) {
  return std::any_of(document.paragraphs.begin(), document.paragraphs.end(), [&](const Paragraph& paragraph) {
    return paragraph.text.find(words) != std::string::npos;
  });
}

void check_words(const Package& package, const Location& place, const Text& what, std::string_view words,
                 Diagnostics& diagnostics) {
  if (words.empty() || stands_in(package.document, words)) return;
  yaml::error(diagnostics, "document.front-matter-differs", place,
              {fmt::format("正文里没有封面信息中的{}“{}”", what.zh, words),
               fmt::format("the document does not have the {} “{}” of the front matter", what.en, words)},
              {"按正文改正封面信息", "correct the front matter to the document"});
}

void check_day(const Package& package, const std::optional<Date>& day, const Location& place,
               Diagnostics& diagnostics) {
  if (!day) return;
  const std::string written = fmt::format("{}年{}月{}日", day->year, day->month, day->day);
  std::vector<std::string> dates;
  for (const Mark& mark : package.document.marks) {
    if (mark.kind == Mark::Kind::date) dates.push_back(mark.text);
  }
  if (std::find(dates.begin(), dates.end(), written) != dates.end()) return;
  yaml::error(diagnostics, "document.in-force", place,
              {fmt::format("正文里没有“{}”这个日期", written),
               fmt::format("the document does not have the date “{}”", written)},
              dates.empty() ? Text{}
                            : Text{fmt::format("正文里的日期：{}", fmt::join(dates, "、")),
                                   fmt::format("dates of the document: {}", fmt::join(dates, ", "))});
}

}  // namespace

void check_issued(const Package& package, const FrontMatter& front, Diagnostics& diagnostics) {
  check_words(package, front.number_place, {"文号", "number"}, package.number, diagnostics);
  check_words(package, front.title_place, {"标题", "title"}, package.title.zh, diagnostics);
  check_words(package, front.issuer_place, {"发文机关", "issuer"}, package.issuer.zh, diagnostics);
  check_day(package, package.in_force.from, front.in_force_from, diagnostics);
  check_day(package, package.in_force.to, front.in_force_to, diagnostics);
}

}  // namespace enact::policy
