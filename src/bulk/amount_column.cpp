// See amount_column.hpp.
#include "bulk/amount_column.hpp"

#include <algorithm>

namespace enact::bulk {
namespace {

auto at(auto& cells, std::size_t row) {
  return cells.begin() + static_cast<std::ptrdiff_t>(row);
}

}  // namespace

void AmountColumn::reset(std::size_t rows) {
  rows_ = rows;
  is_narrow_ = true;
  narrow_.resize(rows);
}

void AmountColumn::widen() {
  if (!is_narrow_) return;
  wide_.resize(rows_);
  std::copy_n(narrow_.begin(), rows_, wide_.begin());
  is_narrow_ = false;
}

std::vector<std::int64_t> AmountColumn::in_64_bits() const {
  std::vector<std::int64_t> made(rows_);
  if (is_narrow_) {
    std::copy_n(narrow_.begin(), rows_, made.begin());
  } else {
    std::copy_n(wide_.begin(), rows_, made.begin());
  }
  return made;
}

void AmountColumn::set_zero(std::size_t from, std::size_t rows) {
  if (is_narrow_) {
    std::fill_n(at(narrow_, from), rows, 0);
  } else {
    std::fill_n(at(wide_, from), rows, 0);
  }
}

void AmountColumn::copy(const AmountColumn& other, std::size_t from, std::size_t rows) {
  if (is_narrow_ && other.is_narrow_) {
    std::copy_n(at(other.narrow_, from), rows, at(narrow_, from));
    return;
  }
  widen();
  if (other.is_narrow_) {
    std::copy_n(at(other.narrow_, from), rows, at(wide_, from));
  } else {
    std::copy_n(at(other.wide_, from), rows, at(wide_, from));
  }
}

Wide AmountColumn::sum(const Kernels& kernels, std::size_t from, std::size_t rows) const {
  return is_narrow_ ? kernels.sum_narrow(narrow_.data() + from, rows)
                    : kernels.sum(wide_.data() + from, rows);
}

}  // namespace enact::bulk
