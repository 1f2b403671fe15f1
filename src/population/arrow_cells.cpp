// Formats of Arrow. See arrow_cells.hpp.
#include "population/arrow_cells.hpp"

#include <charconv>
#include <cstring>
#include <stdexcept>

#include "base/calendar.hpp"
#include "population/tables.hpp"

namespace enact::population {
namespace {

__extension__ using Wide = __int128;

bool bit(const void* bits, std::int64_t place) {
  return (static_cast<const std::uint8_t*>(bits)[place / 8] >> (place % 8) & 1) != 0;
}

// value / 10^scale
std::string decimal_text(Wide value, int scale) {
  const bool negative = value < 0;
  std::string digits;
  for (; value != 0 || static_cast<int>(digits.size()) <= scale; value /= 10) {
    const auto digit = static_cast<int>(value % 10);
    digits.insert(digits.begin(), static_cast<char>('0' + (digit < 0 ? -digit : digit)));
  }
  if (scale > 0) digits.insert(digits.size() - static_cast<std::size_t>(scale), 1, '.');
  return (negative ? "-" : "") + digits;
}

std::optional<int> number_of(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size() && number >= 0;
  return whole ? std::optional(number) : std::nullopt;
}

bool is_struct_list(const ArrowSchema& schema) {
  return schema.n_children == 1 && std::strcmp(schema.children[0]->format, "+s") == 0;
}

}  // namespace

ArrowColumn::ArrowColumn(const ArrowSchema& schema, const ArrowArray& array)
    : schema_(schema), array_(array), name_(schema.name != nullptr ? schema.name : "") {
  const std::string_view format = schema.format;
  constexpr std::string_view wholes = "csil";
  constexpr std::string_view unsigned_wholes = "CSIL";
  if (schema.dictionary != nullptr) shape_ = Shape::dictionary;
  if (format.size() == 1 && wholes.find(format[0]) != std::string_view::npos) {
    width_ = 1 << wholes.find(format[0]);
    if (shape_ == Shape::nothing) shape_ = Shape::whole;
  } else if (format.size() == 1 && unsigned_wholes.find(format[0]) != std::string_view::npos) {
    width_ = -(1 << unsigned_wholes.find(format[0]));
    if (shape_ == Shape::nothing) shape_ = Shape::unsigned_whole;
  } else if (format == "n") {
    return;
  } else if (format == "b") {
    shape_ = Shape::boolean;
  } else if (format == "g") {
    shape_ = Shape::floating;
  } else if (format == "u") {
    shape_ = Shape::text;
  } else if (format == "U") {
    shape_ = Shape::large_text;
  } else if (format == "tdD") {
    shape_ = Shape::date;
  } else if (format == "+l" && is_struct_list(schema)) {
    shape_ = Shape::records;
  } else if (format == "+L" && is_struct_list(schema)) {
    shape_ = Shape::large_records;
  } else if (format.starts_with("d:")) {
    // "d:precision,scale" and, of other than 128 bits, ",width"
    const std::string_view after = format.substr(format.find(',') + 1);
    const std::size_t comma = after.find(',');
    const std::optional<int> scale = number_of(after.substr(0, comma));
    const std::optional<int> bits =
        comma == std::string_view::npos ? std::optional(128) : number_of(after.substr(comma + 1));
    if (scale && (bits == 32 || bits == 64 || bits == 128)) {
      shape_ = Shape::decimal;
      scale_ = *scale;
      width_ = *bits / 8;
    }
  }
  if (shape_ == Shape::nothing) {
    throw std::runtime_error("Arrow: the format `" + std::string(format) + "` of column `" +
                             std::string(name_) + "` is not read");
  }
}

bool ArrowColumn::null(std::int64_t row) const {
  if (shape_ == Shape::nothing) return true;
  if (array_.null_count == 0 || array_.buffers[0] == nullptr) return false;
  return !bit(array_.buffers[0], array_.offset + row);
}

bool ArrowColumn::boolean(std::int64_t row) const {
  return bit(array_.buffers[1], array_.offset + row);
}

std::optional<ArrowColumn::Wholes> ArrowColumn::wholes() const {
  Wholes wholes{nullptr, width_, 0, false};
  if (shape_ == Shape::date) {
    wholes.width = 4;
    wholes.days = true;
  } else if (shape_ == Shape::decimal && width_ < 16) {
    wholes.scale = scale_;
  } else if (shape_ != Shape::whole && shape_ != Shape::unsigned_whole) {
    return std::nullopt;
  }
  const std::int64_t size = wholes.width < 0 ? -wholes.width : wholes.width;
  wholes.first = static_cast<const char*>(array_.buffers[1]) + array_.offset * size;
  return wholes;
}

std::int64_t ArrowColumn::whole_at(std::int64_t place) const {
  switch (width_) {
    case 1:
      return at<std::int8_t>(1, place);
    case 2:
      return at<std::int16_t>(1, place);
    case 4:
      return at<std::int32_t>(1, place);
    case -1:
      return at<std::uint8_t>(1, place);
    case -2:
      return at<std::uint16_t>(1, place);
    case -4:
      return at<std::uint32_t>(1, place);
    default:
      return at<std::int64_t>(1, place);
  }
}

bulk::Records::Field ArrowColumn::field(std::int64_t row, std::string& room) const {
  const std::int64_t place = array_.offset + row;
  switch (shape_) {
    case Shape::boolean:
      return {boolean(row) ? "true" : "false", true};
    case Shape::whole:
      room = std::to_string(whole_at(place));
      return {room, true};
    case Shape::unsigned_whole:
      room = width_ == -8 ? std::to_string(at<std::uint64_t>(1, place)) : std::to_string(whole_at(place));
      return {room, true};
    case Shape::floating: {
      const auto number = at<double>(1, place);
      room = decimal_of_double(number).value_or("≈" + std::to_string(number));
      return {room, true};
    }
    case Shape::decimal: {
      Wide value = width_ < 16 ? whole_at(place) : 0;
      // The buffer need not lie on 16 bytes.
      if (width_ == 16)
        std::memcpy(&value, static_cast<const char*>(array_.buffers[1]) + place * 16, sizeof value);
      room = decimal_text(value, scale_);
      return {room, true};
    }
    case Shape::text: {
      const auto from = at<std::int32_t>(1, place);
      const auto to = at<std::int32_t>(1, place + 1);
      return {{static_cast<const char*>(array_.buffers[2]) + from, static_cast<std::size_t>(to - from)},
              true};
    }
    case Shape::large_text: {
      const auto from = at<std::int64_t>(1, place);
      const auto to = at<std::int64_t>(1, place + 1);
      return {{static_cast<const char*>(array_.buffers[2]) + from, static_cast<std::size_t>(to - from)},
              true};
    }
    case Shape::date:
      room = Date::from_days(at<std::int32_t>(1, place)).to_string();
      return {room, true};
    case Shape::dictionary: {
      const ArrowColumn values(*schema_.dictionary, *array_.dictionary);
      const std::int64_t code = whole_at(place);
      return values.null(code) ? bulk::Records::Field{} : values.field(code, room);
    }
    default:
      return {};
  }
}

std::pair<std::int64_t, std::int64_t> ArrowColumn::items_of(std::int64_t row) const {
  const std::int64_t place = array_.offset + row;
  if (shape_ == Shape::large_records) return {at<std::int64_t>(1, place), at<std::int64_t>(1, place + 1)};
  return {at<std::int32_t>(1, place), at<std::int32_t>(1, place + 1)};
}

}  // namespace enact::population
