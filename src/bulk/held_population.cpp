// See held_population.hpp.
#include "bulk/held_population.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <numeric>
#include <set>
#include <span>
#include <unordered_map>

#include "base/calendar.hpp"
#include "base/text.hpp"

namespace enact::bulk {
namespace {

// "行业代码:2": the fact and how many characters of it count; 0: all.
struct FactPart {
  std::string fact;
  std::size_t characters = 0;
};

FactPart fact_part(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return {text, 0};
  std::size_t characters = 0;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data() + colon + 1, end, characters);
  if (error != std::errc() || at != end || characters == 0) return {text, 0};
  return {text.substr(0, colon), characters};
}

std::string first_characters(const std::string& text, std::size_t characters) {
  if (characters == 0) return text;
  const std::vector<char32_t> points = text::code_points(text);
  if (points.size() <= characters) return text;
  return text::from_code_points(std::span(points).first(characters));
}

// "0", "..1", "1..10", "10..100" and so on; below zero likewise with a sign. Groups of numbers stand in this
// order.
std::string decade_name(std::int64_t cell, int scale) {
  if (cell == 0) return "0";
  __extension__ using Wide = __int128;
  const Wide size = cell < 0 ? -Wide{cell} : Wide{cell};
  Wide bound = 1;
  for (int i = 0; i < scale; ++i) bound *= 10;
  int decade = 0;
  for (; size > bound; bound *= 10) ++decade;
  const auto power = [](int exponent) { return "1" + std::string(static_cast<std::size_t>(exponent), '0'); };
  const std::string sign = cell < 0 ? "-" : "";
  return sign + (decade == 0 ? "" : power(decade - 1)) + ".." + sign + power(decade);
}

// Names of groups to their numbers.
class Names {
 public:
  explicit Names(std::vector<std::string>& names) : names_(names) {
    number("");  // an empty text says nothing, either
  }
  std::uint32_t number(const std::string& name) {
    const auto [place, added] = numbers_.try_emplace(name, static_cast<std::uint32_t>(names_.size()));
    if (added) names_.push_back(name);
    return place->second;
  }

 private:
  std::vector<std::string>& names_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

void group_segment(const Segment& segment, const FactPart& part, Names& names, std::uint32_t* into) {
  const Column* column = segment.table.column(part.fact);
  if (column == nullptr) return;
  std::unordered_map<std::int64_t, std::uint32_t> known;  // by cell
  for (std::size_t row = 0; row < segment.table.rows; ++row) {
    if (column->state(row) != Cell::known) continue;
    const std::int64_t cell = column->at(row);
    const auto [place, added] = known.try_emplace(cell, Grouping::unknown);
    if (added) {
      if (column->kind == ColumnKind::text) {
        const std::string text(column->texts->text(static_cast<std::int32_t>(cell)));
        place->second = names.number(first_characters(text, part.characters));
      } else if (column->kind == ColumnKind::boolean) {
        place->second = names.number(cell != 0 ? "true" : "false");
      } else if (column->kind == ColumnKind::number) {
        place->second = names.number(decade_name(cell, column->scale));
      } else {
        place->second = names.number(std::to_string(Date::from_days(cell).year));
      }
    }
    into[row] = place->second;
  }
}

// Groups in the order of their names; beyond Grouping::most the smallest become one.
void put_in_order(Grouping& grouping, bool numbers) {
  // Names of numbers grow with them in length, and below zero shrink.
  const auto before = [&](const std::string& a, const std::string& b) {
    if (!numbers) return a < b;
    const auto place = [](const std::string& name) {
      const auto length = static_cast<std::int64_t>(name.size());
      return name == "0" ? 0 : name.starts_with('-') ? -length : length;  // "..1" is the shortest
    };
    return place(a) < place(b);
  };
  std::vector<std::uint32_t> order(grouping.names.size() - 1);
  std::iota(order.begin(), order.end(), 1U);
  const bool too_many = order.size() > Grouping::most;
  if (too_many) {
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return grouping.subjects[a] > grouping.subjects[b];
    });
  }
  const std::size_t kept = too_many ? Grouping::most - 1 : order.size();
  std::sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept),
            [&](std::uint32_t a, std::uint32_t b) { return before(grouping.names[a], grouping.names[b]); });
  std::vector<std::uint32_t> moved(grouping.names.size(), Grouping::unknown);
  std::vector<std::string> names{""};
  std::vector<std::uint64_t> subjects{grouping.subjects[Grouping::unknown]};
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i <= kept) {
      names.push_back(i < kept ? grouping.names[order[i]] : "");
      subjects.push_back(0);
    }
    moved[order[i]] = static_cast<std::uint32_t>(names.size() - 1);
    subjects.back() += grouping.subjects[order[i]];
  }
  for (auto& [type, groups] : grouping.groups) {
    for (std::uint32_t& group : groups) group = moved[group];
  }
  grouping.rest = too_many;
  grouping.names = std::move(names);
  grouping.subjects = std::move(subjects);
}

constexpr int order_scale = 4;

// The number at four places, within 64 bits: what is cut off makes no difference worth an order.
std::int64_t at_order_scale(std::int64_t cell, int scale) {
  __extension__ using Wide = __int128;
  Wide value = cell;
  for (; scale < order_scale; ++scale) value *= 10;
  for (; scale > order_scale; --scale) value /= 10;
  constexpr Wide most = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::clamp(value, -most, most));
}

const Column* first_column(const HeldPopulation& population, std::string_view fact) {
  for (const HeldPopulation::Type& type : population.types()) {
    for (const Segment* segment : type.segments) {
      if (const Column* column = segment->table.column(fact)) return column;
    }
  }
  return nullptr;
}

}  // namespace

HeldPopulation::HeldPopulation(ColumnSource& source) {
  for (;;) {
    auto segment = std::make_unique<Segment>();
    if (!source.next(*segment)) break;
    auto type = std::find_if(types_.begin(), types_.end(),
                             [&](const Type& one) { return one.name == segment->type; });
    if (type == types_.end()) {
      types_.push_back({segment->type, 0, {}, {}});
      type = types_.end() - 1;
    }
    type->segments.push_back(segment.get());
    type->starts.push_back(type->rows);
    type->rows += segment->table.rows;
    segments_.push_back(std::move(segment));
  }
  rejected_ = source.rejected();
}

const HeldPopulation::Type* HeldPopulation::type(std::string_view name) const {
  const auto found =
      std::find_if(types_.begin(), types_.end(), [&](const Type& t) { return t.name == name; });
  return found != types_.end() ? &*found : nullptr;
}

std::size_t HeldPopulation::subjects() const {
  std::size_t sum = 0;
  for (const Type& type : types_) sum += type.rows;
  return sum;
}

std::string HeldPopulation::text_of(const Type& type, std::size_t row, std::string_view fact) {
  const auto after = std::upper_bound(type.starts.begin(), type.starts.end(), row);
  const auto at = static_cast<std::size_t>(after - type.starts.begin()) - 1;
  const Column* column = type.segments[at]->table.column(fact);
  const std::size_t place = row - type.starts[at];
  if (column == nullptr || column->kind != ColumnKind::text || column->state(place) != Cell::known) return "";
  return std::string(column->texts->text(static_cast<std::int32_t>(column->at(place))));
}

bool HeldPopulation::has_fact(std::string_view fact) const {
  return first_column(*this, fact) != nullptr;
}

std::vector<std::string> HeldPopulation::facts() const {
  std::set<std::string> names;
  for (const Type& type : types_) {
    for (const Column& column : type.segments.front()->table.columns) {
      if (column.kind != ColumnKind::other) names.insert(column.name);
    }
  }
  return {names.begin(), names.end()};
}

std::optional<Grouping> group_by(const HeldPopulation& population, const std::string& fact) {
  const FactPart part = fact_part(fact);
  const Column* column = first_column(population, part.fact);
  if (column == nullptr || column->kind == ColumnKind::other) return std::nullopt;
  Grouping grouping;
  Names names(grouping.names);
  for (const HeldPopulation::Type& type : population.types()) {
    std::vector<std::uint32_t>& groups = grouping.groups[type.name];
    groups.assign(type.rows, Grouping::unknown);
    for (std::size_t i = 0; i < type.segments.size(); ++i) {
      group_segment(*type.segments[i], part, names, groups.data() + type.starts[i]);
    }
  }
  grouping.subjects.assign(grouping.names.size(), 0);
  for (const auto& [type, groups] : grouping.groups) {
    for (const std::uint32_t group : groups) ++grouping.subjects[group];
  }
  put_in_order(grouping, column->kind == ColumnKind::number);
  return grouping;
}

std::optional<OrderKeys> order_by(const HeldPopulation& population, const std::string& fact) {
  const Column* first = first_column(population, fact);
  if (first == nullptr || (first->kind != ColumnKind::number && first->kind != ColumnKind::date))
    return std::nullopt;
  OrderKeys keys;
  for (const HeldPopulation::Type& type : population.types()) {
    std::vector<std::int64_t>& of_type = keys[type.name];
    of_type.assign(type.rows, std::numeric_limits<std::int64_t>::min());
    for (std::size_t i = 0; i < type.segments.size(); ++i) {
      const Column* column = type.segments[i]->table.column(fact);
      if (column == nullptr) continue;
      const bool number = column->kind == ColumnKind::number;
      for (std::size_t row = 0; row < type.segments[i]->table.rows; ++row) {
        if (column->state(row) != Cell::known) continue;
        const std::int64_t cell = column->at(row);
        of_type[type.starts[i] + row] = number ? at_order_scale(cell, column->scale) : cell;
      }
    }
  }
  return keys;
}

}  // namespace enact::bulk
