// Schemas of what the API says of policy packages.
#include "http/schema.hpp"

namespace enact::http::schema {

namespace {

Schema in_force() {
  return object({{"from", nullable(date())}, {"to", nullable(date())}});
}
Schema coverage() {
  return object({{"covered", integer()}, {"total", integer()}});
}
Schema kind() {
  return one_of({"award", "subsidy", "allowance", "match", "relief", "priority", "service", "recognition",
                 "programme", "selection", "register", "exchange", "assessment", "coordination"});
}

void add_document(Registry& out) {
  out["Clause"] = object({{"begin", described(integer(), "UTF-16 offset in the paragraph")},
                          {"end", integer()},
                          {"use", one_of({"provision", "declaratory", "uncovered"})},
                          {"provisions", list(string())},
                          {"reason", nullable(ref("Text"))},
                          {"words", list(string())}});
  out["Paragraph"] = object(
      {{"index", integer()},
       {"kind", one_of({"text", "issuer", "number", "title", "section", "article", "units", "closing"})},
       {"article", string()},
       {"text", string()},
       {"clauses", list(ref("Clause"))}});
  out["PolicyDocument"] = object({{"id", string()},
                                  {"title", ref("Text")},
                                  {"number", string()},
                                  {"issuer", ref("Text")},
                                  {"made", nullable(date())},
                                  {"published", nullable(date())},
                                  {"in_force", in_force()},
                                  {"sample", boolean()},
                                  {"sha256", string()},
                                  {"coverage", coverage()},
                                  {"paragraphs", list(ref("Paragraph"))}});
  out["PackageSummary"] = object({{"id", string()},
                                  {"title", ref("Text")},
                                  {"number", string()},
                                  {"issuer", ref("Text")},
                                  {"in_force", in_force()},
                                  {"sample", boolean()},
                                  {"published", nullable(date())},
                                  {"coverage", coverage()},
                                  {"hash", string()}});
  out["PackageList"] = page(ref("PackageSummary"));
}

void add_rules(Registry& out) {
  out["Citation"] = object({{"article", string()},
                            {"paragraph", integer()},
                            {"begin", integer()},
                            {"end", integer()},
                            {"text", string()}});
  out["Assumption"] = object(
      {{"id", string()}, {"text", ref("Text")}, {"reason", ref("Text")}, {"ruled_by", list(string())}});
  out["ConditionRule"] = object({{"name", string()},
                                 {"title", ref("Text")},
                                 {"rule", string()},
                                 {"words", string()},
                                 {"citation", nullable(ref("Citation"))},
                                 {"assumption", nullable(ref("Assumption"))}});
  out["Cap"] = object({{"amount_rule", string()},
                       {"per", list(string())},
                       {"over", one_of({"claim", "year", "lifetime"})},
                       {"assumption", nullable(ref("Assumption"))}});
  out["AmountRule"] = object({{"rule", string()},
                              {"kind", one_of({"figure", "band"})},
                              {"estimate", boolean()},
                              {"decided_by", list(string())},
                              {"caps", list(ref("Cap"))},
                              {"citation", nullable(ref("Citation"))}});
  out["RuleTable"] = object({{"name", string()},
                             {"hit_policy", string()},
                             {"inputs", list(string())},
                             {"outputs", list(string())},
                             {"rows", list(list(string()))}});
  out["Provision"] = object(
      {{"id", string()},
       {"article", string()},
       {"kind", kind()},
       {"title", ref("Text")},
       {"summary", ref("Text")},
       {"executable", boolean()},
       {"subject", string()},
       {"citations", list(ref("Citation"))},
       {"each", nullable(object({{"variable", string()}, {"list", string()}}))},
       {"monthly", boolean()},
       {"lets", list(object({{"name", string()}, {"rule", string()}}))},
       {"conditions", list(ref("ConditionRule"))},
       {"amount", nullable(ref("AmountRule"))},
       {"matter", nullable(object({{"kind", string()}, {"parts", list(string())}}))},
       {"stacking", object({{"upper_level", one_of({"on-top", "deducted"})},
                            {"same_city", one_of({"highest", "repeatable"})},
                            {"second_payment", one_of({"top-up", "none"})}})},
       {"alternatives",
        described(list(object({{"id", string()}, {"title", ref("Text")}, {"sets", list(list(string()))}})),
                  "that hold it: of the sets of provisions one is paid")},
       {"benefit", described(string(), "that is not money; empty: none is declared")},
       {"rank_by",
        list(object(
            {{"title", ref("Text")}, {"rule", string()}, {"order", one_of({"descending", "ascending"})}}))},
       {"payee", string()},
       {"payer", string()},
       {"leads", list(string())},
       {"opinions", list(string())},
       {"involved", list(string())},
       {"procedure", string()},
       {"evidence", list(string())},
       {"task",
        nullable(object({{"units", list(string())}, {"text", ref("Text")}, {"working_days", integer()}}))},
       {"joint", nullable(object({{"with", list(string())}, {"least", integer()}, {"most", integer()}}))},
       {"assumptions", list(ref("Assumption"))},
       {"tables", list(ref("RuleTable"))},
       {"line", integer()}});
  out["ProvisionList"] = page(ref("Provision"));
  out["ProvisionDmn"] =
      object({{"provision", string()},
              {"version", one_of({"1.3", "1.5"})},
              {"xml", described(string(), "the DMN document, with its diagram")},
              {"lost", described(list(ref("Text")), "what this version of DMN cannot say")}});
  out["AssumptionList"] = page(ref("Assumption"));
}

void add_vocabulary(Registry& out) {
  out["Unit"] = object({{"id", string()},
                        {"title", ref("Text")},
                        {"nature", one_of({"bureau", "party office", "mass organisation", "park",
                                           "state-owned enterprise", "government", "group"})},
                        {"members", list(string())}});
  out["UnitList"] = page(ref("Unit"));
  out["FactType"] = object({{"kind", one_of({"string", "number", "boolean", "date", "date and time", "list",
                                             "range", "record", "code", "any"})},
                            {"unit?", string()},
                            {"element?", ref("FactType")},
                            {"record?", string()},
                            {"code_list?", string()},
                            {"codes?", list(string())}});
  out["Period"] = object({{"name", string()},
                          {"title", ref("Text")},
                          {"length", one_of({"month", "quarter", "half-year", "year"})}});
  out["FactDeclaration"] = object({{"name", string()},
                                   {"title", ref("Text")},
                                   {"type", ref("FactType")},
                                   {"required", boolean()},
                                   {"min?", integer()},
                                   {"period?", ref("Period")},
                                   {"format", string()},
                                   {"help", ref("Text")},
                                   {"attested_by", list(string())}});
  out["Vocabulary"] = object(
      {{"subjects", list(object({{"name", string()},
                                 {"title", ref("Text")},
                                 {"identity", string()},
                                 {"label", string()},
                                 {"facts", list(ref("FactDeclaration"))}}))},
       {"records",
        list(object({{"name", string()}, {"title", ref("Text")}, {"fields", list(ref("FactDeclaration"))}}))},
       {"code_lists", map_of(list(object({{"code", string()}, {"title", ref("Text")}})))},
       {"matters", list(object({{"name", string()}, {"title", ref("Text")}, {"parts", list(string())}}))}});
  out["ParameterList"] = page(object({{"name", string()},
                                      {"title", ref("Text")},
                                      {"type", string()},
                                      {"ask", list(string())},
                                      {"values", list(object({{"from", nullable(date())},
                                                              {"to", nullable(date())},
                                                              {"value", string()},
                                                              {"source", ref("Text")},
                                                              {"sample", boolean()}}))}}));
  out["ProcedureList"] = page(
      object({{"id", string()},
              {"title", ref("Text")},
              {"steps", list(object({{"id", string()},
                                     {"title", ref("Text")},
                                     {"kind", string()},
                                     {"actor", string()},
                                     {"role", string()},
                                     {"otherwise", string()},
                                     {"announced", boolean()},
                                     {"working_days", nullable(integer())},
                                     {"days", nullable(integer())},
                                     {"late", nullable(object({{"take", string()}, {"escalate", string()}}))},
                                     {"separate_from", list(string())},
                                     {"relies_on", list(string())},
                                     {"assumption", nullable(ref("Assumption"))},
                                     {"outcomes", list(object({{"id", string()},
                                                               {"title", ref("Text")},
                                                               {"next", list(string())},
                                                               {"ends_as", string()},
                                                               {"reason_required", boolean()},
                                                               {"by_clock", boolean()},
                                                               {"guard", string()}}))}}))},
              {"again", list(object({{"id", string()},
                                     {"title", ref("Text")},
                                     {"after", list(string())},
                                     {"actor", string()},
                                     {"role", string()},
                                     {"working_days", nullable(integer())},
                                     {"days", nullable(integer())},
                                     {"to", string()},
                                     {"assumption", nullable(ref("Assumption"))}}))}}));
}

}  // namespace

void add_policy(Registry& out) {
  add_document(out);
  add_rules(out);
  add_vocabulary(out);
}

}  // namespace enact::http::schema
