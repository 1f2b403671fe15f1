// The Merkle tree of RFC 6962, section 2.1: roots, inclusion proofs and consistency proofs, over leaf hashes.
// Knows neither events nor databases; nodes come through a function.
//
// A *node* (level, number) is the root over the leaves [number · 2^level, (number + 1) · 2^level): a full
// subtree, which never changes once it is there. A tree of n leaves is at most log2(n) + 1 such nodes, its
// frontier. Appending a leaf costs one hash on average, a root at most log2(n), a proof O(log² n) nodes read.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "store/hash.hpp"

namespace enact::store {

using NodeReader = std::function<Bytes(int level, std::int64_t number)>;  // level 0: a leaf hash
using OnNode = std::function<void(int level, std::int64_t number, const Bytes& hash)>;

// The tree as far as it is needed to append and to give its root.
class Frontier {
 public:
  explicit Frontier(HashKind hash) : hash_(hash) {}
  // Of a tree of `size` leaves whose nodes can be read.
  Frontier(HashKind hash, std::int64_t size, const NodeReader& read);

  // Calls `on_node` for each node of level 1 or more that the leaf completes, if it is given.
  void push(Bytes leaf, const OnNode& on_node = {});
  std::int64_t size() const { return size_; }
  Bytes root() const;

 private:
  HashKind hash_;
  std::int64_t size_ = 0;
  std::vector<Bytes> peaks_;  // largest subtree first
};

// How many nodes of level 1 or more a tree of `size` leaves has.
std::int64_t node_count(std::int64_t size);

// PATH(position, D[size]). Precondition: 0 <= position < size.
std::vector<Bytes> inclusion_proof(HashKind hash, std::int64_t position, std::int64_t size,
                                   const NodeReader& read);
// PROOF(first, D[second]). Precondition: 0 < first <= second.
std::vector<Bytes> consistency_proof(HashKind hash, std::int64_t first, std::int64_t second,
                                     const NodeReader& read);

}  // namespace enact::store
