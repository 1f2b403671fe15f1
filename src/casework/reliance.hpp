// What a review relied on, and what of it is void once that has changed. A review (check, opinion, notice,
// decision, approval, finance check) keeps digests of the facts that the claim read and of the amount that
// the provision offers; its step may narrow them (`relies on`). When a fact of the subject is entered, each
// of its open cases is held against the record again, and exactly the reviews whose digests differ are void.
// Internal to the floor.
#pragma once

#include "casework/case_file.hpp"
#include "determine/determine.hpp"

namespace enact::casework {

// Over everything the claim rests on. A judgement on a band does not change it, nor does another band.
Basis basis_of(const determine::Claim& claim);
// Whether an answer in this step is a review.
bool is_review(const policy::ProcedureStep& step);
// What an answer in this step relies on; empty for steps that review nothing.
Basis relied_by(const policy::ProcedureStep& step, const Basis& all);
boost::json::object basis_json(const Basis& basis);

// Holds the subject's open cases against its record, in the transaction that changed it.
std::optional<store::Fault> void_what_changed(store::Transaction& tx, const Library& library,
                                              std::string_view subject);

}  // namespace enact::casework
