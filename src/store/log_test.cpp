// The tree of a database: sequencing, heads, proofs, erasing, and what shows of any change.
#include "store/log.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <mutex>
#include <sstream>

#include "store/log_export.hpp"
#include "store/log_keeper.hpp"
#include "store/test_log.hpp"

namespace enact::store {
namespace {

bool mentions(const std::vector<std::string>& faults, std::string_view words) {
  for (const std::string& fault : faults) {
    if (fault.find(words) != std::string::npos) return true;
  }
  return false;
}

std::string exported(LogSpace& space, Disclosure disclosure = Disclosure::digests) {
  std::ostringstream out;
  space.database().read([&](const Reader& reader) { return export_log(reader, disclosure, out); });
  return out.str();
}

LogReport verify_text(const std::string& text, const Trust& trust = {}) {
  std::istringstream in(text);
  auto report = verify_export(in, trust);
  EXPECT_TRUE(report) << report.error().message.en;
  return report.value_or(LogReport{});
}

TEST(Log, GrowsAndVerifiesAndKeepsItsHeads) {
  LogSpace space;
  std::vector<SignedHead> heads;
  for (const int more : {1, 1, 5, 13, 30}) {
    space.write_events(more);
    heads.push_back(space.sign());
  }
  EXPECT_EQ(heads.back().head.size, 50);
  space.write_events(2);
  const LogReport report = space.verify({.heads = heads, .keys = {space.key.verifier()}});
  EXPECT_EQ(report.faults, std::vector<std::string>());
  EXPECT_EQ(report.log.size, 50);
  EXPECT_EQ(report.waiting, 2);
  EXPECT_EQ(report.heads, 5);
  EXPECT_EQ(report.root, heads.back().head.root);
  EXPECT_TRUE(space.database().check().empty());
  // Nothing new, nothing signed.
  space.sign();
  ASSERT_TRUE(space.database().write([&](Transaction& tx) -> StepResult {
    EXPECT_FALSE(sign_head(tx, space.key));
    return "";
  }));
}

struct Change {
  const char* what;
  std::vector<std::string> statements;
  const char* shows;  // in the faults found without any head kept elsewhere
};

TEST(Log, ShowsAChangeBehindTheStoresBack) {
  const std::vector<Change> changes = {
      {"payload altered",
       {"UPDATE event SET payload = '{\"number\":9,\"by\":\"张三\"}' WHERE seq = 2"},
       "event 2 does not have the hash"},
      {"actor altered", {"UPDATE event SET account = 'x' WHERE seq = 2"}, "event 2 does not have the hash"},
      {"instant altered", {"UPDATE event SET at = at + 1 WHERE seq = 3"}, "event 3 does not have the hash"},
      {"salt altered",
       {"UPDATE event SET salt = zeroblob(16) WHERE seq = 1"},
       "event 1 does not have the hash"},
      {"altered while it waits",
       {"UPDATE event SET kind = 'x' WHERE seq = 8"},
       "event 8 does not have the hash"},
      {"deleted", {"DELETE FROM event WHERE seq = 2"}, "event 3 follows event 1"},
      {"newest of the tree deleted", {"DELETE FROM event WHERE seq > 6"}, "the newest are missing"},
      {"newest deleted, the tree made smaller",
       {"DELETE FROM event WHERE seq > 6", "UPDATE log SET size = 6"},
       "the log's own head of 7 events signs another tree"},
      {"inserted in the middle",
       {"UPDATE event SET seq = -seq WHERE seq > 3", "UPDATE event SET seq = 1 - seq WHERE seq < 0",
        "INSERT INTO event SELECT 4, 'forged', at, clock_source, account, unit, 'note', 'forged', 1, kind, "
        "schema_version, payload, salt, leaf_format, leaf_hash, sealed FROM event WHERE seq = 3"},
       "event 4 does not have the hash"},
      {"two in each other's place",
       {"UPDATE event SET seq = 99 WHERE seq = 2", "UPDATE event SET seq = 2 WHERE seq = 3",
        "UPDATE event SET seq = 3 WHERE seq = 99"},
       "node 0 of level 1 of the tree does not follow"},
      {"leaf given anew",
       {"UPDATE event SET leaf_hash = zeroblob(32) WHERE seq = 2"},
       "event 2 does not have the hash"},
      {"node altered",
       {"UPDATE tree_node SET hash = zeroblob(32) WHERE level = 2"},
       "node 0 of level 2 of the tree does not follow"},
      {"node deleted", {"DELETE FROM tree_node WHERE level = 2"}, "lacks node 0 of level 2"},
      {"node added", {"INSERT INTO tree_node VALUES (9, 9, zeroblob(32))"}, "has 5 nodes, not 4"},
      {"head altered",
       {"UPDATE tree_head SET note = replace(note, 'at 2026', 'at 2025')"},
       "of 7 events bears no signature"},
  };
  for (const Change& change : changes) {
    SCOPED_TRACE(change.what);
    LogSpace space;
    space.write_events(7);
    space.sign();
    space.write_events(1);
    ASSERT_EQ(space.verify().faults, std::vector<std::string>());
    space.tamper(change.statements);
    const auto faults = space.verify().faults;
    EXPECT_TRUE(mentions(faults, change.shows)) << testing::PrintToString(faults);
    const auto differences = space.database().check();
    ASSERT_FALSE(differences.empty());
    EXPECT_EQ(differences.front().where, "event log");
  }
}

// Who has the disk, the program and the key can make a log that is whole in itself. A head kept elsewhere
// shows it.
TEST(Log, AHeadKeptElsewhereShowsALogThatWasMadeAnew) {
  const std::vector<std::pair<const char*, std::vector<std::string>>> changes = {
      {"altered", {"UPDATE event SET payload = '{\"number\":9,\"by\":\"张三\"}' WHERE seq = 2"}},
      {"deleted", {"DELETE FROM event WHERE seq = 2", "UPDATE event SET seq = seq - 1 WHERE seq > 2"}},
      {"newest deleted", {"DELETE FROM event WHERE seq = 7"}},
      {"inserted",
       {"UPDATE event SET seq = -seq WHERE seq > 3", "UPDATE event SET seq = 1 - seq WHERE seq < 0",
        "INSERT INTO event SELECT 4, 'forged', at, clock_source, account, unit, 'note', 'forged', 1, kind, "
        "schema_version, payload, salt, leaf_format, leaf_hash, sealed FROM event WHERE seq = 3"}},
      {"reordered",
       {"UPDATE event SET seq = 99 WHERE seq = 2", "UPDATE event SET seq = 2 WHERE seq = 3",
        "UPDATE event SET seq = 3 WHERE seq = 99"}},
  };
  for (const auto& [what, statements] : changes) {
    SCOPED_TRACE(what);
    LogSpace space;
    space.write_events(7);
    const SignedHead kept = space.sign();
    space.tamper(statements);
    const SignedHead forged = space.forge(space.key);
    EXPECT_EQ(space.verify().faults, std::vector<std::string>());  // whole in itself, signed by the key
    EXPECT_NE(forged.head.root, kept.head.root);
    const Trust trust{.heads = {kept}, .keys = {space.key.verifier()}};
    const auto faults = space.verify(trust).faults;
    EXPECT_TRUE(mentions(faults, forged.head.size < 7
                                     ? "the newest are missing"
                                     : "the head kept elsewhere of 7 events signs another tree"))
        << testing::PrintToString(faults);
    EXPECT_EQ(verify_text(exported(space), trust).faults, faults);
    EXPECT_EQ(verify_text(exported(space)).faults, std::vector<std::string>());
  }
}

TEST(Log, AKnownKeyShowsALogSignedAnewWithAnother) {
  LogSpace space;
  space.write_events(3);
  const SignedHead kept = space.sign();
  space.tamper({});
  const LogKey other = space.make_key("other.key");
  space.forge(other);
  EXPECT_EQ(space.verify({.heads = {kept}}).faults, std::vector<std::string>());  // the same tree, after all
  const auto faults = space.verify({.heads = {kept}, .keys = {space.key.verifier()}}).faults;
  EXPECT_TRUE(mentions(faults, "bears no signature of a key that was given"))
      << testing::PrintToString(faults);
  EXPECT_TRUE(mentions(space.verify({.heads = {kept}, .keys = {other.verifier()}}).faults,
                       "the head kept elsewhere, of 3 events, bears no signature"));
}

TEST(Log, AHeadOfAnotherLogShowsAsThat) {
  LogSpace space;
  space.write_events(3);
  SignedHead head = space.sign();
  head.head.origin = "enact/another";
  EXPECT_TRUE(mentions(space.verify({.heads = {head}}).faults, "is of another log"));
}

TEST(Log, AnExportShowsAnyChangeOfIt) {
  LogSpace space;
  space.write_events(5);
  const Trust trust{.heads = {space.sign()}, .keys = {space.key.verifier()}};
  const std::string digests = exported(space);
  EXPECT_EQ(verify_text(digests, trust).faults, std::vector<std::string>());
  EXPECT_EQ(digests.find("张三"), std::string::npos);
  EXPECT_EQ(digests.find("account-1"), std::string::npos);
  EXPECT_NE(digests.find("note.taken"), std::string::npos);
  const std::string values = exported(space, Disclosure::values);
  EXPECT_EQ(verify_text(values, trust).faults, std::vector<std::string>());
  EXPECT_NE(values.find("张三"), std::string::npos);

  const auto without_line = [&](std::size_t wanted) {
    std::istringstream in(digests);
    std::string out;
    std::string line;
    for (std::size_t i = 0; std::getline(in, line); ++i) {
      if (i != wanted) out += line + "\n";
    }
    return out;
  };
  EXPECT_FALSE(verify_text(without_line(2)).faults.empty());
  EXPECT_TRUE(mentions(verify_text(without_line(5)).faults, "has 5 leaves by its first line but 4 stand"));
  // Without the log's own head it is whole, as far as it can be known.
  EXPECT_EQ(verify_text(without_line(6), trust).faults, std::vector<std::string>());
  std::string altered = values;
  altered.replace(altered.find("张三"), std::string("张三").size(), "李四");
  EXPECT_TRUE(mentions(verify_text(altered).faults, "event 1 does not have the hash of its content"));

  std::istringstream broken(digests.substr(0, digests.size() - 20));
  const auto refused = verify_export(broken);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "store.bad-export");
  EXPECT_EQ(refused.error().figure("line"), 7);
}

TEST(Log, ProofsLeadFromALeafAndFromAnOldHeadToANewOne) {
  LogSpace space;
  space.write_events(6);
  const SignedHead old = space.sign();
  space.write_events(7);
  const SignedHead head = space.sign();
  space.write_events(1);
  space.database().read([&](const Reader& reader) {
    const auto events = events_after(reader, 0, 100);
    // By the definition, over the leaves: RFC 6962, section 2.1.
    std::vector<Bytes> leaves;
    for (const Event& event : events) leaves.push_back(event.leaf_hash);
    const std::function<Bytes(std::size_t, std::size_t)> mth = [&](std::size_t begin, std::size_t end) {
      if (end - begin == 1) return leaves[begin];
      std::size_t k = 1;
      while (2 * k < end - begin) k *= 2;
      const std::uint8_t one = 1;
      return digest(HashKind::sha256, {BytesView(&one, 1), mth(begin, begin + k), mth(begin + k, end)});
    };
    EXPECT_EQ(old.head.root, mth(0, 6));
    EXPECT_EQ(head.head.root, mth(0, 13));
    // Leaf 4 of 13: its neighbour 5, then 6-7, 0-3, 8-12.
    const auto inclusion = prove_inclusion(reader, events[4].id).value();
    EXPECT_EQ(inclusion.position, 4);
    EXPECT_EQ(inclusion.head.signed_head.note, head.note);
    EXPECT_EQ(inclusion.proof, (std::vector<Bytes>{leaves[5], mth(6, 8), mth(0, 4), mth(8, 13)}));
    EXPECT_EQ(leaf_hash(HashKind::sha256, inclusion.fields), events[4].leaf_hash);
    for (const LeafField& field : inclusion.fields) EXPECT_FALSE(field.value) << field.name;
    // From 6 to 13: 4-5, 6-7, 0-3, 8-12.
    EXPECT_EQ(prove_consistency(reader, 6, 13).value(),
              (std::vector<Bytes>{mth(4, 6), mth(6, 8), mth(0, 4), mth(8, 13)}));
    EXPECT_TRUE(prove_consistency(reader, 13, 13).value().empty());
    for (const auto& [first, second] : {std::pair(0, 5), std::pair(6, 5), std::pair(6, 14)}) {
      EXPECT_EQ(prove_consistency(reader, first, second).error().code, "store.no-such-tree");
    }
    EXPECT_EQ(prove_inclusion(reader, "none").error().code, "store.no-such-event");
    EXPECT_EQ(prove_inclusion(reader, events[13].id).error().code, "store.not-in-a-head");
    return 0;
  });
}

TEST(Log, AFieldIsErasedAndEveryProofHoldsAsBefore) {
  LogSpace space;
  space.write_events(5);
  const SignedHead kept = space.sign();
  const auto event = [&](std::int64_t seq) {
    return space.database().read(
        [&](const Reader& reader) { return events_after(reader, seq - 1, 1).front(); });
  };
  const Event before = event(2);
  const std::vector<FieldOfEvent> fields = {{before.id, "payload.by"}, {event(3).id, "payload.number"}};
  ASSERT_TRUE(space.database().erase(fields, {"account-9", ""}, "三年"));
  const Event after = event(2);
  EXPECT_EQ(after.payload, R"({"number":2,"by":""})");
  EXPECT_EQ(after.leaf_hash, before.leaf_hash);
  EXPECT_EQ(event(3).payload, R"({"number":0,"by":"张三"})");
  const Event told = event(6);
  EXPECT_EQ(told.kind, "log.erased");
  EXPECT_EQ(told.actor.account, "account-9");
  EXPECT_NE(told.payload.find(R"("rule":"三年")"), std::string::npos);
  space.sign();
  const Trust trust{.heads = {kept}, .keys = {space.key.verifier()}};
  EXPECT_EQ(space.verify(trust).faults, std::vector<std::string>());
  EXPECT_EQ(verify_text(exported(space, Disclosure::values), trust).faults, std::vector<std::string>());
  EXPECT_TRUE(space.database().check().empty());

  // The salt is gone with the value: nobody can try names against the digest.
  space.database().read([&](const Reader& reader) {
    const auto standing = standing_fields(reader, HashKind::sha256, after);
    EXPECT_EQ(standing.size(), 12U);
    EXPECT_FALSE(standing[11].value);
    EXPECT_TRUE(standing[11].salt.empty());
    EXPECT_EQ(standing[10].value, "2");
    EXPECT_EQ(after.salt, Bytes(16, 0));
    return 0;
  });

  // A second field of the same event, and what is refused.
  const std::vector<FieldOfEvent> second = {{before.id, "payload.number"}};
  ASSERT_TRUE(space.database().erase(second, {}, "三年"));
  EXPECT_EQ(space.verify(trust).faults, std::vector<std::string>());
  const auto refused = [&](const FieldOfEvent& field) {
    return space.database().erase(std::vector{field}, {}, "三年").error().code;
  };
  EXPECT_EQ(refused(fields[0]), "store.erased-before");
  EXPECT_EQ(refused({before.id, "kind"}), "store.no-such-field");
  EXPECT_EQ(refused({before.id, "payload.none"}), "store.no-such-field");
  EXPECT_EQ(refused({"none", "payload.by"}), "store.no-such-field");

  // Erasing is the only change that the table lets through, and only with its record.
  for (const char* sql : {"UPDATE event SET payload = '{}' WHERE seq = 1",
                          "UPDATE event SET payload = '{}', salt = zeroblob(16) WHERE seq = 1",
                          "UPDATE event SET account = 'x', salt = zeroblob(16) WHERE seq = 2",
                          "UPDATE event_field SET salt = zeroblob(16), commitment = NULL WHERE number = 11",
                          "DELETE FROM event_field"}) {
    const auto changed = space.database().write([&](Transaction& tx) -> StepResult {
      tx.execute(sql, {});
      return "";
    });
    ASSERT_FALSE(changed) << sql;
    EXPECT_EQ(changed.error().code, "store.constraint") << sql;
  }
  // What stands in an erased event is still held against its leaf.
  space.tamper({"UPDATE event SET payload = '{\"number\":0,\"by\":\"\"}', kind = 'x' WHERE seq = 2"});
  EXPECT_TRUE(mentions(space.verify().faults, "event 2 does not have the hash"));
}

TEST(Log, OneHolderOfTheLeaseSequences) {
  LogSpace space;
  space.write_events(4);
  const auto take = [&](const char* holder, std::int64_t limit) {
    std::optional<std::int64_t> count;
    EXPECT_TRUE(space.database().write([&](Transaction& tx) -> StepResult {
      count = sequence(tx, {holder, 5'000'000}, limit);
      return "";
    }));
    return count;
  };
  EXPECT_EQ(take("a", 3), 3);
  EXPECT_EQ(take("b", 3), std::nullopt);
  space.advance(4);
  EXPECT_EQ(take("a", 3), 1);
  EXPECT_EQ(take("a", 3), 0);
  space.advance(4);
  EXPECT_EQ(take("b", 3), std::nullopt);
  space.advance(2);  // 6 s after a had it last
  EXPECT_EQ(take("b", 3), 0);
  EXPECT_EQ(take("a", 3), std::nullopt);
  space.advance(-3600);  // the clock was set back: nobody waits for an hour
  EXPECT_EQ(take("a", 3), 0);
}

TEST(Log, AKeeperSequencesWithinItsDelayAndSignsAtTheEnd) {
  LogSpace space;
  {
    LogKeeper keeper(space.database(), space.make_key("log.key"),
                     {.sequence_every = std::chrono::milliseconds(5), .head_every = std::chrono::hours(1)});
    EXPECT_EQ(keeper.verifier(), space.key.verifier());
    space.write_events(3);
    const auto size = [&] {
      return space.database().read([](const Reader& reader) { return find_log(reader).value().size; });
    };
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (size() < 3 && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    EXPECT_EQ(size(), 3);
    space.write_events(1);
  }
  const LogReport report = space.verify({.keys = {space.key.verifier()}});
  EXPECT_EQ(report.faults, std::vector<std::string>());
  EXPECT_EQ(report.waiting, 0);
  EXPECT_EQ(
      space.database().read([](const Reader& reader) { return latest_head(reader)->signed_head.head.size; }),
      4);
}

TEST(Log, AKeeperSignsNoTreeThatLostWhatItSigned) {
  LogSpace space;
  space.write_events(4);
  const SignedHead kept = space.sign();
  std::mutex mutex;
  std::vector<std::string> faults;
  {
    const auto direct = space.connection();
    direct->run_schema("DROP TRIGGER tree_node_no_update;");
    direct->run("UPDATE tree_node SET hash = zeroblob(32) WHERE level = 2", {}, nullptr);
  }
  {
    const LogKeeper keeper(space.database(), space.make_key("log.key"),
                           {.sequence_every = std::chrono::milliseconds(5),
                            .head_every = std::chrono::milliseconds(5),
                            .on_fault = [&](const Fault& fault) {
                              const std::lock_guard lock(mutex);
                              faults.push_back(fault.code);
                            }});
    space.write_events(1);
  }
  ASSERT_FALSE(faults.empty());
  for (const std::string& code : faults) EXPECT_EQ(code, "store.log-rewritten");
  EXPECT_EQ(space.database().read([](const Reader& reader) { return latest_head(reader)->signed_head.note; }),
            kept.note);
}

TEST(Log, IsBuiltWithSm3WhereTheSpaceWasMadeSo) {
  TestFolder folder;
  const SettableClock clock(Instant{0}, "test");
  SeededRandom random(1);
  OpenOptions options{.folder = folder.path(),
                      .postgres = folder.postgres(),
                      .modules = {counter_module()},
                      .clock = &clock,
                      .random = &random};
  options.log_hash = HashKind::sm3;
  {
    const auto database = Database::open(options).value();
    ASSERT_TRUE(database->write([](Transaction& tx) -> StepResult {
      for (const int amount : {1, 2, 3}) EXPECT_TRUE(add(tx, "a", amount));
      EXPECT_EQ(sequence(tx, {"a"}, 10), 3);
      return "";
    }));
    const auto report = database->read([](const Reader& reader) { return verify_log(reader); });
    EXPECT_EQ(report.faults, std::vector<std::string>());
    EXPECT_EQ(report.log.hash, HashKind::sm3);
    database->read([](const Reader& reader) {
      const Event first = events_after(reader, 0, 1).front();
      EXPECT_EQ(first.leaf_hash, leaf_hash(HashKind::sm3, leaf_fields(HashKind::sm3, first)));
      return 0;
    });
  }
  options.log_hash = HashKind::sha256;
  const auto refused = Database::open(options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "store.log-hash");
  options.log_hash.reset();
  EXPECT_TRUE(Database::open(options));
}

TEST(Checkpoint, IsReadBackAndBoundToItsKey) {
  LogSpace space;
  space.write_events(2);
  const SignedHead head = space.sign();
  const auto read = parse_head(head.note);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->head.size, 2);
  EXPECT_EQ(read->head.root, head.head.root);
  EXPECT_EQ(read->head.at, head.head.at);
  EXPECT_EQ(read->head.origin, head.head.origin);
  EXPECT_TRUE(verifies(*read, space.key.verifier()));
  EXPECT_FALSE(verifies(*read, space.make_key("other.key").verifier()));
  EXPECT_FALSE(verifies(*read, "nonsense"));
  std::string altered = head.note;
  altered.replace(altered.find("\n2\n"), 3, "\n3\n");
  EXPECT_FALSE(verifies(*parse_head(altered), space.key.verifier()));
  for (const char* bad : {"", "a\n1\n", "a\n1\nAAAA\n\n— a b\n", "a\nx\nAAAA\n\n", "no empty line"}) {
    EXPECT_FALSE(parse_head(bad)) << bad;
  }
}

// RFC 8032, section 7.1, test 1: the key file of that seed must have that public key.
TEST(LogKey, IsEd25519InTheFormOfSignedNotes) {
  TestFolder folder;
  SeededRandom random(1);
  const Bytes seed =
      bytes_from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60").value();
  Bytes public_key =
      bytes_from_hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a").value();
  // Key id: the first 4 bytes of SHA-256(name, "\n", 01, public key).
  const std::string id =
      sha256_hex("log.example\n\1" + std::string(public_key.begin(), public_key.end())).substr(0, 8);
  const auto with_algorithm = [](Bytes bytes) {
    bytes.insert(bytes.begin(), 1);
    return base64(bytes);
  };
  const auto file = folder.path() / "k";
  std::ofstream(file) << "PRIVATE+KEY+log.example+" << id << "+" << with_algorithm(seed) << "\n";
  namespace fs = std::filesystem;
  fs::permissions(file, fs::perms::owner_read);
  EXPECT_EQ(LogKey::load_or_make(file, "unused", random).value().verifier(),
            "log.example+" + id + "+" + with_algorithm(public_key));
  fs::permissions(file, fs::perms::group_read, fs::perm_options::add);
  const auto open_to_others = LogKey::load_or_make(file, "unused", random);
  ASSERT_FALSE(open_to_others);
  EXPECT_EQ(open_to_others.error().code, "store.log-key");
  EXPECT_NE(open_to_others.error().message.en.find("0600"), std::string::npos);
  const auto no_key = folder.path() / "n";
  std::ofstream(no_key) << "something else\n";
  fs::permissions(no_key, fs::perms::owner_read);
  EXPECT_EQ(LogKey::load_or_make(no_key, "unused", random).error().code, "store.log-key");
  EXPECT_EQ(LogKey::load_or_make(folder.path() / "no folder" / "k", "n", random).error().kind,
            Fault::Kind::unavailable);
  // A new key is the same when it is read again.
  const std::string made = LogKey::load_or_make(folder.path() / "new", "enact/1", random).value().verifier();
  EXPECT_EQ(LogKey::load_or_make(folder.path() / "new", "unused", random).value().verifier(), made);
  EXPECT_EQ(fs::status(folder.path() / "new").permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

}  // namespace
}  // namespace enact::store
