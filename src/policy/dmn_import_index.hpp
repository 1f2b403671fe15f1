// The elements of a DMN document by the parts that they play for provisions: told by their extension, else by
// the id that the export gave, else by their names and by what they read. Internal to the import.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "dmn/model.hpp"
#include "feel/type.hpp"
#include "policy/dmn_extension.hpp"

namespace enact::policy::dmn_import {

struct Item {
  enum class Told : std::uint8_t { extension, id, guess, not_told } told = Told::not_told;
  dmn_extension::Part part;
  std::string id;
  std::string name;  // in the model
  const dmn::model::Element* element = nullptr;
  const dmn::model::DrgElement* drg = nullptr;
  std::vector<const Item*> reads;  // requirements; of a service, its decisions

  const dmn::model::Decision* decision() const { return std::get_if<dmn::model::Decision>(drg); }
  const dmn::model::BusinessKnowledgeModel* function() const {
    return std::get_if<dmn::model::BusinessKnowledgeModel>(drg);
  }
  const dmn::model::InputData* input() const { return std::get_if<dmn::model::InputData>(drg); }
  bool is(std::string_view kind) const { return part.kind == kind; }
};

class Index {
 public:
  explicit Index(const dmn::model::Definitions& model);

  // The decisions that say what a provision gives, and sources that stand for provisions without rules.
  const std::vector<const Item*>& provisions() const { return provisions_; }
  // All elements of a provision, in the order of the document: what its result rests on, and what says that
  // it belongs to it.
  std::vector<const Item*> members(const Item& provision) const;
  bool joint() const;
  feel::TypePtr type(const std::string& name) const;
  // The name of a type in the package: "认定类别", "number<元>", "Any".
  std::string type_text(const std::string& name, const std::string& unit) const;

 private:
  void read_parts();
  void guess();
  void guess_members(const Item& result);
  void collect(const Item& item, std::set<const Item*>& into) const;
  void give(const Item* item, std::string_view kind, const std::string& provision, int index, bool own_name);
  feel::TypePtr type_of(const dmn::model::ItemDefinition& item, int depth) const;
  const dmn::model::ItemDefinition* definition(const std::string& name) const;

  const dmn::model::Definitions& model_;
  std::vector<Item> items_;
  std::vector<const Item*> provisions_;
};

// The FEEL of an expression; boxed ones as the literal they mean. False: a decision table, or no logic.
bool literal_of(const dmn::model::ExpressionPtr& expression, std::string& feel);
const dmn::model::DecisionTable* table_of(const dmn::model::ExpressionPtr& expression);

}  // namespace enact::policy::dmn_import
