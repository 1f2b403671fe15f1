// From the bytes of a file to UTF-8 that XML allows: byte order marks, UTF-16, declared encodings, characters
// that XML 1.0 forbids. Knows nothing of elements.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "dmn/xml/document.hpp"

namespace enact::dmn::xml {
namespace {

std::unexpected<Diagnostic> refused(const SourcePtr& source, Span span, std::string code, Text message,
                                    Text help = {}) {
  return std::unexpected(trouble(source, span, std::move(code), std::move(message), std::move(help)));
}

Text save_as_utf8() {
  return {"请把文件另存为 UTF-8 编码", "save the file as UTF-8"};
}

// Null: not sound UTF-16.
std::optional<std::string> from_utf16(std::string_view bytes, bool big_endian) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big_endian ? first << 8 | second : second << 8 | first);
  };
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    char32_t point = unit(at);
    if (point >= 0xdc00 && point < 0xe000) return std::nullopt;
    if (point >= 0xd800 && point < 0xdc00) {
      at += 2;
      if (at >= bytes.size()) return std::nullopt;
      const char32_t low = unit(at);
      if (low < 0xdc00 || low >= 0xe000) return std::nullopt;
      point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
    }
    text::append_utf8(out, point);
  }
  return out;
}

// The encoding that `<?xml ... encoding="..."?>` names; empty: none.
std::string_view declared_encoding(std::string_view text) {
  if (!text.starts_with("<?xml")) return {};
  const std::string_view declaration = text.substr(0, std::min(text.find("?>"), std::size_t{300}));
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const std::size_t end = declaration.find(declaration[at], at + 1);
  return end == std::string_view::npos ? std::string_view() : declaration.substr(at + 1, end - at - 1);
}

std::size_t valid_prefix(std::string_view text) {
  // The valid part by halves: text::is_valid_utf8 says only yes or no.
  std::size_t low = 0;
  std::size_t high = text.size();
  while (low < high) {
    std::size_t middle = low + (high - low + 1) / 2;
    std::size_t cut = middle;
    while (cut > low && cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80) --cut;
    if (cut == low) cut = middle;
    if (text::is_valid_utf8(text.substr(low, cut - low))) {
      low = cut;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

// The first character that XML 1.0 (2.2) forbids; npos: none. Precondition: valid UTF-8.
std::size_t forbidden_character(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') return at;
    // U+FFFE and U+FFFF
    if (byte == 0xef && text.substr(at + 1, 1) == "\xbf" && at + 2 < text.size() &&
        static_cast<unsigned char>(text[at + 2]) >= 0xbe) {
      return at;
    }
  }
  return std::string_view::npos;
}

std::expected<SourcePtr, Diagnostic> as_utf8(const SourcePtr& source) {
  const std::string_view bytes = source->text();
  using namespace std::string_view_literals;
  const bool big = bytes.starts_with("\xfe\xff"sv);
  const bool little = bytes.starts_with("\xff\xfe"sv);
  const bool big_unmarked = bytes.starts_with("\0<"sv);
  const bool little_unmarked = bytes.starts_with("<\0"sv);
  if (!big && !little && !big_unmarked && !little_unmarked) return source;
  const auto text = from_utf16(bytes.substr(big || little ? 2 : 0), big || big_unmarked);
  if (!text) {
    return refused(source, {}, "xml.encoding", {"文件不是有效的 UTF-16", "the file is not sound UTF-16"},
                   save_as_utf8());
  }
  return std::make_shared<const Source>(source->name(), *text);
}

}  // namespace

std::expected<SourcePtr, Diagnostic> decoded(const SourcePtr& given) {
  if (given->text().size() > kMaxBytes) {
    return refused(given, {}, "xml.too-large",
                   {fmt::format("文件超过 {} MB", kMaxBytes >> 20),
                    fmt::format("the file is larger than {} MB", kMaxBytes >> 20)},
                   {"请拆成几个模型，以 import 相连", "split it into several models connected by imports"});
  }
  const auto source = as_utf8(given);
  if (!source) return source;
  const std::string_view text = (*source)->text();
  if (!text::is_valid_utf8(text)) {
    const std::string_view encoding = declared_encoding(text);
    const std::size_t at = valid_prefix(text);
    return refused(
        *source, {at, at}, "xml.encoding",
        {encoding.empty() ? "此处的字节不是 UTF-8"
                          : fmt::format("此处的字节不是 UTF-8（文件声明的编码是 {}）", encoding),
         encoding.empty() ? "the bytes here are not UTF-8"
                          : fmt::format("the bytes here are not UTF-8 (the file says `{}`)", encoding)},
        save_as_utf8());
  }
  if (const std::size_t at = forbidden_character(text); at != std::string_view::npos) {
    return refused(*source, {at, at + 1}, "xml.character",
                   {"此处有 XML 不允许的字符", "a character that XML does not allow"},
                   {"请删除该字符", "remove the character"});
  }
  if (std::cmp_greater(std::ranges::count(text, '<'), kMaxMarkup)) {
    return refused(*source, {}, "xml.too-large",
                   {fmt::format("文件的标签超过 {} 个", kMaxMarkup),
                    fmt::format("the file has more than {} tags", kMaxMarkup)},
                   {"请拆成几个模型，以 import 相连", "split it into several models connected by imports"});
  }
  return source;
}

}  // namespace enact::dmn::xml
