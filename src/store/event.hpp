// The event log: what happened, in order, by whom, never changed. Events are the record of casework; the
// tables that lists read are projections of them, written in the same transaction.
//
// Each event has a leaf hash over salted digests of its fields (store/leaf.hpp); the leaves form a Merkle
// tree (store/log.hpp), so that any change of any earlier event shows.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/calendar.hpp"
#include "store/fault.hpp"
#include "store/sql.hpp"

namespace enact::store {

class Transaction;

// Who acts: an account id ("" for the system itself, e.g. a timer) and the unit it acts for ("" if none).
struct Actor {
  std::string account = {};
  std::string unit = {};
};

struct NewEvent {
  std::string stream_type = {};  // "case", "account", "policy"
  std::string stream_id = {};
  // The last version that the caller has seen (0: the stream must be new); nullopt: whichever it is. Another
  // version is a Fault of kind conflict, code "store.version-conflict".
  std::optional<std::int64_t> expected_version = {};
  // expected_version was read in this very step: nobody can have written since, and it is not asked again.
  bool just_read = false;
  std::string kind = {};  // "case.accepted"
  int schema_version = 1;
  std::string payload = "{}";  // JSON object
  Actor actor = {};
};

struct Event {
  std::int64_t seq = 0;  // 1, 2, 3 … over the whole space
  std::string id = {};
  Instant at = {};
  std::string clock_source = {};
  Actor actor = {};
  std::string stream_type = {};
  std::string stream_id = {};
  std::int64_t stream_version = 0;  // 1, 2, 3 … within the stream
  std::string kind = {};
  int schema_version = 1;
  std::string payload = {};
  Bytes salt = {};       // 16 bytes; all zeros once a field was erased or sealed
  int leaf_format = 0;   // store/leaf.hpp
  Bytes leaf_hash = {};  // 32 bytes
  // Some members of the payload are sealed (store/payload.hpp). Read without the ring they stand there as
  // they are kept (`withheld`), else in clear; their salts, each with the member's place in the payload,
  // beside them.
  bool withheld = false;
  std::vector<std::pair<std::size_t, Bytes>> own_salts = {};
};

// All that read events throw DatabaseError where a sealed member does not open with the ring at hand.

// The last version of a stream; 0 if it has no event.
std::int64_t stream_version(const Reader& reader, std::string_view type, std::string_view id);
// The events of one stream in order, after a version.
std::vector<Event> stream_events(const Reader& reader, std::string_view type, std::string_view id,
                                 std::int64_t after_version = 0);
// Events of the whole space in order, after a seq, at most `limit`.
std::vector<Event> events_after(const Reader& reader, std::int64_t seq, std::int64_t limit);
// The same without holding them: calls `on_event` for each, all of them.
void for_each_event(const Reader& reader, const std::function<void(const Event&)>& on_event);
// The payload of one event that is known to be there.
std::string payload_of(const Reader& reader, std::int64_t seq);
std::optional<Event> find_event(const Reader& reader, std::string_view id);
// Whether members of some event are sealed, so that events cannot be followed without the ring.
bool has_sealed_events(const Reader& reader);
// The newest event; nullopt in a space where nothing has happened.
std::optional<Event> last_event(const Reader& reader);

// Tables computed from events alone. `apply` runs in the transaction of every append, in the order in which
// projections are registered, and may read and write only the projection's own tables. It uses event.at,
// never the clock, so that a rebuild gives the same rows.
struct Projection {
  std::string name = {};
  std::vector<std::string> tables = {};  // made by the module's migrations
  std::function<void(Transaction&, const Event&)> apply = {};
  std::vector<std::string> text_tables = {};  // those of `tables` with a text index (store/text_index.hpp)
};

}  // namespace enact::store
