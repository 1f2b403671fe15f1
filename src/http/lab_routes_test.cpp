// The routes of the policy lab as people of several roles use them; every answer is held against its schema.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "bulk/facts_source.hpp"
#include "casework/module.hpp"
#include "determine/test_package.hpp"
#include "http/dispatcher.hpp"
#include "http/service.hpp"
#include "identity/accounts.hpp"
#include "lab/scenarios.hpp"
#include "ledger/ledger.hpp"
#include "notify/notifications.hpp"
#include "registers/module.hpp"
#include "selection/module.hpp"
#include "sheet/test_zip.hpp"
#include "store/test_space.hpp"

namespace enact::http {
namespace {

namespace json = boost::json;

// Three recognised enterprises, two of them of the town, as one register.
std::unique_ptr<bulk::ColumnSource> three(const determine::FactModel& model,
                                          const determine::Question& question) {
  std::string facts = "subjects:\n";
  const char* const places[] = {"990001", "990001", "990002"};
  for (int i = 0; i < 3; ++i) {
    facts +=
        "- 企业:\n    代码: " + determine::test::credit_code("91990001MA2XY000" + std::to_string(i + 1)) +
        "\n    登记地: \"" + places[i] + "\"\n    研发费用: " + std::to_string(100 * i) +
        "\n    营业收入: 10000\n    认定: [{ 类别: 示范企业, 日期: 2026-02-01, 编号: N-" + std::to_string(i) +
        " }]\n    项目: []\n    投入: []\n    学员: []\n";
  }
  determine::ReadFacts read =
      determine::read_facts(std::make_shared<const Source>("facts.yaml", facts), model);
  if (has_errors(read.diagnostics)) throw std::runtime_error(render(read.diagnostics, Language::en));
  return bulk::subjects_source(std::move(read.facts.subjects), false, model, bulk::Wanted{}, question);
}

class LabRoutes : public testing::Test {
 protected:
  LabRoutes() {
    ServiceOptions options;
    options.session_policy.cost = identity::PasswordCost::test;
    options.version = "test";
    options.check_answers = true;
    options.lab = &lab_;
    service_ = std::make_unique<Service>(space_.database(), library_, std::move(options));
    dispatcher_ = std::make_unique<Dispatcher>(*service_);
  }

  struct Signed {
    std::string cookie;
    std::string csrf;
  };
  Signed sign_in(const std::string& login, identity::Role role, const std::string& unit) {
    const std::string password = "long enough password";
    const auto hash = identity::hash_password(password, login, identity::PasswordCost::test);
    const identity::NewAccount account{
        login, {login, login}, identity::AccountKind::officer, *hash, {{"", role, unit, ""}}};
    auto made = space_.database().write([&](store::Transaction& tx) -> store::StepResult {
      if (auto done = identity::create_account(tx, {}, account); !done) return std::unexpected(done.error());
      return std::string();
    });
    EXPECT_TRUE(made);
    Received request{"POST", "/api/v1/session"};
    request.content_type = "application/json";
    request.source = login;
    request.body = json::serialize(json::object{{"login", login}, {"password", password}});
    const Response response = dispatcher_->handle(request);
    Signed who;
    who.csrf = json::parse(response.body).at("csrf").as_string();
    for (const auto& [name, value] : response.headers)
      if (name == "Set-Cookie") who.cookie = value.substr(0, value.find(';'));
    return who;
  }
  Response send(const std::string& method, const std::string& target, const Signed& who,
                const json::value& body = nullptr) {
    Received request{method, "/api/v1" + target};
    request.cookie = who.cookie;
    request.csrf = who.csrf;
    request.source = who.csrf;
    request.accept_language = "en";
    if (!body.is_null()) {
      request.content_type = "application/json";
      request.body = json::serialize(body);
    }
    return dispatcher_->handle(request);
  }
  Response upload(const std::string& target, const Signed& who, std::string bytes) {
    Received request{"POST", "/api/v1" + target};
    request.cookie = who.cookie;
    request.csrf = who.csrf;
    request.source = who.csrf;
    request.accept_language = "en";
    request.content_type = "application/zip";
    request.body = std::move(bytes);
    return dispatcher_->handle(request);
  }
  // The package with a1 at 150,000, as a zip file; with a slip in a condition if so wanted.
  static std::string draft_zip(bool with_slip) {
    policy::FileSet files = determine::test::package_files();
    std::string& text = files.at("policies/yunxi-1/official.txt");
    std::string& rules = files.at("policies/yunxi-1/policy.md");
    const std::string before = policy::sha256(text);
    const std::string ten = "10万元";
    for (std::string* each : {&text, &rules}) {
      for (std::size_t at = each->find(ten); at != std::string::npos; at = each->find(ten, at + 1))
        each->replace(at, ten.size(), "15万元");
    }
    rules.replace(rules.find(before), before.size(), policy::sha256(text));
    if (with_slip) {
      const std::string place = "企业.登记地 = ";
      rules.replace(rules.find(place), place.size(), "企业.登记第 = ");
    }
    return sheet::test::zip_of_files(files);
  }
  json::value ready(const Signed& who) {
    json::value state;
    for (int i = 0; i < 400; ++i) {
      state = json::parse(send("GET", "/lab", who).body);
      if (state.at("state") != "preparing") break;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return state;
  }
  static json::object trial(const std::string& value) {
    return {{"package", "yunxi-1"},
            {"settings", json::array{json::object{{"lever", "a1/amount"}, {"value", value}}}},
            {"by", "登记地"},
            {"budget_fen", 100'000'00},
            {"rank_by", "研发费用"}};
  }

  store::TestSpace space_{{identity::module(), ledger::module(), registers::module(), selection::module(),
                           casework::module(), lab::module(), notify::module()}};
  casework::Library library_{{determine::test::sample_package()}};
  lab::Lab lab_{library_.current()->packages(), {lab::Population::Is::register_, three}, 1, [this] {
                  return space_.clock.now();
                }};
  std::unique_ptr<Service> service_;
  std::unique_ptr<Dispatcher> dispatcher_;
};

TEST_F(LabRoutes, TakeAChangedPackageAndCompareIt) {
  const Signed science = sign_in("science", identity::Role::handler, "市科局");
  const Signed auditor = sign_in("auditor", identity::Role::auditor, "审计局");
  const Signed tax = sign_in("tax", identity::Role::handler, "市税局");
  ready(science);
  const std::string target = "/lab/drafts?package=yunxi-1&name=first";
  // What is wrong is said by file, line and column, and nothing is kept.
  const Response slip = upload(target, science, draft_zip(true));
  ASSERT_EQ(slip.status, 200) << slip.body;
  const json::value said = json::parse(slip.body);
  EXPECT_TRUE(said.at("draft").is_null());
  EXPECT_GE(said.at("errors").as_int64(), 1);
  const json::value& remark = said.at("remarks").at(0);
  EXPECT_EQ(remark.at("file"), "yunxi-1/policy.md");
  EXPECT_EQ(remark.at("code"), "feel.unknown-name");
  EXPECT_GT(remark.at("line").as_int64(), 1);
  EXPECT_NE(remark.at("excerpt").as_string().find("登记第"), std::string::npos);
  EXPECT_EQ(json::parse(send("GET", "/lab/drafts", science).body).at("items").as_array().size(), 0U);

  const Response added = upload(target, science, draft_zip(false));
  ASSERT_EQ(added.status, 200) << added.body;
  const json::value draft = json::parse(added.body).at("draft");
  ASSERT_FALSE(draft.is_null()) << added.body;
  const std::string id(draft.at("id").as_string());
  EXPECT_EQ(upload(target, science, draft_zip(false)).status, 409);  // the name is taken

  json::object trial{{"package", "yunxi-1"}, {"draft", id}, {"settings", json::array()}};
  const Response answer = send("POST", "/lab/simulations", science, trial);
  ASSERT_EQ(answer.status, 200) << answer.body;
  const json::value made = json::parse(answer.body);
  EXPECT_EQ(made.at("after").at("least_fen").as_int64() - made.at("before").at("least_fen").as_int64(),
            100'000'00);
  EXPECT_EQ(made.at("effects").at("winners"), 2);
  const Response levers = send("GET", "/lab/packages/yunxi-1/levers?draft=" + id, science);
  EXPECT_NE(levers.body.find("\"value\":\"150000\""), std::string::npos);
  // Others do not see it; the auditor does, and uploads nothing.
  EXPECT_EQ(send("POST", "/lab/simulations", tax, trial).status, 404);
  EXPECT_EQ(send("GET", "/lab/packages/yunxi-1/levers?draft=" + id, tax).status, 404);
  EXPECT_EQ(send("POST", "/lab/simulations", auditor, trial).status, 200);
  EXPECT_EQ(upload("/lab/drafts?package=yunxi-1&name=second", auditor, draft_zip(false)).status, 403);
  // As a scenario, and in its workbook.
  const Response saved =
      send("POST", "/lab/scenarios", science, json::object{{"name", "with the draft"}, {"trial", trial}});
  ASSERT_EQ(saved.status, 201) << saved.body;
  const std::string scenario(json::parse(saved.body).at("id").as_string());
  EXPECT_EQ(json::parse(saved.body).at("trial").at("draft"), json::string(id));
  EXPECT_EQ(send("GET", "/lab/workbook?scenarios=" + scenario, science).status, 200);
  EXPECT_EQ(send("DELETE", "/lab/drafts/" + id, science).status, 409);
  EXPECT_EQ(send("DELETE", "/lab/scenarios/" + scenario, science).status, 204);
  EXPECT_EQ(send("DELETE", "/lab/drafts/" + id, science).status, 204);
  EXPECT_EQ(send("POST", "/lab/simulations", science, trial).status, 404);
}

TEST_F(LabRoutes, RefuseWhatIsNoPackage) {
  const Signed science = sign_in("science", identity::Role::handler, "市科局");
  const auto code = [&](const std::string& target, std::string bytes) {
    const Response response = upload(target, science, std::move(bytes));
    return std::pair{response.status, std::string(json::parse(response.body).at("code").as_string())};
  };
  const std::string target = "/lab/drafts?package=yunxi-1&name=x";
  EXPECT_EQ(code(target, "%PDF-1.7"), std::pair(422, std::string("lab.archive-broken")));
  EXPECT_EQ(code(target, sheet::test::zip_of({{"../policy.md", "x", 0, false}})),
            std::pair(422, std::string("lab.archive-name")));
  EXPECT_EQ(code(target, sheet::test::zip_of({{"readme.txt", "x", 0, false}})),
            std::pair(422, std::string("lab.draft-no-package")));
  EXPECT_EQ(code("/lab/drafts?package=none&name=x", draft_zip(false)),
            std::pair(404, std::string("lab.no-package")));
  EXPECT_EQ(code("/lab/drafts?package=yunxi-1", draft_zip(false)), std::pair(422, std::string("lab.name")));
}

TEST_F(LabRoutes, SayWhatCanBeChangedAndWhatItCosts) {
  const Signed drafter = sign_in("drafter", identity::Role::drafter, "市科局");
  const json::value state = ready(drafter);
  ASSERT_EQ(state.at("state"), "ready");
  EXPECT_EQ(state.at("population"), "register");
  EXPECT_EQ(state.at("subjects"), 3);
  EXPECT_EQ(state.at("keeps"), true);
  const Response levers = send("GET", "/lab/packages/yunxi-1/levers", drafter);
  ASSERT_EQ(levers.status, 200) << levers.body;
  EXPECT_EQ(json::parse(levers.body).at("items").at(0).at("id"), "a1/amount");
  EXPECT_EQ(send("GET", "/lab/packages/none/levers", drafter).status, 404);
  const Response response = send("POST", "/lab/simulations", drafter, trial("15万元"));
  ASSERT_EQ(response.status, 200) << response.body;
  const json::value made = json::parse(response.body);
  // Two of the town: 2 × 100,000 before, 2 × 150,000 after.
  EXPECT_EQ(made.at("before").at("least_fen"), 200'000'00);
  EXPECT_EQ(made.at("after").at("least_fen"), 300'000'00);
  EXPECT_EQ(made.at("effects").at("winners"), 2);
  EXPECT_EQ(made.at("limited").as_array().size(), 3U);
  const Response wrong = send("POST", "/lab/simulations", drafter, trial("many"));
  EXPECT_EQ(wrong.status, 422);
  EXPECT_NE(wrong.body.find("a1/amount"), std::string::npos) << wrong.body;
  json::object unknown = trial("1");
  unknown["by"] = "没有";
  EXPECT_EQ(send("POST", "/lab/simulations", drafter, unknown).status, 422);
  EXPECT_EQ(send("POST", "/lab/refresh", drafter).status, 200);
}

TEST_F(LabRoutes, KeepScenariosForAUnitAndExportThem) {
  const Signed science = sign_in("science", identity::Role::handler, "市科局");
  const Signed tax = sign_in("tax", identity::Role::handler, "市税局");
  const Signed auditor = sign_in("auditor", identity::Role::auditor, "");
  ready(science);
  const json::object wanted{{"name", "提高奖励"}, {"trial", trial("15万元")}};
  const Response saved = send("POST", "/lab/scenarios", science, wanted);
  ASSERT_EQ(saved.status, 201) << saved.body;
  const std::string id(json::parse(saved.body).at("id").as_string());
  EXPECT_EQ(json::parse(saved.body).at("current"), true);
  EXPECT_EQ(send("POST", "/lab/scenarios", auditor, wanted).status, 403);
  EXPECT_EQ(
      send("POST", "/lab/scenarios", science, json::object{{"name", "x"}, {"trial", trial("no")}}).status,
      422);
  const auto count = [&](const Signed& who) {
    return json::parse(send("GET", "/lab/scenarios", who).body).at("items").as_array().size();
  };
  EXPECT_EQ(count(science), 1U);
  EXPECT_EQ(count(tax), 0U);
  EXPECT_EQ(count(auditor), 1U);
  const Response book = send("GET", "/lab/workbook?scenarios=" + id, auditor);
  ASSERT_EQ(book.status, 200) << book.body;
  EXPECT_TRUE(book.body.starts_with("PK"));
  EXPECT_EQ(send("GET", "/lab/workbook?scenarios=" + id, tax).status, 404);
  EXPECT_EQ(send("GET", "/lab/workbook", auditor).status, 422);
  EXPECT_EQ(send("DELETE", "/lab/scenarios/" + id, tax).status, 404);
  EXPECT_EQ(send("DELETE", "/lab/scenarios/" + id, science).status, 204);
  EXPECT_EQ(count(science), 0U);
}

TEST_F(LabRoutes, AreNotForEverybody) {
  const Signed maker = sign_in("maker", identity::Role::treasury_maker, "市税局");
  for (const char* path : {"/lab", "/lab/scenarios", "/lab/workbook", "/lab/packages/yunxi-1/levers"}) {
    EXPECT_EQ(send("GET", path, maker).status, 403) << path;
    EXPECT_EQ(send("GET", path, {}).status, 401) << path;
  }
  EXPECT_EQ(send("POST", "/lab/simulations", maker, trial("1")).status, 403);
}

}  // namespace
}  // namespace enact::http
