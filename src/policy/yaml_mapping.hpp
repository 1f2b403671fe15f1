// Reading a mapping strictly: which keys it may have (an unknown one is an error that names the nearest), and
// typed values with errors at their place. What the values mean is the caller's business.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.hpp"
#include "policy/yaml_reader.hpp"

namespace enact::policy::yaml {

void error(Diagnostics& diagnostics, std::string code, Location location, Text message, Text help = {});
// "did you mean `x`?" in both languages, or nothing.
Text did_you_mean(std::string_view name, const std::vector<std::string>& candidates);
// An error that names what is unknown and the nearest of what is known, else lists a few.
void unknown_name(Diagnostics& diagnostics, std::string code, Location location, const Text& kind,
                  std::string_view name, const std::vector<std::string>& known);

class Mapping {
 public:
  // Reports at once if `node` is no mapping or has keys that are not in `keys`. Both must outlive it.
  Mapping(const Node& node, std::vector<std::string> keys, Diagnostics& diagnostics);

  bool valid() const { return node_.is_map(); }
  const Node& node() const { return node_; }
  // The value of a key; null if it is absent or empty.
  const Node* get(std::string_view key) const;
  // The same, and an error if it is absent or empty.
  const Node* require(std::string_view key) const;
  std::string text(std::string_view key) const;  // "" if absent
  std::string required_text(std::string_view key) const;
  bool flag(std::string_view key, bool otherwise) const;
  Text title(std::string_view key) const;  // {zh, en} or one text for both; empty if absent
  std::vector<std::string> texts(std::string_view key) const;

 private:
  const Node& node_;
  std::vector<std::string> keys_;
  Diagnostics& diagnostics_;
};

// Each reports what does not fit and answers nothing, or what could be read.
std::optional<std::string> read_text(const Node& node, Diagnostics& diagnostics);
std::optional<bool> read_flag(const Node& node, Diagnostics& diagnostics);
std::optional<Date> read_date(const Node& node, Diagnostics& diagnostics);
// A whole number from `least` to `most`.
std::optional<int> read_integer(const Node& node, int least, int most, Diagnostics& diagnostics);
// {zh: …, en: …}, or one text for both languages.
Text read_title(const Node& node, Diagnostics& diagnostics);
// A list of texts, or one text. The nodes, so that each keeps its place.
std::vector<const Node*> read_texts(const Node& node, Diagnostics& diagnostics);
std::vector<std::string> strings(const std::vector<const Node*>& nodes);

}  // namespace enact::policy::yaml
