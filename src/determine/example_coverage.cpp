// Counting what examples have tried. See example_coverage.hpp.
#include "determine/example_coverage.hpp"

#include <algorithm>

#include "determine/plan.hpp"

namespace enact::determine {
namespace {

// The verdicts that a condition can have: one that reads nothing but the day of asking and the policy is
// never unknown.
std::vector<Verdict> verdicts_of(const policy::Condition& condition) {
  std::vector<Verdict> verdicts{Verdict::met, Verdict::not_met};
  const feel::ir::Program& program = *condition.rule.program;
  const bool reads_facts = std::ranges::any_of(program.used_inputs, [&](std::int32_t input) {
    const std::string& name = program.inputs[static_cast<std::size_t>(input)].name;
    return name != name_on && name != name_policy;
  });
  if (reads_facts) verdicts.push_back(Verdict::unknown);
  return verdicts;
}

}  // namespace

ExampleCoverage::ExampleCoverage(const policy::Package& package) : package_(package) {}

void ExampleCoverage::observe(const policy::Provision& provision,
                              const std::vector<ConditionResult>& conditions) {
  for (const ConditionResult& result : conditions) {
    if (result.condition == nullptr || result.verdict == Verdict::not_reached) continue;
    verdicts_[{provision.id, result.name}].insert(result.verdict);
  }
}

void ExampleCoverage::add(const Determination& determination,
                          const std::set<std::string>& expected_provisions) {
  for (const SubjectResult& subject : determination.subjects) {
    for (const ProvisionResult& result : subject.provisions) {
      if (result.package->id != package_.id) continue;
      observe(*result.provision, result.conditions);
      for (const Claim& claim : result.claims) observe(*result.provision, claim.conditions);
      for (const Claim& claim : result.refused) observe(*result.provision, claim.conditions);
    }
  }
  for (const std::string& id : expected_provisions) ++examples_[id];
}

std::vector<ExampleCoverage::Gap> ExampleCoverage::gaps() const {
  std::vector<Gap> gaps;
  for (const policy::Provision& provision : package_.provisions) {
    if (!provision.executable()) continue;
    for (const policy::Condition& condition : provision.conditions) {
      Gap gap{&provision, &condition, {}, 0};
      for (const Verdict verdict : verdicts_of(condition)) {
        if (!has_seen(provision, condition, verdict)) gap.unseen.push_back(verdict);
      }
      if (!gap.unseen.empty()) gaps.push_back(std::move(gap));
    }
    const auto found = examples_.find(provision.id);
    const int examples = found == examples_.end() ? 0 : found->second;
    if (provision.amount && examples < enough_examples) gaps.push_back({&provision, nullptr, {}, examples});
  }
  return gaps;
}

bool ExampleCoverage::has_seen(const policy::Provision& provision, const policy::Condition& condition,
                               Verdict verdict) const {
  const auto found = verdicts_.find({provision.id, condition.name});
  return found != verdicts_.end() && found->second.contains(verdict);
}

ExampleCoverage::Count ExampleCoverage::count() const {
  Count count;
  for (const policy::Provision& provision : package_.provisions) {
    if (!provision.executable()) continue;
    for (const policy::Condition& condition : provision.conditions) {
      for (const Verdict verdict : verdicts_of(condition)) {
        ++count.in_all;
        if (has_seen(provision, condition, verdict)) ++count.seen;
      }
    }
  }
  return count;
}

}  // namespace enact::determine
