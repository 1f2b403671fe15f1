// Steps of the unit of a place (first check by township): which unit the facts of a case's subject name for
// each of them. Asked when the application is submitted and kept in its event. Internal to the floor.
#pragma once

#include <expected>
#include <map>
#include <string>

#include "casework/case_file.hpp"
#include "casework/record.hpp"

namespace enact::casework {

// Whether the step is asked in this case today: always, or only if the provision's announcement of the year
// says so. Who confirms what a unit found for it is not announced to.
bool in_use(const store::Reader& reader, const CaseFile& file, const policy::ProcedureStep& step,
            const Date& today);

// The unit of each step of a place that is in use, by the step's id. Fault: conflict "casework.place-unknown"
// (the fact is not known, contradicted, or no unit's area, and the step names nobody for that).
std::expected<std::map<std::string, std::string>, store::Fault> places_of(const store::Reader& reader,
                                                                          const CaseFile& file,
                                                                          const SubjectFacts& record,
                                                                          const Date& today);

}  // namespace enact::casework
