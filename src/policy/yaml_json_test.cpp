// What read_json() makes of JSON is what YAML's reader makes of it.
#include "policy/yaml_json.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace enact::policy::yaml {
namespace {

void expect_same(const Node& a, const Node& b, const std::string& text) {
  ASSERT_EQ(a.kind, b.kind) << text;
  EXPECT_EQ(a.span.begin, b.span.begin) << text;
  EXPECT_EQ(a.span.end, b.span.end) << text;
  EXPECT_EQ(a.text, b.text) << text;
  EXPECT_EQ(a.flow, b.flow) << text;
  EXPECT_EQ(a.offsets, b.offsets) << text;
  if (a.is_scalar()) {
    EXPECT_EQ(a.style, b.style) << text;
  }
  ASSERT_EQ(a.items.size(), b.items.size()) << text;
  for (std::size_t i = 0; i < a.items.size(); ++i) expect_same(a.items[i], b.items[i], text);
  ASSERT_EQ(a.entries.size(), b.entries.size()) << text;
  for (std::size_t i = 0; i < a.entries.size(); ++i) {
    expect_same(a.entries[i].key, b.entries[i].key, text);
    expect_same(a.entries[i].value, b.entries[i].value, text);
  }
}

std::optional<Node> json(const std::string& text) {
  return read_json(std::make_shared<const Source>("fact", text));
}

class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed) {}
  std::string value(int depth) {
    static constexpr const char* scalars[] = {
        "null",      "true",          "false",           "0",
        "-0",        "12.50",         "-1.5e+10",        "3E7",
        R"("")",     R"("市科局")",   R"("2026-02-01")", R"(" two  blanks ")",
        R"("null")", R"("a: b # c")", R"("'")",          R"("[1]")"};
    switch (depth > 3 ? 2 : below(4)) {
      case 0:
        return listed('[', ']', [&] { return value(depth + 1); });
      case 1: {
        int number = 0;
        return listed('{', '}', [&] {
          return "\"k" + std::to_string(number++) + "\"" + blank() + ":" + blank() + value(depth + 1);
        });
      }
      default:
        return scalars[below(std::size(scalars))];
    }
  }

 private:
  std::size_t below(std::size_t most) { return random_() % most; }
  std::string blank() { return below(3) == 0 ? " " : ""; }
  template <class Make>
  std::string listed(char open, char close, Make make) {
    std::string text(1, open);
    const std::size_t count = below(4);
    for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? blank() : blank() + "," + blank()) + make();
    return text + blank() + close;
  }
  std::mt19937 random_;
};

TEST(YamlJson, IsReadAsYamlReadsIt) {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    const std::string text = Writer(seed).value(0);
    const auto fast = json(text);
    ASSERT_TRUE(fast) << text;
    const Read slow = read(std::make_shared<const Source>("fact", text));
    ASSERT_TRUE(slow.root && slow.diagnostics.empty()) << text;
    expect_same(*fast, *slow.root, text);
    if (HasFatalFailure()) return;
  }
}

TEST(YamlJson, LeavesToYamlWhatYamlHasToJudge) {
  std::string deep(200, '[');
  for (const std::string& text : {std::string(),
                                  std::string("{\"a\":1,\"a\":2}"),
                                  std::string(R"("a\n")"),
                                  std::string("\"a\nb\""),
                                  std::string("plain"),
                                  std::string("01"),
                                  std::string("1."),
                                  std::string("1e"),
                                  std::string("--1"),
                                  std::string("[1,]"),
                                  std::string("{1:2}"),
                                  std::string("{\"a\" 1}"),
                                  std::string("[1] 2"),
                                  std::string("\"open"),
                                  std::string("{open: true}"),
                                  std::string("nul"),
                                  deep,
                                  "{\"" + std::string(2000, 'k') + "\":1}",
                                  std::string("\"\x01\""),
                                  std::string("\"\xff\"")}) {
    EXPECT_FALSE(json(text)) << text;
  }
}

}  // namespace
}  // namespace enact::policy::yaml
