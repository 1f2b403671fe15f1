// The policy lab (政策实验室): the packages in force over a population that is prepared once and asked many
// times. Prepares in the background, so that nobody waits for it on a request; keeps one population, that of
// the last day of asking. Knows neither files nor HTTP; where subjects come from is handed in.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

#include "bulk/comparison.hpp"
#include "lab/drafts.hpp"
#include "policy/levers.hpp"
#include "store/fault.hpp"

namespace enact::lab {

// Where a population comes from. `open` is called on a thread of the lab's own; it throws
// std::runtime_error with what is wrong. The model outlives the source.
struct Population {
  enum class Is : std::uint8_t {
    record,    // what is on record of the space's own subjects
    register_  // a register that was given to the service
  } is = Is::record;
  std::function<std::unique_ptr<bulk::ColumnSource>(const determine::FactModel&, const determine::Question&)>
      open;
};

// A change to try.
struct Trial {
  std::string package;  // id, of those in force
  std::string draft;    // id of an uploaded version of it (lab/drafts.hpp); "": as it is in force
  std::vector<policy::Setting> settings;
  std::string by;                      // fact of the groups; "" : none
  std::optional<std::int64_t> budget;  // fen
  std::string queue_by, rank_by;       // facts; "" : none
};

struct Answer {
  Date on;
  policy::PackagePtr package;  // as it is in force
  policy::PackagePtr draft;    // null: none
  std::vector<policy::SetPackage::Set> settings;
  bulk::Comparison comparison;
};

// What may be asked by: facts of one value.
struct FactChoice {
  std::string name;
  Text title;
  bool groups = true;   // for `by`
  bool orders = false;  // for `queue_by` and `rank_by`
};

struct State {
  enum class Is : std::uint8_t { preparing, ready, failed } is = Is::preparing;
  Population::Is population = Population::Is::record;
  Date on;                       // day of asking
  std::optional<Instant> as_of;  // when the population was taken
  std::uint64_t subjects = 0;
  std::uint64_t set_aside = 0;    // rows with errors
  std::vector<FactChoice> facts;  // once ready
  Text failure;
};

class Lab {
 public:
  Lab(std::vector<policy::PackagePtr> packages, Population population, unsigned threads,
      std::function<Instant()> now);
  ~Lab();  // waits for what is under way
  Lab(const Lab&) = delete;
  Lab& operator=(const Lab&) = delete;

  // Begins to prepare if there is nothing for today yet.
  State state();
  CompiledDrafts& drafts() { return drafts_; }
  // Takes the population anew; what is prepared is answered from until then.
  void refresh();
  const std::vector<policy::PackagePtr>& packages() const { return packages_; }
  policy::PackagePtr package(std::string_view id) const;  // null if there is none
  // `draft`: the package that trial.draft names, or null; settings are of its figures. Faults: conflict
  // "lab.preparing"; not_found "lab.no-package"; invalid "lab.setting", "lab.no-fact", "lab.draft-facts",
  // "lab.draft-beside"; unavailable "lab.failed"; too_many "lab.busy". Thread-safe.
  std::expected<Answer, store::Fault> ask(const Trial& trial, const policy::PackagePtr& draft = nullptr);

 private:
  struct Prepared;
  void prepare(Date on);       // on the thread
  void begin(const Date& on);  // with the lock

  std::vector<policy::PackagePtr> packages_;
  Population population_;
  unsigned threads_;
  std::function<Instant()> now_;
  CompiledDrafts drafts_;
  std::mutex mutex_;
  std::shared_ptr<const Prepared> prepared_;
  std::optional<Date> under_way_;
  std::optional<Date> failed_on_;
  Text failure_;
  std::thread thread_;
  std::counting_semaphore<> asking_{2};  // a wide change is work for all processors
};

}  // namespace enact::lab
