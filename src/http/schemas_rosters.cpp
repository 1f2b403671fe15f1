// Schemas of lists of what is due without an application.
#include "http/schema.hpp"

namespace enact::http::schema {

void add_rosters(Registry& out) {
  out["Roster"] = object({{"id", string()},
                          {"number", integer()},
                          {"package", string()},
                          {"provision", string()},
                          {"title", ref("Text")},
                          {"unit", string()},
                          {"register", described(string(), "that it fills; empty: it pays")},
                          {"since", nullable(date())},
                          {"on", date()},
                          {"state", one_of({"made", "released", "discarded"})},
                          {"reason", string()},
                          {"maker", string()},
                          {"releaser", string()},
                          {"made", instant()},
                          {"released", nullable(instant())},
                          {"until", nullable(date())},
                          {"lines", integer()},
                          {"listed", integer()},
                          {"waiting", integer()},
                          {"confirmed", integer()},
                          {"entered", integer()},
                          {"total_fen", fen()},
                          {"may_change", boolean()},
                          {"may_release", boolean()}});
  out["RosterLine"] = object({{"line", integer()},
                              {"subject", string()},
                              {"subject_name", string()},
                              {"event", string()},
                              {"amount_fen", nullable(fen())},
                              {"place", described(integer(), "on the ranking; 0: not ranked")},
                              {"why", ref("Text")},
                              {"state", one_of({"listed", "taken_out", "left_out", "waiting", "confirmed",
                                                "declined", "lapsed", "entered"})},
                              {"reason", ref("Text")},
                              {"case_id", string()},
                              {"reference", string()},
                              {"entries", described(list(string()), "of the register")}});
  out["RosterChoice"] = object({{"package", string()},
                                {"provision", string()},
                                {"title", ref("Text")},
                                {"unit", string()},
                                {"register", string()},
                                {"money", boolean()}});
  out["RosterList"] = object({{"items", list(ref("Roster"))}, {"choices", list(ref("RosterChoice"))}});
  out["RosterDetail"] = object({{"roster", ref("Roster")}, {"lines", list(ref("RosterLine"))}});
  out["NewRoster"] = object({{"package", string(200)},
                             {"provision", string(200)},
                             {"since?", described(string(10), "only what was not due on this day")}});
  out["RosterReason"] = object({{"reason", string(2000)}});
  out["Offer"] = object({{"roster", string()},
                         {"number", integer()},
                         {"package", string()},
                         {"provision", string()},
                         {"title", ref("Text")},
                         {"unit", string()},
                         {"register", string()},
                         {"until", nullable(date())},
                         {"open", described(boolean(), "can be answered today")},
                         {"line", ref("RosterLine")}});
  out["OfferList"] = object({{"items", list(ref("Offer"))}});
  out["OfferConfirmation"] = object(
      {{"name", string(200)}, {"bank", string(200)}, {"account_number", string(64)}, {"consent", boolean()}});
  out["OfferConfirmed"] = object({{"case_id", string()}, {"reference", string()}});
}

}  // namespace enact::http::schema
