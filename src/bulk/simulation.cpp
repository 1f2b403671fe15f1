// See simulation.hpp.
#include "bulk/simulation.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <set>
#include <thread>

#include "policy/package_differences.hpp"

namespace enact::bulk {
namespace {

struct Member {
  std::size_t package = 0;  // index
  std::string provision;
  friend bool operator==(const Member&, const Member&) = default;
};
struct Members {
  std::string type;
  std::vector<Member> provisions;
};

// As lanes are grouped for stacking (lanes.cpp): of one city for one kind of matter; else each its own.
std::map<std::string, Members> members_of(const std::vector<policy::PackagePtr>& packages) {
  std::map<std::string, Members> parts;
  for (std::size_t i = 0; i < packages.size(); ++i) {
    const policy::Package& package = *packages[i];
    for (const policy::Provision& provision : package.provisions) {
      if (!provision.executable()) continue;
      const bool monthly = provision.monthly && provision.monthly->amount;
      const bool estimate = provision.amount && provision.amount->estimate;
      const bool stacked = (provision.amount || monthly) && !estimate && provision.matter;
      const std::string key = provision.subject + "\x1e" +
                              (stacked ? package.issuing_city + "\x1e" + provision.matter->kind
                                       : std::to_string(i) + "/" + provision.id);
      Members& part = parts[key];
      part.type = provision.subject;
      part.provisions.push_back({i, provision.id});
    }
  }
  return parts;
}

// The packages with the provisions of the part only. All of them: which versions there are side by side
// decides which of them judges an event.
std::vector<policy::PackagePtr> reduced(const std::vector<policy::PackagePtr>& packages,
                                        const Members& members) {
  std::vector<policy::PackagePtr> made;
  for (std::size_t i = 0; i < packages.size(); ++i) {
    auto copy = std::make_shared<policy::Package>(*packages[i]);
    std::erase_if(copy->provisions, [&](const policy::Provision& provision) {
      return std::find(members.provisions.begin(), members.provisions.end(), Member{i, provision.id}) ==
             members.provisions.end();
    });
    made.push_back(std::move(copy));
  }
  return made;
}

// What one segment gives.
struct Piece {
  std::vector<std::uint32_t> rows;
  std::vector<std::int64_t> least;
  std::vector<std::int64_t> greatest;
  TypeTotals totals;
};

class PartRun {
 public:
  PartRun(const Engine& engine, const TypeProgram& program, const HeldPopulation::Type& type)
      : engine_(engine), program_(program), type_(type), pieces_(type.segments.size()) {}

  std::vector<Piece> go(unsigned threads) {
    std::vector<std::thread> others;
    const std::size_t useful = std::min<std::size_t>(threads, pieces_.size());
    for (std::size_t i = 1; i < useful; ++i) others.emplace_back([this] { work(); });
    work();
    for (std::thread& thread : others) thread.join();
    if (failure_) std::rethrow_exception(failure_);
    return std::move(pieces_);
  }

 private:
  void work() {
    try {
      Worker worker(engine_, program_);
      SegmentOutcomes out;
      for (std::size_t i = next_++; i < pieces_.size(); i = next_++) {
        worker.run(*type_.segments[i], out, true);
        collect(out, type_.starts[i], pieces_[i]);
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      next_ = pieces_.size();
    }
  }

  static void collect(const SegmentOutcomes& out, std::size_t start, Piece& piece) {
    piece.totals = out.totals;
    for (std::size_t row = 0; row < out.rows; ++row) {
      if (out.least[row] == 0 && out.greatest_at(row) == 0) continue;
      piece.rows.push_back(static_cast<std::uint32_t>(start + row));
      piece.least.push_back(out.least[row]);
      piece.greatest.push_back(out.greatest_at(row));
    }
  }

  const Engine& engine_;
  const TypeProgram& program_;
  const HeldPopulation::Type& type_;
  std::vector<Piece> pieces_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
  std::exception_ptr failure_;
};

std::shared_ptr<const Part> run_part(const std::vector<policy::PackagePtr>& packages, const Members& members,
                                     const determine::Question& question, const HeldPopulation& population,
                                     unsigned threads) {
  auto part = std::make_shared<Part>();
  part->type = members.type;
  const Engine engine(reduced(packages, members), question);
  const TypeProgram& program = *engine.type(members.type);
  TypeTotals totals;
  totals.lanes.resize(program.lanes.size());
  if (const HeldPopulation::Type* type = population.type(members.type)) {
    for (Piece& piece : PartRun(engine, program, *type).go(threads)) {
      totals.add(piece.totals);
      part->rows.insert(part->rows.end(), piece.rows.begin(), piece.rows.end());
      part->least.insert(part->least.end(), piece.least.begin(), piece.least.end());
      part->greatest.insert(part->greatest.end(), piece.greatest.begin(), piece.greatest.end());
    }
  }
  // INVARIANT: lanes stand in the order of members, packages in order, then provisions in theirs.
  for (std::size_t k = 0; k < program.lanes.size(); ++k) {
    const Member& member = members.provisions[k];
    const policy::PackagePtr& package = packages[member.package];
    part->provisions.push_back({member.package, package, package->provision(member.provision),
                                program.lanes[k].money, program.lanes[k].estimate,
                                std::move(totals.lanes[k])});
  }
  return part;
}

}  // namespace

Simulation::Simulation(std::vector<policy::PackagePtr> packages, const determine::Question& question,
                       std::shared_ptr<const HeldPopulation> population, unsigned threads)
    : question_(question), population_(std::move(population)), threads_(threads) {
  base_ = run(std::move(packages), {}, nullptr);
}

Outcome Simulation::run(std::vector<policy::PackagePtr> packages, const std::vector<Touched>& touched) const {
  return run(std::move(packages), touched, &base_);
}

Outcome Simulation::run(std::vector<policy::PackagePtr> packages, const std::vector<Touched>& touched,
                        const Outcome* base) const {
  Outcome outcome;
  outcome.packages = std::move(packages);
  std::set<std::pair<std::string, std::string>> changed;
  for (const Touched& one : touched) changed.emplace(one.package, one.provision);
  const auto before = base != nullptr ? members_of(base->packages) : std::map<std::string, Members>{};
  const auto same = [&](const std::string& key, const Members& members) {
    const auto found = before.find(key);
    if (found == before.end() || found->second.provisions != members.provisions) return false;
    return std::none_of(members.provisions.begin(), members.provisions.end(), [&](const Member& member) {
      const policy::Package& package = *outcome.packages[member.package];
      // By its id a policy takes its turn in stacking.
      return package.id != base->packages[member.package]->id ||
             changed.contains({package.id, member.provision});
    });
  };
  for (const auto& [key, members] : members_of(outcome.packages)) {
    if (same(key, members)) {
      outcome.parts.emplace(key, base->parts.at(key));
    } else {
      outcome.parts.emplace(key, run_part(outcome.packages, members, question_, *population_, threads_));
      ++outcome.again;
    }
  }
  return outcome;
}

std::vector<Touched> touched_between(const policy::Package& before, const policy::Package& after) {
  const policy::PackageDifferences differences = policy::package_differences(before, after);
  const bool all = !differences.shared.empty();
  std::vector<Touched> touched;
  for (const policy::ProvisionChange& change : differences.provisions) {
    if (all || change.kind != policy::ProvisionChange::Kind::same) touched.push_back({after.id, change.id});
  }
  return touched;
}

}  // namespace enact::bulk
