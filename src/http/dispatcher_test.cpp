#include "http/dispatcher.hpp"

#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>

#include "casework/module.hpp"
#include "http/schema.hpp"
#include "http/service.hpp"
#include "identity/accounts.hpp"
#include "lab/scenarios.hpp"
#include "ledger/ledger.hpp"
#include "notify/notifications.hpp"
#include "registers/module.hpp"
#include "selection/module.hpp"
#include "store/test_space.hpp"

namespace enact::http {
namespace {

namespace json = boost::json;

// A service without packages on a fresh database, with one account a role.
class Dispatch : public ::testing::Test {
 protected:
  void SetUp() override {
    store::OpenOptions options;
    options.folder = folder_.path();
    options.postgres = folder_.postgres();
    options.modules = {identity::module(), ledger::module(), registers::module(), selection::module(),
                       casework::module(), lab::module(),    notify::module()};
    options.clock = &clock_;
    options.random = &random_;
    auto opened = store::Database::open(std::move(options));
    ASSERT_TRUE(opened) << opened.error().message.en;
    database_ = std::move(*opened);
    ServiceOptions service_options;
    service_options.session_policy.cost = identity::PasswordCost::test;
    service_options.version = "test";
    service_options.check_answers = true;
    service_ = std::make_unique<Service>(*database_, library_, std::move(service_options));
    dispatcher_ = std::make_unique<Dispatcher>(*service_);
  }
  void TearDown() override {
    dispatcher_.reset();
    service_.reset();
    database_.reset();
  }

  void add_account(const std::string& login, identity::Role role) {
    const auto hash = identity::hash_password("long enough password", login, identity::PasswordCost::test);
    ASSERT_TRUE(hash);
    identity::NewAccount account;
    account.login = login;
    account.name = {login, login};
    account.password_hash = *hash;
    identity::Membership membership;
    membership.role = role;
    const auto wants = identity::scope_of(role, identity::Action::read_case);
    if (wants == identity::Scope::own_unit || role == identity::Role::drafter) membership.unit = "某局";
    if (wants == identity::Scope::own_subject) membership.subject = "nobody";
    account.memberships = {membership};
    auto done = database_->write([&](store::Transaction& tx) -> store::StepResult {
      if (auto made = identity::create_account(tx, {}, account); !made) return std::unexpected(made.error());
      return std::string();
    });
    ASSERT_TRUE(done) << login << done.error().message.en;
  }

  struct Signed {
    std::string cookie;
    std::string csrf;
  };
  Signed sign_in(const std::string& login) {
    Received request{"POST", "/api/v1/session"};
    request.content_type = "application/json";
    request.source = login;  // an address of its own, so that rate limits do not meet
    request.body = json::serialize(json::object{{"login", login}, {"password", "long enough password"}});
    const auto response = dispatcher_->handle(request);
    EXPECT_EQ(response.status, 200) << response.body;
    Signed out;
    out.csrf = json::parse(response.body).at("csrf").as_string();
    for (const auto& [name, value] : response.headers)
      if (name == "Set-Cookie") out.cookie = value.substr(0, value.find(';'));
    return out;
  }
  Response send(const std::string& method, const std::string& target, const Signed& who,
                const std::string& body = "", const std::string& key = "") {
    Received request{method, target};
    request.cookie = who.cookie;
    request.csrf = who.csrf;
    request.body = body;
    if (!body.empty()) request.content_type = "application/json; charset=utf-8";
    request.idempotency_key = key;
    request.source = who.csrf + target;
    return dispatcher_->handle(request);
  }

  SettableClock clock_{Instant{1'800'000'000'000'000}, "test"};
  SeededRandom random_{7};
  casework::Library library_{{}};
  store::TestFolder folder_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<Service> service_;
  std::unique_ptr<Dispatcher> dispatcher_;
};

std::string filled(std::string path) {
  for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
    path.replace(open, path.find('}') - open + 1, "x");
  return "/api/v1" + path;
}

TEST_F(Dispatch, EveryRouteRefusesWhoeverMayNot) {
  std::map<identity::Role, Signed> people;
  for (const auto role : identity::all_roles()) {
    if (role == identity::Role::visitor) continue;
    const std::string login(identity::role_id(role));
    add_account(login, role);
    people[role] = sign_in(login);
  }
  int denied = 0;
  for (const auto& route : routes()) {
    const std::string method(to_string(route.method));
    if (route.access.kind != Access::Kind::everybody) {
      EXPECT_EQ(send(method, filled(route.path), {}).status, 401) << route.operation;
    }
    if (route.access.kind != Access::Kind::action) continue;
    for (const auto& [role, who] : people) {
      const auto status = send(method, filled(route.path), who, "{}").status;
      if (identity::scope_of(role, route.access.action) == identity::Scope::none) {
        EXPECT_EQ(status, 403) << route.operation << " as " << identity::role_id(role);
        ++denied;
      } else {
        EXPECT_NE(status, 401) << route.operation << " as " << identity::role_id(role);
        EXPECT_LT(status, 500) << route.operation << " as " << identity::role_id(role);
      }
    }
  }
  EXPECT_GT(denied, 100);
}

TEST_F(Dispatch, AnswersNothingElseUntilASecondFactorIsSet) {
  add_account("administrator", identity::Role::administrator);
  add_account("auditor", identity::Role::auditor);
  ServiceOptions options;
  options.session_policy.cost = identity::PasswordCost::test;
  options.session_policy.second_factor_roles = {identity::Role::administrator};
  options.version = "test";
  options.check_answers = true;
  dispatcher_.reset();
  service_ = std::make_unique<Service>(*database_, library_, std::move(options));
  dispatcher_ = std::make_unique<Dispatcher>(*service_);
  const auto who = sign_in("administrator");
  const auto other = sign_in("auditor");
  EXPECT_EQ(send("GET", "/api/v1/accounts", other).status, 200);
  int refused = 0;
  for (const auto& route : routes()) {
    if (route.access.kind == Access::Kind::everybody || route.operation == "signOut") continue;
    const auto answer = send(std::string(to_string(route.method)), filled(route.path), who, "{}");
    const bool resting = answer.body.find("\"second-factor-required\"") != std::string::npos;
    EXPECT_EQ(resting, route.operation.find("SecondFactor") == std::string::npos ||
                           route.operation == "removeSecondFactor" || route.operation == "dropSecondFactor")
        << route.operation;
    refused += resting ? 1 : 0;
  }
  EXPECT_GT(refused, 80);
  const auto session = json::parse(send("GET", "/api/v1/session", who).body);
  EXPECT_TRUE(session.at("wants_second_factor").as_bool());
  EXPECT_TRUE(session.at("roles").as_array().empty());
  EXPECT_EQ(send("DELETE", "/api/v1/session", who).status, 204);
}

TEST_F(Dispatch, AChangeWantsTheSessionsToken) {
  add_account("handler", identity::Role::handler);
  auto who = sign_in("handler");
  const auto csrf = who.csrf;
  who.csrf = "forged";
  EXPECT_EQ(send("DELETE", "/api/v1/session", who).status, 403);
  who.csrf = csrf;
  EXPECT_EQ(send("DELETE", "/api/v1/session", who).status, 204);
  EXPECT_EQ(send("GET", "/api/v1/session", who).status, 204);
  EXPECT_EQ(send("GET", "/api/v1/sessions", who).status, 401);
}

// Text and forms can be sent by a page of any origin, which could so sign a browser in to another's account.
TEST_F(Dispatch, TakesNothingButJson) {
  Received request{"POST", "/api/v1/session"};
  request.body = json::serialize(json::object{{"login", "handler"}, {"password", "long enough password"}});
  for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded", "application/jsonp"}) {
    request.content_type = type;
    EXPECT_EQ(dispatcher_->handle(request).status, 415) << type;
  }
}

TEST_F(Dispatch, SaysWhatIsWrongWithABody) {
  Received request{"POST", "/api/v1/session"};
  request.content_type = "application/json";
  request.body = "{";
  EXPECT_EQ(dispatcher_->handle(request).status, 400);
  request.body = R"({"login":"a"})";
  const auto response = dispatcher_->handle(request);
  EXPECT_EQ(response.status, 422);
  EXPECT_FALSE(json::parse(response.body).at("errors").as_array().empty());
  request.body = R"({"login":"nobody","password":"wrong"})";
  EXPECT_EQ(dispatcher_->handle(request).status, 401);
}

// Nothing long is taken in from whoever may not send it.
TEST_F(Dispatch, RefusesAQueryThatNothingReads) {
  add_account("auditor", identity::Role::auditor);
  const auto who = sign_in("auditor");
  EXPECT_EQ(send("GET", "/api/v1/cases?q=2026&limit=5", who).status, 200);
  const auto refused = send("GET", "/api/v1/cases?search=2026", who);
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(json::parse(refused.body).at("code").as_string(), "unknown-query") << refused.body;
}

TEST_F(Dispatch, RefusesALongBodyByItsHeaders) {
  add_account("handler", identity::Role::handler);
  const auto who = sign_in("handler");
  const auto refused = [&](const std::string& target, std::optional<std::uint64_t> length,
                           const std::string& cookie) {
    Received headers{"POST", target};
    headers.cookie = cookie;
    const auto response = dispatcher_->refuse_body(headers, length);
    return response ? response->status : 0;
  };
  const std::string upload = "/api/v1/cases/x/evidence?name=a.pdf";
  constexpr std::uint64_t mib = 1024 * 1024;
  EXPECT_EQ(refused(upload, 5 * mib, who.cookie), 0);
  EXPECT_EQ(refused(upload, 5 * mib, ""), 401);
  EXPECT_EQ(refused(upload, 5 * mib, "enact_session=forged"), 401);
  EXPECT_EQ(refused(upload, std::nullopt, ""), 401);
  EXPECT_EQ(refused(upload, 21 * mib, who.cookie), 413);
  EXPECT_EQ(refused(upload, 100, ""), 0);  // the route says what it wants
  EXPECT_EQ(refused("/api/v1/session", 2 * mib, who.cookie), 413);
  EXPECT_EQ(refused("/api/v1/session", std::nullopt, ""), 0);  // read up to the limit of JSON
  EXPECT_EQ(Dispatcher::body_limit({"POST", "/api/v1/session"}), json_body_limit);
  EXPECT_EQ(Dispatcher::body_limit({"POST", upload}), upload_limit);
}

TEST_F(Dispatch, OneClientCannotFillANoticeWithObjections) {
  Received request{"POST", "/api/v1/notices/none/objections"};
  request.content_type = "application/json";
  request.body = R"({"reason":"r","name":"n","contact":"c"})";
  request.source = "203.0.113.7";
  int refused = 0;
  for (int i = 0; i < 15; ++i) refused += dispatcher_->handle(request).status == 429 ? 1 : 0;
  EXPECT_EQ(refused, 5);
  request.source = "203.0.113.8";
  EXPECT_EQ(dispatcher_->handle(request).status, 404);
}

TEST_F(Dispatch, TellsOfEveryAnswer) {
  std::vector<std::string> told;
  ServiceOptions options;
  options.on_served = [&](const Served& served) {
    told.push_back(fmt::format("{} {} {} {}", served.operation, served.path, served.status, served.account));
  };
  Service service(*database_, library_, std::move(options));
  Dispatcher dispatcher(service);
  dispatcher.handle({"GET", "/api/v1/health"});
  dispatcher.handle({"GET", "/api/v1/cases/secret"});
  dispatcher.handle({"GET", "/api/v1/secret"});
  EXPECT_EQ(told,
            (std::vector<std::string>{"getHealth /health 200 ", "getCase /cases/{case} 401 ", "  404 "}));
}

TEST_F(Dispatch, IsReadyWhileTheWriterWrites) {
  EXPECT_EQ(send("GET", "/api/v1/ready", {}).status, 200);
  database_->stop();
  EXPECT_EQ(send("GET", "/api/v1/ready", {}).status, 503);
  EXPECT_EQ(send("GET", "/api/v1/health", {}).status, 200);
}

TEST_F(Dispatch, ReplaysForTheAuditorAlone) {
  add_account("auditor", identity::Role::auditor);
  add_account("officer", identity::Role::handler);
  const auto response = send("GET", "/api/v1/audit/replay", sign_in("auditor"));
  EXPECT_EQ(response.status, 200) << response.body;
  const auto body = json::parse(response.body);
  EXPECT_EQ(body.at("identical").as_int64(), 0);
  EXPECT_TRUE(body.at("faults").as_array().empty());
  EXPECT_EQ(send("GET", "/api/v1/audit/replay", sign_in("officer")).status, 403);
  EXPECT_EQ(send("GET", "/api/v1/audit/replay", {}).status, 401);
}

TEST_F(Dispatch, KnowsItsAddresses) {
  EXPECT_EQ(send("GET", "/api/v1/nothing", {}).status, 404);
  EXPECT_EQ(send("PUT", "/api/v1/packages", {}).status, 405);
  EXPECT_EQ(send("GET", "/elsewhere", {}).status, 404);
  EXPECT_EQ(send("GET", "/api/v1/packages/%zz/document", {}).status, 400);
  EXPECT_EQ(send("GET", "/api/v1/packages/none/document", {}).status, 404);
  EXPECT_EQ(send("GET", "/api/v1/health", {}).status, 200);
  EXPECT_EQ(send("GET", "/api/v1/space", {}).status, 200);
  EXPECT_EQ(send("GET", "/api/v1/openapi.json", {}).status, 200);
}

TEST_F(Dispatch, AnotherBodyUnderTheSameKeyIsRefused) {
  add_account("finance", identity::Role::finance_reviewer);
  const auto who = sign_in("finance");
  const auto body = [](int fen) {
    return json::serialize(json::object{
        {"package", "p"}, {"year", 2026}, {"unit", "某局"}, {"amount_fen", fen}, {"document", "指标1号"}});
  };
  const auto first = send("POST", "/api/v1/appropriations", who, body(100), "key-1");
  EXPECT_EQ(first.status, 201) << first.body;
  const auto again = send("POST", "/api/v1/appropriations", who, body(100), "key-1");
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(send("POST", "/api/v1/appropriations", who, body(200), "key-1").status, 422);
  const auto total = send("POST", "/api/v1/appropriations", who, body(100), "key-2");
  EXPECT_EQ(json::parse(total.body).at("total_fen").as_int64(), 200);
}

TEST_F(Dispatch, StopsAFloodOfRequests) {
  Received request{"GET", "/api/v1/health"};
  request.source = "flood";
  const auto begun = std::chrono::steady_clock::now();
  int answered = 0;
  for (int i = 0; i < 2000; ++i) answered += dispatcher_->handle(request).status == 429 ? 0 : 1;
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
  // A burst of 400, then 100 a second: on a slow machine that may be all of them.
  EXPECT_LE(answered, 400 + 100 * taken.count() + 1);
}

TEST(CookieValue, FindsItsNameOnly) {
  EXPECT_EQ(cookie_value("a=1; enact_session=xyz; b=2", "enact_session"), "xyz");
  EXPECT_EQ(cookie_value("my_enact_session=no", "enact_session"), "");
  EXPECT_EQ(cookie_value("", "a"), "");
  EXPECT_EQ(cookie_value("a", "a"), "");
}

TEST(LanguageOf, PrefersChineseUnlessEnglishComesFirst) {
  EXPECT_EQ(language_of(""), Language::zh);
  EXPECT_EQ(language_of("en-GB,en;q=0.9,zh;q=0.1"), Language::en);
  EXPECT_EQ(language_of("zh-CN,en"), Language::zh);
  EXPECT_EQ(language_of("fr"), Language::zh);
}

}  // namespace
}  // namespace enact::http
