// A register of a hundred thousand entries: how long a search, a page and a match take, and an import of ten
// thousand rows with its preview. ENACT_BENCH_ENTRIES sets another size.
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "registers/test_town.hpp"

namespace enact::registers::test {
namespace {

std::int64_t size_of_register() {
  const char* said = std::getenv("ENACT_BENCH_ENTRIES");
  return said == nullptr ? 100'000 : std::strtoll(said, nullptr, 10);
}

// Names as registers have them, made of few parts so that words are shared.
std::string table(std::int64_t from, std::int64_t rows) {
  static constexpr std::string_view materials[] = {"石材",   "陶瓷", "铜合金", "不锈钢",
                                                   "石墨烯", "竹木", "玻璃",   "硅胶"};
  static constexpr std::string_view things[] = {"阀门",   "水表",     "切割机", "包装线", "雨伞骨架",
                                                "净水器", "卫浴五金", "检测仪", "机器人", "轴承"};
  static constexpr std::string_view kinds[] = {"制备方法", "控制系统",     "结构",
                                               "装置",     "表面处理工艺", "检测平台"};
  std::string out = "主体,名称,领域,说明\n";
  for (std::int64_t i = from; i < from + rows; ++i) {
    const auto n = static_cast<std::size_t>(i);
    out += fmt::format("91A,{}{}{}第{}号,{},用于{}的{}{}\n", materials[n % 8], things[n / 8 % 10],
                       kinds[n / 80 % 6], i,
                       n % 3 == 0   ? "新材料"
                       : n % 3 == 1 ? "机械"
                                    : "数字",
                       things[n / 7 % 10], materials[n / 11 % 8], kinds[n / 13 % 6]);
  }
  return out;
}

class Stage {
 public:
  Stage() {
    fill("成果", size_of_register());
    fill("需求", 1000);
  }
  void fill(const char* register_id, std::int64_t rows) {
    const std::string text = table(0, rows);
    const auto read = csv_rows(text);
    const auto report =
        import_entries(town.space.database(), town.books, keeper, policy_id, register_id, *read);
    if (!report || report->imported != rows) std::abort();
  }
  Town town;
};

Stage& stage() {
  static Stage made;
  return made;
}

void search(benchmark::State& state, const EntryFilter& filter) {
  Town& town = stage().town;
  std::int64_t total = 0;
  for (auto _ : state) {
    const auto page = town.list(nobody, "成果", filter);
    total = page->total;
    benchmark::DoNotOptimize(page);
  }
  state.counters["hits"] = static_cast<double>(total);
}

void first_page(benchmark::State& state) {
  search(state, {});
}
void one_character(benchmark::State& state) {
  search(state, {.words = "阀"});
}
void two_characters(benchmark::State& state) {
  search(state, {.words = "石材"});
}
void rare_words(benchmark::State& state) {
  search(state, {.words = "石墨烯轴承 第4242号"});
}
void field_and_words(benchmark::State& state) {
  search(state, {.words = "雨伞", .fields = {{"领域", parse_exact("\"机械\"").value()}}, .sort = "名称"});
}
void counterparts(benchmark::State& state) {
  Town& town = stage().town;
  const auto page = town.list(nobody, "成果", {.limit = 1});
  for (auto _ : state) {
    benchmark::DoNotOptimize(town.read([&](const store::Reader& reader) {
      return matches_of(reader, town.catalogue, nobody, page->entries.at(0).id, town.today(), 50);
    }));
  }
}
BENCHMARK(first_page)->Unit(benchmark::kMillisecond);
BENCHMARK(one_character)->Unit(benchmark::kMillisecond);
BENCHMARK(two_characters)->Unit(benchmark::kMillisecond);
BENCHMARK(rare_words)->Unit(benchmark::kMillisecond);
BENCHMARK(field_and_words)->Unit(benchmark::kMillisecond);
BENCHMARK(counterparts)->Unit(benchmark::kMillisecond);

// With its preview, into a register that holds the hundred thousand already.
void import_of_ten_thousand(benchmark::State& state) {
  constexpr std::int64_t rows = 10'000;
  Town& town = stage().town;
  std::int64_t from = 10'000'000;
  for (auto _ : state) {
    const std::string text = table(from, rows);
    from += rows;
    const auto preview_rows = csv_rows(text);
    const auto preview =
        preview_import(town.space.database(), town.books, keeper, policy_id, "成果", *preview_rows);
    const auto read = csv_rows(text);
    const auto report = import_entries(town.space.database(), town.books, keeper, policy_id, "成果", *read);
    if (!preview || preview->good != rows || !report || report->imported != rows) std::abort();
  }
}
BENCHMARK(import_of_ten_thousand)->Unit(benchmark::kSecond)->Iterations(1);

}  // namespace
}  // namespace enact::registers::test
