// Tokens of one's own making, held against keys of one's own making; and the provider as a function that
// answers what a test wants.
#include "oidc/provider.hpp"

#include <cjose/cjose.h>
#include <gtest/gtest.h>

#include <map>

namespace enact::oidc {
namespace {

namespace json = boost::json;

const Instant now = Instant::parse("2026-11-26T08:00:00Z").value();
const std::int64_t seconds = now.microseconds / 1'000'000;

struct Key {
  explicit Key(const std::string& id, bool elliptic = false) {
    cjose_err error{};
    const std::uint8_t exponent[] = {1, 0, 1};
    jwk = elliptic ? cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &error)
                   : cjose_jwk_create_RSA_random(2048, exponent, 3, &error);
    cjose_jwk_set_kid(jwk, id.data(), id.size(), &error);
  }
  ~Key() { cjose_jwk_release(jwk); }
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;

  json::value shown() const {
    cjose_err error{};
    char* text = cjose_jwk_to_json(jwk, false, &error);
    auto value = json::parse(text);
    std::free(text);
    return value;
  }
  std::string sign(const json::object& claims, const std::string& algorithm = "RS256",
                   const std::string& critical = "") const {
    cjose_err error{};
    cjose_header_t* header = cjose_header_new(&error);
    cjose_header_set(header, "alg", algorithm.c_str(), &error);
    cjose_header_set(header, "kid", cjose_jwk_get_kid(jwk, &error), &error);
    if (!critical.empty()) cjose_header_set_raw(header, "crit", critical.c_str(), &error);
    const std::string text = json::serialize(claims);
    cjose_jws_t* jws =
        cjose_jws_sign(jwk, header, reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), &error);
    EXPECT_NE(jws, nullptr) << error.message;
    const char* out = nullptr;
    cjose_jws_export(jws, &out, &error);
    std::string token(out);
    cjose_jws_release(jws);
    cjose_header_release(header);
    return token;
  }
  cjose_jwk_t* jwk = nullptr;
};

const Key& first_key() {
  static const Key key("one");
  return key;
}
const Key& second_key() {
  static const Key key("two");
  return key;
}
json::value set_of(std::initializer_list<const Key*> keys) {
  json::array list;
  for (const Key* key : keys) list.push_back(key->shown());
  return json::object{{"keys", std::move(list)}};
}

json::object good_claims() {
  return {{"iss", "https://id.example"}, {"aud", "enact"}, {"sub", "u-1"},
          {"exp", seconds + 300},        {"iat", seconds}, {"nonce", "n"}};
}
Asked asked() {
  return {"https://id.example", "enact", "n", now};
}
std::expected<Claims, TokenFault> read(const json::object& claims) {
  return read_id_token(first_key().sign(claims), set_of({&first_key()}), asked());
}
TokenFault fault_with(std::string_view name, json::value value) {
  auto claims = good_claims();
  claims[name] = std::move(value);
  const auto result = read(claims);
  EXPECT_FALSE(result) << name;
  return result ? TokenFault::malformed : result.error();
}

TEST(IdToken, AGoodOneIsReadWithWhatItAsserts) {
  auto claims = good_claims();
  claims["acr"] = "level3";
  claims["amr"] = json::array{"pwd", "otp"};
  claims["credit_code"] = "91X";
  const auto result = read(claims);
  ASSERT_TRUE(result) << fault_id(result.error());
  EXPECT_EQ(result->subject, "u-1");
  EXPECT_EQ(result->acr, "level3");
  EXPECT_EQ(result->amr, (std::vector<std::string>{"pwd", "otp"}));
  EXPECT_EQ(result->text("credit_code"), "91X");
  EXPECT_EQ(result->text("absent"), "");
}

TEST(IdToken, EllipticAndPssSignaturesAreTaken) {
  const Key elliptic("ec", true);
  EXPECT_TRUE(read_id_token(elliptic.sign(good_claims(), "ES256"), set_of({&elliptic}), asked()));
  EXPECT_TRUE(read_id_token(first_key().sign(good_claims(), "PS256"), set_of({&first_key()}), asked()));
}

TEST(IdToken, EachClaimThatDoesNotFitRefusesIt) {
  EXPECT_EQ(fault_with("iss", "https://other.example"), TokenFault::issuer);
  EXPECT_EQ(fault_with("iss", "https://id.example/"), TokenFault::issuer);
  EXPECT_EQ(fault_with("aud", "another"), TokenFault::audience);
  EXPECT_EQ(fault_with("aud", json::array{"enact", "another"}), TokenFault::audience);  // without azp
  EXPECT_EQ(fault_with("azp", "another"), TokenFault::audience);
  EXPECT_EQ(fault_with("exp", seconds - clock_skew_seconds), TokenFault::expired);
  EXPECT_EQ(fault_with("exp", "soon"), TokenFault::malformed);
  EXPECT_EQ(fault_with("iat", seconds + clock_skew_seconds + 1), TokenFault::not_yet);
  EXPECT_EQ(fault_with("nbf", seconds + clock_skew_seconds + 1), TokenFault::not_yet);
  EXPECT_EQ(fault_with("iat", seconds - oldest_token_seconds - clock_skew_seconds - 1), TokenFault::too_old);
  EXPECT_EQ(fault_with("nonce", "m"), TokenFault::nonce);
  EXPECT_EQ(fault_with("sub", ""), TokenFault::subject);
  EXPECT_EQ(fault_with("sub", json::string(256, 'a')), TokenFault::subject);
}

TEST(IdToken, ClocksMayBeOffByTwoMinutesAndNoMore) {
  auto claims = good_claims();
  claims["exp"] = seconds - clock_skew_seconds + 1;
  EXPECT_TRUE(read(claims));
  claims["exp"] = seconds + 300;
  claims["iat"] = seconds + clock_skew_seconds;
  EXPECT_TRUE(read(claims));
}

TEST(IdToken, SeveralAudiencesWantTheAuthorizedParty) {
  auto claims = good_claims();
  claims["aud"] = json::array{"another", "enact"};
  claims["azp"] = "enact";
  EXPECT_TRUE(read(claims));
}

TEST(IdToken, OnlyTheProvidersKeysSign) {
  const auto token = second_key().sign(good_claims());
  EXPECT_EQ(read_id_token(token, set_of({&first_key()}), asked()).error(), TokenFault::unknown_key);
  // The same id, another key.
  const Key imposter("one");
  EXPECT_EQ(read_id_token(imposter.sign(good_claims()), set_of({&first_key()}), asked()).error(),
            TokenFault::signature);
  EXPECT_EQ(read_id_token(token, json::value("nothing"), asked()).error(), TokenFault::unknown_key);
}

TEST(IdToken, EveryAlteredCharacterIsNoticed) {
  const std::string token = first_key().sign(good_claims());
  for (std::size_t i = 0; i + 1 < token.size(); i += 7) {  // the last one has bits that say nothing
    std::string altered = token;
    altered[i] = altered[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(read_id_token(altered, set_of({&first_key()}), asked())) << i;
  }
}

TEST(IdToken, UnsignedAndSharedSecretTokensAreNone) {
  // {"alg":"none"} . claims .
  EXPECT_FALSE(read_id_token("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1LTEifQ.", set_of({&first_key()}), asked()));
  cjose_err error{};
  // The public key taken for a shared secret, the well-known confusion of algorithms.
  const std::string known = json::serialize(first_key().shown());
  cjose_jwk_t* shared =
      cjose_jwk_create_oct_spec(reinterpret_cast<const std::uint8_t*>(known.data()), known.size(), &error);
  cjose_header_t* header = cjose_header_new(&error);
  cjose_header_set(header, "alg", "HS256", &error);
  cjose_header_set(header, "kid", "one", &error);
  const std::string text = json::serialize(good_claims());
  cjose_jws_t* jws =
      cjose_jws_sign(shared, header, reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), &error);
  ASSERT_NE(jws, nullptr);
  const char* token = nullptr;
  cjose_jws_export(jws, &token, &error);
  EXPECT_EQ(read_id_token(token, set_of({&first_key()}), asked()).error(), TokenFault::algorithm);
  cjose_jws_release(jws);
  cjose_header_release(header);
  cjose_jwk_release(shared);
}

TEST(IdToken, WhatIsCriticalAndUnknownIsRefused) {
  EXPECT_EQ(
      read_id_token(first_key().sign(good_claims(), "RS256", R"(["b64"])"), set_of({&first_key()}), asked())
          .error(),
      TokenFault::malformed);
}

TEST(IdToken, NoTextIsTakenForAToken) {
  for (const auto* text : {"", ".", "..", "...", "a.b.c", "eyJhbGciOiJSUzI1NiJ9", "{}"})
    EXPECT_FALSE(read_id_token(text, set_of({&first_key()}), asked())) << text;
  EXPECT_FALSE(read_id_token(std::string(70'000, 'a'), set_of({&first_key()}), asked()));
}

TEST(Settings, OnlyTheProvidersHostsAreAsked) {
  Settings settings{.issuer = "https://id.example/realm", .hosts = {"keys.example", "other.example:8443"}};
  EXPECT_TRUE(may_ask(settings, "https://id.example/token"));
  EXPECT_TRUE(may_ask(settings, "https://ID.example:443/token"));
  EXPECT_TRUE(may_ask(settings, "https://keys.example/jwks"));
  EXPECT_TRUE(may_ask(settings, "https://other.example:8443/jwks"));
  EXPECT_FALSE(may_ask(settings, "https://other.example/jwks"));
  EXPECT_FALSE(may_ask(settings, "https://id.example:8443/token"));
  EXPECT_FALSE(may_ask(settings, "http://id.example/token"));
  EXPECT_FALSE(may_ask(settings, "https://id.example.evil/token"));
  EXPECT_FALSE(may_ask(settings, "https://id.example@evil/token"));
  EXPECT_FALSE(may_ask(settings, "file:///etc/passwd"));
  EXPECT_FALSE(may_ask(settings, ""));
  EXPECT_TRUE(is_safe_url("http://127.0.0.1:9000"));
  EXPECT_TRUE(is_safe_url("http://[::1]:9000"));
  EXPECT_FALSE(is_safe_url("http://10.0.0.1"));
}

TEST(Settings, WhatIsWrongIsSaid) {
  Settings good{.issuer = "https://id.example", .client_id = "enact", .portal = "https://portal.example"};
  EXPECT_FALSE(fault_of(good));
  for (const auto& change : std::initializer_list<void (*)(Settings&)>{
           [](Settings& s) { s.issuer = "http://id.example"; }, [](Settings& s) { s.portal = "portal"; },
           [](Settings& s) { s.portal += "/"; }, [](Settings& s) { s.portal += "?a=b"; },
           [](Settings& s) { s.client_id = "a b"; }, [](Settings& s) { s.client_id.clear(); }}) {
    auto wrong = good;
    change(wrong);
    EXPECT_TRUE(fault_of(wrong));
  }
}

class Providers : public testing::Test {
 protected:
  Providers() {
    answers["https://id.example/.well-known/openid-configuration"] =
        json::serialize(json::object{{"issuer", "https://id.example"},
                                     {"authorization_endpoint", "https://id.example/auth"},
                                     {"token_endpoint", "https://id.example/token"},
                                     {"jwks_uri", "https://id.example/jwks"},
                                     {"end_session_endpoint", "https://id.example/end"}});
    answers["https://id.example/jwks"] = json::serialize(set_of({&first_key()}));
    answer_token(first_key());
  }
  void answer_token(const Key& key) {
    auto claims = good_claims();
    claims["nonce"] = attempt.nonce();
    claims["amr"] = json::array{"otp"};
    claims["uscc"] = "91X";
    answers["https://id.example/token"] = json::serialize(json::object{{"id_token", key.sign(claims)}});
  }
  Provider provider() {
    return Provider(
        settings,
        [this](const HttpRequest& request) -> std::expected<HttpAnswer, std::string> {
          requests.push_back(request);
          if (!answers.contains(request.url)) return std::unexpected("no route");
          return HttpAnswer{status, answers.at(request.url)};
        },
        clock, [this](const std::string& what) { troubles.push_back(what); });
  }
  std::size_t asked_for(std::string_view url) const {
    return static_cast<std::size_t>(std::ranges::count(requests, url, &HttpRequest::url));
  }

  SettableClock clock{now, "test"};
  Settings settings{.issuer = "https://id.example",
                    .client_id = "enact",
                    .client_secret = "s:1",
                    .portal = "https://portal.example",
                    .credit_code_claim = "uscc",
                    .strong_amr = {"otp"}};
  Attempt attempt{std::string(64, 'a')};
  std::map<std::string, std::string> answers;
  std::vector<HttpRequest> requests;
  std::vector<std::string> troubles;
  long status = 200;
};

TEST_F(Providers, TheBrowserIsSentWithStateNonceAndChallenge) {
  auto one = provider();
  const auto url = one.authorization_url(attempt).value();
  EXPECT_TRUE(url.starts_with("https://id.example/auth?response_type=code&client_id=enact")) << url;
  EXPECT_NE(url.find("redirect_uri=https%3A%2F%2Fportal.example%2Fsign-in%2Fexternal"), std::string::npos);
  EXPECT_NE(url.find("state=" + attempt.state()), std::string::npos);
  EXPECT_NE(url.find("nonce=" + attempt.nonce()), std::string::npos);
  EXPECT_NE(url.find("code_challenge_method=S256"), std::string::npos);
  EXPECT_EQ(url.find(attempt.secret), std::string::npos);
  EXPECT_EQ(url.find(attempt.verifier()), std::string::npos);
  EXPECT_NE(attempt.state(), attempt.nonce());
  EXPECT_EQ(attempt.challenge().find_first_of("+/="), std::string::npos);
  EXPECT_EQ(attempt.challenge().size(), 43U);
}

TEST_F(Providers, ACodeStandsForASubject) {
  auto one = provider();
  const auto proved = one.redeem(attempt, "c o").value();
  EXPECT_EQ(proved.subject, "u-1");
  EXPECT_TRUE(proved.second_factor);
  EXPECT_EQ(proved.credit_code, "91X");
  EXPECT_EQ(requests.at(1).authorization, "Basic ZW5hY3Q6cyUzQTE=");  // enact:s%3A1
  EXPECT_NE(requests.at(1).form.find("code=c%20o"), std::string::npos);
  EXPECT_NE(requests.at(1).form.find("code_verifier=" + attempt.verifier()), std::string::npos);
}

TEST_F(Providers, ATokenOfAnotherAttemptIsRefused) {
  auto one = provider();
  const auto proved = one.redeem({std::string(64, 'b')}, "c");
  ASSERT_FALSE(proved);
  EXPECT_EQ(proved.error().code, "oidc.refused");
  EXPECT_EQ(troubles, std::vector<std::string>{"an ID token was refused: nonce"});
}

TEST_F(Providers, ChangedKeysAreFetchedOnceMore) {
  auto one = provider();
  ASSERT_TRUE(one.redeem(attempt, "c"));
  EXPECT_EQ(asked_for("https://id.example/jwks"), 1U);
  answer_token(second_key());
  answers["https://id.example/jwks"] = json::serialize(set_of({&first_key(), &second_key()}));
  ASSERT_TRUE(one.redeem(attempt, "c"));
  EXPECT_EQ(asked_for("https://id.example/jwks"), 2U);
  // A key that is not there is asked for once, not for ever.
  const Key third("three");
  answer_token(third);
  EXPECT_EQ(one.redeem(attempt, "c").error().code, "oidc.refused");
  EXPECT_EQ(asked_for("https://id.example/jwks"), 3U);
  EXPECT_EQ(asked_for("https://id.example/.well-known/openid-configuration"), 1U);
}

TEST_F(Providers, WhatItSaysOfItselfIsKeptForAnHour) {
  auto one = provider();
  ASSERT_TRUE(one.authorization_url(attempt));
  clock.set({now.microseconds + 3599LL * 1'000'000});
  ASSERT_TRUE(one.authorization_url(attempt));
  EXPECT_EQ(requests.size(), 1U);
  clock.set({now.microseconds + 3600LL * 1'000'000});
  ASSERT_TRUE(one.authorization_url(attempt));
  EXPECT_EQ(requests.size(), 2U);
}

TEST_F(Providers, AClockThatStepsIsNamedAndHoldsNothingBack) {
  auto one = provider();
  constexpr std::int64_t day = 86'400LL * 1'000'000;
  const std::vector<std::pair<std::int64_t, std::string>> steps{{day, "expired"}, {-day, "not-yet"}};
  for (const auto& [step, fault] : steps) {
    clock.set({now.microseconds + step});
    troubles.clear();
    const auto wrong = one.redeem(attempt, "c");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, "oidc.wrong-clock");
    EXPECT_EQ(troubles, std::vector<std::string>{"an ID token was refused: " + fault});
    clock.set(now);
    EXPECT_TRUE(one.redeem(attempt, "c")) << "right again";
  }
  // What was fetched while the clock was ahead is not kept until that time comes.
  clock.set({now.microseconds + day});
  auto other = provider();
  requests.clear();
  ASSERT_FALSE(other.redeem(attempt, "c"));
  clock.set(now);
  ASSERT_TRUE(other.redeem(attempt, "c"));
  EXPECT_EQ(asked_for("https://id.example/.well-known/openid-configuration"), 2U);
  EXPECT_EQ(asked_for("https://id.example/jwks"), 2U);
}

TEST_F(Providers, ANeighbourIsNeverAsked) {
  const std::string truth = answers.at("https://id.example/.well-known/openid-configuration");
  for (const auto* endpoint : {"token_endpoint", "jwks_uri", "authorization_endpoint"}) {
    auto own = json::parse(truth).as_object();
    own[endpoint] = "https://evil.example/x";
    answers["https://id.example/.well-known/openid-configuration"] = json::serialize(own);
    auto one = provider();
    EXPECT_EQ(one.redeem(attempt, "c").error().code, "oidc.unreachable") << endpoint;
    EXPECT_EQ(asked_for("https://evil.example/x"), 0U);
  }
}

TEST_F(Providers, OneThatIsAwayOrSpeaksNonsenseIsUnreachable) {
  answers.clear();
  auto away = provider();
  EXPECT_EQ(away.authorization_url(attempt).error().code, "oidc.unreachable");
  answers["https://id.example/.well-known/openid-configuration"] = "<html>";
  auto nonsense = provider();
  EXPECT_EQ(nonsense.authorization_url(attempt).error().code, "oidc.unreachable");
  answers["https://id.example/.well-known/openid-configuration"] = R"({"issuer":"https://other.example"})";
  auto other = provider();
  EXPECT_EQ(other.authorization_url(attempt).error().code, "oidc.unreachable");
}

TEST_F(Providers, ACodeThatItDoesNotKnowIsRefused) {
  auto one = provider();
  ASSERT_TRUE(one.authorization_url(attempt));
  status = 400;
  answers["https://id.example/token"] = R"({"error":"invalid_grant"})";
  EXPECT_EQ(one.redeem(attempt, "c").error().code, "oidc.refused");
  EXPECT_EQ(troubles, std::vector<std::string>{"the code was not taken: 400 invalid_grant"});
  status = 503;
  EXPECT_EQ(one.redeem(attempt, "c").error().code, "oidc.unreachable");
}

TEST_F(Providers, SigningOutNamesTheClientAndTheWayBack) {
  auto one = provider();
  EXPECT_EQ(one.sign_out_url().value(),
            "https://id.example/end?client_id=enact&post_logout_redirect_uri=https%3A%2F%2Fportal.example%2F"
            "sign-in");
}

}  // namespace
}  // namespace enact::oidc
