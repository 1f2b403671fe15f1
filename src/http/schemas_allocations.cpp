// Schemas of allocations of a short appropriation.
#include "http/schema.hpp"

namespace enact::http::schema {

void add_allocations(Registry& out) {
  const auto rule = [] { return one_of({"queue", "ranking", "pro-rata"}); };
  const auto line = [] { return object({{"package", string()}, {"year", integer()}, {"unit", string()}}); };
  out["AllocationShare"] = object({{"case_id", string()},
                                   {"reference", string()},
                                   {"subject_name", string()},
                                   {"provision", string()},
                                   {"place", described(integer(), "in the rule's order; 0: it has none")},
                                   {"due_fen", fen()},
                                   {"share_fen", fen()},
                                   {"left_out", described(nullable(ref("Text")),
                                                          "why it was not committed "
                                                          "when the run was released")}});
  out["AllocationRun"] = object({{"id", string()},
                                 {"number", integer()},
                                 {"line", line()},
                                 {"provision", described(string(), "empty: all by the rule")},
                                 {"lead", described(string(), "that proposed it; empty: the treasury did")},
                                 {"rule", rule()},
                                 {"budget_fen", fen()},
                                 {"state", one_of({"proposed", "released", "refused"})},
                                 {"reason", string()},
                                 {"maker", string()},
                                 {"made", instant()},
                                 {"decider", string()},
                                 {"decided", nullable(instant())},
                                 {"shares", list(ref("AllocationShare"))}});
  out["PartlyPaid"] = object({{"case_id", string()},
                              {"reference", string()},
                              {"subject_name", string()},
                              {"granted_fen", fen()},
                              {"rest_fen", fen()}});
  out["CasePart"] = object({{"granted_fen", fen()},
                            {"paid_fen", fen()},
                            {"rest_fen", described(fen(), "waits for money, or has lapsed")},
                            {"lapsed", boolean()}});
  out["WaitingLine"] = object({{"line", line()},
                               {"rule", rule()},
                               {"provisions", list(string())},
                               {"lead", string()},
                               {"cases", integer()},
                               {"due_fen", fen()},
                               {"available_fen", fen()},
                               {"partly", list(ref("PartlyPaid"))}});
  out["Allocations"] = object({{"waiting", list(ref("WaitingLine"))}, {"runs", list(ref("AllocationRun"))}});
  out["NewAllocation"] =
      object({{"line", object({{"package", string(100)}, {"year", integer()}, {"unit", string(100)}})},
              {"rule", rule()},
              {"provision?", string(100)},
              {"budget_fen?", fen()}});
  out["NewLeadAllocation"] =
      object({{"line", object({{"package", string(100)}, {"year", integer()}, {"unit", string(100)}})},
              {"lead", string(100)},
              {"rule", rule()},
              {"provision", string(100)},
              {"budget_fen?", fen()}});
  out["MoneyWait"] = object({{"rule", rule()},
                             {"place", described(integer(), "in the queue; 0: there is none")},
                             {"cases", integer()},
                             {"year", integer()}});
}

}  // namespace enact::http::schema
