#include "notify/carriers.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace enact::notify {
namespace {

constexpr long connect_seconds = 20;
constexpr long total_seconds = 60;
constexpr std::size_t line_length = 76;

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using Strings = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

Handle new_handle() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  Handle handle(curl_easy_init(), &curl_easy_cleanup);
  if (!handle) throw std::runtime_error("no connection could be made");
  curl_easy_setopt(handle.get(), CURLOPT_CONNECTTIMEOUT, connect_seconds);
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT, total_seconds);
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  return handle;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t held = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 3; ++k)
      group = (group << 8) | (k < held ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) out += k <= held ? letters[(group >> (18 - 6 * k)) & 63] : '=';
  }
  return out;
}

// An encoded word holds at most 75 characters, so that a long text is several.
std::string encoded_words(std::string_view text) {
  constexpr std::size_t bytes_a_word = 42;
  std::string out;
  while (!text.empty()) {
    std::size_t length = std::min(bytes_a_word, text.size());
    while (length < text.size() && length > 1 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
      --length;
    if (!out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + base64(text.substr(0, length)) + "?=";
    text.remove_prefix(length);
  }
  return out;
}

std::string mail_date(Instant now) {
  const Date day = now.legal_day();
  constexpr std::string_view days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::int64_t seconds = (now.microseconds - start_of_legal_day(day).microseconds) / 1'000'000;
  return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0800", days[day.weekday() - 1],
                     static_cast<int>(day.day), months[day.month - 1], day.year, seconds / 3600,
                     seconds / 60 % 60, seconds % 60);
}

struct Upload {
  std::string_view left;
};
std::size_t read_upload(char* to, std::size_t size, std::size_t count, void* from) {
  auto& upload = *static_cast<Upload*>(from);
  const std::size_t taken = std::min(size * count, upload.left.size());
  std::copy_n(upload.left.data(), taken, to);
  upload.left.remove_prefix(taken);
  return taken;
}
std::size_t drop_answer(char*, std::size_t size, std::size_t count, void*) {
  return size * count;
}

NotCarried not_carried(CURL* handle, CURLcode code, std::string_view what) {
  long answer = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer);
  // 5xx of SMTP is a refusal for good, 4xx is "later"; without an answer it is worth another attempt.
  return {fmt::format("{}: {} ({})", what, curl_easy_strerror(code), answer), answer < 500 || answer > 559};
}

}  // namespace

std::string mail_text(const store::Message& message, const MailOptions& options, Instant now) {
  const auto at = options.from.find('@');
  const std::string host = !options.host.empty()     ? options.host
                           : at == std::string::npos ? "localhost"
                                                     : options.from.substr(at + 1);
  const std::string body = base64(message.body);
  std::string text = fmt::format(
      "Date: {}\r\nFrom: <{}>\r\nTo: <{}>\r\nSubject: {}\r\nMessage-ID: <{}@{}>\r\nAuto-Submitted: "
      "auto-generated\r\n"
      "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
      "base64\r\n\r\n",
      mail_date(now), options.from, message.recipient, encoded_words(message.subject), message.id, host);
  for (std::size_t i = 0; i < body.size(); i += line_length) text += body.substr(i, line_length) + "\r\n";
  return text;
}

Carried send_mail(const store::Message& message, const MailOptions& options, Instant now) {
  const Handle handle = new_handle();
  const std::string text = mail_text(message, options, now);
  Upload upload{text};
  const Strings to(curl_slist_append(nullptr, ("<" + message.recipient + ">").c_str()), &curl_slist_free_all);
  const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(handle.get(), option, value); };
  set(CURLOPT_URL, options.server.c_str());
  set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(CURLOPT_USE_SSL, static_cast<long>(options.require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  if (!options.user.empty()) {
    set(CURLOPT_USERNAME, options.user.c_str());
    set(CURLOPT_PASSWORD, options.password.c_str());
  }
  set(CURLOPT_MAIL_FROM, ("<" + options.from + ">").c_str());
  set(CURLOPT_MAIL_RCPT, to.get());
  set(CURLOPT_READFUNCTION, &read_upload);
  set(CURLOPT_READDATA, &upload);
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_WRITEFUNCTION, &drop_answer);
  if (const CURLcode code = curl_easy_perform(handle.get()); code != CURLE_OK)
    return std::unexpected(not_carried(handle.get(), code, "SMTP"));
  return {};
}

Carried send_to_gateway(const store::Message& message, const GatewayOptions& options) {
  const Handle handle = new_handle();
  const std::string body = boost::json::serialize(
      boost::json::object{{"id", message.id}, {"to", message.recipient}, {"text", message.body}});
  curl_slist* list = curl_slist_append(nullptr, "Content-Type: application/json; charset=utf-8");
  if (!options.authorization.empty())
    list = curl_slist_append(list, ("Authorization: " + options.authorization).c_str());
  const Strings headers(list, &curl_slist_free_all);
  const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(handle.get(), option, value); };
  set(CURLOPT_URL, options.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_HTTPHEADER, headers.get());
  set(CURLOPT_POSTFIELDS, body.c_str());
  set(CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
  set(CURLOPT_WRITEFUNCTION, &drop_answer);
  if (const CURLcode code = curl_easy_perform(handle.get()); code != CURLE_OK)
    return std::unexpected(NotCarried{fmt::format("gateway: {}", curl_easy_strerror(code)), true});
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status >= 200 && status < 300) return {};
  const bool later = status >= 500 || status == 408 || status == 425 || status == 429;
  return std::unexpected(NotCarried{fmt::format("gateway: HTTP {}", status), later});
}

}  // namespace enact::notify
