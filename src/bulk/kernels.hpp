// The loops over vectors: plain, without branches, over rows that lie side by side, so that the compiler
// makes SIMD of them. Truths and cells are bytes as in vector_program.hpp. No loop can overflow: whoever
// calls has proved it from the least and greatest of the columns. Knows nothing of programs.
#pragma once

#include <cstddef>
#include <cstdint>

namespace enact::bulk {

__extension__ using Wide = __int128;

enum class Compare : std::uint8_t { at_most, at_least, equal, not_equal };
enum class Round : std::uint8_t { down, up, half_up, half_down, floor, ceiling };

struct Tally {
  std::size_t yes = 0;
  std::size_t no = 0;
};

struct Kernels {
  // cells of `width` bytes to int64
  void (*widen)(const void* cells, int width, std::int64_t* out, std::size_t rows);
  void (*gather)(const void* cells, int width, const std::uint32_t* at, std::int64_t* out, std::size_t rows);
  void (*gather_bytes)(const std::uint8_t* bytes, const std::uint32_t* at, std::uint8_t* out,
                       std::size_t rows);
  // cells of `width` bytes against a limit, which they may not be able to hold
  void (*compare_limit)(const void* cells, int width, Compare how, std::int64_t limit, std::uint8_t* truths,
                        std::size_t rows);
  // a * x against b * y
  void (*compare)(const std::int64_t* a, std::int64_t x, const std::int64_t* b, std::int64_t y, Compare how,
                  std::uint8_t* truths, std::size_t rows);
  void (*and_)(const std::uint8_t* a, const std::uint8_t* b, std::uint8_t* out, std::size_t rows);
  void (*or_)(const std::uint8_t* a, const std::uint8_t* b, std::uint8_t* out, std::size_t rows);
  void (*not_)(const std::uint8_t* a, std::uint8_t* out, std::size_t rows);
  // null and an error of what is absent become no
  void (*verdict)(const std::uint8_t* a, std::uint8_t* out, std::size_t rows);
  // what one operand that is not known makes of a truth: unknown; `if_absent` of one that is absent
  void (*mark)(const std::uint8_t* cells, std::uint8_t if_absent, std::uint8_t* truths, std::size_t rows);
  // a * x + b * y
  void (*combine)(const std::int64_t* a, std::int64_t x, const std::int64_t* b, std::int64_t y,
                  std::int64_t* out, std::size_t rows);
  void (*multiply)(const std::int64_t* a, const std::int64_t* b, std::int64_t* out, std::size_t rows);
  void (*scale)(const std::int64_t* a, std::int64_t x, std::int64_t* out, std::size_t rows);
  // the lesser (greater) of a * x and b * y
  void (*extreme)(const std::int64_t* a, std::int64_t x, const std::int64_t* b, std::int64_t y, bool greater,
                  std::int64_t* out, std::size_t rows);
  // a / unit, a power of ten; `small`: all a lie in [0, 2^32)
  void (*round)(const std::int64_t* a, std::int64_t unit, Round how, bool small, std::int64_t* out,
                std::size_t rows);
  // where `truth` is yes a * x, else b * y
  void (*select)(const std::uint8_t* truth, const std::int64_t* a, std::int64_t x, const std::int64_t* b,
                 std::int64_t y, std::int64_t* out, std::size_t rows);
  // the last condition that is not met, if called from the last to the first, is the first
  void (*note_reason)(const std::uint8_t* verdicts, std::uint8_t reason, std::uint8_t* reasons,
                      std::size_t rows);
  std::size_t (*count)(const std::uint8_t* bytes, std::uint8_t value, std::size_t rows);
  // how many are yes and how many no, in one go
  Tally (*tally)(const std::uint8_t* truths, std::size_t rows);
  bool (*any)(const std::uint8_t* bytes, std::uint8_t bits, std::size_t rows);
  // amount where the verdict is yes, else 0; added to `totals`; answers the sum
  std::int64_t (*pay)(const std::uint8_t* verdicts, const std::int64_t* amounts, std::int64_t* out,
                      std::int64_t* totals, std::size_t rows);
  std::int64_t (*pay_narrow)(const std::uint8_t* verdicts, const std::int64_t* amounts, std::int32_t* out,
                             std::int64_t* totals, std::size_t rows);
  // likewise of one amount for all
  void (*pay_fixed)(const std::uint8_t* verdicts, std::int64_t amount, std::int64_t* out,
                    std::int64_t* totals, std::size_t rows);
  void (*pay_fixed_narrow)(const std::uint8_t* verdicts, std::int64_t amount, std::int32_t* out,
                           std::int64_t* totals, std::size_t rows);
  // of what is not below zero, whatever it comes to
  Wide (*sum)(const std::int64_t* a, std::size_t rows);
  Wide (*sum_narrow)(const std::int32_t* a, std::size_t rows);
  // cells of `width` bytes times x
  void (*scale_cells)(const void* cells, int width, std::int64_t x, std::int64_t* out, std::size_t rows);
  // of cells that are 0 or 1 the one byte or the other
  void (*choose)(const std::uint8_t* cells, std::uint8_t of_0, std::uint8_t of_1, std::uint8_t* out,
                 std::size_t rows);
  // verdicts as findings: `due` of yes, `unknown` of what is not decided, of no `why`, or what stands there
  void (*find)(const std::uint8_t* verdicts, std::uint8_t due, std::uint8_t unknown, std::uint8_t* out,
               std::size_t rows);
  void (*find_for)(const std::uint8_t* verdicts, std::uint8_t due, std::uint8_t unknown, std::uint8_t why,
                   std::uint8_t* out, std::size_t rows);
  // as pay, but only the sum; `paid` is set where something is
  std::int64_t (*pay_in_all)(const std::uint8_t* verdicts, const std::int64_t* amounts, std::uint8_t* paid,
                             std::size_t rows);
  void (*note_paid)(const std::uint8_t* verdicts, std::uint8_t* paid, std::size_t rows);
  std::size_t (*count_positive)(const std::int64_t* a, std::size_t rows);
};

// Those that this processor runs fastest.
const Kernels& kernels();

namespace detail {
const Kernels& base_kernels();
// Null: not compiled for this kind of processor.
const Kernels* avx2_kernels();
const Kernels* avx512_kernels();
}  // namespace detail

}  // namespace enact::bulk
