// From what a solver found to a facts file. See world.hpp.
#include <fmt/format.h>

#include <algorithm>

#include "base/credit_code.hpp"
#include "verify/world.hpp"

namespace enact::verify {

using feel::Kind;
using feel::Value;

namespace {

// A scalar as YAML reads it: text quoted, everything else plain.
std::string yaml(const Value& value) {
  if (const std::string* text = value.text()) {
    std::string quoted = "\"";
    for (const char c : *text) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
    return quoted + "\"";
  }
  if (const feel::List* list = value.list()) {
    std::string text = "[";
    for (const Value& item : list->items) text += (text.size() > 1 ? ", " : "") + yaml(item);
    return text + "]";
  }
  if (const feel::Context* record = value.context()) {
    std::string text = "{";
    for (const auto& [name, entry] : record->entries) {
      if (entry.is_null()) continue;  // unsaid is absent
      text += (text.size() > 1 ? ", " : " ") + name + ": " + yaml(entry);
    }
    return text + " }";
  }
  if (value.date()) return value.date()->to_string();
  if (value.boolean()) return *value.boolean() ? "true" : "false";
  if (value.number()) return value.number()->to_string();
  return "null";
}

}  // namespace

std::string World::text_of(std::int64_t code, const std::string& format) {
  if (code >= 0 && code < static_cast<std::int64_t>(terms_.texts().size())) {
    return terms_.texts()[static_cast<std::size_t>(code)];
  }
  const auto known = made_up_.find(code);
  if (known != made_up_.end()) return known->second;
  const auto taken = [&](const std::string& text) {
    return std::find(terms_.texts().begin(), terms_.texts().end(), text) != terms_.texts().end();
  };
  std::string text;
  for (std::size_t n = made_up_.size() + 1; text.empty() || taken(text); ++n) {
    if (format == "credit-code") {
      text = fmt::format("91{:06d}MA{:07d}", 990001, n);
      if (const auto check = credit_code_check(text)) text += *check;
    } else if (format == "region-code") {
      text = fmt::format("{:06d}", 990000 + n);
    } else {
      text = fmt::format("N-{:04d}", n);
    }
  }
  return made_up_.emplace(code, text).first->second;
}

Value World::value_of(const FreeFact& fact, const Valuation& valuation) {
  if (fact.type->kind == Kind::list) {
    std::vector<Value> items;
    for (const FreeFact::Slot& slot : fact.slots) {
      if (valuation(slot.present).is_true()) items.push_back(value_of(*slot.item, valuation));
    }
    return feel::make_list(std::move(items));
  }
  if (fact.type->kind == Kind::context) {
    std::vector<std::pair<std::string, Value>> entries;
    for (const FreeFact& field : fact.fields) entries.emplace_back(field.name, value_of(field, valuation));
    return feel::make_context(std::move(entries));
  }
  if (!fact.supported || !fact.scalar || (fact.null && valuation(*fact.null).is_true())) return {};
  const Term found = valuation(*fact.scalar);
  switch (fact.type->kind) {
    case Kind::boolean:
      return Value(found.is_true());
    case Kind::number: {
      const auto number = decimal_of(found);
      return number ? Value(*number) : Value();
    }
    case Kind::date:
      return Value(Date::from_days(whole_of(found).value_or(0)));
    default:
      return Value(
          text_of(whole_of(found).value_or(0), fact.declaration != nullptr ? fact.declaration->format : ""));
  }
}

std::string World::facts_file(const Valuation& valuation, const std::vector<std::string>& types) {
  std::string text = "unsaid: absent\nsubjects:\n";
  for (const std::string& type : types) {
    text += "  - " + type + ":\n";
    bool any = false;
    for (const FreeFact& fact : subject(type).facts) {
      const Value value = value_of(fact, valuation);
      const feel::List* list = value.list();
      if (value.is_null() || (list != nullptr && list->items.empty())) continue;
      any = true;
      if (list == nullptr) {
        text += "      " + fact.name + ": " + yaml(value) + "\n";
        continue;
      }
      text += "      " + fact.name + ":\n";
      for (const Value& item : list->items) text += "        - " + yaml(item) + "\n";
    }
    if (!any) text.insert(text.size() - 1, " {}");
  }
  return text;
}

Date World::asking_day(const Valuation& valuation) const {
  return Date::from_days(whole_of(valuation(asking_)).value_or(0));
}

std::map<std::pair<std::string, std::string>, Value> World::assumed(
    const Valuation& valuation, const std::function<bool(const Term&)>& reads) {
  const std::function<bool(const FreeFact&)> read = [&](const FreeFact& fact) {
    return (fact.null && reads(*fact.null)) || (fact.scalar && reads(*fact.scalar)) ||
           std::any_of(fact.fields.begin(), fact.fields.end(), read) ||
           std::any_of(fact.slots.begin(), fact.slots.end(),
                       [&](const FreeFact::Slot& slot) { return reads(slot.present) || read(*slot.item); });
  };
  std::map<std::pair<std::string, std::string>, Value> values;
  for (const auto& [key, parameter] : parameters_) {
    if (read(parameter.first)) values.emplace(key, value_of(parameter.first, valuation));
  }
  return values;
}

}  // namespace enact::verify
