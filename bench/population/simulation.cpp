// How long the policy lab takes to answer one changed figure: a package with what its synthetic subjects look
// like, a register of that many in columns, each setting answered over and over with another value.
// Usage: enact_simulation_bench FOLDER SUBJECTS REPEATS THREADS SETTING… where a setting is the name of a
// lever ("1a/amount"); its value is raised by a hundredth each time. docs/performance.md.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>

#include "bulk/column_builder.hpp"
#include "bulk/comparison.hpp"
#include "cli/load_packages.hpp"
#include "determine/subject_view.hpp"
#include "determine/synth.hpp"
#include "policy/levers.hpp"

namespace {

using namespace enact;
using Watch = std::chrono::steady_clock;

double milliseconds(Watch::duration time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

// Synthetic subjects as columns alone, as a CSV would give them: nothing else is kept of them.
class SyntheticColumns final : public bulk::ColumnSource {
 public:
  SyntheticColumns(determine::Synth& synth, const determine::FactModel& model,
                   const determine::Question& question, std::size_t subjects)
      : synth_(synth), model_(model), question_(question), left_(subjects) {}

  bool next(bulk::Segment& segment) override {
    while (left_ > 0) {
      --left_;
      const determine::Subject subject = synth_.next();
      const auto* type = model_.subject(subject.type);
      if (type == nullptr) continue;
      auto place = open_.find(subject.type);
      if (place == open_.end())
        place =
            open_.try_emplace(subject.type, bulk::TableBuilder(type->facts, model_, bulk::Wanted{}), 0).first;
      auto& [builder, rows] = place->second;
      builder.add(
          *determine::view_subject(subject, *type, question_, false, std::string()).context.context());
      if (++rows == bulk::segment_rows) return take(place->first, segment);
    }
    for (auto& [type, open] : open_) {
      if (open.second > 0) return take(type, segment);
    }
    return false;
  }
  const std::vector<bulk::Rejected>& rejected() const override { return none_; }

 private:
  bool take(const std::string& type, bulk::Segment& segment) {
    auto& [builder, rows] = open_.at(type);
    segment.type = type;
    segment.table = builder.finish();
    segment.table.rows = rows;
    segment.first = taken_[type];
    taken_[type] += rows;
    rows = 0;
    return true;
  }

  determine::Synth& synth_;
  const determine::FactModel& model_;
  determine::Question question_;
  std::size_t left_;
  std::map<std::string, std::pair<bulk::TableBuilder, std::size_t>> open_;
  std::map<std::string, std::uint64_t> taken_;
  std::vector<bulk::Rejected> none_;
};

struct Times {
  std::vector<double> all;
  void add(Watch::time_point since) { all.push_back(milliseconds(Watch::now() - since)); }
  std::string text() {
    std::sort(all.begin(), all.end());
    return fmt::format("median {:8.1f} ms  least {:8.1f}  greatest {:8.1f}", all[all.size() / 2], all.front(),
                       all.back());
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 6) {
    std::cerr << "usage: enact_simulation_bench FOLDER SUBJECTS REPEATS THREADS LEVER...\n";
    return 2;
  }
  const std::string folder = argv[1];
  const auto subjects = static_cast<std::size_t>(std::strtoull(argv[2], nullptr, 10));
  const int repeats = std::atoi(argv[3]);
  const auto threads = static_cast<unsigned>(std::atoi(argv[4]));
  const auto packages = cli::load_packages({folder}, Language::en);
  if (!packages) return 1;
  const policy::PackagePtr& package = packages->front();
  const determine::Question question{Date{2026, 12, 31}, std::nullopt, false};
  const determine::FactModel model(*packages);
  determine::Synth synth(model, cli::read_source(folder + "/synthetic.yaml"), 1);
  SyntheticColumns source(synth, model, question, subjects);
  auto since = Watch::now();
  const auto population = std::make_shared<const bulk::HeldPopulation>(source);
  fmt::print("{} subjects made in {:.0f} ms\n", population->subjects(), milliseconds(Watch::now() - since));
  since = Watch::now();
  const bulk::Simulation simulation(*packages, question, population, threads);
  fmt::print("every part run once, {} of them: {:.0f} ms\n", simulation.base().parts.size(),
             milliseconds(Watch::now() - since));
  since = Watch::now();
  const bulk::Comparer comparer(simulation);
  fmt::print("sums by subject: {:.0f} ms\n", milliseconds(Watch::now() - since));
  const std::vector<policy::Lever> levers = policy::levers_of(*package);
  for (int i = 5; i < argc; ++i) {
    const auto lever = std::find_if(levers.begin(), levers.end(),
                                    [&](const policy::Lever& one) { return one.id == argv[i]; });
    if (lever == levers.end() || lever->value.number() == nullptr) {
      std::cerr << "no figure to be set: " << argv[i] << "\n";
      return 1;
    }
    Times whole, run, compared;
    bulk::Comparison last;
    for (int r = 1; r <= repeats; ++r) {
      const Decimal factor = *Decimal(100 + r).divide(Decimal(100));
      const std::string value = lever->value.number()->multiply(factor)->to_string();
      since = Watch::now();
      const auto set = policy::with_settings(package, std::vector<policy::Setting>{{lever->id, value}});
      std::vector<bulk::Touched> touched;
      for (const std::string& id : set.value().provisions) touched.push_back({package->id, id});
      const auto before_run = Watch::now();
      const bulk::Outcome outcome = simulation.run({set->package}, touched);
      run.add(before_run);
      const auto before_comparison = Watch::now();
      last = comparer.compare(outcome, nullptr, nullptr);
      compared.add(before_comparison);
      whole.add(since);
    }
    fmt::print("{}: {} of {} parts, {} gain, {} lose\n  whole      {}\n  parts      {}\n  comparison {}\n",
               lever->id, last.again, last.parts, last.effects.winners, last.effects.losers, whole.text(),
               run.text(), compared.text());
  }
  return 0;
}
