// The file that says through which identity provider people may sign in (docs/operations.md):
//
//   issuer: https://id.example
//   client: enact
//   secret file: oidc.key
//   portal: https://portal.example
//   name: { zh: 市统一身份认证, en: City identity }
//   hosts: [keys.id.example]
//   scope: openid profile
//   claims: { credit code: uscc, login: account }
//   second factor: { acr: [level3], amr: [otp] }
#pragma once

#include <expected>
#include <filesystem>

#include "base/diagnostic.hpp"
#include "oidc/settings.hpp"

namespace enact::cli {

// The file of the secret is named relative to the file. Throws std::runtime_error if it cannot be read at
// all.
std::expected<oidc::Settings, Diagnostics> read_oidc_options(const std::filesystem::path& file);

}  // namespace enact::cli
