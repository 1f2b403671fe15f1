// docs/data-dictionary.md is what a new space's database says of itself, with a sentence on each table from
// docs/data-dictionary.yaml. After a change of a table, write its sentence there and run this test with
// ENACT_WRITE_DOCS=1 to write the page anew.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "cli/space.hpp"

namespace enact::cli {
namespace {

struct Table {
  std::string name;
  std::string sql;
  bool append_only = false;
};

// SQLite's own tables, and those in which a full-text index keeps its words, are none of ours.
std::vector<Table> tables_of(const store::Reader& reader) {
  return reader.all(
      "SELECT name, sql, EXISTS (SELECT 1 FROM sqlite_master t WHERE t.type = 'trigger' AND t.tbl_name = "
      "m.name "
      "AND t.sql LIKE '%BEFORE DELETE%') FROM sqlite_master m WHERE type = 'table' AND sql NOT LIKE "
      "'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%' "
      "AND NOT EXISTS (SELECT 1 FROM sqlite_master v WHERE v.sql LIKE 'CREATE VIRTUAL TABLE%' AND m.name "
      "LIKE "
      "v.name || '_%') ORDER BY name",
      {}, [](const store::Row& row) { return Table{row.text(0), row.text(1), row.integer(2) != 0}; });
}

std::string columns_of(const store::Reader& reader, const std::string& table) {
  std::map<std::string, std::string> refers;
  reader.query("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)", {table},
               [&](const store::Row& row) { refers[row.text(0)] = row.text(1); });
  std::string out;
  reader.query("SELECT name, type, \"notnull\", pk FROM pragma_table_info(?) ORDER BY cid", {table},
               [&](const store::Row& row) {
                 const std::string name = row.text(0);
                 out += fmt::format("{}`{}` {}", out.empty() ? "" : ", ", name, row.text(1));
                 if (row.integer(3) != 0) {
                   out += " key";
                 } else if (row.integer(2) == 0) {
                   out += "?";
                 }
                 if (const auto found = refers.find(name); found != refers.end())
                   out += " → " + found->second;
               });
  return out;
}

std::string page(const store::Reader& reader, const YAML::Node& sentences) {
  std::string out =
      "# The data dictionary\n"
      "Every table of a space's database, written from the database of a new space; a test holds this page "
      "against it. Instants are microseconds since 1970 in UTC, days are texts `2026-03-10`, amounts are "
      "fen. "
      "`?`: may be empty. *Append-only* tables refuse every change of a row that is there; *projections* are "
      "computed from events and can be computed again. On PostgreSQL the same tables stand with BIGINT, TEXT "
      "and BYTEA. The events themselves, by kind: the headers of `src/*/` that append them.\n\n"
      "| table | one row is | columns |\n|---|---|---|\n";
  for (const Table& table : tables_of(reader)) {
    const YAML::Node sentence = sentences[table.name];
    EXPECT_TRUE(sentence.IsDefined()) << "docs/data-dictionary.yaml says nothing of " << table.name;
    out += fmt::format("| `{}` | {}{} | {} |\n", table.name,
                       sentence.IsDefined() ? sentence.as<std::string>() : "",
                       table.append_only ? "; append-only" : "", columns_of(reader, table.name));
  }
  return out;
}

TEST(DataDictionary, PageIsWrittenFromTheDatabase) {
  const std::string docs = std::string(ENACT_ROOT) + "/docs/";
  char pattern[] = "/tmp/enact-dictionary-XXXXXX";
  const std::filesystem::path folder = mkdtemp(pattern);
  std::string written;
  {
    auto space = Space::open(folder.string(), store::SpaceKind::training);
    ASSERT_TRUE(space) << space.error().message.en;
    const YAML::Node sentences = YAML::LoadFile(docs + "data-dictionary.yaml");
    (*space)->database().read([&](const store::Reader& reader) {
      written = page(reader, sentences);
      std::set<std::string> known;
      for (const Table& table : tables_of(reader)) known.insert(table.name);
      for (const auto& each : sentences) {
        EXPECT_TRUE(known.contains(each.first.as<std::string>()))
            << "docs/data-dictionary.yaml tells of " << each.first.as<std::string>() << ", which is no table";
      }
    });
  }
  std::filesystem::remove_all(folder);
  if (std::getenv("ENACT_WRITE_DOCS") != nullptr)
    std::ofstream(docs + "data-dictionary.md", std::ios::binary) << written;
  std::ifstream file(docs + "data-dictionary.md", std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), written);
}

}  // namespace
}  // namespace enact::cli
