// What a unit attests stands until a unit attests something else, whatever is declared later and in whatever
// order things arrive.
#include <gmock/gmock.h>

#include <algorithm>
#include <optional>
#include <random>
#include <set>

#include "base/text.hpp"
#include "casework/replay.hpp"
#include "casework/roster.hpp"
#include "casework/test_town.hpp"
#include "determine/elements.hpp"
#include "determine/explanation.hpp"
#include "determine/explanation_json.hpp"
#include "determine/subject_view.hpp"

namespace enact::casework {
namespace {

using namespace test;
using ::testing::HasSubstr;

constexpr const char* certificate = R"({"类别":"示范企业","日期":"2026-02-01","证书编号":"C-1")";

std::string enter(Town& town, const std::string& unit, FactEntry entry) {
  return code(town.step([&](store::Transaction& tx) {
    return enter_fact(tx, town.library, {unit.empty() ? "企业一" : "某人", unit}, town.enterprise, entry);
  }));
}

SubjectFacts taken(Town& town, Taken which = Taken::all) {
  return town
      .read([&](const store::Reader& reader) {
        return facts_of(reader, *town.library.current(), town.enterprise, town.today(),
                        town.space.clock.now(), which);
      })
      .value();
}

// The value by which expressions see a fact today, and where it is from.
std::string seen(Town& town, const std::string& name, Taken which = Taken::all) {
  const SubjectFacts facts = taken(town, which);
  const auto& model = town.library.current()->determiner().model();
  const auto view = determine::view_subject(facts.facts.subjects.front(), *model.subject("企业"),
                                            {.on = town.today(), .known_on = town.today()}, false, {});
  const auto* from = view.provenance_of(name);
  return determine::fact_value_json(*view.context.context()->find(name)) + " " +
         (from == nullptr ? "" : from->attested_by);
}

std::vector<CautionView> cautions(Town& town, const std::string& case_id) {
  return town.detail(auditor, case_id).value().cautions;
}

TEST(Standing, ALaterDeclarationDoesNotOutrankAnAttestation) {
  Town town;
  const Date before = town.today();
  ASSERT_EQ(enter(town, "市税局", {.name = "营业收入", .value = "100"}), "");
  EXPECT_EQ(seen(town, "营业收入"), "100 市税局");
  town.days(40);
  ASSERT_EQ(enter(town, "", {.name = "营业收入", .value = "900", .valid_from = before}), "");
  EXPECT_EQ(seen(town, "营业收入"), "100 市税局");
  ASSERT_EQ(enter(town, "市税局", {.name = "营业收入", .value = "900", .valid_from = before}), "");
  EXPECT_EQ(seen(town, "营业收入"), "900 市税局");
  town.expect_sound();
}

TEST(Standing, WhatIsAttestedForAnotherTimeDoesNotStandForThis) {
  Town town;
  const auto day = [](int year, int month, int of_month) { return Date::make(year, month, of_month); };
  ASSERT_EQ(
      enter(
          town, "市税局",
          {.name = "营业收入", .value = "100", .valid_from = day(2025, 1, 1), .valid_to = day(2025, 12, 31)}),
      "");
  ASSERT_EQ(enter(town, "", {.name = "营业收入", .value = "900", .valid_from = day(2026, 1, 1)}), "");
  EXPECT_EQ(seen(town, "营业收入"), "900 ") << "of another year, as declared";
  ASSERT_EQ(enter(town, "市税局", {.name = "营业收入", .value = "300", .valid_from = day(2099, 1, 1)}), "");
  EXPECT_EQ(seen(town, "营业收入"), "900 ") << "what is to come is attested for later";
}

TEST(Standing, AnAttestedValueThatCannotBeReadIsUnknownWhateverIsDeclared) {
  Town town;
  town.step([&](store::Transaction& tx) {
        return store::add_fact(tx, {.subject_id = town.enterprise,
                                    .name = "营业收入",
                                    .value = R"("many")",
                                    .source = store::FactSource::attested,
                                    .attested_by = "市税局"});
      })
      .value();
  ASSERT_EQ(enter(town, "", {.name = "营业收入", .value = "900"}), "");
  EXPECT_EQ(seen(town, "营业收入"), "null ");
  EXPECT_EQ(taken(town).unreadable.size(), 1U);
}

TEST(Standing, ListsKeepTheirAttestedItems) {
  Town town;
  const std::string declared = fmt::format(
      R"([{}, "有效期至":"2030-01-01"}}, {{"类别":"示范企业","日期":"2026-02-20","证书编号":"C-9"}}])",
      certificate);
  ASSERT_EQ(enter(town, "", {.name = "认定", .value = declared, .valid_from = town.today()}), "");
  const SubjectFacts facts = taken(town);
  const auto& all = facts.facts.subjects.front().facts;
  const auto list =
      std::ranges::find_if(all, [](const determine::Fact& fact) { return fact.name == "认定"; });
  ASSERT_NE(list, all.end());
  EXPECT_EQ(determine::fact_value_json(list->value),
            fmt::format(R"([{}}},{{"类别":"示范企业","日期":"2026-02-20","证书编号":"C-9"}}])", certificate));
  EXPECT_EQ(list->provenance.attested_by, "") << "not as a whole";
  EXPECT_EQ(seen(town, "认定", Taken::attested),
            fmt::format(R"([{},"有效期至":null}}] 市科局)", certificate));
  // What is due by attested facts alone can be confirmed without an application all the same.
  std::vector<bool> confirmable;
  const SubjectSpace space = town.own_space();
  for (const Entitlement& one : space.entitlements)
    if (one.provision == "a1") confirmable.push_back(one.confirmable);
  EXPECT_THAT(confirmable, ::testing::ElementsAre(true, false));
  EXPECT_EQ(code(town.open("a1", Mode::confirm)), "");
}

// Who stands for each item of the recognitions that a claim of the award rests on: "C-1 市科局".
std::vector<std::string> sources_of_claims(Town& town) {
  const auto made = town.read([&](const store::Reader& reader) {
    return determine_record(reader, *town.library.current(), town.enterprise, town.today(),
                            town.space.clock.now());
  });
  std::vector<std::string> found;
  for (const determine::Claim& claim : made->determination.subjects.front().provisions.front().claims) {
    std::set<std::string> by;
    for (const determine::ConditionResult& one : claim.conditions)
      for (const determine::FactRead& fact : one.facts)
        if (fact.path.starts_with("企业.认定[")) by.insert(fact.provenance.attested_by);
    for (const std::string& one : by) found.push_back(claim.matter.parts.back() + " " + one);
  }
  return found;
}

TEST(Standing, EachItemOfAListSaysWhoStandsForIt) {
  Town town;
  ASSERT_EQ(enter(town, "市督办",
                  {.name = "认定", .value = R"([{"类别":"示范企业","日期":"2026-02-10","证书编号":"C-2"}])"}),
            "");
  ASSERT_EQ(enter(town, "",
                  {.name = "认定", .value = R"([{"类别":"示范企业","日期":"2026-02-20","证书编号":"C-9"}])"}),
            "");
  EXPECT_THAT(sources_of_claims(town), ::testing::UnorderedElementsAre("C-1 市科局", "C-2 市督办", "C-9 "));
  // A case that rests on an attested item rests on nothing declared; what is pinned says the same again.
  std::string key;
  for (const Entitlement& one : town.own_space().entitlements)
    if (one.matter_key.ends_with(text::matter_form("C-1"))) key = one.matter_key;
  const auto opened = town.step([&](store::Transaction& tx) {
    return town.cases.open_case(tx, town.applicant, {town.enterprise, "sample-town", "a1", key, Mode::apply});
  });
  ASSERT_TRUE(opened) << opened.error().message.en;
  town.attach(opened->case_id).value();
  town.pay_into(opened->case_id).value();
  town.submit(opened->case_id).value();
  for (const ReplayedStep& step :
       town.read([&](const store::Reader& reader) { return replay_cases(reader, town.library, ""); }))
    EXPECT_EQ(step.outcome, ReplayOutcome::identical);
  const determine::Facts facts = taken(town).facts;
  const auto again =
      determine::read_facts(std::make_shared<const Source>("facts.json", determine::facts_json(facts)),
                            town.library.current()->determiner().model());
  ASSERT_TRUE(again.diagnostics.empty()) << render(again.diagnostics, Language::en);
  EXPECT_EQ(determine::facts_json(again.facts), determine::facts_json(facts));
}

TEST(Standing, TheReasonsOfACaseSayOfEachItemWhoAttestedIt) {
  Town town;
  ASSERT_EQ(enter(town, "",
                  {.name = "认定", .value = R"([{"类别":"示范企业","日期":"2026-02-20","证书编号":"C-9"}])"}),
            "");
  const auto made = town.read([&](const store::Reader& reader) {
    return determine_record(reader, *town.library.current(), town.enterprise, town.today(),
                            town.space.clock.now());
  });
  const std::string told =
      determine::to_json(determine::explain(made->determination.subjects.front().provisions.front()));
  EXPECT_THAT(told, HasSubstr("市科局核实"));
  EXPECT_THAT(told, HasSubstr("申报，未经核实"));
  EXPECT_EQ(told.find("市科局、申报"), std::string::npos) << "no mark for the whole list";
}

TEST(Standing, OfficersSeeBothAndTheNewValueCountsOnceItIsAttested) {
  Town town;
  const std::string id = town.reach("受理");
  EXPECT_TRUE(cautions(town, id).empty());
  const std::string other = fmt::format(R"([{}, "有效期至":"2030-01-01"}}])", certificate);
  ASSERT_EQ(enter(town, "", {.name = "认定", .value = other, .valid_from = town.today()}), "");
  ASSERT_EQ(enter(town, "", {.name = "营业收入", .value = "1"}), "");
  const auto told = cautions(town, id);
  ASSERT_EQ(told.size(), 1U) << "nothing is attested of the revenue";
  EXPECT_EQ(told[0].kind, "declared");
  EXPECT_EQ(told[0].fact, "认定");
  EXPECT_EQ(told[0].by, "市科局");
  EXPECT_THAT(told[0].what, HasSubstr("2030-01-01"));
  EXPECT_EQ(told[0].stands.find("2030-01-01"), std::string::npos);
  EXPECT_EQ(told[0].since, town.today());
  const auto entry_of = [&] {
    const SubjectSpace space = town.own_space();
    for (const RecordFact& fact : space.record)
      if (fact.name == "认定") return fact.entries.back();
    return RecordFact::Entry{};
  };
  EXPECT_TRUE(entry_of().differs_from.has_value());

  ASSERT_EQ(enter(town, "市科局", {.name = "认定", .value = other, .valid_from = town.today()}), "");
  EXPECT_TRUE(cautions(town, id).empty());
  EXPECT_THAT(seen(town, "认定"), HasSubstr("2030-01-01"));
  EXPECT_EQ(town.detail(town.applicant, id).value().cautions.size(), 0U);
  town.expect_sound();
}

TEST(Standing, ADeclarationVoidsNoReviewOfWhatIsAttested) {
  Town town;
  const std::string id = town.reach("会审");
  town.take(industry, id, "会审", "agree").value();
  const std::string other = fmt::format(R"([{}, "有效期至":"2030-01-01"}}])", certificate);
  ASSERT_EQ(enter(town, "", {.name = "认定", .value = other, .valid_from = town.today()}), "");
  town.take(tax, id, "会审", "agree").value();
  EXPECT_EQ(town.status(id), "公示") << "neither opinion is asked again";
  for (const ReplayedStep& step :
       town.read([&](const store::Reader& reader) { return replay_cases(reader, town.library, ""); }))
    EXPECT_EQ(step.outcome, ReplayOutcome::identical);
}

// ---- for all records -----------------------------------------------------------------------------------

class AnyRecord {
 public:
  explicit AnyRecord(unsigned seed) : random_(seed) {}

  struct Said {
    std::string unit;  // empty: declared
    FactEntry entry;
  };
  std::vector<Said> some(bool attested, int most) {
    std::vector<Said> all;
    const int count = pick(0, most);
    for (int i = 0; i < count; ++i) all.push_back(attested ? by_unit() : by_subject());
    return all;
  }
  // The two in some order that keeps each one's own.
  std::vector<Said> mixed(const std::vector<Said>& a, const std::vector<Said>& b) {
    std::vector<Said> all;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() || j < b.size()) {
      const bool left = j == b.size() || (i < a.size() && pick(0, 1) == 0);
      all.push_back(left ? a[i++] : b[j++]);
    }
    return all;
  }

 private:
  int pick(int from, int to) { return std::uniform_int_distribution<int>(from, to)(random_); }
  std::optional<Date> day() {
    if (pick(0, 2) == 0) return std::nullopt;
    return Date::make(2026, pick(1, 5), 1);
  }
  FactEntry entry() {
    FactEntry made{.name = pick(0, 1) == 0 ? "营业收入" : "认定", .valid_from = day()};
    if (pick(0, 3) == 0) made.valid_to = Date::make(2026, pick(5, 12), 28);
    if (made.name == "营业收入") {
      made.value = pick(0, 5) == 0 ? "null" : std::to_string(pick(1, 3));
      return made;
    }
    const int items = pick(0, 2);
    for (int i = 0; i < items; ++i) {
      made.value +=
          fmt::format(R"({}{{"类别":"示范企业","日期":"2026-02-0{}","证书编号":"C-{}"{}}})",
                      made.value.empty() ? "" : ",", pick(1, 2), i,
                      pick(0, 1) == 0 ? "" : fmt::format(R"(,"有效期至":"203{}-01-01")", pick(0, 2)));
    }
    made.value = "[" + made.value + "]";
    made.open = pick(0, 2) == 0;
    return made;
  }
  Said by_unit() {
    FactEntry made = entry();
    const std::string unit = made.name == "营业收入" ? (pick(0, 1) == 0 ? "市税局" : "市科局")
                                                     : (pick(0, 1) == 0 ? "市科局" : "市督办");
    return {unit, std::move(made)};
  }
  Said by_subject() { return {"", entry()}; }

  std::mt19937 random_;
};

// What is certain and attested by what was said, as the units' statements alone have it.
struct Certain {
  std::string revenue;
  std::set<std::string> recognitions;
  bool complete = false;
  bool operator==(const Certain&) const = default;
};
Certain certain(Town& town, Taken which) {
  Certain found;
  found.revenue = seen(town, "营业收入", which);
  const SubjectFacts facts = taken(town, which);
  const auto& model = town.library.current()->determiner().model();
  const auto view = determine::view_subject(facts.facts.subjects.front(), *model.subject("企业"),
                                            {.on = town.today(), .known_on = town.today()}, false, {});
  if (const feel::List* list = view.context.context()->find("认定")->list()) {
    for (const feel::Value& item : list->items) found.recognitions.insert(determine::canonical(item));
    found.complete = !list->open;
  }
  return found;
}

TEST(Standing, DeclarationsAloneChangeNothingThatIsCertainAndAttested) {
  unsigned seeds = 40;
  for (unsigned seed = 0; seed < seeds; ++seed) {
    SCOPED_TRACE(seed);
    AnyRecord any(seed);
    const auto attested = any.some(true, 3);
    const auto declared = any.some(false, 3);
    std::optional<Certain> first;
    for (int order = 0; order < 3; ++order) {
      Town town;                                // all on one day: the order of arrival is all that differs
      if (town.space.on_postgres()) seeds = 8;  // making one takes a second there
      for (const auto& [unit, entry] : any.mixed(attested, declared)) ASSERT_EQ(enter(town, unit, entry), "");
      const Certain units = certain(town, Taken::attested);
      const Certain all = certain(town, Taken::all);
      if (units.revenue != "null ") {
        EXPECT_EQ(all.revenue, units.revenue);
      }
      EXPECT_TRUE(std::ranges::includes(all.recognitions, units.recognitions));
      if (units.complete) {
        EXPECT_TRUE(all.complete);
      }
      if (first) {
        EXPECT_TRUE(all == *first);
      }
      first = all;
    }
  }
}

}  // namespace
}  // namespace enact::casework
