// The seventeen instruments of bench/population/seventeen by hand, over the same columns: what the vector
// evaluator is measured against, and checked with.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

namespace enact::bench {

struct Columns {
  std::vector<std::int16_t> certified, recertified, giant, sme, tier_year, filed, service, body_year, foreign,
      station, laboratory, masters, doctors, hires;
  std::vector<std::int8_t> tier, body, mentors, project, large, passed;
  std::vector<std::int64_t> revenue, research, subsidy, invested, elsewhere;  // fen
};

// Every column by its name, for whoever is to have them all.
template <typename Take>
void each_column(const Columns& c, const Take& take) {
  take("certified", c.certified), take("recertified", c.recertified), take("giant", c.giant);
  take("sme", c.sme), take("tier_year", c.tier_year), take("filed", c.filed), take("service", c.service);
  take("body_year", c.body_year), take("foreign", c.foreign), take("station", c.station);
  take("laboratory", c.laboratory), take("masters", c.masters), take("doctors", c.doctors);
  take("hires", c.hires), take("tier", c.tier), take("body", c.body), take("mentors", c.mentors);
  take("project", c.project), take("large", c.large), take("passed", c.passed), take("revenue", c.revenue);
  take("research", c.research), take("subsidy", c.subsidy), take("invested", c.invested);
  take("elsewhere", c.elsewhere);
}

constexpr std::size_t instruments = 17;
// As the package names them, in its order.
constexpr std::array<const char*, instruments> instrument_names{
    "high_tech",        "little_giant", "prov_sme",     "key_project", "incubator_filed", "incubator_level",
    "operator_subsidy", "service_org",  "testing_body", "intl_bodies", "academician_ws",  "special_lab",
    "master_talent",    "phd_talent",   "mentor_award", "hires",       "rnd_matching"};
struct Totals {
  std::array<std::int64_t, instruments> sums{};
  std::int64_t all = 0;
  std::int64_t paid = 0;
  std::int64_t priority = 0;
  friend bool operator==(const Totals&, const Totals&) = default;
  void add(const Totals& more) {
    for (std::size_t i = 0; i < instruments; ++i) sums[i] += more.sums[i];
    all += more.all;
    paid += more.paid;
    priority += more.priority;
  }
};

// Where every output is kept, in the widths that src/bulk chooses.
struct Outputs {
  std::array<std::vector<std::int32_t>, instruments> amounts;
  std::vector<std::int64_t> totals;
  std::vector<std::uint8_t> priority;
  explicit Outputs(std::size_t rows) : totals(rows), priority(rows) {
    for (auto& each : amounts) each.resize(rows);
  }
};

// 1,024 rows at a time, one short loop a rule, which the compiler vectorises for what it is inlined into.
// `kept` null: totals only.
template <bool keep>
[[gnu::always_inline]] inline void by_hand_blocks(const Columns& c, std::size_t from, std::size_t to,
                                                  Totals& out, Outputs* kept) {
  constexpr std::size_t block = 1024;
  constexpr std::int64_t yuan = 100;
  alignas(64) std::int64_t total[block];
  alignas(64) std::int32_t spare[block];
  Totals made;
  for (std::size_t at = from; at < to; at += block) {
    const std::size_t rows = to - at < block ? to - at : block;
    std::memset(total, 0, sizeof total);
    std::size_t k = 0;
    const auto pay = [&](const auto& amount) __attribute__((always_inline)) {
      std::int32_t* into = keep ? kept->amounts[k].data() + at : spare;
      std::int64_t sum = 0;
      for (std::size_t i = 0; i < rows; ++i) {
        const std::int64_t paid = amount(at + i);
        if (keep) into[i] = static_cast<std::int32_t>(paid);
        total[i] += paid;
        sum += paid;
      }
      made.sums[k++] += sum;
    };
    const auto year = [&](const std::int16_t* years, std::int64_t amount) __attribute__((always_inline)) {
      pay([=](std::size_t i) { return -std::int64_t{years[i] == 2026} & amount; });
    };
    const auto times = [&](const auto* counts, std::int64_t amount) __attribute__((always_inline)) {
      pay([=](std::size_t i) { return counts[i] * amount; });
    };
    const std::int16_t *certified = c.certified.data(), *again = c.recertified.data(),
                       *tier_year = c.tier_year.data(), *body_year = c.body_year.data();
    const std::int8_t *tier = c.tier.data(), *body = c.body.data(), *mentors = c.mentors.data(),
                      *large = c.large.data(), *passed = c.passed.data();
    const std::int64_t *elsewhere = c.elsewhere.data(), *invested = c.invested.data(),
                       *subsidy = c.subsidy.data(), *research = c.research.data(),
                       *revenue = c.revenue.data();
    pay([=](std::size_t i) {
      const std::int64_t rest = 100'000 * yuan - elsewhere[i];
      return (rest > 0 ? rest : 0) & -std::int64_t{(certified[i] == 2026) | (again[i] == 2026)};
    });
    year(c.giant.data(), 500'000 * yuan);
    year(c.sme.data(), 100'000 * yuan);
    times(c.project.data(), 500'000 * yuan);
    year(c.filed.data(), 80'000 * yuan);
    pay([=](std::size_t i) {
      const int level = tier[i];
      const std::int64_t amount = (-std::int64_t{level == 2} & 250'000 * yuan) |
                                  (-std::int64_t{level == 3} & 500'000 * yuan) |
                                  (-std::int64_t{level == 4} & 1'000'000 * yuan);
      return amount & -std::int64_t{tier_year[i] == 2026};
    });
    pay([=](std::size_t i) {
      const std::int64_t most = invested[i] < 333'333'334 ? invested[i] : 333'333'334;
      return static_cast<std::int64_t>(static_cast<std::uint32_t>(most * 3) / 10) &
             -std::int64_t{passed[i] != 0};
    });
    year(c.service.data(), 100'000 * yuan);
    pay([=](std::size_t i) {
      const std::int64_t amount =
          (-std::int64_t{body[i] == 1} & 100'000 * yuan) | (-std::int64_t{body[i] == 2} & 150'000 * yuan);
      return amount & -std::int64_t{body_year[i] == 2026};
    });
    times(c.foreign.data(), 300'000 * yuan);
    year(c.station.data(), 1'000'000 * yuan);
    year(c.laboratory.data(), 250'000 * yuan);
    times(c.masters.data(), 1000 * yuan);
    times(c.doctors.data(), 2000 * yuan);
    pay([=](std::size_t i) {
      return (-std::int64_t{mentors[i] == 1} & 300'000 * yuan) |
             (-std::int64_t{mentors[i] == 2} & 600'000 * yuan) |
             (-std::int64_t{mentors[i] == 3} & 1'000'000 * yuan);
    });
    times(c.hires.data(), 100'000 * yuan);
    pay([=](std::size_t i) {
      return (subsidy[i] >> 1) & -std::int64_t{(large[i] != 0) | (certified[i] >= 2024) | (again[i] >= 2024)};
    });
    for (std::size_t i = 0; i < rows; ++i) {
      made.all += total[i];
      made.paid += total[i] > 0;
      if (keep) kept->totals[at + i] = total[i];
    }
    for (std::size_t i = 0; i < rows; ++i) {
      const std::int64_t first =
          (research[at + i] * 20 > revenue[at + i]) | (research[at + i] > 1'000'000'000);
      made.priority += first;
      if (keep) kept->priority[at + i] = static_cast<std::uint8_t>(first);
    }
  }
  out.add(made);
}

template <bool keep>
[[gnu::target("avx2"), gnu::optimize("O3")]] void by_hand_avx2(const Columns& c, std::size_t from,
                                                               std::size_t to, Totals& out, Outputs* kept) {
  by_hand_blocks<keep>(c, from, to, out, kept);
}
template <bool keep>
[[gnu::target("avx512f,avx512bw,avx512dq,avx512vl,prefer-vector-width=512"), gnu::optimize("O3")]] void
by_hand_avx512(const Columns& c, std::size_t from, std::size_t to, Totals& out, Outputs* kept) {
  by_hand_blocks<keep>(c, from, to, out, kept);
}

// With the widest vectors that this processor has, as src/bulk does.
template <bool keep>
void by_hand(const Columns& c, std::size_t from, std::size_t to, Totals& out, Outputs* kept) {
  static const bool wide = __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
                           __builtin_cpu_supports("avx512vl");
  if (wide) return by_hand_avx512<keep>(c, from, to, out, kept);
  by_hand_avx2<keep>(c, from, to, out, kept);
}

}  // namespace enact::bench
