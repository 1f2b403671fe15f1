// Small helpers between the house's types and JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "base/calendar.hpp"
#include "base/diagnostic.hpp"
#include "base/money.hpp"

namespace enact::http {

inline boost::json::object to_json(const Text& text) {
  return {{"zh", text.zh}, {"en", text.en.empty() ? text.zh : text.en}};
}

inline boost::json::value to_json(const std::optional<Date>& date) {
  if (!date) return nullptr;
  return boost::json::string(date->to_string());
}
inline boost::json::value to_json(const std::optional<Instant>& instant) {
  if (!instant) return nullptr;
  return boost::json::string(instant->to_string());
}
inline boost::json::value to_json(const std::optional<Fen>& fen) {
  if (!fen) return nullptr;
  return fen->count;
}

inline boost::json::array to_json(const std::vector<std::string>& texts) {
  boost::json::array out;
  for (const auto& text : texts) out.emplace_back(text);
  return out;
}

template <class Range, class F>
boost::json::array map_json(const Range& range, F convert) {
  boost::json::array out;
  for (const auto& item : range) out.emplace_back(convert(item));
  return out;
}

// {"items": [...]}, with the total of all pages where it is known.
inline boost::json::object items(boost::json::array list, std::optional<std::int64_t> total = std::nullopt) {
  boost::json::object out{{"items", std::move(list)}};
  if (total) out["total"] = *total;
  return out;
}

// A string member of a body that its schema has checked; "" if absent.
inline std::string text_of(const boost::json::value& body, std::string_view name) {
  const auto* member = body.as_object().if_contains(name);
  return member != nullptr && member->is_string() ? std::string(member->as_string()) : std::string();
}
// A list of texts; empty if absent.
inline std::vector<std::string> texts_of(const boost::json::value& body, std::string_view name) {
  std::vector<std::string> out;
  if (const auto* member = body.as_object().if_contains(name)) {
    for (const auto& one : member->as_array()) out.emplace_back(one.as_string());
  }
  return out;
}
// A boolean; false if absent.
inline bool flag_of(const boost::json::value& body, std::string_view name) {
  const auto* member = body.as_object().if_contains(name);
  return member != nullptr && member->is_bool() && member->as_bool();
}
inline std::optional<std::int64_t> integer_of(const boost::json::value& body, std::string_view name) {
  const auto* member = body.as_object().if_contains(name);
  if (member == nullptr || !member->is_int64()) return std::nullopt;
  return member->as_int64();
}

}  // namespace enact::http
