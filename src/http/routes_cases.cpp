// Routes on cases: opening, evidence, account, every action of every actor, notices and objections.
#include <algorithm>

#include "casework/day_turn.hpp"
#include "http/casework_json.hpp"
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"

namespace enact::http {

namespace json = boost::json;
using casework::DoneOr;

namespace {

Response case_now(Service& service, const Request& request, std::string_view id, int status = 200) {
  auto detail = service.database().read([&](const store::Reader& reader) {
    return casework::case_detail(reader, service.library(), service.alikes(), person_of(request), id,
                                 service.today());
  });
  if (!detail) return problem(detail.error(), request.language);
  return ok_text(shown_to(request, detail->summary.subject, case_json(*detail)), status);
}

casework::Slice slice_of(const Request& request) {
  return {.offset = request.number("offset", 0, 1'000'000'000), .limit = request.number("limit", 50, 500)};
}

json::object inbox_item_json(const casework::InboxEntry& entry) {
  return {{"step", open_step_json(entry.step)}, {"case", case_summary_json(entry.summary)}};
}

store::StepResult as_answer(DoneOr done) {
  if (!done) return std::unexpected(std::move(done).error());
  return json::serialize(json::object{
      {"case", done->case_id}, {"reference", done->reference}, {"existed", done->existed}, {"id", done->id}});
}

// Runs a step on a case and answers the case as it is then; the same for a repeated request.
template <class F>
Response change_case(Service& service, const Request& request, F step, bool created = false) {
  const auto done = run_step(service, request,
                             [&](store::Transaction& tx) { return as_answer(step(tx, person_of(request))); });
  if (!done) return problem(done.error(), request.language);
  const auto answer = json::parse(done->body);
  const bool existed = answer.at("existed").as_bool();
  return case_now(service, request, answer.at("case").as_string(), created && !existed ? 201 : 200);
}

Response list_cases(Service& service, const Request& request) {
  casework::CaseFilter filter = case_filter(request);
  const casework::Slice slice = slice_of(request);
  filter.offset = slice.offset;
  filter.limit = slice.limit;
  const auto page = service.database().read([&](const store::Reader& reader) {
    return casework::list_cases(reader, person_of(request), filter, service.today());
  });
  return ok(items(map_json(page.cases, case_summary_json), page.total));
}

Response inbox(Service& service, const Request& request) {
  const auto page = service.database().read([&](const store::Reader& reader) {
    return casework::inbox(reader, person_of(request), service.today(), slice_of(request));
  });
  return ok(json::object{
      {"items", map_json(page.entries, inbox_item_json)},
      {"counts", json::object{{"all", page.total}, {"overdue", page.overdue}, {"due_soon", page.due_soon}}}});
}

Response overdue(Service& service, const Request& request) {
  const auto page = service.database().read([&](const store::Reader& reader) {
    return casework::overdue(reader, person_of(request), service.today(), slice_of(request));
  });
  return ok(items(map_json(page.entries, inbox_item_json), page.total));
}

Response day_turns(Service& service, const Request& request) {
  const auto turns = service.database().read([&](const store::Reader& reader) {
    return casework::list_turns(reader, request.number("limit", 50, 500));
  });
  return ok(items(map_json(turns, [](const casework::DayTurn& turn) {
    return json::object{{"day", turn.day.to_string()}, {"at", turn.at.to_string()},
                        {"cases", turn.cases},         {"lapsed", turn.lapsed},
                        {"tacit", turn.tacit},         {"escalated", turn.escalated},
                        {"failed", turn.failed}};
  })));
}

Response open_case(Service& service, const Request& request) {
  const auto& body = request.json;
  casework::OpenRequest wanted{text_of(body, "subject"), text_of(body, "package"), text_of(body, "provision"),
                               text_of(body, "matter_key"),
                               casework::mode_from_id(text_of(body, "mode")).value_or(casework::Mode::apply)};
  return change_case(
      service, request,
      [&](store::Transaction& tx, const casework::Person& person) {
        return service.casework().open_case(tx, person, wanted);
      },
      true);
}

Response add_evidence(Service& service, const Request& request) {
  const auto upload = upload_of(service, request);
  if (!upload) return problem(upload.error(), request.language);
  const casework::EvidenceRequest wanted{request.parameter("case"), request.query_or("kind", ""),
                                         request.query_or("name", ""), *upload};
  return change_case(service, request, [&](store::Transaction& tx, const casework::Person& person) {
    return service.casework().add_evidence(tx, person, wanted);
  });
}

Response evidence(Service& service, const Request& request) {
  auto blob = service.database().read([&](const store::Reader& reader) {
    return casework::evidence_content(reader, service.library(), person_of(request),
                                      request.parameter("case"), request.parameter("hash"));
  });
  if (!blob) return problem(blob.error(), request.language);
  return sandboxed(std::string(blob->content.begin(), blob->content.end()), blob->media_type);
}

Response set_payee(Service& service, const Request& request) {
  const casework::PayeeRequest wanted{
      request.parameter("case"),
      {text_of(request.json, "name"), text_of(request.json, "bank"), text_of(request.json, "account_number")},
      text_of(request.json, "subject")};
  return change_case(service, request, [&](store::Transaction& tx, const casework::Person& person) {
    return service.casework().set_payee(tx, person, wanted);
  });
}

casework::TakeRequest take_request(const Request& request) {
  const auto& body = request.json;
  casework::TakeRequest out;
  out.case_id = request.parameter("case");
  out.step = text_of(body, "step");
  out.outcome = text_of(body, "outcome");
  out.unit = text_of(body, "unit");
  out.reason = text_of(body, "reason");
  if (const auto amount = integer_of(body, "amount_fen")) out.amount = Fen{*amount};
  out.minutes = text_of(body, "minutes");
  if (const auto* consent = body.as_object().if_contains("consent")) out.consent = consent->as_bool();
  if (const auto* line = body.as_object().if_contains("line"))
    out.line = ledger::Line{text_of(*line, "package"),
                            static_cast<int>(integer_of(*line, "year").value_or(0)), text_of(*line, "unit")};
  out.expected_version = integer_of(body, "version");
  return out;
}

Response act(Service& service, const Request& request) {
  const auto& body = request.json;
  const auto& id = request.parameter("case");
  const auto kind = text_of(body, "kind");
  const auto reason = text_of(body, "reason");
  return change_case(service, request, [&](store::Transaction& tx, const casework::Person& person) -> DoneOr {
    const auto& casework = service.casework();
    if (kind == "withdraw") return casework.withdraw(tx, person, id, reason);
    if (kind == "take_up")
      return casework.take_up(tx, person, {id, text_of(body, "outcome"), text_of(body, "unit"), reason});
    if (kind == "publish_notice")
      return casework.publish_notice(tx, person, {id, text_of(body, "step"), text_of(body, "unit")});
    if (kind == "answer_objection") {
      const auto* upheld = body.as_object().if_contains("upheld");
      return casework.answer_objection(
          tx, person,
          {id, text_of(body, "objection"), upheld != nullptr && upheld->as_bool(), reason,
           text_of(body, "unit")});
    }
    return casework.take(tx, person, take_request(request));
  });
}

Response notices(Service& service, const Request& request) {
  const bool running = request.query_or("state", "open") == "open";
  const auto page = service.database().read([&](const store::Reader& reader) {
    return casework::public_notices(reader, running, service.today(), slice_of(request));
  });
  return ok(items(map_json(page.notices, notice_json), page.total));
}

Response notice(Service& service, const Request& request) {
  const auto found = service.database().read([&](const store::Reader& reader) {
    return casework::public_notice(reader, request.parameter("case"), service.today());
  });
  if (found) return ok(notice_json(*found));
  return problem(404, "no-notice", {"没有这条公示", "no such notice"},
                 {"请从公示列表中选择", "choose one from the list"}, request.language);
}

Response object_to_case(Service& service, const Request& request) {
  if (!service.objections().take(request.source, std::chrono::steady_clock::now())) {
    auto refused = problem(429, "too-many-objections", {"提交异议过于频繁", "too many objections"},
                           {"请几分钟后再试，已填写的内容不会丢失；也可以向承办单位书面提出",
                            "try again in a few minutes, nothing on the page is lost; or write to the unit"},
                           request.language);
    refused.headers.emplace_back("Retry-After", "120");
    return refused;
  }
  const casework::ObjectionRequest wanted{request.parameter("case"), text_of(request.json, "reason"),
                                          text_of(request.json, "name"), text_of(request.json, "contact")};
  const auto done = run_step(service, request, [&](store::Transaction& tx) {
    return as_answer(service.casework().object(tx, person_of(request), wanted));
  });
  if (!done) return problem(done.error(), request.language);
  const auto answer = json::parse(done->body);
  return ok(json::object{{"id", answer.at("id")}, {"reference", answer.at("reference")}}, 201);
}

Response by_reference(Service& service, const Request& request) {
  auto found = service.database().read([&](const store::Reader& reader) {
    return casework::reference_status(reader, request.parameter("reference"), service.today());
  });
  if (!found) return problem(found.error(), request.language);
  return ok(json::object{{"reference", found->reference},
                         {"provision_title", to_json(found->provision_title)},
                         {"state", found->status},
                         {"status", to_json(found->status_title)},
                         {"ended", found->ended},
                         {"open_steps", map_json(found->open, open_step_json)},
                         {"updated", found->updated_at.to_string()}});
}

}  // namespace

void add_case_routes(std::vector<Route>& out) {
  using identity::Action;
  const auto read = may(Action::read_case);
  const auto prepare = may(Action::prepare);
  out.push_back(
      {Method::get,
       "/cases",
       "listCases",
       {"事项列表", "Cases within reach"},
       read,
       {"q", "subject", "unit", "state", "package", "provision", "ended", "year", "limit", "offset"},
       "",
       "CaseList",
       200,
       {},
       list_cases});
  out.push_back({Method::get,
                 "/inbox",
                 "getInbox",
                 {"待办", "What the account's units have to do"},
                 read,
                 {"limit", "offset"},
                 "",
                 "Inbox",
                 200,
                 {},
                 inbox});
  out.push_back({Method::get,
                 "/overdue",
                 "listOverdue",
                 {"逾期督办", "Open steps whose term is over"},
                 read,
                 {"limit", "offset"},
                 "",
                 "OverdueList",
                 200,
                 {},
                 overdue});
  out.push_back({Method::get,
                 "/day-turns",
                 "listDayTurns",
                 {"每日自动办理", "What the clock did, day by day"},
                 may(Action::read_log),
                 {"limit"},
                 "",
                 "DayTurnList",
                 200,
                 {},
                 day_turns});
  out.push_back({Method::post,
                 "/cases",
                 "openCase",
                 {"发起事项", "Open a case, or the open one of the same matter"},
                 prepare,
                 {},
                 "NewCase",
                 "Case",
                 201,
                 {404, 409},
                 open_case});
  out.push_back({Method::get,
                 "/cases/{case}",
                 "getCase",
                 {"事项", "One case"},
                 read,
                 {},
                 "",
                 "Case",
                 200,
                 {},
                 [](Service& service, const Request& request) {
                   return case_now(service, request, request.parameter("case"));
                 }});
  out.push_back({Method::post,
                 "/cases/{case}/evidence",
                 "addEvidence",
                 {"上传材料", "Add a document"},
                 prepare,
                 {"kind", "name"},
                 "bytes",
                 "Case",
                 200,
                 {409},
                 add_evidence});
  out.push_back({Method::get,
                 "/cases/{case}/evidence/{hash}",
                 "getEvidence",
                 {"查看材料", "A document"},
                 read,
                 {},
                 "",
                 "bytes",
                 200,
                 {},
                 evidence});
  out.push_back({Method::delete_,
                 "/cases/{case}/evidence/{hash}",
                 "removeEvidence",
                 {"删除材料", "Remove a document"},
                 prepare,
                 {},
                 "",
                 "Case",
                 200,
                 {409},
                 [](Service& service, const Request& request) {
                   return change_case(service, request,
                                      [&](store::Transaction& tx, const casework::Person& person) {
                                        return service.casework().remove_evidence(
                                            tx, person, request.parameter("case"), request.parameter("hash"));
                                      });
                 }});
  out.push_back({Method::put,
                 "/cases/{case}/payee",
                 "setPayee",
                 {"填写收款账户", "Say where the money goes"},
                 prepare,
                 {},
                 "NewPayee",
                 "Case",
                 200,
                 {409},
                 set_payee});
  out.push_back({Method::post,
                 "/cases/{case}/actions",
                 "act",
                 {"办理", "Take a step of the procedure"},
                 read,
                 {},
                 "TakeAction",
                 "Case",
                 200,
                 {409},
                 act});
  out.push_back({Method::get,
                 "/notices",
                 "listNotices",
                 {"公示", "Public notices"},
                 everybody(),
                 {"state", "limit", "offset"},
                 "",
                 "NoticeList",
                 200,
                 {},
                 notices});
  out.push_back({Method::get,
                 "/notices/{case}",
                 "getNotice",
                 {"一条公示", "One public notice"},
                 everybody(),
                 {},
                 "",
                 "Notice",
                 200,
                 {},
                 notice});
  out.push_back({Method::post,
                 "/notices/{case}/objections",
                 "object",
                 {"提出异议", "Object to what is published"},
                 everybody(),
                 {},
                 "NewObjection",
                 "ObjectionReceived",
                 201,
                 {409},
                 object_to_case});
  out.push_back({Method::get,
                 "/status/{reference}",
                 "getStatus",
                 {"按编号查进度", "Where a reference number stands"},
                 everybody(),
                 {},
                 "",
                 "ReferenceStatus",
                 200,
                 {},
                 by_reference});
}

}  // namespace enact::http
