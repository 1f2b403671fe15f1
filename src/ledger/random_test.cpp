// Random operations against a simple model: each is taken or refused exactly as the model says, and after
// each the books balance. A failure prints its seed.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "ledger/test_books.hpp"

namespace enact::ledger {
namespace {

constexpr int walks = 12;
constexpr int steps_a_walk = 150;

// What the ledger should know, in the plainest form.
struct Model {
  struct Promise {
    std::string id;
    int matter;
    std::int64_t committed, payable, batched, issued, paid, cancelled;
  };
  struct Entry {
    std::string batch;
    int number;
    std::size_t promise;
    std::int64_t fen;
    char state;  // draft, issued, paid, back (failed or returned), cancelled
  };
  std::int64_t appropriated = 0;
  std::int64_t available = 0;
  std::map<int, std::int64_t> ceilings;
  std::vector<Promise> promises;
  std::vector<Entry> entries;

  std::int64_t committed_for(int matter) const {
    std::int64_t sum = 0;
    for (const Promise& promise : promises) {
      if (promise.matter == matter) {
        sum += promise.committed + promise.payable + promise.issued + promise.paid;
      }
    }
    return sum;
  }
  std::int64_t paid_for(int matter) const {
    std::int64_t sum = 0;
    for (const Promise& promise : promises) sum += promise.matter == matter ? promise.paid : 0;
    return sum;
  }
};

class RandomBooks {
 public:
  explicit RandomBooks(std::uint64_t seed) : random_(seed) {}

  void run() {
    for (int i = 0; i < steps_a_walk && !testing::Test::HasFailure(); ++i) {
      step(i);
      compare();
    }
    EXPECT_TRUE(books_.space.database().check().empty());
  }
  // The kinds of transfer that were booked, to see that the run went everywhere.
  std::set<std::string> kinds() {
    std::set<std::string> result;
    for (const Transfer& transfer : books_.read(
             [](const store::Reader& reader) { return transfers_after(reader, 0, 10 * steps_a_walk); })) {
      result.insert(transfer.kind);
    }
    return result;
  }

 private:
  std::int64_t amount() { return static_cast<std::int64_t>(random_.below(300)) + 1; }
  int some_matter() { return static_cast<int>(random_.below(3)); }
  static Matter matter(int number) { return {"样例", std::to_string(number)}; }
  Model::Promise* some_promise() {
    if (model_.promises.empty()) return nullptr;
    return &model_.promises[random_.below(model_.promises.size())];
  }

  void step(int i) {
    const std::int64_t fen = amount();
    switch (random_.below(9)) {
      case 0: {
        const std::int64_t budget = 3 * fen;
        EXPECT_TRUE(books_.appropriate({budget}));
        model_.appropriated += budget;
        model_.available += budget;
        return;
      }
      case 1: {
        const int number = some_matter();
        const std::int64_t ceiling = 3 * fen;
        const bool fits = ceiling >= model_.committed_for(number);
        EXPECT_EQ(books_.set_ceiling(matter(number), {ceiling}).has_value(), fits);
        if (fits) model_.ceilings[number] = ceiling;
        return;
      }
      case 2: {
        const int number = some_matter();
        const auto ceiling = model_.ceilings.find(number);
        const bool fits = ceiling != model_.ceilings.end() &&
                          model_.committed_for(number) + fen <= ceiling->second && fen <= model_.available;
        const auto made = books_.commit(matter(number), "claim-" + std::to_string(i), {fen});
        EXPECT_EQ(made.has_value(), fits);
        if (!made) return;
        model_.available -= fen;
        model_.promises.push_back({made->id, number, fen, 0, 0, 0, 0, 0});
        return;
      }
      case 3:
        if (auto* promise = some_promise()) {
          const bool fits = fen <= promise->committed;
          EXPECT_EQ(books_.cancel(promise->id, {fen}).has_value(), fits);
          if (!fits) return;
          promise->committed -= fen;
          promise->cancelled += fen;
          model_.available += fen;
        }
        return;
      case 4:
        if (auto* promise = some_promise()) {
          const bool fits = fen <= promise->committed;
          EXPECT_EQ(books_.approve(promise->id, {fen}).has_value(), fits);
          if (!fits) return;
          promise->committed -= fen;
          promise->payable += fen;
        }
        return;
      case 5:
        draft(fen);
        return;
      case 6:
        release_or_cancel();
        return;
      default:
        bank(i);
    }
  }

  void draft(std::int64_t fen) {
    auto* promise = some_promise();
    if (promise == nullptr) return;
    const bool fits = fen <= promise->payable - promise->batched;
    const auto made = books_.batch({{promise->id, {fen}, books_.payee, ""}});
    EXPECT_EQ(made.has_value(), fits);
    if (!made) return;
    promise->batched += fen;
    model_.entries.push_back(
        {made->id, 1, static_cast<std::size_t>(promise - model_.promises.data()), fen, 'd'});
  }

  void release_or_cancel() {
    if (model_.entries.empty()) return;
    Model::Entry& entry = model_.entries[random_.below(model_.entries.size())];
    Model::Promise& promise = model_.promises[entry.promise];
    const bool release = random_.below(4) != 0;
    const bool fits = entry.state == 'd';
    EXPECT_EQ(
        release ? books_.release(entry.batch).has_value() : books_.cancel_draft(entry.batch).has_value(),
        fits);
    if (!fits) return;
    promise.batched -= entry.fen;
    if (release) {
      promise.payable -= entry.fen;
      promise.issued += entry.fen;
    }
    entry.state = release ? 'i' : 'c';
  }

  void bank(int i) {
    if (model_.entries.empty()) return;
    Model::Entry& entry = model_.entries[random_.below(model_.entries.size())];
    Model::Promise& promise = model_.promises[entry.promise];
    const auto result = static_cast<BankResult>(random_.below(3));
    const bool fits = result == BankResult::returned ? entry.state == 'p' : entry.state == 'i';
    EXPECT_EQ(books_.bank(entry.batch, entry.number, result, "ref-" + std::to_string(i)).has_value(), fits);
    if (!fits) return;
    if (result == BankResult::returned) {
      promise.paid -= entry.fen;
    } else {
      promise.issued -= entry.fen;
    }
    if (result == BankResult::paid) {
      promise.paid += entry.fen;
      entry.state = 'p';
    } else {
      promise.payable += entry.fen;
      entry.state = 'b';
    }
  }

  void compare() {
    books_.read([&](const store::Reader& reader) {
      EXPECT_TRUE(find_imbalances(reader).empty());
      if (const auto line = find_line(reader, books_.line)) {
        EXPECT_EQ(line->appropriated.count, model_.appropriated);
        EXPECT_EQ(line->available.count, model_.available);
        EXPECT_EQ(line->available.count + line->committed.count + line->payable.count + line->issued.count +
                      line->paid.count,
                  line->appropriated.count);
      }
      for (const auto& [number, ceiling] : model_.ceilings) {
        const auto state = find_matter(reader, matter(number));
        EXPECT_EQ(state->ceiling.count, ceiling);
        EXPECT_EQ(state->committed.count, model_.committed_for(number));
        EXPECT_EQ(state->paid.count, model_.paid_for(number));
        EXPECT_LE(state->committed, state->ceiling);
      }
      for (const Model::Promise& promise : model_.promises) {
        const auto commitment = find_commitment(reader, promise.id);
        EXPECT_EQ(commitment->committed.count, promise.committed);
        EXPECT_EQ(commitment->payable.count, promise.payable);
        EXPECT_EQ(commitment->batched.count, promise.batched);
        EXPECT_EQ(commitment->issued.count, promise.issued);
        EXPECT_EQ(commitment->paid.count, promise.paid);
        EXPECT_EQ(commitment->cancelled.count, promise.cancelled);
      }
      return 0;
    });
  }

  SeededRandom random_;
  TestBooks books_;
  Model model_;
};

TEST(Random, OperationsAreTakenOrRefusedAsTheModelSays) {
  std::set<std::string> kinds;
  for (std::uint64_t seed = 1; seed <= walks && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomBooks books(seed);
    books.run();
    kinds.merge(books.kinds());
  }
  EXPECT_EQ(kinds, (std::set<std::string>{"appropriate", "approve", "cancel", "commit", "failed", "paid",
                                          "release", "returned"}));
}

}  // namespace
}  // namespace enact::ledger
