// From the typed form of a cell to the intervals that it accepts.
#include "dmn/table_cell.hpp"

#include <algorithm>
#include <array>

#include "feel/builtins.hpp"
#include "feel/evaluate.hpp"

namespace enact::dmn {
namespace {

using feel::RangeEnd;
using feel::Value;
using feel::ir::NodeId;
using feel::ir::Op;
using OnNull = CellTest::OnNull;

// May this subtree be evaluated once and for all?
bool is_constant(const feel::ir::Program& program, NodeId id) {
  if (id == feel::ir::none) return true;
  const feel::ir::Node& node = program.node(id);
  switch (node.op) {
    case Op::constant:
    case Op::list:
    case Op::range:
    case Op::negate:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::coerce:
      break;
    case Op::call_builtin: {
      const std::string& name = feel::builtins()[static_cast<std::size_t>(node.index)].name;
      if (name == "now" || name == "today") return false;
      break;
    }
    default:
      return false;
  }
  return std::all_of(node.args.begin(), node.args.end(),
                     [&](NodeId arg) { return is_constant(program, arg); });
}

// Whether `a` begins before `b`.
bool begins_before(const Interval& a, const Interval& b) {
  if (a.low_end == RangeEnd::unbounded || b.low_end == RangeEnd::unbounded) {
    return a.low_end == RangeEnd::unbounded && b.low_end != RangeEnd::unbounded;
  }
  const auto order = compare(a.low, b.low);
  return order != 0 ? order < 0 : a.low_end == RangeEnd::closed && b.low_end == RangeEnd::open;
}

// Whether `a` ends before `b`.
bool ends_before(const Interval& a, const Interval& b) {
  if (a.high_end == RangeEnd::unbounded || b.high_end == RangeEnd::unbounded) {
    return a.high_end != RangeEnd::unbounded && b.high_end == RangeEnd::unbounded;
  }
  const auto order = compare(a.high, b.high);
  return order != 0 ? order < 0 : a.high_end == RangeEnd::open && b.high_end == RangeEnd::closed;
}

// Whether no value lies between the end of `a` and the beginning of `b`, which does not begin before `a`.
bool touches(const Interval& a, const Interval& b) {
  if (a.high_end == RangeEnd::unbounded || b.low_end == RangeEnd::unbounded) return true;
  const auto order = compare(b.low, a.high);
  return order != 0 ? order < 0 : a.high_end == RangeEnd::closed || b.low_end == RangeEnd::closed;
}

bool is_empty(const Interval& interval) {
  if (interval.low_end == RangeEnd::unbounded || interval.high_end == RangeEnd::unbounded) return false;
  const auto order = compare(interval.low, interval.high);
  return order > 0 ||
         (order == 0 && (interval.low_end == RangeEnd::open || interval.high_end == RangeEnd::open));
}

// In order and disjoint.
std::vector<Interval> united(std::vector<Interval> parts) {
  std::erase_if(parts, is_empty);
  std::sort(parts.begin(), parts.end(), begins_before);
  std::vector<Interval> result;
  for (Interval& part : parts) {
    if (result.empty() || !touches(result.back(), part)) {
      result.push_back(std::move(part));
    } else if (ends_before(result.back(), part)) {
      result.back().high = std::move(part.high);
      result.back().high_end = part.high_end;
    }
  }
  return result;
}

RangeEnd turned(RangeEnd end) {
  return end == RangeEnd::closed ? RangeEnd::open : RangeEnd::closed;
}

// What `parts`, in order and disjoint, leave out.
std::vector<Interval> complement(const std::vector<Interval>& parts) {
  std::vector<Interval> result;
  Interval rest;
  for (const Interval& part : parts) {
    if (part.low_end != RangeEnd::unbounded) {
      rest.high = part.low;
      rest.high_end = turned(part.low_end);
      result.push_back(rest);
    }
    if (part.high_end == RangeEnd::unbounded) return result;
    rest = {.low = part.high, .high = {}, .low_end = turned(part.high_end), .high_end = RangeEnd::unbounded};
  }
  result.push_back(rest);
  return result;
}

Interval point(const Value& value) {
  return {.low = value, .high = value, .low_end = RangeEnd::closed, .high_end = RangeEnd::closed};
}

// Collects what the tests of one cell accept, joined by `or`.
class CellReader {
 public:
  explicit CellReader(const feel::ir::Program& program) : program_(program) {}

  std::optional<CellTest> run() {
    const feel::ir::Node& root = program_.node(program_.root);
    CellTest cell;
    if (root.op == Op::constant) {
      const bool* holds = program_.constants[static_cast<std::size_t>(root.index)].boolean();
      cell.any = holds && *holds;
      return cell.any ? std::optional(std::move(cell)) : std::nullopt;
    }
    if (root.op != Op::in || root.args.empty() || !is_tested(root.args[0])) return std::nullopt;
    std::span<const NodeId> tests(root.args);
    tests = tests.subspan(1);
    bool negated = false;
    if (tests.size() == 1 && program_.node(tests[0]).op == Op::not_test) {
      negated = true;
      tests = program_.node(tests[0]).args;
    }
    for (const NodeId test : tests) {
      if (!read_test(program_.node(test))) return std::nullopt;
    }
    cell.domain = domain_;
    cell.accepted = united(std::move(parts_));
    cell.on_null = on_null_;
    cell.names_null = names_null_;
    if (negated) {
      cell.accepted = complement(cell.accepted);
      if (on_null_ != OnNull::evaluate) cell.on_null = on_null_ == OnNull::yes ? OnNull::no : OnNull::yes;
    }
    return cell;
  }

 private:
  bool is_tested(NodeId id) const {
    return program_.node(id).op == Op::local && program_.node(id).index == 0;
  }

  bool read_test(const feel::ir::Node& test) {
    if (test.op != Op::test) return false;
    if (test.index == 1) return read_comparison(program_.node(test.args[0]));
    const auto value = constant_value(program_, test.args[0]);
    if (!value) return false;
    const feel::List* list = value->list();
    if (!list) return accept(*value);
    return list->settled() && std::all_of(list->items.begin(), list->items.end(),
                                          [&](const Value& item) { return !item.list() && accept(item); });
  }

  // `< 5`, or `? < 5`.
  bool read_comparison(const feel::ir::Node& node) {
    if (node.args.size() != 2 || !is_tested(node.args[0])) return false;
    const auto value = constant_value(program_, node.args[1]);
    if (!value) return false;
    const bool equality = node.op == Op::equal || node.op == Op::not_equal;
    if (equality && value->is_null()) {
      names_null_ = true;
      if (node.op == Op::not_equal) parts_.push_back({});
      null_gives(node.op == Op::equal ? OnNull::yes : OnNull::no);
      return true;
    }
    if (!join_domain(*value) || (!equality && domain_ == Domain::boolean)) return false;
    switch (node.op) {
      case Op::equal:
        parts_.push_back(point(*value));
        null_gives(OnNull::no);
        return true;
      case Op::not_equal:
        add(Interval{.low = {}, .high = *value, .low_end = RangeEnd::unbounded, .high_end = RangeEnd::open});
        add(Interval{.low = *value, .high = {}, .low_end = RangeEnd::open, .high_end = RangeEnd::unbounded});
        null_gives(OnNull::yes);
        return true;
      case Op::less:
      case Op::less_equal:
        add(Interval{.low = {},
                     .high = *value,
                     .low_end = RangeEnd::unbounded,
                     .high_end = node.op == Op::less ? RangeEnd::open : RangeEnd::closed});
        break;
      case Op::greater:
      case Op::greater_equal:
        add(Interval{.low = *value,
                     .high = {},
                     .low_end = node.op == Op::greater ? RangeEnd::open : RangeEnd::closed,
                     .high_end = RangeEnd::unbounded});
        break;
      default:
        return false;
    }
    null_gives(OnNull::evaluate);
    return true;
  }

  // A value that the tested one must equal, or a range that it must lie in.
  bool accept(const Value& value) {
    if (value.is_null()) {
      names_null_ = true;
      null_gives(OnNull::yes);
      return true;
    }
    if (const feel::Range* range = value.range()) {
      if (range->form != feel::RangeForm::interval) return false;
      null_gives(OnNull::evaluate);
      const bool bounded = range->low_end != RangeEnd::unbounded || range->high_end != RangeEnd::unbounded;
      if (!bounded || (range->low_end != RangeEnd::unbounded && !join_domain(range->low)) ||
          (range->high_end != RangeEnd::unbounded && !join_domain(range->high)) ||
          domain_ == Domain::boolean) {
        return false;
      }
      add({.low = range->low, .high = range->high, .low_end = range->low_end, .high_end = range->high_end});
      return true;
    }
    if (!join_domain(value)) return false;
    parts_.push_back(point(value));
    // A truth answers by itself where no truth is tested.
    null_gives(value.boolean() ? OnNull::evaluate : OnNull::no);
    return true;
  }

  void add(Interval part) { parts_.push_back(std::move(part)); }

  bool join_domain(const Value& value) {
    const Domain domain = domain_of(value);
    if (domain_ == Domain::none) domain_ = domain;
    return domain != Domain::none && domain == domain_;
  }

  // Tests before one that may be an error can decide, but the error would be recorded.
  void null_gives(OnNull result) {
    if (on_null_ == OnNull::evaluate || result == OnNull::evaluate) {
      on_null_ = OnNull::evaluate;
    } else if (result == OnNull::yes) {
      on_null_ = OnNull::yes;
    }
  }

  const feel::ir::Program& program_;
  Domain domain_ = Domain::none;
  std::vector<Interval> parts_;
  OnNull on_null_ = OnNull::no;
  bool names_null_ = false;
};

}  // namespace

Domain domain_of(const Value& value) {
  switch (value.kind()) {
    case feel::Kind::boolean:
      return Domain::boolean;
    case feel::Kind::number:
      return value.number() ? Domain::number : Domain::none;  // a band is no number yet
    case feel::Kind::string:
      return Domain::string;
    case feel::Kind::date:
      return Domain::date;
    case feel::Kind::date_time:
      return value.date_time()->time.zone.kind == Zone::Kind::local ? Domain::date_time
                                                                    : Domain::zoned_date_time;
    case feel::Kind::days_duration:
      return Domain::days_duration;
    case feel::Kind::months_duration:
      return Domain::months_duration;
    default:
      return Domain::none;
  }
}

std::strong_ordering compare(const Value& a, const Value& b) {
  if (a.number()) return *a.number() <=> *b.number();
  if (a.text()) return a.text()->compare(*b.text()) <=> 0;  // UTF-8 orders as code points do
  if (a.date()) return *a.date() <=> *b.date();
  if (a.boolean()) return *a.boolean() <=> *b.boolean();
  if (a.date_time()) return a.date_time()->epoch_seconds() <=> b.date_time()->epoch_seconds();
  if (a.days_duration()) return *a.days_duration() <=> *b.days_duration();
  return *a.months_duration() <=> *b.months_duration();
}

std::optional<Value> constant_value(const feel::ir::Program& program, NodeId node) {
  if (!is_constant(program, node)) return std::nullopt;
  if (program.node(node).op == Op::constant) {
    const Value& value = program.constants[static_cast<std::size_t>(program.node(node).index)];
    if (value.is_null() && value.null()->cause) return std::nullopt;
    return value;
  }
  feel::ir::Program part = program;
  part.root = node;
  feel::Evaluation evaluation(feel::Mode::standard);
  Value value = evaluation.evaluate(part, {});
  if (value.is_null() || !evaluation.diagnostics().empty()) return std::nullopt;
  return value;
}

Domain common_domain(std::span<const std::optional<CellTest>> cells) {
  std::array<std::size_t, static_cast<std::size_t>(Domain::months_duration) + 1> count{};
  for (const auto& cell : cells) {
    if (cell && !cell->any) ++count[static_cast<std::size_t>(cell->domain)];
  }
  count[static_cast<std::size_t>(Domain::none)] = 0;
  const auto most = std::max_element(count.begin(), count.end());
  return *most > 0 ? static_cast<Domain>(most - count.begin()) : Domain::none;
}

std::optional<CellTest> constant_test(const feel::ir::Program* program) {
  if (program) return CellReader(*program).run();
  CellTest cell;
  cell.any = true;
  return cell;
}

}  // namespace enact::dmn
