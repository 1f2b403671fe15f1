// Routes of competitions: what is declared, calls, what is done in them.
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/selection_json.hpp"
#include "http/service.hpp"
#include "selection/event_json.hpp"

namespace enact::http {
namespace {

namespace json = boost::json;

Response declared(Service& service, const Request& request) {
  const auto person = person_of(request);
  json::array list;
  for (const policy::PackagePtr& package : service.packages()) {
    for (const auto& one : package->selections) {
      const bool may_open = identity::may(person.grants, identity::Action::run_call, {{one->organiser}, ""});
      list.emplace_back(selection_json(*package, *one, may_open));
    }
  }
  return ok(items(std::move(list)));
}

Response calls(Service& service, const Request& request) {
  return service.database().read([&](const store::Reader& reader) {
    return ok(items(map_json(selection::list_calls(reader, person_of(request)), summary_json)));
  });
}

Response call_now(Service& service, const Request& request, std::string_view id, int status = 200) {
  return service.database().read([&](const store::Reader& reader) {
    const auto file = selection::load_call(reader, service.calls().catalogue(), id);
    if (!file) return problem(file.error(), request.language);
    return ok(call_json(reader, *file, person_of(request)), status);
  });
}

Response one_call(Service& service, const Request& request) {
  return call_now(service, request, request.parameter("call"));
}

Response open_selection(Service& service, const Request& request) {
  selection::OpenCall wanted;
  wanted.policy = text_of(request.json, "package");
  wanted.selection = text_of(request.json, "selection");
  wanted.mode = policy::selection_mode(text_of(request.json, "mode")).value_or(policy::SelectionMode::best);
  wanted.until = Date::parse(text_of(request.json, "until")).value_or(Date{});
  wanted.places = static_cast<int>(integer_of(request.json, "places").value_or(0));
  if (const json::value* needs = request.json.as_object().if_contains("needs")) {
    for (const json::value& one : needs->as_array()) wanted.needs.emplace_back(one.as_string());
  }
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    auto made = service.calls().open(tx, person_of(request), wanted);
    if (!made) return std::unexpected(made.error());
    return made->id;
  });
  return done ? call_now(service, request, done->body, 201) : problem(done.error(), request.language);
}

// What an action names; scores are read by the call's criteria, one that is none becomes -1 and is refused.
selection::Event wanted_of(const json::value& body, selection::Kind kind, const policy::Selection& declared) {
  selection::Event wanted;
  wanted.kind = kind;
  wanted.need = text_of(body, "need");
  wanted.bid = text_of(body, "bid");
  wanted.expert = text_of(body, "expert");
  wanted.objection = text_of(body, "objection");
  wanted.stage = text_of(body, "stage");
  wanted.reason = text_of(body, "reason");
  wanted.number = text_of(body, "number");
  const json::object& members = body.as_object();
  if (const json::value* upheld = members.if_contains("upheld")) wanted.upheld = upheld->as_bool();
  if (const json::value* scores = members.if_contains("scores")) {
    std::size_t place = 0;
    for (const json::value& score : scores->as_array()) {
      const auto read = place < declared.criteria.size()
                            ? selection::read_score(declared.criteria[place], std::string(score.as_string()))
                            : std::nullopt;
      wanted.hundredths.push_back(read.value_or(-1));
      ++place;
    }
  }
  if (members.contains("price")) wanted.price = selection::read_price(text_of(body, "price"));
  if (const json::value* terms = members.if_contains("terms"))
    wanted.terms = selection::terms_from_json(*terms);
  return wanted;
}

Response act_as(Service& service, const Request& request, selection::Kind kind) {
  const std::string id = request.parameter("call");
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    const auto file = selection::load_call(tx, service.calls().catalogue(), id);
    if (!file) return std::unexpected(file.error());
    const auto made =
        service.calls().act(tx, person_of(request), id, wanted_of(request.json, kind, *file->declared),
                            integer_of(request.json, "expected_version"));
    if (!made) return std::unexpected(made.error());
    return std::string();
  });
  return done ? call_now(service, request, id) : problem(done.error(), request.language);
}

Response act(Service& service, const Request& request) {
  const auto kind = selection::kind_from_id(text_of(request.json, "kind"));
  return act_as(service, request, kind.value_or(selection::Kind::cancelled));
}

Response object_to_selection(Service& service, const Request& request) {
  return act_as(service, request, selection::Kind::objected);
}

}  // namespace

void add_selection_routes(std::vector<Route>& out) {
  using identity::Action;
  out.push_back({Method::get,
                 "/selections",
                 "listSelections",
                 {"政策设立的遴选", "Competitions that policies set up"},
                 everybody(),
                 {},
                 "",
                 "SelectionList",
                 200,
                 {},
                 declared});
  out.push_back({Method::get,
                 "/calls",
                 "listCalls",
                 {"榜单与遴选公告", "Calls"},
                 everybody(),
                 {},
                 "",
                 "CallList",
                 200,
                 {},
                 calls});
  out.push_back({Method::post,
                 "/calls",
                 "openCall",
                 {"发布遴选", "Open a call"},
                 may(Action::run_call),
                 {},
                 "NewCall",
                 "Call",
                 201,
                 {404, 409},
                 open_selection});
  out.push_back({Method::get,
                 "/calls/{call}",
                 "getCall",
                 {"一次遴选", "A call, as far as one may see it"},
                 everybody(),
                 {},
                 "",
                 "Call",
                 200,
                 {404},
                 one_call});
  out.push_back({Method::post,
                 "/calls/{call}/actions",
                 "actInCall",
                 {"办理", "Organise, judge, or see to a contract"},
                 signed_in(),
                 {},
                 "CallAction",
                 "Call",
                 200,
                 {404, 409},
                 act});
  out.push_back({Method::post,
                 "/calls/{call}/objections",
                 "objectToCall",
                 {"对结果提出异议", "Object to a published result"},
                 everybody(),
                 {},
                 "CallObjection",
                 "Call",
                 200,
                 {404, 409},
                 object_to_selection});
}

}  // namespace enact::http
