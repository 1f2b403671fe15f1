// From regions to findings, and their words.
#include "dmn/analysis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <span>
#include <utility>

#include "dmn/analysis_columns.hpp"
#include "dmn/analysis_regions.hpp"

namespace enact::dmn {
namespace {

using feel::Value;
using Kind = Finding::Kind;

// Gaps collected before they are joined.
constexpr std::size_t most_boxes = 400;
// Rows named in one message.
constexpr std::size_t most_named = 5;

class Analyser {
 public:
  Analyser(const DecisionTable& table, const AnalysisLimits& limits) : table_(table), limits_(limits) {
    for (std::size_t i = 0; i < table.inputs.size(); ++i) columns_.emplace_back(table, i);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      const auto constant = [&](const AnalysedColumn& column) { return column.constant(row); };
      certain_.push_back(std::all_of(columns_.begin(), columns_.end(), constant));
      outputs_.push_back(constant_outputs(table.rows[row]));
    }
  }

  std::vector<Finding> run() {
    say_what_is_left_out();
    find_empty_rows();
    const bool by_order = table_.hit_policy == HitPolicy::first || ranks_known();
    const bool pairs = table_.hit_policy == HitPolicy::unique || table_.hit_policy == HitPolicy::any;
    if (by_order || pairs || gaps_matter()) {
      RankedRows ranked{.rows = precedence(), .one_decides = !pairs, .certain = certain_};
      if (const auto regions = Regions::build(columns_, ranked, limits_)) {
        if (gaps_matter()) find_gaps(*regions);
        if (pairs) find_pairs(*regions, ranked);
        if (by_order) find_masked(*regions, ranked);
      } else {
        add(Kind::not_analysed, {}, {}, table_.location,
            {"这张表太复杂，没有查找遗漏和重叠",
             "the table is too complex: gaps and overlaps were not looked for"});
      }
    }
    find_duplicates();
    say_how_many_more();
    return std::move(findings_);
  }

 private:
  // ---- what is known of the table
  std::optional<std::vector<Value>> constant_outputs(const Row& row) const {
    std::vector<Value> values;
    for (const feel::ProgramPtr& output : row.outputs) {
      auto value = output ? constant_value(*output, output->root) : std::nullopt;
      if (!value) return std::nullopt;
      values.push_back(*std::move(value));
    }
    return values;
  }

  static bool alike(const std::vector<Value>& a, const std::vector<Value>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Value& x, const Value& y) {
      return same(x, y) || equal(x, y).value_or(false);
    });
  }

  bool has_default() const {
    return std::any_of(table_.outputs.begin(), table_.outputs.end(),
                       [](const OutputClause& output) { return output.default_value != nullptr; });
  }

  // Whether it is an error that no row matches.
  bool gaps_matter() const {
    if (has_default()) return false;
    switch (table_.hit_policy) {
      case HitPolicy::rule_order:
      case HitPolicy::output_order:
        return false;
      case HitPolicy::collect:
        return table_.aggregation == Aggregation::min || table_.aggregation == Aggregation::max;
      default:
        return true;
    }
  }

  bool ranks_known() const {
    return table_.hit_policy == HitPolicy::priority &&
           std::all_of(outputs_.begin(), outputs_.end(),
                       [](const auto& values) { return values.has_value(); });
  }

  std::vector<std::size_t> rank(std::size_t row) const {
    std::vector<std::size_t> ranks;
    for (std::size_t i = 0; i < table_.outputs.size(); ++i) {
      const std::vector<Value>& allowed = table_.outputs[i].allowed;
      const auto found = std::find_if(allowed.begin(), allowed.end(), [&](const Value& value) {
        return alike({value}, {(*outputs_[row])[i]});
      });
      ranks.push_back(static_cast<std::size_t>(found - allowed.begin()));
    }
    return ranks;
  }

  std::vector<std::size_t> precedence() const {
    std::vector<std::size_t> rows(table_.rows.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    if (ranks_known()) {
      std::stable_sort(rows.begin(), rows.end(),
                       [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
    }
    return rows;
  }

  // ---- words
  static std::string number(std::size_t row) { return std::to_string(row + 1); }

  // The first few of them.
  static std::string numbers(const std::vector<std::size_t>& rows, std::string_view separator) {
    std::string text;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i > 0) text += separator;
      if (i == most_named) return text + "…";
      text += number(rows[i]);
    }
    return text;
  }

  std::string name(std::size_t column) const {
    const std::string& given = table_.inputs[column].name;
    return given.empty() ? "输入" + std::to_string(column + 1) : given;
  }

  // The conditions of a box, and one case of it where that is not the same.
  Text place(const Regions::Box& box) const {
    std::string conditions;
    std::string example;
    for (std::size_t i = 0; i < box.size(); ++i) {
      if (box[i].empty() || columns_[i].everything(box[i])) continue;
      conditions += (conditions.empty() ? "" : " and ") + columns_[i].condition(name(i), box[i]);
      example += (example.empty() ? "" : ", ") + name(i) + " = " + literal(columns_[i].witness(box[i]));
    }
    if (conditions.empty()) return {"任何输入", "any input"};
    if (conditions.find(" and ") == std::string::npos && conditions == example)
      return {conditions, conditions};
    return {conditions + "（如 " + example + "）", conditions + " (such as " + example + ")"};
  }

  std::vector<Value> witness(const Regions::Box& box) const {
    std::vector<Value> values;
    for (std::size_t i = 0; i < box.size(); ++i) {
      values.push_back(columns_[i].witness(box[i].empty() ? Spans{{0, columns_[i].classes()}} : box[i]));
    }
    return values;
  }

  // Up to the number of findings that is reported of one kind; the rest is counted.
  void add(Kind kind, std::vector<std::size_t> rows, std::vector<Value> values, Location location,
           Text message, Text help = {}, const std::vector<std::size_t>& others = {}) {
    static constexpr std::array<std::string_view, 6> codes{"gap",         "overlap",   "conflict",
                                                           "unreachable", "duplicate", "not-analysed"};
    const auto index = static_cast<std::size_t>(kind);
    if (++counts_[index] > limits_.findings) return;
    Finding finding{.kind = kind, .rows = std::move(rows), .witness = std::move(values), .diagnostic = {}};
    finding.diagnostic.severity = kind == Kind::overlap || kind == Kind::conflict ? Severity::error
                                  : kind == Kind::not_analysed                    ? Severity::note
                                                                                  : Severity::warning;
    finding.diagnostic.code = fmt::format("dmn.table-{}", codes[index]);
    finding.diagnostic.message = {fmt::format("决策表“{}”：{}", table_.name, message.zh),
                                  fmt::format("decision table `{}`: {}", table_.name, message.en)};
    finding.diagnostic.location = std::move(location);
    finding.diagnostic.help = std::move(help);
    for (const std::size_t row : std::span(others).first(std::min(others.size(), most_named))) {
      finding.diagnostic.labels.push_back(
          {table_.rows[row].location, {"第 " + number(row) + " 行", "row " + number(row)}});
    }
    findings_.push_back(std::move(finding));
  }

  void say_how_many_more() {
    static constexpr std::array<std::pair<const char*, const char*>, 6> words{
        {{"遗漏", "gaps"},
         {"重叠", "overlaps"},
         {"矛盾", "conflicts"},
         {"无用的行", "rows that never decide"},
         {"重复的行", "repeated rows"},
         {"说明", "notes"}}};
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      const std::size_t more = counts_[i] > limits_.findings ? counts_[i] - limits_.findings : 0;
      if (more == 0) continue;
      Finding& last = *std::find_if(findings_.rbegin(), findings_.rend(),
                                    [&](const Finding& f) { return f.kind == static_cast<Kind>(i); });
      last.diagnostic.message.zh += fmt::format("；另有至少 {} 处{}", more, words[i].first);
      last.diagnostic.message.en += fmt::format("; at least {} more {}", more, words[i].second);
    }
  }

  // ---- findings
  void say_what_is_left_out() {
    std::string names;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      for (std::size_t row = 0; row < table_.rows.size(); ++row) {
        if (columns_[i].constant(row)) continue;
        names += (names.empty() ? "`" : ", `") + name(i) + "`";
        break;
      }
    }
    if (names.empty()) return;
    add(Kind::not_analysed, {}, {}, table_.location,
        {"列 " + names + " 有不是常量的单元格，查找遗漏和重叠时没有考虑它们",
         "cells of column " + names +
             " are no constants; they were not considered in the search for gaps and "
             "overlaps"});
  }

  bool is_empty(std::size_t row) const {
    return std::any_of(columns_.begin(), columns_.end(), [&](const AnalysedColumn& column) {
      const Spans& spans = column.accepted(row);
      return std::none_of(spans.begin(), spans.end(), [&](const Span32& s) { return column.possible(s); });
    });
  }

  // Null is left out of the analysis, so a row that asks for it may well be reached.
  bool asks_for_null(std::size_t row) const {
    return std::any_of(columns_.begin(), columns_.end(),
                       [&](const AnalysedColumn& column) { return column.names_null(row); });
  }

  void find_empty_rows() {
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      if (!is_empty(row) || asks_for_null(row)) continue;
      add(Kind::unreachable, {row}, {}, table_.rows[row].location,
          {"第 " + number(row) + " 行不适用于任何输入", "row " + number(row) + " matches no input"},
          {"改正单元格，或删去这一行", "correct its cells, or remove the row"});
    }
  }

  void find_gaps(const Regions& regions) {
    bool complete = true;
    const std::vector<Regions::Box> boxes = regions.gaps(most_boxes, complete);
    for (const Regions::Box& box : boxes) {
      const Text where = place(box);
      add(Kind::gap, {}, witness(box), table_.location,
          {"没有一行适用于 " + where.zh, "no row for " + where.en},
          {"补上这些输入的行；不会出现的输入，在表头的类型后写明允许的取值：`in (…)`",
           "add rows for these inputs; if they do not occur, state the allowed ones after the type in the "
           "header: "
           "`in (…)`"});
    }
    if (!complete) counts_[static_cast<std::size_t>(Kind::gap)] += 1;
  }

  void find_pairs(const Regions& regions, const RankedRows& ranked) {
    std::set<std::pair<std::size_t, std::size_t>> seen;
    const std::vector<Regions::Node>& nodes = regions.nodes();
    for (std::uint32_t id = 0; id < nodes.size(); ++id) {
      if (!nodes[id].edges.empty()) continue;
      std::vector<std::size_t> rows;
      for (const std::uint32_t position : nodes[id].rows) {
        if (certain_[ranked.rows[position]]) rows.push_back(ranked.rows[position]);
      }
      for (std::size_t a = 0; a < rows.size(); ++a) {
        for (std::size_t b = a + 1; b < rows.size() && seen.size() < most_boxes; ++b) {
          if (is_pair(rows[a], rows[b]) && seen.emplace(rows[a], rows[b]).second) {
            report_pair(rows[a], rows[b], regions.box(id));
          }
        }
      }
    }
  }

  bool is_pair(std::size_t a, std::size_t b) const {
    return table_.hit_policy == HitPolicy::unique ||
           (outputs_[a] && outputs_[b] && !alike(*outputs_[a], *outputs_[b]));
  }

  void report_pair(std::size_t a, std::size_t b, const Regions::Box& box) {
    const bool unique = table_.hit_policy == HitPolicy::unique;
    const Text where = place(box);
    const std::string zh = fmt::format("第 {} 行和第 {} 行都适用于 {}", number(a), number(b), where.zh);
    const std::string en = fmt::format("rows {} and {} both match {}", number(a), number(b), where.en);
    add(unique ? Kind::overlap : Kind::conflict, {a, b}, witness(box), table_.rows[b].location,
        {zh + (unique ? "，命中策略 U 不允许" : "，结果却不同，命中策略 A 不允许"),
         en + (unique ? ", which hit policy U forbids"
                      : " with different results, which hit policy A forbids")},
        {"改正其中一行，或换用别的命中策略（F：取最先适用的一行）",
         "correct one of them, or use another hit policy (F: the first row that matches)"},
        {a});
  }

  void find_masked(const Regions& regions, const RankedRows& ranked) {
    std::vector<bool> decides(table_.rows.size(), false);
    for (const Regions::Node& node : regions.nodes()) {
      if (!node.edges.empty()) continue;
      for (const std::uint32_t position : node.rows) {
        decides[ranked.rows[position]] = true;
        if (certain_[ranked.rows[position]]) break;
      }
    }
    for (std::size_t position = 0; position < ranked.rows.size(); ++position) {
      const std::size_t row = ranked.rows[position];
      if (decides[row] || is_empty(row) || asks_for_null(row)) continue;
      const std::vector<std::size_t> before = masking(row, position, ranked, decides);
      const std::string zh = numbers(before, "、");
      const std::string en = (before.size() > 1 ? "one of rows " : "row ") + numbers(before, ", ");
      add(Kind::unreachable, {row}, {}, table_.rows[row].location,
          {"第 " + number(row) + " 行从不决定结果：它适用时，第 " + zh + " 行总是优先",
           "row " + number(row) + " never decides: where it matches, " + en + " takes precedence"},
          {"调整行的次序或改正单元格；确实多余就删去",
           "reorder the rows or correct its cells; remove it if it is needless"},
          before);
    }
  }

  // The rows that win where `row`, in this place of the precedence, matches: one that does alone, or all.
  std::vector<std::size_t> masking(std::size_t row, std::size_t position, const RankedRows& ranked,
                                   const std::vector<bool>& decides) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < position; ++i) {
      const std::size_t other = ranked.rows[i];
      if (!certain_[other] || !decides[other] || !meet(row, other)) continue;
      if (contains(other, row)) return {other};
      found.push_back(other);
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  bool meet(std::size_t a, std::size_t b) const {
    return std::all_of(columns_.begin(), columns_.end(), [&](const AnalysedColumn& column) {
      for (const Span32& x : column.accepted(a)) {
        for (const Span32& y : column.accepted(b)) {
          const Span32 both{std::max(x.first, y.first), std::min(x.last, y.last)};
          if (both.first < both.last && column.possible(both)) return true;
        }
      }
      return false;
    });
  }

  // Whether `outer` matches wherever `inner` does, as far as single ranges show.
  bool contains(std::size_t outer, std::size_t inner) const {
    return std::all_of(columns_.begin(), columns_.end(), [&](const AnalysedColumn& column) {
      const Spans& around = column.accepted(outer);
      return std::all_of(
          column.accepted(inner).begin(), column.accepted(inner).end(), [&](const Span32& span) {
            return !column.possible(span) || std::any_of(around.begin(), around.end(), [&](const Span32& s) {
              return s.first <= span.first && span.last <= s.last;
            });
          });
    });
  }

  // Rows that are alike; where rows exclude each other or one decides, they are overlaps or masked already.
  void find_duplicates() {
    if (table_.hit_policy == HitPolicy::unique || table_.hit_policy == HitPolicy::first ||
        table_.hit_policy == HitPolicy::priority) {
      return;
    }
    std::map<std::vector<std::uint32_t>, std::size_t> seen;
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      if (!certain_[row] || !outputs_[row] || is_empty(row)) continue;
      std::vector<std::uint32_t> key;
      for (const AnalysedColumn& column : columns_) {
        for (const Span32& span : column.accepted(row)) key.insert(key.end(), {span.first, span.last});
        key.push_back(static_cast<std::uint32_t>(-1));
        key.push_back(column.names_null(row) ? 1 : 0);
      }
      const auto [first, is_new] = seen.emplace(std::move(key), row);
      if (is_new || !alike(*outputs_[first->second], *outputs_[row])) continue;
      add(Kind::duplicate, {first->second, row}, {}, table_.rows[row].location,
          {fmt::format("第 {} 行和第 {} 行相同", number(row), number(first->second)),
           fmt::format("row {} repeats row {}", number(row), number(first->second))},
          {"删去其中一行", "remove one of them"}, {first->second});
    }
  }

  const DecisionTable& table_;
  const AnalysisLimits& limits_;
  std::vector<AnalysedColumn> columns_;
  std::vector<bool> certain_;
  std::vector<std::optional<std::vector<Value>>> outputs_;
  std::vector<Finding> findings_;
  std::array<std::size_t, 6> counts_{};  // by kind, also those not reported
};

}  // namespace

std::vector<Finding> analyse(const DecisionTable& table, const AnalysisLimits& limits) {
  return Analyser(table, limits).run();
}

}  // namespace enact::dmn
