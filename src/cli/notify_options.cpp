#include "cli/notify_options.hpp"

#include "cli/load_packages.hpp"
#include "cli/secret_file.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::cli {
namespace {

using policy::yaml::Mapping;
using policy::yaml::Node;

void read_mail(const Node& node, const std::filesystem::path& folder, notify::MailOptions& out,
               Diagnostics& diagnostics) {
  const Mapping mail(node, {"server", "from", "user", "password file", "tls", "host"}, diagnostics);
  if (!mail.valid()) return;
  if (const Node* server = mail.require("server")) {
    out.server = server->text;
    if (!out.server.starts_with("smtp://") && !out.server.starts_with("smtps://"))
      policy::yaml::error(diagnostics, "notify.bad-server", server->location(),
                          {"邮件服务器应写成 smtp:// 或 smtps:// 开头的地址",
                           "the mail server is an address that begins with smtp:// or smtps://"},
                          {"例如 smtps://mail.example:465", "such as smtps://mail.example:465"});
  }
  if (const Node* from = mail.require("from")) out.from = from->text;
  out.user = mail.text("user");
  out.host = mail.text("host");
  if (const Node* file = mail.get("password file")) out.password = read_secret(folder, *file, diagnostics);
  if (const Node* tls = mail.get("tls")) {
    out.require_tls = tls->text != "optional";
    if (tls->text != "optional" && tls->text != "required")
      policy::yaml::unknown_name(diagnostics, "notify.bad-tls", tls->location(),
                                 {"`tls` 的值", "value of `tls`"}, tls->text, {"required", "optional"});
  }
}

}  // namespace

std::expected<notify::SenderOptions, Diagnostics> read_notify_options(const std::filesystem::path& file) {
  const auto folder = file.parent_path();
  policy::yaml::Read read = policy::yaml::read(read_source(file.string()));
  Diagnostics diagnostics = std::move(read.diagnostics);
  notify::SenderOptions options;
  if (read.root) {
    const Mapping root(*read.root, {"mail", "messages", "portal"}, diagnostics);
    if (root.valid()) {
      if (const Node* mail = root.get("mail")) read_mail(*mail, folder, options.mail, diagnostics);
      if (const Node* messages = root.get("messages")) {
        const Mapping gateway(*messages, {"url", "authorization file"}, diagnostics);
        if (const Node* url = gateway.require("url")) options.gateway.url = url->text;
        if (const Node* key = gateway.get("authorization file"))
          options.gateway.authorization = read_secret(folder, *key, diagnostics);
      }
      options.portal = root.text("portal");
    }
  }
  if (has_errors(diagnostics)) return std::unexpected(std::move(diagnostics));
  return options;
}

}  // namespace enact::cli
