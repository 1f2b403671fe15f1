// What is kept of people who sign in, erased once its term is over (casework/retention.hpp says when). Of
// sessions and attempts the rows go; that they went, and until when, is noted first: the database keeps any
// other from being deleted. Of an account its name and login go, in its event and where they are shown; the
// account stays, so that what it did is still one account's.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "store/database.hpp"

namespace enact::identity {

// Sessions that expired before the instant, with when they were seen and ended.
void erase_sessions(store::Transaction& tx, Instant before);
// Attempts before the instant, with how they came out and those by an identity provider.
void erase_sign_in_attempts(store::Transaction& tx, Instant before);

// Name and login of an account that is closed (disabled). Nobody can have its login again by mistake: what
// stands in its place is its id. Faults: as store::erase_fields.
std::expected<void, store::Fault> erase_account(store::Transaction& tx, const store::Actor& by,
                                                std::string_view account, std::string_view rule);
// What stands in the place of the login of an account, or of its identity at a provider, once it was erased.
std::string erased_key(std::string_view account);
// Whose identity at a provider the event (account.external-linked) joined to an account, of one that is
// closed or was parted from it: the keyed hash of it goes, so that it can be joined to another. Faults: as
// above.
std::expected<void, store::Fault> erase_external(store::Transaction& tx, const store::Actor& by,
                                                 std::string_view event, std::string_view rule);

// The table of what was noted, and the triggers that go by it.
extern const std::string_view sign_in_erasing_tables;

}  // namespace enact::identity
