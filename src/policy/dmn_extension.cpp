// See dmn_extension.hpp. Elements are put together and read as small trees; a tree whose names are none of
// these is somebody else's.
#include "policy/dmn_extension.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <pugixml.hpp>
#include <sstream>

namespace enact::policy::dmn_extension {
namespace {

using dmn::model::Foreign;

constexpr const char* prefix = "enact:";
constexpr std::array<std::string_view, 3> spans{"claim", "year", "lifetime"};

std::string local(std::string_view name) {
  const std::size_t colon = name.find(':');
  return std::string(colon == std::string_view::npos ? name : name.substr(colon + 1));
}

// ---- writing -------------------------------------------------------------------------------------------

class Writer {
 public:
  explicit Writer(const char* name) : name_(name), root_(document_.append_child((prefix + name_).c_str())) {
    set(root_, "xmlns:enact", std::string(namespace_uri));
  }
  pugi::xml_node root() { return root_; }
  Foreign finish() {
    std::ostringstream out;
    root_.print(out, "", pugi::format_raw);
    return {std::string(namespace_uri), name_, std::move(out).str()};
  }

  static void set(pugi::xml_node node, const char* name, const std::string& value) {
    if (!value.empty()) node.append_attribute(name).set_value(value.c_str());
  }
  static pugi::xml_node add(pugi::xml_node parent, const std::string& name) {
    return parent.append_child((prefix + name).c_str());
  }
  static void add(pugi::xml_node parent, const std::string& name, const std::string& text) {
    if (!text.empty()) add(parent, name).text().set(text.c_str());
  }
  static void add(pugi::xml_node parent, const std::string& name, const Text& text) {
    if (text.empty()) return;
    const pugi::xml_node node = add(parent, name);
    add(node, "zh", text.zh);
    add(node, "en", text.en);
  }
  static void add(pugi::xml_node parent, const std::string& name, const std::vector<std::string>& texts) {
    for (const std::string& text : texts) add(parent, name, text);
  }
  static void add(pugi::xml_node parent, const std::string& name, const WrittenExpression& expression) {
    const pugi::xml_node node = add(parent, name);
    add(node, "feel", expression.feel);
    add(node, "written", expression.written);
  }
  static void add(pugi::xml_node parent, const std::string& name, const std::optional<Validity>& validity) {
    if (!validity) return;
    const pugi::xml_node node = add(parent, name);
    if (validity->from) set(node, "from", validity->from->to_string());
    if (validity->to) set(node, "to", validity->to->to_string());
  }
  static void add(pugi::xml_node parent, const Assumption& assumption) {
    const pugi::xml_node node = add(parent, "assumption");
    set(node, "id", assumption.id);
    add(node, "says", assumption.text);
    add(node, "because", assumption.reason);
    add(node, "ruledBy", assumption.ruled_by);
  }

 private:
  std::string name_;
  pugi::xml_document document_;
  pugi::xml_node root_;
};

// ---- reading -------------------------------------------------------------------------------------------

class ExtensionReader {
 public:
  // The extension of that name; false if there is none or it is not well-formed.
  ExtensionReader(const dmn::model::Element& element, std::string_view name) {
    for (const Foreign& each : element.extensions) {
      if (each.namespace_uri != namespace_uri || each.name != name) continue;
      if (document_.load_buffer(each.xml.data(), each.xml.size(),
                                pugi::parse_default | pugi::parse_ws_pcdata_single)) {
        root_ = document_.document_element();
      }
    }
  }
  explicit operator bool() const { return !root_.empty(); }
  pugi::xml_node root() const { return root_; }

  static std::vector<pugi::xml_node> all(pugi::xml_node parent, std::string_view name) {
    std::vector<pugi::xml_node> found;
    for (const pugi::xml_node child : parent.children()) {
      if (child.type() == pugi::node_element && local(child.name()) == name) found.push_back(child);
    }
    return found;
  }
  static pugi::xml_node one(pugi::xml_node parent, std::string_view name) {
    const auto found = all(parent, name);
    return found.empty() ? pugi::xml_node() : found.front();
  }
  static std::string text(pugi::xml_node parent, std::string_view name) {
    return one(parent, name).text().get();
  }
  static Text both(pugi::xml_node parent, std::string_view name) {
    const pugi::xml_node node = one(parent, name);
    return {text(node, "zh"), text(node, "en")};
  }
  static std::vector<std::string> texts(pugi::xml_node parent, std::string_view name) {
    std::vector<std::string> found;
    for (const pugi::xml_node node : all(parent, name)) found.emplace_back(node.text().get());
    return found;
  }
  static WrittenExpression expression(pugi::xml_node node) {
    return {text(node, "feel"), text(node, "written")};
  }
  static std::optional<Validity> validity(pugi::xml_node parent, std::string_view name) {
    const pugi::xml_node node = one(parent, name);
    if (!node) return std::nullopt;
    return Validity{Date::parse(node.attribute("from").value()), Date::parse(node.attribute("to").value())};
  }
  static std::vector<Assumption> assumptions(pugi::xml_node parent) {
    std::vector<Assumption> found;
    for (const pugi::xml_node node : all(parent, "assumption")) {
      found.push_back(
          {node.attribute("id").value(), both(node, "says"), both(node, "because"), texts(node, "ruledBy")});
    }
    return found;
  }

 private:
  pugi::xml_document document_;
  pugi::xml_node root_;
};

}  // namespace

Foreign to_element(const Part& part) {
  Writer writer("part");
  const pugi::xml_node root = writer.root();
  Writer::set(root, "kind", part.kind);
  Writer::set(root, "provision", part.provision);
  Writer::set(root, "name", part.name);
  if (part.index > 0) Writer::set(root, "index", std::to_string(part.index));
  Writer::add(root, "written", part.written);
  return writer.finish();
}

std::optional<Part> part_of(const dmn::model::Element& element) {
  const ExtensionReader reader(element, "part");
  if (!reader) return std::nullopt;
  const pugi::xml_node root = reader.root();
  return Part{root.attribute("kind").value(), root.attribute("provision").value(),
              root.attribute("name").value(), root.attribute("index").as_int(),
              ExtensionReader::text(root, "written")};
}

Foreign to_element(const ProvisionText& provision) {
  Writer writer("provision");
  const pugi::xml_node root = writer.root();
  Writer::set(root, "id", provision.id);
  Writer::set(root, "article", provision.article);
  Writer::set(root, "kind", provision.kind);
  Writer::add(root, "title", provision.title);
  Writer::add(root, "summary", provision.summary);
  Writer::add(root, "citation", provision.citations);
  Writer::add(root, "valid", provision.validity);
  Writer::add(root, "known", provision.known);
  if (provision.amount) {
    const pugi::xml_node amount = Writer::add(root, "amount");
    if (provision.amount->estimate) Writer::set(amount, "estimate", "true");
    Writer::add(amount, "decidedBy", provision.amount->decided_by);
    Writer::add(amount, "citation", provision.amount_citation);
  }
  if (!provision.matter.empty()) {
    const pugi::xml_node matter = Writer::add(root, "matter");
    Writer::set(matter, "kind", provision.matter);
    for (const WrittenExpression& part : provision.matter_parts) Writer::add(matter, "part", part);
  }
  const pugi::xml_node stacking = Writer::add(root, "stacking");
  Writer::set(stacking, "upperLevel", provision.stacking.on_top_of_upper_level ? "on-top" : "deducted");
  Writer::set(stacking, "sameCity",
              provision.stacking.same_city == SameCity::highest ? "highest" : "repeatable");
  Writer::set(stacking, "secondPayment",
              provision.stacking.second_payment == SecondPayment::top_up ? "top-up" : "none");
  Writer::add(root, "payee", provision.payee);
  Writer::add(root, "payer", provision.payer);
  Writer::add(root, "lead", provision.leads);
  Writer::add(root, "opinion", provision.opinions);
  Writer::add(root, "involved", provision.involved);
  Writer::add(root, "procedure", provision.procedure);
  Writer::add(root, "evidence", provision.evidence);
  if (provision.task) {
    const pugi::xml_node task = Writer::add(root, "task");
    if (provision.task->working_days > 0) {
      Writer::set(task, "workingDays", std::to_string(provision.task->working_days));
    }
    Writer::add(task, "unit", provision.task->units);
    Writer::add(task, "does", provision.task->text);
  }
  if (provision.joint) {
    const pugi::xml_node joint = Writer::add(root, "joint");
    Writer::set(joint, "least", std::to_string(provision.joint->least));
    Writer::set(joint, "most", std::to_string(provision.joint->most));
    Writer::add(joint, "with", provision.joint->with);
  }
  for (const Assumption& assumption : provision.assumptions) Writer::add(root, assumption);
  return writer.finish();
}

bool read(const dmn::model::Element& element, ProvisionText& into) {
  const ExtensionReader reader(element, "provision");
  if (!reader) return false;
  const pugi::xml_node root = reader.root();
  into.id = root.attribute("id").value();
  into.article = root.attribute("article").value();
  into.kind = root.attribute("kind").value();
  into.title = ExtensionReader::both(root, "title");
  into.summary = ExtensionReader::both(root, "summary");
  into.citations = ExtensionReader::texts(root, "citation");
  into.validity = ExtensionReader::validity(root, "valid");
  into.known = ExtensionReader::validity(root, "known");
  if (const pugi::xml_node amount = ExtensionReader::one(root, "amount"); amount && into.amount) {
    into.amount->estimate = amount.attribute("estimate").as_bool();
    into.amount->decided_by = ExtensionReader::texts(amount, "decidedBy");
    into.amount_citation = ExtensionReader::text(amount, "citation");
  }
  const pugi::xml_node matter = ExtensionReader::one(root, "matter");
  into.matter = matter.attribute("kind").value();
  into.matter_parts.clear();
  for (const pugi::xml_node part : ExtensionReader::all(matter, "part")) {
    into.matter_parts.push_back(ExtensionReader::expression(part));
  }
  const pugi::xml_node stacking = ExtensionReader::one(root, "stacking");
  const auto is = [&](const char* name, std::string_view value) {
    return stacking.attribute(name).value() == value;
  };
  into.stacking = {!is("upperLevel", "deducted"),
                   is("sameCity", "repeatable") ? SameCity::repeatable : SameCity::highest,
                   is("secondPayment", "none") ? SecondPayment::none : SecondPayment::top_up};
  into.payee = ExtensionReader::text(root, "payee");
  into.payer = ExtensionReader::text(root, "payer");
  into.leads = ExtensionReader::texts(root, "lead");
  into.opinions = ExtensionReader::texts(root, "opinion");
  into.involved = ExtensionReader::texts(root, "involved");
  into.procedure = ExtensionReader::text(root, "procedure");
  into.evidence = ExtensionReader::texts(root, "evidence");
  if (const pugi::xml_node task = ExtensionReader::one(root, "task")) {
    into.task = Task{ExtensionReader::texts(task, "unit"), ExtensionReader::both(task, "does"),
                     task.attribute("workingDays").as_int()};
  }
  if (const pugi::xml_node joint = ExtensionReader::one(root, "joint")) {
    into.joint = Joint{ExtensionReader::texts(joint, "with"), joint.attribute("least").as_int(),
                       joint.attribute("most").as_int()};
  }
  into.assumptions = ExtensionReader::assumptions(root);
  into.particulars = true;
  return true;
}

Foreign to_element(const ConditionText& condition) {
  Writer writer("condition");
  Writer::set(writer.root(), "words", condition.words);
  Writer::add(writer.root(), "title", condition.title);
  Writer::add(writer.root(), "citation", condition.citation);
  Writer::add(writer.root(), "valid", condition.validity);
  Writer::add(writer.root(), "known", condition.known);
  if (condition.assumption) Writer::add(writer.root(), *condition.assumption);
  return writer.finish();
}

bool read(const dmn::model::Element& element, ConditionText& into) {
  const ExtensionReader reader(element, "condition");
  if (!reader) return false;
  into.words = reader.root().attribute("words").value();
  into.title = ExtensionReader::both(reader.root(), "title");
  into.citation = ExtensionReader::text(reader.root(), "citation");
  into.validity = ExtensionReader::validity(reader.root(), "valid");
  into.known = ExtensionReader::validity(reader.root(), "known");
  const std::vector<Assumption> assumptions = ExtensionReader::assumptions(reader.root());
  if (!assumptions.empty()) into.assumption = assumptions.front();
  return true;
}

Foreign to_element(const CapText& cap) {
  Writer writer("cap");
  Writer::set(writer.root(), "over", std::string(spans[static_cast<std::size_t>(cap.over)]));
  for (const WrittenExpression& part : cap.per) Writer::add(writer.root(), "per", part);
  if (cap.assumption) Writer::add(writer.root(), *cap.assumption);
  return writer.finish();
}

bool read(const dmn::model::Element& element, CapText& into) {
  const ExtensionReader reader(element, "cap");
  if (!reader) return false;
  const std::string over = reader.root().attribute("over").value();
  const auto* const found = std::find(spans.begin(), spans.end(), over);
  if (found == spans.end()) return false;
  into.over = static_cast<Cap::Over>(found - spans.begin());
  into.per.clear();
  for (const pugi::xml_node part : ExtensionReader::all(reader.root(), "per")) {
    into.per.push_back(ExtensionReader::expression(part));
  }
  const std::vector<Assumption> assumptions = ExtensionReader::assumptions(reader.root());
  if (!assumptions.empty()) into.assumption = assumptions.front();
  return true;
}

Foreign unit_element(std::string_view unit) {
  Writer writer("unit");
  writer.root().text().set(std::string(unit).c_str());
  return writer.finish();
}

std::string unit_of(const dmn::model::Element& element) {
  const ExtensionReader reader(element, "unit");
  return reader ? reader.root().text().get() : "";
}

Foreign to_element(const PackageText& package) {
  Writer writer("policy");
  Writer::set(writer.root(), "id", package.id);
  Writer::set(writer.root(), "number", package.number);
  Writer::set(writer.root(), "region", package.region);
  Writer::add(writer.root(), "title", package.title);
  Writer::add(writer.root(), "inForce", std::optional(package.in_force));
  return writer.finish();
}

bool read(const dmn::model::Element& element, PackageText& into) {
  const ExtensionReader reader(element, "policy");
  if (!reader) return false;
  into.id = reader.root().attribute("id").value();
  into.number = reader.root().attribute("number").value();
  into.region = reader.root().attribute("region").value();
  into.title = ExtensionReader::both(reader.root(), "title");
  into.in_force = ExtensionReader::validity(reader.root(), "inForce").value_or(Validity{});
  return true;
}

}  // namespace enact::policy::dmn_extension
