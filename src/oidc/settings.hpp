// What is agreed between a space and the one provider of identities that it trusts (a city's or province's
// unified identity), as OpenID Connect Core 1.0 has it. Which addresses may be asked at all is decided here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace enact::oidc {

struct Settings {
  std::string issuer = {};         // exactly as its tokens name it, "https://id.example"
  std::string client_id = {};      // ASCII
  std::string client_secret = {};  // "" : a public client, held by PKCE alone
  std::string portal = {};  // the portal as browsers reach it, without a slash at the end: browsers come back
                            // to redirect_uri() and nowhere else
  std::vector<std::string> hosts = {};  // "host" or "host:port" of the provider beside the issuer's own
  std::string scope = "openid";
  Text name = {};                         // what the provider is called at sign-in
  std::string credit_code_claim = {};     // of the ID token: the credit code of an enterprise; "" : none
  std::string login_claim = {};           // likewise the login of an enterprise's account
  std::vector<std::string> strong_acr{};  // values of `acr` and `amr` by which the provider says that a
  std::vector<std::string> strong_amr{};  // second factor was used
};

std::string redirect_uri(const Settings& settings);
// Where the provider sends browsers after they signed out there.
std::string signed_out_uri(const Settings& settings);

// https, or http to this machine itself; no user, no fragment.
bool is_safe_url(std::string_view url);
// Safe, and of the issuer's host or one of `hosts`.
bool may_ask(const Settings& settings, std::string_view url);
// What is wrong with the settings; nullopt: nothing.
std::optional<Text> fault_of(const Settings& settings);

}  // namespace enact::oidc
