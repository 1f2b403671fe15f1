// A process that carries cases from record to paid is killed at random moments and started again. Whatever
// the moment: each case stands at a step that its events give, the projections are what a rebuild gives, the
// ledger balances, and in the end every case was paid exactly once. ENACT_KILL_ROUNDS sets how often.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <set>
#include <thread>

#include "casework/case_file.hpp"
#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using namespace test;

constexpr int cases_of_script = 8;
constexpr std::int64_t award_fen = 10'000'000;

// Every step has a key of its own, so that the script can be run from its beginning however often.
class Script {
 public:
  // One byte goes to `progress` after every step.
  Script(const store::TestFolder& folder, std::uint64_t seed, int progress)
      : random_(seed), progress_(progress) {
    auto opened = store::Database::open({.folder = folder.path(),
                                         .postgres = folder.postgres(),
                                         .kind = store::SpaceKind::training,
                                         .modules = modules(),
                                         .clock = &clock_,
                                         .random = &random_});
    if (!opened) _exit(3);
    database_ = std::move(*opened);
  }

  void run() {
    step("appropriate", [&](store::Transaction& tx) -> store::StepResult {
      return answer(appropriate(tx, finance, line, Fen{cases_of_script * award_fen}, "1"),
                    [](const auto&) { return std::string(); });
    });
    for (int i = 0; i < cases_of_script; ++i) apply(i);
    for (int i = 0; i < cases_of_script; ++i) review(i);
    day(12);
    for (int i = 0; i < cases_of_script; ++i) decide(i);
    for (int i = 0; i < cases_of_script; ++i) pay(i);
  }

 private:
  void day(int count) {
    clock_.set(Instant{start_of_legal_day(*Date::make(2026, 3, 2)->add_days(count)).microseconds +
                       std::int64_t{9} * 3600 * 1'000'000});
  }

  template <class T, class Show>
  static store::StepResult answer(std::expected<T, store::Fault> result, Show show) {
    if (!result) return std::unexpected(std::move(result).error());
    return show(*result);
  }
  static std::string case_of(const Done& done) { return done.case_id; }

  std::string step(const std::string& key, const store::Step& run) {
    const auto done = database_->write(run, store::IdempotencyKey{"script", key, key});
    if (!done) {
      const std::string text = fmt::format("{}: {} {}\n", key, done.error().code, done.error().message.en);
      [[maybe_unused]] const auto written = ::write(2, text.data(), text.size());
      _exit(4);
    }
    if (::write(progress_, ".", 1) != 1) _exit(5);
    return done->body;
  }
  void take(int i, const Person& person, const std::string& step_id, const std::string& outcome,
            const std::string& minutes = "") {
    step(fmt::format("{}/{}/{}/{}", i, step_id, outcome, person.account), [&](store::Transaction& tx) {
      return answer(cases_.take(tx, person,
                                TakeRequest{.case_id = ids_[i],
                                            .step = step_id,
                                            .outcome = outcome,
                                            .minutes = minutes,
                                            .consent = true}),
                    case_of);
    });
  }

  void apply(int i) {
    day(0);
    const std::string number = fmt::format("S-{}", i);
    const std::string subject =
        step(fmt::format("{}/register", i), [&](store::Transaction& tx) -> store::StepResult {
          const store::SubjectWithFacts entry{
              .subject = {"", "企业", number, number},
              .facts = {{.subject_id = {},
                         .name = "代码",
                         .value = fmt::format("\"{}\"", number),
                         .source = store::FactSource::attested,
                         .attested_by = "市税局",
                         .evidence = {},
                         .known_on = {}},
                        {.subject_id = {},
                         .name = "认定",
                         .value = fmt::format(
                             R"([{{"类别":"示范企业","日期":"2026-02-01","证书编号":"{}"}}])", number),
                         .source = store::FactSource::attested,
                         .attested_by = "市科局",
                         .evidence = {},
                         .known_on = {}}}};
          if (auto added = store::add_subjects(tx, {&entry, 1}); !added)
            return std::unexpected(added.error());
          return store::find_subject(tx, "企业", number)->id;
        });
    const Person applicant{number, {{identity::Role::applicant, "", subject}}};
    ids_[i] = step(fmt::format("{}/open", i), [&](store::Transaction& tx) {
      return answer(cases_.open_case(tx, applicant, {subject, "sample-town", "a1", "", Mode::apply}),
                    case_of);
    });
    step(fmt::format("{}/evidence", i), [&](store::Transaction& tx) {
      return answer(cases_.add_evidence(tx, applicant, {ids_[i], "认定证书", "证书.pdf", bytes(pdf)}),
                    case_of);
    });
    step(fmt::format("{}/payee", i), [&](store::Transaction& tx) {
      return answer(cases_.set_payee(tx, applicant, {ids_[i], account}), case_of);
    });
    take(i, applicant, "申请", "submit");
  }

  void review(int i) {
    take(i, handler, "受理", "accept");
    take(i, industry, "会审", "agree");
    take(i, tax, "会审", "agree");
    step(fmt::format("{}/publish", i), [&](store::Transaction& tx) {
      return answer(cases_.publish_notice(tx, handler, {ids_[i], "公示", ""}), case_of);
    });
  }

  void decide(int i) {
    take(i, handler, "公示", "close");
    take(i, approver, "决定", "decide");
    take(i, mayor, "批准", "approve", "7");
    take(i, finance, "财审", "pass");
    take(i, finance, "资金安排", "commit");
  }

  void pay(int i) {
    const auto batch_id = [](const ledger::Batch& batch) { return batch.id; };
    const std::string batch = step(fmt::format("{}/batch", i), [&](store::Transaction& tx) {
      return answer(make_batch(tx, library_, maker, {&ids_[i], 1}), batch_id);
    });
    step(fmt::format("{}/release", i), [&](store::Transaction& tx) {
      return answer(release_batch(tx, library_, checker, batch), batch_id);
    });
    step(fmt::format("{}/paid", i), [&](store::Transaction& tx) {
      return answer(record_bank_result(tx, library_, maker,
                                       {batch, 1, ledger::BankResult::paid, fmt::format("R{}", i), ""}),
                    [](const ledger::BatchLine&) { return std::string(); });
    });
  }

  SettableClock clock_{start_of_legal_day(*Date::make(2026, 3, 2)), "test"};
  SeededRandom random_;
  int progress_;
  Library library_{{package()}};
  Casework cases_{library_};
  std::unique_ptr<store::Database> database_;
  std::string ids_[cases_of_script];
};

// A moment of a script, the same on a quick machine and on a slow one: so many steps, then some time.
struct Moment {
  std::uint64_t steps = 0;
  std::uint64_t then_us = 0;
};
struct Ran {
  bool finished = false;    // it came to its end before it was killed
  std::uint64_t steps = 0;  // that it told of
};

Ran run_and_kill(const store::TestFolder& folder, std::uint64_t seed, std::optional<Moment> at) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    Script(folder, seed, ends[1]).run();
    _exit(0);
  }
  ::close(ends[1]);
  std::uint64_t done = 0;
  char byte = 0;
  while ((!at || done < at->steps) && ::read(ends[0], &byte, 1) == 1) ++done;
  if (at) {
    std::this_thread::sleep_for(std::chrono::microseconds(at->then_us));
    ::kill(child, SIGKILL);
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0)
      << "the script ended with " << WEXITSTATUS(status);
  return {WIFEXITED(status), done};
}

struct Standing {
  std::int64_t paid = 0;    // cases
  std::int64_t events = 0;  // of the whole space
};

Standing expect_sound(const store::TestFolder& folder) {
  const SettableClock clock(start_of_legal_day(*Date::make(2026, 4, 2)), "test");
  SeededRandom random(1);
  const auto database = store::Database::open({.folder = folder.path(),
                                               .postgres = folder.postgres(),
                                               .kind = store::SpaceKind::training,
                                               .modules = modules(),
                                               .clock = &clock,
                                               .random = &random})
                            .value();
  for (const store::Difference& one : database->check()) ADD_FAILURE() << one.where << ": " << one.what;
  const Library library({package()});
  return database->read([&](const store::Reader& reader) {
    for (const std::string& fault : ledger::find_imbalances(reader)) ADD_FAILURE() << fault;
    const auto ids = reader.all("SELECT id, status FROM case_file", {},
                                [](const store::Row& row) { return std::pair(row.text(0), row.text(1)); });
    for (const auto& [id, status] : ids) {
      const auto file = load_case(reader, library, id);
      if (!file) {
        ADD_FAILURE() << file.error().message.en;
        continue;
      }
      EXPECT_EQ(file->draft() ? "draft" : file->state.status(), status);
      // Money stands where the procedure does: no step is half done.
      const auto commitments = ledger::commitments_of_case(reader, id);
      const bool to_pay = status == "支付" || status == "paid";
      EXPECT_EQ(commitments.size(), to_pay ? 1U : 0U) << status;
      for (const ledger::Commitment& one : commitments) {
        EXPECT_EQ(one.paid, (Fen{status == "paid" ? award_fen : 0}));
        EXPECT_EQ(one.committed, Fen{});
      }
    }
    return Standing{reader.integer("SELECT count(*) FROM case_file WHERE status = 'paid'", {}).value_or(0),
                    reader.integer("SELECT count(*) FROM event", {}).value_or(0)};
  });
}

TEST(Kill, LeavesNoStepHalfDoneAndPaysOnce) {
  const char* wanted = std::getenv("ENACT_KILL_ROUNDS");
  const int rounds = wanted != nullptr ? std::atoi(wanted) : 20;
  package();  // compiled once, before the first fork
  SeededRandom moments(20260302);
  int killed = 0;
  std::set<std::int64_t> moments_hit;  // how far the script had come
  std::int64_t whole = 0;              // events of a script that has come to its end
  for (std::uint64_t space = 1; killed < rounds && !HasFailure(); ++space) {
    const store::TestFolder folder;
    bool finished = false;
    std::uint64_t steps = 0;  // done so far: a script begins by finding them done
    while (!finished && killed < rounds && !HasFailure()) {
      const std::uint64_t seed = space * 1000 + static_cast<std::uint64_t>(killed);
      SCOPED_TRACE(fmt::format("space {}, kill {}", space, killed));
      const Ran ran = run_and_kill(folder, seed, Moment{steps + moments.below(12), moments.below(1'500)});
      finished = ran.finished;
      steps = std::max(steps, ran.steps);
      if (!finished) ++killed;
      moments_hit.insert(expect_sound(folder).events);
    }
    ASSERT_TRUE(run_and_kill(folder, space * 1000 + 999, std::nullopt).finished) << "it must come to its end";
    const Standing end = expect_sound(folder);
    EXPECT_EQ(end.paid, cases_of_script) << "each case is paid";
    whole = end.events;
    if (HasFailure()) return;
  }
  // There are no more different moments than events.
  EXPECT_GT(std::ssize(moments_hit), std::min<std::int64_t>(rounds, whole) / 2)
      << "the kills must fall on different moments";
}

}  // namespace
}  // namespace enact::casework
