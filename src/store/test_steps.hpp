// What the fault tests write, and what must hold of it after any fault: steps of several parts, each a row
// and an event, whose ids say how many parts they have.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "store/test_counter.hpp"

namespace enact::store {

inline int parts_of(int step) {
  return 1 + step % 5;
}

// Writes the step "prefix.number" under an idempotency key of the same name.
inline std::expected<Answer, Fault> write_parts(Database& database, const std::string& prefix, int number) {
  const std::string id = prefix + "." + std::to_string(number);
  return database.write(
      [&](Transaction& tx) -> StepResult {
        for (int part = 1; part <= parts_of(number); ++part) {
          tx.execute("INSERT INTO booking (step, part, amount) VALUES (?, ?, ?)", {id, part, part});
          if (auto added = add(tx, "counter-" + std::to_string(number % 7), part); !added) {
            return std::unexpected(added.error());
          }
        }
        return id;
      },
      IdempotencyKey{"writer", id, id});
}

// Every acknowledged step is there, none is there by half, and all that is derived follows.
inline void expect_whole(Database& database, const std::set<std::string>& acknowledged) {
  std::map<std::string, int> found;
  std::int64_t events = 0;
  std::int64_t keys = 0;
  database.read([&](const Reader& reader) {
    reader.query("SELECT step, count(*) FROM booking GROUP BY step", {},
                 [&](const Row& row) { found[row.text(0)] = static_cast<int>(row.integer(1)); });
    events = reader.integer("SELECT count(*) FROM event", {}).value();
    keys = reader.integer("SELECT count(*) FROM idempotency", {}).value();
    return 0;
  });
  std::int64_t parts = 0;
  for (const auto& [step, count] : found) {
    ASSERT_EQ(count, parts_of(std::stoi(step.substr(step.rfind('.') + 1)))) << "step " << step << " by half";
    parts += count;
  }
  for (const std::string& step : acknowledged) ASSERT_TRUE(found.contains(step)) << step << " is lost";
  ASSERT_EQ(events, parts);
  ASSERT_EQ(keys, static_cast<std::int64_t>(found.size()));
  const auto differences = database.check();
  ASSERT_TRUE(differences.empty()) << differences.front().where << ": " << differences.front().what;
}

}  // namespace enact::store
