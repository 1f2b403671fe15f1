// The way to the provider: one request, one answer, nothing followed. A function, so that tests can stand for
// a provider.
#pragma once

#include <expected>
#include <functional>
#include <string>

namespace enact::oidc {

struct HttpRequest {
  std::string url = {};
  std::string form = {};           // body of a POST; "" : GET
  std::string authorization = {};  // value of the header; "" : none
};
struct HttpAnswer {
  long status = 0;
  std::string body = {};
};
// The error is for the log and holds no secret.
using Http = std::function<std::expected<HttpAnswer, std::string>(const HttpRequest&)>;

// Through libcurl, blocking: 5 seconds to connect, 10 in all, 512 KiB at most, no redirects, no proxy of the
// environment; certificates are verified.
Http curl_http();

}  // namespace enact::oidc
