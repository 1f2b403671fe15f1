#include "casework/retention.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <optional>

#include "casework/case_file.hpp"
#include "casework/refusals.hpp"
#include "store/erase_content.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using store::Fault;

constexpr std::int64_t day = 24LL * 3600 * 1'000'000;

struct KeyColumn {
  std::string_view name;
  bool number = false;
};

struct Kind {
  std::string_view id;
  std::string_view table;
  std::vector<KeyColumn> key;
  std::vector<std::string_view> columns;  // sealed
  // Rows: key (its parts joined by /), case or "", its reference or "", when the matter was over.
  std::string over;
  bool documents =
      false;  // rows are documents of cases: their content goes, and a document may be of several
};

// Of a case that has ended, with nothing committed, payable, issued or asked back that is not settled.
constexpr std::string_view settled_case =
    "c.ended = 1 AND NOT EXISTS (SELECT 1 FROM commitment k WHERE k.case_id = c.id AND k.committed_fen + "
    "k.payable_fen + k.issued_fen > 0) AND NOT EXISTS (SELECT 1 FROM ledger_demand d JOIN commitment k ON "
    "k.id "
    "= d.commitment WHERE k.case_id = c.id AND d.received_fen + d.waived_fen < d.demanded_fen)";

std::string of_case(std::string_view table, std::string_view key) {
  return fmt::format(
      "SELECT r.{}, c.id, c.reference, c.updated_at FROM {} r JOIN case_file c ON c.id = r.case_id WHERE {}",
      key, table, settled_case);
}

const std::array<Kind, 6>& kinds() {
  static const std::array<Kind, 6> all{
      Kind{"objection",
           "objection_contact",
           {{"objection"}},
           {"name", "contact"},
           of_case("objection_contact", "objection")},
      Kind{"payee", "case_payee", {{"id"}}, {"account_number"}, of_case("case_payee", "id")},
      Kind{"payment",
           "payment_line",
           {{"batch"}, {"number", true}},
           {"payee_account"},
           fmt::format(
               "SELECT r.batch || '/' || r.number, c.id, c.reference, c.updated_at FROM payment_line r JOIN "
               "commitment m ON m.id = r.commitment JOIN case_file c ON c.id = m.case_id WHERE {}",
               settled_case)},
      Kind{"document",
           "blob",
           {},
           {},
           fmt::format(
               "SELECT r.case_id || '/' || r.hash, c.id, c.reference, c.updated_at FROM case_document r JOIN "
               "case_file c ON c.id = r.case_id WHERE EXISTS (SELECT 1 FROM blob b WHERE b.hash = r.hash) "
               "AND {}",
               settled_case),
           true},
      Kind{"register objection",
           "register_contact",
           {{"objection"}},
           {"name", "contact"},
           "SELECT r.objection, '', e.reference, e.updated_at FROM register_contact r JOIN register_entry e "
           "ON "
           "e.id = r.entry WHERE e.ended = 1"},
      Kind{"registration",
           "registration",
           {{"id"}},
           {"subject_identity", "contact"},
           "SELECT r.id, '', '', e.at FROM registration r JOIN registration_end e ON e.registration = r.id"}};
  return all;
}

const Kind* find_kind(std::string_view id) {
  const auto found = std::ranges::find(kinds(), id, &Kind::id);
  return found == kinds().end() ? nullptr : &*found;
}

bool is_erased(const store::Reader& reader, std::string_view record) {
  return store::stream_version(reader, "erasure", record) > 0;
}

std::string hash_of(const Expired& document) {
  return document.record.substr(document.record.rfind('/') + 1);
}

// Whether all cases that have the document are among these, and nothing else has it: neither a letter, nor a
// seal, nor an entry of a register.
bool only_theirs(const store::Reader& reader, const std::vector<Expired>& documents,
                 const std::string& hash) {
  const auto theirs =
      std::ranges::count_if(documents, [&](const Expired& one) { return hash_of(one) == hash; });
  return reader.integer("SELECT count(*) FROM case_document WHERE hash = ?", {hash}) == theirs &&
         !reader.integer("SELECT 1 FROM case_letter WHERE hash = ?", {hash}) &&
         !reader.integer("SELECT 1 FROM unit_seal WHERE hash = ?", {hash}) &&
         !reader.integer(
             "SELECT 1 FROM event WHERE stream_type = 'entry' AND kind = 'entry.attached' AND payload LIKE "
             "? LIMIT 1",
             {"%" + hash + "%"});
}

std::vector<Expired> expired_of(const store::Reader& reader, const Kind& kind, const RetentionRule& rule,
                                Instant now) {
  auto found = reader.all(kind.over, {}, [&](const store::Row& row) {
    return Expired{std::string(kind.id), row.text(0), row.text(1), row.text(2), row.instant(3)};
  });
  std::erase_if(found, [&](const Expired& one) {
    return one.over.microseconds + rule.days * day > now.microseconds || is_erased(reader, one.record) ||
           (!one.case_id.empty() && is_held(reader, one.case_id));
  });
  if (kind.documents) {
    const std::vector<Expired> all = found;
    std::erase_if(found, [&](const Expired& one) { return !only_theirs(reader, all, hash_of(one)); });
  }
  return found;
}

// Writes the seal of nothing over the columns of a row.
void seal_nothing(store::Transaction& tx, const Kind& kind, const std::string& record) {
  std::string where;
  std::vector<std::string> parts;
  for (std::size_t i = 0, begin = 0; i < kind.key.size(); ++i) {
    where += fmt::format("{}{} = ?", i == 0 ? "" : " AND ", kind.key[i].name);
    const std::size_t end = i + 1 == kind.key.size() ? record.size() : record.find('/', begin);
    parts.push_back(record.substr(begin, end - begin));
    begin = end + 1;
  }
  for (const std::string_view column : kind.columns) {
    const std::string nothing = tx.seal("", store::sealed_place(kind.table, column, record));
    std::vector<store::Param> params{nothing};
    for (const std::string& part : parts) {
      if (kind.key[params.size() - 1].number) {
        params.emplace_back(static_cast<std::int64_t>(std::stoll(part)));
      } else {
        params.emplace_back(part);
      }
    }
    tx.execute(fmt::format("UPDATE {} SET {} = ? WHERE {}", kind.table, column, where), params);
  }
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
  for (const Kind& kind : kinds()) out.emplace_back(kind.id);
  return out;
}

RetentionRules declared_rules(const store::Reader& reader) {
  RetentionRules rules;
  const auto last = reader.text(
      "SELECT payload FROM event WHERE stream_type = 'retention' AND stream_id = 'rules' ORDER BY "
      "stream_version "
      "DESC LIMIT 1",
      {});
  if (!last) return rules;
  for (const auto& [kind, rule] : parse_object(*last)) {
    const json::object& stated = rule.as_object();
    rules[std::string(kind)] = {integer_of(stated, "days"), string_of(stated, "says")};
  }
  return rules;
}

std::expected<void, Fault> declare_rules(store::Transaction& tx, const store::Actor& by,
                                         const RetentionRules& rules) {
  if (declared_rules(tx) == rules) return {};
  json::object payload;
  for (const auto& [kind, rule] : rules) payload[kind] = {{"days", rule.days}, {"says", rule.says}};
  const auto event = tx.append({.stream_type = "retention",
                                .stream_id = "rules",
                                .kind = "retention.declared",
                                .payload = json::serialize(payload),
                                .actor = by});
  if (!event) return std::unexpected(event.error());
  return {};
}

std::vector<Expired> expired_records(const store::Reader& reader, const RetentionRules& rules, Instant now) {
  std::vector<Expired> out;
  for (const auto& [id, rule] : rules) {
    const Kind* kind = find_kind(id);
    if (kind == nullptr) continue;
    auto found = expired_of(reader, *kind, rule, now);
    std::ranges::move(found, std::back_inserter(out));
  }
  std::ranges::stable_sort(out, {}, [](const Expired& one) { return one.over.microseconds; });
  return out;
}

std::expected<void, Fault> erase_record(store::Transaction& tx, const store::Actor& by,
                                        const RetentionRules& rules, const Expired& record) {
  const Kind* kind = find_kind(record.kind);
  const auto rule = rules.find(record.kind);
  const auto now_expired = kind == nullptr || rule == rules.end()
                               ? std::vector<Expired>{}
                               : expired_of(tx, *kind, rule->second, tx.now());
  if (std::ranges::find(now_expired, record.record, &Expired::record) == now_expired.end())
    return std::unexpected(
        refuse(Fault::Kind::conflict, "casework.not-expired",
               {"该记录未到期、已抹除或被保全", "the record is not expired, erased, or held"},
               {"请重新列出到期的记录", "list what is expired again"}));
  json::array columns;
  for (const std::string_view column : kind->columns) columns.emplace_back(column);
  if (kind->documents) {
    store::erase_blob(tx, hash_of(record));
  } else {
    seal_nothing(tx, *kind, record.record);
  }
  json::object payload{{"kind", kind->id}, {"columns", std::move(columns)}, {"rule", rule->second.says}};
  if (!record.case_id.empty()) payload["case"] = record.case_id;
  const auto event = tx.append({.stream_type = "erasure",
                                .stream_id = record.record,
                                .kind = "record.erased",
                                .payload = json::serialize(payload),
                                .actor = by});
  if (!event) return std::unexpected(event.error());
  return {};
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
  auto found = reader.all(
      "SELECT stream_id, at, account, payload FROM event WHERE stream_type = 'erasure' ORDER BY seq DESC "
      "LIMIT ?",
      {limit}, [](const store::Row& row) {
        const json::object payload = parse_object(row.view(3));
        return Erased{.kind = string_of(payload, "kind"),
                      .record = row.text(0),
                      .reference = payload.contains("case") ? string_of(payload, "case") : "",
                      .at = row.instant(1),
                      .account = row.text(2),
                      .says = string_of(payload, "rule")};
      });
  for (Erased& one : found) {
    if (!one.reference.empty()) one.reference = reference_of(reader, one.reference);
  }
  return found;
}

std::vector<Held> held_cases(const store::Reader& reader) {
  struct Hold {
    std::string case_id;
    std::string kind;
    Held held;
  };
  const auto all = reader.all(
      "SELECT h.stream_id, h.kind, h.payload, h.at FROM event h WHERE h.stream_type = 'hold' AND "
      "h.stream_version = "
      "(SELECT max(l.stream_version) FROM event l WHERE l.stream_type = 'hold' AND l.stream_id = "
      "h.stream_id) "
      "ORDER BY h.seq",
      {}, [](const store::Row& row) {
        return Hold{
            row.text(0), row.text(1), {"", string_of(parse_object(row.view(2)), "reason"), row.instant(3)}};
      });
  std::vector<Held> held;
  for (const Hold& one : all) {
    if (one.kind != "hold.set") continue;
    held.push_back(one.held);
    held.back().reference = reference_of(reader, one.case_id);
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
