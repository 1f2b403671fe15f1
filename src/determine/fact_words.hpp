// Facts for people: names out of the vocabulary instead of paths, values as their declared types are written
// (amounts to the fen, codes by their titles, days), and where they come from. Internal to src/determine.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "determine/facts.hpp"

namespace enact::determine {

class FactWords {
 public:
  // Borrowed: the package must outlive it.
  explicit FactWords(const policy::Package& package) : package_(package) {}

  // "企业.认定[2].日期" → "认定（第 2 项）：日期"; a name that nobody declares stays as it is.
  Text name(std::string_view path) const;
  // The last name alone: "日期".
  Text field_name(std::string_view path) const;
  // By the type that the path's declaration has; by the value alone if there is none.
  Text value(std::string_view path, const feel::Value& value) const;
  // "市科技局核实，2026-03-10" or as the file tells it; empty for what is no fact (the day of asking).
  Text source(std::string_view path, const Provenance& provenance) const;
  // An event as a claim names it, "国家高新技术企业 重新认定 2026-03-10": its codes by their titles.
  Text event(const std::string& event) const;
  Text unit(const std::string& id) const;
  Text units(const std::vector<std::string>& ids) const;
  // "第 3 条"; of the closing clause "附则".
  static Text article(const policy::Citation& citation);

 private:
  const policy::Package& package_;
};

// Several as one enumeration: "甲、乙", "a, b".
Text listed(const std::vector<Text>& items);

}  // namespace enact::determine
