// What becomes of subjects: mergers, splits and conversions, by which one comes after another; foundings anew
// by the same persons or at the same place; moves into and out of the city. Recorded by a unit that attests
// who a subject is, as events of the subject ("subject.succession"), and taken back by it.
//
// A merger, split or conversion makes a family of matters: what was paid for a matter of one member counts
// for every other, a first recognition of one is none of another, and no two of them are paid for one matter.
// Foundings anew and moves change nothing by themselves: reviewers see them.
#pragma once

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/casework.hpp"
#include "casework/library.hpp"
#include "determine/facts.hpp"
#include "store/facts.hpp"

namespace enact::casework {

enum class Taken : std::uint8_t;  // casework/record.hpp

// `unrelated`: looked at and found to have nothing to do with one another (alike.hpp).
enum class SuccessionKind : std::uint8_t {
  merged,
  split,
  converted,
  refounded,
  moved_in,
  moved_out,
  unrelated
};
std::string_view succession_id(SuccessionKind kind);  // "merged"
std::optional<SuccessionKind> succession_from_id(std::string_view id);
Text succession_title(SuccessionKind kind);
// Whether the subject takes the other's place in matters.
bool inherits(SuccessionKind kind);

struct Succession {
  std::int64_t seq = 0;  // of its event
  SuccessionKind kind = SuccessionKind::merged;
  store::Subject subject = {};               // that comes after
  std::optional<store::Subject> other = {};  // that it comes after; none for a move
  Date on = {};
  std::string unit = {};
  std::string evidence = {};
};
// All of a subject, as the one or the other, that were not taken back, oldest first.
std::vector<Succession> successions_of(const store::Reader& reader, std::string_view subject_id);

struct SuccessionEntry {
  SuccessionKind kind = SuccessionKind::merged;
  std::string other = {};  // identity of the one before, of the same type; "" for a move
  Date on = {};
  std::string evidence = {};
};
struct Recorded {
  std::int64_t seq = 0;
  // Cases of one matter that have money each: what had been committed before this was known. The unit must
  // have one of them cancelled or its payment demanded back; none of them can be put into a batch meanwhile.
  std::vector<std::string> overlaps = {};  // references
};
// Faults: forbidden "casework.not-permitted" (the unit attests neither the identity nor the name of the
// type), not_found "casework.no-subject", invalid "casework.bad-succession" (of itself, in a circle, in the
// future), conflict "casework.succession-known".
std::expected<Recorded, store::Fault> record_succession(store::Transaction& tx, const Library& library,
                                                        const store::Actor& actor,
                                                        std::string_view subject_id,
                                                        const SuccessionEntry& entry);
std::expected<std::int64_t, store::Fault> withdraw_succession(store::Transaction& tx, const Library& library,
                                                              const store::Actor& actor, std::int64_t seq,
                                                              std::string_view reason);

// The members of families by their identities, read once for a step.
class Families {
 public:
  explicit Families(const store::Reader& reader);
  bool empty() const { return members_.empty(); }
  // Ids of the others of a subject's family.
  std::vector<std::string> others(std::string_view subject_id) const;
  // Those that a subject comes directly after, by then.
  std::vector<std::string> before(std::string_view subject_id, const Date& on) const;
  // The keys of the same matter under the other members' identities.
  std::vector<std::string> other_keys(const determine::Matter& matter) const;
  // When the last link of the families in a matter's parts was recorded.
  Instant known_since(const determine::Matter& matter) const;
  const store::Subject* member(std::string_view subject_id) const;

 private:
  struct Link {
    std::string after;
    std::string before;
    Date on;
    Instant at;
  };
  const std::vector<std::string>* family_of_identity(std::string_view identity) const;
  void join(const std::string& a, const std::string& b);

  std::vector<Link> links_;
  std::map<std::string, store::Subject, std::less<>> members_;                // by id
  std::map<std::string, std::vector<std::string>, std::less<>> families_;     // ids by id, with itself
  std::map<std::string, std::vector<std::string>, std::less<>> by_identity_;  // ids by identity's normal form
};

// What a subject has from those before it, into its facts: items of their lists, and what any member was paid
// for the same matter, under the subject's own identity.
void inherit(const store::Reader& reader, const Context& context, const Families& families,
             const store::Subject& subject, const Date& on, Instant known_at, Taken taken,
             determine::Facts& facts);

// Cases of the same matter under other members' identities, by their references: those that are open; those
// whose commitment is not paid or cancelled; those whose money would come on top of what was committed for
// this case at an instant (what is owed elsewhere, and what was paid elsewhere before the family was known).
std::optional<std::string> open_in_family(const store::Reader& reader, const determine::Matter& matter);
std::optional<std::string> owed_in_family(const store::Reader& reader, const determine::Matter& matter);
std::optional<std::string> overlap_in_family(const store::Reader& reader, const determine::Matter& matter,
                                             Instant committed_at);
// The refusals that they lead to.
store::Fault taken_in_family(const std::string& reference);
store::Fault owed_twice_in_family(const std::string& reference);

// The projection of the events.
extern const std::string_view succession_tables;
void apply_succession(store::Transaction& tx, const store::Event& event);

}  // namespace enact::casework
