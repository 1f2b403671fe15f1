// Routes of forms: blank ones for everybody, those of a case filled in, and the agreement to a commitment.
#include "casework/forms.hpp"
#include "http/casework_json.hpp"
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

json::object form_json(const casework::FormView& form) {
  return {{"id", form.id},
          {"title", to_json(form.title)},
          {"kind", form.kind == policy::Form::Kind::commitment ? "commitment" : "application"},
          {"wanted", form.wanted},
          {"text", form.text}};
}

Response as_file(const Request& request, const std::expected<std::string, store::Fault>& pdf) {
  if (!pdf) return problem(pdf.error(), request.language);
  return sandboxed(*pdf, "application/pdf");
}

Response blank_forms(Service& service, const Request& request) {
  const auto package = service.library().current()->package(request.parameter("package"));
  const auto* provision = package == nullptr ? nullptr : package->provision(request.parameter("provision"));
  if (provision == nullptr)
    return problem(404, "no-provision", {"没有这个条款", "there is no such provision"},
                   {"请从办事指南中选择", "choose one of the guides"}, request.language);
  const auto forms = service.database().read([&](const store::Reader& reader) {
    return casework::forms_of_provision(reader, *package, *provision);
  });
  return ok(items(map_json(forms, [](const policy::Form& form) {
    return form_json({.id = form.id, .title = form.title, .kind = form.kind});
  })));
}

Response blank_form(Service& service, const Request& request) {
  return as_file(request, service.database().read([&](const store::Reader& reader) {
    return casework::blank_form(reader, service.library(), request.parameter("package"),
                                request.parameter("provision"), request.parameter("form"),
                                service.database().clock().now());
  }));
}

Response case_forms(Service& service, const Request& request) {
  const auto forms = service.database().read([&](const store::Reader& reader) {
    return casework::case_forms(reader, service.library(), person_of(request), request.parameter("case"),
                                service.database().clock().now());
  });
  if (!forms) return problem(forms.error(), request.language);
  return ok(items(map_json(*forms, form_json)));
}

Response case_form(Service& service, const Request& request) {
  return as_file(request, service.database().read([&](const store::Reader& reader) {
    return casework::filled_form(reader, service.library(), person_of(request), request.parameter("case"),
                                 request.parameter("form"), service.database().clock().now());
  }));
}

Response agree(Service& service, const Request& request) {
  const casework::CommitmentRequest wanted{.case_id = request.parameter("case"),
                                           .form = request.parameter("form"),
                                           .name = text_of(request.json, "name"),
                                           .agreed = flag_of(request.json, "agreed")};
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    const auto agreed = casework::agree_to(tx, service.library(), person_of(request), wanted);
    if (!agreed) return std::unexpected(agreed.error());
    return std::string("{}");
  });
  return done ? case_forms(service, request) : problem(done.error(), request.language);
}

}  // namespace

void add_form_routes(std::vector<Route>& out) {
  const auto read = may(identity::Action::read_case);
  const auto add = [&](Method method, std::string path, std::string operation, Text summary, Access access,
                       std::string body, std::string answer, std::vector<int> errors, Handler handler) {
    out.push_back({method,
                   std::move(path),
                   std::move(operation),
                   std::move(summary),
                   access,
                   {},
                   std::move(body),
                   std::move(answer),
                   200,
                   std::move(errors),
                   std::move(handler)});
  };
  add(Method::get, "/packages/{package}/provisions/{provision}/forms", "listBlankForms",
      {"条款的空白表单", "A provision's blank forms"}, everybody(), "", "FormList", {404}, blank_forms);
  add(Method::get, "/packages/{package}/provisions/{provision}/forms/{form}", "getBlankForm",
      {"空白表单（PDF）", "A blank form as PDF"}, everybody(), "", "bytes", {404}, blank_form);
  add(Method::get, "/cases/{case}/forms", "listCaseForms", {"申请的表单", "The forms of an application"},
      read, "", "FormList", {404}, case_forms);
  add(Method::get, "/cases/{case}/forms/{form}", "getCaseForm",
      {"填好的表单（PDF）", "A form filled in, as PDF"}, read, "", "bytes", {404}, case_form);
  add(Method::post, "/cases/{case}/forms/{form}", "agreeToForm",
      {"签署承诺书", "Agree to a letter of commitment"}, may(identity::Action::apply), "Commitment",
      "FormList", {404, 409}, agree);
}

}  // namespace enact::http
