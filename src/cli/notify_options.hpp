// The file that says how a space tells people outside the portal (docs/operations.md):
//
//   mail: { server: smtps://mail.example:465, from: enact@city.example, user: enact, password file: mail.key
//   } messages: { url: https://gateway.example/send, authorization file: gateway.key } portal:
//   https://portal.example
#pragma once

#include <expected>
#include <filesystem>

#include "base/diagnostic.hpp"
#include "notify/sender.hpp"

namespace enact::cli {

// Files of secrets are named relative to the file. Throws std::runtime_error if it cannot be read at all.
std::expected<notify::SenderOptions, Diagnostics> read_notify_options(const std::filesystem::path& file);

}  // namespace enact::cli
