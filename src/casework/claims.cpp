#include "casework/claims.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "casework/refusals.hpp"
#include "determine/explanation.hpp"
#include "policy/image.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using determine::Claim;
using determine::ConditionResult;
using determine::ProvisionResult;
using determine::Verdict;
using store::Fault;

Text joined(const std::vector<Text>& texts) {
  Text all;
  for (const Text& text : texts) {
    all.zh += (all.zh.empty() ? "" : "；") + text.zh;
    all.en += (all.en.empty() ? "" : "; ") + text.en;
  }
  return all;
}

Fault not_due(const std::vector<ConditionResult>& conditions) {
  std::vector<Text> unmet;
  for (const ConditionResult& condition : conditions) {
    if (condition.verdict != Verdict::not_met) continue;
    unmet.push_back(condition.title.empty() ? Text{condition.name, condition.name} : condition.title);
  }
  const Text why =
      unmet.empty() ? Text{"没有符合条件的事项", "there is no event that qualifies"} : joined(unmet);
  return refuse(Fault::Kind::conflict, "casework.not-due",
                {fmt::format("不符合条件：{}", why.zh), fmt::format("not due, not met: {}", why.en)},
                {"如记录有误，请先更正相关事实", "if the record is wrong, have the facts corrected first"});
}

Fault nothing_left(const Claim& claim) {
  std::vector<Text> reasons;
  for (const determine::Reduction& reduction : claim.reduced_by) reasons.push_back(reduction.text);
  const Text why = joined(reasons);
  return refuse(
      Fault::Kind::conflict, "casework.nothing-left",
      {fmt::format("同一事项已无应付金额：{}", why.zh),
       fmt::format("nothing is left to be paid: {}", why.en)},
      {"同一事项就高、不重复；请查看已付记录", "a matter is paid once; see what has been paid for it"});
}

Fault no_claim() {
  return refuse(Fault::Kind::not_found, "casework.no-claim",
                {"该条款下没有这个事项", "the provision has no such claim"},
                {"请从可兑现清单中选择", "choose one from the list of what is due"});
}

// The same name for one thing in every run: matter keys must be equal for equal claims.
std::string own_key(const ProvisionResult& provision, const store::Subject& subject) {
  return fmt::format("{}/{}|{}|{}", provision.package->id, provision.provision->id,
                     text::matter_form(subject.type), text::matter_form(subject.identity));
}

}  // namespace

std::optional<determine::Matter> matter_of(const ProvisionResult& provision, const Claim& claim,
                                           const store::Subject& subject) {
  if (!claim.matter.key.empty()) return claim.matter;
  if (provision.provision->matter) return std::nullopt;
  return determine::Matter{"条款",
                           {subject.identity, provision.package->id, provision.provision->id},
                           own_key(provision, subject)};
}

const ProvisionResult* find_provision(const determine::Determination& determination, std::string_view policy,
                                      std::string_view provision) {
  if (determination.subjects.empty()) return nullptr;
  for (const ProvisionResult& one : determination.subjects.front().provisions) {
    if (one.package->id == policy && one.provision->id == provision) return &one;
  }
  return nullptr;
}

std::expected<const Claim*, Fault> find_claim(const ProvisionResult& provision, const store::Subject& subject,
                                              std::string_view matter_key) {
  const auto fits = [&](const Claim& claim) {
    const auto matter = matter_of(provision, claim, subject);
    return matter && matter->key == matter_key;
  };
  const Claim* found = nullptr;
  if (matter_key.empty()) {
    if (provision.claims.size() == 1) found = &provision.claims.front();
  } else if (const auto one = std::ranges::find_if(provision.claims, fits); one != provision.claims.end()) {
    found = &*one;
  }
  if (found == nullptr) {
    const auto refused = std::ranges::find_if(provision.refused, fits);
    if (refused != provision.refused.end()) return std::unexpected(not_due(refused->conditions));
    if (!provision.claims.empty()) return std::unexpected(no_claim());
    return std::unexpected(not_due(provision.conditions));
  }
  if (!matter_of(provision, *found, subject)) return std::unexpected(unsettled(*found).value_or(no_claim()));
  if (found->money && found->amount && found->amount->max && found->amount->max->count == 0) {
    return std::unexpected(nothing_left(*found));
  }
  return found;
}

std::optional<Fault> unsettled(const Claim& claim) {
  if (claim.estimate) {
    return refuse(Fault::Kind::conflict, "casework.estimate",
                  {"目前只是估算，尚无可兑现的事项", "this is an estimate, nothing to be paid yet"},
                  {"请在事项发生后办理", "go on once the event has come"});
  }
  const auto matter_unknown = claim.matter.key.empty() && !claim.missing.empty();
  if (claim.status == determine::Status::due && !matter_unknown) return std::nullopt;
  std::vector<Text> missing;
  for (const determine::Missing& one : claim.missing) {
    missing.push_back(one.title.empty() ? Text{one.what, one.what} : one.title);
  }
  const Text what = joined(missing);
  return refuse(Fault::Kind::conflict, "casework.not-due",
                {fmt::format("尚不能确定是否应予兑现，缺：{}", what.zh),
                 fmt::format("it is not known whether this is due; missing: {}", what.en)},
                {"请先补齐相关事实", "have the missing facts entered first"});
}

bool rests_on_attested(const ProvisionResult& provision, const Claim& claim) {
  const std::string own = provision.provision->subject + ".";
  const auto attested = [&](const determine::FactRead& fact) {
    return !fact.path.starts_with(own) || !fact.provenance.attested_by.empty();
  };
  return std::ranges::all_of(claim.facts, attested) &&
         std::ranges::all_of(claim.conditions, [&](const ConditionResult& condition) {
           return std::ranges::all_of(condition.facts, attested);
         });
}

bool confirmable(const ProvisionResult& provision, const Claim& claim) {
  if (claim.status != determine::Status::due || !claim.amount || !claim.amount->figure() || claim.estimate) {
    return false;
  }
  return rests_on_attested(provision, claim);
}

std::optional<CaseAmount> amount_of(const Claim& claim) {
  if (!claim.money || !claim.amount) return std::nullopt;
  return CaseAmount{claim.amount->min, claim.amount->max};
}

std::optional<Fen> payable_beside_rivals(const Claim& claim) {
  const bool own = claim.offered && (claim.offered->figure() || claim.decision);
  if (!own || !claim.amount || claim.amount->figure() || claim.payable.count == 0) return std::nullopt;
  return claim.payable;
}

void pin(store::Transaction& tx, const RecordResult& result, const CaseFile& file, json::object& payload) {
  const auto put = [&](const std::string& content) {
    const auto hash = store::put_blob(
        tx, {reinterpret_cast<const std::uint8_t*>(content.data()), content.size()}, "application/json");
    if (!hash) throw std::length_error(hash.error().message.en);
    return *hash;
  };
  const determine::Determination& made = result.determination;
  payload["on"] = made.on.to_string();
  if (made.known_on) payload["known_on"] = made.known_on->to_string();
  payload["engine"] = policy::engine_version;
  payload["facts"] = put(determine::facts_json(result.record.facts));
  payload["snapshot"] = put(determine::to_json(made.subjects.front(), made));
  // Beside the snapshot, not in it: its words may become better while the determination stays the same.
  if (const auto* provision = find_provision(made, file.policy, file.provision)) {
    payload["explanation"] = put(determine::to_json(determine::explain(*provision)));
  }
}

}  // namespace enact::casework
