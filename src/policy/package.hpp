// A policy package as the floors above see it: the official document, its provisions compiled to programs,
// the vocabulary that facts are written in, parameters over time, units, procedures, and what was assumed.
// Made by policy/load.hpp from a folder or an image; immutable, shared between threads. Knows nothing of
// facts, cases or databases. The written form is described in docs/policy-package.md.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/calendar.hpp"
#include "base/diagnostic.hpp"
#include "base/money.hpp"
#include "base/workdays.hpp"
#include "dmn/table.hpp"
#include "feel/compile.hpp"

namespace enact::policy {

// A closed range of days; an absent end is open.
struct Validity {
  std::optional<Date> from;
  std::optional<Date> to;
  bool contains(const Date& day) const;
};

// ---- the document ------------------------------------------------------------------------------------

// A clause is the smallest piece that coverage counts: what stands between two of 。；， and the like.
enum class ClauseUse : std::uint8_t { provision, declaratory, uncovered };
struct Clause {
  std::size_t paragraph = 0;
  Span span;  // bytes in the paragraph's text
  ClauseUse use = ClauseUse::uncovered;
  std::vector<std::string> provisions;       // ids that quote it
  Text reason;                               // declaratory: why nothing can be carried out
  std::vector<std::string> operative_words;  // figures, dates, units and operative words found in it
};

// A word of the document that must not be left silently: it lies in a provision's quotation, or a
// declaratory entry says why nothing is to be carried out.
struct Mark {
  enum class Kind : std::uint8_t { operative, figure, date, unit } kind = Kind::operative;
  std::string text;
  std::size_t paragraph = 0;
  Span span;                            // bytes in the paragraph's text
  std::vector<std::string> provisions;  // ids that quote it
  Text answer;                          // of the declaratory entry; empty if a provision quotes it
};

struct Paragraph {
  enum class Kind : std::uint8_t { text, issuer, number, title, section, article, units, closing } kind;
  std::string text;         // as issued, without line break
  std::string article;      // "1" … "20", "closing"; "" outside articles (before the first, section headings)
  int line = 0;             // in policy.md
  std::size_t heading = 0;  // bytes at the beginning of the text that policy.md has as a heading
  // Where the bytes from `at` on stand in policy.md; two pieces where a heading was joined, else one.
  struct Piece {
    std::size_t at = 0;
    Span span;
  };
  std::vector<Piece> pieces;
};

struct Document {
  std::vector<Paragraph> paragraphs;
  std::vector<Clause> clauses;
  std::vector<Mark> marks;  // in the order of the document
  std::string sha256;       // of official.txt
  SourcePtr source;         // policy.md

  std::size_t covered_clauses() const;
  // The place in policy.md of a span of a paragraph's text.
  Location location(std::size_t paragraph, Span span) const;
};

// A quotation of the document: where the words stand that a rule carries out.
struct Citation {
  std::string article;
  std::size_t paragraph = 0;
  Span span;  // bytes in the paragraph's text
  std::string text;
};

// ---- what a provision is made of ---------------------------------------------------------------------

// What the document leaves open and the package fills in; who may rule otherwise.
struct Assumption {
  std::string id;  // "1a/在本市登记", "closing/补差", unique in the package
  Text text;
  Text reason;
  std::vector<std::string> ruled_by;  // unit ids
};

struct Expression {
  feel::ProgramPtr program;
  std::string text;  // as written
  Location location;
};

struct Condition {
  std::string name;  // "认定在施行期内"
  Text title;
  Expression rule;                   // boolean
  std::optional<Citation> citation;  // the words it carries out, if it names them
  std::string words;                 // the threshold's words beside its comparison ("超过"), may be empty
  std::optional<Assumption> assumption;
  Validity validity;  // outside it the condition is not asked; default: always asked
  Validity known;  // days of knowledge on which there was such a condition; default: all (policy/known.hpp)
};

// How often the provision pays: once for the subject, for each item of a list, for each month of an item.
struct Each {
  std::string variable;  // "认定"
  Expression list;
  std::optional<Expression> date;  // the item's event date; else the item's field `日期`
};
struct Monthly {
  Expression from;                   // first day; the month that holds it counts
  Expression to;                     // last day; null: still running
  std::optional<Expression> months;  // instead of `to`: how many months
  std::optional<Expression> amount;  // of one month, sees `月` and `月序`; absent: the provision's amount
  bool one_claim = false;            // the months form one claim's schedule, else each is its own claim
};

struct Cap {
  enum class Over : std::uint8_t { claim, year, lifetime } over = Over::lifetime;
  Expression amount;
  std::vector<Expression> per;  // the key within which the cap is shared
  std::optional<Assumption> assumption;
};

struct Amount {
  Expression value;                     // number<元>: a figure; range<number<元>>: a band to be decided
  std::vector<std::string> decided_by;  // units; for a band
  std::vector<Cap> caps;
  bool estimate = false;  // shown before the fact, never payable
};

struct MatterRule {
  std::string kind;               // declared in a vocabulary
  std::vector<Expression> parts;  // text or date values, normalised by the kind's declaration
};

enum class SameCity : std::uint8_t { highest, repeatable };  // 就高 | 可重复
enum class SecondPayment : std::uint8_t { top_up, none };    // 补差 | 不再支付
struct Stacking {
  bool on_top_of_upper_level = true;
  SameCity same_city = SameCity::highest;
  SecondPayment second_payment = SecondPayment::top_up;
};

// 从优: of several sets of provisions a subject is paid one, whole; of sets that give the same, the first.
struct Alternative {
  struct Member {
    std::string policy;  // package id
    std::string provision;
  };
  std::string id;
  Text title;
  std::vector<std::vector<Member>> sets;
  Location location;
};

enum class ProvisionKind : std::uint8_t {
  award,
  subsidy,
  allowance,
  match,
  relief,
  priority,
  service,
  recognition,
  programme,
  selection,
  register_,
  exchange,
  assessment,
  coordination,
};
std::string_view to_string(ProvisionKind kind);

struct Let {
  std::string name;
  Expression value;
};

// A rule that provisions of one subject type share, visible to them by its name. Its program sees 查询日,
// 政策, 参数, the tables, the subject, and the definitions of that subject before it.
struct Definition {
  std::string name;     // "在本市登记"
  std::string subject;  // "企业"
  Expression rule;
};

// What ranks those to whom a provision is due, the first key before the second.
struct RankKey {
  Expression value;  // number, date or text
  Text title;
  bool ascending = false;  // else the greatest first
};

// Others may apply together with the subject for one matter: each confirms by an account of its own before it
// is submitted, and says what share it has.
struct Joint {
  std::vector<std::string> with;  // subject types of those who join
  int least = 0;                  // how many must, beside the subject
  int most = 0;                   // how many can
};

// Work that a provision hands to units when it is due (land quota, school places): no money.
struct Task {
  std::vector<std::string> units;
  Text text;
  int working_days = 0;  // 0: none stated
};

struct Provision {
  std::string id;       // "1a"
  std::string article;  // "1"
  ProvisionKind kind = ProvisionKind::award;
  Text title;
  Text summary;  // one sentence for the citizen; may be empty
  std::vector<Citation> citations;
  std::string subject;  // subject type: "企业"
  Validity validity;    // of this rule; default: the policy's
  Validity known;       // days of knowledge on which there was such a rule; default: all (policy/known.hpp)
  // Programs see the scope: 查询日, 政策, 参数, tables (in the order of Package::tables), the subject, its
  // definitions in order, then the item of `each`, 月 and 月序 under `monthly`, then the lets in order;
  // every program is compiled in a prefix of it (feel/ir.hpp Input): `each` sees what stands before the item,
  // `date` and the days of `monthly` what stands before 月, a let what stands before itself, everything else
  // all of it. A table sees nothing but its inputs.
  std::vector<std::string> scope;  // the names in that order; empty without a subject
  std::optional<Each> each;
  std::optional<Expression> date;  // the event's date of a provision without `each`
  std::optional<Monthly> monthly;
  std::vector<Let> lets;
  std::vector<Condition> conditions;
  std::optional<Amount> amount;  // absent: no money
  std::optional<MatterRule> matter;
  Stacking stacking;
  std::string benefit;           // of a provision without money: which of the vocabulary's benefits it gives
  std::vector<RankKey> rank_by;  // empty: those to whom it is due are not ranked
  std::string payee;             // text for people: "企业", "导师团队"
  std::string payer;
  std::vector<std::string> leads;     // first: handles; others give an opinion
  std::vector<std::string> opinions;  // responsible units asked on this provision
  std::vector<std::string> involved;  // other units of the article that this provision concerns
  std::string procedure;              // id in procedures; empty: none
  std::vector<std::string> evidence;  // document kinds asked for
  std::optional<Task> task;
  std::optional<Joint> joint;           // absent: the subject applies alone
  std::vector<Assumption> assumptions;  // of the provision as a whole (payee, payer, cap …)
  std::optional<Citation> amount_citation;
  Location location;
  bool executable() const { return !subject.empty(); }  // has conditions to decide over facts
};

// ---- vocabulary --------------------------------------------------------------------------------------

// A kind of period that values belong to: the accounting year. Periods are those of the calendar.
enum class PeriodLength : std::uint8_t { month, quarter, half_year, year };
struct Period {
  std::string name;  // "会计年度"
  Text title;
  PeriodLength length = PeriodLength::year;
};

// One fact of a subject type, or one field of a record type.
struct FactDeclaration {
  std::string name;
  Text title;
  feel::TypePtr type;
  std::string format;  // "credit-code", "certificate-number", …; empty: none
  bool non_negative = false;
  bool required = false;                 // of a record
  bool personal = false;                 // masked in lists
  std::vector<std::string> attested_by;  // unit ids that may attest it; empty: declared by the subject
  Text help;                             // for the self-check: what it is, where it stands
  // The package's assumption on what it does, shown to reviewers; no rule need read it. Empty: none.
  std::string caution;
  std::optional<std::string> ask;  // how the self-check asks for it, if not by the title
  std::optional<Period> period;    // each value belongs to one such period (policy/periods.hpp)
  Location location;
};

struct RecordType {
  std::string name;  // "认定记录"
  Text title;
  std::vector<FactDeclaration> fields;
  feel::TypePtr type;
};

struct SubjectType {
  std::string name;  // "企业"
  Text title;
  std::string identity;  // the fact that identifies it: "统一社会信用代码"
  std::string label;     // the fact that names it: "名称"
  std::vector<FactDeclaration> facts;
  feel::TypePtr type;
  const FactDeclaration* fact(std::string_view name) const;
};

struct MatterKind {
  std::string name;  // "认定"
  Text title;
  std::vector<std::string> parts;  // names of the parts, for people
};

struct Vocabulary {
  std::vector<SubjectType> subjects;
  std::vector<RecordType> records;
  std::map<std::string, std::vector<std::pair<std::string, Text>>> code_lists;
  std::vector<MatterKind> matters;
  std::vector<std::pair<std::string, Text>> benefits;  // that are not money, the preferred first
  const SubjectType* subject(std::string_view name) const;
  const RecordType* record(std::string_view name) const;
};

// ---- units, parameters, procedures -------------------------------------------------------------------

enum class UnitNature : std::uint8_t {
  bureau,
  party_office,
  mass_organisation,
  park,
  state_owned_enterprise,
  government,
  group
};
struct Unit {
  std::string id;  // "市科技局"
  Text title;
  UnitNature nature = UnitNature::bureau;
  std::vector<std::string> also;     // other spellings in the document: "科技局"
  std::vector<std::string> members;  // of a group
  std::vector<std::string> areas;    // values of a fact on places for which it is the unit of the place
};

struct ParameterValue {
  Validity validity;
  std::optional<Date> known = {};  // the day from which it was known; absent: always (policy/known.hpp)
  feel::Value value;
  Text source;  // where the figure stands
  bool sample = false;
};
struct Parameter {
  std::string name;
  Text title;
  feel::TypePtr type;
  std::vector<ParameterValue> values;
  std::vector<std::string> ask;                     // units to ask when there is none in force
  const ParameterValue* on(const Date& day) const;  // as known in the end
};

// One step of a procedure, as declared; what it means is the business of src/procedure.
struct ProcedureStep {
  std::string id;  // "受理"
  Text title;
  std::string kind;   // apply | check | opinions | notice | decide | approve | finance | commit | pay
  std::string actor;  // applicant | lead | opinions | payer | unit:<id> | place:<fact>
  std::string role;   // generic role of src/identity: handler, reviewer, approver …
  // Of a place: lead or unit:<id>, who acts where the fact names no unit's area; "" : nobody can apply then.
  std::string otherwise;
  bool announced = false;  // in use only for cases of a provision and year whose announcement says so
  std::optional<int> working_days;
  std::optional<int> days;  // calendar days
  struct Outcome {
    std::string id;  // accept, return, reject, agree, object …
    Text title;
    std::vector<std::string> next;  // step ids that open; empty: the case ends
    std::string ends_as;            // state of an ended case: "rejected", "paid", "withdrawn"
    bool reason_required = false;
    bool by_clock = false;  // taken by the clock alone, see Late
    std::optional<Expression>
        guard;  // boolean over 金额, 方式 and 条款: the outcome can be taken only if it holds
  };
  std::vector<Outcome> outcomes;
  // What follows by itself once the term is over; one of the two.
  struct Late {
    std::string take;      // the outcome that is taken: a lapse, or a tacit answer
    std::string escalate;  // the unit that is told, and may read the case from then on
  };
  std::optional<Late> late;
  std::vector<std::string> separate_from;  // steps whose actor may not act here
  // Names of facts, and 金额: only if one of these changes is what was done here void; empty: if anything
  // does that the claim rests on.
  std::vector<std::string> relies_on;
  std::optional<Assumption> assumption;
  Location location;
};
// How a case that has ended is taken up again: an appeal (actor: applicant), a re-opening (a unit's).
struct TakingUp {
  std::string id;  // "申诉"
  Text title;
  std::vector<std::string> after;  // states of an ended case
  std::string actor;               // as a step's, but not `opinions`
  std::string role;
  std::optional<int> working_days;  // after the end; neither: at any time
  std::optional<int> days;
  std::string to;  // the step that opens; what came after it is done again
  std::optional<Assumption> assumption;
  Location location;
};
struct Procedure {
  std::string id;  // "标准兑现"
  Text title;
  std::vector<ProcedureStep> steps;  // the first is where a case begins
  std::vector<TakingUp> again;
  Location location;
};

// The version of the policy that this one takes the place of. Side by side, an event is judged by the version
// in force on its day (policy/succession.hpp).
struct Succession {
  std::string policy;  // package id of the earlier version
  Date from;           // the first day of events that this version judges
  std::vector<std::string>
      keeps;  // transition: provisions of the earlier version that go on to their own end
  Text says;  // the transition clause, for people
};

struct Register;   // policy/register.hpp
struct Selection;  // policy/selection.hpp

// ---- the package -------------------------------------------------------------------------------------

struct Package {
  std::string id;    // folder name: "town-1"
  std::string hash;  // SHA-256 over all its sources (and those of `uses`)
  Text title;
  std::string number;
  Text issuer;
  std::string issuing_city;  // stacking among policies of one city: key
  std::string region;        // GB/T 2260 code
  bool sample = false;       // labelled as a sample wherever it shows
  std::optional<Date> made, published;
  Validity in_force;
  std::optional<Succession> supersedes;
  Document document;
  std::vector<Provision> provisions;  // in the order of the document
  Vocabulary vocabulary;
  std::vector<Definition> definitions;  // in the order in which they may read each other
  std::vector<Unit> units;
  std::vector<Parameter> parameters;
  std::vector<Procedure> procedures;
  std::vector<std::shared_ptr<const Register>> registers;
  std::vector<std::shared_ptr<const Selection>> selections;
  std::map<std::string, std::shared_ptr<const dmn::DecisionTable>> tables;
  std::vector<Alternative> alternatives;
  std::vector<Assumption> assumptions;  // all, also those of provisions and conditions
  WorkingDays working_days;

  const Provision* provision(std::string_view id) const;
  const Unit* unit(std::string_view id) const;
  const Procedure* procedure(std::string_view id) const;
  const Parameter* parameter(std::string_view name) const;
  const Assumption* assumption(std::string_view id) const;
};
using PackagePtr = std::shared_ptr<const Package>;

}  // namespace enact::policy
