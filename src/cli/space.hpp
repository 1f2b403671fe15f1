// A space that is opened for serving: its database, the packages in force loaded from their published
// images, and its clock. What `serve` and `rebuild` have in common.
#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "casework/library.hpp"
#include "cli/training_clock.hpp"
#include "store/database.hpp"

namespace enact::cli {

class Space {
 public:
  // Opens or makes the space in `folder`. Fault as store::Database::open.
  static std::expected<std::unique_ptr<Space>, store::Fault> open(const std::filesystem::path& folder,
                                                                  store::SpaceKind kind);

  store::Database& database() { return *database_; }
  // Null in a live space.
  TrainingClock* training_clock() { return training_clock_.get(); }

  // Publishes the packages in these folders that are not published yet, each only if it compiles without
  // errors; diagnostics say why not. Answers the hashes, in order.
  struct Published {
    std::vector<std::string> hashes;
    Diagnostics diagnostics;
  };
  Published publish(const std::vector<std::filesystem::path>& folders);

  // The packages with these hashes, compiled from their images; without hashes, the latest image of every
  // package. Throws std::runtime_error if an image cannot be loaded.
  std::unique_ptr<casework::Library> library(std::vector<std::string> hashes);

 private:
  Space() = default;
  policy::PackagePtr package(std::string_view hash);

  std::unique_ptr<TrainingClock> training_clock_;
  SystemClock system_clock_;
  SystemRandom random_;
  std::unique_ptr<store::Database> database_;
};

}  // namespace enact::cli
