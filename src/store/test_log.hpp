// For tests of the log: a space with events in its tree, its key, and a way to its file behind its back.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "store/log.hpp"
#include "store/log_verify.hpp"
#include "store/sqlite.hpp"
#include "store/test_counter.hpp"
#include "store/test_space.hpp"

namespace enact::store {

class LogSpace : public TestSpace {
 public:
  LogSpace() : TestSpace({counter_module()}), key(make_key("log.key")) {}

  // Events of two streams in turn, each with a payload of two members.
  void write_events(int count) {
    for (int i = 0; i < count; ++i) {
      const auto done = database().write([&](Transaction& tx) -> StepResult {
        auto added = tx.append({.stream_type = "note",
                                .stream_id = i % 2 == 0 ? "even" : "odd",
                                .kind = "note.taken",
                                .payload = R"({"number":)" + std::to_string(++written_) + R"(,"by":"张三"})",
                                .actor = {"account-1", "unit-1"}});
        if (!added) return std::unexpected(added.error());
        return "";
      });
      ASSERT_TRUE(done) << done.error().message.en;
      advance(1);
    }
  }
  // Sequences all and signs.
  SignedHead sign() { return sign(key); }
  SignedHead sign(const LogKey& with) {
    std::optional<SignedHead> head;
    const auto done = database().write([&](Transaction& tx) -> StepResult {
      while (sequence(tx, {"test"}, 3).value() > 0) {  // in small batches, so that trees are continued
      }
      head = sign_head(tx, with);
      return "";
    });
    EXPECT_TRUE(done && head);
    return head.value_or(SignedHead{});
  }
  LogKey make_key(const std::string& name) {
    return LogKey::load_or_make(folder() / name, "enact/test", random).value();
  }
  LogReport verify(const Trust& trust = {}) {
    return database().read([&](const Reader& reader) { return verify_log(reader, trust); });
  }

  // Changes the file as somebody could who has the disk, and opens it again.
  void tamper(const std::vector<std::string>& statements) {
    close();
    {
      const auto direct = connection();
      direct->run_schema(
          "DROP TRIGGER event_no_update; DROP TRIGGER event_no_delete;"
          "DROP TRIGGER tree_node_no_update; DROP TRIGGER tree_node_no_delete; DROP TRIGGER log_keeps;"
          "DROP TRIGGER tree_head_no_update; DROP TRIGGER tree_head_no_delete;");
      for (const std::string& sql : statements) direct->run(sql, {}, nullptr);
    }
    reopen();
  }
  // Gives every event the leaf of what stands there now, builds the tree anew and signs it: all that somebody
  // can do who has the disk, the program and a key.
  SignedHead forge(const LogKey& with) {
    std::vector<std::pair<std::int64_t, Bytes>> leaves;
    database().read([&](const Reader& reader) {
      const HashKind hash = find_log(reader).value().hash;
      for_each_event(reader, [&](const Event& event) {
        leaves.emplace_back(event.seq, leaf_hash(hash, leaf_fields(hash, event)));
      });
      return 0;
    });
    close();
    {
      const auto direct = connection();
      for (const auto& [seq, leaf] : leaves) {
        const std::vector<Param> values = {leaf, seq};
        direct->run("UPDATE event SET leaf_hash = ? WHERE seq = ?", values, nullptr);
      }
      direct->run_script("DELETE FROM tree_node; DELETE FROM tree_head; UPDATE log SET size = 0;");
    }
    reopen();
    return sign(with);
  }

  LogKey key;

 private:
  int written_ = 0;
};

}  // namespace enact::store
