// Rendering, word for word: the caret must stand under the token whatever is as wide as two cells.
#include "base/diagnostic.hpp"

#include <gtest/gtest.h>

namespace enact {
namespace {

Location place(const SourcePtr& source, std::string_view token) {
  const std::size_t begin = source->text().find(token);
  EXPECT_NE(begin, std::string_view::npos);
  return Location{source, Span{begin, begin + token.size()}};
}

TEST(Diagnostic, PointsAtTheTokenUnderWideCharacters) {
  const auto source = std::make_shared<const Source>("p/policy.md", "when:\n  在本市登记: 企业.登记第 = 1\n");
  Diagnostic diagnostic;
  diagnostic.code = "feel.unknown-name";
  diagnostic.message = {"没有名为 `企业.登记第` 的名称", "unknown name `企业.登记第`"};
  diagnostic.location = place(source, "企业.登记第");
  diagnostic.help = {"是否想写 `企业.登记地`？", "did you mean `企业.登记地`?"};
  EXPECT_EQ(render(diagnostic, Language::en),
            "p/policy.md:2:10: error: unknown name `企业.登记第` [feel.unknown-name]\n"
            "      2 |   在本市登记: 企业.登记第 = 1\n"
            "        |               ^^^^^^^^^^^\n"
            "    help: did you mean `企业.登记地`?\n");
  EXPECT_EQ(render(diagnostic, Language::zh),
            "p/policy.md:2:10: 错误: 没有名为 `企业.登记第` 的名称 [feel.unknown-name]\n"
            "      2 |   在本市登记: 企业.登记第 = 1\n"
            "        |               ^^^^^^^^^^^\n"
            "    建议: 是否想写 `企业.登记地`？\n");
}

TEST(Diagnostic, LabelsShowASecondPlace) {
  const auto source = std::make_shared<const Source>("f.yaml", "a: 1\na: 2\n");
  Diagnostic diagnostic;
  diagnostic.severity = Severity::warning;
  diagnostic.code = "yaml.duplicate";
  diagnostic.message = {"重复的键 `a`", "duplicate key `a`"};
  diagnostic.location = Location{source, Span{5, 6}};
  diagnostic.labels.push_back({Location{source, Span{0, 1}}, {"首次出现在此", "first here"}});
  EXPECT_EQ(render(Diagnostics{diagnostic}, Language::en),
            "f.yaml:2:1: warning: duplicate key `a` [yaml.duplicate]\n"
            "      2 | a: 2\n"
            "        | ^\n"
            "f.yaml:1:1: note: first here\n"
            "      1 | a: 1\n"
            "        | ^\n");
}

TEST(Diagnostic, WithoutAPlaceItIsOneLine) {
  Diagnostic diagnostic;
  diagnostic.message = {"", "no such folder `x`"};
  diagnostic.code = "policy.missing";
  EXPECT_EQ(render(diagnostic, Language::en), "error: no such folder `x` [policy.missing]\n");
  EXPECT_EQ(render(diagnostic, Language::zh), "错误: no such folder `x` [policy.missing]\n");
}

TEST(Diagnostic, EmptySpansTabsAndSeveralLines) {
  const auto source = std::make_shared<const Source>("t", "\tab\ncd");
  const auto marks = [&](Span span) {
    Diagnostic diagnostic;
    diagnostic.message = {"错", "wrong"};
    diagnostic.location = Location{source, span};
    const std::string text = render(diagnostic, Language::en);
    const std::size_t last = text.rfind('|');
    return text.substr(last);
  };
  EXPECT_EQ(marks(Span{1, 1}), "| \t^\n");
  EXPECT_EQ(marks(Span{1, 6}), "| \t^^\n");  // to the end of the first line only
  EXPECT_EQ(marks(Span{6, 6}), "|   ^\n");   // the end of the text
}

TEST(Diagnostic, OnlyErrorsAreErrors) {
  Diagnostic diagnostic;
  diagnostic.severity = Severity::warning;
  EXPECT_FALSE(has_errors({diagnostic}));
  diagnostic.severity = Severity::error;
  EXPECT_TRUE(has_errors({Diagnostic{Severity::note, "", {}, {}, {}, {}}, diagnostic}));
  EXPECT_FALSE(has_errors({}));
}

}  // namespace
}  // namespace enact
