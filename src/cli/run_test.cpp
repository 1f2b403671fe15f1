// `enact run` over a made-up package on disk, and every package of the repository that says what its subjects
// look like, over a synthetic register: columns and the scalar evaluator agree on every subject.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "bulk/facts_source.hpp"
#include "bulk/run.hpp"
#include "cli/load_packages.hpp"
#include "cli/progress_bar.hpp"
#include "cli/test_program.hpp"
#include "determine/synth.hpp"
#include "population/sqlite.hpp"

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
  static std::string read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
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

TEST_F(RunCommand, ListsWhatIsNewlyDue) {
  const std::string code = determine::test::credit_code();
  const std::string facts =
      write("facts.jsonl", R"({"企业":{"代码":")" + code + R"(","登记地":{"value":"990001",)" +
                               R"("attested_by":"市科局"},"认定":{"attested_by":"市科局",)" +
                               R"("value":[{"类别":"示范企业","日期":"2026-03-01","编号":"A"},)" +
                               R"({"类别":"示范企业","日期":"2026-07-01","编号":"B"}]}}})" + "\n");
  const std::string out = (folder_ / "new.csv").string();
  const Ran ran = enact({"run", package(), "--population", facts, "--on", "2026-12-31", "--newly-due",
                         "2026-05-01", "--out", out, "--lang", "en"});
  EXPECT_EQ(ran.code, Exit::ok) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("from attested facts alone: 1\n"));
  EXPECT_THAT(ran.out, HasSubstr("yunxi-1/a1 Model enterprise award: 1, 0 of them undecided before, yuan "
                                 "100,000.00\n"));
  EXPECT_EQ(read(out), "type,subject,policy,provision,title,matter,date,least,greatest,before\n企业," + code +
                           ",yunxi-1,a1,Model enterprise award,认定 " + code +
                           " B,2026-07-01,100000.00,100000.00,not_due\n");
  // Columns do not say who attests them.
  const Ran columns = enact({"run", package(), "--population", register_of_three(), "--on", "2026-12-31",
                             "--newly-due", "2026-05-01", "--lang", "en"});
  EXPECT_NE(columns.code, Exit::ok);
  EXPECT_THAT(columns.err, HasSubstr("--attested-by"));
  EXPECT_NE(
      enact({"run", package(), "--population", facts, "--on", "2026-12-31", "--newly-due", "2026-12-31"})
          .code,
      Exit::ok);
}

TEST_F(RunCommand, WritesATableOfSqlite) {
  const std::string out = (folder_ / "out.db").string();
  const Ran ran = enact({"run", package(), "--population", register_of_three(), "--on", "2026-12-31", "--out",
                         out, "--out-table", "年末", "--lang", "en"});
  EXPECT_EQ(ran.code, Exit::input_errors) << ran.err;  // the row set aside
  population::SqliteFile file(out, population::SqliteFile::Use::read);
  population::SqliteStatement row(
      file, "select 1 from \"年末\" where provision = 'a1' and status = 'due' and least_fen = 10000000");
  EXPECT_TRUE(row.step());
}

// A register of several segments, so that a run can be stopped between two; one row of it is set aside.
std::string long_register() {
  std::string subjects = "代码,登记地,研发费用,营业收入,项目,投入,学员\n";
  for (int i = 0; i < 200'000; ++i) {
    const std::string first = "91990001MA" + std::to_string(1'000'000 + i);
    const auto check = credit_code_check(first);
    subjects += check ? first + *check : "";
    subjects += i == 150'000 ? ",990001,-1" : i % 2 == 0 ? ",990001,600" : ",990002,500.5";
    subjects += ",10000,complete,complete,complete\n";
  }
  return subjects;
}

TEST_F(RunCommand, GoesOnWhereItWasKilled) {
  const std::string from = write("long/企业.csv", long_register());
  const auto arguments = [&](const std::string& out) {
    return std::vector<std::string>{"run",   package(), "--population", from, "--on", "2026-12-31",
                                    "--out", out,       "--lang",       "en"};
  };
  const fs::path whole = folder_ / "whole/";
  const Ran once = enact(arguments(whole.string()));
  EXPECT_EQ(once.code, Exit::input_errors) << once.err;
  bool stopped_between = false;
  for (int attempt = 0; attempt < 5 && !stopped_between; ++attempt) {
    const fs::path out = folder_ / ("killed" + std::to_string(attempt) + "/");
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      const int nothing = open("/dev/null", O_WRONLY);
      dup2(nothing, STDOUT_FILENO);
      dup2(nothing, STDERR_FILENO);
      enact(arguments(out.string()));
      _exit(0);
    }
    // Until the first segment is done, and not longer.
    for (int i = 0; i < 60'000; ++i) {
      const std::string progress = read((out / "progress.json").string());
      if (progress.find("\"subjects\":65536,\"bytes\"") != std::string::npos) break;
      usleep(500);
    }
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    const std::string left = read((out / "progress.json").string());
    stopped_between = WIFSIGNALED(status) && left.find("\"finished\":false") != std::string::npos &&
                      left.find("\"subjects\":0,") == std::string::npos;
    if (!stopped_between) continue;
    EXPECT_NE(enact(arguments(out.string())).code, Exit::ok);  // without --resume: refused
    std::vector<std::string> again = arguments(out.string());
    again.emplace_back("--resume");
    const Ran resumed = enact(again);
    EXPECT_EQ(resumed.code, Exit::input_errors) << resumed.err;
    EXPECT_EQ(resumed.out, once.out);
    for (const char* name : {"rows.csv", "summary.txt", "set-aside.csv", "progress.json"}) {
      EXPECT_TRUE(read((out / name).string()) == read((whole / name).string())) << name;
    }
  }
  EXPECT_TRUE(stopped_between) << "every run had ended before it was killed";
}

TEST(ProgressLine, ShowsShareCountAndTheTimeThatIsLeft) {
  EXPECT_EQ(progress_line(0.5, 1234567, 42), "[###############...............]  50 %  1,234,567  0:42");
  EXPECT_EQ(progress_line(-1, 999, 42), "999");
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
