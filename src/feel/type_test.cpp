// Conformance of types (DMN 1.5, 10.3.2.9), their notation, and the arithmetic of units.
#include "feel/type.hpp"

#include <gtest/gtest.h>

#include "feel/units.hpp"

namespace enact::feel {
namespace {

const TypePtr number = simple_type(Kind::number);
const TypePtr text = simple_type(Kind::string);

TEST(Type, Conformance) {
  EXPECT_TRUE(conforms(*number, *any_type()));
  EXPECT_FALSE(conforms(*any_type(), *number));
  EXPECT_TRUE(conforms(*simple_type(Kind::null_value), *number));
  EXPECT_TRUE(conforms(*list_type(number), *list_type(any_type())));
  EXPECT_FALSE(conforms(*list_type(any_type()), *list_type(number)));
  EXPECT_FALSE(conforms(*number, *list_type(number)));
  EXPECT_TRUE(conforms(*number_type("元"), *number)) << "units are the checker's";
  EXPECT_FALSE(conforms(*range_type(number), *range_type(text)));
}

TEST(Type, AContextWithMoreEntriesConformsToOneWithFewer) {
  const TypePtr small = context_type({{"a", number}});
  const TypePtr large = context_type({{"b", text}, {"a", number}});
  EXPECT_TRUE(conforms(*large, *small));
  EXPECT_FALSE(conforms(*small, *large));
  EXPECT_FALSE(equivalent(*large, *small));
  EXPECT_TRUE(equivalent(*large, *context_type({{"a", number}, {"b", text}})));
}

TEST(Type, FunctionsTakeMoreAndGiveLess) {
  const TypePtr wide = function_type({{"x", any_type()}}, number);
  const TypePtr narrow = function_type({{"y", number}}, any_type());
  EXPECT_TRUE(conforms(*wide, *narrow));
  EXPECT_FALSE(conforms(*narrow, *wide));
  EXPECT_FALSE(conforms(*function_type({}, number), *wide));
}

TEST(Type, IsWrittenAsAPersonWould) {
  EXPECT_EQ(to_string(*number_type("元")), "number<元>");
  EXPECT_EQ(to_string(*list_type(context_type({}, "认定"))), "list<认定>");
  EXPECT_EQ(to_string(*simple_type(Kind::days_duration)), "days and time duration");
  EXPECT_EQ(to_string(*function_type({{"", number}}, nullptr)), "function<number> -> Any");
  EXPECT_EQ(to_string(*context_type({{"a b", list_type(nullptr)}})), "context<a b: list<Any>>");
}

TEST(Type, FieldsAreFoundByName) {
  const TypePtr record = context_type({{"a", number}, {"b", nullptr}});
  EXPECT_EQ(record->field("a"), number.get());
  EXPECT_EQ(record->field("b"), any_type().get());
  EXPECT_EQ(record->field("c"), nullptr);
}

TEST(Units, MultiplyAndDivide) {
  EXPECT_EQ(product_unit("元", ""), "元");
  EXPECT_EQ(product_unit("元/个月", "个月"), "元");
  EXPECT_EQ(product_unit("元", "元"), "元·元");
  EXPECT_EQ(quotient_unit("元", "元"), "");
  EXPECT_EQ(quotient_unit("元", "人"), "元/人");
  EXPECT_EQ(quotient_unit("", "人"), "/人");
  EXPECT_EQ(product_unit("0", "元"), "元");
}

TEST(Units, CompareByMeaning) {
  EXPECT_TRUE(same_unit("元·人", "人·元"));
  EXPECT_TRUE(same_unit("元/人/个月", "元/个月/人"));
  EXPECT_FALSE(same_unit("元", ""));
  EXPECT_TRUE(same_unit("元", zero_unit));
  EXPECT_EQ(common_unit(zero_unit, "元"), "元");
}

}  // namespace
}  // namespace enact::feel
