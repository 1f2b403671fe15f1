// Credit codes: the published sample of the standard's algorithm, and every single slip is caught.
#include "base/credit_code.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace enact {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

TEST(CreditCode, KnownCodes) {
  // Worked by hand: only the first weight (1) and the second (3) meet other digits than 0.
  EXPECT_EQ(credit_code_check("91000000000000000"), 'K');  // 9*1 + 1*3 = 12, 31 - 12 = 19
  EXPECT_EQ(credit_code_check("00000000000000000"), '0');  // 0: the remainder 31 is written 0
  EXPECT_EQ(credit_code_check("Y0000000000000000"), '1');  // 30: 31 - 30 = 1
  EXPECT_EQ(credit_code_check("00100000000000000"), 'N');  // 9: 31 - 9 = 22
  EXPECT_EQ(credit_code_check("00010000000000000"), '4');  // 27: 31 - 27 = 4
  EXPECT_EQ(credit_code_check("00001000000000000"), 'C');  // 81 mod 31 = 19, 31 - 19 = 12
  EXPECT_FALSE(credit_code_fault("91000000000000000K").has_value());
}

TEST(CreditCode, NamesTheFault) {
  EXPECT_EQ(credit_code_fault(""), CreditCodeFault::length);
  EXPECT_EQ(credit_code_fault("91000000000000000"), CreditCodeFault::length);
  EXPECT_EQ(credit_code_fault("91000000000000000K0"), CreditCodeFault::length);
  EXPECT_EQ(credit_code_fault("9100000000000000IK"), CreditCodeFault::symbol);
  EXPECT_EQ(credit_code_fault("91000000000000000j"), CreditCodeFault::symbol);
  EXPECT_EQ(credit_code_fault("９1000000000000000K"), CreditCodeFault::symbol);
  EXPECT_EQ(credit_code_fault("91000000000000000J"), CreditCodeFault::check);
  EXPECT_FALSE(credit_code_check("9100000000000000").has_value());
  EXPECT_FALSE(credit_code_check("9100000000000000O").has_value());
}

RC_GTEST_PROP(CreditCodeProperties, AnyOneWrongCharacterIsFound, ()) {
  std::string code;
  for (int at = 0; at < 17; ++at) {
    code.push_back(alphabet[*rc::gen::inRange<std::size_t>(0, alphabet.size())]);
  }
  code.push_back(credit_code_check(code).value());
  RC_ASSERT(!credit_code_fault(code).has_value());
  const auto place = *rc::gen::inRange<std::size_t>(0, 18);
  const char other = alphabet[*rc::gen::inRange<std::size_t>(0, alphabet.size())];
  RC_PRE(code[place] != other);
  code[place] = other;
  RC_ASSERT(credit_code_fault(code) == CreditCodeFault::check);
}

}  // namespace
}  // namespace enact
