// Money owed and paid, in fen, by double entry. An entry is one transfer from one account to another and so
// balances by construction; bookings that belong together carry one event and commit together.
//
//   budget ─appropriate→ available ─commit→ committed ─approve→ payable ─release→ issued ─bank: paid→ paid
//                            ←─cancel──                  ←──── bank: failed ────
//                                                        ←──────────────── bank: returned ────────────
//
// What goes against this course wants four eyes: ledger/orders.hpp.
//
// Accounts are kept for each appropriation line (policy, year, unit). A *matter* is what is paid for: its row
// holds ceiling, committed and paid, and the database itself refuses committed > ceiling or paid > committed,
// whoever asks and however many ask at once. Knows neither cases nor rules: ids are handed in.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.hpp"
#include "base/money.hpp"
#include "store/database.hpp"

namespace enact::ledger {

// Tables and checks of this floor, for store::OpenOptions::modules.
store::Module module();

// An appropriation line (预算指标).
struct Line {
  std::string policy = {};  // package id
  int year = 0;             // budget year
  std::string unit = {};    // that pays from it
  friend bool operator==(const Line&, const Line&) = default;
};

enum class Purpose { budget, available, committed, payable, issued, paid };
std::string_view purpose_id(Purpose purpose);

// What is paid for, once: a kind of the shared vocabulary and its normalised parts in one text.
struct Matter {
  std::string kind = {};
  std::string key = {};
  friend bool operator==(const Matter&, const Matter&) = default;
};

struct MatterState {
  std::int64_t id = 0;
  Matter matter = {};
  Fen ceiling = {};    // the most that the city owes for it
  Fen committed = {};  // of that, committed so far (what was paid included)
  Fen paid = {};       // of that, paid by the bank and not returned
};

struct LineState {
  Line line = {};
  Fen appropriated = {};  // all that was appropriated
  // Where it is now; they sum up to `appropriated`.
  Fen available = {}, committed = {}, payable = {}, issued = {}, paid = {};
};

// One promise to pay for one claim, and how far it has come. fen = committed + payable + issued + paid +
// cancelled; `batched` is the part of payable that stands in a batch not yet released.
struct Commitment {
  std::string id = {};
  Line line = {};
  Matter matter = {};
  std::string claim = {};
  std::string case_id = {};
  Fen fen = {};
  Fen committed = {}, payable = {}, batched = {}, issued = {}, paid = {}, cancelled = {};
  Fen claimed = {};  // of what was paid, demanded back and not yet received
  Instant made_at = {};
};

struct Transfer {
  std::int64_t id = 0;
  Line line = {};
  Purpose debit = {}, credit = {};  // from debit's account to credit's
  Fen fen = {};
  // "appropriate", "commit", "cancel", "approve", "release", "paid", "failed", "returned"; by orders:
  // "cancel_payable", "lower", "move_out", "move_in", "received", "carry_out", "carry_in", "lapse"
  std::string kind = {};
  std::string commitment = {};  // "" for an appropriation
  std::string batch = {};       // "" outside batches
  std::string event_id = {};
  Instant at = {};
};

// Faults of the operations below (store::Fault):
//   invalid    ledger.bad-amount                  not above zero, or too large
//   limit      ledger.insufficient-appropriation  figures needed_fen, available_fen
//   limit      ledger.ceiling-exceeded            figures needed_fen, ceiling_fen, committed_fen
//   limit      ledger.not-enough                  more than stands there; figures needed_fen, available_fen
//   conflict   ledger.duplicate-claim             the claim has a commitment that is not cancelled
//   conflict   ledger.line-closed                 its year has been closed
//   not_found  ledger.no-commitment, ledger.no-batch, ledger.no-line, ledger.no-matter
// `event_id` is an event that the step has appended before; it is the audit's way back from money to
// decision. A step answers the fault of an operation with its own, so that nothing of it is kept.

std::expected<LineState, store::Fault> appropriate(store::Transaction& tx, const Line& line, Fen fen,
                                                   std::string_view event_id);

// Makes the matter known, or changes its ceiling (limit "ledger.ceiling-exceeded" below what is committed).
std::expected<MatterState, store::Fault> set_ceiling(store::Transaction& tx, const Matter& matter,
                                                     Fen ceiling, std::string_view event_id);

struct CommitRequest {
  Line line = {};
  Matter matter = {};
  std::string claim = {};
  std::string case_id = {};
  Fen fen = {};
};
std::expected<Commitment, store::Fault> commit(store::Transaction& tx, const CommitRequest& request,
                                               std::string_view event_id);
// Why `fen` cannot be committed for the matter under this ceiling: limit "ledger.ceiling-exceeded",
// "ledger.insufficient-appropriation", "ledger.no-line", "ledger.line-closed", "ledger.bad-amount". Books
// nothing.
std::optional<store::Fault> commit_fault(const store::Reader& reader, const Line& line, const Matter& matter,
                                         Fen ceiling, Fen fen);
// Gives back what is still committed (not what is payable already).
std::expected<Commitment, store::Fault> cancel(store::Transaction& tx, std::string_view commitment, Fen fen,
                                               std::string_view event_id);
std::expected<Commitment, store::Fault> approve_payable(store::Transaction& tx, std::string_view commitment,
                                                        Fen fen, std::string_view event_id);

std::optional<LineState> find_line(const store::Reader& reader, const Line& line);
std::vector<LineState> list_lines(const store::Reader& reader);
std::optional<MatterState> find_matter(const store::Reader& reader, const Matter& matter);
std::optional<Commitment> find_commitment(const store::Reader& reader, std::string_view id);
std::vector<Commitment> commitments_of_case(const store::Reader& reader, std::string_view case_id);
// Commitments with payable money that stands in no batch, oldest first.
std::vector<Commitment> payable_commitments(const store::Reader& reader);
// Commitments with money that is payable and in no batch, or was paid and is not demanded back, newest first.
std::vector<Commitment> held_commitments(const store::Reader& reader);
std::vector<Transfer> transfers_of_commitment(const store::Reader& reader, std::string_view commitment);
std::vector<Transfer> transfers_after(const store::Reader& reader, std::int64_t id, std::int64_t limit);

// What does not hold: balances that are not the sum of their transfers, accounts that do not sum to zero,
// commitments or matters that do not agree with the transfers. Empty: the ledger balances.
std::vector<std::string> find_imbalances(const store::Reader& reader);

}  // namespace enact::ledger
