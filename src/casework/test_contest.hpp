// The made-up town with a competition: registers of needs, bids and experts, nine experts, fifteen
// enterprises, six needs. The stage for the tests of calls whose acceptance casework pays.
#pragma once

#include "casework/test_town.hpp"
#include "registers/module.hpp"
#include "registers/registers.hpp"
#include "selection/calls.hpp"
#include "selection/module.hpp"
#include "selection/sight.hpp"

namespace enact::casework::test {

inline constexpr const char* lives = R"(
申报登记:
  steps:
    - { id: 填报, kind: apply, actor: applicant, role: applicant, outcomes: { submit: 审核 } }
    - { id: 审核, kind: check, actor: lead, role: handler, outcomes: { accept: 有效, reject: { ends as: rejected } } }
    - { id: 有效, kind: check, actor: lead, role: handler, outcomes: { finish: { ends as: 结束 } } }
内部登记:
  steps:
    - { id: 登记, kind: check, actor: lead, role: handler, outcomes: { register: 有效 } }
    - { id: 有效, kind: check, actor: lead, role: handler, outcomes: { finish: { ends as: 结束 } } }
)";

inline constexpr const char* contest_registers = R"(
需求:
  title: { zh: 需求, en: Needs }
  provision: a2
  of: 企业
  keeper: 市科局
  life: 申报登记
  public: [有效]
  name: 名称
  fields:
    名称: { type: string, required: true, en: Name }
    领域: { type: string, required: true, en: Field }
申请:
  title: { zh: 申请, en: Bids }
  provision: a2
  of: 企业
  keeper: 市科局
  life: 申报登记
  name: 名称
  fields:
    名称: { type: string, required: true, en: Name }
    需求: { type: entry<需求>, in: [有效], required: true, en: Need }
    方案: { type: string, en: Approach }
    经费: { type: number<元>, en: Cost }
    负责人: { type: string, en: Leader }
    团队: { type: string, en: Team }
    合作: { type: string, en: Partners }
专家:
  title: { zh: 专家, en: Experts }
  provision: a2
  keeper: 市科局
  life: 内部登记
  name: 姓名
  fields:
    姓名: { type: string, required: true, en: Name }
    单位: { type: string, required: true, en: Employer }
    领域: { type: string, required: true, en: Field }
    回避: { type: string, en: To keep away from }
    账号: { type: string, en: Account }
)";

inline constexpr const char* contest_selections = R"(
攻关:
  title: { zh: 示范项目遴选, en: Model projects }
  provision: a2
  organiser: 市科局
  yearly: true
  modes: [best, race]
  needs: { register: 需求, while: 有效, field: 领域 }
  bids: { register: 申请, while: 有效, need: 需求, team: 团队, partners: 合作, blind: 负责人 }
  experts: { register: 专家, while: 有效, fields: 领域, employer: 单位, person: 姓名, account: 账号 }
  panel: { size: 3, spare: 1, own field: 2, at most: { calls: 1, years: 1 } }
  conflicts: { same employer: true, declared: true, listed: 回避 }
  criteria:
    新: { weight: 60, most: 100 }
    实: { weight: 40, most: 50 }
  score: { outlier: 20, pass: 60 }
  ties: [新, lot]
  reserve: 1
  race: { teams: 2 }
  notice: { working days: 5 }
  accepted: { fact: 项目, item: { 编号: 编号, 日期: 日期, 合格: "true" } }
)";

inline policy::PackagePtr contest_package() {
  const std::string hash = store::sha256_hex(official);
  const std::string folder = "policies/sample-town/";
  const policy::FileSet files = {
      {folder + "official.txt", official},
      {folder + "policy.md", fmt::format(fmt::runtime(front), hash) + articles},
      {folder + "vocabulary.yaml", vocabulary},
      {folder + "units.yaml", units},
      {folder + "procedures.yaml", std::string(procedures) + lives},
      {folder + "registers.yaml", contest_registers},
      {folder + "selections.yaml", contest_selections},
      {folder + "parameters/working-days.yaml", working_days},
  };
  policy::Loaded loaded = policy::load_package(files, "policies/sample-town");
  if (!loaded.ok()) throw std::runtime_error(render(loaded.diagnostics, Language::en));
  return loaded.package;
}

class Contest {
 public:
  Contest() {
    for (int i = 1; i <= 9; ++i) add_expert(i);
    for (int i = 1; i <= 6; ++i)
      needs.push_back(enter(firm(100 + i), "需求",
                            fmt::format(R"({{"名称":"难题{}","领域":"{}"}})", i, i % 2 == 0 ? "芯" : "陶")));
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

  // An enterprise with its person, made once.
  const Person& firm(int number) {
    auto& made = firms[number];
    if (!made.grants.empty()) return made;
    // No project is on record, and the list is known to be complete.
    const std::string code = fmt::format("91X{:03}", number);
    const auto fact = [](std::string name, std::string value, std::string unit) {
      return store::Fact{.subject_id = {},
                         .name = std::move(name),
                         .value = std::move(value),
                         .source = store::FactSource::attested,
                         .attested_by = std::move(unit),
                         .evidence = {},
                         .known_on = {}};
    };
    const store::SubjectWithFacts entry{
        .subject = {"", "企业", code, fmt::format("企业{}厂", number)},
        .facts = {fact("代码", fmt::format(R"("{}")", code), "市税局"), fact("项目", "[]", "市科局")}};
    step([&](store::Transaction& tx) { return store::add_subjects(tx, {&entry, 1}); }).value();
    const std::string id =
        read([&](const store::Reader& reader) { return store::find_subject(reader, "企业", code)->id; });
    made = {fmt::format("企{}", number), {{identity::Role::applicant, "", id}}};
    return made;
  }
  std::string subject(int number) { return firm(number).grants.front().subject; }

  void add_expert(int i) {
    const std::string login = fmt::format("专家{}", i);
    const auto login_of = step([&](store::Transaction& tx) {
      return identity::create_account(
          tx, {},
          {.login = login, .name = {login, login}, .memberships = {{"", identity::Role::expert, "", ""}}});
    });
    judges[i] = {login_of.value().id, {{identity::Role::expert, "", ""}}};
    // The first works for a bidder, the second lists another.
    const std::string employer = i == 1 ? "企业1厂" : fmt::format("研究所{}", i);
    const std::string listed = i == 2 ? "企业2厂、李四" : "";
    const auto opened = step([&](store::Transaction& tx) {
      return books.open(
          tx, handler,
          {"sample-town", "专家", "",
           registers::parse_exact(
               fmt::format(R"({{"姓名":"先生{}","单位":"{}","领域":"{}","回避":"{}","账号":"{}"}})", i,
                           employer, i % 2 == 0 ? "芯" : "陶", listed, login))
               .value()});
    });
    experts[i] = opened.value().id;
    take(handler, experts[i], "登记", "register");
  }

  // An entry of an enterprise that its keeper has accepted.
  std::string enter(const Person& person, const std::string& register_id, const std::string& values) {
    const auto opened = step([&](store::Transaction& tx) {
      return books.open(tx, person,
                        {"sample-town", register_id, person.grants.front().subject,
                         registers::parse_exact(values).value()});
    });
    const std::string id = opened.value().id;
    take(person, id, "填报", "submit");
    take(handler, id, "审核", "accept");
    return id;
  }
  void take(const Person& person, const std::string& id, const std::string& at, const std::string& outcome) {
    step([&](store::Transaction& tx) {
      return books.take(tx, person, {.entry = id, .step = at, .outcome = outcome});
    }).value();
  }
  std::string bid(int number, int need) {
    return enter(
        firm(number), "申请",
        fmt::format(
            R"({{"名称":"项目{}","需求":"{}","方案":"方案{}","经费":1234567.89,"负责人":"负责人{}","团队":"成员{}甲、成员{}乙"}})",
            number, needs[static_cast<std::size_t>(need)], number, number, number, number));
  }

  selection::CallDoneOr open(policy::SelectionMode mode, std::vector<std::string> chosen = {}) {
    return step([&](store::Transaction& tx) {
      return calls.open(tx, handler,
                        {.policy = "sample-town",
                         .selection = "攻关",
                         .mode = mode,
                         .until = today(),
                         .needs = std::move(chosen)});
    });
  }
  selection::CallDoneOr act(const Person& person, const std::string& call, selection::Event wanted) {
    return step([&](store::Transaction& tx) { return calls.act(tx, person, call, wanted); });
  }
  selection::CallFile file(const std::string& call) {
    return read([&](const store::Reader& reader) { return selection::load_call(reader, catalogue, call); })
        .value();
  }
  // Everybody on a panel agrees and gives each bid its points of 100.
  void judge_all(const std::string& call, const std::map<std::string, int>& points) {
    using selection::Kind;
    for (const selection::Outstanding& one : selection::outstanding(file(call).call)) {
      const Person& person = judge_of(one.expert);
      if (one.bid.empty()) {
        act(person, call, {.kind = Kind::agreed, .need = one.need, .expert = one.expert}).value();
      } else {
        const std::int64_t of_hundred = points.at(one.bid) * 100;
        act(person, call,
            {.kind = Kind::sheet_handed_in,
             .need = one.need,
             .bid = one.bid,
             .expert = one.expert,
             .hundredths = {of_hundred, of_hundred / 2}})
            .value();
      }
    }
  }
  const Person& judge_of(const std::string& expert) {
    for (const auto& [number, id] : experts) {
      if (id == expert) return judges.at(number);
    }
    throw std::logic_error("no such expert");
  }
  void settle(const std::string& call) {
    using selection::Kind;
    act(handler, call, {.kind = Kind::scoring_closed}).value();
    act(handler, call, {.kind = Kind::minuted, .reason = "〔2026〕1号纪要"}).value();
    act(approver, call, {.kind = Kind::published}).value();
    days(10);
    act(handler, call, {.kind = Kind::settled}).value();
  }
  void contract(const std::string& call, const std::string& bid_id, const std::string& number) {
    selection::Terms terms;
    terms.stages = {{"1", "样机", "通过测试", *today().add_days(60)},
                    {"2", "小批量", "交付", *today().add_days(120)}};
    act(handler, call, {.kind = selection::Kind::contracted, .bid = bid_id, .number = number, .terms = terms})
        .value();
  }
  void stage(const std::string& call, const std::string& bid_id, const std::string& id, bool passed) {
    act(handler, call,
        {.kind = selection::Kind::judged, .bid = bid_id, .stage = id, .reason = "现场核查", .upheld = passed})
        .value();
  }
  selection::CallDoneOr examine(const std::string& call, const std::string& bid_id, bool accepted) {
    return act(
        approver, call,
        {.kind = selection::Kind::examined, .bid = bid_id, .reason = "验收会意见", .upheld = accepted});
  }

  void days(std::int64_t count) { space.advance(count * 24 * 3600); }
  Date today() { return space.clock.now().legal_day(); }
  void expect_sound() {
    for (const store::Difference& one : space.database().check())
      ADD_FAILURE() << one.where << ": " << one.what;
  }

  policy::PackagePtr package = contest_package();
  Library library{{package}};
  Casework cases{library};
  registers::Catalogue catalogue{{package}};
  registers::Registers books{catalogue};
  selection::Calls calls{catalogue};
  store::TestSpace space{
      {identity::module(), ledger::module(), registers::module(), selection::module(), casework::module()}};
  std::map<int, Person> firms;
  std::map<int, Person> judges;
  std::map<int, std::string> experts;
  std::vector<std::string> needs;
};

}  // namespace enact::casework::test
