// The event log as a Merkle tree (docs/event-log.md): one sequencer gives events their place in the tree,
// heads of it are signed, and proofs are read from it. Event `seq` stands at position seq - 1: the one writer
// numbers events in the order in which they are committed, and the sequencer keeps that order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/checkpoint.hpp"
#include "store/database.hpp"
#include "store/leaf.hpp"
#include "store/merkle.hpp"

namespace enact::store {

struct Log {
  std::string origin = {};  // "enact/" and an id made with the space: no two logs have one
  HashKind hash = HashKind::sha256;
  std::int64_t size = 0;  // leaves in the tree; later events wait
};
// nullopt in a database of the version before the tree, or in none.
std::optional<Log> find_log(const Reader& reader);
// Nodes as the tree keeps them; throws DatabaseError where one is missing.
NodeReader node_reader(const Reader& reader);

// Who sequences: a lease in the database, so that several processes do not do the same work. It saves work
// only; that no two give one place is the transaction's part.
struct Lease {
  std::string holder = {};
  std::int64_t microseconds = 10'000'000;
};
// Gives at most `limit` waiting events their place. Answers how many; nullopt if another holds the lease.
// Costs one node written for each event and O(log n) read, whatever the size of the tree.
std::optional<std::int64_t> sequence(Transaction& tx, const Lease& lease, std::int64_t limit);

// Signs the tree as it is and keeps the head. nullopt if a head of this size is kept already (it would say
// nothing new) and for an empty log. Costs O(log n).
std::optional<SignedHead> sign_head(Transaction& tx, const LogKey& key);

struct KeptHead {
  SignedHead signed_head = {};
  std::string verifier = {};
};
std::optional<KeptHead> latest_head(const Reader& reader);
// Smallest first, those of more than `after` leaves, at most `limit`.
std::vector<KeptHead> heads_after(const Reader& reader, std::int64_t after, std::int64_t limit);

// That the first `first` leaves of the tree of `second` leaves are a tree that was published before. Faults:
// invalid "store.no-such-tree" unless 0 < first <= second <= size.
std::expected<std::vector<Bytes>, Fault> prove_consistency(const Reader& reader, std::int64_t first,
                                                           std::int64_t second);
// That an event stands in the tree of a kept head.
struct Inclusion {
  std::int64_t position = 0;
  Bytes leaf = {};
  std::vector<LeafField> fields = {};  // all by their digests; empty for a chained leaf
  std::vector<Bytes> proof = {};
  KeptHead head = {};
};
// By the latest head. Faults: not_found "store.no-such-event"; unavailable "store.not-in-a-head" if no head
// holds the event yet.
std::expected<Inclusion, Fault> prove_inclusion(const Reader& reader, std::string_view event_id);

// The fields of an event's leaf as they stand: disclosed, or by their digest where they were erased.
std::vector<LeafField> standing_fields(const Reader& reader, HashKind hash, const Event& event);

}  // namespace enact::store
