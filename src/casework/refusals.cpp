#include "casework/refusals.hpp"

namespace enact::casework {

using store::Fault;

Fault no_case() {
  return refuse(
      Fault::Kind::not_found, "casework.no-case",
      {"没有这个办件，或您无权查看", "there is no such case, or none that you may see"},
      {"请核对编号或换用有权限的账号", "check the number, or sign in with an account that may see it"});
}

Fault no_subject() {
  return refuse(Fault::Kind::not_found, "casework.no-subject",
                {"没有这个主体，或您无权查看", "there is no such subject, or none that you may see"},
                {"请核对后重试", "check it and try again"});
}

Fault not_permitted() {
  return refuse(Fault::Kind::forbidden, "casework.not-permitted",
                {"您的岗位无权办理此事项", "your role does not permit this"},
                {"请由有权限的单位和岗位办理", "somebody of a unit and role that may do it must act"});
}

Fault own_case() {
  return refuse(Fault::Kind::forbidden, "casework.own-case",
                {"您同时代表该申请主体，不能办理其事项",
                 "you act for the applicant, too, and so not as an official in its case"},
                {"请由本单位其他人员办理", "somebody else of your unit must act"});
}

Fault not_confirmable() {
  return refuse(Fault::Kind::conflict, "casework.not-confirmable",
                {"所依据的事实尚未全部由有权单位核定，不能免申即享",
                 "not every fact this rests on is attested, so it cannot be had without an application"},
                {"请按申请方式办理并上传材料", "apply, with evidence"});
}

Fault from_refusal(const procedure::Refusal& refusal) {
  using Kind = procedure::Refusal::Kind;
  const Fault::Kind kind = refusal.kind == Kind::invalid     ? Fault::Kind::invalid
                           : refusal.kind == Kind::forbidden ? Fault::Kind::forbidden
                                                             : Fault::Kind::conflict;
  return refuse(kind, refusal.code, refusal.message, refusal.help);
}

}  // namespace enact::casework
