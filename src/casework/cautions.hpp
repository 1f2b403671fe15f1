// What reviewers are told of a case's subject. Internal to the floor.
#pragma once

#include "casework/case_file.hpp"
#include "casework/views.hpp"

namespace enact::casework {

std::vector<CautionView> cautions_of(const store::Reader& reader, AlikeIndex& alikes, const CaseFile& file,
                                     const Person& person, const Date& today);

}  // namespace enact::casework
