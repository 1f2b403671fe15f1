// What a floor brings to the database when it is opened: its tables, its projections and its checks. The
// store knows no floor above it; the top hands it the list.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "store/event.hpp"
#include "store/sql.hpp"

namespace enact::store {

// Forward only. A migration that has run is never edited: its checksum is recorded and compared.
struct Migration {
  int number;             // 1, 2, 3 … within the module
  std::string name = {};  // "accounts and sessions"
  std::string sql = {};   // statements; tables are STRICT
};

// Something that must hold over the whole database ("balances equal the sum of transfers").
struct Check {
  std::string name = {};
  std::function<std::vector<std::string>(const Reader&)> find_faults = {};  // empty: it holds
};

// A column whose values are sealed at rest (store/key_ring.hpp).
struct SealedColumn {
  std::string table = {};
  std::vector<std::string> key = {};  // what names the row; TEXT or INTEGER
  std::string column = {};
  bool bytes = false;  // a BLOB that holds the sealed text
};
// Where a value stands: "case_payee.account_number/<key>", several keys with `/` between them.
std::string sealed_place(std::string_view table, std::string_view column, std::string_view key);

struct Module {
  std::string name = {};  // "identity"
  std::vector<Migration> migrations = {};
  std::vector<Projection> projections = {};
  std::vector<Check> checks = {};
  std::vector<SealedColumn> sealed = {};
};

// SQL of the triggers that forbid UPDATE and DELETE on a table, to be put into a migration.
std::string append_only(std::string_view table);
// SQL that lets sealed columns of an append-only table be sealed (anew), and nothing else of it be changed:
// `kept` are all its other columns.
std::string append_only_but_seals(const std::string& table, const std::vector<std::string>& sealed,
                                  const std::vector<std::string>& kept, bool bytes = false);

}  // namespace enact::store
