// The life of a session and its documents. See server.hpp; requests about a place are answered in
// requests.cpp.
#include "lsp/server.hpp"

#include <fmt/format.h>

#include <array>
#include <exception>
#include <memory>
#include <utility>

#include "lsp/alone.hpp"

namespace enact::lsp {
namespace {

std::unexpected<Failure> failed(ErrorCode code, std::string message) {
  return std::unexpected(Failure{code, std::move(message)});
}

bool offers(const json::value& params, std::initializer_list<std::string_view> path,
            std::string_view wanted) {
  const json::value* list = member(params, path);
  if (list == nullptr || !list->is_array()) return false;
  for (const json::value& each : list->as_array()) {
    if (each.is_string() && std::string_view(each.as_string()) == wanted) return true;
  }
  return false;
}

bool flag(const json::value& params, std::initializer_list<std::string_view> path) {
  const json::value* found = member(params, path);
  return found != nullptr && found->is_bool() && found->as_bool();
}

bool is_id(const json::value& value) {
  return value.is_string() || value.is_number();
}

}  // namespace

Server::Server(const Files& files, Compile compile, Send send)
    : files_(files), compile_(compile), send_(std::move(send)), workspace_(files, std::move(compile)) {}

void Server::receive(const json::value& message) {
  const json::value* id = member(message, {"id"});
  const std::optional<std::string> method = text_member(message, {"method"});
  if (!method) {
    // An answer to a request of ours; we make none that needs one.
    if (id != nullptr && (member(message, {"result"}) != nullptr || member(message, {"error"}) != nullptr))
      return;
    send_(response(id != nullptr && is_id(*id) ? *id : nullptr,
                   failed(ErrorCode::invalid_request, "a message needs a method")));
    return;
  }
  static const json::value nothing = json::object();
  const json::value* given = member(message, {"params"});
  const json::value& params = given == nullptr ? nothing : *given;
  try {
    if (id == nullptr) {
      notify(*method, params);
    } else if (!is_id(*id)) {
      send_(response(nullptr, failed(ErrorCode::invalid_request, "an id is a number or a string")));
    } else {
      send_(response(*id, request(*method, params)));
    }
  } catch (const std::exception& error) {
    // Whatever goes wrong with one message, the session goes on.
    if (id == nullptr) {
      log({fmt::format("处理 {} 时出错：{}", *method, error.what()),
           fmt::format("{} failed: {}", *method, error.what())});
    } else {
      send_(response(*id, failed(ErrorCode::internal_error, error.what())));
    }
  }
}

void Server::cancel(const json::value& request) {
  const json::value* id = member(request, {"id"});
  if (id != nullptr) send_(response(*id, failed(ErrorCode::request_cancelled, "cancelled")));
}

void Server::receive_broken(const std::string& why) {
  send_(response(nullptr, failed(ErrorCode::parse_error, why)));
}

void Server::notify(const std::string& method, const json::value& params) {
  if (method == "exit") {
    finished_ = phase_ == Phase::shut_down ? 0 : 1;
  } else if (phase_ != Phase::running) {
    return;  // LSP 3.17, "initialize": notifications before it are dropped
  } else if (method == "textDocument/didOpen") {
    did_open(params);
  } else if (method == "textDocument/didChange") {
    did_change(params);
  } else if (method == "textDocument/didClose") {
    did_close(params);
  } else if (method == "textDocument/didSave") {
    if (const auto uri = text_member(params, {"textDocument", "uri"})) touched(path_of(*uri).value_or(*uri));
  } else if (method == "workspace/didChangeWatchedFiles") {
    did_change_files(params);
  } else if (method == "workspace/didChangeWorkspaceFolders") {
    did_change_folders(params);
  }
}

Answer Server::initialize(const json::value& params) {
  const std::string locale = text_member(params, {"locale"}).value_or("");
  manner_.language = locale.starts_with("en") ? Language::en : Language::zh;
  const bool utf8 = offers(params, {"capabilities", "general", "positionEncodings"}, "utf-8");
  manner_.encoding = utf8 ? Encoding::utf8 : Encoding::utf16;
  manner_.markdown = offers(params, {"capabilities", "textDocument", "hover", "contentFormat"}, "markdown");
  manner_.related_information =
      flag(params, {"capabilities", "textDocument", "publishDiagnostics", "relatedInformation"});
  manner_.hierarchical_symbols =
      flag(params, {"capabilities", "textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport"});
  if (const json::value* folders = member(params, {"workspaceFolders"});
      folders != nullptr && folders->is_array()) {
    for (const json::value& folder : folders->as_array()) {
      if (auto path = path_of(text_member(folder, {"uri"}).value_or("")))
        workspace_.add_folder(std::move(*path));
    }
  } else if (auto root = path_of(text_member(params, {"rootUri"}).value_or(""))) {
    workspace_.add_folder(std::move(*root));
  }
  phase_ = Phase::running;
  constexpr int incremental = 2;
  return json::object{
      {"capabilities",
       json::object{
           {"positionEncoding", utf8 ? "utf-8" : "utf-16"},
           {"textDocumentSync", json::object{{"openClose", true},
                                             {"change", incremental},
                                             {"save", json::object{{"includeText", false}}}}},
           {"completionProvider", json::object{{"triggerCharacters", json::array{".", "\"", " ", ":"}},
                                               {"resolveProvider", false}}},
           {"hoverProvider", true},
           {"definitionProvider", true},
           {"referencesProvider", true},
           {"documentSymbolProvider", true},
           {"renameProvider", json::object{{"prepareProvider", true}}},
           {"workspace", json::object{{"workspaceFolders",
                                       json::object{{"supported", true}, {"changeNotifications", true}}}}}}},
      {"serverInfo", json::object{{"name", "enact"}}}};
}

// ---- documents ----

void Server::did_open(const json::value& params) {
  const auto uri = text_member(params, {"textDocument", "uri"});
  const auto text = text_member(params, {"textDocument", "text"});
  if (!uri || !text) return log({"didOpen 缺少 uri 或 text", "didOpen lacks uri or text"});
  const std::string language = text_member(params, {"textDocument", "languageId"}).value_or("");
  std::string path = path_of(*uri).value_or(*uri);
  if (language == "feel" && !stands_alone(path)) path += ".feel";  // a buffer that has no file yet
  Document document{*uri, *text, int_member(params, {"textDocument", "version"}).value_or(0),
                    !stands_alone(path)};
  if (document.in_package) workspace_.open(path, *text);
  documents_.insert_or_assign(path, std::move(document));
  touched(path);
}

void Server::did_change(const json::value& params) {
  const std::string uri = text_member(params, {"textDocument", "uri"}).value_or("");
  const auto found =
      std::ranges::find_if(documents_, [&](const auto& entry) { return entry.second.uri == uri; });
  if (found == documents_.end()) {
    return log(
        {fmt::format("没有打开 {}，改动未采用", uri), fmt::format("{} is not open: change ignored", uri)});
  }
  auto& [path, document] = *found;
  const json::value* changes = member(params, {"contentChanges"});
  if (changes == nullptr || !changes->is_array()) return;
  for (const json::value& change : changes->as_array()) {
    const auto text = text_member(change, {"text"});
    if (!text) continue;
    if (member(change, {"range"}) == nullptr) {
      document.text = *text;
      continue;
    }
    const auto number = [&](std::string_view end, std::string_view name) {
      return int_member(change, {"range", end, name}).value_or(0);
    };
    const Range range{{number("start", "line"), number("start", "character")},
                      {number("end", "line"), number("end", "character")}};
    document.text = replaced(document.text, range, *text, manner_.encoding);
  }
  document.version = int_member(params, {"textDocument", "version"}).value_or(document.version);
  if (document.in_package) workspace_.open(path, document.text);
  touched(path);
}

void Server::did_close(const json::value& params) {
  const std::string uri = text_member(params, {"textDocument", "uri"}).value_or("");
  const auto found =
      std::ranges::find_if(documents_, [&](const auto& entry) { return entry.second.uri == uri; });
  if (found == documents_.end()) return;
  const std::string path = found->first;
  const bool in_package = found->second.in_package;
  const std::vector<std::string> packages = workspace_.packages_of(path);
  if (!in_package) publish(path, {});
  documents_.erase(found);
  if (!in_package) return;
  workspace_.close(path);
  stale_.insert(packages.begin(), packages.end());
}

void Server::did_change_files(const json::value& params) {
  const json::value* changes = member(params, {"changes"});
  if (changes == nullptr || !changes->is_array()) return;
  for (const json::value& change : changes->as_array()) {
    const auto path = path_of(text_member(change, {"uri"}).value_or(""));
    if (!path || documents_.contains(*path)) continue;
    workspace_.changed_on_disk(*path);
    touched(*path);
  }
}

void Server::did_change_folders(const json::value& params) {
  for (const std::string_view list : {"added", "removed"}) {
    const json::value* folders = member(params, {"event", list});
    if (folders == nullptr || !folders->is_array()) continue;
    for (const json::value& folder : folders->as_array()) {
      auto path = path_of(text_member(folder, {"uri"}).value_or(""));
      if (!path) continue;
      if (list == "added") {
        workspace_.add_folder(std::move(*path));
      } else {
        workspace_.remove_folder(*path);
      }
    }
  }
}

// ---- diagnostics ----

void Server::touched(const std::string& path) {
  if (stands_alone(path)) {
    if (documents_.contains(path)) stale_texts_.insert(path);
    return;
  }
  for (std::string& folder : workspace_.packages_of(path)) stale_.insert(std::move(folder));
}

void Server::idle() {
  const auto safely = [this](const std::string& what, const auto& check) {
    try {
      check(what);
    } catch (const std::exception& error) {
      log({fmt::format("检查 {} 时出错：{}", what, error.what()),
           fmt::format("checking {} failed: {}", what, error.what())});
    }
  };
  for (const std::string& path : std::exchange(stale_texts_, {})) {
    safely(path, [this](const std::string& each) { check_text(each); });
  }
  for (const std::string& folder : std::exchange(stale_, {})) {
    safely(folder, [this](const std::string& each) { check_package(each); });
  }
}

void Server::check_text(const std::string& path) {
  const auto found = documents_.find(path);
  if (found == documents_.end()) return;
  std::vector<SourcePtr> beside;
  if (is_model(path)) {
    const std::string folder = parent_folder(path);
    std::map<std::string, std::string> texts;
    for (const std::string& each : files_.models_in(folder)) {
      if (auto text = files_.read(each)) texts.emplace(each, std::move(*text));
    }
    for (const auto& [each, document] : documents_) {
      if (is_model(each) && parent_folder(each) == folder) texts.insert_or_assign(each, document.text);
    }
    texts.erase(path);
    for (auto& [each, text] : texts) {
      beside.push_back(std::make_shared<const Source>(each, std::move(text)));
    }
  }
  const auto source = std::make_shared<const Source>(path, found->second.text);
  auto by_file = diagnostics_by_file(check_alone(source, beside), path, manner_,
                                     [this](const auto& each) { return uri_for(each); });
  publish(path, std::move(by_file[path]));
}

void Server::check_package(const std::string& folder) {
  const AnalysisPtr analysis = workspace_.analysis(folder);
  auto now = diagnostics_by_file(analysis->loaded().diagnostics, folder + "/policy.md", manner_,
                                 [this](const auto& each) { return uri_for(each); });
  auto& before = said_[folder];
  std::set<std::string> paths;
  for (const auto& [path, list] : now) paths.insert(path);
  for (const auto& [path, list] : before) paths.insert(path);
  before = std::move(now);
  for (const std::string& path : paths) {
    json::array all;
    for (const auto& [other, files] : said_) {
      const auto found = files.find(path);
      if (found == files.end()) continue;
      for (const json::value& each : found->second) {
        if (std::ranges::find(all, each) == all.end()) all.push_back(each);
      }
    }
    publish(path, std::move(all));
  }
  std::erase_if(before, [](const auto& entry) { return entry.second.empty(); });
}

void Server::publish(const std::string& path, json::array diagnostics) {
  json::object params{{"uri", uri_for(path)}, {"diagnostics", std::move(diagnostics)}};
  if (const auto found = documents_.find(path); found != documents_.end()) {
    params["version"] = found->second.version;
  }
  send_(notification("textDocument/publishDiagnostics", std::move(params)));
}

std::string Server::uri_for(const std::string& path) const {
  const auto found = documents_.find(path);
  return found == documents_.end() ? uri_of(path) : found->second.uri;
}

void Server::log(const Text& message) {
  constexpr int warning = 2;
  send_(notification("window/logMessage",
                     json::object{{"type", warning}, {"message", message.in(manner_.language)}}));
}

}  // namespace enact::lsp
