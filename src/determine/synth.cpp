#include "determine/synth.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

#include <fmt/format.h>

#include "base/clock.hpp"
#include "base/credit_code.hpp"
#include "base/text.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::determine {

namespace yaml = policy::yaml;

namespace {

// How one value is made.
struct Parts {
  std::vector<std::vector<std::string>> lists;  // one of each, joined
};
struct Choice {
  std::vector<std::pair<std::string, int>> weighted;
  int total = 0;
};
struct Between {
  std::int64_t from = 0;
  std::int64_t to = 0;
  double lean = 1;  // above 1: small figures are more frequent
};
struct Days {
  Date from;
  Date to;
};
struct Pattern {
  std::string text;  // `#` is a digit
};
struct Flag {
  double chance = 0.5;  // of true
};
using Maker = std::variant<Parts, Choice, Between, Days, Pattern, Flag>;

struct RecordPlan {
  double chance = 1;
  std::vector<std::pair<std::string, Maker>> fields;
};
struct FactPlan {
  const policy::FactDeclaration* declaration = nullptr;
  double known = 1;  // chance that the fact is told at all
  std::optional<Maker> maker;
  std::vector<RecordPlan> records;  // of a list
};
struct TypePlan {
  const FactModel::SubjectType* type = nullptr;
  std::uint64_t share = 1;
  std::vector<FactPlan> facts;
};

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

// Draws the values of one subject.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}

  bool happens(double chance) { return share() < chance; }
  std::uint64_t below(std::uint64_t bound) { return random_.below(bound); }

  feel::Value value(const Maker& maker, const feel::Type& type) {
    return std::visit([&](const auto& how) { return make(how, type); }, maker);
  }

  std::string credit_code() {
    static constexpr std::string_view symbols = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    std::string code = "91";
    for (int i = 0; i < 6; ++i)
      code += static_cast<char>(
          '0' +
          below(10));  // a region that need not exist  // registered by market supervision, an enterprise
    while (code.size() < 17) code += symbols[below(symbols.size())];
    return code + *credit_code_check(code);
  }

 private:
  double share() { return static_cast<double>(random_.next() >> 11) * 0x1.0p-53; }

  feel::Value make(const Parts& parts, const feel::Type&) {
    std::string out;
    for (const auto& list : parts.lists) out += list[below(list.size())];
    return out;
  }
  feel::Value make(const Choice& choice, const feel::Type& type) {
    auto at = static_cast<int>(below(static_cast<std::uint64_t>(choice.total)));
    const auto* chosen = &choice.weighted.front().first;
    for (const auto& [text, weight] : choice.weighted) {
      chosen = &text;
      if ((at -= weight) < 0) break;
    }
    if (type.kind == feel::Kind::number) return Decimal::parse(*chosen).value_or(Decimal(0));
    if (type.kind == feel::Kind::date) return Date::parse(*chosen).value_or(Date{});
    if (type.kind == feel::Kind::boolean) return *chosen == "true";
    return *chosen;
  }
  feel::Value make(const Between& between, const feel::Type&) {
    const auto span = static_cast<double>(between.to - between.from);
    return Decimal(between.from + static_cast<std::int64_t>(span * std::pow(share(), between.lean)));
  }
  feel::Value make(const Days& days, const feel::Type&) {
    const auto first = days.from.days_since_1970();
    const auto length = static_cast<std::uint64_t>(days.to.days_since_1970() - first) + 1;
    return Date::from_days(first + static_cast<std::int64_t>(below(length)));
  }
  feel::Value make(const Pattern& pattern, const feel::Type&) {
    auto out = pattern.text;
    for (auto& c : out)
      if (c == '#') c = static_cast<char>('0' + below(10));
    return out;
  }
  feel::Value make(const Flag& flag, const feel::Type&) { return happens(flag.chance); }

  SeededRandom random_;
};

}  // namespace

struct Synth::Plan {
  std::vector<TypePlan> types;
  std::uint64_t shares = 0;
};

Synth::Synth(const FactModel& model, const SourcePtr& hints, std::uint64_t seed)
    : model_(&model), plan_(std::make_unique<Plan>()), seeds_(seed) {
  if (hints) {
    auto read = yaml::read(hints);
    diagnostics_ = std::move(read.diagnostics);
    if (read.root) plan_->types = Reader(model, diagnostics_).read(*read.root);
    if (plan_->types.empty() && !has_errors(diagnostics_))
      yaml::error(diagnostics_, "synth.empty", {hints, {}}, {"没有主体类型", "there is no subject type"});
  } else {
    for (const auto& type : model.subjects()) plan_->types.push_back({&type, 1, {}});
  }
  for (const auto& type : plan_->types) plan_->shares += type.share;
}

Synth::~Synth() = default;
Synth::Synth(Synth&&) noexcept = default;
Synth& Synth::operator=(Synth&&) noexcept = default;

Subject Synth::next() {
  // Every subject has a seed of its own, so that a longer subject does not change those after it.
  Draw draw(seeds_.next());
  auto at = draw.below(plan_->shares);
  const auto* type = &plan_->types.front();
  for (const auto& each : plan_->types) {
    type = &each;
    if (at < each.share) break;
    at -= each.share;
  }
  Subject subject;
  subject.type = type->type->base->name;
  const auto add = [&](const policy::FactDeclaration& declaration, feel::Value value) {
    Provenance provenance;
    provenance.source = synthetic_source;
    if (!declaration.attested_by.empty()) provenance.attested_by = declaration.attested_by.front();
    subject.facts.push_back({declaration.name, std::move(value), std::move(provenance), {}});
  };
  for (const auto* declaration : type->type->facts) {
    const auto plan = std::find_if(type->facts.begin(), type->facts.end(), [&](const auto& each) {
      return each.declaration->name == declaration->name;
    });
    const bool is_list = declaration->type->kind == feel::Kind::list;
    if (plan == type->facts.end()) {
      // What the plan does not speak of: an identity is made all the same, a list is known to be empty.
      if (declaration->format == "credit-code" && declaration->name == type->type->base->identity)
        add(*declaration, draw.credit_code());
      else if (is_list)
        add(*declaration, feel::make_list({}));
      continue;
    }
    if (!draw.happens(plan->known)) continue;
    if (!is_list) {
      if (plan->maker) add(*declaration, draw.value(*plan->maker, *declaration->type));
      continue;
    }
    std::vector<feel::Value> records;
    const auto* record =
        declaration->type->element ? model_->record(declaration->type->element->name) : nullptr;
    for (const auto& each : plan->records) {
      if (record == nullptr || !draw.happens(each.chance)) continue;
      std::vector<std::pair<std::string, feel::Value>> fields;
      for (const auto& [name, maker] : each.fields) {
        const auto field = std::find_if(record->fields.begin(), record->fields.end(),
                                        [&](const auto& declared) { return declared.name == name; });
        fields.emplace_back(name, draw.value(maker, *field->type));
      }
      for (const policy::FactDeclaration& field : record->fields) {
        const bool told = std::any_of(fields.begin(), fields.end(),
                                      [&](const auto& made) { return made.first == field.name; });
        if (!told && field.type->kind == feel::Kind::list)
          fields.emplace_back(field.name, feel::make_list({}));
      }
      records.push_back(feel::make_context(std::move(fields)));
    }
    add(*declaration, feel::make_list(std::move(records)));
  }
  return subject;
}

}  // namespace enact::determine
