// Recomputing what is derived: the event log, the projections, the modules' own checks.
#include <fmt/format.h>

#include "store/engine.hpp"
#include "store/hash.hpp"
#include "store/log_verify.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"
#include "store/text_index.hpp"

namespace enact::store {
namespace {

constexpr int rows_shown = 5;  // of the differing rows of one table, each way

std::string show(const Row& row) {
  std::string text;
  for (int i = 0; i < row.columns(); ++i) {
    if (i > 0) text += " | ";
    const Param::Variant value = row.any(i);
    if (const auto* integer = std::get_if<std::int64_t>(&value)) text += std::to_string(*integer);
    if (const auto* view = std::get_if<std::string_view>(&value)) text += *view;
    if (const auto* bytes = std::get_if<BytesView>(&value)) text += "x" + hex(*bytes);
    if (std::holds_alternative<std::monostate>(value)) text += "null";
  }
  return text;
}

}  // namespace

void Engine::rebuild(Transaction& tx) {
  for (auto projection = projections_.rbegin(); projection != projections_.rend(); ++projection) {
    for (const std::string& table : projection->text_tables) clear_tokens(tx, table);
    for (auto table = projection->tables.rbegin(); table != projection->tables.rend(); ++table) {
      tx.execute("DELETE FROM " + *table, {});
    }
  }
  for_each_event(tx, [&](const Event& event) {
    Transaction projecting(*writing_, *this, event.at, true);
    for (const Projection& projection : projections_) projection.apply(projecting, event);
  });
}

std::vector<Difference> Engine::check(const Reader& reader) {
  std::vector<Difference> differences;
  const LogReport log = verify_log(reader);
  for (const std::string& fault : log.faults) differences.push_back({"event log", fault});

  // Nothing can be computed from events that cannot be read.
  if (log.sealed == 0 && !log.unreadable) check_projections(reader, differences);
  for (const Module& module : modules_) {
    for (const Check& check : module.checks) {
      for (std::string& fault : check.find_faults(reader)) {
        differences.push_back({fmt::format("check {}: {}", module.name, check.name), std::move(fault)});
      }
    }
  }
  return differences;
}

void Engine::check_projections(const Reader& reader, std::vector<Difference>& differences) {
  SqliteConnection scratch({}, SqliteConnection::Use::scratch);
  scratch.use(options_.key_ring);
  create_tables(scratch, modules_);
  scratch.run_script("BEGIN");
  for_each_event(reader, [&](const Event& event) {
    Transaction projecting(scratch, *this, event.at, true);
    for (const Projection& projection : projections_) projection.apply(projecting, event);
  });
  const Reader fresh(scratch);
  for (const Projection& projection : projections_) {
    check_projection(reader, fresh, scratch, projection, differences);
  }
}

void Engine::check_projection(const Reader& reader, const Reader& fresh, Connection& scratch,
                              const Projection& projection, std::vector<Difference>& differences) {
  for (const std::string& table : projection.tables) {
    const std::string where = fmt::format("projection {}: {}", projection.name, table);
    // What stands in the database, copied beside what was computed.
    scratch.run_script(fmt::format("CREATE TEMP TABLE standing AS SELECT * FROM {} WHERE 0", table));
    std::int64_t standing = 0;
    reader.query_kept("SELECT * FROM " + table, {}, [&](const Row& row) {
      std::string places;
      std::vector<Param> values;
      for (int i = 0; i < row.columns(); ++i) {
        places += i == 0 ? "?" : ", ?";
        values.push_back(std::visit(
            [](auto value) -> Param {
              if constexpr (std::is_same_v<decltype(value), std::monostate>) {
                return nullptr;
              } else {
                return value;
              }
            },
            row.any(i)));
      }
      scratch.run(fmt::format("INSERT INTO standing VALUES ({})", places), values, nullptr);
      ++standing;
    });
    const auto compare = [&](std::string_view left, std::string_view right, std::string_view message) {
      fresh.query(
          fmt::format("SELECT * FROM {} EXCEPT SELECT * FROM {} LIMIT {}", left, right, rows_shown), {},
          [&](const Row& row) { differences.push_back({where, fmt::format("{}: {}", message, show(row))}); });
    };
    compare("standing", table, "stands in the table but does not follow from the events");
    compare(table, "standing", "follows from the events but is missing");
    // EXCEPT compares sets; a row that stands twice shows in the count.
    const std::int64_t computed = fresh.integer("SELECT count(*) FROM " + table, {}).value_or(0);
    if (computed != standing) {
      differences.push_back(
          {where, fmt::format("{} rows stand, {} follow from the events", standing, computed)});
    }
    scratch.run_script("DROP TABLE standing");
  }
}

}  // namespace enact::store
