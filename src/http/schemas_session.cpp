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
              {"expires", instant()}});
  out["SessionList"] = page(object({{"id", string()},
                                    {"started", instant()},
                                    {"last_seen", instant()},
                                    {"source", string()},
                                    {"agent", string()},
                                    {"current", boolean()}}));
  out["FirstAdministrator"] = object(
      {{"token", string(200)}, {"login", string(64)}, {"password", string(1024)}, {"name", string(100)}});
}

}  // namespace enact::http::schema
