// Facts about subjects as a determination takes them: values with where they come from, judgements already
// made on bands, and what has been paid. Read from a facts file (YAML or JSON, docs/facts.md) with every slip
// named at its place, or built by the caller from stored rows through the same structs. Knows nothing of
// files or databases: texts come in.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.hpp"
#include "base/diagnostic.hpp"
#include "base/money.hpp"
#include "feel/value.hpp"
#include "policy/package.hpp"

namespace enact::policy::yaml {
struct Node;
}

namespace enact::determine {

// Where a fact comes from. `on`: the day from which it holds (a fact of a later day than that of asking does
// not exist yet); `known_on`: the day it became known.
struct Provenance {
  std::string source;       // as told: "企业申报", "市科技局证书系统"
  std::string attested_by;  // unit id; empty: declared
  std::optional<Date> on;
  std::optional<Date> known_on;
};

struct Fact {
  std::string name;   // as in the vocabulary
  feel::Value value;  // typed by the declaration; a list may be open
  Provenance provenance;
  Location location;  // in the facts file, if it came from one
  // Of a list whose items come from several: where each comes from, in their order. Empty: all of them from
  // `provenance`, which of such a list says only what holds of it as a whole.
  std::vector<Provenance> items = {};
};

// Where the item of a list comes from, from 0.
const Provenance& source_of_item(const Fact& fact, std::size_t item);
// A list's items as before and behind them another, which comes from elsewhere.
void note_item_source(Fact& fact, std::size_t items_before, const Provenance& source);

struct Subject {
  std::string type;         // "企业"
  std::vector<Fact> facts;  // several of one name: the latest `on` that has come counts, then latest known_on
  Location location;
};

// A judgement already made on a band ("up to 100,000": 80,000, because …).
struct Decision {
  std::string policy;  // package id; empty: the only package with such a provision
  std::string provision;
  std::vector<std::string> matter;  // the matter's parts, compared in normal form
  Decimal amount;                   // yuan
  std::string by;                   // unit id
  std::string reason;
  std::optional<Date> on;
  Location location;
};

// Whose money a payment was.
inline constexpr std::string_view payment_levels[] = {"city", "prefecture", "province", "nation"};

// What has been paid for a matter already. Only `level` city counts against the city's policies.
struct Paid {
  std::string kind;  // kind of matter
  std::vector<std::string> parts;
  Fen amount;
  std::optional<Date> on;
  std::string policy;  // package id
  std::string provision;
  std::string level = "city";  // one of payment_levels
  Location location;
};

struct Facts {
  std::vector<Subject> subjects;
  std::vector<Decision> decisions;
  std::vector<Paid> paid;
  bool unsaid_absent = false;  // what is not said is known to be absent, not unknown
};

// The vocabularies of packages in force side by side, as one: a subject type has the facts that any of them
// declares. Borrowed declarations: the packages must outlive it (it holds them).
class FactModel {
 public:
  explicit FactModel(std::vector<policy::PackagePtr> packages);

  struct SubjectType {
    const policy::SubjectType* base;                    // of the first package that declares it
    std::vector<const policy::FactDeclaration*> facts;  // union over the packages, first declaration wins
    std::vector<feel::Value> unsaid;  // one a fact: what it is while it is not said, unknown or an open list
    const policy::FactDeclaration* fact(std::string_view name) const;
  };
  const SubjectType* subject(std::string_view name) const;
  const std::vector<SubjectType>& subjects() const { return subjects_; }
  const policy::RecordType* record(std::string_view name) const;
  std::span<const policy::PackagePtr> packages() const { return packages_; }
  bool has_unit(std::string_view id) const;
  std::vector<std::string> unit_ids() const;
  bool has_matter_kind(std::string_view name) const;
  std::vector<std::string> matter_kinds() const;
  // The names of a kind's parts, none if there is no such kind.
  std::vector<std::string> matter_parts(std::string_view kind) const;
  // Names that two packages declare with different types.
  const Diagnostics& conflicts() const { return conflicts_; }

 private:
  std::vector<policy::PackagePtr> packages_;
  std::vector<SubjectType> subjects_;
  Diagnostics conflicts_;
};

struct ReadFacts {
  Facts facts;  // to be used only if there are no errors
  Diagnostics diagnostics;
};
// Reads a facts file; every error has its line and column, and what is nearest right.
ReadFacts read_facts(const SourcePtr& source, const FactModel& model);
// The same from a part of another file (the `facts:` of an example).
ReadFacts read_facts(const policy::yaml::Node& root, const FactModel& model);

struct ReadValue {
  feel::Value value;
  Diagnostics diagnostics;
};
// One fact's value from JSON text (a stored row, a request), by its declaration and with the same checks.
// `open`: a list that may be incomplete.
ReadValue read_fact_value(std::string_view json, const policy::FactDeclaration& declaration,
                          const FactModel& model, bool open = false);
// The value as JSON text that read_fact_value reads back to the same value; numbers exact.
std::string fact_value_json(const feel::Value& value);
// A subject as one line of a facts file: `{"企业":{"名称":{"value":"…","source":"…"},…}}`.
std::string subject_json(const Subject& subject);
// All of it as a facts file in JSON, which read_facts reads back to the same facts.
std::string facts_json(const Facts& facts);

}  // namespace enact::determine
