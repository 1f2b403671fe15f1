// RFC 6962, section 2.1, with full subtrees read instead of computed.
#include "store/merkle.hpp"

#include <bit>
#include <stdexcept>

namespace enact::store {
namespace {

constexpr std::uint8_t node_prefix = 0x01;

Bytes parent(HashKind hash, const Bytes& left, const Bytes& right) {
  return digest(hash, {BytesView(&node_prefix, 1), left, right});
}

// The largest power of two below n. Precondition: n > 1.
std::int64_t split(std::int64_t n) {
  return static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(n - 1)));
}

// Proofs of one tree. The leaves of each range that is asked for begin at a multiple of the size of its
// first full subtree: the recursions of the RFC only make such ranges.
class Prover {
 public:
  Prover(HashKind hash, const NodeReader& read) : hash_(hash), read_(read) {}

  void path(std::int64_t position, std::int64_t begin, std::int64_t count) {
    if (count == 1) return;
    const std::int64_t k = split(count);
    if (position < k) {
      path(position, begin, k);
      proof.push_back(range(begin + k, count - k));
    } else {
      path(position - k, begin + k, count - k);
      proof.push_back(range(begin, k));
    }
  }

  // `known`: the verifier holds the root of this range itself.
  void subproof(std::int64_t first, std::int64_t begin, std::int64_t count, bool known) {
    if (first == count) {
      if (!known) proof.push_back(range(begin, count));
      return;
    }
    const std::int64_t k = split(count);
    if (first <= k) {
      subproof(first, begin, k, known);
      proof.push_back(range(begin + k, count - k));
    } else {
      subproof(first - k, begin + k, count - k, false);
      proof.push_back(range(begin, k));
    }
  }

  std::vector<Bytes> proof;

 private:
  Bytes range(std::int64_t begin, std::int64_t count) const {
    const auto leaves = static_cast<std::uint64_t>(count);
    if (std::has_single_bit(leaves)) return read_(static_cast<int>(std::countr_zero(leaves)), begin / count);
    const std::int64_t k = split(count);
    return parent(hash_, range(begin, k), range(begin + k, count - k));
  }

  HashKind hash_;
  const NodeReader& read_;
};

}  // namespace

Frontier::Frontier(HashKind hash, std::int64_t size, const NodeReader& read) : hash_(hash), size_(size) {
  const auto leaves = static_cast<std::uint64_t>(size);
  for (int level = static_cast<int>(std::bit_width(leaves)) - 1; level >= 0; --level) {
    if ((leaves >> level & 1U) != 0) peaks_.push_back(read(level, size >> (level + 1) << 1));
  }
}

void Frontier::push(Bytes leaf, const OnNode& on_node) {
  Bytes node = std::move(leaf);
  for (int level = 0; (size_ >> level & 1) != 0; ++level) {
    node = parent(hash_, peaks_.back(), node);
    peaks_.pop_back();
    if (on_node) on_node(level + 1, size_ >> (level + 1), node);
  }
  peaks_.push_back(std::move(node));
  ++size_;
}

Bytes Frontier::root() const {
  if (peaks_.empty()) return digest(hash_, {});
  Bytes root = peaks_.back();
  for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak) root = parent(hash_, *peak, root);
  return root;
}

std::int64_t node_count(std::int64_t size) {
  return size - std::popcount(static_cast<std::uint64_t>(size));
}

std::vector<Bytes> inclusion_proof(HashKind hash, std::int64_t position, std::int64_t size,
                                   const NodeReader& read) {
  if (position < 0 || position >= size) throw std::logic_error("an inclusion proof wants a leaf of the tree");
  Prover prover(hash, read);
  prover.path(position, 0, size);
  return std::move(prover.proof);
}

std::vector<Bytes> consistency_proof(HashKind hash, std::int64_t first, std::int64_t second,
                                     const NodeReader& read) {
  if (first <= 0 || first > second) throw std::logic_error("a consistency proof wants 0 < first <= second");
  Prover prover(hash, read);
  prover.subproof(first, 0, second, true);
  return std::move(prover.proof);
}

}  // namespace enact::store
