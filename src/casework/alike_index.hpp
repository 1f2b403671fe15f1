// Which subjects ever had which text for a characteristic: looked up for each case that a reviewer opens, and
// so not searched for in a register of facts anew each time. Held in memory by each server of a space, made
// from its facts when it is first asked and brought up to date by those recorded since; it holds hashes, no
// texts, and may name too many (a fact that counts no more, another text of the same hash): who asks looks at
// their facts.
#pragma once

#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/database.hpp"

namespace enact::casework {

// A fact, or a field of the records of a list, by whose texts subjects are alike.
struct AlikeTrait {
  std::string fact;
  std::string field;  // "": the fact itself
  friend auto operator<=>(const AlikeTrait&, const AlikeTrait&) = default;
};
// The texts that a fact's value has for it, so that writing them otherwise makes no difference.
std::set<std::string> texts_of(const std::string& json, const AlikeTrait& trait);

// Thread-safe. Of one database, by readers of what is committed.
class AlikeIndex {
 public:
  // The ids of all who ever had one of these texts; a text that more than `most_sharing` have had tells
  // nothing and is passed over. Reads the facts recorded since the last call, all of them the first time, and
  // again when a trait is asked for the first time.
  static constexpr std::size_t most_sharing = 50;
  std::set<std::string> sharing(const store::Reader& reader, const AlikeTrait& trait,
                                const std::set<std::string>& texts);

 private:
  void catch_up(const store::Reader& reader);
  std::uint32_t number_of(std::string_view subject);

  std::mutex mutex_;
  std::set<AlikeTrait> traits_;
  std::int64_t read_to_ = 0;  // sequence number of the last fact
  std::vector<std::string> subjects_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::unordered_multimap<std::size_t, std::uint32_t> by_text_;
};

}  // namespace enact::casework
