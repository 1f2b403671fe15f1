// Reading, comparing and running conformance cases.
#include "dmn/tck.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace enact::dmn::tck {
namespace {

using feel::Value;

SourcePtr cases(const std::string& body) {
  return std::make_shared<const Source>("t-test-01.xml",
                                        "<testCases xmlns=\"http://www.omg.org/spec/DMN/20160719/testcase\" "
                                        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                                        "xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">"
                                        "<modelName>t.dmn</modelName>" +
                                            body + "</testCases>");
}

std::string read_value(const std::string& content) {
  const Cases read =
      read_cases(cases("<testCase id=\"1\"><inputNode name=\"a\">" + content + "</inputNode></testCase>"));
  if (has_errors(read.diagnostics)) return read.diagnostics.front().code;
  return to_string(read.cases.at(0).inputs.at(0).value);
}

TEST(TckRead, Values) {
  EXPECT_EQ(read_value("<value xsi:type=\"xsd:string\"> a </value>"), "\" a \"");
  EXPECT_EQ(read_value("<value xsi:type=\"xsd:string\"> </value>"), "\" \"");
  EXPECT_EQ(read_value("<value xsi:type=\"xsd:decimal\">.50</value>"), "0.5");
  EXPECT_EQ(read_value("<value xsi:type=\"xsd:double\">+1e3</value>"), "1000");
  EXPECT_EQ(read_value("<value xsi:type=\"boolean\">true</value>"), "true");
  EXPECT_EQ(read_value("<value xsi:type=\"xsd:date\">2026-01-31</value>"), "2026-01-31");
  EXPECT_EQ(read_value("<value xsi:type=\"xsd:duration\">P1Y2M</value>"), "P1Y2M");
  EXPECT_EQ(read_value("<value xsi:type=\"xsd:duration\">P1DT2H</value>"), "P1DT2H");
  EXPECT_EQ(read_value("<value xsi:nil=\"true\"/>"), "null");
  EXPECT_EQ(
      read_value("<list><item><value xsi:type=\"xsd:decimal\">1</value></item><item><list/></item></list>"),
      "[1, []]");
  EXPECT_EQ(
      read_value(
          "<component name=\"a\"><value xsi:type=\"xsd:string\">x</value></component>"
          "<component name=\"b\"><component name=\"c\"><value xsi:nil=\"true\"/></component></component>"),
      "{a: \"x\", b: {c: null}}");
  EXPECT_EQ(read_value("<value xsi:type=\"xsd:decimal\">one</value>"), "tck.bad-value");
}

TEST(TckRead, Cases) {
  const Cases read =
      read_cases(cases("<testCase id=\"7\" type=\"decisionService\" invocableName=\"s\"><inputNode "
                       "name=\"a\" namespace=\"urn:x\"/>"
                       "<resultNode name=\"r\" errorResult=\"true\"><expected><value "
                       "xsi:nil=\"true\"/></expected></resultNode></testCase>"));
  EXPECT_EQ(read.model, "t.dmn");
  ASSERT_EQ(read.cases.size(), 1u);
  EXPECT_EQ(read.cases[0].id, "7");
  EXPECT_EQ(read.cases[0].kind, Executable::Invocable::Kind::service);
  EXPECT_EQ(read.cases[0].invocable, "s");
  EXPECT_EQ(read.cases[0].inputs.at(0).namespace_uri, "urn:x");
  EXPECT_TRUE(read.cases[0].results.at(0).error);
  EXPECT_TRUE(has_errors(read_cases(std::make_shared<const Source>("x", "<a/>")).diagnostics));
  EXPECT_TRUE(has_errors(read_cases(std::make_shared<const Source>("x", "<a")).diagnostics));
}

TEST(TckCompare, NumbersWithinTolerance) {
  const auto number = [](const char* digits) { return Value(*Decimal::parse(digits)); };
  EXPECT_FALSE(difference(number("1"), number("1.00000001")));
  EXPECT_TRUE(difference(number("1"), number("1.00000002")));
  EXPECT_TRUE(difference(number("1000000000"), number("1000000000.1")));
  EXPECT_TRUE(difference(number("1"), Value("1")));
  EXPECT_TRUE(difference(number("1"), Value()));
  EXPECT_FALSE(difference(Value(), Value()));
}

TEST(TckCompare, PartByPart) {
  const Value a = feel::make_context({{"x", feel::make_list({Value("p"), Value("q")})}, {"y", Value(true)}});
  const Value turned =
      feel::make_context({{"y", Value(true)}, {"x", feel::make_list({Value("p"), Value("q")})}});
  const Value other =
      feel::make_context({{"x", feel::make_list({Value("p"), Value("r")})}, {"y", Value(true)}});
  const Value more =
      feel::make_context({{"x", feel::make_list({Value("p"), Value("q")})}, {"z", Value(true)}});
  EXPECT_FALSE(difference(a, turned));
  EXPECT_EQ(difference(a, other), ".x[2]: expected \"q\", got \"r\"");
  EXPECT_TRUE(difference(a, more));
  EXPECT_TRUE(difference(Value(*Time::parse("10:00:00Z")), Value(*Time::parse("11:00:00+01:00"))));
}

TEST(TckRun, SaysWhatFailedAndWhy) {
  Suite suite;
  suite.path = "level/t";
  suite.models["t.dmn"] = std::make_shared<const Source>(
      "t.dmn",
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"t\" namespace=\"urn:t\">"
      "<decision name=\"one\" id=\"one\"><variable "
      "name=\"one\"/><literalExpression><text>1</text></literalExpression></decision>"
      "<decision name=\"wrong\" id=\"wrong\"><variable name=\"wrong\"/><literalExpression><text>1 + "
      "\"x\"</text></literalExpression></decision>"
      "<decision name=\"none\" id=\"none\"><variable "
      "name=\"none\"/><literalExpression><text>null</text></literalExpression></decision>"
      "</definitions>");
  const auto test = [](const std::string& id, const std::string& name, bool error, const std::string& value) {
    return "<testCase id=\"" + id + "\"><resultNode name=\"" + name + "\" errorResult=\"" +
           (error ? "true" : "false") + "\"><expected>" + value + "</expected></resultNode></testCase>";
  };
  const std::string nil = "<value xsi:nil=\"true\"/>";
  suite.tests["t-test-01.xml"] =
      cases(test("1", "one", false, "<value xsi:type=\"xsd:decimal\">1</value>") +
            test("2", "one", false, "<value xsi:type=\"xsd:decimal\">2</value>") +
            test("3", "wrong", true, nil) + test("4", "none", true, nil) + test("5", "none", false, nil) +
            test("6", "one", true, nil) + test("7", "gone", true, nil));
  const std::vector<Row> rows = run(suite, *DateTime::parse("2026-11-23T08:00:00Z"));
  ASSERT_EQ(rows.size(), 7u);
  const std::vector<bool> expected{true, false, true, false, true, false, true};
  for (std::size_t i = 0; i < rows.size(); ++i)
    EXPECT_EQ(rows[i].outcome.passed, expected[i]) << csv_line(rows[i]);
  EXPECT_EQ(csv_line(rows[0]), "\"level/t\",\"t-test-01\",\"1\",\"SUCCESS\",\"\"\n");
  EXPECT_EQ(csv_line(rows[1]), "\"level/t\",\"t-test-01\",\"2\",\"ERROR\",\"one: expected 2, got 1\"\n");
  suite.models.clear();
  suite.models["a.dmn"] = suite.models["b.dmn"] = std::make_shared<const Source>("a.dmn", "<x/>");
  const std::vector<Row> failed = run(suite, *DateTime::parse("2026-11-23T08:00:00Z"));
  ASSERT_EQ(failed.size(), 1u);
  EXPECT_FALSE(failed.front().outcome.passed);
}

}  // namespace
}  // namespace enact::dmn::tck
