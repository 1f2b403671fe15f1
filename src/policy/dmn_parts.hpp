// The parts that elements of an exported model play, and what they are called: shared by the export, which
// gives them, and the import, which finds them again (docs/dmn-interchange.md).
#pragma once

#include <string>
#include <string_view>

namespace enact::policy::dmn_part {

// Shared by the provisions of one file.
inline constexpr std::string_view asked_on = "asked-on";              // input: the day of asking
inline constexpr std::string_view subject = "subject";                // input: the subject's facts
inline constexpr std::string_view policy = "policy";                  // decision: dates, number, region
inline constexpr std::string_view parameter = "parameter";            // function: its value on a day
inline constexpr std::string_view table_function = "table-function";  // function: a decision table
inline constexpr std::string_view citation = "citation";              // knowledge source: official words
// Of a definition; of a provision for one that reads parameters, which change with its event.
inline constexpr std::string_view definition = "definition";
// Of one provision.
inline constexpr std::string_view item = "item";                // input: one event
inline constexpr std::string_view month = "month";              // input
inline constexpr std::string_view month_index = "month-index";  // input
inline constexpr std::string_view events = "events";            // decision: the list of `each`
inline constexpr std::string_view date = "date";                // decision: the event's date
inline constexpr std::string_view item_date = "item-date";      // decision: of an item that pays by the month
inline constexpr std::string_view parameters = "parameters";    // decision: in force on the event's day
inline constexpr std::string_view parameters_asked = "parameters-asked";  // … on the day of asking
inline constexpr std::string_view let = "let";
inline constexpr std::string_view table = "table";  // decision: a decision table with its arguments
inline constexpr std::string_view condition = "condition";
inline constexpr std::string_view validity = "validity";  // decision: the rule is in force
inline constexpr std::string_view verdict = "verdict";    // decision: all conditions
inline constexpr std::string_view amount = "amount";
inline constexpr std::string_view month_amount = "month-amount";
inline constexpr std::string_view cap = "cap";
inline constexpr std::string_view claim = "claim";    // decision: what one event gives
inline constexpr std::string_view result = "result";  // decision: what the provision gives
inline constexpr std::string_view claim_service = "claim-service";
inline constexpr std::string_view months_from = "months-from";
inline constexpr std::string_view months_to = "months-to";
inline constexpr std::string_view months_count = "months-count";
inline constexpr std::string_view months = "months";  // decision: the months of one item
inline constexpr std::string_view months_service = "months-service";
inline constexpr std::string_view words_only = "provision";  // knowledge source: a provision without rules

// What an element of that part is called where the package has no name for it; empty: the package has.
std::string_view title_of(std::string_view part);

// The text as a FEEL name that every tool reads: letters, digits and `_`, no digit first.
std::string feel_name(std::string_view text);
// The text as a part of an XML id.
std::string id_part(std::string_view text);
// "p.1a.condition.2"; without a provision "s.subject.1".
std::string element_id(std::string_view part, std::string_view provision, int index);
struct IdParts {
  std::string part, provision;
  int index = 0;
};
// What element_id put together; part is empty if the id is another's.
IdParts parts_of_id(std::string_view id);

}  // namespace enact::policy::dmn_part
