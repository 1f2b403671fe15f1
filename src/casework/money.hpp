// What a step of a case books in the ledger. Internal to the floor.
#pragma once

#include "casework/case_file.hpp"

namespace enact::casework {

// The appropriation that a case is paid from unless the officer names one: the payer's of this year.
ledger::Line usual_line(const CaseFile& file, const Date& today);
// Commits what was decided, or the share of it, against the line, under the matter's ceiling.
std::optional<store::Fault> commit_amount(store::Transaction& tx, const CaseFile& file,
                                          const ledger::Line& line, Fen share, std::string_view event_id);
// After any step: what is committed becomes payable once the case is to be paid, and is given back once the
// case has ended without or its commitment is void.
std::optional<store::Fault> follow_procedure(store::Transaction& tx, const CaseFile& file,
                                             std::string_view event_id);

struct PayeeAccount {
  std::string id;
  ledger::Payee payee;
};
std::optional<PayeeAccount> payee_of(const store::Reader& reader, std::string_view payee_id);
// The account that a case has now.
std::optional<PayeeAccount> last_payee(const store::Reader& reader, std::string_view case_id);
// "****1234": enough to recognise one's own.
std::string masked_number(std::string_view number);

}  // namespace enact::casework
