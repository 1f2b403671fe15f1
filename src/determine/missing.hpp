// From causes to questions: what is not known, named for people, with who may answer, most decisive first.
#pragma once

#include <string>
#include <vector>

#include "determine/determine.hpp"

namespace enact::determine {

// What `causes` name, without weight. `package` is whose parameters they speak of.
std::vector<Missing> missing_of(const std::vector<feel::Cause>& causes, const FactModel& model,
                                const policy::Package& package);

// Adds `more` to `into`, each thing once: the larger weight of the two, or their sum.
enum class Weigh : std::uint8_t { largest, sum };
void add_missing(std::vector<Missing>& into, const std::vector<Missing>& more, Weigh weigh);
void add_missing(std::vector<Missing>& into, std::vector<Missing>&& more, Weigh weigh);

// Shares `stake` among the items: what alone decides weighs all of it.
void share(std::vector<Missing>& missing, std::int64_t stake);

// Largest weight first, then by name.
void sort_missing(std::vector<Missing>& missing);

}  // namespace enact::determine
