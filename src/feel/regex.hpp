// Regular expressions as XPath 2.0 and XML Schema define them (DMN 1.5, 10.3.4.3 refers there), carried out
// by ICU. Internal to src/feel.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace enact::feel {

class Regex {
 public:
  // nullptr: the pattern or a flag (of s, m, i, x) is not valid. Compiled patterns are kept for reuse, a few
  // a thread.
  static std::shared_ptr<const Regex> compile(std::string_view pattern, std::string_view flags);

  // What matching may cost, and has cost.
  struct Work {
    std::int64_t most_ticks = 3000;     // enough for honest patterns, an end for exploding ones
    std::size_t most_bytes = SIZE_MAX;  // of a result
    bool too_long = false;              // it would have more
    bool too_slow = false;              // matching was given up
    std::int64_t ticks = 0;             // 10,000 turns of the engine each
  };
  // nullopt in all of these: matching took too long.
  std::optional<bool> found_in(std::string_view text, Work& work) const;
  // Also nullopt if the replacement is malformed (`\` before anything but `\` and `$`, `$` before no digit),
  // or if the result is too long.
  std::optional<std::string> replace(std::string_view text, std::string_view replacement, Work& work) const;
  std::optional<std::vector<std::string>> split(std::string_view text, Work& work) const;

  ~Regex();
  Regex(const Regex&) = delete;
  Regex& operator=(const Regex&) = delete;

 private:
  struct Compiled;
  explicit Regex(std::unique_ptr<Compiled> compiled);
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace enact::feel
