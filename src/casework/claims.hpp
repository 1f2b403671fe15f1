// The claim of a case in a determination: found again, judged fit for applying, deciding or committing, and
// pinned. Internal to the floor.
#pragma once

#include "casework/case_file.hpp"
#include "casework/record.hpp"

namespace enact::casework {

// What a claim is about. A claim of a provision that names no matter is about the provision itself; nullopt
// if a part of its matter is unknown.
std::optional<determine::Matter> matter_of(const determine::ProvisionResult& provision,
                                           const determine::Claim& claim, const store::Subject& subject);

const determine::ProvisionResult* find_provision(const determine::Determination& determination,
                                                 std::string_view policy, std::string_view provision);

// The claim of this matter (empty: the only claim). Faults: not_found "casework.no-claim"; conflict
// "casework.not-due" with the conditions that are not met, "casework.nothing-left" with the reductions.
// An unknown claim is given: it may be applied for, never decided.
std::expected<const determine::Claim*, store::Fault> find_claim(const determine::ProvisionResult& provision,
                                                                const store::Subject& subject,
                                                                std::string_view matter_key);
// Conflict "casework.not-due" if the claim is unknown, with what is missing; "casework.estimate".
std::optional<store::Fault> unsettled(const determine::Claim& claim);

// Every fact of the subject that the claim rests on is attested.
bool rests_on_attested(const determine::ProvisionResult& provision, const determine::Claim& claim);
// What a case of this mode is determined by: what is confirmed rests on attested facts alone.
inline Taken taken_by(Mode mode) {
  return mode == Mode::confirm ? Taken::attested : Taken::all;
}
// The claim rests on attested facts, and is due with an amount that is a figure.
bool confirmable(const determine::ProvisionResult& provision, const determine::Claim& claim);
std::optional<CaseAmount> amount_of(const determine::Claim& claim);
// What the claim's own provision gives is settled, and only rivals keep the amount open: what is payable all
// the same.
std::optional<Fen> payable_beside_rivals(const determine::Claim& claim);

// The determination, the explanation of the case's provision and all that both were made from, so that they
// can be replayed (casework/replay.hpp). Blobs hold the determination's JSON (`snapshot`), the `explanation`,
// and a facts file with decisions and payments (`facts`); the payload also has `on`, `known_on` and the
// engine's version.
void pin(store::Transaction& tx, const RecordResult& result, const CaseFile& file,
         boost::json::object& payload);

}  // namespace enact::casework
