// Routes on registers: what there is, lists and searches, one entry and every step on it, open data, import.
#include <algorithm>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "http/json.hpp"
#include "http/registers_json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"
#include "http/sheet_records.hpp"

namespace enact::http {

namespace json = boost::json;
using registers::EntryDoneOr;

namespace {

constexpr std::size_t most_matches = 50;
constexpr std::int64_t most_days_of_calendar = 400;

Response list_of_registers(Service& service, const Request& request) {
  const auto views = service.database().read([&](const store::Reader& reader) {
    return registers::list_registers(reader, service.catalogue(), person_of(request), service.today());
  });
  return ok(json::object{{"registers", map_json(views, register_json)}});
}

Response one_register(Service& service, const Request& request) {
  const auto view = service.database().read([&](const store::Reader& reader) {
    return registers::find_register_view(reader, service.catalogue(), person_of(request),
                                         request.parameter("policy"), request.parameter("register"),
                                         service.today());
  });
  return view ? ok(register_json(*view)) : problem(view.error(), request.language);
}

Response bad_query(const Request& request, const Text& what) {
  return problem(422, "bad-query", {"查询条件有误", "the query is not understood"}, what, request.language);
}

Response list_of_entries(Service& service, const Request& request) {
  registers::EntryFilter filter;
  filter.words = request.query_or("q", "");
  filter.status = request.query_or("status", "");
  filter.subject = request.query_or("subject", "");
  filter.overdue = request.query_or("overdue", "false") == "true";
  filter.sort = request.query_or("sort", "");
  filter.offset = request.number("offset", 0, 1'000'000'000);
  filter.limit = request.number("limit", 50, 500);
  if (const std::string fields = request.query_or("filter", ""); !fields.empty()) {
    auto read = registers::parse_exact(fields);
    if (!read || read->kind != registers::ExactJson::Kind::object) {
      return bad_query(request, {"filter 应为 {字段: 值}", "filter is a JSON object {field: value}"});
    }
    filter.fields = std::move(read->members);
  }
  const auto page = service.database().read([&](const store::Reader& reader) {
    return registers::list_entries(reader, service.catalogue(), person_of(request),
                                   request.parameter("policy"), request.parameter("register"), filter,
                                   service.today());
  });
  return page ? ok_text(entry_page_json(*page)) : problem(page.error(), request.language);
}

// The cell of a value as open data shows it: texts without quotes, everything else as JSON.
std::string cell_of(const registers::ExactJson* value) {
  using Kind = registers::ExactJson::Kind;
  if (value == nullptr || value->kind == Kind::null) return "";
  return value->kind == Kind::text ? value->text : value->written();
}

Response open_data(Service& service, const Request& request) {
  const auto& policy = request.parameter("policy");
  const auto& id = request.parameter("register");
  const bool csv = request.query_or("format", "csv") != "json";
  const registers::BookPtr book = service.catalogue().current(policy);
  const policy::Register* made = book ? book->find(id) : nullptr;
  std::vector<const policy::RegisterField*> fields;
  if (made != nullptr) {
    for (const auto& field : made->fields) {
      if (field.shown) fields.push_back(&field);
    }
  }
  std::string body = csv ? "\xEF\xBB\xBF编号,状态,主体" : "[";  // Excel knows UTF-8 by its mark
  if (csv) {
    for (const auto* field : fields) {
      body += ',';
      append_csv(body, field->declared.title.zh);
    }
    body += "\r\n";
  }
  bool first = true;
  const auto done = service.database().read([&](const store::Reader& reader) {
    return registers::for_each_public(
        reader, service.catalogue(), policy, id, service.today(), [&](const registers::EntryRow& row) {
          if (!csv) {
            if (!first) body += ',';
            first = false;
            body += entry_row_json(row);
            return;
          }
          append_csv(body, row.reference);
          body += ',';
          append_csv(body, row.status_title.zh);
          body += ',';
          append_csv(body, row.subject_name);
          const auto values = registers::parse_exact(row.values);
          for (const auto* field : fields) {
            body += ',';
            append_csv(body, cell_of(values ? values->member(field->name()) : nullptr));
          }
          body += "\r\n";
        });
  });
  if (!done) return problem(done.error(), request.language);
  Response response{200, std::move(body),
                    csv ? "text/csv; charset=utf-8" : "application/json; charset=utf-8"};
  if (csv) {
    response.headers = {{"Content-Disposition", "attachment; filename=\"open-data.csv\""}};
  } else {
    response.body += ']';
  }
  return response;
}

// ---- steps ---------------------------------------------------------------------------------------------

store::StepResult as_answer(EntryDoneOr done) {
  if (!done) return std::unexpected(std::move(done).error());
  return json::serialize(json::object{{"id", done->id},
                                      {"reference", done->reference},
                                      {"version", done->version},
                                      {"status", done->status},
                                      {"made", done->made}});
}

template <class F>
Response change_register(Service& service, const Request& request, F step, int status = 200) {
  const auto done = run_step(service, request,
                             [&](store::Transaction& tx) { return as_answer(step(tx, person_of(request))); });
  return done ? ok_text(done->body, status) : problem(done.error(), request.language);
}

// The body's `values` with every digit: the parsed JSON has numbers of a machine.
std::optional<registers::ExactJson> values_of(const Request& request) {
  const auto body = registers::parse_exact(request.body);
  const registers::ExactJson* values = body ? body->member("values") : nullptr;
  return values == nullptr ? std::nullopt : std::optional(*values);
}

Response enter(Service& service, const Request& request) {
  const registers::OpenEntryRequest wanted{request.parameter("policy"), request.parameter("register"),
                                           text_of(request.json, "subject"),
                                           values_of(request).value_or(registers::ExactJson{})};
  return change_register(
      service, request,
      [&](store::Transaction& tx, const identity::Person& person) {
        return service.registers().open(tx, person, wanted);
      },
      201);
}

Response entry(Service& service, const Request& request) {
  const auto detail = service.database().read([&](const store::Reader& reader) {
    return registers::entry_detail(reader, service.catalogue(), person_of(request),
                                   request.parameter("entry"), service.today());
  });
  return detail ? ok_text(entry_json(*detail)) : problem(detail.error(), request.language);
}

Response waiting(Service& service, const Request& request) {
  const auto page = service.database().read([&](const store::Reader& reader) {
    return registers::waiting_entries(reader, service.catalogue(), person_of(request), service.today(),
                                      static_cast<std::size_t>(request.number("offset", 0, 1'000'000)),
                                      static_cast<std::size_t>(request.number("limit", 50, 500)));
  });
  return ok_text(waiting_json(page));
}

Response change_values(Service& service, const Request& request) {
  const registers::ChangeRequest wanted{.entry = request.parameter("entry"),
                                        .values = values_of(request).value_or(registers::ExactJson{}),
                                        .reason = text_of(request.json, "reason"),
                                        .valid_from = Date::parse(text_of(request.json, "valid_from")),
                                        .expected_version = integer_of(request.json, "expected_version")};
  return change_register(service, request, [&](store::Transaction& tx, const identity::Person& person) {
    return service.registers().change(tx, person, wanted);
  });
}

Response take(Service& service, const Request& request) {
  const registers::TakeStepRequest wanted{.entry = request.parameter("entry"),
                                          .step = text_of(request.json, "step"),
                                          .outcome = text_of(request.json, "outcome"),
                                          .unit = text_of(request.json, "unit"),
                                          .reason = text_of(request.json, "reason"),
                                          .values = values_of(request),
                                          .valid_from = Date::parse(text_of(request.json, "valid_from")),
                                          .expected_version = integer_of(request.json, "expected_version")};
  return change_register(service, request, [&](store::Transaction& tx, const identity::Person& person) {
    return service.registers().take(tx, person, wanted);
  });
}

Response withdraw(Service& service, const Request& request) {
  return change_register(service, request, [&](store::Transaction& tx, const identity::Person& person) {
    return service.registers().withdraw(tx, person, request.parameter("entry"),
                                        text_of(request.json, "reason"));
  });
}

Response publish(Service& service, const Request& request) {
  const registers::NoticeRequest wanted{request.parameter("entry"), text_of(request.json, "step"),
                                        text_of(request.json, "unit")};
  return change_register(service, request, [&](store::Transaction& tx, const identity::Person& person) {
    return service.registers().publish_notice(tx, person, wanted);
  });
}

Response object_to_register(Service& service, const Request& request) {
  const registers::ObjectionRequest wanted{request.parameter("entry"), text_of(request.json, "reason"),
                                           text_of(request.json, "name"), text_of(request.json, "contact")};
  return change_register(
      service, request,
      [&](store::Transaction& tx, const identity::Person& person) {
        return service.registers().object(tx, person, wanted);
      },
      201);
}

Response answer(Service& service, const Request& request) {
  const registers::AnswerRequest wanted{request.parameter("entry"), request.parameter("objection"),
                                        request.json.at("upheld").as_bool(), text_of(request.json, "reason"),
                                        text_of(request.json, "unit")};
  return change_register(service, request, [&](store::Transaction& tx, const identity::Person& person) {
    return service.registers().answer_objection(tx, person, wanted);
  });
}

Response attach(Service& service, const Request& request) {
  const auto upload = upload_of(service, request);
  if (!upload) return problem(upload.error(), request.language);
  const registers::AttachRequest wanted{request.parameter("entry"), request.query_or("name", ""), *upload};
  return change_register(
      service, request,
      [&](store::Transaction& tx, const identity::Person& person) {
        return service.registers().attach(tx, person, wanted);
      },
      201);
}

Response attached(Service& service, const Request& request) {
  const auto blob = service.database().read([&](const store::Reader& reader) {
    return registers::attachment(reader, service.catalogue(), person_of(request), request.parameter("entry"),
                                 request.parameter("hash"));
  });
  if (!blob) return problem(blob.error(), request.language);
  return sandboxed(std::string(blob->content.begin(), blob->content.end()), blob->media_type);
}

// ---- what entries have to do with each other -------------------------------------------------------------

Response matches(Service& service, const Request& request) {
  const auto found = service.database().read([&](const store::Reader& reader) {
    return registers::matches_of(reader, service.catalogue(), person_of(request), request.parameter("entry"),
                                 service.today(), most_matches);
  });
  return found ? ok_text(matches_json(*found)) : problem(found.error(), request.language);
}

Response calendar(Service& service, const Request& request) {
  const auto from = Date::parse(request.query_or("from", service.today().to_string()));
  const auto to = Date::parse(request.query_or("to", request.query_or("from", service.today().to_string())));
  if (!from || !to || *to < *from ||
      to->days_since_1970() - from->days_since_1970() > most_days_of_calendar) {
    return bad_query(request,
                     {"from、to 应为日期，相差不超过 400 天", "from and to are days, at most 400 apart"});
  }
  const auto spans = service.database().read([&](const store::Reader& reader) {
    return registers::calendar(reader, service.catalogue(), person_of(request), request.parameter("policy"),
                               request.parameter("register"), request.query_or("key", ""), *from, *to);
  });
  if (!spans) return problem(spans.error(), request.language);
  return ok(json::object{{"spans", map_json(*spans, [](const registers::TakenSpan& span) {
                            return json::object{{"entry", span.entry.empty() ? json::value(nullptr)
                                                                             : json::value(span.entry)},
                                                {"title", span.title},
                                                {"from", span.starts.to_string()},
                                                {"to", to_json(span.ends)},
                                                {"status", span.status}};
                          })}});
}

Response import(Service& service, const Request& request) {
  const registers::BookPtr book = service.catalogue().current(request.parameter("policy"));
  const policy::Register* made = book ? book->find(request.parameter("register")) : nullptr;
  if (made == nullptr)
    return problem(404, "register.no-register", {"没有这个登记册", "there is no such register"},
                   {"请从登记册列表中选择", "choose one from the list of registers"}, request.language);
  if (const auto upload = upload_of(service, request); !upload)
    return problem(upload.error(), request.language);
  auto table = sheet::read_table(request.body, {.rows = 100'001});
  if (!table) {
    const auto& [code, message, help] = table.error();
    return problem(422, code, message, help, request.language);
  }
  SheetRecords rows(std::move(*table), *made);
  const bool commit = request.query_or("commit", "false") == "true";
  const auto run = commit ? registers::import_entries : registers::preview_import;
  const auto report = run(service.database(), service.registers(), person_of(request),
                          request.parameter("policy"), request.parameter("register"), rows);
  return report ? ok(import_json(*report)) : problem(report.error(), request.language);
}

}  // namespace

void add_register_routes(std::vector<Route>& out) {
  using identity::Action;
  const std::string of = "/registers/{policy}/{register}";
  const auto act = may(Action::act_on_entry);
  const auto add = [&](Method method, std::string path, std::string operation, Text summary, Access access,
                       std::vector<std::string> query, std::string body, std::string answers, int status,
                       std::vector<int> errors, Handler handler) {
    out.push_back({method, std::move(path), std::move(operation), std::move(summary), access,
                   std::move(query), std::move(body), std::move(answers), status, std::move(errors),
                   std::move(handler)});
  };
  add(Method::get, "/registers", "listRegisters", {"登记册", "Registers"}, everybody(), {}, "",
      "RegisterList", 200, {}, list_of_registers);
  add(Method::get, of, "getRegister", {"一个登记册", "One register"}, everybody(), {}, "", "Register", 200,
      {404}, one_register);
  add(Method::get, of + "/entries", "listEntries", {"登记项", "Entries, searched, filtered and sorted"},
      everybody(), {"q", "status", "subject", "filter", "overdue", "sort", "offset", "limit"}, "",
      "EntryPage", 200, {404}, list_of_entries);
  add(Method::get, of + "/open-data", "openData", {"开放数据", "Public entries as open data"}, everybody(),
      {"format"}, "", "bytes", 200, {404}, open_data);
  add(Method::get, of + "/calendar", "registerCalendar", {"占用日历", "What is taken, and when"}, everybody(),
      {"key", "from", "to"}, "", "RegisterCalendar", 200, {404}, calendar);
  add(Method::post, of + "/entries", "enterEntry", {"录入", "Open an entry"}, may(Action::enter_entry), {},
      "NewEntry", "EntryDone", 201, {404, 409}, enter);
  add(Method::post, of + "/import", "importEntries", {"批量导入", "Preview an import, or do it"},
      may(Action::import_entries), {"commit"}, "bytes", "ImportReport", 200, {404}, import);
  add(Method::get, "/entries", "listWaitingEntries", {"待办的登记项", "Entries that wait for oneself"},
      signed_in(), {"offset", "limit"}, "", "WaitingEntries", 200, {}, waiting);
  const std::string one = "/entries/{entry}";
  add(Method::get, one, "getEntry", {"一个登记项", "One entry"}, everybody(), {}, "", "Entry", 200, {404},
      entry);
  add(Method::put, one + "/values", "changeEntry", {"更正内容", "Change an entry's values"}, act, {},
      "ChangeEntry", "EntryDone", 200, {404, 409}, change_values);
  add(Method::post, one + "/take", "takeEntryStep", {"办理", "Take a step of the life cycle"}, act, {},
      "TakeEntryStep", "EntryDone", 200, {404, 409}, take);
  add(Method::post, one + "/withdraw", "withdrawEntry", {"撤回", "Withdraw an entry"}, act, {},
      "WithdrawEntry", "EntryDone", 200, {404, 409}, withdraw);
  add(Method::post, one + "/publish", "publishEntry", {"发布公示", "Publish the notice"}, act, {},
      "PublishEntry", "EntryDone", 200, {404, 409}, publish);
  add(Method::post, one + "/objections", "objectToEntry", {"提出异议", "Object to what is published"},
      everybody(), {}, "EntryObjection", "EntryDone", 201, {404, 409}, object_to_register);
  add(Method::post, one + "/objections/{objection}/answer", "answerEntryObjection",
      {"答复异议", "Answer an objection"}, act, {}, "EntryAnswer", "EntryDone", 200, {404, 409}, answer);
  add(Method::post, one + "/attachments", "attachToEntry", {"上传附件", "Attach a file"}, act, {"name"},
      "bytes", "EntryDone", 201, {404, 409}, attach);
  add(Method::get, one + "/attachments/{hash}", "getEntryAttachment", {"附件", "An attached file"},
      signed_in(), {}, "", "bytes", 200, {404}, attached);
  add(Method::get, one + "/matches", "entryMatches", {"匹配", "Counterparts, with reasons"}, everybody(), {},
      "", "EntryMatches", 200, {404}, matches);
}

}  // namespace enact::http
