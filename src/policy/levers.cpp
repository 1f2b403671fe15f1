// See levers.hpp.
#include "policy/levers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "feel/evaluate.hpp"
#include "feel/units.hpp"
#include "policy/lever_places.hpp"

namespace enact::policy {
namespace {

using feel::Kind;

// Walks a package and offers each lever to `take`, which answers the value to set, or nothing. `package` is
// the walker's own: what is shared with others (tables) is copied before it is changed.
class Walk {
 public:
  using Take = std::function<const feel::Value*(const Lever&)>;
  Walk(Package& package, Take take) : package_(package), take_(std::move(take)) {}

  void run() {
    for (const Provision& provision : package_.provisions) {
      if (provision.executable()) shared_.emplace(provision.id, shared_by(package_, provision));
    }
    for (Provision& provision : package_.provisions) {
      if (provision.executable()) walk(provision);
    }
    for (Definition& definition : package_.definitions) walk(definition);
    for (auto& [name, table] : package_.tables) walk(name, table);
    walk_days("in force", {"施行期", "in force"}, "", package_.in_force);
    for (Parameter& parameter : package_.parameters) walk(parameter);
  }

 private:
  // A bare zero fits every unit and has none of its own.
  static std::string unit_of(const feel::Type& type) {
    return type.unit == feel::zero_unit ? std::string() : type.unit;
  }

  static Lever::Is kind_of(const std::string& place, const feel::Type& type) {
    if (type.kind == Kind::date) return Lever::Is::date;
    if (place == "cap") return Lever::Is::cap;
    if (place == "amount" || place == "output")
      return unit_of(type).empty() ? Lever::Is::rate : Lever::Is::amount;
    const bool rule = place.starts_with("when/") || place.starts_with("define/") || place == "test";
    return rule ? Lever::Is::threshold : Lever::Is::number;
  }

  static Text joined(const Text& a, const Text& b) {
    if (b.empty()) return a;
    return {a.zh + " · " + b.zh, (a.en.empty() ? a.zh : a.en) + " · " + (b.en.empty() ? b.zh : b.en)};
  }

  // `/2` and so on behind the second of one place.
  std::string numbered(const std::string& id) {
    const int number = ++places_[id];
    return number == 1 ? id : id + "/" + std::to_string(number);
  }

  void walk_program(const std::string& id, const std::string& place, const Text& title, Lever lever,
                    feel::ProgramPtr& program) {
    for (const Constant& constant : constants_of(*program)) {
      lever.id = numbered(id);
      lever.is = kind_of(place, *constant.type);
      lever.title = joined(title, constant.of_band);
      lever.type = constant.type;
      lever.unit = unit_of(*constant.type);
      lever.value = constant.value;
      if (const feel::Value* value = take_(lever)) program = with_constant(*program, constant.node, *value);
    }
  }

  void walk(Provision& provision) {
    Lever lever;
    lever.provision = provision.id;
    lever.provisions = {provision.id};
    each_expression(provision, [&](const std::string& place, const Text& title, feel::ProgramPtr& program) {
      walk_program(provision.id + "/" + place, place, joined(provision.title, title), lever, program);
    });
    walk_days(provision.id + "/valid", provision.title, provision.id, provision.validity);
  }

  // Executable provisions that read any of the names, in order.
  std::vector<std::string> readers(std::initializer_list<std::string> names) const {
    std::vector<std::string> found;
    for (const Provision& provision : package_.provisions) {
      const auto reads = shared_.find(provision.id);
      if (reads == shared_.end()) continue;
      if (std::any_of(names.begin(), names.end(),
                      [&](const std::string& name) { return reads->second.contains(name); }))
        found.push_back(provision.id);
    }
    return found;
  }

  void walk(Definition& definition) {
    Lever lever;
    const std::string id = "define/" + definition.name;
    lever.provisions = readers({id});
    walk_program(id, id, {definition.name, definition.name}, lever, definition.rule.program);
  }

  void walk(const std::string& name, std::shared_ptr<const dmn::DecisionTable>& table) {
    Lever lever;
    lever.provisions = readers({"table/" + name});
    auto copy = std::make_shared<dmn::DecisionTable>(*table);
    bool changed = false;
    each_cell(*copy, [&](const std::string& place, const Text& title, feel::ProgramPtr& program) {
      const feel::ProgramPtr before = program;
      walk_program("table/" + name, place, joined({name, name}, title), lever, program);
      changed = changed || program != before;
    });
    if (!changed) return;
    copy->index = nullptr;
    dmn::build_index(*copy);
    table = std::move(copy);
  }

  void walk_days(const std::string& id, const Text& title, const std::string& provision, Validity& days) {
    Lever lever;
    lever.is = Lever::Is::date;
    lever.type = feel::simple_type(Kind::date);
    lever.provision = provision;
    const Validity before = days;
    const auto end = [&](const char* which, const Text& name, std::optional<Date> Validity::* day) {
      if (!(days.*day)) return;
      lever.id = id + "/" + which;
      lever.title = joined(title, name);
      lever.value = *(days.*day);
      lever.provisions = provision.empty() ? in_force_for(before, day) : std::vector<std::string>{provision};
      const feel::Value* value = take_(lever);
      if (value == nullptr) return;
      const Date set = *value->date();
      if (provision.empty()) move_with(before, day, set);
      days.*day = set;
    };
    end("from", {"首日", "first day"}, &Validity::from);
    end("to", {"末日", "last day"}, &Validity::to);
  }

  // Whoever reads the days in force, and whoever has no days of its own.
  std::vector<std::string> in_force_for(const Validity& days, std::optional<Date> Validity::* day) const {
    const std::vector<std::string> reading = readers({"in force"});
    std::vector<std::string> found;
    for (const Provision& provision : package_.provisions) {
      if (!provision.executable()) continue;
      const bool reads = std::find(reading.begin(), reading.end(), provision.id) != reading.end();
      if (reads || provision.validity.*day == days.*day) found.push_back(provision.id);
    }
    return found;
  }
  // A provision without days of its own has those of the policy.
  void move_with(const Validity& before, std::optional<Date> Validity::* day, const Date& set) {
    for (Provision& provision : package_.provisions) {
      if (provision.validity.*day == before.*day) provision.validity.*day = set;
    }
  }

  void walk(Parameter& parameter) {
    Lever lever;
    lever.is = Lever::Is::parameter;
    lever.title = parameter.title;
    lever.type = parameter.type;
    lever.unit = parameter.type->unit;
    lever.provisions = readers({"parameter/" + parameter.name, "parameter/*"});
    const std::string id = "parameter/" + parameter.name;
    if (parameter.values.empty()) {
      lever.id = id;
      lever.value = feel::Value();
      if (const feel::Value* value = take_(lever)) {
        ParameterValue supposed;
        supposed.value = *value;
        supposed.source = {"假设", "supposed"};
        parameter.values.push_back(std::move(supposed));
      }
      return;
    }
    for (ParameterValue& each : parameter.values) {
      const bool dated = parameter.values.size() > 1 && each.validity.from;
      lever.id = numbered(dated ? id + "/" + each.validity.from->to_string() : id);
      lever.title = dated ? joined(parameter.title, {each.validity.from->to_string() + "起",
                                                     "from " + each.validity.from->to_string()})
                          : parameter.title;
      lever.value = each.value;
      if (const feel::Value* value = take_(lever)) each.value = *value;
    }
  }

  Package& package_;
  Take take_;
  std::map<std::string, int> places_;
  std::map<std::string, std::set<std::string>> shared_;  // by provision
};

Diagnostic slip(std::string code, Text message, Text help = {}) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  return diagnostic;
}

std::expected<feel::Value, Diagnostic> value_for(const Lever& lever, const std::string& text) {
  const auto misfit = [&] {
    return slip(
        "lever.value",
        {fmt::format("`{}` 不能设为 `{}`", lever.id, text),
         fmt::format("`{}` cannot be set to `{}`", lever.id, text)},
        {fmt::format("类型是 {}，现值是 {}", feel::to_string(*lever.type), feel::to_string(lever.value)),
         fmt::format("its type is {}, its value now {}", feel::to_string(*lever.type),
                     feel::to_string(lever.value))});
  };
  if (lever.type->kind == Kind::date) {
    if (const auto day = Date::parse(text)) return feel::Value(*day);
    return std::unexpected(misfit());
  }
  const feel::Compiled compiled = feel::compile_expression(feel::expression_text(text, lever.id), {}, {});
  if (!compiled.program) return std::unexpected(misfit());
  // No value may depend on the time of its computation, so any will do.
  feel::Evaluation evaluation(feel::Mode::determination, DateTime{});
  const feel::Value value =
      feel::coerce(evaluation.evaluate(*compiled.program, std::vector<feel::Value>{}), *lever.type);
  if (value.is_null() || value.is_unknown()) return std::unexpected(misfit());
  const feel::Type& type = *compiled.program->node(compiled.program->root).type;
  const bool other_unit = lever.type->kind == Kind::number && !type.unit.empty() && type.unit != lever.unit;
  if (other_unit) return std::unexpected(misfit());
  return value;
}

}  // namespace

std::string_view to_string(Lever::Is is) {
  switch (is) {
    case Lever::Is::amount:
      return "amount";
    case Lever::Is::cap:
      return "cap";
    case Lever::Is::threshold:
      return "threshold";
    case Lever::Is::rate:
      return "rate";
    case Lever::Is::number:
      return "number";
    case Lever::Is::date:
      return "date";
    case Lever::Is::parameter:
      break;
  }
  return "parameter";
}

std::vector<Lever> levers_of(const Package& package) {
  std::vector<Lever> found;
  Package copy = package;
  Walk(copy, [&](const Lever& lever) -> const feel::Value* {
    found.push_back(lever);
    return nullptr;
  }).run();
  return found;
}

std::expected<SetPackage, Diagnostics> with_settings(const PackagePtr& package,
                                                     std::span<const Setting> settings) {
  Diagnostics slips;
  std::map<std::string, const Setting*> wanted;
  for (const Setting& setting : settings) {
    if (!wanted.emplace(setting.lever, &setting).second)
      slips.push_back(slip("lever.set-twice", {fmt::format("`{}` 设了两次", setting.lever),
                                               fmt::format("`{}` is set twice", setting.lever)}));
  }
  auto copy = std::make_shared<Package>(*package);
  SetPackage made;
  std::vector<std::string> known;
  std::set<std::string> found;
  feel::Value value;
  Walk(*copy, [&](const Lever& lever) -> const feel::Value* {
    known.push_back(lever.id);
    const auto setting = wanted.find(lever.id);
    if (setting == wanted.end()) return nullptr;
    found.insert(lever.id);
    auto read = value_for(lever, setting->second->value);
    if (!read) {
      slips.push_back(std::move(read).error());
      return nullptr;
    }
    value = std::move(*read);
    made.settings.push_back({lever, value});
    return &value;
  }).run();
  for (const auto& [id, setting] : wanted) {
    if (found.contains(id)) continue;
    Text help{"`enact simulate BASE --levers` 列出所有可调参数", "`enact simulate BASE --levers` lists them"};
    if (const auto near = text::nearest(id, known))
      help = {"是否指 `" + *near + "`？", "did you mean `" + *near + "`?"};
    slips.push_back(slip("lever.unknown",
                         {"没有这样的可调参数 `" + id + "`", "there is nothing to be set named `" + id + "`"},
                         std::move(help)));
  }
  if (has_errors(slips)) return std::unexpected(std::move(slips));
  for (const Provision& provision : copy->provisions) {
    const bool touched = std::any_of(made.settings.begin(), made.settings.end(), [&](const auto& set) {
      const auto& ids = set.lever.provisions;
      return std::find(ids.begin(), ids.end(), provision.id) != ids.end();
    });
    if (touched) made.provisions.push_back(provision.id);
  }
  made.package = std::move(copy);
  return made;
}

}  // namespace enact::policy
