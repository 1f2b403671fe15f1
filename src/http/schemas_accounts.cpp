// Schemas of accounts, roles and what they permit.
#include "http/schema.hpp"

namespace enact::http::schema {

void add_accounts(Registry& out) {
  const auto kinds =
      one_of({"enterprise", "person", "officer", "treasury", "auditor", "administrator", "visitor"});
  out["RoleHeld"] = object({{"role", string()},
                            {"title", ref("Text")},
                            {"unit", string()},
                            {"unit_title", nullable(ref("Text"))},
                            {"subject", string()},
                            {"subject_name", string()},
                            {"until", nullable(date())},
                            {"over", described(boolean(), "its last day is past")}});
  out["AccountEntry"] = object({{"id", string()},
                                {"login", string()},
                                {"name", ref("Text")},
                                {"kind", kinds},
                                {"disabled", boolean()},
                                {"created", instant()},
                                {"roles", list(ref("RoleHeld"))},
                                {"password", described(boolean(), "its holder has set one")},
                                {"second_factor", boolean()},
                                {"external", described(list(ref("ExternalIdentity")),
                                                       "identities of a provider by which it signs in")},
                                {"link", described(boolean(), "a link to set a password waits")},
                                {"last_sign_in", nullable(instant())}});
  out["AccountList"] = page(ref("AccountEntry"));
  out["RoleWanted"] = object({{"role", string(50)},
                              {"unit?", string(100)},
                              {"subject?", described(string(200), "its id, or what identifies it")},
                              {"until?", nullable(date())}});
  out["NewAccount"] = object(
      {{"login", string(64)}, {"name", string(100)}, {"kind", kinds}, {"roles", list(ref("RoleWanted"))}});
  out["IssuedLink"] = object({{"account", string()},
                              {"login", string()},
                              {"token", described(string(), "shown once; to be handed to the holder")},
                              {"expires", instant()}});
  out["AccountSessionList"] = page(object({{"id", string()},
                                           {"started", instant()},
                                           {"last_seen", instant()},
                                           {"source", string()},
                                           {"agent", string()}}));
  out["LinkPassword"] = object({{"token", string(200)}, {"password", string(1024)}});
  out["LinkUsed"] = object({{"login", string()}});
  out["ChangePassword"] = object({{"old_password", string(1024)}, {"new_password", string(1024)}});
  out["UnitChoices"] = page(object({{"id", string()}, {"title", ref("Text")}}));
  out["PermissionTable"] = object(
      {{"roles", list(object({{"id", string()},
                              {"title", ref("Text")},
                              {"belongs", one_of({"nothing", "subject", "unit", "unit_or_none"})},
                              {"not_with", list(string())}}))},
       {"actions", list(object({{"id", string()},
                                {"title", ref("Text")},
                                {"scopes", described(map_of(one_of({"own_subject", "own_unit", "all"})),
                                                     "by role; a role that is not there may not")}}))}});
}

}  // namespace enact::http::schema
