// Rules, what is expired by them, erasing it, and legal holds. See retention.hpp.
#include "casework/retention.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <optional>
#include <set>

#include "casework/case_file.hpp"
#include "casework/refusals.hpp"
#include "casework/retention_kinds.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using store::Fault;
using Goes = RetentionKind::Goes;

constexpr std::int64_t day = 24LL * 3600 * 1'000'000;
constexpr int most_days = 100 * 366;

bool is_erased(const store::Reader& reader, const RetentionKind& kind, const Expired& one) {
  if (kind.goes == Goes::sessions || kind.goes == Goes::attempts) return false;  // its rows are gone
  const std::string stream = erasure_of(kind, one.record);
  if (!kind.of_subjects()) return store::stream_version(reader, "erasure", stream) > 0;
  // A subject may come again.
  return reader
      .integer("SELECT 1 FROM event WHERE stream_type = 'erasure' AND stream_id = ? AND at > ? LIMIT 1",
               {stream, one.over})
      .has_value();
}

bool is_for(const RetentionRule& rule, std::string_view subject_type) {
  return rule.of.empty() || std::ranges::find(rule.of, subject_type) != rule.of.end();
}

// Whether all cases that have the document are among these, and nothing else has it: neither a letter, nor a
// seal, nor an entry of a register.
bool only_theirs(const store::Reader& reader, const std::vector<Expired>& documents,
                 const std::string& hash) {
  const auto theirs = std::ranges::count_if(
      documents, [&](const Expired& one) { return one.held.empty() && document_of(one) == hash; });
  return reader.integer("SELECT count(*) FROM case_document WHERE hash = ?", {hash}) == theirs &&
         !reader.integer("SELECT 1 FROM case_letter WHERE hash = ?", {hash}) &&
         !reader.integer("SELECT 1 FROM unit_seal WHERE hash = ?", {hash}) &&
         !reader.integer(
             "SELECT 1 FROM event WHERE stream_type = 'entry' AND kind = 'entry.attached' AND payload LIKE "
             "? LIMIT 1",
             {"%" + hash + "%"});
}

// What is past its term and not erased, held or not.
std::vector<Expired> past_term(const store::Reader& reader, const RetentionKind& kind,
                               const RetentionRule& rule, Instant now) {
  if (!reader.has_table(kind.table)) return {};  // a space without registers
  std::string sql = kind.over;
  for (const RetentionKind::Unless& one : kind.unless)
    if (reader.has_table(one.table)) sql += fmt::format(" AND {}", one.condition);
  const bool days = kind.goes == Goes::sessions || kind.goes == Goes::attempts;
  std::vector<Expired> found;
  reader.query(sql, {}, [&](const store::Row& row) {
    if (kind.of_subjects() && !is_for(rule, row.view(5))) return;
    const Instant over = row.instant(3);
    found.push_back({.kind = std::string(kind.id),
                     .record = row.text(0),
                     .case_id = row.text(1),
                     .reference = row.text(2),
                     .over = over,
                     .held = row.text(4),
                     .since = {over.microseconds + rule.days * day}});
  });
  std::erase_if(found, [&](Expired& one) {
    if (days) one.record = Date::from_days(std::stoll(one.record)).to_string();
    return one.since > now || is_erased(reader, kind, one);
  });
  for (const RetentionKind::Elsewhere& place : kind.elsewhere) {
    if (!reader.has_table(place.table)) continue;
    std::erase_if(found, [&](Expired& one) {
      if (place.touched.empty()) return false;
      const Instant touched{reader.integer(place.touched, {one.record}).value_or(0)};
      if (touched <= one.over) return false;
      one.over = touched;
      one.since = {touched.microseconds + rule.days * day};
      return one.since > now;
    });
    for (Expired& one : found)
      if (one.held.empty() && reader.integer(place.holds, {one.record})) one.held = place.reason;
  }
  for (Expired& one : found)
    if (one.held.empty() && !one.case_id.empty() && is_held(reader, one.case_id)) one.held = "hold";
  if (kind.goes == Goes::content) {
    const std::vector<Expired> all = found;
    for (Expired& one : found)
      if (one.held.empty() && !only_theirs(reader, all, document_of(one))) one.held = "shared";
  }
  return found;
}

std::vector<Expired> listed(const store::Reader& reader, const RetentionRules& rules, Instant now,
                            bool held) {
  std::vector<Expired> out;
  for (const auto& [id, rule] : rules) {
    const RetentionKind* kind = find_retention_kind(id);
    if (kind == nullptr) continue;
    auto found = past_term(reader, *kind, rule, now);
    std::erase_if(found, [&](const Expired& one) { return one.held.empty() == held; });
    std::ranges::move(found, std::back_inserter(out));
  }
  std::ranges::stable_sort(out, {}, [](const Expired& one) { return one.over.microseconds; });
  return out;
}

std::expected<void, Fault> erase_and_tell(store::Transaction& tx, const store::Actor& by,
                                          const RetentionKind& kind, const RetentionRule& rule,
                                          const Expired& record) {
  if (auto erased = erase_one(tx, by, kind, rule, record); !erased) return erased;
  json::array columns;
  for (const std::string_view column : kind.columns) columns.emplace_back(column);
  json::object payload{{"kind", kind.id}, {"columns", std::move(columns)}, {"rule", rule.says}};
  if (!record.case_id.empty()) payload["case"] = record.case_id;
  const auto event = tx.append({.stream_type = "erasure",
                                .stream_id = erasure_of(kind, record.record),
                                .kind = "record.erased",
                                .payload = json::serialize(payload),
                                .actor = by});
  if (!event) return std::unexpected(event.error());
  return {};
}

std::string reference_of(const store::Reader& reader, std::string_view case_id) {
  return reader.text("SELECT reference FROM case_file WHERE id = ?", {case_id}).value_or("");
}

std::expected<std::string, Fault> case_of(const store::Reader& reader, std::string_view reference) {
  auto id = reader.text("SELECT id FROM case_file WHERE reference = ?", {reference});
  if (!id) return std::unexpected(no_case());
  return std::move(*id);
}

std::expected<void, Fault> set_hold(store::Transaction& tx, const store::Actor& by,
                                    std::string_view reference, std::string_view reason, bool held) {
  const auto id = case_of(tx, reference);
  if (!id) return std::unexpected(id.error());
  if (reason.empty())
    return std::unexpected(refuse(Fault::Kind::invalid, "casework.reason-missing",
                                  {"须写明理由", "a reason is required"},
                                  {"写明依据", "say on what ground"}));
  if (is_held(tx, *id) == held)
    return std::unexpected(held ? refuse(Fault::Kind::conflict, "casework.held",
                                         {"该事项已被保全", "the case is held already"}, {})
                                : refuse(Fault::Kind::conflict, "casework.not-held",
                                         {"该事项未被保全", "the case is not held"}, {}));
  const auto event = tx.append({.stream_type = "hold",
                                .stream_id = *id,
                                .kind = held ? "hold.set" : "hold.released",
                                .payload = json::serialize(json::object{{"reason", reason}}),
                                .actor = by});
  if (!event) return std::unexpected(event.error());
  return {};
}

}  // namespace

std::vector<std::string> retention_kinds() {
  std::vector<std::string> out;
  for (const RetentionKind& kind : all_retention_kinds()) out.emplace_back(kind.id);
  return out;
}

std::expected<RetentionRules, Diagnostics> read_retention_rules(const SourcePtr& source) {
  policy::yaml::Read read = policy::yaml::read(source);
  Diagnostics diagnostics = std::move(read.diagnostics);
  RetentionRules rules;
  if (read.root) {
    const auto kinds = retention_kinds();
    const policy::yaml::Mapping root(*read.root, kinds, diagnostics);
    for (const std::string& kind : root.valid() ? kinds : std::vector<std::string>{}) {
      const policy::yaml::Node* node = root.get(kind);
      if (node == nullptr) continue;
      std::vector<std::string> keys{"days", "says", "by clock"};
      if (find_retention_kind(kind)->of_subjects()) keys.emplace_back("of");
      const policy::yaml::Mapping rule(*node, std::move(keys), diagnostics);
      if (!rule.valid()) continue;
      const policy::yaml::Node* days = rule.require("days");
      const std::string says = rule.required_text("says");
      if (days == nullptr) continue;
      rules[kind] = {policy::yaml::read_integer(*days, 1, most_days, diagnostics).value_or(most_days), says,
                     rule.flag("by clock", false), rule.texts("of")};
    }
  }
  if (has_errors(diagnostics)) return std::unexpected(std::move(diagnostics));
  return rules;
}

RetentionRules declared_rules(const store::Reader& reader) {
  RetentionRules rules;
  const auto last = reader.integer(
      "SELECT seq FROM event WHERE stream_type = 'retention' AND stream_id = 'rules' ORDER BY "
      "stream_version DESC LIMIT 1",
      {});
  if (!last) return rules;
  for (const auto& [kind, rule] : parse_object(store::payload_of(reader, *last))) {
    const json::object& stated = rule.as_object();
    const json::value* clock = stated.if_contains("by_clock");
    RetentionRule& read = rules[std::string(kind)];
    read = {integer_of(stated, "days"), string_of(stated, "says"), clock != nullptr && clock->as_bool()};
    if (const json::value* of = stated.if_contains("of"))
      for (const json::value& type : of->as_array()) read.of.emplace_back(type.as_string());
  }
  return rules;
}

std::expected<void, Fault> declare_rules(store::Transaction& tx, const store::Actor& by,
                                         const RetentionRules& rules) {
  if (declared_rules(tx) == rules) return {};
  json::object payload;
  for (const auto& [kind, rule] : rules) {
    json::object stated{{"days", rule.days}, {"says", rule.says}, {"by_clock", rule.by_clock}};
    if (!rule.of.empty()) stated["of"] = json::array(rule.of.begin(), rule.of.end());
    payload[kind] = std::move(stated);
  }
  const auto event = tx.append({.stream_type = "retention",
                                .stream_id = "rules",
                                .kind = "retention.declared",
                                .payload = json::serialize(payload),
                                .actor = by});
  if (!event) return std::unexpected(event.error());
  return {};
}

std::vector<Expired> expired_records(const store::Reader& reader, const RetentionRules& rules, Instant now) {
  return listed(reader, rules, now, false);
}
std::vector<Expired> held_records(const store::Reader& reader, const RetentionRules& rules, Instant now) {
  return listed(reader, rules, now, true);
}

std::expected<void, Fault> erase_record(store::Transaction& tx, const store::Actor& by,
                                        const RetentionRules& rules, const Expired& record) {
  const auto erased = erase_records(tx, by, rules, {record});
  if (!erased) return std::unexpected(erased.error());
  if (*erased > 0) return {};
  return std::unexpected(
      refuse(Fault::Kind::conflict, "casework.not-expired",
             {"该记录未到期、已抹除或被保全", "the record is not expired, erased, or held"},
             {"请重新列出到期的记录", "list what is expired again"}));
}

std::expected<std::int64_t, Fault> erase_records(store::Transaction& tx, const store::Actor& by,
                                                 const RetentionRules& rules,
                                                 const std::vector<Expired>& records) {
  std::int64_t count = 0;
  std::set<std::string> documents;  // a document may be of several cases; it goes once
  for (const auto& [id, rule] : rules) {
    const RetentionKind* kind = find_retention_kind(id);
    if (kind == nullptr || std::ranges::find(records, id, &Expired::kind) == records.end()) continue;
    for (const Expired& one : past_term(tx, *kind, rule, tx.now())) {
      const bool wanted = std::ranges::any_of(records, [&](const Expired& record) {
        return record.kind == one.kind && record.record == one.record;
      });
      if (!wanted || !one.held.empty()) continue;
      if (kind->goes == Goes::content && !documents.insert(document_of(one)).second) continue;
      if (auto erased = erase_and_tell(tx, by, *kind, rule, one); !erased)
        return std::unexpected(std::move(erased).error());
      ++count;
    }
  }
  return count;
}

std::expected<void, Fault> hold_case(store::Transaction& tx, const store::Actor& by,
                                     std::string_view reference, std::string_view reason) {
  return set_hold(tx, by, reference, reason, true);
}
std::expected<void, Fault> release_case(store::Transaction& tx, const store::Actor& by,
                                        std::string_view reference, std::string_view reason) {
  return set_hold(tx, by, reference, reason, false);
}

std::vector<Erased> erased_records(const store::Reader& reader, std::int64_t limit) {
  const auto seqs =
      reader.all("SELECT seq FROM event WHERE stream_type = 'erasure' ORDER BY seq DESC LIMIT ?", {limit},
                 [](const store::Row& row) { return row.integer(0); });
  std::vector<Erased> found;
  for (const std::int64_t seq : seqs) {
    const store::Event event = store::events_after(reader, seq - 1, 1).front();
    const json::object payload = parse_object(event.payload);
    const std::string of_case = payload.contains("case") ? string_of(payload, "case") : "";
    found.push_back({.kind = string_of(payload, "kind"),
                     .record = event.stream_id,
                     .reference = of_case.empty() ? "" : reference_of(reader, of_case),
                     .at = event.at,
                     .account = event.actor.account,
                     .says = string_of(payload, "rule")});
  }
  return found;
}

std::vector<Held> held_cases(const store::Reader& reader) {
  const auto seqs = reader.all(
      "SELECT h.seq FROM event h WHERE h.stream_type = 'hold' AND h.kind = 'hold.set' AND h.stream_version = "
      "(SELECT max(l.stream_version) FROM event l WHERE l.stream_type = 'hold' AND l.stream_id = "
      "h.stream_id) ORDER BY h.seq",
      {}, [](const store::Row& row) { return row.integer(0); });
  std::vector<Held> held;
  for (const std::int64_t seq : seqs) {
    const store::Event event = store::events_after(reader, seq - 1, 1).front();
    held.push_back(
        {reference_of(reader, event.stream_id), string_of(parse_object(event.payload), "reason"), event.at});
  }
  return held;
}

bool is_held(const store::Reader& reader, std::string_view case_id) {
  return reader.text(
             "SELECT kind FROM event WHERE stream_type = 'hold' AND stream_id = ? ORDER BY "
             "stream_version DESC LIMIT 1",
             {case_id}) == "hold.set";
}

}  // namespace enact::casework
