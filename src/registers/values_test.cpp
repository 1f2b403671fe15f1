// Values from requests, cells and events: one meaning, one order.
#include "registers/values.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "registers/test_package.hpp"

namespace enact::registers::test {
namespace {

class Fields : public testing::Test {
 protected:
  std::string cell(const char* register_id, const char* field, const char* text) {
    const auto read = read_cell(book, *book.find(register_id)->field(field), text);
    return read ? (read->is_null() ? "-" : determine::fact_value_json(*read)) : "! " + read.error().en;
  }
  Book book{sample_package()};
};

TEST_F(Fields, AreReadFromCells) {
  EXPECT_EQ(cell("权利", "评估值", " 1,234.50 "), "1234.5");
  EXPECT_EQ(cell("权利", "评估值", "1.234"),
            "! `Appraised value` is money: at most two decimals (to the fen)");
  EXPECT_EQ(cell("权利", "授权日", "2026/03/10"), "\"2026-03-10\"");
  EXPECT_EQ(cell("权利", "领域", "Machinery"), "\"机械\"");
  EXPECT_EQ(cell("权利", "领域", ""), "-");
  EXPECT_EQ(cell("权利", "编号", "ZL00000000000A"), "! `Number` must fit ZL[0-9]{12}");
  EXPECT_EQ(cell("诉求", "承办单位", "市教局"), "\"市教局\"");
  EXPECT_EQ(cell("诉求", "承办单位", "教育"), "! `Unit in charge` is no unit: `教育`");
  EXPECT_EQ(cell("预约", "起", "2026-04-01 09:00"), "\"2026-04-01T09:00:00\"");
  EXPECT_EQ(cell("诉求", "评分", "6"), "! `Rating` must not be more than 5");
}

TEST_F(Fields, ComeBackFromEventsAsTheyWere) {
  const policy::Register& made = *book.find("权利");
  const std::string text =
      R"({"名称":"阀门","评估值":90071992547409.93,"授权日":"2026-03-10","联系人":"王五"})";
  const Values values = stored_values(made, text);
  EXPECT_EQ(values_json(made, values), text);
  EXPECT_EQ(values_json(made, values, /*shown=*/true),
            R"({"名称":"阀门","评估值":90071992547409.93,"授权日":"2026-03-10"})");
}

RC_GTEST_PROP(OrderOfValues, IsThatOfNumbers, (std::int32_t a, std::int32_t b)) {
  const auto number = [](std::int32_t millis) { return *Decimal(millis).divide(Decimal(1000)); };
  RC_ASSERT((*order_key(feel::Value(number(a))) < *order_key(feel::Value(number(b)))) == (a < b));
}

}  // namespace
}  // namespace enact::registers::test
