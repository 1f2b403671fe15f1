// What follows from an entry for lists, searches and constraints, each time an event is appended. Internal to
// the floor.
#pragma once

#include "registers/entry_file.hpp"
#include "registers/evaluator.hpp"

namespace enact::registers {

// Claims that the database lets only one entry have: `scope` is a constraint of a register.
struct KeyRow {
  std::string scope;
  std::string key;
  const policy::RegisterKey* of = nullptr;
};
std::vector<KeyRow> keys_of(const EntryFile& file);

// Claims on a stretch of time: the amounts of one key never pass the bound at any moment. Millionths, as
// whole numbers; of a span that must not overlap, 1 of 1.
struct SpanRow {
  std::string scope;
  std::string key;
  std::int64_t starts = 0;
  std::int64_t ends = 0;  // not included
  std::int64_t amount = 1;
  std::int64_t bound = 1;
  const policy::RegisterSpan* of = nullptr;  // null: of a ladder
};
std::vector<SpanRow> spans_of(const EntryFile& file);
inline constexpr std::int64_t never_ends = INT64_MAX;
// The scope of the spans in which owners hold levels.
std::string ladder_scope(const EntryFile& file);

// The entries that it refers to, by field.
struct ReferenceRow {
  std::string place;  // the field's name; of a line "活动[2].因子"
  const policy::RegisterField* field = nullptr;
  std::string target;
};
std::vector<ReferenceRow> references_of(const EntryFile& file);

// What it tells of its owner now, by the rules of its register.
struct Told {
  std::string fact;
  std::string value;  // JSON: an item of a list fact, or the fact
  bool list = false;
  bool complete = false;
  friend bool operator==(const Told&, const Told&) = default;
};
std::vector<Told> told_by(const EntryFile& file, const FindValues& find, const Date& today);
std::vector<Told> told_in(const boost::json::object& now);  // as the last event kept it

// "草稿", the names of the open steps, or how it ended.
Text status_title(const EntryFile& file);
std::string status_id(const EntryFile& file);
// The name of the entry by its `name` field; its reference if it has none.
std::string name_of(const EntryFile& file);
// Whether everybody may see it: in a public state, or under a running notice.
bool is_public(const EntryFile& file);
// The moment from which the clock has something to do in it; nullopt: nothing.
std::optional<std::int64_t> clock_due(const EntryFile& file);

// {status, title, ended, draft, public, name, held, clock?, search, keys, spans, references, fields, units,
// told, open}
boost::json::object state_now(const EntryFile& file, const std::vector<Told>& told);

}  // namespace enact::registers
