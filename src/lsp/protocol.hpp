// The base protocol of LSP 3.17: messages in frames (`Content-Length: N`, an empty line, N bytes of JSON) and
// the forms of JSON-RPC 2.0. Knows no method.
#pragma once

#include <boost/json.hpp>
#include <expected>
#include <initializer_list>
#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

namespace enact::lsp {

namespace json = boost::json;

// JSON-RPC 2.0, section 5.1, and LSP 3.17, "Response Message".
enum class ErrorCode : int {
  parse_error = -32700,
  invalid_request = -32600,
  method_not_found = -32601,
  invalid_params = -32602,
  internal_error = -32603,
  server_not_initialized = -32002,
  request_failed = -32803,
  request_cancelled = -32800,
};

// Why a request gets no result; the message is for people.
struct Failure {
  ErrorCode code = ErrorCode::request_failed;
  std::string message;
};
using Answer = std::expected<json::value, Failure>;

// What was read from the stream: the content of a frame, or why there is none.
struct Frame {
  enum class Kind : std::uint8_t { content, end, broken } kind = Kind::end;
  std::string content;  // broken: what is wrong
};
// Reads the next frame. After `broken` nothing more can be read: where the next frame begins is not known.
Frame read_frame(std::istream& in);
void write_frame(std::ostream& out, const json::value& message);

json::object response(const json::value& id, Answer answer);
json::object notification(std::string_view method, json::value params);

// The member at the end of the path (`{"textDocument", "uri"}`); null if there is none.
const json::value* member(const json::value& value, std::initializer_list<std::string_view> path);
std::optional<std::string> text_member(const json::value& value,
                                       std::initializer_list<std::string_view> path);
std::optional<int> int_member(const json::value& value, std::initializer_list<std::string_view> path);

}  // namespace enact::lsp
