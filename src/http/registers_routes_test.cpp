// The routes of registers, from entering to open data: every answer is held against its schema.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "casework/module.hpp"
#include "http/dispatcher.hpp"
#include "http/service.hpp"
#include "identity/accounts.hpp"
#include "lab/scenarios.hpp"
#include "ledger/ledger.hpp"
#include "registers/module.hpp"
#include "registers/test_package.hpp"
#include "selection/module.hpp"
#include "store/facts.hpp"
#include "store/test_space.hpp"

namespace enact::http {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using testing::Not;

class RegisterRoutes : public testing::Test {
 protected:
  void SetUp() override {
    service_options.session_policy.cost = identity::PasswordCost::test;
    service_options.session_policy.idle_seconds = 30 * 24 * 3600;  // an entry's life takes days
    service_options.session_policy.absolute_seconds = 30 * 24 * 3600;
    service_options.version = "test";
    service_options.check_answers = true;
    service_ = std::make_unique<Service>(space_.database(), library_, std::move(service_options));
    dispatcher_ = std::make_unique<Dispatcher>(*service_);
    const auto made = space_.database().write([&](store::Transaction& tx) -> store::StepResult {
      auto subject = store::add_subject(tx, {"", "企业", "91A", "样例一厂"});
      if (!subject) return std::unexpected(subject.error());
      subject_ = subject->id;
      return std::string();
    });
    ASSERT_TRUE(made.has_value());
    owner_ = sign_in("owner", {.role = identity::Role::applicant, .unit = {}, .subject = subject_});
    keeper_ = sign_in("keeper", {.role = identity::Role::handler, .unit = "市科局", .subject = {}});
  }

  struct Signed {
    std::string cookie;
    std::string csrf;
  };
  Signed sign_in(const std::string& login, identity::Membership membership) {
    identity::NewAccount account;
    account.login = login;
    account.name = {login, login};
    account.password_hash =
        identity::hash_password("long enough password", login, identity::PasswordCost::test).value();
    account.memberships = {std::move(membership)};
    const auto done = space_.database().write([&](store::Transaction& tx) -> store::StepResult {
      if (auto made = identity::create_account(tx, {}, account); !made) return std::unexpected(made.error());
      return std::string();
    });
    EXPECT_TRUE(done.has_value()) << done.error().message.en;
    Received request{"POST", "/api/v1/session"};
    request.content_type = "application/json";
    request.source = login;
    request.body = json::serialize(json::object{{"login", login}, {"password", "long enough password"}});
    const auto response = dispatcher_->handle(request);
    EXPECT_EQ(response.status, 200) << response.body;
    Signed out;
    out.csrf = json::parse(response.body).at("csrf").as_string();
    for (const auto& [name, value] : response.headers) {
      if (name == "Set-Cookie") out.cookie = value.substr(0, value.find(';'));
    }
    return out;
  }
  Response send(const std::string& method, const std::string& target, const Signed& who,
                const std::string& body = "") {
    Received request{method, "/api/v1" + target};
    request.cookie = who.cookie;
    request.csrf = who.csrf;
    request.body = body;
    if (!body.empty()) request.content_type = "application/json";
    request.source = who.csrf + target;
    return dispatcher_->handle(request);
  }
  json::value get(const std::string& target, const Signed& who = {}) {
    const Response response = send("GET", target, who);
    EXPECT_EQ(response.status, 200) << target << " " << response.body;
    return json::parse(response.body);
  }
  std::string enter(const Signed& who, const std::string& register_id, const std::string& body) {
    const Response response = send("POST", of + register_id + "/entries", who, body);
    EXPECT_EQ(response.status, 201) << response.body;
    return std::string(json::parse(response.body).at("id").as_string());
  }
  Response take(const Signed& who, const std::string& id, const std::string& step,
                const std::string& outcome) {
    return send("POST", "/entries/" + id + "/take", who,
                json::serialize(json::object{{"step", step}, {"outcome", outcome}}));
  }

  const std::string of = "/registers/sample-registers/";
  ServiceOptions service_options;
  casework::Library library_{{registers::test::sample_package()}};
  store::TestSpace space_{{identity::module(), ledger::module(), registers::module(), selection::module(),
                           casework::module(), lab::module()}};
  std::unique_ptr<Service> service_;
  std::unique_ptr<Dispatcher> dispatcher_;
  std::string subject_;
  Signed owner_;
  Signed keeper_;
};

constexpr const char* rights = "%E6%9D%83%E5%88%A9";       // 权利
constexpr const char* instruments = "%E4%BB%AA%E5%99%A8";  // 仪器
constexpr const char* pledges = "%E8%B4%A8%E6%8A%BC";      // 质押
constexpr const char* bookings = "%E9%A2%84%E7%BA%A6";     // 预约

TEST_F(RegisterRoutes, TellWhatThereIs) {
  const auto visitor = get("/registers").at("registers").as_array().size();
  EXPECT_EQ(visitor, 10U);  // those with public states
  EXPECT_EQ(get("/registers", keeper_).at("registers").as_array().size(), 15U);
  EXPECT_EQ(get("/registers", owner_).at("registers").as_array().size(), 14U);
  const auto tasks = get(of + "%E4%BB%BB%E5%8A%A1", keeper_);  // 任务
  EXPECT_EQ(tasks.at("raised").at("by"), "提出单位");
  EXPECT_EQ(tasks.at("beside").at("sentence"), "原句");
  EXPECT_EQ(tasks.at("plan").at("to"), "期限");
  EXPECT_EQ(tasks.at("coverage").at("field"), "领域");
  EXPECT_EQ(tasks.at("overdue"), 0);
  const auto one = get(of + rights, owner_);
  EXPECT_TRUE(one.at("may").at("enter").as_bool());
  EXPECT_FALSE(one.at("may").at("import").as_bool());
  EXPECT_EQ(one.at("fields").as_array().size(), 8U);
  EXPECT_EQ(get(of + bookings).at("calendar").at("from").as_string(), "起");
  EXPECT_TRUE(get(of + pledges).at("calendar").is_null()) << "days, not hours";
  EXPECT_EQ(send("GET", of + "none", {}).status, 404);
}

TEST_F(RegisterRoutes, ShowTheWorkingOfWhatIsMeasured) {
  const std::string factors = "%E5%9B%A0%E5%AD%90";  // 因子
  const std::string sheets = "%E6%A0%B8%E7%AE%97";   // 核算
  const std::string factor = enter(keeper_, factors, R"({"values":{"名称":"电","值":0.5}})");
  EXPECT_EQ(take(keeper_, factor, "录入", "register").status, 200);
  const std::string id =
      enter(owner_, sheets,
            R"({"subject":")" + subject_ + R"(","values":{"名称":"样例","年度":2025,"目标":600,"明细":[)" +
                R"({"项目":"一","数量":1200,"因子":")" + factor + R"("}]}})");
  const json::value made = get(of + sheets, owner_);
  EXPECT_EQ(made.at("scores").at("weights").as_array().size(), 2U);
  EXPECT_EQ(made.at("chart").at("amount").as_string(), "小计");
  const json::value entry = get("/entries/" + id, owner_);
  const json::value& sheet = entry.at("sheet");
  EXPECT_TRUE(sheet.at("recomputed").as_bool());
  EXPECT_EQ(sheet.at("scores").at("grade").as_string(), "甲");
  EXPECT_EQ(sheet.at("pins").at(0).at("reference").as_string(), "R2026-000001");
  EXPECT_FALSE(sheet.at("pins").at(0).as_object().contains("values"));
  EXPECT_EQ(entry.at("values").at("合计").as_int64(), 600);
  EXPECT_TRUE(get("/entries/" + factor, owner_).at("sheet").is_null());
}

TEST_F(RegisterRoutes, CarryAnEntryThroughItsLife) {
  const std::string id =
      enter(owner_, rights,
            R"({"subject":")" + subject_ +
                R"(","values":{"名称":"石材切割机","编号":"ZL000000000001","评估值":90071992547409.93,)"
                R"("联系人":"王五"}})");
  EXPECT_EQ(send("GET", "/entries/" + id, keeper_).status, 404);  // a draft
  EXPECT_EQ(take(owner_, id, "申报", "submit").status, 422);
  const Response changed = send("PUT", "/entries/" + id + "/values", owner_,
                                R"({"values":{"授权日":"2026-02-01"},"expected_version":1})");
  EXPECT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(send("PUT", "/entries/" + id + "/values", owner_, R"({"values":{},"expected_version":1})").status,
            409);
  EXPECT_EQ(take(owner_, id, "申报", "submit").status, 200);
  EXPECT_EQ(take(keeper_, id, "审核", "accept").status, 200);
  EXPECT_EQ(send("POST", "/entries/" + id + "/publish", keeper_, R"({"step":"公示"})").status, 200);
  const Response objected = send("POST", "/entries/" + id + "/objections", {},
                                 R"({"reason":"权属有争议","name":"张三","contact":"13800000000"})");
  ASSERT_EQ(objected.status, 201) << objected.body;
  const std::string objection(json::parse(objected.body).at("made").as_string());
  EXPECT_EQ(send("POST", "/entries/" + id + "/objections/" + objection + "/answer", keeper_,
                 R"({"upheld":false,"reason":"已核实"})")
                .status,
            200);
  space_.advance(std::int64_t{7} * 24 * 3600);
  EXPECT_EQ(take(keeper_, id, "公示", "close").status, 200);
  const Response whole = send("GET", "/entries/" + id, owner_);
  EXPECT_THAT(whole.body, HasSubstr("90071992547409.93"));
  EXPECT_THAT(whole.body, HasSubstr("王五"));
  const Response shown = send("GET", "/entries/" + id, {});
  EXPECT_THAT(shown.body, Not(HasSubstr("王五")));
  EXPECT_THAT(get(of + rights + "/entries?q=%E7%9F%B3%E6%9D%90").at("total").as_int64(), 1);
  const Response data = send("GET", of + rights + "/open-data", {});
  EXPECT_THAT(data.body, HasSubstr("石材切割机"));
  EXPECT_THAT(data.body, Not(HasSubstr("王五")));
  EXPECT_THAT(send("GET", of + rights + "/open-data?format=json", {}).body, HasSubstr("90071992547409.93"));
}

TEST_F(RegisterRoutes, ImportBookAndShowTheCalendar) {
  const std::string table = "名称,型号\n电子显微镜,A1\n,B\n";
  const Response preview = send("POST", of + instruments + "/import", keeper_, table);
  ASSERT_EQ(preview.status, 200) << preview.body;
  EXPECT_EQ(json::parse(preview.body).at("good").as_int64(), 1);
  EXPECT_EQ(send("POST", of + instruments + "/import?commit=true", owner_, table).status, 403);
  ASSERT_EQ(send("POST", of + instruments + "/import?commit=true", keeper_, table).status, 200);
  const auto page = get(of + instruments + "/entries?sort=%E5%90%8D%E7%A7%B0");
  ASSERT_EQ(page.at("total").as_int64(), 1);
  const std::string instrument(page.at("entries").at(0).at("id").as_string());
  const std::string id = enter(owner_, bookings,
                               R"({"subject":")" + subject_ + R"(","values":{"事由":"检测","仪器":")" +
                                   instrument + R"(","起":"2026-04-01T09:00","止":"2026-04-01T11:00"}})");
  EXPECT_EQ(take(owner_, id, "申请", "submit").status, 200);
  const auto spans =
      get(of + bookings + "/calendar?key=" + instrument + "&from=2026-04-01&to=2026-04-02").at("spans");
  ASSERT_EQ(spans.as_array().size(), 1U);
  EXPECT_EQ(spans.at(0).at("from").as_string(), "2026-04-01T01:00:00.000000Z");
  EXPECT_EQ(get("/entries/" + instrument).at("referred").as_array().size(), 1U);
  EXPECT_EQ(get("/entries/" + instrument + "/matches").at("matches").as_array().size(), 0U);
}

}  // namespace
}  // namespace enact::http
