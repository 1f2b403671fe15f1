// Reads the pieces that ISO 8601 texts are made of; shared by calendar.cpp, time.cpp and duration.cpp,
// and of no interest to other floors.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace enact::internal {

class IsoReader {
 public:
  explicit IsoReader(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ == text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  bool take(char c) {
    if (peek() != c || at_end()) {
      return false;
    }
    ++at_;
    return true;
  }
  std::string_view rest() const { return text_.substr(at_); }

  // Between `least` and `most` digits, as many as stand there.
  std::optional<std::int64_t> digits(std::size_t least, std::size_t most) {
    std::int64_t value = 0;
    std::size_t count = 0;
    for (; is_digit(peek()); ++at_, ++count) {
      if (count == most) {
        return std::nullopt;
      }
      value = value * 10 + (peek() - '0');
    }
    return count < least ? std::nullopt : std::optional(value);
  }
  // What follows a decimal point, one to nine digits, as nanoseconds.
  std::optional<std::int32_t> nanoseconds() {
    const std::size_t start = at_;
    const std::optional<std::int64_t> value = digits(1, 9);
    if (!value) {
      return std::nullopt;
    }
    std::int64_t scaled = *value;
    for (std::size_t count = at_ - start; count < 9; ++count) {
      scaled *= 10;
    }
    return static_cast<std::int32_t>(scaled);
  }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace enact::internal
