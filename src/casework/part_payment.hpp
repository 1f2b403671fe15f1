// A case that was granted a part of what was decided: an appropriation was shared out and did not suffice.
// The part is committed and paid, the step of commitment stays open, and the rest waits there for more money,
// as long as the applicant or a unit does not end it. Internal to the floor.
//
// From the first part on the case counts as committed: nothing is void because facts have changed, the
// applicant gives up the rest instead of withdrawing, and a unit sends it back only when nothing of it is on
// its way. The rest is what was decided less what was granted; money that was paid back on a demand is not
// owed again by itself, a payment that an order cancelled is.
#pragma once

#include "casework/case_file.hpp"

namespace enact::casework {

// A part is committed and the rest still waits at the step of commitment.
bool is_granted_in_part(const CaseFile& file);
// What was decided and is not granted yet.
Fen rest_of(const CaseFile& file);
// Whether nothing stands between this outcome of a commitment and the payment: then a part is paid at once,
// else it is kept for the case until it comes to its payment.
bool leads_to_payment(const CaseFile& file, const policy::ProcedureStep::Outcome& outcome);

// What of the case was committed and is neither payable nor paid (`reserved`), is to be paid or at the bank
// (`on_its_way`), has been paid.
struct CaseMoney {
  Fen reserved, on_its_way, paid;
  Fen standing() const { return {reserved.count + on_its_way.count + paid.count}; }
};
CaseMoney money_of(const store::Reader& reader, std::string_view case_id);

// Why the case cannot leave its step of commitment backwards: conflict "casework.part-on-its-way".
std::optional<store::Fault> part_on_its_way(const CaseFile& file, const CaseMoney& money);
// The applicant does without what is not granted yet: what was granted is paid, and then the case ends.
// Precondition: is_granted_in_part. Faults: those of the procedure; conflict "casework.allocation-open" while
// a proposed allocation holds a share for it.
DoneOr give_up_rest(store::Transaction& tx, CaseFile& file, const Person& person, std::string_view reason);
// The reference of a case of this matter and provision that was paid in part and whose rest has lapsed.
std::optional<std::string> lapsed_in(const store::Reader& reader, const determine::Matter& matter,
                                     std::string_view policy, std::string_view provision);
// Ends a case that has come to its payment when all of it is paid already.
std::optional<store::Fault> settle_if_paid(store::Transaction& tx, CaseFile& file);

}  // namespace enact::casework
