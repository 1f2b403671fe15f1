// A batch that is made of what can be paid, with what cannot left out and named.
#include <gtest/gtest.h>

#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using namespace test;

// Another enterprise's case that is to be paid; the subject's id in `subject`.
std::string another(Town& town, const std::string& number, std::string& subject) {
  subject = town.add_enterprise(number, "样例" + number, {"C-" + number});
  town.enterprise = subject;
  town.applicant = {"企业" + number, {{identity::Role::applicant, "", subject}}};
  return town.reach("支付");
}

TEST(BatchMaking, WhatCannotBePaidIsLeftOutAndNamed) {
  Town town;
  std::string subject;
  const std::string paid = town.reach("支付");
  const std::string busy = another(town, "96A", subject);
  town.batch({busy}).value();
  const std::string own = another(town, "96B", subject);
  Person officer = maker;
  officer.grants.push_back({identity::Role::applicant, "", subject});
  const auto make = [&](const std::vector<std::string>& ids) {
    return town.step([&](store::Transaction& tx) { return make_batch(tx, town.library, officer, ids); });
  };
  EXPECT_EQ(code(make({busy, own})), "casework.nothing-payable") << "nothing is left to be paid";
  EXPECT_EQ(code(make({own})), "casework.own-case");
  const auto batch = make({busy, paid, own}).value();
  ASSERT_EQ(batch.lines.size(), 1U);
  EXPECT_EQ(batch.lines.front().case_id, paid);
  EXPECT_EQ(batch.total, Fen{100'000'00});
  const auto left_out = town.read([&](const store::Reader& reader) {
    return left_out_of(reader, casework::batch(reader, maker, batch.id).value());
  });
  ASSERT_EQ(left_out.size(), 2U);
  EXPECT_EQ(left_out[0].case_id, busy);
  EXPECT_NE(left_out[0].because.en.find("another batch"), std::string::npos) << left_out[0].because.en;
  EXPECT_EQ(left_out[0].name, "样例96A");
  EXPECT_EQ(left_out[1].case_id, own);
  // Whoever may pay it puts it into the next one.
  EXPECT_EQ(town.batch({own}).value().lines.size(), 1U);
  town.expect_sound();
}

}  // namespace
}  // namespace enact::casework
