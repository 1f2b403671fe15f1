// Unicode text on ICU: normal forms, case and width come from its tables. Nothing of ICU shows in the header.
#include "base/text.hpp"

#include <unicode/bytestream.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace enact::text {
namespace {

const icu::Normalizer2& normalizer(bool compatibility_casefold) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = compatibility_casefold ? icu::Normalizer2::getNFKCCasefoldInstance(status)
                                                         : icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) {
    // Its tables are compiled into the library: without them nothing can be read at all.
    throw std::runtime_error("ICU normalisation tables are missing");
  }
  return *found;
}

std::string normalized(const icu::Normalizer2& form, std::string_view text) {
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = U_ZERO_ERROR;
  form.normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, nullptr,
                     status);
  if (U_FAILURE(status)) {
    throw std::runtime_error("ICU could not normalise a text");
  }
  return out;
}

std::string without_white_space(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    if (u_isUWhiteSpace(static_cast<UChar32>(point.value)) == 0) {
      out.append(text.substr(at, point.bytes));
    }
    at += point.bytes;
  }
  return out;
}

// The form of a text of ASCII and common ideographs (U+4E00 to U+9FA5) alone, which normalisation leaves as
// they are, whatever stands beside them: only case, brackets and white space change. Nullopt: there are other
// characters.
std::optional<std::string> plain_matter_form(std::string_view text) {
  std::string form;
  form.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      const bool upper = byte >= 'A' && byte <= 'Z';
      const bool white = byte == ' ' || (byte >= '\t' && byte <= '\r');
      const char plain = static_cast<char>(upper ? byte + ('a' - 'A') : byte);
      if (!white) form += plain == '[' ? '(' : plain == ']' ? ')' : plain;
      ++at;
      continue;
    }
    const CodePoint point = code_point_at(text, at);
    if (point.value < 0x4e00 || point.value > 0x9fa5) return std::nullopt;
    form.append(text, at, point.bytes);
    at += point.bytes;
  }
  return form;
}

// The year in the number of a document stands in 〔〕 and is typed in whatever brackets are at hand.
std::string with_round_brackets(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    switch (point.value) {
      case U'[':
      case U'【':
      case U'〔':
      case U'〖':
      case U'〘':
      case U'〚':
        out += '(';
        break;
      case U']':
      case U'】':
      case U'〕':
      case U'〗':
      case U'〙':
      case U'〛':
        out += ')';
        break;
      default:
        out.append(text.substr(at, point.bytes));
    }
    at += point.bytes;
  }
  return out;
}

icu::UnicodeString utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

// Edit distance with transpositions of neighbours (optimal string alignment); more than `limit` is limit + 1.
std::size_t distance(std::span<const char32_t> a, std::span<const char32_t> b, std::size_t limit) {
  const std::size_t apart = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (apart > limit) {
    return limit + 1;
  }
  std::array<std::vector<std::size_t>, 3> rows;  // of the matrix: two before, before, this
  for (std::vector<std::size_t>& row : rows) {
    row.resize(b.size() + 1);
  }
  for (std::size_t j = 0; j <= b.size(); ++j) {
    rows[1][j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    rows[2][0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = rows[1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      std::size_t least = std::min({rows[1][j] + 1, rows[2][j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        least = std::min(least, rows[0][j - 2] + 1);
      }
      rows[2][j] = least;
    }
    std::rotate(rows.begin(), rows.begin() + 1, rows.end());
  }
  return std::min(rows[1][b.size()], limit + 1);
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const std::size_t size = text.size();
  for (std::size_t at = 0; at < size;) {
    UChar32 value = 0;
    U8_NEXT(bytes, at, size, value);
    if (value < 0) {
      return false;
    }
  }
  return true;
}

CodePoint code_point_at(std::string_view text, std::size_t offset) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  std::size_t after = offset;
  UChar32 value = 0;
  U8_NEXT(bytes, after, text.size(), value);
  // A broken sequence is one replacement character, so that no caller loops for ever on bad input.
  return CodePoint{value < 0 ? U'\uFFFD' : static_cast<char32_t>(value), after - offset};
}

void append_utf8(std::string& out, char32_t code_point) {
  std::array<std::uint8_t, U8_MAX_LENGTH> bytes;
  std::size_t size = 0;
  UBool failed = 0;
  U8_APPEND(bytes.data(), size, bytes.size(), static_cast<UChar32>(code_point), failed);
  if (failed != 0) {
    out += "\uFFFD";  // a surrogate or beyond U+10FFFF
    return;
  }
  out.append(reinterpret_cast<const char*>(bytes.data()), size);
}

std::size_t length(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }));
}

std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    out.push_back(point.value);
    at += point.bytes;
  }
  return out;
}

std::string from_code_points(std::span<const char32_t> code_points) {
  std::string out;
  for (const char32_t point : code_points) {
    append_utf8(out, point);
  }
  return out;
}

int display_width(std::string_view text) {
  int cells = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const auto value = static_cast<UChar32>(point.value);
    const std::int8_t category = u_charType(value);
    if (category != U_NON_SPACING_MARK && category != U_ENCLOSING_MARK && category != U_FORMAT_CHAR) {
      const int width = u_getIntPropertyValue(value, UCHAR_EAST_ASIAN_WIDTH);
      cells += width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
    }
    at += point.bytes;
  }
  return cells;
}

std::string nfc(std::string_view text) {
  return normalized(normalizer(false), text);
}

bool is_nfc(std::string_view text) {
  const bool ascii =
      std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
  if (ascii) return true;
  UErrorCode status = U_ZERO_ERROR;
  const bool is = normalizer(false).isNormalizedUTF8(
                      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), status) != 0;
  return U_SUCCESS(status) && is;
}

std::string matter_form(std::string_view text) {
  if (auto form = plain_matter_form(text)) return *std::move(form);
  // Normalising can make white space (´ becomes a blank and an accent), and taking white space out can
  // bring an accent to a letter: repeat until nothing changes, so that the form of a form is itself.
  std::string form = with_round_brackets(without_white_space(text));
  for (;;) {
    std::string next = with_round_brackets(without_white_space(normalized(normalizer(true), form)));
    if (next == form) {
      return form;
    }
    form = std::move(next);
  }
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && is_space(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(at + 1);
  }
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  std::string out;
  for (std::size_t at = 0; at < parts.size(); ++at) {
    if (at > 0) {
      out += separator;
    }
    out += parts[at];
  }
  return out;
}

std::string lower(std::string_view text) {
  std::string out;
  utf16(text).toLower(icu::Locale::getRoot()).toUTF8String(out);
  return out;
}

std::string upper(std::string_view text) {
  std::string out;
  utf16(text).toUpper(icu::Locale::getRoot()).toUTF8String(out);
  return out;
}

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates) {
  const std::vector<char32_t> wanted = code_points(name);
  std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
  const std::string* best = nullptr;
  for (const std::string& candidate : candidates) {
    const std::size_t apart = distance(wanted, code_points(candidate), limit);
    if (apart <= limit) {
      best = &candidate;
      if (apart == 0) {
        break;
      }
      limit = apart - 1;  // from here on only a nearer one counts: of equals, the first
    }
  }
  return best == nullptr ? std::nullopt : std::optional(*best);
}

}  // namespace enact::text
