// The conveniences of rows and readers that every kind of database shares.
#include "store/sql.hpp"

#include "store/key_ring.hpp"
#include "store/stand_ins.hpp"

namespace enact::store {

Bytes Row::bytes(int column) const {
  const BytesView view = bytes_view(column);
  return {view.begin(), view.end()};
}

std::optional<std::int64_t> Row::optional_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<std::string> Row::optional_text(int column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

std::optional<Instant> Row::optional_instant(int column) const {
  if (is_null(column)) return std::nullopt;
  return instant(column);
}

void Reader::query(std::string_view sql, Params params, const OnRow& on_row) const {
  const KeyRing* ring = connection_.key_ring();
  if (ring == nullptr) {
    connection_.run(sql, params, &on_row);
    return;
  }
  const ParamsAtRest at_rest(ring, params);
  const OnRow in_clear = [&](const Row& kept) { on_row(RowInClear(kept, *ring)); };
  connection_.run(sql, at_rest.params(), &in_clear);
}

std::optional<std::int64_t> Reader::integer(std::string_view sql, std::initializer_list<Param> params) const {
  std::optional<std::int64_t> result;
  query(sql, params, [&](const Row& row) {
    if (!result) result = row.optional_integer(0);
  });
  return result;
}

std::optional<std::string> Reader::text(std::string_view sql, std::initializer_list<Param> params) const {
  std::optional<std::string> result;
  query(sql, params, [&](const Row& row) {
    if (!result) result = row.optional_text(0);
  });
  return result;
}

namespace {

const KeyRing& ring_of(const Connection& connection) {
  if (connection.key_ring() != nullptr) return *connection.key_ring();
  throw DatabaseError(DatabaseError::Kind::other, "the space was opened without its key ring");
}

}  // namespace

std::string Reader::unseal(std::string_view text, std::string_view place) const {
  if (KeyRing::sealed_by(text).empty()) return std::string(text);
  return ring_of(connection_).unseal(text, place);
}

std::string Reader::lookup(std::string_view field, std::string_view text) const {
  return ring_of(connection_).lookup(field, text);
}

}  // namespace enact::store
