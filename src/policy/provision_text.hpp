// A provision as it is written, without programs and places: what the DMN exchange, its comparison and the
// YAML writer share. Expressions are plain standard FEEL in the package's own names, so that two texts of one
// meaning are equal. Knows neither DMN nor YAML.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/package.hpp"

namespace enact::policy {

struct WrittenExpression {
  std::string feel;     // standard FEEL, as the printer writes it
  std::string written;  // as its author wrote it (10万元, 30%); empty: not known

  // Two spellings of one expression are the same rule.
  friend bool operator==(const WrittenExpression& a, const WrittenExpression& b) { return a.feel == b.feel; }
};

struct LetText {
  std::string name;
  WrittenExpression value;
};

struct ConditionText {
  std::string name;
  Text title;
  WrittenExpression rule;
  std::string citation;  // the words it carries out; empty: none named
  std::string words;
  std::optional<Assumption> assumption;
  std::optional<Validity> validity;  // where it is not the provision's
  std::optional<Validity> known;     // where it was not always known, or is no longer
  bool particulars = true;           // false: an import found only name and rule
};

struct MonthlyText {
  WrittenExpression from;
  std::optional<WrittenExpression> to, months, amount;
  bool one_claim = false;
};

struct CapText {
  Cap::Over over = Cap::Over::lifetime;
  WrittenExpression amount;
  std::vector<WrittenExpression> per;
  std::optional<Assumption> assumption;
  bool particulars = true;  // false: an import found only the amount
};

struct AmountText {
  WrittenExpression value;
  std::vector<std::string> decided_by;
  bool estimate = false;
};

struct ProvisionText {
  std::string id;
  std::string article;
  std::string kind;
  Text title, summary;
  std::vector<std::string> citations;
  std::string amount_citation;
  std::string subject;                    // empty: nothing is decided over facts
  std::string variable;                   // of `each`; empty: none
  std::optional<WrittenExpression> list;  // of `each`
  std::optional<WrittenExpression> date;
  std::optional<MonthlyText> monthly;
  std::vector<LetText> lets;
  std::vector<ConditionText> conditions;
  std::optional<AmountText> amount;
  std::vector<CapText> caps;
  std::string matter;  // its kind; empty: none
  std::vector<WrittenExpression> matter_parts;
  Stacking stacking;
  std::string payee, payer, procedure;
  std::vector<std::string> leads, opinions, involved, evidence;
  std::optional<Task> task;
  std::optional<Joint> joint;
  std::vector<Assumption> assumptions;
  std::optional<Validity> validity;  // where it is not the policy's
  std::optional<Validity> known;     // where it was not always known, or is no longer
  bool particulars =
      true;  // false: an import found only the rules (conditions, amounts), not what lies beside
};

// A decision table, cell by cell.
struct RuleTableText {
  struct Clause {
    std::string name, type;    // "number<元>"
    std::string allowed = {};  // of an input: unary tests of which its values pass one; empty: any value
    friend bool operator==(const Clause&, const Clause&) = default;
  };
  struct Row {
    std::vector<std::string> tests, outputs;  // standard FEEL
    std::string annotation;
    friend bool operator==(const Row&, const Row&) = default;
  };
  std::string name;
  std::string hit_policy;  // "U", "C+"
  std::vector<Clause> inputs, outputs;
  std::vector<Row> rows;
  friend bool operator==(const RuleTableText&, const RuleTableText&) = default;
};

struct DefinitionText {
  std::string name, subject;
  WrittenExpression rule;
};

// The value of a parameter while it is in force.
struct ParameterText {
  struct Value {
    Validity validity;
    std::string feel;
  };
  std::string name;
  std::vector<Value> values;
};

struct PackageText {
  std::string id, number, region;
  Text title;
  Validity in_force;
  std::vector<ProvisionText> provisions;
  std::vector<RuleTableText> tables;
  std::vector<DefinitionText> definitions;
  std::vector<ParameterText> parameters;
};

ProvisionText text_of(const Package& package, const Provision& provision);
RuleTableText text_of(const std::string& name, const dmn::DecisionTable& table);
ParameterText text_of(const Parameter& parameter);
PackageText text_of(const Package& package);

// Empty where the two provisions give the same rules and particulars; else what differs, in the words of a
// drafter: "condition `…`: was `…`, is `…`".
struct Difference {
  std::string provision;  // empty: of the package
  Text what;              // "条件 `…` 的规则"
  std::string before, after;
};
std::vector<Difference> differences(const ProvisionText& before, const ProvisionText& after);

// The YAML block that `enact check` reads in place of the original; with its fence.
std::string to_yaml_block(const ProvisionText& provision);
// The Markdown table with its fence.
std::string to_table_block(const RuleTableText& table);

}  // namespace enact::policy
