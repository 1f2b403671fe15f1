// Schemas of bringing subjects and facts in.
#include "http/schema.hpp"

namespace enact::http::schema {

void add_intake(Registry& out) {
  out["IntakeShape"] =
      object({{"unit", string()},
              {"type", string()},
              {"type_title", ref("Text")},
              {"fact", described(string(), "the list whose items are brought in; empty: scalar facts")},
              {"title", ref("Text")},
              {"columns", list(string())},
              {"periods", described(list(ref("Period")),
                                    "kinds of them that its facts belong to; which one "
                                    "is said by `period`, its last day")}});
  out["IntakeShapeList"] = object({{"items", list(ref("IntakeShape"))}});
  out["IntakeRemark"] = object({{"error", boolean()},
                                {"row", described(integer(), "of the sheet, from 1")},
                                {"column", string()},
                                {"code", string()},
                                {"what", ref("Text")},
                                {"help", ref("Text")}});
  out["Intake"] =
      object({{"digest", string()},
              {"usable", boolean()},
              {"rows", integer()},
              {"good_rows", integer()},
              {"new_subjects", integer()},
              {"new_facts", integer()},
              {"corrections", integer()},
              {"unchanged", integer()},
              {"errors", described(integer(), "remarks that are errors, also beyond those listed")},
              {"notes", integer()},
              {"remarks", described(list(ref("IntakeRemark")), "by row, errors first; at most 1000")}});
  out["NewSubject"] = object(
      {{"type", string(100)}, {"identity", string(200)}, {"name", string(200)}, {"unit?", string(100)}});
  out["FactHistoryEntry"] = object({{"seq", integer()},
                                    {"name", string()},
                                    {"title", ref("Text")},
                                    {"value", described(string(), "JSON text, figures exact")},
                                    {"attested", boolean()},
                                    {"by", string()},
                                    {"evidence", string()},
                                    {"open", boolean()},
                                    {"valid_from", nullable(date())},
                                    {"valid_to", nullable(date())},
                                    {"known_on", instant()},
                                    {"supersedes", nullable(integer())},
                                    {"superseded_on", nullable(instant())}});
  out["FactHistory"] = object({{"items", list(ref("FactHistoryEntry"))}});
}

}  // namespace enact::http::schema
