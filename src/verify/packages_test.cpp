// The packages under policies/, in force side by side: everything with money is proved, and in good time.
#include <gtest/gtest.h>

#include "verify/test_law.hpp"
#include "verify/verify.hpp"

namespace enact::verify {
namespace {

TEST(Packages, OfThisHouseAreProved) {
  const auto packages = test::all_packages();
  const Report report = verify(packages, {});
  EXPECT_TRUE(report.good()) << to_text(report, Language::en, false);
  std::size_t executable = 0;
  for (const policy::PackagePtr& package : packages) {
    for (const policy::Provision& provision : package->provisions)
      executable += provision.executable() ? 1 : 0;
  }
  // Two for each provision, and more for those with money.
  EXPECT_GT(report.obligations.size(), 3 * executable);
  for (const Obligation& one : report.obligations) {
    const bool example = one.question == Question::can_be_due || one.question == Question::can_be_refused;
    if (example && one.outcome == Outcome::proved) {
      EXPECT_EQ(one.findings.size(), 1U) << one.provision;
    }
  }
}

TEST(Packages, GiveTheSameReportAgain) {
  const auto package = test::made_up(
      {{"对甲类企业给予10万元奖励",
        "each: 认定 in 企业.认定[类别 = \"甲\"]\nwhen:\n  本市: 企业.本地 = true\namount: 10万元\n"
        "matter: { kind: 认定, parts: [企业.代码, 认定.编号] }\n"}});
  const auto bare = [](Report report) {
    for (Obligation& one : report.obligations) one.seconds = 0;
    return to_json(report);
  };
  const std::string once = bare(verify({package}, {}));
  EXPECT_EQ(once, bare(verify({package}, {})));
  EXPECT_NE(once.find("\"good\":true"), std::string::npos);
  EXPECT_NE(once.find("\"question\":\"within-the-words\""), std::string::npos);
}

}  // namespace
}  // namespace enact::verify
