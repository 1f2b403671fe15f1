// JSON whose figures keep every digit: numbers stay as they are written. Internal to the floor.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace enact::registers {

struct ExactJson {
  struct Member;
  enum class Kind : std::uint8_t { null, boolean, number, text, list, object } kind = Kind::null;
  bool boolean = false;
  std::string text;  // of a text or a number
  std::vector<ExactJson> items;
  std::vector<Member> members;  // in the order of the text

  const ExactJson* member(std::string_view name) const;  // of an object; null if absent
  std::string written() const;                           // as JSON text
};

struct ExactJson::Member {
  std::string name;
  ExactJson value;
};

// nullopt: it is no JSON, or deeper than 32 levels.
std::optional<ExactJson> parse_exact(std::string_view json);

}  // namespace enact::registers
