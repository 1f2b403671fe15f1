#include "cli/serve.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <boost/system/system_error.hpp>

#include "cli/day_clock.hpp"
#include "cli/load_packages.hpp"
#include "cli/metrics.hpp"
#include "cli/notify_options.hpp"
#include "cli/oidc_options.hpp"
#include "cli/population.hpp"
#include "cli/register_samples.hpp"
#include "cli/space.hpp"
#include "cli/training.hpp"
#include "http/server.hpp"
#include "identity/accounts.hpp"
#include "lab/record_population.hpp"
#include "notify/sender.hpp"
#include "oidc/provider.hpp"
#include "scan/clamav.hpp"
#include "store/log_keeper.hpp"

namespace enact::cli {

namespace {

constexpr std::string_view version = "0.1.0";

int refuse(const std::string& message) {
  fmt::print(stderr, "error: {}\n", message);
  return 1;
}
int refuse(const store::Fault& fault) {
  return refuse(fault.message.en + (fault.help.empty() ? "" : "\n  help: " + fault.help.en));
}

void greet(const ServeOptions& options, std::uint16_t port, const std::vector<Space::Served>& served,
           const std::vector<http::SampleAccount>& samples) {
  fmt::print("Enact 兑现  http://{}:{}/\n", options.address, port);
  for (const Space::Served& each : served)
    fmt::print("  {}  {}: {}\n", each.package, each.hash.substr(0, 12), in_words(each.tried).en);
  constexpr std::size_t shown = 3;
  if (!samples.empty()) {
    fmt::print("training space; sample accounts (password {}):\n", samples.front().password);
    for (std::size_t i = 0; i < std::min(shown, samples.size()); ++i)
      fmt::print("  {:<16} {}\n", samples[i].login, samples[i].title.zh);
    fmt::print("  … {} in all, listed on the sign-in page\n", samples.size());
  }
  std::fflush(stdout);
}

// A new live space has nobody in it: whoever starts it gets a link to become its first administrator.
void offer_administrator_link(store::Database& database) {
  const bool empty =
      database.read([](const store::Reader& reader) { return identity::list_accounts(reader).empty(); });
  if (!empty) return;
  if (const auto token = identity::make_administrator_link(database))
    fmt::print("first administrator (once, within 24 hours), in the portal: /first-administrator#{}\n",
               *token);
}

// The first of the packages that says what synthetic subjects look like; null if none does.
SourcePtr find_hints(const std::vector<std::filesystem::path>& packages) {
  for (const auto& folder : packages) {
    const auto hints = folder / "synthetic.yaml";
    if (std::filesystem::is_regular_file(hints)) return read_source(hints.generic_string());
  }
  return nullptr;
}

// The roles that want a second factor; nullopt: one of the names is none.
std::optional<std::vector<identity::Role>> second_factor_roles(const ServeOptions& options) {
  using identity::Role;
  if (options.second_factor.empty() && options.training) return std::vector<Role>{};
  if (options.second_factor.empty())
    return std::vector{Role::approver, Role::finance_reviewer, Role::treasury_maker, Role::treasury_checker,
                       Role::administrator};
  std::vector<Role> roles;
  if (options.second_factor == std::vector<std::string>{"none"}) return roles;
  for (const std::string& name : options.second_factor) {
    const auto role = identity::role_from_id(name);
    if (!role) return std::nullopt;
    roles.push_back(*role);
  }
  return roles;
}

lab::Population lab_population(const ServeOptions& options, store::Database& database,
                               const casework::Library& library) {
  if (options.population.empty()) return lab::record_population(database, library);
  const auto open = [path = options.population](const determine::FactModel& model,
                                                const determine::Question& question) {
    return std::move(open_population(path, model, bulk::Wanted{}, question, PopulationOptions{}).source);
  };
  return {lab::Population::Is::register_, open};
}

}  // namespace

int serve(const ServeOptions& options) {
  try {
    set_log_format(options.log_format);
    Metrics metrics;
    auto opened =
        Space::open(options.data, options.training ? store::SpaceKind::training : store::SpaceKind::live,
                    options.log_hash, {.file = options.key_ring, .needed = true});
    if (!opened) return refuse(opened.error());
    auto& space = **opened;
    if (store::is_postgres(options.data) && !options.log_key)
      return refuse("name the file of the key that signs the event log: --log-key FILE");
    auto key = space.log_key(options.log_key.value_or(std::filesystem::path(options.data) / "log.key"));
    if (!key) return refuse(key.error());
    auto published = space.publish(options.packages);
    if (has_errors(published.diagnostics)) {
      fmt::print(stderr, "{}", render(published.diagnostics, Language::zh));
      return refuse("a policy package cannot be served; the service does not start");
    }
    if (published.served.empty())
      return refuse("no policy package: name the folders with --packages policies/NAME …");
    std::vector<std::string> hashes;
    for (const Space::Served& each : published.served) hashes.push_back(each.hash);
    const auto library = space.library(hashes);

    http::ServiceOptions service_options;
    service_options.version = version;
    const auto roles = second_factor_roles(options);
    if (!roles) return refuse("--second-factor names a role that there is not; GET /permissions lists them");
    service_options.session_policy.second_factor_roles = *roles;
    service_options.secure_cookie = options.behind_tls;
    service_options.check_answers = options.check_answers;
    service_options.on_served = [&metrics, format = options.log_format](const http::Served& served) {
      metrics.count(served);
      log_access(served, format);
    };
    bool fresh = false;
    if (auto* clock = space.training_clock()) {
      SampleOptions sample_options;
      sample_options.subjects = options.samples;
      sample_options.hints = find_hints(options.packages);
      sample_options.folders = options.packages;
      fresh = make_samples(space.database(), *library, sample_options);
      service_options.samples = sample_accounts(space.database());
      service_options.advance_clock = [clock](std::int64_t seconds) { clock->advance(seconds); };
    } else {
      offer_administrator_link(space.database());
    }
    auto& database = space.database();
    lab::Lab lab(library->current()->packages(), lab_population(options, database, *library),
                 std::max(1U, std::thread::hardware_concurrency()),
                 [&database] { return database.clock().now(); });
    service_options.lab = &lab;
    const auto samples = service_options.samples;
    std::optional<store::LogKeeper> keeper;
    keeper.emplace(space.database(), std::move(*key),
                   store::LogKeeperOptions{.head_every = std::chrono::seconds(options.head_seconds),
                                           .on_fault = [](const store::Fault& fault) {
                                             spdlog::error("event log: {} ({})", fault.message.en,
                                                           fault.code);
                                           }});
    metrics.watch(space.database());
    if (!options.metrics.empty()) metrics.serve(options.metrics);
    std::optional<notify::SenderOptions> sending;
    if (options.notify) {
      auto read = read_notify_options(*options.notify);
      if (!read) {
        fmt::print(stderr, "{}", render(read.error(), Language::zh));
        return refuse("the service does not start: " + options.notify->string() + " has errors");
      }
      sending = std::move(*read);
      sending->on_trouble = [](const std::string& what) { spdlog::warn("message not carried: {}", what); };
      service_options.sends_mail = !sending->mail.server.empty();
      service_options.sends_messages = !sending->gateway.url.empty();
    }
    const SystemClock machine_clock;
    if (options.oidc) {
      auto read = read_oidc_options(*options.oidc);
      if (!read) {
        fmt::print(stderr, "{}", render(read.error(), Language::zh));
        return refuse("the service does not start: " + options.oidc->string() + " has errors");
      }
      service_options.provider = std::make_shared<oidc::Provider>(
          std::move(*read), oidc::curl_http(), machine_clock,
          [](const std::string& what) { spdlog::warn("sign-in through the provider: {}", what); });
    }
    if (!options.clamav.empty())
      service_options.scan = [address = options.clamav](store::BytesView content) {
        return scan::scan({.address = address}, content);
      };
    http::Service service(space.database(), *library, std::move(service_options));
    if (fresh) open_register_samples(space.database(), service.registers(), options.packages);
    http::Dispatcher dispatcher(service);
    const auto files = options.web ? http::StaticFiles(*options.web) : http::StaticFiles();
    http::ServerOptions server_options;
    server_options.address = options.address;
    server_options.port = options.port;
    server_options.behind_proxy = options.behind_tls;
    server_options.on_ready = [&](std::uint16_t port) { greet(options, port, published.served, samples); };
    http::Server server(server_options, dispatcher, files);
    {
      const DayClock days(space.database(), *library, service.registers());
      std::optional<notify::Sender> sender;
      if (sending) sender.emplace(space.database(), std::move(*sending));
      server.run();
    }
    keeper.reset();  // signs what was written last
    space.database().stop();
    return 0;
  } catch (const boost::system::system_error& error) {
    return refuse(fmt::format("cannot listen on {}:{}: {}; choose another with --port", options.address,
                              options.port, error.code().message()));
  } catch (const std::exception& error) {
    return refuse(error.what());
  }
}

}  // namespace enact::cli
