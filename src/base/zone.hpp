// What the IANA zones say, through ICU; for time.cpp only. Other floors ask DateTime for its offset.
#pragma once

#include <cstdint>
#include <string>

namespace enact::internal {

// Seconds east of UTC. `zone` is a known name. A local reading that the zone skips or has twice is taken
// with the offset before the change.
std::int32_t zone_offset_at_local(const std::string& zone, std::int64_t local_seconds_since_1970);
std::int32_t zone_offset_at_utc(const std::string& zone, std::int64_t seconds_since_1970);

}  // namespace enact::internal
