// Subjects and facts in their append-only tables.
#include "store/facts.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "base/identity_number.hpp"
#include "store/identities.hpp"

namespace enact::store {
namespace {

constexpr std::string_view fact_columns =
    "f.seq, f.subject_id, f.name, f.value, f.source, f.attested_by, f.evidence, f.open, f.valid_from, "
    "f.valid_to, f.known_on, f.supersedes";

std::optional<Date> optional_date(const Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return Date::from_days(row.integer(column));
}

Fact read_fact(const Reader& reader, const Row& row) {
  return {.seq = row.integer(0),
          .subject_id = row.text(1),
          .name = row.text(2),
          .value = reader.unseal(row.view(3), fact_place(row.integer(0))),
          .source = row.view(4) == "attested" ? FactSource::attested : FactSource::declared,
          .attested_by = row.text(5),
          .evidence = row.text(6),
          .open = row.boolean(7),
          .valid_from = optional_date(row, 8),
          .valid_to = optional_date(row, 9),
          .known_on = row.instant(10),
          .supersedes = row.optional_integer(11)};
}

// id, type, identity, name, sealed.
Subject read_subject(const Reader& reader, const Row& row) {
  if (row.view(4).empty()) return {row.text(0), row.text(1), row.text(2), row.text(3)};
  return {row.text(0), row.text(1), reader.unseal(row.view(4), identity_place(row.view(0))), row.text(3)};
}

Fault bad_fact(const Fact& fact, Text why) {
  return {.kind = Fault::Kind::invalid,
          .code = "store.bad-fact",
          .message = {fmt::format("事实 `{}`：{}", fact.name, why.zh),
                      fmt::format("fact `{}`: {}", fact.name, why.en)},
          .help = {"请改正后重新提交", "correct it and submit again"}};
}

// What is wrong with the fact itself; where it belongs is asked of the database.
std::optional<Fault> fault_of(const Fact& fact, Instant now) {
  if (fact.name.empty()) return bad_fact(fact, {"没有名称", "it has no name"});
  boost::json::error_code error;
  boost::json::parse(fact.value, error);
  if (error) return bad_fact(fact, {"值不是 JSON", "its value is not JSON"});
  if (fact.valid_from && fact.valid_to && *fact.valid_to < *fact.valid_from) {
    return bad_fact(fact, {"止日早于起日", "it ends before it begins"});
  }
  if (fact.known_on > now) return bad_fact(fact, {"获知时间在将来", "it is known only in the future"});
  return std::nullopt;
}

void insert_fact(Transaction& tx, Fact& fact) {
  const auto days = [](const std::optional<Date>& date) -> std::optional<std::int64_t> {
    if (!date) return std::nullopt;
    return date->days_since_1970();
  };
  if (fact.known_on == Instant{}) fact.known_on = tx.now();
  std::optional<std::int64_t> seq;  // the database's, but a seal names its place
  std::string value = fact.value;
  if (holds_identity_number(value)) {
    seq = tx.integer("SELECT coalesce(max(seq), 0) + 1 FROM fact", {});
    value = tx.seal(value, fact_place(*seq));
  }
  fact.seq =
      tx.integer(
            "INSERT INTO fact (seq, subject_id, name, value, source, attested_by, evidence, open, "
            "valid_from, valid_to, known_on, recorded_at, supersedes) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq",
            {seq, fact.subject_id, fact.name, value,
             fact.source == FactSource::attested ? "attested" : "declared", fact.attested_by, fact.evidence,
             fact.open, days(fact.valid_from), days(fact.valid_to), fact.known_on, tx.now(), fact.supersedes})
          .value();
}

void insert_subject(Transaction& tx, Subject& subject) {
  if (subject.id.empty()) subject.id = tx.new_id();
  const std::string sealed = is_identity_number(subject.identity)
                                 ? tx.seal(subject.identity, identity_place(subject.id))
                                 : std::string();
  const std::string key = identity_key(tx, subject.type, subject.identity);
  tx.execute("INSERT INTO subject (id, type, identity, name, sealed, at) VALUES (?, ?, ?, ?, ?, ?)",
             {subject.id, subject.type, key, subject.name, sealed, tx.now()});
}

std::optional<Fault> fault_of(const Subject& subject) {
  if (!subject.type.empty() && !subject.identity.empty()) return std::nullopt;
  return Fault{.kind = Fault::Kind::invalid,
               .code = "store.bad-subject",
               .message = {fmt::format("主体“{}”缺少类型或识别代码", subject.name),
                           fmt::format("the subject `{}` lacks a type or an identity", subject.name)},
               .help = {"请补全后重新提交", "complete it and submit again"}};
}

// A pattern that finds `text` anywhere, its own wildcards taken literally.
std::string containing(std::string_view text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

}  // namespace

std::expected<Subject, Fault> add_subject(Transaction& tx, Subject subject) {
  if (auto fault = fault_of(subject)) return std::unexpected(std::move(*fault));
  if (find_subject(tx, subject.type, subject.identity)) {
    return std::unexpected(
        Fault{.kind = Fault::Kind::conflict,
              .code = "store.subject-exists",
              .message = {fmt::format("{} `{}` 已登记", subject.type, subject.identity),
                          fmt::format("the {} `{}` is registered already", subject.type, subject.identity)},
              .help = {"请使用已登记的主体", "use the registered subject"}});
  }
  insert_subject(tx, subject);
  return subject;
}

void rename_subject(Transaction& tx, std::string_view id, std::string_view name) {
  tx.execute("UPDATE subject SET name = ? WHERE id = ?", {name, id});
}

std::expected<Fact, Fault> add_fact(Transaction& tx, Fact fact) {
  if (auto fault = fault_of(fact, tx.now())) return std::unexpected(std::move(*fault));
  if (!find_subject(tx, fact.subject_id)) {
    return std::unexpected(bad_fact(fact, {"主体不存在", "there is no such subject"}));
  }
  if (fact.supersedes) {
    const auto old = find_fact(tx, *fact.supersedes);
    if (!old || old->subject_id != fact.subject_id || old->name != fact.name) {
      return std::unexpected(bad_fact(fact, {"所更正的不是同一主体的同名事实",
                                             "what it corrects is not a fact of this name and subject"}));
    }
    if (tx.integer("SELECT seq FROM fact WHERE supersedes = ?", {*fact.supersedes})) {
      return std::unexpected(
          Fault{.kind = Fault::Kind::conflict,
                .code = "store.fact-superseded",
                .message = {fmt::format("事实 `{}` 已被更正过", fact.name),
                            fmt::format("fact `{}` has been corrected already", fact.name)},
                .help = {"请刷新后更正最新的事实", "reload and correct the latest fact"}});
    }
    const Instant known = fact.known_on == Instant{} ? tx.now() : fact.known_on;
    if (known < old->known_on) {
      return std::unexpected(
          bad_fact(fact, {"更正的获知时间早于原事实", "the correction is known before what it corrects"}));
    }
  }
  insert_fact(tx, fact);
  return fact;
}

std::expected<BulkCount, Fault> add_subjects(Transaction& tx, std::span<const SubjectWithFacts> subjects) {
  BulkCount count;
  for (const SubjectWithFacts& entry : subjects) {
    if (auto fault = fault_of(entry.subject)) return std::unexpected(std::move(*fault));
    auto known = find_subject(tx, entry.subject.type, entry.subject.identity);
    if (!known) {
      known = entry.subject;
      insert_subject(tx, *known);
      ++count.new_subjects;
    }
    for (Fact fact : entry.facts) {
      fact.subject_id = known->id;
      if (fact.supersedes) {
        auto added = add_fact(tx, std::move(fact));
        if (!added) return std::unexpected(std::move(added).error());
      } else {
        if (auto fault = fault_of(fact, tx.now())) return std::unexpected(std::move(*fault));
        insert_fact(tx, fact);
      }
      ++count.facts;
    }
  }
  return count;
}

std::optional<Subject> find_subject(const Reader& reader, std::string_view id) {
  return reader.first("SELECT id, type, identity, name, sealed FROM subject WHERE id = ?", {id},
                      [&](const Row& row) { return read_subject(reader, row); });
}

std::optional<Subject> find_subject(const Reader& reader, std::string_view type, std::string_view identity) {
  return reader.first("SELECT id, type, identity, name, sealed FROM subject WHERE type = ? AND identity = ?",
                      {type, identity_key(reader, type, identity)},
                      [&](const Row& row) { return read_subject(reader, row); });
}

// A whole identity number is found by its hash; a part of one is not.
std::vector<Subject> list_subjects(const Reader& reader, std::string_view type, std::string_view contains,
                                   std::int64_t offset, std::int64_t limit) {
  const std::string pattern = containing(contains);
  return reader.all(
      "SELECT id, type, identity, name, sealed FROM subject WHERE type = ? AND (name LIKE ? ESCAPE '\\' OR "
      "(sealed = '' AND identity LIKE ? ESCAPE '\\') OR identity = ?) ORDER BY type, name, id LIMIT ? OFFSET "
      "?",
      {type, pattern, pattern, identity_key(reader, type, contains), limit, offset},
      [&](const Row& row) { return read_subject(reader, row); });
}

std::int64_t count_subjects(const Reader& reader, std::string_view type, std::string_view contains) {
  const std::string pattern = containing(contains);
  return reader
      .integer(
          "SELECT count(*) FROM subject WHERE type = ? AND (name LIKE ? ESCAPE '\\' OR (sealed = '' AND "
          "identity LIKE ? ESCAPE '\\') OR identity = ?)",
          {type, pattern, pattern, identity_key(reader, type, contains)})
      .value_or(0);
}

void for_each_subject(const Reader& reader, std::string_view type,
                      const std::function<void(const Subject&)>& on_subject) {
  reader.query("SELECT id, type, identity, name, sealed FROM subject WHERE type = ? ORDER BY type, identity",
               {type}, [&](const Row& row) { on_subject(read_subject(reader, row)); });
}

std::vector<Fact> facts_known_at(const Reader& reader, std::string_view subject_id, Instant instant) {
  static const std::string sql = fmt::format(
      "SELECT {} FROM fact f WHERE f.subject_id = ? AND f.known_on <= ? AND NOT EXISTS (SELECT 1 FROM fact g "
      "WHERE g.supersedes = f.seq AND g.known_on <= ?) ORDER BY f.name, f.seq",
      fact_columns);
  return reader.all(sql, {subject_id, instant, instant},
                    [&](const Row& row) { return read_fact(reader, row); });
}

std::optional<Fact> find_fact(const Reader& reader, std::int64_t seq) {
  static const std::string sql = fmt::format("SELECT {} FROM fact f WHERE f.seq = ?", fact_columns);
  return reader.first(sql, {seq}, [&](const Row& row) { return read_fact(reader, row); });
}

std::vector<Fact> fact_history(const Reader& reader, std::string_view subject_id) {
  static const std::string sql =
      fmt::format("SELECT {} FROM fact f WHERE f.subject_id = ? ORDER BY f.name, f.seq", fact_columns);
  return reader.all(sql, {subject_id}, [&](const Row& row) { return read_fact(reader, row); });
}

}  // namespace enact::store
