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

// A value with the facts that it was made from, if results are explained.
struct Evaluated {
  feel::Value value;
  std::vector<FactRead> facts;
};

// What one package makes of one subject: shared by its provisions.
class SubjectScope {
 public:
  SubjectScope(const PackagePlan& package, const SubjectView& view, const Question& question,
               feel::Evaluation& evaluation);

  // A definition's value under these parameters, worked out when it is first asked for.
  const feel::Value& definition(std::size_t index, const feel::Value& parameters);
  // The facts that it was made from, also where results are not explained.
  const std::vector<FactRead>& definition_facts(std::size_t index, const feel::Value& parameters);
  // One of them once more, with the value of every node of its rule.
  void definition_nodes(std::size_t index, const feel::Value& parameters,
                        std::vector<std::optional<feel::Value>>& nodes);

  const PackagePlan& package;
  const SubjectView& view;
  const Question& question;
  feel::Evaluation& evaluation;

 private:
  struct Definition {
    Evaluated evaluated;
    bool made = false;
    bool told = false;  // with its facts
  };

  Definition& made(std::size_t index, const feel::Value& parameters, bool tell);
  std::vector<feel::Value> inputs_of(const DefinitionPlan& plan, const feel::Value& parameters);

  std::map<const feel::Context*, std::vector<Definition>> definitions_;
};

class ScopeValues {
 public:
  ScopeValues(SubjectScope& subject, const ProvisionPlan& plan);

  // The parameters in force on the day; nullopt: of a day that is not known.
  void set_day(const std::optional<Date>& day);
  void set_item(feel::Value item, std::string path);
  void set_month(feel::Value month, feel::Value index);
  void evaluate_lets();
  // Those that depend on the month, after the others have their values.
  void evaluate_lets_of_month();

  Evaluated evaluate(const ExpressionPlan& expression);
  feel::Value value(const ExpressionPlan& expression);  // without its facts, explained or not
  // Whether the expression reads a fact that is known to be absent.
  bool reads_absent(const ExpressionPlan& expression);
  // The same with the trace of every node, from which the steps of a computation are told.
  Evaluated evaluate(const ExpressionPlan& expression, std::vector<std::optional<feel::Value>>& nodes);
  // The definition or let that a name of the scope stands for, and the value of every node of it; false: the
  // name is neither.
  bool evaluate_behind(std::size_t slot, const ExpressionPlan*& expression,
                       std::vector<std::optional<feel::Value>>& nodes);
  Slot::From from(std::size_t slot) const { return plan_.slots[slot].from; }
  const feel::Value& item() const { return item_; }
  const std::string& item_path() const { return item_path_; }
  const feel::Value& month() const { return month_; }

 private:
  Evaluated told(const ExpressionPlan& expression);
  std::vector<FactRead> facts_of(const Traced& traced);
  const std::vector<FactRead>& let_facts(std::size_t index);
  std::span<const feel::Value> inputs_of(const ExpressionPlan& expression) const;
  void set(Slot::From from, const feel::Value& value);
  void evaluate_let(std::size_t index);

  SubjectScope& subject_;
  const ProvisionPlan& plan_;
  std::vector<feel::Value> values_;
  std::vector<Evaluated> lets_;
  const feel::Value* parameters_ = nullptr;  // in force on the day; null: no day is set
  feel::Value item_;
  feel::Value month_;
  std::string item_path_;
};

// Adds those of `more` whose paths `into` does not have yet.
void add_facts(std::vector<FactRead>& into, const std::vector<FactRead>& more);

}  // namespace enact::determine
