// Preparing and asking. See lab.hpp.
#include "lab/lab.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <map>

#include "lab/draft_check.hpp"

namespace enact::lab {

using store::Fault;

// Immutable but for what is remembered of earlier questions.
struct Lab::Prepared {
  Prepared(const std::vector<policy::PackagePtr>& packages, const Population& from, const Date& day,
           unsigned threads, Instant taken)
      : on(day),
        as_of(taken),
        model(packages),
        population(held(from, model, day)),
        simulation(packages, {day, std::nullopt, false}, population, threads),
        comparer(simulation) {}

  static std::shared_ptr<const bulk::HeldPopulation> held(const Population& from,
                                                          const determine::FactModel& model,
                                                          const Date& day) {
    const auto source = from.open(model, {day, std::nullopt, false});
    return std::make_shared<const bulk::HeldPopulation>(*source);
  }

  // Null: no such fact, or one of another kind.
  std::shared_ptr<const bulk::Grouping> grouping(const std::string& fact) const {
    constexpr std::size_t remembered = 16;
    const std::lock_guard lock(mutex);
    if (groupings.size() > remembered) groupings.clear();
    auto& known = groupings[fact];
    if (!known) {
      if (auto made = bulk::group_by(*population, fact))
        known = std::make_shared<const bulk::Grouping>(std::move(*made));
    }
    return known;
  }

  Date on;
  Instant as_of;
  determine::FactModel model;
  std::shared_ptr<const bulk::HeldPopulation> population;
  bulk::Simulation simulation;
  bulk::Comparer comparer;
  mutable std::mutex mutex;
  mutable std::map<std::string, std::shared_ptr<const bulk::Grouping>> groupings;
};

namespace {

constexpr std::chrono::seconds longest_wait{10};

class Release {
 public:
  explicit Release(std::counting_semaphore<>& semaphore) : semaphore_(semaphore) {}
  ~Release() { semaphore_.release(); }
  Release(const Release&) = delete;
  Release& operator=(const Release&) = delete;

 private:
  std::counting_semaphore<>& semaphore_;
};

Fault no_fact(const std::string& fact) {
  return refuse(Fault::Kind::invalid, "lab.no-fact",
                {fmt::format("主体没有可用的事实 `{}`", fact),
                 fmt::format("the subjects have no fact `{}` of this kind", fact)},
                {"选择列出的事实之一", "choose one of the facts that are listed"});
}

// All that is wrong in one message.
Fault slips(std::string code, const Diagnostics& diagnostics) {
  Text message;
  Text help;
  for (const Diagnostic& one : diagnostics) {
    message.zh += (message.zh.empty() ? "" : "；") + one.message.zh;
    message.en += (message.en.empty() ? "" : "; ") + one.message.en;
    if (help.empty()) help = one.help;
  }
  return refuse(Fault::Kind::invalid, std::move(code), std::move(message), std::move(help));
}

// What is changed and what it may touch.
struct Changed {
  policy::SetPackage set;
  std::vector<bulk::Touched> touched;
};

std::expected<Changed, Fault> changed_by(const Trial& trial, const policy::PackagePtr& base,
                                         const policy::PackagePtr& draft,
                                         const std::vector<policy::PackagePtr>& in_force) {
  Changed changed;
  if (draft) {
    const bool beside = std::any_of(in_force.begin(), in_force.end(), [&](const auto& other) {
      return other != base && other->id == draft->id;
    });
    if (beside) {
      return std::unexpected(refuse(Fault::Kind::invalid, "lab.draft-beside",
                                    {"修改稿 `" + draft->id + "` 是另一项施行中的政策",
                                     "the draft `" + draft->id + "` is of another policy in force"},
                                    {"选择那项政策", "choose that policy"}));
    }
    Diagnostics other = other_facts(in_force, *draft);
    std::erase_if(other, [](const Diagnostic& one) { return one.severity != Severity::error; });
    if (!other.empty()) return std::unexpected(slips("lab.draft-facts", other));
    changed.touched = bulk::touched_between(*base, *draft);
  }
  auto set = policy::with_settings(draft ? draft : base, trial.settings);
  if (!set) return std::unexpected(slips("lab.setting", set.error()));
  for (const std::string& id : set->provisions) changed.touched.push_back({set->package->id, id});
  changed.set = std::move(*set);
  return changed;
}

std::vector<FactChoice> choices(const determine::FactModel& model, const bulk::HeldPopulation& population) {
  std::vector<FactChoice> found;
  for (const std::string& name : population.facts()) {
    for (const auto& type : model.subjects()) {
      const policy::FactDeclaration* fact = type.fact(name);
      // What tells one subject from another makes no groups.
      const bool names_one = fact == nullptr || fact->personal || name == type.base->identity ||
                             name == type.base->label || fact->format == "credit-code" ||
                             fact->format == "certificate-number" || fact->format == "identity-number";
      if (names_one) continue;
      const bulk::ColumnKind kind = bulk::column_kind(*fact->type);
      const bool orders = kind == bulk::ColumnKind::number || kind == bulk::ColumnKind::date;
      found.push_back({name, fact->title, true, orders});
      break;
    }
  }
  return found;
}

}  // namespace

Lab::Lab(std::vector<policy::PackagePtr> packages, Population population, unsigned threads,
         std::function<Instant()> now)
    : packages_(std::move(packages)),
      population_(std::move(population)),
      threads_(threads),
      now_(std::move(now)) {}

Lab::~Lab() {
  if (thread_.joinable()) thread_.join();
}

policy::PackagePtr Lab::package(std::string_view id) const {
  const auto found = std::find_if(packages_.begin(), packages_.end(),
                                  [&](const auto& package) { return package->id == id; });
  return found != packages_.end() ? *found : nullptr;
}

void Lab::begin(const Date& on) {
  if (under_way_) return;
  if (thread_.joinable()) thread_.join();  // it has ended
  under_way_ = on;
  thread_ = std::thread([this, on] { prepare(on); });
}

void Lab::prepare(Date on) {
  std::shared_ptr<const Prepared> made;
  Text failure;
  try {
    made = std::make_shared<const Prepared>(packages_, population_, on, threads_, now_());
  } catch (const std::exception& error) {
    failure = {error.what(), error.what()};
  }
  const std::lock_guard lock(mutex_);
  under_way_.reset();
  failed_on_.reset();
  if (made) {
    prepared_ = std::move(made);
  } else {
    failed_on_ = on;
    failure_ = std::move(failure);
  }
}

State Lab::state() {
  const Date today = now_().legal_day();
  const std::lock_guard lock(mutex_);
  State state;
  state.population = population_.is;
  state.on = today;
  if (failed_on_ == today && !under_way_) {
    state.is = State::Is::failed;
    state.failure = failure_;
    return state;
  }
  if (!prepared_ || prepared_->on != today) {
    begin(today);
    return state;
  }
  state.is = State::Is::ready;
  state.as_of = prepared_->as_of;
  state.subjects = prepared_->population->subjects();
  state.set_aside = prepared_->population->rejected().size();
  state.facts = choices(prepared_->model, *prepared_->population);
  return state;
}

void Lab::refresh() {
  const Date today = now_().legal_day();
  const std::lock_guard lock(mutex_);
  failed_on_.reset();
  begin(today);
}

std::expected<Answer, Fault> Lab::ask(const Trial& trial, const policy::PackagePtr& draft) {
  const State now = state();
  if (now.is == State::Is::failed) {
    return std::unexpected(
        refuse(Fault::Kind::unavailable, "lab.failed",
               {"主体数据读取失败：" + now.failure.zh, "the population could not be read: " + now.failure.en},
               {"排除原因后重新读取", "mend the cause and read it again"}));
  }
  std::shared_ptr<const Prepared> prepared;
  {
    const std::lock_guard lock(mutex_);
    prepared = prepared_;
  }
  if (now.is != State::Is::ready) {
    return std::unexpected(refuse(Fault::Kind::conflict, "lab.preparing",
                                  {"正在准备主体数据", "the population is being prepared"},
                                  {"请稍候再试", "try again in a moment"}));
  }
  const policy::PackagePtr package = this->package(trial.package);
  if (!package) {
    return std::unexpected(refuse(
        Fault::Kind::not_found, "lab.no-package",
        {"没有施行中的政策 `" + trial.package + "`", "there is no policy `" + trial.package + "` in force"}));
  }
  auto changed = changed_by(trial, package, draft, packages_);
  if (!changed) return std::unexpected(std::move(changed).error());
  std::vector<policy::PackagePtr> packages = packages_;
  std::replace(packages.begin(), packages.end(), package, changed->set.package);

  std::shared_ptr<const bulk::Grouping> grouping;
  if (!trial.by.empty()) {
    grouping = prepared->grouping(trial.by);
    if (!grouping) return std::unexpected(no_fact(trial.by));
  }
  std::optional<bulk::LimitOptions> limit;
  if (trial.budget) {
    limit.emplace();
    limit->budget = *trial.budget;
    for (const auto& [fact, keys] :
         {std::pair{&trial.queue_by, &limit->arrived}, std::pair{&trial.rank_by, &limit->ranked}}) {
      if (fact->empty()) continue;
      *keys = bulk::order_by(*prepared->population, *fact);
      if (!*keys) return std::unexpected(no_fact(*fact));
    }
  }
  if (!asking_.try_acquire_for(longest_wait)) {
    return std::unexpected(refuse(Fault::Kind::too_many, "lab.busy",
                                  {"正在为他人测算", "others are being answered"},
                                  {"请稍候再试", "try again in a moment"}));
  }
  const Release release(asking_);
  const bulk::Outcome outcome = prepared->simulation.run(std::move(packages), changed->touched);
  return Answer{prepared->on, package, draft, std::move(changed->set.settings),
                prepared->comparer.compare(outcome, grouping.get(), limit ? &*limit : nullptr)};
}

}  // namespace enact::lab
