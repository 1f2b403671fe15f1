// Routes of a case's letters, and of the seals that units set on them.
#include "casework/letters.hpp"
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

Text title_of_unit(const Service& service, const std::string& id) {
  for (const auto& package : service.packages())
    if (const auto* unit = package->unit(id)) return unit->title;
  return {id, id};
}

Response letters(Service& service, const Request& request) {
  const auto found = service.database().read([&](const store::Reader& reader) {
    return casework::case_letters(reader, service.library(), person_of(request), request.parameter("case"));
  });
  if (!found) return problem(found.error(), request.language);
  return ok(json::object{{"issued", map_json(found->issued,
                                             [&](const casework::LetterView& one) {
                                               return json::object{
                                                   {"letter", one.letter},
                                                   {"title", to_json(one.title)},
                                                   {"number", one.number},
                                                   {"unit", one.unit},
                                                   {"unit_title", to_json(title_of_unit(service, one.unit))},
                                                   {"at", one.at.to_string()},
                                                   {"hash", one.hash},
                                                   {"stamped", one.stamped},
                                                   {"may_stamp", one.may_stamp}};
                                             })},
                         {"offers", map_json(found->offers, [&](const casework::LetterOffer& one) {
                            return json::object{{"letter", one.letter},
                                                {"title", to_json(one.title)},
                                                {"unit", one.unit},
                                                {"unit_title", to_json(title_of_unit(service, one.unit))}};
                          })}});
}

Response issue(Service& service, const Request& request) {
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    auto hash = casework::issue_letter(tx, service.library(), person_of(request), request.parameter("case"),
                                       text_of(request.json, "letter"));
    if (!hash) return std::unexpected(std::move(hash).error());
    return std::string("{}");
  });
  return done ? letters(service, request) : problem(done.error(), request.language);
}

Response letter(Service& service, const Request& request) {
  const auto found = service.database().read([&](const store::Reader& reader) {
    return casework::letter_content(reader, service.library(), person_of(request), request.parameter("case"),
                                    request.parameter("letter"));
  });
  if (!found) return problem(found.error(), request.language);
  return sandboxed(std::string(found->content.begin(), found->content.end()), found->media_type);
}

Response stamp(Service& service, const Request& request) {
  const auto pdf = upload_of(service, request);
  if (!pdf) return problem(pdf.error(), request.language);
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    if (auto kept = casework::stamp_letter(tx, service.library(), person_of(request),
                                           request.parameter("case"), request.parameter("letter"), *pdf);
        !kept)
      return std::unexpected(std::move(kept).error());
    return std::string("{}");
  });
  return done ? letters(service, request) : problem(done.error(), request.language);
}

Response seals(Service& service, const Request&) {
  return ok(items(map_json(service.database().read(casework::list_seals), [&](const casework::SealView& one) {
    return json::object{{"unit", one.unit},
                        {"unit_title", to_json(title_of_unit(service, one.unit))},
                        {"at", one.at.to_string()}};
  })));
}

Response set_seal(Service& service, const Request& request) {
  const auto& unit = request.parameter("unit");
  bool known = false;
  for (const auto& package : service.packages()) known = known || package->unit(unit) != nullptr;
  if (!known)
    return problem(404, "no-unit", {"现行政策中没有这个单位", "no policy in force names such a unit"},
                   {"请从单位列表中选择", "choose one of the list"}, request.language);
  const auto png = upload_of(service, request);
  if (!png) return problem(png.error(), request.language);
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    if (auto set = casework::set_seal(tx, {request.account(), ""}, unit, *png); !set)
      return std::unexpected(std::move(set).error());
    return std::string("{}");
  });
  return done ? seals(service, request) : problem(done.error(), request.language);
}

}  // namespace

void add_letter_routes(std::vector<Route>& out) {
  const auto read = may(identity::Action::read_case);
  const auto space = may(identity::Action::manage_space);
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
  add(Method::get, "/cases/{case}/letters", "listLetters",
      {"事项的文书", "A case's letters, and which may be issued"}, read, "", "CaseLetters", {404}, letters);
  add(Method::post, "/cases/{case}/letters", "issueLetter", {"出具文书", "Issue a letter"}, read,
      "LetterWanted", "CaseLetters", {404, 409}, issue);
  add(Method::get, "/cases/{case}/letters/{letter}", "getLetter", {"文书文件（PDF）", "A letter as PDF"},
      read, "", "bytes", {404}, letter);
  add(Method::post, "/cases/{case}/letters/{letter}/stamped", "stampLetter",
      {"上传盖章件（PDF）", "Upload the stamped copy of a letter (PDF)"}, read, "bytes", "CaseLetters",
      {404, 409}, stamp);
  add(Method::get, "/seals", "listSeals", {"单位印章", "Which units have a seal"}, space, "", "SealList", {},
      seals);
  add(Method::post, "/units/{unit}/seal", "setSeal",
      {"上传单位印章图像（PNG）", "Upload a unit's seal (PNG)"}, space, "bytes", "SealList", {404}, set_seal);
}

}  // namespace enact::http
