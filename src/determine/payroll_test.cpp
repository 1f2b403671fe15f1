// A roster paid by the month: whoever stands on however many lists, in whatever stretches, is paid each month
// once, whoever asks and however often, and never for a month that every list suspends.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <map>
#include <set>

#include "determine/determine.hpp"
#include "determine/test_package.hpp"

namespace enact::determine {
namespace {

constexpr std::int64_t allowance = 100'000;  // fen a month

std::string day(int month, int of_month) {
  return Date::make(2026, month, of_month)->to_string();
}

// Who is on the list in which months.
struct Line {
  std::string name;
  int first = 1;
  int last = 1;
  std::set<int> suspended;

  std::string text() const {
    std::string months;
    for (const int month : suspended) months += (months.empty() ? "" : ", ") + day(month, 1);
    return fmt::format("{{ 姓名: {}, 开始: {}, 结束: {}, 中止: [{}] }}", name, day(first, 7), day(last, 20),
                       months);
  }
};

Line some_line() {
  Line line;
  line.name = *rc::gen::element<std::string>("甲", "乙");
  line.first = *rc::gen::inRange(2, 10);
  line.last = *rc::gen::inRange(line.first, 11);
  for (int month = line.first; month <= line.last; ++month) {
    if (*rc::gen::inRange(0, 4) == 0) line.suspended.insert(month);
  }
  return line;
}

using Months = std::map<std::pair<std::string, std::string>, std::int64_t>;  // person and month → fen

Months payable(const std::string& facts) {
  ReadFacts read =
      read_facts(std::make_shared<const Source>("facts.yaml", facts), test::determiner().model());
  RC_ASSERT(render(read.diagnostics, Language::en).empty());
  const Determination found = test::determiner().determine(read.facts, {*Date::make(2026, 12, 31), {}});
  Months sums;
  for (const SubjectResult& subject : found.subjects) {
    for (const ProvisionResult& result : subject.provisions) {
      if (result.provision->id != "d1") continue;
      for (const Claim& claim : result.claims) {
        sums[{claim.matter.parts.at(0), claim.matter.parts.at(1)}] += claim.payable.count;
      }
    }
  }
  return sums;
}

RC_GTEST_PROP(Payroll, AMonthNeverPaysAPersonTwice, ()) {
  // Two bodies keep a list each; the same person may stand on both, and on one more than once.
  std::array<std::vector<Line>, 2> lists;
  std::string facts = "unsaid: absent\nsubjects:\n";
  Months wanted;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    const int count = *rc::gen::inRange(0, 4);
    std::string items;
    for (int j = 0; j < count; ++j) {
      const Line line = some_line();
      items += (items.empty() ? "" : ", ") + line.text();
      for (int month = line.first; month <= line.last; ++month) {
        if (!line.suspended.contains(month)) wanted[{line.name, day(month, 1)}] = allowance;
      }
    }
    facts += fmt::format("  - 企业: {{ 名称: 第{}家, 学员: [{}] }}\n", i + 1, items);
  }
  Months due = payable(facts);
  std::erase_if(due, [](const auto& one) { return one.second == 0; });
  RC_ASSERT(due == wanted);

  // What has been paid is not due again, whoever was paid.
  std::string paid;
  for (const auto& [month, fen] : wanted) {
    if (*rc::gen::arbitrary<bool>()) continue;
    paid += fmt::format(
        "  - {{ matter: {{ kind: 人月, parts: [{}, \"{}\"] }}, amount: 1000, on: 2026-12-01, policy: "
        "yunxi-1, provision: d1 }}\n",
        month.first, month.second);
    due.erase(month);
  }
  Months left = payable(paid.empty() ? facts : facts + "paid:\n" + paid);
  std::erase_if(left, [](const auto& one) { return one.second == 0; });
  RC_ASSERT(left == due);
}

}  // namespace
}  // namespace enact::determine
