#include "http/dispatcher.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/url.hpp>

#include "base/text.hpp"
#include "http/schema.hpp"
#include "http/service.hpp"
#include "store/hash.hpp"

namespace enact::http {

namespace json = boost::json;
using store::Fault;

namespace {

constexpr std::string_view prefix = "/api/v1";

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> out;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const auto end = std::min(path.find('/'), path.size());
    out.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return out;
}

Response plain(int status, std::string_view code, const Text& title, const Text& help, Language language) {
  return problem(status, code, title, help, language);
}

// Throws std::logic_error if an answer is not what the route's line in the table says.
void check_answer(const Route& route, const Response& response) {
  const std::string schema = response.status >= 400 ? "Problem" : route.response;
  if (schema.empty() || schema == "bytes" || response.status == 204) return;
  boost::system::error_code failure;
  const auto value = json::parse(response.body, failure);
  if (failure) throw std::logic_error(route.operation + ": the answer is not JSON: " + failure.message());
  for (const auto& violation : schema::violations(schema, value))
    throw std::logic_error(fmt::format("{}: the answer does not fit {}: {} {}", route.operation, schema,
                                       violation.pointer, violation.message));
}

const Text sign_in_first{"请先登录", "please sign in first"};
const Text sign_in_help{
    "登录已失效或尚未登录；登录后可继续，页面上已填写的内容不会丢失",
    "you are not signed in, or no longer; sign in and go on, nothing on the page is lost"};

// What somebody may do whose role rests until a second factor is set: set it, and leave.
bool sets_second_factor(std::string_view operation) {
  constexpr std::array<std::string_view, 4> operations{"getSecondFactor", "beginSecondFactor",
                                                       "confirmSecondFactor", "signOut"};
  return std::ranges::find(operations, operation) != operations.end();
}

bool is_json(std::string_view content_type) {
  const auto media_type = text::trim(content_type.substr(0, content_type.find(';')));
  return boost::algorithm::iequals(media_type, "application/json");
}

}  // namespace

std::string cookie_value(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const auto end = std::min(header.find(';'), header.size());
    const auto pair = text::trim(header.substr(0, end));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name)
      return std::string(pair.substr(equals + 1));
    header.remove_prefix(std::min(end + 1, header.size()));
  }
  return {};
}

Language language_of(std::string_view accept_language) {
  const auto en = accept_language.find("en");
  const auto zh = accept_language.find("zh");
  return en < zh ? Language::en : Language::zh;
}

Dispatcher::Match Dispatcher::match(std::string_view method, std::string_view path) {
  const auto asked = segments(path);
  Match best;
  for (const auto& route : routes()) {
    const auto pattern = segments(route.path);
    if (pattern.size() != asked.size()) continue;
    std::map<std::string, std::string, std::less<>> parameters;
    bool fits = true;
    for (std::size_t i = 0; i < pattern.size() && fits; ++i) {
      if (pattern[i].starts_with('{')) {
        auto decoded = boost::urls::make_pct_string_view(asked[i]);
        fits = decoded.has_value() && !asked[i].empty();
        if (fits) parameters.emplace(pattern[i].substr(1, pattern[i].size() - 2), decoded->decode());
      } else {
        fits = pattern[i] == asked[i];
      }
    }
    if (!fits) continue;
    best.path_known = true;
    if (to_string(route.method) != method) continue;
    // A literal segment is nearer than a parameter: /cases/export before /cases/{id}.
    if (best.route != nullptr && best.parameters.size() <= parameters.size()) continue;
    best.route = &route;
    best.parameters = std::move(parameters);
  }
  return best;
}

std::uint64_t Dispatcher::body_limit(const Received& headers) {
  const auto path = std::string_view(headers.target).substr(0, headers.target.find('?'));
  if (!path.starts_with(prefix)) return json_body_limit;
  const auto found = match(headers.method, path.substr(prefix.size()));
  return found.route != nullptr && found.route->request == "bytes" ? upload_limit : json_body_limit;
}

std::optional<Response> Dispatcher::refuse_body(const Received& headers,
                                                std::optional<std::uint64_t> length) {
  const auto language = language_of(headers.accept_language);
  const auto limit = body_limit(headers);
  if (length.value_or(0) > limit)
    return plain(
        413, "too-large", {"提交内容过大", "the body is too large"},
        {fmt::format("最多 {} MiB", limit / 1024 / 1024), fmt::format("at most {} MiB", limit / 1024 / 1024)},
        language);
  // A body of unknown length may be a long one.
  if (limit == json_body_limit || length.value_or(limit) <= json_body_limit) return std::nullopt;
  const auto cookie = cookie_value(headers.cookie, "enact_session");
  if (!cookie.empty() &&
      identity::find_session(service_.database(), service_.session_policy(), cookie).has_value())
    return std::nullopt;
  return plain(401, "sign-in-required", sign_in_first, sign_in_help, language);
}

Response Dispatcher::handle(const Received& received) {
  const auto begun = std::chrono::steady_clock::now();
  Served served{.method = received.method,
                .path = {},
                .operation = {},
                .status = 0,
                .took = {},
                .account = {},
                .source = received.source};
  auto response = guarded_answer(received, served);
  if (service_.options().on_served) {
    served.status = response.status;
    served.took = std::chrono::steady_clock::now() - begun;
    service_.options().on_served(served);
  }
  return response;
}

Response Dispatcher::guarded_answer(const Received& received, Served& served) {
  const auto language = language_of(received.accept_language);
  try {
    return answer(received, language, served);
  } catch (const std::exception& error) {
    // The message may hold data: it goes to the log, never to the client.
    spdlog::error("{} {}: {}", received.method, received.target.substr(0, received.target.find('?')),
                  error.what());
    return plain(500, "internal", {"服务内部错误", "internal error"},
                 {"未作任何更改；请稍后重试，若仍出现请联系管理员",
                  "nothing was changed; try again later, or tell the administrator"},
                 language);
  }
}

Response Dispatcher::answer(const Received& received, Language language, Served& served) {
  const auto url = boost::urls::parse_origin_form(received.target);
  if (!url) return plain(400, "bad-request", {"地址有误", "malformed address"}, {}, language);
  const auto path = std::string_view(url->encoded_path().data(), url->encoded_path().size());
  if (!path.starts_with(prefix))
    return plain(404, "not-found", {"没有这个地址", "no such address"}, {}, language);
  auto found = match(received.method, path.substr(prefix.size()));
  if (found.route == nullptr) {
    if (found.path_known)
      return plain(405, "method-not-allowed", {"不支持此操作", "this method is not offered here"}, {},
                   language);
    return plain(404, "not-found", {"没有这个地址", "no such address"}, {}, language);
  }
  const auto& route = *found.route;
  served.path = route.path;
  served.operation = route.operation;
  const bool changes = route.method != Method::get;
  if (!(changes ? changes_ : reads_).take(received.source, std::chrono::steady_clock::now())) {
    auto refused = plain(429, "too-many-requests", {"请求过于频繁", "too many requests"},
                         {"请稍候几秒再试", "wait a few seconds and try again"}, language);
    refused.headers.emplace_back("Retry-After", "5");
    return refused;
  }

  Request request;
  request.method = route.method;
  request.path = std::string(path);
  request.parameters = std::move(found.parameters);
  for (const auto& entry : url->params()) {
    // What nothing reads would be left out of account in silence.
    if (std::ranges::find(route.query, entry.key) == route.query.end()) {
      return plain(422, "unknown-query",
                   {fmt::format("没有查询参数“{}”", entry.key),
                    fmt::format("there is no query parameter `{}`", entry.key)},
                   {fmt::format("可用：{}", fmt::join(route.query, "、")),
                    fmt::format("this address takes: {}", fmt::join(route.query, ", "))},
                   language);
    }
    request.query.emplace(entry.key, entry.value);
  }
  request.language = language;
  request.source = received.source;
  request.agent = received.agent;
  request.content_type = received.content_type;
  request.idempotency_key = received.idempotency_key;
  request.cookie = cookie_value(received.cookie, "enact_session");
  request.csrf = received.csrf;
  request.attempt = cookie_value(received.cookie, "enact_external");
  request.body = received.body;
  if (!request.cookie.empty())
    request.session = identity::find_session(service_.database(), service_.session_policy(), request.cookie);
  if (request.session) served.account = request.account();

  if (route.access.kind != Access::Kind::everybody) {
    if (!request.session) return plain(401, "sign-in-required", sign_in_first, sign_in_help, language);
    if (changes && !identity::csrf_matches(*request.session, received.csrf))
      return plain(403, "csrf", {"页面已过期", "this page is out of date"},
                   {"请刷新页面后重试", "reload the page and try again"}, language);
    if (request.session->wants_second_factor && !sets_second_factor(route.operation))
      return plain(403, "second-factor-required",
                   {"您的角色须启用动态验证码后才能办理", "your role wants a second factor first"},
                   {"请到“我的账号”设置动态验证码", "set it up on the page My account"}, language);
    if (route.access.kind == Access::Kind::action &&
        identity::reach(request.session->grants, route.access.action) == identity::Scope::none)
      return plain(403, "forbidden", {"您的账号无权进行此操作", "your account may not do this"},
                   {"如需办理，请联系本单位管理员", "ask your unit's administrator"}, language);
  }
  if (request.idempotency_key.size() > 200)
    return plain(400, "bad-idempotency-key", {"幂等键过长", "the idempotency key is too long"}, {}, language);

  if (!route.request.empty() && route.request != "bytes") {
    // A page of another origin can send a form or plain text without asking, JSON it cannot.
    if (!is_json(received.content_type))
      return plain(415, "not-json", {"提交内容须为 JSON", "the body must be JSON"},
                   {"请注明 Content-Type: application/json", "send it as Content-Type: application/json"},
                   language);
    if (received.body.size() > json_body_limit)
      return plain(413, "too-large", {"提交内容过大", "the body is too large"}, {}, language);
    boost::system::error_code failure;
    json::parse_options limits;
    limits.max_depth = 32;
    request.json = json::parse(received.body, failure, {}, limits);
    if (failure)
      return plain(400, "bad-json", {"提交内容不是有效的 JSON", "the body is not valid JSON"},
                   {failure.message(), failure.message()}, language);
    if (const auto violations = schema::violations(route.request, request.json); !violations.empty()) {
      json::array errors;
      for (const auto& violation : violations)
        errors.push_back(json::object{{"pointer", violation.pointer}, {"message", violation.message}});
      return problem(422, "schema", {"提交内容不符合要求", "the body does not fit what is asked"},
                     {"请按各项提示修改", "mend what is listed"}, language, std::move(errors));
    }
  }
  request.request_hash =
      store::sha256_hex(fmt::format("{}\n{}\n{}", received.method, received.target, received.body));

  auto response = route.handler(service_, request);
  if (service_.options().check_answers) check_answer(route, response);
  if (response.status < 400) {
    for (const auto& header : response.headers)
      if (header.first == "Cache-Control") return response;
    response.headers.emplace_back("Cache-Control", "no-store");
  }
  return response;
}

}  // namespace enact::http
