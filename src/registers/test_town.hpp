// A space with the made-up town's registers, two enterprises and officers: the stage for the tests.
#pragma once

#include <gtest/gtest.h>

#include "identity/accounts.hpp"
#include "registers/day_turn.hpp"
#include "registers/import.hpp"
#include "registers/module.hpp"
#include "registers/test_package.hpp"
#include "registers/views.hpp"
#include "store/facts.hpp"
#include "store/test_space.hpp"

namespace enact::registers::test {

inline const policy::PackagePtr& package() {
  static const policy::PackagePtr loaded = sample_package();
  return loaded;
}

inline Person officer(std::string account, std::string unit, identity::Role role) {
  return {std::move(account), {{role, std::move(unit), ""}}};
}
inline const Person keeper = officer("科一", "市科局", identity::Role::handler);
inline const Person industry = officer("工一", "市工局", identity::Role::reviewer);
inline const Person education = officer("教一", "市教局", identity::Role::reviewer);
inline const Person auditor = officer("审一", "审计局", identity::Role::auditor);
inline const Person nobody = {};
inline constexpr const char* policy_id = "sample-registers";

class Town {
 public:
  Town() {
    first = add_enterprise("91A", "样例一厂");
    second = add_enterprise("91B", "样例二厂");
    owner = {"企业一", {{identity::Role::applicant, "", first}}};
    other = {"企业二", {{identity::Role::applicant, "", second}}};
  }

  template <class F>
  auto step(F operation) -> std::invoke_result_t<F, store::Transaction&> {
    using Value = typename std::invoke_result_t<F, store::Transaction&>::value_type;
    return space.database().write_as<Value>(operation);
  }
  template <class F>
  auto read(F f) {
    return space.database().read(f);
  }
  std::string add_enterprise(const std::string& code, const std::string& name) {
    const auto added =
        step([&](store::Transaction& tx) { return store::add_subject(tx, {"", "企业", code, name}); });
    return added.value().id;
  }

  EntryDoneOr open(const Person& person, const std::string& register_id, const std::string& subject,
                   const std::string& values) {
    return step([&](store::Transaction& tx) {
      return books.open(tx, person, {policy_id, register_id, subject, parse_exact(values).value()});
    });
  }
  EntryDoneOr change(const Person& person, const std::string& id, const std::string& values,
                     const std::string& reason = "") {
    return step([&](store::Transaction& tx) {
      return books.change(tx, person, {.entry = id, .values = parse_exact(values).value(), .reason = reason});
    });
  }
  EntryDoneOr take(const Person& person, const std::string& id, const std::string& at,
                   const std::string& outcome, const std::string& values = "",
                   const std::string& reason = "") {
    return step([&](store::Transaction& tx) {
      TakeStepRequest request{.entry = id, .step = at, .outcome = outcome, .reason = reason};
      if (!values.empty()) request.values = parse_exact(values);
      return books.take(tx, person, request);
    });
  }
  EntryDoneOr publish(const std::string& id) {
    return step([&](store::Transaction& tx) { return books.publish_notice(tx, keeper, {id, "公示", ""}); });
  }
  EntryDoneOr object(const std::string& id) {
    return step([&](store::Transaction& tx) {
      return books.object(tx, nobody, {id, "权属有争议", "张三", "13800000000"});
    });
  }

  // A right of the first enterprise that stands in the register.
  std::string right(const std::string& number = "ZL000000000001", const std::string& extra = "") {
    const std::string id =
        open(owner, "权利", first,
             fmt::format(R"({{"名称":"石材切割机","编号":"{}","领域":"机械","评估值":1000000.50,)"
                         R"("授权日":"2026-02-01"{}}})",
                         number, extra))
            .value()
            .id;
    take(owner, id, "申报", "submit").value();
    take(keeper, id, "审核", "accept").value();
    publish(id).value();
    days(7);
    take(keeper, id, "公示", "close").value();
    return id;
  }
  EntryDoneOr pledge(const std::string& right_id, const std::string& from, const std::string& to = "") {
    const std::string until = to.empty() ? "" : fmt::format(R"(,"止":"{}")", to);
    auto opened = open(
        owner, "质押", first,
        fmt::format(R"({{"事由":"贷款","标的":"{}","金额":500000,"起":"{}"{}}})", right_id, from, until));
    if (!opened) return opened;
    return take(owner, opened->id, "申请", "submit");
  }
  std::string instrument(const std::string& name = "电子显微镜") {
    const std::string id = open(keeper, "仪器", "", fmt::format(R"({{"名称":"{}"}})", name)).value().id;
    take(keeper, id, "录入", "register").value();
    return id;
  }
  EntryDoneOr book(const Person& person, const std::string& subject, const std::string& instrument_id,
                   const std::string& from, const std::string& to) {
    auto opened =
        open(person, "预约", subject,
             fmt::format(R"({{"事由":"检测","仪器":"{}","起":"{}","止":"{}"}})", instrument_id, from, to));
    if (!opened) return opened;
    return take(person, opened->id, "申请", "submit");
  }

  void days(std::int64_t count) { space.advance(count * 24 * 3600); }
  Date today() { return space.clock.now().legal_day(); }
  RegisterTurn turn() { return turn_day(space.database(), books).value().value_or(RegisterTurn{}); }
  EntryDetail detail(const Person& person, const std::string& id) {
    return read([&](const store::Reader& reader) {
             return entry_detail(reader, catalogue, person, id, today());
           })
        .value();
  }
  std::string status(const std::string& id) { return detail(auditor, id).row.status; }
  std::expected<EntryPage, store::Fault> list(const Person& person, const std::string& register_id,
                                              const EntryFilter& filter = {}) {
    return read([&](const store::Reader& reader) {
      return list_entries(reader, catalogue, person, policy_id, register_id, filter, today());
    });
  }
  // Projections follow from the events, and the log verifies.
  void expect_sound() {
    for (const store::Difference& one : space.database().check())
      ADD_FAILURE() << one.where << ": " << one.what;
  }

  Catalogue catalogue{{package()}};
  Registers books{catalogue};
  store::TestSpace space{{identity::module(), module()}};
  std::string first;
  std::string second;
  Person owner;
  Person other;
};

// "" if it was done, else the refusal's code.
template <class T>
std::string code(const std::expected<T, store::Fault>& result) {
  return result ? "" : result.error().code;
}

}  // namespace enact::registers::test
