// The clock of a training space: it may be set forward, so that terms run out while one practises. A live
// space has no such route to speak of: it answers that there is none.
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

constexpr std::int64_t most_days = 366;

Response advance(Service& service, const Request& request) {
  const auto& move = service.options().advance_clock;
  if (!move)
    return problem(404, "no-training", {"正式环境不能调整时钟", "the clock of a live space cannot be set"},
                   {}, request.language);
  const auto days = integer_of(request.json, "days").value_or(0);
  if (days < 1 || days > most_days)
    return problem(422, "bad-days", {"天数应在 1 至 366 之间", "days must lie between 1 and 366"}, {},
                   request.language);
  move(days * 24 * 3600);
  return ok(json::object{{"today", service.today().to_string()}});
}

}  // namespace

void add_training_routes(std::vector<Route>& out) {
  out.push_back({Method::post,
                 "/training/clock",
                 "advanceClock",
                 {"拨快培训环境的时钟", "Set the clock of a training space forward"},
                 may(identity::Action::manage_space),
                 {},
                 "AdvanceClock",
                 "Today",
                 200,
                 {},
                 advance});
}

}  // namespace enact::http
