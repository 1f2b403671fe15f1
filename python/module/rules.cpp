// See rules.hpp.
#include "rules.hpp"

#include <pybind11/stl.h>

#include "arrays.hpp"
#include "bulk/run.hpp"
#include "outcomes.hpp"
#include "packages.hpp"
#include "population.hpp"
#include "population/arrow_rows.hpp"
#include "population/results.hpp"

namespace enact::python {
namespace {

namespace py = pybind11;

struct Rules {
  std::vector<Package> packages;
  std::string on;
  std::shared_ptr<const bulk::Engine> engine;
};

struct How {
  unsigned threads = 1;
  bool unsaid_absent = false;
  bool check = false;
  Language language = Language::zh;
};

How how_of(unsigned threads, bool unsaid_absent, bool check, const std::string& language) {
  if (threads == 0 || threads > 1024) throw py::value_error("threads: 1 to 1024");
  return {threads, unsaid_absent, check, language_of(language)};
}

Rules rules_of(std::vector<Package> packages, const std::string& on) {
  if (packages.empty()) throw py::value_error("no package is given");
  const determine::Question question{day_of(on), std::nullopt, false};
  const py::gil_scoped_release released;
  auto engine = std::make_shared<const bulk::Engine>(compiled(packages), question);
  if (has_errors(engine->determiner().model().conflicts()))
    throw PackageFault(engine->determiner().model().conflicts());
  return {std::move(packages), on, std::move(engine)};
}

py::dict totals_of(const std::string& type, const bulk::Lane& lane, const bulk::LaneTotals& totals,
                   Language language) {
  py::dict made;
  const policy::Provision& provision = *lane.plan->provision;
  made["type"] = type;
  made["policy"] = lane.package->package->id;
  made["provision"] = provision.id;
  made["title"] = provision.title.in(language);
  made["article"] = provision.article;
  made["money"] = lane.money;
  made["due"] = totals.due;
  made["not_due"] = totals.not_due;
  made["unknown"] = totals.unknown;
  made["least_fen"] = integer(totals.least);
  made["greatest_fen"] = integer(totals.greatest);
  made["unbounded"] = totals.unbounded;
  py::dict reasons;
  for (std::size_t code = 1; code < totals.reasons.size(); ++code) {
    if (totals.reasons[code] == 0) continue;
    const py::str text(reason_text(lane, static_cast<std::uint8_t>(code)).in(language));
    const auto before = reasons.contains(text) ? reasons[text].cast<std::uint64_t>() : 0;
    reasons[text] = before + totals.reasons[code];
  }
  made["reasons"] = reasons;
  return made;
}

// What a run comes to in all, as enact/__init__.py takes it.
py::dict result_of(const bulk::Engine& engine, const bulk::RunResult& result, Language language) {
  py::list subjects, provisions, differences;
  for (const bulk::TypeProgram& type : engine.types()) {
    const auto found = result.types.find(type.type->base->name);
    if (found == result.types.end()) continue;
    const bulk::TypeTotals& totals = found->second;
    py::dict one;
    one["type"] = found->first;
    one["subjects"] = totals.subjects;
    one["one_by_one"] = totals.scalar;
    one["paid"] = totals.paid;
    one["least_fen"] = integer(totals.least);
    one["greatest_fen"] = integer(totals.greatest);
    one["unbounded"] = totals.unbounded;
    subjects.append(one);
    for (std::size_t k = 0; k < type.lanes.size(); ++k)
      provisions.append(totals_of(found->first, type.lanes[k], totals.lanes[k], language));
  }
  for (const bulk::Difference& each : result.differences)
    differences.append(py::make_tuple(each.subject, each.provision, each.columns, each.scalar));
  py::dict made;
  made["subjects"] = subjects;
  made["provisions"] = provisions;
  made["rejected"] = rejected_of(result.rejected);
  made["unused"] = result.unused;
  made["checked"] = result.checked;
  made["differences"] = differences;
  return made;
}

using ByType = std::map<std::string, std::shared_ptr<Outcomes>>;

py::tuple run(const Rules& rules, const py::object& population, bool keep, const How& how) {
  Given given(population);
  bulk::RunOptions options;
  options.threads = how.threads;
  options.check = how.check;
  ByType outcomes;
  for (const bulk::TypeProgram& type : rules.engine->types())
    outcomes.emplace(type.type->base->name, std::make_shared<Outcomes>(rules.engine, type, how.language));
  if (keep) {
    options.prepare = [&](const bulk::Segment& segment, bulk::SegmentOutcomes& out) {
      return [&into = *outcomes.at(segment.type), kept = Outcomes::kept(segment, out)] { into.add(kept); };
    };
  }
  bulk::RunResult result;
  {
    const py::gil_scoped_release released;
    const auto source = given.open(rules.engine->determiner().model(), rules.engine->wanted(),
                                   rules.engine->question(), how.unsaid_absent);
    result = bulk::run(*rules.engine, *source, options);
  }
  if (!keep) outcomes.clear();
  return py::make_tuple(result_of(*rules.engine, result, how.language), outcomes);
}

// One row for each subject and provision, whatever the types: a stream of batches.
struct RowBatches {
  std::vector<ArrowArray> batches;
  std::size_t given = 0;

  RowBatches() = default;
  RowBatches(const RowBatches&) = delete;
  RowBatches& operator=(const RowBatches&) = delete;
  ~RowBatches() {
    for (ArrowArray& batch : batches) {
      if (batch.release != nullptr) batch.release(&batch);
    }
  }
};

ArrowArrayStream stream_of_rows(std::unique_ptr<RowBatches> rows) {
  ArrowArrayStream made{};
  made.private_data = rows.release();
  made.get_schema = [](ArrowArrayStream*, ArrowSchema* out) {
    population::export_schema(population::result_columns(), out);
    return 0;
  };
  made.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
    auto* all = static_cast<RowBatches*>(self->private_data);
    *out = ArrowArray{};
    if (all->given < all->batches.size()) std::swap(*out, all->batches[all->given++]);
    return 0;
  };
  made.get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
  made.release = [](ArrowArrayStream* self) {
    delete static_cast<RowBatches*>(self->private_data);
    self->release = nullptr;
  };
  return made;
}

py::tuple rows(const Rules& rules, const py::object& population, const How& how) {
  Given given(population);
  auto batches = std::make_unique<RowBatches>();
  const auto sink = population::arrow_rows(population::result_columns(),
                                           [&](ArrowArray* batch) { batches->batches.push_back(*batch); });
  bulk::RunOptions options;
  options.threads = how.threads;
  options.prepare = [&](const bulk::Segment& segment, bulk::SegmentOutcomes& out) {
    std::shared_ptr<population::RowWriter> written = sink->writer();
    write_results(*written, segment, out, how.language);
    return [&, written] { sink->take(*written); };
  };
  bulk::RunResult result;
  {
    const py::gil_scoped_release released;
    const auto source = given.open(rules.engine->determiner().model(), rules.engine->wanted(),
                                   rules.engine->question(), how.unsaid_absent);
    result = bulk::run(*rules.engine, *source, options);
  }
  ArrowArrayStream stream = stream_of_rows(std::move(batches));
  return py::make_tuple(result_of(*rules.engine, result, how.language), stream_capsule(&stream));
}

py::object wanted(const Rules& rules) {
  const bulk::Wanted wanted = rules.engine->wanted();
  if (wanted.everything) return py::none();
  return py::cast(wanted.names);
}

}  // namespace

py::int_ integer(bulk::Sum sum) {
  const py::int_ high(static_cast<std::int64_t>(sum >> 64));
  const py::int_ low(static_cast<std::uint64_t>(sum));
  return py::int_((high << py::int_(64)) | low);
}

py::list rejected_of(const std::vector<bulk::Rejected>& rejected) {
  py::list made;
  for (const bulk::Rejected& each : rejected)
    made.append(py::make_tuple(each.place, each.reason.zh, each.reason.en));
  return made;
}

Date day_of(const std::string& text) {
  const auto day = Date::parse(text);
  if (!day) throw py::value_error("not a date of the calendar, written 2026-03-10: " + text);
  return *day;
}

Language language_of(const std::string& code) {
  if (code != "zh" && code != "en") throw py::value_error("language: zh or en");
  return code == "zh" ? Language::zh : Language::en;
}

void add_rules(py::module_& module) {
  py::class_<Rules>(module, "Rules")
      .def(py::init(&rules_of), py::arg("packages"), py::arg("on"))
      .def_property_readonly("packages", [](const Rules& self) { return self.packages; })
      .def_property_readonly("on", [](const Rules& self) { return self.on; })
      .def_property_readonly("wanted", &wanted)
      .def("plan", [](const Rules& self,
                      const std::string& language) { return self.engine->plan_text(language_of(language)); })
      .def("run",
           [](const Rules& self, const py::object& population, bool keep, unsigned threads,
              bool unsaid_absent, bool check, const std::string& language) {
             return run(self, population, keep, how_of(threads, unsaid_absent, check, language));
           })
      .def("rows", [](const Rules& self, const py::object& population, unsigned threads, bool unsaid_absent,
                      const std::string& language) {
        return rows(self, population, how_of(threads, unsaid_absent, false, language));
      });
}

}  // namespace enact::python
