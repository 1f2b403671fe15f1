// See population.hpp.
#include "population.hpp"

#include <pybind11/stl.h>

#include "arrays.hpp"
#include "cli/population.hpp"
#include "population/arrow_source.hpp"

namespace enact::python {
namespace {

namespace py = pybind11;

// Sources one after another.
class InTurn final : public bulk::ColumnSource {
 public:
  explicit InTurn(std::vector<std::unique_ptr<bulk::ColumnSource>> sources) : sources_(std::move(sources)) {}

  bool next(bulk::Segment& segment) override {
    for (; at_ < sources_.size(); ++at_) {
      if (sources_[at_]->next(segment)) return true;
      const auto& more = sources_[at_]->rejected();
      rejected_.insert(rejected_.end(), more.begin(), more.end());
    }
    return false;
  }
  const std::vector<bulk::Rejected>& rejected() const override { return rejected_; }

 private:
  std::vector<std::unique_ptr<bulk::ColumnSource>> sources_;
  std::size_t at_ = 0;
  std::vector<bulk::Rejected> rejected_;
};

}  // namespace

Given::Given(const py::object& population) {
  if (py::isinstance<py::str>(population)) {
    path = population.cast<std::string>();
    return;
  }
  for (const py::handle each : population) {
    const auto pair = each.cast<py::tuple>();
    tables.push_back({pair[0].cast<std::string>(), {}});
    tables.back().stream = taken(pair[1]);
  }
}

Given::~Given() {
  for (Table& table : tables) {
    if (table.stream.release != nullptr) table.stream.release(&table.stream);
  }
}

std::unique_ptr<bulk::ColumnSource> Given::open(const determine::FactModel& model, const bulk::Wanted& wanted,
                                                const determine::Question& question, bool unsaid_absent) {
  if (!path.empty()) {
    cli::PopulationOptions options;
    options.unsaid_absent = unsaid_absent;
    return cli::open_population(path, model, wanted, question, options).source;
  }
  std::vector<std::unique_ptr<bulk::ColumnSource>> sources;
  for (Table& table : tables)
    sources.push_back(population::arrow_source(&table.stream, table.type, model, wanted, unsaid_absent));
  return std::make_unique<InTurn>(std::move(sources));
}

}  // namespace enact::python
