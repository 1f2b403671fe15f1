// Routes of lists of what is due without an application: made and released by units, answered by subjects.
#include "casework/roster.hpp"
#include "http/casework_json.hpp"
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

json::object roster_json(Service& service, const casework::RosterView& view) {
  return {{"id", view.id},
          {"number", view.number},
          {"package", view.policy},
          {"provision", view.provision},
          {"title", to_json(view.title)},
          {"unit", view.unit},
          {"register", view.register_id},
          {"since", to_json(view.since)},
          {"on", view.on.to_string()},
          {"state", view.state},
          {"reason", view.reason},
          {"maker", account_name(service, view.made_by)},
          {"releaser", account_name(service, view.released_by)},
          {"made", view.made_at.to_string()},
          {"released", to_json(view.released_at)},
          {"until", to_json(view.until)},
          {"lines", view.lines},
          {"listed", view.listed},
          {"waiting", view.waiting},
          {"confirmed", view.confirmed},
          {"entered", view.entered},
          {"total_fen", view.total.count},
          {"may_change", view.may_change},
          {"may_release", view.may_release}};
}

json::object roster_line_json(const casework::RosterLine& line) {
  return {{"line", line.line},
          {"subject", line.subject},
          {"subject_name", line.subject_name},
          {"event", line.event},
          {"amount_fen", to_json(line.amount)},
          {"place", line.place},
          {"why", to_json(line.why)},
          {"state", line.state},
          {"reason", to_json(line.reason)},
          {"case_id", line.case_id},
          {"reference", line.reference},
          {"entries", to_json(line.entries)}};
}

Response detail(Service& service, const Request& request, const std::string& id, int status = 200) {
  const auto found = service.database().read(
      [&](const store::Reader& reader) { return casework::roster_detail(reader, person_of(request), id); });
  if (!found) return problem(found.error(), request.language);
  return ok(json::object{{"roster", roster_json(service, found->roster)},
                         {"lines", map_json(found->lines, roster_line_json)}},
            status);
}

Response list_rosters(Service& service, const Request& request) {
  const casework::Person person = person_of(request);
  const auto found =
      service.database().read([&](const store::Reader& reader) { return casework::rosters(reader, person); });
  const auto choices = casework::roster_choices(service.library(), person);
  return ok(
      json::object{{"items", map_json(found, [&](const auto& one) { return roster_json(service, one); })},
                   {"choices", map_json(choices, [](const casework::RosterChoice& one) {
                      return json::object{{"package", one.policy},       {"provision", one.provision},
                                          {"title", to_json(one.title)}, {"unit", one.unit},
                                          {"register", one.register_id}, {"money", one.money}};
                    })}});
}

// A step that answers the list's id; then the list as it is.
template <class F>
Response change_roster(Service& service, const Request& request, F step, int status = 200) {
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    return step(tx, person_of(request));
  });
  return done ? detail(service, request, done->body, status) : problem(done.error(), request.language);
}

Response make_roster(Service& service, const Request& request) {
  const std::string since = text_of(request.json, "since");
  const casework::RosterRequest wanted{.policy = text_of(request.json, "package"),
                                       .provision = text_of(request.json, "provision"),
                                       .since = Date::parse(since)};
  if (!since.empty() && !wanted.since)
    return problem(422, "bad-date", {"日期无效", "no such day"},
                   {"请写成 2026-03-01 的形式", "write it like 2026-03-01"}, request.language);
  // Looked for on a snapshot, so that nobody waits for it.
  const auto findings = service.database().read([&](const store::Reader& reader) {
    return casework::find_due(reader, service.library(), person_of(request), wanted, service.now());
  });
  if (!findings) return problem(findings.error(), request.language);
  return change_roster(
      service, request,
      [&](store::Transaction& tx, const casework::Person& person) {
        return casework::make_roster(tx, service.library(), person, wanted, *findings);
      },
      201);
}

int line_of(const Request& request) {
  const std::string& text = request.parameter("line");
  return text.size() > 9 || text.find_first_not_of("0123456789") != std::string::npos ? 0 : std::stoi(text);
}

Response own_offers(Service& service, const Request& request, const std::string& subject, int status = 200) {
  const auto found = service.database().read([&](const store::Reader& reader) {
    return casework::offers(reader, person_of(request), subject, service.today());
  });
  if (!found) return problem(found.error(), request.language);
  return ok(items(map_json(*found,
                           [&](const casework::OfferView& one) {
                             return json::object{{"roster", one.roster.id},
                                                 {"number", one.roster.number},
                                                 {"package", one.roster.policy},
                                                 {"provision", one.roster.provision},
                                                 {"title", to_json(one.roster.title)},
                                                 {"unit", one.roster.unit},
                                                 {"register", one.roster.register_id},
                                                 {"until", to_json(one.roster.until)},
                                                 {"open", one.open},
                                                 {"line", roster_line_json(one.line)}};
                           })),
            status);
}

Response confirm(Service& service, const Request& request) {
  const auto& body = request.json;
  const ledger::Payee payee{text_of(body, "name"), text_of(body, "bank"), text_of(body, "account_number")};
  const bool consent = body.as_object().at("consent").as_bool();
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    const auto made = casework::confirm_offer(tx, service.casework(), person_of(request),
                                              request.parameter("roster"), line_of(request), payee, consent);
    if (!made) return std::unexpected(made.error());
    return json::serialize(json::object{{"case_id", made->case_id}, {"reference", made->reference}});
  });
  return done ? ok_text(done->body, 201) : problem(done.error(), request.language);
}

Response decline(Service& service, const Request& request) {
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    return casework::decline_offer(tx, person_of(request), request.parameter("roster"), line_of(request),
                                   text_of(request.json, "reason"));
  });
  return done ? no_content() : problem(done.error(), request.language);
}

void add_of_units(std::vector<Route>& out) {
  using identity::Action;
  const auto making = may(Action::accept_case);
  out.push_back({Method::get,
                 "/rosters",
                 "listRosters",
                 {"名单", "Lists of what is due without an application, and what lists can be made for"},
                 may(Action::read_case),
                 {},
                 "",
                 "RosterList",
                 200,
                 {},
                 list_rosters});
  out.push_back({Method::post,
                 "/rosters",
                 "makeRoster",
                 {"编制名单", "List those to whom a provision is due by attested facts"},
                 making,
                 {},
                 "NewRoster",
                 "RosterDetail",
                 201,
                 {404, 409},
                 make_roster});
  out.push_back({Method::get,
                 "/rosters/{roster}",
                 "getRoster",
                 {"名单详情", "A list with its lines"},
                 may(Action::read_case),
                 {},
                 "",
                 "RosterDetail",
                 200,
                 {404},
                 [](Service& service, const Request& request) {
                   return detail(service, request, request.parameter("roster"));
                 }});
  out.push_back({Method::post,
                 "/rosters/{roster}/lines/{line}/take-out",
                 "takeOutOfRoster",
                 {"移出名单", "Take a line out, with a reason"},
                 making,
                 {},
                 "RosterReason",
                 "RosterDetail",
                 200,
                 {404, 409},
                 [](Service& service, const Request& request) {
                   return change_roster(
                       service, request, [&](store::Transaction& tx, const casework::Person& who) {
                         return casework::take_out(tx, who, request.parameter("roster"), line_of(request),
                                                   text_of(request.json, "reason"));
                       });
                 }});
  out.push_back({Method::post,
                 "/rosters/{roster}/lines/{line}/put-back",
                 "putBackOnRoster",
                 {"移回名单", "Put a line back"},
                 making,
                 {},
                 "",
                 "RosterDetail",
                 200,
                 {404, 409},
                 [](Service& service, const Request& request) {
                   return change_roster(
                       service, request, [&](store::Transaction& tx, const casework::Person& who) {
                         return casework::put_back(tx, who, request.parameter("roster"), line_of(request));
                       });
                 }});
  out.push_back({Method::post,
                 "/rosters/{roster}/discard",
                 "discardRoster",
                 {"作废名单", "Discard a list that is not released"},
                 making,
                 {},
                 "RosterReason",
                 "RosterDetail",
                 200,
                 {404, 409},
                 [](Service& service, const Request& request) {
                   return change_roster(
                       service, request, [&](store::Transaction& tx, const casework::Person& who) {
                         return casework::discard_roster(tx, who, request.parameter("roster"),
                                                         text_of(request.json, "reason"));
                       });
                 }});
  out.push_back({Method::post,
                 "/rosters/{roster}/release",
                 "releaseRoster",
                 {"发布名单", "Release a list (four eyes)"},
                 may(Action::decide),
                 {},
                 "",
                 "RosterDetail",
                 200,
                 {404, 409},
                 [](Service& service, const Request& request) {
                   return change_roster(
                       service, request, [&](store::Transaction& tx, const casework::Person& who) {
                         return casework::release_roster(tx, service.library(), service.registers(), who,
                                                         request.parameter("roster"));
                       });
                 }});
}

}  // namespace

void add_roster_routes(std::vector<Route>& out) {
  using identity::Action;
  add_of_units(out);
  out.push_back({Method::get,
                 "/subjects/{subject}/offers",
                 "listOffers",
                 {"免申即享", "What a subject is offered without an application"},
                 may(Action::read_case),
                 {},
                 "",
                 "OfferList",
                 200,
                 {404},
                 [](Service& service, const Request& request) {
                   return own_offers(service, request, request.parameter("subject"));
                 }});
  out.push_back({Method::post,
                 "/rosters/{roster}/lines/{line}/confirm",
                 "confirmOffer",
                 {"确认账户，免申兑现", "Confirm the account and have it without an application"},
                 may(Action::apply),
                 {},
                 "OfferConfirmation",
                 "OfferConfirmed",
                 201,
                 {404, 409},
                 confirm});
  out.push_back({Method::post,
                 "/rosters/{roster}/lines/{line}/decline",
                 "declineOffer",
                 {"谢绝", "Decline an offer, with a reason"},
                 may(Action::apply),
                 {},
                 "RosterReason",
                 "",
                 204,
                 {404, 409},
                 decline});
}

}  // namespace enact::http
