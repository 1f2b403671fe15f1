// What the parts of reading a register share. Internal to registers.yaml: registers.cpp reads the whole,
// register_fields.cpp the fields, register_rules.cpp what must hold and follow,
// register_fills.cpp what determinations enter, register_views.cpp who else meets the entries, and how.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "policy/registers.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::policy {

// A register on its way: the mapping is read twice, first its fields (so that others can refer to them), then
// its rules.
struct RegisterDraft {
  Register made;
  const yaml::Node* node = nullptr;
  std::vector<std::pair<std::string, const yaml::Node*>> computed;  // field → its `value`
};

// Of a field's columns, as the lines are kept: what they refer to by id.
feel::TypePtr lines_type(const RegisterField& field);

class RegisterReading {
 public:
  RegisterReading(const RegisterSurroundings& surroundings, Package& of, std::vector<RegisterDraft>& all)
      : around(surroundings), package(of), drafts(all), diagnostics(surroundings.diagnostics) {}

  void read_fields(const yaml::Node& node, RegisterDraft& draft);
  void check_fields(RegisterDraft& draft);  // what they say of other registers and of the life cycle
  // Adds the measured fields and columns.
  void read_measures(const yaml::Mapping& mapping, Register& made);
  void read_rules(const yaml::Mapping& mapping, Register& made);
  void read_fills(const yaml::Node& node, Register& made);
  void read_views(const yaml::Mapping& mapping, Register& made);

  // The fields with their types as expressions see them: an entry is a context of its fields.
  feel::Scope scope_of(const Register& made, std::size_t fields) const;
  // Of one value of the field: an entry is a context of its fields, lines are contexts of their columns.
  feel::TypePtr seen_type(const RegisterField& field) const;
  const Register* declared(std::string_view id) const;
  std::vector<std::string> register_names() const;
  // Of a register's life cycle; `ends`: also the states of ended entries.
  std::vector<std::string> state_names(const Register& of, bool ends) const;
  States read_states(const yaml::Node& node, const Register& of, bool ends = true);
  // The field of that name, and an error if there is none (or none of the kinds; empty: any).
  const RegisterField* read_field(const yaml::Node& node, const Register& of,
                                  const std::set<feel::Kind>& kinds = {});
  std::vector<std::string> read_field_list(const yaml::Node& node, const Register& of);
  // A field or a column as declared, without what it says of others; nullopt: it is none.
  std::optional<RegisterField> read_field_declaration(const yaml::Entry& entry,
                                                      const std::vector<std::string>& keys);
  void read_columns(const yaml::Node& node, RegisterField& field);
  void check_reference(const yaml::Node& declared_at, RegisterField& field, const Register& made);

  const RegisterSurroundings& around;
  Package& package;
  std::vector<RegisterDraft>& drafts;
  Diagnostics& diagnostics;
};

}  // namespace enact::policy
