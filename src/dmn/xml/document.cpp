// pugixml finds the tags; here its leniency ends. It is told to decode nothing, so that every value it gives
// lies in the source byte for byte, and the bytes are decoded here together with their places.
#include "dmn/xml/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <pugixml.hpp>
#include <set>

#include "base/text.hpp"
#include "dmn/xml/names.hpp"

namespace enact::dmn::xml {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

// What a reference (from `&`) stands for; empty: not one that is allowed. `length` is then what it takes.
std::string referenced(std::string_view text, std::size_t& length) {
  const std::size_t end = text.substr(0, 12).find(';');
  if (end == std::string_view::npos) return {};
  length = end + 1;
  std::string_view name = text.substr(1, end - 1);
  if (name == "lt") return "<";
  if (name == "gt") return ">";
  if (name == "amp") return "&";
  if (name == "quot") return "\"";
  if (name == "apos") return "'";
  if (!name.starts_with('#')) return {};
  name.remove_prefix(1);
  const bool hexadecimal = name.starts_with('x');
  if (hexadecimal) name.remove_prefix(1);
  std::uint32_t point = 0;
  const auto [stop, error] =
      std::from_chars(name.data(), name.data() + name.size(), point, hexadecimal ? 16 : 10);
  const bool allowed = point == '\t' || point == '\n' || point == '\r' || (point >= 0x20 && point < 0xd800) ||
                       (point >= 0xe000 && point <= 0x10ffff && point != 0xfffe && point != 0xffff);
  if (error != std::errc() || stop != name.data() + name.size() || !allowed) return {};
  std::string character;
  text::append_utf8(character, static_cast<char32_t>(point));
  return character;
}

Text message_of(pugi::xml_parse_status status) {
  switch (status) {
    case pugi::status_bad_pi:
      return {"处理指令没有结束", "a processing instruction does not end"};
    case pugi::status_bad_comment:
      return {"注释没有结束", "a comment does not end"};
    case pugi::status_bad_cdata:
      return {"CDATA 段没有结束", "a CDATA section does not end"};
    case pugi::status_bad_doctype:
      return {"文档类型声明没有结束", "a document type declaration does not end"};
    case pugi::status_bad_attribute:
      return {"属性的写法不对", "an attribute is not well formed"};
    case pugi::status_bad_start_element:
      return {"开始标签的写法不对", "a start tag is not well formed"};
    case pugi::status_bad_end_element:
      return {"结束标签的写法不对", "an end tag is not well formed"};
    case pugi::status_end_element_mismatch:
      return {"开始标签与结束标签不相配", "start tag and end tag do not match"};
    case pugi::status_no_document_element:
      return {"文件中没有元素", "the document has no element"};
    default:
      return {"不是合格的 XML", "this is not well-formed XML"};
  }
}

}  // namespace

// Goes once over what pugixml found. Throws a Diagnostic at the first thing that is not well formed: there is
// nothing to go on with, and every level would only pass it on.
class Builder {
 public:
  explicit Builder(Document& document)
      : document_(document), source_(document.source_), text_(source_->text()), buffer_(text_) {}

  void build() {
    pugi::xml_document parsed;
    const pugi::xml_parse_result result =
        parsed.load_buffer_inplace(buffer_.data(), buffer_.size(),
                                   pugi::parse_cdata | pugi::parse_ws_pcdata | pugi::parse_comments |
                                       pugi::parse_pi | pugi::parse_declaration | pugi::parse_doctype,
                                   pugi::encoding_utf8);
    // A document type may stand in what could be read although the rest could not.
    refuse_document_type(parsed);
    if (!result) {
      const auto at =
          std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)), text_.size());
      fail({at, at}, "xml.malformed", message_of(result.status),
           {"请用产生该文件的工具重新导出", "export it again from the tool that made it"});
    }
    top_level(parsed);
  }

 private:
  [[noreturn]] void fail(Span span, std::string code, Text message, Text help = {}) const {
    throw trouble(source_, span, std::move(code), std::move(message), std::move(help));
  }

  std::size_t offset(const char* place) const { return static_cast<std::size_t>(place - buffer_.data()); }
  Span span_of(const char* place) const {
    const std::size_t begin = offset(place);
    return {begin, begin + std::string_view(place).size()};
  }

  void refuse_document_type(const pugi::xml_document& parsed) const {
    for (const pugi::xml_node node : parsed.children()) {
      if (node.type() != pugi::node_doctype) continue;
      const std::size_t at = text_.find("<!DOCTYPE");
      fail({at, std::min(at + 9, text_.size())}, "xml.document-type",
           {"不接受文档类型声明（DOCTYPE）及其中的实体",
            "a document type (DOCTYPE) and its entities are not accepted"},
           {"请删除 DOCTYPE，把实体换成它所代表的文字",
            "remove the DOCTYPE and write out what its entities stand for"});
    }
  }

  void top_level(const pugi::xml_document& parsed) {
    std::size_t done = text_.starts_with("\xef\xbb\xbf") ? 3 : 0;
    for (const pugi::xml_node node : parsed.children()) {
      std::size_t begin = done;
      if (node.type() == pugi::node_element) {
        begin = offset(node.name()) - 1;
        if (document_.root_)
          fail({begin, begin + 1}, "xml.malformed", {"根元素只能有一个", "there must be one root element"});
      } else {
        begin = text_.find('<', done);
      }
      only_space(done, begin);
      if (node.type() == pugi::node_element) {
        document_.root_ = std::make_unique<Element>();
        fill(*document_.root_, node, 1);
        done = document_.root_->span.end;
      } else {
        done = end_of(node, begin);
      }
    }
    only_space(done, text_.size());
  }

  void only_space(std::size_t begin, std::size_t end) const {
    const std::size_t other = text_.substr(begin, end - begin).find_first_not_of(kSpace);
    if (other != std::string_view::npos) {
      fail({begin + other, begin + other}, "xml.malformed",
           {"根元素之外不能有文字", "there must be no text outside the root element"});
    }
  }

  // The end of anything but an element, which begins at or after `begin`.
  std::size_t end_of(const pugi::xml_node& node, std::size_t begin) const {
    const auto after = [&](std::string_view sign, std::size_t from) {
      const std::size_t found = text_.find(sign, from);
      return found == std::string_view::npos ? text_.size() : found + sign.size();
    };
    switch (node.type()) {
      case pugi::node_comment:
        return after("-->", begin + 4);
      case pugi::node_cdata:
        return span_of(node.value()).end + 3;
      case pugi::node_pcdata:
        return span_of(node.value()).end;
      default:
        return after("?>", begin);
    }
  }

  void fill(Element& element, const pugi::xml_node& node, std::size_t depth) {
    element.tag = span_of(node.name());
    element.span.begin = element.tag.begin - 1;
    if (depth > kMaxDepth) {
      fail(element.tag, "xml.too-deep",
           {fmt::format("元素嵌套超过 {} 层", kMaxDepth),
            fmt::format("elements are nested deeper than {}", kMaxDepth)},
           {"请把内层的表达式移到单独的决策或知识模型中",
            "move the inner expressions to decisions or knowledge models of their own"});
    }
    const std::size_t in_scope = namespaces_;
    std::size_t end = attributes_of(element, node);
    name_of(element);
    end = text_.find('>', end) + 1;
    if (text_[end - 2] != '/') end = content_of(element, node, depth, end);
    element.span.end = end;
    namespaces_ = in_scope;
  }

  // Children and characters; gives the end of the element.
  std::size_t content_of(Element& element, const pugi::xml_node& node, std::size_t depth, std::size_t end) {
    std::size_t elements = 0;
    for (const pugi::xml_node child : node.children()) elements += child.type() == pugi::node_element ? 1 : 0;
    element.children.reserve(elements);  // they know their parent by its address
    pieces_.clear();
    for (const pugi::xml_node child : node.children()) {
      if (child.type() == pugi::node_element) {
        Element& made = element.children.emplace_back();
        made.parent = &element;
        fill(made, child, depth + 1);
        end = made.span.end;
        continue;
      }
      if (elements == 0 && (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)) {
        pieces_.push_back({span_of(child.value()), child.type() == pugi::node_cdata});
      }
      end = end_of(child, end);
    }
    if (elements == 0) element.text = characters(pieces_, end);
    return text_.find('>', end) + 1;
  }

  // Gives the end of the last one.
  std::size_t attributes_of(Element& element, const pugi::xml_node& node) {
    std::size_t end = element.tag.end;
    for (const pugi::xml_attribute found : node.attributes()) {
      const Span name_span = span_of(found.name());
      const Span value = span_of(found.value());
      end = value.end + 1;
      if (const std::size_t at = text_.substr(value.begin, value.end - value.begin).find('<');
          at != std::string_view::npos) {
        fail({value.begin + at, value.begin + at + 1}, "xml.malformed",
             {"属性值中的 `<` 要写成 `&lt;`", "a `<` in an attribute is written `&lt;`"});
      }
      const auto [prefix, name] = split(name_span);
      Characters text = attribute_text(value);
      if (prefix == "xmlns" || (prefix.empty() && name == "xmlns")) {
        declare(element, prefix.empty() ? std::string_view() : name, std::move(text), name_span);
      } else {
        element.attributes.push_back({prefix, name, {}, std::move(text)});
      }
    }
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (Attribute& attribute : element.attributes) {
      if (!attribute.prefix.empty())
        attribute.namespace_uri = known(element, attribute.prefix, place(attribute.prefix));
      if (!seen.emplace(attribute.namespace_uri, attribute.name).second) {
        fail(place(attribute.name), "xml.malformed",
             {fmt::format("属性 `{}` 写了两次", attribute.name),
              fmt::format("attribute `{}` is given twice", attribute.name)});
      }
    }
    return end;
  }

  void declare(Element& element, std::string_view prefix, Characters uri, Span at) {
    if (++namespaces_ > kMaxNamespacesInScope) {
      fail(at, "xml.too-large",
           {fmt::format("命名空间声明超过 {} 个", kMaxNamespacesInScope),
            fmt::format("more than {} namespace declarations", kMaxNamespacesInScope)});
    }
    const bool twice =
        std::ranges::any_of(element.declared, [&](const auto& one) { return one.first == prefix; });
    if (twice || prefix == "xmlns" || (prefix == "xml") != (uri.value == kXml) ||
        (!prefix.empty() && uri.value.empty())) {
      fail(at, "xml.malformed", {"命名空间声明不对", "this namespace declaration is not allowed"});
    }
    const std::string_view raw = text_.substr(uri.span.begin, uri.span.end - uri.span.begin);
    element.declared.emplace_back(
        prefix, uri.offsets.empty() ? raw : document_.uris_.emplace_back(std::move(uri.value)));
  }

  void name_of(Element& element) const {
    std::tie(element.prefix, element.name) = split(element.tag);
    element.namespace_uri =
        element.prefix.empty() ? element.resolve({}) : known(element, element.prefix, element.tag);
  }

  std::string_view known(const Element& element, std::string_view prefix, Span at) const {
    const std::string_view found = element.resolve(prefix);
    if (found.empty()) {
      fail(at, "xml.namespace",
           {fmt::format("前缀 `{}` 没有声明命名空间", prefix),
            fmt::format("the prefix `{}` is not declared", prefix)},
           {fmt::format("请加上 xmlns:{}=\"…\"", prefix), fmt::format("add xmlns:{}=\"…\"", prefix)});
    }
    return found;
  }

  Span place(std::string_view in_text) const {
    const auto begin = static_cast<std::size_t>(in_text.data() - text_.data());
    return {begin, begin + in_text.size()};
  }

  std::pair<std::string_view, std::string_view> split(Span span) const {
    const std::string_view name = text_.substr(span.begin, span.end - span.begin);
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos) return {{}, name};
    if (colon == 0 || colon + 1 == name.size() || name.find(':', colon + 1) != std::string_view::npos) {
      fail(span, "xml.malformed", {"名称中的冒号不对", "a colon is misplaced in this name"});
    }
    return {name.substr(0, colon), name.substr(colon + 1)};
  }

  struct Piece {
    Span span;
    bool verbatim;  // CDATA: no references
  };

  Characters attribute_text(Span value) {
    Characters out{{}, value, {}};
    const std::string_view raw = text_.substr(value.begin, value.end - value.begin);
    if (raw.find_first_of("&\t\r\n") == std::string_view::npos) {
      out.value = raw;
    } else {
      decode({value, false}, true, out);
      out.offsets.push_back(value.end);
    }
    return out;
  }

  // `end` is where an empty content stands.
  Characters characters(const std::vector<Piece>& pieces, std::size_t end) const {
    if (pieces.empty()) return {{}, {end, end}, {}};
    Characters out{{}, {pieces.front().span.begin, pieces.back().span.end}, {}};
    const Span first = pieces.front().span;
    const std::string_view raw = text_.substr(first.begin, first.end - first.begin);
    if (pieces.size() == 1 &&
        raw.find_first_of(pieces.front().verbatim ? "\r" : "\r&") == std::string_view::npos) {
      out.value = raw;
      return out;
    }
    for (const Piece& piece : pieces) decode(piece, false, out);
    out.offsets.push_back(out.span.end);
    return out;
  }

  // Appends what a piece means, with the place of every byte (XML 1.0: 2.11 line ends, 3.3.3 attributes).
  void decode(const Piece& piece, bool attribute, Characters& out) const {
    for (std::size_t at = piece.span.begin; at < piece.span.end;) {
      std::size_t length = 1;
      std::string meant(1, text_[at]);
      if (text_[at] == '\r') {
        length = at + 1 < piece.span.end && text_[at + 1] == '\n' ? 2 : 1;
        meant = "\n";
      } else if (text_[at] == '&' && !piece.verbatim) {
        meant = referenced(text_.substr(at, piece.span.end - at), length);
        if (meant.empty()) {
          fail({at, at + length}, "xml.entity",
               {"此处的引用不可用：只有 &lt; &gt; &amp; &quot; &apos; 和字符编号（&#…;）",
                "only &lt; &gt; &amp; &quot; &apos; and character numbers (&#...;) may be referred to"},
               {"`&` 本身写成 `&amp;`", "`&` itself is written `&amp;`"});
        }
      }
      if (attribute && length <= 2 && (meant == "\n" || meant == "\t" || meant == "\r")) meant = " ";
      out.value += meant;
      out.offsets.insert(out.offsets.end(), meant.size(), at);
      at += length;
    }
  }

  Document& document_;
  SourcePtr source_;
  std::string_view text_;
  std::string buffer_;  // as text_, but pugixml ends its values in it with zeros
  std::size_t namespaces_ = 0;
  std::vector<Piece> pieces_;
};

const Attribute* Element::attribute(std::string_view local) const {
  const auto found = std::ranges::find_if(
      attributes, [&](const Attribute& one) { return one.namespace_uri.empty() && one.name == local; });
  return found == attributes.end() ? nullptr : &*found;
}

std::string_view Element::resolve(std::string_view wanted) const {
  if (wanted == "xml") return kXml;
  for (const Element* at = this; at != nullptr; at = at->parent) {
    for (const auto& [known, uri] : at->declared) {
      if (known == wanted) return uri;
    }
  }
  return {};
}

std::expected<Document, Diagnostic> Document::parse(const SourcePtr& source) {
  auto readable = decoded(source);
  if (!readable) return std::unexpected(std::move(readable.error()));
  Document document;
  document.source_ = std::move(*readable);
  try {
    Builder(document).build();
  } catch (Diagnostic& diagnostic) {
    return std::unexpected(std::move(diagnostic));
  }
  return document;
}

Diagnostic trouble(const SourcePtr& source, Span span, std::string code, Text message, Text help) {
  return {Severity::error, std::move(code), std::move(message), {source, span}, std::move(help), {}};
}

}  // namespace enact::dmn::xml
