#include "casework/money.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "casework/refusals.hpp"
#include "ledger/ledger.hpp"

namespace enact::casework {

using store::Fault;

ledger::Line usual_line(const CaseFile& file, const Date& today) {
  return {.policy = file.policy, .year = today.year, .unit = file.run.parties.payer};
}

std::optional<Fault> commit_amount(store::Transaction& tx, const CaseFile& file, const ledger::Line& line,
                                   Fen share, std::string_view event_id) {
  if (line.policy != file.policy || line.unit != file.run.parties.payer) {
    return refuse(
        Fault::Kind::invalid, "casework.wrong-line",
        {"该预算指标不属于本政策和付款单位", "the appropriation is not of this policy and its payer"},
        {"请选择本政策的预算指标", "choose an appropriation of this policy"});
  }
  const ledger::Matter matter{file.matter.kind, file.matter.key};
  const auto known = ledger::find_matter(tx, matter);
  // What the city owes for the matter in all: what it has paid, and what was decided now. What is committed
  // and not paid is not owed twice.
  const auto ceiling = add(known ? known->paid : Fen{}, file.decision->amount);
  if (!ceiling) {
    return refuse(Fault::Kind::invalid, "ledger.bad-amount", {"金额过大", "the amount is too large"}, {});
  }
  if (const auto set = ledger::set_ceiling(tx, matter, *ceiling, event_id); !set) return set.error();
  const auto committed = ledger::commit(
      tx, {.line = line, .matter = matter, .claim = file.id, .case_id = file.id, .fen = share}, event_id);
  if (!committed) return committed.error();
  return std::nullopt;
}

std::optional<Fault> follow_procedure(store::Transaction& tx, const CaseFile& file,
                                      std::string_view event_id) {
  const auto is_kind = [](std::string_view kind) {
    return [kind](const auto& one) { return one.step->kind == kind; };
  };
  const bool to_be_paid = std::ranges::any_of(file.state.open, is_kind("pay"));
  const bool stands = std::ranges::any_of(file.state.done, [&](const procedure::DoneStep& one) {
    return one.step->kind == "commit" && !one.voided;
  });
  const bool ended_unpaid =
      file.state.ended() && (file.state.done.empty() || file.state.done.back().step->kind != "pay");
  for (const ledger::Commitment& one : ledger::commitments_of_case(tx, file.id)) {
    if (one.committed.count == 0) continue;
    std::expected<ledger::Commitment, Fault> booked = one;
    if (ended_unpaid || !stands) {
      booked = ledger::cancel(tx, one.id, one.committed, event_id);
    } else if (to_be_paid) {
      booked = ledger::approve_payable(tx, one.id, one.committed, event_id);
    }
    if (!booked) return booked.error();
  }
  return std::nullopt;
}

namespace {

PayeeAccount read_payee(const store::Reader& reader, const store::Row& row) {
  return {row.text(0),
          {row.text(1), row.text(2),
           reader.unseal(row.view(3), store::sealed_place("case_payee", "account_number", row.view(0)))}};
}

}  // namespace

std::optional<PayeeAccount> payee_of(const store::Reader& reader, std::string_view payee_id) {
  return reader.first("SELECT id, name, bank, account_number FROM case_payee WHERE id = ?", {payee_id},
                      [&](const store::Row& row) { return read_payee(reader, row); });
}

std::optional<PayeeAccount> last_payee(const store::Reader& reader, std::string_view case_id) {
  return reader.first(
      "SELECT p.id, p.name, p.bank, p.account_number FROM case_payee p JOIN case_file c ON c.payee = p.id "
      "WHERE "
      "c.id = ?",
      {case_id}, [&](const store::Row& row) { return read_payee(reader, row); });
}

std::string masked_number(std::string_view number) {
  constexpr std::size_t shown = 4;
  return fmt::format("****{}", number.size() <= 2 * shown ? "" : number.substr(number.size() - shown));
}

}  // namespace enact::casework
