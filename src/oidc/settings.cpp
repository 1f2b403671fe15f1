#include "oidc/settings.hpp"

#include <algorithm>

#include <boost/url.hpp>

namespace enact::oidc {
namespace {

bool is_loopback(const boost::urls::url_view& url) {
  const std::string host = url.host();
  return host == "127.0.0.1" || host == "[::1]" || host == "localhost";
}

// "host:port", the port said even where the scheme implies it.
std::string place(const boost::urls::url_view& url) {
  std::string host = url.host();
  std::ranges::transform(host, host.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const std::string port(url.port());
  return host + ":" + (!port.empty() ? port : url.scheme() == "http" ? "80" : "443");
}

}  // namespace

std::string redirect_uri(const Settings& settings) {
  return settings.portal + "/sign-in/external";
}
std::string signed_out_uri(const Settings& settings) {
  return settings.portal + "/sign-in";
}

bool is_safe_url(std::string_view text) {
  const auto url = boost::urls::parse_uri(text);
  if (!url || url->host().empty() || url->has_userinfo() || url->has_fragment()) return false;
  return url->scheme() == "https" || (url->scheme() == "http" && is_loopback(*url));
}

bool may_ask(const Settings& settings, std::string_view text) {
  if (!is_safe_url(text)) return false;
  const auto url = boost::urls::parse_uri(text);
  const auto issuer = boost::urls::parse_uri(settings.issuer);
  if (!issuer) return false;
  const std::string at = place(*url);
  if (at == place(*issuer)) return true;
  return std::ranges::any_of(settings.hosts, [&](const std::string& host) {
    return at == (host.find(':') == std::string::npos ? host + ":443" : host);
  });
}

std::optional<Text> fault_of(const Settings& settings) {
  const auto wrong_address = [](const std::string& what, const std::string& url) {
    return Text{what + " 应为 https 地址（本机可用 http）：" + url,
                what + " is an https address (http on this machine only): " + url};
  };
  if (!is_safe_url(settings.issuer)) return wrong_address("issuer", settings.issuer);
  if (!is_safe_url(settings.portal)) return wrong_address("portal", settings.portal);
  if (settings.portal.ends_with('/') || boost::urls::parse_uri(settings.portal)->has_query())
    return Text{"portal 末尾不写斜线，也不带参数", "portal has no slash at its end, and no query"};
  if (settings.client_id.empty() ||
      !std::ranges::all_of(settings.client_id, [](char c) { return c > 0x20 && c < 0x7F; }))
    return Text{"client 应为不含空格的 ASCII 字符", "client is ASCII without spaces"};
  return std::nullopt;
}

}  // namespace enact::oidc
