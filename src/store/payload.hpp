// Payloads of events as they are kept: a member that holds a person's identity number is sealed, in its place
// among the others and under its name, with the salt of its field. To whoever has no ring it is as if it had
// been erased: its commitment stands in event_field, the salts of the other fields stand there singly, and
// the event's own salt, from which numbers could be tried against the commitment, is nowhere. Leaves and
// heads stay as they are (docs/event-log.md, "Leaves"). Internal to the store.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/event.hpp"
#include "store/leaf.hpp"

namespace enact::store {

struct KeptPayload {
  std::string text = {};
  std::vector<std::size_t> sealed = {};  // numbers of the sealed fields
};
// The payload of an event that is given in clear, with the fields that stand. In a space without a ring, and
// of an event of the first format, whose leaf commits to the payload as a whole, everything stays as it is.
KeptPayload keep_payload(Transaction& tx, const Event& event, std::span<const LeafField> fields);
// Opens the payload of an event that has sealed members. Throws DatabaseError as Reader::unseal.
void open_payload(const Reader& reader, Event& event);

// From now on these fields of the event stand by their commitments alone; the event's salt may go.
void hide_fields(Transaction& tx, std::string_view event_id, std::span<const LeafField> fields,
                 std::span<const std::size_t> numbers);

// The fields that stand by their commitments alone and where the event says something all the same, which no
// leaf holds: neither a seal that cannot be opened here nor the text of nothing.
std::vector<std::string> said_where_hidden(const Event& event, std::span<const LeafField> fields);
// The JSON text of nothing, of the same kind as a value: what is left of an erased member.
std::string_view empty_like(std::string_view value);

// Seals what is to be sealed and is not, or with an older key than the newest, whose id is given. How many
// events.
std::int64_t reseal_events(Transaction& tx, HashKind hash, std::string_view newest);

}  // namespace enact::store
