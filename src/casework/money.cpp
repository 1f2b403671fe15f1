#include "casework/money.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "casework/joint.hpp"
#include "casework/part_payment.hpp"
#include "casework/refusals.hpp"
#include "ledger/ledger.hpp"

namespace enact::casework {

using store::Fault;

ledger::Line usual_line(const CaseFile& file, const Date& today) {
  return {.policy = file.policy, .year = today.year, .unit = file.run.parties.payer};
}

namespace {

// What the city owes for the matter in all: what it has paid in other cases, what of this one stands, and
// what of its decision is not granted yet. What others have committed and not paid is not owed twice.
std::optional<Fen> ceiling_of(const store::Reader& reader, const CaseFile& file, Fen rest) {
  const auto known = ledger::find_matter(reader, {file.matter.kind, file.matter.key});
  const CaseMoney own = money_of(reader, file.id);
  const Fen others{known ? known->paid.count - own.paid.count : 0};
  const auto before = add(others, own.standing());
  return before ? add(*before, rest) : std::nullopt;
}

Fault too_large() {
  return refuse(Fault::Kind::invalid, "ledger.bad-amount", {"金额过大", "the amount is too large"}, {});
}

}  // namespace

std::optional<Fault> commit_obstacle(const store::Reader& reader, const CaseFile& file,
                                     const ledger::Line& line, Fen share) {
  if (line.policy != file.policy || line.unit != file.run.parties.payer) {
    return refuse(
        Fault::Kind::invalid, "casework.wrong-line",
        {"该预算指标不属于本政策和付款单位", "the appropriation is not of this policy and its payer"},
        {"请选择本政策的预算指标", "choose an appropriation of this policy"});
  }
  const auto ceiling = ceiling_of(reader, file, rest_of(file));
  if (!ceiling) return too_large();
  return ledger::commit_fault(reader, line, {file.matter.kind, file.matter.key}, *ceiling, share);
}

std::optional<Fault> commit_amount(store::Transaction& tx, const CaseFile& file, const ledger::Line& line,
                                   Fen share, bool pay_at_once, std::string_view event_id) {
  const ledger::Matter matter{file.matter.kind, file.matter.key};
  const Fen standing = money_of(tx, file.id).standing();
  // The case says already that the share is granted.
  const auto ceiling = ceiling_of(tx, file, Fen{rest_of(file).count + share.count});
  if (!ceiling) return too_large();
  if (const auto set = ledger::set_ceiling(tx, matter, *ceiling, event_id); !set) return set.error();
  // Each part is a claim of its own name; the first, and a case that is paid at once, has the case's.
  const std::string claim = standing.count == 0 ? file.id : fmt::format("{}/{}", file.id, event_id);
  for (const SharePart& part : parts_by_share(tx, file, share)) {
    const auto committed = ledger::commit(tx,
                                          {.line = line,
                                           .matter = matter,
                                           .claim = claim_of(claim, part.member),
                                           .case_id = file.id,
                                           .fen = part.fen},
                                          event_id);
    if (!committed) return committed.error();
    if (!pay_at_once) continue;
    const auto payable = ledger::approve_payable(tx, committed->id, part.fen, event_id);
    if (!payable) return payable.error();
  }
  return std::nullopt;
}

std::optional<Fault> follow_procedure(store::Transaction& tx, const CaseFile& file,
                                      std::string_view event_id) {
  const auto is_kind = [](std::string_view kind) {
    return [kind](const auto& one) { return one.step->kind == kind; };
  };
  const bool to_be_paid = std::ranges::any_of(file.state.open, is_kind("pay"));
  const bool stands = std::ranges::any_of(file.state.done,
                                          [&](const procedure::DoneStep& one) {
                                            return one.step->kind == "commit" && !one.voided;
                                          }) ||
                      is_granted_in_part(file);
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

std::optional<PaidTo> paid_to(const store::Reader& reader, const ledger::Commitment& commitment) {
  const std::string member = member_of(commitment.claim);
  return member.empty()
             ? reader.first("SELECT subject_name, payee FROM case_file WHERE id = ?", {commitment.case_id},
                            [](const store::Row& row) { return PaidTo{{}, row.text(0), row.text(1)}; })
             : reader.first("SELECT name, payee FROM case_member WHERE case_id = ? AND subject = ?",
                            {commitment.case_id, member},
                            [&](const store::Row& row) { return PaidTo{member, row.text(0), row.text(1)}; });
}

std::string masked_number(std::string_view number) {
  constexpr std::size_t shown = 4;
  return fmt::format("****{}", number.size() <= 2 * shown ? "" : number.substr(number.size() - shown));
}

}  // namespace enact::casework
