// Cases: a claim of a subject from draft to paid. A case is a stream of events ("case", id); every function
// here is one step: it checks the state, the person's permission and the procedure, appends the event, and
// books in the ledger, in the caller's transaction, all or nothing. Call them inside store::Database::write,
// with the idempotency key of the request:
//
//   database.write([&](store::Transaction& tx) -> store::StepResult {
//     auto done = casework.take(tx, who, request);
//     if (!done) return std::unexpected(done.error());
//     return to_json(*done);
//   }, key);
//
// Refusals are store::Fault with Chinese and English text; codes "casework.…", "procedure.…", "ledger.…".
// A case that the person may not see is not_found "casework.no-case". Days are legal days (Asia/Shanghai) of
// the transaction's instant. Views: casework/views.hpp; money in bulk: casework/treasury.hpp.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/library.hpp"
#include "identity/permissions.hpp"
#include "ledger/batches.hpp"
#include "procedure/procedure.hpp"
#include "store/documents.hpp"

namespace enact::casework {

using identity::Person;

// What every step on a case answers.
struct Done {
  std::string case_id;
  std::string reference;     // "2026-000042-7F3A9C": for asking without signing in
  std::int64_t version = 0;  // of the stream, for `expected_version`
  std::string status;        // procedure::State::status
  bool existed = false;      // open_case: the matter's open case was there already
  std::string id;            // of what was made (evidence hash, objection id), else ""
};
using DoneOr = std::expected<Done, store::Fault>;

// 申请 or 免申即享: `confirm` wants that every fact the claim rests on is attested, and no evidence.
enum class Mode : std::uint8_t { apply, confirm };
std::string_view mode_id(Mode mode);
std::optional<Mode> mode_from_id(std::string_view id);

struct OpenRequest {
  std::string subject = {};    // id
  std::string policy = {};     // package id
  std::string provision = {};  // "1a"
  std::string matter =
      {};  // determine::Matter::key of the claim; may be empty if the provision has one claim
  Mode mode = Mode::apply;
};
struct EvidenceRequest {
  std::string case_id = {};
  std::string kind = {};  // one of the provision's evidence kinds, or any other name
  std::string file_name = {};
  store::BytesView content = {};
};
struct PayeeRequest {
  std::string case_id = {};
  ledger::Payee payee = {};
  std::string subject = {};  // a member that is paid its own share; "" : who applies
};
// An outcome of an open step. What else it wants depends on the step's kind.
struct TakeRequest {
  std::string case_id = {};
  std::string step = {};
  std::string outcome = {};
  std::string unit = {};  // for which the person acts; "" : the one unit by which it may
  std::string reason = {};
  std::optional<Fen> amount = {};                     // decide: within the band; may be left out for a figure
  std::string minutes = {};                           // approve, onward: number of the minutes
  bool consent = false;                               // apply: account and sharing of data are confirmed
  std::optional<ledger::Line> line = {};              // commit: the appropriation to pay from
  std::string allocation = {};                        // commit: by this released run (allocation_run.hpp) …
  std::optional<Fen> share = {};                      // … with this share of what was decided
  std::optional<std::int64_t> expected_version = {};  // the version of the case that the person saw
};
struct NoticeRequest {
  std::string case_id = {};
  std::string step = {};
  std::string unit = {};
};
struct ObjectionRequest {
  std::string case_id = {};
  std::string reason = {};
  std::string name = {};     // of the objector; kept apart from the events, shown to the handling unit only
  std::string contact = {};  // telephone or address; likewise
};
struct AnswerRequest {
  std::string case_id = {};
  std::string objection = {};
  bool upheld = false;
  std::string reason = {};
  std::string unit = {};
};

// An ended case is taken up again by a way that its procedure declares (appeal, re-opening).
struct TakeUpRequest {
  std::string case_id = {};
  std::string way = {};  // id of the procedure's `again`
  std::string unit = {};
  std::string reason = {};
};

class Casework {
 public:
  explicit Casework(const Library& library) : library_(library) {}  // borrowed

  // Opens a case as a draft, or answers the open case of this matter if the same subject has one. Faults:
  // not_found "casework.no-provision", "casework.no-claim"; conflict "casework.not-due" (with the reasons),
  // "casework.nothing-left" (paid already, or another provision pays), "casework.not-confirmable",
  // "casework.matter-taken" (another subject's case).
  DoneOr open_case(store::Transaction& tx, const Person& person, const OpenRequest& request) const;
  // While the apply step is open. Faults: invalid "casework.evidence-type" (the content is none of PDF, PNG,
  // JPEG, TIFF, OFD, DOCX, XLSX), limit "store.blob-too-large", "casework.too-much-evidence".
  DoneOr add_evidence(store::Transaction& tx, const Person& person, const EvidenceRequest& request) const;
  DoneOr remove_evidence(store::Transaction& tx, const Person& person, std::string_view case_id,
                         std::string_view hash) const;
  // Until the finance check has passed; afterwards only to correct an account that the bank refused. Faults:
  // invalid "casework.bad-account", conflict "casework.payee-checked".
  DoneOr set_payee(store::Transaction& tx, const Person& person, const PayeeRequest& request) const;

  // Submit, accept, return, reject, opinion, close the notice, decide, approve, finance check, commit.
  // Faults: those of the procedure; "casework.evidence-missing", "casework.payee-missing",
  // "casework.consent-missing"; "casework.amount-required", "casework.amount-outside" (figures min_fen,
  // max_fen), "casework.changed" (the determination is no longer what was decided), "casework.not-due",
  // "casework.minutes-required", "casework.line-required", those of the ledger; "store.version-conflict".
  DoneOr take(store::Transaction& tx, const Person& person, const TakeRequest& request) const;
  DoneOr withdraw(store::Transaction& tx, const Person& person, std::string_view case_id,
                  std::string_view reason) const;
  // Faults: those of the procedure; conflict "casework.matter-open" (another case of the matter is open).
  DoneOr take_up(store::Transaction& tx, const Person& person, const TakeUpRequest& request) const;
  DoneOr publish_notice(store::Transaction& tx, const Person& person, const NoticeRequest& request) const;
  // By anybody, signed in or not, while the notice runs.
  DoneOr object(store::Transaction& tx, const Person& person, const ObjectionRequest& request) const;
  DoneOr answer_objection(store::Transaction& tx, const Person& person, const AnswerRequest& request) const;

  const Library& library() const { return library_; }

 private:
  const Library& library_;
};

}  // namespace enact::casework
