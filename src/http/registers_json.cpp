#include "http/registers_json.hpp"

#include <algorithm>

#include "http/casework_json.hpp"
#include "http/json.hpp"
#include "registers/values.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

using policy::Register;
using policy::RegisterField;

// `["…", "…"]` of texts that are JSON already.
template <class Range, class F>
std::string raw_array(const Range& range, F write) {
  std::string out = "[";
  for (const auto& one : range) {
    if (out.size() > 1) out += ',';
    out += write(one);
  }
  return out + "]";
}

// The members of `text`, an object, and those of `object`.
std::string joined(const json::object& object, std::string text) {
  std::string more = json::serialize(object);
  if (object.empty()) return text;
  if (text == "{}") return more;
  text.pop_back();
  return text + "," + more.substr(1);
}

std::string type_id(const RegisterField& field) {
  if (!field.entry.empty()) return "entry";
  if (field.unit) return "unit";
  if (!field.columns.empty()) return "lines";
  const feel::Type& type = *field.declared.type;
  if (!type.codes.empty()) return "code";
  if (type.kind == feel::Kind::list) return "list";
  if (type.kind == feel::Kind::context) return "record";
  if (type.kind == feel::Kind::number) return "number";
  return feel::to_string(*feel::simple_type(type.kind));
}

json::value codes_json(const policy::Package& package, const RegisterField& field) {
  const feel::Type& type = *field.declared.type;
  json::array codes;
  if (field.unit) {
    for (const policy::Unit& unit : package.units) {
      codes.push_back(json::object{{"id", unit.id}, {"title", to_json(unit.title)}});
    }
    return codes;
  }
  const auto list = package.vocabulary.code_lists.find(type.name);
  if (type.codes.empty() || list == package.vocabulary.code_lists.end()) return nullptr;
  for (const auto& [code, title] : list->second) {
    codes.push_back(json::object{{"id", code}, {"title", to_json(title)}});
  }
  return codes;
}

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

// How a field or a column of lines is computed and kept; null if it is not.
json::value measure_json(const Register& made, const RegisterField& field, std::string_view lines) {
  if (made.scores && field.name() == made.scores->total && lines.empty()) {
    return json::object{{"formula", ""}, {"digits", made.scores->digits}, {"percent", false}};
  }
  for (const policy::RegisterMeasure& measure : made.measures) {
    if (measure.name != field.name() || measure.of != lines) continue;
    return json::object{{"formula", measure.value.text},
                        {"digits", measure.digits ? json::value(*measure.digits) : json::value(nullptr)},
                        {"percent", measure.percent}};
  }
  return nullptr;
}

std::string unit_of(const Register& made, const RegisterField& field, std::string_view lines) {
  for (const policy::RegisterMeasure& measure : made.measures) {
    if (measure.name == field.name() && measure.of == lines && !measure.unit.empty()) return measure.unit;
  }
  return field.declared.type->unit;
}

json::object field_json(const policy::Package& package, const Register& made, const RegisterField& field,
                        std::string_view lines = "") {
  const auto bound = [](const std::optional<Decimal>& of) {
    return of ? json::value(of->to_string()) : json::value(nullptr);
  };
  return {{"id", field.name()},
          {"title", to_json(field.declared.title)},
          {"help", to_json(field.declared.help)},
          {"type", type_id(field)},
          {"codes", codes_json(package, field)},
          {"entry", text_or_null(field.entry)},
          {"in", to_json(field.in)},
          {"same_owner", field.same_owner},
          {"required", field.declared.required},
          {"computed", !field.entered()},
          {"measure", measure_json(made, field, lines)},
          {"columns", map_json(field.columns,
                               [&](const RegisterField& column) {
                                 return field_json(package, made, column, field.name());
                               })},
          {"public", field.shown},
          {"search", field.searched},
          {"sum", field.summed},
          {"at", to_json(field.at)},
          {"unit", text_or_null(unit_of(made, field, lines))},
          {"min", bound(field.min)},
          {"max", bound(field.max)},
          {"matches", text_or_null(field.matches)}};
}

json::object life_json(const policy::Package& package, const Register& made) {
  const policy::Procedure& life = *package.procedure(made.life);
  json::array steps;
  json::array ends;
  std::vector<std::string> known;
  for (const policy::ProcedureStep& step : life.steps) {
    steps.push_back(json::object{{"id", step.id}, {"title", to_json(step.title)}, {"kind", step.kind}});
    for (const auto& outcome : step.outcomes) {
      if (outcome.ends_as.empty() || std::ranges::find(known, outcome.ends_as) != known.end()) continue;
      known.push_back(outcome.ends_as);
      const bool titled = outcome.title.zh != outcome.id;
      ends.push_back(json::object{
          {"id", outcome.ends_as},
          {"title", titled ? to_json(outcome.title) : to_json(Text{outcome.ends_as, outcome.ends_as})}});
    }
  }
  return {{"procedure", life.id}, {"title", to_json(life.title)}, {"steps", steps}, {"ends", ends}};
}

// The indicators, and the weights of each time.
json::value scores_json(const policy::Package& package, const Register& made) {
  if (!made.scores) return nullptr;
  const policy::RegisterScores& scores = *made.scores;
  json::array weights;
  const auto parameter = std::ranges::find(package.parameters, scores.parameter, &policy::Parameter::name);
  if (parameter != package.parameters.end()) {
    for (const policy::ParameterValue& value : parameter->values) {
      json::object of;
      const feel::List* list = value.value.list();
      for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
        const feel::Value* name = registers::part_of(list->items[i], scores.indicator);
        const feel::Value* weight = registers::part_of(list->items[i], scores.weight);
        if (name != nullptr && name->text() != nullptr && weight != nullptr && weight->number() != nullptr) {
          of[*name->text()] = weight->number()->to_string();
        }
      }
      weights.push_back(json::object{{"from", to_json(value.validity.from)},
                                     {"to", to_json(value.validity.to)},
                                     {"source", to_json(value.source)},
                                     {"sample", value.sample},
                                     {"weights", std::move(of)}});
    }
  }
  json::value entered = nullptr;
  if (scores.entered) {
    entered = json::object{{"register", made.field(scores.entered->now)->entry},
                           {"lines", scores.entered->lines},
                           {"indicator", scores.indicator},
                           {"weight", scores.weight}};
  }
  return json::object{{"year", scores.year},
                      {"entered", std::move(entered)},
                      {"whole", scores.whole.to_string()},
                      {"total", scores.total},
                      {"grade", text_or_null(scores.grade)},
                      {"indicators", map_json(scores.indicators,
                                              [](const policy::RegisterScores::Indicator& one) {
                                                return json::object{{"id", one.name},
                                                                    {"title", to_json(one.title)},
                                                                    {"source", to_json(one.source)},
                                                                    {"formula", one.score.text}};
                                              })},
                      {"bands", map_json(scores.bands,
                                         [](const policy::RegisterScores::Band& band) {
                                           return json::object{{"grade", band.grade},
                                                               {"from", band.from.to_string()}};
                                         })},
                      {"weights", std::move(weights)}};
}

// The sheet without the values of entries referred to: what formulas read of them stands with the measures.
std::string sheet_json(const registers::EntryDetail& detail) {
  auto sheet = registers::parse_exact(detail.sheet);
  if (!sheet) return "null";
  for (auto& [name, part] : sheet->members) {
    if (name != "pins") continue;
    for (registers::ExactJson& pin : part.items) {
      std::erase_if(pin.members, [](const auto& member) { return member.name == "values"; });
    }
  }
  std::string text = sheet->written();
  text.pop_back();
  const std::string_view same = !detail.recomputed ? "null" : *detail.recomputed ? "true" : "false";
  return text + R"(,"recomputed":)" + std::string(same) + "}";
}

std::string_view option_kind_id(procedure::Action::Kind kind) {
  using Kind = procedure::Action::Kind;
  if (kind == Kind::publish_notice) return "publish_notice";
  if (kind == Kind::answer_objection) return "answer_objection";
  return kind == Kind::withdraw ? "withdraw" : "take";
}

json::object option_json(const registers::EntryDetail::Option& option) {
  json::value blocked = nullptr;
  if (option.blocked) {
    blocked = json::object{{"code", option.blocked->code},
                           {"message", to_json(option.blocked->message)},
                           {"help", to_json(option.blocked->help)}};
  }
  return {{"kind", option_kind_id(option.kind)},
          {"step", option.step},
          {"outcome", option.outcome},
          {"objection", option.objection},
          {"upheld", option.upheld},
          {"unit", option.unit},
          {"title", to_json(option.title)},
          {"reason_required", option.reason_required},
          {"required", to_json(option.required)},
          {"fields", to_json(option.fields)},
          {"blocked", std::move(blocked)}};
}

// Where in the document it stands.
std::string article_of(const policy::Package& package, const Register& made) {
  const policy::Provision* provision = package.provision(made.provision);
  return provision == nullptr ? std::string() : provision->article;
}

// How the register is shown besides as a list, and who may raise an entry.
json::object shown_json(const registers::RegisterView& view) {
  const Register& made = *view.made;
  json::value raised = nullptr;
  if (made.raised) raised = json::object{{"by", made.raised->by}, {"from", text_or_null(made.raised->from)}};
  json::value beside = nullptr;
  if (made.beside) {
    beside = json::object{{"provision", made.beside->provision},
                          {"sentence", text_or_null(made.beside->sentence)}};
  }
  json::value plan = nullptr;
  if (made.plan) {
    plan = json::object{
        {"from", made.plan->from}, {"to", made.plan->to}, {"done", text_or_null(made.plan->done)}};
  }
  json::value coverage = nullptr;
  if (!made.coverage.empty()) {
    coverage = json::object{{"field", made.coverage}, {"counts", map_json(view.coverage, [](const auto& one) {
                                                         return json::object{{"code", one.code},
                                                                             {"count", one.count}};
                                                       })}};
  }
  return {{"raised", std::move(raised)},
          {"beside", std::move(beside)},
          {"plan", std::move(plan)},
          {"coverage", std::move(coverage)},
          {"overdue", view.overdue}};
}

json::value term_json(const std::optional<registers::EntryRow::Term>& term) {
  if (!term) return nullptr;
  return json::object{
      {"unit", text_or_null(term->unit)}, {"due", term->due.to_string()}, {"overdue", term->overdue}};
}

std::string reference_json(const registers::EntryDetail::Reference& one) {
  return with_raw(json::object{{"register", one.register_id}, {"field", one.field}}, "entry",
                  entry_row_json(one.entry));
}

}  // namespace

json::object register_json(const registers::RegisterView& view) {
  const Register& made = *view.made;
  const policy::Package& package = *view.book->package;
  json::value ladder = nullptr;
  if (made.ladder) {
    ladder = json::object{{"level", made.ladder->level},
                          {"from", made.ladder->from},
                          {"to", made.ladder->to},
                          {"while", to_json(made.ladder->during)}};
  }
  std::vector<std::string> words;
  for (const policy::Citation& citation : made.citations) words.push_back(citation.text);
  json::array matched;
  for (const policy::RegisterMatch& match : made.matches) matched.emplace_back(match.to);
  json::value calendar = nullptr;
  // Weeks show what is taken by the hour; spans of days that may have no end are read in lists.
  const bool by_the_hour = !made.spans.empty() &&
                           made.field(made.spans.front().from)->declared.type->kind == feel::Kind::date_time;
  if (by_the_hour) {
    const policy::RegisterSpan& span = made.spans.front();
    calendar = json::object{{"key", to_json(span.key)},
                            {"from", span.from},
                            {"to", text_or_null(span.to)},
                            {"last_day", span.to_included}};
  }
  json::object written{
      {"policy", package.id},
      {"id", made.id},
      {"title", to_json(made.title)},
      {"provision", made.provision},
      {"article", article_of(package, made)},
      {"text", to_json(words)},
      {"of", to_json(made.of)},
      {"keeper", made.keeper},
      {"public", !made.shown.empty()},
      {"name", made.name},
      {"ladder", std::move(ladder)},
      {"fields",
       map_json(made.fields, [&](const RegisterField& field) { return field_json(package, made, field); })},
      {"scores", scores_json(package, made)},
      {"chart", made.chart ? json::value(json::object{{"lines", made.chart->lines},
                                                      {"label", made.chart->label},
                                                      {"amount", made.chart->amount}})
                           : json::value(nullptr)},
      {"compare",
       made.compared_by.empty()
           ? json::value(nullptr)
           : json::value(json::object{{"by", made.compared_by}, {"same", to_json(made.compared_same)}})},
      {"life", life_json(package, made)},
      {"calendar", std::move(calendar)},
      {"matches", std::move(matched)},
      {"may", json::object{{"enter", view.may_enter}, {"import", view.may_import}}},
      {"count", view.total},
      {"counts", map_json(view.counts, [](const registers::RegisterView::Count& count) {
         return json::object{
             {"status", count.status}, {"title", to_json(count.title)}, {"count", count.count}};
       })}};
  const json::object shown = shown_json(view);
  for (const auto& member : shown) written[member.key()] = member.value();
  return written;
}

std::string entry_row_json(const registers::EntryRow& row) {
  json::value subject = nullptr;
  if (!row.subject.empty()) subject = json::object{{"id", row.subject}, {"name", row.subject_name}};
  json::object names;
  for (const auto& [field, name] : row.names) names[field] = name;
  return with_raw(json::object{{"id", row.id},
                               {"policy", row.policy},
                               {"register", row.register_id},
                               {"ended", row.ended},
                               {"names", std::move(names)},
                               {"reference", row.reference},
                               {"title", row.name},
                               {"status", row.status},
                               {"status_title", to_json(row.status_title)},
                               {"subject", std::move(subject)},
                               {"updated_at", row.updated_at.to_string()},
                               {"term", term_json(row.term)},
                               {"public", row.shown}},
                  "values", row.values);
}

std::string entry_page_json(const registers::EntryPage& page) {
  json::object sums;
  for (const auto& [field, sum] : page.sums) sums[field] = sum;
  return with_raw(json::object{{"total", page.total}, {"sums", std::move(sums)}}, "entries",
                  raw_array(page.entries, entry_row_json));
}

std::string entry_json(const registers::EntryDetail& detail) {
  json::object more{
      {"version", detail.version},
      {"whole", detail.row.whole},
      {"due", to_json(detail.due)},
      {"notice_closes", to_json(detail.notice_closes)},
      {"open", map_json(detail.open,
                        [](const registers::EntryDetail::Open& open) {
                          return json::object{
                              {"step", open.step},      {"kind", open.kind}, {"title", to_json(open.title)},
                              {"unit", open.unit},      {"role", open.role}, {"due", to_json(open.due)},
                              {"overdue", open.overdue}};
                        })},
      {"options", map_json(detail.options, option_json)},
      {"timeline", map_json(detail.timeline,
                            [](const registers::EntryDetail::Event& event) {
                              return json::object{{"version", event.version}, {"at", event.at.to_string()},
                                                  {"kind", event.kind},       {"title", to_json(event.title)},
                                                  {"actor", event.actor},     {"unit", event.unit},
                                                  {"reason", event.reason}};
                            })},
      {"attachments", map_json(detail.attachments,
                               [](const registers::EntryDetail::File& file) {
                                 return json::object{{"hash", file.hash},
                                                     {"name", file.name},
                                                     {"type", file.media_type},
                                                     {"size", file.size}};
                               })},
      {"objections", map_json(detail.objections,
                              [](const registers::EntryDetail::Objection& one) {
                                return json::object{{"id", one.id},           {"on", one.on.to_string()},
                                                    {"reason", one.reason},   {"name", one.name},
                                                    {"contact", one.contact}, {"answered", one.answered},
                                                    {"upheld", one.upheld},   {"answer", one.answer}};
                              })},
      {"missing", to_json(detail.missing)},
      {"may", json::object{{"change", !detail.writable.empty()}, {"fields", to_json(detail.writable)}}}};
  std::string text = joined(more, entry_row_json(detail.row));
  const auto add = [&](std::string_view name, const std::string& raw) {
    text.pop_back();
    text += ",\"" + std::string(name) + "\":" + raw + "}";
  };
  add("versions", raw_array(detail.versions, [](const registers::EntryDetail::Version& version) {
        return with_raw(json::object{{"version", version.version},
                                     {"at", version.at.to_string()},
                                     {"valid_from", version.valid_from},
                                     {"by", version.by},
                                     {"reason", version.reason}},
                        "values", version.values);
      }));
  add("sheet", sheet_json(detail));
  add("references", raw_array(detail.references, reference_json));
  add("referred", raw_array(detail.referred, reference_json));
  return text;
}

std::string matches_json(const std::vector<registers::Match>& matches) {
  return with_raw({}, "matches", raw_array(matches, [](const registers::Match& match) {
                    return with_raw(
                        json::object{{"register", match.entry.register_id},
                                     {"score", match.score},
                                     {"reasons", map_json(match.reasons,
                                                          [](const Text& text) { return to_json(text); })}},
                        "entry", entry_row_json(match.entry));
                  }));
}

std::string waiting_json(const registers::WaitingPage& page) {
  return with_raw(json::object{{"total", page.total}}, "entries",
                  raw_array(page.entries, [](const registers::Waiting& one) {
                    return joined(json::object{{"register_title", to_json(one.register_title)},
                                               {"step", one.step},
                                               {"step_title", to_json(one.step_title)},
                                               {"due", to_json(one.due)},
                                               {"overdue", one.overdue}},
                                  entry_row_json(one.entry));
                  }));
}

json::object import_json(const registers::ImportReport& report) {
  return {{"rows", report.rows},
          {"good", report.good},
          {"imported", report.imported},
          {"bad", map_json(report.bad, [](const registers::ImportReport::Bad& bad) {
             return json::object{{"row", bad.row}, {"field", bad.field}, {"message", to_json(bad.message)}};
           })}};
}

}  // namespace enact::http
