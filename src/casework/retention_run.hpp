// Erasing by two persons: an administrator proposes to erase what is expired now, another one confirms it or
// turns it down with a reason. A run holds the records that stood expired when it was proposed, oldest first;
// with the confirmation, in its transaction, those that still are go (retention.hpp). One is open at a time.
// Runs are events (stream "erasure_run") and read from them. What a rule lets the clock erase needs none.
#pragma once

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "casework/casework.hpp"
#include "casework/retention.hpp"

namespace enact::casework {

// More are left to the next run, so that nobody confirms what nobody can look through.
inline constexpr std::size_t records_of_a_run = 500;

struct ErasureRun {
  std::string id = {};
  std::vector<Expired> records = {};  // kind, record and reference
  std::string proposed_by = {};       // account
  Instant proposed_at = {};
  std::string state = "proposed";  // "confirmed", "refused"
  std::string decided_by = {};
  std::optional<Instant> decided_at = {};
  std::string reason = {};  // of a refusal
  std::int64_t erased = 0;  // of a confirmed one; less than its records if some were held meanwhile
};
// Newest first.
std::vector<ErasureRun> erasure_runs(const store::Reader& reader, std::int64_t limit);

// Faults: forbidden "casework.not-permitted"; conflict "casework.nothing-expired", "casework.run-open".
std::expected<ErasureRun, store::Fault> propose_erasure(store::Transaction& tx, const Person& person);
// Faults: forbidden "casework.not-permitted", "casework.same-person" (of a confirmation by who proposed);
// not_found "casework.no-run"; conflict "casework.run-decided"; invalid "casework.reason-missing".
std::expected<ErasureRun, store::Fault> confirm_erasure(store::Transaction& tx, const Person& person,
                                                        const std::string& run);
std::expected<ErasureRun, store::Fault> refuse_erasure(store::Transaction& tx, const Person& person,
                                                       const std::string& run, const std::string& reason);

}  // namespace enact::casework
