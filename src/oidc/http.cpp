#include "oidc/http.hpp"

#include <curl/curl.h>

#include <memory>
#include <mutex>
#include <stdexcept>

namespace enact::oidc {
namespace {

constexpr long connect_seconds = 5;
constexpr long total_seconds = 10;
constexpr std::size_t most_bytes = 512 * 1024;

// Fewer bytes taken than given ends the transfer.
std::size_t take(char* from, std::size_t size, std::size_t count, void* to) {
  auto& body = *static_cast<std::string*>(to);
  if (body.size() + size * count > most_bytes) return 0;
  body.append(from, size * count);
  return size * count;
}

std::expected<HttpAnswer, std::string> perform(const HttpRequest& request) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), &curl_easy_cleanup);
  if (!handle) throw std::runtime_error("no connection could be made");
  curl_slist* list = curl_slist_append(nullptr, "Accept: application/json");
  if (!request.authorization.empty())
    list = curl_slist_append(list, ("Authorization: " + request.authorization).c_str());
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(list, &curl_slist_free_all);
  HttpAnswer answer;
  const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(handle.get(), option, value); };
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_CONNECTTIMEOUT, connect_seconds);
  set(CURLOPT_TIMEOUT, total_seconds);
  set(CURLOPT_HTTPHEADER, headers.get());
  set(CURLOPT_WRITEFUNCTION, &take);
  set(CURLOPT_WRITEDATA, &answer.body);
  if (!request.form.empty()) {
    set(CURLOPT_POSTFIELDS, request.form.c_str());
    set(CURLOPT_POSTFIELDSIZE, static_cast<long>(request.form.size()));
  }
  if (const CURLcode code = curl_easy_perform(handle.get()); code != CURLE_OK)
    return std::unexpected(std::string(curl_easy_strerror(code)));
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

}  // namespace

Http curl_http() {
  return &perform;
}

}  // namespace enact::oidc
