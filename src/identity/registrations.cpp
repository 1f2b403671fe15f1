#include "identity/registrations.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"

namespace enact::identity {
namespace {

namespace json = boost::json;
using store::Fault;

constexpr std::size_t name_limit = 100;
constexpr std::size_t contact_limit = 200;
constexpr std::int64_t day = std::int64_t{24} * 3600 * 1'000'000;

constexpr std::string_view select_registration =
    "SELECT r.id, r.account, r.subject_type, r.subject_identity, r.subject_name, r.contact, r.at, "
    "coalesce((SELECT e.result FROM registration_end e WHERE e.registration = r.id), 'open'), "
    "coalesce((SELECT e.reason FROM registration_end e WHERE e.registration = r.id), '') FROM registration r";

std::string place(std::string_view column, std::string_view id) {
  return store::sealed_place("registration", column, id);
}

Registration read_registration(const store::Reader& reader, const store::Row& row) {
  return {.id = row.text(0),
          .account = row.text(1),
          .about = {.type = row.text(2),
                    .identity = reader.unseal(row.view(3), place("subject_identity", row.view(0))),
                    .name = row.text(4),
                    .contact = reader.unseal(row.view(5), place("contact", row.view(0)))},
          .at = row.instant(6),
          .state = row.text(7),
          .reason = row.text(8)};
}

std::expected<void, Fault> note(store::Transaction& tx, const store::Actor& by, std::string_view registration,
                                std::string_view kind, const json::object& payload) {
  auto event = tx.append({.stream_type = "registration",
                          .stream_id = std::string(registration),
                          .kind = std::string(kind),
                          .payload = json::serialize(payload),
                          .actor = by});
  if (!event) return std::unexpected(std::move(event).error());
  return {};
}

// The registration, if it waits and is another's.
std::expected<Registration, Fault> waiting(const store::Reader& reader, const store::Actor& by,
                                           std::string_view id) {
  auto found = find_registration(reader, id);
  if (!found) {
    return std::unexpected(refuse(Fault::Kind::not_found, "identity.no-registration",
                                  {"没有这项注册", "there is no such registration"},
                                  {"请刷新列表", "reload the list"}));
  }
  if (found->account == by.account) {
    return std::unexpected(refuse(Fault::Kind::forbidden, "identity.own-role",
                                  {"不得确认自己的注册", "nobody confirms a registration of its own"},
                                  {"请由他人办理", "ask somebody else"}));
  }
  if (found->state != "open") {
    return std::unexpected(refuse(Fault::Kind::conflict, "identity.registration-ended",
                                  {"这项注册已办结", "the registration was answered already"},
                                  {"请刷新列表", "reload the list"}));
  }
  return *found;
}

void end(store::Transaction& tx, const store::Actor& by, std::string_view registration,
         std::string_view result, std::string_view reason) {
  tx.execute(
      "INSERT INTO registration_end (registration, result, by_account, by_unit, reason, at) VALUES (?, ?, ?, "
      "?, ?, ?)",
      {registration, result, by.account, by.unit, reason, tx.now()});
}

bool fits(std::string_view text, std::size_t limit) {
  return !text::trim(text).empty() && text::is_valid_utf8(text) && text::length(text) <= limit;
}

}  // namespace

std::expected<void, Fault> may_register(const store::Reader& reader, std::string_view source, Instant now) {
  // What lies ahead by more than a day was entered before the clock was set back.
  const auto made =
      reader.integer("SELECT count(*) FROM registration WHERE source = ? AND at > ? AND at <= ?",
                     {source, now.microseconds - day, now.microseconds + day});
  if (made.value_or(0) < registrations_per_source) return {};
  return std::unexpected(refuse(Fault::Kind::too_many, "identity.too-many-registrations",
                                {"该地址今日注册过多", "too many registrations from this address today"},
                                {"请明天再试，或联系窗口", "try again tomorrow, or go to the counter"}));
}

std::expected<Registration, Fault> register_account(store::Transaction& tx, const NewAccount& account,
                                                    const NewRegistration& about, std::string_view source) {
  if (auto allowed = may_register(tx, source, tx.now()); !allowed) {
    return std::unexpected(std::move(allowed).error());
  }
  if (!fits(about.name, name_limit) || !fits(about.contact, contact_limit) ||
      !fits(account.name.zh, name_limit) || about.identity.empty()) {
    return std::unexpected(refuse(Fault::Kind::invalid, "identity.bad-registration",
                                  {"请填写名称、联系人和联系方式", "name, holder and contact are needed"},
                                  {"补全后重新提交", "fill them in and submit again"}));
  }
  NewAccount bare = account;
  bare.memberships.clear();
  const auto made = create_account(tx, {}, bare);
  if (!made) return std::unexpected(made.error());
  const std::string id = tx.new_id();
  tx.execute(
      "INSERT INTO registration (id, account, subject_type, subject_identity, subject_name, contact, source, "
      "at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {id, made->id, about.type, tx.seal(about.identity, place("subject_identity", id)), about.name,
       tx.seal(about.contact, place("contact", id)), source, tx.now()});
  if (auto noted = note(tx, {made->id, ""}, id, "registration.made", {{"account", made->id}}); !noted) {
    return std::unexpected(std::move(noted).error());
  }
  return *find_registration(tx, id);
}

std::vector<Registration> list_registrations(const store::Reader& reader, std::string_view state,
                                             std::int64_t limit) {
  auto found =
      reader.all(std::string(select_registration) +
                     " WHERE (? <> 'open' OR NOT EXISTS (SELECT 1 FROM registration_end e WHERE "
                     "e.registration = r.id)) ORDER BY r.at, r.id LIMIT ?",
                 {state, limit}, [&](const store::Row& row) { return read_registration(reader, row); });
  if (!state.empty()) std::erase_if(found, [&](const Registration& one) { return one.state != state; });
  return found;
}

std::vector<Registration> registrations_of(const store::Reader& reader, std::string_view account) {
  return reader.all(std::string(select_registration) + " WHERE r.account = ? ORDER BY r.at, r.id", {account},
                    [&](const store::Row& row) { return read_registration(reader, row); });
}

std::optional<Registration> find_registration(const store::Reader& reader, std::string_view id) {
  return reader.first(std::string(select_registration) + " WHERE r.id = ?", {id},
                      [&](const store::Row& row) { return read_registration(reader, row); });
}

std::expected<void, Fault> confirm_registration(store::Transaction& tx, const store::Actor& by,
                                                std::string_view registration, std::string_view subject) {
  const auto found = waiting(tx, by, registration);
  if (!found) return std::unexpected(found.error());
  if (auto granted = grant(tx, by, {found->account, Role::manager, "", std::string(subject)}); !granted) {
    return granted;
  }
  end(tx, by, found->id, "confirmed", "");
  return note(tx, by, found->id, "registration.confirmed",
              {{"account", found->account}, {"subject", subject}});
}

std::expected<void, Fault> refuse_registration(store::Transaction& tx, const store::Actor& by,
                                               std::string_view registration, std::string_view reason) {
  const auto found = waiting(tx, by, registration);
  if (!found) return std::unexpected(found.error());
  if (text::trim(reason).empty()) {
    return std::unexpected(refuse(Fault::Kind::invalid, "identity.reason-missing",
                                  {"请说明不予确认的理由", "a refusal wants a reason"},
                                  {"注册人会看到该理由", "the one who registered will see it"}));
  }
  end(tx, by, found->id, "refused", reason);
  return note(tx, by, found->id, "registration.refused", {{"account", found->account}, {"reason", reason}});
}

}  // namespace enact::identity
