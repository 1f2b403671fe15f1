// To whom a provision is due by what units attest, subject by subject.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "casework/claims.hpp"
#include "casework/refusals.hpp"
#include "casework/roster_parts.hpp"
#include "casework/treasury_steps.hpp"
#include "determine/rankings.hpp"
#include "population/stored_facts.hpp"

namespace enact::casework {
namespace {

using determine::Claim;
using determine::Determination;
using determine::ProvisionResult;
using store::Fault;

Fault no_provision() {
  return refuse(Fault::Kind::not_found, "casework.no-provision",
                {"该条款不能编制名单", "no lists are made for this provision"},
                {"请从本单位牵头、可兑付或已声明登记册的条款中选择",
                 "choose one that your unit handles and that pays or fills a register"});
}

// Two claims are one if their matter and the date of their event are the same.
using Key = std::pair<std::string, std::optional<Date>>;

std::multiset<Key> due_claims(const Determination& made, const Listed& listed) {
  std::multiset<Key> keys;
  const auto* result = find_provision(made, listed.package->id, listed.provision->id);
  if (result == nullptr) return keys;
  for (const Claim& claim : result->claims) {
    if (claim.status == determine::Status::due && !claim.estimate) keys.emplace(claim.matter.key, claim.date);
  }
  return keys;
}

Text why_of(const Claim& claim) {
  Text met;
  for (const determine::ConditionResult& one : claim.conditions) {
    if (one.verdict != determine::Verdict::met) continue;
    const Text title = one.title.empty() ? Text{one.name, one.name} : one.title;
    met.zh += (met.zh.empty() ? "满足：" : "、") + title.zh;
    met.en += (met.en.empty() ? "met: " : ", ") + (title.en.empty() ? title.zh : title.en);
  }
  if (claim.event.empty()) return met;
  if (met.empty()) return {claim.event, claim.event};
  return {claim.event + "；" + met.zh, claim.event + "; " + met.en};
}

// What of the determination itself stands against offering it; empty: nothing.
Text unfit(const Listed& listed, const ProvisionResult& result, const Claim& claim) {
  if (!rests_on_attested(result, claim)) {
    return {"所依据的事实尚未全部核定，须申请",
            "not every fact it rests on is attested: it must be applied for"};
  }
  Text reasons;
  for (const determine::Reduction& one : claim.reduced_by) {
    reasons.zh += "；" + one.text.zh;
    reasons.en += "; " + one.text.en;
  }
  if (listed.procedure == nullptr) {
    if (reasons.empty()) return {};
    return {"另按其他条款办理" + reasons.zh, "given under another provision" + reasons.en};
  }
  if (!claim.amount || !claim.amount->figure()) {
    return {"金额须由单位决定，须申请", "the amount is to be decided by a unit: it must be applied for"};
  }
  if (claim.amount->min.count > 0) return {};
  return {"已无应付金额" + reasons.zh, "nothing is left to be paid" + reasons.en};
}

// The facts of a subject that a unit attests, with what was decided and paid.
std::optional<SubjectFacts> attested_facts(const store::Reader& reader, const Context& context,
                                           const std::string& id, const Date& on, Instant now) {
  auto record = facts_of(reader, context, id, on, now, Taken::attested);
  if (!record || context.determiner().model().subject(record->subject.type) == nullptr) return std::nullopt;
  return std::move(*record);
}

class Finding {
 public:
  Finding(const store::Reader& reader, const Context& context, const Listed& listed,
          const std::optional<Date>& since, Instant now)
      : reader_(reader), context_(context), listed_(listed), since_(since), now_(now) {
    made_.on = now.legal_day();
  }

  RosterFindings run() {
    std::vector<std::string> ids;
    store::for_each_subject(reader_, listed_.provision->subject,
                            [&](const store::Subject& subject) { ids.push_back(subject.id); });
    for (const std::string& id : ids) look_at(id);
    rank();
    return std::move(made_);
  }

 private:
  void look_at(const std::string& id) {
    const auto record = attested_facts(reader_, context_, id, made_.on, now_);
    if (!record) return;
    determine::Question question{.on = made_.on, .known_on = made_.on, .explain = false};
    const auto& determiner = context_.determiner();
    // Most are due nothing: that is found out without reasons.
    if (due_claims(determiner.determine(record->facts, question), listed_).empty()) return;
    std::multiset<Key> before;
    if (since_) {
      const auto then = attested_facts(reader_, context_, id, *since_, population::last_moment_of(*since_));
      if (then) {
        before = due_claims(
            determiner.determine(then->facts, {.on = *since_, .known_on = *since_, .explain = false}),
            listed_);
      }
    }
    question.explain = true;
    Determination whole = determiner.determine(record->facts, question);
    const ProvisionResult& result = *find_provision(whole, listed_.package->id, listed_.provision->id);
    for (std::size_t at = 0; at < result.claims.size(); ++at) {
      const Claim& claim = result.claims[at];
      if (claim.status != determine::Status::due || claim.estimate) continue;
      if (const auto known = before.find({claim.matter.key, claim.date}); known != before.end()) {
        before.erase(known);
        continue;
      }
      add(record->subject, result, claim, at);
    }
    if (listed_.provision->rank_by.empty()) return;
    // As known on the day, which may be other objects than those in force.
    all_.packages = whole.packages;
    all_.subjects.push_back(std::move(whole.subjects.front()));
  }

  void add(const store::Subject& subject, const ProvisionResult& result, const Claim& claim, std::size_t at) {
    auto matter = matter_of(result, claim, subject);
    if (!matter) return;
    std::optional<Fen> amount;
    if (claim.money && claim.amount && claim.amount->figure()) amount = claim.amount->min;
    made_.found.push_back({.subject = subject,
                           .matter = std::move(*matter),
                           .event = claim.event,
                           .amount = amount,
                           .why = why_of(claim),
                           .left_out = unfit(listed_, result, claim)});
    places_.emplace_back(all_.subjects.size(), at);
  }

  // Among all that are due, whether or not they are new.
  void rank() {
    for (const determine::Ranking& ranking : determine::rankings_of(all_)) {
      if (ranking.package->id != listed_.package->id || ranking.provision->id != listed_.provision->id)
        continue;
      std::map<std::pair<std::size_t, std::size_t>, int> by_claim;
      for (const determine::Ranking::Place& place : ranking.places)
        by_claim[{place.subject, place.claim}] = place.place;
      for (std::size_t i = 0; i < places_.size(); ++i) made_.found[i].place = by_claim[places_[i]];
    }
  }

  const store::Reader& reader_;
  const Context& context_;
  const Listed& listed_;
  std::optional<Date> since_;
  Instant now_;
  RosterFindings made_;
  Determination all_;  // of ranked provisions: everybody to whom it is due
  std::vector<std::pair<std::size_t, std::size_t>> places_;  // of each finding: subject of `all_`, claim
};

}  // namespace

std::optional<Listed> listed_provision(const Context& context, std::string_view policy,
                                       std::string_view provision) {
  const policy::PackagePtr package = context.package(policy);
  const policy::Provision* found = package == nullptr ? nullptr : package->provision(provision);
  if (found == nullptr || !found->executable() || found->leads.empty()) return std::nullopt;
  Listed listed{.package = package,
                .provision = found,
                .procedure = package->procedure(found->procedure),
                .filled = {},
                .unit = procedure::parties_of(*package, *found).handler};
  if (listed.procedure == nullptr) listed.filled = policy::filled_by(*package, provision);
  if (listed.procedure == nullptr && listed.filled.made == nullptr) return std::nullopt;
  return listed;
}

std::expected<RosterFindings, Fault> find_due(const store::Reader& reader, const Library& library,
                                              const Person& person, const RosterRequest& request,
                                              Instant now) {
  const ContextPtr& context = library.current();
  const auto listed = listed_provision(*context, request.policy, request.provision);
  if (!listed) return std::unexpected(no_provision());
  if (!acting(person, identity::Action::accept_case, listed->unit)) return std::unexpected(not_permitted());
  if (request.since && *request.since >= now.legal_day()) {
    return std::unexpected(refuse(Fault::Kind::invalid, "casework.bad-since",
                                  {"起算日须早于今天", "the day since when must be before today"},
                                  {"不填则列出全部", "leave it empty to list all"}));
  }
  return Finding(reader, *context, *listed, request.since, now).run();
}

}  // namespace enact::casework
