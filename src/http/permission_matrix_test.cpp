// Every route × every role, and × nobody signed in, against a table written by hand: a route that is not in
// it fails. And every route that takes an id, against the ids of another enterprise: none of them answers.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "casework/test_town.hpp"
#include "http/dispatcher.hpp"
#include "http/service.hpp"
#include "lab/scenarios.hpp"
#include "notify/notifications.hpp"
#include "registers/module.hpp"
#include "selection/module.hpp"

namespace enact::http {
namespace {

namespace json = boost::json;
using identity::Role;

// Who may call a route: "all" (also without signing in), "signed-in", or the roles by id. Kept apart from the
// program's own table on purpose: a change of either shows here.
const std::string subject_roles = "manager applicant preparer reader";
const std::string preparers = "manager applicant preparer";
const std::string case_readers =
    subject_roles + " handler reviewer approver finance_reviewer treasury_maker treasury_checker auditor";
const std::string record_readers = subject_roles + " handler reviewer approver finance_reviewer auditor";
const std::string ledger_readers = "finance_reviewer treasury_maker treasury_checker auditor";
const std::string entry_actors = "manager applicant handler reviewer approver";
const std::string lab_users = "handler approver drafter finance_reviewer auditor";
const std::string lab_keepers = "handler approver drafter finance_reviewer";

const std::map<std::string, std::string>& expectations() {
  static const std::map<std::string, std::string> table = {
      // For the public
      {"getSpace", "all"},
      {"getHealth", "all"},
      {"getReadiness", "all"},
      {"listAnnouncements", "all"},
      {"listBlankForms", "all"},
      {"getBlankForm", "all"},
      {"getOpenApi", "all"},
      {"listPackages", "all"},
      {"getDocument", "all"},
      {"listProvisions", "all"},
      {"getProvisionDmn", "all"},
      {"listUnits", "all"},
      {"getVocabulary", "all"},
      {"listParameters", "all"},
      {"listAssumptions", "all"},
      {"listProcedures", "all"},
      {"getProcedureDiagram", "all"},
      {"selfCheck", "all"},
      {"listNotices", "all"},
      {"getNotice", "all"},
      {"object", "all"},
      {"getStatus", "all"},
      {"getLogHead", "all"},
      {"listLogHeads", "all"},
      {"proveConsistency", "all"},
      {"signIn", "all"},
      {"getSession", "all"},
      {"makeFirstAdministrator", "all"},
      {"beginExternal", "all"},
      {"finishExternal", "all"},
      {"finishExternalWithCode", "all"},
      {"getExternalSignOut", "all"},
      {"usePasswordLink", "all"},
      {"listSubjectTypes", "all"},
      {"register", "all"},
      {"readInvitation", "all"},
      {"acceptInvitationAsNew", "all"},
      // For oneself
      {"signOut", "signed-in"},
      {"listSessions", "signed-in"},
      {"endSession", "signed-in"},
      {"getSecondFactor", "signed-in"},
      {"beginSecondFactor", "signed-in"},
      {"confirmSecondFactor", "signed-in"},
      {"removeSecondFactor", "signed-in"},
      {"changePassword", "signed-in"},
      {"listOwnExternal", "signed-in"},
      {"linkExternal", "signed-in"},
      {"unlinkExternal", "signed-in"},
      {"acceptInvitation", "signed-in"},
      {"listOwnRegistrations", "signed-in"},
      {"enterFact", "signed-in"},  // for a subject or a unit, which the step asks
      // Forms of an application
      {"listCaseForms", case_readers},
      {"getCaseForm", case_readers},
      {"agreeToForm", "manager applicant"},
      // Joint applications: for whom one answers, the step asks
      {"setCaseMembers", preparers},
      {"answerAsMember", "manager applicant"},
      // Announcements
      {"publishAnnouncement", "handler"},
      {"withdrawAnnouncement", "handler"},
      // Registers: what is not public, and what each may do to an entry, the floor asks
      {"listRegisters", "all"},
      {"getRegister", "all"},
      {"listEntries", "all"},
      {"openData", "all"},
      {"registerCalendar", "all"},
      {"getEntry", "all"},
      {"entryMatches", "all"},
      {"objectToEntry", "all"},
      {"getEntryAttachment", "signed-in"},
      {"enterEntry", preparers + " handler"},
      {"changeEntry", entry_actors},
      {"takeEntryStep", entry_actors},
      {"withdrawEntry", entry_actors},
      {"publishEntry", entry_actors},
      {"answerEntryObjection", entry_actors},
      {"attachToEntry", entry_actors},
      {"importEntries", "handler"},
      {"listWaitingEntries", "signed-in"},
      // Competitions: what is not public yet, and what each may do in a call, the floor asks
      {"listSelections", "all"},
      {"listCalls", "all"},
      {"getCall", "all"},
      {"objectToCall", "all"},
      {"actInCall", "signed-in"},
      {"openCall", "handler approver"},
      // Subjects and facts as units bring them in
      {"listIntakeShapes", "handler"},
      {"getIntakeForm", "handler"},
      {"previewIntake", "handler"},
      {"takeIntake", "handler"},
      {"addSubject", "handler"},
      {"recordSuccession", "handler"},
      {"withdrawSuccession", "handler"},
      {"getSubjectHistory", record_readers},
      // Being told
      {"getContact", "signed-in"},
      {"setContact", "signed-in"},
      {"listNotifications", "signed-in"},
      {"markNotificationsSeen", "signed-in"},
      {"getOutbox", "administrator"},
      {"getRetention", "administrator"},
      {"proposeErasure", "administrator"},
      {"confirmErasure", "administrator"},
      {"refuseErasure", "administrator"},
      // Lists as files
      {"exportNotices", "all"},
      {"exportCases", case_readers},
      {"exportInbox", case_readers},
      {"exportOverdue", case_readers},
      {"exportPayments", case_readers},
      {"exportSubjects", record_readers},
      {"exportTreasury", ledger_readers},
      {"exportEvents", "auditor"},
      {"exportDayTurns", "auditor"},
      // Accounts
      {"listAccounts", "administrator auditor"},
      {"getAccount", "administrator auditor"},
      {"listSessionsOf", "administrator auditor"},
      {"listUnitsInForce", "administrator auditor"},
      {"getPermissions", "administrator auditor"},
      {"makeAccount", "administrator"},
      {"grantRole", "administrator"},
      {"revokeRole", "administrator"},
      {"disableAccount", "administrator"},
      {"enableAccount", "administrator"},
      {"dropSecondFactor", "administrator"},
      {"linkExternalOf", "administrator"},
      {"unlinkExternalOf", "administrator"},
      {"resetPassword", "administrator"},
      {"endSessionOf", "administrator"},
      {"endSessionsOf", "administrator"},
      {"inviteManager", "administrator"},
      {"listRegistrations", "administrator handler"},
      {"confirmRegistration", "administrator handler"},
      {"refuseRegistration", "administrator handler"},
      {"advanceClock", "administrator"},
      // Subjects and cases
      {"listSubjects", record_readers},
      {"getSubjectSpace", record_readers},
      {"listMembers", "manager"},
      {"inviteMember", "manager"},
      {"cancelInvitation", "manager"},
      {"endMembership", "manager"},
      {"readIdentity", record_readers},
      {"listCases", case_readers},
      {"getInbox", case_readers},
      {"listOverdue", case_readers},
      {"getCase", case_readers},
      {"getEvidence", case_readers},
      {"listLetters", case_readers},
      {"getLetter", case_readers},
      {"stampLetter", case_readers},  // likewise
      {"issueLetter", case_readers},  // by the letter's unit and role, which the step asks
      {"listSeals", "administrator"},
      {"setSeal", "administrator"},
      {"act", case_readers},  // each step asks for its own
      {"openCase", preparers},
      {"addEvidence", preparers},
      {"removeEvidence", preparers},
      {"setPayee", preparers},
      // Lists of what is due without an application
      {"listRosters", case_readers},
      {"getRoster", case_readers},
      {"makeRoster", "handler"},
      {"takeOutOfRoster", "handler"},
      {"putBackOnRoster", "handler"},
      {"discardRoster", "handler"},
      {"releaseRoster", "approver"},
      {"listOffers", case_readers},
      {"confirmOffer", "manager applicant"},
      {"declineOffer", "manager applicant"},
      // Money
      {"getTreasury", ledger_readers},
      {"getBatch", ledger_readers},
      {"readAccounts", ledger_readers},  // who works on the batch, which the step asks
      {"exportBatch", ledger_readers},
      {"exportProvisionFigures", "handler approver drafter finance_reviewer auditor"},
      {"exportBudget", ledger_readers},
      {"reconcileBatch", ledger_readers},
      {"listOrders", ledger_readers},
      {"listAllocations", ledger_readers},
      {"proposeAllocation", "finance_reviewer"},
      {"releaseAllocation", "treasury_checker"},
      {"listLeadAllocations", "handler"},
      {"proposeLeadAllocation", "handler"},
      {"confirmAllocation", "finance_reviewer"},
      {"declineAllocation", "finance_reviewer"},
      {"refuseAllocation", "treasury_checker"},
      {"listSpotChecks", ledger_readers},
      {"openSpotCheck", "finance_reviewer"},
      {"drawSpotCheck", "finance_reviewer"},
      {"getSpotCheckDraw", "all"},
      {"recordInspection", "signed-in"},  // by whom it was drawn for, which the step asks
      {"appropriate", "finance_reviewer"},
      {"makeBatch", "treasury_maker"},
      {"cancelBatch", "treasury_maker"},
      {"reissueLine", "treasury_maker"},
      {"recordBankResults", "treasury_maker"},
      {"previewBankResults", "treasury_maker"},
      {"recordReceipt", "treasury_maker"},
      {"releaseBatch", "treasury_checker"},
      {"proposeOrder", "finance_reviewer treasury_maker"},
      {"approveOrder", "treasury_checker"},
      {"refuseOrder", "treasury_checker"},
      // The overview; how far, the floor asks
      {"getOverview", "handler approver drafter finance_reviewer auditor"},
      // The lab
      {"getLab", lab_users},
      {"refreshLab", lab_users},
      {"listLevers", lab_users},
      {"simulate", lab_users},
      {"listScenarios", lab_users},
      {"getWorkbook", lab_users},
      {"saveScenario", lab_keepers},
      {"removeScenario", lab_keepers},
      {"listDrafts", lab_users},
      {"addDraft", lab_keepers},
      {"removeDraft", lab_keepers},
      // The log
      {"listEvents", "auditor"},
      {"verifyLog", "auditor"},
      {"replayDeterminations", "auditor"},
      {"proveInclusion", "auditor"},
      {"listDayTurns", "auditor"},
  };
  return table;
}

std::set<std::string> words(const std::string& text) {
  std::istringstream in(text);
  std::set<std::string> out;
  for (std::string word; in >> word;) out.insert(word);
  return out;
}

struct Signed {
  std::string account;
  std::string cookie;
  std::string csrf;
};

// A town whose enterprise has a case with evidence, a payee, an objection, a notice and a payment under way.
class Matrix : public testing::Test {
 protected:
  Matrix() {
    town_.applicant.account = "企业一";
    case_ = town_.reach("支付");
    batch_ = town_.batch({case_}).value().id;
    other_ = town_.add_enterprise("91B", "样例二厂", {"C-2"});
    const auto detail = town_.detail(town_.applicant, case_).value();
    hash_ = detail.evidence.at(0).hash;
    event_ = town_.read([](const store::Reader& reader) { return store::last_event(reader)->id; });
    ServiceOptions options;
    options.session_policy.cost = identity::PasswordCost::test;
    options.session_policy.absolute_seconds = 30 * 24 * 3600;
    options.session_policy.idle_seconds = 30 * 24 * 3600;
    options.version = "test";
    options.check_answers = true;
    options.advance_clock = [](std::int64_t) {};
    service_ = std::make_unique<Service>(town_.space.database(), town_.library, std::move(options));
    dispatcher_ = std::make_unique<Dispatcher>(*service_);
  }

  // An account with one role, signed in: of the given subject, or of the given unit.
  Signed person(const std::string& login, Role role, const std::string& unit, const std::string& subject) {
    const std::string password = "long enough password";
    identity::Membership membership{"", role, "", ""};
    if (identity::belongs(role) == identity::Belongs::to_unit) membership.unit = unit;
    if (identity::belongs(role) == identity::Belongs::to_subject) membership.subject = subject;
    identity::NewAccount account{
        login,
        {login, login},
        identity::AccountKind::officer,
        identity::hash_password(password, login, identity::PasswordCost::test).value(),
        {membership}};
    const auto made =
        town_.step([&](store::Transaction& tx) { return identity::create_account(tx, {}, account); });
    EXPECT_TRUE(made) << login;
    Received request{"POST", "/api/v1/session"};
    request.content_type = "application/json";
    request.source = login;
    request.body = json::serialize(json::object{{"login", login}, {"password", password}});
    const auto response = dispatcher_->handle(request);
    EXPECT_EQ(response.status, 200) << response.body;
    Signed out;
    out.account = made->id;
    out.csrf = json::parse(response.body).at("csrf").as_string();
    for (const auto& [name, value] : response.headers)
      if (name == "Set-Cookie") out.cookie = value.substr(0, value.find(';'));
    return out;
  }
  Response send(const Route& route, const std::string& path, const Signed& who, const std::string& body) {
    Received request{std::string(to_string(route.method)), "/api/v1" + path};
    request.cookie = who.cookie;
    request.csrf = who.csrf;
    request.source = who.csrf + path;
    request.accept_language = "en";
    request.body = body;
    if (!body.empty())
      request.content_type = route.request == "bytes" ? "application/pdf" : "application/json";
    return dispatcher_->handle(request);
  }
  // The path with the ids of what is the first enterprise's.
  std::string filled(std::string path) {
    const std::map<std::string, std::string> ids = {{"subject", town_.enterprise},
                                                    {"case", case_},
                                                    {"hash", hash_},
                                                    {"batch", batch_},
                                                    {"line", "1"},
                                                    {"order", "none"},
                                                    {"roster", "none"},
                                                    {"check", "none"},
                                                    {"inspected", "none"},
                                                    {"allocation", "none"},
                                                    {"form", "none"},
                                                    {"member", "none"},
                                                    {"demand", "none"},
                                                    {"id", event_},
                                                    {"package", "sample-town"},
                                                    {"provision", "a1"},
                                                    {"procedure", "none"},
                                                    {"reference", "none"},
                                                    {"account", "none"},
                                                    {"letter", "none"},
                                                    {"unit", "none"},
                                                    {"invitation", "none"},
                                                    {"registration", "none"},
                                                    {"session", "none"},
                                                    {"scenario", "none"},
                                                    {"draft", "none"},
                                                    {"policy", "sample-town"},
                                                    {"register", "none"},
                                                    {"entry", "none"},
                                                    {"objection", "none"},
                                                    {"list", "payable"},
                                                    {"call", "none"},
                                                    {"succession", "none"}};
    for (auto open = path.find('{'); open != std::string::npos; open = path.find('{')) {
      const auto close = path.find('}');
      path.replace(open, close - open + 1, ids.at(path.substr(open + 1, close - open - 1)));
    }
    return path;
  }

  casework::test::Town town_{{registers::module(), selection::module(), lab::module(), notify::module()}};
  std::string case_;
  std::string batch_;
  std::string other_;
  std::string hash_;
  std::string event_;
  std::unique_ptr<Service> service_;
  std::unique_ptr<Dispatcher> dispatcher_;
};

TEST_F(Matrix, EveryRouteHasItsExpectation) {
  std::set<std::string> operations;
  for (const auto& route : routes()) {
    EXPECT_TRUE(expectations().contains(route.operation)) << route.operation << " is not in the table";
    operations.insert(route.operation);
  }
  for (const auto& [operation, who] : expectations())
    EXPECT_TRUE(operations.contains(operation)) << operation << " is no route";
  for (const auto& [operation, who] : expectations())
    for (const auto& word : words(who))
      EXPECT_TRUE(word == "all" || word == "signed-in" || identity::role_from_id(word)) << word;
}

TEST_F(Matrix, EveryRouteAnswersWhomItIsForAndNobodyElse) {
  std::map<Role, Signed> people;
  for (const Role role : identity::all_roles())
    if (role != Role::visitor) people[role] = person(std::string(role_id(role)), role, "外局", other_);
  int denied = 0;
  for (const auto& route : routes()) {
    const auto who = words(expectations().at(route.operation));
    // Ids that are nobody's: what is asked here is the role alone.
    std::string path = route.path;
    for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
      path.replace(open, path.find('}') - open + 1, "none");
    const int signed_out = send(route, path, {}, "{}").status;
    if (who.contains("all")) {
      EXPECT_NE(signed_out, 403) << route.operation;
    } else {
      EXPECT_EQ(signed_out, 401) << route.operation;
    }
    for (const auto& [role, one] : people) {
      if (route.operation == "signOut") continue;  // it works; the others would be signed out
      const auto response = send(route, path, one, "{}");
      const std::string what = route.operation + " as " + std::string(role_id(role)) + ": " + response.body;
      if (who.contains("all") || who.contains("signed-in") || who.contains(std::string(role_id(role)))) {
        EXPECT_EQ(response.body.find("\"code\":\"forbidden\""), std::string::npos) << what;
        EXPECT_NE(response.status, 401) << what;
        EXPECT_LT(response.status, 500) << what;
      } else {
        EXPECT_EQ(response.status, 403) << what;
        ++denied;
      }
    }
  }
  EXPECT_GT(denied, 400);
}

// Bodies that each route would take, so that nothing but the reach refuses.
std::string good_body(const Route& route) {
  static const std::map<std::string, std::string> bodies = {
      {"enterFact", R"({"name":"项目","value":[]})"},
      {"setPayee", R"({"name":"二厂","bank":"样例银行","account_number":"6222000033334444"})"},
      {"act", R"({"kind":"withdraw","reason":"不办了"})"},
      {"issueLetter", R"({"letter":"none"})"},
      {"stampLetter", "%PDF-1.7 stamped"},
      {"agreeToForm", R"({"name":"李四","agreed":true})"},
      {"setCaseMembers", R"({"share":10000,"members":[]})"},
      {"answerAsMember", R"({"confirms":true})"},
      {"addEvidence", "%PDF-1.7 another"},
      {"object", R"({"name":"李四","contact":"13900000000","reason":"重复享受"})"},
      {"recordBankResults", R"({"results":[{"line":1,"result":"paid","bank_ref":"R","reason":""}]})"},
      {"reconcileBatch", "行号\n"},
      {"previewBankResults", "行号,结果\n1,成功\n"},
      {"recordSuccession", R"({"kind":"merged","before":"none","on":"2026-03-01"})"},
      {"withdrawSuccession", R"({"reason":"误录"})"},
      {"inviteMember", R"({"role":"reader","name":"李四"})"},
      {"endMembership", R"({"account":"none","role":"reader"})"}};
  const auto found = bodies.find(route.operation);
  return found == bodies.end() ? std::string(route.method == Method::get ? "" : "{}") : found->second;
}

TEST_F(Matrix, NothingOfAnotherEnterpriseIsReachedByItsId) {
  // What is public by law, or belongs to nobody in particular.
  const std::set<std::string> open = {"getNotice", "object", "getStatus"};
  // What they are about beside the subject is nobody's here.
  const std::set<std::string> of_two_ids = {"cancelInvitation", "endMembership", "getLetter",
                                            "issueLetter",      "getCaseForm",   "agreeToForm",
                                            "answerAsMember",   "stampLetter"};
  const std::set<std::string> of_an_enterprise = {"subject", "case", "hash", "batch", "line", "id"};
  for (const Role role : {Role::manager, Role::applicant, Role::preparer, Role::reader}) {
    const auto stranger = person("stranger-" + std::string(role_id(role)), role, "", other_);
    const auto insider = person("insider-" + std::string(role_id(role)), role, "", town_.enterprise);
    int tried = 0;
    for (const auto& route : routes()) {
      const auto opened = route.path.find('{');
      if (opened == std::string::npos || open.contains(route.operation)) continue;
      const auto name = route.path.substr(opened + 1, route.path.find('}') - opened - 1);
      if (!of_an_enterprise.contains(name)) continue;
      const auto path =
          filled(route.path) + (route.operation == "addEvidence" ? "?kind=x&name=y.pdf" : std::string());
      const auto response = send(route, path, stranger, good_body(route));
      const std::string what = route.operation + " as " + std::string(role_id(role)) + ": " + response.body;
      EXPECT_TRUE(response.status == 404 || response.status == 403) << what;
      EXPECT_EQ(response.body.find("样例一厂"), std::string::npos) << what;
      // Where the role may call the route at all, the thing is not there for it, rather than forbidden.
      if (words(expectations().at(route.operation)).contains(std::string(role_id(role)))) {
        EXPECT_EQ(response.status, 404) << what;
        // The same request on the same id by one of its own is not met with "not there".
        if (!of_two_ids.contains(route.operation)) {
          EXPECT_NE(send(route, path, insider, good_body(route)).status, 404) << what;
        }
        ++tried;
      }
    }
    EXPECT_GE(tried, role == Role::reader ? 5 : 8) << role_id(role);
  }
}

TEST_F(Matrix, NoCaseIsOpenedForAnotherEnterprise) {
  const auto stranger = person("stranger", Role::manager, "", other_);
  for (const auto& route : routes()) {
    if (route.operation != "openCase") continue;
    const auto body = json::serialize(json::object{
        {"subject", town_.enterprise}, {"package", "sample-town"}, {"provision", "a1"}, {"mode", "apply"}});
    EXPECT_EQ(send(route, route.path, stranger, body).status, 404);
  }
}

TEST_F(Matrix, AnOfficerOfAUnitThatHasNoPartInItSeesNothing) {
  for (const Role role : {Role::handler, Role::reviewer, Role::approver, Role::finance_reviewer}) {
    const auto officer = person("outside-" + std::string(role_id(role)), role, "外局", "");
    for (const auto& route : routes()) {
      if (!words(expectations().at(route.operation)).contains(std::string(role_id(role)))) continue;
      if (route.path.find("{case}") == std::string::npos && route.path.find("{subject}") == std::string::npos)
        continue;
      const auto response = send(route, filled(route.path), officer, good_body(route));
      // What a unit says of any subject whatever is refused to other units before the subject is looked for.
      const bool of_a_unit = route.operation == "recordSuccession" || route.operation == "withdrawSuccession";
      EXPECT_EQ(response.status, of_a_unit ? 403 : 404)
          << route.operation << " as " << role_id(role) << ": " << response.body;
    }
  }
}

TEST_F(Matrix, ListsHoldOnesOwnOnly) {
  const auto stranger = person("stranger", Role::reader, "", other_);
  for (const auto& route : routes()) {
    if (route.operation != "listCases" && route.operation != "listSubjects" &&
        route.operation != "getInbox" && route.operation != "listOverdue")
      continue;
    const auto response = send(route, route.path, stranger, "");
    EXPECT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(response.body.find("样例一厂"), std::string::npos) << response.body;
  }
}

TEST_F(Matrix, WhoActsForASubjectDoesNoMoreThanItsDegree) {
  std::map<std::string, const Route*> by_name;
  for (const auto& route : routes()) by_name[route.operation] = &route;
  const auto fact = [&](const Signed& who) {
    return send(*by_name.at("enterFact"), filled("/subjects/{subject}/facts"), who,
                good_body(*by_name.at("enterFact")))
        .status;
  };
  const auto withdraw = [&](const Signed& who) {
    return send(*by_name.at("act"), filled("/cases/{case}/actions"), who, good_body(*by_name.at("act")));
  };
  const auto reader = person("reader", Role::reader, "", town_.enterprise);
  const auto preparer = person("preparer", Role::preparer, "", town_.enterprise);
  EXPECT_EQ(fact(reader), 403);
  EXPECT_EQ(withdraw(reader).status, 403);
  EXPECT_EQ(withdraw(preparer).status, 403);
  EXPECT_EQ(fact(preparer), 201);
  const auto own = send(*by_name.at("getCase"), filled("/cases/{case}"), preparer, "");
  EXPECT_EQ(own.status, 200);
  EXPECT_TRUE(json::parse(own.body).at("actions").as_array().empty())
      << "nothing that it may not do is offered";
}

}  // namespace
}  // namespace enact::http
