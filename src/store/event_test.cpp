// The log: order, versions, leaves, what may not be changed, and projections against a rebuild.
#include "store/event.hpp"

#include <gtest/gtest.h>

#include "store/leaf.hpp"
#include "store/test_counter.hpp"
#include "store/test_space.hpp"

namespace enact::store {
namespace {

void write_events(TestSpace& space, int count) {
  for (int i = 1; i <= count; ++i) {
    ASSERT_TRUE(space.database().write([&](Transaction& tx) -> StepResult {
      if (auto added = add(tx, i % 2 == 0 ? "even" : "odd", i); !added) return std::unexpected(added.error());
      return "";
    }));
    space.advance(1);
  }
}

TEST(Event, IsNumberedInTheSpaceAndInItsStream) {
  TestSpace space({counter_module()});
  write_events(space, 5);
  space.database().read([](const Reader& reader) {
    const auto events = events_after(reader, 0, 100);
    EXPECT_EQ(events.size(), 5U);
    EXPECT_EQ(events[4].seq, 5);
    EXPECT_EQ(events[4].stream_id, "odd");
    EXPECT_EQ(events[4].stream_version, 3);
    EXPECT_EQ(events[4].clock_source, "test");
    EXPECT_EQ(events[4].actor.unit, "unit-1");
    EXPECT_EQ(events[4].at.to_string(), Instant::parse("2026-03-10T01:00:04Z")->to_string());
    EXPECT_EQ(find_event(reader, events[2].id)->payload, "3");
    EXPECT_EQ(stream_version(reader, "counter", "even"), 2);
    EXPECT_EQ(stream_version(reader, "counter", "none"), 0);
    const auto stream = stream_events(reader, "counter", "odd", 1);
    EXPECT_EQ(stream.size(), 2U);
    EXPECT_EQ(stream.front().payload, "3");
    EXPECT_EQ(events_after(reader, 3, 1).front().seq, 4);
    return 0;
  });
}

// Their order is that of their numbers. What the clock said stands beside, right or wrong.
TEST(Event, KeepsItsPlaceWhateverTheClockDoes) {
  TestSpace space({counter_module()});
  std::vector<Instant> told;
  SeededRandom chance(20261126);
  for (int i = 0; i < 60; ++i) {
    constexpr std::int64_t hour = 3600;
    constexpr std::int64_t year = 365 * 24 * hour;
    const std::int64_t steps[] = {1, hour, -hour, year, -year};
    space.advance(steps[chance.below(5)]);
    ASSERT_TRUE(space.database().write([&](Transaction& tx) -> StepResult {
      told.push_back(tx.now());
      if (auto added = add(tx, "a", 1, i); !added) return std::unexpected(added.error());
      return "";
    }));
  }
  space.database().read([&](const Reader& reader) {
    std::int64_t seq = 0;
    std::set<std::string> ids;
    for_each_event(reader, [&](const Event& event) {
      EXPECT_EQ(event.seq, ++seq);
      EXPECT_EQ(event.stream_version, seq);
      EXPECT_EQ(event.at, told[static_cast<std::size_t>(seq - 1)]);
      ids.insert(event.id);
    });
    EXPECT_EQ(std::ssize(ids), 60);
    return 0;
  });
  EXPECT_TRUE(space.database().check().empty());
}

TEST(Event, AStaleVersionIsAConflictThatNamesBoth) {
  TestSpace space({counter_module()});
  const auto add_at = [&](std::int64_t version) {
    return space.database().write([&](Transaction& tx) -> StepResult {
      if (auto added = add(tx, "a", 1, version); !added) return std::unexpected(added.error());
      return "";
    });
  };
  EXPECT_TRUE(add_at(0));
  EXPECT_TRUE(add_at(1));
  const auto stale = add_at(1);
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().kind, Fault::Kind::conflict);
  EXPECT_EQ(stale.error().code, "store.version-conflict");
  EXPECT_EQ(stale.error().figure("expected_version"), 1);
  EXPECT_EQ(stale.error().figure("version"), 2);
  EXPECT_FALSE(add_at(0));
}

TEST(Event, CannotBeChangedOrRemovedOrReplaced) {
  TestSpace space({counter_module()});
  write_events(space, 1);
  for (const char* sql : {"UPDATE event SET payload = '9'", "DELETE FROM event"}) {
    const auto changed = space.database().write([&](Transaction& tx) -> StepResult {
      tx.execute(sql, {});
      return "";
    });
    ASSERT_FALSE(changed) << sql;
    EXPECT_EQ(changed.error().code, "store.constraint");
  }
  if (!space.on_postgres()) {  // it has no such statement
    EXPECT_FALSE(space.database().write([&](Transaction& tx) -> StepResult {
      tx.execute(
          "INSERT OR REPLACE INTO event SELECT seq, id, at, clock_source, account, unit, stream_type, "
          "stream_id, "
          "stream_version, kind, schema_version, '9', salt, leaf_format, leaf_hash FROM event",
          {});
      return "";
    }));
  }
  EXPECT_TRUE(space.database().check().empty());
}

// The bytes of a leaf, put together as docs/event-log.md says.
class Encoded {
 public:
  explicit Encoded(std::string start) : bytes(std::move(start)) {}
  void number(int value) { bytes += std::string(7, '\0') + static_cast<char>(value); }
  void text(const std::string& value) {
    number(static_cast<int>(value.size()));
    bytes += value;
  }
  std::string bytes;
};

std::string text(const Bytes& data) {
  return {data.begin(), data.end()};
}

TEST(Leaf, OfTheFirstFormatIsWhatTheDocumentedEncodingGives) {
  // Worked out by hand from the encoding: it must not change while events of format 1 exist.
  const Event event{.seq = 1,
                    .id = "i",
                    .at = Instant{2},
                    .clock_source = "c",
                    .actor = {"a", "u"},
                    .stream_type = "t",
                    .stream_id = "s",
                    .stream_version = 3,
                    .kind = "k",
                    .schema_version = 4,
                    .payload = "{}",
                    .salt = Bytes(16, 7),
                    .leaf_hash = {}};
  Encoded encoded(std::string("\0\1", 2));
  encoded.text(std::string(32, '\0'));
  encoded.number(1);
  encoded.text("i");
  encoded.number(2);
  for (const char* field : {"c", "a", "u", "t", "s"}) encoded.text(field);
  encoded.number(3);
  encoded.text("k");
  encoded.number(4);
  encoded.text(text(sha256(std::string(16, '\7') + "{}")));
  EXPECT_EQ(hex(hash_of_chained(chained_leaf_data(event, Bytes(32, 0)))), sha256_hex(encoded.bytes));
}

TEST(Leaf, OfTheSecondFormatIsWhatTheDocumentedEncodingGives) {
  const Event event{.seq = 9,
                    .id = "i",
                    .at = Instant{1234567},
                    .clock_source = "c",
                    .actor = {"a", "u"},
                    .stream_type = "t",
                    .stream_id = "s",
                    .stream_version = 3,
                    .kind = "k",
                    .schema_version = 4,
                    .payload = R"({"x": "甲,}\\\"", "y" :[1, {"z":2}],"n":-1.5e3 , "o":{} })",
                    .salt = Bytes(16, 7),
                    .leaf_hash = {}};
  const std::vector<std::pair<std::string, std::string>> fields = {{"id", "i"},
                                                                   {"at", "1234567"},
                                                                   {"clock", "c"},
                                                                   {"account", "a"},
                                                                   {"unit", "u"},
                                                                   {"stream_type", "t"},
                                                                   {"stream_id", "s"},
                                                                   {"stream_version", "3"},
                                                                   {"kind", "k"},
                                                                   {"schema_version", "4"},
                                                                   {"payload.x", R"("甲,}\\\"")"},
                                                                   {"payload.y", R"([1, {"z":2}])"},
                                                                   {"payload.n", "-1.5e3"},
                                                                   {"payload.o", "{}"}};
  Encoded encoded(std::string("\0\2", 2));
  encoded.number(14);
  int place = 0;
  for (const auto& [name, value] : fields) {
    encoded.text(name);
    Encoded salt("\2" + std::string(16, '\7'));
    salt.number(place++);
    encoded.bytes += text(sha256(text(sha256(salt.bytes)).substr(0, 16) + value));
  }
  EXPECT_EQ(hex(leaf_hash(HashKind::sha256, leaf_fields(HashKind::sha256, event))),
            sha256_hex(encoded.bytes));
}

TEST(Leaf, APayloadThatIsNoObjectIsOneField) {
  for (const char* payload :
       {"3", "[1]", "\"{}\"", "", "{", "{\"a\":1} x", "{\"a\":}", "{\"a\":[}", "{\"a\"1}"}) {
    EXPECT_FALSE(json_members(payload)) << payload;
  }
  EXPECT_TRUE(json_members(" { } ")->empty());
  const auto fields = fields_of({.payload = "[1]"});
  EXPECT_EQ(fields.size(), 11U);
  EXPECT_EQ(fields.back().name, "payload");
  EXPECT_EQ(fields.back().value, "[1]");
}

TEST(Projection, ARebuildShowsWhatDoesNotFollowAndMendsIt) {
  TestSpace space({counter_module()});
  write_events(space, 4);
  ASSERT_TRUE(space.database().write([](Transaction& tx) -> StepResult {
    tx.execute("UPDATE counter SET total = 99 WHERE name = 'odd'", {});
    tx.execute("DELETE FROM counter WHERE name = 'even'", {});
    return "";
  }));
  const auto differences = space.database().check();
  ASSERT_EQ(differences.size(), 4U);  // one row stands wrongly, two are missing, and the count differs
  EXPECT_EQ(differences[0].where, "projection counters: counter");
  EXPECT_NE(differences[0].what.find("odd | 99"), std::string::npos);
  EXPECT_TRUE(space.database().rebuild());
  EXPECT_TRUE(space.database().check().empty());
  EXPECT_EQ(space.database().read([](const Reader& reader) { return total(reader, "odd"); }), 4);
}

TEST(Projection, MayNeitherMakeIdsNorAppend) {
  Module bad = counter_module();
  bad.projections[0].apply = [](Transaction& tx, const Event&) { (void)tx.new_id(); };
  TestSpace space({bad});
  const auto answer = space.database().write([](Transaction& tx) -> StepResult {
    (void)add(tx, "a", 1);
    return "";
  });
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, Fault::Kind::internal);
  EXPECT_EQ(space.database().read([](const Reader& reader) {
    return reader.integer("SELECT count(*) FROM event", {}).value_or(-1);
  }),
            0);
}

TEST(Hash, IsSha256) {
  // FIPS 180-4, example "abc".
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(*bytes_from_hex("00ffA9"), (Bytes{0, 255, 169}));
  EXPECT_FALSE(bytes_from_hex("0"));
  EXPECT_FALSE(bytes_from_hex("zz"));
}

}  // namespace
}  // namespace enact::store
