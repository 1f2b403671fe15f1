// Events that name persons: nothing of a number at rest, the same event to whoever has the ring, the same log
// to whoever has none.
#include "store/payload.hpp"

#include <sstream>

#include "store/key_ring.hpp"
#include "store/log_export.hpp"
#include "store/read_only.hpp"
#include "store/test_log.hpp"

namespace enact::store {
namespace {

const std::string payload_number = "440524188001010014";
const std::string personal = R"({"subject":{"identity":")" + payload_number + R"("},"amount":5,"note":"甲"})";

class Personal {
 public:
  Event append(const std::string& payload) {
    std::optional<Event> made;
    const auto done = space.database().write([&](Transaction& tx) -> StepResult {
      made = tx.append({.stream_type = "note",
                        .stream_id = "n" + std::to_string(++written),
                        .kind = "note.taken",
                        .payload = payload,
                        .actor = {"account-1", "unit-1"}})
                 .value();
      return "";
    });
    EXPECT_TRUE(done);
    return made.value();
  }
  Event event(std::int64_t seq) {
    return space.database().read(
        [&](const Reader& reader) { return events_after(reader, seq - 1, 1).front(); });
  }
  std::string kept(std::int64_t seq) {
    return space.database().read([&](const Reader& reader) {
      return reader.text("SELECT payload FROM event WHERE seq = ?", {seq}).value();
    });
  }
  std::string place() const { return space.on_postgres() ? space.postgres() : space.folder().string(); }
  // As an auditor does who has the database and no key.
  LogReport without_keys(const Trust& trust = {}) {
    return verify_log(ReadOnly::open(place())->reader(), trust);
  }
  std::string exported_without_keys(Disclosure disclosure) {
    std::ostringstream out;
    export_log(ReadOnly::open(place())->reader(), disclosure, out);
    return out.str();
  }
  static std::vector<std::string> faults_of(const std::string& exported, const Trust& trust) {
    std::istringstream in(exported);
    return verify_export(in, trust).value().faults;
  }
  void all_is_well(const Trust& trust, std::int64_t sealed) {
    const std::vector<std::string> none;
    EXPECT_EQ(space.verify(trust).faults, none);
    EXPECT_EQ(space.verify(trust).sealed, 0);
    EXPECT_EQ(without_keys(trust).faults, none);
    EXPECT_EQ(without_keys(trust).sealed, sealed);
    for (const Disclosure disclosure : {Disclosure::digests, Disclosure::values}) {
      const std::string text = exported_without_keys(disclosure);
      EXPECT_EQ(text.find(payload_number), std::string::npos);
      EXPECT_EQ(faults_of(text, trust), none);
    }
    EXPECT_TRUE(space.database().check().empty());
  }

  LogSpace space;
  int written = 0;
};
class PersonalLog : public testing::Test, public Personal {};

TEST_F(PersonalLog, SealsTheMemberThatHoldsANumberAndNothingElse) {
  const Event made = append(personal);
  append(R"({"by":"91350583MA2XY00015"})");
  const SignedHead head = space.sign();
  EXPECT_EQ(kept(1).find(payload_number), std::string::npos);
  EXPECT_TRUE(kept(1).starts_with(R"({"subject":"sealed:1:)"));
  EXPECT_TRUE(kept(1).ends_with(R"(","amount":5,"note":"甲"})"));
  EXPECT_EQ(kept(2), R"({"by":"91350583MA2XY00015"})");
  EXPECT_EQ(event(1).payload, personal);
  EXPECT_EQ(event(1).leaf_hash, made.leaf_hash);
  // Numbers can be tried against a commitment by whoever has the salt: the event's is nowhere.
  EXPECT_EQ(event(1).salt, Bytes(salt_size, 0));
  all_is_well({.heads = {head}, .keys = {space.key.verifier()}}, 1);
  space.reopen();
  EXPECT_EQ(event(1).payload, personal);
  std::ostringstream out;
  space.database().read([&](const Reader& reader) { return export_log(reader, Disclosure::values, out); });
  EXPECT_NE(out.str().find(payload_number), std::string::npos) << "who has the ring may export it";
  EXPECT_EQ(faults_of(out.str(), {.heads = {head}}), std::vector<std::string>());
}

TEST_F(PersonalLog, WhatLooksLikeASealIsGivenBackAsItWasGiven) {
  const std::string alone = R"({"reason":"sealed:1:00000000:AA"})";
  const std::string beside = R"({"reason":"sealed:1:00000000:AA","of":")" + payload_number + R"("})";
  append(alone);
  append(beside);
  EXPECT_EQ(kept(1), alone);
  EXPECT_EQ(event(1).payload, alone);
  EXPECT_EQ(event(2).payload, beside);
  all_is_well({.heads = {space.sign()}}, 1);
}

TEST_F(PersonalLog, EventsOfAnEarlierVersionAreSealedUnderTheirHeads) {
  space.write_events(3);
  const Event made = append(personal);
  const SignedHead head = space.sign();
  // As it was kept before, salt and all.
  space.close();
  {
    const auto direct = space.connection();
    direct->run_schema(
        "DROP TRIGGER event_no_update; DROP TRIGGER event_field_no_delete; DELETE FROM event_field;");
    const std::vector<Param> values = {personal, made.salt, made.seq};
    direct->run("UPDATE event SET payload = ?, salt = ?, sealed = 0 WHERE seq = ?", values, nullptr);
  }
  space.reopen();
  EXPECT_NE(kept(4).find(payload_number), std::string::npos);
  EXPECT_EQ(space.database().reseal().value(), 1);
  EXPECT_EQ(space.database().reseal().value(), 0);
  EXPECT_EQ(kept(4).find(payload_number), std::string::npos);
  EXPECT_EQ(event(4).payload, personal);
  all_is_well({.heads = {head}}, 1);

  space.close();
  const auto grown =
      KeyRing::add(space.folder() / key_ring_file, Cipher::sm4, space.random, {2027, 1, 1}).value();
  space.reopen();
  EXPECT_NE(kept(4).find("sealed:1:" + grown->newest().id), std::string::npos);
  EXPECT_EQ(event(4).payload, personal);
  all_is_well({.heads = {head}}, 1);
}

TEST_F(PersonalLog, AFieldOfASealedEventIsErased) {
  const Event made = append(personal);
  const SignedHead head = space.sign();
  const Trust trust{.heads = {head}, .keys = {space.key.verifier()}};
  const auto erase = [&](const std::string& field) {
    return space.database().erase(std::vector<FieldOfEvent>{{made.id, field}}, {}, "三年");
  };
  ASSERT_TRUE(erase("payload.note"));
  EXPECT_EQ(event(1).payload, R"({"subject":{"identity":")" + payload_number + R"("},"amount":5,"note":""})");
  EXPECT_EQ(kept(1).find(payload_number), std::string::npos);
  all_is_well(trust, 1);
  EXPECT_EQ(erase("payload.note").error().code, "store.erased-before");
  ASSERT_TRUE(erase("payload.subject"));
  EXPECT_EQ(event(1).payload, R"({"subject":{},"amount":5,"note":""})");
  EXPECT_EQ(kept(1), event(1).payload) << "no seal is left";
  all_is_well(trust, 0);
  EXPECT_EQ(erase("payload.subject").error().code, "store.erased-before");

  // Erased before it was sealed, and sealed then.
  const Event other = append(R"({"by":"乙","of":1})");
  ASSERT_TRUE(space.database().erase(std::vector<FieldOfEvent>{{other.id, "payload.by"}}, {}, "三年"));
  EXPECT_EQ(event(other.seq).payload, R"({"by":"","of":1})");
}

TEST_F(PersonalLog, WithoutTheRingNothingIsComputedFromWhatCannotBeRead) {
  const Event made = append(personal);
  space.sign();
  space.close();
  const auto database = Database::open({.folder = space.folder(),
                                        .postgres = space.postgres(),
                                        .modules = {counter_module()},
                                        .without_keys = true,
                                        .clock = &space.clock,
                                        .random = &space.random})
                            .value();
  EXPECT_TRUE(database->check().empty()) << "log and ledger";
  EXPECT_EQ(database->rebuild().error().code, "store.key-ring");
  EXPECT_EQ(database->erase(std::vector<FieldOfEvent>{{made.id, "payload.note"}}, {}, "三年").error().code,
            "store.key-ring");
  EXPECT_TRUE(database->read([](const Reader& reader) { return last_event(reader)->withheld; }));
}

TEST_F(PersonalLog, ShowsWhatIsAlteredBehindIt) {
  const struct {
    const char* what;
    const char* sql;
    bool shows_without_keys;
  } changes[] = {
      {"clear member",
       "UPDATE event SET payload = replace(payload, '\"amount\":5', '\"amount\":6') WHERE seq = 1", true},
      {"clear value for a seal",
       "UPDATE event SET payload = '{\"subject\":{\"identity\":\"1\"},\"amount\":5,\"note\":\"甲\"}' WHERE "
       "seq = 1",
       true},
      {"said not to be sealed", "UPDATE event SET sealed = 0 WHERE seq = 1", true},
      {"commitment", "UPDATE event_field SET commitment = zeroblob(32) WHERE number = 10", true},
      {"seal altered",
       "UPDATE event SET payload = replace(payload, '\",\"amount', 'A\",\"amount') WHERE seq = 1", false},
      {"seal of another event",
       "UPDATE event SET payload = (SELECT o.payload FROM event o WHERE o.seq = 2) WHERE seq = 1", false},
  };
  for (const auto& change : changes) {
    SCOPED_TRACE(change.what);
    Personal log;
    log.append(personal);
    log.append(personal);
    log.space.sign();
    ASSERT_EQ(log.without_keys().faults, std::vector<std::string>());
    log.space.close();
    {
      const auto direct = log.space.connection();
      direct->run_schema("DROP TRIGGER event_no_update; DROP TRIGGER event_field_only_erased;");
      direct->run(change.sql, {}, nullptr);
    }
    log.space.reopen();
    const auto differences = log.space.database().check();
    ASSERT_FALSE(differences.empty());
    EXPECT_EQ(differences.front().where, "event log");
    EXPECT_EQ(log.without_keys().faults.empty(), !change.shows_without_keys);
  }
}

// The text of an erased field is held by nothing: none but that of nothing may stand there.
TEST_F(PersonalLog, ShowsATextWrittenWhereAFieldWasErased) {
  const Event made = append(R"({"by":"甲","of":1})");
  ASSERT_TRUE(space.database().erase(std::vector<FieldOfEvent>{{made.id, "payload.by"}}, {}, "三年"));
  space.sign();
  ASSERT_EQ(space.verify().faults, std::vector<std::string>());
  space.tamper({"UPDATE event SET payload = '{\"by\":\"乙\",\"of\":1}' WHERE seq = 1"});
  EXPECT_EQ(space.verify().faults.size(), 1U);
}

}  // namespace
}  // namespace enact::store
