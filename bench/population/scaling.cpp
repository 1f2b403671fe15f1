// What judging costs by the number of enterprises and the number of rules: the columns of made_up.hpp, and
// the seventeen instruments some of them, or several times with other years and amounts in each, so that no
// two rules are the same. Totals only, one thread; prints nanoseconds an enterprise, and an enterprise and
// rule. Usage: enact_scaling_bench [most enterprises] [repeats]. docs/performance.md.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <iostream>

#include "bulk/engine.hpp"
#include "made_up.hpp"
#include "policy/levers.hpp"

namespace {

using namespace enact;

constexpr std::size_t held = 1'000'000;  // beyond, the same are judged again

// The instruments as of `back` years before, with amounts a little less.
policy::PackagePtr earlier(const policy::PackagePtr& package, int back) {
  std::vector<policy::Setting> settings;
  for (const policy::Lever& lever : policy::levers_of(*package)) {
    const Decimal* figure = lever.value.number();
    if (figure == nullptr) continue;
    const std::string value = feel::to_string(lever.value);
    if (value == "2026") settings.push_back({lever.id, std::to_string(2026 - back)});
    if (lever.is == policy::Lever::Is::amount && value.ends_with("000"))
      settings.push_back({lever.id, value.substr(0, value.size() - 3) + fmt::format("{:03}", back)});
  }
  const auto set = policy::with_settings(package, settings);
  if (!set) throw std::runtime_error(render(set.error(), Language::en));
  return set->package;
}

// So many rules, each with its own years, amounts and matters.
policy::PackagePtr with_rules(const policy::PackagePtr& package, std::size_t rules) {
  auto made = std::make_shared<policy::Package>(*package);
  made->provisions.clear();
  for (int back = 0; made->provisions.size() < rules; ++back) {
    const policy::PackagePtr version = back == 0 ? package : earlier(package, back);
    for (const policy::Provision& each : version->provisions) {
      if (made->provisions.size() == rules) break;
      if (!each.amount) continue;
      policy::Provision provision = each;
      provision.id += "-" + std::to_string(back);
      provision.matter->kind += std::to_string(back);
      made->provisions.push_back(std::move(provision));
    }
  }
  return made;
}

// Of processor time: one thread, so that other work on the machine counts as little as may be. At least a
// million enterprises each time, the same again where there are fewer. The least of the repeats.
double nanoseconds(const bulk::Engine& engine, const std::vector<bulk::Segment>& segments, std::size_t rows,
                   int repeats) {
  bulk::Worker worker(engine, *engine.type("企业"));
  bulk::SegmentOutcomes out;
  const std::size_t wanted = std::max(rows, held);
  double least = 0;
  for (int i = 0; i <= repeats; ++i) {
    std::size_t done = 0;
    const std::clock_t start = std::clock();
    for (std::size_t at = 0; done < wanted; at = (at + 1) % segments.size()) {
      worker.run(segments[at], out, false);
      done += segments[at].table.rows;
    }
    const double taken =
        static_cast<double>(std::clock() - start) * 1e9 / CLOCKS_PER_SEC / static_cast<double>(done);
    if (i > 0 && (least == 0 || taken < least)) least = taken;
  }
  return least;
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t most = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 10'000'000;
  const int repeats = count > 2 ? std::atoi(arguments[2]) : 5;
  const policy::PackagePtr package = bench::package();
  const determine::Question question{Date{2026, 12, 31}, std::nullopt, false};
  std::cout << "enterprises  rules  ns an enterprise  ns an enterprise and rule\n";
  for (const std::size_t rules : {1U, 2U, 4U, 8U, 17U, 34U, 68U, 136U}) {
    const bulk::Engine engine({with_rules(package, rules)}, question);
    for (std::size_t rows = 1000; rows <= most; rows *= 10) {
      const bench::Columns columns = bench::made_up(std::min(rows, held));
      const std::vector<bulk::Segment> segments = bench::segments_of(columns, engine.determiner().model());
      const double each = nanoseconds(engine, segments, rows, repeats);
      std::cout << fmt::format("{:>11}  {:>5}  {:>16.2f}  {:>25.3f}\n", rows, rules, each,
                               each / static_cast<double>(rules))
                << std::flush;
    }
  }
  return 0;
}
