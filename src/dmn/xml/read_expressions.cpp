// Boxed expressions (DMN 1.5, 10.2.1 and 7.3.4 to 7.3.6), all but the table.
#include <fmt/format.h>

#include <map>

#include "base/text.hpp"
#include "dmn/xml/reader.hpp"

namespace enact::dmn::xml {

using model::ExpressionPtr;

bool Reader::is_expression(std::string_view name) {
  return name == "literalExpression" || name == "decisionTable" || name == "invocation" ||
         name == "context" || name == "list" || name == "relation" || name == "functionDefinition" ||
         name == "conditional" || name == "filter" || name == "for" || name == "some" || name == "every";
}

ExpressionPtr Reader::expression(const Element& element) {
  auto made = std::make_shared<model::Expression>();
  attributes(element, *made, false);
  made->type = type_attribute(element);
  const std::string_view name = element.name;
  if (name == "decisionTable") {
    made->form = table(element, *made);
  } else if (name == "invocation") {
    made->form = invocation(element, *made);
  } else if (name == "context") {
    made->form = context(element, *made);
  } else if (name == "list") {
    made->form = list(element, *made);
  } else if (name == "relation") {
    made->form = relation(element, *made);
  } else if (name == "functionDefinition" || name == "encapsulatedLogic") {
    made->form = function(element, *made);
  } else if (name == "conditional") {
    made->form = conditional(element, *made);
  } else if (name == "filter") {
    made->form = filter(element, *made);
  } else if (name == "for" || name == "some" || name == "every") {
    made->form = iterator(element, *made);
  } else {
    made->form = literal(element, *made);
  }
  return made;
}

void Reader::take_expression(const Element& element, ExpressionPtr& into) {
  if (into) {
    error("dmn.second-expression", element.tag,
          {"这里只能有一个表达式", "there can be only one expression here"},
          {"请删除多余的表达式", "remove the others"});
    return;
  }
  into = expression(element);
}

ExpressionPtr Reader::only_expression(const Element& element) {
  ExpressionPtr found;
  for (const Element& child : element.children) {
    if (child.namespace_uri != version_.model) {
      foreign(child);
    } else if (is_expression(child.name)) {
      take_expression(child, found);
    } else {
      unknown(child);
    }
  }
  if (!found) missing(element, "literalExpression …");
  return found;
}

model::LiteralExpression Reader::literal(const Element& element, model::Element& into) {
  model::LiteralExpression made;
  made.source.language = language_of(element, "expressionLanguage");
  made.source.text.source = document_.source();
  made.source.text.span = element.tag;
  bool text = false;
  children(element, into, [&](const Element& child, std::string_view name) {
    if (name == "text" && !text) {
      text = true;
      made.source.text = expression_text(child);
    } else if (name == "importedValues" && !made.imported) {
      made.imported = imported_values(child);
    } else {
      return false;
    }
    return true;
  });
  return made;
}

model::ImportedValues Reader::imported_values(const Element& element) {
  model::ImportedValues made;
  made.name = text_attribute(element, "name");
  made.namespace_uri = text::trim(required(element, "namespace"));
  made.import_type = text::trim(required(element, "importType"));
  made.location_uri = text_attribute(element, "locationURI");
  made.language = text_attribute(element, "expressionLanguage");
  for (const Element& child : element.children) {
    if (child.namespace_uri == version_.model && child.name == "importedElement") {
      made.imported_element = child.text.value;
    } else {
      unknown(child);
    }
  }
  return made;
}

model::Invocation Reader::invocation(const Element& element, model::Element& into) {
  model::Invocation made;
  children(element, into, [&](const Element& child, std::string_view name) {
    if (name == "binding") {
      model::Invocation::Binding& binding = made.bindings.emplace_back();
      bool parameter = false;
      for (const Element& part : child.children) {
        if (part.namespace_uri == version_.model && part.name == "parameter") {
          parameter = true;
          binding.parameter = information_item(part);
        } else if (part.namespace_uri == version_.model && is_expression(part.name)) {
          take_expression(part, binding.value);
        } else {
          unknown(part);
        }
      }
      if (!parameter) missing(child, "parameter");
      return true;
    }
    if (!is_expression(name)) return false;
    take_expression(child, made.called);
    return true;
  });
  return made;
}

model::Context Reader::context(const Element& element, model::Element& into) {
  model::Context made;
  children(element, into, [&](const Element& child, std::string_view name) {
    if (name != "contextEntry") return false;
    model::Context::Entry& entry = made.entries.emplace_back();
    attributes(child, entry, false);
    children(child, entry, [&](const Element& part, std::string_view part_name) {
      if (part_name == "variable") {
        entry.variable = information_item(part);
      } else if (is_expression(part_name)) {
        take_expression(part, entry.value);
      } else {
        return false;
      }
      return true;
    });
    if (!entry.value) missing(child, "literalExpression …");
    return true;
  });
  return made;
}

model::List Reader::list(const Element& element, model::Element& into) {
  model::List made;
  children(element, into, [&](const Element& child, std::string_view name) {
    if (!is_expression(name)) return false;
    made.items.push_back(expression(child));
    return true;
  });
  return made;
}

model::Relation Reader::relation(const Element& element, model::Element& into) {
  model::Relation made;
  children(element, into, [&](const Element& child, std::string_view name) {
    if (name == "column") {
      made.columns.push_back(information_item(child));
    } else if (name == "row") {
      model::Element row;  // it has an id that nothing refers to
      attributes(child, row, false);
      made.rows.push_back(list(child, row).items);
    } else {
      return false;
    }
    return true;
  });
  return made;
}

model::FunctionDefinition Reader::function(const Element& element, model::Element& into) {
  model::FunctionDefinition made;
  if (const Attribute* kind = element.attribute("kind")) {
    if (const auto known = spelled(kFunctionKinds, text::trim(kind->text.value))) {
      made.kind = *known;
    } else {
      error("dmn.value", kind->text.span,
            {fmt::format("函数的种类只能是 {}", spellings_of(kFunctionKinds)),
             fmt::format("the kind of a function is one of {}", spellings_of(kFunctionKinds))});
    }
  }
  children(element, into, [&](const Element& child, std::string_view name) {
    if (name == "formalParameter") {
      made.parameters.push_back(information_item(child));
    } else if (is_expression(name)) {
      take_expression(child, made.body);
    } else {
      return false;
    }
    return true;
  });
  return made;
}

void Reader::parts(const Element& element, model::Element& into,
                   std::initializer_list<std::pair<std::string_view, ExpressionPtr*>> wanted) {
  std::map<std::string_view, bool> found;
  children(element, into, [&](const Element& child, std::string_view name) {
    for (const auto& [part, to] : wanted) {
      if (part != name || found[part]) continue;
      found[part] = true;
      *to = only_expression(child);
      return true;
    }
    return false;
  });
  for (const auto& [part, to] : wanted) {
    if (!found[part]) missing(element, part);
  }
}

model::Conditional Reader::conditional(const Element& element, model::Element& into) {
  model::Conditional made;
  parts(element, into, {{"if", &made.condition}, {"then", &made.then}, {"else", &made.otherwise}});
  return made;
}

model::Filter Reader::filter(const Element& element, model::Element& into) {
  model::Filter made;
  parts(element, into, {{"in", &made.list}, {"match", &made.match}});
  return made;
}

model::Iterator Reader::iterator(const Element& element, model::Element& into) {
  model::Iterator made;
  made.kind = element.name == "for"    ? model::Iterator::Kind::for_return
              : element.name == "some" ? model::Iterator::Kind::some
                                       : model::Iterator::Kind::every;
  made.variable = required(element, "iteratorVariable");
  for (const Element& child : element.children) {
    if (child.name == "in") made.variable_type = type_attribute(child);
  }
  parts(element, into, {{"in", &made.list}, {element.name == "for" ? "return" : "satisfies", &made.body}});
  return made;
}

}  // namespace enact::dmn::xml
