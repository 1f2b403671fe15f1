// Schemas of who acts for a subject, of invitations and registrations.
#include "http/schema.hpp"

namespace enact::http::schema {

void add_members(Registry& out) {
  const auto roles = one_of({"manager", "applicant", "preparer", "reader"});
  out["MemberList"] = object({{"members", list(object({{"account", string()},
                                                       {"login", string()},
                                                       {"name", ref("Text")},
                                                       {"disabled", boolean()},
                                                       {"role", roles},
                                                       {"title", ref("Text")},
                                                       {"until", nullable(date())},
                                                       {"over", boolean()}}))},
                              {"invitations", list(object({{"id", string()},
                                                           {"name", string()},
                                                           {"role", roles},
                                                           {"title", ref("Text")},
                                                           {"until", nullable(date())},
                                                           {"expires", instant()}}))}});
  out["NewInvitation"] = object({{"role", roles}, {"name", string(100)}, {"until?", nullable(date())}});
  out["EndMembership"] = object({{"account", string(100)}, {"role", roles}});
  out["InviteManager"] = object({{"type", string(100)},
                                 {"identity", string(50)},
                                 {"subject_name", string(100)},
                                 {"name", string(100)}});
  out["IssuedInvitation"] =
      object({{"name", string()},
              {"subject_name", string()},
              {"token", described(string(), "shown once; to be handed to who is invited")},
              {"expires", instant()}});
  out["InvitationToken"] = object({{"token", string(200)}});
  out["InvitationShown"] = object({{"subject_name", string()},
                                   {"role", roles},
                                   {"title", ref("Text")},
                                   {"until", nullable(date())},
                                   {"expires", instant()}});
  out["AcceptAsNew"] = object(
      {{"token", string(200)}, {"login", string(64)}, {"name", string(100)}, {"password", string(1024)}});
  out["Accepted"] = object({{"login", string()}});
  out["SubjectTypeList"] = page(object({{"name", string()},
                                        {"title", ref("Text")},
                                        {"identity", ref("Text")},
                                        {"label", ref("Text")},
                                        {"format", string()},
                                        {"persons", boolean()}}));
  out["NewRegistration"] = object({{"type", string(100)},
                                   {"identity", string(50)},
                                   {"subject_name", string(100)},
                                   {"name", string(100)},
                                   {"contact", string(200)},
                                   {"login", string(64)},
                                   {"password", string(1024)}});
  const auto states = one_of({"open", "confirmed", "refused"});
  out["OwnRegistrationList"] = page(object({{"id", string()},
                                            {"subject_name", string()},
                                            {"at", instant()},
                                            {"state", states},
                                            {"reason", string()}}));
  out["Registration"] =
      object({{"id", string()},
              {"account", string()},
              {"login", string()},
              {"holder", ref("Text")},
              {"type", string()},
              {"identity", string()},
              {"subject_name", string()},
              {"contact", string()},
              {"at", instant()},
              {"state", states},
              {"reason", string()},
              {"on_record", described(string(), "name of the subject on record; \"\": none")},
              {"managers", described(list(string()), "logins of those it has already")}});
  out["RegistrationList"] = page(ref("Registration"));
  out["RefuseRegistration"] = object({{"reason", string(1000)}});
}

}  // namespace enact::http::schema
