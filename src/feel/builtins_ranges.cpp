// Relations of ranges and points after Allen (DMN 1.5, 10.3.4.6, table 78).
#include "feel/builtins_internal.hpp"
#include "feel/compare.hpp"
#include "feel/operators.hpp"

namespace enact::feel {
namespace {

// One bound of a range, or a point as both of its bounds.
struct Bound {
  const Value* value;  // null where unbounded
  bool included;
};

struct RangeOf {
  Bound start;
  Bound end;
  bool is_point;
};

RangeOf span_of(const Value& value) {
  const auto* range = value.range();
  if (!range) return {{&value, true}, {&value, true}, true};
  const auto bound = [](const Value& at, RangeEnd end) {
    return Bound{end == RangeEnd::unbounded ? nullptr : &at, end == RangeEnd::closed};
  };
  return {bound(range->low, range->low_end), bound(range->high, range->high_end), false};
}

// Comparison that remembers whether all values could be compared. Unbounded starts are before everything,
// unbounded ends after it.
class Comparison {
 public:
  bool failed() const { return failed_; }
  bool less(const Value& a, const Value& b) { return decide(feel::less(a, b, false)); }
  bool equal(const Value& a, const Value& b) { return decide(equality(a, b)); }

  bool end_before_start(const Bound& end, const Bound& start) {
    if (!end.value || !start.value) return false;
    return less(*end.value, *start.value) ||
           (equal(*end.value, *start.value) && !(end.included && start.included));
  }
  bool same_bound(const Bound& a, const Bound& b) {
    if (!a.value || !b.value) return a.value == b.value;
    return a.included == b.included && equal(*a.value, *b.value);
  }
  // Whether start `a` lies at or before start `b`; strictly if `strict`.
  bool start_before(const Bound& a, const Bound& b, bool strict) {
    if (!a.value || !b.value) return strict ? !a.value && b.value : !a.value;
    if (less(*a.value, *b.value)) return true;
    if (!equal(*a.value, *b.value)) return false;
    return strict ? a.included && !b.included : a.included || !b.included;
  }
  // Whether end `a` lies at or after end `b`; strictly if `strict`.
  bool end_after(const Bound& a, const Bound& b, bool strict) {
    if (!a.value || !b.value) return strict ? !a.value && b.value : !a.value;
    if (less(*b.value, *a.value)) return true;
    if (!equal(*a.value, *b.value)) return false;
    return strict ? a.included && !b.included : a.included || !b.included;
  }

 private:
  bool decide(Truth truth) {
    failed_ = failed_ || truth == Truth::incomparable;
    return truth == Truth::yes;
  }
  bool failed_ = false;
};

using Relation = bool (*)(Comparison&, const RangeOf&, const RangeOf&);

bool before(Comparison& c, const RangeOf& a, const RangeOf& b) {
  return c.end_before_start(a.end, b.start);
}
bool meets(Comparison& c, const RangeOf& a, const RangeOf& b) {
  return a.end.value && b.start.value && a.end.included && b.start.included &&
         c.equal(*a.end.value, *b.start.value);
}
bool overlaps(Comparison& c, const RangeOf& a, const RangeOf& b) {
  return !c.end_before_start(a.end, b.start) && !c.end_before_start(b.end, a.start);
}
bool overlaps_before(Comparison& c, const RangeOf& a, const RangeOf& b) {
  return c.start_before(a.start, b.start, true) && !c.end_before_start(a.end, b.start) &&
         !c.end_after(a.end, b.end, true);
}
bool finishes(Comparison& c, const RangeOf& a, const RangeOf& b) {
  return c.same_bound(a.end, b.end) && c.start_before(b.start, a.start, false);
}
bool includes(Comparison& c, const RangeOf& a, const RangeOf& b) {
  return c.start_before(a.start, b.start, false) && c.end_after(a.end, b.end, false);
}
bool starts(Comparison& c, const RangeOf& a, const RangeOf& b) {
  return c.same_bound(a.start, b.start) && c.end_after(b.end, a.end, false);
}
bool coincides(Comparison& c, const RangeOf& a, const RangeOf& b) {
  return c.same_bound(a.start, b.start) && c.same_bound(a.end, b.end);
}

template <Relation relation, bool swapped>
Value related(Evaluation& evaluation, std::size_t, Arguments arguments) {
  for (const auto& argument : arguments) {
    if (argument.range() && argument.range()->form == RangeForm::not_equal)
      return mismatch(evaluation, "range", arguments);
  }
  Comparison comparison;
  const auto a = span_of(arguments[swapped ? 1 : 0]);
  const auto b = span_of(arguments[swapped ? 0 : 1]);
  const bool result = relation(comparison, a, b);
  return comparison.failed() ? mismatch(evaluation, "range", arguments) : Value(result);
}

// Which of point and range each argument of a relation may be.
enum class Takes { all, ranges, point_range, range_point };

std::vector<Signature> signatures(Takes takes) {
  const auto make = [](const char* first, const TypePtr& a, const char* second, const TypePtr& b) {
    return signature({required(first, a), required(second, b)}, types::boolean());
  };
  // Ranges before points: what is a range is never meant as a point.
  std::vector<Signature> result{make("range1", types::range(), "range2", types::range())};
  if (takes == Takes::all || takes == Takes::point_range) {
    result.push_back(make("point", types::any(), "range", types::range()));
  }
  if (takes == Takes::all || takes == Takes::range_point) {
    result.push_back(make("range", types::range(), "point", types::any()));
  }
  if (takes == Takes::all) result.push_back(make("point1", types::any(), "point2", types::any()));
  return result;
}

}  // namespace

void add_ranges(Registry& registry) {
  const auto strict = Strictness::strict;
  registry.add("before", "早于", {"完全在另一个之前", "wholly before the other"}, strict,
               signatures(Takes::all), related<before, false>);
  registry.add("after", "晚于", {"完全在另一个之后", "wholly after the other"}, strict,
               signatures(Takes::all), related<before, true>);
  registry.add("meets", "", {"止点即另一个的起点", "ends where the other starts"}, strict,
               signatures(Takes::ranges), related<meets, false>);
  registry.add("met by", "", {"起点即另一个的止点", "starts where the other ends"}, strict,
               signatures(Takes::ranges), related<meets, true>);
  registry.add("overlaps", "重叠", {"与另一个有共同部分", "has something in common with the other"}, strict,
               signatures(Takes::ranges), related<overlaps, false>);
  registry.add("overlaps before", "", {"先开始并与另一个重叠", "starts first and overlaps the other"}, strict,
               signatures(Takes::ranges), related<overlaps_before, false>);
  registry.add("overlaps after", "", {"后结束并与另一个重叠", "overlaps the other, which starts first"},
               strict, signatures(Takes::ranges), related<overlaps_before, true>);
  registry.add("finishes", "", {"与另一个同时结束且不早于它开始", "ends with the other, within it"}, strict,
               signatures(Takes::point_range), related<finishes, false>);
  registry.add("finished by", "", {"另一个与它同时结束", "the other ends with it, within it"}, strict,
               signatures(Takes::range_point), related<finishes, true>);
  registry.add("includes", "包括", {"另一个全在其内", "the other is within it"}, strict,
               signatures(Takes::range_point), related<includes, false>);
  registry.add("during", "在期间", {"全在另一个之内", "is within the other"}, strict,
               signatures(Takes::point_range), related<includes, true>);
  registry.add("starts", "", {"与另一个同时开始且在其内", "starts with the other, within it"}, strict,
               signatures(Takes::point_range), related<starts, false>);
  registry.add("started by", "", {"另一个与它同时开始", "the other starts with it, within it"}, strict,
               signatures(Takes::range_point), related<starts, true>);
  registry.add("coincides", "", {"与另一个相同", "is the same as the other"}, strict,
               {signatures(Takes::all).front(), signatures(Takes::all).back()}, related<coincides, false>);
}

}  // namespace enact::feel
