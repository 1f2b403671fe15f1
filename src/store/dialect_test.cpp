// What becomes of SQL on its way to PostgreSQL.
#include "store/dialect.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "store/module.hpp"
#include "store/text_index.hpp"

namespace enact::store {
namespace {

TEST(Dialect, NumbersParametersOutsideOfTexts) {
  EXPECT_EQ(postgres_statement("SELECT '?', a FROM t WHERE b = ? AND c LIKE ? -- who?\nLIMIT ?"),
            "SELECT '?', a FROM t WHERE b = $1 AND c ILIKE $2 \nLIMIT $3");
  EXPECT_EQ(postgres_statement("SELECT 'it''s LIKE ?', UNLIKELY"), "SELECT 'it''s LIKE ?', UNLIKELY");
}

TEST(Dialect, TranslatesTables) {
  EXPECT_EQ(
      postgres_schema(
          "CREATE TABLE t (\n  a TEXT PRIMARY KEY, -- one; two\n  b INTEGER NOT NULL,\n  c BLOB,\n"
          "  d TEXT CHECK (d <> 'INTEGER;')\n) STRICT;\nCREATE INDEX i ON t (b);\n"),
      (std::vector<std::string>{"CREATE TABLE t (\n  a TEXT PRIMARY KEY, \n  b BIGINT NOT NULL,\n  c BYTEA,\n"
                                "  d TEXT CHECK (d <> 'INTEGER;')\n) ",
                                "CREATE INDEX i ON t (b)"}));
}

TEST(Dialect, NumbersRowsFromTheGreatestKey) {
  const auto statements = postgres_schema("CREATE TABLE t (seq INTEGER PRIMARY KEY, a TEXT) STRICT;");
  ASSERT_EQ(statements.size(), 3U);
  EXPECT_EQ(statements[0], "CREATE TABLE t (seq BIGINT PRIMARY KEY, a TEXT) ");
  EXPECT_NE(statements[1].find("NEW.seq := (SELECT coalesce(max(seq), 0) + 1 FROM t)"), std::string::npos);
  EXPECT_NE(statements[2].find("BEFORE INSERT ON t FOR EACH ROW WHEN (NEW.seq IS NULL)"), std::string::npos);
}

TEST(Dialect, MakesFunctionsOfTriggersThatRefuse) {
  const auto statements = postgres_schema(append_only("t"));
  ASSERT_EQ(statements.size(), 4U);
  EXPECT_NE(statements[0].find("FUNCTION t_no_update()"), std::string::npos);
  EXPECT_NE(statements[0].find("IF true THEN RAISE EXCEPTION"), std::string::npos);
  EXPECT_NE(statements[0].find("MESSAGE = 't is append-only'"), std::string::npos);
  EXPECT_NE(statements[0].find("RETURN NEW"), std::string::npos);
  EXPECT_NE(statements[2].find("RETURN OLD"), std::string::npos);
  EXPECT_NE(statements[3].find("TRIGGER t_no_delete BEFORE DELETE ON t FOR EACH ROW"), std::string::npos);
  const auto guarded = postgres_schema(
      "CREATE TRIGGER g BEFORE INSERT ON t\n  WHEN (SELECT a FROM u WHERE u.id = NEW.id) = NEW.b\n"
      "  BEGIN SELECT RAISE(ABORT, 'no; never'); END;");
  ASSERT_EQ(guarded.size(), 2U);
  EXPECT_NE(guarded[0].find("IF (SELECT a FROM u WHERE u.id = NEW.id) = NEW.b THEN"), std::string::npos);
  EXPECT_EQ(postgres_schema("DROP TRIGGER g;"), (std::vector<std::string>{"DROP FUNCTION g() CASCADE"}));
  EXPECT_THROW(postgres_schema("CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM u; END;"),
               std::logic_error);
}

TEST(Dialect, MakesAnIndexOfTokensOfAFullTextTable) {
  EXPECT_EQ(postgres_schema(text_index("t")),
            (std::vector<std::string>{
                "CREATE INDEX t_index ON t USING GIN (array_to_tsvector(string_to_array(tokens, ' ')))"}));
  EXPECT_EQ(postgres_statement("SELECT 1 FROM u WHERE a IN (SELECT rowid FROM t_index WHERE tokens MATCH ?)"),
            "SELECT 1 FROM u WHERE a IN (SELECT seq FROM t WHERE array_to_tsvector(string_to_array(tokens, ' "
            "')) @@ replace(replace($1, '*', ':*'), ' ', ' & ')::tsquery)");
  EXPECT_EQ(postgres_statement("INSERT INTO t_index (rowid, tokens) VALUES (?, ?)"), "SELECT 1 WHERE false");
}

}  // namespace
}  // namespace enact::store
