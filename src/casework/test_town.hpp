// A space with the made-up town's policy, an enterprise on record and officers for every step: the stage for
// the tests of this floor.
#pragma once

#include <gtest/gtest.h>

#include "casework/casework.hpp"
#include "casework/module.hpp"
#include "casework/record.hpp"
#include "casework/test_package.hpp"
#include "casework/treasury.hpp"
#include "casework/views.hpp"
#include "identity/accounts.hpp"
#include "ledger/ledger.hpp"
#include "store/test_space.hpp"

namespace enact::casework::test {

inline const policy::PackagePtr& package() {
  static const policy::PackagePtr loaded = sample_package();
  return loaded;
}

inline std::vector<store::Module> modules() {
  return {identity::module(), ledger::module(), casework::module()};
}

inline std::vector<store::Module> with(const std::vector<store::Module>& more) {
  std::vector<store::Module> all = modules();
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

inline Person officer(std::string account, std::string unit, identity::Role role) {
  return {std::move(account), {{role, std::move(unit), ""}}};
}
inline const Person handler = officer("科一", "市科局", identity::Role::handler);
inline const Person approver = officer("科二", "市科局", identity::Role::approver);
inline const Person industry = officer("工一", "市工局", identity::Role::reviewer);
inline const Person tax = officer("税一", "市税局", identity::Role::reviewer);
inline const Person mayor = officer("府一", "市政府", identity::Role::approver);
inline const Person finance = officer("财一", "市财局", identity::Role::finance_reviewer);
inline const Person maker = officer("财二", "市财局", identity::Role::treasury_maker);
inline const Person checker = officer("财三", "市财局", identity::Role::treasury_checker);
inline const Person auditor = officer("审一", "审计局", identity::Role::auditor);
inline const ledger::Payee account{"样例一厂", "样例银行", "6222000011112222"};
inline const ledger::Line line{"sample-town", 2026, "市财局"};

inline store::BytesView bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline constexpr std::string_view pdf = "%PDF-1.7 a certificate";

class Town {
 public:
  // `more`: modules of floors above; `rules`: other than the made-up town's.
  explicit Town(const std::vector<store::Module>& more = {}, const policy::PackagePtr& rules = package())
      : library({rules}), space(with(more)) {
    enterprise = add_enterprise("91A", "样例一厂", {"C-1"});
    applicant = {"企业一", {{identity::Role::applicant, "", enterprise}}};
  }

  // Runs a step; a refusal fails nothing here: the caller looks at it.
  template <class F>
  auto step(F operation) -> std::invoke_result_t<F, store::Transaction&> {
    using Value = typename std::invoke_result_t<F, store::Transaction&>::value_type;
    return space.database().write_as<Value>(operation);
  }
  template <class F>
  auto read(F f) {
    return space.database().read(f);
  }

  // An enterprise whose recognitions (by certificate number) and projects are attested.
  std::string add_enterprise(const std::string& code, const std::string& name,
                             const std::vector<std::string>& certificates, bool attested = true) {
    const auto source = attested ? store::FactSource::attested : store::FactSource::declared;
    std::string list;
    for (const std::string& number : certificates) {
      list += fmt::format(R"({}{{"类别":"示范企业","日期":"2026-02-01","证书编号":"{}"}})",
                          list.empty() ? "" : ",", number);
    }
    const auto fact = [&](std::string fact_name, std::string value, std::string unit) {
      return store::Fact{.subject_id = {},
                         .name = std::move(fact_name),
                         .value = std::move(value),
                         .source = source,
                         .attested_by = attested ? std::move(unit) : "",
                         .evidence = {},
                         .known_on = {}};
    };
    const store::SubjectWithFacts entry{
        .subject = {"", "企业", code, name},
        .facts = {fact("代码", fmt::format(R"("{}")", code), "市税局"),
                  fact("认定", fmt::format("[{}]", list), "市科局"),
                  fact("项目", R"([{"编号":"P-1","日期":"2026-02-10","合格":true}])", "市科局")}};
    const auto added = step([&](store::Transaction& tx) { return store::add_subjects(tx, {&entry, 1}); });
    if (!added) throw std::runtime_error(added.error().message.en);
    return read([&](const store::Reader& reader) { return store::find_subject(reader, "企业", code)->id; });
  }

  DoneOr open(const std::string& provision = "a1", Mode mode = Mode::apply) {
    return step([&](store::Transaction& tx) {
      return cases.open_case(tx, applicant, {enterprise, "sample-town", provision, "", mode});
    });
  }
  DoneOr attach(const std::string& case_id) {
    return step([&](store::Transaction& tx) {
      return cases.add_evidence(tx, applicant, {case_id, "认定证书", "证书.pdf", bytes(pdf)});
    });
  }
  DoneOr pay_into(const std::string& case_id, const ledger::Payee& payee = account) {
    return step([&](store::Transaction& tx) { return cases.set_payee(tx, applicant, {case_id, payee}); });
  }
  DoneOr take(const Person& person, TakeRequest request) {
    return step([&](store::Transaction& tx) { return cases.take(tx, person, request); });
  }
  DoneOr take(const Person& person, const std::string& case_id, const std::string& step_id,
              const std::string& outcome, const std::string& reason = "") {
    return take(person,
                TakeRequest{.case_id = case_id, .step = step_id, .outcome = outcome, .reason = reason});
  }
  DoneOr submit(const std::string& case_id) {
    return take(applicant,
                TakeRequest{.case_id = case_id, .step = "申请", .outcome = "submit", .consent = true});
  }
  DoneOr publish(const std::string& case_id) {
    return step(
        [&](store::Transaction& tx) { return cases.publish_notice(tx, handler, {case_id, "公示", ""}); });
  }
  DoneOr object(const std::string& case_id, const std::string& reason = "重复享受") {
    return step([&](store::Transaction& tx) {
      return cases.object(tx, Person{}, {case_id, reason, "张三", "13800000000"});
    });
  }
  DoneOr answer(const std::string& case_id, const std::string& objection, bool upheld) {
    return step([&](store::Transaction& tx) {
      return cases.answer_objection(tx, handler, {case_id, objection, upheld, "经核实", ""});
    });
  }
  DoneOr approve(const std::string& case_id) {
    return take(
        mayor,
        TakeRequest{.case_id = case_id, .step = "批准", .outcome = "approve", .minutes = "〔2026〕7号"});
  }
  DoneOr commit(const std::string& case_id) { return take(finance, case_id, "资金安排", "commit"); }
  std::expected<ledger::LineState, store::Fault> appropriate(std::int64_t yuan) {
    return step([&](store::Transaction& tx) {
      return casework::appropriate(tx, finance, line, Fen{yuan * 100}, "样财指〔2026〕1号");
    });
  }
  std::expected<ledger::Batch, store::Fault> batch(const std::vector<std::string>& ids) {
    return step([&](store::Transaction& tx) { return make_batch(tx, library, maker, ids); });
  }
  std::expected<ledger::Batch, store::Fault> release(const std::string& id, const Person& person = checker) {
    return step([&](store::Transaction& tx) { return release_batch(tx, library, person, id); });
  }
  std::expected<ledger::BatchLine, store::Fault> bank(const std::string& id, ledger::BankResult result,
                                                      const std::string& reference = "R1") {
    return step([&](store::Transaction& tx) {
      return record_bank_result(tx, library, maker, {id, 1, result, reference, "户名不符"});
    });
  }

  // A new case, brought to the step by the straight way.
  std::string reach(std::string_view at, const std::string& provision = "a1") {
    const std::string id = open(provision).value().case_id;
    if (at == "申请") return id;
    if (provision == "a1") attach(id).value();
    pay_into(id).value();
    submit(id).value();
    advance_to(id, at);
    return id;
  }
  // From 受理 on.
  void advance_to(const std::string& id, std::string_view at) {
    if (at == "受理") return;
    take(handler, id, "受理", "accept").value();
    if (at == "会审") return;
    if (status(id) == "会审") {
      take(industry, id, "会审", "agree").value();
      take(tax, id, "会审", "agree").value();
    }
    if (at == "公示") return;
    publish(id).value();
    days(8);
    take(handler, id, "公示", "close").value();
    if (at == "决定") return;
    take(approver, id, "决定", "decide").value();
    if (at == "批准") return;
    approve(id).value();
    if (at == "财审") return;
    take(finance, id, "财审", "pass").value();
    if (at == "资金安排") return;
    appropriate(500'000).value();
    commit(id).value();
  }

  void days(std::int64_t count) { space.advance(count * 24 * 3600); }
  Date today() { return space.clock.now().legal_day(); }
  std::string status(const std::string& id) { return detail(auditor, id).value().summary.status; }
  std::expected<CaseDetail, store::Fault> detail(const Person& person, const std::string& id) {
    return read([&](const store::Reader& reader) {
      return case_detail(reader, library, alikes, person, id, today());
    });
  }
  SubjectSpace own_space() {
    return read([&](const store::Reader& reader) {
             return subject_space(reader, library, applicant, enterprise, space.clock.now());
           })
        .value();
  }
  // Projections follow from the events, the log verifies, the ledger balances.
  void expect_sound() {
    for (const store::Difference& one : space.database().check())
      ADD_FAILURE() << one.where << ": " << one.what;
    for (const std::string& fault :
         read([](const store::Reader& reader) { return ledger::find_imbalances(reader); })) {
      ADD_FAILURE() << fault;
    }
  }

  Library library;
  mutable AlikeIndex alikes;
  Casework cases{library};
  store::TestSpace space;
  std::string enterprise;
  Person applicant;
};

// "" if it was done, else the refusal's code.
template <class T>
std::string code(const std::expected<T, store::Fault>& result) {
  return result ? "" : result.error().code;
}

}  // namespace enact::casework::test
