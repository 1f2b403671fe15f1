// A made-up town whose appropriation is too small and which says how it is shared out: the stage for the
// tests of allocations and of parts that are paid.
#pragma once

#include <map>

#include "casework/allocation_run.hpp"
#include "casework/orders.hpp"
#include "casework/test_town.hpp"

namespace enact::casework::test {

// The made-up town with a declared rule, and a ranking of a1 by revenue. `rest`: what becomes of the rest of
// a part; empty: the package does not say.
// `joint`: up to three may join an application for a1, and everybody is paid its share.
inline policy::FileSet short_town_files(std::string_view rule, std::string_view rest, bool joint = false) {
  std::string words = vocabulary;
  constexpr std::string_view records = "records:\n";
  words.insert(words.find(records) + records.size(),
               "  分配规则:\n    title: { zh: 分配规则, en: Sharing out }\n    fields:\n"
               "      规则: { type: string, required: true, en: Rule }\n"
               "      余额: { type: string, required: true, en: Rest }\n");
  const std::string type = rest.empty() ? "string" : "分配规则";
  const std::string value =
      rest.empty() ? fmt::format("\"{}\"", rule) : fmt::format("{{规则: \"{}\", 余额: \"{}\"}}", rule, rest);
  std::string document = articles;
  constexpr std::string_view matter = "matter: { kind: 认定, parts: [企业.代码, 认定.证书编号] }\n";
  document.insert(document.find(matter),
                  "rank by: [{ value: 企业.营业收入, title: { zh: 营业收入, en: revenue } }]\n");
  if (joint) {
    constexpr std::string_view evidence = "evidence: [认定证书]\n";
    document.insert(document.find(evidence), "joint: { with: [企业], least: 0, most: 3 }\n");
  }
  policy::FileSet files = {
      {"policies/sample-town/official.txt", official},
      {"policies/sample-town/policy.md",
       fmt::format(fmt::runtime(front), store::sha256_hex(official)) + document},
      {"policies/sample-town/vocabulary.yaml", words},
      {"policies/sample-town/units.yaml", units},
      {"policies/sample-town/procedures.yaml", procedures},
      {"policies/sample-town/letters.yaml", letters},
      {"policies/sample-town/parameters/working-days.yaml", working_days},
      {"policies/sample-town/parameters/short.yaml",
       fmt::format("资金不足分配:\n  title: {{ zh: 资金不足时的分配, en: Sharing out }}\n  type: {}\n"
                   "  ask: [市财局]\n  values:\n    - {{ value: '{}', source: 样例 }}\n",
                   type, value)}};
  if (joint) {
    files["policies/sample-town/parameters/joint.yaml"] =
        "联合申请支付:\n  title: { zh: 联合申请如何支付, en: How joint applications are paid }\n  type: "
        "string\n  ask: [市财局]\n  values:\n    - { value: '\"shares\"', source: 样例 }\n";
  }
  return files;
}

inline policy::PackagePtr short_town(std::string_view rule, std::string_view rest, bool joint = false) {
  policy::Loaded loaded = policy::load_package(short_town_files(rule, rest, joint), "policies/sample-town");
  if (!loaded.ok()) throw std::runtime_error(render(loaded.diagnostics, Language::en));
  return loaded.package;
}

class ShortTown : public Town {
 public:
  explicit ShortTown(determine::AllocationRule by, std::string_view rest = "", bool joint = false)
      : Town({}, short_town(determine::to_string(by), rest, joint)), rule(by) {
    set_enterprise(enterprise, "样例一厂");
  }

  // A case of another enterprise that waits for money; its number of ten thousand yuan is one.
  std::string waiting(const std::string& code_of, const std::string& revenue = "") {
    const std::string subject = add_enterprise(code_of, "样例" + code_of, {"C-" + code_of});
    if (!revenue.empty()) {
      step([&](store::Transaction& tx) {
        return enter_fact(tx, library, {"税一", "市税局"}, subject,
                          {.name = "营业收入",
                           .value = revenue,
                           .valid_from = {},
                           .valid_to = {},
                           .evidence = {},
                           .supersedes = {}});
      }).value();
    }
    set_enterprise(subject, "样例" + code_of);
    const std::string id = reach("资金安排");
    cases_[id] = subject;
    return id;
  }
  AllocationOr propose(std::optional<Fen> budget = {}, const Person& who = finance) {
    return step([&](store::Transaction& tx) {
      return propose_allocation(tx, library, who,
                                {.line = at,
                                 .provision = rule == determine::AllocationRule::ranking ? "a1" : "",
                                 .rule = rule,
                                 .budget = budget});
    });
  }
  AllocationOr release_run(const std::string& id, const Person& who = checker) {
    return step([&](store::Transaction& tx) { return release_allocation(tx, cases, who, id); });
  }
  Fen available() {
    return read([&](const store::Reader& reader) { return ledger::find_line(reader, at)->available; });
  }
  // Money for the line of `at`.
  void add_money(std::int64_t yuan) {
    step([&](store::Transaction& tx) {
      return casework::appropriate(tx, finance, at, Fen{yuan * 100}, "样财指〔2026〕9号");
    }).value();
  }
  void share_out() { release_run(propose().value().id).value(); }
  // Everything that is payable of the case, paid by the bank.
  void pay_out(const std::string& id) {
    const auto made = batch({id}).value();
    release(made.id).value();
    for (const ledger::BatchLine& one : made.lines) {
      step([&](store::Transaction& tx) {
        return record_bank_result(
            tx, library, maker,
            {made.id, one.number, ledger::BankResult::paid, fmt::format("R-{}-{}", made.id, one.number), ""});
      }).value();
    }
  }
  Fen paid_for(const std::string& id) {
    return read([&](const store::Reader& reader) {
      Fen sum;
      for (const ledger::Commitment& one : ledger::commitments_of_case(reader, id))
        sum.count += one.paid.count;
      return sum;
    });
  }
  std::optional<PartView> part_of(const std::string& id) { return detail(auditor, id).value().part; }
  ledger::MatterState matter_of(const std::string& id) {
    return read([&](const store::Reader& reader) {
      const auto commitments = ledger::commitments_of_case(reader, id);
      return *ledger::find_matter(reader, commitments.front().matter);
    });
  }
  // By order: proposed by the treasury, approved by its checker.
  void order(const ledger::OrderRequest& request) {
    const Person both{
        "财二",
        {{identity::Role::treasury_maker, "市财局", ""}, {identity::Role::finance_reviewer, "市财局", ""}}};
    const auto made =
        step([&](store::Transaction& tx) { return propose_order(tx, library, both, request); }).value();
    step([&](store::Transaction& tx) { return approve_order(tx, library, checker, made.id); }).value();
  }
  const std::string& subject_of(const std::string& id) { return cases_.at(id); }
  const Person& applicant_of(const std::string& id) {
    set_enterprise(cases_.at(id), "");
    return applicant;
  }
  Fen committed_for(const std::string& id) {
    return read([&](const store::Reader& reader) {
      Fen sum;
      for (const ledger::Commitment& one : ledger::commitments_of_case(reader, id))
        sum.count += one.fen.count - one.cancelled.count;
      return sum;
    });
  }
  std::optional<MoneyWait> wait_of(const std::string& id) { return detail(auditor, id).value().money_wait; }

  determine::AllocationRule rule;
  ledger::Line at = line;

 private:
  void set_enterprise(const std::string& subject, const std::string& name) {
    enterprise = subject;
    applicant = {"成员" + name, {{identity::Role::applicant, "", subject}}};
  }
  std::map<std::string, std::string> cases_;
};

}  // namespace enact::casework::test
