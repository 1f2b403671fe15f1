#include "procedure/event_json.hpp"

#include <array>

namespace enact::procedure {
namespace {

namespace json = boost::json;

constexpr std::array<std::pair<Event::Kind, std::string_view>, 11> kinds = {{
    {Event::Kind::opened, "opened"},
    {Event::Kind::step_done, "step_done"},
    {Event::Kind::notice_published, "notice_published"},
    {Event::Kind::objected, "objected"},
    {Event::Kind::objection_answered, "objection_answered"},
    {Event::Kind::withdrawn, "withdrawn"},
    {Event::Kind::reopened, "reopened"},
    {Event::Kind::changed, "changed"},
    {Event::Kind::taken_up, "taken_up"},
    {Event::Kind::cancelled, "cancelled"},
    {Event::Kind::escalated, "escalated"},
}};

std::string text_of(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(key);
  return found == nullptr || !found->is_string() ? std::string() : std::string(found->as_string());
}

Date date_of(const json::object& object, std::string_view key) {
  return Date::parse(text_of(object, key)).value_or(Date{});
}

}  // namespace

json::object event_json(const Event& event) {
  json::object made;
  for (const auto& [kind, id] : kinds) {
    if (kind == event.kind) made["kind"] = id;
  }
  made["on"] = event.on.to_string();
  const auto put = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) made[key] = value;
  };
  put("account", event.account);
  put("unit", event.unit);
  put("step", event.step);
  put("outcome", event.outcome);
  put("reason", event.reason);
  put("objection", event.objection);
  if (event.upheld) made["upheld"] = true;
  if (event.closes) made["closes"] = event.closes->to_string();
  if (!event.voids.empty()) {
    json::array voids;
    for (const auto& one : event.voids) voids.push_back(json::object{{"step", one.step}, {"unit", one.unit}});
    made["voids"] = std::move(voids);
  }
  if (!event.placed.empty()) {
    json::object placed;
    for (const auto& [step, unit] : event.placed) placed[step] = unit;
    made["placed"] = std::move(placed);
  }
  return made;
}

Event event_of(const json::object& object) {
  Event event;
  const std::string kind = text_of(object, "kind");
  for (const auto& [one, id] : kinds) {
    if (id == kind) event.kind = one;
  }
  event.on = date_of(object, "on");
  event.account = text_of(object, "account");
  event.unit = text_of(object, "unit");
  event.step = text_of(object, "step");
  event.outcome = text_of(object, "outcome");
  event.reason = text_of(object, "reason");
  event.objection = text_of(object, "objection");
  event.upheld = object.contains("upheld");
  if (object.contains("closes")) event.closes = date_of(object, "closes");
  if (const json::value* voids = object.if_contains("voids")) {
    for (const json::value& one : voids->as_array()) {
      event.voids.push_back({text_of(one.as_object(), "step"), text_of(one.as_object(), "unit")});
    }
  }
  if (const json::value* placed = object.if_contains("placed")) {
    for (const auto& one : placed->as_object()) event.placed[one.key()] = one.value().as_string();
  }
  return event;
}

}  // namespace enact::procedure
