// Printing a comparison. See simulate_report.hpp.
#include "cli/simulate_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/csv.hpp"

namespace enact::cli {
namespace {

using bulk::Budget;
using bulk::Sum;

// Sums over millions of subjects may pass what Fen holds.
std::string digits_of(Sum whole) {
  std::string digits;
  for (; whole > 0; whole /= 10) digits += static_cast<char>('0' + static_cast<int>(whole % 10));
  if (digits.empty()) digits = "0";
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::string plain_yuan(Sum fen) {
  const Sum size = fen < 0 ? -fen : fen;
  return fmt::format("{}{}.{:02}", fen < 0 ? "-" : "", digits_of(size / 100), static_cast<int>(size % 100));
}

std::string yuan(Sum fen) {
  std::string text = plain_yuan(fen);
  const std::size_t first = fen < 0 ? 1 : 0;
  for (std::size_t at = text.size() - 3; at > first + 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string signed_yuan(Sum fen) {
  return fen > 0 ? "+" + yuan(fen) : yuan(fen);
}

Budget budget_of(const std::optional<bulk::LaneTotals>& totals) {
  return totals ? Budget{totals->least, totals->greatest, totals->unbounded} : Budget{};
}

Text rule_name(determine::AllocationRule rule) {
  switch (rule) {
    case determine::AllocationRule::queue:
      return {"按先后", "by queue"};
    case determine::AllocationRule::ranking:
      return {"按名次", "by ranking"};
    case determine::AllocationRule::pro_rata:
      break;
  }
  return {"按比例", "pro rata"};
}

// ---- for people ----------------------------------------------------------------------------------------

class Report {
 public:
  Report(const bulk::Comparison& comparison, Language language)
      : made_(comparison), zh_(language == Language::zh), language_(language) {}

  std::string run(const std::vector<policy::SetPackage::Set>& settings, const std::string& by) {
    for (const policy::SetPackage::Set& set : settings) {
      line("{}  {}: {} → {}", set.lever.id, set.lever.title.in(language_), feel::to_string(set.lever.value),
           feel::to_string(set.value));
    }
    line("{}", fmt::format(fmt::runtime(zh_ ? "主体 {} 个；确定有资金的 {} → {}"
                                            : "{} subjects; certain of money {} → {}"),
                           made_.subjects, made_.paid_before, made_.paid_after));
    line("{}", change({"合计", "total"}, made_.before, made_.after));
    budgets({"各条", "by article"}, made_.articles, true);
    provisions();
    budgets({"支付单位", "by payer"}, made_.payers, false);
    budgets({"牵头单位", "by lead"}, made_.leads, false);
    effects();
    groups(by);
    limited();
    line("{}", fmt::format(fmt::runtime(zh_ ? "重新计算 {} / {} 组条款" : "computed again: {} of {} parts"),
                           made_.again, made_.parts));
    return std::move(out_);
  }

 private:
  template <typename... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
    out_ += '\n';
  }
  const char* say(const char* zh, const char* en) const { return zh_ ? zh : en; }

  std::string range(const Budget& budget) const {
    std::string text = yuan(budget.least);
    if (budget.greatest != budget.least) text += say(" 至 ", " to ") + yuan(budget.greatest);
    if (budget.unbounded > 0)
      text +=
          fmt::format(fmt::runtime(say("，另 {} 个无上限", ", {} more without a bound")), budget.unbounded);
    return text;
  }
  // "合计（元）：1.00 → 2.00 至 3.00，确定 +1.00，最多 +2.00"
  std::string change(const Text& name, const Budget& before, const Budget& after) const {
    std::string text = name.in(language_) + say("（元）：", " (yuan): ") + range(before);
    if (before == after) return text + say("，不变", ", the same");
    text += " → " + range(after) + say("，确定 ", ", certain ") + signed_yuan(after.least - before.least);
    const Sum more = after.greatest - before.greatest;
    if (more != after.least - before.least) text += say("，最多 ", ", at most ") + signed_yuan(more);
    return text;
  }

  void budgets(const Text& title, const std::vector<bulk::BudgetLine>& lines, bool articles) {
    if (lines.empty()) return;
    line("{}", title.in(language_));
    for (const bulk::BudgetLine& one : lines) {
      std::string name = one.name.empty() ? say("未列明", "not stated") : one.name;
      if (articles) name = one.package->id + (zh_ ? " 第" + one.name + "条" : " article " + one.name);
      line("  {}", change({name, name}, one.before, one.after));
    }
  }

  void provisions() {
    line("{}", say("变化的条款", "provisions that come to something else"));
    std::size_t same = 0;
    for (const bulk::ProvisionLine& one : made_.provisions) {
      const bool counts = one.before && one.after && one.before->due == one.after->due &&
                          one.before->not_due == one.after->not_due &&
                          one.before->unknown == one.after->unknown;
      if (counts && budget_of(one.before) == budget_of(one.after)) {
        ++same;
        continue;
      }
      const auto number = [&](std::uint64_t bulk::LaneTotals::* count) {
        const auto of = [&](const std::optional<bulk::LaneTotals>& totals) {
          return totals ? std::to_string((*totals).*count) : std::string("–");
        };
        return of(one.before) + " → " + of(one.after);
      };
      line("{}", fmt::format(fmt::runtime(zh_ ? "  {}/{} {}：应享 {}，不享 {}，待定 {}"
                                              : "  {}/{} {}: due {}, not due {}, unknown {}"),
                             one.package->id, one.provision->id, one.provision->title.in(language_),
                             number(&bulk::LaneTotals::due), number(&bulk::LaneTotals::not_due),
                             number(&bulk::LaneTotals::unknown)));
      if (one.money)
        line("    {}", change(one.estimate ? Text{"估算", "estimate"} : Text{"金额", "amount"},
                              budget_of(one.before), budget_of(one.after)));
    }
    line("{}", fmt::format(fmt::runtime(say("  其余 {} 个条款不变", "  {} others are the same")), same));
  }

  void effects() {
    const bulk::Effects& effects = made_.effects;
    line("{}",
         fmt::format(
             fmt::runtime(zh_ ? "多得的 {} 个，共 {} 元；少得的 {} 个，共 {} 元；只有最多可得额变化的 {} 个"
                              : "{} gain {} yuan; {} lose {} yuan; for {} only what it may come to changes"),
             effects.winners, yuan(effects.gains), effects.losers, yuan(effects.losses), effects.possible));
    amounts({"每个多得", "gain of each"}, effects.gain_quantiles);
    amounts({"每个少得", "loss of each"}, effects.loss_quantiles);
  }

  void amounts(const Text& name, const std::vector<std::int64_t>& quantiles) {
    if (quantiles.empty()) return;
    std::string text;
    for (std::size_t i = 0; i < quantiles.size(); ++i) {
      text += fmt::format("{}{} % {}", i == 0 ? "" : say("，", ", "), bulk::quantile_percents[i],
                          yuan(quantiles[i]));
    }
    line("  {}{}{}", name.in(language_), say("（元，按百分位）：", " (yuan, by percentile): "), text);
  }

  void groups(const std::string& by) {
    if (made_.groups.empty()) return;
    line("{}{}", say("按 ", "by "), by);
    for (const bulk::GroupLine& one : made_.groups) {
      if (one.subjects == 0) continue;
      const std::string name = one.rest           ? say("其余各组", "all other groups")
                               : one.name.empty() ? say("未知", "not known")
                                                  : one.name;
      line("{}", fmt::format(fmt::runtime(zh_ ? "  {}：{} 个，{} → {} 元；多得 {} 个 {}，少得 {} 个 {}"
                                              : "  {}: {}, {} → {} yuan; {} gain {}, {} lose {}"),
                             name, one.subjects, yuan(one.before), yuan(one.after), one.winners,
                             yuan(one.gains), one.losers, yuan(one.losses)));
    }
  }

  void limited() {
    if (made_.limited.empty()) return;
    const bulk::Limited& first = made_.limited.front();
    line("{}", fmt::format(fmt::runtime(zh_ ? "预算 {} 元，应付 {} 元（{} 个）"
                                            : "a budget of {} yuan for {} yuan ({})"),
                           yuan(first.budget), yuan(first.demanded), first.claimants));
    for (const bulk::Limited& one : made_.limited) {
      line("{}", fmt::format(fmt::runtime(zh_ ? "  {}：付 {} 元；足额 {} 个，部分 {} 个，没有 {} 个"
                                              : "  {}: {} yuan given; {} in full, {} in part, {} nothing"),
                             rule_name(one.rule).in(language_), yuan(one.given), one.in_full, one.in_part,
                             one.nothing));
    }
  }

  const bulk::Comparison& made_;
  bool zh_;
  Language language_;
  std::string out_;
};

// ---- as CSV --------------------------------------------------------------------------------------------

class Csv {
 public:
  std::string run(const bulk::Comparison& made, Language language) {
    out_ =
        "section,policy,name,title,due_before,not_due_before,unknown_before,due_after,not_due_after,"
        "unknown_after,least_before,greatest_before,least_after,greatest_after,difference,winners,losers,"
        "gains,losses\n";
    budget("total", "", "", made.before, made.after);
    for (const bulk::ProvisionLine& one : made.provisions) {
      row("provision", one.package->id, one.provision->id, one.provision->title.in(language));
      counts(one.before);
      counts(one.after);
      if (one.money) {
        money(budget_of(one.before), budget_of(one.after));
      } else {
        empty(5);
      }
      empty(4);
      end();
    }
    for (const bulk::BudgetLine& one : made.articles)
      budget("article", one.package->id, one.name, one.before, one.after);
    for (const bulk::BudgetLine& one : made.payers) budget("payer", "", one.name, one.before, one.after);
    for (const bulk::BudgetLine& one : made.leads) budget("lead", "", one.name, one.before, one.after);
    for (const bulk::GroupLine& one : made.groups) {
      row("group", "", one.name, one.rest ? "*" : "");
      empty(6);
      cell(plain_yuan(one.before));
      empty(1);
      cell(plain_yuan(one.after));
      empty(1);
      cell(plain_yuan(one.after - one.before));
      cell(std::to_string(one.winners));
      cell(std::to_string(one.losers));
      cell(plain_yuan(one.gains));
      cell(plain_yuan(one.losses));
      end();
    }
    for (const bulk::Limited& one : made.limited) {
      row("allocation", "", std::string(determine::to_string(one.rule)), plain_yuan(one.budget));
      empty(6);
      cell(plain_yuan(one.demanded));
      empty(1);
      cell(plain_yuan(one.given));
      empty(6);
      end();
    }
    return std::move(out_);
  }

 private:
  void cell(const std::string& number) { out_ += "," + number; }
  void text(const std::string& text) {
    out_ += ',';
    append_csv_text(out_, text);
  }
  void empty(int cells) { out_.append(static_cast<std::size_t>(cells), ','); }
  void end() { out_ += '\n'; }
  void row(const char* section, const std::string& policy, const std::string& name,
           const std::string& title) {
    out_ += section;
    text(policy);
    text(name);
    text(title);
  }
  void counts(const std::optional<bulk::LaneTotals>& totals) {
    if (!totals) return empty(3);
    cell(std::to_string(totals->due));
    cell(std::to_string(totals->not_due));
    cell(std::to_string(totals->unknown));
  }
  // What has no bound has no greatest.
  void money(const Budget& before, const Budget& after) {
    for (const Budget* one : {&before, &after}) {
      cell(plain_yuan(one->least));
      cell(one->unbounded > 0 ? "" : plain_yuan(one->greatest));
    }
    cell(plain_yuan(after.least - before.least));
  }
  void budget(const char* section, const std::string& policy, const std::string& name, const Budget& before,
              const Budget& after) {
    row(section, policy, name, "");
    empty(6);
    money(before, after);
    empty(4);
    end();
  }

  std::string out_;
};

}  // namespace

std::string simulation_report(const bulk::Comparison& comparison,
                              const std::vector<policy::SetPackage::Set>& settings, const std::string& by,
                              Language language) {
  return Report(comparison, language).run(settings, by);
}

std::string simulation_csv(const bulk::Comparison& comparison, Language language) {
  return Csv().run(comparison, language);
}

std::string levers_report(const std::vector<policy::Lever>& levers, Language language) {
  const bool zh = language == Language::zh;
  std::string text;
  for (const policy::Lever& lever : levers) {
    const std::string now =
        lever.value.is_null() ? (zh ? "（没有值）" : "(no value)") : feel::to_string(lever.value);
    text += fmt::format("{}  {}  = {}{}\n", lever.id, lever.title.in(language), now,
                        lever.unit.empty() ? "" : " " + lever.unit);
  }
  return text;
}

}  // namespace enact::cli
