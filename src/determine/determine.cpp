// The way through the floor: view the subjects, judge the provisions, apply decisions, settle, sum up.
#include "determine/determine.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "determine/changes.hpp"
#include "determine/decisions.hpp"
#include "determine/judge.hpp"
#include "determine/missing.hpp"
#include "determine/prepared.hpp"
#include "determine/rankings.hpp"
#include "determine/settle.hpp"
#include "policy/known.hpp"
#include "policy/succession.hpp"

namespace enact::determine {

namespace {

std::unique_ptr<const Prepared> prepare(const std::vector<policy::PackagePtr>& packages,
                                        const std::optional<Date>& known_on) {
  std::vector<policy::PackagePtr> known;
  for (const policy::PackagePtr& package : packages) known.push_back(policy::as_known(package, known_on));
  return std::make_unique<const Prepared>(policy::side_by_side(known));
}

}  // namespace

Determiner::Determiner(std::vector<policy::PackagePtr> packages)
    : prepared_(prepare(packages, std::nullopt)) {
  std::set<Date> days;
  for (const policy::PackagePtr& package : packages) {
    for (const Date& day : policy::knowledge_days(*package)) days.insert(day);
  }
  for (const Date& day : days) {
    if (const auto before = day.add_days(-1)) known_before_.emplace_back(day, prepare(packages, before));
  }
}
Determiner::~Determiner() = default;
Determiner::Determiner(Determiner&&) noexcept = default;
Determiner& Determiner::operator=(Determiner&&) noexcept = default;

const FactModel& Determiner::model() const {
  return prepared_->model;
}

const Prepared& Determiner::prepared(const std::optional<Date>& known_on) const {
  if (known_on) {
    for (const auto& [day, before] : known_before_) {
      if (*known_on < day) return *before;
    }
  }
  return *prepared_;
}

namespace {

std::string text_of(const SubjectView& view, const std::string& fact) {
  const feel::Value* value = view.context.context()->find(fact);
  return value != nullptr && !value->is_unknown() && !value->is_null() ? display(*value) : "";
}

// What is missing over all provisions of a subject, by what it decides in sum.
void gather_missing(SubjectResult& subject) {
  for (const ProvisionResult& result : subject.provisions) {
    std::vector<Missing> missing = result.missing;
    for (Missing& one : missing) one.provisions = {result.package->id + "/" + result.provision->id};
    add_missing(subject.missing, std::move(missing), Weigh::sum);
  }
  sort_missing(subject.missing);
}

// A payment whose matter no claim has is deducted from nothing: a slip in its parts would pay twice, so it is
// told. Stored payments come with their matters' keys and have no place in a file.
void warn_of_unmatched(const std::vector<Paid>& payments, const Question& question,
                       const std::vector<Judged>& judged, Diagnostics& diagnostics) {
  if (payments.empty()) return;
  std::set<std::string> keys;
  for (const Judged& one : judged) {
    for (const Claim& claim : one.result.claims) keys.insert(claim.matter.key);
  }
  for (const Paid& paid : payments) {
    if (paid.location.source == nullptr || paid.level != "city") continue;
    if (paid.on && *paid.on > question.on) continue;
    if (keys.count(matter_key(paid.kind, paid.parts)) != 0) continue;
    const std::string parts = text::join(paid.parts, "、");
    Diagnostic diagnostic;
    diagnostic.severity = Severity::warning;
    diagnostic.code = "paid.no-claim";
    diagnostic.message = {
        "没有权益与此笔已付款是同一事项：" + paid.kind + " " + parts + "；不从任何权益中扣减",
        "no claim is for the matter of this payment: " + paid.kind + " " + parts +
            "; it is deducted from none"};
    diagnostic.location = paid.location;
    diagnostic.help = {"核对事项各部分（月份写当月第一天，如 2026-06-01）",
                       "compare the parts of the matter (a month is its first day, as 2026-06-01)"};
    diagnostics.push_back(std::move(diagnostic));
  }
}

// For what is not due, the nearest changes under which it would be.
void add_changes(const Determiner& determiner, const Facts& facts, const Question& question,
                 Determination& determination) {
  const Question plain{question.on, question.known_on};
  std::size_t subject = 0;
  for (std::size_t i = 0; i < facts.subjects.size(); ++i) {
    if (determiner.model().subject(facts.subjects[i].type) == nullptr) continue;
    for (ProvisionResult& result : determination.subjects[subject].provisions) {
      if (result.status != Status::not_due) continue;
      result.changes = nearest_changes(determiner, facts, i, plain, result.package->id, result.provision->id);
    }
    ++subject;
  }
}

}  // namespace

Determination Determiner::determine(const Facts& facts, const Question& question) const {
  const Prepared& known = prepared(question.known_on);
  Determination determination;
  determination.on = question.on;
  determination.known_on = question.known_on;
  for (const PackagePlan& plan : known.packages) determination.packages.push_back(plan.package);
  determination.diagnostics = known.model.conflicts();

  std::vector<Judged> judged;
  std::vector<std::size_t> subject_of;
  determination.subjects.reserve(facts.subjects.size());
  for (const PackagePlan& plan : prepared_->packages)
    judged.reserve(judged.capacity() + plan.provisions.size());
  for (const Subject& subject : facts.subjects) {
    const FactModel::SubjectType* type = known.model.subject(subject.type);
    if (type == nullptr) continue;
    // Payments could be those of a subject that has not said who it is: then its matters stay unknown.
    const std::string unnamed =
        facts.paid.empty() ? "?" + std::to_string(determination.subjects.size() + 1) : std::string();
    const SubjectView view = view_subject(subject, *type, question, facts.unsaid_absent, unnamed);
    determination.diagnostics.insert(determination.diagnostics.end(), view.diagnostics.begin(),
                                     view.diagnostics.end());
    SubjectResult& result = determination.subjects.emplace_back();
    result.type = subject.type;
    result.identity = text_of(view, type->base->identity);
    if (result.identity == unnamed) result.identity.clear();
    result.label = text_of(view, type->base->label);
    const std::size_t before = judged.size();
    feel::Evaluation evaluation(feel::Mode::determination, DateTime{question.on, {}});
    for (const PackagePlan& package : known.packages) {
      SubjectScope scope(package, view, question, evaluation);
      for (const ProvisionPlan& provision : package.provisions) {
        if (provision.provision->subject != subject.type) continue;
        judged.push_back(judge(scope, provision, known.model));
        subject_of.push_back(determination.subjects.size() - 1);
      }
    }
    result.provisions.reserve(judged.size() - before);
  }
  apply_decisions(facts.decisions, question, judged, determination.diagnostics);

  std::vector<OfSubject> of_subjects;
  of_subjects.reserve(judged.size());
  for (std::size_t i = 0; i < judged.size(); ++i) of_subjects.push_back({subject_of[i], &judged[i]});
  std::vector<std::string> identities;
  for (const SubjectResult& subject : determination.subjects) identities.push_back(subject.identity);
  Totals totals = settle_claims(of_subjects, identities, facts.paid, question);
  std::move(totals.diagnostics.begin(), totals.diagnostics.end(),
            std::back_inserter(determination.diagnostics));
  warn_of_unmatched(facts.paid, question, judged, determination.diagnostics);
  for (std::size_t i = 0; i < judged.size(); ++i) {
    determination.subjects[subject_of[i]].provisions.push_back(std::move(judged[i].result));
  }
  for (std::size_t i = 0; i < determination.subjects.size(); ++i) {
    determination.subjects[i].total = std::move(totals.subjects[i]);
    determination.subjects[i].alternatives = std::move(totals.alternatives[i]);
    if (question.explain) gather_missing(determination.subjects[i]);
  }
  determination.total = std::move(totals.all);
  determination.rankings = rankings_of(determination);
  if (question.explain && question.what_would_change) add_changes(*this, facts, question, determination);
  return determination;
}

std::string_view to_string(Status status) {
  switch (status) {
    case Status::due:
      return "due";
    case Status::not_due:
      return "not_due";
    case Status::unknown:
      return "unknown";
  }
  return "";
}

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
      return "met";
    case Verdict::not_met:
      return "not_met";
    case Verdict::unknown:
      return "unknown";
    case Verdict::not_reached:
      return "not_reached";
  }
  return "";
}

std::string_view to_string(Reduction::Reason reason) {
  switch (reason) {
    case Reduction::Reason::higher_offer:
      return "higher_offer";
    case Reduction::Reason::better_set:
      return "better_set";
    case Reduction::Reason::preferred:
      return "preferred";
    case Reduction::Reason::upper_level:
      return "upper_level";
    case Reduction::Reason::may_be_higher:
      return "may_be_higher";
    case Reduction::Reason::already_paid:
      return "already_paid";
    case Reduction::Reason::no_second_payment:
      return "no_second_payment";
    case Reduction::Reason::same_matter:
      return "same_matter";
    case Reduction::Reason::cap:
      return "cap";
  }
  return "";
}

}  // namespace enact::determine
