// A letter as PDF: A4, laid out after GB/T 9704 (margins, type sizes, lines a page, page numbers). The same
// paper gives the same bytes, given the same typefaces: nothing of the clock, the machine or chance is in it.
// Knows nothing of cases. What a text may hold:
//
//   # 关于……的决定      the title, centred
//   ## 一、依据          a heading
//   @ 某某公司：          to whom; not indented
//   a paragraph, indented; the lines of one run together; **bold**
//   - an item
//   | 项目 | 金额 |     a row of a table; the rows of one follow each other
//   > 某某局             signature and date, on the right; the seal lies over them
//
// Everything else is as it is: no other markup, no HTML.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/diagnostic.hpp"

namespace enact::paper {

struct Paper {
  std::string head = {};    // who issues it, in red over a red line; "" : no letterhead
  std::string number = {};  // 文号, under the head
  std::string text = {};
  std::string title = {};               // of the file, for readers
  Instant made = {};                    // of the file
  std::vector<std::uint8_t> seal = {};  // PNG; empty: none
};

inline constexpr std::uint32_t most_seal_pixels = 2000;  // a side

// Whether the bytes are a PNG that can be drawn, of at most most_seal_pixels a side.
bool is_seal(const std::vector<std::uint8_t>& png);
// Fault: a typeface is not installed, or the seal cannot be drawn.
std::expected<std::string, Text> to_pdf(const Paper& paper);

}  // namespace enact::paper
