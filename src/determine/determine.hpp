// Who is due what, and why: facts + the packages in force + a day of asking → a determination. Pure: no I/O,
// no clock; the same input gives the same output, byte for byte. Semantics: docs/determination.md.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "determine/facts.hpp"
#include "policy/package.hpp"

namespace enact::determine {

enum class Status : std::uint8_t { due, not_due, unknown };
// not_reached: the condition speaks of an event, and there is none.
enum class Verdict : std::uint8_t { met, not_met, unknown, not_reached };
std::string_view to_string(Status status);
std::string_view to_string(Verdict verdict);

// A fact as it was read by a condition or an amount.
struct FactRead {
  std::string path;  // "企业.研发费用", "企业.认定[2].日期"
  feel::Value value;
  Provenance provenance;
  std::vector<Provenance> items = {};  // of a list whose items come from several: of each, in their order
};

// What is not known and would decide something.
struct Missing {
  enum class Kind : std::uint8_t { fact, open_list, decision, parameter, error } kind = Kind::fact;
  std::string what;              // path of the fact or list, name of the parameter, code of the error
  Text title;                    // for people
  std::vector<std::string> ask;  // unit ids that attest the fact or know the parameter; may be empty
  std::int64_t weight = 0;       // how much it decides: fen at stake (1 where no money is), larger first
  std::vector<std::string> provisions;  // "town-1/1a", only in a subject's list
};

struct ConditionResult {
  const policy::Condition* condition =
      nullptr;  // null: one that the engine adds (the event itself, in force)
  std::string name;
  Text title;
  std::string rule;  // as written
  Verdict verdict = Verdict::unknown;
  std::vector<FactRead> facts;
  std::optional<policy::Citation> citation;
  std::string assumption;        // id; empty: none
  std::vector<Missing> missing;  // if unknown
};

// Why a claim gives less than its provision offers.
struct Reduction {
  enum class Reason : std::uint8_t {
    higher_offer,       // another provision of the city pays for the matter instead: the greater total
    better_set,         // another set of an alternative is paid instead
    preferred,          // another provision gives the preferred benefit for the matter, or money
    may_be_higher,      // another, not yet settled, may offer more
    already_paid,       // the city has paid this for the matter
    upper_level,        // what upper levels have paid for the matter is deducted
    no_second_payment,  // the city has paid for the matter, and this provision does not pay the difference
    same_matter,        // the same provision pays for a matter once
    cap,                // the provision's cap
  } reason;
  std::string policy;  // of the winning, losing or paying provision
  std::string provision;
  Fen amount;  // by how much
  Text text;
};
std::string_view to_string(Reduction::Reason reason);

struct Instalment {
  Date month;  // first day
  Fen amount;
};

struct Matter {
  std::string kind;
  std::vector<std::string> parts;  // as in the facts
  std::string key;                 // kind and parts in normal form: equal for equal matters; "" if unknown
};

// The amount of a claim: a figure, a band that a unit decides, or bounds while something is unknown.
struct AmountResult {
  Fen min;
  std::optional<Fen> max;  // nullopt: no bound is known
  bool min_open = false;   // the band does not contain its least
  bool figure() const { return max && *max == min; }
};

struct Claim {
  Status status = Status::unknown;  // due or unknown; in `refused`, not_due
  Matter matter;
  std::string event;              // the item of `each` for people: "国家高新技术企业 2026-03-10 GR…"
  std::optional<Date> date;       // the event's
  std::optional<int> award_year;  // 当年度: the calendar year of the event
  std::string payee;
  std::string payer;
  bool money = false;     // the provision has an amount
  bool estimate = false;  // shown, never payable, in no total
  std::optional<AmountResult>
      offered;  // by the provision: rounded, claim by claim, before shared caps and stacking
  std::optional<AmountResult> amount;  // to be paid now
  // Of that, what is safe to pay now: it changes no total, whatever is still found out or decided.
  Fen payable;
  std::vector<std::string> decided_by;  // of a band
  std::optional<Decision> decision;     // applied
  std::vector<Instalment> schedule;
  Fen already_paid;
  std::vector<Reduction> reduced_by;
  std::vector<ConditionResult> conditions;
  std::vector<Text> steps;         // of the computation
  std::vector<feel::Value> ranks;  // by the provision's `rank_by`, if due
  std::vector<FactRead> facts;     // read by the amount
  std::vector<Missing> missing;
};

// How a fact has to lie to its limit.
enum class Bound : std::uint8_t { exactly, over, at_least, under, at_most };
std::string_view to_string(Bound bound);

struct FactChange {
  std::string path;  // "企业.研发费用"; of a new event: "企业.认定[2].类别"
  Text title;
  feel::Value now;  // unknown for a field of a new event
  Bound bound = Bound::exactly;
  feel::Value limit;
  feel::Value then;  // the nearest value on the right side of the limit, in the fact's own steps
};

// Facts that would have to be otherwise, all of them together, for a provision to be due.
struct Change {
  std::vector<FactChange> facts;
  std::string new_event;  // the list that a new event would be in: "企业.认定"; empty: none
  Text text;              // "研发费用超过 10,000,000.00 元（现为 9,400,000.00 元）"
};

struct ProvisionResult {
  policy::PackagePtr package;
  const policy::Provision* provision = nullptr;  // in `package`
  Status status = Status::unknown;
  std::vector<Claim> claims;                // due or unknown
  std::vector<Claim> refused;               // events that were looked at and do not qualify, and why
  std::vector<ConditionResult> conditions;  // as the best claim has them
  std::vector<Missing> missing;             // most decisive first
  std::vector<std::string> assumptions;     // ids, of the provision, its conditions and the package
  bool more_possible = false;               // a list is not complete: further claims may exist
  std::vector<Change> changes;              // if not due and asked for: the nearest that would make it due
  std::optional<AmountResult> amount;       // over its claims, as far as they have money
};

struct Bounds {
  Fen certain;             // the least over all completions of what is unknown or undecided
  std::optional<Fen> max;  // the greatest; nullopt: no bound is known, `unbounded` says why
  std::vector<Missing> unbounded;
};

// 从优: how the sets of an alternative compare for a subject, with everything unsettled absent.
struct AlternativeResult {
  policy::PackagePtr package;
  const policy::Alternative* alternative = nullptr;  // in `package`
  std::size_t chosen = 0;
  std::vector<Fen> totals;  // by set, of all claims that hang together with it; empty: too many to compare
};

// Those to whom a ranked provision is due, the first first.
struct Ranking {
  policy::PackagePtr package;
  const policy::Provision* provision = nullptr;  // in `package`
  struct Place {
    int place = 0;  // equal values share it; 0: a value is not known
    std::size_t subject = 0;
    std::size_t claim = 0;
  };
  std::vector<Place> places;
};

struct SubjectResult {
  std::string type;
  std::string identity;  // text of the identifying fact; "" if unknown
  std::string label;
  std::vector<ProvisionResult> provisions;  // package order, then document order
  Bounds total;
  std::vector<AlternativeResult> alternatives;
  std::vector<Missing> missing;  // over all provisions, most decisive first
};

struct Determination {
  Date on;
  std::optional<Date> known_on;
  std::vector<policy::PackagePtr> packages;
  std::vector<SubjectResult> subjects;
  std::vector<Ranking> rankings;  // of provisions with `rank by` that are due to somebody
  Bounds total;
  Diagnostics diagnostics;  // errors: a decision that cannot stand; the rest is computed without it
};

struct Question {
  Date on;                         // day of asking: what happens later does not exist
  std::optional<Date> known_on;    // only facts, rules and parameters known by then
  bool what_would_change = false;  // also finds, for what is not due, the nearest changes (changes.hpp)
  // False: only what is decided, for a fraction of the time: statuses, events' dates, matters, amounts and
  // schedules, bands with who decides them, what is paid already, totals. Nothing says why: no conditions,
  // facts, steps, missing, assumptions, reductions, changes, no name of an event, and `refused` is empty.
  bool explain = true;
};

struct Prepared;

// Packages prepared for determining; immutable and shared between threads. Packages of one issuing city
// stack.
class Determiner {
 public:
  explicit Determiner(std::vector<policy::PackagePtr> packages);
  ~Determiner();
  Determiner(Determiner&&) noexcept;
  Determiner& operator=(Determiner&&) noexcept;

  Determination determine(const Facts& facts, const Question& question) const;
  const FactModel& model() const;
  // As prepared, and as known on a day: internal to src/determine and src/bulk (prepared.hpp).
  const Prepared& prepared(const std::optional<Date>& known_on = std::nullopt) const;

 private:
  std::unique_ptr<const Prepared> prepared_;
  // Where rules became known later: before each of these days, as prepared, in order.
  std::vector<std::pair<Date, std::unique_ptr<const Prepared>>> known_before_;
};

// The determination as JSON (docs/schema/determination.json), the same bytes for the same input.
std::string to_json(const Determination& determination);
// One subject's part of it, for the API.
std::string to_json(const SubjectResult& subject, const Determination& determination);
// For people, as `enact determine` prints it.
std::string to_text(const Determination& determination, Language language);

}  // namespace enact::determine
