#include "sheet/table.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "sheet/listing.hpp"
#include "sheet/test_zip.hpp"
#include "sheet/workbook.hpp"

namespace enact::sheet {
namespace {

std::string text_at(const Table& table, std::size_t row, std::size_t column) {
  return table.rows.at(row).at(column).text;
}

TEST(Table, ReadsBackWhatAWorkbookWrites) {
  Workbook book;
  Sheet& sheet = book.sheet("名录[1]/a:b");
  sheet.head({"名称", "金额", "日期", "数"});
  sheet.text("=1+1");
  sheet.yuan(Fen{12'345'678'901'23});
  sheet.date({2026, 3, 10});
  sheet.count(7);
  sheet.end();
  sheet.text(" 另一家 ");
  sheet.yuan(Fen{-10});
  sheet.end();
  book.sheet("second").text("not read");
  const auto table = read_table(std::move(book).bytes());
  ASSERT_TRUE(table) << table.error().message.en;
  ASSERT_EQ(table->rows.size(), 3U);
  EXPECT_EQ(text_at(*table, 0, 1), "金额");
  EXPECT_EQ(text_at(*table, 1, 0), "=1+1");
  EXPECT_EQ(table->rows[1][0].kind, Cell::Kind::text);
  EXPECT_EQ(text_at(*table, 1, 1), "12345678901.23");
  EXPECT_EQ(day_of_serial(text_at(*table, 1, 2), table->from_1904), (Date{2026, 3, 10}));
  EXPECT_EQ(text_at(*table, 1, 3), "7");
  EXPECT_EQ(text_at(*table, 2, 0), "另一家");
  EXPECT_EQ(text_at(*table, 2, 1), "-0.1");
}

TEST(Table, ReadsCsvOfEitherEncoding) {
  const auto utf8 = read_table("\xEF\xBB\xBF名称,数\r\n\"甲,\"\"乙\"\"\",1\r\n\r\n丙,\n");
  ASSERT_TRUE(utf8);
  EXPECT_EQ(text_at(*utf8, 0, 0), "名称");
  EXPECT_EQ(text_at(*utf8, 1, 0), "甲,\"乙\"");
  ASSERT_EQ(utf8->rows.size(), 4U);  // the empty row keeps its number
  EXPECT_TRUE(utf8->rows[3][1].is_empty());
  const auto gb = read_table("\xC3\xFB\xB3\xC6,\xBC\xD7\n");  // 名称,甲 in GB 18030
  ASSERT_TRUE(gb);
  EXPECT_EQ(text_at(*gb, 0, 0), "名称");
  EXPECT_EQ(text_at(*gb, 0, 1), "甲");
}

TEST(Table, RefusesWhatItCannotRead) {
  EXPECT_EQ(read_table("a,\"b").error().code, "sheet.open-quote");
  EXPECT_EQ(read_table(std::string("\x00\x01\xFF\xFE", 4)).error().code, "sheet.no-table");
  EXPECT_EQ(read_table("PK\x03\x04 broken").error().code, "sheet.no-table");
  EXPECT_EQ(read_table("a\nb\nc\n", {.rows = 2}).error().code, "sheet.too-many-rows");
  EXPECT_EQ(read_table("a,b,c\n", {.columns = 2}).error().code, "sheet.too-many-columns");
}

TEST(Table, BoundsWorkbooksThatAreLargeInside) {
  Workbook book;
  Sheet& sheet = book.sheet("a");
  for (int row = 0; row < 200; ++row) {
    for (int column = 0; column < 50; ++column) sheet.text(std::string(1000, 'x'));
    sheet.end();
  }
  const std::string bytes = std::move(book).bytes();
  EXPECT_TRUE(read_table(bytes));
  EXPECT_LT(bytes.size(), 200'000U);  // the text stands once in the file and 10,000 times in the cells
  EXPECT_EQ(read_table(bytes, {.text = 1'000'000}).error().code, "sheet.too-large");
  EXPECT_EQ(read_table(bytes, {.unpacked = 100'000}).error().code, "sheet.too-large");
  EXPECT_EQ(read_table(bytes, {.rows = 100}).error().code, "sheet.too-many-rows");
}

// What a workbook consists of, as texts; `sheet` and `texts` within their outermost element.
std::string book_of(const std::string& sheet, const std::string& texts = "",
                    const std::string& settings = "") {
  constexpr const char* office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const std::string relations = "<Relationships>";
  return test::zip_of({
      {.name = "_rels/.rels",
       .text = fmt::format(
           R"({}<Relationship Id="a" Type="{}/officeDocument" Target="xl/book.xml"/></Relationships>)",
           relations, office)},
      {.name = "xl/book.xml",
       .text = fmt::format(
           R"(<x:workbook>{}<x:sheets><x:sheet name="一" r:id="s1"/><x:sheet name="二" r:id="s2"/>)"
           R"(</x:sheets></x:workbook>)",
           settings)},
      {.name = "xl/_rels/book.xml.rels",
       .text = fmt::format(
           R"({0}<Relationship Id="s2" Type="{1}/worksheet" Target="b.xml"/>)"
           R"(<Relationship Id="s1" Type="{1}/worksheet" Target="/xl/Sheets/../sheets/a.xml"/>)"
           R"(<Relationship Id="t" Type="{1}/sharedStrings" Target="strings.xml"/></Relationships>)",
           relations, office)},
      {.name = "xl/Strings.xml", .text = "<sst>" + texts + "</sst>"},
      {.name = "xl/sheets/a.xml",
       .text = "<x:worksheet><x:sheetData>" + sheet + "</x:sheetData></x:worksheet>"},
  });
}

TEST(Table, ReadsEveryKindOfCell) {
  const auto table = read_table(book_of(
      R"(<row r="2"><c r="B2" t="s"><v>1</v></c><c t="inlineStr"><is><t> 内 </t></is></c><c t="b"><v>1</v></c></row>)"
      R"(<row><c t="str"><f>A1&amp;"x"</f><v>a&lt;x</v></c><c><f>1/10</f><v>0.10000000000000001</v></c>)"
      R"(<c t="e"><v>#N/A</v></c><c t="d"><v>2026-03-10T00:00:00</v></c><c t="s"/><c><v>x</v></c><c><v>1E+400</v></c></row>)",
      R"(<si><t>零</t></si><si><r><t>一</t></r><r><rPr/><t xml:space="preserve"> 二 </t></r><rPh><t>yi</t></rPh></si>)",
      R"(<workbookPr date1904="true"/>)"));
  ASSERT_TRUE(table) << table.error().message.en;
  EXPECT_TRUE(table->from_1904);
  ASSERT_EQ(table->rows.size(), 3U);
  EXPECT_TRUE(table->rows[0].empty());
  ASSERT_EQ(table->rows[1].size(), 4U);
  EXPECT_TRUE(table->rows[1][0].is_empty());
  EXPECT_EQ(text_at(*table, 1, 1), "一 二");
  EXPECT_EQ(text_at(*table, 1, 2), "内");
  EXPECT_EQ(table->rows[1][3].kind, Cell::Kind::boolean);
  EXPECT_EQ(text_at(*table, 2, 0), "a<x");
  EXPECT_EQ(text_at(*table, 2, 1), "0.1");
  EXPECT_EQ(text_at(*table, 2, 2), "#N/A");
  EXPECT_EQ(text_at(*table, 2, 3), "2026-03-10");
  EXPECT_EQ(table->rows[2].size(), 4U) << "what is no number is empty";
}

TEST(Table, RefusesWorkbooksThatAreNone) {
  const auto code = [](const std::string& sheet, const std::string& texts = "") {
    const auto table = read_table(book_of(sheet, texts));
    return table ? "" : table.error().code;
  };
  EXPECT_EQ(code("<row><c t=\"s\"><v>0</v></c></row>"), "sheet.no-table") << "a text that is not there";
  EXPECT_EQ(code("<row><c r=\"12\"><v>0</v></c></row>"), "sheet.no-table");
  EXPECT_EQ(code("<row r=\"0\"></row>"), "sheet.no-table");
  EXPECT_EQ(code("<row>"), "sheet.no-table");
  EXPECT_EQ(code("", "</sst><!DOCTYPE a [<!ENTITY b \"c\">]><sst>"), "sheet.no-table");
  EXPECT_EQ(code("<row><c r=\"XFE1\"><v>0</v></c></row>"), "sheet.too-many-columns");
  EXPECT_EQ(code("<row r=\"4294967295\"><c><v>0</v></c></row>"), "sheet.too-many-rows");
  EXPECT_EQ(read_table(test::zip_of({{.name = "a.txt", .text = "no workbook"}})).error().code,
            "sheet.no-table");
}

// Sizes that a file gives of its parts are no promise: neither is room asked for by them, nor more unpacked.
TEST(Table, TrustsNoLyingDirectory) {
  const std::string whole = book_of("<row><c><v>1</v></c></row>");
  ASSERT_TRUE(read_table(whole));
  for (const std::size_t field : {20U, 24U}) {  // packed, unpacked
    std::string bytes = whole;
    for (auto at = bytes.find("PK\x01\x02"); at != std::string::npos; at = bytes.find("PK\x01\x02", at + 1))
      bytes.replace(at + field, 4, "\x00\x00\x00\xf0", 4);
    const auto table = read_table(bytes);
    EXPECT_TRUE(!table || text_at(*table, 0, 0) == "1");
  }
}

TEST(Table, KnowsDaysOfBothCalendars) {
  EXPECT_EQ(day_of_serial("1", false), (Date{1900, 1, 1}));
  EXPECT_EQ(day_of_serial("59", false), (Date{1900, 2, 28}));
  EXPECT_EQ(day_of_serial("60", false), std::nullopt);  // a 29 February that was not
  EXPECT_EQ(day_of_serial("61", false), (Date{1900, 3, 1}));
  EXPECT_EQ(day_of_serial("46091", false), (Date{2026, 3, 10}));
  EXPECT_EQ(day_of_serial("44629", true), (Date{2026, 3, 10}));
  EXPECT_EQ(day_of_serial("46091.5", false), std::nullopt);
  EXPECT_EQ(day_of_serial("-1", false), std::nullopt);
}

// More Chinese than the library's own lists of choices hold.
TEST(Workbook, OffersManyChoices) {
  Workbook book;
  Sheet& form = book.sheet("表");
  form.head({"类别"});
  form.column_choices(0, "选项", 0, 40, 100);
  Sheet& choices = book.sheet("选项");
  for (int row = 0; row < 40; ++row) {
    choices.text("国家级科技企业孵化器第" + std::to_string(row) + "类");
    choices.end();
  }
  const auto table = read_table(std::move(book).bytes());
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows.size(), 1U);
}

TEST(Listing, GuardsTextsAndLeavesNumbers) {
  const Listing listing{
      .title = {"清单", "list"},
      .columns = {{"名称", "name"}, {"金额", "amount"}, {"日期", "day"}, {"时间", "at"}},
      .rows = {{std::string("=HYPERLINK(\"x\")"), Fen{-1205}, Date{2026, 3, 10}, Instant{0}},
               {std::string("+86,1"), Fen{7}, Field(), Field()}}};
  EXPECT_EQ(csv_of(listing, Language::zh),
            "\xEF\xBB\xBF名称,金额,日期,时间\r\n\"'=HYPERLINK(\"\"x\"\")\",-12.05,2026-03-10,1970-01-01 "
            "08:00:00\r\n"
            "\"'+86,1\",0.07,,\r\n");
  const auto table = read_table(workbook_of(listing, Language::en));
  ASSERT_TRUE(table);
  EXPECT_EQ(text_at(*table, 0, 1), "amount");
  EXPECT_EQ(text_at(*table, 1, 0), "=HYPERLINK(\"x\")");
  EXPECT_EQ(text_at(*table, 1, 1), "-12.05");
  const auto back = read_table(csv_of(listing, Language::zh));
  ASSERT_TRUE(back);
  EXPECT_EQ(text_at(*back, 2, 0), "+86,1");
}

}  // namespace
}  // namespace enact::sheet
