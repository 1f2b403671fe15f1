// Routes of the policy lab: what can be changed, what a change would cost and for whom, scenarios and their
// workbook. Asking changes nothing; that it is a POST is for the size of the question.
#include "base/text.hpp"
#include "bulk/comparison_json.hpp"
#include "http/json.hpp"
#include "http/lab_asking.hpp"
#include "http/policy_json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"
#include "identity/accounts.hpp"
#include "lab/scenarios.hpp"
#include "lab/workbook.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

constexpr std::size_t most_scenarios = 12;  // side by side

std::string_view id_of(lab::State::Is is) {
  switch (is) {
    case lab::State::Is::preparing:
      return "preparing";
    case lab::State::Is::ready:
      return "ready";
    case lab::State::Is::failed:
      break;
  }
  return "failed";
}

json::object state_json(Service& service, const Request& request) {
  lab::Lab& lab = *service.options().lab;
  const lab::State state = lab.state();
  const bool keeps =
      identity::reach(request.grants(), identity::Action::keep_scenario) != identity::Scope::none;
  return {
      {"state", id_of(state.is)},
      {"population", state.population == lab::Population::Is::record ? "record" : "register"},
      {"on", state.on.to_string()},
      {"as_of", to_json(state.as_of)},
      {"subjects", state.subjects},
      {"set_aside", state.set_aside},
      {"failure", to_json(state.failure)},
      {"facts", map_json(state.facts,
                         [](const lab::FactChoice& fact) {
                           return json::object{
                               {"name", fact.name}, {"title", to_json(fact.title)}, {"orders", fact.orders}};
                         })},
      {"packages",
       map_json(lab.packages(), [](const policy::PackagePtr& package) { return package_summary(*package); })},
      {"keeps", keeps}};
}

Response state(Service& service, const Request& request) {
  if (service.options().lab == nullptr) return no_lab(request);
  return ok(state_json(service, request));
}

Response refresh(Service& service, const Request& request) {
  if (service.options().lab == nullptr) return no_lab(request);
  service.options().lab->refresh();
  return ok(state_json(service, request));
}

Response levers(Service& service, const Request& request) {
  if (service.options().lab == nullptr) return no_lab(request);
  policy::PackagePtr package = service.options().lab->package(request.parameter("package"));
  if (package && !request.query_or("draft", "").empty()) {
    auto draft = draft_package(service, request, std::string(request.query_or("draft", "")));
    if (!draft) return problem(draft.error(), request.language);
    package = std::move(*draft);
  }
  if (!package) {
    return problem({store::Fault::Kind::not_found,
                    "lab.no-package",
                    {"没有施行中的这项政策", "there is no such policy in force"},
                    {},
                    {}},
                   request.language);
  }
  return ok(items(map_json(policy::levers_of(*package),
                           [](const policy::Lever& lever) { return bulk::to_json(lever); })));
}

json::object answer_json(const lab::Answer& answer) {
  json::object out = bulk::to_json(answer.comparison);
  out["on"] = answer.on.to_string();
  out["settings"] = bulk::to_json(answer.settings);
  return out;
}

Response simulate(Service& service, const Request& request) {
  if (service.options().lab == nullptr) return no_lab(request);
  const auto answer = ask_lab(service, request, lab::trial_from(request.json.as_object()));
  return answer ? ok(answer_json(*answer)) : problem(answer.error(), request.language);
}

json::object scenario_json(Service& service, const store::Reader& reader, const lab::Scenario& scenario) {
  const auto account = identity::find_account(reader, scenario.author);
  const policy::PackagePtr package = service.options().lab->package(scenario.trial.package);
  return {{"id", scenario.id},
          {"name", scenario.name},
          {"unit", scenario.unit},
          {"author", account ? to_json(account->name) : to_json(Text{scenario.author, scenario.author})},
          {"saved", scenario.saved_at.to_string()},
          {"trial", lab::trial_json(scenario.trial)},
          // Whether the policy is still as it was when the scenario was saved.
          {"current", package != nullptr && package->hash == scenario.package_hash}};
}

Response list_scenarios(Service& service, const Request& request) {
  if (service.options().lab == nullptr) return no_lab(request);
  return service.database().read([&](const store::Reader& reader) {
    return ok(items(map_json(lab::scenarios(reader, person_of(request)),
                             [&](const lab::Scenario& one) { return scenario_json(service, reader, one); })));
  });
}

Response save(Service& service, const Request& request) {
  if (service.options().lab == nullptr) return no_lab(request);
  const lab::Trial trial = lab::trial_from(request.json.at("trial").as_object());
  // What is saved can be answered, at least today.
  if (const auto answer = ask_lab(service, request, trial); !answer)
    return problem(answer.error(), request.language);
  const policy::PackagePtr package = service.options().lab->package(trial.package);
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    auto saved = lab::save_scenario(tx, person_of(request), text_of(request.json, "name"), trial, *package);
    if (!saved) return std::unexpected(std::move(saved).error());
    return json::serialize(scenario_json(service, tx, *saved));
  });
  return done ? ok_text(done->body, 201) : problem(done.error(), request.language);
}

Response remove_scenario(Service& service, const Request& request) {
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    auto removed = lab::remove_scenario(tx, person_of(request), request.parameter("scenario"));
    if (!removed) return std::unexpected(std::move(removed).error());
    return std::string();
  });
  return done ? no_content() : problem(done.error(), request.language);
}

Response workbook(Service& service, const Request& request) {
  if (service.options().lab == nullptr) return no_lab(request);
  const std::vector<std::string> ids = text::split(request.query_or("scenarios", ""), ',');
  if (ids.front().empty() || ids.size() > most_scenarios) {
    return problem(422, "lab.scenarios", {"请选择 1 至 12 个方案", "choose 1 to 12 scenarios"}, {},
                   request.language);
  }
  std::vector<lab::NamedAnswer> answers;
  for (const std::string& id : ids) {
    auto scenario = service.database().read(
        [&](const store::Reader& reader) { return lab::scenario(reader, person_of(request), id); });
    if (!scenario) return problem(scenario.error(), request.language);
    auto answer = ask_lab(service, request, scenario->trial);
    if (!answer) return problem(answer.error(), request.language);
    answers.push_back({scenario->name, scenario->trial, std::move(*answer)});
  }
  Response response{200, lab::workbook(answers, request.language),
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"};
  response.headers = {{"Content-Disposition", "attachment; filename=\"scenarios.xlsx\""}};
  return response;
}

}  // namespace

void add_lab_routes(std::vector<Route>& out) {
  const auto use = may(identity::Action::use_lab);
  const auto keep = may(identity::Action::keep_scenario);
  const auto add = [&](Method method, const char* path, const char* operation, Text summary,
                       const Access& access, const char* body, const char* answer, int status,
                       std::vector<int> errors, Handler handler, std::vector<std::string> query = {}) {
    out.push_back({method, path, operation, std::move(summary), access, std::move(query), body, answer,
                   status, std::move(errors), std::move(handler)});
  };
  add(Method::get, "/lab", "getLab",
      {"政策实验室的状态", "The policy lab: whether it is ready, and for what"}, use, "", "Lab", 200, {404},
      state);
  add(Method::post, "/lab/refresh", "refreshLab", {"重新读取主体数据", "Take the population anew"}, use, "",
      "Lab", 200, {404}, refresh);
  add(Method::get, "/lab/packages/{package}/levers", "listLevers",
      {"政策中可调的金额、门槛、封顶、日期和参数", "What of a policy can be changed"}, use, "", "LeverList",
      200, {404, 409}, levers, {"draft"});
  add(Method::post, "/lab/simulations", "simulate",
      {"测算一处改动的资金和得失", "What a change would cost, and who gains and loses"}, use, "Trial",
      "Simulation", 200, {404, 409}, simulate);
  add(Method::get, "/lab/scenarios", "listScenarios", {"保存的方案", "Saved scenarios"}, use, "",
      "ScenarioList", 200, {404}, list_scenarios);
  add(Method::post, "/lab/scenarios", "saveScenario",
      {"保存方案", "Save a scenario for one's unit; one of the same name is replaced"}, keep, "NewScenario",
      "Scenario", 201, {404, 409}, save);
  add(Method::delete_, "/lab/scenarios/{scenario}", "removeScenario", {"删除方案", "Remove a scenario"}, keep,
      "", "", 204, {}, remove_scenario);
  add(Method::get, "/lab/workbook", "getWorkbook",
      {"方案比较的 Excel 文件", "Scenarios side by side as an Excel workbook"}, use, "", "bytes", 200,
      {404, 409, 422}, workbook, {"scenarios"});
}

}  // namespace enact::http
