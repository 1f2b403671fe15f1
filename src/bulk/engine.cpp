// Compiling for a population, and asking the scalar evaluator. See engine.hpp.
#include "bulk/engine.hpp"

#include <algorithm>

namespace enact::bulk {

Engine::Engine(std::vector<policy::PackagePtr> packages, const determine::Question& question)
    : determiner_(std::move(packages)), question_(question) {
  question_.what_would_change = false;
  for (const auto& type : determiner_.model().subjects()) {
    types_.push_back(compile_type(determiner_, type, question_.on));
  }
}

const TypeProgram* Engine::type(std::string_view name) const {
  const auto found = std::find_if(types_.begin(), types_.end(),
                                  [&](const TypeProgram& t) { return t.type->base->name == name; });
  return found != types_.end() ? &*found : nullptr;
}

Wanted Engine::wanted() const {
  Wanted all;
  all.everything = false;
  for (const TypeProgram& type : types_) {
    all.everything = all.everything || type.wanted.everything;
    all.names.insert(all.names.end(), type.wanted.names.begin(), type.wanted.names.end());
  }
  std::sort(all.names.begin(), all.names.end());
  all.names.erase(std::unique(all.names.begin(), all.names.end()), all.names.end());
  return all;
}

std::string Engine::plan_text(Language language) const {
  const bool zh = language == Language::zh;
  std::string text;
  for (const TypeProgram& type : types_) {
    if (type.lanes.empty()) continue;
    const auto live = static_cast<std::size_t>(type.program.operations.size());
    text += type.type->base->name + (zh ? "：" : ": ") + std::to_string(live) +
            (zh ? " 个运算，" : " operations, ") + std::to_string(type.program.look_ups.size()) +
            (zh ? " 个查表\n" : " look-ups\n");
    for (const Lane& lane : type.lanes) {
      text += "  " + lane.package->package->id + "/" + lane.plan->provision->id + "  ";
      switch (lane.how) {
        case Lane::How::vector:
          text += zh ? "按列" : "over columns";
          break;
        case Lane::How::events:
          text += zh ? "按列找出有事项的主体，其余逐个" : "events found over columns, then one by one";
          break;
        case Lane::How::scalar:
          text += zh ? "逐个" : "one by one";
          break;
      }
      if (!lane.why.empty()) text += (zh ? "（" : " (") + lane.why + (zh ? "）" : ")");
      text += "\n";
    }
  }
  return text;
}

namespace {

std::uint8_t reason_of(const determine::ProvisionResult& result) {
  if (result.status != determine::Status::not_due) return reason::none;
  for (std::size_t i = 0; i < result.conditions.size(); ++i) {
    const determine::ConditionResult& condition = result.conditions[i];
    if (condition.verdict != determine::Verdict::not_met) continue;
    if (condition.condition != nullptr) {
      const auto index = condition.condition - result.provision->conditions.data();
      return static_cast<std::uint8_t>(reason::first_condition + index);
    }
    if (i == 0 && result.provision->each) return reason::no_event;
    return condition.name == "金额" ? reason::no_amount : reason::not_in_force;
  }
  return reason::no_event;
}

}  // namespace

ScalarOutcome scalar_outcome(const Engine& engine, const Segment& segment, std::size_t row) {
  determine::Facts facts;
  facts.subjects.push_back(subject_of(segment, row));
  facts.unsaid_absent = segment.unsaid_absent;
  const determine::Determination determination = engine.determiner().determine(facts, engine.question());
  const determine::SubjectResult& subject = determination.subjects.front();
  ScalarOutcome out;
  for (const determine::ProvisionResult& result : subject.provisions) {
    ScalarOutcome::Lane lane{result.status, reason_of(result), 0, 0};
    if (result.amount) {
      lane.least = result.amount->min.count;
      lane.greatest = result.amount->max ? result.amount->max->count : no_bound;
    }
    out.lanes.push_back(lane);
  }
  out.least = subject.total.certain.count;
  out.greatest = subject.total.max ? subject.total.max->count : no_bound;
  return out;
}

}  // namespace enact::bulk
