// A column of amounts in fen, held in 32 bits as long as every one of them fits, else in 64: amounts are most
// of what a run writes, and memory bounds how fast.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "bulk/kernels.hpp"

namespace enact::bulk {

class AmountColumn {
 public:
  static constexpr std::int64_t most_narrow = std::numeric_limits<std::int32_t>::max();
  static bool fits(std::int64_t amount) { return amount >= 0 && amount <= most_narrow; }

  // So many rows, of which nothing is said yet; memory is kept for further use.
  void reset(std::size_t rows);
  void clear() { reset(0); }
  std::size_t size() const { return rows_; }
  bool empty() const { return rows_ == 0; }
  std::int64_t operator[](std::size_t row) const { return is_narrow_ ? narrow_[row] : wide_[row]; }
  std::vector<std::int64_t> in_64_bits() const;

  void set(std::size_t row, std::int64_t amount) {
    if (is_narrow_ && !fits(amount)) widen();
    if (is_narrow_) {
      narrow_[row] = static_cast<std::int32_t>(amount);
    } else {
      wide_[row] = amount;
    }
  }
  void set_zero(std::size_t from, std::size_t rows);
  // Rows of a column of as many.
  void copy(const AmountColumn& other, std::size_t from, std::size_t rows);
  // Of amounts none of which is below zero.
  Wide sum(const Kernels& kernels, std::size_t from, std::size_t rows) const;

  // The cells, to be written in one go. All rows become 64 bits wide for amounts above `most`.
  std::int32_t* narrow_for(std::int64_t most) {
    if (!fits(most)) widen();
    return is_narrow_ ? narrow_.data() : nullptr;
  }
  std::int64_t* wide() { return wide_.data(); }  // where it is not narrow

 private:
  void widen();

  std::size_t rows_ = 0;
  bool is_narrow_ = true;
  std::vector<std::int32_t> narrow_;
  std::vector<std::int64_t> wide_;
};

}  // namespace enact::bulk
