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
                                   {"share_fen", fen()}});
  out["AllocationRun"] = object({{"id", string()},
                                 {"number", integer()},
                                 {"line", line()},
                                 {"provision", described(string(), "empty: all by the rule")},
                                 {"rule", rule()},
                                 {"budget_fen", fen()},
                                 {"state", one_of({"proposed", "released", "refused"})},
                                 {"reason", string()},
                                 {"maker", string()},
                                 {"made", instant()},
                                 {"decider", string()},
                                 {"decided", nullable(instant())},
                                 {"shares", list(ref("AllocationShare"))}});
  out["WaitingLine"] = object({{"line", line()},
                               {"rule", rule()},
                               {"provisions", list(string())},
                               {"cases", integer()},
                               {"due_fen", fen()},
                               {"available_fen", fen()}});
  out["Allocations"] = object({{"waiting", list(ref("WaitingLine"))}, {"runs", list(ref("AllocationRun"))}});
  out["NewAllocation"] =
      object({{"line", object({{"package", string(100)}, {"year", integer()}, {"unit", string(100)}})},
              {"rule", rule()},
              {"provision?", string(100)},
              {"budget_fen?", fen()}});
  out["MoneyWait"] = object({{"rule", rule()},
                             {"place", described(integer(), "in the queue; 0: there is none")},
                             {"cases", integer()},
                             {"year", integer()}});
}

}  // namespace enact::http::schema
