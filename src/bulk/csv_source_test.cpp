// Populations from CSV: what a cell means, lists from files beside, and rows that are set aside.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "bulk/csv_records.hpp"
#include "bulk/csv_source.hpp"
#include "bulk/records_source.hpp"
#include "bulk/run.hpp"
#include "bulk/test_population.hpp"

namespace enact::bulk {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::vector<std::string>> records(const std::string& text) {
  CsvRecords csv(std::make_unique<test::TextInput>(text, "t.csv"));
  std::vector<CsvRecords::Field> fields;
  std::vector<std::vector<std::string>> all;
  while (csv.next(fields)) {
    auto& record = all.emplace_back();
    for (const auto& field : fields) record.emplace_back(field.text);
  }
  return all;
}

TEST(CsvRecords, ReadsQuotesBreaksAndEmptyFields) {
  EXPECT_THAT(records("a,b\r\n1,\"x, \"\"y\"\"\nz\"\n,\n"),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("1", "x, \"y\"\nz"), ElementsAre("", "")));
  EXPECT_THAT(records("\xEF\xBB\xBF"
                      "a\n\n2"),
              ElementsAre(ElementsAre("a"), ElementsAre("2")));
  EXPECT_THROW(records("a\n\"b"), std::runtime_error);
}

const determine::FactModel& model() {
  return determine::test::determiner().model();
}

std::unique_ptr<ColumnSource> source(const std::string& subjects, const std::string& recognitions,
                                     bool unsaid_absent = false) {
  std::vector<CsvFile> files;
  files.push_back({"企业", "", std::make_unique<test::TextInput>(subjects, "企业.csv")});
  if (!recognitions.empty()) {
    files.push_back({"企业", "认定", std::make_unique<test::TextInput>(recognitions, "企业.认定.csv")});
  }
  return csv_source(std::move(files), model(), {}, unsaid_absent);
}

TEST(CsvSource, CellsAreKnownAbsentOrUnknown) {
  const auto from = source("代码,研发费用,登记地\n,12.50,990001\n,null,\n,,\"990002\"\n", "");
  Segment segment;
  ASSERT_TRUE(from->next(segment));
  EXPECT_EQ(segment.table.rows, 3U);
  const Column& cost = *segment.table.column("研发费用");
  EXPECT_EQ(cost.at(0), 125);
  EXPECT_EQ(cost.scale, 1);
  EXPECT_EQ(cost.state(1), Cell::absent);
  EXPECT_EQ(cost.state(2), Cell::unknown);
  EXPECT_EQ(feel::to_string(value_of(*segment.table.column("登记地"), 2)), "\"990002\"");
  EXPECT_EQ(segment.table.column("营业收入")->state(0), Cell::unknown);
  EXPECT_FALSE(from->next(segment));
  EXPECT_TRUE(from->rejected().empty());
}

TEST(CsvSource, ListsAreCompleteWhereTheirFileIsThere) {
  const auto from =
      source("代码,认定\n,\n,open\n,complete\n",
             "#,类别,日期,编号\n1,示范企业,2026-03-01,A\n1,其他,2026-04-01,B\n3,示范企业,2026-05-01,\n");
  Segment segment;
  ASSERT_TRUE(from->next(segment));
  const ListColumn& list = *segment.table.list("认定");
  EXPECT_THAT(list.offsets, ElementsAre(0, 2, 2, 3));
  EXPECT_THAT(list.open, ElementsAre(0, 1, 0));
  EXPECT_EQ(list.items.column("编号")->state(2), Cell::unknown);
  EXPECT_THAT(segment.table.list("项目")->open, ElementsAre(1, 1, 1));
}

TEST(CsvSource, RowsWithErrorsAreSetAsideWithTheirRecords) {
  const auto from =
      source("代码,研发费用\n,1\n,-5\n,1.005\n,2\n",
             "#,类别,日期,编号\n1,示范企业,2026-03-01,A\n2,示范企业,2026-03-01,B\n4,示范企业,2026-02-30,C\n");
  Segment segment;
  ASSERT_TRUE(from->next(segment));
  EXPECT_EQ(segment.table.rows, 1U);
  EXPECT_THAT(segment.table.list("认定")->offsets, ElementsAre(0, 1));
  ASSERT_EQ(from->rejected().size(), 3U);
  EXPECT_EQ(from->rejected()[0].place, "企业.csv:3");
  EXPECT_THAT(from->rejected()[0].reason.en, HasSubstr("cannot be negative"));
  EXPECT_THAT(from->rejected()[1].reason.en, HasSubstr("at most two decimals"));
  EXPECT_EQ(from->rejected()[2].place, "企业.认定.csv:4");
}

TEST(CsvSource, TellsOfHeadsThatDoNotFit) {
  const auto message = [](const std::string& subjects, const std::string& recognitions) {
    try {
      source(subjects, recognitions);
    } catch (const std::runtime_error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_THAT(message("代码,研发费\n", ""), HasSubstr("did you mean `研发费用`?"));
  EXPECT_THAT(message("代码\n", "类别\n"), HasSubstr("the column `#` is missing"));
  EXPECT_THAT(message("代码,代码\n", ""), HasSubstr("two columns"));
}

// A row of a CSV is judged as the same subject from a facts file is.
TEST(CsvSource, GivesTheSameAsTheScalarEvaluator) {
  const Engine engine({determine::test::sample_package()}, {Date{2026, 12, 31}, std::nullopt, false});
  std::string subjects = "代码,登记地,研发费用,营业收入\n";
  std::string recognitions = "#,类别,日期,编号\n";
  test::Draw draw(11);
  for (int i = 1; i <= 3000; ++i) {
    const std::string first = "91990001MA2X" + std::to_string(10000 + i);
    if (!credit_code_check(first)) continue;
    subjects += first + *credit_code_check(first) + "," + draw.one_of<std::string>({"990001", "990002", ""}) +
                "," + std::to_string(draw.below(1000)) + "," +
                draw.one_of<std::string>({"", "null", "0", "9000.5"}) + "\n";
    for (std::uint64_t n = draw.below(3); n > 0; --n) {
      recognitions += std::to_string(i) + ",示范企业," + test::random_date(draw) + "," +
                      std::to_string(draw.below(2)) + "\n";
    }
  }
  RunOptions options;
  options.check = true;
  for (const bool unsaid_absent : {false, true}) {
    const auto from = source(subjects, recognitions, unsaid_absent);
    const RunResult result = run(engine, *from, options);
    EXPECT_EQ(result.checked, 3000U);
    EXPECT_TRUE(result.differences.empty());
    EXPECT_TRUE(result.rejected.empty());
  }
}

// The package of bench/population: amounts of the subject itself, from cells that are known, absent or not
// known, in columns of every width.
TEST(CsvSource, GivesTheSameForTheSeventeenInstruments) {
  const std::filesystem::path folder = std::filesystem::path(ENACT_ROOT) / "bench/population/seventeen";
  policy::FileSet files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    files.emplace(entry.path().generic_string(), std::string(std::istreambuf_iterator<char>(file), {}));
  }
  const policy::Loaded loaded = policy::load_package(files, folder.generic_string());
  ASSERT_TRUE(loaded.ok()) << render(loaded.diagnostics, Language::en);
  const Engine engine({loaded.package}, {Date{2026, 12, 31}, std::nullopt, false});
  const determine::FactModel::SubjectType& type = *engine.determiner().model().subject("企业");
  test::Draw draw(17);
  for (const int gaps : {0, 10}) {
    std::string text;
    for (const policy::FactDeclaration* fact : type.facts) text += (text.empty() ? "" : ",") + fact->name;
    for (int i = 0; i < 3000; ++i) {
      text += "\nE" + std::to_string(i);
      for (const policy::FactDeclaration* fact : type.facts) {
        if (fact->name == "代码") continue;
        text += ',';
        if (draw.happens(gaps)) {
          text += draw.happens(50) ? "null" : "";
        } else if (fact->type->kind == feel::Kind::boolean) {
          text += draw.happens(50) ? "true" : "false";
        } else if (fact->type->unit == "元") {
          text +=
              draw.one_of<std::string>({"0", "0.05", "999999.99", "1000000", "10000000.01", "12345678.90"});
        } else {
          text += draw.one_of<std::string>({"0", "1", "2", "3", "4", "2024", "2026", "2026"});
        }
      }
    }
    std::vector<CsvFile> csv;
    csv.push_back({"企业", "", std::make_unique<test::TextInput>(text, "企业.csv")});
    const auto from = csv_source(std::move(csv), engine.determiner().model(), engine.wanted(), false);
    RunOptions options;
    options.check = true;
    const RunResult result = run(engine, *from, options);
    EXPECT_EQ(result.checked, 3000U);
    EXPECT_TRUE(result.rejected.empty());
    for (const Difference& d : result.differences) {
      ADD_FAILURE() << d.subject << " " << d.provision << ": " << d.columns << " | " << d.scalar;
    }
    if (gaps == 0) {
      // Only where revenue is nothing: a quotient that is an error.
      EXPECT_LT(result.types.at("企业").scalar, 600U) << engine.plan_text(Language::en);
    }
  }
}

// All that a source says: each subject with its facts, and what was set aside.
struct Said {
  std::vector<std::string> subjects;
  std::vector<std::string> rejected;
  friend bool operator==(const Said&, const Said&) = default;
};

Said said(ColumnSource& from) {
  Said said;
  for (Segment segment; from.next(segment);) {
    for (std::size_t row = 0; row < segment.table.rows; ++row)
      said.subjects.push_back(determine::subject_json(subject_of(segment, row)));
  }
  for (const Rejected& each : from.rejected()) said.rejected.push_back(each.place + " " + each.reason.en);
  // Of subjects and of records each stands in the order of its file; how they mix depends on the parts.
  std::stable_sort(said.rejected.begin(), said.rejected.end());
  return said;
}

// Parts of whatever size say what the whole says: quotes with line breaks, blank lines, numbers of the
// subjects' own that go backwards, records of nobody, cells with faults.
TEST(CsvSource, PartsSayWhatTheWholeSays) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    test::Draw draw(seed);
    const bool numbered = draw.happens(40);
    const std::string end = draw.happens(30) ? "\r\n" : "\n";
    std::string subjects = (numbered ? "名称,#,研发费用" : "名称,研发费用") + end;
    std::string items = std::string(draw.happens(50) ? "#,类别,日期,编号" : "类别,日期,#,编号") + end;
    const bool number_first = items.starts_with('#');
    std::int64_t number = 0;
    for (std::uint64_t i = draw.below(30); i > 0; --i) {
      number += draw.happens(90) ? 1 + static_cast<std::int64_t>(numbered ? draw.below(3) : 0)
                : numbered       ? -1
                                 : 1;
      subjects += draw.one_of<std::string>({"甲", "\"乙,\n丙\"", "\"\"", ""});
      if (numbered) subjects += "," + (draw.happens(95) ? std::to_string(number) : std::string("x"));
      subjects += "," + draw.one_of<std::string>({"1.5", "-1", "2", ""}) + end;
      if (draw.happens(10)) subjects += end;
      for (std::uint64_t k = draw.below(3); k > 0; --k) {
        const std::string whose = draw.happens(90) ? std::to_string(number)
                                  : draw.happens(50)
                                      ? std::to_string(number + 1 - static_cast<std::int64_t>(draw.below(4)))
                                      : "\"" + std::to_string(number) + "\"";
        const std::string fields =
            draw.one_of<std::string>({"示范企业,2026-03-01", "其他,2026-13-01", "\"其他\",2026-04-01"});
        const std::string code = draw.one_of<std::string>({"A", "\"B\n,1\"", ""});
        items += number_first ? whose + "," + fields + "," + code : fields + "," + whose + "," + code;
        items += end;
      }
    }
    const auto input = [](const std::string& text, const std::string& name) {
      return std::make_unique<test::TextInput>(text, name);
    };
    std::vector<TypeRecords> whole;
    whole.push_back({"企业", "", std::make_unique<CsvRecords>(input(subjects, "企业.csv"))});
    whole.push_back({"企业", "认定", std::make_unique<CsvRecords>(input(items, "企业.认定.csv"))});
    const auto reference = records_source(std::move(whole), model(), {}, false);
    const Said wanted = said(*reference);
    for (const std::size_t part : {1U, 2U, 7U, 65536U}) {
      std::vector<CsvFile> files;
      files.push_back({"企业", "", input(subjects, "企业.csv")});
      files.push_back({"企业", "认定", input(items, "企业.认定.csv")});
      const auto from = csv_source(std::move(files), model(), {}, false, part);
      const Said found = said(*from);
      EXPECT_EQ(found.subjects, wanted.subjects) << "seed " << seed << ", part " << part;
      EXPECT_EQ(found.rejected, wanted.rejected) << "seed " << seed << ", part " << part;
    }
  }
}

TEST(CsvSource, PartsAreReadBySeveralThreads) {
  std::string subjects = "代码,名称,登记地,研发费用\n";
  for (int i = 0; i < 1000; ++i) {
    const std::string first = "91990001MA" + std::to_string(1'000'000 + i);
    subjects += first + *credit_code_check(first) + ",甲,990001," + (i % 100 == 7 ? "-1" : "1") + "\n";
  }
  const Engine engine({determine::test::sample_package()}, {Date{2026, 12, 31}, std::nullopt, false});
  const auto result_of = [&](unsigned threads, std::uint64_t done) {
    std::vector<CsvFile> files;
    files.push_back({"企业", "", std::make_unique<test::TextInput>(subjects, "企业.csv")});
    const auto from = csv_source(std::move(files), engine.determiner().model(), engine.wanted(), false, 64);
    RunOptions options;
    options.threads = threads;
    options.done = done;
    return run(engine, *from, options);
  };
  const RunResult one = result_of(1, 0);
  EXPECT_EQ(one.types.at("企业").subjects, 990U);
  const RunResult four = result_of(4, 0);
  EXPECT_EQ(four.types.at("企业").subjects, 990U);
  EXPECT_TRUE(four.types.at("企业").least == one.types.at("企业").least);
  ASSERT_EQ(four.rejected.size(), 10U);
  for (std::size_t i = 0; i < 10; ++i) {
    EXPECT_EQ(one.rejected[i].place, "企业.csv:" + std::to_string(i * 100 + 9));
    EXPECT_EQ(four.rejected[i].place, one.rejected[i].place);
  }
  // What is done is passed over: its rows that were set aside are told again.
  const RunResult rest = result_of(4, one.types.at("企业").subjects / 2);
  EXPECT_LT(rest.types.at("企业").subjects, 500U);
  EXPECT_EQ(rest.rejected.size(), 10U);
}

}  // namespace
}  // namespace enact::bulk
