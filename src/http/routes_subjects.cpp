// Routes on subjects: the self-check without signing in, what is on record, and what follows from it.
#include "base/identity_number.hpp"
#include "base/text.hpp"
#include "casework/intake.hpp"
#include "casework/joining.hpp"
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
  const auto on = request.query_day("on");
  if (!on) return problem(on.error(), request.language);
  question.on = on->value_or(question.on);
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

json::object subject_json(const store::Subject& subject) {
  return {{"type", subject.type}, {"id", subject.id}, {"identity", subject.identity}, {"name", subject.name}};
}

// What identifies a person is masked (read_identity gives it whole).
json::object listed_json(const store::Subject& subject) {
  json::object out = subject_json(subject);
  out["identity"] = mask_identity_numbers(subject.identity);
  return out;
}

Response list_subjects(Service& service, const Request& request) {
  const auto page = service.database().read([&](const store::Reader& reader) {
    return casework::list_subjects(reader, *service.library().current(), person_of(request),
                                   request.query_or("type", ""), request.query_or("q", ""),
                                   request.number("offset", 0, 1'000'000'000),
                                   request.number("limit", 50, 500));
  });
  return ok(items(map_json(page.subjects, listed_json), page.total));
}

json::object succession_json(const casework::Succession& one) {
  return {{"seq", one.seq},
          {"kind", casework::succession_id(one.kind)},
          {"title", to_json(casework::succession_title(one.kind))},
          {"after", subject_json(one.subject)},
          {"before", one.other ? json::value(listed_json(*one.other)) : json::value(nullptr)},
          {"on", one.on.to_string()},
          {"unit", one.unit},
          {"evidence", one.evidence}};
}

// As which unit a person says what becomes of a subject.
std::expected<store::Actor, store::Fault> registrar(Service& service, const Request& request) {
  const auto subject = service.database().read(
      [&](const store::Reader& reader) { return store::find_subject(reader, request.parameter("subject")); });
  auto unit = casework::attesting_unit(*service.library().current(), person_of(request),
                                       subject ? subject->type : std::string(), "");
  if (!unit) return std::unexpected(std::move(unit).error());
  return store::Actor{request.account(), std::move(*unit)};
}

Response record_succession(Service& service, const Request& request) {
  const auto actor = registrar(service, request);
  if (!actor) return problem(actor.error(), request.language);
  const casework::SuccessionEntry entry{
      .kind = casework::succession_from_id(text_of(request.json, "kind"))
                  .value_or(casework::SuccessionKind::merged),
      .other = text_of(request.json, "before"),
      .on = Date::parse(text_of(request.json, "on")).value_or(service.today()),
      .evidence = text_of(request.json, "evidence")};
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    const auto made =
        casework::record_succession(tx, service.library(), *actor, request.parameter("subject"), entry);
    if (!made) return std::unexpected(made.error());
    return json::serialize(json::object{{"seq", made->seq}, {"overlaps", to_json(made->overlaps)}});
  });
  return done ? ok_text(done->body, 201) : problem(done.error(), request.language);
}

Response withdraw_succession(Service& service, const Request& request) {
  const auto actor = registrar(service, request);
  if (!actor) return problem(actor.error(), request.language);
  const auto seq = Decimal::parse(request.parameter("succession"));
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    const auto made =
        casework::withdraw_succession(tx, service.library(), *actor, seq ? seq->to_int64().value_or(0) : 0,
                                      text_of(request.json, "reason"));
    if (!made) return std::unexpected(made.error());
    return std::string();
  });
  return done ? no_content() : problem(done.error(), request.language);
}

Response subject_space(Service& service, const Request& request) {
  auto space = service.database().read([&](const store::Reader& reader) {
    return casework::subject_space(reader, service.library(), person_of(request),
                                   request.parameter("subject"), service.now());
  });
  if (!space) return problem(space.error(), request.language);
  json::object out{
      {"subject", subject_json(space->subject)},
      {"successions", map_json(space->successions, succession_json)},
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
  return ok_text(shown_to(request, space->subject.id,
                          with_raw(out, "determination", determine::explained_json(space->determination))));
}

Response read_identity(Service& service, const Request& request) {
  const auto identity = service.database().write_as<std::string>([&](store::Transaction& tx) {
    return casework::read_identity(tx, service.library(), person_of(request), request.parameter("subject"));
  });
  if (!identity) return problem(identity.error(), request.language);
  return ok(json::object{{"identity", *identity}});
}

Response enter_fact(Service& service, const Request& request) {
  casework::FactEntry entry;
  entry.name = text_of(request.json, "name");
  entry.value = json::serialize(request.json.at("value"));
  if (const auto* open = request.json.as_object().if_contains("open")) entry.open = open->as_bool();
  entry.valid_from = Date::parse(text_of(request.json, "valid_from"));
  entry.valid_to = Date::parse(text_of(request.json, "valid_to"));
  entry.supersedes = integer_of(request.json, "supersedes");
  entry.evidence = text_of(request.json, "evidence");
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

Response history(Service& service, const Request& request) {
  auto found = service.database().read([&](const store::Reader& reader) {
    return casework::subject_history(reader, service.library(), person_of(request),
                                     request.parameter("subject"));
  });
  if (!found) return problem(found.error(), request.language);
  const json::object out = items(map_json(*found, [](const casework::PastFact& entry) {
    return json::object{
        {"seq", entry.fact.seq},
        {"name", entry.fact.name},
        {"title", to_json(entry.title)},
        {"value", entry.fact.value},
        {"attested", entry.fact.source == store::FactSource::attested},
        {"by", entry.fact.attested_by},
        {"evidence", entry.fact.evidence},
        {"open", entry.fact.open},
        {"valid_from", to_json(entry.fact.valid_from)},
        {"valid_to", to_json(entry.fact.valid_to)},
        {"known_on", entry.fact.known_on.to_string()},
        {"supersedes", entry.fact.supersedes ? json::value(*entry.fact.supersedes) : json::value(nullptr)},
        {"superseded_on", to_json(entry.superseded_on)}};
  }));
  return ok_text(shown_to(request, request.parameter("subject"), json::serialize(out)));
}

// A subject entered by hand: a table of one row, so that it is held against the vocabulary in the same way.
Response add_subject(Service& service, const Request& request) {
  const auto context = service.library().current();
  const auto type = text_of(request.json, "type");
  const auto unit =
      casework::attesting_unit(*context, person_of(request), type, text_of(request.json, "unit"));
  if (!unit) return problem(unit.error(), request.language);
  const auto* declared = context->determiner().model().subject(type);
  const casework::IntakeRequest wanted{.type = type, .unit = *unit};
  const auto cell = [](std::string_view text) {
    const auto trimmed = text::trim(text);
    return sheet::Cell{trimmed.empty() ? sheet::Cell::Kind::empty : sheet::Cell::Kind::text,
                       std::string(trimmed)};
  };
  sheet::Table table;
  table.rows = {{cell(declared->base->identity), cell(declared->base->label)},
                {cell(text_of(request.json, "identity")), cell(text_of(request.json, "name"))}};
  const auto identity = table.rows[1][0].text;
  const auto read = casework::read_intake(*context, wanted, table);
  const auto plan = service.database().read(
      [&](const store::Reader& reader) { return casework::plan_intake(reader, *context, wanted, read); });
  json::array errors;
  for (const auto& remark : plan.remarks)
    if (remark.error)
      errors.emplace_back(json::object{
          {"pointer", remark.column},
          {"message", remark.what.in(request.language) + "；" + remark.help.in(request.language)}});
  if (!errors.empty())
    return problem(422, "intake.subject", {"填写的内容有误", "what was entered has errors"},
                   {"请按提示改正", "mend what is listed"}, request.language, std::move(errors));
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    if (store::find_subject(tx, type, identity))
      return std::unexpected(store::Fault{.kind = store::Fault::Kind::conflict,
                                          .code = "store.subject-exists",
                                          .message = {"该主体已登记", "this subject is registered already"},
                                          .help = {"请在列表中查找", "look for it in the list"}});
    auto taken = casework::take_intake(tx, service.library(), {request.account(), *unit}, wanted, read,
                                       plan.digest, false);
    if (!taken) return std::unexpected(std::move(taken).error());
    const auto made = store::find_subject(tx, type, identity);
    return json::serialize(listed_json(*made));
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
  out.push_back(
      {Method::post,
       "/subjects/{subject}/identity",
       "readIdentity",
       {"查看完整身份号码（记入日志）", "What identifies a subject, whole; that it was read is an event"},
       may(Action::read_record),
       {},
       "",
       "Identity",
       200,
       {404},
       read_identity});
  out.push_back({Method::post,
                 "/subjects",
                 "addSubject",
                 {"登记主体", "Register a subject, by a unit that attests facts of its type"},
                 may(Action::attest_facts),
                 {},
                 "NewSubject",
                 "Subject",
                 201,
                 {409},
                 add_subject});
  out.push_back(
      {Method::post,
       "/subjects/{subject}/successions",
       "recordSuccession",
       {"登记合并、分立、变更与迁移", "A merger, split, conversion, founding anew or move of a subject"},
       may(Action::attest_facts),
       {},
       "NewSuccession",
       "RecordedSuccession",
       201,
       {404, 409},
       record_succession});
  out.push_back({Method::post,
                 "/subjects/{subject}/successions/{succession}/withdraw",
                 "withdrawSuccession",
                 {"撤回主体变更记录", "Takes such a record back"},
                 may(Action::attest_facts),
                 {},
                 "SuccessionWithdrawal",
                 "",
                 204,
                 {404},
                 withdraw_succession});
  out.push_back({Method::get,
                 "/subjects/{subject}/history",
                 "getSubjectHistory",
                 {"信息沿革", "Every fact ever entered of a subject, what was corrected since and when"},
                 may(Action::read_record),
                 {},
                 "",
                 "FactHistory",
                 200,
                 {},
                 history});
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
