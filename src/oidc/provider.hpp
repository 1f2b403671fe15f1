// The provider as a relying party sees it: where browsers are sent, and whom a returned code stands for.
// Authorization code flow with PKCE (RFC 7636), state and nonce. What the provider says of itself and its
// keys is kept for an hour; keys that a token does not know are fetched once more. Thread-safe; blocking.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "oidc/http.hpp"
#include "oidc/id_token.hpp"
#include "oidc/settings.hpp"
#include "store/fault.hpp"

namespace enact::oidc {

// One attempt to sign in: 256 random bits in hexadecimal that only the browser keeps (in a cookie). What the
// provider sees is made of them and does not give them away.
struct Attempt {
  std::string secret = {};

  std::string state() const;
  std::string nonce() const;
  std::string verifier() const;   // of PKCE
  std::string challenge() const;  // its SHA-256, base64url
};

struct Proved {
  std::string issuer = {};
  std::string subject = {};
  bool second_factor = false;  // the provider says that one was used
  std::string credit_code = {};
  std::string login = {};
};

// At most this many requests wait for the provider; a slow one must not take all of the service's threads.
inline constexpr int most_waiting = 3;

class Provider {
 public:
  // `clock` is the machine's, also in a training space: the provider's tokens follow no other. `on_trouble`
  // is told why a sign-in failed, for the log; no secret and no subject is in it.
  Provider(Settings settings, Http http, const Clock& clock,
           std::function<void(const std::string&)> on_trouble = {});

  const Settings& settings() const { return settings_; }

  // Where the browser goes to sign in. Faults: unavailable "oidc.unreachable", too_many "oidc.busy".
  std::expected<std::string, store::Fault> authorization_url(const Attempt& attempt);
  // Whom the code stands for. Faults: as above; forbidden "oidc.refused" (the provider does not know the
  // code, or its token is not good).
  std::expected<Proved, store::Fault> redeem(const Attempt& attempt, std::string_view code);
  // Where the browser goes to sign out at the provider; nullopt if it offers no such place.
  std::expected<std::optional<std::string>, store::Fault> sign_out_url();

 private:
  struct Known {
    std::string authorization;
    std::string token;
    std::string keys;
    std::string sign_out;  // "" : none
    bool secret_in_form = false;
    Instant at = {};
  };
  std::expected<boost::json::value, store::Fault> get(const std::string& url);
  std::expected<Known, store::Fault> known();
  std::expected<boost::json::value, store::Fault> keys(const Known& known, bool anew);
  std::expected<std::string, store::Fault> id_token(const Known& known, const Attempt& attempt,
                                                    std::string_view code);
  std::expected<HttpAnswer, store::Fault> ask(const HttpRequest& request);
  void tell(const std::string& what) const;

  const Settings settings_;
  const Http http_;
  const Clock& clock_;
  const std::function<void(const std::string&)> on_trouble_;
  std::mutex mutex_;  // of what follows; never held while the provider is asked
  std::optional<Known> known_;
  std::optional<boost::json::value> keys_;
  Instant keys_at_ = {};
  int waiting_ = 0;
};

}  // namespace enact::oidc
