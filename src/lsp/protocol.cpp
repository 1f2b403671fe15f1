// See protocol.hpp.
#include "lsp/protocol.hpp"

#include <fmt/format.h>

#include <charconv>
#include <limits>

#include "base/text.hpp"

namespace enact::lsp {
namespace {

// No document that people edit comes near; a guard against a length that is a mistake.
constexpr std::size_t longest_message = 64u << 20;
constexpr std::size_t longest_header = 1024;

// A header line without its line end; nothing at the end of the stream.
std::optional<std::string> header_line(std::istream& in) {
  std::string line;
  for (char c = 0; in.get(c);) {
    if (c == '\n') {
      if (line.ends_with('\r')) line.pop_back();
      return line;
    }
    line += c;
    if (line.size() > longest_header) break;
  }
  if (line.empty()) return std::nullopt;
  return line;
}

Frame broken(std::string why) {
  return {Frame::Kind::broken, std::move(why)};
}

}  // namespace

Frame read_frame(std::istream& in) {
  std::optional<std::size_t> length;
  for (bool first = true;; first = false) {
    const std::optional<std::string> line = header_line(in);
    if (!line) {
      if (first) return {};
      return broken("the stream ends inside a header");
    }
    if (line->empty()) {
      if (length) break;
      return broken("a message without Content-Length");
    }
    const std::size_t colon = line->find(':');
    if (colon == std::string::npos) return broken("a header line without a colon: " + line->substr(0, 80));
    if (text::lower(std::string_view(*line).substr(0, colon)) != "content-length") continue;
    const std::string_view digits = text::trim(std::string_view(*line).substr(colon + 1));
    std::size_t value = 0;
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (failed != std::errc() || end != digits.data() + digits.size() || digits.empty()) {
      return broken("Content-Length is no number");
    }
    if (value > longest_message) return broken(fmt::format("a message of {} bytes is too long", value));
    length = value;
  }
  Frame frame{Frame::Kind::content, std::string(*length, '\0')};
  in.read(frame.content.data(), static_cast<std::streamsize>(*length));
  if (static_cast<std::size_t>(in.gcount()) != *length) return broken("the stream ends inside a message");
  return frame;
}

void write_frame(std::ostream& out, const json::value& message) {
  const std::string content = json::serialize(message);
  out << "Content-Length: " << content.size() << "\r\n\r\n" << content << std::flush;
}

json::object response(const json::value& id, Answer answer) {
  json::object message{{"jsonrpc", "2.0"}, {"id", id}};
  if (answer) {
    message["result"] = std::move(*answer);
  } else {
    message["error"] = {{"code", static_cast<int>(answer.error().code)}, {"message", answer.error().message}};
  }
  return message;
}

json::object notification(std::string_view method, json::value params) {
  return {{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}};
}

const json::value* member(const json::value& value, std::initializer_list<std::string_view> path) {
  const json::value* at = &value;
  for (const std::string_view name : path) {
    const json::object* object = at->if_object();
    at = object == nullptr ? nullptr : object->if_contains(name);
    if (at == nullptr) return nullptr;
  }
  return at;
}

std::optional<std::string> text_member(const json::value& value,
                                       std::initializer_list<std::string_view> path) {
  const json::value* found = member(value, path);
  if (found == nullptr || !found->is_string()) return std::nullopt;
  return std::string(found->as_string());
}

std::optional<int> int_member(const json::value& value, std::initializer_list<std::string_view> path) {
  const json::value* found = member(value, path);
  if (found == nullptr || !found->is_number()) return std::nullopt;
  boost::system::error_code failed;
  const auto number = found->to_number<std::int64_t>(failed);
  if (failed || number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max()) {
    return std::nullopt;
  }
  return static_cast<int>(number);
}

}  // namespace enact::lsp
