// Words replaced outside of quotes and comments; triggers taken apart by the one form that they have.
#include "store/dialect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <regex>
#include <stdexcept>

#include "base/text.hpp"

namespace enact::store {
namespace {

constexpr char statement_end = '\x1e';  // ASCII's record separator: stands in no SQL

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Copies `sql` and hands each word outside of quotes and comments to `on_word`, which answers what stands for
// it; `on_sign` likewise for every other character.
template <class Word, class Sign>
std::string map_sql(std::string_view sql, Word on_word, Sign on_sign) {
  std::string out;
  for (std::size_t at = 0; at < sql.size();) {
    const char c = sql[at];
    if (c == '\'') {
      const std::size_t end = std::min(sql.find('\'', at + 1), sql.size() - 1);
      out += sql.substr(at, end + 1 - at);
      at = end + 1;
    } else if (sql.substr(at).starts_with("--")) {
      at = std::min(sql.find('\n', at), sql.size());
    } else if (is_word(c)) {
      std::size_t end = at;
      while (end < sql.size() && is_word(sql[end])) ++end;
      out += on_word(sql.substr(at, end - at));
      at = end;
    } else {
      out += on_sign(c);
      ++at;
    }
  }
  return out;
}

std::string same_sign(char c) {
  return std::string(1, c);
}

std::string types_of(std::string_view sql) {
  return map_sql(
      sql,
      [](std::string_view word) -> std::string {
        if (word == "INTEGER") return "BIGINT";
        if (word == "BLOB") return "BYTEA";
        if (word == "STRICT") return "";
        return std::string(word);
      },
      same_sign);
}

// Statements end at `;`, a trigger's at `END;`. Comments go.
std::vector<std::string> split(std::string_view script) {
  std::string last_word;
  bool trigger = false;
  const std::string marked = map_sql(
      script,
      [&](std::string_view word) {
        if (word == "TRIGGER" && last_word == "CREATE") trigger = true;
        last_word = word;
        return std::string(word);
      },
      [&](char c) {
        if (c != ';' || (trigger && last_word != "END")) return std::string(1, c);
        trigger = false;
        return std::string(1, statement_end);
      });
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin < marked.size();) {
    const std::size_t end = std::min(marked.find(statement_end, begin), marked.size());
    const std::string_view statement = text::trim(std::string_view(marked).substr(begin, end - begin));
    if (!statement.empty()) out.emplace_back(statement);
    begin = end + 1;
  }
  return out;
}

// A trigger that refuses, as a function and a trigger that calls it.
void add_trigger(std::vector<std::string>& out, const std::string& statement) {
  static const std::regex form(
      R"(CREATE TRIGGER (IF NOT EXISTS )?(\w+) BEFORE (INSERT|UPDATE|DELETE) ON (\w+)\s+(WHEN\s+([\s\S]*?)\s+)?)"
      R"(BEGIN\s+SELECT RAISE\(ABORT, ('[^']*')\);\s*END)");
  std::smatch found;
  if (!std::regex_match(statement, found, form)) {
    throw std::logic_error("a trigger that does something else than refuse: " + statement.substr(0, 100));
  }
  if (statement.find("zeroblob(") != std::string::npos) {
    out.emplace_back(
        "CREATE OR REPLACE FUNCTION zeroblob(size bigint) RETURNS bytea LANGUAGE sql IMMUTABLE AS "
        "$body$ SELECT decode(repeat('00', size::int), 'hex') $body$");
  }
  const std::string name = found[2];
  const std::string condition = found[6].matched ? found[6].str() : "true";
  out.push_back(
      fmt::format("CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN "
                  "IF {} THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = {}; END IF; "
                  "RETURN {}; END $body$",
                  name, condition, found[7].str(), found[3] == "DELETE" ? "OLD" : "NEW"));
  out.push_back(
      fmt::format("CREATE OR REPLACE TRIGGER {0} BEFORE {1} ON {2} FOR EACH ROW EXECUTE FUNCTION {0}()", name,
                  found[3].str(), found[4].str()));
}

// SQLite numbers the rows of a table whose key is a lone INTEGER from the greatest there is. A sequence would
// leave gaps where steps failed, and a rebuild would number otherwise.
void add_numbering(std::vector<std::string>& out, const std::string& statement) {
  static const std::regex form(
      R"(CREATE TABLE (IF NOT EXISTS )?(\w+) \(\s*(\w+) INTEGER PRIMARY KEY[\s\S]*)");
  std::smatch found;
  if (!std::regex_match(statement, found, form)) return;
  const std::string table = found[2];
  const std::string key = found[3];
  out.push_back(fmt::format(
      "CREATE OR REPLACE FUNCTION {0}_numbered() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN "
      "NEW.{1} := (SELECT coalesce(max({1}), 0) + 1 FROM {0}); RETURN NEW; END $body$",
      table, key));
  // Asked of the row first: calling a function costs as much as writing to an index.
  out.push_back(
      fmt::format("CREATE OR REPLACE TRIGGER {0}_numbered BEFORE INSERT ON {0} FOR EACH ROW WHEN (NEW.{1} IS "
                  "NULL) EXECUTE FUNCTION {0}_numbered()",
                  table, key));
}

// What stands for SQLite's FTS5 (store/text_index.hpp): the tokens of a row as a tsvector, indexed as such.
constexpr std::string_view token_vector = "array_to_tsvector(string_to_array(tokens, ' '))";

void add_text_index(std::vector<std::string>& out, const std::string& table) {
  out.push_back(fmt::format("CREATE INDEX {0}_index ON {0} USING GIN ({1})", table, token_vector));
}

// `SELECT rowid FROM note_index WHERE tokens MATCH ?`, the one form in which the index is asked: words are
// joined by blanks, the beginnings among them marked by `*`. `INSERT INTO note_index` writes SQLite's index,
// where PostgreSQL has nothing to do.
std::string with_text_index(std::string_view sql) {
  static const std::regex search(R"(SELECT rowid FROM (\w+)_index WHERE tokens MATCH \?)");
  static const std::regex write(R"(INSERT INTO \w+_index \([\s\S]*)");
  if (sql.starts_with("INSERT INTO ") && std::regex_match(std::string(sql), write)) {
    return "SELECT 1 WHERE false";
  }
  if (sql.find(" MATCH ") == std::string_view::npos) return std::string(sql);
  const std::string there = fmt::format(
      "SELECT seq FROM $1 WHERE {} @@ replace(replace(?, '*', ':*'), ' ', ' & ')::tsquery", token_vector);
  return std::regex_replace(std::string(sql), search, there);
}

}  // namespace

std::string postgres_statement(std::string_view sqlite) {
  const std::string sql = with_text_index(sqlite);
  int parameter = 0;
  return map_sql(
      sql, [](std::string_view word) { return word == "LIKE" ? std::string("ILIKE") : std::string(word); },
      [&](char c) { return c == '?' ? fmt::format("${}", ++parameter) : std::string(1, c); });
}

std::vector<std::string> postgres_schema(std::string_view script) {
  static const std::regex drop(R"(DROP TRIGGER (\w+))");
  static const std::regex text_index(R"(CREATE VIRTUAL TABLE (\w+)_index USING fts5[\s\S]*)");
  std::vector<std::string> out;
  for (const std::string& statement : split(script)) {
    std::smatch found;
    if (std::regex_match(statement, found, text_index)) {
      add_text_index(out, found[1].str());
    } else if (statement.starts_with("CREATE TRIGGER")) {
      add_trigger(out, statement);
    } else if (std::regex_match(statement, found, drop)) {
      // The trigger goes with its function, whatever table it stands on.
      out.push_back(fmt::format("DROP FUNCTION {}() CASCADE", found[1].str()));
    } else {
      out.push_back(types_of(statement));
      add_numbering(out, statement);
    }
  }
  return out;
}

}  // namespace enact::store
