// See simulation.hpp.
#include "simulation.hpp"

#include <pybind11/stl.h>

#include <map>
#include <optional>

#include "bulk/comparison_json.hpp"
#include "packages.hpp"
#include "population.hpp"
#include "rules.hpp"

namespace enact::python {
namespace {

namespace py = pybind11;

struct Asked {
  std::map<std::string, std::string> set;
  std::optional<Package> changed;
  std::string by;
  std::optional<std::int64_t> budget_fen;
  std::string queue_by;
  std::string rank_by;
};

class Simulation {
 public:
  Simulation(std::vector<Package> packages, const py::object& population, const std::string& on,
             unsigned threads, bool unsaid_absent)
      : packages_(std::move(packages)) {
    if (packages_.empty()) throw py::value_error("no package is given");
    const determine::Question question{day_of(on), std::nullopt, false};
    Given given(population);
    const py::gil_scoped_release released;
    model_.emplace(compiled(packages_));
    const auto source = given.open(*model_, {}, question, unsaid_absent);
    held_ = std::make_shared<const bulk::HeldPopulation>(*source);
    simulation_.emplace(compiled(packages_), question, held_, threads);
    comparer_.emplace(*simulation_);
  }
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  const bulk::HeldPopulation& population() const { return *held_; }

  // JSON by docs/schema/simulation.json.
  std::string compare(const Asked& asked) const {
    const policy::PackagePtr& base = packages_.front().package;
    policy::PackagePtr changed = asked.changed ? asked.changed->package : base;
    std::vector<bulk::Touched> touched;
    if (changed != base) touched = bulk::touched_between(*base, *changed);
    std::vector<policy::Setting> settings;
    for (const auto& [lever, value] : asked.set) settings.push_back({lever, value});
    auto set = policy::with_settings(changed, settings);
    if (!set) throw PackageFault(std::move(set).error());
    for (const std::string& provision : set->provisions) touched.push_back({changed->id, provision});
    std::vector<policy::PackagePtr> after = compiled(packages_);
    after.front() = set->package;

    std::optional<bulk::Grouping> grouping;
    if (!asked.by.empty()) grouping = need(bulk::group_by(*held_, asked.by), "by", asked.by);
    std::optional<bulk::LimitOptions> limit;
    if (asked.budget_fen) {
      limit.emplace();
      limit->budget = *asked.budget_fen;
      if (!asked.queue_by.empty())
        limit->arrived = need(bulk::order_by(*held_, asked.queue_by), "queue_by", asked.queue_by);
      if (!asked.rank_by.empty())
        limit->ranked = need(bulk::order_by(*held_, asked.rank_by), "rank_by", asked.rank_by);
    }
    boost::json::object made =
        bulk::to_json(comparer_->compare(simulation_->run(std::move(after), touched),
                                         grouping ? &*grouping : nullptr, limit ? &*limit : nullptr));
    made["on"] = simulation_->question().on.to_string();
    made["base"] = base->id + "@" + base->hash;
    made["changed"] = changed->id + "@" + changed->hash;
    made["settings"] = bulk::to_json(set->settings);
    made["by"] = asked.by;
    return boost::json::serialize(made);
  }

 private:
  template <typename T>
  T need(std::optional<T> found, const char* argument, const std::string& fact) const {
    if (found) return std::move(*found);
    std::string known;
    for (const std::string& name : held_->facts()) known += (known.empty() ? "" : ", ") + name;
    throw std::invalid_argument(std::string(argument) + ": the population has no such fact `" + fact +
                                "`, or it is of another kind; it has " + known);
  }

  std::vector<Package> packages_;
  std::optional<determine::FactModel> model_;
  std::shared_ptr<const bulk::HeldPopulation> held_;
  std::optional<bulk::Simulation> simulation_;
  std::optional<bulk::Comparer> comparer_;
};

}  // namespace

void add_simulation(py::module_& module) {
  py::class_<Simulation>(module, "Simulation")
      .def(py::init<std::vector<Package>, const py::object&, const std::string&, unsigned, bool>())
      .def_property_readonly("subjects", [](const Simulation& self) { return self.population().subjects(); })
      .def_property_readonly("facts", [](const Simulation& self) { return self.population().facts(); })
      .def_property_readonly("rejected",
                             [](const Simulation& self) { return rejected_of(self.population().rejected()); })
      .def("compare_json",
           [](const Simulation& self, std::map<std::string, std::string> set, std::optional<Package> changed,
              std::string by, std::optional<std::int64_t> budget_fen, std::string queue_by,
              std::string rank_by) {
             const Asked asked{std::move(set), std::move(changed),  std::move(by),
                               budget_fen,     std::move(queue_by), std::move(rank_by)};
             const py::gil_scoped_release released;
             return self.compare(asked);
           });
}

}  // namespace enact::python
