// Making the faults and looking who notices. See mutate.hpp.
#include "mutate/mutate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "mutate/accepted.hpp"
#include "policy/tables.hpp"
#include "verify/verify.hpp"

namespace enact::mutate {
namespace {

using policy::PackagePtr;

// An example, and what it speaks of.
struct Tried {
  SourcePtr source;
  std::string name;
  std::set<std::string> stated;   // provisions for which it states what is expected
  std::set<std::string> decided;  // provisions that were decided for its subjects
};

Diagnostic problem(std::string code, Text message, Text help) {
  Diagnostic made;
  made.code = std::move(code);
  made.message = std::move(message);
  made.help = std::move(help);
  return made;
}

class Run {
 public:
  Run(const Package& package, const Options& options) : package_(package), options_(options) {}

  Report run(const std::function<void(std::size_t, std::size_t)>& progress) {
    const policy::Loaded loaded = policy::load_package(package_.files, package_.folder);
    if (!loaded.ok()) {
      report_.diagnostics = loaded.diagnostics;
      return std::move(report_);
    }
    original_ = loaded.package;
    try_examples();
    if (has_errors(report_.diagnostics)) return std::move(report_);
    std::vector<Fault> faults = faults_of(package_.files, package_.folder, loaded);
    std::map<std::string, Accepted> accepted;
    if (package_.accepted) accepted = read_accepted(package_.accepted, faults, report_.diagnostics);
    if (!options_.provision.empty()) {
      faults.erase(std::remove_if(faults.begin(), faults.end(),
                                  [&](const Fault& fault) { return !touches(fault, options_.provision); }),
                   faults.end());
    }
    for (const Fault& fault : faults) {
      Mutant mutant{fault, Fate::survivor, {}, {}, {}};
      judge(mutant);
      const auto known = accepted.find(fault.id);
      if (known != accepted.end()) accept(mutant, known->second);
      report_.mutants.push_back(std::move(mutant));
      if (progress) progress(report_.mutants.size(), faults.size());
    }
    return std::move(report_);
  }

 private:
  static bool touches(const Fault& fault, const std::string& provision) {
    return std::find(fault.provisions.begin(), fault.provisions.end(), provision) != fault.provisions.end();
  }

  // As they are, all examples pass: else their failing would say nothing.
  void try_examples() {
    if (const auto failing = package_.also ? package_.also(original_) : std::nullopt) example_fails(*failing);
    for (const SourcePtr& source : package_.examples) {
      const determine::ExampleResult result = determine::run_example(source, original_, package_.beside);
      if (!result.passed()) {
        example_fails(result.file);
        continue;
      }
      Tried tried{source, result.file, result.provisions, {}};
      for (const determine::SubjectResult& subject : result.determination->subjects) {
        for (const determine::ProvisionResult& each : subject.provisions) {
          if (each.package->id == original_->id) tried.decided.insert(each.provision->id);
        }
      }
      examples_.push_back(std::move(tried));
    }
  }

  void example_fails(const std::string& name) {
    report_.diagnostics.push_back(
        problem("mutate.example-fails", {"样例未通过：" + name, "an example fails: " + name},
                {"先让 `enact examples` 全部通过", "let all of `enact examples` pass first"}));
  }

  void judge(Mutant& mutant) {
    const PackagePtr changed = compile(mutant);
    if (!changed) return;
    if (failing_example(mutant, changed)) return;
    if (const auto failing = package_.also ? package_.also(changed) : std::nullopt) {
      mutant.fate = Fate::examples;
      mutant.by = *failing;
      return;
    }
    if (options_.prove) prove(mutant, changed);
  }

  // The package with the fault in it; null, and the fate, if the check refuses it.
  PackagePtr compile(Mutant& mutant) {
    const Edit& edit = mutant.fault.edit;
    policy::FileSet files = package_.files;
    const auto file = files.find(edit.file);
    file->second.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.with);
    policy::Loaded loaded = policy::load_package(files, package_.folder);
    if (loaded.ok()) {
      const Diagnostics tables = policy::check_tables(*loaded.package);
      loaded.diagnostics.insert(loaded.diagnostics.end(), tables.begin(), tables.end());
    }
    if (loaded.ok()) return loaded.package;
    mutant.fate = Fate::check;
    const auto error = std::find_if(loaded.diagnostics.begin(), loaded.diagnostics.end(),
                                    [](const Diagnostic& each) { return each.severity == Severity::error; });
    mutant.by = error->code;
    return nullptr;
  }

  // Those first that speak of what is touched.
  bool failing_example(Mutant& mutant, const PackagePtr& changed) {
    for (const bool stated : {true, false}) {
      for (const Tried& tried : examples_) {
        const auto holds = [&](const std::set<std::string>& ids) {
          return std::any_of(mutant.fault.provisions.begin(), mutant.fault.provisions.end(),
                             [&](const std::string& id) { return ids.count(id) > 0; });
        };
        const bool speaks = holds(tried.stated);
        if (stated != speaks || (!stated && !holds(tried.decided))) continue;
        if (determine::run_example(tried.source, changed, package_.beside).passed()) continue;
        mutant.fate = Fate::examples;
        mutant.by = tried.name;
        return true;
      }
    }
    return false;
  }

  void prove(Mutant& mutant, const PackagePtr& changed) {
    const verify::Options options{.effort = options_.effort, .only = {}};
    bool equal = !mutant.fault.provisions.empty();
    for (const std::string& id : mutant.fault.provisions) {
      const policy::Provision* provision = original_->provision(id);
      if (provision == nullptr || !provision->executable()) continue;
      verify::Difference found = verify::difference(original_, changed, id, options);
      if (found.answer == verify::Difference::Answer::none) continue;
      equal = false;
      if (found.answer == verify::Difference::Answer::found && !mutant.example) {
        mutant.example = std::move(found);
      }
    }
    if (equal) {
      mutant.fate = Fate::equivalent;
      return;
    }
    for (const std::string& id : mutant.fault.provisions) {
      if (refuted_anew(mutant, id, changed)) return;
    }
  }

  // Whether a proof about the provision that held of the package as it is does no longer.
  bool refuted_anew(Mutant& mutant, const std::string& id, const PackagePtr& changed) {
    const verify::Options options{.effort = options_.effort, .only = {id}};
    const auto [known, added] = held_.try_emplace(id);
    if (added) {
      for (const verify::Obligation& each : verify::verify({original_}, options).obligations) {
        if (each.outcome == verify::Outcome::proved) known->second.insert(name_of(each));
      }
    }
    for (const verify::Obligation& each : verify::verify({changed}, options).obligations) {
      const bool fails = each.outcome == verify::Outcome::refuted || each.outcome == verify::Outcome::vacuous;
      if (!fails || known->second.count(name_of(each)) == 0) continue;
      mutant.fate = Fate::verify;
      mutant.by = name_of(each);
      return true;
    }
    return false;
  }

  static std::string name_of(const verify::Obligation& obligation) {
    return fmt::format("{} {}", verify::to_string(obligation.question), obligation.provision);
  }

  void accept(Mutant& mutant, const Accepted& accepted) {
    if (mutant.fate == Fate::survivor) {
      mutant.fate = Fate::accepted;
      mutant.reason = accepted.reason;
      return;
    }
    Diagnostic needless = problem("mutants.needless",
                                  {"变异 `" + mutant.fault.id + "` 已不是存活的变异",
                                   "the fault `" + mutant.fault.id + "` no longer survives"},
                                  {"从 mutants.yaml 中删去", "remove it from mutants.yaml"});
    needless.location = accepted.location;
    report_.diagnostics.push_back(std::move(needless));
  }

  const Package& package_;
  const Options& options_;
  Report report_;
  PackagePtr original_;
  std::vector<Tried> examples_;
  std::map<std::string, std::set<std::string>> held_;  // by provision: obligations that are proved
};

}  // namespace

Report mutate(const Package& package, const Options& options,
              const std::function<void(std::size_t, std::size_t)>& progress) {
  return Run(package, options).run(progress);
}

int Report::count(Fate fate) const {
  return static_cast<int>(
      std::count_if(mutants.begin(), mutants.end(), [&](const Mutant& each) { return each.fate == fate; }));
}

int Report::caught_per_mille() const {
  const int caught = count(Fate::check) + count(Fate::examples) + count(Fate::verify);
  const int all = caught + count(Fate::accepted) + count(Fate::survivor);
  return all == 0 ? 1000 : caught * 1000 / all;
}

bool Report::good() const {
  return !has_errors(diagnostics) && count(Fate::survivor) == 0 && caught_per_mille() >= enough_per_mille;
}

std::string_view to_string(Fate fate) {
  switch (fate) {
    case Fate::check:
      return "check";
    case Fate::examples:
      return "examples";
    case Fate::verify:
      return "verify";
    case Fate::equivalent:
      return "equivalent";
    case Fate::accepted:
      return "accepted";
    case Fate::survivor:
      return "survivor";
  }
  return "";
}

}  // namespace enact::mutate
