// The values of an entry by its fields: read from requests, tables and events, written as JSON with every
// digit, and compared in one order. Knows no database.
#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "registers/book.hpp"
#include "registers/exact_json.hpp"

namespace enact::registers {

// What is not there is not known. Never null, never unknown.
using Values = std::map<std::string, feel::Value, std::less<>>;

// A value as a person or a program gives it, by the field's declaration; a number may be a text. Null: it is
// taken away. Lines may lack what they need: that is asked for where a step is left. Error: what is wrong,
// and what to write.
std::expected<feel::Value, Text> read_value(const Book& book, const policy::RegisterField& field,
                                            const ExactJson& given);
// The same from a cell of a table, where every value is a text and codes may be titles.
std::expected<feel::Value, Text> read_cell(const Book& book, const policy::RegisterField& field,
                                           std::string_view cell);

// The values without what is computed and kept with them.
Values entered_values(const policy::Register& made, const Values& values);
// Of a line, what the column holds; null if it is empty.
const feel::Value* part_of(const feel::Value& line, std::string_view column);

// Values as events keep them: a JSON object. What the register no longer declares, or otherwise, is left out.
Values stored_values(const policy::Register& made, std::string_view json);
// In the order of the fields. `shown`: only what everybody may see.
std::string values_json(const policy::Register& made, const Values& values, bool shown = false);

// One text a value, ordered as the values are: what lists filter and sort by. nullopt for lists and records.
std::optional<std::string> order_key(const feel::Value& value);
// The instant at which a day begins or a moment is, as microseconds; a moment without zone is the legal
// one's. `after`: of a day, its end.
std::optional<std::int64_t> moment_of(const feel::Value& value, bool after = false);
std::optional<Date> day_of(const feel::Value& value);
// For people: "2026-03-10", "是", "12.5".
std::string shown_text(const feel::Value& value);

}  // namespace enact::registers
