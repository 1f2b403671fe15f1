#include "oidc/provider.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "store/hash.hpp"

namespace enact::oidc {
namespace {

namespace json = boost::json;
using store::Fault;

constexpr std::int64_t keep_microseconds = 3600LL * 1'000'000;

Fault unreachable() {
  return {.kind = Fault::Kind::unavailable,
          .code = "oidc.unreachable",
          .message = {"统一身份认证暂时连接不上", "the identity provider cannot be reached at present"},
          .help = {"请稍后重试，或用账号密码登录", "try again later, or sign in with login and password"}};
}
Fault busy() {
  return {.kind = Fault::Kind::too_many,
          .code = "oidc.busy",
          .message = {"统一身份认证繁忙", "the identity provider is slow to answer"},
          .help = {"请稍候几秒再试", "wait a few seconds and try again"},
          .figures = {{"retry_after_seconds", 5}}};
}
Fault refused() {
  return {.kind = Fault::Kind::forbidden,
          .code = "oidc.refused",
          .message = {"统一身份认证的结果未通过核验，未登录",
                      "what the identity provider answered did not pass its checks; you are not signed in"},
          .help = {"请重新登录；仍不成功请联系管理员", "sign in again, or tell the administrator"}};
}

// Sign-ins by password go on: their times are all of this system's clock.
Fault wrong_clock() {
  return {
      .kind = Fault::Kind::unavailable,
      .code = "oidc.wrong-clock",
      .message = {"统一身份认证给出的时间与本系统的时钟不符，未登录",
                  "the times that the identity provider gives do not fit this system's clock; you are not "
                  "signed in"},
      .help = {"请用账号密码登录，或稍后重试；并请告知管理员核对时钟",
               "sign in with login and password, or try again later; and tell the administrator to check "
               "the clock"}};
}

// What was fetched later than now is from before the clock was set back.
bool is_fresh(Instant fetched, Instant now) {
  return fetched <= now && now.microseconds - fetched.microseconds < keep_microseconds;
}

bool is_of_time(TokenFault fault) {
  return fault == TokenFault::expired || fault == TokenFault::not_yet || fault == TokenFault::too_old;
}

std::string derived(std::string_view label, std::string_view secret) {
  return store::sha256_hex(fmt::format("{}:{}", label, secret));
}

// RFC 3986: everything but unreserved characters in percent.
std::string percent(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string query(std::initializer_list<std::pair<std::string_view, std::string>> fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    if (value.empty()) continue;
    if (!out.empty()) out += '&';
    out += fmt::format("{}={}", name, percent(value));
  }
  return out;
}

std::string with_query(const std::string& url, const std::string& fields) {
  return url + (url.find('?') == std::string::npos ? "?" : "&") + fields;
}

std::string text_of(const json::value& value, std::string_view name) {
  const auto* object = value.if_object();
  const auto* found = object == nullptr ? nullptr : object->if_contains(name);
  return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}

// How the client shows its secret: by header (also where nothing is said, as the standard has it) or form.
bool wants_secret_in_form(const json::value& metadata) {
  const auto* methods = metadata.as_object().if_contains("token_endpoint_auth_methods_supported");
  if (methods == nullptr || !methods->is_array()) return false;
  const auto& list = methods->get_array();
  return std::ranges::find(list, json::value("client_secret_basic")) == list.end();
}

bool contains(const std::vector<std::string>& list, const std::string& value) {
  return std::ranges::find(list, value) != list.end();
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

}  // namespace

std::string Attempt::state() const {
  return derived("state", secret);
}
std::string Attempt::nonce() const {
  return derived("nonce", secret);
}
std::string Attempt::verifier() const {
  return derived("verifier", secret);
}
std::string Attempt::challenge() const {
  std::string out = store::base64(store::sha256(verifier()));
  std::ranges::replace(out, '+', '-');
  std::ranges::replace(out, '/', '_');
  out.erase(out.find_last_not_of('=') + 1);
  return out;
}

Provider::Provider(Settings settings, Http http, const Clock& clock,
                   std::function<void(const std::string&)> on_trouble)
    : settings_(std::move(settings)),
      http_(std::move(http)),
      clock_(clock),
      on_trouble_(std::move(on_trouble)) {}

void Provider::tell(const std::string& what) const {
  if (on_trouble_) on_trouble_(what);
}

std::expected<HttpAnswer, Fault> Provider::ask(const HttpRequest& request) {
  if (!may_ask(settings_, request.url)) {
    tell("the provider names an address that is none of its hosts: " + request.url);
    return std::unexpected(unreachable());
  }
  {
    const std::lock_guard lock(mutex_);
    if (waiting_ >= most_waiting) return std::unexpected(busy());
    ++waiting_;
  }
  auto answer = http_(request);
  {
    const std::lock_guard lock(mutex_);
    --waiting_;
  }
  if (answer) return std::move(*answer);
  tell(request.url + ": " + answer.error());
  return std::unexpected(unreachable());
}

std::expected<json::value, Fault> Provider::get(const std::string& url) {
  const auto answer = ask({.url = url});
  if (!answer) return std::unexpected(answer.error());
  boost::system::error_code failure;
  auto value = json::parse(answer->body, failure);
  if (answer->status == 200 && !failure && value.is_object()) return value;
  tell(fmt::format("{}: answered {} and no JSON object", url, answer->status));
  return std::unexpected(unreachable());
}

std::expected<Provider::Known, Fault> Provider::known() {
  const Instant now = clock_.now();
  {
    const std::lock_guard lock(mutex_);
    if (known_ && is_fresh(known_->at, now)) return *known_;
  }
  const bool slash = settings_.issuer.ends_with('/');
  const auto metadata = get(settings_.issuer + (slash ? "" : "/") + ".well-known/openid-configuration");
  if (!metadata) return std::unexpected(metadata.error());
  Known found{text_of(*metadata, "authorization_endpoint"),
              text_of(*metadata, "token_endpoint"),
              text_of(*metadata, "jwks_uri"),
              text_of(*metadata, "end_session_endpoint"),
              wants_secret_in_form(*metadata),
              now};
  if (text_of(*metadata, "issuer") != settings_.issuer || !may_ask(settings_, found.authorization) ||
      !may_ask(settings_, found.token) || !may_ask(settings_, found.keys)) {
    tell("the provider's own description names another issuer, or addresses that are none of its hosts");
    return std::unexpected(unreachable());
  }
  if (!may_ask(settings_, found.sign_out)) found.sign_out.clear();
  const std::lock_guard lock(mutex_);
  known_ = found;
  return found;
}

std::expected<json::value, Fault> Provider::keys(const Known& known, bool anew) {
  const Instant now = clock_.now();
  {
    const std::lock_guard lock(mutex_);
    if (!anew && keys_ && is_fresh(keys_at_, now)) return *keys_;
  }
  auto found = get(known.keys);
  if (!found) return found;
  const std::lock_guard lock(mutex_);
  keys_ = *found;
  keys_at_ = now;
  return found;
}

std::expected<std::string, Fault> Provider::id_token(const Known& known, const Attempt& attempt,
                                                     std::string_view code) {
  HttpRequest request{.url = known.token};
  const bool in_form = settings_.client_secret.empty() || known.secret_in_form;
  request.form = query({{"grant_type", "authorization_code"},
                        {"code", std::string(code)},
                        {"redirect_uri", redirect_uri(settings_)},
                        {"code_verifier", attempt.verifier()},
                        {"client_id", in_form ? settings_.client_id : ""},
                        {"client_secret", in_form ? settings_.client_secret : ""}});
  if (!in_form) {
    // RFC 6749, 2.3.1: each half is form-encoded before.
    const std::string both = percent(settings_.client_id) + ":" + percent(settings_.client_secret);
    request.authorization = "Basic " + store::base64(store::as_bytes(both));
  }
  const auto answer = ask(request);
  if (!answer) return std::unexpected(answer.error());
  if (answer->status >= 500) {
    tell(fmt::format("{}: answered {}", known.token, answer->status));
    return std::unexpected(unreachable());
  }
  boost::system::error_code failure;
  const auto value = json::parse(answer->body, failure);
  auto token = failure ? std::string() : text_of(value, "id_token");
  if (answer->status == 200 && !token.empty()) return token;
  tell(fmt::format("the code was not taken: {} {}", answer->status,
                   failure ? std::string() : text_of(value, "error")));
  return std::unexpected(refused());
}

std::expected<std::string, Fault> Provider::authorization_url(const Attempt& attempt) {
  const auto provider = known();
  if (!provider) return std::unexpected(provider.error());
  return with_query(provider->authorization, query({{"response_type", "code"},
                                                    {"client_id", settings_.client_id},
                                                    {"redirect_uri", redirect_uri(settings_)},
                                                    {"scope", settings_.scope},
                                                    {"state", attempt.state()},
                                                    {"nonce", attempt.nonce()},
                                                    {"code_challenge", attempt.challenge()},
                                                    {"code_challenge_method", "S256"},
                                                    {"acr_values", joined(settings_.strong_acr)}}));
}

std::expected<Proved, Fault> Provider::redeem(const Attempt& attempt, std::string_view code) {
  const auto provider = known();
  if (!provider) return std::unexpected(provider.error());
  const auto token = id_token(*provider, attempt, code);
  if (!token) return std::unexpected(token.error());
  const Asked asked{settings_.issuer, settings_.client_id, attempt.nonce(), clock_.now()};
  std::expected<Claims, TokenFault> claims = std::unexpected(TokenFault::unknown_key);
  // The provider may have changed its keys since they were fetched.
  for (const bool anew : {false, true}) {
    const auto set = keys(*provider, anew);
    if (!set) return std::unexpected(set.error());
    claims = read_id_token(*token, *set, asked);
    if (claims || claims.error() != TokenFault::unknown_key) break;
  }
  if (!claims) {
    tell(fmt::format("an ID token was refused: {}", fault_id(claims.error())));
    return std::unexpected(is_of_time(claims.error()) ? wrong_clock() : refused());
  }
  const bool strong =
      contains(settings_.strong_acr, claims->acr) ||
      std::ranges::any_of(claims->amr, [&](const auto& one) { return contains(settings_.strong_amr, one); });
  return Proved{settings_.issuer, claims->subject, strong, claims->text(settings_.credit_code_claim),
                claims->text(settings_.login_claim)};
}

std::expected<std::optional<std::string>, Fault> Provider::sign_out_url() {
  const auto provider = known();
  if (!provider) return std::unexpected(provider.error());
  if (provider->sign_out.empty()) return std::nullopt;
  return with_query(provider->sign_out, query({{"client_id", settings_.client_id},
                                               {"post_logout_redirect_uri", signed_out_uri(settings_)}}));
}

}  // namespace enact::oidc
