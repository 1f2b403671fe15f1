// Synthetic subjects as facts. See synth.hpp.
#include "determine/synth.hpp"

#include <algorithm>

#include "determine/synth_draw.hpp"
#include "determine/synth_plan.hpp"
#include "determine/synth_rows.hpp"

namespace enact::determine {
namespace {

feel::Value value_of(const std::string& text, const feel::Type& type) {
  if (type.kind == feel::Kind::number) return Decimal::parse(text).value_or(Decimal(0));
  if (type.kind == feel::Kind::date) return Date::parse(text).value_or(Date{});
  if (type.kind == feel::Kind::boolean) return text == "true";
  return text;
}

feel::Value value_of(const Maker& maker, const feel::Type& type, Draw& draw) {
  if (const auto* choice = std::get_if<Choice>(&maker)) return value_of(draw.one_of(*choice), type);
  if (const auto* between = std::get_if<Between>(&maker)) return Decimal(draw.figure(*between));
  if (const auto* days = std::get_if<Days>(&maker)) return draw.day(*days);
  if (const auto* flag = std::get_if<Flag>(&maker)) return draw.happens(flag->chance);
  std::string text;
  if (const auto* parts = std::get_if<Parts>(&maker)) draw.append(*parts, text);
  if (const auto* pattern = std::get_if<Pattern>(&maker)) draw.append(*pattern, text);
  return text;
}

const policy::FactDeclaration* field_of(const policy::RecordType& record, const std::string& name) {
  const auto found = std::find_if(record.fields.begin(), record.fields.end(),
                                  [&](const auto& declared) { return declared.name == name; });
  return found != record.fields.end() ? &*found : nullptr;
}

feel::Value records_of(const FactPlan& fact, Draw& draw) {
  std::vector<feel::Value> records;
  for (const RecordPlan& each : fact.records) {
    if (fact.record == nullptr || !draw.happens(each.chance)) continue;
    std::vector<std::pair<std::string, feel::Value>> fields;
    for (const auto& [name, maker] : each.fields)
      fields.emplace_back(name, value_of(maker, *field_of(*fact.record, name)->type, draw));
    for (const policy::FactDeclaration& field : fact.record->fields) {
      const bool told = std::any_of(fields.begin(), fields.end(),
                                    [&](const auto& made) { return made.first == field.name; });
      if (!told && field.type->kind == feel::Kind::list) fields.emplace_back(field.name, feel::make_list({}));
    }
    records.push_back(feel::make_context(std::move(fields)));
  }
  return feel::make_list(std::move(records));
}

}  // namespace

Synth::Synth(const FactModel& model, const SourcePtr& hints, std::uint64_t seed)
    : plan_(std::make_unique<Plan>()), seed_(seed) {
  plan_->types = read_synth_plan(model, hints, diagnostics_);
  for (const TypePlan& type : plan_->types) plan_->shares += type.share;
  if (!has_errors(diagnostics_)) plan_->tables = synth_tables(plan_->types);
}

Synth::~Synth() = default;
Synth::Synth(Synth&&) noexcept = default;
Synth& Synth::operator=(Synth&&) noexcept = default;

std::uint64_t Synth::seed_of(std::uint64_t number) const {
  return synth_seed(seed_, number);
}

Subject Synth::subject(std::uint64_t number) const {
  Draw draw(seed_of(number));
  const TypePlan& type = draw.type(*plan_);
  Subject subject;
  subject.type = type.type->base->name;
  const auto add = [&](const FactPlan& fact, feel::Value value) {
    Provenance provenance;
    provenance.source = synthetic_source;
    if (!fact.declaration->attested_by.empty())
      provenance.attested_by = fact.declaration->attested_by.front();
    subject.facts.push_back({fact.declaration->name, std::move(value), std::move(provenance), {}});
  };
  for (const FactPlan& fact : type.facts) {
    if (!fact.planned) {
      // An identity is made all the same, a list is known to be empty.
      if (type.makes_code(fact)) {
        add(fact, draw.credit_code());
      } else if (fact.is_list()) {
        add(fact, feel::make_list({}));
      }
      continue;
    }
    if (!draw.happens(fact.known)) continue;
    if (fact.is_list()) {
      add(fact, records_of(fact, draw));
    } else if (fact.maker) {
      add(fact, value_of(*fact.maker, *fact.declaration->type, draw));
    }
  }
  return subject;
}

}  // namespace enact::determine
