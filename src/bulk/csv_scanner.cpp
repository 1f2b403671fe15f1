// See csv_scanner.hpp.
#include "bulk/csv_scanner.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace enact::bulk {
namespace {

constexpr std::size_t chunk = std::size_t{1} << 20;

}  // namespace

CsvScanner::CsvScanner(std::unique_ptr<ByteInput> input) : input_(std::move(input)), name_(input_->name()) {
  fill();
  if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;  // as spreadsheets mark UTF-8
}

CsvScanner::CsvScanner(std::string_view text, std::string name)
    : name_(std::move(name)), text_(text), finished_(true) {}

// Keeps what is not yet read and adds more; false: there is no more.
bool CsvScanner::fill() {
  if (finished_) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  const std::size_t kept = buffer_.size();
  buffer_.resize(kept + chunk);
  const std::size_t got = input_->read(buffer_.data() + kept, chunk);
  buffer_.resize(kept + got);
  finished_ = got == 0;
  text_ = buffer_;
  return !finished_;
}

// Finds the end of the record that begins at `at_`.
bool CsvScanner::scan() {
  std::size_t from = at_;
  bool quoted = false;
  quotes_ = false;
  for (;;) {
    while (from < text_.size()) {
      const char* begin = text_.data() + from;
      const std::size_t left = text_.size() - from;
      if (!quoted) {
        const auto* line_end = static_cast<const char*>(std::memchr(begin, '\n', left));
        const std::size_t reach = line_end != nullptr ? static_cast<std::size_t>(line_end - begin) : left;
        const auto* quote = static_cast<const char*>(std::memchr(begin, '"', reach));
        if (quote == nullptr) {
          if (line_end != nullptr) {
            end_ = from + reach;
            return true;
          }
          from = text_.size();
          continue;
        }
        quoted = quotes_ = true;
        from += static_cast<std::size_t>(quote - begin) + 1;
      } else {
        const auto* quote = static_cast<const char*>(std::memchr(begin, '"', left));
        if (quote == nullptr) {
          from = text_.size();
          continue;
        }
        quoted = false;
        from += static_cast<std::size_t>(quote - begin) + 1;
      }
    }
    const std::size_t done = from - at_;
    if (!fill()) break;
    from = at_ + done;
  }
  if (quoted)
    throw std::runtime_error(name() + ":" + std::to_string(next_line_) + ": a quote is never closed");
  end_ = text_.size();
  return at_ < end_;
}

bool CsvScanner::next(std::string_view& record) {
  if (!scan()) return false;
  record = text_.substr(at_, end_ - at_);
  line_ = next_line_;
  next_line_ += 1;
  if (quotes_) next_line_ += static_cast<std::uint64_t>(std::count(record.begin(), record.end(), '\n'));
  at_ = std::min(end_ + 1, text_.size());
  return true;
}

}  // namespace enact::bulk
