// The event log as a file that anyone can verify without this program (docs/event-log.md, "Exports";
// tools/verify_log.py). JSON Lines: what log it is, then leaves in order, each head after its last leaf.
#pragma once

#include <expected>
#include <iosfwd>
#include <string>

#include "store/log_verify.hpp"

namespace enact::store {

// Whether values of fields that may tell of persons (the account, the payload) are given, or their digests
// alone. Leaves of the first format hold the account in either case.
enum class Disclosure { digests, values };

// Writes the leaves that have their place in the tree. Answers how many. Precondition: the database has a
// log.
std::int64_t export_log(const Reader& reader, Disclosure disclosure, std::ostream& out);

// As verify_log(), of an export. Fault: invalid "store.bad-export" naming the line that cannot be read.
std::expected<LogReport, Fault> verify_export(std::istream& in, const Trust& trust = {});

// A proof with all that is needed to check it (tools/verify_log.py proof), as JSON text: for an event
// {"position", "hash", "fields", "proof", "head", "verifier"}; between two trees {"first", "second", "proof"}
// with their roots.
std::string inclusion_json(const Inclusion& inclusion);
std::expected<std::string, Fault> consistency_json(const Reader& reader, std::int64_t first,
                                                   std::int64_t second);

}  // namespace enact::store
