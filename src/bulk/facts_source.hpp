// A population from facts as `enact determine` and `enact synth` have them: a facts file, or one subject a
// line
// (`{"企业": {…}}`, as JSON), read some thousand lines at a time.
#pragma once

#include <memory>

#include "bulk/source.hpp"
#include "determine/determine.hpp"

namespace enact::bulk {

// Facts of days after `question.on`, or known later, are left out. A line with an error is set aside. Throws
// std::runtime_error where the text holds decisions or payments, which belong to cases and not to a
// population. `model` must outlive the source.
std::unique_ptr<ColumnSource> facts_source(std::unique_ptr<ByteInput> input,
                                           const determine::FactModel& model, const Wanted& wanted,
                                           const determine::Question& question);
// Of subjects at hand.
std::unique_ptr<ColumnSource> subjects_source(std::vector<determine::Subject> subjects, bool unsaid_absent,
                                              const determine::FactModel& model, const Wanted& wanted,
                                              const determine::Question& question);

}  // namespace enact::bulk
