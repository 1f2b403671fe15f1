// Routes on subjects: the self-check without signing in, what is on record, and what follows from it.
#include <algorithm>
#include <set>

#include "determine/explanation.hpp"
#include "determine/facts.hpp"
#include "http/casework_json.hpp"
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

std::string_view kind_id(determine::Missing::Kind kind) {
  using Kind = determine::Missing::Kind;
  switch (kind) {
    case Kind::fact:
      return "fact";
    case Kind::open_list:
      return "open_list";
    case Kind::decision:
      return "decision";
    case Kind::parameter:
      return "parameter";
    case Kind::error:
      break;
  }
  return "error";
}

// What the applicant could still tell, most decisive first: facts and lists, not what units decide.
json::array questions_json(const determine::SubjectResult& subject) {
  json::array out;
  for (const auto& missing : subject.missing) {
    if (missing.kind != determine::Missing::Kind::fact && missing.kind != determine::Missing::Kind::open_list)
      continue;
    out.emplace_back(json::object{{"fact", missing.what},
                                  {"kind", kind_id(missing.kind)},
                                  {"title", to_json(missing.title)},
                                  {"ask", to_json(missing.ask)},
                                  {"weight_fen", missing.weight},
                                  {"provisions", to_json(missing.provisions)}});
  }
  return out;
}

json::array diagnostics_json(const Diagnostics& diagnostics, Language language) {
  json::array out;
  for (const auto& diagnostic : diagnostics) {
    std::string message = diagnostic.message.in(language);
    if (!diagnostic.help.empty())
      message += (language == Language::zh ? "；" : "; ") + diagnostic.help.in(language);
    std::string pointer;
    if (diagnostic.location.known()) {
      const auto position = diagnostic.location.source->position(diagnostic.location.span.begin);
      pointer = std::to_string(position.line) + ":" + std::to_string(position.column);
    }
    out.emplace_back(json::object{{"pointer", pointer}, {"message", message}});
  }
  return out;
}

Response self_check(Service& service, const Request& request) {
  const auto context = service.library().current();
  // The text itself is read, not the parsed JSON: amounts stay exact decimals.
  const auto source = std::make_shared<const Source>("facts", request.body);
  auto read = determine::read_facts(source, context->determiner().model());
  // Anybody may ask: what costs dozens of determinations is for the one subject that a self-check is about.
  determine::Question question{
      .on = service.today(), .known_on = {}, .what_would_change = read.facts.subjects.size() == 1};
  if (const auto on = request.query_or("on", ""); !on.empty()) {
    const auto day = Date::parse(on);
    if (!day)
      return problem(422, "bad-date", {"查询日不是有效日期", "the day of asking is no date"},
                     {"请写成 2026-12-31 的形式", "write it like 2026-12-31"}, request.language);
    question.on = *day;
  }
  if (has_errors(read.diagnostics))
    return problem(422, "facts", {"填写的内容有误", "the facts have errors"},
                   {"请按提示改正后重试；没有计算任何结果", "mend what is listed; nothing was computed"},
                   request.language, diagnostics_json(read.diagnostics, request.language));
  const auto result = context->determiner().determine(read.facts, question);
  json::array questions;
  if (!result.subjects.empty()) questions = questions_json(result.subjects.front());
  return ok_text(with_raw(json::object{{"questions", std::move(questions)}}, "determination",
                          determine::explained_json(result)));
}

Response list_subjects(Service& service, const Request& request) {
  const auto grants = request.grants();
  const auto reach = identity::reach(grants, identity::Action::read_record);
  json::array out;
  std::int64_t total = 0;
  service.database().read([&](const store::Reader& reader) {
    const auto add = [&](const store::Subject& subject) {
      out.emplace_back(json::object{{"type", subject.type},
                                    {"id", subject.id},
                                    {"identity", subject.identity},
                                    {"name", subject.name}});
    };
    if (reach == identity::Scope::own_subject) {
      for (const auto& grant : grants)
        if (!grant.subject.empty())
          if (const auto subject = store::find_subject(reader, grant.subject)) add(*subject);
      total = static_cast<std::int64_t>(out.size());
      return 0;
    }
    if (reach == identity::Scope::own_unit) {
      // A unit reaches the subjects of its cases, no others.
      casework::CaseFilter filter;
      filter.limit = 500;
      std::set<std::string> seen;
      for (const auto& entry :
           casework::list_cases(reader, person_of(request), filter, service.today()).cases)
        if (seen.insert(entry.subject).second)
          if (const auto subject = store::find_subject(reader, entry.subject)) add(*subject);
      total = static_cast<std::int64_t>(out.size());
      return 0;
    }
    const auto type = request.query_or("type", "");
    const auto contains = request.query_or("q", "");
    for (const auto& subject :
         store::list_subjects(reader, type, contains, request.number("offset", 0, 1'000'000'000),
                              request.number("limit", 50, 500)))
      add(subject);
    total = store::count_subjects(reader, type, contains);
    return 0;
  });
  return ok(items(std::move(out), total));
}

Response subject_space(Service& service, const Request& request) {
  auto space = service.database().read([&](const store::Reader& reader) {
    return casework::subject_space(reader, service.library(), person_of(request),
                                   request.parameter("subject"), service.now());
  });
  if (!space) return problem(space.error(), request.language);
  json::object out{
      {"subject", json::object{{"type", space->subject.type},
                               {"id", space->subject.id},
                               {"identity", space->subject.identity},
                               {"name", space->subject.name}}},
      {"record", record_json(space->record)},
      {"entitlements", map_json(space->entitlements,
                                [](const casework::Entitlement& entry) {
                                  return json::object{{"package", entry.policy},
                                                      {"provision", entry.provision},
                                                      {"matter_key", entry.matter_key},
                                                      {"confirmable", entry.confirmable},
                                                      {"case_id", entry.case_id ? json::value(*entry.case_id)
                                                                                : json::value(nullptr)},
                                                      {"case_status", entry.case_status}};
                                })},
      {"cases", map_json(space->cases, case_summary_json)},
      {"payments", map_json(space->payments,
                            [](const casework::PaidMatter& paid) {
                              return json::object{
                                  {"case_id", paid.case_id},      {"reference", paid.reference},
                                  {"package", paid.policy},       {"provision", paid.provision},
                                  {"amount_fen", paid.fen.count}, {"on", paid.on.to_string()}};
                            })},
      {"unreadable", map_json(space->unreadable,
                              [](const Diagnostic& diagnostic) { return to_json(diagnostic.message); })}};
  return ok_text(with_raw(out, "determination", determine::explained_json(space->determination)));
}

Response enter_fact(Service& service, const Request& request) {
  casework::FactEntry entry;
  entry.name = text_of(request.json, "name");
  entry.value = json::serialize(request.json.at("value"));
  if (const auto* open = request.json.as_object().if_contains("open")) entry.open = open->as_bool();
  entry.valid_from = Date::parse(text_of(request.json, "valid_from"));
  entry.valid_to = Date::parse(text_of(request.json, "valid_to"));
  entry.supersedes = integer_of(request.json, "supersedes");
  const auto& subject = request.parameter("subject");
  auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    const auto context = service.library().current();
    const auto actor = casework::fact_actor(tx, *context, person_of(request), subject, entry.name);
    if (!actor) return std::unexpected(actor.error());
    auto fact = casework::enter_fact(tx, service.library(), *actor, subject, entry);
    if (!fact) return std::unexpected(std::move(fact).error());
    return json::serialize(json::object{{"seq", fact->seq}});
  });
  return done ? ok_text(done->body, 201) : problem(done.error(), request.language);
}

}  // namespace

void add_subject_routes(std::vector<Route>& out) {
  using identity::Action;
  out.push_back({Method::post,
                 "/self-check",
                 "selfCheck",
                 {"政策自查", "What would be due, on facts told here"},
                 everybody(),
                 {"on"},
                 "FactsFile",
                 "SelfCheck",
                 200,
                 {},
                 self_check});
  out.push_back({Method::get,
                 "/subjects",
                 "listSubjects",
                 {"主体", "Subjects within reach"},
                 may(Action::read_record),
                 {"type", "q", "limit", "offset"},
                 "",
                 "SubjectList",
                 200,
                 {},
                 list_subjects});
  out.push_back({Method::get,
                 "/subjects/{subject}",
                 "getSubjectSpace",
                 {"主体档案与应享政策", "A subject's record, entitlements, cases and payments"},
                 may(Action::read_record),
                 {},
                 "",
                 "SubjectSpace",
                 200,
                 {},
                 subject_space});
  out.push_back({Method::post,
                 "/subjects/{subject}/facts",
                 "enterFact",
                 {"登记信息", "Declare or attest a fact"},
                 signed_in(),
                 {},
                 "NewFact",
                 "NewFactAnswer",
                 201,
                 {403, 409},
                 enter_fact});
}

}  // namespace enact::http
