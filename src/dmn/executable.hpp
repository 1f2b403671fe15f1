// A model that decides: item definitions turned into types, names resolved along the requirements, texts
// compiled (DMN 1.5, chapters 6, 7 and 10). Immutable; may be shared between threads.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "dmn/model.hpp"
#include "feel/evaluate.hpp"

namespace enact::dmn {

class Executable {
 public:
  struct Invocable {
    enum class Kind : std::uint8_t { decision, knowledge_model, service } kind = Kind::decision;
    std::string name;
    // Of a decision: the input data that it needs, directly or not, also those of other models.
    std::vector<model::InformationItem> parameters;
    std::vector<std::string> outputs;  // of a service: its decisions
  };
  struct Compiled {
    std::shared_ptr<const Executable> executable;  // null only if there is no model at all
    // Errors leave the element they concern null when asked, with this as its cause; the rest works.
    Diagnostics diagnostics;
  };
  // A value handed in: for an input data, an input decision of a service, a parameter of a knowledge model.
  struct Given {
    std::string name;
    feel::Value value;
    std::string namespace_uri = {};  // of the model that has the element; empty: the main model's
  };

  // `main` with all models that it may import, directly or not, matched by namespace.
  static Compiled compile(model::DefinitionsPtr main, std::span<const model::DefinitionsPtr> others);

  ~Executable();
  Executable(const Executable&) = delete;
  Executable& operator=(const Executable&) = delete;

  const model::Definitions& definitions() const;
  std::vector<Invocable> invocables() const;  // of the main model

  // What is not given is null; what nothing is called like is not looked at. A value that does not fit its
  // declared type is null and an error. The result fits the declared type or is null with its cause
  // (10.3.2.9.4). A name that does not exist is an error of the evaluation, so null as well. Without a
  // namespace, an import's name may be given with a context of what its elements are given.
  // The evaluation is in standard mode. Functions in the result live as long as the executable.
  feel::Value decide(std::string_view name, std::span<const Given> given, feel::Evaluation& evaluation) const;
  feel::Value invoke(Invocable::Kind kind, std::string_view name, std::span<const Given> given,
                     feel::Evaluation& evaluation) const;
  // The same with the entries of a context.
  feel::Value decide(std::string_view name, const feel::Context& given, feel::Evaluation& evaluation) const;
  feel::Value invoke(Invocable::Kind kind, std::string_view name, const feel::Context& given,
                     feel::Evaluation& evaluation) const;

 private:
  struct State;
  explicit Executable(std::unique_ptr<const State> state);
  std::unique_ptr<const State> state_;
};

}  // namespace enact::dmn
