// Regular expressions carried out by ICU.
#include "feel/regex.hpp"

#include <unicode/regex.h>

#include <list>
#include <utility>

#include "feel/regex_translate.hpp"

namespace enact::feel {
namespace {

constexpr std::size_t kept_patterns = 64;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

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

  // ICU asks every now and then whether to go on; how often it asked is what the match cost.
  static UBool U_CALLCONV tick(const void* context, std::int32_t) {
    auto& work = **static_cast<Work* const*>(context);
    work.too_slow = ++work.ticks > work.most_ticks;
    return !work.too_slow;
  }

  // `work` is to live as long as the matcher.
  std::unique_ptr<icu::RegexMatcher> matcher(const icu::UnicodeString& input, Work* const& work) const {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::RegexMatcher> matcher(pattern->matcher(input, status));
    if (U_FAILURE(status)) return nullptr;
    matcher->setMatchCallback(tick, &work, status);
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
  const auto wanted = RegexFlags::parse(flags);
  const auto translated = wanted ? to_icu_regex(pattern, *wanted) : std::nullopt;
  if (!translated) return nullptr;
  std::uint32_t icu_flags = UREGEX_UNIX_LINES;
  if (wanted->dot_all) icu_flags |= UREGEX_DOTALL;
  if (wanted->multiline) icu_flags |= UREGEX_MULTILINE;
  if (wanted->case_insensitive) icu_flags |= UREGEX_CASE_INSENSITIVE;
  UErrorCode status = U_ZERO_ERROR;
  UParseError place;
  auto compiled = std::make_unique<Compiled>();
  compiled->pattern.reset(icu::RegexPattern::compile(unicode(*translated), icu_flags, place, status));
  if (U_FAILURE(status)) return nullptr;
  cache.push_front({std::move(key), std::shared_ptr<const Regex>(new Regex(std::move(compiled)))});
  if (cache.size() > kept_patterns) cache.pop_back();
  return cache.front().regex;
}

std::optional<bool> Regex::found_in(std::string_view text, Work& work) const {
  const auto input = unicode(text);
  Work* const told = &work;
  const auto matcher = compiled_->matcher(input, told);
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

std::optional<std::string> Regex::replace(std::string_view text, std::string_view replacement,
                                          Work& work) const {
  const auto input = unicode(text);
  Work* const told = &work;
  const auto matcher = compiled_->matcher(input, told);
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
    work.too_long = std::cmp_greater(out.length(), work.most_bytes);
    if (work.too_long) return std::nullopt;
  }
  if (U_FAILURE(status)) return std::nullopt;
  out.append(input, copied, input.length() - copied);
  return utf8(out);
}

std::optional<std::vector<std::string>> Regex::split(std::string_view text, Work& work) const {
  const auto input = unicode(text);
  Work* const told = &work;
  const auto matcher = compiled_->matcher(input, told);
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
