// Schemas of the policy lab. What a simulation says is docs/schema/simulation.json in the terms of this API.
#include "http/schema.hpp"

namespace enact::http::schema {
namespace {

Schema budget_line(bool of_package) {
  Schema line =
      object({{"name", string()}, {"before", ref("BudgetFigures")}, {"after", ref("BudgetFigures")}});
  if (of_package) {
    line["properties"].as_object()["package"] = string();
    line["required"].as_array().emplace_back("package");
  }
  return line;
}

Schema band(std::string_view first, std::string_view second) {
  return object({{"over_fen", fen()},
                 {"up_to_fen", described(nullable(fen()), "null: no bound")},
                 {first, integer()},
                 {second, integer()}});
}

void add_questions(Registry& out) {
  out["Lever"] =
      object({{"id", string()},
              {"is", one_of({"amount", "cap", "threshold", "rate", "number", "date", "parameter"})},
              {"title", ref("Text")},
              {"provision", described(string(), "that it stands in; empty where provisions share it")},
              {"provisions", described(list(string()), "that it may touch")},
              {"unit", string()},
              {"type", string()},
              {"value", described(nullable(string()), "FEEL; null: a parameter without a value")}});
  out["LeverList"] = page(ref("Lever"));
  out["Lab"] =
      object({{"state", one_of({"preparing", "ready", "failed"})},
              {"population", one_of({"record", "register"})},
              {"on", described(date(), "day of asking")},
              {"as_of", described(nullable(instant()), "when the population was taken")},
              {"subjects", integer()},
              {"set_aside", described(integer(), "rows with errors")},
              {"failure", ref("Text")},
              {"facts", list(object({{"name", string()},
                                     {"title", ref("Text")},
                                     {"orders", described(boolean(), "for queue and ranking, too")}}))},
              {"packages", list(ref("PackageSummary"))},
              {"keeps", described(boolean(), "whether one's account may save scenarios")}});
  Schema settings = list(object({{"lever", string(300)}, {"value", string(2000)}}));
  settings["maxItems"] = 100;
  Schema budget = fen();
  budget["minimum"] = 0;
  out["Trial"] = object({{"package", string(100)},
                         {"draft?", described(string(100), "id of an uploaded version of the package")},
                         {"settings", std::move(settings)},
                         {"by?", described(string(100), "fact by which winners and losers are grouped")},
                         {"budget_fen?", std::move(budget)},
                         {"queue_by?", string(100)},
                         {"rank_by?", string(100)}});
  out["NewScenario"] = object({{"name", string(100)}, {"trial", ref("Trial")}});
  out["Scenario"] =
      object({{"id", string()},
              {"name", string()},
              {"unit", string()},
              {"author", ref("Text")},
              {"saved", instant()},
              {"trial", ref("Trial")},
              {"current", described(boolean(), "the policy is as it was when the scenario was saved")}});
  out["ScenarioList"] = page(ref("Scenario"));
}

void add_drafts(Registry& out) {
  out["Draft"] = object({{"id", string()},
                         {"name", string()},
                         {"unit", string()},
                         {"author", ref("Text")},
                         {"added", instant()},
                         {"package", described(string(), "id")},
                         {"package_hash", string()}});
  out["DraftList"] = page(ref("Draft"));
  out["DraftRemark"] = object({{"severity", one_of({"error", "warning", "note"})},
                               {"code", string()},
                               {"message", ref("Text")},
                               {"help", ref("Text")},
                               {"file", described(string(), "in the upload; empty: of no file")},
                               {"line", described(integer(), "from 1; 0: of no line")},
                               {"column", described(integer(), "in characters, from 1")},
                               {"excerpt", described(string(), "the line")}});
  out["DraftCheck"] =
      object({{"draft", described(nullable(ref("Draft")), "null: it has errors and is not kept")},
              {"errors", described(integer(), "remarks that are errors, also beyond those listed")},
              {"others", integer()},
              {"remarks", described(list(ref("DraftRemark")), "errors first; at most 200")}});
}

}  // namespace

void add_lab(Registry& out) {
  add_questions(out);
  add_drafts(out);
  out["BudgetFigures"] =
      object({{"least_fen", described(fen(), "certain, in fen")},
              {"greatest_fen", described(fen(), "the most, of those with a bound, in fen")},
              {"unbounded", described(integer(), "how many have no bound")}});
  out["ProvisionFigures"] = object({{"due", integer()},
                                    {"not_due", integer()},
                                    {"unknown", integer()},
                                    {"least_fen", fen()},
                                    {"greatest_fen", fen()},
                                    {"unbounded", integer()}});
  out["Quantile"] = object({{"percent", integer()}, {"fen", fen()}});
  out["GroupFigures"] = object({{"name", described(string(), "empty: not known")},
                                {"rest", described(boolean(), "all the smallest groups together")},
                                {"subjects", integer()},
                                {"winners", integer()},
                                {"losers", integer()},
                                {"before_fen", fen()},
                                {"after_fen", fen()},
                                {"gains_fen", fen()},
                                {"losses_fen", fen()}});
  out["Allocation"] = object({{"rule", one_of({"queue", "ranking", "pro-rata"})},
                              {"budget_fen", fen()},
                              {"demanded_fen", fen()},
                              {"given_fen", fen()},
                              {"claimants", integer()},
                              {"in_full", integer()},
                              {"in_part", integer()},
                              {"nothing", integer()},
                              {"quantiles", list(ref("Quantile"))}});
  out["SimulatedProvision"] =
      object({{"package", string()},
              {"id", string()},
              {"article", string()},
              {"title", ref("Text")},
              {"payer", string()},
              {"lead", string()},
              {"money", boolean()},
              {"estimate", described(boolean(), "shown, in no sum")},
              {"before", described(nullable(ref("ProvisionFigures")), "null: not in this version")},
              {"after", nullable(ref("ProvisionFigures"))}});
  out["Simulation"] = object(
      {{"on", date()},
       {"settings", list(object({{"lever", ref("Lever")}, {"value", string()}}))},
       {"subjects", integer()},
       {"before", ref("BudgetFigures")},
       {"after", ref("BudgetFigures")},
       {"paid_before", described(integer(), "subjects with a certain amount above zero")},
       {"paid_after", integer()},
       {"provisions", list(ref("SimulatedProvision"))},
       {"articles", list(budget_line(true))},
       {"payers", list(budget_line(false))},
       {"leads", list(budget_line(false))},
       {"effects", object({{"winners", integer()},
                           {"losers", integer()},
                           {"possible", described(integer(), "the same for certain, another greatest")},
                           {"gains_fen", fen()},
                           {"losses_fen", fen()},
                           {"gain_quantiles", list(ref("Quantile"))},
                           {"loss_quantiles", list(ref("Quantile"))},
                           {"distribution", list(band("winners", "losers"))}})},
       {"received", list(band("before", "after"))},
       {"groups", list(ref("GroupFigures"))},
       {"limited", list(ref("Allocation"))},
       {"parts", described(integer(), "parts of the rules")},
       {"again", described(integer(), "of them run again for this")}});
}

}  // namespace enact::http::schema
