#include "http/route.hpp"

#include <set>

#include <gtest/gtest.h>

#include "http/schema.hpp"

namespace enact::http {
namespace {

namespace json = boost::json;

void collect_references(const json::value& value, std::set<std::string>& out) {
  if (value.is_array())
    for (const auto& item : value.as_array()) collect_references(item, out);
  if (!value.is_object()) return;
  for (const auto& [name, member] : value.as_object()) {
    if (name == "$ref") out.insert(std::string(member.as_string()));
    collect_references(member, out);
  }
}

TEST(Routes, AreUniqueByMethodAndPathAndByOperation) {
  std::set<std::pair<std::string_view, std::string>> places;
  std::set<std::string> operations;
  for (const auto& route : routes()) {
    EXPECT_TRUE(places.emplace(to_string(route.method), route.path).second) << route.path;
    EXPECT_TRUE(operations.insert(route.operation).second) << route.operation;
    EXPECT_FALSE(route.summary.zh.empty() || route.summary.en.empty()) << route.operation;
  }
}

TEST(Routes, NameSchemasThatExist) {
  for (const auto& route : routes())
    for (const auto& name : {route.request, route.response})
      EXPECT_TRUE(name.empty() || name == "bytes" || schema::is_known(name))
          << route.operation << " " << name;
}

TEST(Routes, ThatChangeSomethingWantASessionExceptThoseForThePublic) {
  const std::set<std::string> open = {"signIn",
                                      "makeFirstAdministrator",
                                      "usePasswordLink",
                                      "readInvitation",
                                      "acceptInvitationAsNew",
                                      "register",
                                      "selfCheck",
                                      "objectToEntry",
                                      "objectToCall",
                                      "object",
                                      "beginExternal",
                                      "finishExternal",
                                      "finishExternalWithCode"};
  for (const auto& route : routes()) {
    if (route.method != Method::get && route.access.kind == Access::Kind::everybody) {
      EXPECT_TRUE(open.contains(route.operation)) << route.operation;
    }
  }
}

TEST(OpenApi, ResolvesEveryReference) {
  const auto document = openapi();
  std::set<std::string> references;
  collect_references(document, references);
  ASSERT_FALSE(references.empty());
  const std::string prefix = "#/components/schemas/";
  for (const auto& reference : references) {
    ASSERT_TRUE(reference.starts_with(prefix)) << reference;
    EXPECT_TRUE(schema::is_known(reference.substr(prefix.size()))) << reference;
  }
}

TEST(OpenApi, HasEveryRoute) {
  const auto document = openapi();
  const auto& paths = document.at("paths").as_object();
  std::size_t operations = 0;
  for (const auto& path : paths) operations += path.value().as_object().size();
  EXPECT_EQ(operations, routes().size());
}

TEST(Schema, FindsWhatDoesNotFitAndWhere) {
  EXPECT_TRUE(schema::violations("SignIn", json::parse(R"({"login":"a","password":"b"})")).empty());
  EXPECT_FALSE(schema::violations("SignIn", json::parse(R"({"login":"a"})")).empty());
  EXPECT_FALSE(
      schema::violations("SignIn", json::parse(R"({"login":"a","password":"b","extra":1})")).empty());
  const auto nested =
      schema::violations("BankResults", json::parse(R"({"results":[{"line":"one","result":"paid"}]})"));
  ASSERT_FALSE(nested.empty());
  EXPECT_TRUE(nested.front().pointer.starts_with("/results")) << nested.front().pointer;
  EXPECT_TRUE(schema::violations("OpenApi", openapi()).empty());
}

TEST(Schema, FindsDaysThatNoCalendarHas) {
  const auto found = [](std::string_view day) {
    std::string body = R"({"name":"登记地","value":1,"valid_from":""})";
    body.insert(body.size() - 2, day);
    return schema::violations("NewFact", json::parse(body));
  };
  EXPECT_TRUE(found("2028-02-29").empty());
  for (const auto* day : {"2027-02-29", "2027-02-30", "2027-04-31", "2027-13-01", "27-01-01", ""}) {
    ASSERT_FALSE(found(day).empty()) << day;
    EXPECT_EQ(found(day).front().pointer, "/valid_from");
  }
  // Also behind a choice with null, in the items of a list, behind a reference.
  const auto account = schema::violations(
      "NewAccount",
      json::parse(R"({"login":"a","name":"b","kind":"auditor","roles":[)"
                  R"({"role":"auditor","until":null},{"role":"auditor","until":"2027-02-29"}]})"));
  ASSERT_EQ(account.size(), 1U);
  EXPECT_EQ(account.front().pointer, "/roles/1/until");
}

TEST(Requests, ReadDaysOfTheQueryOrRefuseThem) {
  Request request;
  request.query = {{"on", "2027-02-28"}, {"empty", ""}, {"none", "2027-02-29"}};
  EXPECT_EQ(request.query_day("on").value(), (Date{2027, 2, 28}));
  EXPECT_EQ(request.query_day("empty").value(), std::nullopt);
  EXPECT_EQ(request.query_day("absent").value(), std::nullopt);
  EXPECT_EQ(request.query_day("none").error().code, "bad-date");
}

TEST(Requests, ReadNumbersOfTheQueryWithinBounds) {
  Request request;
  request.query = {
      {"limit", "20"}, {"huge", "99999999999999999999"}, {"less", "-3"}, {"word", "x"}, {"part", "1.5"}};
  EXPECT_EQ(request.number("limit", 50, 500), 20);
  EXPECT_EQ(request.number("limit", 50, 10), 10);
  EXPECT_EQ(request.number("less", 50, 500), 0);
  for (const auto* name : {"huge", "word", "part", "absent"})
    EXPECT_EQ(request.number(name, 50, 500), 50) << name;
}

TEST(Problems, SpeakTheReadersLanguage) {
  const store::Fault fault{store::Fault::Kind::conflict, "x.y", {"冲突", "conflict"}, {"刷新", "reload"}, {}};
  const auto zh = problem(fault, Language::zh);
  EXPECT_EQ(zh.status, 409);
  EXPECT_NE(zh.body.find("冲突"), std::string::npos);
  EXPECT_NE(problem(fault, Language::en).body.find("reload"), std::string::npos);
  EXPECT_TRUE(schema::violations("Problem", json::parse(zh.body)).empty());
}

}  // namespace
}  // namespace enact::http
