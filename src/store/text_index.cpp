#include "store/text_index.hpp"

#include <fmt/format.h>

#include <set>
#include <vector>

#include "base/text.hpp"

namespace enact::store {
namespace {

bool is_han(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF) || c == 0x3007;
}

bool is_ascii_word(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// What neither is a token of its own nor parts two: an accented letter, Greek, Cyrillic, kana, Hangul.
bool is_other_word(char32_t c) {
  return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x370 && c <= 0x52F) ||
         (c >= 0x3041 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7A3);
}

struct Run {
  bool han = false;
  std::vector<char32_t> characters;
};

// The runs of Han characters and of other words, in one form: full width and half width are the same.
std::vector<Run> runs_of(std::string_view text) {
  std::vector<Run> runs;
  bool fresh = true;
  for (char32_t c : text::code_points(text::lower(text::nfc(text)))) {
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // full width
    if (c >= 'A' && c <= 'Z') c += U'a' - U'A';   // was a full-width capital
    const bool han = is_han(c);
    if (!han && !is_ascii_word(c) && !is_other_word(c)) {
      fresh = true;
      continue;
    }
    if (fresh || runs.back().han != han) runs.push_back({han, {}});
    runs.back().characters.push_back(c);
    fresh = false;
  }
  return runs;
}

std::string part_of(const Run& run, std::size_t from, std::size_t count) {
  return text::from_code_points(std::span(run.characters).subspan(from, count));
}

std::string joined(const std::set<std::string>& tokens) {
  std::string out;
  for (const std::string& token : tokens) {
    if (!out.empty()) out += ' ';
    out += token;
  }
  return out;
}

}  // namespace

std::string text_index(std::string_view table) {
  return fmt::format(
      "CREATE VIRTUAL TABLE {0}_index USING fts5(tokens, content = '{0}', content_rowid = 'seq', tokenize = "
      "'ascii', detail = 'column');\n",
      table);
}

// The index is written beside its table: a trigger may not touch a virtual table while schemas are not
// trusted (PRAGMA trusted_schema). PostgreSQL keeps its index itself (store/dialect.cpp).
void put_tokens(Transaction& tx, const std::string& table, std::int64_t seq, const std::string& tokens) {
  const auto standing = tx.text(fmt::format("SELECT tokens FROM {} WHERE seq = ?", table), {seq});
  if (standing == tokens) return;
  if (standing) {
    tx.execute(fmt::format("INSERT INTO {0}_index ({0}_index, rowid, tokens) VALUES ('delete', ?, ?)", table),
               {seq, *standing});
    tx.execute(fmt::format("DELETE FROM {} WHERE seq = ?", table), {seq});
  }
  tx.execute(fmt::format("INSERT INTO {} (seq, tokens) VALUES (?, ?)", table), {seq, tokens});
  tx.execute(fmt::format("INSERT INTO {}_index (rowid, tokens) VALUES (?, ?)", table), {seq, tokens});
}

void clear_tokens(Transaction& tx, const std::string& table) {
  tx.execute(fmt::format("INSERT INTO {0}_index ({0}_index) VALUES ('delete-all')", table), {});
  tx.execute("DELETE FROM " + table, {});
}

std::string text_tokens(std::string_view text) {
  std::set<std::string> tokens;
  for (const Run& run : runs_of(text)) {
    if (!run.han) {
      tokens.insert(part_of(run, 0, run.characters.size()));
      continue;
    }
    for (std::size_t i = 0; i < run.characters.size(); ++i) {
      tokens.insert(part_of(run, i, 1));
      if (i + 1 < run.characters.size()) tokens.insert(part_of(run, i, 2));
    }
  }
  return joined(tokens);
}

std::string text_query(std::string_view words) {
  std::set<std::string> asked;
  for (const Run& run : runs_of(words)) {
    if (!run.han) {
      asked.insert(part_of(run, 0, run.characters.size()) + "*");
    } else if (run.characters.size() == 1) {
      asked.insert(part_of(run, 0, 1));
    } else {
      for (std::size_t i = 0; i + 1 < run.characters.size(); ++i) asked.insert(part_of(run, i, 2));
    }
  }
  return joined(asked);
}

}  // namespace enact::store
