// Running examples. See examples.hpp.
#include "determine/examples.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "determine/determine.hpp"
#include "determine/example_overlap.hpp"
#include "policy/parameters.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::determine {
namespace {

using policy::yaml::Mapping;
using policy::yaml::Node;

std::string shown(const std::optional<AmountResult>& amount) {
  if (!amount) return "—";
  if (amount->figure()) return format_yuan(amount->min);
  return "[" + format_yuan(amount->min) + ", " + (amount->max ? format_yuan(*amount->max) : "∞") + "]";
}

// Over all subjects: what an example expects of one provision.
struct Sum {
  const policy::Provision* provision = nullptr;
  bool due = false;
  bool unknown = false;
  int claims = 0;
  std::optional<AmountResult> amount;
  std::optional<Date> first_month, last_month;  // of schedules
};

class Runner {
 public:
  Runner(ExampleResult& result, const PackageFinder& finder) : result_(result), finder_(finder) {}

  void run(const Node& root, const policy::PackagePtr& package) {
    Mapping example(root, {"name", "on", "known_on", "facts", "packages", "parameters", "expect"},
                    result_.diagnostics);
    if (!example.valid()) return;
    result_.name = example.required_text("name");
    const auto on = date(example.require("on"));
    const Node* facts = example.require("facts");
    const Node* expect = example.require("expect");
    std::vector<policy::PackagePtr> packages{with_parameters(example, package)};
    find_packages(example, packages);
    if (!on || facts == nullptr || expect == nullptr || has_errors(result_.diagnostics)) return;
    const Determiner determiner(packages);
    ReadFacts read = read_facts(*facts, determiner.model());
    append(read.diagnostics);
    if (has_errors(read.diagnostics)) return;
    result_.determination = determiner.determine(read.facts, {*on, date(example.get("known_on"))});
    compare(*expect, *result_.determination);
  }

 private:
  std::optional<Date> date(const Node* node) {
    return node != nullptr ? policy::yaml::read_date(*node, result_.diagnostics) : std::nullopt;
  }

  void append(const Diagnostics& more) {
    result_.diagnostics.insert(result_.diagnostics.end(), more.begin(), more.end());
  }

  // The package as it would be if parameters had the values that the example supposes, on every day.
  policy::PackagePtr with_parameters(const Mapping& example, const policy::PackagePtr& package) {
    const Node* supposed = example.get("parameters");
    if (supposed == nullptr) return package;
    std::vector<std::string> names;
    for (const policy::Parameter& parameter : package->parameters) names.push_back(parameter.name);
    const Mapping values(*supposed, names, result_.diagnostics);
    auto changed = std::make_shared<policy::Package>(*package);
    for (policy::Parameter& parameter : changed->parameters) {
      const Node* node = values.get(parameter.name);
      if (node == nullptr) continue;
      auto value = policy::supposed_value(*node, parameter, result_.diagnostics);
      if (value)
        parameter.values = {{{}, {}, std::move(*value), {"样例假设", "supposed by the example"}, true}};
    }
    return changed;
  }

  void find_packages(const Mapping& example, std::vector<policy::PackagePtr>& packages) {
    const Node* beside = example.get("packages");
    if (beside == nullptr) return;
    for (const Node* path : policy::yaml::read_texts(*beside, result_.diagnostics)) {
      if (policy::PackagePtr found = finder_(path->text)) {
        packages.push_back(std::move(found));
      } else {
        policy::yaml::error(
            result_.diagnostics, "example.no-package", path->location(),
            {"读不到政策包 `" + path->text + "`，或其中有错误",
             "the package `" + path->text + "` cannot be read, or has errors"},
            {"先运行 `enact check " + path->text + "`", "run `enact check " + path->text + "` first"});
      }
    }
  }

  void differ(const std::string& what, const std::string& expected, const std::string& found) {
    result_.differences.push_back({what + "：应为 " + expected + "，实为 " + found,
                                   what + ": expected " + expected + ", found " + found});
  }

  std::optional<Fen> money(const Node& node) {
    const auto number = node.is_scalar() ? Decimal::parse(node.text) : std::nullopt;
    const auto fen = number ? exact_fen_from_yuan(*number) : std::nullopt;
    if (!fen) {
      policy::yaml::error(
          result_.diagnostics, "example.money", node.location(),
          {"这里应写金额（元，至多两位小数）", "an amount in yuan is expected, at most two decimals"});
    }
    return fen;
  }

  void compare(const Node& node, const Determination& found) {
    Mapping expect(node, {"certain", "max", "payable", "provisions", "rankings", "errors"},
                   result_.diagnostics);
    if (!expect.valid()) return;
    if (const Node* certain = expect.get("certain")) {
      if (const auto fen = money(*certain); fen && *fen != found.total.certain) {
        differ("certain", format_yuan(*fen), format_yuan(found.total.certain));
      }
    }
    if (const Node* max = expect.get("max")) compare_max(*max, found.total);
    if (const Node* provisions = expect.get("provisions")) {
      if (!provisions->is_map()) {
        policy::yaml::error(result_.diagnostics, "example.provisions", provisions->location(),
                            {"`provisions` 应为映射（条款: {status, amount …}）",
                             "`provisions` is a mapping (provision: {status, amount …})"});
        return;
      }
      for (const policy::yaml::Entry& entry : provisions->entries) compare_provision(entry, found);
    }
    if (const Node* payable = expect.get("payable")) {
      const Fen sum = payable_in(found);
      if (const auto fen = money(*payable); fen && *fen != sum) {
        differ("payable", format_yuan(*fen), format_yuan(sum));
      }
    }
    if (const Node* rankings = expect.get("rankings")) {
      for (const policy::yaml::Entry& entry : rankings->entries) {
        const std::string& id = entry.key.text;
        compare_names(id + " ranking", entry.value, ranked_by(found, id));
      }
    }
    compare_errors(expect, found);
  }

  void compare_names(const std::string& what, const Node& node, const std::vector<std::string>& found) {
    const auto expected = policy::yaml::strings(policy::yaml::read_texts(node, result_.diagnostics));
    if (found != expected) {
      differ(what, "[" + text::join(expected, ", ") + "]", "[" + text::join(found, ", ") + "]");
    }
  }

  void compare_max(const Node& max, const Bounds& found) {
    const std::string known = found.max ? format_yuan(*found.max) : "unknown";
    if (max.text == "unknown") {
      if (found.max) differ("max", "unknown", known);
      return;
    }
    if (const auto fen = money(max); fen && found.max != fen) differ("max", format_yuan(*fen), known);
  }

  // Every error has to be expected: a decision that cannot stand is part of the result.
  void compare_errors(const Mapping& expect, const Determination& found) {
    std::vector<std::string> expected = expect.texts("errors");
    std::vector<std::string> codes;
    for (const Diagnostic& diagnostic : found.diagnostics) {
      if (diagnostic.severity == Severity::error) codes.push_back(diagnostic.code);
    }
    std::sort(expected.begin(), expected.end());
    std::sort(codes.begin(), codes.end());
    if (expected != codes) {
      differ("errors", "[" + text::join(expected, ", ") + "]", "[" + text::join(codes, ", ") + "]");
    }
  }

  static Sum sum_of(const std::string& id, const Determination& found) {
    Sum sum;
    for (const SubjectResult& subject : found.subjects) {
      for (const ProvisionResult& result : subject.provisions) {
        if (result.provision->id != id) continue;
        sum.provision = result.provision;
        sum.due = sum.due || result.status == Status::due;
        sum.unknown = sum.unknown || result.status == Status::unknown;
        sum.claims += static_cast<int>(result.claims.size());
        for (const Claim& claim : result.claims) add_months(claim, sum);
        if (!result.amount) continue;
        AmountResult total = sum.amount.value_or(AmountResult{{}, Fen{}, false});
        total.min.count += result.amount->min.count;
        total.max = total.max && result.amount->max ? add(*total.max, *result.amount->max) : std::nullopt;
        sum.amount = total;
      }
    }
    return sum;
  }

  static void add_months(const Claim& claim, Sum& sum) {
    for (const Instalment& instalment : claim.schedule) {
      sum.first_month = std::min(sum.first_month.value_or(instalment.month), instalment.month);
      sum.last_month = std::max(sum.last_month.value_or(instalment.month), instalment.month);
    }
  }

  void compare_provision(const policy::yaml::Entry& entry, const Determination& found) {
    const std::string& id = entry.key.text;
    result_.provisions.insert(id);
    const Sum sum = sum_of(id, found);
    if (sum.provision == nullptr) {
      policy::yaml::error(result_.diagnostics, "example.no-provision", entry.key.location(),
                          {"条款 `" + id + "` 不存在，或与这些主体无关",
                           "there is no provision `" + id + "`, or it is not about these subjects"});
      return;
    }
    Mapping expect(entry.value, {"status", "amount", "band", "claims", "months", "gives way to"},
                   result_.diagnostics);
    if (const Node* status = expect.get("status")) {
      const Status is = sum.due ? Status::due : sum.unknown ? Status::unknown : Status::not_due;
      if (status->text != to_string(is)) differ(id + " status", status->text, std::string(to_string(is)));
    }
    if (const Node* amount = expect.get("amount")) {
      const auto fen = money(*amount);
      if (fen && !(sum.amount && sum.amount->figure() && sum.amount->min == *fen)) {
        differ(id + " amount", format_yuan(*fen), shown(sum.amount));
      }
    }
    if (const Node* band = expect.get("band")) compare_band(id, *band, sum);
    if (const Node* months = expect.get("months")) compare_months(id, *months, sum);
    if (const Node* others = expect.get("gives way to")) {
      compare_names(id + " gives way to", *others, gives_way_to(found, id));
    }
    if (const Node* claims = expect.get("claims")) {
      if (claims->text != std::to_string(sum.claims)) {
        differ(id + " claims", claims->text, std::to_string(sum.claims));
      }
    }
  }

  // The first and the last month of the schedules.
  void compare_months(const std::string& id, const Node& months, const Sum& sum) {
    if (!months.is_list() || months.items.size() != 2) {
      policy::yaml::error(result_.diagnostics, "example.months", months.location(),
                          {"`months` 写成 `[首月的第一天, 末月的第一天]`",
                           "`months` is written `[first day of the first month, of the last]`"});
      return;
    }
    const auto first = date(&months.items[0]);
    const auto last = date(&months.items[1]);
    if (!first || !last || (sum.first_month == first && sum.last_month == last)) return;
    const auto shown = [](const std::optional<Date>& from, const std::optional<Date>& to) {
      return from ? "[" + from->to_string() + ", " + to->to_string() + "]" : std::string("—");
    };
    differ(id + " months", shown(first, last), shown(sum.first_month, sum.last_month));
  }

  void compare_band(const std::string& id, const Node& band, const Sum& sum) {
    if (!band.is_list() || band.items.size() != 2) {
      policy::yaml::error(result_.diagnostics, "example.band", band.location(),
                          {"`band` 写成 `[最低, 最高]`", "`band` is written `[least, greatest]`"});
      return;
    }
    const auto low = money(band.items[0]);
    const auto high = money(band.items[1]);
    if (!low || !high) return;
    if (!sum.amount || sum.amount->min != *low || sum.amount->max != high) {
      differ(id + " band", "[" + format_yuan(*low) + ", " + format_yuan(*high) + "]", shown(sum.amount));
    }
  }

  ExampleResult& result_;
  const PackageFinder& finder_;
};

}  // namespace

ExampleResult run_example(const SourcePtr& source, const policy::PackagePtr& package,
                          const PackageFinder& package_beside) {
  ExampleResult result;
  result.file = source->name();
  result.name = source->name();
  policy::yaml::Read read = policy::yaml::read(source);
  result.diagnostics = std::move(read.diagnostics);
  if (read.root) Runner(result, package_beside).run(*read.root, package);
  return result;
}

}  // namespace enact::determine
