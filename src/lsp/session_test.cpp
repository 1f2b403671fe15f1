// The base protocol and the session over streams: frames, broken ones, requests taken back, the end.
#include "lsp/session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "lsp/protocol.hpp"
#include "lsp/test_client.hpp"

namespace enact::lsp::test {
namespace {

std::string frame(std::string_view content) {
  return "Content-Length: " + std::to_string(content.size()) + "\r\n\r\n" + std::string(content);
}
std::string frame(std::string_view id, std::string_view method, std::string_view params = "{}") {
  const std::string with_id = id.empty() ? "" : R"("id":)" + std::string(id) + ",";
  return frame(R"({"jsonrpc":"2.0",)" + with_id + R"("method":")" + std::string(method) + R"(","params":)" +
               std::string(params) + "}");
}
std::string hello() {
  return frame("1", "initialize", R"({"capabilities":{},"locale":"en"})") + frame("", "initialized");
}
std::string bye() {
  return frame("99", "shutdown") + frame("", "exit");
}

struct Session {
  int exit = -1;
  std::vector<json::value> sent;

  explicit Session(const std::string& input) {
    MemoryFiles files;
    std::istringstream in(input);
    std::stringstream out;
    exit = run_session(
        in, out, files,
        [](const policy::FileSet& set, const std::string& of) { return policy::load_package(set, of); },
        std::chrono::milliseconds(1));
    for (Frame each = read_frame(out); each.kind == Frame::Kind::content; each = read_frame(out)) {
      sent.push_back(json::parse(each.content));
    }
  }
  std::optional<int> error_of(const json::value& id) const {
    for (const json::value& each : sent) {
      const json::value* answered = member(each, {"id"});
      if (answered != nullptr && *answered == id) return int_member(each, {"error", "code"});
    }
    return std::nullopt;
  }
};

TEST(LspProtocol, ReadsFramesWithOtherHeaders) {
  std::istringstream in(
      "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length: 2\r\n\r\n{}" +
      frame("[1]"));
  EXPECT_EQ(read_frame(in).content, "{}");
  EXPECT_EQ(read_frame(in).content, "[1]");
  EXPECT_EQ(read_frame(in).kind, Frame::Kind::end);
}

TEST(LspProtocol, RefusesBrokenFrames) {
  for (const char* text :
       {"Content-Length: 5\r\n\r\n{}", "Content-Length: x\r\n\r\n{}", "Content-Length: -1\r\n\r\n", "\r\n{}",
        "nonsense\r\n\r\n", "Content-Length: 99999999999\r\n\r\n", "Content-Le"}) {
    std::istringstream in(text);
    EXPECT_EQ(read_frame(in).kind, Frame::Kind::broken) << text;
  }
}

TEST(LspSession, EndsWithTheCodeOfTheProtocol) {
  EXPECT_EQ(Session(hello() + bye()).exit, 0);
  EXPECT_EQ(Session(hello() + frame("", "exit")).exit, 1);
  EXPECT_EQ(Session(hello()).exit, 1);  // the editor is gone
  EXPECT_EQ(Session("").exit, 1);
}

TEST(LspSession, GoesOnAfterMalformedJson) {
  const Session session(hello() + frame("{\"jsonrpc\": oops") + frame("[]") + frame("2", "no/such/method") +
                        bye());
  EXPECT_EQ(session.error_of(nullptr), -32700);
  EXPECT_EQ(session.error_of(2), -32601);
  EXPECT_EQ(session.exit, 0);
}

TEST(LspSession, StopsWhereFramesAreLost) {
  const Session session(hello() + "garbage\r\n\r\n" + frame("2", "shutdown"));
  EXPECT_EQ(session.error_of(nullptr), -32700);
  EXPECT_EQ(session.exit, 1);
}

// The reader runs ahead of the worker only by chance, so the editor takes back what it has just asked many
// times.
TEST(LspSession, AnswersEveryRequestAlsoThoseTakenBack) {
  std::string input = hello();
  for (int id = 100; id < 200; ++id) {
    input += frame(std::to_string(id), "no/such/method") +
             frame("", "$/cancelRequest", R"({"id":)" + std::to_string(id) + "}");
  }
  const Session session(input + frame("", "$/cancelRequest", R"({"id":12345})") + bye());
  for (int id = 100; id < 200; ++id) {
    EXPECT_THAT(session.error_of(id), testing::AnyOf(testing::Optional(-32800), testing::Optional(-32601)))
        << id;
  }
  EXPECT_EQ(session.exit, 0);
}

}  // namespace
}  // namespace enact::lsp::test
