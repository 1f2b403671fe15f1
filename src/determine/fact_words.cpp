// Words for facts. See fact_words.hpp.
#include "determine/fact_words.hpp"

#include "base/text.hpp"
#include "determine/plan.hpp"
#include "determine/steps.hpp"
#include "determine/subject_view.hpp"

namespace enact::determine {
namespace {

using feel::Value;

Text titled(const Text& title, const std::string& name) {
  return {title.zh.empty() ? name : title.zh, title.en.empty() ? name : title.en};
}

Text same(const std::string& text) {
  return {text, text};
}

// The declarations along a path, and the item of the list between them.
struct Declared {
  const policy::FactDeclaration* fact = nullptr;
  const policy::FactDeclaration* field = nullptr;
  std::string item;  // "2"; empty: none
};

const feel::Type* element_of(const feel::Type* type) {
  return type != nullptr && type->kind == feel::Kind::list ? type->element.get() : type;
}

Declared declared(const policy::Package& package, std::string_view path) {
  Declared found;
  const std::vector<std::string> names = text::split(path, '.');
  const policy::SubjectType* subject = package.vocabulary.subject(names.front());
  if (subject == nullptr || names.size() < 2) return found;
  const std::size_t bracket = names[1].find('[');
  found.fact = subject->fact(names[1].substr(0, bracket));
  if (bracket != std::string::npos) found.item = names[1].substr(bracket + 1, names[1].size() - bracket - 2);
  if (found.fact == nullptr || names.size() < 3) return found;
  const feel::Type* type = element_of(found.fact->type.get());
  const policy::RecordType* record = type != nullptr ? package.vocabulary.record(type->name) : nullptr;
  if (record == nullptr) return found;
  for (const policy::FactDeclaration& field : record->fields) {
    if (field.name == names[2].substr(0, names[2].find('['))) found.field = &field;
  }
  return found;
}

// What the engine supplies beside facts.
Text name_of_supplied(const policy::Package& package, std::string_view path) {
  const std::size_t dot = path.find('.');
  const std::string_view first = path.substr(0, dot);
  const std::string rest(dot == std::string_view::npos ? "" : path.substr(dot + 1));
  if (first == name_on) return {std::string(name_on), "day of asking"};
  if (first == name_month) return {"月份", "month"};
  if (first == name_month_index) return {"第几个月", "number of the month"};
  if (first == name_policy && rest == "施行期") return {"政策施行期", "days on which the policy is in force"};
  if (first == name_policy && rest == "行政区") return {"政策所在地", "place of the policy"};
  if (first == name_parameters) {
    const policy::Parameter* parameter = package.parameter(rest);
    return parameter != nullptr ? titled(parameter->title, rest) : same(rest);
  }
  if (path == event_date_field) return {std::string(path), "date"};
  return same(std::string(path));
}

class ValueWords {
 public:
  explicit ValueWords(const policy::Package& package) : package_(package) {}

  Text of(const Value& value, const feel::Type* type) const {
    if (value.is_unknown()) return {"未知", "not known"};
    if (value.is_null()) return {"无", "none"};
    if (const bool* yes = value.boolean()) return *yes ? Text{"是", "yes"} : Text{"否", "no"};
    if (const Decimal* number = value.number()) return figure(*number, type);
    if (const std::string* code = value.text()) return coded(*code, type);
    if (const feel::Range* range = value.range()) return from_to(*range, type);
    if (const feel::List* list = value.list()) return items(*list, element_of(type));
    if (const feel::Context* record = value.context()) return fields(*record, type);
    return same(display(value));
  }

 private:
  static Text figure(const Decimal& number, const feel::Type* type) {
    const std::string unit = type != nullptr ? type->unit : "";
    if (unit.empty()) return same(number.to_string());
    if (unit != "元") return same(grouped(number) + " " + unit);
    const auto fen = exact_fen_from_yuan(number);
    const std::string written = fen ? format_yuan(*fen) : grouped(number);
    return {written + " 元", written + " CNY"};
  }

  Text coded(const std::string& code, const feel::Type* type) const {
    if (type == nullptr || type->codes.empty()) return same(code);
    const auto list = package_.vocabulary.code_lists.find(type->name);
    if (list == package_.vocabulary.code_lists.end()) return same(code);
    for (const auto& [one, title] : list->second) {
      if (one == code) return titled(title, code);
    }
    return same(code);
  }

  Text from_to(const feel::Range& range, const feel::Type* type) const {
    const feel::Type* element = type != nullptr ? type->element.get() : nullptr;
    const bool low_open = range.low_end == feel::RangeEnd::unbounded;
    const bool high_open = range.high_end == feel::RangeEnd::unbounded;
    const Text low = low_open ? same("…") : of(range.low, element);
    const Text high = high_open ? same("…") : of(range.high, element);
    return {low.zh + " 至 " + high.zh, low.en + " to " + high.en};
  }

  // A list of records by how many it has; of plain values, each.
  Text items(const feel::List& list, const feel::Type* element) const {
    Text text;
    if (list.items.empty()) {
      if (list.open) return {"未填", "not told"};
      return {"无", "none"};
    }
    if (list.items.front().context() != nullptr) {
      const std::string count = std::to_string(list.items.size());
      text = {count + " 项", count + (list.items.size() == 1 ? " entry" : " entries")};
    } else {
      std::vector<Text> all;
      for (const Value& item : list.items) all.push_back(of(item, element));
      text = listed(all);
    }
    if (list.open) text = {text.zh + "，可能还有", text.en + ", there may be more"};
    return text;
  }

  Text fields(const feel::Context& record, const feel::Type* type) const {
    const policy::RecordType* declared = type != nullptr ? package_.vocabulary.record(type->name) : nullptr;
    Text text;
    for (const auto& [name, value] : record.entries) {
      if (value.is_unknown() || value.is_null()) continue;
      Text title = same(name);
      const feel::Type* of_field = nullptr;
      if (declared != nullptr) {
        for (const policy::FactDeclaration& field : declared->fields) {
          if (field.name != name) continue;
          title = titled(field.title, name);
          of_field = field.type.get();
        }
      }
      const Text shown = of(value, of_field);
      if (!text.empty()) text = {text.zh + "，", text.en + ", "};
      text = {text.zh + title.zh + " " + shown.zh, text.en + title.en + " " + shown.en};
    }
    return text;
  }

  const policy::Package& package_;
};

}  // namespace

Text listed(const std::vector<Text>& items) {
  Text all;
  for (const Text& item : items) {
    if (!all.empty()) all = {all.zh + "、", all.en + ", "};
    all = {all.zh + item.zh, all.en + item.en};
  }
  return all;
}

Text FactWords::name(std::string_view path) const {
  const Declared found = declared(package_, path);
  if (found.fact == nullptr) return name_of_supplied(package_, path);
  Text name = titled(found.fact->title, found.fact->name);
  if (!found.item.empty()) {
    name = {name.zh + "（第 " + found.item + " 项）", name.en + " (no. " + found.item + ")"};
  }
  if (found.field == nullptr) return name;
  const Text field = titled(found.field->title, found.field->name);
  return {name.zh + "：" + field.zh, name.en + ": " + field.en};
}

Text FactWords::field_name(std::string_view path) const {
  const Declared found = declared(package_, path);
  return found.field != nullptr ? titled(found.field->title, found.field->name) : name(path);
}

Text FactWords::value(std::string_view path, const Value& value) const {
  const Declared found = declared(package_, path);
  const feel::Type* type = nullptr;
  if (found.field != nullptr) {
    type = found.field->type.get();
  } else if (found.fact != nullptr) {
    type = found.item.empty() ? found.fact->type.get() : element_of(found.fact->type.get());
  } else if (path.starts_with(std::string(name_parameters) + ".")) {
    const policy::Parameter* parameter =
        package_.parameter(std::string(path.substr(name_parameters.size() + 1)));
    if (parameter != nullptr) type = parameter->type.get();
  }
  return ValueWords(package_).of(value, type);
}

Text FactWords::source(std::string_view path, const Provenance& provenance) const {
  if (declared(package_, path).fact == nullptr) return {};
  Text text;
  if (!provenance.attested_by.empty()) {
    const Text by = unit(provenance.attested_by);
    text = {by.zh + "核实", "attested by " + by.en};
    if (!provenance.source.empty() && provenance.source != provenance.attested_by) {
      text = {text.zh + "（" + provenance.source + "）", text.en + " (" + provenance.source + ")"};
    }
  } else if (!provenance.source.empty()) {
    text = {provenance.source + "，未经核实", provenance.source + ", not attested"};
  } else {
    text = {"自行填报，未经核实", "as stated, not attested"};
  }
  if (provenance.on) {
    const std::string on = provenance.on->to_string();
    text = {text.zh + "，自 " + on, text.en + ", as of " + on};
  }
  if (provenance.known_on) {
    const std::string known = provenance.known_on->to_string();
    text = {text.zh + "，" + known + " 获知", text.en + ", known on " + known};
  }
  return text;
}

Text FactWords::event(const std::string& event) const {
  Text text;
  for (const std::string& word : text::split(event, ' ')) {
    Text named = same(word);
    for (const auto& [list, codes] : package_.vocabulary.code_lists) {
      for (const auto& [code, title] : codes) {
        if (code == word) named = titled(title, code);
      }
    }
    if (!text.empty()) text = {text.zh + " ", text.en + " "};
    text = {text.zh + named.zh, text.en + named.en};
  }
  return text;
}

Text FactWords::unit(const std::string& id) const {
  const policy::Unit* unit = package_.unit(id);
  return unit != nullptr ? titled(unit->title, id) : same(id);
}

Text FactWords::units(const std::vector<std::string>& ids) const {
  std::vector<Text> all;
  for (const std::string& id : ids) all.push_back(unit(id));
  return listed(all);
}

Text FactWords::article(const policy::Citation& citation) {
  if (citation.article.empty()) return {};
  if (citation.article == "closing") return {"附则", "closing clause"};
  return {"第 " + citation.article + " 条", "article " + citation.article};
}

}  // namespace enact::determine
