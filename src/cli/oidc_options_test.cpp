// The file that names an identity provider: what it may say, and what is refused.
#include "cli/oidc_options.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "store/test_space.hpp"

namespace enact::cli {
namespace {

class OidcOptions : public testing::Test {
 protected:
  std::expected<oidc::Settings, Diagnostics> read(const std::string& text) {
    std::ofstream(folder.path() / "oidc.key") << "a secret\n";
    std::ofstream(folder.path() / "oidc.yaml") << text;
    return read_oidc_options(folder.path() / "oidc.yaml");
  }
  std::string code_of(const std::string& text) {
    const auto settings = read(text);
    return settings ? "" : settings.error().front().code;
  }
  store::TestFolder folder;
};

TEST_F(OidcOptions, AWholeFileIsRead) {
  const auto settings = read(
      "issuer: https://id.example\nclient: enact\nsecret file: oidc.key\nportal: https://portal.example\n"
      "name: { zh: 市统一身份认证, en: City identity }\nhosts: [keys.example]\nscope: openid profile\n"
      "claims: { credit code: uscc, login: account }\nsecond factor: { acr: [level3], amr: [otp, sms] }\n");
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->client_secret, "a secret");
  EXPECT_EQ(settings->name.en, "City identity");
  EXPECT_EQ(settings->credit_code_claim, "uscc");
  EXPECT_EQ(settings->login_claim, "account");
  EXPECT_EQ(settings->strong_acr, std::vector<std::string>{"level3"});
  EXPECT_EQ(settings->strong_amr, (std::vector<std::string>{"otp", "sms"}));
  EXPECT_EQ(oidc::redirect_uri(*settings), "https://portal.example/sign-in/external");
}

TEST_F(OidcOptions, WhatIsMissingOrUnsafeIsRefused) {
  EXPECT_EQ(code_of("issuer: https://id.example\nclient: enact\n"), "policy.missing-key");
  EXPECT_EQ(code_of("issuer: http://id.example\nclient: enact\nportal: https://portal.example\n"),
            "settings.oidc");
  EXPECT_EQ(code_of("issuer: https://id.example\nclient: enact\nportal: https://portal.example\n"
                    "secret file: nowhere.key\n"),
            "settings.no-secret");
  EXPECT_EQ(code_of("issuer: https://id.example\nclient: enact\nportal: https://portal.example\n"
                    "client secret: in the open\n"),
            "policy.unknown-key");
}

}  // namespace
}  // namespace enact::cli
