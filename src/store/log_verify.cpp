// The verifier, and its way through a database.
#include "store/log_verify.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "store/payload.hpp"

namespace enact::store {

LogVerifier::LogVerifier(std::string origin, HashKind hash, Trust trust)
    : origin_(std::move(origin)), hash_(hash), tree_(hash), trust_(std::move(trust)) {
  std::stable_sort(
      trust_.heads.begin(), trust_.heads.end(),
      [](const SignedHead& left, const SignedHead& right) { return left.head.size < right.head.size; });
  if (trust_.keys.empty()) return;
  for (const SignedHead& head : trust_.heads) {
    if (!trusted(head)) {
      fault(fmt::format("the head kept elsewhere, of {} events, bears no signature of a key that was given",
                        head.head.size));
    }
  }
}

bool LogVerifier::trusted(const SignedHead& head) const {
  return std::any_of(trust_.keys.begin(), trust_.keys.end(),
                     [&](const std::string& key) { return verifies(head, key); });
}

void LogVerifier::fault(std::string what) {
  if (++fault_count_ <= faults_shown) faults_.push_back(std::move(what));
}

void LogVerifier::leaf(const LeafEntry& entry, const OnNode& on_node) {
  if (entry.position != tree_.size()) {
    fault(fmt::format("leaf {} stands where leaf {} belongs", entry.position, tree_.size()));
  }
  Bytes computed;
  if (entry.format == chained_leaf) {
    computed = hash_of_chained(entry.chained_data);
  } else if (entry.format == salted_leaf) {
    std::vector<LeafField> fields = entry.fields;
    for (LeafField& field : fields) {
      if (field.value) field.commitment = commitment(hash_, field.salt, *field.value);
    }
    computed = leaf_hash(hash_, fields);
  } else {
    fault(fmt::format("leaf {} has the unknown format {}", entry.position, entry.format));
  }
  if (computed != entry.hash) {
    fault(fmt::format("event {} does not have the hash of its content", entry.position + 1));
  }
  tree_.push(entry.hash, on_node);
  while (next_elsewhere_ < trust_.heads.size() && trust_.heads[next_elsewhere_].head.size <= tree_.size()) {
    compare(trust_.heads[next_elsewhere_++], "the head kept elsewhere");
  }
}

void LogVerifier::head(const SignedHead& head, std::string_view verifier) {
  ++heads_;
  compare(head, "the log's own head");
  if (trust_.keys.empty() ? !verifies(head, verifier) : !trusted(head)) {
    fault(fmt::format("the log's own head of {} events bears no signature of {}", head.head.size,
                      trust_.keys.empty() ? "its key" : "a key that was given"));
  }
}

void LogVerifier::compare(const SignedHead& head, std::string_view what) {
  if (head.head.origin != origin_ || head.head.hash != hash_) {
    fault(fmt::format("{} of {} events is of another log: {}, {}", what, head.head.size, head.head.origin,
                      hash_name(head.head.hash)));
  } else if (head.head.size != tree_.size() || head.head.root != tree_.root()) {
    fault(fmt::format("{} of {} events signs another tree: its root is not that of the first {} events", what,
                      head.head.size, head.head.size));
  }
}

std::vector<std::string> LogVerifier::finish() {
  for (; next_elsewhere_ < trust_.heads.size(); ++next_elsewhere_) {
    fault(fmt::format("a head kept elsewhere has {} events, the log only {}: the newest are missing",
                      trust_.heads[next_elsewhere_].head.size, tree_.size()));
  }
  if (fault_count_ > faults_shown) {
    faults_.push_back(fmt::format("and {} faults more", fault_count_ - faults_shown));
  }
  return std::move(faults_);
}

namespace {

// The heads of the database, smallest first, in pages.
class Heads {
 public:
  explicit Heads(const Reader& reader) : reader_(reader) { read(0); }
  const KeptHead* next() const { return at_ < page_.size() ? &page_[at_] : nullptr; }
  void advance() {
    const std::int64_t size = page_[at_].signed_head.head.size;
    if (++at_ == page_.size()) read(size);
  }

 private:
  void read(std::int64_t after) {
    constexpr std::int64_t page_size = 500;
    page_ = heads_after(reader_, after, page_size);
    at_ = 0;
  }
  const Reader& reader_;
  std::vector<KeptHead> page_;
  std::size_t at_ = 0;
};

}  // namespace

LogReport verify_log(const Reader& reader, const Trust& trust) {
  LogReport report;
  const auto log = find_log(reader);
  if (!log) {
    report.faults.emplace_back("the database has no log: it was written by an older version, or is none");
    return report;
  }
  report.log = *log;
  LogVerifier verifier(log->origin, log->hash, trust);
  Heads heads(reader);
  const NodeReader stored = node_reader(reader);
  const OnNode against_stored = [&](int level, std::int64_t number, const Bytes& hash) {
    Bytes standing;
    try {
      standing = stored(level, number);
    } catch (const DatabaseError&) {
      verifier.fault(fmt::format("the tree lacks node {} of level {}", number, level));
      return;
    }
    if (standing != hash) {
      verifier.fault(
          fmt::format("node {} of level {} of the tree does not follow from its leaves", number, level));
    }
  };
  std::int64_t seq = 0;
  Bytes previous(hash_size, 0);
  const auto hold = [&](const Event& event) {
    ++seq;
    if (event.seq != seq) {
      verifier.fault(fmt::format("event {} follows event {}: events are missing", event.seq, seq - 1));
      seq = event.seq;
    }
    LeafEntry entry{.position = event.seq - 1, .format = event.leaf_format, .hash = event.leaf_hash};
    report.sealed += event.withheld ? 1 : 0;
    if (event.leaf_format == chained_leaf) {
      entry.chained_data = chained_leaf_data(event, previous);
    } else {
      entry.fields = standing_fields(reader, log->hash, event);
      for (const std::string& name : said_where_hidden(event, entry.fields))
        verifier.fault(fmt::format("event {} says something in `{}`, which stands by its digest alone",
                                   event.seq, name));
    }
    previous = event.leaf_hash;
    if (event.seq > log->size) {
      // Not in the tree yet: its content alone is held against its leaf.
      ++report.waiting;
      LogVerifier alone(log->origin, log->hash, {});
      entry.position = 0;
      alone.leaf(entry);
      if (!alone.finish().empty()) {
        verifier.fault(fmt::format("event {} does not have the hash of its content", event.seq));
      }
      return;
    }
    verifier.leaf(entry, against_stored);
    while (heads.next() != nullptr && heads.next()->signed_head.head.size <= verifier.tree().size()) {
      verifier.head(heads.next()->signed_head, heads.next()->verifier);
      heads.advance();
    }
  };
  try {
    for_each_event(reader, hold);
  } catch (const DatabaseError& error) {
    // A seal that does not open with the ring at hand.
    report.unreadable = true;
    verifier.fault(fmt::format("after event {}: {}", seq, error.what()));
  }
  if (verifier.tree().size() < log->size) {
    verifier.fault(fmt::format("the tree has {} leaves but only {} events stand: the newest are missing",
                               log->size, verifier.tree().size()));
  }
  for (; heads.next() != nullptr; heads.advance()) {
    verifier.head(heads.next()->signed_head, heads.next()->verifier);
  }
  const std::int64_t nodes = reader.integer("SELECT count(*) FROM tree_node", {}).value_or(0);
  if (nodes != node_count(log->size)) {
    verifier.fault(
        fmt::format("the tree of {} leaves has {} nodes, not {}", log->size, nodes, node_count(log->size)));
  }
  report.heads = verifier.heads();
  report.root = verifier.tree().root();
  report.faults = verifier.finish();
  return report;
}

}  // namespace enact::store
