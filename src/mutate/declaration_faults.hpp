// The faults of a provision's declarations: what its YAML says outside its expressions. Internal to
// src/mutate.
#pragma once

#include <vector>

#include "mutate/fault.hpp"
#include "policy/yaml_reader.hpp"

namespace enact::mutate {

// An edit of a declaration, with what it is of and how it reads before and after.
struct DeclarationFault {
  Kind kind = Kind::condition;
  std::string path;  // "when.认定在施行期内", within the block
  Location location;
  std::string before;
  std::string after;
  Edit edit;
};

std::vector<DeclarationFault> faults_of_provision(const policy::yaml::Node& root,
                                                  const policy::Provision& provision);
// Of the package as a whole: its dates, how upper levels count, its alternatives.
void faults_of_front_matter(const policy::yaml::Node& front, std::vector<DeclarationFault>& out);
// What upper levels pay deducted for on top, or the other way round, if `stacking` says which.
void turn_upper_level(const policy::yaml::Node& stacking, std::vector<DeclarationFault>& out);
// Each of the two days of `[from, to]` a day off.
void days_off(const policy::yaml::Node& list, const std::string& path, std::vector<DeclarationFault>& out);
// `from` and `to` of a parameter's values a day off, and each value left out. `values`: the list of them.
void faults_of_values(const policy::yaml::Node& values, const std::string& path,
                      std::vector<DeclarationFault>& out);

}  // namespace enact::mutate
