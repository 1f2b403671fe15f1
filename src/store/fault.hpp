// What a step, a read or a check answers when it cannot do what was asked, in a form that every floor above
// passes on unchanged. Knows nothing of HTTP; the http floor maps a kind to a status.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"

namespace enact::store {

struct Fault {
  enum class Kind {
    invalid,      // the request itself is wrong
    not_found,    // no such thing, or none that the asker may see
    forbidden,    // not this role, unit or person (separation of duties, four eyes)
    conflict,     // the state has moved on (optimistic lock, already done, closed)
    key_reused,   // another request under the same idempotency key
    limit,        // a limit of money or size would be passed; `figures` say which
    too_many,     // rate limit or full queue; try again later
    unavailable,  // the database cannot write (disk full, stopped); nothing was done
    internal      // a fault of the program; nothing was done
  };

  Kind kind = Kind::internal;
  std::string code = {};  // stable, "ledger.insufficient-appropriation"
  Text message = {};      // what and where
  Text help = {};         // what to do; may be empty
  // The figures behind the message (fen, bytes, seconds, versions), by stable name: "needed_fen".
  std::vector<std::pair<std::string, std::int64_t>> figures = {};

  // 0 if there is no such figure.
  std::int64_t figure(std::string_view name) const;
};

Fault refuse(Fault::Kind kind, std::string code, Text message, Text help = {});

}  // namespace enact::store
