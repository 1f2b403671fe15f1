#include "notify/notifications.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "notify/rules.hpp"
#include "store/json_members.hpp"

namespace enact::notify {
namespace {

namespace json = boost::json;
using store::Event;
using store::Param;
using store::Row;
using store::string_of;
using store::Transaction;

// notify_case and notify_step keep what later events do not say again.
constexpr std::string_view tables = R"sql(
CREATE TABLE notification (
  seq INTEGER NOT NULL,
  place INTEGER NOT NULL,
  kind TEXT NOT NULL,
  case_id TEXT NOT NULL,
  reference TEXT NOT NULL,
  subject TEXT NOT NULL,
  unit TEXT NOT NULL,
  role TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  about_zh TEXT NOT NULL,
  about_en TEXT NOT NULL,
  event_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (seq, place),
  CHECK ((subject = '') <> (unit = ''))
) STRICT;
CREATE INDEX notification_by_subject ON notification (subject, seq);
CREATE INDEX notification_by_unit ON notification (unit, role, seq);
CREATE TABLE notify_case (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL,
  subject TEXT NOT NULL,
  about_zh TEXT NOT NULL,
  about_en TEXT NOT NULL
) STRICT;
CREATE TABLE notify_step (
  case_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  step TEXT NOT NULL,
  kind TEXT NOT NULL,
  unit TEXT NOT NULL,
  role TEXT NOT NULL,
  deadline TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  told INTEGER NOT NULL CHECK (told IN (0, 1)),
  PRIMARY KEY (case_id, place)
) STRICT;
CREATE INDEX notify_step_by_deadline ON notify_step (told, deadline);
)sql";

constexpr std::string_view own_tables = R"sql(
CREATE TABLE notify_contact (
  seq INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  mail TEXT NOT NULL,
  phone TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX notify_contact_by_account ON notify_contact (account, seq);
CREATE TABLE notify_seen (
  account TEXT PRIMARY KEY,
  up_to INTEGER NOT NULL
) STRICT;
CREATE TABLE notify_cursor (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  seq INTEGER NOT NULL,
  place INTEGER NOT NULL
) STRICT;
CREATE TABLE notify_lease (
  message_id TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until INTEGER NOT NULL
) STRICT;
)sql";

std::vector<OpenStep> known_steps(const store::Reader& reader, std::string_view case_id) {
  return reader.all(
      "SELECT step, kind, unit, role, deadline, title_zh, title_en FROM notify_step WHERE case_id = ? ORDER "
      "BY place",
      {case_id}, [](const Row& row) {
        return OpenStep{row.text(0), row.text(1), row.text(2),
                        row.text(3), row.text(4), {row.text(5), row.text(6)}};
      });
}

void keep_steps(Transaction& tx, const std::string& case_id, const std::vector<OpenStep>& before,
                const std::vector<OpenStep>& now) {
  std::set<std::string> told;
  tx.query("SELECT step, unit, deadline FROM notify_step WHERE case_id = ? AND told = 1", {case_id},
           [&](const Row& row) { told.insert(row.text(0) + "\n" + row.text(1) + "\n" + row.text(2)); });
  if (before == now) return;
  tx.execute("DELETE FROM notify_step WHERE case_id = ?", {case_id});
  std::int64_t place = 0;
  for (const OpenStep& step : now) {
    const bool was_told = told.contains(step.step + "\n" + step.unit + "\n" + step.deadline);
    tx.execute(
        "INSERT INTO notify_step (case_id, place, step, kind, unit, role, deadline, title_zh, title_en, "
        "told) VALUES "
        "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {case_id, place++, step.step, step.kind, step.unit, step.role, step.deadline, step.title.zh,
         step.title.en, was_told});
  }
}

void insert(Transaction& tx, const Event& event, const Notification& one) {
  tx.execute(
      "INSERT INTO notification (seq, place, kind, case_id, reference, subject, unit, role, title_zh, "
      "title_en, "
      "about_zh, about_en, event_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {event.seq, one.place, one.kind, one.case_id, one.reference, one.subject, one.unit, one.role,
       one.title.zh, one.title.en, one.about.zh, one.about.en, event.id, event.at});
}

void tell(Transaction& tx, const Event& event, std::int64_t& place, const std::string& case_id,
          const Told& told) {
  struct Of {
    std::string reference, subject;
    Text about;
  };
  const auto of =
      tx.first("SELECT reference, subject, about_zh, about_en FROM notify_case WHERE id = ?", {case_id},
               [](const Row& row) { return Of{row.text(0), row.text(1), {row.text(2), row.text(3)}}; });
  if (!of || (!told.applicant && told.unit.empty())) return;
  insert(tx, event,
         {.place = static_cast<int>(place++),
          .kind = std::string(told.kind),
          .case_id = case_id,
          .reference = of->reference,
          .subject = !told.applicant        ? std::string()
                     : told.subject.empty() ? of->subject
                                            : told.subject,
          .unit = told.applicant ? std::string() : told.unit,
          .role = told.role,
          .title = told.title,
          .about = of->about});
}

// Of a list: its number is the reference, and no case is named.
void tell_of_list(Transaction& tx, const Event& event, const json::object& payload) {
  int place = 0;
  for (const ToldOfList& told : told_of_list(event, payload)) {
    const json::value* title = payload.if_contains("title");
    if (title == nullptr || !title->is_object()) return;
    const json::value* number = payload.if_contains("number");
    Notification one{
        .kind = std::string(told.kind),
        .reference = fmt::format("L{}", number == nullptr ? 0 : number->to_number<std::int64_t>()),
        .unit = told.unit,
        .role = told.role,
        .title = told.title,
        .about = {string_of(title->as_object(), "zh"), string_of(title->as_object(), "en")}};
    if (!told.unit.empty()) {
      one.place = place++;
      insert(tx, event, one);
    }
    for (const std::string& subject : told.subjects) {
      one.place = place++;
      one.subject = subject;
      insert(tx, event, one);
    }
  }
}

// Of an allocation: whoever was not served in full.
void tell_who_waits(Transaction& tx, const Event& event, const json::object& payload) {
  std::int64_t place = 0;
  for (const json::value& one : payload.at("cases").as_array()) {
    const json::object& share = one.as_object();
    if (share.at("share").to_number<std::int64_t>() < share.at("due").to_number<std::int64_t>())
      tell(tx, event, place, string_of(share, "case"), told_short());
  }
}

// Steps that are late from this day on, each told once. A notice that has run out waits to be closed.
void tell_overdue(Transaction& tx, const Event& event, const json::object& payload) {
  struct Late {
    std::string case_id;
    std::int64_t place;
    OpenStep step;
  };
  const auto late = tx.all(
      "SELECT case_id, place, step, kind, unit, role, deadline, title_zh, title_en FROM notify_step WHERE "
      "told = 0 AND "
      "deadline <> '' AND deadline < ? AND kind <> 'notice' ORDER BY case_id, place",
      {string_of(payload, "day")}, [](const Row& row) {
        return Late{
            row.text(0),
            row.integer(1),
            {row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), {row.text(7), row.text(8)}}};
      });
  std::int64_t place = 0;
  for (const Late& one : late) {
    tell(tx, event, place, one.case_id, told_overdue(one.step));
    tx.execute("UPDATE notify_step SET told = 1 WHERE case_id = ? AND place = ?", {one.case_id, one.place});
  }
}

void apply(Transaction& tx, const Event& event) {
  const bool of_list = event.stream_type == "roster";
  const bool of_money = event.kind == "allocation.released";
  if (event.kind != "clock.day_turned" && event.stream_type != "case" && !of_list && !of_money) return;
  boost::system::error_code fault;
  const json::value parsed = json::parse(event.payload, fault);
  if (fault || !parsed.is_object()) return;
  const json::object& payload = parsed.as_object();
  if (of_list) return tell_of_list(tx, event, payload);
  if (of_money) return tell_who_waits(tx, event, payload);
  if (event.stream_type != "case") return tell_overdue(tx, event, payload);
  if (event.kind == "case.opened") {
    const json::value* subject = payload.if_contains("subject");
    const json::value* title = payload.if_contains("title");
    const json::object none;
    const json::object& who = subject != nullptr && subject->is_object() ? subject->as_object() : none;
    const json::object& what = title != nullptr && title->is_object() ? title->as_object() : none;
    const std::string name = string_of(who, "name");
    tx.execute("INSERT INTO notify_case (id, reference, subject, about_zh, about_en) VALUES (?, ?, ?, ?, ?)",
               {event.stream_id, string_of(payload, "reference"), string_of(who, "id"),
                string_of(what, "zh") + " · " + name, string_of(what, "en") + " · " + name});
  }
  const auto before = known_steps(tx, event.stream_id);
  std::int64_t place = 0;
  for (const Told& told : told_of(event, payload, before)) tell(tx, event, place, event.stream_id, told);
  if (payload.contains("state")) keep_steps(tx, event.stream_id, before, open_steps(payload));
}

Notification read_notification(const Row& row) {
  return {.seq = row.integer(0),
          .place = static_cast<int>(row.integer(1)),
          .kind = row.text(2),
          .case_id = row.text(3),
          .reference = row.text(4),
          .subject = row.text(5),
          .unit = row.text(6),
          .role = row.text(7),
          .title = {row.text(8), row.text(9)},
          .about = {row.text(10), row.text(11)},
          .event_id = row.text(12),
          .at = row.instant(13)};
}

constexpr std::string_view columns =
    "n.seq, n.place, n.kind, n.case_id, n.reference, n.subject, n.unit, n.role, n.title_zh, n.title_en, "
    "n.about_zh, "
    "n.about_en, n.event_id, n.at";

// Which notifications are a person's, as a condition over `n`. A role's are for those who have it; what names
// no role is for all who act in the unit.
struct Own {
  std::string condition = "1 = 0";
  std::vector<std::string> values;
};
Own own_of(std::span<const identity::Grant> grants) {
  Own own;
  for (const identity::Grant& grant : grants) {
    if (!grant.subject.empty()) {
      own.condition += " OR n.subject = ?";
      own.values.push_back(grant.subject);
    } else if (!grant.unit.empty()) {
      own.condition += " OR (n.unit = ? AND n.role IN ('', ?))";
      own.values.push_back(grant.unit);
      own.values.emplace_back(identity::role_id(grant.role));
    }
  }
  return own;
}

std::string contact_place(std::string_view column, std::int64_t seq) {
  return store::sealed_place("notify_contact", column, std::to_string(seq));
}

bool is_mail(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 >= text.size() || text.find('@', at + 1) != text.npos)
    return false;
  return text.size() <= 200 && text.find('.', at) != text.npos && std::ranges::all_of(text, [](char c) {
           return c > ' ' && c < '\x7f' &&
                  std::string_view("<>()[],;:\\\"").find(c) == std::string_view::npos;
         });
}

bool is_phone(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  return text.size() >= 5 && text.size() <= 20 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

store::Module module() {
  std::string sql(tables);
  sql += own_tables;
  sql += store::append_only("notify_contact");
  const std::string sealing =
      store::append_only_but_seals("notify_contact", {"mail", "phone"}, {"seq", "account", "at"});
  return {.name = "notify",
          .migrations = {{1, "notifications", sql}, {2, "sealed contacts", sealing}},
          .projections = {{.name = "notifications",
                           .tables = {"notification", "notify_case", "notify_step"},
                           .apply = apply}},
          .sealed = {{"notify_contact", {"seq"}, "mail"}, {"notify_contact", {"seq"}, "phone"}}};
}

std::vector<Notification> notifications_for(const store::Reader& reader,
                                            std::span<const identity::Grant> grants, std::int64_t before,
                                            std::int64_t limit) {
  const Own own = own_of(grants);
  std::vector<Param> params(own.values.begin(), own.values.end());
  std::string where = fmt::format("({})", own.condition);
  if (before > 0) {
    where += " AND n.seq < ?";
    params.emplace_back(before);
  }
  params.emplace_back(limit);
  std::vector<Notification> found;
  reader.query(fmt::format("SELECT {} FROM notification n WHERE {} ORDER BY n.seq DESC, n.place DESC LIMIT ?",
                           columns, where),
               params, [&](const Row& row) { found.push_back(read_notification(row)); });
  return found;
}

std::int64_t seen_up_to(const store::Reader& reader, std::string_view account) {
  return reader.integer("SELECT up_to FROM notify_seen WHERE account = ?", {account}).value_or(0);
}

std::int64_t unread(const store::Reader& reader, std::string_view account,
                    std::span<const identity::Grant> grants) {
  const Own own = own_of(grants);
  std::vector<Param> params(own.values.begin(), own.values.end());
  params.emplace_back(seen_up_to(reader, account));
  std::int64_t count = 0;
  reader.query(fmt::format("SELECT count(*) FROM notification n WHERE ({}) AND n.seq > ?", own.condition),
               params, [&](const Row& row) { count = row.integer(0); });
  return count;
}

void mark_seen(Transaction& tx, std::string_view account, std::int64_t up_to) {
  tx.execute(
      "INSERT INTO notify_seen (account, up_to) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET up_to = "
      "excluded.up_to WHERE excluded.up_to > notify_seen.up_to",
      {account, up_to});
}

std::expected<void, store::Fault> set_contact(Transaction& tx, std::string_view account,
                                              const Contact& contact) {
  const bool good =
      (contact.mail.empty() || is_mail(contact.mail)) && (contact.phone.empty() || is_phone(contact.phone));
  if (!good)
    return std::unexpected(
        store::Fault{.kind = store::Fault::Kind::invalid,
                     .code = "notify.bad-contact",
                     .message = {"邮箱或手机号码有误", "the address or the number is not right"},
                     .help = {"邮箱如 name@example.com；手机号码只写数字",
                              "an address such as name@example.com; digits alone for a number"}});
  // Numbered here, since the seal names its row.
  const auto seq = tx.integer("SELECT coalesce(max(seq), 0) + 1 FROM notify_contact", {}).value();
  const auto sealed = [&](std::string_view column, std::string_view text) {
    return text.empty() ? std::string() : tx.seal(text, contact_place(column, seq));
  };
  tx.execute("INSERT INTO notify_contact (seq, account, mail, phone, at) VALUES (?, ?, ?, ?, ?)",
             {seq, account, sealed("mail", contact.mail), sealed("phone", contact.phone), tx.now()});
  return {};
}

Contact contact_of(const store::Reader& reader, std::string_view account) {
  return reader
      .first("SELECT seq, mail, phone FROM notify_contact WHERE account = ? ORDER BY seq DESC LIMIT 1",
             {account},
             [&](const Row& row) {
               const std::int64_t seq = row.integer(0);
               return Contact{reader.unseal(row.view(1), contact_place("mail", seq)),
                              reader.unseal(row.view(2), contact_place("phone", seq))};
             })
      .value_or(Contact{});
}

std::vector<Notification> notifications_after(const store::Reader& reader, std::int64_t seq, int place,
                                              std::int64_t limit) {
  return reader.all(
      fmt::format("SELECT {} FROM notification n WHERE n.seq > ? OR (n.seq = ? AND n.place > ?) ORDER BY "
                  "n.seq, n.place LIMIT ?",
                  columns),
      {seq, seq, place, limit}, read_notification);
}

std::vector<std::string> accounts_of(const store::Reader& reader, const Notification& notification) {
  const auto id = [](const Row& row) { return row.text(0); };
  if (!notification.subject.empty())
    return reader.all(
        "SELECT DISTINCT a.id FROM account a JOIN membership m ON m.account = a.id WHERE m.subject = ? AND "
        "a.disabled "
        "= 0 ORDER BY a.id",
        {notification.subject}, id);
  if (notification.role.empty())
    return reader.all(
        "SELECT DISTINCT a.id FROM account a JOIN membership m ON m.account = a.id WHERE m.unit = ? AND "
        "a.disabled = "
        "0 ORDER BY a.id",
        {notification.unit}, id);
  return reader.all(
      "SELECT DISTINCT a.id FROM account a JOIN membership m ON m.account = a.id WHERE m.unit = ? AND m.role "
      "= ? AND "
      "a.disabled = 0 ORDER BY a.id",
      {notification.unit, notification.role}, id);
}

}  // namespace enact::notify
