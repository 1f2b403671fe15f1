// Entries from draft to end, by the declarations of the made-up town.
#include "registers/registers.hpp"

#include <gmock/gmock.h>

#include "registers/test_town.hpp"

namespace enact::registers::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(SampleRegisters, AreInOrder) {
  EXPECT_EQ(render(load_sample().diagnostics, Language::en), "");
}

// Worked example: a right pledged on 03-01 cannot be pledged on 04-01; released on 05-01, it can.
TEST(Pledges, NeverCoverARightTwice) {
  Town town;
  const std::string right = town.right();
  ASSERT_EQ(town.status(right), "有效");
  const auto first = town.pledge(right, "2026-03-01");
  ASSERT_TRUE(first.has_value()) << first.error().message.en;
  const auto second = town.pledge(right, "2026-04-01");
  EXPECT_EQ(code(second), "register.overlap");
  EXPECT_THAT(second.error().message.zh, HasSubstr("该权利已质押"));
  ASSERT_EQ(code(town.take(keeper, first->id, "登记", "release", R"({"止":"2026-05-01"})")), "");
  EXPECT_EQ(town.status(first->id), "解除");
  EXPECT_EQ(code(town.pledge(right, "2026-05-01")), "");
  town.expect_sound();
}

TEST(Pledges, AreOfRightsThatStandAndAreOnesOwn) {
  Town town;
  const std::string right = town.right();
  const auto theirs =
      town.open(town.other, "质押", town.second,
                fmt::format(R"({{"事由":"贷款","标的":"{}","金额":1,"起":"2026-03-01"}})", right));
  EXPECT_EQ(code(theirs), "register.reference-owner");
  const auto dear =
      town.open(town.owner, "质押", town.first,
                fmt::format(R"({{"事由":"贷款","标的":"{}","金额":1000000.51,"起":"2026-03-01"}})", right));
  EXPECT_EQ(code(dear), "register.check");
  const auto pledged = town.pledge(right, "2026-03-01");
  ASSERT_EQ(code(pledged), "");
  // A right does not vanish from under its pledge.
  EXPECT_EQ(code(town.take(keeper, right, "有效", "cancel", "", "误登")), "register.referred");
  ASSERT_EQ(code(town.take(keeper, pledged->id, "登记", "enforce")), "");
  ASSERT_EQ(code(town.take(keeper, right, "有效", "cancel", "", "误登")), "");
  EXPECT_EQ(code(town.pledge(right, "2026-06-01")), "register.reference-state");
  EXPECT_EQ(code(town.open(town.owner, "质押", town.first, R"({"标的":"nothing"})")),
            "register.no-such-entry");
  town.expect_sound();
}

// Worked example: 09:00 to 11:00 and 10:59 to 12:00 clash; 11:00 to 12:00 does not.
TEST(Bookings, NeverOverlap) {
  Town town;
  const std::string instrument = town.instrument();
  ASSERT_EQ(code(town.book(town.owner, town.first, instrument, "2026-04-01T09:00", "2026-04-01T11:00")), "");
  EXPECT_EQ(code(town.book(town.other, town.second, instrument, "2026-04-01T10:59", "2026-04-01T12:00")),
            "register.overlap");
  EXPECT_EQ(code(town.book(town.other, town.second, instrument, "2026-04-01T11:00", "2026-04-01T12:00")), "");
  EXPECT_EQ(code(town.book(town.other, town.second, instrument, "2026-04-01T13:00", "2026-04-01T13:00")),
            "register.empty-span");
  // In another zone the same moments clash.
  EXPECT_EQ(
      code(town.book(town.other, town.second, instrument, "2026-04-01T02:30:00Z", "2026-04-01T02:45:00Z")),
      "register.overlap");
  const auto spans = town.read([&](const store::Reader& reader) {
    return calendar(reader, town.catalogue, nobody, policy_id, "预约", instrument, *Date::parse("2026-04-01"),
                    *Date::parse("2026-04-01"));
  });
  ASSERT_TRUE(spans.has_value());
  ASSERT_EQ(spans->size(), 2U);
  EXPECT_EQ(spans->at(0).starts, *Instant::parse("2026-04-01T01:00:00Z"));
  EXPECT_THAT(spans->at(0).title, testing::StartsWith("R2026-"));  // the purpose is not for everybody
  town.expect_sound();
}

// Whatever the program asks first, the database itself refuses.
TEST(Spans, AreGuardedByTheDatabase) {
  Town town;
  const auto insert = [&](const char* entry, std::int64_t starts, std::int64_t ends, std::int64_t amount) {
    try {
      town.space.connection()->run_script(fmt::format(
          "INSERT INTO register_span (entry, scope, key, starts, ends, amount, bound) VALUES ('{}', "
          "'s', 'k', {}, {}, {}, 10)",
          entry, starts, ends, amount));
      return true;
    } catch (const store::DatabaseError&) {
      return false;
    }
  };
  EXPECT_TRUE(insert("a", 0, 100, 6));
  EXPECT_TRUE(insert("b", 50, 60, 4));
  EXPECT_FALSE(insert("c", 55, 70, 1));
  EXPECT_TRUE(insert("d", 60, 70, 4));
  EXPECT_FALSE(insert("e", -10, 200, 1));
  EXPECT_TRUE(insert("f", 100, 200, 10));
  EXPECT_FALSE(insert("g", 5, 5, 1));
}

TEST(Shares, NeverPassTheBound) {
  Town town;
  const std::string expert = town.open(keeper, "专家", "", R"({"姓名":"李工"})").value().id;
  const auto appoint = [&](const std::string& share, const std::string& from, const std::string& last) {
    auto opened = town.open(town.owner, "聘任", town.first,
                            fmt::format(R"({{"事由":"顾问","专家":"{}","份额":{},"起":"{}","止":"{}"}})",
                                        expert, share, from, last));
    return opened ? town.take(town.owner, opened->id, "申请", "submit") : opened;
  };
  EXPECT_EQ(code(appoint("0.6", "2026-01-01", "2026-06-30")), "");
  EXPECT_EQ(code(appoint("0.4", "2026-03-01", "2026-03-31")), "");
  EXPECT_EQ(code(appoint("0.1", "2026-03-31", "2026-05-31")), "register.above");
  EXPECT_EQ(code(appoint("0.4", "2026-04-01", "2026-12-31")), "");  // the last day was included
  EXPECT_EQ(code(appoint("0.6", "2026-07-01", "2026-12-31")), "");
  EXPECT_EQ(code(appoint("0.0000001", "2026-08-01", "2026-08-31")), "register.share");
  EXPECT_EQ(code(appoint("1.5", "2027-08-01", "2027-08-31")), "register.bad-value");
  town.expect_sound();
}

TEST(Entries, AreCheckedAsTheyAreWritten) {
  Town town;
  const auto open = [&](const std::string& values) {
    return town.open(town.owner, "权利", town.first, values);
  };
  EXPECT_EQ(code(open(R"({"编号":"ZL1"})")), "register.bad-value");
  EXPECT_EQ(code(open(R"({"领域":"农业"})")), "register.bad-value");
  EXPECT_EQ(code(open(R"({"评估值":-1})")), "register.bad-value");
  EXPECT_EQ(code(open(R"({"评估值":1.005})")), "register.bad-value");
  EXPECT_EQ(code(open(R"({"授权日":"2026-02-30"})")), "register.bad-value");
  EXPECT_EQ(code(open(R"({"名子":"x"})")), "register.unknown-field");
  EXPECT_EQ(code(open(R"({"期限天数":3})")), "register.not-entered-here");
  EXPECT_EQ(code(open(R"({"授权日":"2026-02-01","到期日":"2026-01-01"})")), "register.check");
  const auto draft = open(R"({"名称":"阀门","评估值":"90071992547409.93"})");
  ASSERT_TRUE(draft.has_value());
  EXPECT_EQ(draft->status, "draft");
  EXPECT_THAT(town.detail(town.owner, draft->id).row.values, HasSubstr("90071992547409.93"));
  EXPECT_EQ(code(town.take(town.owner, draft->id, "申报", "submit")), "register.missing");
  EXPECT_THAT(town.detail(town.owner, draft->id).missing, ElementsAre("编号", "授权日"));
  EXPECT_EQ(code(town.change(town.owner, draft->id, R"({"编号":"ZL000000000009","授权日":"2026-01-05"})")),
            "");
  EXPECT_EQ(code(town.take(town.owner, draft->id, "申报", "submit")), "");
  // A draft blocks nobody; what has been submitted does.
  const auto same = open(R"({"名称":"阀门","编号":"ZL000000000009","授权日":"2026-01-05"})");
  ASSERT_TRUE(same.has_value());
  EXPECT_EQ(code(town.take(town.owner, same->id, "申报", "submit")), "register.not-unique");
  EXPECT_EQ(code(town.take(keeper, draft->id, "审核", "reject", "", "不符")), "");
  EXPECT_EQ(code(town.take(town.owner, same->id, "申报", "submit")), "");
  town.expect_sound();
}

TEST(Entries, AreSeenByThoseWhomTheyConcern) {
  Town town;
  const auto draft = town.open(town.owner, "权利", town.first, R"({"名称":"阀门","联系人":"王五"})");
  const auto seen = [&](const Person& person) { return town.list(person, "权利")->total; };
  EXPECT_EQ(seen(town.owner), 1);
  EXPECT_EQ(seen(keeper), 0);
  EXPECT_EQ(seen(auditor), 0);
  EXPECT_EQ(seen(town.other), 0);
  ASSERT_EQ(code(town.change(town.owner, draft->id, R"({"编号":"ZL000000000009","授权日":"2026-01-05"})")),
            "");
  EXPECT_EQ(code(town.change(town.other, draft->id, "{}")), "register.no-entry");
  ASSERT_EQ(code(town.take(town.owner, draft->id, "申报", "submit")), "");
  EXPECT_EQ(seen(keeper), 1);
  EXPECT_EQ(seen(industry), 1);  // asked for its opinion in general
  EXPECT_EQ(seen(education), 0);
  EXPECT_EQ(seen(nobody), 0);
  ASSERT_EQ(code(town.take(keeper, draft->id, "审核", "accept")), "");
  ASSERT_EQ(code(town.publish(draft->id)), "");
  EXPECT_EQ(seen(nobody), 1);  // under notice
  town.days(7);
  ASSERT_EQ(code(town.take(keeper, draft->id, "公示", "close")), "");
  const auto shown = town.list(nobody, "权利");
  ASSERT_EQ(shown->entries.size(), 1U);
  EXPECT_THAT(shown->entries[0].values, Not(HasSubstr("王五")));
  EXPECT_THAT(town.list(keeper, "权利")->entries[0].values, HasSubstr("王五"));
  const EntryDetail detail = town.detail(nobody, draft->id);
  EXPECT_TRUE(detail.timeline.empty());
  EXPECT_TRUE(detail.options.empty());
  EXPECT_TRUE(detail.versions.empty());
  EXPECT_EQ(code(town.list(nobody, "聘任")), "register.no-register");
}

// Nobody else sees such a register, but a notice is for everybody: who comes by its entry finds the register
// too.
TEST(Entries, UnderNoticeAreForEverybodyWhateverTheRegister) {
  Town town;
  const std::string id = town.open(town.owner, "荐举", town.first, R"({"人选":"李四"})").value().id;
  const auto met = [&](const Person& person) {
    const auto all = town.read([&](const store::Reader& reader) {
      return list_registers(reader, town.catalogue, person, town.today());
    });
    return std::ranges::any_of(all, [](const RegisterView& one) { return one.made->id == "荐举"; });
  };
  ASSERT_EQ(code(town.take(town.owner, id, "申报", "submit")), "");
  ASSERT_EQ(code(town.take(keeper, id, "审核", "accept")), "");
  EXPECT_FALSE(met(nobody));
  EXPECT_TRUE(met(keeper));
  ASSERT_EQ(code(town.publish(id)), "");
  EXPECT_TRUE(met(nobody));
  EXPECT_EQ(town.list(nobody, "荐举")->total, 1);
  town.days(7);
  ASSERT_EQ(code(town.take(keeper, id, "公示", "close")), "");
  EXPECT_FALSE(met(nobody));
}

TEST(Entries, AreCorrectedWithAReasonAndKeepEveryVersion) {
  Town town;
  const std::string right = town.right();
  EXPECT_EQ(code(town.change(town.owner, right, R"({"评估值":2})")), "register.not-permitted");
  EXPECT_EQ(code(town.change(keeper, right, R"({"评估值":2})")), "procedure.reason-required");
  EXPECT_EQ(code(town.change(keeper, right, R"({"评估值":2})", "重新评估")), "");
  const EntryDetail detail = town.detail(keeper, right);
  ASSERT_EQ(detail.versions.size(), 2U);
  EXPECT_THAT(detail.versions[0].values, HasSubstr("1000000.5"));
  EXPECT_EQ(detail.versions[1].reason, "重新评估");
  EXPECT_EQ(detail.versions[1].valid_from, town.today().to_string());
  // Withdrawing is no way out of the register.
  const auto withdrawn =
      town.step([&](store::Transaction& tx) { return town.books.withdraw(tx, town.owner, right, "不要了"); });
  EXPECT_EQ(code(withdrawn), "register.too-late-to-withdraw");
  town.expect_sound();
}

TEST(Entries, AreObjectedToUnderNotice) {
  Town town;
  const std::string id = town.open(town.owner, "权利", town.first,
                                   R"({"名称":"阀","编号":"ZL000000000002","授权日":"2026-01-05"})")
                             .value()
                             .id;
  EXPECT_EQ(code(town.object(id)), "register.no-entry");
  town.take(town.owner, id, "申报", "submit").value();
  town.take(keeper, id, "审核", "accept").value();
  town.publish(id).value();
  const auto objected = town.object(id);
  ASSERT_TRUE(objected.has_value());
  town.days(7);
  EXPECT_EQ(code(town.take(keeper, id, "公示", "close")), "procedure.objection-open");
  EXPECT_EQ(town.detail(keeper, id).objections.at(0).contact, "13800000000");
  const auto kept = town.space.database().read(
      [](const store::Reader& reader) { return reader.text("SELECT contact FROM register_contact", {}); });
  EXPECT_FALSE(store::KeyRing::sealed_by(*kept).empty()) << "sealed at rest";
  EXPECT_EQ(town.detail(town.owner, id).objections.at(0).contact, "");
  const auto answered = town.step([&](store::Transaction& tx) {
    return town.books.answer_objection(tx, keeper, {id, objected->made, true, "属实", ""});
  });
  EXPECT_EQ(code(answered), "");
  EXPECT_EQ(town.status(id), "审核");
  town.expect_sound();
}

TEST(Facts, FollowTheStatesOfEntries) {
  Town town;
  const auto facts = [&] {
    std::string all;
    for (const store::Fact& fact : town.read([&](const store::Reader& reader) {
           return store::facts_known_at(reader, town.first, town.space.clock.now());
         })) {
      all += fact.name + "=" + fact.value + (fact.open ? "…" : "") + " " + fact.attested_by + "\n";
    }
    return all;
  };
  const std::string right = town.right("ZL000000000001");
  EXPECT_EQ(facts(),
            "有权利=true 市科局\n"
            "认定=[{\"类别\":\"权利\",\"日期\":\"2026-02-01\",\"编号\":\"ZL000000000001\"}] 市科局\n");
  const std::string second = town.right("ZL000000000002");
  EXPECT_THAT(facts(), HasSubstr("ZL000000000002"));
  town.take(keeper, right, "有效", "cancel", "", "误登").value();
  EXPECT_EQ(facts(),
            "有权利=true 市科局\n"
            "认定=[{\"类别\":\"权利\",\"日期\":\"2026-02-01\",\"编号\":\"ZL000000000002\"}] 市科局\n");
  town.take(keeper, second, "有效", "cancel", "", "误登").value();
  EXPECT_EQ(facts(), "有权利=null 市科局\n认定=[] 市科局\n");
  town.expect_sound();
}

TEST(Ladders, AreClimbedStepByStepAndLapse) {
  Town town;
  const auto apply = [&](const std::string& level, const std::string& from, const std::string& score) {
    const std::string id = town.open(town.owner, "工厂", town.first,
                                     fmt::format(R"({{"名称":"一厂","层级":"{}","起":"{}"}})", level, from))
                               .value()
                               .id;
    town.take(town.owner, id, "申报", "submit").value();
    return std::pair(id, town.take(keeper, id, "评估", "grant", fmt::format(R"({{"得分":{}}})", score)));
  };
  EXPECT_EQ(code(apply("先进级", "2026-03-10", "90").second), "register.ladder");
  const auto [basic, granted] = apply("基础级", "2026-03-10", "60");
  ASSERT_EQ(code(granted), "");
  EXPECT_THAT(town.detail(keeper, basic).row.values, HasSubstr("\"止\":\"2029-03-09\""));
  EXPECT_EQ(code(apply("先进级", "2026-03-12", "79").second), "register.criterion");
  EXPECT_EQ(code(apply("卓越级", "2026-03-12", "99").second), "register.ladder");
  town.days(30);
  const auto [advanced, promoted] = apply("先进级", "2026-04-01", "80");
  ASSERT_EQ(code(promoted), "") << promoted.error().message.en;
  EXPECT_EQ(town.status(basic), "晋级");
  EXPECT_THAT(town.detail(keeper, basic).row.values, HasSubstr("\"止\":\"2026-03-31\""));
  EXPECT_EQ(town.status(advanced), "持有");
  EXPECT_EQ(code(apply("基础级", "2026-04-02", "60").second), "register.ladder");
  town.days(366 * 3);
  EXPECT_EQ(town.turn().lapsed, 1);
  EXPECT_EQ(town.status(advanced), "届满");
  EXPECT_EQ(town.turn().entries, 0);
  town.expect_sound();
}

TEST(Terms, EndByTheTurnOfTheDay) {
  Town town;
  const std::string right = town.right("ZL000000000001", R"(,"到期日":"2026-04-30")");
  const auto draft = town.open(town.owner, "权利", town.first, R"({"名称":"草稿"})");
  ASSERT_TRUE(draft.has_value());
  EXPECT_EQ(town.turn().entries, 0);
  town.days(20);
  town.turn();
  town.days(80);
  const RegisterTurn turn = town.turn();
  EXPECT_EQ(turn.failed, 0);
  EXPECT_EQ(town.status(right), "到期");
  EXPECT_EQ(town.detail(town.owner, draft->id).row.status, "失效");
  town.expect_sound();
}

TEST(Needs, AreHandedToTheUnitInChargeAndNotLost) {
  Town town;
  const std::string id = town.open(town.owner, "诉求", town.first, R"({"标题":"用地"})").value().id;
  town.take(town.owner, id, "提出", "submit").value();
  EXPECT_EQ(code(town.take(education, id, "办理", "answer")), "register.no-entry");
  EXPECT_EQ(code(town.take(keeper, id, "分派", "dispatch")), "register.missing");
  ASSERT_EQ(code(town.take(keeper, id, "分派", "dispatch", R"({"承办单位":"市教局"})")), "");
  EXPECT_EQ(town.list(education, "诉求")->total, 1);
  EXPECT_EQ(town.list(industry, "诉求").error().code, "register.no-register");
  town.days(10);
  const RegisterTurn turn = town.turn();
  EXPECT_EQ(turn.escalated, 1);
  const Person supervision = officer("督一", "市督办", identity::Role::handler);
  EXPECT_EQ(town.list(supervision, "诉求")->total, 1);
  EXPECT_EQ(code(town.take(education, id, "办理", "answer")), "register.missing");
  EXPECT_EQ(code(town.take(education, id, "办理", "answer", R"({"标题":"改"})")),
            "register.not-entered-here");
  ASSERT_EQ(code(town.take(education, id, "办理", "answer", R"({"答复":"已协调"})")), "");
  EXPECT_EQ(code(town.take(town.owner, id, "评价", "rate", R"({"评分":9})")), "register.bad-value");
  ASSERT_EQ(code(town.take(town.owner, id, "评价", "rate", R"({"评分":5})")), "");
  EXPECT_EQ(town.status(id), "已评价");
  town.expect_sound();
}

TEST(Attachments, AreKeptWithTheEntry) {
  Town town;
  const std::string right = town.right();
  const std::string pdf = "%PDF-1.7 a certificate";
  const store::BytesView bytes(reinterpret_cast<const std::uint8_t*>(pdf.data()), pdf.size());
  const auto attach = [&](const Person& person, store::BytesView content) {
    return town.step(
        [&](store::Transaction& tx) { return town.books.attach(tx, person, {right, "证书.pdf", content}); });
  };
  EXPECT_EQ(code(attach(keeper, bytes.subspan(1))), "register.attachment-type");
  const auto done = attach(keeper, bytes);
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(code(attach(town.owner, bytes)), "register.not-permitted");
  EXPECT_EQ(town.detail(town.owner, right).attachments.at(0).name, "证书.pdf");
  const auto content = [&](const Person& person) {
    return town.read([&](const store::Reader& reader) {
      return attachment(reader, town.catalogue, person, right, done->made);
    });
  };
  EXPECT_TRUE(content(town.owner).has_value());
  EXPECT_FALSE(content(nobody).has_value());
  town.expect_sound();
}

}  // namespace
}  // namespace enact::registers::test
