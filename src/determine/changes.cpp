// The search for the nearest changes. See changes.hpp.
#include "determine/changes.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "determine/change_words.hpp"
#include "determine/missing.hpp"
#include "determine/occurrence.hpp"
#include "determine/prepared.hpp"
#include "determine/solve.hpp"

namespace enact::determine {
namespace {

using feel::Value;

constexpr int most_rounds = 3;          // a change may show a further condition that fails
constexpr int most_attempts = 48;       // determinations
constexpr std::size_t most_events = 3;  // of those that exist, the latest

// Of an event that does not exist yet, what was left open may be as it likes; a parameter without a value may
// leave open how much it is, not whether.
bool due_but_for(const ProvisionResult& result, const std::string& new_event) {
  if (result.status == Status::due) return true;
  if (result.status != Status::unknown || new_event.empty()) return false;
  const auto of_event = [&](const Missing& missing) { return missing.what.starts_with(new_event + "."); };
  const bool conditions_hold =
      std::all_of(result.conditions.begin(), result.conditions.end(), [&](const ConditionResult& condition) {
        return std::all_of(condition.missing.begin(), condition.missing.end(), of_event);
      });
  return conditions_hold &&
         std::all_of(result.missing.begin(), result.missing.end(), [&](const Missing& missing) {
           return of_event(missing) || missing.kind == Missing::Kind::parameter;
         });
}

// Facts as they would be.
struct Attempt {
  Subject subject;
  Proposal changes;
  std::string new_event;  // path: "企业.认定[2]"
};

class Search {
 public:
  Search(const Determiner& determiner, const Facts& facts, std::size_t subject, const Question& question,
         const PackagePlan& package, const ProvisionPlan& provision)
      : determiner_(determiner),
        facts_{{facts.subjects[subject]}, facts.decisions, facts.paid, facts.unsaid_absent},
        question_(question),
        package_(package),
        provision_(provision),
        words_(*package.package),
        type_(*determiner.model().subject(facts.subjects[subject].type)) {}

  std::vector<Change> run() {
    const Attempt as_it_is{facts_.subjects.front(), {}, {}};
    if (status_of(as_it_is.subject) != Status::not_due) return {};
    std::vector<Attempt> round = next(as_it_is);
    if (auto with_event = with_new_event(as_it_is)) {
      for (Attempt& one : next(*with_event)) round.push_back(std::move(one));
    }
    for (int i = 0; i < most_rounds && !round.empty(); ++i) {
      std::vector<Attempt> further;
      for (const Attempt& attempt : round) {
        if (attempts_ >= most_attempts) break;
        if (succeeds(attempt)) {
          keep(attempt);
          continue;
        }
        for (Attempt& one : next(attempt)) further.push_back(std::move(one));
      }
      round = std::move(further);
    }
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Found& a, const Found& b) { return a.distance < b.distance; });
    std::vector<Change> changes;
    for (Found& one : found_) {
      if (changes.size() < most_changes) changes.push_back(std::move(one.change));
    }
    return changes;
  }

 private:
  struct Found {
    Change change;
    std::pair<std::size_t, double> distance;
  };

  const ProvisionResult* result_of(const Determination& determination) const {
    for (const ProvisionResult& result : determination.subjects.at(0).provisions) {
      if (result.provision == provision_.provision) return &result;
    }
    return nullptr;
  }

  Determination determine(const Subject& subject) {
    ++attempts_;
    Facts changed = facts_;
    changed.subjects.front() = subject;
    return determiner_.determine(changed, question_);
  }

  Status status_of(const Subject& subject) {
    const Determination determination = determine(subject);
    const ProvisionResult* result = result_of(determination);
    return result != nullptr ? result->status : Status::unknown;
  }

  bool succeeds(const Attempt& attempt) {
    const Determination determination = determine(attempt.subject);
    const ProvisionResult* result = result_of(determination);
    return result != nullptr && due_but_for(*result, attempt.new_event);
  }

  SubjectView view_of(const Subject& subject) const {
    return view_subject(subject, type_, question_, facts_.unsaid_absent, facts_.paid.empty() ? "?" : "");
  }

  // ---- what to try -------------------------------------------------------------------------------------

  // The attempts that the conditions that fail suggest, of any event that exists.
  std::vector<Attempt> next(const Attempt& attempt) {
    const SubjectView view = view_of(attempt.subject);
    feel::Evaluation evaluation(feel::Mode::determination, DateTime{question_.on, {}});
    SubjectScope scope(package_, view, question_, evaluation);
    ScopeValues values(scope, provision_);
    Occurrences found = find_occurrences(values, provision_, view, question_);
    const Adjustable adjustable{&determiner_.model(), &type_, attempt.new_event};
    std::vector<Attempt> attempts;
    if (!attempt.new_event.empty()) {
      std::erase_if(found.all, [&](const Occurrence& o) { return o.path != attempt.new_event; });
    } else if (found.all.size() > most_events) {
      found.all.erase(found.all.begin(), found.all.end() - most_events);
    }
    if (found.all.empty() && !attempt.new_event.empty()) {
      add(attempts, attempt, ways_to_belong(values, *provision_.list, adjustable));
      return attempts;
    }
    for (const Occurrence& occurrence : found.all) {
      std::vector<Proposal> all{Proposal{}};
      if (!occurrence.causes.empty()) {
        if (attempt.new_event.empty()) continue;
        values.set_item(occurrence.item, occurrence.path);
        // What is open may be its months alone.
        if (!belongs(values, occurrence.item)) all = ways_to_belong(values, *provision_.list, adjustable);
      }
      set_event(values, occurrence);
      for (const ExpressionPlan& condition : provision_.conditions) {
        const Value value = values.evaluate(condition).value;
        if (value.boolean() != nullptr && *value.boolean()) continue;
        const std::vector<Proposal> ways = ways_to_hold(values, condition, adjustable);
        // What is not known yet may turn out well by itself, once the event is known better.
        if (ways.empty() && value.is_unknown()) continue;
        all = joined(all, ways);
      }
      add(attempts, attempt, all);
    }
    return attempts;
  }

  bool belongs(ScopeValues& values, const Value& item) const {
    const Value value = values.evaluate(*provision_.list).value;
    const feel::List* list = value.list();
    if (list == nullptr) return false;
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      if (list->items[i].context() == item.context()) return !list->is_perhaps(i);
    }
    return false;
  }

  void set_event(ScopeValues& values, const Occurrence& occurrence) const {
    values.set_item(occurrence.item, occurrence.path);
    values.set_month(occurrence.months.empty() ? Value() : Value(occurrence.months.front()),
                     occurrence.indices.empty() ? Value() : Value(Decimal(occurrence.indices.front())));
    values.set_day(occurrence.date.value_or(question_.on));
    values.evaluate_lets();
  }

  static std::vector<Proposal> joined(const std::vector<Proposal>& a, const std::vector<Proposal>& b) {
    std::vector<Proposal> all;
    for (const Proposal& one : a) {
      for (const Proposal& other : b) {
        if (all.size() == most_proposals) return all;
        all.push_back(one);
        all.back().insert(all.back().end(), other.begin(), other.end());
      }
    }
    return all;
  }

  void add(std::vector<Attempt>& attempts, const Attempt& from, const std::vector<Proposal>& proposals) {
    for (const Proposal& proposal : proposals) {
      // Without a fact to change, only an event that is new by itself is something to try.
      if (proposal.empty() && (from.new_event.empty() || !from.changes.empty())) continue;
      Attempt attempt = from;
      for (const FactChange& change : proposal) apply(attempt, change);
      attempts.push_back(std::move(attempt));
    }
  }

  // ---- facts as they would be --------------------------------------------------------------------------

  static void set(Subject& subject, const std::string& name, Value value) {
    std::erase_if(subject.facts, [&](const Fact& fact) { return fact.name == name; });
    subject.facts.push_back({name, std::move(value), {}, {}});
  }

  void apply(Attempt& attempt, const FactChange& change) {
    const auto known = std::find_if(attempt.changes.begin(), attempt.changes.end(),
                                    [&](const FactChange& c) { return c.path == change.path; });
    if (known != attempt.changes.end()) {
      const Value now = known->now;
      *known = change;
      known->now = now;
    } else {
      attempt.changes.push_back(change);
    }
    const std::string inside = attempt.new_event.empty() ? "" : attempt.new_event + ".";
    if (!inside.empty() && change.path.starts_with(inside)) {
      set_field(attempt, change.path.substr(inside.size()), change.then);
    } else {
      set(attempt.subject, change.path.substr(type_.base->name.size() + 1), change.then);
    }
  }

  std::string list_of(const Attempt& attempt) const {
    const std::size_t begin = type_.base->name.size() + 1;
    return attempt.new_event.substr(begin, attempt.new_event.find('[') - begin);
  }

  // The new event is the last item of its list.
  void set_field(Attempt& attempt, const std::string& field, const Value& value) const {
    const std::string list_name = list_of(attempt);
    for (Fact& fact : attempt.subject.facts) {
      if (fact.name != list_name) continue;
      feel::List list = *fact.value.list();
      feel::Context record = *list.items.back().context();
      std::erase_if(record.entries, [&](const auto& entry) { return entry.first == field; });
      record.entries.emplace_back(field, value);
      list.items.back() = feel::make_context(std::move(record.entries));
      fact.value = Value(std::make_shared<const feel::List>(std::move(list)));
    }
  }

  // With one event more in the list that `each` goes over, of the day of asking, of which nothing else is
  // known.
  std::optional<Attempt> with_new_event(const Attempt& from) const {
    if (!provision_.list) return std::nullopt;
    const policy::FactDeclaration* list = nullptr;
    for (const ReadSite& site : provision_.list->reads.sites) {
      if (provision_.slots[site.input].from != Slot::From::subject || site.suffix.size() < 2) continue;
      const policy::FactDeclaration* fact = type_.fact(std::string_view(site.suffix).substr(1));
      const bool events = fact != nullptr && fact->type->kind == feel::Kind::list && fact->type->element &&
                          fact->type->element->field(date_field()) != nullptr;
      if (events) list = fact;
    }
    if (list == nullptr) return std::nullopt;
    const SubjectView view = view_of(from.subject);
    const Value* now = view.context.context()->find(list->name);
    std::vector<Value> items;
    if (now != nullptr && now->list() != nullptr) items = now->list()->items;
    Attempt attempt = from;
    attempt.new_event = type_.base->name + "." + list->name + "[" + std::to_string(items.size() + 1) + "]";
    items.push_back(blank(*list->type->element, attempt.new_event));
    set(attempt.subject, list->name, feel::make_list(std::move(items)));
    return attempt;
  }

  // The field of an item that an expression reads, if it reads one; "" else.
  std::string field_of_item(const ExpressionPlan& expression) const {
    std::string field;
    for (const ReadSite& site : expression.reads.sites) {
      if (provision_.slots[site.input].from != Slot::From::item || site.suffix.empty()) continue;
      if (!field.empty()) return {};
      field = site.suffix.substr(1);
    }
    return field;
  }

  // The field that dates the event of an item.
  std::string date_field() const {
    return provision_.date ? field_of_item(*provision_.date) : std::string(event_date_field);
  }

  // What a new event has from its first day: its date and, by the month, its first month.
  bool is_known_of_new(const std::string& field) const {
    return field == date_field() || (provision_.month_from && field == field_of_item(*provision_.month_from));
  }

  Value blank(const feel::Type& record, const std::string& path) const {
    std::vector<std::pair<std::string, Value>> entries;
    for (const feel::Field& field : record.fields) {
      if (is_known_of_new(field.name)) {
        entries.emplace_back(field.name, Value(question_.on));
      } else {
        // Not left out: what is unsaid may count as absent.
        entries.emplace_back(field.name, feel::make_unknown({feel::Cause::Kind::missing_fact,
                                                             path + "." + field.name, nullptr}));
      }
    }
    return feel::make_context(std::move(entries));
  }

  // ---- what was found ----------------------------------------------------------------------------------

  static double difference(const FactChange& change) {
    const Decimal* now = change.now.number();
    const Decimal* then = change.then.number();
    if (now == nullptr || then == nullptr) return 1;
    const double scale = std::max(std::abs(now->to_double()), 1e-9);
    return std::abs(then->to_double() - now->to_double()) / scale;
  }

  void keep(const Attempt& attempt) {
    Found found;
    found.change.facts = attempt.changes;
    if (!attempt.new_event.empty()) found.change.new_event = type_.base->name + "." + list_of(attempt);
    double sum = 0;
    for (FactChange& fact : found.change.facts) {
      fact.title = missing_of({{feel::Cause::Kind::missing_fact, fact.path, nullptr}}, determiner_.model(),
                              *package_.package)
                       .front()
                       .title;
      sum += difference(fact);
    }
    // An event that would have to come counts for more than any fact that could be otherwise.
    found.distance = {found.change.facts.size() + (attempt.new_event.empty() ? 0 : 100), sum};
    found.change.text = change_text(found.change, words_, provision_.provision->validity.to);
    const bool known = std::any_of(found_.begin(), found_.end(),
                                   [&](const Found& one) { return one.change.text == found.change.text; });
    if (!known) found_.push_back(std::move(found));
  }

  const Determiner& determiner_;
  // Of the one subject alone: what others have changes amounts, never whether something is due.
  const Facts facts_;
  const Question& question_;
  const PackagePlan& package_;
  const ProvisionPlan& provision_;
  const FactWords words_;
  const FactModel::SubjectType& type_;
  int attempts_ = 0;
  std::vector<Found> found_;
};

}  // namespace

std::vector<Change> nearest_changes(const Determiner& determiner, const Facts& facts, std::size_t subject,
                                    const Question& question, const std::string& package,
                                    const std::string& provision) {
  if (subject >= facts.subjects.size()) return {};
  if (determiner.model().subject(facts.subjects[subject].type) == nullptr) return {};
  for (const PackagePlan& plan : determiner.prepared(question.known_on).packages) {
    if (plan.package->id != package) continue;
    for (const ProvisionPlan& one : plan.provisions) {
      if (one.provision->id != provision || one.provision->subject != facts.subjects[subject].type) continue;
      return Search(determiner, facts, subject, question, plan, one).run();
    }
  }
  return {};
}

}  // namespace enact::determine
