// The facts that a proof is about: for every fact of a subject, and for every item of its lists up to a
// bound, a free term, with what the vocabulary and the facts reader admit as hypotheses; and back, from what
// a solver found to a facts file that `enact determine` reads. Knows no provision.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "determine/facts.hpp"
#include "verify/symbolic.hpp"

namespace enact::verify {

// A fact (or a field, an item, a parameter without a value) as free terms.
struct FreeFact {
  std::string name;
  feel::TypePtr type;
  const policy::FactDeclaration* declaration = nullptr;  // null: an item of a list of scalars
  bool required = false;
  bool supported = true;       // else it is only ever null
  std::optional<Term> null;    // where it may be null
  std::optional<Term> scalar;  // a truth, a real, a text's code, a day
  std::vector<FreeFact> fields;
  struct Slot;
  std::vector<Slot> slots;
};
struct FreeFact::Slot {
  Term present;
  std::shared_ptr<FreeFact> item;
};

// A term made a constant: by a solver's model, or by random values.
using Valuation = std::function<Term(const Term&)>;

class World {
 public:
  // Lists hold up to `items` items. Days of asking lie within [from, to].
  World(Terms& terms, const determine::FactModel& model, int items, const Date& from, const Date& to);

  const Term& asking() const { return asking_; }
  int items() const { return items_; }

  struct Subject {
    const determine::FactModel::SubjectType* type;
    std::vector<FreeFact> facts;
    Symbolic value;
  };
  const Subject& subject(const std::string& type);  // made when first asked for
  // A free month for the claim of the item at a place of a list, the same whenever it is asked for.
  const Term& month(std::size_t item);
  // Values of expressions that are encoded more than once (claims.hpp, Reading): by a key that names the
  // terms that went in, which are kept so that their numbers stay theirs. Null: none is known.
  const Symbolic* found(const std::string& key) const;
  void keep(const std::string& key, const Symbolic& value, std::vector<Symbolic> inputs);
  // The value of a parameter where none is in force.
  const Symbolic& parameter(const std::string& package, const policy::Parameter& parameter);

  // What holds of every set of facts (docs/verify.md, "Hypotheses"), with all texts known so far.
  std::vector<Term> hypotheses() const;
  // That numbers have as many decimals as are written: fen for money, six digits else.
  std::vector<Term> written() const;
  // One item in a list, days near the law's, numbers of a usual size: an example that is easy to read.
  std::vector<Term> small() const;
  // Numbers that expressions might read, with the path of each ("企业.研发费用", "企业.租约[].月租金").
  struct NumberFact {
    std::string path;
    Term term;
    Term null;  // false where it cannot be
    Term present;
  };
  std::vector<NumberFact> numbers(const std::string& subject);
  // Every free term of the facts of a type, for random facts: with its type and declaration.
  void each_free(const std::string& subject, const std::function<void(FreeFact&, const std::string&)>& visit);

  // The facts file of what was found, for these subjects; and its day of asking.
  std::string facts_file(const Valuation& valuation, const std::vector<std::string>& subjects);
  Date asking_day(const Valuation& valuation) const;
  // The values assumed for parameters without one, by package and name: of those of which `reads` a term.
  std::map<std::pair<std::string, std::string>, feel::Value> assumed(
      const Valuation& valuation, const std::function<bool(const Term&)>& reads);
  std::string text_of(std::int64_t code, const std::string& format);

 private:
  FreeFact make(const std::string& name, const std::string& path, const feel::TypePtr& type,
                const policy::FactDeclaration* declaration, bool required);
  Symbolic symbolic(const FreeFact& fact);
  void hypotheses(const FreeFact& fact, const Term& present, std::vector<Term>& out) const;
  void written(const FreeFact& fact, std::vector<Term>& out) const;
  void small(const FreeFact& fact, std::vector<Term>& out) const;
  void numbers(const FreeFact& fact, const std::string& path, const Term& present,
               std::vector<NumberFact>& out);
  void each_free(FreeFact& fact, const std::string& path,
                 const std::function<void(FreeFact&, const std::string&)>& visit);
  feel::Value value_of(const FreeFact& fact, const Valuation& valuation);
  bool fits(const std::string& text, const std::string& format) const;

  Terms& terms_;
  const determine::FactModel& model_;
  int items_;
  Date from_;
  Date to_;
  Term asking_;
  std::map<std::string, Subject> subjects_;
  std::map<std::pair<std::string, std::string>, std::pair<FreeFact, Symbolic>> parameters_;
  std::map<std::int64_t, std::string> made_up_;
  std::map<std::size_t, Term> months_;
  std::map<std::string, std::pair<Symbolic, std::vector<Symbolic>>> found_;
};

}  // namespace enact::verify
