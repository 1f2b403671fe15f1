// Whether an event log is whole: every leaf computed again from what it commits to, the tree from the leaves,
// every head held against the tree. Offline: needs a database or an export, and no key but public ones.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/log.hpp"

namespace enact::store {

// A leaf as it is to be verified.
struct LeafEntry {
  std::int64_t position = 0;
  int format = 0;
  Bytes hash = {};                     // as it stands
  Bytes chained_data = {};             // format 1: what was hashed
  std::vector<LeafField> fields = {};  // format 2; a disclosed field is held against its digest by way of
                                       // value and salt, the digest given with it is not used
};

// What the verifier holds without the log.
struct Trust {
  std::vector<SignedHead> heads = {};  // kept elsewhere
  // Public keys, as LogKey::verifier() gives them: every head must be signed by one of them. Empty: the
  // log's own word is taken for its keys, which shows no log that was signed anew as a whole.
  std::vector<std::string> keys = {};
};

// Holds leaves, in order, and heads against each other. Memory O(log n).
class LogVerifier {
 public:
  LogVerifier(std::string origin, HashKind hash, Trust trust);

  void leaf(const LeafEntry& entry, const OnNode& on_node = {});
  // A head of the log itself; after its last leaf and before the next.
  void head(const SignedHead& head, std::string_view verifier);
  void fault(std::string what);
  // What is wrong, in order, at most `faults_shown` and how many more.
  std::vector<std::string> finish();

  const Frontier& tree() const { return tree_; }
  std::int64_t heads() const { return heads_; }
  static constexpr std::size_t faults_shown = 50;

 private:
  void compare(const SignedHead& head, std::string_view what);
  bool trusted(const SignedHead& head) const;

  std::string origin_;
  HashKind hash_;
  Frontier tree_;
  Trust trust_;  // heads smallest first
  std::size_t next_elsewhere_ = 0;
  std::int64_t heads_ = 0;
  std::vector<std::string> faults_;
  std::size_t fault_count_ = 0;
};

struct LogReport {
  Log log = {};
  std::int64_t waiting = 0;  // events that have no place in the tree yet
  std::int64_t sealed = 0;   // events with members that could not be read here: held by their commitments
  bool unreadable = false;   // a seal does not open with the ring at hand; the faults say where
  std::int64_t heads = 0;
  Bytes root = {};
  std::vector<std::string> faults = {};  // empty: it verifies
};
// Of a database. O(n) time.
LogReport verify_log(const Reader& reader, const Trust& trust = {});

}  // namespace enact::store
