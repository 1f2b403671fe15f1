// Who did what and when, from the events of a case. Internal to the floor.
#pragma once

#include "casework/case_file.hpp"
#include "casework/views.hpp"

namespace enact::casework {

// `inside`: for somebody of the administration; the applicant sees units, not the names of officers.
std::vector<TimelineEntry> timeline_of(const store::Reader& reader, const CaseFile& file,
                                       std::span<const store::Event> events, bool inside);

}  // namespace enact::casework
