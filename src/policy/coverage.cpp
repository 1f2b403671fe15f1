// Every byte of every paragraph knows who quotes it; clauses and words are answered from that.
#include "policy/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::policy {
namespace {

// Letters and digits carry meaning; what stands between them need not be quoted.
bool carries_meaning(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const bool punctuation = (c >= 0x2000 && c <= 0x206f) || (c >= 0x3000 && c <= 0x303f) ||
                           (c >= 0xff00 && c <= 0xff0f) || (c >= 0xff1a && c <= 0xff20) ||
                           (c >= 0xff3b && c <= 0xff40) || (c >= 0xff5b && c <= 0xff65) || c == 0xb7 ||
                           c == 0xd7;
  return !punctuation;
}

std::string_view kind_zh(Mark::Kind kind) {
  switch (kind) {
    case Mark::Kind::operative:
      return "操作词";
    case Mark::Kind::figure:
      return "数字";
    case Mark::Kind::date:
      return "日期";
    case Mark::Kind::unit:
      return "单位";
  }
  return "";
}
std::string_view kind_en(Mark::Kind kind) {
  switch (kind) {
    case Mark::Kind::operative:
      return "operative word";
    case Mark::Kind::figure:
      return "figure";
    case Mark::Kind::date:
      return "date";
    case Mark::Kind::unit:
      return "unit";
  }
  return "";
}

class Checker {
 public:
  Checker(Package& package, const std::vector<Declaratory>& declaratory, Diagnostics& diagnostics)
      : package_(package),
        document_(package.document),
        declaratory_(declaratory),
        diagnostics_(diagnostics),
        quoted_(document_.paragraphs.size()) {
    for (std::size_t i = 0; i < document_.paragraphs.size(); ++i) {
      quoted_[i].resize(document_.paragraphs[i].text.size());
    }
  }

  void run() {
    for (std::size_t i = 0; i < package_.provisions.size(); ++i) {
      for (const Citation& citation : package_.provisions[i].citations) {
        each_byte(citation, [&](Byte& byte) { byte.provisions.insert(i); });
      }
    }
    for (std::size_t i = 0; i < declaratory_.size(); ++i) {
      for (const Citation& citation : declaratory_[i].citations) {
        each_byte(citation, [&](Byte& byte) { byte.declaratory.insert(i); });
      }
    }
    for (Clause& clause : document_.clauses) check(clause);
    for (Mark& mark : document_.marks) check(mark);
    for (std::size_t i = 0; i < package_.provisions.size(); ++i) check_needed(i);
    for (std::size_t i = 0; i < declaratory_.size(); ++i) check_answers(i);
  }

 private:
  struct Byte {
    std::set<std::size_t> provisions;
    std::set<std::size_t> declaratory;
    bool quoted() const { return !provisions.empty() || !declaratory.empty(); }
  };

  template <typename Visit>
  void each_byte(const Citation& citation, Visit visit) {
    for (std::size_t at = citation.span.begin; at < citation.span.end; ++at) {
      visit(quoted_[citation.paragraph][at]);
    }
  }

  // Title and number are what the front matter says: it answers for them.
  bool answered_by_front_matter(std::size_t paragraph) const {
    const Paragraph& it = document_.paragraphs[paragraph];
    return it.text == package_.number || it.text == package_.title.zh;
  }

  void check(Clause& clause) {
    const std::string_view text = document_.paragraphs[clause.paragraph].text;
    const std::vector<Byte>& bytes = quoted_[clause.paragraph];
    std::set<std::size_t> provisions;
    std::set<std::size_t> declaratory;
    std::optional<Span> left;
    for (std::size_t at = clause.span.begin; at < clause.span.end;) {
      const text::CodePoint point = text::code_point_at(text, at);
      if (carries_meaning(point.value)) {
        provisions.insert(bytes[at].provisions.begin(), bytes[at].provisions.end());
        declaratory.insert(bytes[at].declaratory.begin(), bytes[at].declaratory.end());
        if (!bytes[at].quoted()) left = Span{left ? left->begin : at, at + point.bytes};
      }
      at += point.bytes;
    }
    for (const std::size_t i : provisions) clause.provisions.push_back(package_.provisions[i].id);
    if (provisions.empty() && !declaratory.empty()) clause.reason = declaratory_[*declaratory.begin()].reason;
    if (!left) {
      // A clause of signs alone asks for nothing.
      clause.use = provisions.empty() ? ClauseUse::declaratory : ClauseUse::provision;
    } else if (answered_by_front_matter(clause.paragraph)) {
      clause.use = ClauseUse::declaratory;
      clause.reason = {"标题或文号，见封面信息", "title or number, stated in the front matter"};
    } else {
      uncovered(clause, *left);
    }
  }

  void uncovered(const Clause& clause, Span left) {
    const std::string_view words = std::string_view(document_.paragraphs[clause.paragraph].text)
                                       .substr(left.begin, left.end - left.begin);
    yaml::error(
        diagnostics_, "coverage.clause", document_.location(clause.paragraph, left),
        {fmt::format("没有条款承载“{}”，也未说明它为宣示性内容", words),
         fmt::format("no provision carries out “{}”, and nothing declares it declaratory", words)},
        {"在执行它的条款的 `text` 中引用这些字，或在 `declaratory` 中引用并说明理由",
         "quote these words in the `text` of the provision that carries them out, or in a `declaratory` "
         "entry with the reason"});
  }

  void check(Mark& mark) {
    const std::vector<Byte>& bytes = quoted_[mark.paragraph];
    std::set<std::size_t> whole = bytes[mark.span.begin].provisions;
    for (std::size_t at = mark.span.begin; at < mark.span.end; ++at) {
      std::erase_if(whole, [&](std::size_t i) { return bytes[at].provisions.count(i) == 0; });
    }
    for (const std::size_t i : whole) mark.provisions.push_back(package_.provisions[i].id);
    if (!whole.empty()) return;
    for (const std::size_t i : bytes[mark.span.begin].declaratory) {
      for (const Declaratory::Answer& answer : declaratory_[i].answers) {
        if (answer.word == mark.text) mark.answer = answer.reason;
      }
    }
    if (!mark.answer.empty()) return;
    if (answered_by_front_matter(mark.paragraph)) {
      mark.answer = {"标题或文号，见封面信息", "title or number, stated in the front matter"};
      return;
    }
    yaml::error(
        diagnostics_, "coverage.word", document_.location(mark.paragraph, mark.span),
        {fmt::format("{}“{}”不在任何条款的引文之内", kind_zh(mark.kind), mark.text),
         fmt::format("{} “{}” lies in no provision's quotation", kind_en(mark.kind), mark.text)},
        {fmt::format(
             "在执行它的条款的 `text` 中引用，或在引用它的 `declaratory` 条目中用 `words: {{ {}: … }}` "
             "说明为何无可执行",
             mark.text),
         fmt::format("quote it in the provision that carries it out, or say in the `declaratory` entry that "
                     "quotes it, `words: {{ {}: … }}`, why there is nothing to carry out",
                     mark.text)});
  }

  // If every word of a provision is quoted elsewhere too, it could be deleted and nobody would notice.
  void check_needed(std::size_t index) {
    const Provision& provision = package_.provisions[index];
    for (const Citation& citation : provision.citations) {
      const std::string_view text = document_.paragraphs[citation.paragraph].text;
      for (std::size_t at = citation.span.begin; at < citation.span.end;) {
        const text::CodePoint point = text::code_point_at(text, at);
        const Byte& byte = quoted_[citation.paragraph][at];
        if (carries_meaning(point.value) && byte.provisions.size() == 1 && byte.declaratory.empty()) return;
        at += point.bytes;
      }
    }
    if (provision.citations.empty()) return;  // reported where it was read
    yaml::error(
        diagnostics_, "coverage.not-needed", provision.location,
        {fmt::format("条款 `{}` 引用的字句都已被别处引用：删去它也不会被发现", provision.id),
         fmt::format("all that provision `{}` quotes is quoted elsewhere: its loss would go unnoticed",
                     provision.id)},
        {"让它引用只由它执行的字句，并从别处的引文中去掉",
         "let it quote the words that it alone carries out, and take them out of other quotations"});
  }

  void check_answers(std::size_t index) {
    const Declaratory& entry = declaratory_[index];
    std::vector<std::string> words;
    for (const Mark& mark : document_.marks) {
      if (quoted_[mark.paragraph][mark.span.begin].declaratory.count(index) > 0) words.push_back(mark.text);
    }
    for (const Declaratory::Answer& answer : entry.answers) {
      if (std::find(words.begin(), words.end(), answer.word) != words.end()) continue;
      yaml::unknown_name(
          diagnostics_, "coverage.needless-answer", answer.location,
          {"须答复的词（在这一条的引文里）", "word to be answered for in this entry's quotations:"},
          answer.word, words);
    }
  }

  Package& package_;
  Document& document_;
  const std::vector<Declaratory>& declaratory_;
  Diagnostics& diagnostics_;
  std::vector<std::vector<Byte>> quoted_;
};

}  // namespace

void check_coverage(Package& package, const std::vector<Declaratory>& declaratory, Diagnostics& diagnostics) {
  Checker(package, declaratory, diagnostics).run();
}

}  // namespace enact::policy
