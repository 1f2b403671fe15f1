// Calls in the database (docs/selection.md). A call is a stream of events ("call", id); every function here
// is one step: it reads the call, checks person, stage and duties (selection/call.hpp), appends the event and
// attests what follows, in the caller's transaction, all or nothing. Call them inside store::Database::write,
// with the idempotency key of the request.
//
// Refusals are store::Fault with Chinese and English text; codes "selection.…". The seed of a call stands in
// a table of its own until the result is published, never before in an event. Views: selection/views.hpp.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/permissions.hpp"
#include "registers/registers.hpp"
#include "selection/call.hpp"
#include "store/database.hpp"

namespace enact::selection {

using identity::Person;

struct OpenCall {
  std::string policy = {};
  std::string selection = {};
  policy::SelectionMode mode = policy::SelectionMode::best;
  Date until = {};
  int places = 0;                       // without needs: how many are to be selected
  std::vector<std::string> needs = {};  // ids of their entries; empty: all that stand in the register
};

struct CallDone {
  std::string id;
  std::string reference;     // "2026-技术攻关-1"
  std::int64_t version = 0;  // of the stream, for `expected_version`
  std::string stage;
  std::string made;  // of what was made (an objection's id), else ""
};
using CallDoneOr = std::expected<CallDone, store::Fault>;

// A call as its events tell it.
struct CallFile {
  std::string id;
  std::int64_t version = 0;
  std::string reference;
  std::string policy;
  registers::BookPtr book;  // keeps what follows alive
  const policy::Selection* declared = nullptr;
  WorkingDays working_days;
  std::string seed;  // published or not: for draws and lots, never to be shown before call.seed is
  Call call;
  struct Happened {
    Event event;
    Instant at;
  };
  std::vector<Happened> events;

  Rules rules() const { return {declared, &working_days}; }
};
// Faults: not_found "selection.no-call"; internal "selection.package-missing".
std::expected<CallFile, store::Fault> load_call(const store::Reader& reader,
                                                const registers::Catalogue& catalogue, std::string_view id);

class Calls {
 public:
  // `facts_changed`: what the floors above do when facts of a subject have changed in this transaction.
  explicit Calls(const registers::Catalogue& catalogue, registers::Registers::FactsChanged facts_changed = {})
      : catalogue_(catalogue), facts_changed_(std::move(facts_changed)) {}  // borrowed

  // Opens a call over the needs that stand in their register now; makes and commits the seed. Faults:
  // not_found "selection.no-selection", conflict "selection.this-year" (a yearly one of this mode), and
  // those of the call.
  CallDoneOr open(store::Transaction& tx, const Person& person, const OpenCall& request) const;
  // Any other action; `wanted` as attempt() reads it. What stands in registers is read here.
  CallDoneOr act(store::Transaction& tx, const Person& person, std::string_view call, Event wanted,
                 std::optional<std::int64_t> expected_version = std::nullopt) const;

  const registers::Catalogue& catalogue() const { return catalogue_; }

 private:
  const registers::Catalogue& catalogue_;
  registers::Registers::FactsChanged facts_changed_;
};

// As what a person acts in a call of this organiser.
Actor actor_of(const Person& person, std::string_view organiser);

}  // namespace enact::selection
