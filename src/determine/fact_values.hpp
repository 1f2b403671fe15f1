// One value of a facts file or a stored row, read by its declared type with every slip named at its place.
// Internal to src/determine; the way in is facts.hpp.
#pragma once

#include <string>

#include "determine/facts.hpp"
#include "policy/yaml_reader.hpp"

namespace enact::determine {

class ValueReader {
 public:
  ValueReader(const FactModel& model, Diagnostics& diagnostics) : model_(model), diagnostics_(diagnostics) {}

  // `path` names the value in messages: "企业.研发费用".
  feel::Value read(const policy::yaml::Node& node, const policy::FactDeclaration& declaration,
                   const std::string& path);
  // A sum of money in yuan, at most two decimals.
  std::optional<Decimal> read_money(const policy::yaml::Node& node, const std::string& path,
                                    bool non_negative);

 private:
  feel::Value read_typed(const policy::yaml::Node& node, const feel::Type& type,
                         const policy::FactDeclaration& declaration, const std::string& path);
  feel::Value read_list(const policy::yaml::Node& node, const feel::Type& type,
                        const policy::FactDeclaration& declaration, const std::string& path);
  feel::Value read_record(const policy::yaml::Node& node, const feel::Type& type, const std::string& path);
  feel::Value read_text(const policy::yaml::Node& node, const feel::Type& type,
                        const policy::FactDeclaration& declaration, const std::string& path);
  feel::Value read_number(const policy::yaml::Node& node, const feel::Type& type,
                          const policy::FactDeclaration& declaration, const std::string& path);
  feel::Value read_date(const policy::yaml::Node& node, const std::string& path);
  feel::Value wrong_type(const policy::yaml::Node& node, const feel::Type& type, const std::string& path);
  void check_credit_code(const policy::yaml::Node& node, const std::string& path);
  void check_region_code(const policy::yaml::Node& node, const std::string& path);

  const FactModel& model_;
  Diagnostics& diagnostics_;
};

}  // namespace enact::determine
