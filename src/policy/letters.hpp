// letters.yaml: the letters that a package words for its cases (a decision, a refusal, a request for
// correction, a public notice, word of what is due without application): after which outcome each may be
// issued, by whom, under what number, in which words. Names in braces stand for what the case says; a name
// that there is not is an error of the check. Determination needs none of it, so a Package holds no letters:
// they are read from its files or its image. How one is issued is the business of src/casework.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/load.hpp"
#include "policy/unit_names.hpp"

namespace enact::policy {

struct Letter {
  std::string id = {};  // "兑现决定书"
  Text title = {};
  // Of a notice everybody may see, so that persons' names are masked.
  bool is_public = false;
  // Outcomes by step; one of them must be the step's last answer. `published`: of a notice; `part`: of a
  // commitment that was given a part of what was decided, while the rest waits.
  std::map<std::string, std::set<std::string>> after = {};
  std::string mode = {};  // "apply" or "confirm": of such cases only; "" : of all
  std::string unit = {};  // "lead", "payer", or a unit's id
  std::string role = {};  // by whom: a generic role of src/identity
  std::string head = {};
  std::string number = {};  // "某局〔{年}〕{号}号"; "" : none
  bool seal = false;
  std::string text = {};  // as src/paper sets it
  Location location = {};
};

inline constexpr std::string_view published_outcome = "published";
inline constexpr std::string_view part_outcome = "part";
// What a letter may name: 主体, 金额, …
std::span<const std::string_view> letter_fields();
// The text with each {name} in place; a name that is not among the values stays as it is.
std::string fill_in(std::string_view text, const std::map<std::string, std::string, std::less<>>& values);

// Reads and checks the file. Precondition: units and procedures have been read.
std::vector<Letter> read_letters(const yaml::Node& root, const Package& package, const UnitNames& units,
                                 Diagnostics& diagnostics);
// The letters of a package that was checked, from its sources.
std::vector<Letter> letters_of(const FileSet& files, std::string_view folder, const Package& package);

}  // namespace enact::policy
