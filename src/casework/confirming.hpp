// What is confirmed without an application rests on attested facts alone. Internal to the floor.
#pragma once

#include <string_view>

#include "casework/record.hpp"

namespace enact::casework {

// What a confirmation is refused with that is not due by attested facts: if it would be due with what is only
// declared, "casework.not-confirmable" (it must be applied for), else the refusal as it stands.
store::Fault not_due_by_attested(const store::Reader& reader, const Context& context,
                                 const store::Subject& subject, std::string_view policy,
                                 std::string_view provision, std::string_view matter_key, Instant now,
                                 store::Fault refusal);

}  // namespace enact::casework
