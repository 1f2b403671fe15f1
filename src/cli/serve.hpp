// `enact serve`: opens a space and serves the API and the portal until it is told to stop.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/access_log.hpp"
#include "store/hash.hpp"

namespace enact::cli {

struct ServeOptions {
  std::string data;                             // the space: a folder, or a PostgreSQL URL
  std::vector<std::filesystem::path> packages;  // published if new; empty: the latest published ones
  std::optional<std::filesystem::path> web;     // the built portal; absent: the API only
  bool training = false;
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  std::int64_t samples = 10'000;  // synthetic subjects of a new training space
  std::string population;  // of the policy lab, as `enact run` takes it; empty: the space's own subjects
  bool behind_tls = false;
  std::optional<std::filesystem::path> log_key;  // signs the event log; absent: log.key in the space's folder
  std::int64_t head_seconds = 60;                // between signed heads, while events come
  std::optional<store::HashKind> log_hash;       // of a new space's log
  std::string key_ring;                          // SpaceKeys::file
  // Ids of the roles that want a second factor; "none" alone: none; empty: in a live space those that decide,
  // pay and administer, in a training space none.
  std::vector<std::string> second_factor;
  std::optional<std::filesystem::path> oidc;    // the identity provider; absent: passwords only
  std::optional<std::filesystem::path> notify;  // how people are told outside the portal; absent: not at all
  std::string clamav;          // address of ClamAV's daemon; empty: uploads are not looked over
  bool check_answers = false;  // http::ServiceOptions::check_answers
  std::string metrics;         // where Prometheus scrapes, "127.0.0.1:9464"; empty: nowhere
  LogFormat log_format = LogFormat::text;
};

// Exit code: 0 stopped in order, 1 a package, the database or the address is at fault.
int serve(const ServeOptions& options);

}  // namespace enact::cli
