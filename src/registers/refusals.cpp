#include "registers/refusals.hpp"

namespace enact::registers {

using store::Fault;

Fault no_entry() {
  return refuse(Fault::Kind::not_found, "register.no-entry",
                {"没有这个登记项，或您无权查看", "there is no such entry, or none that you may see"},
                {"请核对后重试，或换用有权限的账号", "check it, or sign in with an account that may see it"});
}

Fault no_register() {
  return refuse(Fault::Kind::not_found, "register.no-register",
                {"没有这个登记册，或您无权查看", "there is no such register, or none that you may see"},
                {"请从登记册列表中选择", "choose one of the list"});
}

Fault no_owner() {
  return refuse(Fault::Kind::invalid, "register.no-owner",
                {"须写明登记项属于哪个主体，且主体种类符合登记册的规定",
                 "an entry needs the subject that owns it, of a type that the register admits"},
                {"请选择已登记的主体", "choose a registered subject"});
}

Fault not_permitted() {
  return refuse(Fault::Kind::forbidden, "register.not-permitted",
                {"您的岗位无权办理此事项", "your role does not permit this"},
                {"请由有权限的单位和岗位办理", "somebody of a unit and role that may do it must act"});
}

Fault bad_value(Text message) {
  return refuse(Fault::Kind::invalid, "register.bad-value", std::move(message),
                {"请改正后重新提交", "correct it and submit again"});
}

Fault stale(std::int64_t expected, std::int64_t found) {
  return {.kind = Fault::Kind::conflict,
          .code = "store.version-conflict",
          .message = {"登记项已被他人更新", "somebody has changed the entry meanwhile"},
          .help = {"请刷新后重试", "reload the entry and try again"},
          .figures = {{"expected", expected}, {"found", found}}};
}

Fault too_late_to_withdraw() {
  return refuse(Fault::Kind::conflict, "register.too-late-to-withdraw",
                {"登记项已生效，不能撤回", "the entry stands in the register: it is too late to withdraw it"},
                {"请按登记册规定的步骤变更或注销", "change or end it by the steps of the register"});
}

Fault from_refusal(const procedure::Refusal& refusal) {
  using Kind = procedure::Refusal::Kind;
  const Fault::Kind kind = refusal.kind == Kind::invalid     ? Fault::Kind::invalid
                           : refusal.kind == Kind::forbidden ? Fault::Kind::forbidden
                                                             : Fault::Kind::conflict;
  return refuse(kind, refusal.code, refusal.message, refusal.help);
}

}  // namespace enact::registers
