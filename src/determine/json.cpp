// A determination as JSON: docs/schema/determination.json. The order of members is fixed, amounts are whole
// fen, numbers of facts are texts, so that nothing passes through binary floating point.
#include <boost/json.hpp>

#include "determine/determine.hpp"
#include "determine/explanation_json.hpp"
#include "determine/subject_view.hpp"

namespace enact::determine {
namespace {

namespace json = boost::json;

json::object text(const Text& text) {
  return {{"zh", text.zh}, {"en", text.en}};
}

json::array strings(const std::vector<std::string>& items) {
  json::array array;
  for (const std::string& item : items) array.emplace_back(item);
  return array;
}

template <typename Items, typename Function>
json::array array_of(const Items& items, Function&& function) {
  json::array array;
  for (const auto& item : items) array.push_back(function(item));
  return array;
}

void add_date(json::object& object, const char* name, const std::optional<Date>& date) {
  if (date) object[name] = date->to_string();
}

const char* kind_of(Missing::Kind kind) {
  switch (kind) {
    case Missing::Kind::fact:
      return "fact";
    case Missing::Kind::open_list:
      return "open_list";
    case Missing::Kind::decision:
      return "decision";
    case Missing::Kind::parameter:
      return "parameter";
    case Missing::Kind::error:
      return "error";
  }
  return "";
}

json::object missing(const Missing& missing) {
  json::object object{{"kind", kind_of(missing.kind)},
                      {"what", missing.what},
                      {"title", text(missing.title)},
                      {"ask", strings(missing.ask)},
                      {"weight", missing.weight}};
  if (!missing.provisions.empty()) object["provisions"] = strings(missing.provisions);
  return object;
}

void add_source(json::object& object, const Provenance& from) {
  if (!from.source.empty()) object["source"] = from.source;
  if (!from.attested_by.empty()) object["attested_by"] = from.attested_by;
  add_date(object, "on", from.on);
  add_date(object, "known_on", from.known_on);
}

json::object item_source(const Provenance& from) {
  json::object object;
  add_source(object, from);
  return object;
}

json::object fact(const FactRead& fact) {
  json::object object{{"path", fact.path}, {"value", display(fact.value)}};
  if (fact.value.is_unknown()) object["unknown"] = true;
  add_source(object, fact.provenance);
  if (!fact.items.empty()) object["items"] = array_of(fact.items, item_source);
  return object;
}

json::object citation(const policy::Citation& citation) {
  return {{"article", citation.article}, {"paragraph", citation.paragraph}, {"text", citation.text}};
}

json::object condition(const ConditionResult& condition) {
  json::object object{{"name", condition.name},
                      {"title", text(condition.title)},
                      {"rule", condition.rule},
                      {"verdict", to_string(condition.verdict)},
                      {"facts", array_of(condition.facts, fact)}};
  if (condition.citation) object["citation"] = citation(*condition.citation);
  if (condition.condition != nullptr && !condition.condition->words.empty()) {
    object["words"] = condition.condition->words;
  }
  if (!condition.assumption.empty()) object["assumption"] = condition.assumption;
  if (!condition.missing.empty()) object["missing"] = array_of(condition.missing, missing);
  return object;
}

json::object reduction(const Reduction& reduction) {
  return {{"reason", to_string(reduction.reason)},
          {"policy", reduction.policy},
          {"provision", reduction.provision},
          {"amount_fen", reduction.amount.count},
          {"text", text(reduction.text)}};
}

json::value fen(const std::optional<Fen>& amount) {
  return amount ? json::value(amount->count) : json::value(nullptr);
}

// amount_fen, or min_fen and max_fen (null: no bound is known).
void add_amount(json::object& object, const AmountResult& amount) {
  if (amount.figure()) {
    object["amount_fen"] = amount.min.count;
    return;
  }
  object["min_fen"] = amount.min.count;
  object["max_fen"] = fen(amount.max);
  if (amount.min_open) object["min_open"] = true;
}

json::object claim(const Claim& claim) {
  json::object object{{"status", to_string(claim.status)}};
  if (!claim.matter.kind.empty()) {
    object["matter"] = json::object{
        {"kind", claim.matter.kind}, {"parts", strings(claim.matter.parts)}, {"key", claim.matter.key}};
  } else {
    object["matter"] = nullptr;
  }
  object["event"] = claim.event;
  object["date"] = claim.date ? json::value(claim.date->to_string()) : json::value(nullptr);
  object["award_year"] = claim.award_year ? json::value(*claim.award_year) : json::value(nullptr);
  object["payee"] = claim.payee;
  object["payer"] = claim.payer;
  if (claim.amount) add_amount(object, *claim.amount);
  if (claim.money && !claim.estimate) object["payable_fen"] = claim.payable.count;
  if (claim.estimate) object["estimate"] = true;
  if (claim.offered) {
    json::object offered;
    add_amount(offered, *claim.offered);
    object["offered"] = std::move(offered);
  }
  if (!claim.decided_by.empty()) object["decided_by"] = strings(claim.decided_by);
  if (claim.decision) {
    json::object decision{{"amount", claim.decision->amount.to_string()},
                          {"by", claim.decision->by},
                          {"reason", claim.decision->reason}};
    add_date(decision, "on", claim.decision->on);
    object["decision"] = std::move(decision);
  }
  object["schedule"] = array_of(claim.schedule, [](const Instalment& instalment) {
    return json::object{{"month", instalment.month.to_string().substr(0, 7)},
                        {"amount_fen", instalment.amount.count}};
  });
  object["already_paid_fen"] = claim.already_paid.count;
  object["reduced_by"] = array_of(claim.reduced_by, reduction);
  object["conditions"] = array_of(claim.conditions, condition);
  object["steps"] = array_of(claim.steps, [](const Text& step) { return text(step); });
  object["facts"] = array_of(claim.facts, fact);
  object["missing"] = array_of(claim.missing, missing);
  return object;
}

json::object fact_change(const FactChange& change) {
  json::object object{{"path", change.path},
                      {"title", text(change.title)},
                      {"bound", to_string(change.bound)},
                      {"limit", display(change.limit)},
                      {"then", display(change.then)}};
  if (!change.now.is_unknown()) object["now"] = display(change.now);
  return object;
}

json::object change(const Change& change) {
  json::object object{{"text", text(change.text)}, {"facts", array_of(change.facts, fact_change)}};
  if (!change.new_event.empty()) object["new_event"] = change.new_event;
  return object;
}

enum class Explained : bool { no, yes };

json::object provision(const ProvisionResult& result, Explained explained) {
  const policy::Provision& provision = *result.provision;
  json::object object{{"policy", result.package->id},
                      {"id", provision.id},
                      {"article", provision.article},
                      {"title", text(provision.title)},
                      {"kind", policy::to_string(provision.kind)},
                      {"status", to_string(result.status)}};
  if (result.amount) add_amount(object, *result.amount);
  if (provision.amount && provision.amount->estimate) object["estimate"] = true;
  object["claims"] = array_of(result.claims, claim);
  object["refused"] = array_of(result.refused, claim);
  object["more_possible"] = result.more_possible;
  object["conditions"] = array_of(result.conditions, condition);
  object["missing"] = array_of(result.missing, missing);
  if (!result.changes.empty()) object["changes"] = array_of(result.changes, change);
  object["assumptions"] = array_of(result.assumptions, [&](const std::string& id) {
    json::object assumption{{"id", id}};
    if (const policy::Assumption* known = result.package->assumption(id)) {
      assumption["text"] = text(known->text);
      assumption["reason"] = text(known->reason);
      assumption["ruled_by"] = strings(known->ruled_by);
    }
    return assumption;
  });
  object["citations"] = array_of(provision.citations, citation);
  object["lead"] = strings(provision.leads);
  if (provision.task) {
    object["task"] = json::object{{"units", strings(provision.task->units)},
                                  {"does", text(provision.task->text)},
                                  {"working_days", provision.task->working_days}};
  }
  if (explained == Explained::yes) object["explanation"] = explanation_json(explain(result));
  return object;
}

void add_bounds(json::object& object, const Bounds& bounds) {
  object["certain_fen"] = bounds.certain.count;
  object["max_fen"] = fen(bounds.max);
  if (!bounds.unbounded.empty()) object["max_unknown_because"] = array_of(bounds.unbounded, missing);
}

json::object alternative(const AlternativeResult& result) {
  json::array sets;
  for (std::size_t i = 0; i < result.alternative->sets.size(); ++i) {
    json::object set{{"provisions", array_of(result.alternative->sets[i], [](const auto& member) {
                        return json::value(member.policy + "/" + member.provision);
                      })}};
    if (!result.totals.empty()) {
      set["total_fen"] = result.totals[i].count;
      set["chosen"] = i == result.chosen;
    }
    sets.push_back(std::move(set));
  }
  return {{"policy", result.package->id},
          {"id", result.alternative->id},
          {"title", text(result.alternative->title)},
          {"sets", std::move(sets)}};
}

json::object ranking(const Ranking& ranking, const Determination& determination) {
  json::object object{{"policy", ranking.package->id}, {"provision", ranking.provision->id}};
  object["by"] = array_of(ranking.provision->rank_by, [](const policy::RankKey& key) {
    return json::object{{"title", text(key.title)}, {"order", key.ascending ? "ascending" : "descending"}};
  });
  object["places"] = array_of(ranking.places, [&](const Ranking::Place& place) {
    const SubjectResult& subject = determination.subjects[place.subject];
    json::object one{{"place", place.place == 0 ? json::value(nullptr) : json::value(place.place)},
                     {"type", subject.type},
                     {"identity", subject.identity},
                     {"label", subject.label}};
    for (const ProvisionResult& result : subject.provisions) {
      if (result.provision != ranking.provision) continue;
      const Claim& claim = result.claims[place.claim];
      one["event"] = claim.event;
      one["values"] = array_of(claim.ranks, [](const feel::Value& value) {
        return value.is_unknown() ? json::value(nullptr) : json::value(display(value));
      });
    }
    return one;
  });
  return object;
}

json::object subject(const SubjectResult& subject, Explained explained) {
  json::object object{{"type", subject.type}, {"identity", subject.identity}, {"label", subject.label}};
  add_bounds(object, subject.total);
  object["provisions"] =
      array_of(subject.provisions, [&](const ProvisionResult& one) { return provision(one, explained); });
  if (!subject.alternatives.empty()) object["alternatives"] = array_of(subject.alternatives, alternative);
  object["missing"] = array_of(subject.missing, missing);
  return object;
}

json::object diagnostic(const Diagnostic& diagnostic) {
  const char* severity = diagnostic.severity == Severity::error     ? "error"
                         : diagnostic.severity == Severity::warning ? "warning"
                                                                    : "note";
  json::object object{
      {"severity", severity}, {"code", diagnostic.code}, {"message", text(diagnostic.message)}};
  if (!diagnostic.help.empty()) object["help"] = text(diagnostic.help);
  if (diagnostic.location.known()) {
    const Position position = diagnostic.location.source->position(diagnostic.location.span.begin);
    object["file"] = diagnostic.location.source->name();
    object["line"] = position.line;
    object["column"] = position.column;
  }
  return object;
}

json::object head(const Determination& determination) {
  json::object object{{"on", determination.on.to_string()}};
  add_date(object, "known_on", determination.known_on);
  object["policies"] = array_of(determination.packages, [](const policy::PackagePtr& package) {
    return json::object{{"id", package->id},
                        {"number", package->number},
                        {"title", text(package->title)},
                        {"hash", package->hash},
                        {"sample", package->sample}};
  });
  return object;
}

std::string whole(const Determination& determination, Explained explained) {
  json::object object = head(determination);
  add_bounds(object, determination.total);
  object["subjects"] =
      array_of(determination.subjects, [&](const SubjectResult& one) { return subject(one, explained); });
  if (!determination.rankings.empty()) {
    object["rankings"] =
        array_of(determination.rankings, [&](const Ranking& one) { return ranking(one, determination); });
  }
  if (explained == Explained::yes) {
    object["assumptions"] = array_of(general_assumptions(determination), explanation_json);
  }
  object["diagnostics"] = array_of(determination.diagnostics, diagnostic);
  return json::serialize(object);
}

}  // namespace

std::string to_json(const Determination& determination) {
  return whole(determination, Explained::no);
}

std::string explained_json(const Determination& determination) {
  return whole(determination, Explained::yes);
}

std::string to_json(const SubjectResult& of, const Determination& determination) {
  json::object object = head(determination);
  json::object inner = subject(of, Explained::no);
  for (auto& member : inner) object[member.key()] = std::move(member.value());
  return json::serialize(object);
}

}  // namespace enact::determine
