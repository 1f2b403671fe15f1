// A space that an earlier version made and served (tests/spaces/farm-2026-11: a training space of
// policies/sample-farm with a draft, a case on its way to payment and entries of registers; commit 022dbfa)
// is brought forward by opening it, is found whole, holds to the head of its log that was kept then, and is
// served: people sign in, see what is theirs, and go on.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "cli/space.hpp"
#include "cli/test_program.hpp"
#include "http/dispatcher.hpp"
#include "http/service.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

class UpgradeServed : public test::OverAPackage {
 protected:
  void SetUp() override {
    test::OverAPackage::SetUp();
    fs::create_directory(data());
    const fs::path kept = fs::path(ENACT_ROOT) / "tests/spaces/farm-2026-11";
    const std::string unpack =
        "gzip -dc " + (kept / "enact.db.gz").string() + " > " + (data() / store::database_file).string();
    ASSERT_EQ(std::system(unpack.c_str()), 0);
    fs::copy_file(kept / "key.ring", data() / "key.ring");
    fs::permissions(data() / "key.ring", fs::perms::owner_read | fs::perms::owner_write);
    head_ = (kept / "head").string();
  }
  fs::path data() const { return folder_ / "space"; }

  std::string head_;
};

TEST_F(UpgradeServed, IsWholeAndHoldsToTheHeadThatWasKept) {
  {
    auto opened = Space::open(data().string(), store::SpaceKind::training);
    ASSERT_TRUE(opened) << opened.error().message.en;
    store::Database& database = (*opened)->database();
    for (const auto& difference : database.check())
      ADD_FAILURE() << difference.where << ": " << difference.what;
    EXPECT_TRUE(database.rebuild());
    EXPECT_TRUE(database.check().empty());
  }
  const test::Ran checked = test::enact({"rebuild", "--check", "--training", "--data", data().string()});
  EXPECT_EQ(checked.code, Exit::ok) << checked.err;
  const test::Ran verified =
      test::enact({"audit", "verify", "--data", data().string(), "--head", head_, "--lang", "en"});
  EXPECT_EQ(verified.code, Exit::ok) << verified.err;
  EXPECT_NE((verified.out + verified.err).find("contains 1 heads kept elsewhere unchanged"),
            std::string::npos)
      << verified.out << verified.err;
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return out;
}

// A person of the space, signed in through the API.
class Somebody {
 public:
  Somebody(http::Dispatcher& dispatcher, const std::string& login) : dispatcher_(dispatcher) {
    const auto response = ask("POST", "/session", {{"login", login}, {"password", "training-2026"}});
    EXPECT_EQ(response.status, 200) << response.body;
    csrf_ = json::parse(response.body).at("csrf").as_string();
    for (const auto& [name, value] : response.headers) {
      if (name == "Set-Cookie") cookie_ = value.substr(0, value.find(';'));
    }
  }
  http::Response ask(const std::string& method, const std::string& path, const json::object& body = {}) {
    http::Received request{.method = method, .target = "/api/v1" + path, .cookie = cookie_, .csrf = csrf_};
    if (method != "GET") {
      request.content_type = "application/json";
      request.idempotency_key = path;
      request.body = json::serialize(body);
    }
    request.source = "127.0.0.1";
    return dispatcher_.handle(request);
  }
  json::value get(const std::string& path) {
    const auto response = ask("GET", path);
    EXPECT_EQ(response.status, 200) << path << ": " << response.body;
    return json::parse(response.body);
  }

 private:
  http::Dispatcher& dispatcher_;
  std::string cookie_;
  std::string csrf_;
};

TEST_F(UpgradeServed, PeopleFindWhatIsTheirsAndGoOn) {
  auto opened = Space::open(data().string(), store::SpaceKind::training);
  ASSERT_TRUE(opened) << opened.error().message.en;
  Space& space = **opened;
  // Today's package takes the place of the image that the cases pin; both are read.
  const auto published = space.publish({fs::path(ENACT_ROOT) / "policies/sample-farm"});
  ASSERT_EQ(published.served.size(), 1U) << render(published.diagnostics, Language::en);
  const auto library = space.library({published.served[0].hash});
  http::ServiceOptions options;
  options.version = "test";
  options.check_answers = true;
  http::Service service(space.database(), *library, std::move(options));
  http::Dispatcher dispatcher(service);

  Somebody owner(dispatcher, "示例主体1");
  const auto cases = owner.get("/cases").at("items").as_array();
  ASSERT_EQ(cases.size(), 2U);
  Somebody auditor(dispatcher, "审计");
  const auto registers = auditor.get("/registers").at("registers").as_array();
  std::int64_t entries = 0;
  for (const json::value& one : registers) entries += one.at("count").as_int64();
  EXPECT_EQ(entries, 4);
  for (const json::value& one : registers) {
    const std::string id = percent_encoded(one.at("id").as_string());
    const std::string path = "/registers/sample-farm/" + id + "/entries";
    const auto found = auditor.get(path);
    for (const json::value& entry : found.at("entries").as_array())
      EXPECT_TRUE(auditor.get("/entries/" + std::string(entry.at("id").as_string())).at("whole").as_bool());
  }

  Somebody finance(dispatcher, "青禾县财政局-财政审核");
  const auto waiting = finance.get("/cases").at("items").as_array();
  ASSERT_EQ(waiting.size(), 1U);
  const std::string path = "/cases/" + std::string(waiting[0].at("id").as_string());
  const json::value before = finance.get(path);
  EXPECT_EQ(before.at("amount_fen"), 5000000);
  EXPECT_EQ(before.at("evidence").as_array().size(), 2U);
  const json::object& action = before.at("actions").as_array().at(0).as_object();
  const auto done = finance.ask("POST", path + "/actions",
                                {{"kind", "take"},
                                 {"step", action.at("step")},
                                 {"outcome", action.at("outcome")},
                                 {"unit", action.at("unit")},
                                 {"version", before.at("version")}});
  EXPECT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(finance.get(path).at("state"), "支付");
  EXPECT_TRUE(space.database().check().empty());
}

}  // namespace
}  // namespace enact::cli
