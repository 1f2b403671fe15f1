// The conveniences of rows and readers that every kind of database shares.
#include "store/sql.hpp"

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

}  // namespace enact::store
