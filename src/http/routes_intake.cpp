// Routes by which a unit brings subjects and facts in: forms, a preview of a table that writes nothing, and
// the table taken. The table comes as the body of both; the second names the preview by its digest.
#include <algorithm>
#include <set>

#include "casework/intake.hpp"
#include "http/json.hpp"
#include "http/policy_json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

constexpr std::size_t remarks_shown = 1000;
constexpr std::size_t evidence_limit = 200;

json::object plan_json(const casework::IntakePlan& plan) {
  std::vector<const casework::IntakeRemark*> shown;
  for (const bool errors : {true, false})
    for (const auto& remark : plan.remarks)
      if (remark.error == errors && shown.size() < remarks_shown) shown.push_back(&remark);
  const auto errors = std::ranges::count_if(plan.remarks, &casework::IntakeRemark::error);
  return {{"digest", plan.digest},
          {"usable", !plan.unusable},
          {"rows", plan.rows},
          {"good_rows", plan.good_rows},
          {"new_subjects", plan.new_subjects},
          {"new_facts", plan.new_facts},
          {"corrections", plan.corrections},
          {"unchanged", plan.unchanged},
          {"errors", errors},
          {"notes", std::ssize(plan.remarks) - errors},
          {"remarks", map_json(shown, [](const casework::IntakeRemark* remark) {
             return json::object{{"error", remark->error},        {"row", remark->row},
                                 {"column", remark->column},      {"code", remark->code},
                                 {"what", to_json(remark->what)}, {"help", to_json(remark->help)}};
           })}};
}

std::expected<casework::IntakeRequest, store::Fault> intake_request(Service& service,
                                                                    const Request& request) {
  const auto on = request.query_day("on");
  const auto period = request.query_day("period");
  if (!on) return std::unexpected(on.error());
  if (!period) return std::unexpected(period.error());
  casework::IntakeRequest wanted{.type = request.query_or("type", ""),
                                 .fact = request.query_or("fact", ""),
                                 .unit = {},
                                 .on = *on,
                                 .period = *period,
                                 .complete = request.query_or("complete", "") == "true",
                                 .evidence = request.query_or("evidence", "").substr(0, evidence_limit)};
  auto unit = casework::attesting_unit(*service.library().current(), person_of(request), wanted.type,
                                       request.query_or("unit", ""));
  if (!unit) return std::unexpected(std::move(unit).error());
  wanted.unit = std::move(*unit);
  return wanted;
}

Response unreadable(const sheet::Unreadable& fault, Language language) {
  return problem(422, fault.code, fault.message, fault.help, language);
}

Response shapes(Service& service, const Request& request) {
  const auto context = service.library().current();
  json::array out;
  std::set<std::string> units;
  for (const auto& grant : request.grants()) {
    if (grant.unit.empty() || !units.insert(grant.unit).second ||
        identity::scope_of(grant.role, identity::Action::attest_facts) == identity::Scope::none)
      continue;
    for (const auto& shape : casework::intake_shapes(*context, grant.unit))
      out.emplace_back(json::object{{"unit", grant.unit},
                                    {"type", shape.type},
                                    {"type_title", to_json(shape.type_title)},
                                    {"fact", shape.fact},
                                    {"title", to_json(shape.title)},
                                    {"columns", to_json(shape.columns)},
                                    {"periods", map_json(shape.periods, period_json)}});
  }
  return ok(items(std::move(out)));
}

Response form(Service& service, const Request& request) {
  const auto wanted = intake_request(service, request);
  if (!wanted) return problem(wanted.error(), request.language);
  Response response{200, casework::intake_form(*service.library().current(), *wanted, request.language),
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"};
  response.headers = {{"Content-Disposition", "attachment; filename=\"form.xlsx\""}};
  return response;
}

Response preview(Service& service, const Request& request) {
  const auto wanted = intake_request(service, request);
  if (!wanted) return problem(wanted.error(), request.language);
  if (const auto upload = upload_of(service, request); !upload)
    return problem(upload.error(), request.language);
  const auto table = sheet::read_table(request.body);
  if (!table) return unreadable(table.error(), request.language);
  const auto context = service.library().current();
  const auto read = casework::read_intake(*context, *wanted, *table);
  return ok(plan_json(service.database().read(
      [&](const store::Reader& reader) { return casework::plan_intake(reader, *context, *wanted, read); })));
}

Response take(Service& service, const Request& request) {
  const auto wanted = intake_request(service, request);
  if (!wanted) return problem(wanted.error(), request.language);
  if (const auto upload = upload_of(service, request); !upload)
    return problem(upload.error(), request.language);
  const auto table = sheet::read_table(request.body);
  if (!table) return unreadable(table.error(), request.language);
  const auto read = casework::read_intake(*service.library().current(), *wanted, *table);
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    auto plan =
        casework::take_intake(tx, service.library(), {request.account(), wanted->unit}, *wanted, read,
                              request.query_or("digest", ""), request.query_or("take", "all") == "good");
    if (!plan) return std::unexpected(std::move(plan).error());
    return json::serialize(plan_json(*plan));
  });
  return done ? ok_text(done->body) : problem(done.error(), request.language);
}

}  // namespace

void add_intake_routes(std::vector<Route>& out) {
  using identity::Action;
  const auto attest = may(Action::attest_facts);
  out.push_back({Method::get,
                 "/intake/shapes",
                 "listIntakeShapes",
                 {"可导入的内容", "What the account's units can bring in"},
                 attest,
                 {},
                 "",
                 "IntakeShapeList",
                 200,
                 {},
                 shapes});
  out.push_back({Method::get,
                 "/intake/form",
                 "getIntakeForm",
                 {"下载导入模板", "An Excel form to be filled in"},
                 attest,
                 {"unit", "type", "fact"},
                 "",
                 "bytes",
                 200,
                 {},
                 form});
  out.push_back(
      {Method::post,
       "/intake/preview",
       "previewIntake",
       {"预览导入", "What a table (.xlsx, .csv) would change and what is wrong in it; writes nothing"},
       attest,
       {"unit", "type", "fact", "on", "period", "complete", "evidence"},
       "bytes",
       "Intake",
       200,
       {},
       preview});
  out.push_back({Method::post,
                 "/intake",
                 "takeIntake",
                 {"确认导入", "Takes a previewed table, all of it or the good rows alone, in one step"},
                 attest,
                 {"unit", "type", "fact", "on", "period", "complete", "evidence", "digest", "take"},
                 "bytes",
                 "Intake",
                 200,
                 {409},
                 take});
}

}  // namespace enact::http
