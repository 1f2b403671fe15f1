// The names in a part of YAML, found by walking it beside its form (grammar.hpp). Facts in examples are
// walked by the types of the vocabulary.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lsp/grammar.hpp"
#include "lsp/index.hpp"
#include "policy/package.hpp"
#include "policy/unit_names.hpp"

namespace enact::lsp {

class YamlNames {
 public:
  // All must outlive it; what is found is added to `out`.
  YamlNames(const policy::Package& package, const policy::UnitNames& units, std::vector<Occurrence>& out)
      : package_(package), units_(units), out_(out) {}

  // `container`: the provision whose block it is, or "".
  void read(const policy::yaml::Node& root, const Form& form, const std::string& container);

 private:
  using Node = policy::yaml::Node;

  void walk(const Node& node, const Form& form);
  void scalar(const Node& node, const Form& form);
  void named_entries(const Node& node, const Form& form);
  void facts_of(const Node& node, const feel::Type& type);
  void value_of(const Node& node, const feel::TypePtr& type);
  void mention(What what, const Node& node, std::size_t from = 0);
  void unit(const Node& node, std::size_t from);
  void add(Symbol symbol, const Node& node, Span part, bool declares);
  std::string container_of(What what) const;
  void state(const Node& node, const policy::Register* of);
  void their_field(const Node& node);
  void told(const Node& node);

  const policy::Package& package_;
  const policy::UnitNames& units_;
  std::vector<Occurrence>& out_;
  const policy::Register* other_ = nullptr;     // that what is being read refers to
  const policy::Register* register_ = nullptr;  // whose declaration is being read
  std::vector<std::string> names_;              // declared names around the node, outermost first
  std::vector<std::string> earlier_units_;      // in the list that is being read
};

// The records, code lists and registers that the notation of a type names, with their places in it.
std::vector<std::pair<Symbol, Span>> type_names(std::string_view notation, const policy::Package& package);

}  // namespace enact::lsp
