// `enact verify` over a made-up package on disk: what it prints, and its exit codes.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>

#include "cli/test_program.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;
using test::enact;
using test::Ran;

class VerifyCommand : public test::OverAPackage {
 protected:
  // One place of policy.md written otherwise.
  void change(const std::string& from, const std::string& to) {
    std::string text = determine::test::package_files()["policies/yunxi-1/policy.md"];
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos);
    write("policies/yunxi-1/policy.md", text.replace(at, from.size(), to));
  }
};

TEST_F(VerifyCommand, ProvesASoundPackageAndEndsWithZero) {
  const Ran ran = enact({"verify", package(), "--lang", "en", "--facts"});
  EXPECT_EQ(ran.code, Exit::ok) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("proved yunxi-1/a1 can be due"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("evaluator: a1: due, 100,000.00 yuan"), std::string::npos) << ran.out;
}

TEST_F(VerifyCommand, ShowsWhatRefutesAndEndsWithOne) {
  change("有投入: 投入.金额 > 0元", "有投入: 投入.金额 > 0元 and 投入.金额 < 0元");
  const Ran ran = enact({"verify", package()});
  EXPECT_EQ(ran.code, Exit::input_errors) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("被推翻 yunxi-1/c1 可以享受：这些要求不能同时成立：“有投入”"), std::string::npos)
      << ran.out;
}

TEST_F(VerifyCommand, PrintsJson) {
  const Ran ran = enact({"verify", package(), "--json"});
  EXPECT_EQ(ran.code, Exit::ok) << ran.err;
  const boost::json::value report = boost::json::parse(ran.out);
  EXPECT_TRUE(report.at("good").as_bool());
  const auto& first = report.at("obligations").as_array().at(0);
  EXPECT_EQ(first.at("outcome").as_string(), "proved");
  EXPECT_NE(first.at("findings").as_array().at(0).at("facts").as_string().find("subjects:"),
            std::string::npos);
}

TEST_F(VerifyCommand, RefusesAPackageWithErrors) {
  change("投入.金额 > 0元", "投入.金额 > 0人");
  EXPECT_EQ(enact({"verify", package()}).code, Exit::input_errors);
  EXPECT_EQ(enact({"verify"}).code, Exit::wrong_usage);
}

}  // namespace
}  // namespace enact::cli
