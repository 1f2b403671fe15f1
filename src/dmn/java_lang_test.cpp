// The functions of java.lang: found by class and signature, reckoned as Java does, documented as they are.
#include "dmn/java_lang.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "feel/evaluate.hpp"

namespace enact::dmn {
namespace {

using feel::Value;
using testing::HasSubstr;

feel::ExternalFunction wanted(const std::string& java_class, const std::string& signature,
                              std::size_t parameters) {
  feel::ExternalFunction made;
  made.kind = "java";
  made.mapping = {{"class", java_class}, {"method signature", signature}};
  for (std::size_t i = 0; i < parameters; ++i) made.parameters.push_back({"p" + std::to_string(i), nullptr});
  return made;
}

std::string call(const std::string& java_class, const std::string& signature,
                 const std::vector<Value>& arguments) {
  const auto found = external_function(wanted("java.lang." + java_class, signature, arguments.size()));
  if (!found) return found.error().code;
  feel::Evaluation evaluation(feel::Mode::standard);
  const Value value = evaluation.call(**found, arguments);
  if (value.is_null() && value.null()->cause) return value.null()->cause->message.en;
  return to_string(value);
}

Value n(const char* digits) {
  return *Decimal::parse(digits);
}

TEST(Java, WholeNumbersWrap) {
  EXPECT_EQ(call("Math", "abs(int)", {n("-5.9")}), "5");
  EXPECT_EQ(call("Math", "abs(int)", {n("-2147483648")}), "-2147483648");
  EXPECT_EQ(call("Integer", "valueOf(int)", {n("4294967297")}), "1");
  EXPECT_EQ(call("Short", "valueOf(short)", {n("32768")}), "-32768");
  EXPECT_EQ(call("Byte", "valueOf(byte)", {n("200")}), "-56");
  EXPECT_EQ(call("Long", "valueOf(long)", {n("18446744073709551617")}), "1");
  EXPECT_EQ(call("Long", "valueOf(long)", {n("9223372036854775808")}), "-9223372036854775808");
  EXPECT_EQ(call("Integer", "sum(int,int)", {n("2147483647"), n("1")}), "-2147483648");
  EXPECT_THAT(call("Math", "addExact(int, int)", {n("2147483647"), n("1")}), HasSubstr("integer overflow"));
}

TEST(Java, OverloadsAreTakenByTheirTypes) {
  EXPECT_EQ(call("Math", "max(int, int)", {n("1.9"), n("1.5")}), "1");
  EXPECT_EQ(call("Math", "max(double,double)", {n("1.9"), n("1.5")}), "1.9");
  EXPECT_EQ(call("Math", "max(float, float)", {n("123.46"), n("456.78")}), "456.78");
  EXPECT_EQ(call("Math", "round(double)", {n("2.5")}), "3");
  EXPECT_EQ(call("Math", "round(double)", {n("-2.5")}), "-2");
  EXPECT_EQ(call("Math", "round(double)", {n("0.49999999999999994")}), "0");
  EXPECT_EQ(call("Math", "rint(double)", {n("2.5")}), "2");
  EXPECT_EQ(call("Math", "floorMod(int, int)", {n("-1"), n("3")}), "2");
  EXPECT_EQ(call("Math", "floorDiv(int, int)", {n("-1"), n("3")}), "-1");
  EXPECT_THAT(call("Math", "floorDiv(int, int)", {n("1"), n("0")}), HasSubstr("/ by zero"));
  EXPECT_EQ(call("Math", "pow(double, double)", {n("2"), n("0.5")}), "1.4142135623730951");
  EXPECT_THAT(call("Math", "sqrt(double)", {n("-1")}), HasSubstr("NaN"));
}

TEST(Java, TextsToNumbers) {
  EXPECT_EQ(call("Integer", "parseInt(java.lang.String)", {"-123"}), "-123");
  EXPECT_EQ(call("Integer", "parseInt(String)", {"+7"}), "7");
  EXPECT_THAT(call("Integer", "parseInt(String)", {"2147483648"}), HasSubstr("NumberFormatException"));
  EXPECT_THAT(call("Integer", "parseInt(String)", {" 1"}), HasSubstr("NumberFormatException"));
  EXPECT_EQ(call("Integer", "parseInt(String, int)", {"ff", n("16")}), "255");
  EXPECT_EQ(call("Integer", "toHexString(int)", {n("-1")}), "\"ffffffff\"");
  EXPECT_EQ(call("Double", "valueOf(java.lang.String)", {" 1.25e2 "}), "125");
  EXPECT_EQ(call("Double", "parseDouble(String)", {"1d"}), "1");
  EXPECT_THAT(call("Double", "parseDouble(String)", {"x"}), HasSubstr("NumberFormatException"));
  EXPECT_EQ(call("Float", "valueOf(String)", {"1234.56"}), "1234.56");
  EXPECT_EQ(call("Double", "toString(double)", {n("100")}), "\"100.0\"");
  EXPECT_EQ(call("Double", "toString(double)", {n("10000000")}), "\"1.0E7\"");
  EXPECT_EQ(call("Double", "toString(double)", {n("0.00012")}), "\"1.2E-4\"");
  EXPECT_EQ(call("Double", "toString(double)", {n("0.001")}), "\"0.001\"");
  EXPECT_EQ(call("Boolean", "parseBoolean(String)", {"TRUE"}), "true");
  EXPECT_EQ(call("Boolean", "valueOf(String)", {"yes"}), "false");
}

TEST(Java, TextsCountUtf16Units) {
  EXPECT_EQ(call("String", "length()", {"a😀"}), "3");
  EXPECT_EQ(call("String", "substring(int, int)", {"南安市", n("0"), n("2")}), "\"南安\"");
  EXPECT_THAT(call("String", "substring(int)", {"ab", n("3")}), HasSubstr("OutOfBounds"));
  EXPECT_EQ(call("String", "valueOf(char)", {"a"}), "\"a\"");
  EXPECT_THAT(call("String", "valueOf(char)", {"abc"}), HasSubstr("IllegalArgument"));
  EXPECT_EQ(call("String", "replace(CharSequence, CharSequence)", {"aXbX", "X", "--"}), "\"a--b--\"");
  EXPECT_EQ(call("String", "replace(CharSequence, CharSequence)", {"ab", "", "-"}), "\"-a-b-\"");
  EXPECT_EQ(call("String", "join(CharSequence, CharSequence...)", {"-", feel::make_list({"a", "b"})}),
            "\"a-b\"");
  EXPECT_EQ(call("String", "compareTo(String)", {"b", "abc"}), "1");
  EXPECT_EQ(call("String", "trim()", {"  a "}), "\"a\"");
  EXPECT_THAT(call("String", "length()", {Value()}), HasSubstr("NullPointerException"));
  EXPECT_EQ(call("Character", "getNumericValue(char)", {"7"}), "7");
}

TEST(Java, Formats) {
  const std::string format = "format(java.lang.String, [Ljava.lang.Object;)";
  EXPECT_EQ(call("String", format, {"foo %s", "bar"}), "\"foo bar\"");
  EXPECT_EQ(call("String", format, {"%2$s %1$s", feel::make_list({"a", "b"})}), "\"b a\"");
  EXPECT_EQ(
      call("String", format,
           {"%,.2f|%8.1f|%-6s|%06.1f", feel::make_list({n("1234567.895"), n("2.25"), "ab", n("-1.5")})}),
      "\"1,234,567.90|     2.3|ab    |-001.5\"");
  EXPECT_EQ(call("String", format, {"%e %%", n("12345")}), "\"1.234500e+04 %\"");
  EXPECT_THAT(call("String", format, {"%d", n("1")}), HasSubstr("IllegalFormatConversion"));
  EXPECT_THAT(call("String", format, {"%s %s", "x"}), HasSubstr("MissingFormatArgument"));
  EXPECT_THAT(call("String", format, {"%q", "x"}), HasSubstr("UnknownFormatConversion"));
}

TEST(Java, WhatIsNotThereIsNamedWithWhatIs) {
  const auto no_class = external_function(wanted("java.io.File", "delete()", 1));
  ASSERT_FALSE(no_class);
  EXPECT_THAT(no_class.error().message.en, HasSubstr("java.io.File.delete()"));
  EXPECT_THAT(no_class.error().help.en, HasSubstr("java.lang.Math"));
  const auto no_method = external_function(wanted("java.lang.Math", "roud(double)", 1));
  ASSERT_FALSE(no_method);
  EXPECT_THAT(no_method.error().help.en, HasSubstr("did you mean `round`?"));
  const auto no_overload =
      external_function(wanted("java.lang.Math", "max(java.lang.String, java.lang.String)", 2));
  ASSERT_FALSE(no_overload);
  EXPECT_THAT(no_overload.error().help.en, HasSubstr("max(int, int)"));
  EXPECT_THAT(no_overload.error().help.en, HasSubstr("docs/java-functions.md"));
  EXPECT_FALSE(external_function(wanted("java.lang.Math", "max(double, double)", 1)));
  feel::ExternalFunction pmml;
  pmml.kind = "pmml";
  ASSERT_FALSE(external_function(pmml));
  EXPECT_EQ(external_function(pmml).error().code, "dmn.pmml-function");
}

// $ENACT_WRITE_DOCS=1 writes the page anew.
TEST(Java, TheDocumentationIsTheTable) {
  const std::filesystem::path page = std::filesystem::path(ENACT_ROOT) / "docs" / "java-functions.md";
  if (std::getenv("ENACT_WRITE_DOCS") != nullptr) std::ofstream(page) << java_functions_markdown();
  std::ifstream file(page);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), java_functions_markdown());
}

}  // namespace
}  // namespace enact::dmn
