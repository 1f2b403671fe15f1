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
    std::vector<model::InformationItem> parameters;  // of a decision: the input data that it needs
  };
  struct Compiled {
    std::shared_ptr<const Executable> executable;  // null only if there is no model at all
    // Errors leave the element they concern null when asked, with this as its cause; the rest works.
    Diagnostics diagnostics;
  };
  // `main` with all models that it may import, directly or not, matched by namespace.
  static Compiled compile(model::DefinitionsPtr main, std::span<const model::DefinitionsPtr> others);

  ~Executable();
  Executable(const Executable&) = delete;
  Executable& operator=(const Executable&) = delete;

  const model::Definitions& definitions() const;
  std::vector<Invocable> invocables() const;

  // `inputs`: entries named as the input data (of an import: a context under the import's name); an input
  // decision of a service by the decision's name; a knowledge model's parameters by their names. What is
  // absent is null. The result fits the declared type or is null with its cause (10.3.2.9.4). A name that
  // does not exist is an error of the evaluation, so null as well.
  feel::Value decide(std::string_view name, const feel::Context& inputs, feel::Evaluation& evaluation) const;
  feel::Value invoke(Invocable::Kind kind, std::string_view name, const feel::Context& arguments,
                     feel::Evaluation& evaluation) const;

 private:
  struct State;
  explicit Executable(std::unique_ptr<const State> state);
  std::unique_ptr<const State> state_;
};

}  // namespace enact::dmn
