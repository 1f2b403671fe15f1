// A provision and a decision table as the blocks of policy.md (docs/policy-package.md). What enact check
// reads back is the same provision.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "policy/provision_text.hpp"

namespace enact::policy {
namespace {

// Whether YAML reads the text, written as it is, as this very text.
bool is_plain(std::string_view text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == ':') return false;
  if (std::string_view("\"'[]{}>|*&!%@`#,?:-").find(text.front()) != std::string_view::npos) return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) return false;
  if (text.find_first_of("\n\t") != std::string_view::npos) return false;
  // Numbers, dates and words that YAML takes for something else.
  if (text.find_first_not_of("0123456789.+-eE_") == std::string_view::npos) return false;
  static constexpr std::array<std::string_view, 8> words{"true", "false", "null", "yes",
                                                         "no",   "on",    "off",  "~"};
  return std::find(words.begin(), words.end(), text) == words.end();
}

std::string scalar(const std::string& text) {
  if (is_plain(text)) return text;
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') quoted += '\'';
    quoted += c;
  }
  return quoted + "'";
}

const std::string& spelling(const WrittenExpression& expression) {
  return expression.written.empty() ? expression.feel : expression.written;
}

class YamlBlock {
 public:
  std::string take() { return std::move(out_); }

  void key(int depth, std::string_view name) {
    out_ += fmt::format("{:{}}{}:\n", "", depth, scalar(std::string(name)));
  }
  void put(int depth, std::string_view name, const std::string& value) {
    if (value.empty()) return;
    // A text of several lines (a rule folded by its author) stands on one: FEEL does not mind.
    std::string line;
    for (const char c : value) line += c == '\n' ? ' ' : c;
    out_ += fmt::format("{:{}}{}: {}\n", "", depth, scalar(std::string(name)), scalar(line));
  }
  void put(int depth, std::string_view name, const WrittenExpression& value) {
    put(depth, name, spelling(value));
  }
  void put(int depth, std::string_view name, const std::optional<WrittenExpression>& value) {
    if (value) put(depth, name, spelling(*value));
  }
  void put(int depth, std::string_view name, const Text& text) {
    if (text.empty()) return;
    if (text.zh == text.en) return put(depth, name, text.zh);
    key(depth, name);
    put(depth + 2, "zh", text.zh);
    put(depth + 2, "en", text.en);
  }
  void put(int depth, std::string_view name, const std::vector<std::string>& list) {
    if (list.empty()) return;
    key(depth, name);
    for (const std::string& item : list) out_ += fmt::format("{:{}}- {}\n", "", depth + 2, scalar(item));
  }
  void put(int depth, std::string_view name, const std::vector<WrittenExpression>& list) {
    std::vector<std::string> texts;
    for (const WrittenExpression& each : list) texts.push_back(spelling(each));
    put(depth, name, texts);
  }
  void put(int depth, std::string_view name, const Validity& validity) {
    const auto day = [](const std::optional<Date>& date) { return date ? date->to_string() : "null"; };
    out_ += fmt::format("{:{}}{}: [{}, {}]\n", "", depth, name, day(validity.from), day(validity.to));
  }
  // Known from one day on it is that day, else first and last.
  void put_known(int depth, const std::optional<Validity>& days) {
    if (!days) return;
    if (days->to) return put(depth, "known", *days);
    out_ += fmt::format("{:{}}known: {}\n", "", depth, days->from->to_string());
  }
  // The keys of an assumption beside others.
  void beside(int depth, const Assumption& assumption) {
    put(depth, "assumption", assumption.text);
    put(depth, "because", assumption.reason);
    put(depth, "ruled by", assumption.ruled_by);
  }
  void item(int depth) { out_ += fmt::format("{:{}}-\n", "", depth); }

 private:
  std::string out_;
};

// The assumption of that id among those of a provision; null: none.
const Assumption* assumption(const ProvisionText& provision, std::string_view key) {
  const std::string id = fmt::format("{}/{}", provision.id, key);
  const auto found = std::find_if(provision.assumptions.begin(), provision.assumptions.end(),
                                  [&](const Assumption& each) { return each.id == id; });
  return found == provision.assumptions.end() ? nullptr : &*found;
}

void put_party(YamlBlock& block, const ProvisionText& provision, const std::string& key,
               const std::string& party) {
  const Assumption* assumed = assumption(provision, key);
  if (assumed == nullptr || party.empty()) return block.put(0, key, party);
  block.key(0, key);
  block.put(2, "is", party);
  block.beside(2, *assumed);
}

void put_condition(YamlBlock& block, const ConditionText& condition) {
  block.key(2, condition.name);
  if (condition.title.zh != condition.name && !condition.title.zh.empty()) {
    block.put(4, "title", condition.title);
  } else if (condition.title.en != condition.name) {
    block.put(4, "en", condition.title.en);
  }
  block.put(4, "rule", condition.rule);
  block.put(4, "words", condition.words);
  block.put(4, "text", condition.citation);
  if (condition.validity) block.put(4, "valid", *condition.validity);
  block.put_known(4, condition.known);
  if (condition.assumption) block.beside(4, *condition.assumption);
}

void put_amount(YamlBlock& block, const ProvisionText& provision) {
  static constexpr std::array<std::string_view, 3> spans{"claim", "year", "lifetime"};
  block.key(0, "amount");
  block.put(2, "value", provision.amount->value);
  block.put(2, "decided by", provision.amount->decided_by);
  if (provision.amount->estimate) block.put(2, "estimate", "true");
  block.put(2, "text", provision.amount_citation);
  if (provision.caps.empty()) return;
  block.key(2, "cap");
  for (const CapText& cap : provision.caps) {
    block.item(4);
    const std::string prefix = provision.id + "/";
    if (cap.assumption && cap.assumption->id.starts_with(prefix) && cap.assumption->id != prefix + "cap") {
      block.put(6, "id", cap.assumption->id.substr(prefix.size()));
    }
    block.put(6, "amount", cap.amount);
    block.put(6, "per", cap.per);
    block.put(6, "over", std::string(spans[static_cast<std::size_t>(cap.over)]));
    if (cap.assumption) block.beside(6, *cap.assumption);
  }
}

void put_rules(YamlBlock& block, const ProvisionText& provision) {
  block.put(0, "subject", provision.subject);
  if (provision.list) block.put(0, "each", provision.variable + " in " + spelling(*provision.list));
  block.put(0, "date", provision.date);
  if (provision.monthly) {
    block.key(0, "monthly");
    block.put(2, "from", provision.monthly->from);
    block.put(2, "to", provision.monthly->to);
    block.put(2, "months", provision.monthly->months);
    if (provision.monthly->one_claim) block.put(2, "one claim", "true");
    block.put(2, "amount", provision.monthly->amount);
  }
  if (!provision.lets.empty()) block.key(0, "let");
  for (const LetText& each : provision.lets) block.put(2, each.name, each.value);
  if (!provision.conditions.empty()) block.key(0, "when");
  for (const ConditionText& condition : provision.conditions) put_condition(block, condition);
  if (provision.amount) put_amount(block, provision);
  if (!provision.matter.empty()) {
    block.key(0, "matter");
    block.put(2, "kind", provision.matter);
    block.put(2, "parts", provision.matter_parts);
  }
}

void put_assumptions(YamlBlock& block, const ProvisionText& provision) {
  static constexpr std::array<std::string_view, 4> elsewhere{"payee", "payer", "opinions", "joint"};
  bool first = true;
  for (const Assumption& each : provision.assumptions) {
    const std::string id = each.id.substr(each.id.find('/') + 1);
    if (std::find(elsewhere.begin(), elsewhere.end(), id) != elsewhere.end()) continue;
    if (std::exchange(first, false)) block.key(0, "assumptions");
    block.item(2);
    block.put(4, "id", id);
    block.put(4, "says", each.text);
    block.put(4, "because", each.reason);
    block.put(4, "ruled by", each.ruled_by);
  }
}

}  // namespace

std::string to_yaml_block(const ProvisionText& provision) {
  YamlBlock block;
  block.put(0, "provision", provision.id);
  block.put(0, "kind", provision.kind);
  block.put(0, "title", provision.title);
  block.put(0, "summary", provision.summary);
  block.put(0, "text", provision.citations);
  put_rules(block, provision);
  if (provision.particulars) {
    block.key(0, "stacking");
    block.put(2, "upper-level", provision.stacking.on_top_of_upper_level ? "on-top" : "deducted");
    block.put(2, "same-city", provision.stacking.same_city == SameCity::highest ? "highest" : "repeatable");
    block.put(2, "second payment",
              provision.stacking.second_payment == SecondPayment::top_up ? "top-up" : "none");
  }
  put_party(block, provision, "payee", provision.payee);
  put_party(block, provision, "payer", provision.payer);
  block.put(0, "lead", provision.leads);
  if (const Assumption* assumed = assumption(provision, "opinions"); assumed && !provision.opinions.empty()) {
    block.key(0, "opinions");
    block.put(2, "units", provision.opinions);
    block.beside(2, *assumed);
  } else {
    block.put(0, "opinions", provision.opinions);
  }
  block.put(0, "involved", provision.involved);
  block.put(0, "procedure", provision.procedure);
  block.put(0, "evidence", provision.evidence);
  if (provision.task) {
    block.key(0, "task");
    block.put(2, "units", provision.task->units);
    block.put(2, "does", provision.task->text);
    if (provision.task->working_days > 0)
      block.put(2, "within", std::to_string(provision.task->working_days));
  }
  if (provision.joint) {
    block.key(0, "joint");
    block.put(2, "with", provision.joint->with);
    block.put(2, "least", std::to_string(provision.joint->least));
    block.put(2, "most", std::to_string(provision.joint->most));
    if (const Assumption* assumed = assumption(provision, "joint")) block.beside(2, *assumed);
  }
  put_assumptions(block, provision);
  if (provision.validity) block.put(0, "valid", *provision.validity);
  block.put_known(0, provision.known);
  return "```yaml\n" + block.take() + "```\n";
}

std::string to_table_block(const RuleTableText& table) {
  const auto cell = [](const std::string& text) {
    std::string out;
    for (const char c : text) {
      if (c == '|') out += '\\';
      out += c;
    }
    return out;
  };
  const auto heading = [](const RuleTableText::Clause& clause) {
    std::string text = clause.name;
    if (!clause.type.empty() && clause.type != "Any") text += ": " + clause.type;
    if (!clause.allowed.empty()) text += " in (" + clause.allowed + ")";
    return text;
  };
  std::string out = fmt::format("```table {}\n| {} |", table.name, table.hit_policy);
  for (const auto& input : table.inputs) out += fmt::format(" {} |", heading(input));
  for (const auto& output : table.outputs) out += fmt::format(" **{}** |", heading(output));
  const bool remarks = std::any_of(table.rows.begin(), table.rows.end(),
                                   [](const RuleTableText::Row& row) { return !row.annotation.empty(); });
  if (remarks) out += " 备注 |";
  out += "\n|";
  for (std::size_t i = 0; i < 1 + table.inputs.size() + table.outputs.size() + (remarks ? 1 : 0); ++i)
    out += "---|";
  out += "\n";
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const RuleTableText::Row& row = table.rows[i];
    out += fmt::format("| {} |", i + 1);
    for (const std::string& test : row.tests) out += fmt::format(" {} |", cell(test));
    for (const std::string& output : row.outputs) out += fmt::format(" {} |", cell(output));
    if (remarks) out += fmt::format(" {} |", cell(row.annotation));
    out += "\n";
  }
  return out + "```\n";
}

}  // namespace enact::policy
