// The JSON of a determination against its published schema, which stands in docs/schema.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "determine/explanation.hpp"
#include "determine/test_package.hpp"

namespace enact::determine {
namespace {

namespace json = boost::json;

// As much of JSON Schema as the published one uses; an unknown keyword fails, so that none is overlooked.
class Validator {
 public:
  explicit Validator(const json::value& root) : root_(root) {}

  std::vector<std::string> errors;

  void check(const json::value& value, const json::value& schema, const std::string& at) {
    for (const auto& [keyword, rule] : schema.as_object())
      check(value, keyword, rule, schema.as_object(), at);
  }

 private:
  void fail(const std::string& at, const std::string& what) { errors.push_back(at + ": " + what); }

  static bool is_type(const json::value& value, std::string_view type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_bool();
    if (type == "null") return value.is_null();
    return type == "integer" && (value.is_int64() || value.is_uint64());
  }

  void check(const json::value& value, std::string_view keyword, const json::value& rule,
             const json::object& schema, const std::string& at) {
    if (keyword == "type") {
      bool ok = rule.is_string() && is_type(value, std::string(rule.as_string()));
      if (rule.is_array()) {
        for (const json::value& type : rule.as_array())
          ok = ok || is_type(value, std::string(type.as_string()));
      }
      if (!ok) fail(at, "type is not " + json::serialize(rule));
    } else if (keyword == "$ref") {
      const std::string name = std::string(rule.as_string()).substr(8);
      check(value, root_.at("$defs").at(name), at);
    } else if (keyword == "enum") {
      bool found = false;
      for (const json::value& one : rule.as_array()) found = found || one == value;
      if (!found) fail(at, "not one of " + json::serialize(rule));
    } else if (keyword == "required" && value.is_object()) {
      for (const json::value& name : rule.as_array()) {
        if (!value.as_object().contains(name.as_string())) fail(at, "lacks " + json::serialize(name));
      }
    } else if (keyword == "properties" && value.is_object()) {
      for (const auto& [name, member] : value.as_object()) {
        if (const json::value* of = rule.as_object().if_contains(name))
          check(member, *of, at + "/" + std::string(name));
      }
    } else if (keyword == "additionalProperties" && value.is_object()) {
      for (const auto& [name, member] : value.as_object()) {
        if (!schema.at("properties").as_object().contains(name)) fail(at, "has " + std::string(name));
      }
    } else if (keyword == "items" && value.is_array()) {
      for (const json::value& item : value.as_array()) check(item, rule, at + "/*");
    } else if (keyword == "oneOf") {
      int fitting = 0;
      for (const json::value& one : rule.as_array()) {
        Validator inner(root_);
        inner.check(value, one, at);
        fitting += inner.errors.empty() ? 1 : 0;
      }
      if (fitting != 1) fail(at, "fits " + std::to_string(fitting) + " alternatives");
    } else if (keyword == "pattern" && value.is_string()) {
      if (!Date::parse(std::string(value.as_string()))) fail(at, "is no date");
    } else if (keyword != "description" && keyword != "$schema" && keyword != "$id" && keyword != "title" &&
               keyword != "$defs" && keyword != "required" && keyword != "properties" &&
               keyword != "additionalProperties" && keyword != "items" && keyword != "pattern") {
      fail(at, "the test does not know the keyword " + std::string(keyword));
    }
  }

  const json::value& root_;
};

json::value schema() {
  std::ifstream file(std::string(ENACT_ROOT) + "/docs/schema/determination.json");
  std::ostringstream text;
  text << file.rdbuf();
  return json::parse(text.str());
}

std::string as_determined(const std::string& facts) {
  const ReadFacts read =
      read_facts(std::make_shared<const Source>("facts.yaml", facts), test::determiner().model());
  EXPECT_EQ(render(read.diagnostics, Language::en), "");
  // With the explanations: everything that the schema knows.
  return explained_json(test::determiner().determine(read.facts, {{2027, 6, 30}, Date{2027, 6, 30}, true}));
}

const std::string rich = R"(
subjects:
  - 企业:
      代码: )" + test::credit_code() +
                         R"(
      登记地: "990001"
      研发费用: { value: 9.50, source: 申报, attested_by: 市税局, on: 2026-12-31, known_on: 2027-01-10 }
      认定:
        - { 类别: 示范企业, 日期: 2026-03-10, 编号: R-1 }
        - { 类别: 示范企业, 日期: 2026-01-01, 编号: R-2 }
      项目: { open: true, items: [{ 编号: P-1, 合格: true, 日期: 2026-05-01 }, { 编号: P-2, 日期: 2026-05-01 }] }
      投入: [{ 编号: T1, 金额: 5000000, 日期: 2026-06-01 }]
  - 企业: { 名称: 第二家 }
decisions:
  - { provision: b1, matter: [)" +
                         test::credit_code() + R"(, P-1], amount: 400000, by: 市科局, reason: 好 }
paid:
  - { matter: { kind: 认定, parts: [)" +
                         test::credit_code() + R"(, R-1] }, amount: 10.00, policy: yunxi-1, provision: a1 }
)";

TEST(Json, FitsItsSchema) {
  const json::value root = schema();
  for (const std::string& facts :
       {rich, std::string("subjects: []\n"), std::string("unsaid: absent\nsubjects: [{ 企业: {} }]\n")}) {
    Validator validator(root);
    validator.check(json::parse(as_determined(facts)), root, "");
    EXPECT_TRUE(validator.errors.empty()) << validator.errors.front();
  }
}

TEST(Json, TheSchemaRefusesWhatIsMissing) {
  const json::value root = schema();
  json::value value = json::parse(as_determined(rich));
  value.at("subjects").at(0).at("provisions").at(0).as_object().erase("status");
  Validator validator(root);
  validator.check(value, root, "");
  EXPECT_EQ(validator.errors.size(), 1U);
}

TEST(Json, AmountsAreWholeFenAndFactsKeepTheirSource) {
  const json::value value = json::parse(as_determined(rich));
  const json::value& subject = value.at("subjects").at(0);
  const json::value& a1 = subject.at("provisions").at(0);
  EXPECT_EQ(a1.at("id").as_string(), "a1");
  EXPECT_EQ(a1.at("claims").at(0).at("amount_fen").as_int64(), 9999000);
  EXPECT_EQ(a1.at("claims").at(0).at("already_paid_fen").as_int64(), 1000);
  EXPECT_EQ(a1.at("claims").at(0).at("reduced_by").at(0).at("reason").as_string(), "already_paid");
  const json::value& e1 = subject.at("provisions").at(4);
  const json::value& fact = e1.at("conditions").at(0).at("facts").at(0);
  EXPECT_EQ(fact.at("path").as_string(), "企业.研发费用");
  EXPECT_EQ(fact.at("value").as_string(), "9.5");
  EXPECT_EQ(fact.at("attested_by").as_string(), "市税局");
  EXPECT_EQ(value.at("diagnostics").at(0).at("code").as_string(), "decision.outside-band");
  EXPECT_TRUE(value.at("max_fen").is_null());
}

}  // namespace
}  // namespace enact::determine
