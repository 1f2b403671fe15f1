// See plain_text.hpp.
#include "policy/plain_text.hpp"

#include "base/text.hpp"

namespace enact::policy {

std::optional<Diagnostic> plain_text_problem(const SourcePtr& source, Span part) {
  const std::string_view text = source->text(part);
  Diagnostic diagnostic;
  diagnostic.location = {source, {part.begin, part.begin}};
  if (!text::is_valid_utf8(text)) {
    diagnostic.code = "text.encoding";
    diagnostic.message = {"文件不是 UTF-8 编码", "the file is not UTF-8"};
    diagnostic.help = {"另存为 UTF-8", "save it as UTF-8"};
    return diagnostic;
  }
  if (text.starts_with("\xef\xbb\xbf")) {
    diagnostic.code = "text.byte-order-mark";
    diagnostic.message = {"文件以字节顺序标记（BOM）开头", "the file begins with a byte order mark"};
    diagnostic.help = {"另存为不带 BOM 的 UTF-8", "save it as UTF-8 without one"};
    return diagnostic;
  }
  if (const std::size_t at = text.find('\r'); at != std::string_view::npos) {
    diagnostic.code = "text.line-end";
    diagnostic.message = {"行尾有回车符（CR）", "a line ends with a carriage return"};
    diagnostic.help = {"行尾用换行符（LF）", "end lines with a line feed alone"};
    diagnostic.location.span = {part.begin + at, part.begin + at};
    return diagnostic;
  }
  return std::nullopt;
}

}  // namespace enact::policy
