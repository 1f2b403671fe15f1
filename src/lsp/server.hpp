// The language server: one session with one editor (LSP 3.17). Takes messages one by one and sends answers
// and notifications; no streams, no threads, no clock, so that tests can drive it. session.hpp puts it on
// streams. A broken file, a broken message or an exception inside never ends it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "lsp/diagnostics.hpp"
#include "lsp/navigation.hpp"
#include "lsp/protocol.hpp"
#include "lsp/workspace.hpp"

namespace enact::lsp {

class Server {
 public:
  using Send = std::function<void(json::object message)>;

  // `files` must outlive it.
  Server(const Files& files, Compile compile, Send send);

  void receive(const json::value& message);
  // Answers a request that the editor has taken back before it was looked at.
  void cancel(const json::value& request);
  // What could not be read as JSON.
  void receive_broken(const std::string& why);

  // Publishes the diagnostics of what has changed since. To be called when no message waits: of several
  // changes only the last is looked at.
  void idle();
  bool has_work() const { return !stale_.empty() || !stale_texts_.empty(); }

  // After `exit`: the exit code of the process, 0 if `shutdown` came before.
  std::optional<int> finished() const { return finished_; }

 private:
  enum class Phase : std::uint8_t { before, running, shut_down };

  struct Document {
    std::string uri;  // as the editor spells it
    std::string text;
    int version = 0;
    bool in_package = true;  // else it is looked at alone: .feel, .dmn
  };

  Answer request(const std::string& method, const json::value& params);
  void notify(const std::string& method, const json::value& params);

  Answer initialize(const json::value& params);
  void did_open(const json::value& params);
  void did_change(const json::value& params);
  void did_close(const json::value& params);
  void did_change_files(const json::value& params);
  void did_change_folders(const json::value& params);

  // The document and offset of `textDocument` and `position`.
  std::expected<Asked, Failure> asked(const json::value& params, bool with_position);
  void touched(const std::string& path);
  void publish(const std::string& path, json::array diagnostics);
  void check_package(const std::string& folder);
  void check_text(const std::string& path);
  std::string uri_for(const std::string& path) const;
  void log(const Text& message);

  const Files& files_;
  Compile compile_;
  Send send_;
  Workspace workspace_;
  Manner manner_;
  Phase phase_ = Phase::before;
  std::optional<int> finished_;
  std::map<std::string, Document> documents_;  // by path
  std::set<std::string> stale_;                // packages to be checked again
  std::set<std::string> stale_texts_;          // documents outside packages
  // What each package has said about each file: a shared file is answered for by several.
  std::map<std::string, std::map<std::string, json::array>> said_;
};

}  // namespace enact::lsp
