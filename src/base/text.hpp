// Unicode text: code points, normalisation, distance between names. UTF-8 throughout.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace enact::text {

bool is_valid_utf8(std::string_view text);
// The code point at `offset` and how many bytes it takes. Precondition: valid UTF-8, offset < size.
struct CodePoint {
  char32_t value;
  std::size_t bytes;
};
CodePoint code_point_at(std::string_view text, std::size_t offset);
void append_utf8(std::string& out, char32_t code_point);
std::size_t length(std::string_view text);  // in code points
std::vector<char32_t> code_points(std::string_view text);
std::string from_code_points(std::span<const char32_t> code_points);
int display_width(std::string_view text);  // terminal cells: wide characters take two

std::string nfc(std::string_view text);
bool is_nfc(std::string_view text);
// The form in which identifying numbers are compared: NFKC, case folded, no white space, all brackets round.
std::string matter_form(std::string_view text);
std::string_view trim(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);
std::string join(std::span<const std::string> parts, std::string_view separator);
std::string lower(std::string_view text);  // Unicode
std::string upper(std::string_view text);

// The candidate nearest to `name` by edit distance over code points (transpositions count one), if near
// enough to be a likely slip (at most a third of the length, at least one).
std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates);

}  // namespace enact::text
