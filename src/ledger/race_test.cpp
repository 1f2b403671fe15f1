// Many officers at once, on overlapping matters: whoever comes first, no matter is committed or paid above
// what is owed for it.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "ledger/test_books.hpp"

namespace enact::ledger {
namespace {

TEST(Race, ThirtyTwoAtOnceNeverPayAMatterAboveItsClaim) {
  constexpr int threads = 32;
  constexpr int rounds = 4;
  constexpr int matters = 3;
  constexpr std::int64_t owed = 1'000;
  constexpr std::int64_t part = 300;  // fits three times: 900 of 1,000
  TestBooks books;
  books.appropriate({1'000'000}).value();
  const auto matter = [](int number) { return Matter{"样例", std::to_string(number)}; };
  for (int number = 0; number < matters; ++number) books.set_ceiling(matter(number), {owed}).value();

  std::atomic<int> paid = 0;
  std::atomic<int> refused = 0;
  {
    std::vector<std::jthread> officers;
    for (int thread = 0; thread < threads; ++thread) {
      officers.emplace_back([&, thread] {
        for (int round = 0; round < rounds; ++round) {
          const std::string name = std::to_string(thread) + "-" + std::to_string(round);
          const auto made = books.commit(matter((thread + round) % matters), name, {part});
          if (!made) {
            EXPECT_EQ(made.error().code, "ledger.ceiling-exceeded");
            ++refused;
            continue;
          }
          ASSERT_TRUE(books.approve(made->id, {part}));
          const auto batch = books.batch({{made->id, {part}, books.payee, ""}});
          ASSERT_TRUE(batch);
          // Two release it at once, and two record the bank's word: once each.
          std::jthread twin([&] { (void)books.release(batch->id, "checker-2"); });
          (void)books.release(batch->id);
          twin.join();
          std::jthread echo([&] { (void)books.bank(batch->id, 1, BankResult::paid, "R" + name); });
          ASSERT_TRUE(books.bank(batch->id, 1, BankResult::paid, "R" + name));
          ++paid;
        }
      });
    }
  }
  EXPECT_EQ(paid, 3 * matters);
  EXPECT_EQ(refused, threads * rounds - 3 * matters);
  books.read([&](const store::Reader& reader) {
    for (int number = 0; number < matters; ++number) {
      const auto state = find_matter(reader, matter(number)).value();
      EXPECT_EQ(state.paid, Fen{3 * part});
      EXPECT_LE(state.committed, state.ceiling);
    }
    EXPECT_TRUE(find_imbalances(reader).empty());
    return 0;
  });
}

}  // namespace
}  // namespace enact::ledger
