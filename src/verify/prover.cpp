// Asking the solver and re-running what it finds. See prover.hpp.
#include "verify/prover.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "feel/builtins.hpp"
#include "policy/known.hpp"

namespace enact::verify {

namespace {

// Milliseconds: only for a machine that is so slow that the steps allowed would take for ever.
constexpr unsigned longest = 120'000;

Date earliest(const std::vector<policy::PackagePtr>& packages) {
  std::optional<Date> first;
  for (const auto& package : packages) {
    const Date from = package->in_force.from.value_or(first_day);
    first = std::min(first.value_or(from), from);
  }
  return std::clamp(first.value_or(first_day), first_day, last_day);
}

// What was paid for in force may be asked for later: ten years after the end.
Date latest(const std::vector<policy::PackagePtr>& packages) {
  Date last = first_day;
  for (const auto& package : packages) {
    const Date end = package->in_force.to.value_or(last_day);
    last = std::max(last, end.add_months(120).value_or(last_day));
  }
  return std::clamp(last, first_day, last_day);
}

// Proofs are about the rules as known in the end.
std::vector<policy::PackagePtr> as_known(const std::vector<policy::PackagePtr>& packages) {
  std::vector<policy::PackagePtr> known;
  for (const policy::PackagePtr& package : packages) known.push_back(policy::as_known(package, std::nullopt));
  return known;
}

// The free terms in a term.
std::set<unsigned> free_terms(const Term& term) {
  std::set<unsigned> found;
  std::set<unsigned> seen;
  std::vector<Term> todo{term};
  while (!todo.empty()) {
    const Term at = todo.back();
    todo.pop_back();
    const unsigned id = Z3_get_ast_id(at.ctx(), at);
    if (!seen.insert(id).second || !at.is_app()) continue;
    if (at.is_const() && at.decl().decl_kind() == Z3_OP_UNINTERPRETED) found.insert(id);
    for (unsigned i = 0; i < at.num_args(); ++i) todo.push_back(at.arg(i));
  }
  return found;
}

std::vector<Term> joined(std::vector<Term> terms, const std::vector<Term>& more) {
  terms.insert(terms.end(), more.begin(), more.end());
  return terms;
}

// Of hypotheses those that bear on a goal: that share a free term with it, or with one that does. The
// rest can be satisfied by itself. The day of asking, against which nearly every fact is held, binds nothing
// together.
std::vector<Term> bearing_on(const Term& goal, const Term& asking, const std::vector<Term>& hypotheses) {
  const unsigned day = Z3_get_ast_id(asking.ctx(), asking);
  std::set<unsigned> read = free_terms(goal);
  std::vector<std::pair<Term, std::set<unsigned>>> left;
  std::vector<Term> bearing;
  for (const Term& each : hypotheses) {
    auto terms = free_terms(each);
    const bool of_the_day = terms.erase(day) > 0 && terms.empty();
    if (of_the_day) {
      bearing.push_back(each);
    } else {
      left.emplace_back(each, std::move(terms));
    }
  }
  const auto bears = [&](const auto& one) {
    return std::ranges::any_of(one.second, [&](unsigned term) { return read.contains(term); });
  };
  for (bool more = true; more;) {
    more = false;
    std::erase_if(left, [&](const auto& one) {
      if (!bears(one)) return false;
      bearing.push_back(one.first);
      read.insert(one.second.begin(), one.second.end());
      more = true;
      return true;
    });
  }
  return bearing;
}

}  // namespace

Law::Law(const std::vector<policy::PackagePtr>& given)
    : packages(as_known(given)), determiner(packages), from(earliest(given)), to(latest(given)) {
  plans.reserve(packages.size());
  for (const policy::PackagePtr& package : packages) plans.emplace_back(package);
}

Prover::Prover(const Law& law, const Options& options, int items)
    : world(terms, law.determiner.model(), items, law.from, law.to), law_(law), options_(options) {}

z3::check_result Prover::check(const std::vector<Term>& parts) {
  z3::solver solver(terms.context());
  z3::params params(terms.context());
  params.set("rlimit", options_.effort);
  params.set("timeout", longest);
  solver.set(params);
  for (const Term& part : parts) solver.add(part);
  const z3::check_result result = solver.check();
  if (result == z3::sat) model_ = solver.get_model();
  return result;
}

Answer Prover::search(const Term& goal, bool likely) {
  if (goal.is_false()) return Answer::none;
  read_.clear();
  seen_.clear();
  note(goal);
  const std::vector<Term> known = world.hypotheses();
  const std::vector<Term> written = joined(known, world.written());
  const std::vector<Term> small = joined(written, world.small());
  const auto ask = [&](const std::vector<Term>& all) {
    std::vector<Term> parts = bearing_on(goal, world.asking(), all);
    parts.push_back(goal);
    return check(parts);
  };
  // An example has to satisfy all, also what the goal does not bear on; what was found is kept for that.
  const auto find = [&](const std::vector<Term>& all) {
    const z3::check_result near = ask(all);
    if (near != z3::sat) return near;
    std::vector<Term> parts = joined(all, {goal});
    for (unsigned i = 0; i < model_->num_consts(); ++i) {
      const z3::func_decl name = model_->get_const_decl(i);
      parts.push_back(name() == model_->get_const_interp(name));
    }
    return check(parts) == z3::sat ? z3::sat : check(joined(all, {goal}));
  };
  if (likely && find(small) == z3::sat) return Answer::found;
  // Without regard to decimals first: what does not exist among all numbers does not exist among those.
  if (ask(known) == z3::unsat) return Answer::none;
  if (!likely && find(small) == z3::sat) return Answer::found;
  const z3::check_result exact = find(written);
  if (exact == z3::sat) return Answer::found;
  return exact == z3::unsat ? Answer::none : Answer::tired;
}

Valuation Prover::valuation() const {
  return [this](const Term& term) {
    if (term.is_bool() && term.is_const() && read_.count(Z3_get_ast_id(term.ctx(), term)) == 0) {
      const std::string name = term.decl().name().str();
      if (name.find("=null") != std::string::npos) return terms.yes();
      if (name.find("]#") != std::string::npos) return terms.no();  // an item
    }
    return model_->eval(term, true);
  };
}

std::function<bool(const Term&)> Prover::reads() const {
  return [this](const Term& term) { return read_.count(Z3_get_ast_id(term.ctx(), term)) > 0; };
}

void Prover::note(const Term& term) {
  const unsigned id = Z3_get_ast_id(term.ctx(), term);
  if (!seen_.insert(id).second) return;
  if (term.is_const()) read_.insert(id);
  if (!term.is_app()) return;
  for (unsigned i = 0; i < term.num_args(); ++i) note(term.arg(i));
}

std::optional<Prover::Rerun> Prover::rerun(const std::string& subject) {
  return rerun(subject, valuation());
}

std::optional<Prover::Rerun> Prover::rerun(const std::string& subject, const Valuation& valuation) {
  return rerun(subject, valuation, law_);
}

std::optional<Prover::Rerun> Prover::rerun(const std::string& subject, const Valuation& valuation,
                                           const Law& law) {
  Rerun made;
  made.finding.on = world.asking_day(valuation);
  made.finding.facts = world.facts_file(valuation, {subject});
  const auto source = std::make_shared<const Source>("facts.yaml", made.finding.facts);
  const determine::ReadFacts read = determine::read_facts(source, law_.determiner.model());
  if (has_errors(read.diagnostics)) return std::nullopt;
  const determine::Question question{made.finding.on, std::nullopt};
  const auto assumed = world.assumed(valuation, reads());
  if (assumed.empty()) {
    made.determination = law.determiner.determine(read.facts, question);
    return made;
  }
  std::vector<policy::PackagePtr> packages;
  for (const policy::PackagePtr& package : law.packages) {
    auto copy = std::make_shared<policy::Package>(*package);
    for (policy::Parameter& parameter : copy->parameters) {
      const auto value = assumed.find({package->id, parameter.name});
      if (value == assumed.end()) continue;
      parameter.values.push_back({{}, {}, value->second, {}, true});
      const std::string text = parameter.name + " = " + feel::to_string(value->second);
      made.finding.assumed.push_back({text, text});
    }
    packages.push_back(std::move(copy));
  }
  made.determination = determine::Determiner(packages).determine(read.facts, question);
  return made;
}

std::vector<enact::Text> Prover::contradiction(const std::vector<std::pair<enact::Text, Term>>& truths) {
  z3::solver solver(terms.context());
  z3::params params(terms.context());
  params.set("rlimit", options_.effort);
  params.set("timeout", longest);
  params.set("core.minimize", true);
  solver.set(params);
  for (const Term& part : world.hypotheses()) solver.add(part);
  z3::expr_vector assumptions(terms.context());
  std::vector<Term> names;
  for (const auto& [name, truth] : truths) {
    names.push_back(terms.fresh_bool(name.zh));
    solver.add(z3::implies(names.back(), truth));
    assumptions.push_back(names.back());
  }
  std::vector<enact::Text> core;
  if (solver.check(assumptions) != z3::unsat) return core;
  const z3::expr_vector found = solver.unsat_core();
  for (std::size_t i = 0; i < truths.size(); ++i) {
    for (unsigned j = 0; j < found.size(); ++j) {
      if (z3::eq(found[static_cast<int>(j)], names[i])) core.push_back(truths[i].first);
    }
  }
  return core;
}

// ---- how long lists have to be
// -----------------------------------------------------------------------------

namespace {

using feel::ir::NodeId;
using feel::ir::Op;

// Counts the quantifiers over facts of one program.
class Reach {
 public:
  Reach(const feel::ir::Program& program, const std::vector<determine::Slot>& slots, bool is_list)
      : program_(program), slots_(slots) {
    look(program.root, 0, is_list);
  }
  int quantifiers = 0;
  bool unbounded = false;

 private:
  // Whether a list comes from facts and not from parameters or literals.
  bool of_facts(NodeId id) const {
    if (id == feel::ir::none) return false;
    const auto& node = program_.node(id);
    if (node.op == Op::input) {
      const auto from = slots_[static_cast<std::size_t>(node.index)].from;
      return from == determine::Slot::From::subject || from == determine::Slot::From::item ||
             from == determine::Slot::From::definition || from == determine::Slot::From::let;
    }
    if (node.op == Op::local) return true;
    if (node.op == Op::filter || node.op == Op::field) return of_facts(node.args[0]);
    return std::any_of(node.args.begin(), node.args.end(), [&](NodeId arg) { return of_facts(arg); });
  }

  void look(NodeId id, int depth, bool events) {
    if (id == feel::ir::none) return;
    const auto& node = program_.node(id);
    const bool list = node.type && node.type->kind == feel::Kind::list;
    int inside = depth;
    if (node.op == Op::some || node.op == Op::every) {
      if (of_facts(node.args[0])) {
        ++quantifiers;
        if (depth > 0 || node.args.size() > 2) unbounded = true;
        inside = depth + 1;
      }
    } else if (node.op == Op::test && program_.node(node.args[0]).type &&
               program_.node(node.args[0]).type->kind == feel::Kind::list) {
      if (of_facts(node.args[0])) {  // `x in list`: some item
        ++quantifiers;
        if (depth > 0) unbounded = true;
      }
    } else if (node.op == Op::for_ || (node.op == Op::filter && !events) ||
               (node.op == Op::field && list && !is_fact_list(node))) {
      if (of_facts(node.args[0])) unbounded = true;
    } else if (node.op == Op::call_builtin) {
      for (const NodeId arg : node.args) {
        const bool of_list = arg != feel::ir::none && program_.node(arg).type &&
                             program_.node(arg).type->kind == feel::Kind::list;
        if (of_list && of_facts(arg)) unbounded = true;
      }
    }
    for (const NodeId arg : node.args)
      look(arg, inside, events && node.op == Op::filter && arg == node.args[0]);
  }

  // `企业.认定` is a list because the fact is one; `企业.认定.日期` goes over its items.
  bool is_fact_list(const feel::ir::Node& node) const {
    const auto& base = program_.node(node.args[0]);
    return !base.type || base.type->kind != feel::Kind::list;
  }

  const feel::ir::Program& program_;
  const std::vector<determine::Slot>& slots_;
};

}  // namespace

std::optional<int> items_needed(const determine::ProvisionPlan& plan) {
  int needed = 1;
  bool unbounded = false;
  const auto add = [&](const determine::ExpressionPlan& expression, bool is_list) {
    const Reach reach(expression.program(), plan.slots, is_list);
    needed += reach.quantifiers;
    unbounded = unbounded || reach.unbounded;
  };
  const auto add_one = [&](const std::optional<determine::ExpressionPlan>& expression, bool is_list) {
    if (expression) add(*expression, is_list);
  };
  add_one(plan.list, true);
  for (const auto* one :
       {&plan.date, &plan.month_from, &plan.month_to, &plan.month_count, &plan.month_amount, &plan.amount}) {
    add_one(*one, false);
  }
  for (const auto* many : {&plan.lets, &plan.conditions, &plan.matter}) {
    for (const determine::ExpressionPlan& expression : *many) add(expression, false);
  }
  if (unbounded) return std::nullopt;
  return needed;
}

// ---- telling
// -----------------------------------------------------------------------------------------------

bool stands(Prover& prover, const std::vector<ClaimTerms>& claims, Obligation& obligation) {
  for (const ClaimTerms& claim : claims) {
    const Answer unclear = prover.search(prover.terms.both(claim.exists, claim.blurred), true);
    if (unclear == Answer::none) continue;
    obligation.outcome = unclear == Answer::tired ? Outcome::timeout : Outcome::outside;
    obligation.because = {
        "条件或金额取决于编码未跟随的不确定值",
        "a condition or the amount hangs on an undecided value that the encoding does not follow"};
    return false;
  }
  return true;
}

const determine::ProvisionResult* result_of(const determine::Determination& determination,
                                            const std::string& policy, const std::string& provision) {
  for (const determine::SubjectResult& subject : determination.subjects) {
    for (const determine::ProvisionResult& result : subject.provisions) {
      if (result.package->id == policy && result.provision->id == provision) return &result;
    }
  }
  return nullptr;
}

enact::Text told(const determine::Determination& determination, const std::string& policy,
                 const std::string& provision) {
  const determine::ProvisionResult* result = result_of(determination, policy, provision);
  if (result == nullptr) return {provision + "：没有结果", provision + ": no result"};
  static constexpr const char* zh[] = {"应享受", "不享受", "未知"};
  static constexpr const char* en[] = {"due", "not due", "unknown"};
  enact::Text text{provision + "：" + zh[static_cast<int>(result->status)],
                   provision + ": " + en[static_cast<int>(result->status)]};
  if (result->status == determine::Status::not_due) {
    for (const determine::ConditionResult& condition : result->conditions) {
      if (condition.verdict != determine::Verdict::not_met) continue;
      text.zh += "，不满足“" + condition.title.zh + "”";
      text.en += ", not met: " + condition.title.en;
      break;
    }
  }
  if (result->amount && result->amount->max && result->status != determine::Status::not_due) {
    const std::string high = format_yuan(*result->amount->max);
    if (result->amount->figure()) {
      text.zh += "，" + high + " 元";
      text.en += ", " + high + " yuan";
    } else {
      const std::string low = format_yuan(result->amount->min);
      text.zh += "，" + low + " 至 " + high + " 元";
      text.en += ", " + low + " to " + high + " yuan";
    }
  }
  for (const determine::Claim& claim : result->claims) {
    for (const determine::Reduction& reduction : claim.reduced_by) {
      text.zh += "；" + reduction.text.zh;
      text.en += "; " + reduction.text.en;
    }
  }
  return text;
}

}  // namespace enact::verify
