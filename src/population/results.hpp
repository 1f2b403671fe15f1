// What a run says of each subject, as rows.
#pragma once

#include <vector>

#include "bulk/newly_due.hpp"
#include "population/rows.hpp"

namespace enact::population {

// One row for each subject and provision: type, subject, policy, provision, status, least, greatest, reason.
// `greatest` is empty where it has no bound, both where the provision gives no money.
std::vector<OutColumn> result_columns();
void write_results(RowWriter& rows, const bulk::Segment& segment, const bulk::SegmentOutcomes& outcomes,
                   Language language);

// One row for each claim that is newly due: type, subject, policy, provision, title, matter (its kind and
// parts), date of the event, least, greatest, before (not_due or unknown).
std::vector<OutColumn> new_claim_columns();
void write_new_claims(RowWriter& rows, const bulk::TypeProgram& type,
                      const std::vector<bulk::NewClaim>& claims, Language language);

}  // namespace enact::population
