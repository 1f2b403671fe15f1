// Schemas of competitions and calls.
#include "http/schema.hpp"
#include "selection/call.hpp"

namespace enact::http::schema {
namespace {

Schema fraction() {
  return object({{"shown", string()}, {"exact", described(string(), "a fraction of whole numbers")}});
}

Schema nullable_ref(std::string_view name) {
  return nullable(ref(name));
}

// Whatever a person can ask for by /actions.
Schema action_kinds() {
  boost::json::array kinds;
  for (int i = 0; i <= static_cast<int>(selection::Kind::cancelled); ++i) {
    const auto kind = static_cast<selection::Kind>(i);
    if (kind != selection::Kind::opened && kind != selection::Kind::objected)
      kinds.emplace_back(selection::kind_id(kind));
  }
  return {{"type", "string"}, {"enum", std::move(kinds)}};
}

void add_declared(Registry& out) {
  out["SelectionRules"] = object(
      {{"panel", object({{"size", integer()},
                         {"spare", integer()},
                         {"own_field", integer()},
                         {"calls", integer()},
                         {"years", integer()}})},
       {"criteria",
        list(object({{"id", string()}, {"title", ref("Text")}, {"weight", integer()}, {"most", integer()}}))},
       {"drop_highest", integer()},
       {"drop_lowest", integer()},
       {"outlier", nullable(integer())},
       {"pass", integer()},
       {"ties", list(string())},
       {"reserve", integer()},
       {"teams", integer()},
       {"accepted", integer()},
       {"stage_money", boolean()},
       {"equity", boolean()}});
  out["Selection"] = object({{"package", string()},
                             {"id", string()},
                             {"title", ref("Text")},
                             {"provision", string()},
                             {"organiser", string()},
                             {"yearly", boolean()},
                             {"modes", list(one_of({"best", "race"}))},
                             {"needs", described(string(), "register of needs; empty: none")},
                             {"bids", string()},
                             {"experts", string()},
                             {"rules", ref("SelectionRules")},
                             {"may_open", boolean()}});
  out["SelectionList"] = object({{"items", list(ref("Selection"))}});
  out["CallSummary"] = object({{"id", string()},
                               {"reference", string()},
                               {"package", string()},
                               {"selection", string()},
                               {"title", ref("Text")},
                               {"organiser", string()},
                               {"mode", one_of({"best", "race"})},
                               {"year", integer()},
                               {"until", date()},
                               {"closes", nullable(date())},
                               {"stage", string()},
                               {"updated_at", instant()},
                               {"organises", boolean()},
                               {"judges", boolean()},
                               {"bids", boolean()}});
  out["CallList"] = object({{"items", list(ref("CallSummary"))}});
}

void add_selection_requests(Registry& out) {
  out["NewCall"] =
      object({{"package", string(100)},
              {"selection", string(100)},
              {"mode", one_of({"best", "race"})},
              {"until", date()},
              {"places?", integer()},
              {"needs?", described(list(string(100)), "ids of entries; absent: all that stand")}});
  out["CallTerms"] = object({{"stages", list(object({{"id", string(20)},
                                                     {"title", string(200)},
                                                     {"condition", string(300)},
                                                     {"due", date()},
                                                     {"fen", fen()}}))},
                             {"claw_back_basis_points", integer()},
                             {"equity?", nullable(object({{"discount_basis_points", integer()},
                                                          {"interest_basis_points", integer()}}))}});
  out["CallAction"] =
      object({{"kind", action_kinds()},
              {"need?", string(100)},
              {"bid?", string(100)},
              {"expert?", string(100)},
              {"objection?", string(100)},
              {"stage?", string(100)},
              {"reason?", string(2000)},
              {"number?", string(100)},
              {"upheld?", boolean()},
              {"scores?", described(list(string(20)), "by criterion, in the order of the declaration")},
              {"price?", described(string(30), "yuan a share")},
              {"terms?", ref("CallTerms")},
              {"expected_version?", integer()}});
  out["CallObjection"] = object({{"need", string(100)}, {"reason", string(2000)}});
}

void add_call(Registry& out) {
  out["CallPanel"] = object({{"order", described(list(string()), "everybody who may sit, as drawn")},
                             {"drawn", list(string())},
                             {"spares", list(string())},
                             {"members", list(object({{"expert", string()},
                                                      {"name", string()},
                                                      {"standing", one_of({"asked", "agreed", "left"})},
                                                      {"signs_in", boolean()},
                                                      {"reason", string()}}))},
                             {"passed_over", list(object({{"expert", string()},
                                                          {"name", string()},
                                                          {"reason", ref("Text")},
                                                          {"bid", string()},
                                                          {"bid_name", string()}}))}});
  out["RankedBid"] = object({{"bid", string()},
                             {"place", integer()},
                             {"standing", one_of({"winner", "reserve", "passed", "failed"})},
                             {"standing_title", ref("Text")},
                             {"before_next_by", ref("Text")},
                             {"score", fraction()},
                             {"median", fraction()},
                             {"spread", fraction()},
                             {"lot", string()},
                             {"sheets", list(object({{"number", integer()},
                                                     {"name", string()},
                                                     {"scores", list(string())},
                                                     {"total", fraction()},
                                                     {"dropped", boolean()},
                                                     {"outlier", boolean()},
                                                     {"remark", string()}}))}});
  out["CallContract"] = object({{"bid", string()},
                                {"number", string()},
                                {"signed", date()},
                                {"stages", list(object({{"id", string()},
                                                        {"title", string()},
                                                        {"condition", string()},
                                                        {"due", date()},
                                                        {"fen", fen()},
                                                        {"standing", one_of({"planned", "passed", "failed"})},
                                                        {"on", nullable(date())},
                                                        {"reason", string()}}))},
                                {"discount_basis_points", nullable(integer())},
                                {"interest_basis_points", nullable(integer())},
                                {"claw_back_basis_points", integer()},
                                {"asked", nullable_ref("CallTerms")},
                                {"asked_reason", string()},
                                {"changes", integer()},
                                {"granted_fen", fen()},
                                {"to_claw_back_fen", fen()},
                                {"settlement_fen", nullable(fen())},
                                {"conversion", nullable(object({{"price", string()},
                                                                {"shares", integer()},
                                                                {"converted_fen", fen()},
                                                                {"remainder_fen", fen()}}))},
                                {"end", string()},
                                {"end_title", ref("Text")},
                                {"end_reason", string()}});
  out["Call"] = object(
      {{"id", string()},
       {"reference", string()},
       {"version", integer()},
       {"package", string()},
       {"selection", string()},
       {"title", ref("Text")},
       {"provision", string()},
       {"organiser", string()},
       {"mode", one_of({"best", "race"})},
       {"places", integer()},
       {"year", integer()},
       {"until", date()},
       {"closes", nullable(date())},
       {"stage", string()},
       {"stage_title", ref("Text")},
       {"commitment", described(string(), "SHA-256 of the seed, hexadecimal")},
       {"seed", described(string(), "empty until the result is published")},
       {"rules", ref("SelectionRules")},
       {"officer", boolean()},
       {"minutes", string()},
       {"needs", list(object({{"id", string()},
                              {"name", string()},
                              {"field", string()},
                              {"bids", nullable(integer())},
                              {"panel", nullable_ref("CallPanel")},
                              {"ranking", nullable(list(ref("RankedBid")))}}))},
       {"bids", list(object({{"id", string()},
                             {"reference", string()},
                             {"need", string()},
                             {"name", string()},
                             {"bidder", described(string(), "empty where it is blind")},
                             {"own", boolean()},
                             {"values", described(nullable(string()),
                                                  "JSON text, figures exact; null: not to be seen")},
                             {"disqualified", nullable(string())},
                             {"declined", boolean()}}))},
       {"seats", list(object({{"need", string()},
                              {"expert", string()},
                              {"agreed", boolean()},
                              {"sheets", list(object({{"bid", string()},
                                                      {"scores", nullable(list(string()))},
                                                      {"total", nullable(fraction())},
                                                      {"remark", string()},
                                                      {"sent_back", boolean()},
                                                      {"answered", boolean()}}))}}))},
       {"objections", list(object({{"id", string()},
                                   {"need", string()},
                                   {"on", date()},
                                   {"reason", string()},
                                   {"answered", boolean()},
                                   {"upheld", boolean()},
                                   {"answer", string()}}))},
       {"contracts", list(ref("CallContract"))},
       {"outstanding",
        list(object({{"need", string()}, {"expert", string()}, {"name", string()}, {"bid", string()}}))},
       {"outliers", integer()},
       {"actions", list(string())},
       {"timeline", list(object({{"at", instant()},
                                 {"kind", string()},
                                 {"title", ref("Text")},
                                 {"unit", string()},
                                 {"need", string()},
                                 {"bid", string()},
                                 {"reason", string()}}))}});
}

}  // namespace

void add_selection(Registry& out) {
  add_declared(out);
  add_selection_requests(out);
  add_call(out);
}

}  // namespace enact::http::schema
