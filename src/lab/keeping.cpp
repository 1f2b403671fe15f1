// See keeping.hpp.
#include "lab/keeping.hpp"

#include "base/text.hpp"

namespace enact::lab {

using identity::Action;
using store::Fault;

namespace {

constexpr std::size_t longest_name = 100;

Fault not_permitted() {
  return {Fault::Kind::forbidden,
          "lab.not-permitted",
          {"您的账号不能在实验室保存或删除", "your account may not save or remove this in the lab"},
          {},
          {}};
}

}  // namespace

bool sees(const casework::Person& person, const std::string& unit) {
  return identity::may(person.grants, Action::use_lab, {.units = {unit}, .subject = {}});
}

std::expected<std::string, Fault> keeping_unit(const casework::Person& person) {
  for (const identity::Grant& grant : person.grants) {
    if (!grant.unit.empty() && identity::scope_of(grant.role, Action::keep_scenario) != identity::Scope::none)
      return grant.unit;
  }
  return std::unexpected(not_permitted());
}

std::expected<void, Fault> check_keeps(const casework::Person& person, const std::string& unit) {
  if (identity::may(person.grants, Action::keep_scenario, {.units = {unit}, .subject = {}})) return {};
  return std::unexpected(not_permitted());
}

std::expected<std::string, Fault> checked_name(std::string_view name) {
  std::string wanted(text::trim(name));
  if (!wanted.empty() && text::length(wanted) <= longest_name) return wanted;
  return std::unexpected(Fault{Fault::Kind::invalid,
                               "lab.name",
                               {"要有名称，不超过100字", "a name of at most 100 characters is needed"},
                               {},
                               {}});
}

}  // namespace enact::lab
