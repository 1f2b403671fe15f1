// A change that would make a provision due, in one sentence. Internal to src/determine.
#pragma once

#include <optional>

#include "determine/determine.hpp"
#include "determine/fact_words.hpp"

namespace enact::determine {

// "研发费用超过 10,000,000.00 元（现为 9,400,000.00 元）"; of a new event: "2027-12-31
// 以前新增一项“认定”：类别为…", where `last` is the last day on which it may come.
Text change_text(const Change& change, const FactWords& words, const std::optional<Date>& last);

}  // namespace enact::determine
