#include "casework/retention.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <optional>

#include "casework/refusals.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using store::Fault;

constexpr std::int64_t day = 24LL * 3600 * 1'000'000;

struct Kind {
  std::string_view id;
  std::string_view table;
  std::string_view key;
  std::vector<std::string_view> columns;  // sealed
  // Rows: key, case or "", its reference or "", when the matter was over.
  std::string over;
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

const std::array<Kind, 3>& kinds() {
  static const std::array<Kind, 3> all{
      Kind{"objection",
           "objection_contact",
           "objection",
           {"name", "contact"},
           of_case("objection_contact", "objection")},
      Kind{"payee", "case_payee", "id", {"account_number"}, of_case("case_payee", "id")},
      Kind{"registration",
           "registration",
           "id",
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

std::vector<Expired> expired_of(const store::Reader& reader, const Kind& kind, const RetentionRule& rule,
                                Instant now) {
  auto found = reader.all(kind.over, {}, [&](const store::Row& row) {
    return Expired{std::string(kind.id), row.text(0), row.text(1), row.text(2), row.instant(3)};
  });
  std::erase_if(found, [&](const Expired& one) {
    return one.over.microseconds + rule.days * day > now.microseconds || is_erased(reader, one.record) ||
           (!one.case_id.empty() && is_held(reader, one.case_id));
  });
  return found;
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
  for (const std::string_view column : kind->columns) {
    const std::string nothing = tx.seal("", store::sealed_place(kind->table, column, record.record));
    tx.execute(fmt::format("UPDATE {} SET {} = ? WHERE {} = ?", kind->table, column, kind->key),
               {nothing, record.record});
    columns.emplace_back(column);
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

bool is_held(const store::Reader& reader, std::string_view case_id) {
  return reader.text(
             "SELECT kind FROM event WHERE stream_type = 'hold' AND stream_id = ? ORDER BY "
             "stream_version DESC LIMIT 1",
             {case_id}) == "hold.set";
}

}  // namespace enact::casework
