// How long an enterprise takes when a whole population is judged: the FEEL package beside this file, through
// src/bulk, against the same rules by hand, over the same columns in one run; totals are compared first.
// Usage: enact_population_bench [enterprises] [repeats] [folder]. Ratios matter, single figures do not
// (docs/performance.md). With a folder the columns and their totals are written there for other engines, and
// what was measured is printed as JSON, a line each (bench/population_peers.mjs).
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <numeric>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "base/clock.hpp"
#include "bulk/run.hpp"
#include "policy/load.hpp"
#include "reference.hpp"

namespace {

namespace fs = std::filesystem;
using namespace enact;
using bench::Columns;
using bench::Outputs;
using bench::Totals;

// Most enterprises have nothing; those that have, in some year from 2018 to 2026.
Columns made_up(std::size_t rows) {
  Columns c;
  SeededRandom random(20260101);
  const auto happens = [&](std::uint64_t of_thousand) { return random.below(1000) < of_thousand; };
  const auto year = [&](std::uint64_t chance) {
    return static_cast<std::int16_t>(happens(chance) ? 2018 + random.below(9) : 0);
  };
  const auto up_to = [&](std::uint64_t chance, std::uint64_t most) {
    return static_cast<std::int16_t>(happens(chance) ? 1 + random.below(most) : 0);
  };
  const auto sum = [&](std::uint64_t chance, std::uint64_t most) {
    return static_cast<std::int64_t>(happens(chance) ? random.below(most) : 0);
  };
  for (std::size_t i = 0; i < rows; ++i) {
    c.certified.push_back(year(80));
    c.recertified.push_back(year(30));
    c.giant.push_back(year(5));
    c.sme.push_back(year(40));
    c.large.push_back(happens(150));
    constexpr std::int64_t powers[] = {10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};
    c.revenue.push_back(100'000 +
                        static_cast<std::int64_t>(1 + random.below(1000)) * powers[random.below(5)]);
    c.research.push_back(happens(400) ? c.revenue.back() / 1000 * static_cast<std::int64_t>(random.below(120))
                                      : 0);
    c.subsidy.push_back(sum(50, 200'000'000));
    c.tier.push_back(static_cast<std::int8_t>(up_to(20, 4)));
    c.tier_year.push_back(c.tier.back() != 0 ? year(1000) : std::int16_t{0});
    c.filed.push_back(year(10));
    c.invested.push_back(sum(20, 1'000'000'000));
    c.passed.push_back(happens(600));
    c.service.push_back(year(10));
    c.body.push_back(static_cast<std::int8_t>(up_to(10, 2)));
    c.body_year.push_back(c.body.back() != 0 ? year(1000) : std::int16_t{0});
    c.foreign.push_back(up_to(3, 3));
    c.station.push_back(year(3));
    c.laboratory.push_back(year(5));
    c.masters.push_back(up_to(100, 240));
    c.doctors.push_back(up_to(40, 120));
    c.mentors.push_back(static_cast<std::int8_t>(up_to(5, 3)));
    c.hires.push_back(up_to(20, 5));
    c.project.push_back(static_cast<std::int8_t>(up_to(10, 4)));
    c.elsewhere.push_back(sum(100, 20'000'000));
  }
  return c;
}

// Segments that look into the columns; nothing is copied.
std::vector<bulk::Segment> segments_of(const Columns& c, const determine::FactModel& model) {
  std::vector<bulk::Segment> segments;
  const determine::FactModel::SubjectType& type = *model.subject("企业");
  const std::size_t all = c.revenue.size();
  for (std::size_t from = 0; from < all; from += bulk::segment_rows) {
    bulk::Segment segment;
    segment.type = "企业";
    segment.first = from;
    segment.table.rows = std::min(bulk::segment_rows, all - from);
    const auto add = [&](const char* name, const auto& cells, int scale) {
      bulk::Column column;
      column.name = name;
      column.type = type.fact(name)->type;
      column.kind = bulk::column_kind(*column.type);
      column.width = static_cast<int>(sizeof(cells[0]));
      column.scale = scale;
      const auto begin = cells.begin() + static_cast<std::ptrdiff_t>(from);
      const auto [least, greatest] =
          std::minmax_element(begin, begin + static_cast<std::ptrdiff_t>(segment.table.rows));
      column.least = *least;
      column.greatest = *greatest;
      column.data = std::shared_ptr<const void>(std::shared_ptr<const void>(), &*begin);
      segment.table.columns.push_back(std::move(column));
    };
    add("高企认定年", c.certified, 0), add("高企重新认定年", c.recertified, 0),
        add("小巨人认定年", c.giant, 0);
    add("省级中小企业认定年", c.sme, 0), add("孵化器级别", c.tier, 0), add("孵化器认定年", c.tier_year, 0);
    add("孵化器备案年", c.filed, 0), add("服务机构纳统年", c.service, 0), add("检测认证机构类别", c.body, 0);
    add("检测认证机构设立年", c.body_year, 0), add("国际机构落地数", c.foreign, 0),
        add("院士工作站认定年", c.station, 0);
    add("特级实验室认定年", c.laboratory, 0), add("硕士月数", c.masters, 0), add("博士月数", c.doctors, 0);
    add("导师团队等级", c.mentors, 0), add("引进人数", c.hires, 0), add("攻关项目等级", c.project, 0);
    add("规上企业", c.large, 0), add("运营考核通过", c.passed, 0), add("营业收入", c.revenue, 2);
    add("研发费用", c.research, 2), add("省级研发补助", c.subsidy, 2), add("非财政投入", c.invested, 2);
    add("其他政策奖励", c.elsewhere, 2);
    // Known and never read: any cells will do.
    bulk::Column identity;
    identity.name = "代码";
    identity.type = type.fact("代码")->type;
    identity.kind = bulk::ColumnKind::text;
    identity.width = 4;
    identity.data = std::shared_ptr<const void>(std::shared_ptr<const void>(), c.revenue.data());
    identity.texts = std::make_shared<bulk::Dictionary>();
    segment.table.columns.push_back(std::move(identity));
    segments.push_back(std::move(segment));
  }
  return segments;
}

policy::PackagePtr package() {
  const fs::path folder = fs::path(ENACT_ROOT) / "bench/population/seventeen";
  policy::FileSet files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    files.emplace(entry.path().generic_string(), std::move(text).str());
  }
  const policy::Loaded loaded = policy::load_package(files, folder.generic_string());
  if (!loaded.ok()) throw std::runtime_error(render(loaded.diagnostics, Language::en));
  return loaded.package;
}

Totals totals_of(const bulk::TypeTotals& totals) {
  Totals made;
  for (std::size_t i = 0; i < bench::instruments; ++i)
    made.sums[i] = static_cast<std::int64_t>(totals.lanes[i].least);
  made.all = static_cast<std::int64_t>(totals.least);
  made.paid = static_cast<std::int64_t>(totals.paid);
  made.priority = static_cast<std::int64_t>(totals.lanes[bench::instruments].due);
  return made;
}

// `rows.csv`, and the totals of the first rows as `totals.json`, by how many they are.
void write_for_others(const Columns& columns, const fs::path& folder, std::vector<std::size_t> prefixes) {
  std::vector<std::function<std::int64_t(std::size_t)>> cells;
  std::string head;
  bench::each_column(columns, [&](const char* name, const auto& column) {
    head += (head.empty() ? "" : ",") + std::string(name);
    cells.push_back([&column](std::size_t row) { return static_cast<std::int64_t>(column[row]); });
  });
  const std::size_t rows = columns.revenue.size();
  std::ofstream csv(folder / "rows.csv", std::ios::binary);
  csv << head << "\n";
  std::string line;
  for (std::size_t row = 0; row < rows; ++row) {
    line.clear();
    for (const auto& cell : cells) line += (line.empty() ? "" : ",") + std::to_string(cell(row));
    csv << line << "\n";
  }
  std::ofstream out(folder / "totals.json");
  prefixes.push_back(rows);
  out << "{";
  for (const std::size_t prefix : prefixes) {
    if (prefix > rows) continue;
    Totals totals;
    bench::by_hand<false>(columns, 0, prefix, totals, nullptr);
    out << (prefix == prefixes.front() ? "" : ",") << '"' << prefix << "\":{";
    for (std::size_t i = 0; i < bench::instruments; ++i)
      out << '"' << bench::instrument_names[i] << "\":" << totals.sums[i] << ",";
    out << "\"total\":" << totals.all << ",\"paid\":" << totals.paid << ",\"priority\":" << totals.priority
        << "}";
  }
  out << "}\n";
  if (!csv.flush() || !out.flush()) throw std::runtime_error(folder.string() + ": cannot be written");
}

// The medians of some runs, in nanoseconds an enterprise: by the clock, and of processor time.
struct Taken {
  double clock = 0;
  double processor = 0;
};
Taken median_of(std::size_t rows, int repeats, const std::function<void()>& work) {
  std::vector<double> clock, processor;
  work();
  for (int i = 0; i < repeats; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t spent = std::clock();
    work();
    processor.push_back(static_cast<double>(std::clock() - spent) * 1e9 / CLOCKS_PER_SEC);
    clock.push_back(
        std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count());
  }
  std::sort(clock.begin(), clock.end());
  std::sort(processor.begin(), processor.end());
  const auto each = [&](const std::vector<double>& all) {
    return all[all.size() / 2] / static_cast<double>(rows);
  };
  return {each(clock), each(processor)};
}

void on_threads(unsigned threads, const std::function<void(unsigned)>& work) {
  std::vector<std::thread> others;
  for (unsigned t = 1; t < threads; ++t) others.emplace_back(work, t);
  work(0);
  for (std::thread& each : others) each.join();
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t rows = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 1'000'000;
  const int repeats = count > 2 ? std::atoi(arguments[2]) : 9;
  const bool for_others = count > 3;
  const Columns columns = made_up(rows);
  const bulk::Engine engine({package()}, {Date{2026, 12, 31}, std::nullopt, false});
  const bulk::TypeProgram& type = *engine.type("企业");
  const std::vector<bulk::Segment> segments = segments_of(columns, engine.determiner().model());

  std::vector<std::unique_ptr<bulk::Worker>> workers;
  for (int t = 0; t < 2; ++t) workers.push_back(std::make_unique<bulk::Worker>(engine, type));
  std::vector<bulk::SegmentOutcomes> kept(segments.size());
  std::vector<bulk::SegmentOutcomes> reused(2);
  const auto over_columns = [&](unsigned threads, bool keep) {
    std::vector<bulk::TypeTotals> parts(threads);
    on_threads(threads, [&](unsigned t) {
      for (std::size_t i = t; i < segments.size(); i += threads) {
        bulk::SegmentOutcomes& out = keep ? kept[i] : reused[t];
        workers[t]->run(segments[i], out, keep);
        parts[t].add(out.totals);
      }
    });
    for (unsigned t = 1; t < threads; ++t) parts[0].add(parts[t]);
    return parts[0];
  };
  Outputs outputs(rows);
  const auto by_hand = [&](unsigned threads, bool keep) {
    std::vector<Totals> parts(threads);
    on_threads(threads, [&](unsigned t) {
      const std::size_t from = rows * t / threads / 1024 * 1024;
      const std::size_t to = t + 1 == threads ? rows : rows * (t + 1) / threads / 1024 * 1024;
      keep ? bench::by_hand<true>(columns, from, to, parts[t], &outputs)
           : bench::by_hand<false>(columns, from, to, parts[t], nullptr);
    });
    for (unsigned t = 1; t < threads; ++t) parts[0].add(parts[t]);
    return parts[0];
  };

  const Totals wanted = by_hand(1, true);
  for (const bool keep : {false, true}) {
    const bulk::TypeTotals found = over_columns(2, keep);
    if (found.scalar != 0 || totals_of(found) != wanted) {
      std::cerr << "the totals differ\n";
      return 1;
    }
  }
  if (for_others) write_for_others(columns, arguments[3], {200, 2000, 5000});
  if (!for_others)
    std::cout << fmt::format(
        "{} enterprises; 17 sums, total {} fen, {} paid, {} with priority: the same from both\n", rows,
        wanted.all, wanted.paid, wanted.priority);
  if (!for_others)
    std::cout << "what                    threads  by hand ns  columns ns  ratio  of processor time\n";
  for (const bool keep : {false, true}) {
    for (const unsigned threads : {1U, 2U}) {
      const Taken hand = median_of(rows, repeats, [&] { by_hand(threads, keep); });
      const Taken vector = median_of(rows, repeats, [&] { over_columns(threads, keep); });
      if (for_others) {
        const auto line = [&](const char* who, const Taken& taken) {
          std::cout << fmt::format(
              "{{\"engine\":\"{}\",\"what\":\"{}\",\"threads\":{},\"rows\":{},\"ns\":{:.2f},\"processor\":{:."
              "2f}}}\n",
              who, keep ? "outputs" : "totals", threads, rows, taken.clock, taken.processor);
        };
        line("C++ by hand", hand);
        line("Enact", vector);
        continue;
      }
      std::cout << fmt::format("{:<23} {:>7}  {:>10.2f}  {:>10.2f}  {:>5.2f}  {:>17.2f}\n",
                               keep ? "all outputs" : "totals", threads, hand.clock, vector.clock,
                               vector.clock / hand.clock, vector.processor / hand.processor);
    }
  }
  return 0;
}
