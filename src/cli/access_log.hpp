// Lines of the log: as text for people, or as one JSON object a line for what collects logs. As JSON each
// answered request is a line of its own; no id of a case, no name and no query is in it, but the route's
// template, the account's id and the client's address.
#pragma once

#include "http/service.hpp"

namespace enact::cli {

enum class LogFormat { text, json };

// Sets how the process logs, on standard error.
void set_log_format(LogFormat format);

// Logs one answer: as text only if it failed (500 and above), since the proxy has a line for each.
void log_access(const http::Served& served, LogFormat format);

}  // namespace enact::cli
