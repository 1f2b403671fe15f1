// A call: one run of a declared competition, from its opening to the acceptance of what was contracted. Pure,
// like src/procedure: a call is the list of its events, its state is their fold; attempt() says whether
// somebody may do something now and answers the event that it is. Knows neither databases nor registers:
// what stands there of needs, bids and experts is handed in where an action needs it, and what follows from
// it is kept in the event, so that the fold never looks anything up.
//
//   open ─► closed ─► scoring ─► scored ─► minuted ─► published ─► settled ─► (contracts, by bid)
//                        ▲                                │
//                        └──────── objection upheld ──────┘
//
// Who does what is one table (call_rules.cpp). Over all of it: nobody who judges or bids acts for the
// organiser; whoever ran the call does not publish its result; whoever signed or judged a contract does not
// decide on its acceptance.
#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/workdays.hpp"
#include "procedure/procedure.hpp"
#include "selection/contract.hpp"
#include "selection/draw.hpp"
#include "selection/ranking.hpp"
#include "selection/score.hpp"

namespace enact::selection {

using procedure::Refusal;

// What is competed for: an entry of the register of needs, or the one of id "" where there are none.
struct Need {
  std::string id;
  std::string field;  // code; "" : none
};
struct BidEntry {
  std::string id;
  std::string need;
  std::string subject;  // who bids
};
struct PanelOfNeed {
  std::string need;
  Panel panel;
  std::map<std::string, std::string> accounts;  // of those in panel.order, by expert
};

enum class Kind : std::uint8_t {
  opened,           // mode, places, year, until, needs, commitment
  bids_closed,      // bids
  disqualified,     // bid, reason
  drawn,            // panels
  agreed,           // need, expert: will judge, declares to have no conflict
  stepped_back,     // need, expert, bid ("" : for another reason), reason
  dismissed,        // need, expert, reason
  replaced,         // need, expert (who left), by (who comes), by_account
  sheet_handed_in,  // need, sheet, reason
  sent_back,        // sheets far from the others: expert and bid of each
  scoring_closed,   // —
  minuted,          // reason: number and words of the panel's minutes
  published,        // seed, closes
  objected,         // objection, need, reason
  answered,         // objection, upheld, reason
  settled,          // —
  declined,         // bid, reason: a winner does not come; the first of the reserve takes its place
  contracted,       // bid, terms, number
  change_asked,     // bid, terms, reason
  change_answered,  // bid, upheld, reason
  judged,           // bid, stage, upheld (passed), reason
  eliminated,       // bid, reason
  examined,         // bid, upheld (accepted), reason: acceptance
  converted,        // bid, conversion
  bought_back,      // bid, settlement
  cancelled         // reason
};
std::string_view kind_id(Kind kind);  // "bids_closed"
std::optional<Kind> kind_from_id(std::string_view id);
Text kind_title(Kind kind);
// By whom a kind is done: an officer of the organiser, an expert of a panel, a bidder.
enum class Who : std::uint8_t { handler, approver, expert, bidder, anybody };
Who who_does(Kind kind);

struct Event {
  Kind kind = Kind::opened;
  Date on = {};              // legal day
  std::string account = {};  // "" : the public
  std::string unit = {};     // "" : an expert, a bidder, the public
  std::string need = {};
  std::string bid = {};
  std::string expert = {};
  std::string by = {};
  std::string by_account = {};
  std::string objection = {};
  std::string stage = {};
  std::string reason = {};
  std::string number = {};
  bool upheld = false;
  policy::SelectionMode mode = policy::SelectionMode::best;
  int places = 0;
  int year = 0;
  std::optional<Date> until = {};   // last day of bids
  std::optional<Date> closes = {};  // last day of the notice
  std::string commitment = {};
  std::string seed = {};
  std::vector<Need> needs = {};
  std::vector<BidEntry> bids = {};
  std::vector<PanelOfNeed> panels = {};
  std::vector<std::int64_t> hundredths = {};
  std::vector<std::pair<std::string, std::string>> sheets = {};  // expert, bid
  std::optional<Terms> terms = {};
  std::optional<SharePrice> price = {};
  std::optional<Conversion> conversion = {};
  std::optional<Fen> settlement = {};
};

enum class CallStage : std::uint8_t {
  none,
  open,
  closed,
  scoring,
  scored,
  minuted,
  published,
  settled,
  cancelled
};
std::string_view stage_id(CallStage stage);
Text stage_title(CallStage stage);

struct Member {
  enum class Standing : std::uint8_t { asked, agreed, left } standing = Standing::asked;
  std::string expert;
  std::string account;
  std::string reason;  // why it left
};

struct HandedIn {
  Sheet sheet;
  std::string remark;
  bool sent_back = false;  // once at most
  bool answered = false;   // handed in again since, with a reason
};

struct Objection {
  std::string id;
  std::string need;
  Date on;
  std::string reason;
  bool answered = false;
  bool upheld = false;
  std::string answer;
};

struct Call {
  CallStage stage = CallStage::none;
  policy::SelectionMode mode = policy::SelectionMode::best;
  int places = 1;  // winners a need
  int year = 0;
  Date until;
  std::string commitment;
  std::string seed;  // once published
  std::vector<Need> needs;
  std::vector<BidEntry> bids;
  std::map<std::string, std::string> disqualified;  // bid → reason
  std::map<std::string, Panel> panels;              // by need
  std::map<std::string, std::vector<Member>> members;
  std::map<std::pair<std::string, std::string>, HandedIn> sheets;  // expert, bid
  std::string minutes;
  Date published;
  Date closes;
  std::vector<Objection> objections;
  std::vector<std::string> declined;                     // winners that did not come
  std::map<std::string, Contract> contracts;             // by bid
  std::map<std::string, std::string> numbers;            // of contracts, by bid
  std::map<Kind, std::set<std::string>> did;             // accounts by what they did
  std::map<std::string, std::set<std::string>> handled;  // by bid: accounts that signed or judged

  const BidEntry* bid(std::string_view id) const;
  const Need* need(std::string_view id) const;
  const Member* member(std::string_view need, std::string_view expert) const;  // who has not left
  // Bids of a need that are judged: not disqualified.
  std::vector<std::string> judged_bids(std::string_view need) const;
  int accepted_of(std::string_view need) const;
  const Objection* objection(std::string_view id) const;
};

// A call's declaration and what time means there. Borrows both.
struct Rules {
  const policy::Selection* selection = nullptr;
  const WorkingDays* working_days = nullptr;
};

Call replay(const Rules& rules, std::span<const Event> events);
// Precondition: made by attempt() on this state.
void apply(const Rules& rules, Call& call, const Event& event);

// The scores of a need's bids; bids without a complete set of sheets are left out.
std::vector<BidScore> scores(const Rules& rules, const Call& call, std::string_view need);
// The ranking of a need, winners who declined left out. Lots need the seed: call.seed once published, else
// handed in.
std::vector<Ranked> ranking(const Rules& rules, const Call& call, std::string_view need,
                            std::string_view seed);
bool is_winner(const Rules& rules, const Call& call, std::string_view bid);
// Sheets that lie too far from the others and were not sent back yet.
std::vector<std::pair<std::string, std::string>> outliers(const Rules& rules, const Call& call);
// What is still to come before scoring can be closed: sheets not handed in, members who have not agreed.
struct Outstanding {
  std::string need;
  std::string expert;
  std::string bid;  // "" : has not said whether it will judge
};
std::vector<Outstanding> outstanding(const Call& call);

struct Actor {
  std::string account;
  std::string unit;                   // for which it acts; "" : none
  std::vector<std::string> roles;     // held in that unit
  std::vector<std::string> subjects;  // for which the account acts
  bool expert = false;                // may judge
};

// What an action needs from the registers and the keeper of the seed; the fold never reads it.
struct Given {
  std::string seed = {};
  std::map<std::string, std::vector<Candidate>> candidates = {};  // by need
  std::map<std::string, std::string> accounts = {};               // by expert
};

// The event that `wanted` is, if it may be done now. Of `wanted`, what the kind names is read; who and when
// are filled in, and what follows (panels, replacement, notice's last day, conversion).
std::expected<Event, Refusal> attempt(const Rules& rules, const Call& call, const Actor& actor, Event wanted,
                                      const Given& given, const Date& today);

// Kinds that the actor could do now as far as stage and role go; what else stands in the way attempt() says.
std::vector<Kind> allowed(const Rules& rules, const Call& call, const Actor& actor);

}  // namespace enact::selection
