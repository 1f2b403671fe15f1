// Reading values by type. See fact_values.hpp.
#include "determine/fact_values.hpp"

#include <algorithm>

#include "base/credit_code.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "policy/yaml_json.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::determine {
namespace {

using feel::Kind;
using feel::Type;
using feel::Value;
using policy::FactDeclaration;
using policy::yaml::error;
using policy::yaml::Node;
using policy::yaml::Style;

std::string type_name(const Type& type) {
  return !type.name.empty() ? type.name : to_string(type);
}

// What to write instead, by type.
Text example_of(const Type& type) {
  switch (type.kind) {
    case Kind::number:
      if (type.unit.empty()) return {"写数字，如 12 或 12.5", "write a number, such as 12 or 12.5"};
      return {"写数字，单位为" + type.unit + "，如 1234.56，不带单位与千分位",
              "write a number in " + type.unit + ", such as 1234.56, without unit or separators"};
    case Kind::boolean:
      return {"写 true 或 false", "write true or false"};
    case Kind::date:
      return {"写日期，如 2026-03-10", "write a date, such as 2026-03-10"};
    case Kind::date_time:
      return {"写日期和时间，如 2026-03-10T09:00:00", "write a date and time, such as 2026-03-10T09:00:00"};
    case Kind::list:
      return {"写列表 `[ … ]`；可能还有别的，写 `{ open: true, items: [ … ] }`",
              "write a list `[ … ]`; if more may exist, `{ open: true, items: [ … ] }`"};
    case Kind::context:
      return {"写成 `{ 字段: 值, … }`", "write `{ field: value, … }`"};
    default:
      return {};
  }
}

}  // namespace

Value ValueReader::wrong_type(const Node& node, const Type& type, const std::string& path) {
  const std::string given = node.is_scalar() ? "`" + node.text + "`" : node.is_list() ? "[…]" : "{…}";
  error(diagnostics_, "facts.wrong-type", node.location(),
        {"`" + path + "` 应为 " + type_name(type) + "，这里是 " + given,
         "`" + path + "` must be " + type_name(type) + ", found " + given},
        example_of(type));
  return {};
}

Value ValueReader::read(const Node& node, const FactDeclaration& declaration, const std::string& path) {
  return read_typed(node, *declaration.type, declaration, path);
}

Value ValueReader::read_typed(const Node& node, const Type& type, const FactDeclaration& declaration,
                              const std::string& path) {
  if (node.is_null()) return {};
  switch (type.kind) {
    case Kind::list:
      return read_list(node, type, declaration, path);
    case Kind::context:
      return read_record(node, type, path);
    case Kind::string:
      return read_text(node, type, declaration, path);
    case Kind::number:
      return read_number(node, type, declaration, path);
    case Kind::date:
      return read_date(node, path);
    case Kind::boolean:
      if (node.is_scalar() && node.style == Style::plain) {
        if (node.text == "true") return Value(true);
        if (node.text == "false") return Value(false);
      }
      return wrong_type(node, type, path);
    case Kind::date_time:
      if (node.is_scalar()) {
        if (auto moment = DateTime::parse(node.text)) return Value(*moment);
      }
      return wrong_type(node, type, path);
    default:
      return wrong_type(node, type, path);
  }
}

Value ValueReader::read_list(const Node& node, const Type& type, const FactDeclaration& declaration,
                             const std::string& path) {
  const Node* items = &node;
  bool open = false;
  if (node.is_map()) {
    policy::yaml::Mapping mapping(node, {"open", "items"}, diagnostics_);
    items = node.find("items");
    open = mapping.flag("open", false);
    if (items == nullptr && !open) return wrong_type(node, type, path);
  }
  auto list = std::make_shared<feel::List>();
  list->open = open;
  if (items != nullptr && !items->is_null()) {
    if (!items->is_list()) return wrong_type(*items, type, path);
    for (std::size_t i = 0; i < items->items.size(); ++i) {
      const std::string item_path = path + "[" + std::to_string(i + 1) + "]";
      list->items.push_back(type.element ? read_typed(items->items[i], *type.element, declaration, item_path)
                                         : wrong_type(items->items[i], type, item_path));
    }
  }
  if (open) {
    list->causes = std::make_shared<const std::vector<feel::Cause>>(
        std::vector<feel::Cause>{{feel::Cause::Kind::open_list, path, nullptr}});
  }
  return Value(feel::ListPtr(std::move(list)));
}

Value ValueReader::read_record(const Node& node, const Type& type, const std::string& path) {
  if (!node.is_map()) return wrong_type(node, type, path);
  const policy::RecordType* record = model_.record(type.name);
  std::vector<std::pair<std::string, Value>> entries;
  std::vector<std::string> names;
  for (const feel::Field& field : type.fields) names.push_back(field.name);
  for (const policy::yaml::Entry& entry : node.entries) {
    const std::string& name = entry.key.text;
    if (type.field(name) == nullptr) {
      policy::yaml::unknown_name(diagnostics_, "facts.unknown-field", entry.key.location(),
                                 {"“" + type_name(type) + "”的字段", "field of `" + type_name(type) + "`"},
                                 name, names);
      continue;
    }
    FactDeclaration bare;
    bare.name = name;
    for (const feel::Field& field : type.fields) {
      if (field.name == name) bare.type = field.type;
    }
    const FactDeclaration* declaration = &bare;
    if (record != nullptr) {
      const auto found = std::find_if(record->fields.begin(), record->fields.end(),
                                      [&](const FactDeclaration& f) { return f.name == name; });
      if (found != record->fields.end()) declaration = &*found;
    }
    entries.emplace_back(name, read(entry.value, *declaration, path + "." + name));
  }
  if (record != nullptr) {
    for (const FactDeclaration& field : record->fields) {
      const Node* given = node.find(field.name);
      if (!field.required || (given != nullptr && !given->is_null())) continue;
      error(diagnostics_, "facts.missing-field", node.location(),
            {"`" + path + "` 缺少必填的 `" + field.name + "`",
             "`" + path + "` lacks `" + field.name + "`, which is required"},
            example_of(*field.type));
    }
  }
  return feel::make_context(std::move(entries));
}

void ValueReader::check_credit_code(const Node& node, const std::string& path) {
  const auto fault = credit_code_fault(node.text);
  if (!fault) return;
  Text message{"`" + path + "` 不是有效的统一社会信用代码（GB 32100）：",
               "`" + path + "` is no valid unified social credit code (GB 32100): "};
  Text help{"核对营业执照上的 18 位代码", "compare the 18 characters on the business licence"};
  switch (*fault) {
    case CreditCodeFault::length:
      message.zh += "应为 18 位，这里有 " + std::to_string(text::length(node.text)) + " 位";
      message.en += "18 characters are needed, found " + std::to_string(text::length(node.text));
      break;
    case CreditCodeFault::symbol:
      message.zh += "含有不允许的字符（只用数字与除 I、O、S、V、Z 外的大写字母）";
      message.en += "it has a character that is not allowed (digits and capitals except I, O, S, V, Z)";
      break;
    case CreditCodeFault::check: {
      message.zh += "校验码不符";
      message.en += "the check character is wrong";
      if (const auto check = credit_code_check(std::string_view(node.text).substr(0, 17))) {
        const std::string right = node.text.substr(0, 17) + *check;
        help = {"前 17 位若无误，应为 `" + right + "`", "if the first 17 are right, it is `" + right + "`"};
      }
      break;
    }
  }
  error(diagnostics_, "facts.credit-code", node.location(), std::move(message), std::move(help));
}

// GB/T 2260: six digits. Which of them exist changes by the year and is not checked.
void ValueReader::check_region_code(const Node& node, const std::string& path) {
  const bool good = node.text.size() == 6 && std::all_of(node.text.begin(), node.text.end(),
                                                         [](char c) { return c >= '0' && c <= '9'; });
  if (good) return;
  error(diagnostics_, "facts.region-code", node.location(),
        {"`" + path + "` 不是行政区划代码（GB/T 2260）", "`" + path + "` is no region code (GB/T 2260)"},
        {"应为六位数字，如 350100", "six digits are wanted, e.g. 350100"});
}

Value ValueReader::read_text(const Node& node, const Type& type, const FactDeclaration& declaration,
                             const std::string& path) {
  if (!node.is_scalar()) return wrong_type(node, type, path);
  const std::string value = text::nfc(node.text);
  if (!type.codes.empty() && std::find(type.codes.begin(), type.codes.end(), value) == type.codes.end()) {
    policy::yaml::unknown_name(diagnostics_, "facts.unknown-code", node.location(),
                               {"“" + type_name(type) + "”的值", "value of `" + type_name(type) + "`"}, value,
                               type.codes);
    return {};
  }
  if (declaration.format == "credit-code") check_credit_code(node, path);
  if (declaration.format == "region-code") check_region_code(node, path);
  return Value(value);
}

Value ValueReader::read_number(const Node& node, const Type& type, const FactDeclaration& declaration,
                               const std::string& path) {
  std::optional<Decimal> number;
  if (node.is_scalar() && node.style == Style::plain) number = Decimal::parse(node.text);
  if (!number) return wrong_type(node, type, path);
  if (declaration.non_negative && number->is_negative()) {
    error(diagnostics_, "facts.negative", node.location(),
          {"`" + path + "` 不能为负数", "`" + path + "` cannot be negative"},
          {"是否应为 `" + number->abs().to_string() + "`？",
           "did you mean `" + number->abs().to_string() + "`?"});
    return {};
  }
  if (type.unit == "元" && !exact_fen_from_yuan(*number)) {
    const auto rounded = number->round(2, Rounding::half_up);
    error(diagnostics_, "facts.below-fen", node.location(),
          {"`" + path + "` 是金额，最多两位小数（到分）",
           "`" + path + "` is money: at most two decimals (to the fen)"},
          rounded ? Text{"四舍五入到分是 `" + rounded->to_string() + "`",
                         "rounded to the fen it is `" + rounded->to_string() + "`"}
                  : Text{});
    return {};
  }
  return Value(*number);
}

Value ValueReader::read_date(const Node& node, const std::string& path) {
  if (node.is_scalar()) {
    if (const auto date = Date::parse(node.text)) return Value(*date);
    // Of the form of a date, but no day of the calendar.
    const std::string& t = node.text;
    const bool formed =
        t.size() == 10 && t[4] == '-' && t[7] == '-' &&
        std::all_of(t.begin(), t.end(), [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
    if (formed) {
      const int year = std::stoi(t.substr(0, 4));
      const int month = std::stoi(t.substr(5, 2));
      Text help{"月份为 01 到 12", "months are 01 to 12"};
      if (month >= 1 && month <= 12) {
        const std::string last = t.substr(0, 8) + std::to_string(days_in_month(year, month));
        help = {"该月最后一天是 `" + last + "`", "the last day of that month is `" + last + "`"};
      }
      error(diagnostics_, "facts.no-such-date", node.location(),
            {"`" + path + "`：日期 " + t + " 不存在", "`" + path + "`: the date " + t + " does not exist"},
            help);
      return {};
    }
  }
  static const feel::TypePtr date_type = feel::simple_type(Kind::date);
  return wrong_type(node, *date_type, path);
}

std::optional<Decimal> ValueReader::read_money(const Node& node, const std::string& path, bool non_negative) {
  static const feel::TypePtr money = feel::number_type("元");
  FactDeclaration declaration;
  declaration.type = money;
  declaration.non_negative = non_negative;
  const Value value = read_number(node, *money, declaration, path);
  return value.number() != nullptr ? std::optional(*value.number()) : std::nullopt;
}

ReadValue read_fact_value(std::string_view json, const FactDeclaration& declaration, const FactModel& model,
                          bool open) {
  ReadValue result;
  const auto source = std::make_shared<const Source>(declaration.name, std::string(json));
  policy::yaml::Read read{.root = policy::yaml::read_json(source), .diagnostics = {}};
  if (!read.root) read = policy::yaml::read(source);
  result.diagnostics = std::move(read.diagnostics);
  if (!read.root) return result;
  ValueReader reader(model, result.diagnostics);
  result.value = reader.read(*read.root, declaration, declaration.name);
  if (const feel::List* list = result.value.list(); list != nullptr && open && !list->open) {
    auto opened = std::make_shared<feel::List>(*list);
    opened->open = true;
    opened->causes = std::make_shared<const std::vector<feel::Cause>>(
        std::vector<feel::Cause>{{feel::Cause::Kind::open_list, declaration.name, nullptr}});
    result.value = Value(feel::ListPtr(std::move(opened)));
  }
  return result;
}

}  // namespace enact::determine
