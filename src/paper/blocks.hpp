// A letter's text taken apart into what is set each in its own way. Internal to this floor.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace enact::paper {

struct Block {
  enum class Kind : std::uint8_t { title, heading, addressee, paragraph, item, row, signature };
  Kind kind = Kind::paragraph;
  std::string text = {};                // of all but rows
  std::vector<std::string> cells = {};  // of a row
};
std::vector<Block> blocks_of(std::string_view text);

// Pango's markup of a text: bold where it says so, everything else as it is.
std::string markup_of(std::string_view text);

}  // namespace enact::paper
