// Two time axes, corrections, conflicts side by side, registers in bulk.
#include "store/facts.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "store/test_space.hpp"

namespace enact::store {
namespace {

Subject sample_subject(TestSpace& space) {
  return space.database()
      .write_as<Subject>([](Transaction& tx) {
        return add_subject(tx, {.id = "", .type = "企业", .identity = "A1", .name = "样例一厂"});
      })
      .value();
}

std::expected<Fact, Fault> put(TestSpace& space, Fact fact) {
  return space.database().write_as<Fact>([&](Transaction& tx) { return add_fact(tx, fact); });
}

std::vector<std::string> values(TestSpace& space, const std::string& subject, Instant instant) {
  return space.database().read([&](const Reader& reader) {
    std::vector<std::string> result;
    for (const Fact& fact : facts_known_at(reader, subject, instant)) result.push_back(fact.value);
    return result;
  });
}

TEST(Facts, ACorrectionCountsFromWhenItWasKnown) {
  TestSpace space;
  const Subject subject = sample_subject(space);
  const auto first = put(space, {.subject_id = subject.id, .name = "营业收入", .value = "100"});
  ASSERT_TRUE(first);
  const Instant before = space.clock.now();
  space.advance(86400);
  const auto second = put(space, {.subject_id = subject.id,
                                  .name = "营业收入",
                                  .value = "120",
                                  .source = FactSource::attested,
                                  .attested_by = "unit-1",
                                  .valid_from = Date{2025, 1, 1},
                                  .valid_to = Date{2025, 12, 31},
                                  .supersedes = first->seq});
  ASSERT_TRUE(second);
  EXPECT_EQ(values(space, subject.id, before), std::vector<std::string>{"100"});
  EXPECT_EQ(values(space, subject.id, space.clock.now()), std::vector<std::string>{"120"});
  EXPECT_TRUE(values(space, subject.id, Instant{before.microseconds - 1}).empty());

  const auto stored =
      space.database().read([&](const Reader& reader) { return find_fact(reader, second->seq); });
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->source, FactSource::attested);
  EXPECT_EQ(stored->valid_from, (Date{2025, 1, 1}));
  EXPECT_EQ(stored->valid_to, (Date{2025, 12, 31}));
  EXPECT_EQ(stored->supersedes, first->seq);
  EXPECT_EQ(stored->known_on, space.clock.now());
}

TEST(Facts, ConflictingFactsStandSideBySide) {
  TestSpace space;
  const Subject subject = sample_subject(space);
  ASSERT_TRUE(put(space, {.subject_id = subject.id, .name = "规模", .value = "\"小型\""}));
  ASSERT_TRUE(put(space, {.subject_id = subject.id, .name = "规模", .value = "\"中型\""}));
  EXPECT_EQ(values(space, subject.id, space.clock.now()).size(), 2U);
}

TEST(Facts, RefusesWhatCannotBe) {
  TestSpace space;
  const Subject subject = sample_subject(space);
  const auto base = put(space, {.subject_id = subject.id, .name = "甲", .value = "1"});
  ASSERT_TRUE(base);
  const auto code = [&](Fact fact) {
    const auto added = put(space, std::move(fact));
    return added ? std::string("taken") : added.error().code;
  };
  EXPECT_EQ(code({.subject_id = subject.id, .name = "", .value = "1"}), "store.bad-fact");
  EXPECT_EQ(code({.subject_id = subject.id, .name = "甲", .value = "{"}), "store.bad-fact");
  EXPECT_EQ(code({.subject_id = "nobody", .name = "甲", .value = "1"}), "store.bad-fact");
  EXPECT_EQ(code({.subject_id = subject.id, .name = "乙", .value = "1", .supersedes = base->seq}),
            "store.bad-fact");
  EXPECT_EQ(code({.subject_id = subject.id, .name = "甲", .value = "1", .supersedes = 999}),
            "store.bad-fact");
  EXPECT_EQ(code({.subject_id = subject.id,
                  .name = "甲",
                  .value = "1",
                  .known_on = Instant{space.clock.now().microseconds + 1}}),
            "store.bad-fact");
  EXPECT_EQ(code({.subject_id = subject.id,
                  .name = "甲",
                  .value = "1",
                  .valid_from = Date{2026, 2, 2},
                  .valid_to = Date{2026, 2, 1}}),
            "store.bad-fact");
  EXPECT_EQ(code({.subject_id = subject.id, .name = "甲", .value = "2", .supersedes = base->seq}), "taken");
  EXPECT_EQ(code({.subject_id = subject.id, .name = "甲", .value = "3", .supersedes = base->seq}),
            "store.fact-superseded");
}

TEST(Facts, ASubjectIsRegisteredOnce) {
  TestSpace space;
  const Subject subject = sample_subject(space);
  const auto again = space.database().write_as<Subject>([](Transaction& tx) {
    return add_subject(tx, {.id = "", .type = "企业", .identity = "A1", .name = "别名"});
  });
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "store.subject-exists");
  space.database().read([&](const Reader& reader) {
    EXPECT_EQ(find_subject(reader, "企业", "A1")->id, subject.id);
    EXPECT_FALSE(find_subject(reader, "人员", "A1"));
    return 0;
  });
}

TEST(Facts, ListsFindByPartOfNameOrIdentityWithWildcardsLiteral) {
  TestSpace space;
  std::vector<SubjectWithFacts> register_ = {{{"", "企业", "A100", "东山机械"}, {}},
                                             {{"", "企业", "B200", "西山_机械"}, {}},
                                             {{"", "企业", "C300", "南海食品"}, {}},
                                             {{"", "人员", "A400", "东山某"}, {}}};
  ASSERT_TRUE(
      space.database().write_as<BulkCount>([&](Transaction& tx) { return add_subjects(tx, register_); }));
  space.database().read([](const Reader& reader) {
    EXPECT_EQ(count_subjects(reader, "企业", ""), 3);
    EXPECT_EQ(count_subjects(reader, "企业", "山"), 2);
    EXPECT_EQ(count_subjects(reader, "企业", "_"), 1);
    EXPECT_EQ(count_subjects(reader, "企业", "%"), 0);
    EXPECT_EQ(count_subjects(reader, "企业", "C3"), 1);
    EXPECT_EQ(list_subjects(reader, "企业", "", 1, 1).size(), 1U);
    int seen = 0;
    for_each_subject(reader, "企业", [&](const Subject&) { ++seen; });
    EXPECT_EQ(seen, 3);
    return 0;
  });
}

TEST(Facts, AWholeRegisterGoesInInOneStep) {
  TestSpace space;
  std::vector<SubjectWithFacts> entries;
  for (int i = 0; i < 10'000; ++i) {
    SubjectWithFacts entry{{"", "企业", fmt::format("ID{:06}", i), fmt::format("样例{}号", i)}, {}};
    for (int f = 0; f < 15; ++f) {
      entry.facts.push_back({.name = fmt::format("事实{}", f), .value = std::to_string(i * f)});
    }
    entries.push_back(std::move(entry));
  }
  const auto count =
      space.database().write_as<BulkCount>([&](Transaction& tx) { return add_subjects(tx, entries); });
  ASSERT_TRUE(count);
  EXPECT_EQ(count->new_subjects, 10'000);
  EXPECT_EQ(count->facts, 150'000);
  // The same register again adds facts, not subjects.
  entries.resize(1);
  const auto again =
      space.database().write_as<BulkCount>([&](Transaction& tx) { return add_subjects(tx, entries); });
  EXPECT_EQ(again->new_subjects, 0);
  EXPECT_EQ(again->facts, 15);
}

TEST(Facts, ARegisterWithOneBadFactLeavesNothing) {
  TestSpace space;
  const std::vector<SubjectWithFacts> entries = {{{"", "企业", "A1", "一"}, {{.name = "甲", .value = "1"}}},
                                                 {{"", "企业", "A2", "二"}, {{.name = "甲", .value = "一"}}}};
  EXPECT_FALSE(
      space.database().write_as<BulkCount>([&](Transaction& tx) { return add_subjects(tx, entries); }));
  EXPECT_EQ(space.database().read([](const Reader& reader) { return count_subjects(reader, "企业", ""); }),
            0);
}

}  // namespace
}  // namespace enact::store
