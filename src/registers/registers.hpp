// Registers (登记册): declared lists of entries with a life cycle and constraints between them
// (docs/registers.md). An entry is a stream of events ("entry", id); every function here is one step: it
// checks the person, the life cycle and the constraints, appends the event and tells facts, in the caller's
// transaction, all or nothing. Call them inside store::Database::write, with the idempotency key of the
// request.
//
// Refusals are store::Fault with Chinese and English text; codes "register.…", "procedure.…". An entry that
// the person may not see is not_found "register.no-entry". Views: registers/views.hpp.
#pragma once

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/permissions.hpp"
#include "registers/book.hpp"
#include "registers/exact_json.hpp"
#include "store/database.hpp"
#include "store/documents.hpp"

namespace enact::registers {

using identity::Person;

// What every step on an entry answers.
struct EntryDone {
  std::string id;
  std::string reference;
  std::int64_t version = 0;  // of the stream, for `expected_version`
  std::string status;        // "draft", else procedure::State::status
  std::string made;          // of what was made (objection id, attachment hash), else ""
};
using EntryDoneOr = std::expected<EntryDone, store::Fault>;

struct OpenEntryRequest {
  std::string policy = {};
  std::string register_id = {};
  std::string subject = {};  // owner; "" : none
  ExactJson values = {};     // an object
};
struct ChangeRequest {
  std::string entry = {};
  ExactJson values = {};  // an object: fields that change; null takes a value away
  std::string reason = {};
  std::optional<Date> valid_from = {};  // the day from which the values hold; absent: today
  std::optional<std::int64_t> expected_version = {};
};
struct TakeStepRequest {
  std::string entry = {};
  std::string step = {};
  std::string outcome = {};
  std::string unit = {};  // for which the person acts; "" : the one unit by which it may
  std::string reason = {};
  std::optional<ExactJson> values = {};  // that the step enters
  std::optional<Date> valid_from = {};
  std::optional<std::int64_t> expected_version = {};
};
struct NoticeRequest {
  std::string entry = {};
  std::string step = {};
  std::string unit = {};
};
struct ObjectionRequest {
  std::string entry = {};
  std::string reason = {};
  std::string name = {};     // kept apart from the events, shown to the keeper only
  std::string contact = {};  // likewise
};
struct AnswerRequest {
  std::string entry = {};
  std::string objection = {};
  bool upheld = false;
  std::string reason = {};
  std::string unit = {};
};
struct AttachRequest {
  std::string entry = {};
  std::string name = {};
  store::BytesView content = {};
};

class Registers {
 public:
  // What the floors above do when facts of a subject have changed in this transaction.
  using FactsChanged =
      std::function<std::optional<store::Fault>(store::Transaction&, std::string_view subject)>;
  explicit Registers(const Catalogue& catalogue, FactsChanged facts_changed = {})
      : catalogue_(catalogue), facts_changed_(std::move(facts_changed)) {}  // borrowed

  // Opens an entry in its first step. Faults: not_found "register.no-register", invalid "register.no-owner",
  // "register.bad-value", and those of the constraints (below).
  EntryDoneOr open(store::Transaction& tx, const Person& person, const OpenEntryRequest& request) const;
  // The same for what a released list of determinations enters (policy::RegisterFill): the entry stands in
  // the first step, opened for the unit that it belongs to. Whoever released the list was permitted to do so;
  // of `account` nothing is asked here.
  EntryDoneOr fill(store::Transaction& tx, const std::string& account, const OpenEntryRequest& request) const;
  // Faults: forbidden "register.not-entered-here" (the field is not for this person in this step), invalid
  // "procedure.reason-required", conflict "store.version-conflict", constraints.
  EntryDoneOr change(store::Transaction& tx, const Person& person, const ChangeRequest& request) const;
  // Faults: those of the procedure; invalid "register.missing" (fields that the step requires), constraints.
  //
  // Constraints: invalid "register.check", "register.empty-span", "register.no-such-entry"; conflict
  // "register.not-unique", "register.overlap", "register.above", "register.reference-state",
  // "register.reference-owner", "register.referred", "register.ladder", "register.criterion".
  EntryDoneOr take(store::Transaction& tx, const Person& person, const TakeStepRequest& request) const;
  EntryDoneOr withdraw(store::Transaction& tx, const Person& person, std::string_view entry,
                       std::string_view reason) const;
  EntryDoneOr publish_notice(store::Transaction& tx, const Person& person,
                             const NoticeRequest& request) const;
  // By anybody, signed in or not, while the notice runs.
  EntryDoneOr object(store::Transaction& tx, const Person& person, const ObjectionRequest& request) const;
  EntryDoneOr answer_objection(store::Transaction& tx, const Person& person,
                               const AnswerRequest& request) const;
  // Faults: invalid "register.attachment-type", limit "register.too-many-attachments".
  EntryDoneOr attach(store::Transaction& tx, const Person& person, const AttachRequest& request) const;

  const Catalogue& catalogue() const { return catalogue_; }
  const FactsChanged& facts_changed() const { return facts_changed_; }

 private:
  const Catalogue& catalogue_;
  FactsChanged facts_changed_;
};

}  // namespace enact::registers
