// The requests of a session. See server.hpp.
#include <array>
#include <utility>

#include "lsp/hover.hpp"
#include "lsp/rename.hpp"
#include "lsp/server.hpp"

namespace enact::lsp {
namespace {

std::unexpected<Failure> failure(ErrorCode code, std::string message) {
  return std::unexpected(Failure{code, std::move(message)});
}

}  // namespace

Answer Server::request(const std::string& method, const json::value& params) {
  if (method == "initialize") {
    if (phase_ != Phase::before) return failure(ErrorCode::invalid_request, "initialize comes once");
    return initialize(params);
  }
  if (phase_ == Phase::before) return failure(ErrorCode::server_not_initialized, "initialize comes first");
  if (phase_ == Phase::shut_down) return failure(ErrorCode::invalid_request, "only exit follows shutdown");
  if (method == "shutdown") {
    phase_ = Phase::shut_down;
    return nullptr;
  }
  static constexpr std::array known{"textDocument/completion",     "textDocument/hover",
                                    "textDocument/definition",     "textDocument/references",
                                    "textDocument/documentSymbol", "textDocument/prepareRename",
                                    "textDocument/rename"};
  if (std::ranges::find(known, method) == known.end()) {
    return failure(ErrorCode::method_not_found, "no such method: " + method);
  }
  const std::expected<Asked, Failure> place = asked(params, method != "textDocument/documentSymbol");
  if (!place) return std::unexpected(place.error());
  const UriOf uri = [this](const std::string& path) { return uri_for(path); };
  if (method == "textDocument/completion") return complete(*place, manner_);
  if (method == "textDocument/hover") return hover(*place, manner_);
  if (method == "textDocument/definition") return definition(*place, manner_, uri);
  if (method == "textDocument/documentSymbol") return document_symbols(*place, manner_);
  if (method == "textDocument/prepareRename") return prepare_rename(*place, workspace_, manner_);
  if (method == "textDocument/references") {
    const json::value* with = member(params, {"context", "includeDeclaration"});
    return references(*place, with != nullptr && with->is_bool() && with->as_bool(), workspace_, manner_,
                      uri);
  }
  const std::optional<std::string> name = text_member(params, {"newName"});
  if (!name) return failure(ErrorCode::invalid_params, "rename needs newName");
  return rename(*place, *name, workspace_, compile_, manner_, uri);
}

std::expected<Asked, Failure> Server::asked(const json::value& params, bool with_position) {
  const std::optional<std::string> uri = text_member(params, {"textDocument", "uri"});
  if (!uri) return failure(ErrorCode::invalid_params, "textDocument.uri is missing");
  const std::optional<int> line = int_member(params, {"position", "line"});
  const std::optional<int> character = int_member(params, {"position", "character"});
  if (with_position && (!line || !character || *line < 0 || *character < 0)) {
    return failure(ErrorCode::invalid_params, "position is missing or not a place");
  }
  Asked place;
  const auto open =
      std::ranges::find_if(documents_, [&](const auto& entry) { return entry.second.uri == *uri; });
  if (open != documents_.end()) {
    place.path = open->first;
    place.text = open->second.text;
  } else {
    place.path = path_of(*uri).value_or(*uri);
    std::optional<std::string> text = workspace_.text(place.path);
    if (!text) {
      return failure(ErrorCode::invalid_params,
                     (manner_.language == Language::zh ? "没有这个文件：" : "no such file: ") + *uri);
    }
    place.text = std::move(*text);
  }
  if (with_position) place.offset = Lines(place.text).offset({*line, *character}, manner_.encoding);
  if (open == documents_.end() || open->second.in_package) {
    place.analysis = workspace_.analysis_of(place.path);
    if (place.analysis) place.last_good = workspace_.last_good(place.analysis->folder());
  }
  return place;
}

}  // namespace enact::lsp
