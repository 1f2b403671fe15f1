// What a step of a case books in the ledger. Internal to the floor.
#pragma once

#include "casework/case_file.hpp"
#include "ledger/ledger.hpp"

namespace enact::casework {

// The appropriation that a case is paid from unless the officer names one: the payer's of this year.
ledger::Line usual_line(const CaseFile& file, const Date& today);
// Why so much of what was decided cannot be committed against the line: invalid "casework.wrong-line", those
// of ledger::commit_fault.
std::optional<store::Fault> commit_obstacle(const store::Reader& reader, const CaseFile& file,
                                            const ledger::Line& line, Fen share);
// Commits it, under the matter's ceiling; `file` counts the share as granted already, and nothing stood in
// the way before. `pay_at_once`: it is payable, whatever step is open.
std::optional<store::Fault> commit_amount(store::Transaction& tx, const CaseFile& file,
                                          const ledger::Line& line, Fen share, bool pay_at_once,
                                          std::string_view event_id);
// After any step: what is committed becomes payable once the case is to be paid, and is given back once the
// case has ended without or its commitment is void.
std::optional<store::Fault> follow_procedure(store::Transaction& tx, const CaseFile& file,
                                             std::string_view event_id);

struct PayeeAccount {
  std::string id;
  ledger::Payee payee;
};
std::optional<PayeeAccount> payee_of(const store::Reader& reader, std::string_view payee_id);
// Who is paid what was committed, and into which account (row of case_payee) now.
struct PaidTo {
  std::string member;  // subject id of a joint application's; "" : the subject of the case
  std::string name;
  std::string payee;
};
std::optional<PaidTo> paid_to(const store::Reader& reader, const ledger::Commitment& commitment);
// "****1234": enough to recognise one's own.
std::string masked_number(std::string_view number);

}  // namespace enact::casework
