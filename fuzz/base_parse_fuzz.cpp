// Whatever text is read as a number, date, time or duration must be written as a text that reads back to the
// same value; and no text at all may break the readers or the caret of a diagnostic.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/calendar.hpp"
#include "base/credit_code.hpp"
#include "base/decimal.hpp"
#include "base/diagnostic.hpp"
#include "base/text.hpp"
#include "require.hpp"

namespace {

using enact::fuzz::require;

template <typename Value>
void read_write_read(std::string_view text) {
  const std::optional<Value> value = Value::parse(text);
  if (value) {
    require(Value::parse(value->to_string()) == value);
  }
}

void point_anywhere(std::string_view text) {
  const std::size_t middle = text.size() / 2;
  enact::Diagnostic diagnostic;
  diagnostic.location = {std::make_shared<const enact::Source>("fuzz", std::string(text)),
                         enact::Span{middle / 2, middle}};
  require(!enact::render(diagnostic, enact::Language::zh).empty());
}

void normalise(std::string_view text) {
  if (enact::text::is_valid_utf8(text)) {
    const std::string form = enact::text::matter_form(text);
    require(enact::text::matter_form(form) == form);
    require(enact::text::from_code_points(enact::text::code_points(text)) == text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_write_read<enact::Decimal>(text);
  read_write_read<enact::Date>(text);
  read_write_read<enact::Time>(text);
  read_write_read<enact::DateTime>(text);
  read_write_read<enact::DaysDuration>(text);
  read_write_read<enact::MonthsDuration>(text);
  read_write_read<enact::Instant>(text);
  static_cast<void>(enact::credit_code_fault(text));
  point_anywhere(text);
  normalise(text);
  return 0;
}
