// What is said of a session, however it was opened, and the cookies by which a browser keeps one.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "http/route.hpp"
#include "http/service.hpp"

namespace enact::http {

// Sets the session's cookie for so many seconds; "" and 0 take it away.
std::string session_cookie(const Service& service, std::string_view token, std::int64_t seconds);
boost::json::object session_json(Service& service, const identity::Session& session);
// The answer to a sign-in that went well.
Response session_opened(Service& service, const identity::NewSession& opened);
// A refused sign-in is 401, so that a client never takes it for a missing permission.
Response sign_in_refused(const store::Fault& fault, Language language);

}  // namespace enact::http
