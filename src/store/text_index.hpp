// Full-text search that finds Chinese words, of one character too: a text becomes tokens, every Han character
// and every two neighbours, and every other word, lower case. A table of tokens has an index behind it, FTS5
// in SQLite and GIN over tsvector in PostgreSQL, and the same query finds the same rows in both.
//
//   migration:  CREATE TABLE note (seq INTEGER PRIMARY KEY, tokens TEXT NOT NULL) STRICT;  +
//   text_index("note") write:      INSERT INTO note (seq, tokens) VALUES (?, ?)        with text_tokens(text)
//   read:       … WHERE seq IN (SELECT rowid FROM note_index WHERE tokens MATCH ?)   with text_query(words)
//
// Such a table is written by these functions only; a projection names it in `text_tables`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "store/database.hpp"

namespace enact::store {

// SQL for a migration: the index of a table (seq INTEGER PRIMARY KEY, tokens TEXT NOT NULL), named
// <table>_index.
std::string text_index(std::string_view table);

// Writes the row of that seq, in place of the one that stands there.
void put_tokens(Transaction& tx, const std::string& table, std::int64_t seq, const std::string& tokens);
// Takes away all rows.
void clear_tokens(Transaction& tx, const std::string& table);

// The tokens of a text, separated by blanks, each once; "" if it has none.
std::string text_tokens(std::string_view text);

// What finds the texts that hold all of the words: a run of Han characters by every two neighbours (one alone
// by itself), any other word by its beginning. "" if nothing is asked for: then nothing may be asked.
std::string text_query(std::string_view words);

}  // namespace enact::store
