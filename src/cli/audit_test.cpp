// The commands of the auditor and of backups over a space on disk, and the second opinion of
// tools/verify_log.py on what they write.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <iterator>
#include <map>

#include "cli/space.hpp"
#include "cli/test_program.hpp"
#include "store/log.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;
using test::enact;
using test::Ran;

class Audit : public test::OverAPackage {
 protected:
  std::string data() const { return (folder_ / "space").string(); }
  std::string at(const std::string& name) const { return (folder_ / name).string(); }

  // Events of no meaning to any floor, then a signed head of all.
  void happen(int count, std::optional<store::HashKind> hash = std::nullopt) {
    auto space = Space::open(data(), store::SpaceKind::training, hash).value();
    const auto key = space->log_key(at("log.key")).value();
    const auto done = space->database().write([&](store::Transaction& tx) -> store::StepResult {
      for (int i = 0; i < count; ++i) {
        auto added = tx.append({.stream_type = "note",
                                .stream_id = "n",
                                .kind = "note.taken",
                                .payload = R"({"by":"张三","text":"甲\"乙"})",
                                .actor = {"account-1", "某局"}});
        if (!added) return std::unexpected(added.error());
        ids_.push_back(added->id);
      }
      store::sequence(tx, {"test"}, 1000);
      store::sign_head(tx, key);
      return "";
    });
    ASSERT_TRUE(done) << done.error().message.en;
  }
  // Prints with the command and keeps it.
  std::string keep(const std::string& name, std::vector<std::string> arguments) {
    const Ran ran = enact(std::move(arguments));
    EXPECT_EQ(ran.code, Exit::ok) << ran.err;
    return write(name, ran.out);
  }
  std::string key() {
    std::string text = enact({"audit", "key", "--data", data()}).out;
    text.pop_back();
    return text;
  }
  // Exit code of tools/verify_log.py.
  static int script(const std::string& arguments) {
    const std::string tool = (fs::path(ENACT_ROOT) / "tools/verify_log.py").string();
    const int status = std::system(("python3 " + tool + " " + arguments + " > /dev/null 2>&1").c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  std::vector<std::string> ids_;
};

TEST_F(Audit, AnOldHeadIsVerifiedOnTheDatabaseAndOnAnExport) {
  happen(5);
  const std::string old = keep("old.head", {"audit", "head", "--data", data()});
  happen(8);
  const Ran database =
      enact({"audit", "verify", "--data", data(), "--head", old, "--key", key(), "--lang", "en"});
  EXPECT_EQ(database.code, Exit::ok) << database.out << database.err;
  EXPECT_NE(database.out.find("13 events in the tree, 0 waiting, 2 signed heads"), std::string::npos)
      << database.out;
  EXPECT_NE(database.out.find("contains 1 heads kept elsewhere unchanged"), std::string::npos);
  const Ran without = enact({"audit", "verify", "--data", data(), "--lang", "en"});
  EXPECT_EQ(without.code, Exit::ok);
  EXPECT_NE(without.out.find("would not show"), std::string::npos);

  const std::string file = at("log.jsonl");
  ASSERT_EQ(enact({"audit", "export", "--data", data(), "--out", file}).code, Exit::ok);
  EXPECT_EQ(enact({"audit", "verify", file, "--head", old, "--key", key()}).code, Exit::ok);
  EXPECT_EQ(script("export " + file + " --head " + old + " --key " + key()), 0);
  const std::string values = at("values.jsonl");
  ASSERT_EQ(enact({"audit", "export", "--data", data(), "--out", values, "--values"}).code, Exit::ok);
  EXPECT_EQ(script("export " + values), 0);

  // Another value, another salt, a leaf left out: both say no.
  std::ifstream in(values);
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  const auto altered = [&](const std::string& from, const std::string& to) {
    std::string other = text;
    other.replace(other.find(from), from.size(), to);
    return write("altered.jsonl", other);
  };
  const std::size_t third = text.find("{\"position\":2,");
  const std::string line = text.substr(third, text.find('\n', third) + 1 - third);
  for (const std::string& bad :
       {altered("张三", "李四"), altered("account-1", "account-2"), altered(line, "")}) {
    EXPECT_EQ(enact({"audit", "verify", bad}).code, Exit::input_errors);
    EXPECT_EQ(script("export " + bad), 1);
  }
  // A whole log that is another's.
  const std::string first = at("space");
  fs::rename(first, at("other"));
  fs::remove(at("log.key"));
  happen(13);
  EXPECT_EQ(enact({"audit", "verify", "--data", data(), "--head", old}).code, Exit::input_errors);
  ASSERT_EQ(enact({"audit", "export", "--data", data(), "--out", file}).code, Exit::ok);
  EXPECT_EQ(script("export " + file + " --head " + old), 1);
}

TEST_F(Audit, ProofsConvinceTheScriptAndOnlyTrueOnes) {
  for (const int more : {1, 2, 4, 6}) happen(more);
  const std::string head = keep("head", {"audit", "head", "--data", data()});
  for (const std::string& id : ids_) {
    const std::string proof = keep("proof", {"audit", "prove", "--data", data(), "--event", id});
    EXPECT_EQ(script("proof " + proof + " --key " + key()), 0) << id;
    EXPECT_EQ(script("proof " + proof + " --head " + head), 0) << id;
  }
  std::string wrong = enact({"audit", "prove", "--data", data(), "--event", ids_[3]}).out;
  wrong.replace(wrong.find("\"position\":3"), 12, "\"position\":4");
  EXPECT_EQ(script("proof " + write("wrong", wrong)), 1);

  // Heads of 1, 3, 7 and 13 events; every one leads to every later one, and to no other.
  const std::string all = enact({"audit", "head", "--all", "--data", data()}).out;
  std::map<int, std::string> heads;
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = all.find("\n\n", all.find("\n\n", begin) + 2);
    const std::string note = all.substr(begin, end + 1 - begin);
    const int size = std::stoi(note.substr(note.find('\n') + 1));
    heads[size] = write("head-" + std::to_string(size), note);
    begin = end + 2;
  }
  ASSERT_EQ(heads.size(), 4U);
  for (const auto& [first, old] : heads) {
    for (const auto& [second, later] : heads) {
      if (first > second) continue;
      const std::string proof = keep("consistency", {"audit", "prove", "--data", data(), "--sizes",
                                                     std::to_string(first), std::to_string(second)});
      const std::string heads_given = " --head " + old + " --head " + later;
      EXPECT_EQ(script("consistency " + proof + heads_given + " --key " + key()), 0)
          << first << " " << second;
      if (second == 13) continue;
      EXPECT_EQ(script("consistency " + proof + " --head " + old + " --head " + heads[13]), 1);
    }
  }
  EXPECT_EQ(enact({"audit", "prove", "--data", data(), "--sizes", "3", "14"}).code, Exit::input_errors);
  EXPECT_EQ(enact({"audit", "prove", "--data", data(), "--event", "none"}).code, Exit::input_errors);
}

TEST_F(Audit, AnErasedFieldIsGoneAndTheOldHeadStillHolds) {
  happen(3);
  const std::string old = keep("old.head", {"audit", "head", "--data", data()});
  const Ran gone = enact({"audit", "erase", "--data", data(), "--training", "--event", ids_[1], "--field",
                          "payload.by", "payload.text", "--rule", "三年"});
  ASSERT_EQ(gone.code, Exit::ok) << gone.err;
  happen(1);
  const std::string file = at("log.jsonl");
  ASSERT_EQ(enact({"audit", "export", "--data", data(), "--out", file, "--values"}).code, Exit::ok);
  EXPECT_EQ(script("export " + file + " --head " + old + " --key " + key()), 0);
  EXPECT_EQ(enact({"audit", "verify", "--data", data(), "--head", old}).code, Exit::ok);
  EXPECT_EQ(enact({"audit", "erase", "--data", data(), "--training", "--event", ids_[1], "--field",
                   "payload.by", "--rule", "三年"})
                .code,
            Exit::input_errors);
}

TEST_F(Audit, ALogOfSm3ConvincesTheScript) {
  happen(5, store::HashKind::sm3);
  const std::string file = at("log.jsonl");
  ASSERT_EQ(enact({"audit", "export", "--data", data(), "--out", file}).code, Exit::ok);
  const Ran ran = enact({"audit", "verify", file, "--lang", "en"});
  EXPECT_EQ(ran.code, Exit::ok);
  EXPECT_NE(ran.out.find("root SM3 "), std::string::npos);
  EXPECT_EQ(script("export " + file + " --key " + key()), 0);
}

TEST_F(Audit, ABackupIsVerifiedAndPutBack) {
  happen(4);
  const std::string file = at("backup.db");
  const Ran made = enact({"backup", "--data", data(), "--out", file, "--lang", "en"});
  ASSERT_EQ(made.code, Exit::ok) << made.err;
  EXPECT_NE(made.out.find("4 events, 4 of them in the tree"), std::string::npos) << made.out;
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_FALSE(fs::exists(file + ".partial"));
  EXPECT_NE(enact({"backup", "--data", data(), "--out", file}).code, Exit::ok);  // it is there
  happen(2);
  const std::string later = keep("later.head", {"audit", "head", "--data", data()});

  const Ran refused = enact({"restore", file, "--data", data()});
  EXPECT_EQ(refused.code, Exit::input_errors);
  EXPECT_NE(refused.err.find("--replace"), std::string::npos);
  EXPECT_EQ(enact({"restore", file, "--data", at("new")}).code, Exit::ok);
  EXPECT_EQ(enact({"audit", "verify", "--data", at("new")}).code, Exit::ok);
  EXPECT_EQ(enact({"rebuild", "--check", "--training", "--data", at("new")}).code, Exit::ok);
  const Ran replaced = enact({"restore", file, "--data", data(), "--replace", "--lang", "en"});
  EXPECT_EQ(replaced.code, Exit::ok) << replaced.err;
  EXPECT_NE(replaced.out.find("enact.db.replaced-1"), std::string::npos);
  EXPECT_FALSE(fs::exists(data() + "/restore.partial"));
  // The log went back, and who kept a later head sees it.
  EXPECT_EQ(enact({"audit", "verify", "--data", data()}).code, Exit::ok);
  const Ran seen = enact({"audit", "verify", "--data", data(), "--head", later});
  EXPECT_EQ(seen.code, Exit::input_errors);
  EXPECT_NE(seen.out.find("the newest are missing"), std::string::npos) << seen.out;
}

TEST_F(Audit, ABackupThatDoesNotVerifyIsNotTaken) {
  happen(3);
  const std::string file = at("backup.db");
  ASSERT_EQ(enact({"backup", "--data", data(), "--out", file}).code, Exit::ok);
  std::string text;
  {
    std::ifstream in(file, std::ios::binary);
    text.assign(std::istreambuf_iterator<char>(in), {});
  }
  const std::size_t place = text.find("张三");
  ASSERT_NE(place, std::string::npos);
  text.replace(place, std::string("张三").size(), "李四");
  const std::string bad = write("bad.db", text);
  const Ran ran = enact({"restore", bad, "--data", at("new")});
  EXPECT_EQ(ran.code, Exit::input_errors);
  EXPECT_NE(ran.err.find("does not have the hash of its content"), std::string::npos) << ran.err;
  EXPECT_FALSE(fs::exists(at("new") + "/enact.db"));
  EXPECT_FALSE(fs::exists(at("new") + "/restore.partial"));
  EXPECT_EQ(enact({"restore", write("text.db", "nothing"), "--data", at("new")}).code, Exit::input_errors);
}

}  // namespace
}  // namespace enact::cli
