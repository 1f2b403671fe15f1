// Schemas of registers and their entries.
#include "http/schema.hpp"

namespace enact::http::schema {

namespace {

void add_declarations(Registry& out) {
  out["RegisterField"] = object(
      {{"id", string()},
       {"title", ref("Text")},
       {"help", ref("Text")},
       {"type",
        one_of({"string", "number", "boolean", "date", "date and time", "time", "code", "entry", "unit",
                "lines", "list", "record", "days and time duration", "years and months duration", "Any"})},
       {"codes", nullable(list(object({{"id", string()}, {"title", ref("Text")}})))},
       {"entry", nullable(string())},
       {"in", list(string())},
       {"same_owner", boolean()},
       {"required", boolean()},
       {"computed", boolean()},
       {"measure",
        nullable(object({{"formula", string()}, {"digits", nullable(integer())}, {"percent", boolean()}}))},
       {"columns", described(list(ref("RegisterField")), "of a field of lines")},
       {"public", boolean()},
       {"search", boolean()},
       {"sum", boolean()},
       {"at", list(string())},
       {"unit", nullable(string())},
       {"min", nullable(string())},
       {"max", nullable(string())},
       {"matches", nullable(string())}});
  const Schema titled = object({{"id", string()}, {"title", ref("Text")}});
  out["Register"] = object(
      {{"policy", string()},
       {"id", string()},
       {"title", ref("Text")},
       {"provision", string()},
       {"article", string()},
       {"text", list(string())},
       {"of", list(string())},
       {"keeper", string()},
       {"public", boolean()},
       {"name", described(string(), "the field that names an entry")},
       {"ladder",
        nullable(
            object({{"level", string()}, {"from", string()}, {"to", string()}, {"while", list(string())}}))},
       {"fields", list(ref("RegisterField"))},
       {"life",
        object({{"procedure", string()},
                {"title", ref("Text")},
                {"steps", list(object({{"id", string()}, {"title", ref("Text")}, {"kind", string()}}))},
                {"ends", list(titled)}})},
       {"calendar", nullable(object({{"key", list(string())},
                                     {"from", string()},
                                     {"to", nullable(string())},
                                     {"last_day", boolean()}}))},
       {"scores", nullable(object({{"year", string()},
                                   {"entered", described(nullable(object({{"register", string()},
                                                                          {"lines", string()},
                                                                          {"indicator", string()},
                                                                          {"weight", string()}})),
                                                         "the register of weights that are entered")},
                                   {"whole", string()},
                                   {"total", string()},
                                   {"grade", nullable(string())},
                                   {"indicators", list(object({{"id", string()},
                                                               {"title", ref("Text")},
                                                               {"source", ref("Text")},
                                                               {"formula", string()}}))},
                                   {"bands", list(object({{"grade", string()}, {"from", string()}}))},
                                   {"weights", list(object({{"from", nullable(date())},
                                                            {"to", nullable(date())},
                                                            {"source", ref("Text")},
                                                            {"sample", boolean()},
                                                            {"weights", map_of(string())}}))}}))},
       {"chart", nullable(object({{"lines", string()}, {"label", string()}, {"amount", string()}}))},
       {"compare", nullable(object({{"by", string()}, {"same", list(string())}}))},
       {"raised", described(nullable(object({{"by", string()}, {"from", nullable(string())}})),
                            "any unit may enter, for the unit in the field `by`")},
       {"beside", described(nullable(object({{"provision", string()}, {"sentence", nullable(string())}})),
                            "fields by which entries stand beside the document")},
       {"plan", nullable(object({{"from", string()}, {"to", string()}, {"done", nullable(string())}}))},
       {"coverage", nullable(object({{"field", string()},
                                     {"counts", list(object({{"code", string()}, {"count", integer()}}))}}))},
       {"overdue", described(integer(), "entries with a step whose term is over")},
       {"matches", list(string())},
       {"may", object({{"enter", boolean()}, {"import", boolean()}})},
       {"count", integer()},
       {"counts", list(object({{"status", string()}, {"title", ref("Text")}, {"count", integer()}}))}});
  out["RegisterList"] = object({{"registers", list(ref("Register"))}});
}

void add_entries(Registry& out) {
  const Schema values = described(map_of(anything()), "by field; figures are exact");
  const std::initializer_list<Property> summary = {
      {"id", string()},
      {"policy", string()},
      {"register", string()},
      {"reference", string()},
      {"title", string()},
      {"ended", boolean()},
      {"names", described(map_of(string()), "of entries referred to, by field")},
      {"status", string()},
      {"status_title", ref("Text")},
      {"subject", nullable(object({{"id", string()}, {"name", string()}}))},
      {"updated_at", instant()},
      {"term",
       described(nullable(object({{"unit", nullable(string())}, {"due", date()}, {"overdue", boolean()}})),
                 "of the step whose term ends first; `unit` is null where its owner acts")},
      {"public", boolean()},
      {"values", values}};
  out["EntrySummary"] = object(summary);
  out["EntryPage"] =
      object({{"total", integer()}, {"sums", map_of(string())}, {"entries", list(ref("EntrySummary"))}});
  out["EntryOption"] = object(
      {{"kind", one_of({"take", "publish_notice", "answer_objection", "withdraw"})},
       {"step", string()},
       {"outcome", string()},
       {"objection", string()},
       {"upheld", boolean()},
       {"unit", string()},
       {"title", ref("Text")},
       {"reason_required", boolean()},
       {"required", list(string())},
       {"fields", list(string())},
       {"blocked", nullable(object({{"code", string()}, {"message", ref("Text")}, {"help", ref("Text")}}))}});
  const Schema reference =
      object({{"register", string()}, {"field", string()}, {"entry", ref("EntrySummary")}});
  const Schema reads = list(object({{"name", string()}, {"value", anything()}}));
  const Schema why = nullable(ref("Text"));
  out["EntrySheet"] = object(
      {{"package", string()},
       {"on", date()},
       {"recomputed", described(nullable(boolean()), "computed again from what is kept, it is the same")},
       {"pins", list(object({{"entry", string()},
                             {"register", string()},
                             {"reference", string()},
                             {"name", string()},
                             {"version", integer()}}))},
       {"measures",
        list(object({{"name", string()},
                     {"formula", string()},
                     {"reads", reads},
                     {"value", anything()},
                     {"why", why},
                     {"of", nullable(string())},
                     {"lines", list(object({{"reads", reads}, {"value", anything()}, {"why", why}}))}}))},
       {"scores", nullable(object({{"year", nullable(integer())},
                                   {"rows", list(object({{"indicator", string()},
                                                         {"formula", string()},
                                                         {"reads", reads},
                                                         {"value", anything()},
                                                         {"why", why},
                                                         {"weight", anything()},
                                                         {"before", anything()},
                                                         {"points", anything()}}))},
                                   {"value", anything()},
                                   {"why", why},
                                   {"grade", nullable(string())}}))}});
  Schema entry = object(
      {{"version", integer()},
       {"sheet", nullable(ref("EntrySheet"))},
       {"whole", described(boolean(), "seen with all its fields and its past")},
       {"due", nullable(date())},
       {"notice_closes", nullable(date())},
       {"open", list(object({{"step", string()},
                             {"kind", string()},
                             {"title", ref("Text")},
                             {"unit", string()},
                             {"role", string()},
                             {"due", nullable(date())},
                             {"overdue", boolean()}}))},
       {"options", list(ref("EntryOption"))},
       {"timeline", list(object({{"version", integer()},
                                 {"at", instant()},
                                 {"kind", string()},
                                 {"title", ref("Text")},
                                 {"actor", string()},
                                 {"unit", string()},
                                 {"reason", string()}}))},
       {"versions", list(object({{"version", integer()},
                                 {"at", instant()},
                                 {"valid_from", string()},
                                 {"by", string()},
                                 {"reason", string()},
                                 {"values", values}}))},
       {"references", list(reference)},
       {"referred", list(reference)},
       {"attachments",
        list(object({{"hash", string()}, {"name", string()}, {"type", string()}, {"size", integer()}}))},
       {"objections", list(object({{"id", string()},
                                   {"on", date()},
                                   {"reason", string()},
                                   {"name", string()},
                                   {"contact", string()},
                                   {"answered", boolean()},
                                   {"upheld", boolean()},
                                   {"answer", string()}}))},
       {"missing", list(string())},
       {"may", object({{"change", boolean()}, {"fields", list(string())}})}});
  const Schema of_summary = object(summary);
  for (const auto& member : of_summary.at("properties").as_object()) {
    entry["properties"].as_object().emplace(member.key(), member.value());
    entry["required"].as_array().emplace_back(member.key());
  }
  out["Entry"] = std::move(entry);
  Schema waiting = of_summary;
  const Schema step = object({{"register_title", ref("Text")},
                              {"step", string()},
                              {"step_title", ref("Text")},
                              {"due", nullable(date())},
                              {"overdue", boolean()}});
  for (const auto& member : step.at("properties").as_object()) {
    waiting["properties"].as_object().emplace(member.key(), member.value());
    waiting["required"].as_array().emplace_back(member.key());
  }
  out["WaitingEntries"] = object({{"total", integer()}, {"entries", list(std::move(waiting))}});
  out["EntryDone"] = object({{"id", string()},
                             {"reference", string()},
                             {"version", integer()},
                             {"status", string()},
                             {"made", string()}});
}

void add_requests(Registry& out) {
  const Schema values = described(map_of(anything()), "by field; null takes a value away");
  out["NewEntry"] = object({{"subject?", string(100)}, {"values", values}});
  out["ChangeEntry"] = object({{"values", values},
                               {"reason?", string(2000)},
                               {"valid_from?", date()},
                               {"expected_version?", integer()}});
  out["TakeEntryStep"] = object({{"step", string(200)},
                                 {"outcome", string(200)},
                                 {"unit?", string(200)},
                                 {"reason?", string(2000)},
                                 {"values?", values},
                                 {"valid_from?", date()},
                                 {"expected_version?", integer()}});
  out["WithdrawEntry"] = object({{"reason", string(2000)}});
  out["PublishEntry"] = object({{"step", string(200)}, {"unit?", string(200)}});
  out["EntryObjection"] = object({{"reason", string(2000)}, {"name", string(100)}, {"contact", string(100)}});
  out["EntryAnswer"] = object({{"upheld", boolean()}, {"reason", string(2000)}, {"unit?", string(200)}});
  out["EntryMatches"] = object({{"matches", list(object({{"register", string()},
                                                         {"entry", ref("EntrySummary")},
                                                         {"score", integer()},
                                                         {"reasons", list(ref("Text"))}}))}});
  out["RegisterCalendar"] = object({{"spans", list(object({{"entry", nullable(string())},
                                                           {"title", string()},
                                                           {"from", instant()},
                                                           {"to", nullable(instant())},
                                                           {"status", string()}}))}});
  out["ImportReport"] =
      object({{"rows", integer()},
              {"good", integer()},
              {"imported", integer()},
              {"bad", list(object({{"row", integer()}, {"field", string()}, {"message", ref("Text")}}))}});
}

}  // namespace

void add_registers(Registry& out) {
  add_declarations(out);
  add_entries(out);
  add_requests(out);
}

}  // namespace enact::http::schema
