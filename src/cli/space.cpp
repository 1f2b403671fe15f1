#include "cli/space.hpp"

#include <pwd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <set>
#include <stdexcept>

#include "casework/module.hpp"
#include "cli/command.hpp"
#include "cli/packages.hpp"
#include "cli/space_modules.hpp"
#include "identity/accounts.hpp"
#include "lab/scenarios.hpp"
#include "ledger/ledger.hpp"
#include "notify/notifications.hpp"
#include "policy/image.hpp"
#include "registers/module.hpp"
#include "selection/module.hpp"
#include "store/documents.hpp"
#include "store/log.hpp"

namespace enact::cli {

store::Actor by_command() {
  const passwd* user = getpwuid(geteuid());
  return {"command:" + (user != nullptr ? std::string(user->pw_name) : std::to_string(geteuid())), ""};
}

int refuse(const store::Fault& fault, Language language) {
  std::cerr << fault.message.in(language) << "\n";
  if (!fault.help.empty()) std::cerr << "  " << fault.help.in(language) << "\n";
  return Exit::input_errors;
}

CLI::Option* add_place(CLI::App& app, std::string& place, const std::string& about, bool must_exist) {
  return app.add_option("--data,--database", place, about)
      ->option_text("DIR|URL")
      ->check([must_exist](const std::string& given) {
        if (!must_exist || store::is_postgres(given)) return std::string();
        return CLI::ExistingDirectory(given);
      });
}

void add_key_ring(CLI::App& app, std::string& file) {
  app.add_option("--key-ring", file,
                 "file of the keys that seal account and identity numbers, contacts and second factors; "
                 "default: what ENACT_KEY_RING names, in a training space key.ring in its folder")
      ->option_text("FILE");
}

namespace {

// Null if the space has its own, or is opened without.
std::expected<std::shared_ptr<const store::KeyRing>, store::Fault> key_ring(
    const SpaceKeys& keys, const store::OpenOptions& options) {
  if (keys.none) return nullptr;
  const char* named = std::getenv("ENACT_KEY_RING");
  const std::string file = !keys.file.empty() ? keys.file : named != nullptr ? named : "";
  if (!file.empty()) return store::KeyRing::load(file);
  const bool own = options.kind == store::SpaceKind::training && !options.folder.empty();
  if (own || !keys.needed) return nullptr;
  return std::unexpected(store::Fault{
      .kind = store::Fault::Kind::invalid,
      .code = "store.key-ring",
      .message = {"没有密钥环：账号、身份号码、联系方式和动态验证码密钥须加密保存",
                  "there is no key ring: account and identity numbers, contacts and second factors are kept "
                  "sealed"},
      .help = {"用 `enact keys add FILE` 建立，再以 --key-ring 或 ENACT_KEY_RING 指明；不要放进备份",
               "make one with `enact keys add FILE` and name it by --key-ring or ENACT_KEY_RING; keep it out "
               "of the backups"}});
}

}  // namespace

std::vector<store::Module> space_modules() {
  return {identity::module(), ledger::module(), registers::module(), selection::module(),
          casework::module(), lab::module(),    notify::module()};
}

std::expected<std::unique_ptr<Space>, store::Fault> Space::open(const std::string& place,
                                                                store::SpaceKind kind,
                                                                std::optional<store::HashKind> log_hash,
                                                                const SpaceKeys& keys) {
  std::unique_ptr<Space> space(new Space);
  store::OpenOptions options;
  std::string folder;
  (store::is_postgres(place) ? options.postgres : folder) = place;
  options.folder = folder;
  options.kind = kind;
  options.log_hash = log_hash;
  options.modules = space_modules();
  if (kind == store::SpaceKind::training) space->training_clock_ = std::make_unique<TrainingClock>();
  options.clock = space->training_clock_ ? static_cast<const Clock*>(space->training_clock_.get())
                                         : &space->system_clock_;
  options.random = &space->random_;
  options.without_keys = keys.none;
  if (auto ring = key_ring(keys, options); !ring) {
    return std::unexpected(std::move(ring).error());
  } else {
    options.key_ring = std::move(*ring);
  }
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

namespace {

Diagnostic refused(std::string code, Text message, Text help) {
  Diagnostic made;
  made.code = std::move(code);
  made.message = std::move(message);
  made.help = std::move(help);
  return made;
}

Diagnostic untried(const std::string& package) {
  return refused(
      "publish.examples-not-run",
      {"`" + package + "` 的映像发布时没有运行样例，正式空间不予使用",
       "the image of `" + package + "` was published without its examples: a live space does not serve it"},
      {"用 `--packages` 给出政策包的文件夹，样例和证明即在启动时进行",
       "name the package's folder with `--packages`: its examples and proofs are then run at the start"});
}

Diagnostic a_sample(const std::string& package) {
  return refused("publish.sample",
                 {"`" + package + "` 是示例政策包，正式空间不予使用",
                  "`" + package + "` is a sample: a live space does not serve it"},
                 {"示例只用于培训空间：`enact serve --training`",
                  "samples are for a training space: `enact serve --training`"});
}

Diagnostic failed(const determine::ExampleResult& example) {
  return refused("publish.example-fails",
                 {"样例未通过：" + example.file, "an example fails: " + example.file},
                 {"用 `enact examples` 查看差别", "`enact examples` shows what differs"});
}

}  // namespace

std::optional<policy::Tried> Space::tried(std::string_view hash) {
  const auto image =
      database_->read([&](const store::Reader& reader) { return store::find_image(reader, hash); });
  if (!image) return std::nullopt;
  const auto opened =
      policy::open_image({reinterpret_cast<const char*>(image->content.data()), image->content.size()});
  return opened ? opened->tried.value_or(policy::Tried{}) : policy::Tried{};
}

Space::Published Space::publish(const std::vector<std::filesystem::path>& paths) {
  if (paths.empty()) return latest();
  Published out;
  for (const auto& path : paths) {
    auto made = prepare(path.generic_string(), {.examples = false, .proofs = false}, Language::zh);
    if (live() && made.good() && made.package->sample) {
      out.diagnostics.push_back(a_sample(made.package->id));
      continue;
    }
    std::optional<policy::Tried> kept = tried(made.hash);
    const bool has_passed = made.tried.examples || (kept && kept->examples);
    if (live() && made.good() && !has_passed) {
      if (!std::filesystem::is_directory(path)) {
        out.diagnostics.push_back(untried(made.package->id));
        continue;
      }
      made = prepare(path.generic_string(), {}, Language::zh);
      kept = std::nullopt;
    }
    out.diagnostics.insert(out.diagnostics.end(), made.diagnostics.begin(), made.diagnostics.end());
    for (const determine::ExampleResult& example : made.failed) out.diagnostics.push_back(failed(example));
    if (!made.good()) continue;
    keep(made);
    out.served.push_back({made.package->id, made.hash, kept.value_or(made.tried)});
  }
  return out;
}

Space::Published Space::latest() {
  Published out;
  std::set<std::string> seen;
  const auto images = database_->read([](const store::Reader& reader) { return store::list_images(reader); });
  for (const store::ImageEntry& image : images) {  // newest first
    if (!seen.insert(image.package).second) continue;
    const policy::Tried tried = this->tried(image.hash).value_or(policy::Tried{});
    if (live() && !tried.examples) out.diagnostics.push_back(untried(image.package));
    out.served.push_back({image.package, image.hash, tried});
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

std::unique_ptr<casework::Library> Space::library(const std::vector<std::string>& hashes) {
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
