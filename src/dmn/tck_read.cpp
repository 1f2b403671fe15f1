// Reading files of the TCK's cases: typed values of XML Schema, components and lists.
#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>
#include <string>

#include "base/text.hpp"
#include "dmn/tck.hpp"

namespace enact::dmn::tck {
namespace {

using feel::Value;

std::string_view local(std::string_view name) {
  return name.substr(name.rfind(':') + 1);
}

// Elements by their local names: the prefix is the file's choice.
pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  return node.find_child([&](const pugi::xml_node& each) { return local(each.name()) == name; });
}

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
  const auto found =
      node.find_attribute([&](const pugi::xml_attribute& each) { return local(each.name()) == name; });
  return found ? found.value() : "";
}

class Reader {
 public:
  Reader(const SourcePtr& source, Cases& cases) : source_(source), cases_(cases) {}

  void read() {
    pugi::xml_document document;
    const std::string_view text = source_->text();
    const auto parsed =
        document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed) {
      error(static_cast<std::size_t>(parsed.offset), "tck.not-xml",
            {fmt::format("不是 XML：{}", parsed.description()),
             fmt::format("not XML: {}", parsed.description())});
      return;
    }
    const pugi::xml_node root = document.document_element();
    if (local(root.name()) != "testCases") {
      error(
          at(root), "tck.no-cases",
          {"不是测试用例文件：根元素须为 testCases", "not a file of test cases: the root must be testCases"});
      return;
    }
    cases_.model = text::trim(child(root, "modelName").text().get());
    for (const pugi::xml_node& node : root.children()) {
      if (local(node.name()) == "testCase") read_case(node);
    }
  }

 private:
  void read_case(const pugi::xml_node& node) {
    Case made;
    made.id = attribute(node, "id");
    made.invocable = attribute(node, "invocableName");
    const std::string_view type = attribute(node, "type");
    if (type == "bkm") made.kind = Executable::Invocable::Kind::knowledge_model;
    if (type == "decisionService") made.kind = Executable::Invocable::Kind::service;
    for (const pugi::xml_node& each : node.children()) {
      const std::string_view name = local(each.name());
      if (name == "inputNode") {
        made.inputs.push_back({std::string(attribute(each, "name")), read_value(each),
                               std::string(attribute(each, "namespace"))});
      } else if (name == "resultNode") {
        const std::string_view error = attribute(each, "errorResult");
        made.results.push_back({std::string(attribute(each, "name")), error == "true" || error == "1",
                                read_value(child(each, "expected"))});
      }
    }
    cases_.cases.push_back(std::move(made));
  }

  // The content of an element of valueType: a value, components, or a list.
  Value read_value(const pugi::xml_node& holder) {
    std::vector<std::pair<std::string, Value>> entries;
    for (const pugi::xml_node& node : holder.children()) {
      const std::string_view name = local(node.name());
      if (name == "value") return simple(node);
      if (name == "list") return list(node);
      if (name == "component") entries.emplace_back(std::string(attribute(node, "name")), read_value(node));
    }
    return entries.empty() ? Value() : feel::make_context(std::move(entries));
  }

  Value list(const pugi::xml_node& node) {
    if (attribute(node, "nil") == "true") return {};
    std::vector<Value> items;
    for (const pugi::xml_node& item : node.children()) {
      if (local(item.name()) == "item") items.push_back(read_value(item));
    }
    return feel::make_list(std::move(items));
  }

  Value simple(const pugi::xml_node& node) {
    if (attribute(node, "nil") == "true") return {};
    const std::string written = node.text().get();
    const std::string_view type = local(attribute(node, "type"));
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
    return checked(Decimal::parse(plain));  // decimal, double, integer, …
  }

  Value unreadable(const pugi::xml_node& node, std::string_view type, std::string_view written) {
    error(at(node), "tck.bad-value",
          {fmt::format("`{}` 不是 {}", written, type), fmt::format("`{}` is no {}", written, type)});
    return {};
  }

  static std::size_t at(const pugi::xml_node& node) {
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, node.offset_debug()));
  }

  void error(std::size_t offset, std::string code, Text message) {
    Diagnostic made;
    made.code = std::move(code);
    made.message = std::move(message);
    made.location = {source_, {offset, offset}};
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
