// What `enact run` prints: totals for people, results by subject as CSV.
#pragma once

#include <iosfwd>
#include <string>

#include "bulk/run.hpp"

namespace enact::cli {

void write_result_head(std::ostream& out);
void write_results(std::ostream& out, const bulk::Segment& segment, const bulk::SegmentOutcomes& outcomes,
                   Language language);
std::string run_report(const bulk::Engine& engine, const bulk::RunResult& result, bool reasons,
                       Language language);
// Rows set aside, with the reason; "" if there are none.
std::string rejected_report(const bulk::RunResult& result, Language language);

}  // namespace enact::cli
