// A space that is opened for serving: its database, the packages in force loaded from their published
// images, and its clock. What `serve` and `rebuild` have in common.
#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "casework/library.hpp"
#include "cli/publication.hpp"
#include "cli/training_clock.hpp"
#include "store/checkpoint.hpp"
#include "store/database.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace enact::cli {

// Says on standard error what is wrong and what to do; answers Exit::input_errors.
int refuse(const store::Fault& fault, Language language);
// Who acts by a command: "command:" and the user of the machine.
store::Actor by_command();

// The option --data DIR or URL, also called --database: where a space is. `must_exist`: a folder that is not
// there is wrong usage.
CLI::Option* add_place(CLI::App& app, std::string& place, const std::string& about, bool must_exist);

// Which keys seal and open values of a space (store/key_ring.hpp): the ring in this file, else the one that
// ENACT_KEY_RING names; a training space in a folder else has its own there.
struct SpaceKeys {
  std::string file = {};
  bool needed = false;  // a space that is to seal: a live one without a ring is refused
  bool none = false;    // only the log is looked at
};
// The option --key-ring FILE.
void add_key_ring(CLI::App& app, std::string& file);

class Space {
 public:
  // Opens or makes the space in a folder, or in a PostgreSQL database by its URL; `log_hash` as
  // store::OpenOptions. Faults as store::Database::open, and "store.key-ring" if it needs one and has none.
  static std::expected<std::unique_ptr<Space>, store::Fault> open(
      const std::string& place, store::SpaceKind kind, std::optional<store::HashKind> log_hash = std::nullopt,
      const SpaceKeys& keys = {});

  store::Database& database() { return *database_; }
  // The key that signs the log; made if the file is absent. Faults as store::LogKey::load_or_make.
  std::expected<store::LogKey, store::Fault> log_key(const std::filesystem::path& file);
  // Null in a live space.
  TrainingClock* training_clock() { return training_clock_.get(); }

  // Keeps an image that is good to be published (cli/publication.hpp); answers false if it is kept already,
  // then as it was published first. Throws std::runtime_error if it cannot be kept.
  bool keep(const Publication& publication);

  // The images to serve: those of the packages in these folders or image files, published if they are new;
  // without paths, the latest image of every package. A training space holds what it publishes to the check
  // alone, and the image says so. A live one serves only what has passed its examples: a folder that is new
  // to it is held to all that `enact publish` asks, an image that was published without them is refused.
  // Diagnostics say why something is not published.
  struct Served {
    std::string package;
    std::string hash;
    policy::Tried tried;
  };
  struct Published {
    std::vector<Served> served;  // in order
    Diagnostics diagnostics;
  };
  Published publish(const std::vector<std::filesystem::path>& paths);

  // The packages with these hashes, compiled from their images. The library finds older ones, also of older
  // engine versions, for the cases that were opened under them. Throws std::runtime_error if an image cannot
  // be loaded.
  std::unique_ptr<casework::Library> library(const std::vector<std::string>& hashes);

  // A library for looking back only: nothing is in force in it; it finds every image that can still be read.
  std::unique_ptr<casework::Library> archive();

 private:
  Space() = default;
  bool live() const { return training_clock_ == nullptr; }
  Published latest();
  // What a kept image says that its package was held to; nullopt: there is no such image.
  std::optional<policy::Tried> tried(std::string_view hash);
  policy::PackagePtr package(std::string_view hash, policy::ImageUse use);

  std::unique_ptr<TrainingClock> training_clock_;
  SystemClock system_clock_;
  SystemRandom random_;
  std::unique_ptr<store::Database> database_;
};

}  // namespace enact::cli
