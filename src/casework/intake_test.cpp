#include "casework/intake.hpp"

#include <chrono>
#include <cstdio>
#include <set>

#include "casework/test_town.hpp"
#include "sheet/workbook.hpp"

namespace enact::casework::test {
namespace {

using sheet::Table;

Table csv(const std::string& text) {
  auto table = sheet::read_table(text);
  if (!table) throw std::runtime_error(table.error().message.en);
  return std::move(*table);
}

const IntakeRequest items{.type = "企业", .fact = "认定", .unit = "市科局", .evidence = "样科〔2026〕3号"};

class Intake : public ::testing::Test {
 protected:
  IntakePlan preview(const IntakeRequest& request, const Table& table) {
    const ReadIntake read = read_intake(*town.library.current(), request, table);
    return town.read([&](const store::Reader& reader) {
      return plan_intake(reader, *town.library.current(), request, read);
    });
  }
  std::expected<IntakePlan, store::Fault> take(const IntakeRequest& request, const Table& table,
                                               bool good_only = false) {
    const std::string digest = preview(request, table).digest;
    const ReadIntake read = read_intake(*town.library.current(), request, table);
    return town.step([&](store::Transaction& tx) {
      return take_intake(tx, town.library, {"科一", request.unit}, request, read, digest, good_only);
    });
  }
  std::vector<store::Fact> facts(const std::string& code, const std::string& name) {
    return town.read([&](const store::Reader& reader) {
      const auto subject = store::find_subject(reader, "企业", code);
      std::vector<store::Fact> found;
      if (!subject) return found;
      for (auto& fact : store::facts_known_at(reader, subject->id, town.space.clock.now()))
        if (fact.name == name) found.push_back(std::move(fact));
      return found;
    });
  }
  static std::vector<std::string> codes(const IntakePlan& plan) {
    std::vector<std::string> out;
    for (const IntakeRemark& remark : plan.remarks)
      out.push_back(std::to_string(remark.row) + " " + remark.column + " " + remark.code);
    return out;
  }

  Town town;
};

TEST_F(Intake, TakesItemsOfOldAndNewSubjectsOnce) {
  const Table table =
      csv("代码,名称,类别,日期,证书编号\n"
          "91A,样例一厂,示范企业,2026/3/1,C-9\n"
          "91A,样例一厂,示范企业,2026-02-01,C-1\n"  // on record already
          "91NEW,样例新厂,示范企业,2026年3月1日,C-10\n");
  const IntakePlan plan = preview(items, table);
  EXPECT_EQ(codes(plan), std::vector<std::string>{});
  EXPECT_EQ(plan.good_rows, 3);
  EXPECT_EQ(plan.new_subjects, 1);
  EXPECT_EQ(plan.corrections, 1);
  EXPECT_EQ(facts("91NEW", "认定").size(), 0U) << "a preview writes nothing";

  ASSERT_TRUE(take(items, table));
  const auto list = facts("91A", "认定");
  ASSERT_EQ(list.size(), 1U);
  EXPECT_NE(list[0].value.find("C-1\""), std::string::npos);
  EXPECT_NE(list[0].value.find("C-9"), std::string::npos);
  EXPECT_EQ(list[0].evidence, "样科〔2026〕3号");
  const auto made = facts("91NEW", "认定");
  ASSERT_EQ(made.size(), 1U);
  EXPECT_TRUE(made[0].open) << "nobody said that these are all";
  EXPECT_EQ(made[0].attested_by, "市科局");
  EXPECT_EQ(facts("91NEW", "代码")[0].source, store::FactSource::declared) << "the tax unit attests codes";

  const auto again = take(items, table);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->new_facts, 0);
  EXPECT_EQ(again->unchanged, 2);
  EXPECT_EQ(town.space.database().check().size(), 0U);
}

TEST_F(Intake, SaysOfEveryCellWhatIsWrong) {
  const Table table =
      csv("代码,名称,类别,日期,证书编号,有效期至\n"
          ",样例,示范企业,2026-03-01,C-2\n"
          "91B,样例二厂,示犯企业,2026-03-01,C-3\n"
          "91B,样例二厂,示范企业,2026-02-30,C-4\n"
          "91B,样例二厂,示范企业,,C-5\n"
          "91C,,示范企业,2026-03-01,C-6\n"
          "91A,样例一厂,示范企业,2026-02-01,C-1,2029-01-31\n");  // on record without a last day
  const IntakePlan plan = preview(items, table);
  EXPECT_EQ(codes(plan), (std::vector<std::string>{"2 代码 intake.no-identity", "3 类别 facts.unknown-code",
                                                   "4 日期 facts.no-such-date", "5 日期 facts.missing-field",
                                                   "6 名称 intake.no-name", "7  intake.same-thing"}));
  for (const IntakeRemark& remark : plan.remarks) EXPECT_FALSE(remark.help.zh.empty()) << remark.code;
  EXPECT_EQ(plan.good_rows, 0);
  const auto refused = take(items, table);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "casework.intake-faulty");
}

TEST_F(Intake, TakesTheGoodRowsAlone) {
  const Table table =
      csv("代码,名称,类别,日期,证书编号\n"
          "91B,样例二厂,示范企业,2026-03-01,C-3\n"
          "91C,样例三厂,示范企业,昨天,C-4\n");
  const auto taken = take(items, table, true);
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->good_rows, 1);
  EXPECT_EQ(facts("91B", "认定").size(), 1U);
  EXPECT_EQ(facts("91C", "认定").size(), 0U);
}

TEST_F(Intake, RefusesHeadsThatItDoesNotKnow) {
  EXPECT_EQ(codes(preview(items, csv("代码,类别,日期,证书编号,编号x\n91A,示范企业,2026-03-01,1,2\n"))),
            (std::vector<std::string>{"1 编号x intake.unknown-column"}));
  EXPECT_EQ(codes(preview(items, csv("名称,类别,日期,证书编号\nx,示范企业,2026-03-01,1\n"))),
            (std::vector<std::string>{"1 代码 intake.no-identity"}));
  IntakeRequest others = items;
  others.unit = "市工局";
  const IntakePlan plan = preview(others, csv("代码,类别,日期\n91A,示范企业,2026-03-01\n"));
  EXPECT_TRUE(plan.unusable);
  EXPECT_EQ(plan.remarks.at(0).code, "intake.not-attester");
}

TEST_F(Intake, CompleteListsLeaveNothingOut) {
  IntakeRequest complete = items;
  complete.complete = true;
  EXPECT_EQ(codes(preview(complete, csv("代码,类别,日期,证书编号\n91A,示范企业,2026-03-01,C-9\n"))),
            (std::vector<std::string>{"2  intake.left-out"}));
  ASSERT_TRUE(take(complete, csv("代码,名称,类别,日期,证书编号\n91B,样例二厂,示范企业,2026-03-01,C-9\n")));
  EXPECT_FALSE(facts("91B", "认定")[0].open);
}

TEST_F(Intake, WritesOnlyWhatWasPreviewed) {
  const Table table = csv("代码,类别,日期,证书编号\n91A,示范企业,2026-03-01,C-9\n");
  const std::string digest = preview(items, table).digest;
  ASSERT_TRUE(take(items, csv("代码,类别,日期,证书编号\n91A,示范企业,2026-04-01,C-11\n")));
  const ReadIntake read = read_intake(*town.library.current(), items, table);
  const auto refused = town.step([&](store::Transaction& tx) {
    return take_intake(tx, town.library, {"科一", "市科局"}, items, read, digest, false);
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "casework.intake-changed");
}

TEST_F(Intake, FormsAreReadBack) {
  const auto shapes = intake_shapes(*town.library.current(), "市科局");
  ASSERT_FALSE(shapes.empty());
  for (const IntakeShape& shape : shapes) {
    const IntakeRequest request{.type = shape.type, .fact = shape.fact, .unit = "市科局"};
    for (const Language language : {Language::zh, Language::en}) {
      const auto table = sheet::read_table(intake_form(*town.library.current(), request, language));
      ASSERT_TRUE(table);
      ASSERT_EQ(table->rows.size(), 1U);
      const IntakePlan plan = preview(request, *table);
      ASSERT_EQ(codes(plan), (std::vector<std::string>{"1  intake.no-rows"}));
    }
  }
}

TEST_F(Intake, TakesScalarFactsAsNumbersThatPeopleWrite) {
  const IntakeRequest scalars{.type = "企业", .unit = "市税局", .on = Date{2026, 1, 1}};
  sheet::Workbook book;
  sheet::Sheet& sheet = book.sheet("a");
  sheet.head({"代码 *", "Name", "营业收入"});
  sheet.text("91A");
  sheet.text("样例一厂");
  sheet.yuan(Fen{123'456'789'01});
  sheet.end();
  sheet.text("91B");
  sheet.text("样例二厂");
  sheet.text("1,234,567.8");
  sheet.end();
  const Table table = *sheet::read_table(std::move(book).bytes());
  ASSERT_TRUE(take(scalars, table));
  EXPECT_EQ(facts("91A", "营业收入").at(0).value, "123456789.01");
  EXPECT_EQ(facts("91B", "营业收入").at(0).value, "1234567.8");
  EXPECT_EQ(facts("91B", "营业收入").at(0).valid_from, (Date{2026, 1, 1}));
  EXPECT_EQ(facts("91B", "代码").at(0).source, store::FactSource::attested);
  EXPECT_EQ(take(scalars, table)->new_facts, 0);

  const IntakePlan faulty = preview(scalars, csv("代码,营业收入\n91A,12.345\n91B,-1\n91A,12万\n"));
  EXPECT_EQ(codes(faulty),
            (std::vector<std::string>{"2 营业收入 facts.below-fen", "3 营业收入 facts.negative",
                                      "4 营业收入 intake.no-number", "4 代码 facts.subject-twice"}));
}

TEST_F(Intake, FiguresOfAPeriodSayOfWhich) {
  IntakeRequest scalars{.type = "企业", .unit = "市税局", .on = Date{2026, 1, 1}};
  const Table table = csv("代码,营业收入,年营收\n91A,100,1000\n");
  EXPECT_EQ(codes(preview(scalars, table)), (std::vector<std::string>{"1 年营收 intake.no-period"}));
  scalars.period = Date{2025, 12, 30};
  EXPECT_EQ(codes(preview(scalars, table)), (std::vector<std::string>{"1 年营收 intake.no-period"}));
  EXPECT_EQ(code(take(scalars, table, true)), "casework.intake-faulty");
  std::set<std::string> digests;
  for (const int year : {2024, 2025}) {
    scalars.period = Date{year, 12, 31};
    digests.insert(preview(scalars, table).digest);
  }
  EXPECT_EQ(digests.size(), 2U) << "what is confirmed says of which year it is";
  for (const int year : {2024, 2025}) {
    scalars.period = Date{year, 12, 31};
    ASSERT_TRUE(take(scalars, table)) << year;
  }
  const auto figures = facts("91A", "年营收");
  ASSERT_EQ(figures.size(), 2U) << "a year does not correct another";
  EXPECT_EQ(figures[0].valid_from, (Date{2024, 12, 31}));
  EXPECT_EQ(figures[1].valid_from, (Date{2025, 12, 31}));
  ASSERT_EQ(facts("91A", "营业收入").size(), 1U);
  EXPECT_EQ(facts("91A", "营业收入")[0].valid_from, (Date{2026, 1, 1})) << "of no period";
  // A form whose column of figures is left empty.
  scalars.period = std::nullopt;
  EXPECT_EQ(codes(preview(scalars, csv("代码,营业收入,年营收\n91A,100,\n"))), std::vector<std::string>{});
}

TEST_F(Intake, CorrectsItsOwnAndShowsWhatOthersSay) {
  IntakeRequest scalars{.type = "企业", .unit = "市税局"};
  ASSERT_TRUE(take(scalars, csv("代码,营业收入\n91A,100\n")));
  const auto corrected = take(scalars, csv("代码,营业收入\n91A,200\n"));
  ASSERT_TRUE(corrected);
  EXPECT_EQ(corrected->corrections, 1);
  ASSERT_EQ(facts("91A", "营业收入").size(), 1U);
  scalars.unit = "市科局";
  const auto other = take(scalars, csv("代码,营业收入\n91A,300\n"));
  ASSERT_TRUE(other);
  ASSERT_EQ(other->remarks.size(), 1U);
  EXPECT_EQ(other->remarks[0].code, "intake.conflict");
  EXPECT_FALSE(other->remarks[0].error);
  EXPECT_EQ(facts("91A", "营业收入").size(), 2U) << "both stand until a unit corrects its own";
  bool conflict = false;
  for (const RecordFact& fact : town.own_space().record)
    conflict = conflict || (fact.name == "营业收入" && fact.conflict);
  EXPECT_TRUE(conflict);
}

// Two units attest recognitions, each its own: together they are the list, and that is no conflict.
TEST_F(Intake, ListsOfTwoUnitsAreOneList) {
  IntakeRequest industry_items = items;
  industry_items.unit = "市督办";
  ASSERT_TRUE(take(industry_items, csv("代码,类别,日期,证书编号\n91A,示范企业,2026-03-01,C-2\n")));
  const SubjectSpace space = town.own_space();
  std::size_t claims = 0;
  for (const auto& provision : space.determination.subjects.at(0).provisions)
    if (provision.provision->id == "a1") claims = provision.claims.size();
  EXPECT_EQ(claims, 2U);
  for (const RecordFact& fact : space.record) EXPECT_FALSE(fact.conflict) << fact.name;
  ASSERT_TRUE(take(industry_items,
                   csv("代码,类别,日期,证书编号,有效期至\n91A,示范企业,2026-02-01,C-1,2028-01-31\n")));
  bool conflict = false;
  for (const RecordFact& fact : town.own_space().record)
    conflict = conflict || (fact.name == "认定" && fact.conflict);
  EXPECT_TRUE(conflict) << "the same recognition with different fields";
}

TEST_F(Intake, TenThousandRowsInSeconds) {
  std::string text = "代码,名称,类别,日期,证书编号\n";
  for (int i = 0; i < 10'000; ++i)
    text += fmt::format("92{:06},样例{}厂,示范企业,2026-03-01,T-{}\n", i, i, i);
  const Table table = csv(text);
  const auto begun = std::chrono::steady_clock::now();
  const IntakePlan plan = preview(items, table);
  const auto previewed = std::chrono::steady_clock::now();
  EXPECT_EQ(plan.good_rows, 10'000);
  ASSERT_TRUE(take(items, table));
  const auto taken = std::chrono::steady_clock::now();
  const auto seconds = [](auto span) { return std::chrono::duration<double>(span).count(); };
  std::printf("preview of 10,000 rows: %.2f s; taken in %.2f s\n", seconds(previewed - begun),
              seconds(taken - previewed));
  EXPECT_LT(seconds(previewed - begun), 10.0);
}

// A review that relied on what the table changes is void, as by a fact entered by hand.
TEST_F(Intake, VoidsReviewsThatReliedOnIt) {
  const std::string id = town.reach("会审");
  const auto before = town.detail(auditor, id)->timeline.size();
  const Table table = csv("代码,类别,日期,证书编号\n91A,示范企业,2026-03-01,C-9\n");
  ASSERT_TRUE(take(items, table));
  EXPECT_GE(town.detail(auditor, id)->timeline.size(), before);
  EXPECT_EQ(town.space.database().check().size(), 0U);
}

}  // namespace
}  // namespace enact::casework::test
