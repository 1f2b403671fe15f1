// A scripted editor for the tests: sends what an editor sends, keeps what the server says.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/server.hpp"

namespace enact::lsp::test {

class MemoryFiles final : public Files {
 public:
  std::map<std::string, std::string> texts;

  std::optional<std::string> read(const std::string& path) const override;
  std::vector<std::string> below(const std::string& folder) const override;
  std::vector<std::string> models_in(const std::string& folder) const override;
  std::vector<std::string> packages_below(const std::string& folder) const override;
};

class Client {
 public:
  // Not yet initialised.
  Client();

  MemoryFiles files;
  std::vector<json::object> received;

  // The whole answer to a request.
  json::object call(std::string_view method, json::value params);
  // Its result; fails the test if it is an error.
  json::value ask(std::string_view method, json::value params);
  void tell(std::string_view method, json::value params);
  // Sends the message as it is.
  void send(const json::value& message);
  void idle() { server_.idle(); }
  std::optional<int> finished() const { return server_.finished(); }

  // initialize and initialized, with the workspace folder /work space/policies unless `alone`.
  json::value start(std::string_view locale = "en", json::array encodings = {}, bool alone = false);
  // Opens a file of the package ("policy.md") as it stands on disk, or with this text.
  void open(const std::string& file, std::optional<std::string> text = std::nullopt);
  // Replaces `from`, which occurs once, as an editor does while somebody types; then pauses.
  void type(const std::string& file, std::string_view from, std::string_view to);

  // {textDocument, position} of the `|` (or `‸`) in the snippet, which without it occurs once in the file.
  json::object at(const std::string& file, std::string_view snippet) const;
  // The present text.
  std::string text(const std::string& file) const;
  // What stands at a range of a file.
  std::string text_at(const std::string& file, const json::value& range) const;

  // The last diagnostics of a file: "code: text that is marked".
  std::vector<std::string> diagnostics(const std::string& file) const;
  std::vector<std::string> labels(const json::value& completion) const;
  std::string hover(const std::string& file, std::string_view snippet);
  std::vector<std::string> complete(const std::string& file, std::string_view snippet);
  // "file:line: text" of each location.
  std::vector<std::string> places(const json::value& locations) const;
  // The files as they are after a WorkspaceEdit: path → text.
  std::map<std::string, std::string> applied(const json::value& edit) const;

 private:
  Server server_;
  std::map<std::string, std::string> buffers_;
  int next_id_ = 1;
  int version_ = 1;
};

// The file's path: of the package, or as it is if it begins with `/`.
std::string path(const std::string& file);

}  // namespace enact::lsp::test
