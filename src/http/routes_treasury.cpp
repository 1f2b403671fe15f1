// Routes of the treasury: appropriations, batches with four eyes, what the bank answers.
#include <limits>

#include "http/casework_json.hpp"
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"
#include "sheet/table.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

// A number that is none of a line (they begin at 1) is 0, never another line's.
int line_number(std::int64_t number) {
  return number > 0 && number <= std::numeric_limits<int>::max() ? static_cast<int>(number) : 0;
}

json::object batch_json(const ledger::Batch& batch) {
  return {{"id", batch.id},
          {"state", ledger::batch_status_id(batch.status)},
          {"maker", batch.maker},
          {"releaser", batch.releaser},
          {"made", batch.made_at.to_string()},
          {"released", to_json(batch.released_at)},
          {"total_fen", batch.total.count}};
}

json::object whole_batch_json(const ledger::Batch& batch) {
  auto out = batch_json(batch);
  out["lines"] = map_json(batch.lines, [](const ledger::BatchLine& line) {
    return json::object{{"line", line.number},
                        {"case_id", line.case_id},
                        {"account_name", line.payee.name},
                        {"bank", line.payee.bank},
                        {"account_number", line.payee.account_number},
                        {"amount_fen", line.fen.count},
                        {"purpose", line.purpose},
                        {"state", ledger::line_status_id(line.status)},
                        {"reason", line.reason},
                        {"reissued_in", line.reissued_in}};
  });
  return out;
}

// The names of accounts by their ids, for people.
void name_accounts(Service& service, json::object& batch) {
  service.database().read([&](const store::Reader& reader) {
    for (const auto* role : {"maker", "releaser"}) {
      const auto account = identity::find_account(reader, batch.at(role).as_string());
      if (account) batch[role] = account->name.zh;
    }
    return 0;
  });
}

json::object left_out_json(const casework::LeftOut& one) {
  return {{"case_id", one.case_id},
          {"reference", one.reference},
          {"name", one.name},
          {"amount_fen", one.fen.count},
          {"because", to_json(one.because)}};
}

// For people: with the names of accounts, and what was left out.
json::object named_batch_json(Service& service, const ledger::Batch& batch) {
  auto out = whole_batch_json(batch);
  name_accounts(service, out);
  const auto left_out = service.database().read(
      [&](const store::Reader& reader) { return casework::left_out_of(reader, batch); });
  out["left_out"] = map_json(left_out, left_out_json);
  return out;
}

Response treasury(Service& service, const Request& request) {
  auto view = service.database().read(
      [&](const store::Reader& reader) { return casework::treasury(reader, person_of(request)); });
  if (!view) return problem(view.error(), request.language);
  auto batches = map_json(view->batches, batch_json);
  for (auto& batch : batches) name_accounts(service, batch.as_object());
  return ok(json::object{{"appropriations", map_json(view->lines, line_json)},
                         {"payable", map_json(view->payable,
                                              [](const casework::Payable& entry) {
                                                return json::object{
                                                    {"commitment", entry.commitment.id},
                                                    {"case_id", entry.case_id},
                                                    {"reference", entry.reference},
                                                    {"subject_name", entry.subject_name},
                                                    {"provision", entry.provision},
                                                    {"provision_title", to_json(entry.provision_title)},
                                                    {"amount_fen", entry.commitment.payable.count -
                                                                       entry.commitment.batched.count},
                                                    {"account_masked", entry.payee_masked}};
                                              })},
                         {"batches", std::move(batches)}});
}

Response appropriate(Service& service, const Request& request) {
  const auto& body = request.json;
  const ledger::Line line{text_of(body, "package"), static_cast<int>(integer_of(body, "year").value_or(0)),
                          text_of(body, "unit")};
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    auto state = casework::appropriate(tx, service.library(), person_of(request), line,
                                       Fen{integer_of(body, "amount_fen").value_or(0)},
                                       {text_of(body, "document"), text_of(body, "project"),
                                        text_of(body, "functional"), text_of(body, "economic")});
    if (!state) return std::unexpected(std::move(state).error());
    return json::serialize(line_json(*state));
  });
  return done ? ok_text(done->body, 201) : problem(done.error(), request.language);
}

Response batch_now(Service& service, const Request& request, std::string_view id, int status = 200) {
  auto found = service.database().read(
      [&](const store::Reader& reader) { return casework::batch(reader, person_of(request), id); });
  if (!found) return problem(found.error(), request.language);
  return ok(named_batch_json(service, *found), status);
}

// Runs a step that makes or changes a batch and answers the batch as it is then.
template <class F>
Response change_treasury(Service& service, const Request& request, F step, int status = 200) {
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    std::expected<ledger::Batch, store::Fault> batch = step(tx, person_of(request));
    if (!batch) return std::unexpected(std::move(batch).error());
    return batch->id;
  });
  return done ? batch_now(service, request, done->body, status) : problem(done.error(), request.language);
}

Response make_batch(Service& service, const Request& request) {
  std::vector<std::string> cases;
  for (const auto& id : request.json.at("cases").as_array()) cases.emplace_back(id.as_string());
  return change_treasury(
      service, request,
      [&](store::Transaction& tx, const casework::Person& person) {
        return casework::make_batch(tx, service.library(), person, cases);
      },
      201);
}

ledger::BankResult result_of(std::string_view id) {
  if (id == "paid") return ledger::BankResult::paid;
  return id == "failed" ? ledger::BankResult::failed : ledger::BankResult::returned;
}

// All results of one answer of the bank in one step: either all are recorded or none is.
Response record_results(Service& service, const Request& request) {
  const auto& id = request.parameter("batch");
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    for (const auto& entry : request.json.at("results").as_array()) {
      casework::BankResultRequest wanted{id, line_number(integer_of(entry, "line").value_or(0)),
                                         result_of(text_of(entry, "result")), text_of(entry, "bank_ref"),
                                         text_of(entry, "reason")};
      auto line = casework::record_bank_result(tx, service.library(), person_of(request), wanted);
      if (!line) return std::unexpected(std::move(line).error());
    }
    return id;
  });
  return done ? batch_now(service, request, id) : problem(done.error(), request.language);
}

std::string_view result_id(ledger::BankResult result) {
  if (result == ledger::BankResult::paid) return "paid";
  return result == ledger::BankResult::failed ? "failed" : "returned";
}

Response preview_results(Service& service, const Request& request) {
  const auto table = sheet::read_table(request.body);
  if (!table)
    return problem(422, table.error().code, table.error().message, table.error().help, request.language);
  const auto found = service.database().read([&](const store::Reader& reader) {
    return casework::read_bank_answer(reader, person_of(request), request.parameter("batch"), *table);
  });
  if (!found) return problem(found.error(), request.language);
  json::array silent;
  for (const int line : found->silent) silent.emplace_back(line);
  return ok(json::object{
      {"rows", map_json(found->rows,
                        [](const ledger::AnswerRow& one) {
                          return json::object{
                              {"row", one.row},
                              {"line", one.line},
                              {"result", one.result ? json::value(result_id(*one.result)) : json::value()},
                              {"bank_ref", one.bank_ref},
                              {"reason", one.reason},
                              {"recorded", one.recorded},
                              {"faults",
                               map_json(one.faults, [](const Text& text) { return to_json(text); })}};
                        })},
      {"silent", std::move(silent)}});
}

Response read_accounts(Service& service, const Request& request) {
  const auto& id = request.parameter("batch");
  const auto found = service.database().write_as<ledger::Batch>(
      [&](store::Transaction& tx) { return casework::batch_accounts(tx, person_of(request), id); });
  if (!found) return problem(found.error(), request.language);
  return ok(named_batch_json(service, *found));
}

Response reconcile(Service& service, const Request& request) {
  const auto found = service.database().read([&](const store::Reader& reader) {
    return casework::reconcile_batch(reader, person_of(request), request.parameter("batch"), request.body);
  });
  if (!found) return problem(found.error(), request.language);
  return ok(json::object{{"matched", found->matched},
                         {"matched_fen", found->matched_fen.count},
                         {"statement_fen", found->statement_fen.count},
                         {"books_fen", found->books_fen.count},
                         {"mismatches", map_json(found->mismatches, [](const ledger::Mismatch& one) {
                            return json::object{{"kind", ledger::mismatch_id(one.kind)},
                                                {"row", one.row},
                                                {"line", one.line},
                                                {"statement_fen", one.statement.count},
                                                {"books_fen", one.books.count},
                                                {"words", to_json(ledger::mismatch_words(one))}};
                          })}});
}

Response reissue(Service& service, const Request& request) {
  const auto line = Decimal::parse(request.parameter("line"));
  return change_treasury(
      service, request,
      [&](store::Transaction& tx, const casework::Person& person) {
        return casework::reissue_line(tx, service.library(), person, request.parameter("batch"),
                                      line_number(line ? line->to_int64().value_or(0) : 0));
      },
      201);
}

}  // namespace

void add_treasury_routes(std::vector<Route>& out) {
  using identity::Action;
  out.push_back({Method::get,
                 "/treasury",
                 "getTreasury",
                 {"资金总览", "Appropriations, what is payable, batches"},
                 may(Action::read_ledger),
                 {},
                 "",
                 "Treasury",
                 200,
                 {},
                 treasury});
  out.push_back({Method::post,
                 "/appropriations",
                 "appropriate",
                 {"下达预算指标", "Enter an appropriation"},
                 may(Action::appropriate),
                 {},
                 "NewAppropriation",
                 "Appropriation",
                 201,
                 {},
                 appropriate});
  out.push_back({Method::post,
                 "/batches",
                 "makeBatch",
                 {"编制支付批次", "Make a payment batch"},
                 may(Action::make_batch),
                 {},
                 "NewBatch",
                 "Batch",
                 201,
                 {409},
                 make_batch});
  out.push_back({Method::get,
                 "/batches/{batch}",
                 "getBatch",
                 {"支付批次", "One payment batch"},
                 may(Action::read_ledger),
                 {},
                 "",
                 "Batch",
                 200,
                 {},
                 [](Service& service, const Request& request) {
                   return batch_now(service, request, request.parameter("batch"));
                 }});
  out.push_back(
      {Method::post,
       "/batches/{batch}/accounts",
       "readAccounts",
       {"查看完整账号（记入日志）", "The batch with full account numbers; that they were read is an event"},
       may(Action::read_ledger),
       {},
       "",
       "Batch",
       200,
       {403, 404},
       read_accounts});
  out.push_back({Method::post,
                 "/batches/{batch}/release",
                 "releaseBatch",
                 {"放行批次", "Release a batch (four eyes)"},
                 may(Action::release_batch),
                 {},
                 "",
                 "Batch",
                 200,
                 {409},
                 [](Service& service, const Request& request) {
                   return change_treasury(service, request,
                                          [&](store::Transaction& tx, const casework::Person& person) {
                                            return casework::release_batch(tx, service.library(), person,
                                                                           request.parameter("batch"));
                                          });
                 }});
  out.push_back({Method::post,
                 "/batches/{batch}/cancel",
                 "cancelBatch",
                 {"撤销批次", "Cancel a draft batch"},
                 may(Action::make_batch),
                 {},
                 "",
                 "Batch",
                 200,
                 {409},
                 [](Service& service, const Request& request) {
                   return change_treasury(service, request,
                                          [&](store::Transaction& tx, const casework::Person& person) {
                                            return casework::cancel_batch(tx, service.library(), person,
                                                                          request.parameter("batch"));
                                          });
                 }});
  out.push_back({Method::post,
                 "/batches/{batch}/results",
                 "recordBankResults",
                 {"登记银行回单", "Record what the bank answers"},
                 may(Action::record_bank_result),
                 {},
                 "BankResults",
                 "Batch",
                 200,
                 {409},
                 record_results});
  out.push_back({Method::post,
                 "/batches/{batch}/results/preview",
                 "previewBankResults",
                 {"预览银行回盘文件", "What a bank's answer (.xlsx, .csv) says of each line; writes nothing"},
                 may(Action::record_bank_result),
                 {},
                 "bytes",
                 "BankAnswer",
                 200,
                 {404, 409},
                 preview_results});
  out.push_back({Method::post,
                 "/batches/{batch}/lines/{line}/reissue",
                 "reissueLine",
                 {"重新支付", "A new batch of a failed or returned line"},
                 may(Action::make_batch),
                 {},
                 "",
                 "Batch",
                 201,
                 {409},
                 reissue});
  out.push_back({Method::post,
                 "/batches/{batch}/reconcile",
                 "reconcileBatch",
                 {"与银行对账", "Hold a batch against the bank's statement (CSV)"},
                 may(Action::read_ledger),
                 {},
                 "bytes",
                 "Reconciliation",
                 200,
                 {404, 409},
                 reconcile});
}

}  // namespace enact::http
