// XPath's regular expressions in ICU's notation.
#include "feel/regex.hpp"

#include <unicode/regex.h>

#include <list>

#include "base/text.hpp"

namespace enact::feel {
namespace {

// ICU counts steps of its engine in thousands or so; enough for honest patterns, an end for exploding ones.
constexpr std::int32_t time_limit = 3000;
constexpr std::size_t kept_patterns = 64;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// `x`: white space is dropped except in character classes; `\p{ … }` counts as outside.
std::string without_space(std::string_view pattern) {
  std::string out;
  int depth = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\' && i + 1 < pattern.size()) {
      out += c;
      out += pattern[++i];
      continue;
    }
    if (c == '[') ++depth;
    if (c == ']' && depth > 0) --depth;
    if (depth > 0 || !is_space(c)) out += c;
  }
  return out;
}

// From XPath to ICU: block names (`\p{IsX}`), subtraction in classes (`-[`), `$` as the very end, and what
// ICU would accept although XPath does not: references within classes, other escapes. nullopt: not valid.
class Translation {
 public:
  Translation(std::string_view pattern, bool multiline) : in_(pattern), multiline_(multiline) {}

  std::optional<std::string> run() {
    for (; at_ < in_.size() && valid_; ++at_) {
      const char c = in_[at_];
      if (c == '\\') {
        escape();
      } else if (depth_ > 0) {
        in_class(c);
      } else {
        outside(c);
      }
    }
    if (!valid_ || depth_ != 0) return std::nullopt;
    return std::move(out_);
  }

 private:
  void escape() {
    if (at_ + 1 >= in_.size()) {
      valid_ = false;
      return;
    }
    const char next = in_[++at_];
    if (is_digit(next)) {
      valid_ = depth_ == 0 && next != '0';
      (out_ += '\\') += next;
      return;
    }
    if (next == 'p' || next == 'P') {
      property(next);
      return;
    }
    static constexpr std::string_view allowed = "nrt\\|.?*+(){}-[]^$sSiIcCdDwW";
    if (allowed.find(next) == std::string_view::npos) {
      valid_ = false;
      return;
    }
    if (next == 'i' || next == 'I' || next == 'c' || next == 'C') {
      name_class(next);
      return;
    }
    (out_ += '\\') += next;
  }

  void property(char kind) {
    const auto close = in_.find('}', at_);
    if (at_ + 1 >= in_.size() || in_[at_ + 1] != '{' || close == std::string_view::npos) {
      valid_ = false;
      return;
    }
    auto name = in_.substr(at_ + 2, close - at_ - 2);
    valid_ = !name.empty() && name.find_first_of(" \t\r\n") == std::string_view::npos;
    out_ += '\\';
    out_ += kind;
    out_ += name.starts_with("Is") ? "{In" + std::string(name.substr(2)) : "{" + std::string(name);
    out_ += '}';
    at_ = close;
  }

  // XML's name characters, which ICU has no escape for.
  void name_class(char kind) {
    static constexpr std::string_view start = "\\p{L}\\p{Nl}:_";
    static constexpr std::string_view more = "\\p{M}\\p{Nd}\\-.\\u00B7";
    out_ += kind == 'I' || kind == 'C' ? "[^" : "[";
    out_ += start;
    if (kind == 'c' || kind == 'C') out_ += more;
    out_ += ']';
  }

  void in_class(char c) {
    if (c == ']') {
      --depth_;
    } else if (c == '[') {
      // Only after a minus: subtraction. ICU writes it with two.
      if (out_.empty() || out_.back() != '-') {
        valid_ = false;
        return;
      }
      out_ += '-';
      ++depth_;
    } else if (c == '&') {
      out_ += '\\';
    }
    out_ += c;
  }

  void outside(char c) {
    if (c == '[') ++depth_;
    if (c == '(' && at_ + 1 < in_.size() && in_[at_ + 1] == '?' &&
        (at_ + 2 >= in_.size() || in_[at_ + 2] != ':')) {
      valid_ = false;  // look-around and the like are ICU's own
      return;
    }
    if (c == '$' && !multiline_) {
      out_ += "\\z";
    } else {
      out_ += c;
    }
  }

  std::string_view in_;
  bool multiline_;
  std::size_t at_ = 0;
  std::string out_;
  int depth_ = 0;
  bool valid_ = true;
};

std::string utf8(const icu::UnicodeString& string) {
  std::string out;
  string.toUTF8String(out);
  return out;
}

icu::UnicodeString unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

}  // namespace

struct Regex::Compiled {
  std::unique_ptr<icu::RegexPattern> pattern;

  std::unique_ptr<icu::RegexMatcher> matcher(const icu::UnicodeString& input) const {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::RegexMatcher> matcher(pattern->matcher(input, status));
    if (U_FAILURE(status)) return nullptr;
    matcher->setTimeLimit(time_limit, status);
    return matcher;
  }
};

Regex::Regex(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Regex::~Regex() = default;

std::shared_ptr<const Regex> Regex::compile(std::string_view pattern, std::string_view flags) {
  struct Kept {
    std::string key;
    std::shared_ptr<const Regex> regex;
  };
  thread_local std::list<Kept> cache;  // most recent first
  auto key = std::string(flags) + '/' + std::string(pattern);
  for (auto kept = cache.begin(); kept != cache.end(); ++kept) {
    if (kept->key == key) {
      cache.splice(cache.begin(), cache, kept);
      return cache.front().regex;
    }
  }
  std::uint32_t icu_flags = 0;
  bool extended = false;
  for (const char flag : flags) {
    if (flag == 's') {
      icu_flags |= UREGEX_DOTALL;
    } else if (flag == 'm') {
      icu_flags |= UREGEX_MULTILINE;
    } else if (flag == 'i') {
      icu_flags |= UREGEX_CASE_INSENSITIVE;
    } else if (flag == 'x') {
      extended = true;
    } else {
      return nullptr;
    }
  }
  const auto stripped = extended ? without_space(pattern) : std::string(pattern);
  const auto translated = Translation(stripped, (icu_flags & UREGEX_MULTILINE) != 0).run();
  if (!translated) return nullptr;
  UErrorCode status = U_ZERO_ERROR;
  UParseError place;
  auto compiled = std::make_unique<Compiled>();
  compiled->pattern.reset(icu::RegexPattern::compile(unicode(*translated), icu_flags, place, status));
  if (U_FAILURE(status)) return nullptr;
  cache.push_front({std::move(key), std::shared_ptr<const Regex>(new Regex(std::move(compiled)))});
  if (cache.size() > kept_patterns) cache.pop_back();
  return cache.front().regex;
}

std::optional<bool> Regex::found_in(std::string_view text) const {
  const auto input = unicode(text);
  const auto matcher = compiled_->matcher(input);
  UErrorCode status = U_ZERO_ERROR;
  const bool found = matcher && matcher->find(status);
  if (!matcher || U_FAILURE(status)) return std::nullopt;
  return found;
}

namespace {

// A replacement text read into literal parts and group numbers (-1: literal).
struct Piece {
  icu::UnicodeString literal;
  int group = -1;
};

std::optional<std::vector<Piece>> read_replacement(std::string_view text, int groups) {
  std::vector<Piece> pieces;
  std::string literal;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      if (i + 1 >= text.size() || (text[i + 1] != '\\' && text[i + 1] != '$')) return std::nullopt;
      literal += text[++i];
    } else if (text[i] == '$') {
      if (i + 1 >= text.size() || !is_digit(text[i + 1])) return std::nullopt;
      int group = text[++i] - '0';
      // Further digits belong to the number as long as there is such a group.
      while (i + 1 < text.size() && is_digit(text[i + 1]) && group * 10 + (text[i + 1] - '0') <= groups) {
        group = group * 10 + (text[++i] - '0');
      }
      if (!literal.empty()) pieces.push_back({unicode(literal)});
      literal.clear();
      pieces.push_back({{}, group});
    } else {
      literal += text[i];
    }
  }
  if (!literal.empty()) pieces.push_back({unicode(literal)});
  return pieces;
}

}  // namespace

std::optional<std::string> Regex::replace(std::string_view text, std::string_view replacement) const {
  const auto input = unicode(text);
  const auto matcher = compiled_->matcher(input);
  if (!matcher) return std::nullopt;
  const int groups = matcher->groupCount();
  const auto pieces = read_replacement(replacement, groups);
  if (!pieces) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString out;
  std::int32_t copied = 0;
  while (matcher->find(status) && U_SUCCESS(status)) {
    out.append(input, copied, matcher->start(status) - copied);
    for (const auto& piece : *pieces) {
      if (piece.group < 0) {
        out.append(piece.literal);
      } else if (piece.group <= groups) {
        out.append(matcher->group(piece.group, status));
      }
    }
    copied = matcher->end(status);
  }
  if (U_FAILURE(status)) return std::nullopt;
  out.append(input, copied, input.length() - copied);
  return utf8(out);
}

std::optional<std::vector<std::string>> Regex::split(std::string_view text) const {
  const auto input = unicode(text);
  const auto matcher = compiled_->matcher(input);
  if (!matcher) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  std::vector<std::string> parts;
  std::int32_t from = 0;
  while (matcher->find(status) && U_SUCCESS(status)) {
    parts.push_back(utf8(input.tempSubStringBetween(from, matcher->start(status))));
    from = matcher->end(status);
  }
  if (U_FAILURE(status)) return std::nullopt;
  parts.push_back(utf8(input.tempSubStringBetween(from)));
  return parts;
}

}  // namespace enact::feel
