// How the cells of an Arrow array lie, and reading single ones as texts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "bulk/records.hpp"
#include "population/arrow_abi.hpp"

namespace enact::population {

// One column of a batch: how its cells lie. Borrows the schema and the array.
class ArrowColumn {
 public:
  // Throws std::runtime_error where cells of the format are not read.
  ArrowColumn(const ArrowSchema& schema, const ArrowArray& array);

  std::string_view name() const { return name_; }
  bool is_list_of_records() const { return shape_ == Shape::records || shape_ == Shape::large_records; }
  bool is_boolean() const { return shape_ == Shape::boolean; }
  bool is_floating() const { return shape_ == Shape::floating; }
  bool is_dictionary() const { return shape_ == Shape::dictionary; }
  // Whole numbers that lie side by side: days, or numbers times 10^scale.
  struct Wholes {
    const void* first = nullptr;  // of row 0
    int width = 0;                // in bytes; below zero: without a sign
    int scale = 0;
    bool days = false;
  };
  std::optional<Wholes> wholes() const;
  bool null(std::int64_t row) const;
  bool boolean(std::int64_t row) const;
  double floating(std::int64_t row) const { return at<double>(1, array_.offset + row); }
  // Of a dictionary's row, which of its values it is.
  std::int64_t code(std::int64_t row) const { return whole_at(array_.offset + row); }
  // A cell that is not null, as CSV would have it; `room` may hold it, until it is used again.
  bulk::Records::Field field(std::int64_t row, std::string& room) const;
  // Of a list: its items are the rows [first, second) of items().
  std::pair<std::int64_t, std::int64_t> items_of(std::int64_t row) const;

 private:
  enum class Shape : std::uint8_t {
    nothing,
    boolean,
    whole,
    unsigned_whole,
    floating,
    decimal,
    text,
    large_text,
    date,
    records,
    large_records,
    dictionary
  };
  template <typename T>
  T at(int buffer, std::int64_t place) const {
    return static_cast<const T*>(array_.buffers[buffer])[place];
  }
  std::int64_t whole_at(std::int64_t place) const;

  const ArrowSchema& schema_;
  const ArrowArray& array_;
  std::string_view name_;
  Shape shape_ = Shape::nothing;
  int width_ = 0;  // of whole numbers and decimals, in bytes; below zero: without a sign
  int scale_ = 0;  // of decimals
};

}  // namespace enact::population
