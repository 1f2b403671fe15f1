// What of a package can be set otherwise to try it out (可调参数): the figures and days that stand in its
// rules and tables, its days in force, its parameters. Each has a name by which a user sets it; setting some
// makes a package that differs in nothing else. Knows nothing of facts or populations.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <vector>

#include "policy/package.hpp"

namespace enact::policy {

struct Lever {
  enum class Is : std::uint8_t { amount, cap, threshold, rate, number, date, parameter } is = Is::number;
  // Where it stands: "1a/amount", "1a/cap", "3b/when/NAME", "3b/let/NAME", "1a/valid/to", "define/NAME",
  // "table/NAME", "parameter/NAME", "in force/to"; where several stand there, "3b/when/NAME/2" and so on. A
  // parameter with several values has one lever for each: "parameter/NAME/2025-09-25", the day from which.
  std::string id;
  Text title;                           // for people: "高研发投入企业 · 研发投入超限"
  std::string provision;                // that it stands in; "" where provisions share it
  std::vector<std::string> provisions;  // executable ones that it may touch, in the document's order
  std::string unit;                     // of a figure: "元"; "" is a plain number
  feel::TypePtr type;                   // of its value
  feel::Value value;                    // now; null where a parameter has none
};
std::string_view to_string(Lever::Is is);

// In the order of the document, then what provisions share. Figures that only point into a list are left out.
std::vector<Lever> levers_of(const Package& package);

struct Setting {
  std::string lever;  // its id
  // FEEL: "12万元", "120000", "35%", "2026-06-30", of a parameter whatever its type has. A figure without a
  // unit has that of the lever.
  std::string value;
};

struct SetPackage {
  PackagePtr package;  // for computing, not for showing: the texts of its expressions are as written
  std::vector<std::string> provisions;  // executable ones that the settings may touch
  struct Set {
    Lever lever;  // as it was
    feel::Value value;
  };
  std::vector<Set> settings;
};

// Every slip is told: a lever that there is not (with the nearest), one set twice, a value that does not fit.
// What the document says is not looked at: trying another figure than it quotes is the purpose.
std::expected<SetPackage, Diagnostics> with_settings(const PackagePtr& package,
                                                     std::span<const Setting> settings);

}  // namespace enact::policy
