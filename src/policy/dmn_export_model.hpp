// The model that an export puts together: its elements by their part, names that are taken, item definitions,
// and what all provisions of a file share. Internal to the export.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dmn/model.hpp"
#include "policy/dmn_extension.hpp"
#include "policy/dmn_parts.hpp"
#include "policy/standard_feel.hpp"

namespace enact::policy::dmn_export {

// An element as others refer to it.
struct Place {
  enum class Kind : std::uint8_t { input, decision, function, source } kind = Kind::decision;
  std::string id;
  std::string name;  // in the model
  feel::TypePtr type;
};

// An expression in the model's names, and the elements that it reads.
struct Logic {
  std::string feel;
  std::vector<std::string> reads;  // ids
};

// Answers the element of a name of the package; made when it is asked for first.
using Resolve = std::function<const Place&(const std::string& name)>;

class Model {
 public:
  Model(const Package& package, dmn::model::Version version, bool joint);

  const Package& package() const { return package_; }
  bool at_least_1_4() const { return version_ >= dmn::model::Version::v1_4; }
  dmn::model::Definitions take() { return std::move(definitions_); }

  // A name that nothing has yet. In a model of several provisions those of one end with its id.
  std::string take_name(std::string_view wanted, std::string_view provision);
  // `text` as the package has it; `values`: calls of these tables are read as the elements named.
  Logic logic(const std::string& text, const feel::Scope& scope, const Resolve& resolve,
              const std::map<std::string, const Place*>& values);

  struct New {
    std::string_view part = {};
    std::string provision = {};
    int index = 0;
    std::string name = {};     // of the package; empty: the part's title
    std::string written = {};  // the expression as its author wrote it
    feel::TypePtr type = nullptr;
    std::string description = {};
    std::vector<dmn::model::Foreign> extensions = {};
    std::vector<std::string> citations = {};  // ids of knowledge sources
  };
  const Place& add_input(New&& wanted);
  const Place& add_decision(New&& wanted, dmn::model::ExpressionPtr expression,
                            const std::vector<std::string>& reads);
  const Place& add_function(New&& wanted, std::vector<dmn::model::InformationItem> parameters,
                            dmn::model::ExpressionPtr body, const std::vector<std::string>& reads);
  // The decisions that `output` rests on, behind one function of the inputs that they rest on.
  const Place& add_service(New&& wanted, const Place& output);
  const Place& add_source(New&& wanted, const std::string& label, const std::string& uri);
  const Place& at(const std::string& id) const { return *places_.at(id); }
  const Place* find(const std::string& id) const;
  // All inputs below an element, in the order of the model.
  std::vector<const Place*> inputs_of(const Place& place) const;

  // Shared by provisions.
  const Place& asked_on();
  const Place& subject(const std::string& name);
  const Place& policy();
  const Place& parameter(const std::string& name);
  const Place& table_function(const std::string& name);
  const Place& citation(const Citation& citation);
  dmn::model::ExpressionPtr table(const std::string& name, const std::vector<std::string>& arguments);

  // The name of a type; empty where DMN has none (a range, a function, anything).
  std::string type_name(const feel::TypePtr& type);

 private:
  const Place& remember(Place place, const std::vector<std::string>& reads);
  dmn::model::Element element(const New& wanted, std::string_view title);
  void collect(const std::string& id, std::set<std::string>& seen) const;
  dmn::model::ItemDefinition component(const feel::Field& field);
  void define(const std::string& name, const feel::Type& type);

  const Package& package_;
  dmn::model::Version version_;
  bool joint_;
  dmn::model::Definitions definitions_;
  std::set<std::string> names_, types_;
  std::map<std::string, std::unique_ptr<Place>> places_;
  std::map<std::string, std::vector<std::string>> reads_;
  std::map<std::string, std::string> citations_;  // words and article, by the id of their source
  std::vector<std::string> order_;
};

}  // namespace enact::policy::dmn_export
