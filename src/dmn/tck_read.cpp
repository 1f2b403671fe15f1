// Reading files of the TCK's cases: typed values of XML Schema, components and lists.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "dmn/tck.hpp"
#include "dmn/xml/document.hpp"

namespace enact::dmn::tck {
namespace {

using feel::Value;

// Attributes by their local names, whatever their namespace (xsi:type, xsi:nil).
std::string attribute(const xml::Element& element, std::string_view name) {
  const auto found = std::ranges::find(element.attributes, name, &xml::Attribute::name);
  return found == element.attributes.end() ? std::string() : found->text.value;
}

const xml::Element* child(const xml::Element& element, std::string_view name) {
  const auto found = std::ranges::find(element.children, name, &xml::Element::name);
  return found == element.children.end() ? nullptr : &*found;
}

bool is_nil(const xml::Element& element) {
  const std::string nil = attribute(element, "nil");
  return nil == "true" || nil == "1";
}

// XML Schema allows `+1`, `.5` and `1.`.
std::optional<Decimal> decimal(std::string_view written) {
  std::string digits(written.starts_with('+') ? written.substr(1) : written);
  const std::size_t sign = digits.starts_with('-') ? 1 : 0;
  if (digits.substr(sign).starts_with('.')) digits.insert(sign, 1, '0');
  if (digits.ends_with('.')) digits.pop_back();
  return Decimal::parse(digits);
}

class Reader {
 public:
  Reader(const SourcePtr& source, Cases& cases) : source_(source), cases_(cases) {}

  void read() {
    const auto document = xml::Document::parse(source_);
    if (!document) {
      cases_.diagnostics.push_back(document.error());
      return;
    }
    const xml::Element& root = document->root();
    if (root.name != "testCases") {
      error(
          root.tag, "tck.no-cases",
          {"不是测试用例文件：根元素须为 testCases", "not a file of test cases: the root must be testCases"});
      return;
    }
    if (const xml::Element* model = child(root, "modelName")) cases_.model = text::trim(model->text.value);
    for (const xml::Element& element : root.children) {
      if (element.name == "testCase") read_case(element);
    }
  }

 private:
  void read_case(const xml::Element& node) {
    Case made;
    made.id = attribute(node, "id");
    made.invocable = attribute(node, "invocableName");
    const std::string type = attribute(node, "type");
    if (type == "bkm") made.kind = Executable::Invocable::Kind::knowledge_model;
    if (type == "decisionService") made.kind = Executable::Invocable::Kind::service;
    for (const xml::Element& each : node.children) {
      const std::string_view name = each.name;
      if (name == "inputNode") {
        made.inputs.push_back({attribute(each, "name"), read_value(each), attribute(each, "namespace")});
      } else if (name == "resultNode") {
        const std::string error = attribute(each, "errorResult");
        const xml::Element* expected = child(each, "expected");
        made.results.push_back({attribute(each, "name"), error == "true" || error == "1",
                                expected ? read_value(*expected) : Value()});
      }
    }
    cases_.cases.push_back(std::move(made));
  }

  // The content of an element of valueType: a value, components, or a list.
  Value read_value(const xml::Element& holder) {
    std::vector<std::pair<std::string, Value>> entries;
    for (const xml::Element& node : holder.children) {
      const std::string_view name = node.name;
      if (name == "value") return simple(node);
      if (name == "list") return list(node);
      if (name == "component") entries.emplace_back(attribute(node, "name"), read_value(node));
    }
    return entries.empty() ? Value() : feel::make_context(std::move(entries));
  }

  Value list(const xml::Element& node) {
    if (is_nil(node)) return {};
    std::vector<Value> items;
    for (const xml::Element& item : node.children) {
      if (item.name == "item") items.push_back(read_value(item));
    }
    return feel::make_list(std::move(items));
  }

  Value simple(const xml::Element& node) {
    if (is_nil(node)) return {};
    const std::string& written = node.text.value;
    const std::string qualified = attribute(node, "type");
    const std::string_view type = std::string_view(qualified).substr(qualified.rfind(':') + 1);
    if (type.empty() || type == "string") return written;
    const std::string_view plain = text::trim(written);
    if (type == "boolean") return Value(plain == "true" || plain == "1");
    const auto checked = [&]<typename T>(const std::optional<T>& value) -> Value {
      if (value) return Value(*value);
      return unreadable(node, type, plain);
    };
    if (type == "date") return checked(Date::parse(plain));
    if (type == "time") return checked(Time::parse(plain));
    if (type == "dateTime") return checked(DateTime::parse(plain));
    if (type == "duration") {
      if (const auto months = MonthsDuration::parse(plain)) return Value(*months);
      return checked(DaysDuration::parse(plain));
    }
    return checked(decimal(plain));  // decimal, double, integer, …
  }

  Value unreadable(const xml::Element& node, std::string_view type, std::string_view written) {
    error(node.text.span, "tck.bad-value",
          {fmt::format("`{}` 不是 {}", written, type), fmt::format("`{}` is no {}", written, type)});
    return {};
  }

  void error(Span span, std::string code, Text message) {
    Diagnostic made;
    made.code = std::move(code);
    made.message = std::move(message);
    made.location = {source_, span};
    cases_.diagnostics.push_back(std::move(made));
  }

  const SourcePtr& source_;
  Cases& cases_;
};

}  // namespace

Cases read_cases(const SourcePtr& source) {
  Cases cases;
  Reader(source, cases).read();
  return cases;
}

}  // namespace enact::dmn::tck
