// The values behind the names that a provision's expressions see, for one subject: filled in as the engine
// goes from the subject to an event, a month and the `let`s, and read back as the facts an expression read.
// Knows plans and views; decides nothing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "determine/plan.hpp"
#include "determine/subject_view.hpp"

namespace enact::determine {

// A value with the facts that it was made from.
struct Evaluated {
  feel::Value value;
  std::vector<FactRead> facts;
};

// What one package makes of one subject: shared by its provisions.
class SubjectScope {
 public:
  SubjectScope(const PackagePlan& package, const SubjectView& view, const Question& question,
               feel::Evaluation& evaluation);

  // The definitions' values under these parameters.
  const std::vector<Evaluated>& definitions(const feel::Value& parameters);
  // One of them once more, with the value of every node of its rule.
  void definition_nodes(std::size_t index, const feel::Value& parameters,
                        std::vector<std::optional<feel::Value>>& nodes);

  const PackagePlan& package;
  const SubjectView& view;
  const Question& question;
  feel::Evaluation& evaluation;

 private:
  std::vector<feel::Value> inputs_of(const DefinitionPlan& plan, const feel::Value& parameters,
                                     const std::vector<Evaluated>& made) const;

  std::map<const feel::Context*, std::vector<Evaluated>> definitions_;
};

class ScopeValues {
 public:
  ScopeValues(SubjectScope& subject, const ProvisionPlan& plan);

  // The parameters in force on the day; nullopt: of a day that is not known.
  void set_day(const std::optional<Date>& day);
  void set_item(feel::Value item, std::string path);
  void set_month(feel::Value month, feel::Value index);
  void evaluate_lets();

  Evaluated evaluate(const ExpressionPlan& expression);
  // The same with the trace of every node, from which the steps of a computation are told.
  Evaluated evaluate(const ExpressionPlan& expression, std::vector<std::optional<feel::Value>>& nodes);
  // The definition or let that a name of the scope stands for, and the value of every node of it; false: the
  // name is neither.
  bool evaluate_behind(std::size_t slot, const ExpressionPlan*& expression,
                       std::vector<std::optional<feel::Value>>& nodes);
  Slot::From from(std::size_t slot) const { return plan_.slots[slot].from; }
  const std::vector<Evaluated>& lets() const { return lets_; }
  const feel::Value& item() const { return item_; }
  const std::string& item_path() const { return item_path_; }
  const feel::Value& month() const { return month_; }

 private:
  std::vector<FactRead> facts_of(const Traced& traced) const;
  void set(Slot::From from, const feel::Value& value);

  SubjectScope& subject_;
  const ProvisionPlan& plan_;
  std::vector<feel::Value> values_;
  std::vector<Evaluated> lets_;
  const std::vector<Evaluated>* definitions_ = nullptr;
  feel::Value parameters_;
  feel::Value item_;
  feel::Value month_;
  std::string item_path_;
};

void add_facts(std::vector<FactRead>& into, const std::vector<FactRead>& more);

}  // namespace enact::determine
