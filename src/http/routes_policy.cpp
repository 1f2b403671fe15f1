// Routes on the space and its policy packages: public, and the same for everybody.
#include "base/text.hpp"
#include "http/json.hpp"
#include "http/policy_json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"
#include "policy/dmn_export.hpp"
#include "procedure/diagram.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

Response no_package(const Request& request) {
  return problem(404, "no-package", {"没有这份政策文件", "no such policy package"},
                 {"请从政策列表中选择", "choose one from the list of packages"}, request.language);
}

// A handler on one package, named in the path.
template <class F>
Handler on_package(F answer) {
  return [answer](Service& service, const Request& request) {
    const auto package = service.library().current()->package(request.parameter("package"));
    return package ? ok(answer(*package)) : no_package(request);
  };
}

Response space(Service& service, const Request&) {
  const bool training = service.database().kind() == store::SpaceKind::training;
  json::object out{{"kind", training ? "training" : "live"},
                   {"version", service.options().version},
                   {"today", service.today().to_string()},
                   {"clock_source", service.database().clock().source()}};
  if (const auto& provider = service.options().provider)
    out["external"] = json::object{{"name", to_json(provider->settings().name)}};
  if (training) {
    out["sample_accounts"] = map_json(service.options().samples, [](const SampleAccount& account) {
      return json::object{{"login", account.login},
                          {"password", account.password},
                          {"title", to_json(account.title)},
                          {"kind", account.kind}};
    });
  }
  return ok(out);
}

Response health(Service& service, const Request&) {
  // A read proves that the database answers.
  service.database().read(
      [](const store::Reader& reader) { return store::stream_version(reader, "health", ""); });
  return ok(json::object{{"status", "ok"}, {"packages", service.packages().size()}});
}

Response ready(Service& service, const Request& request) {
  // A step that changes nothing goes through the writer: it runs, and it holds the database's write lock.
  const auto written = service.database().write([](store::Transaction&) -> store::StepResult { return ""; });
  if (!written) return problem(written.error(), request.language);
  return ok(json::object{{"status", "ok"}, {"packages", service.packages().size()}});
}

Response packages(Service& service, const Request&) {
  return ok(
      items(map_json(service.packages(), [](const auto& package) { return package_summary(*package); })));
}

// One provision as a DMN document: `version` 1.3, which today's viewers read, or 1.5.
Response provision_dmn(Service& service, const Request& request) {
  const auto package = service.library().current()->package(request.parameter("package"));
  if (!package) return no_package(request);
  const std::string& id = request.parameter("provision");
  if (package->provision(id) == nullptr) {
    return problem(404, "no-provision", {"政策文件没有这一条款", "the package has no such provision"},
                   {"请从条款列表中选择", "choose one from the list of provisions"}, request.language);
  }
  const std::string version = request.query_or("version", "1.5");
  if (version != "1.3" && version != "1.5") {
    return problem(400, "dmn-version", {"没有这个 DMN 版本", "no such version of DMN"},
                   {"写 1.3 或 1.5", "write 1.3 or 1.5"}, request.language);
  }
  const auto wanted = version == "1.3" ? dmn::model::Version::v1_3 : dmn::model::Version::v1_5;
  const policy::DmnDocument document = policy::export_dmn_document(*package, {wanted, id});
  return ok(json::object{
      {"provision", id},
      {"version", version},
      {"xml", document.xml},
      {"lost", map_json(document.lost, [](const Diagnostic& each) { return to_json(each.message); })}});
}

json::object provisions(const policy::Package& package) {
  return items(map_json(package.provisions,
                        [&](const auto& provision) { return provision_json(package, provision); }));
}

// A procedure as a drawing, in the request's language.
Response procedure_diagram(Service& service, const Request& request) {
  const auto package = service.library().current()->package(request.parameter("package"));
  if (!package) return no_package(request);
  const policy::Procedure* found = package->procedure(request.parameter("procedure"));
  if (found == nullptr) {
    return problem(404, "no-procedure", {"政策文件没有这个流程", "the package has no such procedure"},
                   {"请从流程列表中选择", "choose one from the list of procedures"}, request.language);
  }
  const std::string wanted = request.query_or("language", "");
  const Language language = wanted.empty() ? request.language : wanted == "en" ? Language::en : Language::zh;
  Response response{200, procedure::diagram_svg(*found, language), "image/svg+xml"};
  response.headers = {{"Content-Security-Policy", "default-src 'none'"}};
  return response;
}

}  // namespace

void add_policy_routes(std::vector<Route>& out) {
  const auto get = [&](std::string path, std::string operation, Text summary, std::string response,
                       Handler handler) {
    out.push_back({Method::get,
                   std::move(path),
                   std::move(operation),
                   std::move(summary),
                   everybody(),
                   {},
                   "",
                   std::move(response),
                   200,
                   {},
                   std::move(handler)});
  };
  get("/space", "getSpace", {"服务概况", "What space this is"}, "Space", space);
  get("/health", "getHealth", {"健康检查", "Whether the service answers"}, "Health", health);
  get("/ready", "getReadiness", {"就绪检查", "Whether the service can take steps"}, "Health", ready);
  get("/openapi.json", "getOpenApi", {"接口文档", "This document"}, "OpenApi",
      [](Service&, const Request&) { return ok(openapi()); });
  get("/packages", "listPackages", {"政策列表", "Policy packages in force"}, "PackageList", packages);
  get("/packages/{package}/document", "getDocument", {"政策原文", "The official document with its clauses"},
      "PolicyDocument", on_package(document_json));
  get("/packages/{package}/provisions", "listProvisions", {"政策条款", "Provisions with their rules"},
      "ProvisionList", on_package(provisions));
  out.push_back({Method::get,
                 "/packages/{package}/provisions/{provision}/dmn",
                 "getProvisionDmn",
                 {"条款的决策模型", "A provision as a DMN document"},
                 everybody(),
                 {"version"},
                 "",
                 "ProvisionDmn",
                 200,
                 {400},
                 provision_dmn});
  get("/packages/{package}/units", "listUnits", {"单位", "Units"}, "UnitList",
      on_package([](const policy::Package& package) { return items(map_json(package.units, unit_json)); }));
  get("/packages/{package}/vocabulary", "getVocabulary", {"词汇表", "Facts, records and code lists"},
      "Vocabulary", on_package(vocabulary_json));
  get("/packages/{package}/parameters", "listParameters", {"参数", "Parameters over time"}, "ParameterList",
      on_package([](const policy::Package& package) {
        return items(map_json(package.parameters, parameter_json));
      }));
  get("/packages/{package}/assumptions", "listAssumptions", {"假定", "What is assumed"}, "AssumptionList",
      on_package([](const policy::Package& package) {
        return items(map_json(package.assumptions, assumption_json));
      }));
  get("/packages/{package}/procedures", "listProcedures", {"办理流程", "Procedures"}, "ProcedureList",
      on_package([](const policy::Package& package) {
        return items(map_json(package.procedures, procedure_json));
      }));
  out.push_back({Method::get,
                 "/packages/{package}/procedures/{procedure}/diagram",
                 "getProcedureDiagram",
                 {"流程图", "A procedure as an SVG drawing"},
                 everybody(),
                 {"language"},
                 "",
                 "bytes",
                 200,
                 {},
                 procedure_diagram});
}

}  // namespace enact::http
