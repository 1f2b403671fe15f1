// Letters: issued after what they speak of, by whom they are to be issued, numbered without a gap, kept.
#include "casework/letters.hpp"

#include <cairo.h>
#include <gtest/gtest.h>

#include <future>

#include "casework/test_short_town.hpp"
#include "policy/image.hpp"

namespace enact::casework {
namespace {

using namespace test;

std::string seal_png() {
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 40, 40);
  std::string png;
  cairo_surface_write_to_png_stream(
      surface,
      [](void* to, const unsigned char* from, unsigned int length) {
        static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(from), length);
        return CAIRO_STATUS_SUCCESS;
      },
      &png);
  cairo_surface_destroy(surface);
  return png;
}

struct Letters : testing::Test {
  Letters() {
    town.step([&](store::Transaction& tx) -> std::expected<int, store::Fault> {
      const std::string image = policy::to_image(package_files(), "policies/sample-town");
      EXPECT_TRUE(store::publish_image(tx, package()->hash, "sample-town", store::as_bytes(image)));
      return 0;
    });
  }
  std::vector<std::string> offers(const Person& person, const std::string& id) {
    std::vector<std::string> out;
    const auto found = list(person, id);
    for (const auto& one : found->offers) out.push_back(one.letter);
    return out;
  }
  std::expected<CaseLetters, store::Fault> list(const Person& person, const std::string& id) {
    return town.read(
        [&](const store::Reader& reader) { return case_letters(reader, town.library, person, id); });
  }
  std::expected<std::string, store::Fault> issue(const Person& person, const std::string& id,
                                                 const std::string& letter) {
    return town.step(
        [&](store::Transaction& tx) { return issue_letter(tx, town.library, person, id, letter); });
  }
  std::expected<store::Blob, store::Fault> content(const Person& person, const std::string& id,
                                                   const std::string& hash) {
    return town.read(
        [&](const store::Reader& reader) { return letter_content(reader, town.library, person, id, hash); });
  }
  std::string set_seal_of(const std::string& unit, const std::string& png) {
    return code(town.step([&](store::Transaction& tx) -> std::expected<int, store::Fault> {
      if (auto set = set_seal(tx, {"管", ""}, unit, store::as_bytes(png)); !set)
        return std::unexpected(set.error());
      return 0;
    }));
  }
  Town town;
};

TEST_F(Letters, AreOfferedAfterWhatTheySpeakOfToThoseWhoIssueThem) {
  const auto id = town.reach("受理");
  EXPECT_TRUE(offers(handler, id).empty());
  town.take(handler, id, "受理", "return", "缺认定证书").value();
  EXPECT_EQ(offers(handler, id), std::vector<std::string>{"补正通知"});
  EXPECT_TRUE(offers(approver, id).empty()) << "another role";
  EXPECT_TRUE(offers(town.applicant, id).empty());
  EXPECT_EQ(code(issue(town.applicant, id, "补正通知")), "casework.no-letter");
  EXPECT_EQ(code(issue(handler, id, "兑现决定")), "casework.no-letter");
  const auto hash = issue(handler, id, "补正通知");
  ASSERT_TRUE(hash) << hash.error().message.en;
  EXPECT_TRUE(offers(handler, id).empty()) << "once for each time";
  EXPECT_EQ(code(issue(handler, id, "补正通知")), "casework.no-letter");
  town.submit(id).value();
  town.take(handler, id, "受理", "return", "证书不清").value();
  EXPECT_EQ(offers(handler, id), std::vector<std::string>{"补正通知"}) << "returned again";
  EXPECT_EQ(list(town.applicant, id)->issued.size(), 1U);
  EXPECT_EQ(content(town.applicant, id, *hash)->media_type, "application/pdf");
  EXPECT_EQ(code(content(Person{"外人", {}}, id, *hash)), "casework.no-case");
  EXPECT_EQ(code(content(handler, id, "none")), "casework.no-letter");
  town.expect_sound();
}

TEST_F(Letters, AStampedCopyIsKeptBesideWhatWasIssued) {
  const auto id = town.reach("受理");
  town.take(handler, id, "受理", "return", "缺认定证书").value();
  const std::string issued = issue(handler, id, "补正通知").value();
  const auto stamp = [&](const Person& person, const std::string& hash, std::string_view pdf) {
    return code(town.step([&](store::Transaction& tx) -> std::expected<int, store::Fault> {
      auto kept = stamp_letter(tx, town.library, person, id, hash, store::as_bytes(pdf));
      if (!kept) return std::unexpected(kept.error());
      return 0;
    }));
  };
  EXPECT_TRUE(list(handler, id)->issued.at(0).may_stamp);
  EXPECT_FALSE(list(town.applicant, id)->issued.at(0).may_stamp);
  EXPECT_EQ(stamp(town.applicant, issued, "%PDF-1.7 mine"), "casework.no-letter");
  EXPECT_EQ(stamp(approver, issued, "%PDF-1.7 another role"), "casework.no-letter");
  EXPECT_EQ(stamp(handler, "none", "%PDF-1.7 x"), "casework.no-letter");
  EXPECT_EQ(stamp(handler, issued, "no pdf"), "casework.not-pdf");
  EXPECT_EQ(list(handler, id)->issued.at(0).stamped, "");
  EXPECT_EQ(stamp(handler, issued, "%PDF-1.7 first"), "");
  EXPECT_EQ(stamp(handler, issued, "%PDF-1.7 better"), "");
  const std::string stamped = list(town.applicant, id)->issued.at(0).stamped;
  const auto shown = content(town.applicant, id, stamped);
  ASSERT_TRUE(shown);
  EXPECT_EQ(std::string(shown->content.begin(), shown->content.end()), "%PDF-1.7 better");
  EXPECT_TRUE(content(town.applicant, id, issued)) << "what was issued stays";
  town.expect_sound();
}

TEST_F(Letters, ADecisionWantsItsSealAndIsNumbered) {
  const auto first = town.reach("财审");
  EXPECT_EQ(code(issue(handler, first, "兑现决定")), "casework.seal-missing");
  EXPECT_EQ(set_seal_of("市科局", "no png"), "casework.bad-seal");
  EXPECT_EQ(set_seal_of("市科局", seal_png()), "");
  ASSERT_TRUE(issue(handler, first, "兑现决定"));
  town.enterprise = town.add_enterprise("91B", "样例二厂", {"C-2"});
  town.applicant.grants = {{identity::Role::applicant, "", town.enterprise}};
  const auto second = town.reach("财审");
  ASSERT_TRUE(issue(handler, second, "兑现决定"));
  EXPECT_EQ(list(handler, first)->issued.at(0).number, "科兑〔2026〕1号");
  EXPECT_EQ(list(handler, second)->issued.at(0).number, "科兑〔2026〕2号");
  town.expect_sound();
}

TEST_F(Letters, NumbersHaveNoGapHoweverManyIssueAtOnce) {
  set_seal_of("市科局", seal_png());
  std::vector<std::string> ids;
  for (int i = 0; i < 6; ++i) {
    const std::string number = std::to_string(i);
    town.enterprise = town.add_enterprise("91X" + number, "厂" + number, {"X-" + number});
    town.applicant.grants = {{identity::Role::applicant, "", town.enterprise}};
    ids.push_back(town.reach("财审"));
  }
  std::vector<std::future<bool>> all;
  for (const auto& id : ids) {
    // Each twice: the second is refused and takes no number.
    for (int i = 0; i < 2; ++i)
      all.push_back(
          std::async(std::launch::async, [this, id] { return issue(handler, id, "兑现决定").has_value(); }));
  }
  int issued = 0;
  for (auto& one : all) issued += one.get() ? 1 : 0;
  EXPECT_EQ(issued, 6);
  const auto places = town.read([](const store::Reader& reader) {
    return reader.all("SELECT place FROM case_letter ORDER BY place", {},
                      [](const store::Row& row) { return row.integer(0); });
  });
  EXPECT_EQ(places, (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6}));
  town.expect_sound();
}

TEST_F(Letters, APublicOneFollowsThePublishedNotice) {
  const auto id = town.reach("公示");
  EXPECT_TRUE(offers(handler, id).empty());
  town.publish(id).value();
  EXPECT_EQ(offers(handler, id), std::vector<std::string>{"公示书"});
  ASSERT_TRUE(issue(handler, id, "公示书"));
  EXPECT_EQ(list(handler, id)->issued.at(0).number, "");
  EXPECT_TRUE(offers(handler, id).empty());
}

// A part that was committed while the rest waits is told of by whom the package says, once for each part.
TEST_F(Letters, APartThatWasCommittedHasALetterEachTime) {
  ShortTown short_of_money(determine::AllocationRule::queue);
  short_of_money.step([&](store::Transaction& tx) -> std::expected<int, store::Fault> {
    const std::string image = policy::to_image(short_town_files("queue", ""), "policies/sample-town");
    EXPECT_TRUE(store::publish_image(tx, short_of_money.library.current()->package("sample-town")->hash,
                                     "sample-town", store::as_bytes(image)));
    return 0;
  });
  const auto id = short_of_money.waiting("91D");
  const auto offers_to = [&](const Person& person) {
    std::vector<std::string> names;
    const auto found = short_of_money.read([&](const store::Reader& reader) {
      return case_letters(reader, short_of_money.library, person, id);
    });
    for (const LetterOffer& one : found->offers) names.push_back(one.letter);
    return names;
  };
  const auto issue_part = [&] {
    return code(short_of_money.step([&](store::Transaction& tx) {
      return issue_letter(tx, short_of_money.library, finance, id, "部分安排告知");
    }));
  };
  EXPECT_TRUE(offers_to(finance).empty());
  EXPECT_EQ(issue_part(), "casework.no-letter");
  short_of_money.appropriate(40'000).value();
  short_of_money.share_out();
  EXPECT_EQ(offers_to(finance), std::vector<std::string>{"部分安排告知"});
  EXPECT_EQ(issue_part(), "");
  EXPECT_TRUE(offers_to(finance).empty()) << "once for each part";
  short_of_money.add_money(10'000);
  short_of_money.share_out();
  EXPECT_EQ(issue_part(), "");
  EXPECT_EQ(issue_part(), "casework.no-letter");
  short_of_money.add_money(10'000);
  short_of_money.share_out();
  short_of_money.add_money(40'000);
  short_of_money.commit(id).value();
  EXPECT_TRUE(offers_to(finance).empty()) << "nothing waits any more";
  short_of_money.expect_sound();
}

TEST(Capitals, AreWrittenAsPaymentsAre) {
  const std::map<std::int64_t, std::string> right = {{0, "零元整"},
                                                     {1, "壹分"},
                                                     {10, "壹角整"},
                                                     {15, "壹角伍分"},
                                                     {100, "壹元整"},
                                                     {105, "壹元零伍分"},
                                                     {1000, "壹拾元整"},
                                                     {10'000'000, "壹拾万元整"},
                                                     {10'000'001, "壹拾万元零壹分"},
                                                     {140'950, "壹仟肆佰零玖元伍角整"},
                                                     {600'714, "陆仟零柒元壹角肆分"},
                                                     {168'032, "壹仟陆佰捌拾元叁角贰分"},
                                                     {10'700'053, "壹拾万柒仟元伍角叁分"},
                                                     {100'000'000, "壹佰万元整"},
                                                     {1'000'000'000'000, "壹佰亿元整"},
                                                     {1'000'001'000'000, "壹佰亿零壹万元整"},
                                                     {10'010'000'100, "壹亿零壹拾万零壹元整"},
                                                     {-100, "负壹元整"}};
  for (const auto& [fen, words] : right) EXPECT_EQ(in_capitals(Fen{fen}), words) << fen;
}

}  // namespace
}  // namespace enact::casework
