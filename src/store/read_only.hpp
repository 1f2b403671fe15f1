// A database that is only looked at: no migration, no writer, no key. For who verifies or exports, also
// beside a running service.
#pragma once

#include <expected>
#include <memory>
#include <string>

#include "store/fault.hpp"
#include "store/sql.hpp"

namespace enact::store {

class ReadOnly {
 public:
  // The space in a folder, or in a PostgreSQL database by its URL, as one snapshot that lasts as long as
  // this. Fault: unavailable "store.cannot-open".
  static std::expected<ReadOnly, Fault> open(const std::string& place);
  const Reader& reader() const { return *reader_; }

 private:
  explicit ReadOnly(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
  std::unique_ptr<Reader> reader_;
};

}  // namespace enact::store
