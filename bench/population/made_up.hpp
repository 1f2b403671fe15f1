// The enterprises and rules that the measurements of this folder judge: made-up columns, the package of
// bench/population/seventeen.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "base/clock.hpp"
#include "bulk/columns.hpp"
#include "bulk/source.hpp"
#include "policy/load.hpp"
#include "reference.hpp"

namespace enact::bench {

// Most enterprises have nothing; those that have, in some year from 2018 to 2026.
inline Columns made_up(std::size_t rows) {
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
inline std::vector<bulk::Segment> segments_of(const Columns& c, const determine::FactModel& model) {
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

inline policy::PackagePtr package() {
  const std::filesystem::path folder = std::filesystem::path(ENACT_ROOT) / "bench/population/seventeen";
  policy::FileSet files;
  for (const std::filesystem::directory_entry& entry :
       std::filesystem::recursive_directory_iterator(folder)) {
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

}  // namespace enact::bench
