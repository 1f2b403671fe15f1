// `enact simulate` over a made-up package on disk: what it prints, and that its totals are those of two
// `enact run`s.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <sstream>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>
#pragma GCC diagnostic pop

#include "cli/test_program.hpp"

namespace enact::cli {
namespace {

namespace json = boost::json;
using test::enact;
using test::Ran;
using testing::HasSubstr;

// What does not fit docs/schema/simulation.json; empty: it conforms.
std::string misfits(const json::value& made) {
  std::ifstream file(std::string(ENACT_ROOT) + "/docs/schema/simulation.json");
  std::ostringstream text;
  text << file.rdbuf();
  const json::value published = json::parse(text.str());
  valijson::Schema schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(valijson::adapters::BoostJsonAdapter(published), schema);
  valijson::ValidationResults results;
  const valijson::adapters::BoostJsonAdapter adapter(made);
  if (valijson::Validator().validate(schema, adapter, &results)) return "";
  std::string said;
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    for (const std::string& part : error.context) said += part;
    said += ": " + error.description + "\n";
  }
  return said;
}

class SimulateCommand : public test::OverAPackage {
 protected:
  // Two enterprises of the town, one of another; each recognised, with an investment of 1,000,000 yuan.
  std::string register_of_three() {
    std::string rows = "代码,登记地,研发费用,营业收入,项目,学员\n";
    std::string recognised = "#,类别,日期,编号\n";
    std::string invested = "#,编号,金额,日期\n";
    const char* const places[] = {"990001", "990001", "990002"};
    for (int i = 1; i <= 3; ++i) {
      rows += determine::test::credit_code("91990001MA2XY000" + std::to_string(i)) + "," + places[i - 1] +
              "," + std::to_string(i * 100) + ",10000,complete,complete\n";
      recognised += std::to_string(i) + ",示范企业,2026-03-01,A" + std::to_string(i) + "\n";
      invested += std::to_string(i) + ",T" + std::to_string(i) + ",1000000,2026-03-01\n";
    }
    write("register/企业.csv", rows);
    write("register/企业.认定.csv", recognised);
    write("register/企业.投入.csv", invested);
    return (folder_ / "register").string();
  }

  Ran simulate(std::vector<std::string> more) {
    std::vector<std::string> arguments{"simulate", package(),    "--population", register_of_three(),
                                       "--on",     "2026-12-31", "--lang",       "en"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return enact(arguments);
  }
};

// a1 pays 100,000 to each of two, c1 30 % of 1,000,000 to each of three: 200,000 + 900,000 = 1,100,000. With
// 120,000: 1,140,000; two gain 20,000 each.
TEST_F(SimulateCommand, SaysWhatAnAmountCostsAndForWhom) {
  const Ran ran = simulate({"--set", "a1/amount=12万元", "--by", "登记地"});
  EXPECT_EQ(ran.code, Exit::ok) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("a1/amount  Model enterprise award · amount: 100000 → 120000\n"));
  EXPECT_THAT(ran.out, HasSubstr("total (yuan): 1,100,000.00 → 1,140,000.00, certain +40,000.00\n"));
  EXPECT_THAT(ran.out, HasSubstr("article 1 (yuan): 1,100,000.00 → 1,140,000.00"));
  EXPECT_THAT(ran.out, HasSubstr("  4 others are the same\n"));
  EXPECT_THAT(ran.out, HasSubstr("2 gain 40,000.00 yuan; 0 lose 0.00 yuan"));
  EXPECT_THAT(ran.out, HasSubstr("gain of each (yuan, by percentile): 0 % 20,000.00"));
  EXPECT_THAT(ran.out, HasSubstr("  990001: 2, 800,000.00 → 840,000.00 yuan; 2 gain 40,000.00"));
  EXPECT_THAT(ran.out, HasSubstr("  990002: 1, 300,000.00 → 300,000.00 yuan; 0 gain 0.00"));
  EXPECT_THAT(ran.out, HasSubstr("computed again: 1 of 5 parts"));
}

// 100,000 is missing where three demand 400,000, 400,000 and 300,000.
TEST_F(SimulateCommand, AllocatesAShortBudget) {
  const Ran ran = simulate({"--budget", "100万元", "--rank-by", "研发费用", "--json"});
  EXPECT_EQ(ran.code, Exit::ok) << ran.err;
  const json::object made = json::parse(ran.out).as_object();
  EXPECT_EQ(made.at("before"), made.at("after"));
  const json::array& limited = made.at("limited").as_array();
  ASSERT_EQ(limited.size(), 3U);
  for (const json::value& one : limited) {
    EXPECT_EQ(one.at("demanded_fen"), 1'100'000'00);
    EXPECT_EQ(one.at("given_fen"), 1'000'000'00);
    EXPECT_EQ(one.at("in_full"), one.at("rule") == "pro-rata" ? 0 : 2);
  }
}

TEST_F(SimulateCommand, PrintsJsonByItsSchema) {
  const Ran ran = simulate({"--set", "a1/amount=12万元", "--set", "c1/amount=20%", "--by", "研发费用",
                            "--budget", "1", "--rank-by", "研发费用", "--json"});
  EXPECT_EQ(ran.code, Exit::ok) << ran.err;
  json::value made = json::parse(ran.out);
  EXPECT_EQ(misfits(made), "");
  // a1: 2 × 20,000 more; c1: 3 × 100,000 less, so that two lose 80,000 and one 100,000.
  EXPECT_EQ(made.at("effects").at("losers"), 3);
  EXPECT_EQ(made.at("effects").at("losses_fen"), 260'000'00);
  EXPECT_EQ(made.at("effects").at("loss_quantiles").at(0).at("fen"), 80'000'00);
  made.as_object().erase("effects");
  EXPECT_NE(misfits(made), "");
}

TEST_F(SimulateCommand, RefusesAVersionToWhichAFactIsSomethingElse) {
  policy::FileSet files = determine::test::package_files();
  for (auto& [path, text] : files) {
    for (const char* const fact : {"研发费用", "营业收入"}) {
      const std::string from = std::string(fact) + ": { type: number<元>";
      if (const std::size_t at = text.find(from); at != std::string::npos)
        text.replace(at, from.size(), std::string(fact) + ": { type: number");
    }
    write("changed/" + path, text);
  }
  const std::string changed = (folder_ / "changed/policies/yunxi-1").string();
  const Ran ran = simulate({changed});
  EXPECT_EQ(ran.code, Exit::input_errors);
  EXPECT_THAT(ran.err, HasSubstr("研发费用"));
  EXPECT_EQ(ran.out, "");
}

TEST_F(SimulateCommand, ComparesWithAChangedPackageAndWritesCsv) {
  policy::FileSet files = determine::test::package_files();
  for (auto& [path, text] : files) {
    const std::string from = "有投入: 投入.金额 > 0元";
    if (const std::size_t at = text.find(from); at != std::string::npos)
      text.replace(at, from.size(), "有投入: 投入.金额 > 2000000元");
    write("changed/" + path, text);
  }
  const std::string changed = (folder_ / "changed/policies/yunxi-1").string();
  const std::string csv = (folder_ / "lines.csv").string();
  const Ran ran = simulate({changed, "--csv", csv});
  EXPECT_EQ(ran.code, Exit::ok) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("total (yuan): 1,100,000.00 → 200,000.00, certain -900,000.00"));
  EXPECT_THAT(ran.out, HasSubstr("yunxi-1/c1 Investment subsidy: due 3 → 0, not due 0 → 3, unknown 0 → 0"));
  EXPECT_THAT(ran.out, HasSubstr("3 lose 900,000.00 yuan"));
  std::ifstream file(csv);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  EXPECT_THAT(text, HasSubstr("provision,yunxi-1,c1,Investment subsidy,3,0,0,0,3,0,900000.00,900000.00,0.00,"
                              "0.00,-900000.00,,,,\n"));
  // What `enact run` says of each version.
  for (const auto& [folder, total] :
       {std::pair{package(), "total: 1,100,000.00 yuan"}, std::pair{changed, "total: 200,000.00 yuan"}}) {
    const Ran whole =
        enact({"run", folder, "--population", register_of_three(), "--on", "2026-12-31", "--lang", "en"});
    EXPECT_THAT(whole.out, HasSubstr(total));
  }
}

// A new version has an id of its own, and its provisions stand beside those that they take the place of.
TEST_F(SimulateCommand, ComparesVersionsOfDifferentIds) {
  for (auto [old_path, text] : determine::test::package_files()) {
    std::string path = old_path;
    const std::string id = "id: yunxi-1";
    if (const std::size_t at = text.find(id); at != std::string::npos)
      text.replace(at, id.size(), "id: yunxi-2");
    std::string moved = path;
    moved.replace(moved.find("yunxi-1"), 7, "yunxi-2");
    write("changed/" + moved, text);
  }
  const Ran ran = simulate({(folder_ / "changed/policies/yunxi-2").string(), "--set", "a1/amount=12万元"});
  EXPECT_EQ(ran.code, Exit::ok) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("total (yuan): 1,100,000.00 → 1,140,000.00, certain +40,000.00\n"));
  EXPECT_THAT(ran.out, HasSubstr("yunxi-2 article 1 (yuan): 1,100,000.00 → 1,140,000.00"));
  EXPECT_THAT(ran.out, HasSubstr("  4 others are the same\n"));
}

TEST_F(SimulateCommand, ListsWhatCanBeSetAndTellsSlips) {
  const Ran levers = enact({"simulate", package(), "--levers", "--lang", "en"});
  EXPECT_EQ(levers.code, Exit::ok);
  EXPECT_THAT(levers.out, HasSubstr("a1/amount  Model enterprise award · amount  = 100000 元\n"));
  EXPECT_THAT(levers.out, HasSubstr("c1/cap  Investment subsidy · cap  = 1000000 元\n"));
  const Ran slip = simulate({"--set", "a1/amont=12万元"});
  EXPECT_EQ(slip.code, Exit::wrong_usage);
  EXPECT_THAT(slip.err, HasSubstr("did you mean `a1/amount`?"));
  const Ran fact = simulate({"--by", "城镇"});
  EXPECT_EQ(fact.code, Exit::wrong_usage);
  EXPECT_THAT(fact.err, HasSubstr("--by 城镇"));
  EXPECT_EQ(enact({"simulate", package()}).code, Exit::wrong_usage);
}

}  // namespace
}  // namespace enact::cli
