// Schemas of spot checks.
#include "http/schema.hpp"

namespace enact::http::schema {

void add_spot_checks(Registry& out) {
  out["SpotCheckCase"] = object({{"case_id", string()},
                                 {"reference", string()},
                                 {"subject_name", string()},
                                 {"provision", string()},
                                 {"paid_fen", fen()},
                                 {"drawn", boolean()},
                                 {"inspector", string()},
                                 {"result", one_of({"", "ok", "remark", "claw_back"})},
                                 {"remark", string()},
                                 {"mine", described(boolean(), "the one who asks is its inspector")}});
  out["SpotCheck"] = object({{"id", string()},
                             {"number", integer()},
                             {"package", string()},
                             {"unit", string()},
                             {"from", date()},
                             {"to", date()},
                             {"share", string()},
                             {"wanted", integer()},
                             {"commitment", described(string(), "SHA-256 of the seed, hexadecimal")},
                             {"seed", described(string(), "empty before the draw")},
                             {"opener", string()},
                             {"opened", instant()},
                             {"drawn", nullable(instant())},
                             {"may_draw", boolean()},
                             {"cases", list(ref("SpotCheckCase"))}});
  out["SpotCheckList"] = object(
      {{"items", list(ref("SpotCheck"))},
       {"choices",
        list(object(
            {{"package", string()}, {"title", ref("Text")}, {"unit", string()}, {"share", string()}}))}});
  out["NewSpotCheck"] =
      object({{"package", string(100)}, {"unit", string(100)}, {"from", string(10)}, {"to", string(10)}});
  out["NewInspection"] =
      object({{"result", one_of({"ok", "remark", "claw_back"})}, {"remark", string(2000)}});
  out["SpotCheckDraw"] =
      object({{"number", integer()},
              {"package", string()},
              {"unit", string()},
              {"from", date()},
              {"to", date()},
              {"share", string()},
              {"wanted", integer()},
              {"commitment", string()},
              {"seed", string()},
              {"cases", list(object({{"id", string()}, {"lot", string()}, {"drawn", boolean()}}))}});
}

}  // namespace enact::http::schema
