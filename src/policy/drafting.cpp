// See drafting.hpp.
#include "policy/drafting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "policy/comparisons.hpp"
#include "policy/drafting_rules.hpp"
#include "policy/figures.hpp"
#include "policy/tables.hpp"

namespace enact::policy {
namespace {

const std::vector<std::string> fixed_checks{"threshold-sign", "threshold-word", "unit-missing",
                                            "tiers-overlap",  "tiers-gap",      "table-tiers",
                                            "no-lead",        "no-expiry"};

constexpr std::string_view sentence_end = "。";

// A figure of the document with the threshold word that stands before or behind it.
struct Figure {
  const Mark* mark;
  std::string word;
  std::string sign;  // "" without a word
};

class Review {
 public:
  Review(const FileSet& files, std::string_view folder, const Loaded& loaded)
      : files_(files), folder_(folder), package_(*loaded.package), document_(package_.document) {}

  DraftReview run() {
    read();
    figures();
    for (const DraftCheck& check : checks_) look(check);
    answer();
    return std::move(review_);
  }

 private:
  // ---- what is asked
  // ---------------------------------------------------------------------------------------

  void read() {
    const std::string own = std::string(folder_) + "/drafting.yaml";
    const std::string_view parent = folder_.substr(0, folder_.rfind('/') + 1);
    std::set<std::string> folders;
    for (const auto& [path, text] : package_sources(files_, folder_)) {
      folders.insert(std::string(parent) + path.substr(0, path.rfind('/')));
      if (path.ends_with("/vocabulary.yaml")) read_thresholds(std::string(parent) + path);
    }
    for (const std::string& each : folders) {
      const std::string path = each + "/drafting.yaml";
      if (path == own) continue;
      if (const auto root = yaml_file(path)) {
        for (DraftCheck& check : read_draft_checks(*root, fixed_checks, review_.diagnostics)) {
          checks_.push_back(std::move(check));
        }
      }
    }
    if (const auto root = yaml_file(own)) answers_ = read_draft_answers(*root, checks_, review_.diagnostics);
  }

  std::optional<yaml::Node> yaml_file(const std::string& path) {
    const auto file = files_.find(path);
    if (file == files_.end()) return std::nullopt;
    yaml::Read read = yaml::read(std::make_shared<const Source>(file->first, file->second));
    review_.diagnostics.insert(review_.diagnostics.end(), read.diagnostics.begin(), read.diagnostics.end());
    return std::move(read.root);
  }

  // Loading has checked them.
  void read_thresholds(const std::string& path) {
    const yaml::Read read = yaml::read(std::make_shared<const Source>(path, files_.find(path)->second));
    const yaml::Node* words = read.root ? read.root->find("words") : nullptr;
    const yaml::Node* signs = words == nullptr ? nullptr : words->find("thresholds");
    if (signs == nullptr) return;
    for (const yaml::Entry& entry : signs->entries) thresholds_[entry.key.text] = entry.value.text;
  }

  // ---- what stands in the document
  // ---------------------------------------------------------------------------

  void figures() {
    for (const Mark& mark : document_.marks) {
      if (mark.kind != Mark::Kind::figure) continue;
      const std::string_view text = document_.paragraphs[mark.paragraph].text;
      Figure figure{&mark, "", ""};
      for (const auto& [word, sign] : thresholds_) {
        const bool there =
            text.substr(0, mark.span.begin).ends_with(word) || text.substr(mark.span.end).starts_with(word);
        if (there && word.size() > figure.word.size()) {
          figure.word = word;
          figure.sign = sign;
        }
      }
      figures_.push_back(std::move(figure));
    }
  }

  Span sentence_of(std::size_t paragraph, std::size_t at) const {
    const std::string_view text = document_.paragraphs[paragraph].text;
    const std::size_t before = at == 0 ? std::string_view::npos : text.rfind(sentence_end, at - 1);
    const std::size_t end = text.find(sentence_end, at);
    return {before == std::string_view::npos ? 0 : before + sentence_end.size(),
            end == std::string_view::npos ? text.size() : end};
  }

  // Whether the sentence gives something: it has an operative word.
  bool gives(std::size_t paragraph, Span sentence) const {
    return std::any_of(document_.marks.begin(), document_.marks.end(), [&](const Mark& mark) {
      return mark.kind == Mark::Kind::operative && mark.paragraph == paragraph &&
             mark.span.begin >= sentence.begin && mark.span.end <= sentence.end;
    });
  }

  // ---- the checks
  // --------------------------------------------------------------------------------------------

  void look(const DraftCheck& check) {
    if (!check.words.empty()) words(check);
    if (!check.facts.empty()) facts(check);
    if (check.id == "threshold-sign" || check.id == "threshold-word") thresholds(check);
    if (check.id == "unit-missing") units(check);
    if (check.id == "tiers-overlap") tiers(check, ">=", "<=");
    if (check.id == "tiers-gap") tiers(check, ">", "<");
    if (check.id == "table-tiers") tables(check);
    if (check.id == "no-lead") leads(check);
    if (check.id == "no-expiry") expiry(check);
  }

  DraftFinding& found(const DraftCheck& check, const Location& location, std::string words,
                      std::string article) {
    review_.findings.push_back(
        {check.id, check.says, check.help, check.source, location, std::move(words), std::move(article), {}});
    return review_.findings.back();
  }

  void in_text(const DraftCheck& check, std::size_t paragraph, Span span) {
    const Paragraph& in = document_.paragraphs[paragraph];
    found(check, document_.location(paragraph, span), in.text.substr(span.begin, span.end - span.begin),
          in.article);
  }

  // The longest word at each place, where the sentence gives something.
  void words(const DraftCheck& check) {
    for (std::size_t i = 0; i < document_.paragraphs.size(); ++i) {
      const Paragraph& paragraph = document_.paragraphs[i];
      if (paragraph.kind == Paragraph::Kind::units) continue;
      for (std::size_t at = 0; at < paragraph.text.size(); ++at) {
        std::size_t width = 0;
        for (const std::string& word : check.words) {
          if (word.size() > width && paragraph.text.compare(at, word.size(), word) == 0) width = word.size();
        }
        if (width == 0) continue;
        if (gives(i, sentence_of(i, at))) in_text(check, i, {at, at + width});
        at += width - 1;
      }
    }
  }

  // Conditions of provisions with money that read one of the facts. What is an assumption of the package, and
  // not of the text, has its reason there.
  void facts(const DraftCheck& check) {
    for (const Provision& provision : package_.provisions) {
      if (!provision.amount && !provision.monthly) continue;
      for (const Condition& condition : provision.conditions) {
        const bool reads = reads_any(*condition.rule.program, check.facts);
        if (!reads) continue;
        DraftFinding& made =
            found(check, condition.rule.location, provision.id + " " + condition.name, provision.article);
        if (condition.assumption) made.answer = condition.assumption->reason;
      }
    }
  }

  // Directly, or by a definition.
  bool reads_any(const feel::ir::Program& program, const std::vector<std::string>& facts) const {
    const bool here =
        std::any_of(program.nodes.begin(), program.nodes.end(), [&](const feel::ir::Node& node) {
          return node.op == feel::ir::Op::field &&
                 std::find(facts.begin(), facts.end(), node.name) != facts.end();
        });
    return here ||
           std::any_of(program.used_inputs.begin(), program.used_inputs.end(), [&](std::int32_t input) {
             const std::string& name = program.inputs[static_cast<std::size_t>(input)].name;
             return std::any_of(
                 package_.definitions.begin(), package_.definitions.end(), [&](const Definition& each) {
                   return each.name == name && each.rule.program && reads_any(*each.rule.program, facts);
                 });
           });
  }

  // Figures of the text that a condition compares with: by the text's word, or without one.
  void thresholds(const DraftCheck& check) {
    const bool signs = check.id == "threshold-sign";
    for (const Provision& provision : package_.provisions) {
      for (const Condition& condition : provision.conditions) {
        for (const Compared& compared : comparisons(*condition.rule.program)) {
          const Figure* figure = figure_of(provision, compared.number);
          if (figure == nullptr) continue;
          if (!signs && figure->sign.empty()) {
            in_text(check, figure->mark->paragraph, figure->mark->span);
          } else if (signs && !figure->sign.empty() && figure->sign != compared.sign) {
            found(
                check, {condition.rule.program->source, compared.span},
                fmt::format("{} {}: {} `{}`", provision.id, figure->mark->text, figure->word, compared.sign),
                provision.article);
          }
        }
      }
    }
  }

  const Figure* figure_of(const Provision& provision, const Decimal& number) const {
    for (const Figure& figure : figures_) {
      const auto& by = figure.mark->provisions;
      if (std::find(by.begin(), by.end(), provision.id) == by.end()) continue;
      for (const Decimal& each : figure_numbers(figure.mark->text)) {
        if (each == number) return &figure;
      }
    }
    return nullptr;
  }

  void units(const DraftCheck& check) {
    for (const Figure& figure : figures_) {
      const char last = figure.mark->text.back();
      if (last < '0' || last > '9' || of_a_number(*figure.mark)) continue;
      if (gives(figure.mark->paragraph, sentence_of(figure.mark->paragraph, figure.mark->span.begin))) {
        in_text(check, figure.mark->paragraph, figure.mark->span);
      }
    }
  }

  // Whether it is the year or the number of a document: 云政〔2030〕2号.
  bool of_a_number(const Mark& mark) const {
    const std::string_view text = document_.paragraphs[mark.paragraph].text;
    const std::string_view before = text.substr(0, mark.span.begin);
    const std::string_view after = text.substr(mark.span.end);
    return (before.ends_with("〔") && after.starts_with("〕")) ||
           (before.ends_with("〕") && after.starts_with("号"));
  }

  // In one sentence, two tiers that meet at one figure and both have it, or neither.
  void tiers(const DraftCheck& check, std::string_view upper, std::string_view lower) {
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        const Mark& a = *figures_[k].mark;
        const Mark& b = *figures_[i].mark;
        if (a.paragraph != b.paragraph || a.text != b.text) continue;
        if (sentence_of(a.paragraph, a.span.begin) != sentence_of(b.paragraph, b.span.begin)) continue;
        const bool meet = (figures_[k].sign == upper && figures_[i].sign == lower) ||
                          (figures_[k].sign == lower && figures_[i].sign == upper);
        if (meet) in_text(check, b.paragraph, b.span);
      }
    }
  }

  void tables(const DraftCheck& check) {
    for (const Diagnostic& each : check_tables(package_)) {
      if (each.code != "dmn.table-gap" && each.code != "dmn.table-overlap") continue;
      DraftFinding& made = found(check, each.location, "", "");
      made.says = {check.says.zh + "：" + each.message.zh, check.says.en + ": " + each.message.en};
    }
  }

  void leads(const DraftCheck& check) {
    std::set<std::string> led;
    for (const Paragraph& paragraph : document_.paragraphs) {
      if (paragraph.kind == Paragraph::Kind::units) led.insert(paragraph.article);
    }
    for (std::size_t i = 0; i < document_.paragraphs.size(); ++i) {
      const Paragraph& paragraph = document_.paragraphs[i];
      const bool outside = paragraph.article.empty() || paragraph.article == "closing";
      if (outside || !led.insert(paragraph.article).second) continue;
      const std::size_t end = paragraph.heading > 0 ? paragraph.heading : paragraph.text.size();
      in_text(check, i, {0, end});
    }
  }

  void expiry(const DraftCheck& check) {
    if (package_.in_force.to || document_.paragraphs.empty()) return;
    const std::size_t last = document_.paragraphs.size() - 1;
    in_text(check, last, {0, document_.paragraphs[last].text.size()});
  }

  // ---- answers
  // -------------------------------------------------------------------------------------------------

  void answer() {
    for (const DraftAnswer& answer : answers_) {
      bool used = false;
      for (DraftFinding& finding : review_.findings) {
        if (finding.check != answer.check) continue;
        const bool meant = answer.texts.empty() || std::find(answer.texts.begin(), answer.texts.end(),
                                                             finding.words) != answer.texts.end();
        if (!meant) continue;
        used = true;
        finding.answer = answer.reason;
      }
      if (!used) {
        yaml::error(review_.diagnostics, "drafting.needless", answer.location,
                    {"没有什么需要这样说明", "nothing needs this answer"},
                    {"删去，或改正 `text`", "remove it, or correct `text`"});
      }
    }
  }

  const FileSet& files_;
  std::string_view folder_;
  const Package& package_;
  const Document& document_;
  std::map<std::string, std::string> thresholds_;
  std::vector<DraftCheck> checks_;
  std::vector<DraftAnswer> answers_;
  std::vector<Figure> figures_;
  DraftReview review_;
};

}  // namespace

DraftReview review_draft(const FileSet& files, std::string_view folder, const Loaded& loaded) {
  return Review(files, folder, loaded).run();
}

bool DraftReview::good() const {
  return !has_errors(diagnostics) &&
         std::none_of(findings.begin(), findings.end(),
                      [](const DraftFinding& each) { return each.answer.empty(); });
}

std::string draft_report(const DraftReview& review, Language language) {
  const bool zh = language == Language::zh;
  std::string out;
  std::size_t open = 0;
  for (const DraftFinding& finding : review.findings) {
    Diagnostic shown;
    shown.severity = finding.answer.empty() ? Severity::warning : Severity::note;
    shown.code = "drafting." + finding.check;
    const std::string place = finding.article.empty() ? ""
                                                      : (zh ? "第" + finding.article + "条："
                                                            : "article " + finding.article + ": ");
    const std::string words =
        finding.words.empty() ? "" : (zh ? "“" + finding.words + "”：" : "“" + finding.words + "”: ");
    shown.message = {place + words + finding.says.zh, place + words + finding.says.en};
    shown.location = finding.location;
    if (finding.answer.empty()) {
      ++open;
      shown.help = {finding.help.zh + "。依据：" + finding.source.zh,
                    finding.help.en + ". Rule: " + finding.source.en};
    } else {
      shown.help = {"已说明：" + finding.answer.zh + "。依据：" + finding.source.zh,
                    "answered: " + finding.answer.en + ". Rule: " + finding.source.en};
    }
    out += render(shown, language);
  }
  return out + (zh ? fmt::format("{} 处待改，{} 处已说明\n", open, review.findings.size() - open)
                   : fmt::format("{} open, {} answered\n", open, review.findings.size() - open));
}

}  // namespace enact::policy
