// XPath's regular expressions in ICU's notation, one construct after the other. Where both mean the same by
// the same letters, what is written is kept; the rest is spelled out in sets.
#include "feel/regex_translate.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace enact::feel {
namespace {

constexpr std::array<std::string_view, 37> categories{
    "L",  "Lu", "Ll", "Lt", "Lm", "Lo", "M",  "Mn", "Mc", "Me", "N",  "Nd", "Nl",
    "No", "P",  "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z",  "Zs", "Zl", "Zp",
    "S",  "Sm", "Sc", "Sk", "So", "C",  "Cc", "Cf", "Co", "Cn", "Cs"};

// XML's names (XML 1.0, rules 4 and 4a), as the inside of a set.
constexpr std::string_view name_start =
    ":A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D"
    "\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\U00010000-\\U000EFFFF";
constexpr std::string_view name_more = "\\-.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040";

bool is_pattern_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// `x`: white space is dropped wherever it stands, except within character classes.
std::string without_space(std::string_view pattern) {
  std::string out;
  int depth = 0;
  bool escaped = false;
  for (const char c : pattern) {
    if (depth == 0 && is_space(c)) continue;
    if (!escaped && c == '[') ++depth;
    if (!escaped && c == ']' && depth > 0) --depth;
    escaped = c == '\\' && !escaped;
    out += c;
  }
  return out;
}

// The set that a multi-character escape stands for (XML Schema 2, F.1.1); empty: no such escape.
std::string class_of(char letter) {
  const auto set = [](bool negated, std::string inside) { return (negated ? "[^" : "[") + inside + "]"; };
  switch (letter) {
    case 's':
    case 'S':
      return set(letter == 'S', "\\u0020\\t\\n\\r");
    case 'i':
    case 'I':
      return set(letter == 'I', std::string(name_start));
    case 'c':
    case 'C':
      return set(letter == 'C', std::string(name_start) + std::string(name_more));
    case 'd':
    case 'D':
      return set(letter == 'D', "\\p{Nd}");
    case 'w':
    case 'W':
      return set(letter == 'w', "\\p{P}\\p{Z}\\p{C}");
    default:
      return {};
  }
}

class Translation {
 public:
  Translation(std::string_view pattern, const RegexFlags& flags) : in_(pattern), flags_(flags) {}

  std::optional<std::string> run() {
    while (at_ < in_.size()) {
      if (!piece()) return std::nullopt;
    }
    if (!open_.empty()) return std::nullopt;
    return std::move(out_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < in_.size() ? in_[at_ + ahead] : '\0'; }

  // One atom with its quantifier, or a sign between atoms.
  bool piece() {
    const char c = in_[at_];
    switch (c) {
      case '|':
        out_ += in_[at_++];
        return true;
      case '(':
        return open_group();
      case ')':
        if (open_.empty()) return false;
        if (open_.back() > 0) closed_[static_cast<std::size_t>(open_.back() - 1)] = true;
        open_.pop_back();
        out_ += in_[at_++];
        return quantifier();
      case '[': {
        const auto set = character_class();
        if (!set) return false;
        out_ += *set;
        return quantifier();
      }
      case '\\':
        return escape() && quantifier();
      case '.':
        ++at_;
        out_ += flags_.dot_all ? "." : "[^\\n\\r]";
        return quantifier();
      case '$':
        ++at_;
        out_ += flags_.multiline ? "$" : "\\z";
        return quantifier();
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case ']':
        return false;  // a quantifier of nothing, or a sign to be escaped
      default:
        out_ += in_[at_++];
        while ((peek() & 0xC0) == 0x80) out_ += in_[at_++];  // the rest of a UTF-8 character
        return quantifier();
    }
  }

  bool open_group() {
    ++at_;
    out_ += '(';
    if (peek() != '?') {
      closed_.push_back(false);
      open_.push_back(static_cast<int>(closed_.size()));
      return true;
    }
    if (peek(1) != ':') return false;
    out_ += "?:";
    at_ += 2;
    open_.push_back(0);
    return true;
  }

  bool quantifier() {
    const char c = peek();
    if (c == '*' || c == '+' || c == '?') {
      out_ += c;
      ++at_;
    } else if (c == '{') {
      const auto close = in_.find('}', at_);
      if (close == std::string_view::npos) return false;
      const auto inside = in_.substr(at_ + 1, close - at_ - 1);
      const auto comma = std::min(inside.find(','), inside.size());
      const auto digits = [](std::string_view text) { return std::ranges::all_of(text, is_pattern_digit); };
      if (comma == 0 || !digits(inside.substr(0, comma))) return false;
      if (comma < inside.size() && !digits(inside.substr(comma + 1))) return false;
      out_ += in_.substr(at_, close - at_ + 1);
      at_ = close + 1;
    } else {
      return true;
    }
    if (peek() == '?') out_ += in_[at_++];
    const char next = peek();
    return next != '*' && next != '+' && next != '?' && next != '{';
  }

  // Outside a class, at the backslash.
  bool escape() {
    const char letter = peek(1);
    if (letter >= '1' && letter <= '9') return back_reference();
    if (auto set = class_of(letter); !set.empty()) {
      at_ += 2;
      out_ += set;
      return true;
    }
    if (letter == 'p' || letter == 'P') {
      const auto category = property();
      // Unlike ICU, XPath looks at the letter as it is, also with `i`.
      if (category) out_ += flags_.case_insensitive ? "(?-i:" + *category + ")" : *category;
      return category.has_value();
    }
    const auto single = single_escape();
    if (single) out_ += *single;
    return single.has_value();
  }

  // `\12` is group 12 if there are so many before, else group 1 and the digit 2. The group must be closed.
  bool back_reference() {
    ++at_;
    std::size_t group = 0;
    while (is_pattern_digit(peek()) && (group == 0 || group * 10 + digit() <= closed_.size())) {
      group = group * 10 + digit();
      ++at_;
    }
    if (group > closed_.size() || !closed_[group - 1]) return false;
    out_ += "(?:\\" + std::to_string(group) + ")";
    return true;
  }
  std::size_t digit() const { return static_cast<std::size_t>(peek() - '0'); }

  // `\n`, `\[` and their like, as ICU reads them in and outside classes.
  std::optional<std::string> single_escape() {
    static constexpr std::string_view allowed = "nrt\\|.?*+(){}-[]^$";
    const char letter = peek(1);
    if (letter == '\0' || allowed.find(letter) == std::string_view::npos) return std::nullopt;
    at_ += 2;
    return std::string{'\\', letter};
  }

  // `\p{Lu}`, `\P{IsGreek}`: the general categories, and blocks by their names without spaces.
  std::optional<std::string> property() {
    const char kind = peek(1);
    const auto close = in_.find('}', at_);
    if (peek(2) != '{' || close == std::string_view::npos) return std::nullopt;
    const auto name = in_.substr(at_ + 3, close - at_ - 3);
    at_ = close + 1;
    std::string out{'\\', kind, '{'};
    if (name.starts_with("Is")) {
      const auto block = name.substr(2);
      const bool plain = !block.empty() && std::ranges::all_of(block, [](char c) {
        return is_letter(c) || is_pattern_digit(c) || c == '-';
      });
      if (!plain) return std::nullopt;
      out += "In" + std::string(block);
    } else {
      if (std::ranges::find(categories, name) == categories.end()) return std::nullopt;
      out += name;
    }
    return out + '}';
  }

  // `[…]`, also with a class subtracted: `[a-z-[aeiou]]`, which ICU writes with two signs.
  std::optional<std::string> character_class() {
    if (++depth_ > 100) return std::nullopt;
    ++at_;
    std::string set = "[";
    if (peek() == '^') {
      set += '^';
      ++at_;
    }
    bool empty = true;
    std::string subtracted;
    while (peek() != ']') {
      if (at_ >= in_.size() || !subtracted.empty()) return std::nullopt;
      if (!empty && peek() == '-' && peek(1) == '[') {
        ++at_;
        const auto inner = character_class();
        if (!inner) return std::nullopt;
        subtracted = *inner;
        continue;
      }
      const auto item = class_item(empty);
      if (!item) return std::nullopt;
      set += *item;
      empty = false;
    }
    ++at_;
    --depth_;
    if (empty) return std::nullopt;
    set += ']';
    return subtracted.empty() ? set : "[" + set + "--" + subtracted + "]";
  }

  // A character, a range of characters, or an escape that stands for a set.
  std::optional<std::string> class_item(bool first) {
    if (peek() == '\\') {
      const char letter = peek(1);
      if (auto set = class_of(letter); !set.empty()) {
        at_ += 2;
        return set;
      }
      if (letter == 'p' || letter == 'P') return property();
    } else if (peek() == '[') {
      return std::nullopt;
    } else if (peek() == '-' && !first && peek(1) != ']') {
      return std::nullopt;  // a minus stands at either end
    }
    auto from = class_character();
    if (!from || peek() != '-' || peek(1) == ']' || peek(1) == '[') return from;
    ++at_;
    if (peek() == '\0' || peek() == '-') return std::nullopt;
    const auto to = class_character();
    return to ? std::optional(*from + '-' + *to) : std::nullopt;
  }

  std::optional<std::string> class_character() {
    if (peek() == '\\') return single_escape();
    if (at_ >= in_.size() || peek() == '[' || peek() == ']') return std::nullopt;
    std::string out;
    const char c = in_[at_++];
    const bool sign = static_cast<unsigned char>(c) < 0x80 && !is_letter(c) && !is_pattern_digit(c);
    if (sign && !is_space(c)) out += '\\';
    if (c == ' ') return "\\u0020";
    out += c;
    while ((peek() & 0xC0) == 0x80) out += in_[at_++];
    return out;
  }

  std::string_view in_;
  const RegexFlags& flags_;
  std::size_t at_ = 0;
  std::string out_;
  std::vector<int> open_;     // groups that are open: their number, 0 for `(?:`
  std::vector<bool> closed_;  // of each numbered group
  int depth_ = 0;
};

}  // namespace

std::optional<RegexFlags> RegexFlags::parse(std::string_view letters) {
  RegexFlags flags;
  for (const char letter : letters) {
    if (letter == 's') {
      flags.dot_all = true;
    } else if (letter == 'm') {
      flags.multiline = true;
    } else if (letter == 'i') {
      flags.case_insensitive = true;
    } else if (letter == 'x') {
      flags.extended = true;
    } else {
      return std::nullopt;
    }
  }
  return flags;
}

std::optional<std::string> to_icu_regex(std::string_view pattern, const RegexFlags& flags) {
  const std::string stripped = flags.extended ? without_space(pattern) : std::string(pattern);
  return Translation(stripped, flags).run();
}

}  // namespace enact::feel
