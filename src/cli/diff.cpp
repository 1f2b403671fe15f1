// `enact diff OLD NEW`: what a new version of a policy changes, whom it affects, and what it cannot change.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <iostream>
#include <map>
#include <memory>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/load_packages.hpp"
#include "determine/determine.hpp"
#include "determine/differences.hpp"
#include "policy/package_differences.hpp"
#include "verify/difference.hpp"

namespace enact::cli {
namespace {

namespace json = boost::json;
using policy::ProvisionChange;
using policy::TextPiece;

struct DiffOptions {
  std::string before, after;
  std::string facts, on;
  bool prove = false;
  bool json = false;
  Language language = Language::zh;
};

// What a subject gains (more for certain under the new version), loses, or both over provisions.
struct Affected {
  std::string subject;
  Fen before, after;  // certain
  std::vector<determine::ResultDifference> differences;
};

struct Effects {
  std::vector<Affected> subjects;  // those for whom something is different
  std::size_t of = 0;              // in the facts file
  Fen gains, losses;
};

// Of a provision that both versions have: whether they ever decide it differently.
struct Proof {
  std::string provision;
  Text title;
  verify::Difference difference;
};

struct Found {
  policy::PackageDifferences differences;
  std::optional<Effects> effects;
  std::vector<Proof> proofs;

  // Whether the provision itself is written otherwise, not only what it shares with others.
  bool changed(const std::string& provision) const {
    const auto one = std::ranges::find(differences.provisions, provision, &ProvisionChange::id);
    return one != differences.provisions.end() && one->kind == ProvisionChange::Kind::changed;
  }
};

std::string subject_name(const determine::SubjectResult& subject) {
  std::string name = subject.type;
  if (!subject.label.empty()) name += " " + subject.label;
  if (!subject.identity.empty()) name += " " + subject.identity;
  return name;
}

// The same facts under both versions. nullopt after the errors have been printed.
std::optional<Effects> effects_of(const policy::PackagePtr& before, const policy::PackagePtr& after,
                                  const DiffOptions& options) {
  const SourcePtr source = read_source(options.facts);
  std::vector<determine::Determination> made;
  for (const policy::PackagePtr& package : {before, after}) {
    const determine::Determiner determiner({package});
    const determine::ReadFacts read = determine::read_facts(source, determiner.model());
    std::cerr << render(read.diagnostics, options.language);
    if (has_errors(read.diagnostics)) return std::nullopt;
    made.push_back(determiner.determine(read.facts, {*Date::parse(options.on), std::nullopt}));
  }
  Effects effects;
  effects.of = made[0].subjects.size();
  for (std::size_t i = 0; i < effects.of && i < made[1].subjects.size(); ++i) {
    const determine::SubjectResult& was = made[0].subjects[i];
    const determine::SubjectResult& is = made[1].subjects[i];
    Affected one{subject_name(was), was.total.certain, is.total.certain,
                 determine::compare_results(to_json(was, made[0]), to_json(is, made[1]))};
    std::erase_if(one.differences, [](const determine::ResultDifference& each) { return !each.outcome(); });
    if (one.differences.empty()) continue;
    const std::int64_t more = one.after.count - one.before.count;
    (more > 0 ? effects.gains : effects.losses).count += more > 0 ? more : -more;
    effects.subjects.push_back(std::move(one));
  }
  return effects;
}

// ---- for people ----------------------------------------------------------------------------------------

class Report {
 public:
  explicit Report(Language language) : language_(language) {}

  std::string run(const Found& found) {
    text(found.differences.text);
    provisions(found.differences.provisions);
    if (!found.differences.shared.empty()) line("{}", say({"共用部分", "what provisions share"}));
    for (const policy::Difference& one : found.differences.shared) tell(one);
    if (found.differences.none()) line("{}", say({"两个版本没有不同", "the versions do not differ"}));
    if (found.effects) effects(*found.effects);
    proofs(found);
    return std::move(out_);
  }

 private:
  template <typename... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
    out_ += '\n';
  }
  const std::string& say(const Text& text) const {
    said_ = text.in(language_);
    return said_;
  }

  void text(const std::vector<policy::ParagraphDifference>& paragraphs) {
    if (paragraphs.empty()) return;
    line("{}", say({"正文", "the text"}));
    for (const policy::ParagraphDifference& one : paragraphs) {
      const std::string number = one.before == 0           ? fmt::format("+{}", one.after)
                                 : one.after == 0          ? fmt::format("-{}", one.before)
                                 : one.before == one.after ? fmt::format("{}", one.after)
                                                           : fmt::format("{}→{}", one.before, one.after);
      line("  {}  {}", say({"第 " + number + " 段", "paragraph " + number}), policy::marked(one.pieces));
    }
  }

  void provisions(const std::vector<ProvisionChange>& changes) {
    std::size_t same = 0;
    for (const ProvisionChange& one : changes) {
      if (one.kind == ProvisionChange::Kind::same) {
        ++same;
        continue;
      }
      const Text how = one.kind == ProvisionChange::Kind::added     ? Text{"新增", "added"}
                       : one.kind == ProvisionChange::Kind::removed ? Text{"删去", "removed"}
                                                                    : Text{"改动", "changed"};
      line("{} {} {}", say({"条款", "provision"}), one.id,
           one.title.in(language_) + " – " + how.in(language_));
      for (const policy::Difference& each : one.differences) tell(each);
    }
    line("{}", say({fmt::format("{} 个条款自身没有改动", same),
                    fmt::format("{} provisions are not changed themselves", same)}));
  }

  void tell(const policy::Difference& one) {
    line("  {}", one.what.in(language_));
    lines("-", one.before);
    lines("+", one.after);
  }

  void lines(std::string_view sign, const std::string& text) {
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      line("    {} {}", sign, text.substr(begin, end - begin));
      begin = end + 1;
    }
  }

  void effects(const Effects& effects) {
    line("{}", say({"影响", "whom it affects"}));
    for (const Affected& one : effects.subjects) {
      const std::int64_t more = one.after.count - one.before.count;
      const Text how =
          more > 0
              ? Text{"多得 " + format_yuan(Fen{more}) + " 元", "gains " + format_yuan(Fen{more}) + " CNY"}
          : more < 0
              ? Text{"少得 " + format_yuan(Fen{-more}) + " 元", "loses " + format_yuan(Fen{-more}) + " CNY"}
              : Text{"确定合计不变", "the certain total stays"};
      line("  {}  {} → {}  {}", one.subject, format_yuan(one.before), format_yuan(one.after), say(how));
      std::vector<determine::ResultDifference> of_provisions;
      for (const determine::ResultDifference& each : one.differences) {
        if (!each.provision.empty() && each.claim.empty()) of_provisions.push_back(each);
        if (!of_provisions.empty()) of_provisions.back().subject.clear();
      }
      out_ += determine::to_text(of_provisions, language_);
    }
    line("  {}",
         say({fmt::format("{} 个主体中 {} 个受影响；合计增加 {} 元，减少 {} 元", effects.of,
                          effects.subjects.size(), format_yuan(effects.gains), format_yuan(effects.losses)),
              fmt::format("{} of {} subjects are affected; gains {} CNY, losses {} CNY",
                          effects.subjects.size(), effects.of, format_yuan(effects.gains),
                          format_yuan(effects.losses))}));
  }

  // Those that differ with facts that show it, those left open with the reason, then the others by name.
  void proofs(const Found& found) {
    if (found.proofs.empty()) return;
    using Answer = verify::Difference::Answer;
    line("{}", say({"对词汇允许的一切事实", "for all facts that the vocabulary admits"}));
    std::size_t different = 0;
    std::size_t open = 0;
    std::map<std::string, std::string> same;  // by how far the lists go
    for (const Proof& one : found.proofs) {
      const bool changed = found.changed(one.provision);
      if (one.difference.answer == Answer::none) {
        const Text far = one.difference.any_length
                             ? Text{"列表任意长", "lists of any length"}
                             : Text{fmt::format("列表至多 {} 项", one.difference.items),
                                    fmt::format("lists of up to {} items", one.difference.items)};
        std::string& list = same[far.in(language_)];
        list += (list.empty() ? "" : say({"、", ", "})) + one.provision;
        if (changed) list += say({"（有改动）", " (changed)"});
        continue;
      }
      line("  {} {}  {}", one.provision, one.title.in(language_), say(found_out(one.difference, changed)));
      if (one.difference.answer == Answer::undecided) {
        ++open;
        continue;
      }
      ++different;
      finding(one.difference.finding);
    }
    for (const auto& [far, provisions] : same) {
      line("  {}", say({fmt::format("已证明相同（{}）：{}", far, provisions),
                        fmt::format("proved the same ({}): {}", far, provisions)}));
    }
    const std::size_t proved = found.proofs.size() - different - open;
    line("  {}", say({fmt::format("两版都有的 {} 个条款：{} 个不同，{} 个已证明相同，{} 个未定",
                                  found.proofs.size(), different, proved, open),
                      fmt::format("{} provisions of both: {} differ, {} are proved the same, {} are open",
                                  found.proofs.size(), different, proved, open)}));
  }

  static Text found_out(const verify::Difference& difference, bool changed) {
    if (difference.answer == verify::Difference::Answer::undecided) {
      return {"未定：" + difference.because.zh, "open: " + difference.because.en};
    }
    return changed ? Text{"不同，例如：", "different, for example:"}
                   : Text{"自身没有改动，但因共用部分而不同，例如：",
                          "not changed itself, but different through what it shares, for example:"};
  }

  void finding(const verify::Finding& finding) {
    line("    {}", say({"旧版  " + finding.gives.at(0).zh, "old  " + finding.gives.at(0).en}));
    line("    {}", say({"新版  " + finding.gives.at(1).zh, "new  " + finding.gives.at(1).en}));
    line("    {}", say({"查询日 " + finding.on.to_string() + "，事实：",
                        "asked on " + finding.on.to_string() + ", with the facts:"}));
    lines(" ", finding.facts);
    for (const Text& assumed : finding.assumed) {
      line("    {}", say({"假设参数 " + assumed.zh, "supposing the parameter " + assumed.en}));
    }
  }

  Language language_;
  mutable std::string said_;
  std::string out_;
};

// ---- as JSON -------------------------------------------------------------------------------------------

json::object text_json(const Text& text) {
  return {{"zh", text.zh}, {"en", text.en}};
}

json::object difference_json(const policy::Difference& one) {
  return {{"what", text_json(one.what)}, {"before", one.before}, {"after", one.after}};
}

std::string to_json(const Found& found) {
  json::array text;
  for (const policy::ParagraphDifference& one : found.differences.text) {
    json::array pieces;
    for (const TextPiece& piece : one.pieces) {
      const char* kind = piece.kind == TextPiece::Kind::same      ? "same"
                         : piece.kind == TextPiece::Kind::removed ? "removed"
                                                                  : "added";
      pieces.push_back(json::object{{"kind", kind}, {"text", piece.text}});
    }
    text.push_back(json::object{{"before", one.before}, {"after", one.after}, {"pieces", std::move(pieces)}});
  }
  json::array provisions;
  for (const ProvisionChange& one : found.differences.provisions) {
    static constexpr const char* kinds[] = {"added", "removed", "changed", "same"};
    json::array differences;
    for (const policy::Difference& each : one.differences) differences.push_back(difference_json(each));
    provisions.push_back(json::object{{"id", one.id},
                                      {"title", text_json(one.title)},
                                      {"change", kinds[static_cast<std::size_t>(one.kind)]},
                                      {"differences", std::move(differences)}});
  }
  json::array shared;
  for (const policy::Difference& one : found.differences.shared) shared.push_back(difference_json(one));
  json::object root{
      {"text", std::move(text)}, {"provisions", std::move(provisions)}, {"shared", std::move(shared)}};
  if (found.effects) {
    json::array subjects;
    for (const Affected& one : found.effects->subjects) {
      subjects.push_back(json::object{{"subject", one.subject},
                                      {"before_fen", one.before.count},
                                      {"after_fen", one.after.count},
                                      {"differences", json::parse(determine::to_json(one.differences))}});
    }
    root["effects"] = {{"subjects", std::move(subjects)},
                       {"of", found.effects->of},
                       {"gains_fen", found.effects->gains.count},
                       {"losses_fen", found.effects->losses.count}};
  }
  json::array proofs;
  for (const Proof& one : found.proofs) {
    static constexpr const char* answers[] = {"same", "different", "undecided"};
    json::object proof{{"provision", one.provision},
                       {"answer", answers[static_cast<std::size_t>(one.difference.answer)]},
                       {"because", text_json(one.difference.because)},
                       {"any_length", one.difference.any_length},
                       {"items", one.difference.items}};
    if (one.difference.answer == verify::Difference::Answer::found) {
      const verify::Finding& finding = one.difference.finding;
      json::array assumed;
      for (const Text& each : finding.assumed) assumed.push_back(text_json(each));
      proof["finding"] = {{"on", finding.on.to_string()},
                          {"facts", finding.facts},
                          {"assumed", std::move(assumed)},
                          {"old", text_json(finding.gives.at(0))},
                          {"new", text_json(finding.gives.at(1))}};
    }
    proofs.push_back(std::move(proof));
  }
  root["proofs"] = std::move(proofs);
  return json::serialize(root) + "\n";
}

int run(const DiffOptions& options) {
  const auto packages = load_packages({options.before, options.after}, options.language);
  if (!packages) return Exit::input_errors;
  const policy::PackagePtr& before = packages->front();
  const policy::PackagePtr& after = packages->back();
  Found found;
  found.differences = policy::package_differences(*before, *after);
  if (!options.facts.empty()) {
    found.effects = effects_of(before, after, options);
    if (!found.effects) return Exit::input_errors;
  }
  if (options.prove) {
    for (const ProvisionChange& one : found.differences.provisions) {
      const policy::Provision* is = after->provision(one.id);
      if (is == nullptr || !is->executable() || before->provision(one.id) == nullptr) continue;
      found.proofs.push_back({one.id, one.title, verify::difference(before, after, one.id, {})});
    }
  }
  std::cout << (options.json ? to_json(found) : Report(options.language).run(found));
  return found.differences.none() ? Exit::ok : Exit::input_errors;
}

}  // namespace

std::function<int()> declare_diff(CLI::App& app) {
  auto options = std::make_shared<DiffOptions>();
  app.add_option("OLD", options->before, "folder or image of the old version")->required();
  app.add_option("NEW", options->after, "folder or image of the new version")->required();
  CLI::Option* on =
      app.add_option("--on", options->on, "day of asking for --facts")->check([](const std::string& text) {
        return Date::parse(text) ? "" : "not a date, written 2026-03-10: " + text;
      });
  app.add_option("--facts", options->facts, "facts file: also whom the new version affects, and how much")
      ->needs(on);
  app.add_flag(
      "--prove", options->prove,
      "also prove, provision by provision, that both versions give the same for all facts, or show facts "
      "for which they do not");
  app.add_flag("--json", options->json, "as JSON");
  add_language(app, options->language);
  return [options] { return run(*options); };
}

}  // namespace enact::cli
