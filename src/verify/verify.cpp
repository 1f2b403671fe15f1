// Every obligation of the packages. See verify.hpp.
#include "verify/verify.hpp"

#include <algorithm>

#include "policy/succession.hpp"
#include "verify/prover.hpp"

namespace enact::verify {

namespace {

std::vector<enact::Text> hypotheses(const Law& law, const Options& options) {
  const std::string from = law.from.to_string();
  const std::string to = law.to.to_string();
  const std::string items = std::to_string(options.items);
  return {
      {"查询日在 " + from + " 至 " + to + " 之间（施行期及其后十年）",
       "the day of asking lies between " + from + " and " + to + " (the dates in force and ten years after)"},
      {"事实的日期在 1910-01-01 至 2089-12-31 之间；数值绝对值不超过 10^15；金额到分，其他数最多六位小数",
       "dates of facts lie between 1910-01-01 and 2089-12-31; numbers within 10^15; money to the fen, other "
       "numbers "
       "to six "
       "decimals"},
      {"事实符合词汇表（类型、代码、必填、不为负）且全部已知：或有值，或没有；主体都说明了自己是谁",
       "facts keep to the vocabulary (types, codes, required, not negative) and are all known: a value, or "
       "none; subjects say who they are"},
      {"列表至少考虑 " + items + " 项；标注“列表任意长”的结论对任何长度成立",
       "lists of up to " + items + " items at least; what is marked `any length` holds for every length"},
  };
}

}  // namespace

Report verify(const std::vector<policy::PackagePtr>& packages, const Options& options) {
  const Law law(policy::side_by_side(packages));
  Report report;
  report.options = options;
  report.hypotheses = hypotheses(law, options);
  for (std::size_t i = 0; i < law.plans.size(); ++i) {
    for (const determine::ProvisionPlan& plan : law.plans[i].provisions) {
      if (!options.only.empty() && options.only.count(plan.provision->id) == 0) continue;
      check_due(law, options, i, plan, report.obligations);
      check_words(law, options, i, plan, report.obligations);
      check_tables(law, options, i, plan, report.obligations);
      check_cliffs(law, options, i, plan, report.obligations);
    }
    if (options.only.empty()) check_other_tables(law, options, i, report.obligations);
  }
  check_matters(law, options, report.obligations);
  return report;
}

bool Report::good() const {
  return std::none_of(obligations.begin(), obligations.end(), [](const Obligation& one) {
    if (one.outcome == Outcome::proved || one.outcome == Outcome::declared) return false;
    return one.outcome == Outcome::refuted || one.money;
  });
}

std::string_view to_string(Question question) {
  switch (question) {
    case Question::can_be_due:
      return "can-be-due";
    case Question::can_be_refused:
      return "can-be-refused";
    case Question::one_event_one_matter:
      return "one-event-one-matter";
    case Question::highest_once:
      return "highest-once";
    case Question::within_the_words:
      return "within-the-words";
    case Question::within_the_cap:
      return "within-the-cap";
    case Question::tables:
      return "tables";
    case Question::no_cliff:
      return "no-cliff";
  }
  return "";
}

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::proved:
      return "proved";
    case Outcome::refuted:
      return "refuted";
    case Outcome::declared:
      return "declared";
    case Outcome::outside:
      return "outside";
    case Outcome::timeout:
      return "timeout";
    case Outcome::vacuous:
      return "vacuous";
  }
  return "";
}

}  // namespace enact::verify
