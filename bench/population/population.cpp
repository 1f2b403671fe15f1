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

#include "bulk/run.hpp"
#include "made_up.hpp"

namespace {

namespace fs = std::filesystem;
using namespace enact;
using bench::Columns;
using bench::made_up;
using bench::Outputs;
using bench::package;
using bench::segments_of;
using bench::Totals;

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
    std::cout
        << "                                 by the clock                   of processor time\n"
           "what                    threads  by hand ns  columns ns  ratio  by hand ns  columns ns  ratio\n";
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
      std::cout << fmt::format(
          "{:<23} {:>7}  {:>10.2f}  {:>10.2f}  {:>5.2f}  {:>10.2f}  {:>10.2f}  {:>5.2f}\n",
          keep ? "all outputs" : "totals", threads, hand.clock, vector.clock, vector.clock / hand.clock,
          hand.processor, vector.processor, vector.processor / hand.processor);
    }
  }
  return 0;
}
