// What plain JSON values mean by a type.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "feel/json.hpp"
#include "feel/unknown.hpp"

namespace enact::feel {
namespace {

using Result = std::expected<Value, JsonError>;

JsonError type_error(const Value& plain, const Type& type) {
  const auto wanted = to_string(type);
  const auto given = to_string(plain);
  return {"",
          "feel.json-type",
          {fmt::format("{} 不是 {}", given, wanted), fmt::format("{} is no {}", given, wanted)}};
}

JsonError within(std::string part, JsonError error) {
  const bool dot = !error.path.empty() && error.path.front() != '[';
  error.path = std::move(part) + (dot ? "." : "") + error.path;
  return error;
}

template <typename T>
Result parsed(const Value& plain, const Type& type) {
  const auto value = plain.text() ? T::parse(*plain.text()) : std::nullopt;
  if (!value) return std::unexpected(type_error(plain, type));
  return Value(*value);
}

Result one_of_codes(const Value& plain, const Type& type) {
  const auto& text = *plain.text();
  if (type.codes.empty() || std::ranges::find(type.codes, text) != type.codes.end()) return plain;
  const auto nearest = text::nearest(text, type.codes);
  const auto zh = nearest ? fmt::format("，是否“{}”？", *nearest) : std::string();
  const auto en = nearest ? fmt::format("; did you mean `{}`?", *nearest) : std::string();
  return std::unexpected(JsonError{"",
                                   "feel.json-code",
                                   {fmt::format("“{}”不在代码表中{}", text, zh),
                                    fmt::format("`{}` is not in the code list{}", text, en)}});
}

Result read_items(const List& plain, const Type& type) {
  auto list = std::make_shared<List>(plain);
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    auto item = from_plain(list->items[i], type.element ? *type.element : *any_type());
    if (!item) return std::unexpected(within(fmt::format("[{}]", i + 1), item.error()));
    list->items[i] = *std::move(item);
  }
  return ListPtr(std::move(list));
}

Result read_fields(const Context& plain, const Type& type) {
  auto entries = plain.entries;
  for (auto& [name, value] : entries) {
    const auto* field = type.field(name);
    auto entry = from_plain(value, field ? *field : *any_type());
    if (!entry) return std::unexpected(within(name, entry.error()));
    value = *std::move(entry);
  }
  return make_context(std::move(entries));
}

// --- what to_json writes with `$` ---

std::optional<Cause::Kind> cause_kind(const std::string& name) {
  if (name == "missing_fact") return Cause::Kind::missing_fact;
  if (name == "open_list") return Cause::Kind::open_list;
  if (name == "undecided") return Cause::Kind::undecided;
  if (name == "error") return Cause::Kind::error;
  if (name == "no_parameter") return Cause::Kind::no_parameter;
  return std::nullopt;
}

// nullopt: not a list of causes. Null where there are none.
std::optional<Causes> read_causes(const Value* plain) {
  if (!plain || plain->is_null()) return Causes{};
  if (!plain->list()) return std::nullopt;
  CauseSet causes;
  for (const auto& item : plain->list()->items) {
    const auto* kind = item.context() ? item.context()->find("kind") : nullptr;
    const auto* what = item.context() ? item.context()->find("what") : nullptr;
    const auto read = kind && kind->text() ? cause_kind(*kind->text()) : std::nullopt;
    if (!read || !what || !what->text()) return std::nullopt;
    causes.add(Cause{*read, *what->text(), nullptr});
  }
  return causes.causes();
}

std::optional<bool> flag(const Context& context, const char* name) {
  const auto* value = context.find(name);
  if (!value || value->is_null()) return false;
  return value->boolean() ? std::optional(*value->boolean()) : std::nullopt;
}

std::optional<Value> read_band(const Context& plain) {
  const auto* low = plain.find("low");
  const auto* high = plain.find("high");
  const auto low_open = flag(plain, "low_open");
  const auto high_open = flag(plain, "high_open");
  const auto causes = read_causes(plain.find("causes"));
  if (!low || !high || !low_open || !high_open || !causes) return std::nullopt;
  const auto from = from_plain(*low, *simple_type(Kind::number));
  const auto to = from_plain(*high, *simple_type(Kind::number));
  if (!from || !to || !from->number() || !to->number() || !(*from->number() < *to->number()))
    return std::nullopt;
  return Band{*from->number(), *to->number(), *low_open, *high_open, *causes};
}

std::optional<Value> read_list(const Context& plain) {
  const auto* items = plain.find("items");
  const auto* perhaps = plain.find("perhaps");
  const auto open = flag(plain, "open");
  const auto causes = read_causes(plain.find("causes"));
  if (!items || !items->list() || !open || !causes) return std::nullopt;
  auto list = std::make_shared<List>(*items->list());
  list->open = *open;
  list->causes = *causes;
  if (perhaps && !perhaps->is_null()) {
    if (!perhaps->list() || perhaps->list()->items.size() != list->items.size()) return std::nullopt;
    for (const auto& item : perhaps->list()->items) {
      if (!item.boolean()) return std::nullopt;
      list->perhaps.push_back(*item.boolean());
    }
  }
  return ListPtr(std::move(list));
}

std::optional<RangeEnd> range_end(const Value* plain) {
  if (!plain || !plain->text()) return std::nullopt;
  if (*plain->text() == "open") return RangeEnd::open;
  if (*plain->text() == "closed") return RangeEnd::closed;
  if (*plain->text() == "unbounded") return RangeEnd::unbounded;
  return std::nullopt;
}

Result read_range(const Context& plain, const Type& type, const JsonError& malformed) {
  const auto low_end = range_end(plain.find("low_end"));
  const auto high_end = range_end(plain.find("high_end"));
  const auto* low = plain.find("low");
  const auto* high = plain.find("high");
  if (!low_end || !high_end || !low || !high) return std::unexpected(malformed);
  const auto& element = type.kind == Kind::range && type.element ? *type.element : *any_type();
  auto from = from_plain(*low, element);
  auto to = from_plain(*high, element);
  if (!from) return from;
  if (!to) return to;
  auto range = std::make_shared<Range>();
  range->low_end = *low_end;
  range->high_end = *high_end;
  range->low = *std::move(from);
  range->high = *std::move(to);
  if (const auto* form = plain.find("form")) {
    if (!form->text() || (*form->text() != "equal" && *form->text() != "not_equal"))
      return std::unexpected(malformed);
    range->form = *form->text() == "equal" ? RangeForm::equal : RangeForm::not_equal;
  }
  return RangePtr(std::move(range));
}

// nullopt: an ordinary object.
std::optional<Result> read_special(const Context& plain, const Type& type) {
  if (plain.entries.size() != 1 || !plain.entries[0].first.starts_with('$')) return std::nullopt;
  const auto& [name, value] = plain.entries[0];
  const JsonError malformed{name, "feel.json-type", {"“" + name + "”的内容有误", "malformed `" + name + "`"}};
  if (name == "$unknown") {
    const auto causes = read_causes(&value);
    if (!causes || !*causes) return std::unexpected(malformed);
    return Value(Unknown{*causes});
  }
  if (!value.context()) return std::nullopt;
  if (name == "$range") return read_range(*value.context(), type, malformed);
  if (name == "$band") {
    auto band = read_band(*value.context());
    return band ? Result(*std::move(band)) : std::unexpected(malformed);
  }
  if (name == "$list") {
    auto list = read_list(*value.context());
    if (!list) return std::unexpected(malformed);
    return read_items(*list->list(), type);
  }
  return std::nullopt;
}

}  // namespace

Result from_plain(const Value& plain, const Type& type) {
  if (plain.is_null() || plain.is_unknown()) return plain;
  if (plain.context()) {
    if (auto special = read_special(*plain.context(), type)) return *std::move(special);
  }
  switch (type.kind) {
    case Kind::any:
      if (plain.list()) return read_items(*plain.list(), type);
      if (plain.context()) return read_fields(*plain.context(), type);
      return plain;
    case Kind::number:
      return plain.number() ? Result(plain) : parsed<Decimal>(plain, type);
    case Kind::date:
      return plain.date() ? Result(plain) : parsed<Date>(plain, type);
    case Kind::time:
      return plain.time() ? Result(plain) : parsed<Time>(plain, type);
    case Kind::date_time:
      return plain.date_time() ? Result(plain) : parsed<DateTime>(plain, type);
    case Kind::days_duration:
      return plain.days_duration() ? Result(plain) : parsed<DaysDuration>(plain, type);
    case Kind::months_duration:
      return plain.months_duration() ? Result(plain) : parsed<MonthsDuration>(plain, type);
    case Kind::string:
      if (plain.text()) return one_of_codes(plain, type);
      break;
    case Kind::boolean:
      if (plain.boolean()) return plain;
      break;
    case Kind::list:
      if (plain.list()) return read_items(*plain.list(), type);
      break;
    case Kind::context:
      if (plain.context()) return read_fields(*plain.context(), type);
      break;
    default:
      break;
  }
  return std::unexpected(type_error(plain, type));
}

Result value_from_json(std::string_view text, const Type& type) {
  const auto plain = parse_json(text);
  return plain ? from_plain(*plain, type) : plain;
}

namespace {

Result plain_from_boost(const boost::json::value& json) {
  switch (json.kind()) {
    case boost::json::kind::null:
      return Value();
    case boost::json::kind::bool_:
      return Value(json.get_bool());
    case boost::json::kind::int64:
      return Value(Decimal(json.get_int64()));
    case boost::json::kind::uint64:
      return Value(*Decimal::parse(std::to_string(json.get_uint64())));
    case boost::json::kind::double_:
      return std::unexpected(
          JsonError{"",
                    "feel.json-inexact",
                    {"带小数的数字请写成文本，如 \"0.1\"，以免失去精度",
                     "write a number with a fraction as a text, such as \"0.1\", to keep its digits"}});
    case boost::json::kind::string:
      return Value(std::string(json.get_string()));
    case boost::json::kind::array: {
      std::vector<Value> items;
      for (const auto& element : json.get_array()) {
        auto item = plain_from_boost(element);
        if (!item) return std::unexpected(within(fmt::format("[{}]", items.size() + 1), item.error()));
        items.push_back(*std::move(item));
      }
      return make_list(std::move(items));
    }
    case boost::json::kind::object:
      break;
  }
  std::vector<std::pair<std::string, Value>> entries;
  for (const auto& member : json.get_object()) {
    auto value = plain_from_boost(member.value());
    if (!value) return std::unexpected(within(std::string(member.key()), value.error()));
    entries.emplace_back(member.key(), *std::move(value));
  }
  return make_context(std::move(entries));
}

}  // namespace

Result value_from_boost_json(const boost::json::value& json, const Type& type) {
  const auto plain = plain_from_boost(json);
  return plain ? from_plain(*plain, type) : plain;
}

}  // namespace enact::feel
