// Schemas of the overview.
#include "http/schema.hpp"

namespace enact::http::schema {

void add_overview(Registry& out) {
  out["OverviewProvision"] =
      object({{"id", string()},
              {"title", ref("Text")},
              {"decided", described(boolean(), "over facts")},
              {"applied_for", described(boolean(), "a case can be opened")},
              {"leads", list(string())},
              {"opened", described(integer(), "cases, in the year; drafts are not counted")},
              {"ended", described(integer(), "cases that are over and changed last in the year")},
              {"running", described(integer(), "today")},
              {"overdue", described(integer(), "running cases with a step whose term is over")},
              {"running_most_fen", described(fen(), "what the running cases come to at most")},
              {"unbounded", described(integer(), "running cases of which that is not known")},
              {"committed_fen", described(fen(), "in the year, less what was cancelled of it")},
              {"paid_cases", integer()},
              {"paid_fen", described(fen(), "in the year, less what came back of it")},
              {"paid_before_fen", described(fen(), "in the year before")}});
  out["OverviewRegister"] = object(
      {{"id", string()},
       {"title", ref("Text")},
       {"total", described(integer(), "entries that the account sees")},
       {"counts", list(object({{"status", string()}, {"title", ref("Text")}, {"count", integer()}}))}});
  out["OverviewArticle"] = object({{"article", string()},
                                   {"heading", string()},
                                   {"provisions", list(ref("OverviewProvision"))},
                                   {"registers", list(ref("OverviewRegister"))},
                                   {"calls", list(ref("CallSummary"))}});
  out["OverviewUnit"] =
      object({{"unit", string()},
              {"steps", described(integer(), "of cases, open today")},
              {"overdue", integer()},
              {"oldest", described(nullable(date()), "the earliest term that is over")},
              {"register_steps", described(integer(), "of entries of registers, with a term")},
              {"register_overdue", integer()}});
  out["Overview"] = object(
      {{"package", ref("PackageSummary")},
       {"year", integer()},
       {"first_year", integer()},
       {"on", described(date(), "the day of reading")},
       {"whole", described(boolean(), "false: only cases in which the account's units take part")},
       {"articles", list(ref("OverviewArticle"))},
       {"units", list(ref("OverviewUnit"))},
       {"months", described(list(object({{"opened", integer()}, {"paid_fen", fen()}})), "January first")},
       {"appropriations", list(ref("Appropriation"))}});
}

}  // namespace enact::http::schema
