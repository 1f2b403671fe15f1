// Lists over many cases: a unit's inbox, its cases, what is late, a search, a subject's cases, the overview.
// ENACT_BENCH_CASES sets how many (default a million). The rows are those of the projections, written
// straight into their tables: what is measured is reading.
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "casework/overview.hpp"
#include "casework/test_town.hpp"
#include "registers/module.hpp"
#include "selection/module.hpp"

namespace enact::casework::test {
namespace {

std::int64_t wanted() {
  const char* said = std::getenv("ENACT_BENCH_CASES");
  return said == nullptr ? 1'000'000 : std::strtoll(said, nullptr, 10);
}

// One case in fifty runs, one in five hundred is late; two units take part in each, a third in one of twenty.
class Stage {
 public:
  Stage() {
    constexpr std::int64_t chunk = 20'000;
    for (std::int64_t from = 0; from < wanted(); from += chunk) {
      const std::int64_t to = std::min(from + chunk, wanted());
      const auto done = town.space.database().write([&](store::Transaction& tx) -> store::StepResult {
        for (std::int64_t i = from; i < to; ++i) put(tx, i);
        return std::string();
      });
      if (!done) std::abort();
    }
  }

  void put(store::Transaction& tx, std::int64_t i) {
    const std::string id = fmt::format("case-{:08}", i);
    const bool running = i % 50 == 0;
    const bool late = i % 500 == 0;
    const Instant opened{start_of_legal_day(town.today()).microseconds - i * 3'000'000};
    tx.execute(
        "INSERT INTO case_file (id, reference, version, subject, subject_name, personal, policy, provision, "
        "title_zh, title_en, matter_kind, matter_parts, matter_key, event, mode, payee, status, status_zh, "
        "status_en, ended, min_fen, max_fen, opened_at, updated_at, changed) VALUES (?, ?, 5, ?, ?, 0, "
        "'sample-town', ?, '示范企业奖励', 'Model enterprise award', '认定', '[]', ?, '', 'apply', '', ?, "
        "'受理', "
        "'accept', ?, 10000000, 10000000, ?, ?, ?)",
        {id, fmt::format("2026-{:08}", i), fmt::format("subject-{:06}", i % 200'000),
         fmt::format("第{}精密制造有限公司", i % 200'000), i % 2 == 0 ? "a1" : "a2", fmt::format("m{}", i),
         running ? "受理" : "paid", running ? 0 : 1, opened, opened, 1'000'000 + i});
    for (const char* unit : {"市科局", "市工局"}) {
      tx.execute("INSERT INTO case_unit (case_id, unit) VALUES (?, ?)", {id, unit});
    }
    if (i % 20 == 0) tx.execute("INSERT INTO case_unit (case_id, unit) VALUES (?, ?)", {id, "市税局"});
    if (!running) return;
    tx.execute(
        "INSERT INTO case_step (case_id, place, step, kind, title_zh, title_en, unit, role, opened, "
        "deadline, "
        "provisional, late, follows_zh, follows_en, tells) VALUES (?, 0, '受理', 'check', '受理', 'Accept', "
        "'市科局', ?, ?, ?, 0, '', '', '', '')",
        {id, i % 1000 == 0 ? "handler" : "reviewer", town.today().to_string(),
         town.today().add_days(late ? -3 : 20)->to_string()});
  }

  Town town{{registers::module(), selection::module()}};
  registers::Catalogue catalogue{{package()}};
};

Stage& stage() {
  static Stage made;
  return made;
}

template <class F>
void timed(benchmark::State& state, F f) {
  Stage& at = stage();
  for (auto _ : state) {
    at.town.read([&](const store::Reader& reader) {
      auto result = f(at, reader);
      benchmark::DoNotOptimize(result);
      return 0;
    });
  }
}

const Person lead = officer("科一", "市科局", identity::Role::handler);
const Person seldom = officer("税一", "市税局", identity::Role::reviewer);

void unit_cases(benchmark::State& state) {
  timed(state, [](Stage& at, const store::Reader& reader) {
    return list_cases(reader, lead, {.limit = 20}, at.town.today()).total;
  });
}
void unit_cases_running(benchmark::State& state) {
  timed(state, [](Stage& at, const store::Reader& reader) {
    return list_cases(reader, lead, {.ended = false, .limit = 20}, at.town.today()).total;
  });
}
void cases_of_a_unit_with_few(benchmark::State& state) {
  timed(state, [](Stage& at, const store::Reader& reader) {
    return list_cases(reader, seldom, {.limit = 20}, at.town.today()).total;
  });
}
void all_cases(benchmark::State& state) {
  timed(state, [](Stage& at, const store::Reader& reader) {
    return list_cases(reader, auditor, {.limit = 20}, at.town.today()).total;
  });
}
void search_by_name(benchmark::State& state) {
  timed(state, [](Stage& at, const store::Reader& reader) {
    return list_cases(reader, auditor, {.contains = "第777精密", .limit = 20}, at.town.today()).total;
  });
}
void search_by_reference(benchmark::State& state) {
  timed(state, [](Stage& at, const store::Reader& reader) {
    return list_cases(reader, auditor, {.contains = "2026-00000777", .limit = 20}, at.town.today()).total;
  });
}
void unit_inbox(benchmark::State& state) {
  timed(state,
        [](Stage& at, const store::Reader& reader) { return inbox(reader, lead, at.town.today()).total; });
}
void unit_overdue(benchmark::State& state) {
  timed(state,
        [](Stage& at, const store::Reader& reader) { return overdue(reader, lead, at.town.today()).total; });
}
void cases_of_a_subject(benchmark::State& state) {
  timed(state, [](Stage& at, const store::Reader& reader) {
    return list_cases(reader, {"", {{identity::Role::applicant, "", "subject-000777"}}}, {.limit = 20},
                      at.town.today())
        .total;
  });
}
void year_overview(benchmark::State& state) {
  timed(state, [](Stage& at, const store::Reader& reader) {
    return overview(reader, at.town.library, at.catalogue, auditor, "sample-town", at.town.today().year,
                    at.town.today())
        ->articles.size();
  });
}
BENCHMARK(unit_cases)->Unit(benchmark::kMillisecond);
BENCHMARK(unit_cases_running)->Unit(benchmark::kMillisecond);
BENCHMARK(cases_of_a_unit_with_few)->Unit(benchmark::kMillisecond);
BENCHMARK(all_cases)->Unit(benchmark::kMillisecond);
BENCHMARK(search_by_name)->Unit(benchmark::kMillisecond);
BENCHMARK(search_by_reference)->Unit(benchmark::kMillisecond);
BENCHMARK(unit_inbox)->Unit(benchmark::kMillisecond);
BENCHMARK(unit_overdue)->Unit(benchmark::kMillisecond);
BENCHMARK(cases_of_a_subject)->Unit(benchmark::kMillisecond);
BENCHMARK(year_overview)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace enact::casework::test
