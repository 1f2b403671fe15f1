// From a received request to an answer: finds the route, the session and the permission, holds the body
// against its schema, calls the handler, and turns every fault into problem details. Blocking (database):
// runs on worker threads, never on an I/O thread. Knows no sockets.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "http/rate_limit.hpp"
#include "http/route.hpp"

namespace enact::http {

// A request as it came in, headers reduced to those that matter.
struct Received {
  std::string method = {};
  std::string target = {};  // path and query, as sent
  std::string accept_language = {};
  std::string content_type = {};
  std::string cookie = {};
  std::string csrf = {};
  std::string idempotency_key = {};
  std::string agent = {};
  std::string source = {};  // the client's address
  std::string body = {};
};

inline constexpr std::uint64_t json_body_limit = 1024 * 1024;
inline constexpr std::uint64_t upload_limit = 20 * 1024 * 1024;

struct Served;  // http/service.hpp

class Dispatcher {
 public:
  explicit Dispatcher(Service& service) : service_(service) {}
  Response handle(const Received& received);
  // Before a body is read, by its headers: the answer if it is refused, for its length or because it would
  // have to be signed in; nullopt: read it, up to body_limit. Blocking, if the body is longer than JSON may
  // be.
  std::optional<Response> refuse_body(const Received& headers, std::optional<std::uint64_t> length);
  static std::uint64_t body_limit(const Received& headers);

 private:
  struct Match {
    const Route* route = nullptr;
    bool path_known = false;  // some route has this path with another method
    std::map<std::string, std::string, std::less<>> parameters;
  };
  static Match match(std::string_view method, std::string_view path);
  Response guarded_answer(const Received& received, Served& served);
  Response answer(const Received& received, Language language, Served& served);
  Service& service_;
  RateLimit reads_{RateLimit::Rule{100, 400}};
  RateLimit changes_{RateLimit::Rule{20, 80}};
};

// `name`'s value in a Cookie header; "" if absent.
std::string cookie_value(std::string_view header, std::string_view name);
// The language an Accept-Language header asks for first among those there are; Chinese otherwise.
Language language_of(std::string_view accept_language);

}  // namespace enact::http
