// Whatever is tried, in whatever order and however many at once: what the constraints promise holds, and
// every state that can be reached is computed again from its events alike.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <thread>

#include "registers/test_town.hpp"

namespace enact::registers::test {
namespace {

// Each case makes a space of its own on disk: fewer of them than RapidCheck tries where nothing is said.
const bool fewer = [] { return setenv("RC_PARAMS", "max_success=20 max_size=50", /*overwrite=*/0) == 0; }();

struct Stretch {
  std::string key;
  std::int64_t starts;
  std::int64_t ends;
  std::int64_t amount;
  std::int64_t bound;
};

std::vector<Stretch> stretches(Town& town) {
  return town.read([](const store::Reader& reader) {
    return reader.all("SELECT scope, key, starts, ends, amount, bound FROM register_span", {},
                      [](const store::Row& row) {
                        return Stretch{row.text(0) + row.text(1), row.integer(2), row.integer(3),
                                       row.integer(4), row.integer(5)};
                      });
  });
}

// Of each key, at every moment at which something begins.
bool within_bounds(const std::vector<Stretch>& all) {
  return std::ranges::all_of(all, [&](const Stretch& at) {
    std::int64_t sum = 0;
    for (const Stretch& one : all) {
      if (one.key == at.key && one.starts <= at.starts && at.starts < one.ends) sum += one.amount;
    }
    return sum <= at.bound;
  });
}

void must_be_sound(Town& town) {
  const auto differences = town.space.database().check();
  for (const store::Difference& one : differences) RC_LOG() << one.where << ": " << one.what << "\n";
  RC_ASSERT(differences.empty());
}

std::string day_text(int day) {
  return Date::make(2026, 3, 1)->add_days(day)->to_string();
}

RC_GTEST_PROP(Random, APledgeNeverCoversARightTwiceAtOneTime, ()) {
  Town town;
  const std::vector<std::string> rights{town.right("ZL000000000001"), town.right("ZL000000000002")};
  std::vector<std::string> pledges;
  const auto count = *rc::gen::inRange(1, 12);
  for (int i = 0; i < count; ++i) {
    if (!pledges.empty() && *rc::gen::inRange(0, 3) == 0) {
      const auto& pledge = pledges[*rc::gen::inRange<std::size_t>(0, pledges.size())];
      const std::string last = day_text(*rc::gen::inRange(0, 40));
      (void)town.take(keeper, pledge, "登记", "release", fmt::format(R"({{"止":"{}"}})", last));
      continue;
    }
    const int from = *rc::gen::inRange(0, 30);
    const bool open = *rc::gen::inRange(0, 3) == 0;
    const int length = *rc::gen::inRange(1, 10);
    const auto done = town.pledge(rights[*rc::gen::inRange<std::size_t>(0, 2)], day_text(from),
                                  open ? "" : day_text(from + length));
    if (done) pledges.push_back(done->id);
    RC_ASSERT(within_bounds(stretches(town)));
  }
  must_be_sound(town);
}

RC_GTEST_PROP(Random, SharesNeverPassTheBound, ()) {
  Town town;
  const std::string expert = town.open(keeper, "专家", "", R"({"姓名":"李工"})").value().id;
  const auto count = *rc::gen::inRange(1, 12);
  int made = 0;
  for (int i = 0; i < count; ++i) {
    const int from = *rc::gen::inRange(0, 20);
    const int last = from + *rc::gen::inRange(0, 10);
    const int tenths = *rc::gen::inRange(0, 11);
    const auto opened =
        town.open(town.owner, "聘任", town.first,
                  fmt::format(R"({{"事由":"顾问","专家":"{}","份额":{}.{},"起":"{}","止":"{}"}})", expert,
                              tenths / 10, tenths % 10, day_text(from), day_text(last)));
    if (opened && town.take(town.owner, opened->id, "申请", "submit")) ++made;
    RC_ASSERT(within_bounds(stretches(town)));
  }
  RC_TAG(made > 3 ? "many" : "few");
  must_be_sound(town);
}

RC_GTEST_PROP(Random, ALaddersHistoryHasNoOverlap, ()) {
  Town town;
  static const std::vector<std::string> levels{"基础级", "先进级", "卓越级"};
  const auto count = *rc::gen::inRange(1, 10);
  for (int i = 0; i < count; ++i) {
    if (*rc::gen::inRange(0, 4) == 0) {
      town.days(*rc::gen::inRange(1, 900));
      (void)town.turn();
      continue;
    }
    const Date from = *town.today().add_days(*rc::gen::inRange(-40, 40));
    const auto opened =
        town.open(town.owner, "工厂", town.first,
                  fmt::format(R"({{"名称":"一厂","层级":"{}","起":"{}"}})",
                              levels[*rc::gen::inRange<std::size_t>(0, 3)], from.to_string()));
    if (!opened) continue;
    (void)town.take(town.owner, opened->id, "申报", "submit");
    const auto granted = town.take(keeper, opened->id, "评估", "grant", R"({"得分":90})");
    if (granted && *rc::gen::inRange(0, 4) == 0) {
      (void)town.take(keeper, opened->id, "持有", "revoke", "", "核查");
    }
    RC_ASSERT(within_bounds(stretches(town)));
  }
  must_be_sound(town);
}

// Several at once, on one database: the writer takes them one after another, and none slips past another.
RC_GTEST_PROP(Random, BookingsNeverOverlapHoweverManyAskAtOnce, ()) {
  Town town;
  const std::string instrument = town.instrument();
  constexpr int askers = 4;
  std::vector<std::vector<std::pair<int, int>>> wanted(askers);
  for (auto& each : wanted) {
    each = *rc::gen::container<std::vector<std::pair<int, int>>>(
        3, rc::gen::pair(rc::gen::inRange(0, 20), rc::gen::inRange(1, 6)));
  }
  std::vector<std::thread> threads;
  std::atomic<int> made = 0;
  threads.reserve(wanted.size());
  for (const auto& each : wanted) {
    threads.emplace_back([&] {
      for (const auto& [from, length] : each) {
        const auto moment = [](int hour) {
          return fmt::format("2026-04-{:02}T{:02}:00", 1 + hour / 24, hour % 24);
        };
        if (town.book(town.owner, town.first, instrument, moment(from), moment(from + length))) ++made;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  RC_ASSERT(made > 0);
  const auto all = stretches(town);
  RC_ASSERT(all.size() == static_cast<std::size_t>(made));
  RC_ASSERT(within_bounds(all));
  must_be_sound(town);
}

}  // namespace
}  // namespace enact::registers::test
