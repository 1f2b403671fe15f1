// Values as JSON and back, exactly: numbers go by their digits, never through binary floating point. For
// facts, snapshots and the API. Knows nothing of vocabularies: a type says what a text means.
#pragma once

#include <boost/json/value.hpp>
#include <expected>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"
#include "feel/value.hpp"

namespace enact::feel {

struct JsonError {
  std::string path;  // "认定[2].日期"; empty: the whole
  std::string code;  // "feel.json-syntax", "feel.json-type", …
  Text message;
};

// A JSON text as it stands: objects are contexts, texts stay texts, numbers are read from their digits.
// Duplicate names, more than 64 levels or 34 significant digits are errors.
std::expected<Value, JsonError> parse_json(std::string_view text);

// What the texts, numbers and structures of JSON mean by `type`: dates, times and durations are ISO texts,
// numbers may also be texts. Fields that the type does not name are kept as they are. null stays null.
// Understands what to_json writes for values that are not settled.
std::expected<Value, JsonError> from_plain(const Value& plain, const Type& type);

// Both steps.
std::expected<Value, JsonError> value_from_json(std::string_view text, const Type& type);
// From a document that Boost has parsed. It holds numbers that are not int64 or uint64 as doubles, whose
// digits are lost: they are refused ("feel.json-inexact"); such numbers come as texts there.
std::expected<Value, JsonError> value_from_boost_json(const boost::json::value& json, const Type& type);

// Numbers with all their digits. What JSON has no word for is an object with one name that starts with `$`:
//   {"$unknown": [cause…]}
//   {"$band": {"low", "high", "low_open", "high_open", "causes"}}
//   {"$list": {"items", "perhaps", "open", "causes"}}      a list that is open or holds perhaps-items
//   {"$range": {"low", "high", "low_end", "high_end"}}     ends: "open", "closed", "unbounded"; of `(= x)`
//   and
//                                                          `(!= x)` also "form": "equal", "not_equal"
// A cause is {"kind", "what"}; the diagnostic of an error is not kept. A function is null.
std::string to_json(const Value& value);
// The same for Boost: whole numbers within int64 as numbers, all others as texts.
boost::json::value to_boost_json(const Value& value);

}  // namespace enact::feel
