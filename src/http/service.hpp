// What the handlers work with: the space's database, the packages in force, casework, the policy of
// sessions. Owned by whoever starts the service (src/cli); outlives the server. Borrows all it is given.
#pragma once

#include <chrono>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "casework/alike_index.hpp"
#include "casework/casework.hpp"
#include "casework/treasury.hpp"
#include "http/rate_limit.hpp"
#include "http/route.hpp"
#include "identity/sessions.hpp"
#include "lab/lab.hpp"
#include "oidc/provider.hpp"
#include "registers/registers.hpp"
#include "selection/calls.hpp"
#include "store/database.hpp"

namespace enact::http {

// Shown at sign-in, in a training space only.
struct SampleAccount {
  std::string login;
  std::string password;
  Text title;
  std::string kind;
};

// A request that was answered, for metrics and the access log. The path is the route's template: no id and no
// name of anybody is in it.
struct Served {
  std::string_view method;
  std::string_view path;       // "/cases/{id}"; "" : no route has this address
  std::string_view operation;  // "getCase"; likewise
  int status = 0;
  std::chrono::nanoseconds took{};
  std::string account = {};  // id; "" : nobody is signed in
  std::string_view source;   // the client's address
};

struct ServiceOptions {
  identity::SessionPolicy session_policy;
  bool secure_cookie = false;  // behind TLS: the browser sends the cookie over TLS only
  std::string version;
  std::vector<SampleAccount> samples;
  // Moves a training space's clock forward by seconds; empty in a live one.
  std::function<void(std::int64_t)> advance_clock;
  lab::Lab* lab = nullptr;      // null: the service has no policy lab. Outlives it
  bool sends_mail = false;      // a carrier is configured
  bool sends_messages = false;  // likewise
  // Looks an upload over before it is taken; empty: nothing does. Its fault is the answer.
  std::function<std::expected<void, store::Fault>(store::BytesView)> scan;
  // Through which people may sign in; null: by password only.
  std::shared_ptr<oidc::Provider> provider = {};
  // For tests and journeys: an answer that does not fit its route's schema becomes an internal error.
  bool check_answers = false;
  // Told of every answer, on the worker thread that made it; must be quick and not throw.
  std::function<void(const Served&)> on_served = {};
};

class Service {
 public:
  Service(store::Database& database, const casework::Library& library, ServiceOptions options);

  store::Database& database() { return database_; }
  const casework::Library& library() const { return library_; }
  casework::AlikeIndex& alikes() const { return alikes_; }
  const casework::Casework& casework() const { return casework_; }
  const registers::Catalogue& catalogue() const { return catalogue_; }
  const registers::Registers& registers() const { return registers_; }
  const selection::Calls& calls() const { return calls_; }
  const std::vector<policy::PackagePtr>& packages() const { return library_.current()->packages(); }
  const identity::SessionPolicy& session_policy() const { return options_.session_policy; }
  const ServiceOptions& options() const { return options_; }
  // Anybody may object, so that one client must not be able to fill a notice: 10 at once, then 30 an hour.
  RateLimit& objections() { return objections_; }
  Instant now() const { return database_.clock().now(); }
  Date today() const { return now().legal_day(); }

 private:
  store::Database& database_;
  const casework::Library& library_;
  mutable casework::AlikeIndex alikes_;
  casework::Casework casework_;
  registers::Catalogue catalogue_;
  registers::Registers registers_;
  selection::Calls calls_;
  ServiceOptions options_;
  RateLimit objections_{RateLimit::Rule{30.0 / 3600, 10}};
};

// The request's body as an upload, looked over where the service has a scanner.
std::expected<store::BytesView, store::Fault> upload_of(Service& service, const Request& request);
casework::Person person_of(const Request& request);
// The name of the person behind an account; the account itself where it has none (the command line, erased
// ones).
std::string account_name(const store::Reader& reader, const std::string& account);
std::string account_name(Service& service, const std::string& account);
// A body about a subject as whoever asks may see it: identity numbers of persons whole for those who act for
// the subject, masked for everybody else (POST /subjects/{subject}/identity gives one whole, as an event).
std::string shown_to(const Request& request, std::string_view subject, std::string body);
// The request's idempotency key for a step; nullopt if it has none.
std::optional<store::IdempotencyKey> key_of(const Request& request);

// Runs a step that answers JSON text, under the request's idempotency key.
template <class F>
std::expected<store::Answer, store::Fault> run_step(Service& service, const Request& request, F step) {
  return service.database().write([&](store::Transaction& tx) -> store::StepResult { return step(tx); },
                                  key_of(request));
}

}  // namespace enact::http
