// Who is told what of cases. Each notification is a row that the event's own transaction writes (a projection
// of the log): it cannot be lost while the event stands, nor come twice. Addressed to a subject or to a role
// in a unit; who that is, is asked when it is read or sent.
//
// What is told stands in one table (`rules` in rules.cpp): a correction asked, a decision, a case's end, a
// public notice, a payment and its failure, to the applicant; work that has come and is overdue, to the unit;
// lists of what is due without an application, to those on them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "identity/permissions.hpp"
#include "store/database.hpp"

namespace enact::notify {

// Tables, projection; contacts and what was read (own tables).
store::Module module();

struct Notification {
  std::int64_t seq = 0;      // of the event
  int place = 0;             // among those of the event
  std::string kind = {};     // "correction", "decision", "ended", "notice", "paid", "payment_failed", "todo",
                             // "overdue"; of lists "roster" (to a unit), "offer", "offer_lapsed", "entered"
  std::string case_id = {};  // "" : it is about a list
  std::string reference = {};  // of the case, or "L" and the list's number
  std::string subject = {};    // id of the subject that is told; "" : a unit
  std::string unit = {};
  std::string role = {};  // in the unit; "" : whoever acts for it
  Text title = {};
  Text about = {};  // the provision's title and the applicant
  std::string event_id = {};
  Instant at = {};
};

// What a person is told, newest first, from before `before` (0: the newest), at most `limit`.
std::vector<Notification> notifications_for(const store::Reader& reader,
                                            std::span<const identity::Grant> grants, std::int64_t before,
                                            std::int64_t limit);
// How many are newer than what the account has seen.
std::int64_t unread(const store::Reader& reader, std::string_view account,
                    std::span<const identity::Grant> grants);
std::int64_t seen_up_to(const store::Reader& reader, std::string_view account);
void mark_seen(store::Transaction& tx, std::string_view account, std::int64_t up_to);

// Where an account is told outside the portal; empty: it is not. Kept out of the events.
struct Contact {
  std::string mail = {};
  std::string phone = {};
};
// Fault: invalid "notify.bad-contact".
std::expected<void, store::Fault> set_contact(store::Transaction& tx, std::string_view account,
                                              const Contact& contact);
Contact contact_of(const store::Reader& reader, std::string_view account);

// After `seq`, oldest first, at most `limit`: for the sender.
std::vector<Notification> notifications_after(const store::Reader& reader, std::int64_t seq, int place,
                                              std::int64_t limit);
// The accounts that a notification is for, disabled ones left out.
std::vector<std::string> accounts_of(const store::Reader& reader, const Notification& notification);

}  // namespace enact::notify
