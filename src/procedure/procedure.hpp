// One engine for every procedure that a policy package declares (docs/policy-package.md, procedures.yaml):
// which steps stand open, for which unit and role, until when; what an actor may do; what follows from it.
// Pure: a case is the list of its events, its state is their fold. Knows neither databases, nor cases, nor
// money: what a step means beyond its order (a commitment, a payment) is the business of src/casework.
//
// How a declaration is read:
// - The first step opens with the case. An outcome opens its `next` steps; without any, the case ends.
// - A step of a lower or the same place in the declaration is a way *back*: what had been done after it is
//   void and is done again. A step that several open branches lead to waits for all of them (a join).
// - `opinions` asks every unit of Parties::opinions in parallel, each once; when all have answered, the
//   outcome declared last among those given decides. With nobody to ask it passes with its first outcome.
// - `notice` is published, runs for its term, and closes with its first outcome on a later day than the last
//   of the term, when every objection is answered; an objection that is upheld takes its second outcome.
// - A step of the unit of a place asks the unit that the application's event names for it (Event::placed);
//   where it names none, the step passes with its first outcome.
// - `pay` is done by the ledger, never by a person.
// - A step that its own actor sends back to the applicant has its clock stopped until it opens again.
// - `late` is done by the clock on the first day after the term: an outcome is taken (a lapse, a tacit
//   answer; from that day on nobody else can act in the step) or a unit is told. Not while the term reaches
//   into a year whose calendar is not announced.
// - An outcome with `if` can be taken only while its guard holds over what the case has (Given).
// - `changed` voids what was done in the named steps and nothing else: those units are asked again, what
// comes
//   after waits, and what still stands when its turn comes is not asked again. A running notice that has to
//   wait is published again.
// - `again`: an ended case is taken up at the named step, within the term and by the actor declared; what was
//   done from there on is void.
// - Who has acted in an `apply` step acts in no other kind of step of the case, but those that are the
//   applicant's own; `separate_from` says more.
#pragma once

#include <expected>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/money.hpp"
#include "base/workdays.hpp"
#include "policy/package.hpp"

namespace enact::procedure {

// Who takes part in the cases of one provision. Groups stand for their members.
struct Parties {
  std::string handler;                // the handling lead
  std::vector<std::string> opinions;  // the other leads and the units asked, each once, without the handler
  std::string payer;                  // unit that pays; the text as declared if no unit answers to it
  friend bool operator==(const Parties&, const Parties&) = default;
};
Parties parties_of(const policy::Package& package, const policy::Provision& provision);

// A procedure as one case runs it. Borrows: the package must outlive it.
struct Run {
  const policy::Procedure* procedure = nullptr;
  Parties parties;
  const WorkingDays* working_days = nullptr;
  // What guards see. May change from event to event: the fold never reads it.
  struct Given {
    std::optional<Fen> amount;
    std::string mode;
    std::string provision;
  } given = {};

  const policy::ProcedureStep* step(std::string_view id) const;
};

// What this engine cannot run in a declaration (an unknown kind, a notice without term or without the outcome
// of an upheld objection, an outcome that nothing can follow). Empty: it can run.
Diagnostics check_procedure(const policy::Procedure& procedure);

// Where an outcome leads to.
enum class Course : std::uint8_t { onward, back, end };
Course course_of(const policy::Procedure& procedure, const policy::ProcedureStep& step,
                 const policy::ProcedureStep::Outcome& outcome);

// What has happened to a case, as far as its procedure goes. Made by attempt() only.
struct Event {
  enum class Kind : std::uint8_t {
    opened,              // the case exists
    step_done,           // step, outcome, unit, account, reason
    notice_published,    // step, closes
    objected,            // objection, reason
    objection_answered,  // objection, upheld, reason
    withdrawn,           // by the applicant; reason
    reopened,            // the ledger took back what the step had settled: step
    changed,             // what `voids` relied on is no longer so
    taken_up,            // the ended case goes on at step; outcome: which way of `again`; reason
    cancelled,           // the ledger will not pay what was committed: the case ends
    escalated,           // step, unit: late, and the unit that its declaration names was told
  } kind = Kind::opened;
  Date on = {};              // legal day
  std::string account = {};  // "" : the public or the ledger
  std::string unit = {};     // "" : the applicant or the public
  std::string step = {};
  std::string outcome = {};
  std::string reason = {};
  std::string objection = {};
  bool upheld = false;
  std::optional<Date> closes = {};
  struct Voided {
    std::string step;
    std::string unit;
  };
  std::vector<Voided> voids = {};
  // step_done of an application, onward: the units of the place by the step that they are asked in.
  std::map<std::string, std::string> placed = {};
};

struct Deadline {
  Date day;                  // the last day
  bool provisional = false;  // reaches into a year whose calendar is not announced
  friend bool operator==(const Deadline&, const Deadline&) = default;
};

struct OpenStep {
  const policy::ProcedureStep* step = nullptr;
  std::string unit;  // "" : the applicant
  Date opened;
  std::optional<Deadline> deadline;
  std::optional<Date> escalated;

  // The term is over, by a calendar that is announced.
  bool late(const Date& today) const { return deadline && !deadline->provisional && deadline->day < today; }
};

struct DoneStep {
  const policy::ProcedureStep* step = nullptr;
  const policy::ProcedureStep::Outcome* outcome = nullptr;
  std::string unit;
  std::string account;
  std::string reason;
  Date on;
  bool voided = false;  // what it relied on was done again later
};

struct Notice {
  const policy::ProcedureStep* step = nullptr;
  Date published;
  Date closes;  // last day on which one may object
};

struct Objection {
  std::string id;
  Date on;
  std::string reason;
  bool answered = false;
  bool upheld = false;
  std::string answer;
};

struct State {
  std::vector<OpenStep> open;
  std::vector<const policy::ProcedureStep*> waiting;  // for other branches to come in
  std::vector<DoneStep> done;                         // in the order of events
  std::optional<Notice> notice;                       // published and running or run out, not closed
  std::vector<Objection> objections;
  std::string ended_as;  // "" : runs
  std::optional<Date> ended_on;
  // Days of its term that a step has used up when its actor sent it back, by step and unit.
  std::map<std::pair<std::string, std::string>, int> used;
  std::map<std::string, std::string> placed;  // of the last application: Event::placed

  bool ended() const { return !ended_as.empty(); }
  // `ended_as`, else the ids of the open steps, in order of declaration, joined by `+`.
  std::string status() const;
  const OpenStep* open_step(std::string_view step, std::string_view unit) const;
  // The last answer that holds; null if there is none.
  const DoneStep* settled(std::string_view step, std::string_view unit) const;
};

// Steps of the unit of a place, and the fact that names it ("" : another step).
std::string_view place_fact(const policy::ProcedureStep& step);

State replay(const Run& run, std::span<const Event> events);
// Precondition: the event was made by attempt() on this state. Throws std::logic_error if it names a step or
// an outcome that the procedure does not have (another version of it).
void apply(const Run& run, State& state, const Event& event);

// Who wants to act, and as what.
struct Actor {
  std::string account;
  std::string unit;                // for which it acts; "" : not for a unit
  std::vector<std::string> roles;  // generic roles held in that unit
  bool applicant = false;          // for the subject of the case
  bool ledger = false;             // the ledger: no person
  bool clock = false;              // the turn of the day: no person; `unit` is whose step is late
};

struct Action {
  enum class Kind : std::uint8_t {
    take,
    publish_notice,
    object,
    answer_objection,
    withdraw,
    reopen,
    take_up,
    cancel,
    escalate
  };
  Kind kind = Kind::take;
  std::string step = {};
  std::string outcome = {};
  std::string reason = {};
  std::string objection = {};
  bool upheld = false;
};

// Why an action cannot be done. `code` is stable, "procedure.separation".
struct Refusal {
  enum class Kind : std::uint8_t { invalid, forbidden, conflict } kind = Kind::conflict;
  std::string code;
  Text message;
  Text help;
};

// The event that the action is, if it may be done now.
std::expected<Event, Refusal> attempt(const Run& run, const State& state, const Actor& actor,
                                      const Action& action, const Date& today);

// What the actor could do now, in the order of the declaration. Only steps of its unit and role are given;
// what stands in its way all the same (separation of duties, a notice still running) is said.
struct Option {
  Action action;  // without reason
  Text title;
  bool reason_required = false;
  std::optional<Refusal> blocked;
};
std::vector<Option> allowed(const Run& run, const State& state, const Actor& actor, const Date& today);

// The event that voids these answers, as far as they stand and money has not been committed on them; nullopt
// if there is nothing to void.
std::optional<Event> void_changed(const Run& run, const State& state, std::vector<Event::Voided> relied,
                                  const Date& today);

// What is left for the clock to do by itself today. Doing one may change the others: ask again after each.
struct ByClock {
  Actor actor;
  Action action;
};
std::vector<ByClock> due_by_clock(const State& state, const Date& today);

}  // namespace enact::procedure
