// The tables of the Chinese dialect. To add a word, add a row.
#include "feel/lexer_dialect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/decimal.hpp"
#include "base/text.hpp"

namespace enact::feel {
namespace {

using Row = KeywordAlias;

// A word is an alias only where it stands alone between spaces or signs, as any name does.
constexpr std::array<Row, 16> aliases{{
    {"且", "and"},
    {"或", "or"},
    {"如果", "if"},
    {"那么", "then"},
    {"否则", "else"},
    {"属于", "in"},
    {"介于", "between"},
    {"对", "for"},
    {"返回", "return"},
    {"任一", "some"},
    {"每个", "every"},
    {"满足", "satisfies"},
    {"函数", "function"},
    {"真", "true"},
    {"假", "false"},
    {"空", "null"},
}};

constexpr std::array<std::pair<char32_t, std::string_view>, 5> signs{{
    {U'≥', ">="},
    {U'≤', "<="},
    {U'≠', "!="},
    {U'×', "*"},
    {U'÷', "/"},
}};

// Longest first, so that 万亿 is not read as 万 with the unit 亿.
constexpr std::array<std::pair<std::string_view, std::int64_t>, 3> multipliers{{
    {"万亿", 1'000'000'000'000},
    {"亿", 100'000'000},
    {"万", 10'000},
}};

// Punctuation that is not in the full-width block but is typed instead of a half-width sign.
constexpr std::array<std::pair<char32_t, char>, 10> look_alikes{{
    {U'、', ','},
    {U'。', '.'},
    {U'【', '['},
    {U'】', ']'},
    {U'〔', '('},
    {U'〕', ')'},
    {U'“', '"'},
    {U'”', '"'},
    {U'「', '"'},
    {U'」', '"'},
}};

// The half-width character for a full-width one, 0 for any other.
char half_width(char32_t c) {
  if (c == U'；') return ',';  // FEEL has no semicolon
  if (c >= 0xFF01 && c <= 0xFF5E) return static_cast<char>(c - 0xFEE0);
  const auto found = std::ranges::find(look_alikes, c, &std::pair<char32_t, char>::first);
  return found == look_alikes.end() ? '\0' : found->second;
}

// Finds the end of a string or comment that begins at `at`; 0 if none begins there. `open_quote`: the string
// began with a full-width quotation mark, so any closing form ends it.
std::size_t end_of_opaque(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("//")) return std::min(text.find('\n', at), text.size());
  if (rest.starts_with("/*")) {
    const std::size_t close = text.find("*/", at + 2);
    return close == std::string_view::npos ? text.size() : close + 2;
  }
  if (!rest.starts_with('"')) return 0;
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      return i + 1;
    }
  }
  return text.size();
}

void report_run(std::string_view text, Span run, std::string_view replacement, Reporter* reporter) {
  if (reporter == nullptr) return;
  const std::string_view written = text.substr(run.begin, run.end - run.begin);
  reporter->error("feel.full-width-punctuation", run,
                  {fmt::format("全角字符 `{}` 不能用在表达式中", written),
                   fmt::format("full-width `{}` cannot stand in an expression", written)},
                  {fmt::format("改用半角 `{}`", replacement), fmt::format("write `{}`", replacement)});
}

}  // namespace

std::string_view keyword_of_alias(std::string_view word) {
  const auto found = std::ranges::find(aliases, word, &Row::alias);
  return found == aliases.end() ? std::string_view{} : found->keyword;
}

std::span<const KeywordAlias> keyword_aliases() {
  return aliases;
}

std::string_view operator_of_sign(char32_t sign) {
  const auto found = std::ranges::find(signs, sign, &std::pair<char32_t, std::string_view>::first);
  return found == signs.end() ? std::string_view{} : found->second;
}

std::string_view glued_alias(std::string_view name, std::span<const std::string> known) {
  for (const std::string& beginning : known) {
    if (beginning.empty() || !name.starts_with(beginning)) continue;
    for (const auto& [alias, keyword] : aliases) {
      if (name.substr(beginning.size()).starts_with(alias)) return alias;
    }
  }
  return {};
}

std::optional<Amount> read_amount(std::string_view digits, std::string_view word) {
  auto number = Decimal::parse(digits);
  if (!number) return std::nullopt;
  if (word == "%") {
    const auto share = number->divide(Decimal(100));
    return share ? std::optional(Amount{share->to_string(), {}}) : std::nullopt;
  }
  for (const auto& [sign, factor] : multipliers) {
    if (!word.starts_with(sign)) continue;
    number = number->multiply(Decimal(factor));
    word.remove_prefix(sign.size());
    return number ? std::optional(Amount{number->to_string(), std::string(word)}) : std::nullopt;
  }
  return Amount{std::string(digits), std::string(word)};
}

std::optional<HalfWidth> to_half_width(std::string_view text, Reporter* reporter) {
  HalfWidth result;
  result.text.reserve(text.size());
  result.offsets.reserve(text.size() + 1);
  const auto copy = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      result.text += text[i];
      result.offsets.push_back(i);
    }
  };
  bool found = false;
  bool in_quotes = false;  // between full-width quotation marks
  Span run;
  std::string replacement;
  const auto close_run = [&] {
    if (!replacement.empty()) report_run(text, run, replacement, reporter);
    replacement.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t end = in_quotes ? 0 : end_of_opaque(text, at); end > 0) {
      close_run();
      copy(at, end);
      at = end;
      continue;
    }
    const auto [c, bytes] = text::code_point_at(text, at);
    const char half = half_width(c);
    if (half == '\0' || (in_quotes && half != '"')) {
      close_run();
      copy(at, at + bytes);
    } else {
      found = true;
      if (half == '"') in_quotes = !in_quotes;
      if (replacement.empty()) run.begin = at;
      run.end = at + bytes;
      replacement += half;
      result.text += half;
      result.offsets.push_back(at);
    }
    at += bytes;
  }
  close_run();
  result.offsets.push_back(text.size());
  return found ? std::optional(std::move(result)) : std::nullopt;
}

}  // namespace enact::feel
