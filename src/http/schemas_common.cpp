// Schemas that every area uses.
#include "http/schema.hpp"

namespace enact::http::schema {

void add_common(Registry& out) {
  out["Text"] = object({{"zh", string()}, {"en", string()}});
  out["Problem"] = object({{"type", string()},
                           {"title", string()},
                           {"status", integer()},
                           {"detail", string()},
                           {"code", string()},
                           {"errors?", list(object({{"pointer", string()}, {"message", string()}}))}});
  out["Space"] = object(
      {{"kind", one_of({"live", "training"})},
       {"version", string()},
       {"today", date()},
       {"clock_source", string()},
       {"external?", described(object({{"name", ref("Text")}}), "an identity provider to sign in through")},
       {"sample_accounts?",
        list(object(
            {{"login", string()}, {"password", string()}, {"title", ref("Text")}, {"kind", string()}}))}});
  out["AdvanceClock"] = object({{"days", integer()}});
  out["Today"] = object({{"today", date()}});
  out["Health"] = object({{"status", one_of({"ok"})}, {"packages", integer()}});
  // The determination's own schema is docs/schema/determination.json; here it is passed on as it is.
  out["Determination"] = described(object({}), "see docs/schema/determination.json");
  out["Determination"].erase("additionalProperties");
  out["Explanation"] = described(
      object({{"kind",
               one_of({"provision", "sentence", "claim", "condition", "fact", "amount", "step", "reduction",
                       "payable", "decision", "instalment", "missing", "change", "assumption"})},
              {"id?", string()},
              {"text?", ref("Text")},
              {"value?", ref("Text")},
              {"detail?", ref("Text")},
              {"verdict?", one_of({"met", "not_met", "unknown", "not_reached"})},
              {"citation?", object({{"article", string()}, {"paragraph", integer()}, {"text", string()}})},
              {"children?", list(ref("Explanation"))}}),
      "why, as a tree: provision, sentence and claim, condition, fact with its value and source");
}

}  // namespace enact::http::schema
