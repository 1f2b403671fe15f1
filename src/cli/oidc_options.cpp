#include "cli/oidc_options.hpp"

#include "cli/load_packages.hpp"
#include "cli/secret_file.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::cli {
namespace {

using policy::yaml::Mapping;
using policy::yaml::Node;

void read_parts(const Mapping& root, oidc::Settings& out, Diagnostics& diagnostics) {
  if (const Node* claims = root.get("claims")) {
    const Mapping mapping(*claims, {"credit code", "login"}, diagnostics);
    if (mapping.valid()) {
      out.credit_code_claim = mapping.text("credit code");
      out.login_claim = mapping.text("login");
    }
  }
  if (const Node* factor = root.get("second factor")) {
    const Mapping mapping(*factor, {"acr", "amr"}, diagnostics);
    if (mapping.valid()) {
      out.strong_acr = mapping.texts("acr");
      out.strong_amr = mapping.texts("amr");
    }
  }
}

}  // namespace

std::expected<oidc::Settings, Diagnostics> read_oidc_options(const std::filesystem::path& file) {
  policy::yaml::Read read = policy::yaml::read(read_source(file.string()));
  Diagnostics diagnostics = std::move(read.diagnostics);
  oidc::Settings settings;
  if (read.root) {
    const Mapping root(
        *read.root,
        {"issuer", "client", "secret file", "portal", "name", "hosts", "scope", "claims", "second factor"},
        diagnostics);
    if (root.valid()) {
      settings.issuer = root.required_text("issuer");
      settings.client_id = root.required_text("client");
      settings.portal = root.required_text("portal");
      settings.hosts = root.texts("hosts");
      settings.name = root.title("name");
      if (settings.name.empty()) settings.name = {"统一身份认证", "Unified identity"};
      if (const std::string scope = root.text("scope"); !scope.empty()) settings.scope = scope;
      if (const Node* secret = root.get("secret file"))
        settings.client_secret = read_secret(file.parent_path(), *secret, diagnostics);
      read_parts(root, settings, diagnostics);
      const auto fault = oidc::fault_of(settings);
      if (fault && !has_errors(diagnostics))
        policy::yaml::error(diagnostics, "settings.oidc", root.node().location(), *fault,
                            {"核对这一项", "mend it"});
    }
  }
  if (has_errors(diagnostics)) return std::unexpected(std::move(diagnostics));
  return settings;
}

}  // namespace enact::cli
