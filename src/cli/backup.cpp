// `enact backup` and `enact restore`: copies of a space, each opened and verified before it counts. A backup
// is one file of the same form, whichever database the space is in, and can be restored into either.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/space.hpp"
#include "cli/space_modules.hpp"
#include "store/backup.hpp"
#include "store/event.hpp"
#include "store/key_ring.hpp"
#include "store/log.hpp"
#include "store/postgres.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;

struct BackupOptions {
  std::string data;
  std::string file;
  bool replace = false;
  std::string key_ring;
  Language language = Language::zh;
};

// Goes away with what is in it, unless it was there before.
class WorkFolder {
 public:
  explicit WorkFolder(fs::path path) : path_(std::move(path)) {
    if (!fs::create_directory(path_)) {
      throw std::runtime_error(path_.string() +
                               " exists: another run is at work, or was stopped; remove it then");
    }
    fs::permissions(path_, fs::perms::owner_all);
  }
  ~WorkFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  const fs::path& path() const { return path_; }
  fs::path database() const { return path_ / store::database_file; }

 private:
  fs::path path_;
};

// The ring that opens what is sealed: named, by the environment, or in the folder of a training space.
std::string ring_of(const BackupOptions& options) {
  if (!options.key_ring.empty()) return options.key_ring;
  if (const char* named = std::getenv("ENACT_KEY_RING"); named != nullptr) return named;
  if (store::is_postgres(options.data)) return {};
  const fs::path own = fs::path(options.data) / store::key_ring_file;
  return fs::exists(own) ? own.string() : std::string();
}

// Whether the space, opened as a service would open it, verifies: its log, its projections and ledger
// computed again. Says what is wrong; `state` says what is there.
std::expected<bool, store::Fault> verifies(const std::string& place, store::SpaceKind kind,
                                           const BackupOptions& options, std::string& state) {
  const Language language = options.language;
  // The key ring is in no backup. A space is verified without one, too, as far as that goes.
  const std::string ring = ring_of(options);
  auto space = Space::open(place, kind, std::nullopt, {.file = ring, .none = ring.empty()});
  if (!space) return std::unexpected(space.error());
  store::Database& database = (*space)->database();
  if (ring.empty() && database.read(store::has_sealed_events))
    std::cout << Text{"没有密钥环（--key-ring）：日志和账目已核验，由事件推算的表未比对\n",
                      "no key ring (--key-ring): log and ledger are verified, tables that follow from events "
                      "are not compared\n"}
                     .in(language);
  const auto differences = database.check();
  for (const auto& difference : differences) std::cerr << difference.where << ": " << difference.what << "\n";
  if (!differences.empty()) return false;
  state = database.read([&](const store::Reader& reader) {
    const store::Log log = store::find_log(reader).value();
    const auto last = store::last_event(reader);
    const std::int64_t events = last ? last->seq : 0;
    const std::string root =
        store::hex(store::Frontier(log.hash, log.size, store::node_reader(reader)).root());
    return Text{
        fmt::format("日志 {}，{} 个事件，其中 {} 个在树中，根 {}", log.origin, events, log.size, root),
        fmt::format("log {}, {} events, {} of them in the tree, root {}", log.origin, events, log.size, root)}
        .in(language);
  });
  return true;
}

// The same of a copy in a folder, after SQLite's own checks.
std::expected<bool, store::Fault> is_whole(const WorkFolder& folder, const BackupOptions& options,
                                           std::string& state) {
  const auto copy = store::look_at_copy(folder.database());
  if (!copy) return std::unexpected(copy.error());
  for (const std::string& fault : copy->faults) std::cerr << fault << "\n";
  if (!copy->faults.empty()) return false;
  return verifies(folder.path(), copy->kind, options, state);
}

int not_whole(Language language) {
  std::cerr << Text{"核验不通过，未保留任何内容\n", "it does not verify; nothing of it was kept\n"}.in(
      language);
  return Exit::input_errors;
}

int back_up(const BackupOptions& options) {
  const fs::path file = options.file;
  if (fs::exists(file)) throw std::runtime_error(file.string() + " exists; choose another name");
  const WorkFolder work(file.string() + ".partial");
  const fs::path copy = work.path() / "copy";
  const auto copied = store::is_postgres(options.data)
                          ? store::copy_postgres(options.data, space_modules(), copy)
                          : store::copy_database(options.data, copy);
  if (!copied) return refuse(copied.error(), options.language);
  // Another copy is opened, since opening may bring the schema forward.
  fs::copy_file(copy, work.database());
  std::string state;
  const auto whole = is_whole(work, options, state);
  if (!whole) return refuse(whole.error(), options.language);
  if (!*whole) return not_whole(options.language);
  // It holds personal data.
  fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write);
  store::move_file(copy, file);
  std::cout << Text{fmt::format("已备份并核验：{}\n{}\n签名密钥不在备份中，请另行保管\n", file.string(),
                                state),
                    fmt::format(
                        "backed up and verified: {}\n{}\nthe signing key is not in it: keep it elsewhere\n",
                        file.string(), state)}
                   .in(options.language);
  return Exit::ok;
}

void restored(const BackupOptions& options, const std::string& place, const std::string& state,
              const fs::path& kept) {
  std::cout << Text{fmt::format("已核验并恢复：{}\n{}\n", place, state),
                    fmt::format("verified and restored: {}\n{}\n", place, state)}
                   .in(options.language);
  if (!kept.empty()) {
    std::cout << Text{fmt::format("原数据库保留为 {}\n", kept.string()),
                      fmt::format("what was there is kept as {}\n", kept.string())}
                     .in(options.language);
  }
  std::cout << Text{"备份之后签名的日志头不再与本日志一致，请告知审计\n",
                    "heads signed after the backup no longer agree with this log: tell the auditor\n"}
                   .in(options.language);
}

// The backup is verified first, and once more where it has come to lie, before it is in its place.
int restore_into_postgres(const BackupOptions& options) {
  const WorkFolder work(options.file + ".restore");
  fs::copy_file(options.file, work.database());
  std::string state;
  const auto whole = is_whole(work, options, state);
  if (!whole) return refuse(whole.error(), options.language);
  if (!*whole) return not_whole(options.language);
  const store::SpaceKind kind = store::look_at_copy(work.database()).value().kind;
  const auto filled =
      store::fill_postgres(work.database(), options.data, space_modules(),
                           [&](const std::string& place) { return verifies(place, kind, options, state); });
  if (!filled) return refuse(filled.error(), options.language);
  if (!*filled) return not_whole(options.language);
  restored(options, store::without_password(options.data), state, {});
  return Exit::ok;
}

int restore(const BackupOptions& options) {
  if (store::is_postgres(options.data)) return restore_into_postgres(options);
  const fs::path folder = options.data;
  if (fs::exists(folder / store::database_file) && !options.replace) {
    // Said before the work; put_in_place() stands behind.
    std::cerr
        << Text{"该目录中已有空间；另选目录，或用 --replace（原数据库改名保留）\n",
                "there is a space in that folder; choose another, or say --replace (what is there is kept "
                "under another name)\n"}
               .in(options.language);
    return Exit::input_errors;
  }
  if (fs::create_directories(folder)) fs::permissions(folder, fs::perms::owner_all);
  const WorkFolder work(folder / "restore.partial");
  fs::copy_file(options.file, work.database());
  std::string state;
  const auto whole = is_whole(work, options, state);
  if (!whole) return refuse(whole.error(), options.language);
  if (!*whole) return not_whole(options.language);
  const auto kept = store::put_in_place(work.database(), folder, options.replace);
  if (!kept) return refuse(kept.error(), options.language);
  restored(options, folder.string(), state, *kept);
  return Exit::ok;
}

}  // namespace

std::function<int()> declare_backup(CLI::App& app) {
  auto options = std::make_shared<BackupOptions>();
  add_place(app, options->data,
            "folder of the space, or URL of its PostgreSQL database; a service may be running on it", true)
      ->required();
  app.add_option("--out", options->file, "the file to be made")->required()->option_text("FILE");
  add_key_ring(app, options->key_ring);
  add_language(app, options->language);
  return [options] { return back_up(*options); };
}

std::function<int()> declare_restore(CLI::App& app) {
  auto options = std::make_shared<BackupOptions>();
  app.add_option("FILE", options->file, "a file made by `enact backup`")
      ->required()
      ->check(CLI::ExistingFile);
  add_place(
      app, options->data,
      "folder of the space, made if absent, or URL of an empty PostgreSQL database; whichever of both the "
      "space came from",
      false)
      ->required();
  app.add_flag("--replace", options->replace,
               "put it in the place of the space that is there; of a folder only");
  add_key_ring(app, options->key_ring);
  add_language(app, options->language);
  return [options] { return restore(*options); };
}

}  // namespace enact::cli
