// Completion inside FEEL.
#include <algorithm>
#include <array>
#include <set>

#include "feel/builtins.hpp"
#include "feel/lexer_dialect.hpp"
#include "lsp/completion_items.hpp"
#include "lsp/describe.hpp"
#include "lsp/feel_prefix.hpp"

namespace enact::lsp {
namespace {

// What stands behind a number in Chinese, before a unit.
constexpr std::array<std::string_view, 4> multipliers{"万", "亿", "万亿", "%"};

class FeelCompleter {
 public:
  FeelCompleter(const FeelAsked& feel, const Asked& asked, Items& items)
      : feel_(feel), asked_(asked), items_(items), language_(items.manner().language) {}

  void run() {
    prefix_ = read_prefix(feel_.prefix, feel_.scope, feel_.type, feel_.unary_tests);
    switch (prefix_.wanted) {
      case FeelPrefix::Wanted::name:
        names();
        functions();
        keywords();
        break;
      case FeelPrefix::Wanted::field:
        fields(prefix_.of);
        break;
      case FeelPrefix::Wanted::code:
        codes();
        break;
      case FeelPrefix::Wanted::unit:
        units();
        break;
      case FeelPrefix::Wanted::nothing:
        break;
    }
  }

 private:
  const policy::Package* package() const {
    if (asked_.analysis == nullptr) return nullptr;
    return asked_.analysis->package();
  }
  std::string about(const Symbol& symbol) const {
    return package() == nullptr ? "" : describe(symbol, *package(), language_);
  }

  void add(Items::Item item) {
    const bool run = prefix_.run.size() > prefix_.word.size() && item.label.starts_with(prefix_.run);
    items_.add(std::move(item), run ? prefix_.run : prefix_.word);
  }

  void names() {
    std::set<std::string> seen;
    for (auto local = prefix_.locals.rbegin(); local != prefix_.locals.rend(); ++local) {
      if (!seen.insert(local->name).second) continue;
      add({local->name, ItemKind::variable, feel::to_string(*local->type)});
    }
    const std::vector<feel::ir::Input>& inputs = feel_.scope.names();
    for (auto input = inputs.rbegin(); input != inputs.rend(); ++input) {
      if (!seen.insert(input->name).second) continue;
      const bool function = input->type->kind == feel::Kind::function;
      add({input->name, function ? ItemKind::function : ItemKind::variable, feel::to_string(*input->type),
           about(symbol_of(input->name))});
    }
  }

  // As far as its description needs it.
  Symbol symbol_of(const std::string& name) const {
    const policy::Package* known = package();
    if (known == nullptr) return {What::surrounding, "", name};
    if (known->vocabulary.subject(name) != nullptr) return {What::subject, "", name};
    if (known->tables.contains(name)) return {What::table, "", name};
    const auto& definitions = known->definitions;
    if (std::ranges::find(definitions, name, &policy::Definition::name) != definitions.end()) {
      return {What::definition, "", name};
    }
    for (const What what : {What::item, What::let}) {
      if (asked_.analysis->index().declaration({what, feel_.provision, name}) != nullptr) {
        return {what, feel_.provision, name};
      }
    }
    return {What::surrounding, "", name};
  }

  void functions() {
    for (const feel::Builtin& builtin : feel::builtins()) {
      const std::string documentation = describe(builtin);
      add({builtin.name, ItemKind::function, signature_of(builtin), documentation});
      if (!builtin.chinese.empty()) {
        add({builtin.chinese, ItemKind::function, signature_of(builtin), documentation});
      }
    }
  }

  void keywords() {
    std::set<std::string_view> seen;
    for (const auto& [alias, keyword] : feel::keyword_aliases()) {
      if (seen.insert(keyword).second) add({std::string(keyword), ItemKind::keyword, std::string(alias)});
      add({std::string(alias), ItemKind::keyword, std::string(keyword)});
    }
    add({"instance of", ItemKind::keyword, ""});
  }

  void fields(const feel::TypePtr& of) {
    for (const feel::Field& field : of->fields) {
      Symbol symbol{What::fact, of->name, field.name};
      if (of->name.empty() && is_parameters(*of)) symbol = {What::parameter, "", field.name};
      add({field.name, ItemKind::field, feel::to_string(*field.type), about(symbol)});
    }
    for (const std::string_view property : properties(of->kind)) {
      add({std::string(property), ItemKind::property});
    }
  }

  bool is_parameters(const feel::Type& type) const {
    const feel::Type* parameters = feel_.scope.find("参数");
    return parameters == &type;
  }

  // DMN 1.5, table 65.
  static std::vector<std::string_view> properties(feel::Kind kind) {
    switch (kind) {
      case feel::Kind::date:
        return {"year", "month", "day", "weekday"};
      case feel::Kind::time:
        return {"hour", "minute", "second", "time offset", "timezone"};
      case feel::Kind::date_time:
        return {"year", "month", "day", "weekday", "hour", "minute", "second", "time offset", "timezone"};
      case feel::Kind::days_duration:
        return {"days", "hours", "minutes", "seconds"};
      case feel::Kind::months_duration:
        return {"years", "months"};
      case feel::Kind::range:
        return {"start", "end", "start included", "end included"};
      default:
        return {};
    }
  }

  void codes() {
    for (const std::string& code : prefix_.of->codes) {
      add({code, ItemKind::enum_member, prefix_.of->name, about({What::code, prefix_.of->name, code})});
    }
  }

  void units() {
    const bool multiplied = std::ranges::find(multipliers, prefix_.word) != multipliers.end();
    for (const std::string_view multiplier : multipliers) {
      add({std::string(multiplier), ItemKind::unit});
    }
    for (const std::string& unit : units_in(feel_.scope)) {
      add({unit, ItemKind::unit});
      for (const std::string_view multiplier : multipliers) {
        const std::string joined = std::string(multiplier) + unit;
        const bool usual = unit == "元" || (multiplied && joined.starts_with(prefix_.word));
        if (multiplier != "%" && usual) add({joined, ItemKind::unit});
      }
    }
  }

  const FeelAsked& feel_;
  const Asked& asked_;
  Items& items_;
  Language language_;
  FeelPrefix prefix_;
};

}  // namespace

void complete_feel(const FeelAsked& feel, const Asked& asked, Items& items) {
  FeelCompleter(feel, asked, items).run();
}

}  // namespace enact::lsp
