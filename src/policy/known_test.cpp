// A package as it was known on a day: values that came later, values they take the place of, rules.
#include "policy/known.hpp"

#include <gtest/gtest.h>

#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace enact::policy {
namespace {

Date day(int offset) {
  return *Date{2026, 1, 1}.add_days(offset);
}

ParameterValue value(std::optional<Date> from, std::optional<Date> to, std::optional<Date> known, int what) {
  return {{from, to}, known, feel::Value(Decimal(what)), {}, false};
}

// The figure in force on a day by these stretches; -1: none.
int figure(const std::vector<ParameterValue>& stretches, const Date& on) {
  int found = -1;
  for (const ParameterValue& one : stretches) {
    if (!one.validity.contains(on)) continue;
    EXPECT_EQ(found, -1) << "stretches overlap on " << on.to_string();
    found = static_cast<int>(*one.value.number()->to_int64());
  }
  return found;
}

TEST(Known, ALaterValueTakesThePlaceOfAnEarlierOne) {
  // 40 % for all time; on 2026-05-01 it became known that from 2026-03-01 to 2026-06-30 it is 10 %.
  const std::vector<ParameterValue> values{value({}, {}, {}, 40),
                                           value(Date{2026, 3, 1}, Date{2026, 6, 30}, Date{2026, 5, 1}, 10)};
  const auto before = values_known(values, Date{2026, 4, 30});
  EXPECT_EQ(figure(before, Date{2026, 3, 1}), 40);
  const auto after = values_known(values, Date{2026, 5, 1});
  ASSERT_EQ(after.size(), 3U);
  EXPECT_EQ(figure(after, Date{2026, 2, 28}), 40);
  EXPECT_EQ(figure(after, Date{2026, 3, 1}), 10);
  EXPECT_EQ(figure(after, Date{2026, 6, 30}), 10);
  EXPECT_EQ(figure(after, Date{2026, 7, 1}), 40);
}

TEST(Known, APackageWithoutKnowledgeIsItself) {
  const auto package = std::make_shared<const Package>();
  EXPECT_EQ(as_known(package, Date{2026, 1, 1}), package);
  EXPECT_TRUE(knowledge_days(*package).empty());
}

TEST(Known, RulesAreThereWhileTheyAreKnown) {
  auto package = std::make_shared<Package>();
  package->provisions.resize(2);
  Provision& provision = package->provisions[0];
  provision.id = "1a";
  provision.conditions.resize(2);
  provision.conditions[0].name = "旧口径";
  provision.conditions[0].known.to = Date{2026, 4, 30};
  provision.conditions[1].name = "新口径";
  provision.conditions[1].known.from = Date{2026, 5, 1};
  Provision& later = package->provisions[1];
  later.id = "1b";
  later.known.from = Date{2026, 6, 1};
  const auto names = [&](const std::optional<Date>& known_on) {
    std::string text;
    const PackagePtr known = as_known(package, known_on);
    for (const Provision& one : known->provisions) {
      text += one.id + ":";
      for (const Condition& condition : one.conditions) text += condition.name;
      text += " ";
    }
    return text;
  };
  EXPECT_EQ(names(Date{2026, 4, 30}), "1a:旧口径 ");
  EXPECT_EQ(names(Date{2026, 5, 1}), "1a:新口径 ");
  EXPECT_EQ(names(Date{2026, 6, 1}), "1a:新口径 1b: ");
  EXPECT_EQ(names({}), "1a:新口径 1b: ");
  EXPECT_EQ(knowledge_days(*package), (std::vector<Date>{{2026, 5, 1}, {2026, 6, 1}}));
}

// The stretches say of every day what the definition says: of the values known, the one known last, of those
// known on one day the first.
RC_GTEST_PROP(Known, StretchesAreTheDefinition, ()) {
  const auto bound = []() -> std::optional<Date> {
    const int offset = *rc::gen::inRange(-4, 12);
    return offset < 0 ? std::nullopt : std::optional(day(offset));
  };
  std::vector<ParameterValue> values;
  const int count = *rc::gen::inRange(0, 6);
  for (int i = 0; i < count; ++i) {
    auto from = bound();
    auto to = bound();
    if (from && to && *to < *from) std::swap(from, to);
    values.push_back(value(from, to, bound(), i));
  }
  const std::optional<Date> known_on = bound();
  const auto stretches = values_known(values, known_on);
  for (int offset = -1; offset <= 12; ++offset) {
    const ParameterValue* expected = nullptr;
    for (const ParameterValue& one : values) {
      if (known_on && one.known && *one.known > *known_on) continue;
      if (!one.validity.contains(day(offset))) continue;
      if (expected == nullptr || expected->known < one.known) expected = &one;
    }
    RC_ASSERT(figure(stretches, day(offset)) ==
              (expected == nullptr ? -1 : static_cast<int>(*expected->value.number()->to_int64())));
  }
}

}  // namespace
}  // namespace enact::policy
