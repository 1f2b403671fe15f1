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
  const auto hashes = list(string());
  out["LogHead"] = object({{"size", described(integer(), "events in the tree")},
                           {"at", instant()},
                           {"root", string()},
                           {"note", described(string(), "the signed note, to be kept: docs/event-log.md")},
                           {"verifier", described(string(), "the public key it was signed by")}});
  out["LogHeadList"] = page(ref("LogHead"));
  out["ConsistencyProof"] = object({{"hash", one_of({"SHA-256", "SM3"})},
                                    {"first", integer()},
                                    {"first_root", string()},
                                    {"second", integer()},
                                    {"second_root", string()},
                                    {"proof", hashes}});
  out["InclusionProof"] = object({{"position", integer()},
                                  {"hash", string()},
                                  {"fields", list(object({{"name", string()}, {"digest", string()}}))},
                                  {"proof", hashes},
                                  {"head", string()},
                                  {"verifier", string()}});
  out["ReplayResult"] =
      object({{"engine", described(integer(), "version of the language's meaning, now")},
              {"identical", integer()},
              {"different", integer()},
              {"impossible", integer()},
              {"faults", list(object({{"case", string()},
                                      {"reference", string()},
                                      {"step", string()},
                                      {"on", date()},
                                      {"engine", described(integer(), "as it was computed with")},
                                      {"outcome", string()},
                                      {"because", ref("Text")},
                                      {"differences", list(object({{"provision", string()},
                                                                   {"claim", string()},
                                                                   {"member", string()},
                                                                   {"before", string()},
                                                                   {"after", string()}}))}}))}});
  const auto record = object({{"kind", string()},
                              {"record", string()},
                              {"reference", described(string(), "of the case; empty: of none")},
                              {"over", described(instant(), "when the matter was over")},
                              {"since", described(instant(), "when its term ended")},
                              {"held", one_of({"", "open", "owed", "claim", "hold", "shared", "account"})}});
  const auto run =
      object({{"id", string()},
              {"records", list(object({{"kind", string()}, {"record", string()}, {"reference", string()}}))},
              {"proposer", string()},
              {"proposed", instant()},
              {"state", one_of({"proposed", "confirmed", "refused"})},
              {"decider", string()},
              {"decided", nullable(instant())},
              {"reason", string()},
              {"erased", described(integer(), "records of a confirmed run that were expired still")},
              {"may_confirm", boolean()}});
  out["Retention"] =
      object({{"terms", list(object({{"kind", string()},
                                     {"days", described(integer(), "after the matter was over")},
                                     {"says", string()},
                                     {"by_clock", boolean()},
                                     {"due", described(integer(), "records whose term is over")}}))},
              {"due", list(record)},
              {"held_back", list(record)},
              {"runs", list(run)},
              {"erased", list(object({{"kind", string()},
                                      {"record", string()},
                                      {"reference", string()},
                                      {"at", instant()},
                                      {"account", described(string(), "who erased it")},
                                      {"says", described(string(), "by what rule")}}))},
              {"held", list(object({{"reference", string()}, {"reason", string()}, {"since", instant()}}))}});
  out["ErasureRefusal"] = object({{"reason", string(2000)}});
  auto document = object({});
  document.erase("additionalProperties");
  out["OpenApi"] = described(document, "an OpenAPI 3.1 document");
}

}  // namespace enact::http::schema
