#include "registers/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "base/money.hpp"
#include "base/text.hpp"
#include "feel/evaluate.hpp"

namespace enact::registers {
namespace {

using feel::Kind;
using feel::Value;
using policy::RegisterField;
using Read = std::expected<Value, Text>;

constexpr std::size_t text_limit = 20'000;  // bytes
constexpr std::int64_t second = 1'000'000;
constexpr std::size_t most_lines = 500;

std::unexpected<Text> wrong(const RegisterField& field, const std::string& zh, const std::string& en) {
  return std::unexpected(Text{fmt::format("“{}”{}", field.declared.title.zh, zh),
                              fmt::format("`{}` {}", field.declared.title.en, en)});
}

Read number_of(const RegisterField& field, const std::string& text) {
  const auto number = Decimal::parse(text);
  if (!number)
    return wrong(field, fmt::format("应为数字，这里是“{}”", text),
                 fmt::format("must be a number, found `{}`", text));
  if (field.declared.type->unit == "元" && !exact_fen_from_yuan(*number)) {
    return wrong(field, "是金额，最多两位小数（到分）", "is money: at most two decimals (to the fen)");
  }
  if (field.min && *number < *field.min) {
    return wrong(field, "不得小于 " + field.min->to_string(),
                 "must not be less than " + field.min->to_string());
  }
  if (field.max && *number > *field.max) {
    return wrong(field, "不得大于 " + field.max->to_string(),
                 "must not be more than " + field.max->to_string());
  }
  return Value(*number);
}

bool fits_pattern(const RegisterField& field, const Value& text) {
  if (field.pattern == nullptr) return true;
  feel::Evaluation evaluation(feel::Mode::determination);
  const Value inputs[] = {text};
  const Value fits = evaluation.evaluate(*field.pattern, inputs);
  return fits.boolean() != nullptr && *fits.boolean();
}

Read text_of(const Book& book, const RegisterField& field, std::string_view given) {
  const std::string text = text::nfc(text::trim(given));
  if (text.empty()) return Value();
  if (text.size() > text_limit) return wrong(field, "过长", "is too long");
  const auto& codes = field.declared.type->codes;
  if (!codes.empty() && std::ranges::find(codes, text) == codes.end()) {
    return wrong(field, fmt::format("没有“{}”这一项；可选：{}", text, text::join(codes, "、")),
                 fmt::format("has no `{}`; choose one of {}", text, text::join(codes, ", ")));
  }
  if (field.unit && book.package->unit(text) == nullptr) {
    return wrong(field, fmt::format("没有单位“{}”", text), fmt::format("is no unit: `{}`", text));
  }
  Value value(text);
  if (!fits_pattern(field, value)) {
    return wrong(field, fmt::format("格式应为 {}", field.matches), fmt::format("must fit {}", field.matches));
  }
  return value;
}

std::optional<DateTime> date_time_of(std::string_view text) {
  constexpr std::size_t to_the_minute = 16;  // 2026-05-01T09:00
  std::string whole(text);
  if (whole.size() == to_the_minute) whole += ":00";
  if (whole.size() > 10 && whole[10] == ' ') whole[10] = 'T';
  return DateTime::parse(whole);
}

// Formats, lists and records: read as facts are.
Read as_fact(const Book& book, const RegisterField& field, const std::string& json) {
  auto read = determine::read_fact_value(json, field.declared, book.model);
  for (const Diagnostic& diagnostic : read.diagnostics) {
    if (diagnostic.severity == Severity::error) return std::unexpected(diagnostic.message);
  }
  return std::move(read.value);
}

Read plain(const Book& book, const RegisterField& field, const std::string& text) {
  switch (field.declared.type->kind) {
    case Kind::number:
      return number_of(field, text);
    case Kind::date:
      if (const auto day = Date::parse(text)) return Value(*day);
      return wrong(field, fmt::format("应为日期，如 2026-03-10，这里是“{}”", text),
                   fmt::format("must be a date such as 2026-03-10, found `{}`", text));
    case Kind::date_time:
      if (auto moment = date_time_of(text)) return Value(std::move(*moment));
      return wrong(field, fmt::format("应为日期和时间，如 2026-03-10T09:00，这里是“{}”", text),
                   fmt::format("must be a date and time such as 2026-03-10T09:00, found `{}`", text));
    default:
      return text_of(book, field, text);
  }
}

// A value of the declared type from JSON that this program wrote.
Value kept_value(const ExactJson& json, const feel::Type& type) {
  using Json = ExactJson::Kind;
  switch (type.kind) {
    case Kind::number: {
      const auto number = Decimal::parse(json.text);
      return number ? Value(*number) : Value();
    }
    case Kind::boolean:
      return json.kind == Json::boolean ? Value(json.boolean) : Value();
    case Kind::date: {
      const auto day = Date::parse(json.text);
      return day ? Value(*day) : Value();
    }
    case Kind::date_time: {
      auto moment = DateTime::parse(json.text);
      return moment ? Value(std::move(*moment)) : Value();
    }
    case Kind::list: {
      std::vector<Value> items;
      for (const ExactJson& item : json.items) {
        if (type.element) items.push_back(kept_value(item, *type.element));
      }
      return feel::make_list(std::move(items));
    }
    case Kind::context: {
      std::vector<std::pair<std::string, Value>> entries;
      for (const feel::Field& field : type.fields) {
        const ExactJson* member = json.member(field.name);
        if (member != nullptr) entries.emplace_back(field.name, kept_value(*member, *field.type));
      }
      return feel::make_context(std::move(entries));
    }
    default:
      return json.kind == Json::text ? Value(json.text) : Value();
  }
}

Read line_of(const Book& book, const RegisterField& field, std::size_t number, const ExactJson& given) {
  const auto here = [&](const Text& what) {
    return std::unexpected(Text{fmt::format("“{}”第 {} 行：{}", field.declared.title.zh, number, what.zh),
                                fmt::format("`{}`, line {}: {}", field.declared.title.en, number, what.en)});
  };
  if (given.kind != ExactJson::Kind::object) return here({"应为 {列: 值}", "must be {column: value}"});
  std::vector<std::pair<std::string, Value>> entries;
  for (const auto& [name, part] : given.members) {
    const RegisterField* column = field.column(name);
    if (column == nullptr) {
      return here({fmt::format("没有列“{}”", name), fmt::format("there is no column `{}`", name)});
    }
    if (column->measured) continue;  // computed anew, whatever is sent back
    auto value = read_value(book, *column, part);
    if (!value) return here(value.error());
    if (!value->is_null()) entries.emplace_back(name, std::move(*value));
  }
  // As they are declared: the order in which they are sent says nothing.
  std::ranges::stable_sort(entries, std::less<>(),
                           [&](const auto& entry) { return field.column(entry.first); });
  return entries.empty() ? Value() : feel::make_context(std::move(entries));
}

// Lines without anything in them are left out.
Read lines_of(const Book& book, const RegisterField& field, const ExactJson& given) {
  if (given.kind != ExactJson::Kind::list) return wrong(field, "应为明细（列表）", "must be a list of lines");
  if (given.items.size() > most_lines) {
    return wrong(field, fmt::format("最多 {} 行", most_lines),
                 fmt::format("has at most {} lines", most_lines));
  }
  std::vector<Value> lines;
  for (std::size_t i = 0; i < given.items.size(); ++i) {
    auto line = line_of(book, field, i + 1, given.items[i]);
    if (!line) return line;
    if (!line->is_null()) lines.push_back(std::move(*line));
  }
  return lines.empty() ? Value() : feel::make_list(std::move(lines));
}

}  // namespace

const Value* part_of(const Value& line, std::string_view column) {
  const feel::Context* parts = line.context();
  const Value* part = parts == nullptr ? nullptr : parts->find(column);
  return part == nullptr || part->is_null() ? nullptr : part;
}

Values entered_values(const policy::Register& made, const Values& values) {
  Values entered;
  for (const auto& [name, value] : values) {
    const RegisterField* field = made.field(name);
    if (field == nullptr || !field->entered()) continue;
    const feel::List* lines = field->columns.empty() ? nullptr : value.list();
    if (lines == nullptr) {
      entered.emplace(name, value);
      continue;
    }
    std::vector<Value> kept;
    for (const Value& line : lines->items) {
      std::vector<std::pair<std::string, Value>> parts;
      for (const RegisterField& column : field->columns) {
        const Value* part = column.measured ? nullptr : part_of(line, column.name());
        if (part != nullptr) parts.emplace_back(column.name(), *part);
      }
      kept.push_back(feel::make_context(std::move(parts)));
    }
    entered.emplace(name, feel::make_list(std::move(kept)));
  }
  return entered;
}

Read read_value(const Book& book, const RegisterField& field, const ExactJson& given) {
  using Json = ExactJson::Kind;
  if (given.kind == Json::null) return Value();
  if (!field.columns.empty()) return lines_of(book, field, given);
  const feel::Type& type = *field.declared.type;
  if (type.kind == Kind::boolean) {
    if (given.kind == Json::boolean) return Value(given.boolean);
    return wrong(field, "应为是或否", "must be true or false");
  }
  const bool composed = type.kind == Kind::list || type.kind == Kind::context;
  if (composed) return as_fact(book, field, given.written());
  if (given.kind != Json::text && !(given.kind == Json::number && type.kind == Kind::number)) {
    return wrong(field, "的值种类不对", "has a value of the wrong kind");
  }
  if (text::trim(given.text).empty()) return Value();
  auto read = plain(book, field, given.text);
  if (read && !field.declared.format.empty() && !read->is_null())
    return as_fact(book, field, given.written());
  return read;
}

Read read_cell(const Book& book, const RegisterField& field, std::string_view cell) {
  const std::string text(text::trim(cell));
  if (text.empty()) return Value();
  const feel::Type& type = *field.declared.type;
  if (type.kind == Kind::boolean) {
    static constexpr std::string_view yes[] = {"是", "true", "TRUE", "有", "1", "yes"};
    static constexpr std::string_view no[] = {"否", "false", "FALSE", "无", "0", "no"};
    if (std::ranges::find(yes, text) != std::end(yes)) return Value(true);
    if (std::ranges::find(no, text) != std::end(no)) return Value(false);
    return wrong(field, "应为是或否", "must be yes or no");
  }
  ExactJson given;
  given.kind = ExactJson::Kind::text;
  given.text = text;
  if (type.kind == Kind::list || type.kind == Kind::context) {
    const auto json = parse_exact(text);
    if (!json) return wrong(field, "应为 JSON", "must be JSON");
    if (!field.columns.empty()) return lines_of(book, field, *json);
    return as_fact(book, field, json->written());
  }
  if (type.kind == Kind::number) std::erase(given.text, ',');  // 1,234.50
  if (type.kind == Kind::date) std::ranges::replace(given.text, '/', '-');
  // A code's title stands for it.
  const auto list = book.package->vocabulary.code_lists.find(type.name);
  if (!type.codes.empty() && list != book.package->vocabulary.code_lists.end()) {
    for (const auto& [code, title] : list->second) {
      if (title.zh == text || title.en == text) given.text = code;
    }
  }
  return read_value(book, field, given);
}

Values stored_values(const policy::Register& made, std::string_view json) {
  Values values;
  const auto read = parse_exact(json);
  if (!read) return values;
  for (const auto& [name, member] : read->members) {
    const RegisterField* field = made.field(name);
    if (field == nullptr) continue;
    Value value = kept_value(member, *field->declared.type);
    if (!value.is_null()) values.emplace(name, std::move(value));
  }
  return values;
}

std::string values_json(const policy::Register& made, const Values& values, bool shown) {
  std::string out = "{";
  for (const RegisterField& field : made.fields) {
    const auto value = values.find(field.name());
    if (value == values.end() || (shown && !field.shown)) continue;
    if (out.size() > 1) out += ',';
    out += boost::json::serialize(boost::json::string(field.name())) + ":" +
           determine::fact_value_json(value->second);
  }
  return out + "}";
}

std::optional<std::string> order_key(const Value& value) {
  if (const std::string* text = value.text()) return *text;
  if (const bool* flag = value.boolean()) return *flag ? "true" : "false";
  if (const Date* day = value.date()) return day->to_string();
  if (value.date_time() != nullptr) return fmt::format("{:020}", moment_of(value).value_or(0));
  if (const Decimal* number = value.number()) {
    // To six decimals, moved up so that what is negative comes first; what is beyond stands at the ends.
    constexpr std::int64_t up = std::int64_t{1} << 62;
    const auto scaled = number->multiply(Decimal(1'000'000));
    const auto whole = scaled ? scaled->round(0, Rounding::half_even) : std::nullopt;
    const std::int64_t beyond = number->is_negative() ? -up : up;
    const std::int64_t placed =
        whole ? std::clamp(whole->to_int64().value_or(beyond), -up, up - 1) : beyond - 1;
    return fmt::format("{:020}", static_cast<std::uint64_t>(placed + up));
  }
  return std::nullopt;
}

std::optional<std::int64_t> moment_of(const Value& value, bool after) {
  if (const Date* day = value.date()) {
    const auto start = after ? day->add_days(1) : std::optional(*day);
    return start ? std::optional(start_of_legal_day(*start).microseconds) : std::nullopt;
  }
  const DateTime* moment = value.date_time();
  if (moment == nullptr) return std::nullopt;
  const std::int64_t micros = moment->time.nanosecond / 1000;
  if (moment->offset_seconds()) return moment->epoch_seconds() * second + micros;
  return start_of_legal_day(moment->date).microseconds + moment->time.nanoseconds_of_day() / 1000;
}

std::optional<Date> day_of(const Value& value) {
  if (const Date* day = value.date()) return *day;
  const auto moment = moment_of(value);
  return moment ? std::optional(Instant{*moment}.legal_day()) : std::nullopt;
}

std::string shown_text(const Value& value) {
  if (const std::string* text = value.text()) return *text;
  if (const bool* flag = value.boolean()) return *flag ? "是" : "否";
  return feel::to_string(value);
}

}  // namespace enact::registers
