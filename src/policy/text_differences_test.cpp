// Texts compared: words marked, paragraphs found again; what is marked gives both texts back.
#include "policy/text_differences.hpp"

#include <gtest/gtest.h>

#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace enact::policy {
namespace {

TEST(TextDifferences, MarksTheChangedWords) {
  EXPECT_EQ(marked(word_differences("市财政给予10万元奖励。", "市财政给予20万元叠加奖励。")),
            "市财政给予[-10-]{+20+}万元{+叠加+}奖励。");
  EXPECT_EQ(marked(word_differences("", "新")), "{+新+}");
  EXPECT_EQ(marked(word_differences("同", "同")), "同");
}

TEST(TextDifferences, FindsParagraphsAgain) {
  const auto found = paragraph_differences({"标题", "第一条给予10万元奖励", "第二条", "结尾"},
                                           {"标题", "第一条给予20万元奖励", "结尾", "附则"});
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(marked(found[0].pieces), "第一条给予[-10-]{+20+}万元奖励");
  EXPECT_EQ(found[0].before, 2U);
  EXPECT_EQ(found[0].after, 2U);
  EXPECT_EQ(found[1].before, 3U);
  EXPECT_EQ(found[1].after, 0U);
  EXPECT_EQ(found[2].before, 0U);
  EXPECT_EQ(found[2].after, 4U);
}

RC_GTEST_PROP(TextDifferences, GiveBothTextsBack, ()) {
  const auto text = [] {
    const auto letters = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 5));
    static const char* const all[] = {"给", "予", "1", "万", "。"};
    std::string made;
    for (const int letter : letters) made += all[letter];
    return made;
  };
  const std::string before = text();
  const std::string after = text();
  std::string old_text;
  std::string new_text;
  for (const TextPiece& piece : word_differences(before, after)) {
    if (piece.kind != TextPiece::Kind::added) old_text += piece.text;
    if (piece.kind != TextPiece::Kind::removed) new_text += piece.text;
  }
  RC_ASSERT(old_text == before);
  RC_ASSERT(new_text == after);
}

}  // namespace
}  // namespace enact::policy
