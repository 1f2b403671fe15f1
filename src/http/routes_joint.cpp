// Routes of joint applications: the lead names the members, each member answers.
#include "casework/joint.hpp"
#include "http/casework_json.hpp"
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

template <class F>
Response change_joint(Service& service, const Request& request, F step) {
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    const auto made = step(tx, person_of(request));
    if (!made) return std::unexpected(made.error());
    return std::string("{}");
  });
  if (!done) return problem(done.error(), request.language);
  const auto detail = service.database().read([&](const store::Reader& reader) {
    return casework::case_detail(reader, service.library(), service.alikes(), person_of(request),
                                 request.parameter("case"), service.today());
  });
  // Who has declined sees it no more.
  if (!detail) return no_content();
  return ok_text(shown_to(request, detail->summary.subject, case_json(*detail)));
}

Response set_members(Service& service, const Request& request) {
  casework::MembersRequest wanted{.case_id = request.parameter("case"),
                                  .share = static_cast<int>(integer_of(request.json, "share").value_or(0)),
                                  .members = {}};
  for (const auto& one : request.json.at("members").as_array()) {
    wanted.members.push_back({.type = text_of(one, "type"),
                              .identity = text_of(one, "identity"),
                              .share = static_cast<int>(integer_of(one, "share").value_or(0))});
  }
  return change_joint(service, request, [&](store::Transaction& tx, const casework::Person& person) {
    return casework::set_members(tx, service.library(), person, wanted);
  });
}

Response answer(Service& service, const Request& request) {
  const casework::MemberAnswer wanted{.case_id = request.parameter("case"),
                                      .subject = request.parameter("member"),
                                      .confirms = flag_of(request.json, "confirms"),
                                      .reason = text_of(request.json, "reason")};
  return change_joint(service, request, [&](store::Transaction& tx, const casework::Person& person) {
    return casework::answer_as_member(tx, service.library(), person, wanted);
  });
}

}  // namespace

void add_joint_routes(std::vector<Route>& out) {
  out.push_back({Method::put,
                 "/cases/{case}/members",
                 "setCaseMembers",
                 {"填写联合申请人", "Name who applies together"},
                 may(identity::Action::prepare),
                 {},
                 "NewMembers",
                 "Case",
                 200,
                 {404, 409},
                 set_members});
  out.push_back({Method::post,
                 "/cases/{case}/members/{member}",
                 "answerAsMember",
                 {"确认或谢绝联合申请", "Confirm or decline to apply together"},
                 may(identity::Action::apply),
                 {},
                 "MemberAnswer",
                 "Case",
                 200,
                 {404, 409},
                 answer});
}

}  // namespace enact::http
