// Escaping and indentation; which characters XML has.
#include "dmn/xml/emit.hpp"

#include <unicode/utf8.h>

#include "base/text.hpp"

namespace enact::dmn::xml {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

bool allowed(char32_t point) {
  return point == '\t' || point == '\n' || point == '\r' || (point >= 0x20 && point < 0xd800) ||
         (point >= 0xe000 && point <= 0xfffd) || (point >= 0x10000 && point <= 0x10ffff);
}

bool starts_name(char32_t c) {
  return (c >= 'A' && c <= 'Z') || c == '_' || (c >= 'a' && c <= 'z') || (c >= 0xc0 && c <= 0xd6) ||
         (c >= 0xd8 && c <= 0xf6) || (c >= 0xf8 && c <= 0x2ff) || (c >= 0x370 && c <= 0x37d) ||
         (c >= 0x37f && c <= 0x1fff) || (c >= 0x200c && c <= 0x200d) || (c >= 0x2070 && c <= 0x218f) ||
         (c >= 0x2c00 && c <= 0x2fef) || (c >= 0x3001 && c <= 0xd7ff) || (c >= 0xf900 && c <= 0xfdcf) ||
         (c >= 0xfdf0 && c <= 0xfffd) || (c >= 0x10000 && c <= 0xeffff);
}

bool in_name(char32_t c) {
  return starts_name(c) || c == '-' || c == '.' || (c >= '0' && c <= '9') || c == 0xb7 ||
         (c >= 0x300 && c <= 0x36f) || (c >= 0x203f && c <= 0x2040);
}

// The next code point, or nothing that is allowed where the bytes are not UTF-8.
char32_t next(std::string_view text, std::size_t& at) {
  auto index = static_cast<std::int32_t>(at);
  UChar32 point = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  U8_NEXT(bytes, index, static_cast<std::int32_t>(text.size()), point);
  at = static_cast<std::size_t>(index);
  return point < 0 ? char32_t{0} : static_cast<char32_t>(point);
}

}  // namespace

bool make_sayable(std::string& text) {
  std::string out;
  bool changed = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    if (allowed(next(text, at))) {
      out.append(text, from, at - from);
    } else {
      out += kReplacement;
      changed = true;
    }
  }
  if (changed) text = std::move(out);
  return changed;
}

bool is_nc_name(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const bool first = at == 0;
    const char32_t point = next(text, at);
    if (!(first ? starts_name(point) : in_name(point))) return false;
  }
  return !text.empty();
}

void Emitter::begin(std::string_view tag) {
  close_tag();
  if (!open_.empty()) open_.back().children = true;
  new_line();
  (out_ += '<') += tag;
  open_.push_back({std::string(tag)});
  in_tag_ = true;
}

void Emitter::attribute(std::string_view name, std::string_view value) {
  ((out_ += ' ') += name) += "=\"";
  escape(value, true);
  out_ += '"';
}

void Emitter::text(std::string_view value) {
  close_tag();
  escape(value, false);
}

void Emitter::raw(std::string_view xml) {
  close_tag();
  open_.back().children = true;
  new_line();
  out_ += xml;
}

void Emitter::end() {
  const Open element = std::move(open_.back());
  open_.pop_back();
  if (in_tag_) {
    out_ += "/>";
    in_tag_ = false;
    return;
  }
  if (element.children) new_line();
  ((out_ += "</") += element.tag) += '>';
}

void Emitter::leaf(std::string_view tag, std::string_view value) {
  begin(tag);
  text(value);
  end();
}

std::string Emitter::take() {
  out_ += '\n';
  return std::move(out_);
}

void Emitter::close_tag() {
  if (in_tag_) out_ += '>';
  in_tag_ = false;
}

void Emitter::new_line() {
  out_ += '\n';
  out_.append(2 * open_.size(), ' ');
}

void Emitter::escape(std::string_view value, bool in_attribute) {
  std::string text(value);
  if (make_sayable(text)) replaced_ = true;
  for (const char character : text) {
    switch (character) {
      case '&':
        out_ += "&amp;";
        break;
      case '<':
        out_ += "&lt;";
        break;
      case '>':
        out_ += "&gt;";
        break;
      case '\r':
        out_ += "&#13;";
        break;
      case '"':
        out_ += in_attribute ? "&quot;" : "\"";
        break;
      case '\n':
        out_ += in_attribute ? "&#10;" : "\n";
        break;
      case '\t':
        out_ += in_attribute ? "&#9;" : "\t";
        break;
      default:
        out_ += character;
    }
  }
}

}  // namespace enact::dmn::xml
