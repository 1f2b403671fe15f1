// Reading cells. See cell_reader.hpp.
#include "bulk/cell_reader.hpp"

#include <algorithm>

#include "base/credit_code.hpp"
#include "base/text.hpp"
#include "bulk/scaled.hpp"

namespace enact::bulk {
namespace {

// Digits, a sign and a point; nullopt for anything else, or more than 18 digits.
std::optional<Scaled> plain_number(std::string_view text) {
  Scaled number;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > 19) return std::nullopt;
  bool point = false;
  int digits = 0;
  for (const char c : text) {
    if (c == '.' && !point && digits > 0) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9' || ++digits > 18) return std::nullopt;
    number.whole = number.whole * 10 + (c - '0');
    if (point) ++number.scale;
  }
  if (digits == 0 || text.back() == '.') return std::nullopt;
  while (number.scale > 0 && number.whole % 10 == 0) {
    number.whole /= 10;
    --number.scale;
  }
  if (negative) number.whole = -number.whole;
  return number;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::optional<Text> CellReader::read(const Records::Field& field, bool unsaid_absent, ColumnBuilder& into) {
  if (!field.quoted && field.text.empty()) {
    unsaid_absent ? into.add_absent() : into.add_unknown();
    return std::nullopt;
  }
  if (!field.quoted && field.text == "null") {
    into.add_absent();
    return std::nullopt;
  }
  switch (kind_) {
    case ColumnKind::boolean:
      if (field.text != "true" && field.text != "false") break;
      into.add(field.text == "true" ? 1 : 0);
      return std::nullopt;
    case ColumnKind::number:
      if (const auto number = plain_number(field.text)) {
        if (declared_.non_negative && number->whole < 0) break;
        if (declared_.type->unit == "元" && number->scale > 2) break;
        into.add(number->whole, number->scale);
        return std::nullopt;
      }
      break;
    case ColumnKind::date:
      if (const auto date = Date::parse(field.text)) {
        into.add(feel::Value(*date));
        return std::nullopt;
      }
      break;
    case ColumnKind::text:
      return read_text(field.text, into);
    case ColumnKind::other:
      break;
  }
  return read_by_declaration(field.text, into);
}

std::optional<Text> CellReader::read_text(std::string_view text, ColumnBuilder& into) {
  const bool credit_code = declared_.format == "credit-code";
  // Other formats have no check of their own.
  const bool one_of_few = !declared_.type->codes.empty() || declared_.format == "region-code";
  if ((!one_of_few && !credit_code) || (credit_code && !credit_code_fault(text))) {
    into.add_text(text::is_nfc(text) ? text : std::string_view(text::nfc(text)));
    return std::nullopt;
  }
  if (const auto code = std::find(known_.begin(), known_.end(), text); code != known_.end()) {
    into.add_text(text);
    return std::nullopt;
  }
  auto fault = read_by_declaration("\"" + escaped(text) + "\"", into);
  if (!fault && known_.size() < 64) known_.emplace_back(text);
  return fault;
}

// As in a facts file, with what it has to say where the value does not fit.
std::optional<Text> CellReader::read_by_declaration(std::string_view json, ColumnBuilder& into) {
  const determine::ReadValue read = determine::read_fact_value(json, declared_, model_);
  if (has_errors(read.diagnostics)) {
    const auto error = std::find_if(read.diagnostics.begin(), read.diagnostics.end(),
                                    [](const Diagnostic& d) { return d.severity == Severity::error; });
    return error->message;
  }
  into.add(read.value);
  return std::nullopt;
}

}  // namespace enact::bulk
