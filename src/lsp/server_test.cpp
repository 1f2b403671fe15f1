// The life of a session, its documents, and diagnostics while typing.
#include "lsp/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "lsp/test_client.hpp"
#include "lsp/test_package.hpp"

namespace enact::lsp::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::optional<int> error_of(const json::object& answer) {
  return int_member(answer, {"error", "code"});
}

TEST(LspServer, HasALifeInOrder) {
  Client client;
  EXPECT_EQ(error_of(client.call("textDocument/hover", json::object())), -32002);
  client.tell("textDocument/didOpen", json::object());  // dropped
  EXPECT_THAT(client.start().at("serverInfo").at("name").as_string(), testing::Eq("enact"));
  EXPECT_EQ(error_of(client.call("initialize", json::object())), -32600);
  EXPECT_EQ(error_of(client.call("textDocument/fold", json::object())), -32601);
  EXPECT_EQ(error_of(client.call("textDocument/hover", json::object())), -32602);
  EXPECT_EQ(
      error_of(client.call("textDocument/hover", json::parse(R"({"textDocument":{"uri":"file:///no/such.md"},
                                                 "position":{"line":0,"character":0}})"))),
      -32602);
  EXPECT_TRUE(client.ask("shutdown", nullptr).is_null());
  EXPECT_EQ(error_of(client.call("shutdown", nullptr)), -32600);
  client.tell("exit", nullptr);
  EXPECT_EQ(client.finished(), 0);
}

TEST(LspServer, AnswersMessagesThatAreNone) {
  Client client;
  client.start();
  client.received.clear();
  client.send(json::parse(R"({"jsonrpc":"2.0","id":7})"));
  client.send(json::parse("[1, 2]"));
  client.send(json::parse(R"({"id":{},"method":"shutdown"})"));
  ASSERT_EQ(client.received.size(), 3u);
  for (const json::object& each : client.received) EXPECT_EQ(error_of(each), -32600);
  client.send(json::parse(R"({"id":7,"result":null})"));  // an answer to nothing
  EXPECT_EQ(client.received.size(), 3u);
}

TEST(LspServer, AgreesOnTheEncoding) {
  EXPECT_EQ(Client().start("en").at("capabilities").at("positionEncoding"), "utf-16");
  EXPECT_EQ(Client().start("en", {"utf-32", "utf-8"}).at("capabilities").at("positionEncoding"), "utf-8");
}

TEST(LspDiagnostics, AreThoseOfThePackageWhileTyping) {
  Client client;
  client.start();
  client.open("policy.md");
  client.type("policy.md", "企业.营业收入 > 100万元", "企业.营业收人 > 100万元");
  EXPECT_THAT(client.diagnostics("policy.md"), Contains("feel.unknown-name: 营业收人"));
  client.type("policy.md", "企业.营业收人 > 100万元", "企业.营业收入 > 100万人");
  EXPECT_THAT(client.diagnostics("policy.md"), Contains(HasSubstr("feel.un")));
  client.type("policy.md", "企业.营业收入 > 100万人", "企业.营业收入 > 100万元");
  EXPECT_THAT(client.diagnostics("policy.md"), IsEmpty());
}

TEST(LspDiagnostics, CountAstralCharactersAsTheEditorDoes) {
  Client client;
  client.start();
  client.open("policy.md");
  client.type("policy.md", "and 𠮷利 and sum(", "and 𠮷利 and 𠮷 and sum(");
  EXPECT_THAT(client.diagnostics("policy.md"), ElementsAre("feel.unknown-name: 𠮷"));
}

TEST(LspDiagnostics, SpeakTheLanguageOfTheEditor) {
  for (const auto& [locale, words, help] :
       {std::tuple{"en-GB", "unknown name `企业.营业收人`", "\nhelp: did you mean"},
        std::tuple{"zh-CN", "不认识的名称", "\n建议：是否指"}}) {
    Client client;
    client.start(locale);
    client.open("policy.md");
    client.type("policy.md", "企业.营业收入 > 100万元", "企业.营业收人 > 100万元");
    const std::string said = json::serialize(client.received.back());
    EXPECT_THAT(said, HasSubstr(std::string_view(locale) == "en-GB" ? "unknown name" : words));
    const json::value& first = client.received.back().at("params").at("diagnostics").at(0);
    EXPECT_THAT(std::string(first.at("message").as_string()), HasSubstr(help));
    EXPECT_EQ(first.at("severity"), 1);
    EXPECT_EQ(first.at("source"), "enact");
  }
}

TEST(LspDiagnostics, ShowTheOtherPlaceOfADuplicate) {
  Client client;
  client.start();
  client.open("policy.md");
  client.type("policy.md", "provision: 1b", "provision: 1a");
  // What mentions 1b elsewhere is told, too.
  const auto told = std::ranges::find_if(client.received, [](const json::object& each) {
    const json::value* params = each.if_contains("params");
    return params != nullptr && params->is_object() && params->as_object().contains("diagnostics") &&
           params->at("uri").as_string() == uri_of(path("policy.md")) &&
           !params->at("diagnostics").as_array().empty();
  });
  ASSERT_NE(told, client.received.end());
  const json::value& first = told->at("params").at("diagnostics").at(0);
  const json::value& related = first.at("relatedInformation").at(0);
  EXPECT_EQ(related.at("message"), "it occurs first here");
  EXPECT_EQ(client.text_at("policy.md", related.at("location").at("range")), "1a");
}

TEST(LspDiagnostics, LayBuffersOverTheFilesOnDisk) {
  Client client;
  client.start();
  client.open("policy.md");
  client.open("vocabulary.yaml");
  client.type("vocabulary.yaml", "营业收入:", "年收入:");
  EXPECT_THAT(client.diagnostics("policy.md"), Contains("feel.unknown-name: 营业收入"));
  client.tell("textDocument/didClose",
              json::object{{"textDocument", json::object{{"uri", uri_of(path("vocabulary.yaml"))}}}});
  client.idle();
  EXPECT_THAT(client.diagnostics("policy.md"), IsEmpty());  // as on disk again
}

TEST(LspDiagnostics, CoverTheFilesOfUsedPackages) {
  Client client;
  client.start();
  client.open("policy.md");
  client.open(shared_file);
  client.type(shared_file, "en: Registrations", "an: Registrations");
  EXPECT_THAT(client.diagnostics(shared_file), ElementsAre("policy.unknown-key: an"));
  client.type(shared_file, "an: Registrations", "en: Registrations");
  EXPECT_THAT(client.diagnostics(shared_file), IsEmpty());
}

TEST(LspDiagnostics, FollowFilesThatChangeOnDisk) {
  Client client;
  client.start();
  client.open("policy.md");
  client.files.texts[path("units.yaml")] = "市科技局: { en: Science, nature: bureau }\n";
  client.tell(
      "workspace/didChangeWatchedFiles",
      json::object{{"changes", json::array{json::object{{"uri", uri_of(path("units.yaml"))}, {"type", 2}}}}});
  client.idle();
  EXPECT_THAT(client.diagnostics("policy.md"), Contains(HasSubstr("policy.unknown-unit")));
}

TEST(LspDiagnostics, LookOnlyAtTheLastOfSeveralChanges) {
  Client client;
  client.start();
  client.open("policy.md");
  client.received.clear();
  for (int i = 0; i < 5; ++i) {
    client.tell(
        "textDocument/didChange",
        json::object{{"textDocument", json::object{{"uri", uri_of(path("policy.md"))}, {"version", 10 + i}}},
                     {"contentChanges", json::array{json::object{{"text", client.text("policy.md")}}}}});
  }
  client.idle();
  client.idle();
  for (const json::object& each : client.received) EXPECT_EQ(int_member(each, {"params", "version"}), 14);
}

TEST(LspDiagnostics, BearAnythingThatIsTyped) {
  Client client;
  client.start();
  client.open("policy.md");
  const std::string whole = client.text("policy.md");
  const auto replace_all = [&](const std::string& text) {
    client.tell(
        "textDocument/didChange",
        json::object{{"textDocument", json::object{{"uri", uri_of(path("policy.md"))}, {"version", 2}}},
                     {"contentChanges", json::array{json::object{{"text", text}}}}});
    client.idle();
    const json::object anywhere{{"textDocument", json::object{{"uri", uri_of(path("policy.md"))}}},
                                {"position", json::object{{"line", 50}, {"character", 8}}}};
    for (const char* method : {"textDocument/completion", "textDocument/hover", "textDocument/definition",
                               "textDocument/documentSymbol"}) {
      EXPECT_TRUE(client.call(method, anywhere).contains("result")) << method;
    }
  };
  for (std::size_t size = 0; size < whole.size(); size += 97) replace_all(whole.substr(0, size));
  replace_all(std::string("\0", 1) + whole);
  replace_all("---\nid: [\n---\n```yaml\nprovision: {{{\n```\n");
  replace_all(whole);
  EXPECT_THAT(client.diagnostics("policy.md"), IsEmpty());
}

TEST(LspDocuments, TakeChangesOutOfRange) {
  Client client;
  client.start();
  client.open("policy.md");
  const std::string uri = uri_of(path("policy.md"));
  const auto change = [&](const std::string& changed_uri, const json::value& range, std::string_view text) {
    client.tell(
        "textDocument/didChange",
        json::object{{"textDocument", json::object{{"uri", changed_uri}, {"version", 9}}},
                     {"contentChanges", json::array{json::object{{"range", range}, {"text", text}}}}});
    client.idle();
  };
  // Behind the last line: the end of the text.
  change(uri, json::parse(R"({"start":{"line":9999,"character":3},"end":{"line":99999,"character":0}})"),
         "\n```yaml\nprovision: 9\n```\n");
  EXPECT_THAT(client.diagnostics("policy.md"), Contains(HasSubstr("policy.missing-key")));
  client.received.clear();
  change("file:///nowhere.md", json::object(), "x");
  ASSERT_EQ(client.received.size(), 1u);
  EXPECT_EQ(text_member(client.received[0], {"method"}), "window/logMessage");
  change(uri, "no range at all", "");  // from the beginning to the beginning
  client.tell("textDocument/didChange", json::array{1, 2});
  EXPECT_EQ(error_of(client.call("shutdown", nullptr)), std::nullopt);
}

TEST(LspDocuments, CheckAnExpressionAlone) {
  Client client;
  client.start();
  client.open("/tmp/a.feel", "if income > 10 then 1");
  EXPECT_THAT(client.diagnostics("/tmp/a.feel"), ElementsAre(HasSubstr("feel.syntax")));
  client.type("/tmp/a.feel", "then 1", "then 1 else 0");
  EXPECT_THAT(client.diagnostics("/tmp/a.feel"), IsEmpty());  // names are whoever's who evaluates it
  EXPECT_THAT(client.hover("/tmp/a.feel", "if |income"), "");
  client.type("/tmp/a.feel", "else 0", "else su");
  EXPECT_THAT(client.complete("/tmp/a.feel", "else su|"), Contains("sum"));
}

std::string model(std::string_view name, std::string_view inside) {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" namespace="urn:)" +
         std::string(name) + R"(" name=")" + std::string(name) + R"(">)" + std::string(inside) +
         "</definitions>";
}

TEST(LspDocuments, CheckADmnModelAlone) {
  Client client;
  client.start();
  client.open("/tmp/a.dmn", model("a", R"(
  <decision id="x" name="x"><variable name="x"/><literalExpression><text>1 +</text></literalExpression></decision>)"));
  EXPECT_THAT(client.diagnostics("/tmp/a.dmn"), Contains(HasSubstr("feel.syntax")));
  client.type("/tmp/a.dmn", "1 +<", "1 + 1<");
  EXPECT_THAT(client.diagnostics("/tmp/a.dmn"), IsEmpty());
  client.type("/tmp/a.dmn", "</text>", "</txt>");
  EXPECT_THAT(client.diagnostics("/tmp/a.dmn"), testing::Not(IsEmpty()));
}

TEST(LspDocuments, FindTheModelsThatAModelImports) {
  Client client;
  client.start();
  const std::string importing = model("a", R"(
  <import name="b" namespace="urn:b" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
  <decision id="x" name="x"><variable name="x"/><literalExpression><text>1</text></literalExpression></decision>)");
  client.open("/tmp/a.dmn", importing);
  EXPECT_THAT(client.diagnostics("/tmp/a.dmn"), Contains(HasSubstr("dmn.missing-import")));
  client.files.texts["/tmp/b.dmn"] = model("b", "");
  client.type("/tmp/a.dmn", "<text>1<", "<text>2<");
  EXPECT_THAT(client.diagnostics("/tmp/a.dmn"), IsEmpty());
}

}  // namespace
}  // namespace enact::lsp::test
