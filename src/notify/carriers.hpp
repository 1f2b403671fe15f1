// Those who carry a message out of the house: e-mail over SMTP, short messages over a gateway's HTTP. Both
// through libcurl. They block; the sender calls them on its own thread.
#pragma once

#include <expected>
#include <string>

#include "store/documents.hpp"

namespace enact::notify {

struct MailOptions {
  std::string server = {};  // "smtp://mail.example:25", "smtps://mail.example:465"; "" : no e-mail
  std::string from = {};    // address
  std::string user = {};
  std::string password = {};
  bool require_tls = true;  // STARTTLS is wanted on smtp://; false only for a server on the same machine
  std::string host = {};    // right side of Message-IDs; "" : that of `from`
};
struct GatewayOptions {
  std::string url = {};            // "" : no short messages
  std::string authorization = {};  // value of the header, from a file
};

struct NotCarried {
  std::string reason;  // for the log: no addresses
  bool retry = true;   // false: refused for good (a wrong address)
};
using Carried = std::expected<void, NotCarried>;

// The message as RFC 5322 has it; the Message-ID is made of the message's id and is the same at every
// attempt.
std::string mail_text(const store::Message& message, const MailOptions& options, Instant now);
Carried send_mail(const store::Message& message, const MailOptions& options, Instant now);
// POST {"id","to","text"} as JSON; 2xx is carried, 4xx (but 408, 425, 429) is refused for good. The id is the
// same at every attempt, for gateways that know what they had.
Carried send_to_gateway(const store::Message& message, const GatewayOptions& options);

}  // namespace enact::notify
