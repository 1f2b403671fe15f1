// Schemas of subjects, what they are due, cases, notices and the inbox.
#include "http/schema.hpp"

namespace enact::http::schema {

namespace {

Schema subject() {
  return object({{"id", string()}, {"name", string()}});
}

void add_subjects(Registry& out) {
  // A facts file (docs/facts.md) as JSON; its content is checked by the packages' vocabulary.
  out["FactsFile"] = described(object({{"subjects", anything()},
                                       {"decisions?", anything()},
                                       {"paid?", anything()},
                                       {"unsaid?", one_of({"unknown", "absent"})}}),
                               "docs/facts.md");
  out["Question"] = object({{"fact", string()},
                            {"kind", string()},
                            {"title", ref("Text")},
                            {"ask", list(string())},
                            {"weight_fen", integer()},
                            {"provisions", list(string())}});
  out["SelfCheck"] = object({{"determination", ref("Determination")}, {"questions", list(ref("Question"))}});
  out["Subject"] = object({{"type", string()}, {"id", string()}, {"identity", string()}, {"name", string()}});
  out["SubjectList"] = page(ref("Subject"));
  out["RecordFact"] =
      object({{"name", string()},
              {"title", ref("Text")},
              {"conflict", boolean()},
              {"entries", list(object({{"seq", integer()},
                                       {"value", described(string(), "JSON text, figures exact")},
                                       {"attested", boolean()},
                                       {"by", string()},
                                       {"evidence", string()},
                                       {"open", boolean()},
                                       {"valid_from", nullable(date())},
                                       {"valid_to", nullable(date())},
                                       {"known_on", instant()},
                                       {"differs_from", nullable(integer())}}))}});
  out["Entitlement"] = object({{"package", string()},
                               {"provision", string()},
                               {"matter_key", string()},
                               {"confirmable", boolean()},
                               {"case_id", nullable(string())},
                               {"case_status", string()}});
  out["Succession"] = object(
      {{"seq", integer()},
       {"kind", one_of({"merged", "split", "converted", "refounded", "moved_in", "moved_out", "unrelated"})},
       {"title", ref("Text")},
       {"after", ref("Subject")},
       {"before", nullable(ref("Subject"))},
       {"on", date()},
       {"unit", string()},
       {"evidence", string()}});
  out["NewSuccession"] = object(
      {{"kind", one_of({"merged", "split", "converted", "refounded", "moved_in", "moved_out", "unrelated"})},
       {"before?", described(string(200), "identity of the subject that comes before")},
       {"on", date()},
       {"evidence?", string(200)}});
  out["RecordedSuccession"] = object(
      {{"seq", integer()}, {"overlaps", described(list(string()), "cases with money for one matter")}});
  out["SuccessionWithdrawal"] = object({{"reason", string(500)}});
  out["SubjectSpace"] = object({{"subject", ref("Subject")},
                                {"successions", list(ref("Succession"))},
                                {"record", list(ref("RecordFact"))},
                                {"entitlements", list(ref("Entitlement"))},
                                {"cases", list(ref("CaseSummary"))},
                                {"payments", list(object({{"case_id", string()},
                                                          {"reference", string()},
                                                          {"package", string()},
                                                          {"provision", string()},
                                                          {"amount_fen", fen()},
                                                          {"on", date()}}))},
                                {"unreadable", list(ref("Text"))},
                                {"determination", ref("Determination")}});
  out["Identity"] = object({{"identity", string()}});
  out["NewFact"] = object({{"name", string(200)},
                           {"value", anything()},
                           {"open?", boolean()},
                           {"valid_from?", date()},
                           {"valid_to?", date()},
                           {"supersedes?", integer()},
                           {"evidence?", string(200)}});
  out["NewFactAnswer"] = object({{"seq", integer()}});
}

void add_announcements(Registry& out) {
  out["Announcement"] = object({{"package", string()},
                                {"provision", string()},
                                {"year", integer()},
                                {"unit", string()},
                                {"number", string()},
                                {"opens", date()},
                                {"closes", date()},
                                {"contact", string()},
                                {"note", string()},
                                {"first_check", boolean()},
                                {"materials", list(string())},
                                {"published", instant()}});
  out["AnnouncementList"] = object({{"items", list(ref("Announcement"))}});
  out["NewAnnouncement"] = object({{"package", string(200)},
                                   {"provision", string(200)},
                                   {"unit?", string(200)},
                                   {"number?", string(200)},
                                   {"opens", date()},
                                   {"closes?", date()},
                                   {"contact", string(200)},
                                   {"note?", string(2000)},
                                   {"first_check?", boolean()},
                                   {"materials?", list(string(200))}});
}

void add_joint(Registry& out) {
  const auto share = described(integer(), "in hundredths of a per cent");
  out["JointMember"] = object({{"subject", subject()},
                               {"type", string()},
                               {"identity", string()},
                               {"share", share},
                               {"state", one_of({"invited", "confirmed", "declined"})},
                               {"reason", string()},
                               {"answered", nullable(instant())},
                               {"amount_fen", described(fen(), "if everybody is paid its share")},
                               {"has_payee", boolean()},
                               {"payee", nullable(ref("Payee"))}});
  out["NewMembers"] = object(
      {{"share", share},
       {"members", list(object({{"type", string(200)}, {"identity", string(200)}, {"share", share}}))}});
  out["MemberAnswer"] = object({{"confirms", boolean()}, {"reason?", string(2000)}});
}

void add_forms(Registry& out) {
  out["FormList"] = page(object({{"id", string()},
                                 {"title", ref("Text")},
                                 {"kind", one_of({"application", "commitment"})},
                                 {"wanted", described(boolean(), "asked for, and not there yet")},
                                 {"text", described(string(), "of a commitment: what is agreed to")}}));
  out["Commitment"] = object({{"name", string(200)}, {"agreed", boolean()}});
}

void add_cases(Registry& out) {
  out["OpenStep"] = object({{"step", string()},
                            {"kind", string()},
                            {"title", ref("Text")},
                            {"unit", string()},
                            {"role", string()},
                            {"opened", date()},
                            {"due", nullable(date())},
                            {"provisional", boolean()},
                            {"overdue", boolean()},
                            {"late", one_of({"", "lapse", "tacit", "escalate"})},
                            {"follows", ref("Text")},
                            {"tells", string()},
                            {"escalated", nullable(date())}});
  const std::initializer_list<Property> summary = {{"id", string()},
                                                   {"reference", string()},
                                                   {"version", integer()},
                                                   {"package", string()},
                                                   {"provision", string()},
                                                   {"provision_title", ref("Text")},
                                                   {"subject", subject()},
                                                   {"event", string()},
                                                   {"mode", one_of({"apply", "confirm"})},
                                                   {"state", string()},
                                                   {"status", ref("Text")},
                                                   {"ended", boolean()},
                                                   {"amount_fen", nullable(fen())},
                                                   {"max_fen", nullable(fen())},
                                                   {"open_steps", list(ref("OpenStep"))},
                                                   {"opened", instant()},
                                                   {"updated", instant()}};
  out["CaseSummary"] = object(summary);
  out["CaseList"] = page(ref("CaseSummary"));
  out["TimelineEntry"] = object({{"version", integer()},
                                 {"kind", string()},
                                 {"at", instant()},
                                 {"actor", string()},
                                 {"unit", string()},
                                 {"step", string()},
                                 {"outcome", string()},
                                 {"title", ref("Text")},
                                 {"reason", string()},
                                 {"amount_fen", nullable(fen())}});
  out["Evidence"] =
      object({{"hash", string()},
              {"kind", string()},
              {"name", string()},
              {"media_type", string()},
              {"size", integer()},
              {"added", instant()},
              {"signed_by", described(string(), "of a commitment agreed to here; else empty")}});
  out["Opinion"] = object({{"unit", string()},
                           {"outcome", string()},
                           {"title", ref("Text")},
                           {"reason", string()},
                           {"on", nullable(date())},
                           {"voided", boolean()}});
  out["Objection"] = object({{"id", string()},
                             {"on", date()},
                             {"reason", string()},
                             {"name", string()},
                             {"contact", string()},
                             {"answered", boolean()},
                             {"upheld", boolean()},
                             {"answer", string()}});
  out["CasePayment"] = object({{"batch", string()},
                               {"line", integer()},
                               {"state", string()},
                               {"amount_fen", fen()},
                               {"reason", string()},
                               {"to", described(string(), "a joint applicant; empty: who applies")}});
  out["Payee"] = object({{"name", string()}, {"bank", string()}, {"account_masked", string()}});
  out["CaseAction"] =
      object({{"kind", one_of({"take", "publish_notice", "answer_objection", "withdraw", "take_up"})},
              {"step", string()},
              {"step_kind", string()},
              {"outcome", string()},
              {"objection", string()},
              {"upheld", boolean()},
              {"unit", string()},
              {"title", ref("Text")},
              {"reason_required", boolean()},
              {"needs", list(one_of({"amount", "minutes", "line", "consent"}))},
              {"blocked", nullable(ref("Text"))}});
  out["Caution"] = object(
      {{"kind", one_of({"fact", "declared", "succession", "refounded", "alike", "moved", "family_case"})},
       {"title", ref("Text")},
       {"what", described(string(), "JSON text for a fact")},
       {"by", string()},
       {"since", nullable(date())},
       {"meaning", ref("Text")},
       {"fact", described(string(), "its name in the vocabulary, or empty")},
       {"stands", described(string(), "JSON text: the attested value that a declared one differs from")},
       {"attested_since", nullable(date())}});
  out["CaseStep"] =
      object({{"id", string()}, {"title", ref("Text")}, {"state", one_of({"done", "open", "pending"})}});
  auto detail = object(summary);
  const auto more = object(
      {{"subject_identity", string()},
       {"procedure", ref("Text")},
       {"steps", list(ref("CaseStep"))},
       {"timeline", list(ref("TimelineEntry"))},
       {"amount_min_fen", nullable(fen())},
       {"amount_max_fen", nullable(fen())},
       {"evidence_wanted", list(string())},
       {"evidence", list(ref("Evidence"))},
       {"opinions", list(ref("Opinion"))},
       {"notice", nullable(ref("Notice"))},
       {"objections", list(ref("Objection"))},
       {"payments", list(ref("CasePayment"))},
       {"payee", nullable(ref("Payee"))},
       {"joint", nullable(object({{"with", list(string())}, {"least", integer()}, {"most", integer()}}))},
       {"share", described(integer(), "of the subject, in hundredths of a per cent")},
       {"by_shares", described(boolean(), "of a joint application: everybody is paid its share")},
       {"members", list(ref("JointMember"))},
       {"money_wait", nullable(ref("MoneyWait"))},
       {"part", described(nullable(ref("CasePart")), "a part of what was decided was granted")},
       {"allocated_fen", described(nullable(fen()), "share of a short appropriation")},
       {"actions", list(ref("CaseAction"))},
       {"cautions", list(ref("Caution"))},
       {"determination", nullable(ref("Determination"))},
       {"explanation", nullable(ref("Explanation"))}});
  for (const auto& [name, schema] : more.at("properties").as_object())
    detail["properties"].as_object().emplace(name, schema);
  for (const auto& name : more.at("required").as_array()) detail["required"].as_array().push_back(name);
  out["Case"] = detail;
}

void add_requests(Registry& out) {
  out["NewCase"] = object({{"subject", string(100)},
                           {"package", string(100)},
                           {"provision", string(50)},
                           {"matter_key?", string(1000)},
                           {"mode", one_of({"apply", "confirm"})}});
  out["NewPayee"] =
      object({{"name", string(100)},
              {"bank", string(100)},
              {"account_number", string(40)},
              {"subject?", described(string(100), "a joint applicant that is paid its own share")}});
  out["TakeAction"] =
      object({{"kind", one_of({"take", "publish_notice", "answer_objection", "withdraw", "take_up"})},
              {"step?", string(200)},
              {"outcome?", string(200)},
              {"objection?", string(100)},
              {"upheld?", boolean()},
              {"unit?", string(100)},
              {"reason?", string(4000)},
              {"amount_fen?", fen()},
              {"minutes?", string(200)},
              {"consent?", boolean()},
              {"line?", object({{"package", string(100)}, {"year", integer()}, {"unit", string(100)}})},
              {"version?", integer()}});
  out["NewObjection"] = object({{"name", string(100)}, {"contact", string(200)}, {"reason", string(4000)}});
  out["ObjectionReceived"] = object({{"id", string()}, {"reference", string()}});
}

void add_lists(Registry& out) {
  out["InboxItem"] = object({{"step", ref("OpenStep")}, {"case", ref("CaseSummary")}});
  out["Inbox"] =
      object({{"items", list(ref("InboxItem"))},
              {"counts", object({{"all", integer()}, {"overdue", integer()}, {"due_soon", integer()}})}});
  out["OverdueList"] = page(ref("InboxItem"));
  out["DayTurn"] = object({{"day", date()},
                           {"at", instant()},
                           {"cases", integer()},
                           {"lapsed", integer()},
                           {"tacit", integer()},
                           {"escalated", integer()},
                           {"failed", integer()}});
  out["DayTurnList"] = page(ref("DayTurn"));
  out["Notice"] = object({{"case_id", string()},
                          {"reference", string()},
                          {"package", string()},
                          {"provision", string()},
                          {"provision_title", ref("Text")},
                          {"subject_name", string()},
                          {"event", string()},
                          {"amount_fen", nullable(fen())},
                          {"unit", string()},
                          {"published", date()},
                          {"closes", date()},
                          {"running", boolean()},
                          {"result", string()}});
  out["NoticeList"] = page(ref("Notice"));
  out["ReferenceStatus"] = object({{"reference", string()},
                                   {"provision_title", ref("Text")},
                                   {"state", string()},
                                   {"status", ref("Text")},
                                   {"ended", boolean()},
                                   {"open_steps", list(ref("OpenStep"))},
                                   {"updated", instant()}});
}

}  // namespace

void add_casework(Registry& out) {
  add_subjects(out);
  add_announcements(out);
  add_forms(out);
  add_joint(out);
  add_cases(out);
  add_requests(out);
  add_lists(out);
}

}  // namespace enact::http::schema
