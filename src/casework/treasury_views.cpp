// What the treasury sees: appropriations, what is payable, batches.
#include <fmt/format.h>

#include "casework/money.hpp"
#include "casework/refusals.hpp"
#include "casework/treasury.hpp"
#include "casework/treasury_steps.hpp"

namespace enact::casework {

using identity::Action;
using store::Fault;

namespace {

// As whom the person makes or releases the batch, in the unit that pays it; nullopt if it does not.
std::optional<store::Actor> working_on(const store::Reader& reader, const Person& person,
                                       const ledger::Batch& batch) {
  for (const ledger::BatchLine& line : batch.lines) {
    const auto commitment = ledger::find_commitment(reader, line.commitment);
    if (!commitment) continue;
    if (auto actor = acting(person, Action::make_batch, commitment->line.unit)) return actor;
    return acting(person, Action::release_batch, commitment->line.unit);
  }
  return std::nullopt;
}

std::expected<ledger::Batch, Fault> whole_batch(const store::Reader& reader, const Person& person,
                                                std::string_view id) {
  if (!identity::may(person.grants, Action::read_ledger, {})) return std::unexpected(not_permitted());
  auto found = ledger::find_batch(reader, id);
  if (found) return std::move(*found);
  return std::unexpected(refuse(Fault::Kind::not_found, "ledger.no-batch",
                                {"没有这个支付批次", "there is no such batch"},
                                {"请刷新后查看", "reload the list"}));
}

}  // namespace

std::expected<TreasuryView, Fault> treasury(const store::Reader& reader, const Person& person) {
  if (!identity::may(person.grants, Action::read_ledger, {})) return std::unexpected(not_permitted());
  TreasuryView view{
      .lines = ledger::list_lines(reader), .payable = {}, .batches = ledger::list_batches(reader)};
  for (ledger::Commitment& commitment : ledger::payable_commitments(reader)) {
    Payable payable;
    payable.case_id = commitment.case_id;
    reader.query("SELECT reference, subject_name, provision, title_zh, title_en FROM case_file WHERE id = ?",
                 {commitment.case_id}, [&](const store::Row& row) {
                   payable.reference = row.text(0);
                   payable.subject_name = row.text(1);
                   payable.provision = row.text(2);
                   payable.provision_title = {row.text(3), row.text(4)};
                 });
    const auto to = paid_to(reader, commitment);
    if (to && !to->member.empty()) payable.subject_name = to->name;
    if (const auto payee = to ? payee_of(reader, to->payee) : std::nullopt) {
      payable.payee_masked =
          fmt::format("{} {}", payee->payee.bank, masked_number(payee->payee.account_number));
    }
    payable.commitment = std::move(commitment);
    view.payable.push_back(std::move(payable));
  }
  return view;
}

std::expected<ledger::Batch, Fault> batch(const store::Reader& reader, const Person& person,
                                          std::string_view id) {
  auto found = whole_batch(reader, person, id);
  if (!found) return found;
  for (ledger::BatchLine& line : found->lines) {
    line.payee.account_number = masked_number(line.payee.account_number);
  }
  return found;
}

std::vector<LeftOut> left_out_of(const store::Reader& reader, const ledger::Batch& batch) {
  const auto made = store::find_event(reader, batch.event_id);
  if (!made) return {};
  const boost::json::object payload = parse_object(made->payload);
  const boost::json::value* left_out = payload.if_contains("left_out");
  if (left_out == nullptr) return {};
  std::vector<LeftOut> out;
  for (const boost::json::value& one : left_out->as_array()) {
    const boost::json::object& entry = one.as_object();
    LeftOut made_of{.case_id = string_of(entry, "case"),
                    .reference = {},
                    .name = {},
                    .fen = Fen{integer_of(entry, "fen")},
                    .because = text_of(entry.at("because"))};
    reader.query("SELECT reference, subject_name FROM case_file WHERE id = ?", {made_of.case_id},
                 [&](const store::Row& row) {
                   made_of.reference = row.text(0);
                   made_of.name = row.text(1);
                 });
    const auto commitment = ledger::find_commitment(reader, string_of(entry, "commitment"));
    const auto to = commitment ? paid_to(reader, *commitment) : std::nullopt;
    if (to) made_of.name = to->name;
    out.push_back(std::move(made_of));
  }
  return out;
}

std::expected<ledger::Batch, Fault> batch_accounts(store::Transaction& tx, const Person& person,
                                                   std::string_view id) {
  auto found = whole_batch(tx, person, id);
  if (!found) return found;
  const auto actor = working_on(tx, person, *found);
  if (!actor) return std::unexpected(not_permitted());
  const auto event = note(tx, *actor, "treasury.accounts_read", {{"batch", found->id}});
  if (!event) return std::unexpected(event.error());
  return found;
}

std::expected<sheet::Listing, Fault> batch_export(store::Transaction& tx, const Person& person,
                                                  std::string_view id) {
  const auto found = whole_batch(tx, person, id);
  if (!found) return std::unexpected(found.error());
  const auto actor = working_on(tx, person, *found);
  if (!actor) return std::unexpected(not_permitted());
  auto list = ledger::bank_list(tx, id);
  if (!list) return list;
  const auto event = note(tx, *actor, "treasury.batch_exported", {{"batch", found->id}});
  if (!event) return std::unexpected(event.error());
  return list;
}

std::expected<sheet::Listing, Fault> budget_export(const store::Reader& reader, const Person& person,
                                                   int year) {
  if (!identity::may(person.grants, Action::read_ledger, {})) return std::unexpected(not_permitted());
  return ledger::budget_list(reader, year);
}

std::expected<ledger::Reconciliation, Fault> reconcile_batch(const store::Reader& reader,
                                                             const Person& person, std::string_view id,
                                                             std::string_view statement) {
  const auto found = batch(reader, person, id);
  if (!found) return std::unexpected(found.error());
  if (!working_on(reader, person, *found)) return std::unexpected(not_permitted());
  const auto rows = ledger::read_statement(statement);
  if (!rows) return std::unexpected(rows.error());
  return ledger::reconcile(reader, id, *rows);
}

std::expected<ledger::BankAnswer, Fault> read_bank_answer(const store::Reader& reader, const Person& person,
                                                          std::string_view id, const sheet::Table& table) {
  const auto found = batch(reader, person, id);
  if (!found) return std::unexpected(found.error());
  if (!working_on(reader, person, *found)) return std::unexpected(not_permitted());
  return ledger::read_bank_answer(table, *found);
}

}  // namespace enact::casework
