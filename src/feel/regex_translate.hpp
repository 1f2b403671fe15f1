// XPath's regular expressions written for ICU. Knows both notations and matches nothing. Internal to
// src/feel.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace enact::feel {

struct RegexFlags {
  bool dot_all = false;           // s
  bool multiline = false;         // m
  bool case_insensitive = false;  // i
  bool extended = false;          // x

  // The letters of XPath 2.0, in any order, also repeated; nullopt for any other (`q` came with 3.0).
  static std::optional<RegexFlags> parse(std::string_view letters);
};

// The same expression in ICU's notation, to be compiled with UREGEX_UNIX_LINES and the flags but x. nullopt:
// it does not follow XPath 2.0, 7.6.1 (what ICU knows besides, such as look-around or possessive quantifiers,
// does not either).
std::optional<std::string> to_icu_regex(std::string_view pattern, const RegexFlags& flags);

}  // namespace enact::feel
