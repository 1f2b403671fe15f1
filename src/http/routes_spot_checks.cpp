// Routes of spot checks: opened with a committed seed, drawn, inspected; the draw is public.
#include "casework/spot_check.hpp"
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

json::object check_json(const store::Reader& reader, const casework::SpotCheck& check) {
  return {{"id", check.id},
          {"number", check.number},
          {"package", check.policy},
          {"unit", check.unit},
          {"from", check.from.to_string()},
          {"to", check.to.to_string()},
          {"share", check.share},
          {"wanted", check.wanted},
          {"commitment", check.commitment},
          {"seed", check.seed},
          {"opener", account_name(reader, check.opened_by)},
          {"opened", check.opened_at.to_string()},
          {"drawn", to_json(check.drawn_at)},
          {"may_draw", check.may_draw},
          {"cases", map_json(check.cases, [&](const casework::SpotCheckCase& one) {
             return json::object{{"case_id", one.case_id},
                                 {"reference", one.reference},
                                 {"subject_name", one.subject_name},
                                 {"provision", one.provision},
                                 {"paid_fen", one.paid.count},
                                 {"drawn", one.drawn},
                                 {"inspector", account_name(reader, one.inspector)},
                                 {"result", one.result},
                                 {"remark", one.remark},
                                 {"mine", one.mine}};
           })}};
}

Response now(Service& service, const Request& request, int status = 200) {
  std::optional<store::Fault> fault;
  const json::object body = service.database().read([&](const store::Reader& reader) {
    const casework::Person person = person_of(request);
    const auto checks = casework::spot_checks(reader, person);
    if (!checks) {
      fault = checks.error();
      return json::object();
    }
    const auto choices = casework::spot_check_choices(reader, service.library(), person, service.today());
    return json::object{
        {"items", map_json(*checks, [&](const auto& one) { return check_json(reader, one); })},
        {"choices", map_json(choices, [](const casework::SpotCheckChoice& one) {
           return json::object{{"package", one.policy},
                               {"title", to_json(one.title)},
                               {"unit", one.unit},
                               {"share", one.share}};
         })}};
  });
  return fault ? problem(*fault, request.language) : ok(body, status);
}

template <class F>
Response change_check(Service& service, const Request& request, F step, int status = 200) {
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    return step(tx, person_of(request));
  });
  return done ? now(service, request, status) : problem(done.error(), request.language);
}

Response open_check(Service& service, const Request& request) {
  const auto from = Date::parse(text_of(request.json, "from"));
  const auto to = Date::parse(text_of(request.json, "to"));
  if (!from || !to)
    return problem(422, "bad-date", {"日期无效", "no such day"},
                   {"请写成 2026-03-01 的形式", "write it like 2026-03-01"}, request.language);
  return change_check(
      service, request,
      [&](store::Transaction& tx, const casework::Person& person) {
        return casework::open_spot_check(tx, service.library(), person,
                                         {.policy = text_of(request.json, "package"),
                                          .unit = text_of(request.json, "unit"),
                                          .from = *from,
                                          .to = *to});
      },
      201);
}

Response record(Service& service, const Request& request) {
  const auto result = casework::inspected_from_id(text_of(request.json, "result"));
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    return casework::record_inspection(
        tx, person_of(request), request.parameter("check"), request.parameter("inspected"),
        result.value_or(casework::Inspected::ok), text_of(request.json, "remark"));
  });
  return done ? no_content() : problem(done.error(), request.language);
}

Response published(Service& service, const Request& request) {
  const auto check = service.database().read([&](const store::Reader& reader) {
    return casework::published_draw(reader, request.parameter("check"));
  });
  if (!check)
    return problem({.kind = store::Fault::Kind::not_found,
                    .code = "casework.no-check",
                    .message = {"没有这次抽查", "there is no such check"},
                    .help = {}},
                   request.language);
  return ok(json::object{{"number", check->number},
                         {"package", check->policy},
                         {"unit", check->unit},
                         {"from", check->from.to_string()},
                         {"to", check->to.to_string()},
                         {"share", check->share},
                         {"wanted", check->wanted},
                         {"commitment", check->commitment},
                         {"seed", check->seed},
                         {"cases", map_json(check->cases, [](const casework::SpotCheckCase& one) {
                            return json::object{{"id", one.case_id}, {"lot", one.lot}, {"drawn", one.drawn}};
                          })}});
}

}  // namespace

void add_spot_check_routes(std::vector<Route>& out) {
  using identity::Action;
  out.push_back({Method::get,
                 "/spot-checks",
                 "listSpotChecks",
                 {"抽查", "Spot checks of paid cases"},
                 may(Action::read_ledger),
                 {},
                 "",
                 "SpotCheckList",
                 200,
                 {},
                 [](Service& service, const Request& request) { return now(service, request); }});
  out.push_back({Method::post,
                 "/spot-checks",
                 "openSpotCheck",
                 {"发起抽查", "Open a spot check: commits its seed"},
                 may(Action::review_finance),
                 {},
                 "NewSpotCheck",
                 "SpotCheckList",
                 201,
                 {404, 409},
                 open_check});
  out.push_back({Method::get,
                 "/spot-checks/{check}/draw",
                 "getSpotCheckDraw",
                 {"抽取过程", "What a draw was made of, for anybody to draw again"},
                 everybody(),
                 {},
                 "",
                 "SpotCheckDraw",
                 200,
                 {404},
                 published});
  out.push_back({Method::post,
                 "/spot-checks/{check}/draw",
                 "drawSpotCheck",
                 {"抽取", "Draw cases and inspectors, and publish the seed"},
                 may(Action::review_finance),
                 {},
                 "",
                 "SpotCheckList",
                 200,
                 {404, 409},
                 [](Service& service, const Request& request) {
                   return change_check(
                       service, request, [&](store::Transaction& tx, const casework::Person& who) {
                         return casework::draw_spot_check(tx, who, request.parameter("check"));
                       });
                 }});
  out.push_back({Method::post,
                 "/spot-checks/{check}/cases/{inspected}",
                 "recordInspection",
                 {"登记检查结果", "Record what the drawn inspector found"},
                 signed_in(),
                 {},
                 "NewInspection",
                 "",
                 204,
                 {403, 404},
                 record});
}

}  // namespace enact::http
