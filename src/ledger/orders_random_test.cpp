// Random sequences of everything that moves money, orders and year ends among it: after each step the books
// balance, nothing is below zero, and what the bank has paid for a matter and not given back is what the
// ledger says and never above what is owed for it. The model knows only the bank's side. A failure prints its
// seed.
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>

#include "ledger/test_books.hpp"
#include "ledger/test_budget.hpp"

namespace enact::ledger {
namespace {

constexpr int runs = 10;
constexpr int operations = 220;
constexpr int matters = 3;

class Walk {
 public:
  explicit Walk(std::uint64_t seed) : random_(seed) {
    for (int number = 0; number < matters; ++number) {
      ceilings_[number] = 20'000 + 10'000 * number;
      books_.set_ceiling(matter(number), {ceilings_[number]}).value();
    }
    books_.appropriate({60'000}).value();
  }

  void run() {
    for (int i = 0; i < operations && !testing::Test::HasFailure(); ++i) {
      act(i);
      judge();
    }
    EXPECT_TRUE(books_.space.database().check().empty());
    books_.read([](const store::Reader& reader) {
      for (const LineState& one : list_lines(reader)) expect_budget_list(reader, one.line);
      return 0;
    });
  }
  std::set<std::string> kinds() {
    std::set<std::string> kinds;
    for (const Transfer& one :
         books_.read([](const store::Reader& reader) { return transfers_after(reader, 0, 100'000); })) {
      kinds.insert(one.kind);
    }
    return kinds;
  }

 private:
  struct Sent {
    std::string batch;
    std::string commitment;
    std::int64_t fen;
  };

  static Matter matter(int number) { return {"样例", std::to_string(number)}; }
  std::int64_t amount(std::int64_t most) { return 1 + static_cast<std::int64_t>(random_.below(most)); }
  template <class T>
  T* pick(std::vector<T>& from) {
    return from.empty() ? nullptr : &from[random_.below(from.size())];
  }
  Line line() { return {books_.line.policy, year_, books_.line.unit}; }
  Commitment commitment(const std::string& id) {
    return books_.read([&](const store::Reader& reader) { return find_commitment(reader, id).value(); });
  }
  std::vector<std::string> commitments() {
    return books_.read([](const store::Reader& reader) {
      return reader.all("SELECT id FROM commitment ORDER BY id", {},
                        [](const store::Row& row) { return row.text(0); });
    });
  }

  void act(int i) {
    std::vector<std::string> all = commitments();
    const std::string* some = pick(all);
    switch (random_.below(14)) {
      case 0:
        (void)books_.run(
            [&](auto& tx, auto& event) { return ledger::appropriate(tx, line(), {amount(20'000)}, event); });
        return;
      case 1:
      case 2:
      case 3:
        (void)books_.run([&](auto& tx, auto& event) {
          const int number = static_cast<int>(random_.below(matters));
          const std::string claim = "claim-" + std::to_string(i);
          return ledger::commit(tx, {line(), matter(number), claim, claim, {amount(9'000)}}, event);
        });
        return;
      case 4:
        if (some != nullptr) (void)books_.cancel(*some, {amount(5'000)});
        return;
      case 5:
      case 6:
        if (some != nullptr)
          (void)books_.approve(*some, {std::max<std::int64_t>(1, commitment(*some).committed.count)});
        return;
      case 7:
      case 8:
        if (some != nullptr) send(*some);
        return;
      case 9:
        answer(i);
        return;
      case 10:
        if (some != nullptr)
          (void)books_.order({.kind = OrderKind::cancel, .commitment = *some, .fen = {amount(4'000)}});
        return;
      case 11:
        change_budget();
        return;
      default:
        claw_back(some, i);
    }
  }

  void send(const std::string& id) {
    const Commitment state = commitment(id);
    const std::int64_t free = state.payable.count - state.batched.count;
    if (free == 0) return;
    const std::int64_t fen = amount(free);
    const auto made = books_.batch({{id, {fen}, books_.payee, ""}});
    const bool closed =
        books_.read([&](const store::Reader& reader) { return is_closed(reader, state.line); });
    EXPECT_EQ(made.has_value(), !closed) << "nothing is paid from a year that is over";
    if (!made) return;
    if (random_.below(5) == 0) {
      EXPECT_TRUE(books_.cancel_draft(made->id));
      return;
    }
    EXPECT_TRUE(books_.release(made->id));
    on_way_.push_back({made->id, id, fen});
  }

  void answer(int i) {
    const std::string reference = "R" + std::to_string(i);
    if (random_.below(4) == 0) {
      if (Sent* back = pick(paid_)) {
        if (books_.bank(back->batch, 1, BankResult::returned, reference)) {
          cash(back->commitment, -back->fen);
          paid_.erase(paid_.begin() + (back - paid_.data()));
        }
      }
      return;
    }
    Sent* sent = pick(on_way_);
    if (sent == nullptr) return;
    const bool pays = random_.below(4) != 0;
    ASSERT_TRUE(books_.bank(sent->batch, 1, pays ? BankResult::paid : BankResult::failed, reference));
    if (pays) {
      cash(sent->commitment, sent->fen);
      paid_.push_back(*sent);
    }
    on_way_.erase(on_way_.begin() + (sent - on_way_.data()));
  }

  void change_budget() {
    const Line other{books_.line.policy, year_, "另一单位"};
    switch (random_.below(4)) {
      case 0:
        (void)books_.order({.kind = OrderKind::lower, .line = line(), .fen = {amount(8'000)}});
        return;
      case 1:
        (void)books_.order({.kind = OrderKind::move, .line = line(), .to = other, .fen = {amount(8'000)}});
        return;
      case 2:
        (void)books_.order({.kind = OrderKind::move, .line = other, .to = line(), .fen = {amount(8'000)}});
        return;
      default: {
        const auto state =
            books_.read([&](const store::Reader& reader) { return find_line(reader, line()); });
        if (!state) return;
        const Fen over{static_cast<std::int64_t>(random_.below(state->available.count + 1))};
        if (books_.order({.kind = OrderKind::close, .line = line(), .fen = over})) ++year_;
      }
    }
  }

  void claw_back(const std::string* some, int i) {
    if (some != nullptr && random_.below(2) == 0) {
      if (const auto made =
              books_.order({.kind = OrderKind::demand, .commitment = *some, .fen = {amount(3'000)}})) {
        demands_.push_back(made->id);
      }
      return;
    }
    const std::string* demand = pick(demands_);
    if (demand == nullptr) return;
    const auto before =
        books_.read([&](const store::Reader& reader) { return find_demand(reader, *demand).value(); });
    const std::int64_t fen = amount(2'000);
    const bool fits = fen <= before.remaining().count;
    if (random_.below(3) == 0) {
      EXPECT_EQ(books_.order({.kind = OrderKind::waive, .demand = *demand, .fen = {fen}}).has_value(), fits);
      return;
    }
    EXPECT_EQ(books_.receive(*demand, {fen}, "B" + std::to_string(i)).has_value(), fits);
    if (fits) cash(before.commitment, -fen);
  }

  void cash(const std::string& id, std::int64_t fen) { cash_[std::stoi(commitment(id).matter.key)] += fen; }

  void judge() {
    books_.read([&](const store::Reader& reader) {
      for (const std::string& fault : find_imbalances(reader)) ADD_FAILURE() << fault;
      for (int number = 0; number < matters; ++number) {
        const auto state = find_matter(reader, matter(number)).value();
        EXPECT_EQ(state.paid.count, cash_[number]) << "the bank's side";
        EXPECT_LE(state.paid, state.committed);
        EXPECT_LE(state.committed.count, ceilings_[number]);
      }
      for (const LineState& one : list_lines(reader)) {
        for (const Fen fen : {one.available, one.committed, one.payable, one.issued, one.paid}) {
          EXPECT_GE(fen.count, 0);
        }
        EXPECT_EQ(one.appropriated.count, one.available.count + one.committed.count + one.payable.count +
                                              one.issued.count + one.paid.count);
      }
      return 0;
    });
  }

  SeededRandom random_;
  TestBooks books_;
  int year_ = 2026;
  std::map<int, std::int64_t> ceilings_;
  std::map<int, std::int64_t> cash_;
  std::vector<Sent> on_way_;
  std::vector<Sent> paid_;
  std::vector<std::string> demands_;
};

TEST(OrdersRandom, KeepTheBooksWhateverTheOrderOfThings) {
  std::set<std::string> kinds;
  for (std::uint64_t seed = 1; seed <= runs && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Walk walk(seed);
    walk.run();
    kinds.merge(walk.kinds());
  }
  for (const char* kind : {"cancel_payable", "lower", "move_out", "move_in", "received", "carry_out",
                           "carry_in", "lapse", "returned", "paid"}) {
    EXPECT_TRUE(kinds.contains(kind)) << "the walks must get everywhere: " << kind;
  }
}

}  // namespace
}  // namespace enact::ledger
