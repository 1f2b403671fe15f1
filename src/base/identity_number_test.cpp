#include "base/identity_number.hpp"

#include <gtest/gtest.h>

#include <string>

namespace enact {
namespace {

// The standard's own examples.
TEST(IdentityNumber, FitsItsCheckCharacter) {
  EXPECT_TRUE(is_identity_number("11010519491231002X"));
  EXPECT_TRUE(is_identity_number("440524188001010014"));
}

TEST(IdentityNumber, RefusesWhatIsNone) {
  for (const char* number : {"", "11010519491231002", "110105194912310020", "11010519491231002x",
                             "11010519491331002X", "1101051949123100 X", "440524188001010015"}) {
    EXPECT_FALSE(is_identity_number(number)) << number;
  }
}

TEST(IdentityNumber, NoticesEachWrongDigit) {
  const std::string good = "440524188001010014";
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string wrong = good;
      wrong[at] = digit;
      EXPECT_EQ(is_identity_number(wrong), wrong == good) << wrong;
    }
  }
}

TEST(IdentityNumber, IsFoundAndMaskedWithinAText) {
  EXPECT_FALSE(holds_identity_number(""));
  EXPECT_FALSE(holds_identity_number("440524188001010015"));
  EXPECT_FALSE(holds_identity_number("A440524188001010014")) << "a part of something longer";
  EXPECT_FALSE(holds_identity_number("4405241880010100140"));
  EXPECT_TRUE(holds_identity_number("440524188001010014"));
  EXPECT_TRUE(holds_identity_number(R"([{"号码":"440524188001010014"}])"));
  EXPECT_EQ(mask_identity_numbers("440524188001010014"), "440***********0014");
  EXPECT_EQ(mask_identity_numbers("甲440524188001010014,11010519491231002X。440524188001010015"),
            "甲440***********0014,110***********002X。440524188001010015");
  EXPECT_EQ(mask_identity_numbers("nothing"), "nothing");
}

}  // namespace
}  // namespace enact
