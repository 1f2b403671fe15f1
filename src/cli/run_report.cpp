// Printing what a run found. See run_report.hpp.
#include "cli/run_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/money.hpp"

namespace enact::cli {
namespace {

using bulk::LaneTotals;
using bulk::Sum;
using bulk::TypeTotals;

// Sums over millions of subjects may pass what Fen holds.
std::string yuan(Sum fen) {
  constexpr Sum unit = 100'000'000'000'000'000;
  if (fen < unit * 10) return format_yuan(Fen{static_cast<std::int64_t>(fen)});
  std::string digits;
  for (Sum rest = fen / 100; rest > 0; rest /= 10)
    digits += static_cast<char>('0' + static_cast<int>(rest % 10));
  for (std::size_t at = 3; at < digits.size(); at += 4) digits.insert(at, ",");
  std::reverse(digits.begin(), digits.end());
  return fmt::format("{}.{:02}", digits, static_cast<int>(fen % 100));
}

std::string range(Sum least, Sum greatest, std::uint64_t unbounded, bool zh) {
  std::string text = yuan(least);
  if (greatest != least) text += (zh ? " 至 " : " to ") + yuan(greatest);
  if (unbounded > 0)
    text += fmt::format(fmt::runtime(zh ? "，另 {} 个无上限" : ", {} more without a bound"), unbounded);
  return text;
}

void add_differences(std::string& text, const bulk::RunResult& result, bool zh) {
  if (result.checked == 0) return;
  text += fmt::format(fmt::runtime(zh ? "逐个核对 {} 个主体，不同之处 {} 处\n"
                                      : "compared one by one: {} subjects, {} differences\n"),
                      result.checked, result.differences.size());
  for (const bulk::Difference& difference : result.differences) {
    text += fmt::format("  {} {}: {} | {}\n", difference.subject, difference.provision, difference.columns,
                        difference.scalar);
  }
}

}  // namespace

void NewClaimTotals::add(const bulk::TypeProgram& type, const std::vector<bulk::NewClaim>& claims) {
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const bulk::NewClaim& claim = claims[i];
    if (i == 0 || claims[i - 1].subject != claim.subject) ++subjects_;
    Lane& lane = lanes_[&type.lanes[claim.lane]];
    ++lane.claims;
    if (claim.was_unknown) ++lane.were_unknown;
    lane.least += claim.least;
    if (claim.greatest == bulk::no_bound) {
      ++lane.unbounded;
    } else {
      lane.greatest += claim.greatest;
    }
  }
}

std::string newly_due_report(const bulk::Engine& engine, const NewClaimTotals& totals, const Date& since,
                             Language language) {
  const bool zh = language == Language::zh;
  std::string text =
      fmt::format(fmt::runtime(zh ? "{} 至 {} 新增应享的主体（仅凭部门核验的信息）：{}\n"
                                  : "subjects newly due between {} and {}, from attested facts alone: {}\n"),
                  since.to_string(), engine.question().on.to_string(), totals.subjects());
  for (const bulk::TypeProgram& type : engine.types()) {
    for (const bulk::Lane& lane : type.lanes) {
      const auto found = totals.lanes().find(&lane);
      if (found == totals.lanes().end()) continue;
      const NewClaimTotals::Lane& sums = found->second;
      const policy::Provision& provision = *lane.plan->provision;
      text += fmt::format(fmt::runtime(zh ? "  {} {}/{} {}：{} 项，其中此前待定 {} 项"
                                          : "  {} {}/{} {}: {}, {} of them undecided before"),
                          type.type->base->name, lane.package->package->id, provision.id,
                          provision.title.in(language), sums.claims, sums.were_unknown);
      if (lane.money)
        text += (zh ? "，元 " : ", yuan ") + range(sums.least, sums.greatest, sums.unbounded, zh);
      text += "\n";
    }
  }
  return text;
}

std::string run_report(const bulk::Engine& engine, const bulk::RunResult& result, bool reasons,
                       Language language) {
  const bool zh = language == Language::zh;
  std::string text;
  std::map<std::string, LaneTotals> articles;
  std::vector<std::string> order;
  for (const bulk::TypeProgram& type : engine.types()) {
    const auto found = result.types.find(type.type->base->name);
    if (found == result.types.end()) continue;
    const TypeTotals& totals = found->second;
    text += fmt::format(fmt::runtime(zh ? "{}：{} 个，其中 {} 个确定有资金，逐个计算 {} 个\n"
                                        : "{}: {}, {} of them certain of money, {} one by one\n"),
                        found->first, totals.subjects, totals.paid, totals.scalar);
    for (std::size_t k = 0; k < type.lanes.size(); ++k) {
      const bulk::Lane& lane = type.lanes[k];
      const policy::Provision& provision = *lane.plan->provision;
      const LaneTotals& sums = totals.lanes[k];
      text += fmt::format(fmt::runtime(zh ? "  {}/{} {}：应享 {}，不享 {}，待定 {}"
                                          : "  {}/{} {}: due {}, not due {}, unknown {}"),
                          lane.package->package->id, provision.id, provision.title.in(language), sums.due,
                          sums.not_due, sums.unknown);
      if (lane.money)
        text += (zh ? "，元 " : ", yuan ") + range(sums.least, sums.greatest, sums.unbounded, zh);
      text += "\n";
      if (reasons) {
        for (std::size_t r = 0; r < sums.reasons.size(); ++r) {
          if (sums.reasons[r] == 0) continue;
          text += fmt::format("    {:>12}  {}\n", sums.reasons[r],
                              reason_text(lane, static_cast<std::uint8_t>(r)).in(language));
        }
      }
      if (!lane.money) continue;
      const std::string article = lane.package->package->id +
                                  (zh ? " 第" + provision.article + "条" : " article " + provision.article);
      if (articles.find(article) == articles.end()) order.push_back(article);
      articles[article].add(sums);
    }
  }
  if (!order.empty()) text += zh ? "各条合计\n" : "by article\n";
  for (const std::string& article : order) {
    const LaneTotals& sums = articles[article];
    text += "  " + article + (zh ? "：" : ": ") + range(sums.least, sums.greatest, sums.unbounded, zh) +
            (zh ? " 元\n" : " yuan\n");
  }
  TypeTotals all;
  for (const auto& [name, totals] : result.types) {
    all.least += totals.least;
    all.greatest += totals.greatest;
    all.unbounded += totals.unbounded;
  }
  text += (zh ? "合计：" : "total: ") + range(all.least, all.greatest, all.unbounded, zh) +
          (zh ? " 元\n" : " yuan\n");
  for (const std::string& type : result.unused) {
    text += (zh ? "没有条款以此为主体：" : "no provision is for subjects of the type ") + type + "\n";
  }
  add_differences(text, result, zh);
  return text;
}

std::string rejected_report(const bulk::RunResult& result, Language language) {
  constexpr std::size_t shown = 100;
  if (result.rejected.empty()) return "";
  const bool zh = language == Language::zh;
  std::string text =
      fmt::format(fmt::runtime(zh ? "有错而搁置的行：{}\n" : "rows set aside because of errors: {}\n"),
                  result.rejected.size());
  for (std::size_t i = 0; i < std::min(shown, result.rejected.size()); ++i) {
    text += "  " + result.rejected[i].place + ": " + result.rejected[i].reason.in(language) + "\n";
  }
  if (result.rejected.size() > shown) text += "  …\n";
  return text;
}

}  // namespace enact::cli
