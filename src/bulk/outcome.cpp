// Adding up, and reasons in words. See outcome.hpp.
#include "bulk/outcome.hpp"

namespace enact::bulk {

Text reason_text(const Lane& lane, std::uint8_t code) {
  const policy::Provision& provision = *lane.plan->provision;
  switch (code) {
    case reason::none:
      return {};
    case reason::no_event: {
      const std::string name = provision.each ? provision.each->variable : provision.id;
      return {"没有符合条件的“" + name + "”", "there is no `" + name + "` of this kind"};
    }
    case reason::not_in_force:
      return {"不在规定的施行期内", "not while the rule is in force"};
    case reason::no_amount:
      return {"计算金额所需的事实不存在", "what the amount is computed from does not exist"};
    default:
      break;
  }
  const std::size_t index = static_cast<std::size_t>(code - reason::first_condition);
  if (index >= provision.conditions.size()) return {"未列明", "not stated"};
  const policy::Condition& condition = provision.conditions[index];
  const Text title = condition.title.empty() ? Text{condition.name, condition.name} : condition.title;
  return {"不符合“" + title.zh + "”", "not met: " + title.en};
}

void LaneTotals::add(const LaneTotals& more) {
  due += more.due;
  not_due += more.not_due;
  unknown += more.unknown;
  least += more.least;
  greatest += more.greatest;
  unbounded += more.unbounded;
  for (std::size_t i = 0; i < reasons.size(); ++i) reasons[i] += more.reasons[i];
}

void TypeTotals::add(const TypeTotals& more) {
  subjects += more.subjects;
  scalar += more.scalar;
  paid += more.paid;
  least += more.least;
  greatest += more.greatest;
  unbounded += more.unbounded;
  lanes.resize(more.lanes.size());
  for (std::size_t i = 0; i < lanes.size(); ++i) lanes[i].add(more.lanes[i]);
}

}  // namespace enact::bulk
