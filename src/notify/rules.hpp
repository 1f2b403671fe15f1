// What is told of an event of a case or of a list. Internal to the floor.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "store/event.hpp"

namespace enact::notify {

// An open step as an event's state has it.
struct OpenStep {
  std::string step = {};
  std::string kind = {};
  std::string unit = {};  // "" : the applicant
  std::string role = {};
  std::string deadline = {};  // day, or ""
  Text title = {};
  friend bool operator==(const OpenStep&, const OpenStep&) = default;
};
std::vector<OpenStep> open_steps(const boost::json::object& payload);

struct Told {
  std::string_view kind;
  bool applicant = true;     // else a unit
  std::string subject = {};  // another than the case's applicant
  std::string unit = {};
  std::string role = {};
  Text title = {};
};
// `before`: the steps that were open until now; `first`: the case is new to its units.
std::vector<Told> told_of(const store::Event& event, const boost::json::object& payload,
                          const std::vector<OpenStep>& before);
// Of a step whose term was over on a day.
Told told_overdue(const OpenStep& step);
// What is told of an event of a list (casework/roster.hpp), and to whom: to each of these subjects, or to a
// unit's role.
struct ToldOfList {
  std::string_view kind;
  std::vector<std::string> subjects = {};
  std::string unit = {};
  std::string role = {};
  Text title = {};
};
std::vector<ToldOfList> told_of_list(const store::Event& event, const boost::json::object& payload);
// That an appropriation was too small for all of a case.
Told told_short();
// Whether a kind leaves the portal as mail or message, too.
bool is_sent(std::string_view kind);

}  // namespace enact::notify
