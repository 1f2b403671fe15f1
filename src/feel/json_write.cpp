// Writing values as JSON, as text with exact numbers and as Boost's document.
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "feel/json.hpp"
#include "feel/unknown.hpp"

namespace enact::feel {
namespace {

namespace json = boost::json;

const char* kind_name(Cause::Kind kind) {
  switch (kind) {
    case Cause::Kind::missing_fact:
      return "missing_fact";
    case Cause::Kind::open_list:
      return "open_list";
    case Cause::Kind::undecided:
      return "undecided";
    case Cause::Kind::error:
      return "error";
    case Cause::Kind::no_parameter:
      break;
  }
  return "no_parameter";
}

const char* end_name(RangeEnd end) {
  if (end == RangeEnd::open) return "open";
  return end == RangeEnd::closed ? "closed" : "unbounded";
}

Value plain_causes(const Causes& causes) {
  std::vector<Value> items;
  if (causes) {
    for (const auto& cause : *causes) {
      items.push_back(make_context({{"kind", kind_name(cause.kind)}, {"what", cause.what}}));
    }
  }
  return make_list(std::move(items));
}

Value special(const char* name, std::vector<std::pair<std::string, Value>> entries) {
  return make_context({{name, make_context(std::move(entries))}});
}

Value plain_list(const List& list) {
  std::vector<std::pair<std::string, Value>> entries{{"items", make_list(list.items)}, {"open", list.open}};
  if (!list.perhaps.empty()) {
    std::vector<Value> flags(list.perhaps.begin(), list.perhaps.end());
    entries.emplace_back("perhaps", make_list(std::move(flags)));
  }
  entries.emplace_back("causes", plain_causes(list.causes));
  return special("$list", std::move(entries));
}

// One level of a value in terms of null, booleans, numbers, texts, settled lists and contexts.
Value plain(const Value& value) {
  if (const auto* unknown = value.unknown())
    return make_context({{"$unknown", plain_causes(unknown->causes)}});
  if (const auto* band = value.band()) {
    return special("$band", {{"low", band->low},
                             {"high", band->high},
                             {"low_open", band->low_open},
                             {"high_open", band->high_open},
                             {"causes", plain_causes(band->causes)}});
  }
  if (const auto* range = value.range()) {
    std::vector<std::pair<std::string, Value>> entries{{"low", range->low},
                                                       {"high", range->high},
                                                       {"low_end", end_name(range->low_end)},
                                                       {"high_end", end_name(range->high_end)}};
    if (range->form == RangeForm::equal) entries.emplace_back("form", "equal");
    if (range->form == RangeForm::not_equal) entries.emplace_back("form", "not_equal");
    return special("$range", std::move(entries));
  }
  if (const auto* list = value.list(); list && !list->settled()) return plain_list(*list);
  if (value.function()) return {};
  const bool temporal =
      value.date() || value.time() || value.date_time() || value.days_duration() || value.months_duration();
  return temporal ? Value(to_string(value)) : value;
}

void append(std::string& out, const Value& original) {
  const auto value = plain(original);
  if (const auto* list = value.list()) {
    out += '[';
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      if (i) out += ',';
      append(out, list->items[i]);
    }
    out += ']';
  } else if (const auto* context = value.context()) {
    out += '{';
    for (std::size_t i = 0; i < context->entries.size(); ++i) {
      if (i) out += ',';
      out += json::serialize(json::string_view(context->entries[i].first));
      out += ':';
      append(out, context->entries[i].second);
    }
    out += '}';
  } else if (const auto* text = value.text()) {
    out += json::serialize(json::string_view(*text));
  } else {
    out += to_string(value);  // null, true, false and numbers are written alike in FEEL
  }
}

}  // namespace

std::string to_json(const Value& value) {
  std::string out;
  append(out, value);
  return out;
}

json::value to_boost_json(const Value& original) {
  const auto value = plain(original);
  if (const auto* truth = value.boolean()) return *truth;
  if (const auto* number = value.number()) {
    const auto whole = number->to_int64();
    return whole ? json::value(*whole) : json::value(number->to_string());
  }
  if (const auto* text = value.text()) return json::value(*text);
  if (const auto* list = value.list()) {
    json::array array;
    for (const auto& item : list->items) array.push_back(to_boost_json(item));
    return array;
  }
  if (const auto* context = value.context()) {
    json::object object;
    for (const auto& [name, entry] : context->entries) object[name] = to_boost_json(entry);
    return object;
  }
  return nullptr;
}

}  // namespace enact::feel
