// Routes of signing in through an identity provider (OpenID Connect). The browser keeps the secret of its
// attempt in a cookie; the page to which the provider sends it back hands on what stands in its address.
#include <sodium.h>

#include <fmt/format.h>

#include "http/external_json.hpp"
#include "http/service.hpp"
#include "http/session_answer.hpp"
#include "identity/administration.hpp"
#include "identity/external_sign_in.hpp"
#include "identity/invitations.hpp"
#include "store/facts.hpp"

namespace enact::http {

namespace json = boost::json;
using store::Fault;

namespace {

std::string attempt_cookie(const Service& service, std::string_view secret, std::int64_t seconds) {
  return fmt::format("enact_external={}; Path=/api/v1/external; HttpOnly; SameSite=Strict; Max-Age={}{}",
                     secret, seconds, service.options().secure_cookie ? "; Secure" : "");
}

Response begin(Service& service, const Request& request) {
  const auto& provider = service.options().provider;
  if (!provider) return no_provider(request.language);
  const oidc::Attempt attempt{identity::new_token(service.database())};
  auto begun = service.database().write([&](store::Transaction& tx) -> store::StepResult {
    if (auto done = identity::begin_external(tx, service.session_policy(), attempt.secret, request.source);
        !done)
      return std::unexpected(std::move(done).error());
    return std::string();
  });
  if (!begun) return problem(begun.error(), request.language);
  const auto url = provider->authorization_url(attempt);
  if (!url) return problem(url.error(), request.language);
  auto response = ok(json::object{{"url", *url}});
  response.headers.emplace_back("Set-Cookie",
                                attempt_cookie(service, attempt.secret, identity::external_seconds));
  return response;
}

// Whom the provider's answer stands for. What came back has to be of the attempt that this browser began, and
// is taken once.
std::expected<oidc::Proved, Fault> proved(Service& service, const Request& request,
                                          oidc::Provider& provider) {
  const oidc::Attempt attempt{request.attempt};
  const std::string state = text_of(request.json, "state");
  const std::string wanted = attempt.state();
  const std::string issuer = text_of(request.json, "iss");  // RFC 9207
  if (attempt.secret.empty() || state.size() != wanted.size() ||
      sodium_memcmp(state.data(), wanted.data(), wanted.size()) != 0 ||
      (!issuer.empty() && issuer != provider.settings().issuer))
    return std::unexpected(
        Fault{.kind = Fault::Kind::forbidden,
              .code = "identity.bad-attempt",
              .message = {"返回的登录结果与本浏览器发起的登录不符",
                          "the answer does not belong to a sign-in that this browser began"},
              .help = {"请从登录页重新发起登录", "begin again on the sign-in page"}});
  const auto taken = service.database().write([&](store::Transaction& tx) -> store::StepResult {
    if (auto done = identity::take_external(tx, attempt.secret); !done)
      return std::unexpected(std::move(done).error());
    return std::string();
  });
  if (!taken) return std::unexpected(taken.error());
  return provider.redeem(attempt, text_of(request.json, "code"));
}

Fault unlinked(const std::string& subject) {
  return {
      .kind = Fault::Kind::forbidden,
      .code = "identity.external-unlinked",
      .message = {"该统一身份尚未关联本系统的账号", "this identity belongs to no account here"},
      .help = {"请先用账号密码登录后在“我的账号”关联，或使用邀请链接；也可请管理员关联，标识为 " + subject,
               "sign in with your password and join it on your account page, use an invitation, or ask the "
               "administrator to join it; its subject is " +
                   subject}};
}

// The account that a claim of the provider names, where that was agreed on.
std::optional<identity::Account> by_claim(const store::Reader& reader, const Service& service,
                                          const oidc::Proved& proof) {
  if (!proof.login.empty()) return identity::enterprise_by_login(reader, proof.login, proof.issuer);
  if (proof.credit_code.empty()) return std::nullopt;
  for (const auto& type : service.library().current()->determiner().model().subjects())
    if (const auto subject = store::find_subject(reader, type.base->name, proof.credit_code))
      return identity::enterprise_by_subject(reader, subject->id, proof.issuer, service.today());
  return std::nullopt;
}

// The account that the proved identity signs in to, joined with it now if there is a reason to.
std::expected<std::string, Fault> account_for(store::Transaction& tx, const Service& service,
                                              const Request& request, const oidc::Proved& proof) {
  const identity::ExternalSubject external{proof.issuer, proof.subject};
  const auto join = [&](const std::string& account,
                        std::string_view how) -> std::expected<std::string, Fault> {
    if (auto done = identity::link_external(tx, {account, ""}, account, external, how); !done)
      return std::unexpected(std::move(done).error());
    return account;
  };
  if (const auto link = text_of(request.json, "link"); !link.empty()) {
    const auto account = identity::spend_link(tx, link);
    if (!account) return std::unexpected(account.error());
    return join(account->id, "link");
  }
  const auto owner = identity::account_of(tx, external);
  if (const auto invitation = text_of(request.json, "invitation"); !invitation.empty()) {
    if (owner) {
      const auto taken = identity::accept_invitation(tx, invitation, owner->id);
      if (!taken) return std::unexpected(taken.error());
      return owner->id;
    }
    const auto name = text_of(request.json, "name");
    const auto made = identity::accept_as_new(tx, invitation,
                                              {.login = text_of(request.json, "login"),
                                               .name = {name, name},
                                               .kind = identity::AccountKind::enterprise});
    if (!made) return std::unexpected(made.error());
    return join(made->id, "link");
  }
  if (owner) return owner->id;
  if (const auto found = by_claim(tx, service, proof)) return join(found->id, "claim");
  return std::unexpected(unlinked(proof.subject));
}

Response open_external(Service& service, const Request& request, std::string_view code) {
  const auto opened = identity::open_external(service.database(), service.session_policy(), request.attempt,
                                              code, request.source, request.agent);
  if (!opened) return sign_in_refused(opened.error(), request.language);
  auto response = session_opened(service, *opened);
  response.headers.emplace_back("Set-Cookie", attempt_cookie(service, "", 0));
  return response;
}

Response finish(Service& service, const Request& request) {
  const auto& provider = service.options().provider;
  if (!provider) return no_provider(request.language);
  const auto proof = proved(service, request, *provider);
  if (!proof) return sign_in_refused(proof.error(), request.language);
  const auto done = service.database().write([&](store::Transaction& tx) -> store::StepResult {
    const auto account = account_for(tx, service, request, *proof);
    if (!account) return std::unexpected(account.error());
    if (auto marked = identity::prove_external(tx, request.attempt, *account, proof->second_factor); !marked)
      return std::unexpected(std::move(marked).error());
    return std::string();
  });
  if (!done) return sign_in_refused(done.error(), request.language);
  return open_external(service, request, "");
}

Response finish_with_code(Service& service, const Request& request) {
  if (!service.options().provider) return no_provider(request.language);
  return open_external(service, request, text_of(request.json, "code"));
}

Response own(Service& service, const Request& request) {
  return ok(items(external_json(service.database().read(
      [&](const store::Reader& reader) { return identity::external_links(reader, request.account()); }))));
}

Response link_own(Service& service, const Request& request) {
  const auto& provider = service.options().provider;
  if (!provider) return no_provider(request.language);
  const auto proof = proved(service, request, *provider);
  if (!proof) return problem(proof.error(), request.language);
  const auto done = service.database().write([&](store::Transaction& tx) -> store::StepResult {
    if (auto joined = identity::link_external(tx, {request.account(), ""}, request.account(),
                                              {proof->issuer, proof->subject}, "holder");
        !joined)
      return std::unexpected(std::move(joined).error());
    return std::string();
  });
  if (!done) return problem(done.error(), request.language);
  auto response = own(service, request);
  response.headers.emplace_back("Set-Cookie", attempt_cookie(service, "", 0));
  return response;
}

// Whoever has no password would shut itself out.
Response unlink_own(Service& service, const Request& request) {
  const auto& provider = service.options().provider;
  if (!provider) return no_provider(request.language);
  const auto done = service.database().write([&](store::Transaction& tx) -> store::StepResult {
    if (!identity::account_state(tx, request.account(), tx.now()).password)
      return std::unexpected(Fault{
          .kind = Fault::Kind::conflict,
          .code = "identity.no-password",
          .message = {"账号没有密码，解除后将无法登录", "the account has no password and could not sign in"},
          .help = {"请先请管理员发给设置密码的链接", "ask the administrator for a link to set one first"}});
    if (auto parted = identity::unlink_external(tx, {request.account(), ""}, request.account(),
                                                provider->settings().issuer);
        !parted)
      return std::unexpected(std::move(parted).error());
    return std::string();
  });
  return done ? no_content() : problem(done.error(), request.language);
}

Response sign_out(Service& service, const Request& request) {
  const auto& provider = service.options().provider;
  if (!provider) return no_provider(request.language);
  const auto url = provider->sign_out_url();
  if (!url) return problem(url.error(), request.language);
  return ok(json::object{{"url", *url ? json::value(**url) : json::value(nullptr)}});
}

}  // namespace

void add_external_routes(std::vector<Route>& out) {
  const auto add = [&](Method method, std::string path, std::string operation, Text summary, Access access,
                       std::string body, std::string answer, int status, std::vector<int> errors,
                       Handler handler) {
    out.push_back({method,
                   std::move(path),
                   std::move(operation),
                   std::move(summary),
                   access,
                   {},
                   std::move(body),
                   std::move(answer),
                   status,
                   std::move(errors),
                   std::move(handler)});
  };
  add(Method::post, "/external/sign-in", "beginExternal",
      {"发起统一身份登录", "Begin to sign in through the identity provider"}, everybody(), "BeginExternal",
      "ExternalBegun", 200, {404, 429, 503}, begin);
  add(Method::post, "/external/session", "finishExternal",
      {"以统一身份登录的结果登录", "Sign in with what the identity provider answered"}, everybody(),
      "FinishExternal", "Session", 200, {401, 404, 409, 429, 503}, finish);
  add(Method::post, "/external/session/code", "finishExternalWithCode",
      {"补交动态验证码", "Sign in with the code that is still asked for"}, everybody(), "OneTimeCode",
      "Session", 200, {401, 404, 429}, finish_with_code);
  add(Method::get, "/external/sign-out", "getExternalSignOut",
      {"统一身份的退出地址", "Where the identity provider signs one out"}, everybody(), "", "ExternalSignOut",
      200, {404, 429, 503}, sign_out);
  add(Method::get, "/external/identity", "listOwnExternal",
      {"我的统一身份", "One's identities of the provider"}, signed_in(), "", "ExternalIdentityList", 200, {},
      own);
  add(Method::post, "/external/identity", "linkExternal",
      {"将统一身份关联到我的账号", "Join one's account with an identity of the provider"}, signed_in(),
      "LinkExternal", "ExternalIdentityList", 200, {404, 409, 429, 503}, link_own);
  add(Method::post, "/external/identity/remove", "unlinkExternal",
      {"解除我的统一身份关联", "Part one's account from it"}, signed_in(), "", "", 204, {404, 409},
      unlink_own);
}

}  // namespace enact::http
