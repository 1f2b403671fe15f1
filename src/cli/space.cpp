#include "cli/space.hpp"

#include <iostream>
#include <set>
#include <stdexcept>

#include "casework/module.hpp"
#include "cli/command.hpp"
#include "cli/packages.hpp"
#include "identity/accounts.hpp"
#include "lab/scenarios.hpp"
#include "ledger/ledger.hpp"
#include "policy/image.hpp"
#include "store/documents.hpp"
#include "store/log.hpp"

namespace enact::cli {

int refuse(const store::Fault& fault, Language language) {
  std::cerr << fault.message.in(language) << "\n";
  if (!fault.help.empty()) std::cerr << "  " << fault.help.in(language) << "\n";
  return Exit::input_errors;
}

std::expected<std::unique_ptr<Space>, store::Fault> Space::open(const std::filesystem::path& folder,
                                                                store::SpaceKind kind,
                                                                std::optional<store::HashKind> log_hash) {
  std::unique_ptr<Space> space(new Space);
  store::OpenOptions options;
  options.folder = folder;
  options.kind = kind;
  options.log_hash = log_hash;
  options.modules = {identity::module(), ledger::module(), casework::module(), lab::module()};
  if (kind == store::SpaceKind::training) space->training_clock_ = std::make_unique<TrainingClock>();
  options.clock = space->training_clock_ ? static_cast<const Clock*>(space->training_clock_.get())
                                         : &space->system_clock_;
  options.random = &space->random_;
  auto database = store::Database::open(std::move(options));
  if (!database) return std::unexpected(std::move(database).error());
  space->database_ = std::move(*database);
  if (space->training_clock_) {
    const auto last =
        space->database_->read([](const store::Reader& reader) { return store::last_event(reader); });
    if (last) space->training_clock_->not_before(last->at);
  }
  return space;
}

std::expected<store::LogKey, store::Fault> Space::log_key(const std::filesystem::path& file) {
  const std::string origin =
      database_->read([](const store::Reader& reader) { return store::find_log(reader).value().origin; });
  return store::LogKey::load_or_make(file, origin, random_);
}

bool Space::keep(const Publication& publication) {
  const bool known = database_->read(
      [&](const store::Reader& reader) { return store::find_image(reader, publication.hash).has_value(); });
  if (known) return false;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(publication.image.data());
  auto done = database_->write([&](store::Transaction& tx) -> store::StepResult {
    auto stored = store::publish_image(tx, publication.hash, publication.package->id,
                                       {bytes, publication.image.size()});
    if (!stored) return std::unexpected(std::move(stored).error());
    return std::string();
  });
  if (!done)
    throw std::runtime_error("cannot publish " + publication.package->id + ": " + done.error().message.en);
  return true;
}

Space::Published Space::publish(const std::vector<std::filesystem::path>& paths) {
  Published out;
  for (const auto& path : paths) {
    auto made = prepare(path.generic_string(), {.examples = false, .proofs = false}, Language::zh);
    out.diagnostics.insert(out.diagnostics.end(), made.diagnostics.begin(), made.diagnostics.end());
    if (!made.good()) continue;
    keep(made);
    out.hashes.push_back(std::move(made.hash));
  }
  return out;
}

policy::PackagePtr Space::package(std::string_view hash, policy::ImageUse use) {
  const auto image =
      database_->read([&](const store::Reader& reader) { return store::find_image(reader, hash); });
  if (!image) return nullptr;
  auto compiled =
      policy::from_image({reinterpret_cast<const char*>(image->content.data()), image->content.size()}, use);
  if (!compiled)
    throw std::runtime_error("the published image of " + image->package + " cannot be loaded:\n" +
                             render(compiled.error(), Language::en));
  return *compiled;
}

std::unique_ptr<casework::Library> Space::library(std::vector<std::string> hashes) {
  if (hashes.empty()) {
    std::set<std::string> seen;
    database_->read([&](const store::Reader& reader) {
      for (const auto& entry : store::list_images(reader))  // newest first
        if (seen.insert(entry.package).second) hashes.push_back(entry.hash);
      return 0;
    });
  }
  std::vector<policy::PackagePtr> current;
  for (const auto& hash : hashes) {
    auto found = package(hash, policy::ImageUse::service);
    if (!found) throw std::runtime_error("there is no published image " + hash);
    current.push_back(std::move(found));
  }
  return std::make_unique<casework::Library>(
      std::move(current), [this](std::string_view hash) { return package(hash, policy::ImageUse::replay); });
}

std::unique_ptr<casework::Library> Space::archive() {
  return std::make_unique<casework::Library>(
      std::vector<policy::PackagePtr>{},
      [this](std::string_view hash) { return package(hash, policy::ImageUse::replay); });
}

}  // namespace enact::cli
