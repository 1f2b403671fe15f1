// Reading synthetic.yaml. See synth_plan.hpp.
#include "determine/synth_plan.hpp"

#include <algorithm>

#include "policy/yaml_mapping.hpp"

namespace enact::determine {

namespace yaml = policy::yaml;

namespace {

// Reads the plan; every slip has its place.
class Reader {
 public:
  Reader(const FactModel& model, Diagnostics& diagnostics) : model_(model), diagnostics_(diagnostics) {}

  std::vector<TypePlan> read(const yaml::Node& root) {
    std::vector<TypePlan> out;
    for (const auto& entry : root.entries) {
      const auto* type = model_.subject(entry.key.text);
      if (type == nullptr) {
        std::vector<std::string> known;
        for (const auto& each : model_.subjects()) known.push_back(each.base->name);
        yaml::unknown_name(diagnostics_, "synth.subject", entry.key.location(), {"主体类型", "subject type"},
                           entry.key.text, known);
        continue;
      }
      out.push_back(type_plan(*type, entry.value));
    }
    return out;
  }

 private:
  TypePlan type_plan(const FactModel::SubjectType& type, const yaml::Node& node) {
    TypePlan out{&type, 1, {}};
    const yaml::Mapping mapping(node, {"share", "facts"}, diagnostics_);
    if (const auto* share = mapping.get("share"))
      out.share =
          static_cast<std::uint64_t>(yaml::read_integer(*share, 1, 1'000'000, diagnostics_).value_or(1));
    const auto* facts = mapping.require("facts");
    if (facts == nullptr) return out;
    for (const auto& entry : facts->entries) {
      const auto* declaration = type.fact(entry.key.text);
      if (declaration == nullptr) {
        std::vector<std::string> known;
        for (const auto* fact : type.facts) known.push_back(fact->name);
        yaml::unknown_name(diagnostics_, "synth.fact", entry.key.location(), {"信息项", "fact"},
                           entry.key.text, known);
        continue;
      }
      out.facts.push_back(fact_plan(*declaration, entry.value));
    }
    return out;
  }

  FactPlan fact_plan(const policy::FactDeclaration& declaration, const yaml::Node& node) {
    FactPlan out{&declaration, 1, std::nullopt, {}};
    if (node.is_list()) {
      for (const auto& item : node.items) out.records.push_back(record_plan(declaration, item));
      return out;
    }
    if (const auto* known = node.find("known")) out.known = chance(*known);
    out.maker = maker(node, *declaration.type);
    return out;
  }

  RecordPlan record_plan(const policy::FactDeclaration& declaration, const yaml::Node& node) {
    RecordPlan out;
    const yaml::Mapping mapping(node, {"chance", "fields"}, diagnostics_);
    if (const auto* share = mapping.get("chance")) out.chance = chance(*share);
    const auto* fields = mapping.require("fields");
    const auto* record = declaration.type->element ? model_.record(declaration.type->element->name) : nullptr;
    if (fields == nullptr || record == nullptr) return out;
    for (const auto& entry : fields->entries) {
      const auto field = std::find_if(record->fields.begin(), record->fields.end(),
                                      [&](const auto& each) { return each.name == entry.key.text; });
      if (field == record->fields.end()) {
        std::vector<std::string> known;
        for (const auto& each : record->fields) known.push_back(each.name);
        yaml::unknown_name(diagnostics_, "synth.field", entry.key.location(), {"字段", "field"},
                           entry.key.text, known);
        continue;
      }
      if (auto made = maker(entry.value, *field->type))
        out.fields.emplace_back(field->name, std::move(*made));
    }
    return out;
  }

  double chance(const yaml::Node& node) {
    const auto number = Decimal::parse(node.text);
    const double value = number ? number->to_double() : -1;
    if (value >= 0 && value <= 1) return value;
    yaml::error(diagnostics_, "synth.chance", node.location(),
                {"应为 0 到 1 之间的数", "a number from 0 to 1 is wanted"});
    return 0;
  }

  std::optional<Maker> maker(const yaml::Node& node, const feel::Type& type) {
    if (node.is_scalar()) {
      if (type.kind == feel::Kind::boolean) return Flag{node.text == "true" ? 1.0 : 0.0};
      return Choice{{{node.text, 1}}, 1};
    }
    const yaml::Mapping mapping(
        node, {"known", "parts", "choose", "between", "lean", "from", "to", "pattern", "true"}, diagnostics_);
    if (const auto* parts = mapping.get("parts")) {
      Parts out;
      for (const auto& list : parts->items)
        out.lists.push_back(yaml::strings(yaml::read_texts(list, diagnostics_)));
      if (std::any_of(out.lists.begin(), out.lists.end(), [](const auto& list) { return list.empty(); }))
        yaml::error(diagnostics_, "synth.parts", parts->location(),
                    {"每组至少一个词", "each list wants a word"});
      return out;
    }
    if (const auto* choose = mapping.get("choose")) {
      Choice out;
      for (const auto& entry : choose->entries) {
        out.weighted.emplace_back(entry.key.text,
                                  yaml::read_integer(entry.value, 0, 1'000'000, diagnostics_).value_or(0));
        out.total += out.weighted.back().second;
      }
      if (out.total == 0)
        yaml::error(diagnostics_, "synth.choose", choose->location(),
                    {"权重之和应大于零", "the weights sum up to zero"});
      return out;
    }
    if (const auto* between = mapping.get("between")) return figures(*between, mapping);
    if (const auto* pattern = mapping.get("pattern")) return Pattern{pattern->text};
    if (const auto* flag = mapping.get("true")) return Flag{chance(*flag)};
    const auto* from = mapping.get("from");
    const auto* to = mapping.get("to");
    if (from != nullptr && to != nullptr) {
      const auto first = yaml::read_date(*from, diagnostics_);
      const auto last = yaml::read_date(*to, diagnostics_);
      if (first && last && *first <= *last) return Days{*first, *last};
    }
    yaml::error(diagnostics_, "synth.maker", node.location(),
                {"不知道如何生成", "it is not said how to make it"},
                {"请写 parts、choose、between、pattern、true 之一，或 from 与 to",
                 "give parts, choose, between, pattern, true, or from and to"});
    return std::nullopt;
  }

  std::optional<Maker> figures(const yaml::Node& between, const yaml::Mapping& mapping) {
    Between out;
    const auto whole = [](const yaml::Node& node) {
      const auto number = Decimal::parse(node.text);
      return number ? number->to_int64() : std::nullopt;
    };
    if (between.items.size() == 2) {
      const auto from = whole(between.items[0]);
      const auto to = whole(between.items[1]);
      if (from && to && *from <= *to) {
        out.from = *from;
        out.to = *to;
        if (const auto* lean = mapping.get("lean"))
          out.lean = yaml::read_integer(*lean, 1, 20, diagnostics_).value_or(1);
        return out;
      }
    }
    yaml::error(diagnostics_, "synth.between", between.location(),
                {"应为 [最小, 最大] 两个整数", "two whole numbers are wanted: [least, greatest]"});
    return std::nullopt;
  }

  const FactModel& model_;
  Diagnostics& diagnostics_;
};

// All facts of the type, in the order of the vocabulary.
void complete(TypePlan& plan, const FactModel& model) {
  std::vector<FactPlan> facts;
  for (const policy::FactDeclaration* declared : plan.type->facts) {
    const auto found = std::find_if(plan.facts.begin(), plan.facts.end(), [&](const FactPlan& each) {
      return each.declaration->name == declared->name;
    });
    FactPlan fact;
    if (found != plan.facts.end()) {
      fact = std::move(*found);
    } else {
      fact.planned = false;
    }
    fact.declaration = declared;
    if (fact.is_list() && declared->type->element) fact.record = model.record(declared->type->element->name);
    facts.push_back(std::move(fact));
  }
  plan.facts = std::move(facts);
}

}  // namespace

std::vector<TypePlan> read_synth_plan(const FactModel& model, const SourcePtr& hints,
                                      Diagnostics& diagnostics) {
  std::vector<TypePlan> types;
  if (hints) {
    auto read = yaml::read(hints);
    diagnostics = std::move(read.diagnostics);
    if (read.root) types = Reader(model, diagnostics).read(*read.root);
    if (types.empty() && !has_errors(diagnostics))
      yaml::error(diagnostics, "synth.empty", {hints, {}}, {"没有主体类型", "there is no subject type"});
  } else {
    for (const auto& type : model.subjects()) types.push_back({&type, 1, {}});
  }
  for (TypePlan& type : types) complete(type, model);
  return types;
}

}  // namespace enact::determine
