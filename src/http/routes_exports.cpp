// Routes by which lists leave the service as files: the same lists that people see, within the same reach, as
// an Excel workbook or as CSV (`format`).
#include <fmt/format.h>

#include <algorithm>

#include "base/identity_number.hpp"
#include "casework/day_turn.hpp"
#include "casework/provision_figures.hpp"
#include "casework/views.hpp"
#include "http/casework_json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"
#include "sheet/listing.hpp"

namespace enact::http {

namespace {

using sheet::Field;
using sheet::Listing;

constexpr std::int64_t most_rows = 100'000;

Response too_many(Language language) {
  return problem(422, "export.too-many",
                 {fmt::format("超过 {} 行，不能一次导出", most_rows),
                  fmt::format("these are more than {} rows", most_rows)},
                 {"请缩小范围后重试", "narrow the list and try again"}, language);
}

Response file_of(const Listing& listing, const Request& request, std::string_view name, Language language,
                 std::string_view otherwise = "xlsx") {
  if (std::ssize(listing.rows) > most_rows) return too_many(request.language);
  const bool csv = request.query_or("format", otherwise) == "csv";
  Response response{
      200, csv ? sheet::csv_of(listing, language) : sheet::workbook_of(listing, language),
      csv ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"};
  response.headers = {
      {"Content-Disposition", fmt::format("attachment; filename=\"{}.{}\"", name, csv ? "csv" : "xlsx")}};
  return response;
}
Response file_of(const Listing& listing, const Request& request, std::string_view name) {
  return file_of(listing, request, name, request.language);
}

std::string in(const Text& text, const Request& request) {
  const std::string& wanted = text.in(request.language);
  return wanted.empty() ? text.zh : wanted;
}

// The next step that has a day by which it is due, else the first.
const casework::OpenStepView* next_step(const casework::CaseSummary& summary) {
  for (const auto& step : summary.open)
    if (step.deadline) return &step;
  return summary.open.empty() ? nullptr : &summary.open.front();
}

Listing case_listing(const Text& title) {
  return {.title = title,
          .columns = {{"办件编号", "reference"},
                      {"申请主体", "applicant"},
                      {"政策", "policy"},
                      {"条款", "provision"},
                      {"名称", "title"},
                      {"事件", "event"},
                      {"金额（元）", "amount (yuan)"},
                      {"最高（元）", "at most (yuan)"},
                      {"状态", "state"},
                      {"环节", "step"},
                      {"办理单位", "unit"},
                      {"应于", "due"},
                      {"逾期", "overdue"},
                      {"发起", "opened"},
                      {"最近变动", "last changed"}},
          .rows = {}};
}

std::vector<Field> case_row(const casework::CaseSummary& one, const casework::OpenStepView* step,
                            const Request& request) {
  const bool zh = request.language == Language::zh;
  const std::string late = step != nullptr && step->overdue ? (zh ? "是" : "yes") : "";
  return {one.reference,
          one.subject_name,
          one.policy,
          one.provision,
          in(one.provision_title, request),
          one.event,
          sheet::field(one.amount),
          sheet::field(one.max),
          in(one.status_title, request),
          step == nullptr ? std::string() : in(step->title, request),
          step == nullptr ? std::string() : step->unit,
          step == nullptr ? Field() : sheet::field(step->deadline),
          late,
          one.opened_at,
          one.updated_at};
}

Response cases(Service& service, const Request& request) {
  casework::CaseFilter filter = case_filter(request);
  filter.limit = 500;
  Listing listing = case_listing({"事项", "cases"});
  service.database().read([&](const store::Reader& reader) {
    for (bool more = true; more && std::ssize(listing.rows) <= most_rows; filter.offset += filter.limit) {
      const auto page = casework::list_cases(reader, person_of(request), filter, service.today());
      for (const auto& one : page.cases) listing.rows.push_back(case_row(one, next_step(one), request));
      more = std::ssize(page.cases) == filter.limit;
    }
    return 0;
  });
  return file_of(listing, request, "cases");
}

// Every page of a list of steps.
template <class F>
Response steps(Service& service, const Request& request, F list, const Text& title, std::string_view name) {
  Listing listing = case_listing(title);
  service.database().read([&](const store::Reader& reader) {
    casework::Slice slice{.limit = 500};
    for (bool more = true; more && std::ssize(listing.rows) <= most_rows; slice.offset += slice.limit) {
      const auto page = list(reader, person_of(request), service.today(), slice);
      for (const auto& entry : page.entries)
        listing.rows.push_back(case_row(entry.summary, &entry.step, request));
      more = slice.offset + slice.limit < page.total;
    }
    return 0;
  });
  return file_of(listing, request, name);
}

Response overdue_file(Service& service, const Request& request) {
  return steps(service, request, casework::overdue, {"逾期事项", "overdue"}, "overdue");
}

Response inbox_file(Service& service, const Request& request) {
  return steps(service, request, casework::inbox, {"待办", "inbox"}, "inbox");
}

Response subjects(Service& service, const Request& request) {
  Listing listing{.title = {"主体名录", "subjects"},
                  .columns = {{"类型", "type"}, {"识别代码", "identity"}, {"名称", "name"}},
                  .rows = {}};
  service.database().read([&](const store::Reader& reader) {
    constexpr std::int64_t page_size = 500;
    for (std::int64_t offset = 0; offset <= most_rows; offset += page_size) {
      const auto page =
          casework::list_subjects(reader, *service.library().current(), person_of(request),
                                  request.query_or("type", ""), request.query_or("q", ""), offset, page_size);
      for (const auto& subject : page.subjects)
        listing.rows.push_back({subject.type, mask_identity_numbers(subject.identity), subject.name});
      if (offset + page_size >= page.total) break;
    }
    return 0;
  });
  return file_of(listing, request, "subjects");
}

Response payments(Service& service, const Request& request) {
  const auto paid = service.database().read([&](const store::Reader& reader) {
    return casework::reached_payments(reader, person_of(request), most_rows + 1);
  });
  Listing listing{.title = {"兑现情况", "payments"},
                  .columns = {{"办件编号", "reference"},
                              {"主体", "subject"},
                              {"政策", "policy"},
                              {"条款", "provision"},
                              {"事项", "matter"},
                              {"金额（元）", "amount (yuan)"},
                              {"支付日期", "paid"}},
                  .rows = {}};
  for (const auto& [one, name] : paid)
    listing.rows.push_back({one.reference, name, one.policy, one.provision, one.matter.key, one.fen, one.on});
  return file_of(listing, request, "payments");
}

Response notices_file(Service& service, const Request& request) {
  const bool running = request.query_or("state", "") == "open";
  Listing listing{.title = {"公示", "notices"},
                  .columns = {{"办件编号", "reference"},
                              {"主体", "subject"},
                              {"政策", "policy"},
                              {"条款", "provision"},
                              {"名称", "title"},
                              {"事件", "event"},
                              {"金额（元）", "amount (yuan)"},
                              {"公示单位", "unit"},
                              {"公示开始", "published"},
                              {"公示截止", "closes"},
                              {"结果", "result"}},
                  .rows = {}};
  service.database().read([&](const store::Reader& reader) {
    casework::Slice slice{.limit = 500};
    for (bool more = true; more && std::ssize(listing.rows) <= most_rows; slice.offset += slice.limit) {
      const auto page = casework::public_notices(reader, running, service.today(), slice);
      for (const auto& one : page.notices)
        listing.rows.push_back({one.reference, one.subject_name, one.policy, one.provision,
                                in(one.provision_title, request), one.event, sheet::field(one.amount),
                                one.unit, one.published, one.closes, one.result});
      more = std::ssize(page.notices) == slice.limit;
    }
    return 0;
  });
  return file_of(listing, request, "notices");
}

Response treasury(Service& service, const Request& request) {
  const auto view = service.database().read(
      [&](const store::Reader& reader) { return casework::treasury(reader, person_of(request)); });
  if (!view) return problem(view.error(), request.language);
  const auto& list = request.parameter("list");
  if (list == "appropriations") {
    Listing listing{.title = {"预算指标", "appropriations"},
                    .columns = {{"政策", "policy"},
                                {"年度", "year"},
                                {"预算单位", "unit"},
                                {"下达（元）", "appropriated (yuan)"},
                                {"可用（元）", "available (yuan)"},
                                {"已安排（元）", "committed (yuan)"},
                                {"可支付（元）", "payable (yuan)"},
                                {"已发出（元）", "issued (yuan)"},
                                {"已支付（元）", "paid (yuan)"}},
                    .rows = {}};
    for (const auto& one : view->lines)
      listing.rows.push_back({one.line.policy, std::int64_t{one.line.year}, one.line.unit, one.appropriated,
                              one.available, one.committed, one.payable, one.issued, one.paid});
    return file_of(listing, request, list);
  }
  if (list == "payable") {
    Listing listing{.title = {"待支付", "payable"},
                    .columns = {{"办件编号", "reference"},
                                {"主体", "subject"},
                                {"条款", "provision"},
                                {"条款名称", "title of the provision"},
                                {"金额（元）", "amount (yuan)"},
                                {"账户", "account"}},
                    .rows = {}};
    for (const auto& one : view->payable)
      listing.rows.push_back(
          {one.reference, one.subject_name, one.provision, in(one.provision_title, request),
           Fen{one.commitment.payable.count - one.commitment.batched.count}, one.payee_masked});
    return file_of(listing, request, list);
  }
  if (list != "batches")
    return problem(404, "export.no-list", {"没有这个清单", "there is no such list"},
                   {"可导出：appropriations、payable、batches", "there are appropriations, payable, batches"},
                   request.language);
  Listing listing{.title = {"支付批次", "batches"},
                  .columns = {{"批次", "batch"},
                              {"状态", "state"},
                              {"编制", "made"},
                              {"放行", "released"},
                              {"金额（元）", "amount (yuan)"}},
                  .rows = {}};
  for (const auto& one : view->batches)
    listing.rows.push_back({one.id, std::string(ledger::batch_status_id(one.status)), one.made_at,
                            one.released_at ? Field(*one.released_at) : Field(), one.total});
  return file_of(listing, request, list);
}

// For machines of the bank and of the budget: always with the Chinese headings, CSV unless asked otherwise.
Response batch(Service& service, const Request& request) {
  const auto& id = request.parameter("batch");
  const auto list = service.database().write_as<sheet::Listing>(
      [&](store::Transaction& tx) { return casework::batch_export(tx, person_of(request), id); });
  if (!list) return problem(list.error(), request.language);
  return file_of(*list, request, "batch-" + id, Language::zh, "csv");
}

Response provision_figures(Service& service, const Request& request) {
  const auto year = static_cast<int>(request.number("year", service.today().year, 9999));
  const auto list = service.database().read([&](const store::Reader& reader) {
    return casework::provision_figures(reader, service.library(), person_of(request), year);
  });
  if (!list) return problem(list.error(), request.language);
  return file_of(*list, request, fmt::format("provisions-{}", year));
}

Response budget(Service& service, const Request& request) {
  const auto year = static_cast<int>(request.number("year", service.today().year, 9999));
  const auto list = service.database().read(
      [&](const store::Reader& reader) { return casework::budget_export(reader, person_of(request), year); });
  if (!list) return problem(list.error(), request.language);
  return file_of(*list, request, fmt::format("budget-{}", year), Language::zh, "csv");
}

Response events_file(Service& service, const Request& request) {
  Listing listing{.title = {"事件日志", "event log"},
                  .columns = {{"序号", "number"},
                              {"时间", "at"},
                              {"类型", "kind"},
                              {"流", "stream"},
                              {"操作人", "actor"},
                              {"单位", "unit"},
                              {"内容", "payload"},
                              {"编号", "id"}},
                  .rows = {}};
  service.database().read([&](const store::Reader& reader) {
    auto after = request.number("after", 0, INT64_MAX);
    const auto limit = request.number("limit", 10'000, most_rows);
    while (std::ssize(listing.rows) < limit) {
      const auto found =
          store::events_after(reader, after, std::min<std::int64_t>(1000, limit - std::ssize(listing.rows)));
      if (found.empty()) break;
      after = found.back().seq;
      for (const auto& event : found) {
        const auto account = identity::find_account(reader, event.actor.account);
        listing.rows.push_back({event.seq, event.at, event.kind, event.stream_type + "/" + event.stream_id,
                                account ? account->login : event.actor.account, event.actor.unit,
                                event.payload, event.id});
      }
    }
    return 0;
  });
  return file_of(listing, request, "events");
}

Response day_turns_file(Service& service, const Request& request) {
  const auto turns =
      service.database().read([&](const store::Reader& reader) { return casework::list_turns(reader, 500); });
  Listing listing{.title = {"每日自动办理", "turns of days"},
                  .columns = {{"日期", "day"},
                              {"完成时间", "done"},
                              {"检查事项", "cases"},
                              {"失效", "lapsed"},
                              {"视为同意", "tacit"},
                              {"督办", "escalated"},
                              {"失败", "failed"}},
                  .rows = {}};
  for (const auto& one : turns)
    listing.rows.push_back({one.day, one.at, one.cases, one.lapsed, one.tacit, one.escalated, one.failed});
  return file_of(listing, request, "day-turns");
}

}  // namespace

void add_export_routes(std::vector<Route>& out) {
  using identity::Action;
  const auto add = [&](std::string path, std::string operation, Text summary, Access access,
                       std::vector<std::string> query, std::vector<int> errors, Handler handler) {
    query.emplace_back("format");
    out.push_back({Method::get, std::move(path), std::move(operation), std::move(summary), access,
                   std::move(query), "", "bytes", 200, std::move(errors), std::move(handler)});
  };
  const auto case_reader = may(Action::read_case);
  const auto ledger_reader = may(Action::read_ledger);
  add("/cases/export", "exportCases", {"导出事项", "Cases within reach, as a file"}, case_reader,
      {"q", "subject", "unit", "state", "package", "provision", "ended", "year"}, {}, cases);
  add("/inbox/export", "exportInbox", {"导出待办", "The inbox, as a file"}, case_reader, {}, {}, inbox_file);
  add("/overdue/export", "exportOverdue", {"导出逾期事项", "What is overdue, as a file"}, case_reader, {}, {},
      overdue_file);
  add("/subjects/export", "exportSubjects", {"导出主体名录", "Subjects within reach, as a file"},
      may(Action::read_record), {"type", "q"}, {}, subjects);
  add("/payments/export", "exportPayments", {"导出兑现情况", "What was paid within reach, as a file"},
      case_reader, {}, {}, payments);
  add("/notices/export", "exportNotices", {"导出公示", "Public notices, as a file"}, everybody(), {"state"},
      {}, notices_file);
  add("/treasury/export/{list}", "exportTreasury",
      {"导出资金清单", "Appropriations, what is payable, or batches, as a file"}, ledger_reader, {}, {404},
      treasury);
  add("/batches/{batch}/export", "exportBatch", {"导出银行文件", "The batch as the bank's list"},
      ledger_reader, {}, {409}, batch);
  add("/treasury/budget", "exportBudget",
      {"导出预算执行明细", "The year's appropriations and payments with their codes, as a file"},
      ledger_reader, {"year"}, {}, budget);
  add("/provisions/export", "exportProvisionFigures",
      {"导出条款资金执行", "What each provision came to in a year, from the books, as a file"},
      may(Action::read_overview), {"year"}, {}, provision_figures);
  add("/events/export", "exportEvents", {"导出事件日志", "Events of the log, as a file"},
      may(Action::read_log), {"after", "limit"}, {}, events_file);
  add("/day-turns/export", "exportDayTurns", {"导出每日自动办理", "What the clock did, as a file"},
      may(Action::read_log), {}, {}, day_turns_file);
}

}  // namespace enact::http
