// Case rows of the projections as summaries. Internal to the floor.
#pragma once

#include <array>

#include "casework/views.hpp"

namespace enact::casework {

// `where`: a condition over `c` (case_file), with its parameters; ordering and limits may follow.
std::vector<CaseSummary> summaries(const store::Reader& reader, std::string_view where, store::Params params,
                                   const Date& today);
std::optional<CaseSummary> summary_of(const store::Reader& reader, std::string_view case_id,
                                      const Date& today);
// 张三丰 → 张**, Alice → A****.
std::string masked_name(std::string_view name);
// A pattern of LIKE that finds `text` anywhere, its own wildcards taken literally.
std::string containing(std::string_view text);
// Which cases a person may read, as a condition over `c` with its parameters.
struct Reach {
  std::string condition;
  std::vector<std::string> values;
};
// `gathered`: beginning with the cases of a unit, good where they are few; `probed`: asked of each case that
// is come by in another order, good where they are many.
enum class ReachBy : std::uint8_t { gathered, probed };
Reach reach_of(const Person& person, ReachBy by = ReachBy::gathered);
// How many of a list are read and from where on, within what a Slice may ask for.
std::array<store::Param, 2> bounds_of(const Slice& slice);
// A matter's parts from their column.
std::vector<std::string> parts_of(std::string_view json);

}  // namespace enact::casework
