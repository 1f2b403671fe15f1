// How the C++ sides of the comparisons measure: processor time of one operation, in the way of measure.mjs.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <vector>

namespace enact::bench {

// The work must not be optimised away.
template <typename Value>
void keep(const Value& value) {
  asm volatile("" : : "r"(&value) : "memory");
}

class Meter {
 public:
  Meter(std::int64_t least_milliseconds, std::int64_t repetitions)
      : least_(static_cast<double>(least_milliseconds) * 1e6), repetitions_(repetitions) {}

  // Nanoseconds of processor time of one operation: the median of the repetitions (measure.mjs).
  template <typename Operation>
  double nanoseconds(Operation operation, double items = 1) const {
    std::int64_t times = 1;
    for (double took = run(operation, times); took < least_; took = run(operation, times)) {
      times = std::max(times * 2, static_cast<std::int64_t>(std::ceil(static_cast<double>(times) * least_ /
                                                                      std::max(took, 1000.0))));
    }
    std::vector<double> found;
    for (std::int64_t i = 0; i < repetitions_; ++i) {
      found.push_back(run(operation, times) / static_cast<double>(times) / items);
    }
    std::ranges::sort(found);
    return found[found.size() / 2];
  }

 private:
  static double spent() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
  }
  template <typename Operation>
  static double run(Operation& operation, std::int64_t times) {
    const double from = spent();
    for (std::int64_t i = 0; i < times; ++i) operation(static_cast<std::size_t>(i));
    return spent() - from;
  }

  double least_;
  std::int64_t repetitions_;
};

}  // namespace enact::bench
