// Drawing. See progress_bar.hpp.
#include "cli/progress_bar.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace enact::cli {

ProgressBar::ProgressBar() : shown_(isatty(STDERR_FILENO) != 0), begun_(std::chrono::steady_clock::now()) {}

ProgressBar::~ProgressBar() {
  if (shown_) std::cerr << "\r\x1b[K" << std::flush;
}

void ProgressBar::show(double share, std::uint64_t done) {
  if (!shown_) return;
  const Time now = std::chrono::steady_clock::now();
  if (now - drawn_ < std::chrono::milliseconds(200)) return;
  drawn_ = now;
  const double seconds = std::chrono::duration<double>(now - begun_).count();
  std::cerr << "\r\x1b[K" << progress_line(share, done, seconds) << std::flush;
}

std::string progress_line(double share, std::uint64_t done, double seconds) {
  constexpr std::size_t width = 30;
  std::string count = std::to_string(done);
  for (std::size_t at = count.size(); at > 3; at -= 3) count.insert(at - 3, ",");
  if (share < 0) return count;
  const auto full = static_cast<std::size_t>(share * static_cast<double>(width));
  std::string line = "[" + std::string(full, '#') + std::string(width - full, '.') + "] " +
                     fmt::format("{:>3} %  {}", static_cast<int>(share * 100), count);
  // What is left, once there is enough to go by.
  if (seconds >= 2 && share > 0.01) {
    const auto left = static_cast<std::int64_t>(seconds / share - seconds);
    line += fmt::format("  {}:{:02}", left / 60, left % 60);
  }
  return line;
}

}  // namespace enact::cli
