// Changed packages (修改稿) that a unit has uploaded to try them in the lab. They are never in force: no case
// and no determination but the lab's sees them. Events of the stream "draft"; the list is their projection.
#pragma once

#include <cstddef>
#include <deque>
#include <expected>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "casework/casework.hpp"
#include "policy/package.hpp"
#include "store/database.hpp"
#include "store/module.hpp"

namespace enact::lab {

inline constexpr std::size_t most_drafts = 20;  // of one unit

struct Draft {
  std::string id;
  std::string name;  // by its author, unique in the unit
  std::string unit;
  std::string package;       // id
  std::string package_hash;  // of its sources
  std::string image;         // hash of the content that is kept
  std::string author;        // account id
  Instant added_at;
};

// What add_draft() keeps. The image is of a package without errors (policy/image.hpp).
struct NewDraft {
  std::string name;
  std::string package;
  std::string package_hash;
  std::string image;
};

// Keeps it for the person's unit. Faults: forbidden "lab.not-permitted", invalid "lab.name", conflict
// "lab.draft-name", "lab.too-many-drafts", those of store::put_blob().
std::expected<Draft, store::Fault> add_draft(store::Transaction& tx, const casework::Person& person,
                                             const NewDraft& draft);
// Faults: not_found "lab.no-draft", forbidden "lab.not-permitted", conflict "lab.draft-used" while a scenario
// is made of it.
std::expected<void, store::Fault> remove_draft(store::Transaction& tx, const casework::Person& person,
                                               std::string_view id);
// Those that the person may see (of its units, or all), by unit and name.
std::vector<Draft> drafts(const store::Reader& reader, const casework::Person& person);
// Fault: not_found "lab.no-draft".
std::expected<Draft, store::Fault> draft(const store::Reader& reader, const casework::Person& person,
                                         std::string_view id);

// Drafts compiled, the last few kept. Thread-safe.
class CompiledDrafts {
 public:
  // Fault: conflict "lab.draft-outdated" where an image of an older version of Enact cannot be used any more.
  std::expected<policy::PackagePtr, store::Fault> of(const store::Reader& reader, const Draft& draft);

 private:
  struct Kept {
    std::string image;
    policy::PackagePtr package;
  };
  std::mutex mutex_;
  std::deque<Kept> kept_;  // the last asked for in front
};

extern const char* const draft_table;  // SQL of its migration
store::Projection draft_projection();

}  // namespace enact::lab
