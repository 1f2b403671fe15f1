// The bodies of the kernels, included by each file that compiles them for one kind of processor. All is
// within an unnamed namespace, and nothing outside is called, so that no loop of one kind is linked into
// another.
#pragma once

#include "bulk/kernels.hpp"

namespace enact::bulk {
namespace {

constexpr std::uint8_t truth_of(bool holds) {
  return static_cast<std::uint8_t>(2 - static_cast<int>(holds));
}

// Small numbers, not characters: `+` says so.
template <typename T>
void widen_cells(const T* cells, std::int64_t* out, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) out[i] = +cells[i];
}
void widen(const void* cells, int width, std::int64_t* out, std::size_t rows) {
  if (width == 1) return widen_cells(static_cast<const std::int8_t*>(cells), out, rows);
  if (width == 2) return widen_cells(static_cast<const std::int16_t*>(cells), out, rows);
  if (width == 4) return widen_cells(static_cast<const std::int32_t*>(cells), out, rows);
  widen_cells(static_cast<const std::int64_t*>(cells), out, rows);
}

template <typename T>
void gather_cells(const T* cells, const std::uint32_t* at, std::int64_t* out, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) out[i] = +cells[at[i]];
}
void gather(const void* cells, int width, const std::uint32_t* at, std::int64_t* out, std::size_t rows) {
  if (width == 1) return gather_cells(static_cast<const std::int8_t*>(cells), at, out, rows);
  if (width == 2) return gather_cells(static_cast<const std::int16_t*>(cells), at, out, rows);
  if (width == 4) return gather_cells(static_cast<const std::int32_t*>(cells), at, out, rows);
  gather_cells(static_cast<const std::int64_t*>(cells), at, out, rows);
}
void gather_bytes(const std::uint8_t* bytes, const std::uint32_t* at, std::uint8_t* out, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) out[i] = bytes[at[i]];
}

template <typename T>
void compare_cells(const T* cells, Compare how, T limit, std::uint8_t* truths, std::size_t rows) {
  switch (how) {
    case Compare::at_most:
      for (std::size_t i = 0; i < rows; ++i) truths[i] = truth_of(cells[i] <= limit);
      break;
    case Compare::at_least:
      for (std::size_t i = 0; i < rows; ++i) truths[i] = truth_of(cells[i] >= limit);
      break;
    case Compare::equal:
      for (std::size_t i = 0; i < rows; ++i) truths[i] = truth_of(cells[i] == limit);
      break;
    case Compare::not_equal:
      for (std::size_t i = 0; i < rows; ++i) truths[i] = truth_of(cells[i] != limit);
      break;
  }
}
template <typename T>
void compare_narrow(const void* cells, Compare how, std::int64_t limit, std::uint8_t* truths,
                    std::size_t rows) {
  const auto fitting = static_cast<T>(limit);
  if (fitting == limit) return compare_cells(static_cast<const T*>(cells), how, fitting, truths, rows);
  // A limit that no cell reaches.
  const bool holds = how == Compare::not_equal || (how == Compare::at_most && limit > 0) ||
                     (how == Compare::at_least && limit < 0);
  for (std::size_t i = 0; i < rows; ++i) truths[i] = truth_of(holds);
}
void compare_limit(const void* cells, int width, Compare how, std::int64_t limit, std::uint8_t* truths,
                   std::size_t rows) {
  if (width == 1) return compare_narrow<std::int8_t>(cells, how, limit, truths, rows);
  if (width == 2) return compare_narrow<std::int16_t>(cells, how, limit, truths, rows);
  if (width == 4) return compare_narrow<std::int32_t>(cells, how, limit, truths, rows);
  compare_cells(static_cast<const std::int64_t*>(cells), how, limit, truths, rows);
}
void compare(const std::int64_t* a, std::int64_t x, const std::int64_t* b, std::int64_t y, Compare how,
             std::uint8_t* truths, std::size_t rows) {
  switch (how) {
    case Compare::at_most:
      for (std::size_t i = 0; i < rows; ++i) truths[i] = truth_of(a[i] * x <= b[i] * y);
      break;
    case Compare::at_least:
      for (std::size_t i = 0; i < rows; ++i) truths[i] = truth_of(a[i] * x >= b[i] * y);
      break;
    case Compare::equal:
      for (std::size_t i = 0; i < rows; ++i) truths[i] = truth_of(a[i] * x == b[i] * y);
      break;
    case Compare::not_equal:
      for (std::size_t i = 0; i < rows; ++i) truths[i] = truth_of(a[i] * x != b[i] * y);
      break;
  }
}

// An operand with the bit 4 makes the result undecidable, unless the other decides. The bit 16 stays if that
// is so for errors alone: of the operands none is unknown or undecidable for another reason.
constexpr unsigned only_errors(unsigned a, unsigned b) {
  const unsigned open_without = ((a & (a >> 1) & 1U) & ~(a >> 4)) | ((b & (b >> 1) & 1U) & ~(b >> 4));
  return (a | b) & 16U & ~(open_without << 4);
}
void and_(const std::uint8_t* a, const std::uint8_t* b, std::uint8_t* out, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) {
    const unsigned both = a[i] & b[i] & 1u;
    const unsigned either = (a[i] | b[i]) & 2u;
    const unsigned open = both & (either >> 1);
    const unsigned error = ((a[i] | b[i]) & (open << 2)) | (only_errors(a[i], b[i]) & (open << 4));
    out[i] = static_cast<std::uint8_t>(both | either | error);
  }
}
void or_(const std::uint8_t* a, const std::uint8_t* b, std::uint8_t* out, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) {
    const unsigned either = (a[i] | b[i]) & 1u;
    const unsigned both = a[i] & b[i] & 2u;
    const unsigned open = either & (both >> 1);
    const unsigned error = ((a[i] | b[i]) & (open << 2)) | (only_errors(a[i], b[i]) & (open << 4));
    out[i] = static_cast<std::uint8_t>(either | both | error);
  }
}
void not_(const std::uint8_t* a, std::uint8_t* out, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) {
    out[i] = static_cast<std::uint8_t>((a[i] & 20u) | ((a[i] & 1u) << 1) | ((a[i] & 2u) >> 1));
  }
}
void verdict(const std::uint8_t* a, std::uint8_t* out, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) out[i] = a[i] == 15 || a[i] == 23 ? 2 : a[i];
}
void mark(const std::uint8_t* cells, std::uint8_t if_absent, std::uint8_t* truths, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) {
    const std::uint8_t cell = cells[i];
    const std::uint8_t open = cell == 2 ? 3 : cell == 1 ? if_absent : 7;
    truths[i] = cell == 0 ? truths[i] : open;
  }
}

void combine(const std::int64_t* a, std::int64_t x, const std::int64_t* b, std::int64_t y, std::int64_t* out,
             std::size_t rows) {
  if (x == 1 && y == 1) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = a[i] + b[i];
  } else if (x == 1 && y == -1) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = a[i] - b[i];
  } else {
    for (std::size_t i = 0; i < rows; ++i) out[i] = a[i] * x + b[i] * y;
  }
}
void multiply(const std::int64_t* a, const std::int64_t* b, std::int64_t* out, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) out[i] = a[i] * b[i];
}
void scale(const std::int64_t* a, std::int64_t x, std::int64_t* out, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) out[i] = a[i] * x;
}
// Multiplying whole numbers of 64 bits is dear, and most are of one scale already.
void extreme(const std::int64_t* a, std::int64_t x, const std::int64_t* b, std::int64_t y, bool greater,
             std::int64_t* out, std::size_t rows) {
  if (x == 1 && y == 1 && greater) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = a[i] < b[i] ? b[i] : a[i];
  } else if (x == 1 && y == 1) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = a[i] < b[i] ? a[i] : b[i];
  } else {
    for (std::size_t i = 0; i < rows; ++i) {
      const std::int64_t left = a[i] * x;
      const std::int64_t right = b[i] * y;
      out[i] = (left < right) != greater ? left : right;
    }
  }
}

template <std::uint32_t unit>
void cut_small(const std::int64_t* a, std::int64_t* out, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) out[i] = static_cast<std::uint32_t>(a[i]) / unit;
}
template <std::int64_t known>
void round_by(const std::int64_t* a, std::int64_t given, Round how, std::int64_t* out, std::size_t rows) {
  const std::int64_t unit = known != 0 ? known : given;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::int64_t value = a[i];
    std::int64_t whole = value / unit;
    const std::int64_t rest = value - whole * unit;
    const std::int64_t size = rest < 0 ? -rest : rest;
    const std::int64_t away = value < 0 ? -1 : 1;
    switch (how) {
      case Round::down:
        break;
      case Round::up:
        whole += size != 0 ? away : 0;
        break;
      case Round::half_up:
        whole += size * 2 >= unit ? away : 0;
        break;
      case Round::half_down:
        whole += size * 2 > unit ? away : 0;
        break;
      case Round::floor:
        whole -= rest < 0 ? 1 : 0;
        break;
      case Round::ceiling:
        whole += rest > 0 ? 1 : 0;
        break;
    }
    out[i] = whole;
  }
}
void round(const std::int64_t* a, std::int64_t unit, Round how, bool small, std::int64_t* out,
           std::size_t rows) {
  const bool cut = how == Round::down || how == Round::floor;
  if (small && cut && unit == 10) return cut_small<10>(a, out, rows);
  if (small && cut && unit == 100) return cut_small<100>(a, out, rows);
  if (unit == 10) return round_by<10>(a, unit, how, out, rows);
  if (unit == 100) return round_by<100>(a, unit, how, out, rows);
  round_by<0>(a, unit, how, out, rows);
}

void select(const std::uint8_t* truth, const std::int64_t* a, std::int64_t x, const std::int64_t* b,
            std::int64_t y, std::int64_t* out, std::size_t rows) {
  if (x == 1 && y == 1) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = truth[i] == 1 ? a[i] : b[i];
  } else {
    for (std::size_t i = 0; i < rows; ++i) out[i] = truth[i] == 1 ? a[i] * x : b[i] * y;
  }
}

void note_reason(const std::uint8_t* verdicts, std::uint8_t reason, std::uint8_t* reasons, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) reasons[i] = verdicts[i] == 2 ? reason : reasons[i];
}
// So many are counted in a byte; whole vectors of 64 bytes.
constexpr std::size_t few_rows = 192;
std::size_t count(const std::uint8_t* bytes, std::uint8_t value, std::size_t rows) {
  std::size_t found = 0;
  std::size_t i = 0;
  while (i < rows) {
    const std::size_t end = i + few_rows < rows ? i + few_rows : rows;
    std::uint8_t few = 0;
    for (; i < end; ++i) few = static_cast<std::uint8_t>(few + (bytes[i] == value ? 1 : 0));
    found += few;
  }
  return found;
}
Tally tally(const std::uint8_t* truths, std::size_t rows) {
  Tally found;
  std::size_t i = 0;
  while (i < rows) {
    const std::size_t end = i + few_rows < rows ? i + few_rows : rows;
    std::uint8_t yes = 0;
    std::uint8_t no = 0;
    for (; i < end; ++i) {
      yes = static_cast<std::uint8_t>(yes + (truths[i] == 1 ? 1 : 0));
      no = static_cast<std::uint8_t>(no + (truths[i] == 2 ? 1 : 0));
    }
    found.yes += yes;
    found.no += no;
  }
  return found;
}
bool any(const std::uint8_t* bytes, std::uint8_t bits, std::size_t rows) {
  std::uint8_t all = 0;
  for (std::size_t i = 0; i < rows; ++i) all = static_cast<std::uint8_t>(all | bytes[i]);
  return (all & bits) != 0;
}

template <typename T>
std::int64_t pay(const std::uint8_t* verdicts, const std::int64_t* amounts, T* out, std::int64_t* totals,
                 std::size_t rows) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::int64_t paid = amounts[i] & -static_cast<std::int64_t>(verdicts[i] == 1);
    out[i] = static_cast<T>(paid);
    totals[i] += paid;
    sum += paid;
  }
  return sum;
}
template <typename T>
void pay_fixed(const std::uint8_t* verdicts, std::int64_t amount, T* out, std::int64_t* totals,
               std::size_t rows) {
  const T narrow = static_cast<T>(amount);
  for (std::size_t i = 0; i < rows; ++i) {
    const T paid = static_cast<T>(narrow & static_cast<T>(-static_cast<int>(verdicts[i] == 1)));
    out[i] = paid;
    totals[i] += paid;
  }
}
// By halves of 32 bits, whose sums fit over 2^31 rows.
Wide sum(const std::int64_t* a, std::size_t rows) {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    const auto each = static_cast<std::uint64_t>(a[i]);
    low += each & 0xffffffffU;
    high += each >> 32U;
  }
  return (static_cast<Wide>(high) << 32) + static_cast<Wide>(low);
}
Wide sum_narrow(const std::int32_t* a, std::size_t rows) {
  std::int64_t all = 0;
  for (std::size_t i = 0; i < rows; ++i) all += a[i];
  return all;
}

template <typename T>
void scale_narrow(const T* cells, std::int32_t x, std::int64_t* out, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i)
    out[i] = static_cast<std::int64_t>(static_cast<std::int32_t>(cells[i])) * x;
}
void scale_cells(const void* cells, int width, std::int64_t x, std::int64_t* out, std::size_t rows) {
  const auto narrow = static_cast<std::int32_t>(x);
  if (narrow == x && width == 1)
    return scale_narrow(static_cast<const std::int8_t*>(cells), narrow, out, rows);
  if (narrow == x && width == 2)
    return scale_narrow(static_cast<const std::int16_t*>(cells), narrow, out, rows);
  if (narrow == x && width == 4)
    return scale_narrow(static_cast<const std::int32_t*>(cells), narrow, out, rows);
  if (width == 8) return scale(static_cast<const std::int64_t*>(cells), x, out, rows);
  widen(cells, width, out, rows);
  scale(out, x, out, rows);
}
void choose(const std::uint8_t* cells, std::uint8_t of_0, std::uint8_t of_1, std::uint8_t* out,
            std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) out[i] = cells[i] != 0 ? of_1 : of_0;
}
void find(const std::uint8_t* verdicts, std::uint8_t due, std::uint8_t unknown, std::uint8_t* out,
          std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) {
    const std::uint8_t open = verdicts[i] == 1 ? due : unknown;
    out[i] = verdicts[i] == 2 ? out[i] : open;
  }
}
void find_for(const std::uint8_t* verdicts, std::uint8_t due, std::uint8_t unknown, std::uint8_t why,
              std::uint8_t* out, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) {
    const std::uint8_t open = verdicts[i] == 1 ? due : unknown;
    out[i] = verdicts[i] == 2 ? why : open;
  }
}
std::int64_t pay_in_all(const std::uint8_t* verdicts, const std::int64_t* amounts, std::uint8_t* paid,
                        std::size_t rows) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < rows; ++i) sum += amounts[i] & -static_cast<std::int64_t>(verdicts[i] == 1);
  for (std::size_t i = 0; i < rows; ++i) {
    paid[i] = static_cast<std::uint8_t>(
        paid[i] | (static_cast<int>(verdicts[i] == 1) & static_cast<int>(amounts[i] > 0)));
  }
  return sum;
}
void note_paid(const std::uint8_t* verdicts, std::uint8_t* paid, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i)
    paid[i] = static_cast<std::uint8_t>(paid[i] | static_cast<int>(verdicts[i] == 1));
}
std::size_t count_positive(const std::int64_t* a, std::size_t rows) {
  std::int64_t found = 0;
  for (std::size_t i = 0; i < rows; ++i) found += static_cast<std::int64_t>(a[i] > 0);
  return static_cast<std::size_t>(found);
}

constexpr Kernels bodies{widen,
                         gather,
                         gather_bytes,
                         compare_limit,
                         compare,
                         and_,
                         or_,
                         not_,
                         verdict,
                         mark,
                         combine,
                         multiply,
                         scale,
                         extreme,
                         round,
                         select,
                         note_reason,
                         count,
                         tally,
                         any,
                         pay<std::int64_t>,
                         pay<std::int32_t>,
                         pay_fixed<std::int64_t>,
                         pay_fixed<std::int32_t>,
                         sum,
                         sum_narrow,
                         scale_cells,
                         choose,
                         find,
                         find_for,
                         pay_in_all,
                         note_paid,
                         count_positive};

}  // namespace
}  // namespace enact::bulk
