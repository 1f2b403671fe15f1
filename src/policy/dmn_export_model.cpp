// Elements, names and requirements. See dmn_export_model.hpp.
#include "policy/dmn_export_model.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "policy/dmn_frame.hpp"

namespace enact::policy::dmn_export {

namespace model = dmn::model;

Model::Model(const Package& package, model::Version version, bool joint)
    : package_(package), version_(version), joint_(joint) {
  definitions_.version = version;
  definitions_.id = "definitions";
  definitions_.name = package.title.zh;
  definitions_.description = package.number;
  definitions_.namespace_uri = "urn:enact:package:" + dmn_part::id_part(package.id);
  definitions_.exporter = "enact";
  PackageText head;
  head.id = package.id;
  head.number = package.number;
  head.region = package.region;
  head.title = package.title;
  head.in_force = package.in_force;
  definitions_.extensions.push_back(dmn_extension::to_element(head));
}

std::string Model::take_name(std::string_view wanted, std::string_view provision) {
  std::string base = dmn_part::feel_name(wanted);
  if (joint_ && !provision.empty()) base = dmn_part::feel_name(fmt::format("{}_{}", base, provision));
  std::string name = base;
  for (int i = 2; !names_.insert(name).second; ++i) name = fmt::format("{}_{}", base, i);
  return name;
}

const Place* Model::find(const std::string& id) const {
  const auto found = places_.find(id);
  return found == places_.end() ? nullptr : found->second.get();
}

const Place& Model::remember(Place place, const std::vector<std::string>& reads) {
  reads_[place.id] = reads;
  order_.push_back(place.id);
  auto& kept = places_[place.id];
  kept = std::make_unique<Place>(std::move(place));
  return *kept;
}

model::Element Model::element(const New& wanted, std::string_view title) {
  model::Element made;
  made.id = dmn_part::element_id(wanted.part, wanted.provision, wanted.index);
  made.name = take_name(title, wanted.provision);
  made.description = wanted.description;
  made.extensions.push_back(dmn_extension::to_element(dmn_extension::Part{
      std::string(wanted.part), wanted.provision, wanted.name, wanted.index, wanted.written}));
  made.extensions.insert(made.extensions.end(), wanted.extensions.begin(), wanted.extensions.end());
  return made;
}

namespace {

std::string_view title(const Model::New& wanted) {
  return wanted.name.empty() ? dmn_part::title_of(wanted.part) : std::string_view(wanted.name);
}

// A requirement of each element read, and of each source of its words.
template <typename Owner>
void require(Owner& owner, const std::vector<const Place*>& reads,
             const std::vector<std::string>& citations) {
  int count = 0;
  const auto id = [&](std::string_view kind) { return fmt::format("{}.{}{}", owner.id, kind, ++count); };
  for (const Place* place : reads) {
    if (place->kind == Place::Kind::function) {
      model::KnowledgeRequirement requirement;
      requirement.id = id("k");
      requirement.required.href = "#" + place->id;
      owner.knowledge.push_back(std::move(requirement));
    } else if constexpr (requires { owner.information; }) {
      model::InformationRequirement requirement;
      requirement.id = id("i");
      requirement.decision = place->kind == Place::Kind::decision;
      requirement.required.href = "#" + place->id;
      owner.information.push_back(std::move(requirement));
    }
  }
  for (const std::string& source : citations) {
    model::AuthorityRequirement requirement;
    requirement.id = id("a");
    requirement.required.href = "#" + source;
    owner.authority.push_back(std::move(requirement));
  }
}

}  // namespace

const Place& Model::add_input(New&& wanted) {
  model::InputData input;
  static_cast<model::Element&>(input) = element(wanted, title(wanted));
  input.variable.name = input.name;
  input.variable.type = type_name(wanted.type);
  Place place{Place::Kind::input, input.id, input.name, wanted.type};
  definitions_.elements.emplace_back(std::move(input));
  return remember(std::move(place), {});
}

const Place& Model::add_decision(New&& wanted, model::ExpressionPtr expression,
                                 const std::vector<std::string>& reads) {
  model::Decision decision;
  static_cast<model::Element&>(decision) = element(wanted, title(wanted));
  decision.variable.name = decision.name;
  decision.variable.type = type_name(wanted.type);
  decision.expression = std::move(expression);
  std::vector<const Place*> places;
  for (const std::string& id : reads) places.push_back(&at(id));
  require(decision, places, wanted.citations);
  Place place{Place::Kind::decision, decision.id, decision.name, wanted.type};
  definitions_.elements.emplace_back(std::move(decision));
  return remember(std::move(place), reads);
}

const Place& Model::add_function(New&& wanted, std::vector<model::InformationItem> parameters,
                                 model::ExpressionPtr body, const std::vector<std::string>& reads) {
  model::BusinessKnowledgeModel function;
  static_cast<model::Element&>(function) = element(wanted, title(wanted));
  function.variable.name = function.name;
  auto logic = std::make_shared<model::Expression>();
  logic->form = model::FunctionDefinition{model::FunctionDefinition::Kind::feel, std::move(parameters),
                                          std::move(body)};
  function.logic = std::move(logic);
  std::vector<const Place*> places;
  for (const std::string& id : reads) places.push_back(&at(id));
  require(function, places, wanted.citations);
  Place place{Place::Kind::function, function.id, function.name, nullptr};
  definitions_.elements.emplace_back(std::move(function));
  return remember(std::move(place), reads);
}

void Model::collect(const std::string& id, std::set<std::string>& seen) const {
  if (!seen.insert(id).second) return;
  for (const std::string& read : reads_.at(id)) collect(read, seen);
}

std::vector<const Place*> Model::inputs_of(const Place& place) const {
  std::set<std::string> below;
  collect(place.id, below);
  std::vector<const Place*> inputs;
  for (const std::string& id : order_) {
    if (below.contains(id) && at(id).kind == Place::Kind::input) inputs.push_back(&at(id));
  }
  return inputs;
}

const Place& Model::add_service(New&& wanted, const Place& output) {
  model::DecisionService service;
  static_cast<model::Element&>(service) = element(wanted, title(wanted));
  service.variable.name = service.name;
  service.outputs.push_back({"#" + output.id, {}});
  std::set<std::string> below;
  collect(output.id, below);
  for (const std::string& id : order_) {
    if (!below.contains(id) || id == output.id) continue;
    if (at(id).kind == Place::Kind::decision) service.encapsulated.push_back({"#" + id, {}});
    if (at(id).kind == Place::Kind::input) service.input_data.push_back({"#" + id, {}});
  }
  Place place{Place::Kind::function, service.id, service.name, nullptr};
  definitions_.elements.emplace_back(std::move(service));
  return remember(std::move(place), {});
}

const Place& Model::add_source(New&& wanted, const std::string& label, const std::string& uri) {
  model::KnowledgeSource source;
  static_cast<model::Element&>(source) = element(wanted, "_");
  source.name = label;
  source.type = "政策原文";
  source.location_uri = uri;
  Place place{Place::Kind::source, source.id, source.name, nullptr};
  definitions_.elements.emplace_back(std::move(source));
  return remember(std::move(place), {});
}

Logic Model::logic(const std::string& text, const feel::Scope& scope, const Resolve& resolve,
                   const std::map<std::string, const Place*>& values) {
  Renames renames;
  Renames called;
  feel::Scope in_model;
  std::map<std::string, std::string> ids;  // by the name in the model
  for (const std::string& name : standard_feel(text, scope, feel::Mode::determination).uses) {
    const auto value = values.find(name);
    const Place& place = value != values.end() ? *value->second : resolve(name);
    (value != values.end() ? called : renames)[name] = place.name;
    in_model.declare(place.name, place.type);
    ids[place.name] = place.id;
  }
  Logic made;
  made.feel = standard_feel(text, scope, feel::Mode::determination, renames, called).feel;
  // What it reads now: the arguments of a table that stands as a value are the table's.
  for (const std::string& name : standard_feel(made.feel, in_model, feel::Mode::standard).uses) {
    made.reads.push_back(ids.at(name));
  }
  return made;
}

}  // namespace enact::policy::dmn_export
