// Small helpers of the routes about an identity provider.
#pragma once

#include <vector>

#include "http/json.hpp"
#include "http/route.hpp"
#include "identity/external.hpp"

namespace enact::http {

inline boost::json::array external_json(const std::vector<identity::ExternalLink>& links) {
  return map_json(links, [](const identity::ExternalLink& link) {
    return boost::json::object{{"issuer", link.issuer}, {"linked", link.at.to_string()}, {"how", link.how}};
  });
}

inline Response no_provider(Language language) {
  return problem(404, "no-provider", {"本系统未接入统一身份认证", "no identity provider is set up here"},
                 {"请用账号密码登录", "sign in with login and password"}, language);
}

}  // namespace enact::http
