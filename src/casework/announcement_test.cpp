#include "casework/announcement.hpp"

#include <gtest/gtest.h>

#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using namespace test;

AnnouncementRequest window(const Date& opens, std::optional<Date> closes = std::nullopt) {
  return {.policy = "sample-town",
          .provision = "a1",
          .unit = {},
          .number = "样科〔2026〕3号",
          .opens = opens,
          .closes = closes,
          .contact = "张科长 0000-1234",
          .note = {}};
}

class Announcing : public ::testing::Test {
 protected:
  std::expected<Announcement, store::Fault> announce(const Person& person,
                                                     const AnnouncementRequest& request) {
    return town.step(
        [&](store::Transaction& tx) { return casework::announce(tx, town.library, person, request); });
  }
  // A draft that lacks nothing.
  std::string draft() {
    const std::string id = town.open().value().case_id;
    town.attach(id).value();
    town.pay_into(id).value();
    return id;
  }
  Date in(int days) { return town.today().add_days(days).value(); }

  Town town;
};

TEST_F(Announcing, AnEarlyApplicationIsToldWhenAndKeepsItsDraft) {
  ASSERT_TRUE(announce(handler, window(in(3), in(30))));
  const std::string id = draft();
  const auto early = town.submit(id);
  EXPECT_EQ(code(early), "casework.not-open-yet");
  EXPECT_NE(early.error().message.zh.find(in(3).to_string()), std::string::npos);
  EXPECT_NE(early.error().help.zh.find("张科长"), std::string::npos);
  town.days(3);
  EXPECT_EQ(code(town.submit(id)), "");
  town.expect_sound();
}

TEST_F(Announcing, ALateApplicationIsToldSoAndTheLastDayCounts) {
  ASSERT_TRUE(announce(handler, window(town.today(), in(2))));
  const std::string id = draft();
  town.days(2);
  EXPECT_FALSE(town.read(
      [&](const store::Reader& reader) { return out_of_window(reader, "sample-town", "a1", town.today()); }));
  town.days(1);
  EXPECT_EQ(code(town.submit(id)), "casework.window-closed");
  town.expect_sound();
}

TEST_F(Announcing, WhatWasSentBackCameInTime) {
  ASSERT_TRUE(announce(handler, window(town.today(), in(2))));
  const std::string id = draft();
  town.submit(id).value();
  town.take(handler, id, "受理", "return", "请补正").value();
  town.days(3);
  EXPECT_EQ(code(town.submit(id)), "");
}

TEST_F(Announcing, ANewOneTakesThePlaceOfTheOldAndOneWithdrawnIsGone) {
  ASSERT_TRUE(announce(handler, window(in(3), in(4))));
  ASSERT_TRUE(announce(handler, window(town.today())));
  const auto standing = [&] {
    return town.read([](const store::Reader& reader) { return announcements(reader); });
  };
  ASSERT_EQ(standing().size(), 1U);
  EXPECT_EQ(standing().front().opens, town.today());
  EXPECT_EQ(standing().front().last_day(), *Date::make(town.today().year, 12, 31));
  EXPECT_EQ(standing().front().unit, "市科局");
  const auto withdraw = [&] {
    return town.space.database().write([&](store::Transaction& tx) -> store::StepResult {
      auto done = withdraw_announcement(tx, town.library, handler, "sample-town", "a1", town.today().year);
      if (!done) return std::unexpected(done.error());
      return "";
    });
  };
  EXPECT_TRUE(withdraw());
  EXPECT_TRUE(standing().empty());
  EXPECT_EQ(code(withdraw()), "casework.no-announcement");
  town.expect_sound();
}

TEST_F(Announcing, IsForTheUnitThatLeads) {
  EXPECT_EQ(code(announce(officer("税二", "市税局", identity::Role::handler), window(in(1)))),
            "casework.not-permitted");
  EXPECT_EQ(code(announce(approver, window(in(1)))), "casework.not-permitted");
  EXPECT_EQ(code(announce(Person{}, window(in(1)))), "casework.not-permitted");
  auto elsewhere = window(in(1));
  elsewhere.provision = "none";
  EXPECT_EQ(code(announce(handler, elsewhere)), "casework.no-provision");
}

TEST_F(Announcing, RefusesAWindowThatCannotBe) {
  EXPECT_EQ(code(announce(handler, window(in(5), in(4)))), "casework.bad-window");
  EXPECT_EQ(code(announce(handler, window(in(5), in(400)))), "casework.bad-window");
  auto nobody = window(in(5));
  nobody.contact = "  ";
  EXPECT_EQ(code(announce(handler, nobody)), "casework.contact-missing");
  auto endless = window(in(5));
  endless.note = std::string(7000, 'x');
  EXPECT_EQ(code(announce(handler, endless)), "casework.text-too-long");
}

}  // namespace
}  // namespace enact::casework
