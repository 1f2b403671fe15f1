// A register (登记册) as a package declares it in registers.yaml: the fields of its entries, what must hold
// of them and between them, the life cycle they run through, and what they tell others. Compiled, immutable.
// What an entry is and how it moves is src/registers' business. The written form: docs/policy-package.md.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/decimal.hpp"
#include "policy/package.hpp"

namespace enact::policy {

// "States" below are ids of steps of the life cycle or of its ends: an entry is in a state while such a step
// is open, or when it has ended as that.
using States = std::vector<std::string>;

struct RegisterField {
  FactDeclaration declared;  // name, title, type, format, required, help; an entry or a unit is a string
  std::string entry;         // id of the register that it refers to; empty: none
  bool unit = false;         // the id of a unit of the package
  States in;                 // the entry referred to must be in one of them when the reference is made
  bool same_owner = false;   // the entry referred to has the same owner
  States holds;              // while this entry is in them, the one referred to cannot end by anybody's act
  std::optional<Decimal> min;
  std::optional<Decimal> max;
  std::string matches;       // a regular expression of XPath that the whole text must fit; empty: any
  feel::ProgramPtr pattern;  // the same as a boolean over one input, the text; null: any
  bool searched = false;
  bool shown = true;  // in public pages and open data
  bool summed = false;
  std::vector<std::string> at;         // steps in which it is entered; empty: where the entry is written
  std::optional<Expression> value;     // computed whenever it is read, never entered
  bool measured = false;               // by the measure of its name, or the total or grade of the scores
  std::vector<RegisterField> columns;  // of a field of lines, a list of records; empty: it is none

  const std::string& name() const { return declared.name; }
  bool entered() const { return !value && !measured; }
  const RegisterField* column(std::string_view column_name) const;
};

// A figure computed from what is entered, and kept with it: a later change of what it refers to, of a
// parameter or of the formula leaves it as it was (docs/assessment.md). It sees the fields, and the measures
// before it.
struct RegisterMeasure {
  std::string name;  // of a field that is `measured`, or of a column of one
  Text note;         // how it is meant
  std::string of;    // a field of lines: once for each of them, whose columns it sees too; else ""
  Expression value;
  std::optional<int> digits;  // rounded half up to so many after the point, and kept so
  std::string unit;           // shown beside it; a unit of the type is checked, too
  bool percent = false;       // shown as one; rounding is of the figure, 0.1205 for 12.05 %
};

// What formulas of lines call the line.
inline constexpr std::string_view current_line = "行";

// Indicators with a score each, weighed as a parameter says for the year; their sum, and the band it is in.
struct RegisterScores {
  struct Indicator {
    std::string name;
    Text title;
    Text source;       // where its data come from
    Expression score;  // 0 … `whole`
  };
  struct Band {
    std::string grade;
    Decimal from;  // included; the highest first
  };
  std::string year;       // number field
  std::string parameter;  // list of records; the one in force on the last day of the year counts
  std::string indicator;  // field of the record: an indicator's name
  std::string weight;     // field of the record
  // A field may refer to an entry that holds the weights of the year, and another to those of the year
  // before; their lines have the columns `indicator` and `weight`. Without a reference the parameter counts.
  struct Entered {
    std::string now;
    std::string before;  // may be ""
    std::string lines;   // field of the register that they refer to
  };
  std::optional<Entered> entered;
  Decimal whole = 100;  // what the weights of a year sum to, and the highest score
  std::string total;    // measured fields
  std::string grade;    // may be ""
  int digits = 2;
  std::vector<Indicator> indicators;
  std::vector<Band> bands;
};

// What the portal draws of an entry's lines.
struct RegisterChart {
  std::string lines;
  std::string label;   // column
  std::string amount;  // column of numbers
};

// Boolean over the fields: false refuses a change, unknown passes.
struct RegisterCheck {
  std::string name;
  Expression rule;
  Text says;
};

struct RegisterKey {
  std::vector<std::string> fields;
  States during;  // empty: from the moment the first step is left until the entry ends
  Text says;
};

// Among the entries of one key that are in the states, the sum of `sum` never passes `most` at any time. An
// absent `sum` counts 1 an entry: with `most` 1, spans never overlap.
struct RegisterSpan {
  std::vector<std::string> key;
  std::string from;
  std::string to;  // field; empty: open end. Not included, a whole day if `to_included`
  bool to_included = false;
  std::string sum;
  Decimal most = 1;
  States during;
  Text says;
};

// What an entry tells of its owner while it is in the states, attested by the keeper.
struct RegisterFact {
  States during;
  std::string fact;
  bool list = false;      // an item of the list fact, else the fact's value
  bool complete = false;  // the list holds nothing but what the registers and units say
  std::vector<std::pair<std::string, Expression>> item;
  std::optional<Expression> value;
};

// Counterparts in another register, each point that speaks for one with its weight.
struct RegisterMatch {
  struct Point {
    bool words = false;  // shared words of the texts, else equal values
    std::vector<std::string> of;
    std::vector<std::string> with;
    int weight = 1;
    Text title;
  };
  std::string to;
  States during;  // of the counterpart
  std::vector<Point> points;
};

// On the first day after the day of a field the clock takes an outcome of the steps in which an entry rests.
struct RegisterLapse {
  std::string after;  // date: the last day; date and time: the end
  std::string take;   // outcome
  States during;      // ids of steps
};

// The last day of a step is that of a field of the entry, where the entry has it; the step's own term
// otherwise.
struct RegisterDue {
  std::string step;
  std::string by;  // date
};

// Entries as bars over time, from a day to a last day.
struct RegisterPlan {
  std::string from;
  std::string to;
  std::string done;  // date on which it came about; may be ""
};

// Entries stand beside the document: at a provision, and at the sentence that they quote.
struct RegisterBeside {
  std::string provision;  // text: the id of a provision
  std::string sentence;   // text: words of the document; may be ""
};

// Any unit may enter, for itself: the one that the field names. It sees what becomes of its entry.
struct RegisterRaised {
  std::string by;    // field of type unit
  std::string from;  // text that takes the page of the portal from which it was raised; may be ""
};

// Levels that owners hold one after the other, from a day to a last day.
struct RegisterLadder {
  std::string level;
  std::string from;
  std::string to;
  bool one_step = false;
  std::optional<int> years;
  States during;
  std::string lapse;     // outcome by which a level ends whose last day has passed
  std::string promoted;  // outcome by which the level below ends on promotion
  struct Criterion {
    std::string name;
    Text title;
    Expression rule;  // boolean over the fields and 历史
  };
  std::map<std::string, std::vector<Criterion>> criteria;  // by level
};
inline constexpr std::string_view ladder_history = "历史";

// What a released list of those to whom a provision is due enters here, for each subject of the list.
struct RegisterFill {
  std::string provision;
  // One entry of the register each: field → its value, as it would be typed.
  std::vector<std::vector<std::pair<std::string, std::string>>> entries;
  std::string reason;  // the field that takes why the provision is due; empty: none
  std::string rank;    // the field that takes the place on the provision's ranking (`rank by`); empty: none
  std::string list;    // the field that takes the reference of the list, such as L12; empty: none
};

struct Register {
  std::string id;
  Text title;
  std::vector<Citation> citations;
  std::string provision;
  std::vector<std::string> of;  // subject types that own entries; empty: entries have no owner
  std::string keeper;
  std::vector<std::string> units;
  std::string life;      // id of the procedure
  States shown;          // in which an entry is public; empty: never
  std::string name;      // the field that names an entry
  std::string dispatch;  // a field of type unit: who is asked by `opinions`; empty: `units`
  std::string with;      // a field of lines: the units that its columns name see the entry, besides
  std::optional<RegisterRaised> raised;
  std::optional<RegisterBeside> beside;
  std::optional<RegisterPlan> plan;
  std::string coverage;  // a field of codes: the register shows how many entries each has, and which has none
  std::vector<RegisterDue> due;
  std::vector<RegisterField> fields;
  std::vector<RegisterCheck> checks;
  std::vector<RegisterKey> unique;
  std::vector<RegisterSpan> spans;
  std::vector<RegisterFact> facts;
  std::vector<RegisterMatch> matches;
  std::vector<RegisterLapse> lapses;
  std::vector<RegisterFill> fills;
  std::optional<RegisterLadder> ladder;
  std::vector<RegisterMeasure> measures;
  std::optional<RegisterScores> scores;
  std::optional<RegisterChart> chart;
  std::string
      compared_by;  // a field by which entries of one owner and equal `compared_same` stand side by side
  std::vector<std::string> compared_same;
  Location location;

  // It computes figures that are kept with their working.
  bool measures_anything() const { return !measures.empty() || scores.has_value(); }
  const RegisterField* field(std::string_view field_name) const;
};

// Null if there is none.
const Register* find_register(const Package& package, std::string_view id);
// The register that lists of a provision fill, and how; null if there is none. At most one by declaration.
struct FilledRegister {
  const Register* made = nullptr;
  const RegisterFill* fill = nullptr;
};
FilledRegister filled_by(const Package& package, std::string_view provision);

}  // namespace enact::policy
