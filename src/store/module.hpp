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

struct Module {
  std::string name = {};  // "identity"
  std::vector<Migration> migrations = {};
  std::vector<Projection> projections = {};
  std::vector<Check> checks = {};
};

// SQL of the triggers that forbid UPDATE and DELETE on a table, to be put into a migration.
std::string append_only(std::string_view table);

}  // namespace enact::store
