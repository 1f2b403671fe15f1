// A population from facts as `enact determine` and `enact synth` have them: a facts file, or one subject a
// line (`{"企业": {…}}`, as JSON), read some thousand lines at a time.
#pragma once

#include <memory>
#include <optional>

#include "bulk/source.hpp"
#include "determine/determine.hpp"

namespace enact::bulk {

// Facts of days after `question.on`, or known later, are left out. A line with an error is set aside. Throws
// std::runtime_error where the text holds decisions or payments, which belong to cases and not to a
// population. `attested_only`: what is only declared is unknown (attested.hpp). `model` must outlive the
// source.
std::unique_ptr<ColumnSource> facts_source(std::unique_ptr<ByteInput> input,
                                           const determine::FactModel& model, const Wanted& wanted,
                                           const determine::Question& question, bool attested_only = false);
// Of subjects at hand.
std::unique_ptr<ColumnSource> subjects_source(std::vector<determine::Subject> subjects, bool unsaid_absent,
                                              const determine::FactModel& model, const Wanted& wanted,
                                              const determine::Question& question);

// Subjects one after another, as somebody keeps them.
struct KeptSubject {
  determine::Subject now;
  std::optional<determine::Subject> earlier;  // as it was on an earlier day, where that is asked for: of each
};
class SubjectStream {
 public:
  virtual ~SubjectStream() = default;
  virtual bool next(KeptSubject& subject) = 0;  // false: no more
  virtual const std::vector<Rejected>& rejected() const = 0;
};
std::unique_ptr<ColumnSource> subjects_source(std::unique_ptr<SubjectStream> subjects,
                                              const determine::FactModel& model, const Wanted& wanted,
                                              const determine::Question& question, bool attested_only);

}  // namespace enact::bulk
