// Schemas of signing in and of who one is.
#include "http/schema.hpp"

namespace enact::http::schema {

void add_session(Registry& out) {
  out["SignIn"] = object({{"login", string(64)}, {"password", string(1024)}, {"code?", string(20)}});
  out["OneTimeCode"] = object({{"code", string(20)}});
  out["SecondFactor"] = object({{"set", boolean()}});
  out["Enrolment"] = object({{"secret", string()}, {"uri", string()}});
  out["Session"] =
      object({{"account",
               object({{"id", string()}, {"login", string()}, {"name", ref("Text")}, {"kind", string()}})},
              {"csrf", string()},
              {"roles", list(string())},
              {"units", list(string())},
              {"unit", nullable(object({{"id", string()}, {"title", ref("Text")}}))},
              {"subjects", list(object({{"type", string()},
                                        {"id", string()},
                                        {"name", string()},
                                        {"roles", described(list(string()), "as which one acts for it")}}))},
              {"external", described(boolean(), "opened through the identity provider")},
              {"wants_second_factor",
               described(boolean(), "its roles rest until a second factor is set: nothing else is answered")},
              {"expires", instant()}});
  out["SessionList"] = page(object({{"id", string()},
                                    {"started", instant()},
                                    {"last_seen", instant()},
                                    {"source", string()},
                                    {"agent", string()},
                                    {"current", boolean()}}));
  out["FirstAdministrator"] = object(
      {{"token", string(200)}, {"login", string(64)}, {"password", string(1024)}, {"name", string(100)}});
  out["BeginExternal"] = object({});
  out["ExternalBegun"] = object({{"url", described(string(), "of the provider; the browser goes there")}});
  out["FinishExternal"] =
      object({{"code", described(string(4096), "as the provider sent it back, like state and iss")},
              {"state", string(200)},
              {"iss?", string(1000)},
              {"link?", described(string(200), "a one-time link of an account, to be joined with it")},
              {"invitation?", described(string(200), "an invitation, to be taken up with it")},
              {"login?", described(string(64), "of the account that an invitation makes")},
              {"name?", string(100)}});
  out["LinkExternal"] = object({{"code", string(4096)}, {"state", string(200)}, {"iss?", string(1000)}});
  out["ExternalIdentity"] = object({{"issuer", string()},
                                    {"linked", instant()},
                                    {"how", one_of({"administrator", "holder", "link", "claim"})}});
  out["ExternalIdentityList"] = page(ref("ExternalIdentity"));
  out["ExternalSubject"] = object({{"subject", described(string(255), "`sub`, as the provider gives it")}});
  out["ExternalSignOut"] = object({{"url", nullable(string())}});
}

}  // namespace enact::http::schema
