// A module for the store's own tests: counters whose every change is an event, and a projection of them.
#pragma once

#include <string>

#include "store/database.hpp"

namespace enact::store {

inline Module counter_module() {
  return {.name = "counter",
          .migrations = {{1, "counters",
                          "CREATE TABLE counter (name TEXT PRIMARY KEY, total INTEGER NOT NULL) STRICT;"
                          "CREATE TABLE booking (step TEXT NOT NULL, part INTEGER NOT NULL, "
                          "amount INTEGER NOT NULL CHECK (amount > 0), PRIMARY KEY (step, part)) STRICT;" +
                              append_only("booking")}},
          .projections = {{"counters", {"counter"}, [](Transaction& tx, const Event& event) {
                             if (event.kind != "counter.added") return;
                             tx.execute(
                                 "INSERT INTO counter (name, total) VALUES (?, ?) ON CONFLICT (name) DO "
                                 "UPDATE SET total = counter.total + excluded.total",
                                 {event.stream_id, std::stoll(event.payload)});
                           }}}};
}

inline std::expected<Event, Fault> add(Transaction& tx, const std::string& name, std::int64_t amount,
                                       std::optional<std::int64_t> expected = std::nullopt) {
  return tx.append({.stream_type = "counter",
                    .stream_id = name,
                    .expected_version = expected,
                    .kind = "counter.added",
                    .payload = std::to_string(amount),
                    .actor = {"account-1", "unit-1"}});
}

inline std::int64_t total(const Reader& reader, const std::string& name) {
  return reader.integer("SELECT total FROM counter WHERE name = ?", {name}).value_or(0);
}

}  // namespace enact::store
