// Classes of values, which of them have values at all, and how a set of them reads.
#include "dmn/analysis_columns.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace enact::dmn {
namespace {

using feel::RangeEnd;
using feel::Value;

// Beyond this year no neighbouring moment is looked for.
constexpr std::int64_t last_year = 900'000'000;

bool is_point(const Interval& part) {
  return part.low_end == RangeEnd::closed && part.high_end == RangeEnd::closed &&
         compare(part.low, part.high) == 0;
}

// Whether the cell names single values or leaves out single values, and so knows no order.
bool tells_equality_only(const CellTest& cell) {
  const std::vector<Interval>& parts = cell.accepted;
  if (std::all_of(parts.begin(), parts.end(), [](const Interval& part) {
        return part.low_end != RangeEnd::unbounded && part.high_end != RangeEnd::unbounded && is_point(part);
      })) {
    return true;
  }
  if (parts.front().low_end != RangeEnd::unbounded || parts.back().high_end != RangeEnd::unbounded)
    return false;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (compare(parts[i - 1].high, parts[i].low) != 0) return false;
  }
  return true;
}

// Strictly between the two, of which either may be null for none; null where there is no such value, or none
// that is easily written.
Value number_between(const Decimal* low, const Decimal* high) {
  if (!low && !high) return Value(Decimal(0));
  const auto moved = [](const Decimal& from, std::int64_t by) -> std::optional<Decimal> {
    const auto whole = from.round(0, Rounding::floor);
    return whole ? whole->add(Decimal(by)) : std::nullopt;
  };
  std::optional<Decimal> found = low ? moved(*low, 1) : moved(*high, -1);
  const auto inside = [&] { return found && (!low || *low < *found) && (!high || *found < *high); };
  if (!inside() && low && high) {
    const auto sum = low->add(*high);
    found = sum ? sum->divide(Decimal(2)) : std::nullopt;
  }
  return inside() ? Value(*found) : Value();
}

Value text_between(const std::string* low, const std::string* high) {
  if (!low) return !high || !high->empty() ? Value("") : Value();
  for (const char* suffix : {"0", " ", "\t"}) {
    if (!high || *low + suffix < *high) return Value(*low + suffix);
  }
  return {};
}

Value date_between(const Date* low, const Date* high) {
  if (!low && !high) return Value(Date{2026, 1, 1});
  const auto found = low ? low->add_days(1) : high->add_days(-1);
  return found && (!low || !high || *found < *high) ? Value(*found) : Value();
}

Value moment_between(const DateTime* low, const DateTime* high) {
  if (!low && !high) return Value(*DateTime::parse("2026-01-01T00:00:00"));
  const DateTime& from = low ? *low : *high;
  if (from.date.year > last_year || from.date.year < -last_year) return {};
  const std::int64_t second = from.epoch_seconds() + (low ? 1 : -1);
  if (low && high && second >= high->epoch_seconds()) return {};
  return Value(DateTime::from_epoch_seconds(second, 0, from.time.zone));
}

// The next whole number after `low` or before `high`; nullopt where there is none.
std::optional<std::int64_t> whole_between(std::optional<std::int64_t> low, std::optional<std::int64_t> high) {
  using Limits = std::numeric_limits<std::int64_t>;
  if (!low) return !high ? 0 : *high == Limits::min() ? std::nullopt : std::optional(*high - 1);
  if (*low == Limits::max() || (high && *low + 1 >= *high)) return std::nullopt;
  return *low + 1;
}

}  // namespace

std::string literal(const Value& value) {
  const std::string text = to_string(value);
  const bool plain = value.number() || value.text() || value.boolean();
  return plain ? text : "@\"" + text + "\"";
}

AnalysedColumn::AnalysedColumn(const DecisionTable& table, std::size_t column)
    : type_(table.inputs[column].type) {
  std::vector<std::optional<CellTest>> cells;
  for (const Row& row : table.rows) cells.push_back(constant_test(row.tests[column].get()));
  std::optional<CellTest> allowed;
  if (const feel::ProgramPtr& tests = table.inputs[column].allowed) allowed = constant_test(tests.get());
  const feel::Type* type = type_.get();
  const bool boolean = type && type->kind == feel::Kind::boolean;
  listed_ = boolean || (type && !type->codes.empty());
  domain_ = common_domain(cells);
  if (domain_ == Domain::none && listed_) domain_ = boolean ? Domain::boolean : Domain::string;
  if (domain_ == Domain::none && allowed) domain_ = allowed->domain;
  listed_ = listed_ || domain_ == Domain::boolean;
  if (allowed && !allowed->fits(domain_)) allowed.reset();

  if (domain_ == Domain::boolean) boundaries_ = {Value(false), Value(true)};
  if (type && domain_ == Domain::string) {
    for (const std::string& code : type->codes) boundaries_.emplace_back(code);
  }
  unordered_ = domain_ == Domain::string && !listed_;
  for (const auto& cell : cells) {
    if (cell && !cell->any && cell->fits(domain_)) bound(*cell);
  }
  if (allowed && !allowed->any) bound(*allowed);
  std::sort(boundaries_.begin(), boundaries_.end(),
            [](const Value& a, const Value& b) { return compare(a, b) < 0; });
  const auto last = std::unique(boundaries_.begin(), boundaries_.end(),
                                [](const Value& a, const Value& b) { return compare(a, b) == 0; });
  boundaries_.erase(last, boundaries_.end());

  for (std::size_t row = 0; row < cells.size(); ++row) {
    const bool known = cells[row] && cells[row]->fits(domain_);
    names_null_.push_back(known && cells[row]->names_null);
    rows_.push_back(known ? spans_of(*cells[row]) : Spans{{0, classes()}});
    if (known) continue;
    if (opaque_.empty()) opaque_.assign(cells.size(), false);
    opaque_[row] = true;
  }
  limit_classes(type, allowed ? &*allowed : nullptr);
}

void AnalysedColumn::bound(const CellTest& cell) {
  unordered_ = unordered_ && tells_equality_only(cell);
  for (const Interval& part : cell.accepted) {
    if (part.low_end != RangeEnd::unbounded) boundaries_.push_back(part.low);
    if (part.high_end != RangeEnd::unbounded) boundaries_.push_back(part.high);
  }
}

std::uint32_t AnalysedColumn::class_of(const Value& value) const {
  const auto found = std::lower_bound(boundaries_.begin(), boundaries_.end(), value,
                                      [](const Value& a, const Value& b) { return compare(a, b) < 0; });
  return static_cast<std::uint32_t>(2 * (found - boundaries_.begin()) + 1);
}

Spans AnalysedColumn::spans_of(const CellTest& cell) const {
  if (cell.any) return {{0, classes()}};
  Spans spans;
  for (const Interval& part : cell.accepted) {
    Span32 span{0, classes()};
    if (part.low_end != RangeEnd::unbounded) {
      span.first = class_of(part.low) + (part.low_end == RangeEnd::open ? 1 : 0);
    }
    if (part.high_end != RangeEnd::unbounded) {
      span.last = class_of(part.high) + (part.high_end == RangeEnd::open ? 0 : 1);
    }
    spans.push_back(span);
  }
  return spans;
}

void AnalysedColumn::limit_classes(const feel::Type* type, const CellTest* allowed) {
  std::vector<bool> has_values(classes(), true);
  for (std::uint32_t cls = 0; domain_ != Domain::none && cls < classes(); ++cls) {
    const bool between = cls % 2 == 0;
    if (between && (listed_ || unordered_)) {
      has_values[cls] = unordered_ && cls == 0;
    } else if (between) {
      has_values[cls] = !value_in(cls).is_null();
    } else if (type && !type->codes.empty()) {
      const std::string& text = *boundaries_[cls / 2].text();
      has_values[cls] = std::find(type->codes.begin(), type->codes.end(), text) != type->codes.end();
    }
  }
  if (allowed) {
    std::vector<bool> inside(classes(), false);
    for (const Span32& span : spans_of(*allowed)) {
      for (std::uint32_t cls = span.first; cls < span.last; ++cls) inside[cls] = true;
    }
    for (std::uint32_t cls = 0; cls < classes(); ++cls) has_values[cls] = has_values[cls] && inside[cls];
  }
  counts_.assign(1, 0);
  for (const bool has : has_values) counts_.push_back(counts_.back() + (has ? 1 : 0));
}

Value AnalysedColumn::value_in(std::uint32_t cls) const {
  if (cls % 2 == 1) return boundaries_[cls / 2];
  const Value* low = cls > 0 ? &boundaries_[cls / 2 - 1] : nullptr;
  const Value* high = cls / 2 < boundaries_.size() ? &boundaries_[cls / 2] : nullptr;
  switch (domain_) {
    case Domain::number:
      return number_between(low ? low->number() : nullptr, high ? high->number() : nullptr);
    case Domain::string: {
      if (!unordered_) return text_between(low ? low->text() : nullptr, high ? high->text() : nullptr);
      std::string other = "其他";
      const auto is_named = [&](const Value& value) { return *value.text() == other; };
      while (std::any_of(boundaries_.begin(), boundaries_.end(), is_named)) other += '_';
      return Value(std::move(other));
    }
    case Domain::date:
      return date_between(low ? low->date() : nullptr, high ? high->date() : nullptr);
    case Domain::date_time:
    case Domain::zoned_date_time:
      return moment_between(low ? low->date_time() : nullptr, high ? high->date_time() : nullptr);
    case Domain::days_duration: {
      const auto seconds = [](const Value* value) {
        return value ? std::optional(value->days_duration()->seconds) : std::nullopt;
      };
      const auto found = whole_between(seconds(low), seconds(high));
      return found ? Value(DaysDuration{*found, 0}) : Value();
    }
    case Domain::months_duration: {
      const auto months = [](const Value* value) {
        return value ? std::optional(value->months_duration()->months) : std::nullopt;
      };
      const auto found = whole_between(months(low), months(high));
      return found ? Value(MonthsDuration{*found}) : Value();
    }
    case Domain::boolean:
      return {};
    case Domain::none:
      break;
  }
  // No cell tells values apart: any of the declared type will do.
  switch (type_ ? type_->kind : feel::Kind::any) {
    case feel::Kind::string:
      return Value("其他");
    case feel::Kind::date:
      return date_between(nullptr, nullptr);
    case feel::Kind::date_time:
      return moment_between(nullptr, nullptr);
    case feel::Kind::days_duration:
      return Value(DaysDuration{});
    case feel::Kind::months_duration:
      return Value(MonthsDuration{});
    default:
      return number_between(nullptr, nullptr);
  }
}

bool AnalysedColumn::everything(const Spans& spans) const {
  std::uint32_t covered = 0;
  for (const Span32& span : spans) covered += counts_[span.last] - counts_[span.first];
  return covered == counts_.back();
}

Value AnalysedColumn::witness(const Spans& spans) const {
  Value found;
  std::size_t seen = 0;
  for (const Span32& span : spans) {
    for (std::uint32_t cls = span.first; cls < span.last && seen < 8; ++cls) {
      if (!possible({cls, cls + 1})) continue;
      Value value = value_in(cls);
      // Whole numbers read best.
      if (!value.number() || value.number()->is_whole()) return value;
      if (seen++ == 0) found = std::move(value);
    }
  }
  return found;
}

std::string AnalysedColumn::condition(const std::string& name, const Spans& spans) const {
  std::size_t parts = 0;
  const auto covers = [&](std::uint32_t cls) {
    return std::any_of(spans.begin(), spans.end(),
                       [&](const Span32& span) { return span.first <= cls && cls < span.last; });
  };
  if (unordered_ && covers(0)) {
    std::string others;
    for (std::uint32_t cls = 1; cls < classes(); cls += 2) {
      if (covers(cls) || !possible({cls, cls + 1})) continue;
      others += (parts++ > 0 ? ", " : "") + literal(boundaries_[cls / 2]);
    }
    return parts == 1 ? name + " != " + others : "not(" + name + " in (" + others + "))";
  }
  const std::string text = parts_text(spans, parts);
  if (parts > 1) return name + " in (" + text + ")";
  const bool sign = text.starts_with('<') || text.starts_with('>');
  const bool range = text.starts_with('[') || text.starts_with('(');
  return name + (sign ? " " : range ? " in " : " = ") + text;
}

// Runs of classes, where what lies between two classes without any value does not part them.
std::string AnalysedColumn::parts_text(const Spans& spans, std::size_t& parts) const {
  std::string text;
  std::optional<std::uint32_t> first;
  std::uint32_t last = 0;
  const auto finish = [&] {
    if (!first) return;
    text += parts++ > 0 ? ", " : "";
    const bool from_start = *first == 0;
    const bool to_end = last + 1 == classes();
    const std::string low = from_start ? "" : literal(boundaries_[(*first - 1) / 2]);
    const std::string high = to_end ? "" : literal(boundaries_[last / 2]);
    if (*first == last && last % 2 == 1) {
      text += low;
    } else if (to_end) {
      text += (*first % 2 == 1 ? ">= " : "> ") + low;
    } else if (from_start) {
      text += (last % 2 == 1 ? "<= " : "< ") + high;
    } else {
      text += (*first % 2 == 1 ? "[" : "(") + low + ".." + high + (last % 2 == 1 ? "]" : ")");
    }
    first.reset();
  };
  auto span = spans.begin();
  for (std::uint32_t cls = 0; cls < classes(); ++cls) {
    while (span != spans.end() && span->last <= cls) ++span;
    if (!possible({cls, cls + 1})) continue;
    if (span != spans.end() && span->first <= cls) {
      if (listed_ || unordered_) finish();
      if (!first) first = cls;
      last = cls;
    } else {
      finish();
    }
  }
  finish();
  return text;
}

}  // namespace enact::dmn
