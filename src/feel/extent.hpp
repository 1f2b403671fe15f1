// How much a value comes to when it is walked through: parts that are shared count each time they occur. A
// few lines of FEEL can make a value that shares its parts a million times over; the evaluator holds extents
// against its limits, so that nothing that walks a value runs for ever or exhausts the stack.
#pragma once

#include <atomic>
#include <cstdint>

namespace enact::feel {

class Value;

struct Extent {
  std::uint32_t height = 0;  // the longest way to an innermost part
  std::uint32_t size = 1;    // parts, and one more for each 16 bytes of text; at most 2^32 - 1
};

// Worked out once for each list and context, which do not change once they are values.
Extent extent(const Value& value);

// The extent of what holds it, once known. A copy is made in order to be changed and starts anew.
class KnownExtent {
 public:
  KnownExtent() = default;
  KnownExtent(const KnownExtent&) noexcept {}
  KnownExtent& operator=(const KnownExtent&) noexcept {
    packed_ = 0;
    return *this;
  }
  ~KnownExtent() = default;

  bool known() const { return packed_.load(std::memory_order_relaxed) != 0; }
  Extent get() const {
    const auto packed = packed_.load(std::memory_order_relaxed);
    return {static_cast<std::uint32_t>(packed >> 32), static_cast<std::uint32_t>(packed)};
  }
  Extent keep(const Extent& extent) const {
    packed_.store(std::uint64_t{extent.height} << 32 | extent.size, std::memory_order_relaxed);
    return extent;
  }

 private:
  mutable std::atomic<std::uint64_t> packed_{0};
};

}  // namespace enact::feel
