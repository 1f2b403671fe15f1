// Notices from their projection. Internal to the floor.
#pragma once

#include "casework/views.hpp"

namespace enact::casework {

// `where`: a condition over `n` (case_notice) and `c` (case_file); ordering and limits may follow.
std::vector<NoticeView> notice_rows(const store::Reader& reader, std::string_view where, store::Params params,
                                    const Date& today);

}  // namespace enact::casework
