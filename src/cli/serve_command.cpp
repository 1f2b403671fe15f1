// `enact serve` and `enact rebuild`: the commands that open a space.
#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/serve.hpp"
#include "cli/settings.hpp"
#include "cli/space.hpp"
#include "store/event.hpp"

namespace enact::cli {

std::function<int()> declare_serve(CLI::App& app) {
  auto options = std::make_shared<ServeOptions>();
  add_place(app, options->data, "folder of the space, made if absent, or a PostgreSQL database by its URL",
            false)
      ->required();
  app.add_option(
         "--packages", options->packages,
         "folders of policy packages, or image files; published if they are new, in a live space after their "
         "examples and proofs")
      ->option_text("DIR...");
  app.add_option("--web", options->web, "the built portal")
      ->option_text("DIR")
      ->check(CLI::ExistingDirectory);
  app.add_flag("--training", options->training,
               "a training space with samples; a space never changes its kind");
  app.add_option("--address", options->address, "address to listen on (default 127.0.0.1)");
  app.add_option("--port", options->port, "port to listen on (default 8080; 0: any free one)");
  app.add_option("--samples", options->samples, "synthetic subjects of a new training space (default 10000)")
      ->check(CLI::Range(1, 1'000'000));
  app.add_option(
         "--population", options->population,
         "register of the policy lab: a folder of CSV files, one CSV file, or a facts file; default: the "
         "subjects on record in the space")
      ->check(CLI::ExistingPath);
  app.add_flag(
      "--behind-tls", options->behind_tls,
      "a reverse proxy speaks TLS: session cookies are for TLS only, and clients are those whom it names in "
      "X-Forwarded-For");
  app.add_option("--notify", options->notify,
                 "file that says how people are told by e-mail and short messages (docs/operations.md)")
      ->option_text("FILE")
      ->check(CLI::ExistingFile);
  app.add_option("--second-factor", options->second_factor,
                 "roles that rest until their holder has a second factor, by commas, or none (default: those "
                 "that decide, pay and administer; in a training space none)")
      ->delimiter(',')
      ->option_text("ROLE,...");
  app.add_option("--oidc", options->oidc,
                 "file that says through which identity provider people may sign in (docs/operations.md)")
      ->option_text("FILE")
      ->check(CLI::ExistingFile);
  app.add_option(
         "--clamav", options->clamav,
         "ClamAV's daemon, HOST:PORT or the path of its socket: uploads that it does not pass are refused")
      ->option_text("ADDRESS");
  app.add_flag("--check-answers", options->check_answers, "hold every answer against its schema (for tests)");
  app.add_option("--log-key", options->log_key,
                 "file of the key that signs the event log; made if absent (default: log.key in the folder "
                 "of the space)")
      ->option_text("FILE");
  add_key_ring(app, options->key_ring);
  app.add_option("--head-seconds", options->head_seconds,
                 "seconds between signed heads of the event log (default 60)")
      ->check(CLI::Range(1, 86'400));
  app.add_option("--log-hash", options->log_hash, "hash of a new space's event log: SHA-256 (default) or SM3")
      ->transform(CLI::CheckedTransformer(std::map<std::string, store::HashKind>{
          {"SHA-256", store::HashKind::sha256}, {"SM3", store::HashKind::sm3}}))
      ->option_text("SHA-256|SM3");
  app.add_option("--metrics", options->metrics,
                 "address on which Prometheus may scrape, e.g. 127.0.0.1:9464 (default: none)")
      ->option_text("ADDRESS:PORT");
  app.add_option("--log-format", options->log_format, "lines of the log: text (default) or json")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, LogFormat>{{"text", LogFormat::text}, {"json", LogFormat::json}}))
      ->option_text("text|json");
  app.fallthrough();  // --config, the program's own, may stand behind the command as well
  read_environment(app);
  return [options] { return serve(*options); };
}

std::function<int()> declare_rebuild(CLI::App& app) {
  struct RebuildOptions {
    std::string data;
    bool training = false;
    bool check = false;
    std::string key_ring;
  };
  auto options = std::make_shared<RebuildOptions>();
  add_place(app, options->data, "the space", true)->required();
  app.add_flag("--training", options->training, "it is a training space");
  app.add_flag("--check", options->check, "only compare the tables with what the events say");
  add_key_ring(app, options->key_ring);
  return [options]() -> int {
    auto space =
        Space::open(options->data, options->training ? store::SpaceKind::training : store::SpaceKind::live,
                    std::nullopt, {.file = options->key_ring});
    if (!space) {
      std::cerr << "error: " << space.error().message.en << "\n";
      return Exit::input_errors;
    }
    auto& database = (*space)->database();
    if (!options->check) {
      if (auto done = database.rebuild(); !done) {
        std::cerr << "error: " << done.error().message.en << "\n";
        return Exit::input_errors;
      }
    }
    const auto faults = database.check();
    for (const auto& fault : faults) std::cout << fault.where << ": " << fault.what << "\n";
    const bool followed = database.read([](const store::Reader& reader) {
      return reader.has_key_ring() || !store::has_sealed_events(reader);
    });
    if (faults.empty() && followed) std::cout << "event log, projections and ledger agree\n";
    if (faults.empty() && !followed)
      std::cout
          << "event log and ledger agree; projections are compared with the key ring only (--key-ring)\n";
    return faults.empty() ? Exit::ok : Exit::input_errors;
  };
}

}  // namespace enact::cli
