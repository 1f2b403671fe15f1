// Building the tree. See explanation.hpp.
#include "determine/explanation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "determine/fact_words.hpp"

namespace enact::determine {
namespace {

using Kind = Explanation::Kind;

constexpr std::size_t most_reasons = 3;

Verdict verdict_of(Status status) {
  return status == Status::due       ? Verdict::met
         : status == Status::unknown ? Verdict::unknown
                                     : Verdict::not_met;
}

Text amount_words(const AmountResult& amount) {
  if (amount.figure()) return {format_yuan(amount.min) + " 元", format_yuan(amount.min) + " CNY"};
  if (!amount.max) {
    if (amount.min.count == 0) return {"金额未知", "amount not known"};
    return {"不少于 " + format_yuan(amount.min) + " 元", "at least " + format_yuan(amount.min) + " CNY"};
  }
  const std::string max = format_yuan(*amount.max);
  if (amount.min.count == 0) return {"最高 " + max + " 元", "up to " + max + " CNY"};
  return {format_yuan(amount.min) + " 至 " + max + " 元", format_yuan(amount.min) + " to " + max + " CNY"};
}

Text estimate_words(const AmountResult& amount) {
  const Text words = amount_words(amount);
  if (!amount.max) return words;
  return {"估算 " + words.zh, words.en + ", an estimate"};
}

std::string month_of(const Date& month) {
  return month.to_string().substr(0, 7);
}

Explanation assumption(const policy::Package& package, const std::string& id) {
  Explanation node{Kind::assumption, id, {id, id}};
  const policy::Assumption* known = package.assumption(id);
  if (known == nullptr) return node;
  node.text = known->text;
  node.detail = known->reason;
  const Text by = FactWords(package).units(known->ruled_by);
  if (!by.empty()) {
    node.detail = {node.detail.zh + "；可由" + by.zh + "另行裁定",
                   node.detail.en + "; may be ruled otherwise by " + by.en};
  }
  return node;
}

class Explainer {
 public:
  explicit Explainer(const ProvisionResult& result)
      : result_(result), provision_(*result.provision), package_(*result.package), words_(*result.package) {}

  Explanation run() {
    Explanation root{Kind::provision, provision_.id, provision_.title};
    root.verdict = verdict_of(result_.status);
    if (result_.amount && result_.status != Status::not_due) {
      const bool estimate = provision_.amount && provision_.amount->estimate;
      root.value = estimate ? estimate_words(*result_.amount) : amount_words(*result_.amount);
    }
    for (const policy::Citation& citation : provision_.citations) {
      root.children.push_back(sentence(citation));
    }
    const std::size_t all = result_.claims.size() + result_.refused.size();
    for (const std::vector<Claim>* claims : {&result_.claims, &result_.refused}) {
      for (const Claim& one : *claims) {
        Explanation told = claim(one);
        // The only claim of the subject itself has nothing to say beside the provision.
        if (all == 1 && !provision_.each && !provision_.monthly) {
          for (Explanation& child : told.children) root.children.push_back(std::move(child));
        } else {
          root.children.push_back(std::move(told));
        }
      }
    }
    // Where no event speaks for it, the conditions are those of the provision.
    if (result_.claims.empty() && (result_.refused.empty() || result_.status == Status::unknown)) {
      for (const ConditionResult& one : result_.conditions) root.children.push_back(condition(one));
    }
    add_missing(root, result_.missing);
    for (const Change& one : result_.changes) {
      root.children.push_back({Kind::change, one.new_event, one.text});
    }
    for (const std::string& id : result_.assumptions) {
      if (id.starts_with(provision_.id + "/") && !told_.contains(id)) add_assumption(root, id);
    }
    root.detail = summary();
    return root;
  }

 private:
  // ---- in one sentence -----------------------------------------------------------------------------------

  Text summary() const {
    switch (result_.status) {
      case Status::due:
        return due();
      case Status::not_due:
        return refusal();
      case Status::unknown:
        break;
    }
    return until(result_.missing);
  }

  Text due() const {
    for (const Claim& claim : result_.claims) {
      const bool band = claim.amount && !claim.amount->figure() && !claim.decided_by.empty();
      if (claim.status == Status::due && band) return who_decides(claim);
    }
    if (result_.claims.size() < 2) return {};
    const std::string count = std::to_string(result_.claims.size());
    return {"共 " + count + " 项", count + " claims"};
  }

  Text refusal() const {
    std::vector<Text> reasons;
    const auto gather = [&](const std::vector<ConditionResult>& conditions) {
      for (const ConditionResult& one : conditions) {
        if (one.verdict != Verdict::not_met) continue;
        const Text title = title_of(one);
        if (std::find(reasons.begin(), reasons.end(), title) == reasons.end()) reasons.push_back(title);
      }
    };
    for (const Claim& claim : result_.refused) gather(claim.conditions);
    if (reasons.empty()) gather(result_.conditions);
    if (reasons.empty()) return {};
    const Text names = shortened(reasons);
    return {"不符合，因为未满足：" + names.zh, "no, because this does not hold: " + names.en};
  }

  static Text shortened(std::vector<Text> items) {
    const std::size_t all = items.size();
    if (all > most_reasons) items.resize(most_reasons);
    Text text = listed(items);
    if (all > most_reasons) {
      const std::string more = std::to_string(all - most_reasons);
      text = {text.zh + "等 " + std::to_string(all) + " 项", text.en + " and " + more + " more"};
    }
    return text;
  }

  // What has to become known: "认定（第 1 项）：证书编号", "“认定”的全部情况".
  Text awaited(const Missing& missing) const {
    switch (missing.kind) {
      case Missing::Kind::open_list:
        return {"“" + missing.title.zh + "”的全部情况", "all “" + missing.title.en + "”"};
      case Missing::Kind::parameter:
        return {"“" + missing.title.zh + "”的现行标准", "a value in force of “" + missing.title.en + "”"};
      case Missing::Kind::fact:
        return words_.name(missing.what);
      case Missing::Kind::decision:
      case Missing::Kind::error:
        break;
    }
    return missing.title;
  }

  Text until(const std::vector<Missing>& missing) const {
    std::vector<Text> names;
    for (const Missing& one : missing) {
      const Text name = awaited(one);
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    if (names.empty()) return {};
    const Text all = shortened(names);
    return {"还须知道：" + all.zh, "until this is known: " + all.en};
  }

  Text who_decides(const Claim& claim) const {
    const Text by = words_.units(claim.decided_by);
    const Text band = amount_words(*claim.amount);
    return {"由" + by.zh + "在幅度内决定：" + band.zh,
            "decided by " + by.en + " within the band: " + band.en};
  }

  // ---- nodes ---------------------------------------------------------------------------------------------

  static Explanation sentence(const policy::Citation& citation) {
    Explanation node{Kind::sentence, {}, FactWords::article(citation)};
    node.citation = citation;
    return node;
  }

  Explanation claim(const Claim& claim) {
    Explanation node{Kind::claim, claim.matter.key,
                     claim.event.empty() ? provision_.title : words_.event(claim.event)};
    node.verdict = verdict_of(claim.status);
    if (claim.amount) node.value = amount_words(*claim.amount);
    if (claim.status == Status::not_due) node.detail = {"不计入", "does not count"};
    if (claim.estimate) node.detail = {"估算，不作支付", "an estimate, never paid"};
    for (const ConditionResult& one : claim.conditions) node.children.push_back(condition(one));
    if (claim.status != Status::not_due && claim.money) node.children.push_back(amount(claim));
    add_missing(node, claim.missing);
    return node;
  }

  Explanation condition(const ConditionResult& condition) {
    Explanation node{Kind::condition, condition.name, title_of(condition)};
    node.verdict = condition.verdict;
    node.citation = condition.citation;
    if (condition.verdict == Verdict::not_reached) {
      node.detail = {"没有事项，未涉及", "not reached, there is no event"};
    }
    add_facts(node, condition.facts, condition.missing);
    add_missing(node, condition.missing);
    if (!condition.assumption.empty()) add_assumption(node, condition.assumption);
    return node;
  }

  // That there is an event is said by the list that it would be in.
  Text title_of(const ConditionResult& condition) const {
    const bool of_event = condition.condition == nullptr && provision_.each &&
                          condition.name == provision_.each->variable && !condition.facts.empty();
    if (!of_event) return condition.title;
    return {condition.title.zh,
            "an entry of this kind among “" + words_.name(condition.facts.front().path).en + "”"};
  }

  // Without those that the node goes on to tell as missing.
  void add_facts(Explanation& node, const std::vector<FactRead>& facts, const std::vector<Missing>& missing) {
    for (const FactRead& fact : facts) {
      const bool awaits = std::any_of(missing.begin(), missing.end(),
                                      [&](const Missing& one) { return one.what == fact.path; });
      if (awaits && is_blank(fact.value)) continue;
      // What is read of an item of a list says more than the list.
      const bool covered = std::any_of(facts.begin(), facts.end(), [&](const FactRead& other) {
        return other.path.size() > fact.path.size() && other.path.starts_with(fact.path) &&
               other.path[fact.path.size()] == '.';
      });
      if (!covered) node.children.push_back(this->fact(fact));
    }
  }

  static bool is_blank(const feel::Value& value) {
    const feel::List* list = value.list();
    return value.is_unknown() || value.is_null() || (list != nullptr && list->items.empty());
  }

  Explanation fact(const FactRead& fact) {
    Explanation node{Kind::fact, fact.path, words_.name(fact.path)};
    node.value = words_.value(fact.path, fact.value);
    if (!fact.items.empty()) {
      node.detail = {"各项来源分列如下", "each item says where it is from"};
    } else if (!is_blank(fact.value)) {
      node.detail = words_.source(fact.path, fact.provenance);
    }
    const feel::List* list = fact.value.list();
    if (list == nullptr || list->items.empty() || list->items.front().context() == nullptr) return node;
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      const std::string path = fact.path + "[" + std::to_string(i + 1) + "]";
      Explanation item{Kind::fact, path, {std::to_string(i + 1), std::to_string(i + 1)}};
      item.value = words_.value(path, list->items[i]);
      if (i < fact.items.size()) item.detail = words_.source(path, fact.items[i]);
      node.children.push_back(std::move(item));
    }
    return node;
  }

  // ---- money ---------------------------------------------------------------------------------------------

  Explanation amount(const Claim& claim) {
    Explanation node{Kind::amount, {}, {"金额", "amount"}};
    const std::optional<AmountResult>& shown = claim.amount ? claim.amount : claim.offered;
    if (shown) node.value = claim.estimate ? estimate_words(*shown) : amount_words(*shown);
    node.citation = provision_.amount_citation;
    const bool band = shown && !shown->figure() && !claim.decided_by.empty();
    node.detail = band ? who_decides_alone(claim) : paid_by(claim);
    add_facts(node, claim.facts, claim.missing);
    // What reads no fact and takes one step is a figure of the document, not a computation.
    if (!claim.facts.empty() || claim.steps.size() > 1) {
      for (const Text& step : claim.steps) {
        // A step that waits for a fact has no result; the fact is told as missing.
        if (step.zh.find("?(") == std::string::npos) node.children.push_back({Kind::step, {}, step});
      }
    }
    if (claim.decision) node.children.push_back(decision(*claim.decision));
    for (const Reduction& one : claim.reduced_by) {
      node.children.push_back({Kind::reduction, one.provision, one.text});
    }
    if (claim.amount && !claim.amount->figure() && claim.payable.count > 0) {
      Explanation payable{Kind::payable, {}, {"可先行兑付", "payable now"}};
      payable.value = amount_words({claim.payable, claim.payable});
      payable.detail = {"无论其余如何确定，都不会多付", "whatever is still found out or decided"};
      node.children.push_back(std::move(payable));
    }
    add_schedule(node, claim.schedule);
    if (provision_.amount) {
      for (const policy::Cap& cap : provision_.amount->caps) {
        if (cap.assumption) add_assumption(node, cap.assumption->id);
      }
    }
    return node;
  }

  Text who_decides_alone(const Claim& claim) const {
    const Text by = words_.units(claim.decided_by);
    return {"由" + by.zh + "在幅度内决定", "decided by " + by.en + " within the band"};
  }

  Text paid_by(const Claim& claim) const {
    if (claim.payer.empty() || claim.payee.empty()) return {};
    const Text payer = words_.unit(claim.payer);
    const policy::SubjectType* type = package_.vocabulary.subject(claim.payee);
    const std::string payee = type != nullptr && !type->title.en.empty() ? type->title.en : claim.payee;
    return {payer.zh + "支付给" + claim.payee, "paid by " + payer.en + " to " + payee};
  }

  Explanation decision(const Decision& decision) const {
    Explanation node{Kind::decision, {}, {"已决定", "decided"}};
    if (const auto fen = exact_fen_from_yuan(decision.amount)) node.value = amount_words({*fen, fen});
    const Text by = words_.unit(decision.by);
    const std::string on = decision.on ? decision.on->to_string() : "";
    node.detail = {by.zh + (on.empty() ? "" : "，" + on) + "，理由：" + decision.reason,
                   by.en + (on.empty() ? "" : ", " + on) + ", because: " + decision.reason};
    return node;
  }

  // Months of one amount that follow each other are one node.
  static void add_schedule(Explanation& node, const std::vector<Instalment>& schedule) {
    for (std::size_t begin = 0; begin < schedule.size();) {
      std::size_t end = begin + 1;
      while (end < schedule.size() && schedule[end].amount == schedule[begin].amount &&
             follows(schedule[end - 1].month, schedule[end].month)) {
        ++end;
      }
      const std::string from = month_of(schedule[begin].month);
      const std::string to = month_of(schedule[end - 1].month);
      const std::size_t count = end - begin;
      Explanation months{Kind::instalment, from, {from, from}};
      if (count > 1) {
        months.text = {fmt::format("{} 至 {}（{} 个月）每月", from, to, count),
                       fmt::format("{} to {} ({} months) each", from, to, count)};
      }
      months.value = amount_words({schedule[begin].amount, schedule[begin].amount});
      node.children.push_back(std::move(months));
      begin = end;
    }
  }

  static bool follows(const Date& month, const Date& next) {
    return next.year * 12 + next.month == month.year * 12 + month.month + 1;
  }

  // ---- what is missing and assumed -----------------------------------------------------------------------

  // Those that no node below has told already.
  void add_missing(Explanation& node, const std::vector<Missing>& missing) {
    for (const Missing& one : missing) {
      if (tells(node, one)) continue;
      Explanation child{Kind::missing, one.what, awaited(one)};
      const Text ask = words_.units(one.ask);
      if (!ask.empty()) child.detail = {"可询：" + ask.zh, "ask " + ask.en};
      node.children.push_back(std::move(child));
    }
  }

  bool tells(const Explanation& node, const Missing& missing) const {
    return std::any_of(node.children.begin(), node.children.end(), [&](const Explanation& child) {
      return (child.kind == Kind::missing && child.id == missing.what && child.text == awaited(missing)) ||
             tells(child, missing);
    });
  }

  void add_assumption(Explanation& node, const std::string& id) {
    told_.insert(id);
    node.children.push_back(assumption(package_, id));
  }

  const ProvisionResult& result_;
  const policy::Provision& provision_;
  const policy::Package& package_;
  const FactWords words_;
  std::set<std::string> told_;
};

}  // namespace

Explanation explain(const ProvisionResult& result) {
  return Explainer(result).run();
}

std::vector<Explanation> general_assumptions(const Determination& determination) {
  std::vector<Explanation> all;
  std::set<std::string> told;
  for (const SubjectResult& subject : determination.subjects) {
    for (const ProvisionResult& result : subject.provisions) {
      for (const std::string& id : result.assumptions) {
        // Those of a provision stand in its tree; those of a procedure touch no result.
        if (id.find('/') != std::string::npos) continue;
        if (!told.insert(result.package->id + "/" + id).second) continue;
        all.push_back(assumption(*result.package, id));
      }
    }
  }
  return all;
}

std::string_view to_string(Explanation::Kind kind) {
  switch (kind) {
    case Kind::provision:
      return "provision";
    case Kind::sentence:
      return "sentence";
    case Kind::claim:
      return "claim";
    case Kind::condition:
      return "condition";
    case Kind::fact:
      return "fact";
    case Kind::amount:
      return "amount";
    case Kind::step:
      return "step";
    case Kind::reduction:
      return "reduction";
    case Kind::payable:
      return "payable";
    case Kind::decision:
      return "decision";
    case Kind::instalment:
      return "instalment";
    case Kind::missing:
      return "missing";
    case Kind::change:
      return "change";
    case Kind::assumption:
      return "assumption";
  }
  return "";
}

}  // namespace enact::determine
