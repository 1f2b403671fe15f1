// How far a long run is, on a terminal: a bar where the whole is known, the count, the time that is left.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace enact::cli {

class ProgressBar {
 public:
  ProgressBar();   // shows nothing where standard error is no terminal
  ~ProgressBar();  // takes the line away
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // `share` of the whole, from 0 to 1; below 0: not known. Redrawn a few times a second at most.
  void show(double share, std::uint64_t done);

 private:
  using Time = std::chrono::steady_clock::time_point;
  bool shown_;
  Time begun_;
  Time drawn_{};
};

// The line: "[#####.....]  50 %  1,234,567  0:42". `seconds` since the beginning.
std::string progress_line(double share, std::uint64_t done, double seconds);

}  // namespace enact::cli
