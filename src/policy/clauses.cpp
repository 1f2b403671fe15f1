// See clauses.hpp.
#include "policy/clauses.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace enact::policy {
namespace {

constexpr std::array<std::string_view, 6> clause_ends{"。", "；", "，", "：", "！", "？"};
constexpr std::array<std::string_view, 6> opens{"（", "“", "‘", "《", "〔", "「"};
constexpr std::array<std::string_view, 6> closes{"）", "”", "’", "》", "〕", "」"};

template <std::size_t n>
bool contains(const std::array<std::string_view, n>& set, std::string_view each) {
  return std::find(set.begin(), set.end(), each) != set.end();
}

void split(const Paragraph& paragraph, std::size_t index, std::vector<Clause>& out) {
  const std::string_view text = paragraph.text;
  std::size_t begin = 0;
  int depth = 0;
  const auto cut = [&](std::size_t end) {
    if (end > begin) {
      Clause clause;
      clause.paragraph = index;
      clause.span = {begin, end};
      out.push_back(std::move(clause));
    }
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t width = text::code_point_at(text, at).bytes;
    const std::string_view each = text.substr(at, width);
    if (contains(opens, each)) {
      ++depth;
    } else if (contains(closes, each)) {
      depth = std::max(0, depth - 1);
    } else if (depth == 0 && contains(clause_ends, each)) {
      cut(at);
      begin = at + width;
    }
    at += width;
    if (at == paragraph.heading) {  // a heading without a full stop ends a clause all the same
      cut(at);
      begin = std::max(begin, at);
    }
  }
  cut(text.size());
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Words of one list at `at`, the longest first.
std::size_t longest_at(std::string_view text, std::size_t at, const std::vector<std::string>& words) {
  std::size_t best = 0;
  for (const std::string& word : words) {
    if (word.size() > best && text.substr(at).starts_with(word)) best = word.size();
  }
  return best;
}

class MarkFinder {
 public:
  MarkFinder(const Words& words, const UnitNames& units, std::vector<Mark>& out)
      : words_(words), units_(units), out_(out) {}

  void find(std::string_view text, std::size_t paragraph) {
    for (std::size_t at = 0; at < text.size();) {
      std::size_t width = is_digit(text[at]) ? figure(text, at) : 0;
      Mark::Kind kind = Mark::Kind::figure;
      if (width > 0) {
        if (const std::size_t date = date_at(text, at); date > 0) {
          width = date;
          kind = Mark::Kind::date;
        }
      } else if (width = longest_at(text, at, units_.spellings()); width > 0) {
        kind = Mark::Kind::unit;
      } else if (width = longest_at(text, at, words_.operative); width > 0) {
        kind = Mark::Kind::operative;
      }
      if (width == 0) {
        at += text::code_point_at(text, at).bytes;
        continue;
      }
      Mark mark;
      mark.kind = kind;
      mark.text = std::string(text.substr(at, width));
      mark.paragraph = paragraph;
      mark.span = {at, at + width};
      out_.push_back(std::move(mark));
      at += width;
    }
  }

 private:
  static std::size_t digits(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    return end - at;
  }

  // 50~200万元, 1,000.5元, 30%: the number, a second one behind a dash, and its measure.
  std::size_t figure(std::string_view text, std::size_t at) const {
    std::size_t end = at + digits(text, at);
    for (;;) {
      std::size_t next = end;
      for (const std::string_view joint : {".", ",", "~", "-", "～", "—", "至"}) {
        if (text.substr(end).starts_with(joint)) next = end + joint.size();
      }
      const std::size_t more = next > end ? digits(text, next) : 0;
      if (more == 0) break;
      end = next + more;
    }
    return end + longest_at(text, end, words_.measures) - at;
  }

  // 2025年10月23日, 2025年10月, 2025年.
  static std::size_t date_at(std::string_view text, std::size_t at) {
    const std::size_t year = digits(text, at);
    std::size_t end = at + year;
    if (year != 4 || !text.substr(end).starts_with("年")) return 0;
    end += std::string_view("年").size();
    for (const std::string_view part : {"月", "日"}) {
      const std::size_t count = digits(text, end);
      if (count == 0 || count > 2 || !text.substr(end + count).starts_with(part)) break;
      end += count + part.size();
    }
    return end - at;
  }

  const Words& words_;
  const UnitNames& units_;
  std::vector<Mark>& out_;
};

}  // namespace

void find_clauses(Document& document, const Words& words, const UnitNames& units) {
  document.clauses.clear();
  document.marks.clear();
  MarkFinder finder(words, units, document.marks);
  for (std::size_t i = 0; i < document.paragraphs.size(); ++i) {
    const Paragraph& paragraph = document.paragraphs[i];
    if (paragraph.kind == Paragraph::Kind::units) continue;
    split(paragraph, i, document.clauses);
    finder.find(paragraph.text, i);
  }
  for (Clause& clause : document.clauses) {
    for (const Mark& mark : document.marks) {
      if (mark.paragraph == clause.paragraph && mark.span.begin >= clause.span.begin &&
          mark.span.end <= clause.span.end) {
        clause.operative_words.push_back(mark.text);
      }
    }
  }
}

}  // namespace enact::policy
