// `enact run` over a made-up package on disk, and every package of the repository that says what its subjects
// look like, over a synthetic register: columns and the scalar evaluator agree on every subject.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "bulk/facts_source.hpp"
#include "bulk/run.hpp"
#include "cli/load_packages.hpp"
#include "cli/test_program.hpp"
#include "determine/synth.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;
using test::enact;
using test::Ran;
using testing::HasSubstr;

class RunCommand : public test::OverAPackage {
 protected:
  std::string register_of_three() {
    write("register/企业.csv",
          "代码,登记地,研发费用,营业收入,项目,投入,学员\n" + determine::test::credit_code() +
              ",990001,600,10000,complete,complete,complete\n" +
              determine::test::credit_code("91990001MA2XY0002") +
              ",990002,500,10000,complete,complete,complete\n" +
              determine::test::credit_code("91990001MA2XY0003") + ",990001,-1,10000,,,\n");
    write("register/企业.认定.csv", "#,类别,日期,编号\n1,示范企业,2026-03-01,A\n2,示范企业,2026-03-01,B\n");
    return (folder_ / "register").string();
  }
};

TEST_F(RunCommand, GivesTotalsReasonsAndRowsSetAside) {
  const Ran ran = enact({"run", package(), "--population", register_of_three(), "--on", "2026-12-31",
                         "--summary", "--check", "--lang", "en", "--threads", "1"});
  EXPECT_EQ(ran.code, Exit::input_errors) << ran.err;
  EXPECT_THAT(ran.out,
              HasSubstr("yunxi-1/a1 Model enterprise award: due 1, not due 1, unknown 0, yuan 100,000.00"));
  EXPECT_THAT(ran.out, HasSubstr("not met: 本市企业"));
  EXPECT_THAT(ran.out, HasSubstr("article 1: 100,000.00 yuan"));
  EXPECT_THAT(ran.out, HasSubstr("compared one by one: 2 subjects, 0 differences"));
  EXPECT_THAT(ran.err, HasSubstr("企业.csv:4: `研发费用` = -1"));
}

TEST_F(RunCommand, WritesResultsBySubject) {
  const std::string out = (folder_ / "out.csv").string();
  enact({"run", package(), "--population", register_of_three(), "--on", "2026-12-31", "--out", out, "--lang",
         "en"});
  std::ifstream file(out);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  EXPECT_THAT(text, HasSubstr("type,subject,policy,provision,status,least,greatest,reason\n"));
  EXPECT_THAT(text,
              HasSubstr("企业," + determine::test::credit_code() + ",yunxi-1,a1,due,100000.00,100000.00,\n"));
  EXPECT_THAT(text, HasSubstr(",yunxi-1,e1,not_due,,,not met: 超5%\n"));
}

TEST_F(RunCommand, SaysHowAndRefusesWhatIsNoPopulation) {
  const Ran plan = enact({"run", package(), "--on", "2026-12-31", "--plan", "--lang", "en"});
  EXPECT_EQ(plan.code, Exit::ok) << plan.err;
  EXPECT_THAT(plan.out, HasSubstr("yunxi-1/a1  over columns"));
  EXPECT_EQ(enact({"run", package(), "--on", "2026-12-31", "--population", (folder_ / "none").string()}).code,
            Exit::wrong_usage);
  const std::string facts = write("paid.yaml",
                                  "subjects: []\npaid:\n- { matter: { kind: 认定, parts: [x, y] }, amount: "
                                  "1.00, policy: yunxi-1, provision: a1 }\n");
  EXPECT_NE(enact({"run", package(), "--on", "2026-12-31", "--population", facts}).code, Exit::ok);
}

TEST(Registers, ColumnsAgreeWithTheScalarEvaluator) {
  constexpr int subjects = 20'000;
  for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(ENACT_ROOT) / "policies")) {
    const fs::path hints = entry.path() / "synthetic.yaml";
    if (!fs::exists(hints)) continue;
    const auto packages = load_packages({entry.path().string()}, Language::en);
    ASSERT_TRUE(packages.has_value());
    const bulk::Engine engine(*packages, {Date{2026, 12, 31}, std::nullopt, false});
    const determine::FactModel& model = engine.determiner().model();
    determine::Synth synth(model, read_source(hints.string()), 20261231);
    std::vector<determine::Subject> made;
    for (int i = 0; i < subjects; ++i) made.push_back(synth.next());
    const auto source =
        bulk::subjects_source(std::move(made), false, model, engine.wanted(), engine.question());
    bulk::RunOptions options;
    options.check = true;
    options.threads = 2;
    const bulk::RunResult result = bulk::run(engine, *source, options);
    EXPECT_EQ(result.checked, static_cast<std::uint64_t>(subjects));
    for (const bulk::Difference& d : result.differences) {
      ADD_FAILURE() << d.subject << " " << d.provision << ": " << d.columns << " | " << d.scalar;
    }
  }
}

}  // namespace
}  // namespace enact::cli
