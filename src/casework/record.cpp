// Stored facts and payments as a determination takes them, and facts entered.
#include "casework/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "casework/case_file.hpp"
#include "casework/differing.hpp"
#include "casework/joint.hpp"
#include "casework/refusals.hpp"
#include "casework/reliance.hpp"
#include "casework/succession.hpp"
#include "casework/summaries.hpp"
#include "determine/elements.hpp"
#include "policy/periods.hpp"
#include "population/stored_facts.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using store::Fault;

std::vector<determine::Decision> stored_decisions(const store::Reader& reader, std::string_view subject) {
  return reader.all(
      "SELECT policy, provision, matter_parts, fen, decided_by, reason, decided FROM case_decision WHERE "
      "subject = ? ORDER BY case_id",
      {subject}, [](const store::Row& row) {
        return determine::Decision{.policy = row.text(0),
                                   .provision = row.text(1),
                                   .matter = parts_of(row.view(2)),
                                   .amount = yuan_from_fen(Fen{row.integer(3)}),
                                   .by = row.text(4),
                                   .reason = row.text(5),
                                   .on = Date::parse(row.view(6)),
                                   .location = {}};
      });
}

bool same_claim(const determine::Decision& a, const determine::Decision& b) {
  return a.policy == b.policy && a.provision == b.provision && a.matter == b.matter;
}

Fault bad_value(const Diagnostic& diagnostic) {
  return refuse(Fault::Kind::invalid, "casework.bad-value", diagnostic.message, diagnostic.help);
}

}  // namespace

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  const json::value list = json::parse(json::string_view(text.data(), text.size()));
  for (const json::value& part : list.as_array()) {
    parts.emplace_back(part.as_string());
  }
  return parts;
}

std::expected<SubjectFacts, Fault> facts_of(const store::Reader& reader, const Context& context,
                                            std::string_view subject_id, const Date& on, Instant known_at,
                                            Taken taken, std::string_view but_case) {
  reader.ahead([&] {
    store::find_subject(reader, subject_id);
    store::facts_known_at(reader, subject_id, known_at);
    stored_decisions(reader, subject_id);
    paid_matters(reader, subject_id);
    paid_jointly(reader, store::Subject{.id = std::string(subject_id)});
    const Families families(reader);
  });
  auto subject = store::find_subject(reader, subject_id);
  if (!subject) return std::unexpected(no_subject());
  SubjectFacts result{.subject = *subject,
                      .facts = {},
                      .stored = store::facts_known_at(reader, subject_id, known_at),
                      .unreadable = {}};
  const determine::FactModel& model = context.determiner().model();
  const auto* type = model.subject(subject->type);
  determine::Subject made{.type = subject->type, .facts = {}, .location = {}};
  if (type != nullptr) {
    auto counted = population::counted_facts(result.stored, model, *type, on, taken == Taken::attested);
    made.facts = std::move(counted.facts);
    for (population::UnreadableFact& one : counted.unreadable)
      std::ranges::move(one.why, std::back_inserter(result.unreadable));
  }
  result.facts.subjects.push_back(std::move(made));
  result.facts.decisions = stored_decisions(reader, subject_id);
  std::erase_if(result.facts.decisions, [&](const determine::Decision& one) {
    const policy::PackagePtr package = context.package(one.policy);
    return package == nullptr || package->provision(one.provision) == nullptr;
  });
  for (const PaidMatter& paid : paid_matters(reader, subject_id)) {
    if (paid.case_id == but_case) continue;
    if (model.matter_parts(paid.matter.kind).size() != paid.matter.parts.size()) continue;
    result.facts.paid.push_back({.kind = paid.matter.kind,
                                 .parts = paid.matter.parts,
                                 .amount = paid.fen,
                                 .on = paid.on,
                                 .policy = paid.policy,
                                 .provision = paid.provision,
                                 .level = "city",
                                 .location = {}});
  }
  for (determine::Paid& paid : paid_jointly(reader, *subject)) {
    if (model.matter_parts(paid.kind).size() == paid.parts.size())
      result.facts.paid.push_back(std::move(paid));
  }
  inherit(reader, context, Families(reader), *subject, on, known_at, taken, result.facts);
  return result;
}

namespace {

// What the city has paid other subjects for the matters of these claims: a matter is paid once, whoever asks
// (a person introduced by two bodies, a joint project).
std::vector<determine::Paid> paid_to_others(const store::Reader& reader, std::string_view subject_id,
                                            const determine::Determination& made) {
  std::set<std::pair<std::string, std::string>> matters;
  for (const determine::SubjectResult& subject : made.subjects) {
    for (const determine::ProvisionResult& provision : subject.provisions) {
      for (const determine::Claim& claim : provision.claims) {
        if (!claim.matter.key.empty()) matters.emplace(claim.matter.kind, claim.matter.key);
      }
    }
  }
  std::vector<determine::Paid> paid;
  const auto ask = [&](const std::string& kind, const std::string& key) {
    reader.query(
        "SELECT c.matter_parts, c.policy, c.provision, p.fen, p.paid FROM case_file c JOIN matter_paid p ON "
        "p.case_id = c.id WHERE c.matter_kind = ? AND c.matter_key = ? AND p.subject <> ? ORDER BY p.seq",
        {kind, key, subject_id}, [&](const store::Row& row) {
          paid.push_back({.kind = kind,
                          .parts = parts_of(row.view(0)),
                          .amount = Fen{row.integer(3)},
                          .on = Date::parse(row.view(4)),
                          .policy = row.text(1),
                          .provision = row.text(2),
                          .level = "city",
                          .location = {}});
        });
  };
  const auto ask_all = [&] {
    for (const auto& [kind, key] : matters) ask(kind, key);
  };
  reader.ahead(ask_all);
  ask_all();
  return paid;
}

}  // namespace

std::expected<RecordResult, Fault> determine_record(const store::Reader& reader, const Context& context,
                                                    std::string_view subject_id, const Date& on,
                                                    Instant known_at,
                                                    std::vector<determine::Decision> decisions, Taken taken,
                                                    std::string_view but_case) {
  auto record = facts_of(reader, context, subject_id, on, known_at, taken, but_case);
  if (!record) return std::unexpected(std::move(record).error());
  for (determine::Decision& decision : decisions) {
    std::erase_if(record->facts.decisions,
                  [&](const determine::Decision& old) { return same_claim(old, decision); });
    record->facts.decisions.push_back(std::move(decision));
  }
  const determine::Question question{.on = on, .known_on = known_at.legal_day()};
  determine::Determination made = context.determiner().determine(record->facts, question);
  if (auto others = paid_to_others(reader, subject_id, made); !others.empty()) {
    std::ranges::move(others, std::back_inserter(record->facts.paid));
    made = context.determiner().determine(record->facts, question);
  }
  return RecordResult{std::move(*record), std::move(made)};
}

std::vector<PaidMatter> paid_matters(const store::Reader& reader, std::string_view subject_id) {
  return reader.all(
      "SELECT c.subject, c.id, c.reference, c.policy, c.provision, c.matter_kind, c.matter_parts, "
      "c.matter_key, "
      "p.fen, p.paid FROM matter_paid p JOIN case_file c ON c.id = p.case_id WHERE p.subject = ? ORDER BY "
      "p.seq",
      {subject_id}, [](const store::Row& row) {
        return PaidMatter{.subject = row.text(0),
                          .case_id = row.text(1),
                          .reference = row.text(2),
                          .policy = row.text(3),
                          .provision = row.text(4),
                          .matter = {row.text(5), parts_of(row.view(6)), row.text(7)},
                          .fen = Fen{row.integer(8)},
                          .on = Date::parse(row.view(9)).value_or(Date{})};
      });
}

namespace {

bool in_conflict(const Context& context, const determine::FactModel::SubjectType* type,
                 const RecordFact::Entry& other, const store::Fact& fact) {
  if (other.value == fact.value) return false;
  const policy::FactDeclaration* declaration = type == nullptr ? nullptr : type->fact(fact.name);
  if (declaration == nullptr) return true;
  const determine::FactModel& model = context.determiner().model();
  const auto one = determine::read_fact_value(other.value, *declaration, model, other.open);
  const auto another = determine::read_fact_value(fact.value, *declaration, model, fact.open);
  if (has_errors(one.diagnostics) || has_errors(another.diagnostics)) return true;
  const bool attested = fact.source == store::FactSource::attested;
  const feel::List* left = one.value.list();
  const feel::List* right = another.value.list();
  // Lists of two units, or of a unit and the subject, are one list: only their items can contradict.
  const bool together = other.attested != attested || (attested && other.by != fact.attested_by);
  if (!together || left == nullptr || right == nullptr)
    return determine::canonical(one.value) != determine::canonical(another.value);
  const auto& element = declaration->type->element;
  const policy::RecordType* record = element ? model.record(element->name) : nullptr;
  return std::ranges::any_of(left->items, [&](const feel::Value& item) {
    return std::ranges::any_of(
        right->items, [&](const feel::Value& second) { return determine::contradict(item, second, record); });
  });
}

}  // namespace

std::vector<RecordFact> record_of(const store::Reader& reader, const Context& context,
                                  std::string_view subject_id, Instant known_at) {
  std::vector<RecordFact> record;
  const auto subject = store::find_subject(reader, subject_id);
  if (!subject) return record;
  const auto* type = context.determiner().model().subject(subject->type);
  const std::vector<store::Fact> known = store::facts_known_at(reader, subject_id, known_at);
  const auto differing = differing_of(context, subject->type, known, known_at.legal_day());
  for (const store::Fact& fact : known) {
    if (record.empty() || record.back().name != fact.name) {
      const policy::FactDeclaration* declaration = type == nullptr ? nullptr : type->fact(fact.name);
      record.push_back({.name = fact.name,
                        .title = declaration == nullptr ? Text{fact.name, fact.name} : declaration->title,
                        .entries = {},
                        .conflict = false});
    }
    RecordFact& entry = record.back();
    for (const RecordFact::Entry& other : entry.entries) {
      if (other.valid_from == fact.valid_from && in_conflict(context, type, other, fact))
        entry.conflict = true;
    }
    entry.entries.push_back({.seq = fact.seq,
                             .value = fact.value,
                             .attested = fact.source == store::FactSource::attested,
                             .by = fact.attested_by,
                             .evidence = fact.evidence,
                             .open = fact.open,
                             .valid_from = fact.valid_from,
                             .valid_to = fact.valid_to,
                             .known_on = fact.known_on});
    const auto differs = std::ranges::find(differing, &fact, &Differing::declared);
    if (differs != differing.end()) entry.entries.back().differs_from = differs->attested->seq;
  }
  return record;
}

void follow_name(store::Transaction& tx, const Context& context, const store::Subject& subject,
                 const store::Fact& fact) {
  const auto* type = context.determiner().model().subject(subject.type);
  if (type == nullptr || fact.name != type->base->label || type->base->label == type->base->identity) return;
  const auto read =
      determine::read_fact_value(fact.value, *type->fact(fact.name), context.determiner().model());
  const std::string* name = read.value.text();
  const Date today = tx.now().legal_day();
  const bool holds =
      (!fact.valid_from || *fact.valid_from <= today) && (!fact.valid_to || today <= *fact.valid_to);
  if (holds && name != nullptr && *name != subject.name) store::rename_subject(tx, subject.id, *name);
}

std::expected<store::Actor, Fault> fact_actor(const store::Reader& reader, const Context& context,
                                              const Person& person, std::string_view subject_id,
                                              std::string_view name) {
  using identity::Action;
  store::Actor actor{person.account, ""};
  if (identity::may(person.grants, Action::declare_facts, {{}, std::string(subject_id)})) return actor;
  const auto attests = [](const identity::Grant& grant) {
    return !grant.unit.empty() &&
           identity::scope_of(grant.role, Action::attest_facts) != identity::Scope::none;
  };
  if (std::ranges::none_of(person.grants, attests)) return std::unexpected(not_permitted());
  const auto subject = store::find_subject(reader, subject_id);
  if (!subject) return std::unexpected(no_subject());
  const auto* type = context.determiner().model().subject(subject->type);
  const policy::FactDeclaration* declaration = type == nullptr ? nullptr : type->fact(name);
  for (const identity::Grant& grant : person.grants) {
    if (!attests(grant)) continue;
    const bool named = declaration != nullptr && std::ranges::find(declaration->attested_by, grant.unit) !=
                                                     declaration->attested_by.end();
    if (actor.unit.empty() || named) actor.unit = grant.unit;
  }
  return actor;
}

Text of_no_period(const policy::FactDeclaration& fact, const std::optional<Date>& from) {
  const Text& period = fact.period->title;
  if (!from)
    return {fmt::format("“{}”是一个{}的数据，没有说明是哪一个", fact.title.zh, period.zh),
            fmt::format("`{}` is of one {}, and it is not said of which", fact.name, period.en)};
  const std::string day = from->to_string();
  return {fmt::format("“{}”是一个{}的数据，{} 不是{}的最后一日", fact.title.zh, period.zh, day, period.zh),
          fmt::format("`{}` is of one {}, and {} is not the last day of one", fact.name, period.en, day)};
}

std::expected<store::Fact, Fault> enter_fact(store::Transaction& tx, const Library& library,
                                             const store::Actor& actor, std::string_view subject_id,
                                             const FactEntry& entry) {
  const Context& context = *library.current();
  const auto subject = store::find_subject(tx, subject_id);
  if (!subject) return std::unexpected(no_subject());
  const determine::FactModel& model = context.determiner().model();
  const auto* type = model.subject(subject->type);
  const policy::FactDeclaration* declaration = type == nullptr ? nullptr : type->fact(entry.name);
  if (declaration == nullptr) {
    return std::unexpected(refuse(Fault::Kind::invalid, "casework.unknown-fact",
                                  {fmt::format("{}没有名为 `{}` 的事实", subject->type, entry.name),
                                   fmt::format("there is no fact `{}` of a {}", entry.name, subject->type)},
                                  {"请使用政策词汇表中的名称", "use a name of the policy's vocabulary"}));
  }
  const auto& attesters = declaration->attested_by;
  const bool attested = !actor.unit.empty();
  if (attested && std::ranges::find(attesters, actor.unit) == attesters.end()) {
    return std::unexpected(refuse(
        Fault::Kind::forbidden, "casework.not-attester",
        {fmt::format("`{}`不由{}核定", entry.name, actor.unit),
         fmt::format("`{}` is not attested by {}", entry.name, actor.unit)},
        {fmt::format("可核定的单位：{}",
                     attesters.empty() ? "无，由主体申报" : fmt::format("{}", fmt::join(attesters, "、"))),
         fmt::format("units that attest it: {}", attesters.empty()
                                                     ? "none, the subject declares it"
                                                     : fmt::format("{}", fmt::join(attesters, ", ")))}));
  }
  if (declaration->period && !policy::period_of(*declaration, entry.valid_from)) {
    const Date day = entry.valid_from.value_or(tx.now().legal_day());
    const std::string last = policy::last_day_of(declaration->period->length, day).to_string();
    return std::unexpected(refuse(
        Fault::Kind::invalid, "casework.not-a-period", of_no_period(*declaration, entry.valid_from),
        {fmt::format("起始日请填所属期间的最后一日，如 {}", last),
         fmt::format("give the last day of its period as the day from which it holds, such as {}", last)}));
  }
  if (!attested && entry.supersedes) {
    const auto old = store::find_fact(tx, *entry.supersedes);
    if (old && old->source == store::FactSource::attested) {
      return std::unexpected(
          refuse(Fault::Kind::forbidden, "casework.attested-fact",
                 {fmt::format("`{}`已由{}核定，不能以申报更正", entry.name, old->attested_by),
                  fmt::format("`{}` is attested by {} and not corrected by a declaration", entry.name,
                              old->attested_by)},
                 {"请向核定单位申请更正", "ask the unit that attested it to correct it"}));
    }
  }
  const auto read = determine::read_fact_value(entry.value, *declaration, model, entry.open);
  for (const Diagnostic& diagnostic : read.diagnostics) {
    if (diagnostic.severity == Severity::error) return std::unexpected(bad_value(diagnostic));
  }
  auto added =
      store::add_fact(tx, {.subject_id = std::string(subject_id),
                           .name = entry.name,
                           .value = entry.value,
                           .source = attested ? store::FactSource::attested : store::FactSource::declared,
                           .attested_by = attested ? actor.unit : actor.account,
                           .evidence = entry.evidence,
                           .open = entry.open,
                           .valid_from = entry.valid_from,
                           .valid_to = entry.valid_to,
                           .supersedes = entry.supersedes});
  if (!added) return added;
  if (attested) follow_name(tx, context, *subject, *added);
  json::object payload{{"fact", added->seq}, {"name", added->name}};
  const auto event = tx.append({.stream_type = "subject",
                                .stream_id = std::string(subject_id),
                                .expected_version = {},
                                .kind = attested ? "subject.fact_attested" : "subject.fact_declared",
                                .schema_version = 1,
                                .payload = json::serialize(payload),
                                .actor = actor});
  if (!event) return std::unexpected(event.error());
  if (auto fault = void_what_changed(tx, library, subject_id)) return std::unexpected(std::move(*fault));
  return added;
}

std::optional<Fault> facts_changed(store::Transaction& tx, const Library& library,
                                   std::string_view subject_id) {
  return void_what_changed(tx, library, subject_id);
}

}  // namespace enact::casework
