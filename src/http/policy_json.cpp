#include "http/policy_json.hpp"

#include <algorithm>

#include "http/json.hpp"
#include "policy/periods.hpp"

namespace enact::http {

namespace json = boost::json;

std::size_t utf16_offset(std::string_view text, std::size_t bytes) {
  std::size_t units = 0;
  for (const char c : text.substr(0, std::min(bytes, text.size()))) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 || byte >= 0xC0) units += byte >= 0xF0 ? 2 : 1;  // lead bytes; four-byte ones are pairs
  }
  return units;
}

namespace {

json::object in_force_json(const policy::Validity& validity) {
  return {{"from", to_json(validity.from)}, {"to", to_json(validity.to)}};
}

json::object coverage_json(const policy::Document& document) {
  return {{"covered", document.covered_clauses()}, {"total", document.clauses.size()}};
}

std::string_view use_id(policy::ClauseUse use) {
  switch (use) {
    case policy::ClauseUse::provision:
      return "provision";
    case policy::ClauseUse::declaratory:
      return "declaratory";
    case policy::ClauseUse::uncovered:
      break;
  }
  return "uncovered";
}

std::string_view kind_id(policy::Paragraph::Kind kind) {
  using Kind = policy::Paragraph::Kind;
  switch (kind) {
    case Kind::text:
      return "text";
    case Kind::issuer:
      return "issuer";
    case Kind::number:
      return "number";
    case Kind::title:
      return "title";
    case Kind::section:
      return "section";
    case Kind::article:
      return "article";
    case Kind::units:
      return "units";
    case Kind::closing:
      return "closing";
  }
  return "text";
}

json::object clause_json(const policy::Clause& clause, std::string_view paragraph) {
  return {{"begin", utf16_offset(paragraph, clause.span.begin)},
          {"end", utf16_offset(paragraph, clause.span.end)},
          {"use", use_id(clause.use)},
          {"provisions", to_json(clause.provisions)},
          {"reason", clause.reason.empty() ? json::value(nullptr) : json::value(to_json(clause.reason))},
          {"words", to_json(clause.operative_words)}};
}

json::object citation_json(const policy::Package& package, const policy::Citation& citation) {
  const auto& paragraph = package.document.paragraphs.at(citation.paragraph).text;
  return {{"article", citation.article},
          {"paragraph", citation.paragraph},
          {"begin", utf16_offset(paragraph, citation.span.begin)},
          {"end", utf16_offset(paragraph, citation.span.end)},
          {"text", citation.text}};
}

template <class T, class F>
json::value or_null(const std::optional<T>& value, F convert) {
  return value ? json::value(convert(*value)) : json::value(nullptr);
}

std::string_view over_id(policy::Cap::Over over) {
  switch (over) {
    case policy::Cap::Over::claim:
      return "claim";
    case policy::Cap::Over::year:
      return "year";
    case policy::Cap::Over::lifetime:
      break;
  }
  return "lifetime";
}

json::array texts_of(const std::vector<policy::Expression>& expressions) {
  return map_json(expressions, [](const auto& expression) { return json::value(expression.text); });
}

json::object amount_json(const policy::Package& package, const policy::Provision& provision) {
  const auto& amount = *provision.amount;
  const bool band = amount.value.program->node(amount.value.program->root).type->kind == feel::Kind::range;
  return {{"rule", amount.value.text},
          {"kind", band ? "band" : "figure"},
          {"estimate", amount.estimate},
          {"decided_by", to_json(amount.decided_by)},
          {"caps", map_json(amount.caps,
                            [](const policy::Cap& cap) {
                              return json::object{{"amount_rule", cap.amount.text},
                                                  {"per", texts_of(cap.per)},
                                                  {"over", over_id(cap.over)},
                                                  {"assumption", or_null(cap.assumption, assumption_json)}};
                            })},
          {"citation", or_null(provision.amount_citation,
                               [&](const auto& citation) { return citation_json(package, citation); })}};
}

std::string_view hit_policy_id(const dmn::DecisionTable& table) {
  using dmn::HitPolicy;
  switch (table.hit_policy) {
    case HitPolicy::unique:
      return "U";
    case HitPolicy::any:
      return "A";
    case HitPolicy::first:
      return "F";
    case HitPolicy::priority:
      return "P";
    case HitPolicy::rule_order:
      return "R";
    case HitPolicy::output_order:
      return "O";
    case HitPolicy::collect:
      break;
  }
  return "C";
}

std::string cell_text(const feel::ProgramPtr& program) {
  if (!program) return "-";
  const auto text = program->source->text();
  const auto& span = program->node(program->root).span;
  return std::string(text.substr(span.begin, span.end - span.begin));
}

json::object table_json(const dmn::DecisionTable& table) {
  return {{"name", table.name},
          {"hit_policy", hit_policy_id(table)},
          {"inputs", map_json(table.inputs, [](const auto& input) { return json::value(input.name); })},
          {"outputs", map_json(table.outputs, [](const auto& output) { return json::value(output.name); })},
          {"rows", map_json(table.rows, [](const dmn::Row& row) {
             json::array cells;
             for (const auto& test : row.tests) cells.emplace_back(cell_text(test));
             for (const auto& output : row.outputs) cells.emplace_back(cell_text(output));
             return cells;
           })}};
}

// The decision tables that a provision's programs call.
json::array tables_of(const policy::Package& package, const policy::Provision& provision) {
  json::array out;
  for (const auto& named : package.tables) {
    const auto uses = [&](const policy::Expression& expression) {
      if (!expression.program) return false;
      const auto& program = *expression.program;
      return std::any_of(program.used_inputs.begin(), program.used_inputs.end(), [&](std::int32_t index) {
        return program.inputs[static_cast<std::size_t>(index)].name == named.first;
      });
    };
    bool used = provision.amount && uses(provision.amount->value);
    for (const auto& condition : provision.conditions) used = used || uses(condition.rule);
    for (const auto& let : provision.lets) used = used || uses(let.value);
    if (used) out.emplace_back(table_json(*named.second));
  }
  return out;
}

std::string_view nature_id(policy::UnitNature nature) {
  using policy::UnitNature;
  switch (nature) {
    case UnitNature::bureau:
      return "bureau";
    case UnitNature::party_office:
      return "party office";
    case UnitNature::mass_organisation:
      return "mass organisation";
    case UnitNature::park:
      return "park";
    case UnitNature::state_owned_enterprise:
      return "state-owned enterprise";
    case UnitNature::government:
      return "government";
    case UnitNature::group:
      break;
  }
  return "group";
}

json::object fact_json(const policy::FactDeclaration& fact) {
  json::object out{{"name", fact.name},
                   {"title", to_json(fact.title)},
                   {"type", fact_type_json(*fact.type)},
                   {"required", fact.required},
                   {"format", fact.format},
                   {"help", to_json(fact.help)},
                   {"attested_by", to_json(fact.attested_by)}};
  if (fact.non_negative) out["min"] = 0;
  if (fact.period) out["period"] = period_json(*fact.period);
  return out;
}

}  // namespace

json::object period_json(const policy::Period& period) {
  return {
      {"name", period.name}, {"title", to_json(period.title)}, {"length", policy::name_of(period.length)}};
}

json::object package_summary(const policy::Package& package) {
  return {{"id", package.id},
          {"title", to_json(package.title)},
          {"number", package.number},
          {"issuer", to_json(package.issuer)},
          {"in_force", in_force_json(package.in_force)},
          {"sample", package.sample},
          {"published", to_json(package.published)},
          {"coverage", coverage_json(package.document)},
          {"hash", package.hash}};
}

json::object document_json(const policy::Package& package) {
  const auto& document = package.document;
  json::array paragraphs;
  for (std::size_t index = 0; index < document.paragraphs.size(); ++index) {
    const auto& paragraph = document.paragraphs[index];
    json::array clauses;
    for (const auto& clause : document.clauses)
      if (clause.paragraph == index) clauses.emplace_back(clause_json(clause, paragraph.text));
    paragraphs.emplace_back(json::object{{"index", index},
                                         {"kind", kind_id(paragraph.kind)},
                                         {"article", paragraph.article},
                                         {"text", paragraph.text},
                                         {"clauses", std::move(clauses)}});
  }
  return {{"id", package.id},
          {"title", to_json(package.title)},
          {"number", package.number},
          {"issuer", to_json(package.issuer)},
          {"made", to_json(package.made)},
          {"published", to_json(package.published)},
          {"in_force", in_force_json(package.in_force)},
          {"sample", package.sample},
          {"sha256", document.sha256},
          {"coverage", coverage_json(document)},
          {"paragraphs", std::move(paragraphs)}};
}

// Those of the package that hold the provision.
json::array alternatives_json(const policy::Package& package, const policy::Provision& provision) {
  json::array out;
  for (const policy::Alternative& alternative : package.alternatives) {
    bool holds = false;
    const auto member_json = [&](const policy::Alternative::Member& member) {
      holds = holds || (member.policy == package.id && member.provision == provision.id);
      return json::value(member.policy + "/" + member.provision);
    };
    json::array sets =
        map_json(alternative.sets, [&](const auto& set) { return map_json(set, member_json); });
    if (!holds) continue;
    out.emplace_back(json::object{
        {"id", alternative.id}, {"title", to_json(alternative.title)}, {"sets", std::move(sets)}});
  }
  return out;
}

json::object provision_json(const policy::Package& package, const policy::Provision& provision) {
  const auto citation = [&](const policy::Citation& item) { return citation_json(package, item); };
  const auto condition = [&](const policy::Condition& item) {
    return json::object{{"name", item.name},
                        {"title", to_json(item.title)},
                        {"rule", item.rule.text},
                        {"words", item.words},
                        {"citation", or_null(item.citation, citation)},
                        {"assumption", or_null(item.assumption, assumption_json)}};
  };
  return {{"id", provision.id},
          {"article", provision.article},
          {"kind", policy::to_string(provision.kind)},
          {"title", to_json(provision.title)},
          {"summary", to_json(provision.summary)},
          {"executable", provision.executable()},
          {"subject", provision.subject},
          {"citations", map_json(provision.citations, citation)},
          {"each", or_null(provision.each,
                           [](const policy::Each& each) {
                             return json::object{{"variable", each.variable}, {"list", each.list.text}};
                           })},
          {"monthly", provision.monthly.has_value()},
          {"lets", map_json(provision.lets,
                            [](const policy::Let& let) {
                              return json::object{{"name", let.name}, {"rule", let.value.text}};
                            })},
          {"conditions", map_json(provision.conditions, condition)},
          {"amount", provision.amount ? json::value(amount_json(package, provision)) : json::value(nullptr)},
          {"matter", or_null(provision.matter,
                             [](const policy::MatterRule& matter) {
                               return json::object{{"kind", matter.kind}, {"parts", texts_of(matter.parts)}};
                             })},
          {"stacking",
           json::object{
               {"upper_level", provision.stacking.on_top_of_upper_level ? "on-top" : "deducted"},
               {"same_city",
                provision.stacking.same_city == policy::SameCity::highest ? "highest" : "repeatable"},
               {"second_payment",
                provision.stacking.second_payment == policy::SecondPayment::top_up ? "top-up" : "none"}}},
          {"alternatives", alternatives_json(package, provision)},
          {"benefit", provision.benefit},
          {"rank_by", map_json(provision.rank_by,
                               [](const policy::RankKey& key) {
                                 return json::object{{"title", to_json(key.title)},
                                                     {"rule", key.value.text},
                                                     {"order", key.ascending ? "ascending" : "descending"}};
                               })},
          {"payee", provision.payee},
          {"payer", provision.payer},
          {"leads", to_json(provision.leads)},
          {"opinions", to_json(provision.opinions)},
          {"involved", to_json(provision.involved)},
          {"procedure", provision.procedure},
          {"evidence", to_json(provision.evidence)},
          {"task", or_null(provision.task,
                           [](const policy::Task& task) {
                             return json::object{{"units", to_json(task.units)},
                                                 {"text", to_json(task.text)},
                                                 {"working_days", task.working_days}};
                           })},
          {"joint", or_null(provision.joint,
                            [](const policy::Joint& joint) {
                              return json::object{{"with", to_json(joint.with)},
                                                  {"least", joint.least},
                                                  {"most", joint.most}};
                            })},
          {"assumptions", map_json(provision.assumptions, assumption_json)},
          {"tables", tables_of(package, provision)},
          {"line", provision.location.known()
                       ? provision.location.source->position(provision.location.span.begin).line
                       : 0}};
}

json::object assumption_json(const policy::Assumption& assumption) {
  return {{"id", assumption.id},
          {"text", to_json(assumption.text)},
          {"reason", to_json(assumption.reason)},
          {"ruled_by", to_json(assumption.ruled_by)}};
}

json::object unit_json(const policy::Unit& unit) {
  return {{"id", unit.id},
          {"title", to_json(unit.title)},
          {"nature", nature_id(unit.nature)},
          {"members", to_json(unit.members)}};
}

json::object fact_type_json(const feel::Type& type) {
  using feel::Kind;
  switch (type.kind) {
    case Kind::boolean:
      return {{"kind", "boolean"}};
    case Kind::number:
      return {{"kind", "number"}, {"unit", type.unit}};
    case Kind::string:
      if (type.codes.empty()) return {{"kind", "string"}};
      return {{"kind", "code"}, {"code_list", type.name}, {"codes", to_json(type.codes)}};
    case Kind::date:
      return {{"kind", "date"}};
    case Kind::date_time:
      return {{"kind", "date and time"}};
    case Kind::list:
      return {{"kind", "list"},
              {"element", type.element ? fact_type_json(*type.element) : json::object{{"kind", "any"}}}};
    case Kind::range:
      return {{"kind", "range"},
              {"element", type.element ? fact_type_json(*type.element) : json::object{{"kind", "any"}}}};
    case Kind::context:
      return {{"kind", "record"}, {"record", type.name}};
    default:
      return {{"kind", "any"}};
  }
}

json::object vocabulary_json(const policy::Package& package) {
  const auto& vocabulary = package.vocabulary;
  json::object code_lists;
  for (const auto& [name, codes] : vocabulary.code_lists) {
    code_lists[name] = map_json(codes, [](const auto& entry) {
      return json::object{{"code", entry.first}, {"title", to_json(entry.second)}};
    });
  }
  return {{"subjects", map_json(vocabulary.subjects,
                                [](const policy::SubjectType& subject) {
                                  return json::object{{"name", subject.name},
                                                      {"title", to_json(subject.title)},
                                                      {"identity", subject.identity},
                                                      {"label", subject.label},
                                                      {"facts", map_json(subject.facts, fact_json)}};
                                })},
          {"records", map_json(vocabulary.records,
                               [](const policy::RecordType& record) {
                                 return json::object{{"name", record.name},
                                                     {"title", to_json(record.title)},
                                                     {"fields", map_json(record.fields, fact_json)}};
                               })},
          {"code_lists", std::move(code_lists)},
          {"matters", map_json(vocabulary.matters, [](const policy::MatterKind& matter) {
             return json::object{
                 {"name", matter.name}, {"title", to_json(matter.title)}, {"parts", to_json(matter.parts)}};
           })}};
}

json::object parameter_json(const policy::Parameter& parameter) {
  return {{"name", parameter.name},
          {"title", to_json(parameter.title)},
          {"type", feel::to_string(*parameter.type)},
          {"ask", to_json(parameter.ask)},
          {"values", map_json(parameter.values, [](const policy::ParameterValue& value) {
             return json::object{{"from", to_json(value.validity.from)},
                                 {"to", to_json(value.validity.to)},
                                 {"value", feel::to_string(value.value)},
                                 {"source", to_json(value.source)},
                                 {"sample", value.sample}};
           })}};
}

json::object procedure_json(const policy::Procedure& procedure) {
  const auto outcome = [](const policy::ProcedureStep::Outcome& item) {
    return json::object{{"id", item.id},
                        {"title", to_json(item.title)},
                        {"next", to_json(item.next)},
                        {"ends_as", item.ends_as},
                        {"reason_required", item.reason_required},
                        {"by_clock", item.by_clock},
                        {"guard", item.guard ? item.guard->text : ""}};
  };
  const auto late = [](const std::optional<policy::ProcedureStep::Late>& declared) {
    if (!declared) return json::value(nullptr);
    return json::value(json::object{{"take", declared->take}, {"escalate", declared->escalate}});
  };
  const auto days = [](const std::optional<int>& count) {
    return count ? json::value(*count) : json::value(nullptr);
  };
  return {{"id", procedure.id},
          {"title", to_json(procedure.title)},
          {"steps", map_json(procedure.steps,
                             [&](const policy::ProcedureStep& step) {
                               return json::object{{"id", step.id},
                                                   {"title", to_json(step.title)},
                                                   {"kind", step.kind},
                                                   {"actor", step.actor},
                                                   {"role", step.role},
                                                   {"otherwise", step.otherwise},
                                                   {"announced", step.announced},
                                                   {"working_days", days(step.working_days)},
                                                   {"days", days(step.days)},
                                                   {"late", late(step.late)},
                                                   {"separate_from", to_json(step.separate_from)},
                                                   {"relies_on", to_json(step.relies_on)},
                                                   {"assumption", or_null(step.assumption, assumption_json)},
                                                   {"outcomes", map_json(step.outcomes, outcome)}};
                             })},
          {"again", map_json(procedure.again, [&](const policy::TakingUp& up) {
             return json::object{{"id", up.id},
                                 {"title", to_json(up.title)},
                                 {"after", to_json(up.after)},
                                 {"actor", up.actor},
                                 {"role", up.role},
                                 {"working_days", days(up.working_days)},
                                 {"days", days(up.days)},
                                 {"to", up.to},
                                 {"assumption", or_null(up.assumption, assumption_json)}};
           })}};
}

}  // namespace enact::http
