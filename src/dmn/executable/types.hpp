// Item definitions turned into types of FEEL (DMN 1.5, 7.3.2 and 7.3.3): components are contexts, collections
// lists, allowed values and type constraints conditions that coercion checks. Knows no decisions.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "dmn/executable/models.hpp"
#include "feel/compile.hpp"
#include "feel/type.hpp"

namespace enact::dmn::executable {

class Types {
 public:
  // Both must outlive it.
  Types(const Models& models, Diagnostics& diagnostics);

  // What a typeRef means in a model. Empty: Any. Not known: Any, and reported at `place`.
  feel::TypePtr find(ModelId model, std::string_view type_ref, const Location& place) const;
  // Makes every type that a model may name known to FEEL (`instance of`, parameters), those of imports under
  // the import's name.
  void declare(ModelId model, feel::Scope& scope) const;

 private:
  struct Definition {
    const model::ItemDefinition* item;
    feel::TypePtr type;  // once built
    bool building = false;
  };
  using Names = std::map<std::string, Definition, std::less<>>;

  Definition* definition(ModelId model, std::string_view type_ref, ModelId& home);
  feel::TypePtr resolve(ModelId model, const std::string& type_ref, const Location& place, bool nested);
  feel::TypePtr build(ModelId model, const model::ItemDefinition& item, bool nested);
  feel::TypePtr base(ModelId model, const model::ItemDefinition& item, bool nested);
  void unknown(ModelId model, std::string_view type_ref, const Location& place) const;
  feel::TypePtr narrowed(const feel::TypePtr& type, const model::ExpressionSource& condition);

  const Models& models_;
  Diagnostics& diagnostics_;
  std::vector<Names> names_;                                                 // a model
  std::vector<std::vector<std::pair<std::string, feel::TypePtr>>> visible_;  // a model: as it writes them
};

// Types of the standard by the names that files use for them; null: none of that name.
feel::TypePtr standard_type(std::string_view name);

}  // namespace enact::dmn::executable
