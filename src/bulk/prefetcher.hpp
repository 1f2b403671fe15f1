// Asks for cells of the next window while this one is worked on: a window of a column is too short a stream
// for the processor to run ahead in by itself. Past the end of a column nothing comes of it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace enact::bulk {

// The processor can have only so many lines under way and stands still for more: they are asked for little by
// little between other work.
class Prefetcher {
 public:
  enum class To : bool { read, write };
  void add(To what, const void* cells, std::size_t bytes) {
    waiting_.push_back({static_cast<const char*>(cells), bytes, what});
  }
  // Some more of them.
  void some() {
    for (std::size_t left = lines * line_bytes; left > 0 && !waiting_.empty();) {
      Cells& next = waiting_.back();
      const std::size_t bytes = std::min(left, next.bytes);
      next.what == To::read ? fetch<To::read>(next.at, bytes) : fetch<To::write>(next.at, bytes);
      next.at += bytes;
      next.bytes -= bytes;
      left -= bytes;
      if (next.bytes == 0) waiting_.pop_back();
    }
  }
  void rest() {
    while (!waiting_.empty()) some();
  }
  void clear() { waiting_.clear(); }

 private:
  static constexpr std::size_t line_bytes = 64;
  static constexpr std::size_t lines = 16;

  template <To what>
  static void fetch(const char* at, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; i += line_bytes)
      __builtin_prefetch(at + i, what == To::write ? 1 : 0, 2);
  }

  struct Cells {
    const char* at;
    std::size_t bytes;
    To what;
  };
  std::vector<Cells> waiting_;
};

}  // namespace enact::bulk
