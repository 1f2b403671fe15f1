// A space that the version before the log's tree wrote (tests/spaces/first-format.sql) is opened, brought
// forward, and goes on: nothing of it is lost, and its old events stand in the tree as they are.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "cli/space.hpp"
#include "cli/test_program.hpp"
#include "store/log.hpp"
#include "store/log_verify.hpp"
#include "store/sqlite.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;

class Upgrade : public test::OverAPackage {
 protected:
  void SetUp() override {
    test::OverAPackage::SetUp();
    fs::create_directory(data());
    std::ifstream in(fs::path(ENACT_ROOT) / "tests/spaces/first-format.sql", std::ios::binary);
    const std::string sql((std::istreambuf_iterator<char>(in)), {});
    ASSERT_FALSE(sql.empty());
    store::SqliteConnection connection(data() / store::database_file, store::SqliteConnection::Use::copy);
    connection.run_script(sql);
  }
  fs::path data() const { return folder_ / "space"; }
};

TEST_F(Upgrade, ASpaceOfTheFirstFormatIsBroughtForwardAndGoesOn) {
  std::int64_t events = 0;
  {
    store::SqliteConnection before(data() / store::database_file, store::SqliteConnection::Use::read);
    const store::Reader reader(before);
    events = reader.integer("SELECT count(*) FROM event WHERE leaf_format = 1", {}).value();
    ASSERT_GT(events, 10);
    ASSERT_EQ(reader.integer("SELECT count(*) FROM migration WHERE module = 'store'", {}), 1);
    ASSERT_FALSE(store::find_log(reader));
  }
  // Looking at it does not bring it forward, and says what does.
  const test::Ran looked = test::enact({"audit", "verify", "--data", data().string(), "--lang", "en"});
  EXPECT_EQ(looked.code, Exit::input_errors);
  EXPECT_NE(looked.err.find("no event log there"), std::string::npos) << looked.err;

  {
    auto opened = Space::open(data(), store::SpaceKind::training);
    ASSERT_TRUE(opened) << opened.error().message.en;
    store::Database& database = (*opened)->database();
    for (const auto& difference : database.check())
      ADD_FAILURE() << difference.where << ": " << difference.what;
    const auto key = (*opened)->log_key(folder_ / "log.key").value();
    ASSERT_TRUE(database.write([&](store::Transaction& tx) -> store::StepResult {
      auto added = tx.append({.stream_type = "note", .stream_id = "n", .kind = "note.taken"});
      if (!added) return std::unexpected(added.error());
      EXPECT_EQ(added->seq, events + 1);
      while (store::sequence(tx, {"test"}, 7).value() > 0) {
      }
      store::sign_head(tx, key);
      return "";
    }));
    const auto report = database.read(
        [&](const store::Reader& reader) { return store::verify_log(reader, {.keys = {key.verifier()}}); });
    EXPECT_EQ(report.faults, std::vector<std::string>());
    EXPECT_EQ(report.log.size, events + 1);
    EXPECT_EQ(report.log.hash, store::HashKind::sha256);
    EXPECT_TRUE(database.rebuild());
    EXPECT_TRUE(database.check().empty());
    database.read([&](const store::Reader& reader) {
      EXPECT_EQ(reader.integer("SELECT count(*) FROM event WHERE leaf_format = 1", {}), events);
      // An event of the first format is proved as any other.
      const auto first = store::events_after(reader, 0, 1).front();
      EXPECT_EQ(store::prove_inclusion(reader, first.id).value().position, 0);
      return 0;
    });
    const auto refused = database.erase(
        std::vector<store::FieldOfEvent>{{database.read([](const store::Reader& reader) {
                                            return store::events_after(reader, 0, 1).front().id;
                                          }),
                                          "payload.login"}},
        {}, "三年");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "store.not-erasable");
  }
  // The script of the auditor takes both formats.
  const std::string file = (folder_ / "log.jsonl").string();
  ASSERT_EQ(test::enact({"audit", "export", "--data", data().string(), "--out", file}).code, Exit::ok);
  EXPECT_EQ(test::enact({"audit", "verify", file}).code, Exit::ok);
  const std::string tool = (fs::path(ENACT_ROOT) / "tools/verify_log.py").string();
  EXPECT_EQ(std::system(("python3 " + tool + " export " + file + " > /dev/null 2>&1").c_str()), 0);
}

TEST_F(Upgrade, AnOldEventThatWasAlteredShows) {
  {
    store::SqliteConnection connection(data() / store::database_file, store::SqliteConnection::Use::copy);
    connection.run_script("DROP TRIGGER event_no_update; UPDATE event SET account = 'x' WHERE seq = 3;");
  }
  // The migration replaces the trigger that is gone here: put back as anybody would who hides it.
  {
    store::SqliteConnection connection(data() / store::database_file, store::SqliteConnection::Use::copy);
    connection.run_script(
        "CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event is "
        "append-only'); END;");
  }
  auto opened = Space::open(data(), store::SpaceKind::training);
  ASSERT_TRUE(opened) << opened.error().message.en;
  const auto differences = (*opened)->database().check();
  ASSERT_FALSE(differences.empty());
  EXPECT_EQ(differences.front().what, "event 3 does not have the hash of its content");
}

TEST_F(Upgrade, ABackupOfTheFirstFormatIsRestored) {
  const std::string backup = (folder_ / "old.db").string();
  fs::copy_file(data() / store::database_file, backup);
  const std::string place = (folder_ / "new").string();
  const test::Ran ran = test::enact({"restore", backup, "--data", place, "--lang", "en"});
  EXPECT_EQ(ran.code, Exit::ok) << ran.err;
  EXPECT_EQ(test::enact({"rebuild", "--check", "--training", "--data", place}).code, Exit::ok);
}

}  // namespace
}  // namespace enact::cli
