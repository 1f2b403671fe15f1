// First check by the unit of the place: who is asked, who sees the case, what is told where the place is not
// known, and that an announcement can turn it on.
#include "casework/places.hpp"

#include <gtest/gtest.h>

#include "casework/announcement.hpp"
#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using namespace test;

// The made-up town with a first check by its townships.
policy::PackagePtr with_places(const std::string& actor, const std::string& use = "") {
  policy::FileSet files = package_files();
  const auto change = [&](const std::string& file, const std::string& from, const std::string& to) {
    std::string& text = files.at("policies/sample-town/" + file);
    const auto at = text.find(from);
    if (at == std::string::npos) throw std::logic_error("not there: " + from);
    text.replace(at, from.size(), to);
  };
  change("units.yaml", "市科局:",
         "水镇: { en: Water, nature: government, areas: [水镇] }\n石镇: { en: Stone, nature: "
         "government, areas: [石镇, 石乡] }\n市科局:");
  change("vocabulary.yaml", "      名称: { type: string, en: Name }",
         "      名称: { type: string, en: Name }\n      所在镇: { type: string, en: Township, attested by: "
         "[市税局] }");
  change("procedures.yaml", "submit: { next: 受理", "submit: { next: 初审");
  change("procedures.yaml", "    - id: 受理\n",
         "    - id: 初审\n      kind: check\n      actor: " + actor + "\n      role: handler\n" + use +
             "      within: 5\n      outcomes:\n        accept: 受理\n        return: { next: 申请, reason: "
             "required }\n    - id: 受理\n");
  const policy::Loaded loaded = policy::load_package(files, "policies/sample-town");
  if (!loaded.ok()) throw std::logic_error(render(loaded.diagnostics, Language::en));
  return loaded.package;
}

const Person water = officer("水一", "水镇", identity::Role::handler);
const Person stone = officer("石一", "石镇", identity::Role::handler);

struct Space {
  explicit Space(const std::string& actor, const std::string& use = "")
      : rules(with_places(actor, use)), town({}, rules) {}

  void lies_in(const std::string& place, const std::string& unit = "") {
    const auto done = town.step([&](store::Transaction& tx) {
      return enter_fact(tx, town.library, {unit.empty() ? town.applicant.account : "官", unit},
                        town.enterprise, {.name = "所在镇", .value = "\"" + place + "\""});
    });
    ASSERT_TRUE(done) << done.error().message.en;
  }
  std::string draft() {
    const std::string id = town.open().value().case_id;
    town.attach(id).value();
    town.pay_into(id).value();
    return id;
  }
  std::size_t in_inbox(const Person& person) {
    return town.read(
        [&](const store::Reader& reader) { return inbox(reader, person, town.today()).entries.size(); });
  }
  std::size_t seen(const Person& person) {
    return town
        .read([&](const store::Reader& reader) { return list_cases(reader, person, {}, town.today()); })
        .cases.size();
  }

  policy::PackagePtr rules;
  Town town;
};

TEST(FirstCheck, IsMadeByTheUnitOfThePlaceAndSeenByNoOther) {
  Space space("{ unit of: 所在镇 }");
  space.lies_in("石乡", "市税局");
  const std::string id = space.draft();
  EXPECT_EQ(space.seen(stone), 0U) << "a draft is its applicant's";
  space.town.submit(id).value();
  EXPECT_EQ(space.town.status(id), "初审");
  EXPECT_EQ(space.in_inbox(stone), 1U);
  EXPECT_EQ(space.seen(stone), 1U);
  EXPECT_EQ(space.in_inbox(water), 0U);
  EXPECT_EQ(space.seen(water), 0U);
  EXPECT_EQ(code(space.town.take(water, id, "初审", "accept")), "casework.no-case");
  EXPECT_EQ(code(space.town.take(handler, id, "初审", "accept")), "procedure.not-your-step");
  space.town.take(stone, id, "初审", "accept").value();
  EXPECT_EQ(space.town.status(id), "受理");
  space.town.advance_to(id, "支付");
  EXPECT_EQ(space.town.status(id), "支付");
  space.town.expect_sound();
}

TEST(FirstCheck, WhereThePlaceIsNotKnownTheApplicantIsToldAndKeepsItsDraft) {
  Space space("{ unit of: 所在镇 }");
  const std::string id = space.draft();
  const auto unknown = space.town.submit(id);
  EXPECT_EQ(code(unknown), "casework.place-unknown");
  EXPECT_NE(unknown.error().help.zh.find("市税局"), std::string::npos) << unknown.error().help.zh;
  space.lies_in("山镇");
  EXPECT_EQ(code(space.town.submit(id)), "casework.place-unknown") << "a place without a unit";
  space.lies_in("水镇", "市税局");
  EXPECT_EQ(code(space.town.submit(id)), "") << "what is attested counts";
  EXPECT_EQ(space.in_inbox(water), 1U);
  space.town.expect_sound();
}

TEST(FirstCheck, GoesToTheLeadWhereDeclared) {
  Space space("{ unit of: 所在镇, otherwise: lead }");
  const std::string id = space.draft();
  space.town.submit(id).value();
  EXPECT_EQ(space.town.status(id), "初审");
  EXPECT_EQ(space.in_inbox(handler), 1U);
  space.town.take(handler, id, "初审", "accept").value();
  space.town.expect_sound();
}

TEST(FirstCheck, AnApplicantThatHasMovedIsCheckedWhereItIs) {
  Space space("{ unit of: 所在镇 }");
  space.lies_in("水镇");
  const std::string id = space.draft();
  space.town.submit(id).value();
  space.town.take(water, id, "初审", "return", "请补正").value();
  space.town.days(1);
  space.lies_in("石镇");
  space.town.submit(id).value();
  EXPECT_EQ(space.in_inbox(stone), 1U);
  EXPECT_EQ(space.in_inbox(water), 0U);
  EXPECT_EQ(space.seen(water), 1U) << "it took part";
  space.town.expect_sound();
}

TEST(FirstCheck, IsInUseOnlyWhereAnnouncedIfDeclaredSo) {
  Space space("{ unit of: 所在镇 }", "      in use: when announced\n");
  const std::string without = space.draft();
  const auto next_of = [&](const std::string& id) {
    return space.town.detail(space.town.applicant, id).value().next.front().step;
  };
  EXPECT_EQ(next_of(without), "受理");
  space.town.submit(without).value();
  EXPECT_EQ(space.town.status(without), "受理");
  space.town
      .step([&](store::Transaction& tx) {
        return space.town.cases.withdraw(tx, space.town.applicant, without, "改日再办");
      })
      .value();

  AnnouncementRequest request{.policy = "sample-town",
                              .provision = "a1",
                              .opens = space.town.today(),
                              .contact = "张科长",
                              .first_check = true};
  space.town.step([&](store::Transaction& tx) { return announce(tx, space.town.library, handler, request); })
      .value();
  space.lies_in("水镇", "市税局");
  const std::string id = space.draft();
  EXPECT_EQ(next_of(id), "初审");
  space.town.submit(id).value();
  EXPECT_EQ(space.in_inbox(water), 1U);
  space.town.expect_sound();
}

TEST(FirstCheck, IsNotAnnouncedWhereTheProcedureHasNone) {
  Town town;
  const AnnouncementRequest request{.policy = "sample-town",
                                    .provision = "a1",
                                    .opens = town.today(),
                                    .contact = "张科长",
                                    .first_check = true};
  EXPECT_EQ(
      code(town.step([&](store::Transaction& tx) { return announce(tx, town.library, handler, request); })),
      "casework.no-first-check");
}

}  // namespace
}  // namespace enact::casework
