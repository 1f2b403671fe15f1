// Tables of calls and how their events fill them.
#include "selection/module.hpp"

#include <stdexcept>

#include "selection/event_json.hpp"
#include "store/database.hpp"

namespace enact::selection {
namespace {

namespace json = boost::json;
using store::Transaction;

constexpr std::string_view tables = R"sql(
CREATE TABLE call_file (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  policy TEXT NOT NULL,
  selection TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  organiser TEXT NOT NULL,
  mode TEXT NOT NULL,
  year INTEGER NOT NULL,
  until TEXT NOT NULL,
  closes TEXT,
  stage TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  changed INTEGER NOT NULL
) STRICT;
CREATE INDEX call_by_change ON call_file (changed);
CREATE INDEX call_by_selection ON call_file (policy, selection, year);
CREATE TABLE call_bid (
  call_id TEXT NOT NULL,
  bid TEXT NOT NULL,
  need TEXT NOT NULL,
  subject TEXT NOT NULL,
  PRIMARY KEY (call_id, bid)
) STRICT;
CREATE INDEX call_bid_by_subject ON call_bid (subject, call_id);
CREATE INDEX call_bid_by_bid ON call_bid (bid);
CREATE TABLE call_member (
  call_id TEXT NOT NULL,
  need TEXT NOT NULL,
  expert TEXT NOT NULL,
  account TEXT NOT NULL,
  standing TEXT NOT NULL CHECK (standing IN ('asked', 'agreed', 'left')),
  PRIMARY KEY (call_id, need, expert)
) STRICT;
CREATE INDEX call_member_by_account ON call_member (account, call_id);
CREATE INDEX call_member_by_expert ON call_member (expert, call_id);
)sql";

// Until the result is published nobody reads a seed but the draw.
constexpr std::string_view own_tables = R"sql(
CREATE TABLE call_seed (
  call_id TEXT PRIMARY KEY,
  seed TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
)sql";

std::string text_in(const json::object& from, std::string_view key) {
  const json::value* found = from.if_contains(key);
  return found != nullptr && found->is_string() ? std::string(found->as_string()) : "";
}

void insert_call(Transaction& tx, const store::Event& stored, const json::object& payload,
                 const Event& event) {
  const json::object& title = payload.at("title").as_object();
  tx.execute(
      "INSERT INTO call_file (id, reference, version, policy, selection, title_zh, title_en, organiser, "
      "mode, "
      "year, until, stage, opened_at, updated_at, changed) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, "
      "?, ?)",
      {stored.stream_id, text_in(payload, "reference"), text_in(payload, "policy"),
       text_in(payload, "selection"), text_in(title, "zh"), text_in(title, "en"),
       text_in(payload, "organiser"), policy::to_string(event.mode), event.year,
       event.until.value_or(event.on).to_string(), stored.at, stored.at, stored.seq});
}

void set_standing(Transaction& tx, const store::Event& stored, const Event& event,
                  std::string_view standing) {
  tx.execute("UPDATE call_member SET standing = ? WHERE call_id = ? AND need = ? AND expert = ?",
             {standing, stored.stream_id, event.need, event.expert});
}

void insert_member(Transaction& tx, const store::Event& stored, const std::string& need,
                   const std::string& expert, const std::string& account) {
  tx.execute(
      "INSERT INTO call_member (call_id, need, expert, account, standing) VALUES (?, ?, ?, ?, 'asked')",
      {stored.stream_id, need, expert, account});
}

void apply_to_tables(Transaction& tx, const store::Event& stored) {
  if (stored.stream_type != stream) return;
  const auto kind = kind_from_id(std::string_view(stored.kind).substr(stream.size() + 1));
  if (!kind) throw std::runtime_error("an event of a call of unknown kind: " + stored.kind);
  const json::object payload = json::parse(stored.payload).as_object();
  const Event event = event_from_json(*kind, payload.at("event").as_object());
  switch (*kind) {
    case Kind::opened:
      insert_call(tx, stored, payload, event);
      break;
    case Kind::bids_closed:
      for (const BidEntry& bid : event.bids)
        tx.execute("INSERT INTO call_bid (call_id, bid, need, subject) VALUES (?, ?, ?, ?)",
                   {stored.stream_id, bid.id, bid.need, bid.subject});
      break;
    case Kind::drawn:
      for (const PanelOfNeed& of_need : event.panels) {
        for (const std::string& expert : of_need.panel.members) {
          const auto account = of_need.accounts.find(expert);
          insert_member(tx, stored, of_need.need, expert,
                        account == of_need.accounts.end() ? "" : account->second);
        }
      }
      break;
    case Kind::agreed:
      set_standing(tx, stored, event, "agreed");
      break;
    case Kind::stepped_back:
    case Kind::dismissed:
      set_standing(tx, stored, event, "left");
      break;
    case Kind::replaced:
      insert_member(tx, stored, event.need, event.by, event.by_account);
      break;
    case Kind::published:
      tx.execute("UPDATE call_file SET closes = ? WHERE id = ?",
                 {event.closes.value_or(event.on).to_string(), stored.stream_id});
      break;
    default:
      break;
  }
  tx.execute(
      "UPDATE call_file SET version = ?, stage = ?, updated_at = ?, changed = ? WHERE id = ?",
      {stored.stream_version, text_in(payload, "call_stage"), stored.at, stored.seq, stored.stream_id});
}

}  // namespace

store::Module module() {
  return {.name = "selection",
          .migrations = {{1, "calls",
                          std::string(tables) + std::string(own_tables) + store::append_only("call_seed")}},
          .projections = {{.name = "calls",
                           .tables = {"call_file", "call_bid", "call_member"},
                           .apply = apply_to_tables}},
          .checks = {}};
}

}  // namespace enact::selection
