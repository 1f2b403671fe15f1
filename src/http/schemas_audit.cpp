// Schemas of the event log and its check.
#include "http/schema.hpp"

namespace enact::http::schema {

void add_audit(Registry& out) {
  out["LogEvent"] = object({{"seq", integer()},
                            {"id", string()},
                            {"at", instant()},
                            {"clock", string()},
                            {"actor", string()},
                            {"unit", string()},
                            {"stream", string()},
                            {"kind", string()},
                            {"payload", described(string(), "JSON text, as it was recorded")},
                            {"hash", string()}});
  out["LogEventList"] = page(ref("LogEvent"));
  out["AuditResult"] =
      object({{"ok", boolean()}, {"faults", list(object({{"where", string()}, {"what", string()}}))}});
  auto document = object({});
  document.erase("additionalProperties");
  out["OpenApi"] = described(document, "an OpenAPI 3.1 document");
}

}  // namespace enact::http::schema
