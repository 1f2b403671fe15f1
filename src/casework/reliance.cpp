#include "casework/reliance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "casework/claims.hpp"
#include "casework/part_payment.hpp"
#include "casework/record.hpp"
#include "policy/procedures.hpp"
#include "store/hash.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using store::Fault;

constexpr std::array<std::string_view, 6> reviewing = {"check",  "opinions", "notice",
                                                       "decide", "approve",  "finance"};

// "企业.认定[2].日期" → "认定".
std::string fact_name(std::string_view path) {
  path.remove_prefix(std::min(path.find('.') + 1, path.size()));
  return std::string(path.substr(0, path.find_first_of(".[")));
}

// The same fact wherever it stands in its list.
std::string without_places(std::string_view path) {
  std::string plain;
  bool inside = false;
  for (const char c : path) {
    if (c == '[') inside = true;
    if (!inside) plain += c;
    if (c == ']') inside = false;
  }
  return plain;
}

// A band is for a unit to decide: before and after its judgement it is the same thing to rely on.
std::string amount_text(const determine::Claim& claim) {
  if (!claim.money || !claim.amount) return {};
  if (claim.decision || (claim.offered && !claim.offered->figure())) return "judged";
  const auto& max = claim.amount->max;
  return fmt::format("{}..{}", claim.amount->min.count, max ? std::to_string(max->count) : "");
}

// The names of which the two say different things.
std::set<std::string> differing(const Basis& before, const Basis& now) {
  std::set<std::string> names;
  for (const auto& [name, digest] : before) {
    const auto found = now.find(name);
    if (found == now.end() || found->second != digest) names.insert(name);
  }
  for (const auto& [name, digest] : now) {
    if (!before.contains(name)) names.insert(name);
  }
  return names;
}

std::optional<Basis> current_basis(store::Transaction& tx, const CaseFile& file) {
  const auto result = determine_record(tx, *file.context, file.subject.id, tx.now().legal_day(), tx.now(), {},
                                       taken_by(file.mode), file.id);
  if (!result) return std::nullopt;
  const auto* provision = find_provision(result->determination, file.policy, file.provision);
  if (provision == nullptr) return std::nullopt;
  const auto claim = find_claim(*provision, file.subject, file.matter.key);
  // No longer due: nothing of what was relied on is there.
  return claim ? basis_of(**claim) : Basis{};
}

std::optional<Fault> void_in(store::Transaction& tx, CaseFile& file) {
  if (file.state.ended() || file.bases.empty() || is_granted_in_part(file)) return std::nullopt;
  const auto now = current_basis(tx, file);
  if (!now) return std::nullopt;
  std::vector<procedure::Event::Voided> relied;
  std::set<std::string> changed;
  for (const auto& [answer, basis] : file.bases) {
    const policy::ProcedureStep* step = file.run.step(answer.first);
    if (step == nullptr || file.state.settled(answer.first, answer.second) == nullptr) continue;
    const auto names = differing(basis, relied_by(*step, *now));
    if (names.empty()) continue;
    relied.push_back({answer.first, answer.second});
    changed.insert(names.begin(), names.end());
  }
  const auto moved = procedure::void_changed(file.run, file.state, std::move(relied), tx.now().legal_day());
  if (!moved) return std::nullopt;
  json::array names;
  for (const std::string& name : changed) names.emplace_back(name);
  const auto event = append(tx, file, {}, "case.changed", &*moved, {{"changed", std::move(names)}});
  if (!event) return event.error();
  return std::nullopt;
}

}  // namespace

Basis basis_of(const determine::Claim& claim) {
  std::map<std::string, std::set<std::string>> read;
  const auto add = [&](const determine::FactRead& fact) {
    read[fact_name(fact.path)].insert(
        fmt::format("{}={}", without_places(fact.path), feel::to_string(fact.value)));
  };
  std::ranges::for_each(claim.facts, add);
  for (const determine::ConditionResult& condition : claim.conditions) {
    std::ranges::for_each(condition.facts, add);
  }
  Basis basis;
  for (const auto& [name, values] : read) {
    std::string all;
    for (const std::string& value : values) all += value + '\n';
    basis[name] = store::sha256_hex(all);
  }
  const std::string amount = amount_text(claim);
  if (!amount.empty()) basis[std::string(policy::amount_name)] = store::sha256_hex(amount);
  return basis;
}

bool is_review(const policy::ProcedureStep& step) {
  return std::ranges::find(reviewing, step.kind) != reviewing.end();
}

Basis relied_by(const policy::ProcedureStep& step, const Basis& all) {
  if (!is_review(step)) return {};
  if (step.relies_on.empty()) return all;
  Basis narrowed;
  for (const auto& [name, digest] : all) {
    if (std::ranges::find(step.relies_on, name) != step.relies_on.end()) narrowed[name] = digest;
  }
  return narrowed;
}

json::object basis_json(const Basis& basis) {
  json::object made;
  for (const auto& [name, digest] : basis) made[name] = digest;
  return made;
}

std::optional<Fault> void_what_changed(store::Transaction& tx, const Library& library,
                                       std::string_view subject) {
  const auto open = tx.all("SELECT id FROM case_file WHERE subject = ? AND ended = 0 AND status <> 'draft'",
                           {subject}, [](const store::Row& row) { return row.text(0); });
  for (const std::string& id : open) {
    auto file = load_case(tx, library, id);
    // A case whose package is not kept cannot be held against anything; it can do no step either.
    if (!file) continue;
    if (auto fault = void_in(tx, *file)) return fault;
  }
  return std::nullopt;
}

}  // namespace enact::casework
