// A fact's value as JSON text for storing: what read_fact_value reads back. Numbers keep every digit.
#include <boost/json.hpp>

#include "determine/facts.hpp"

namespace enact::determine {
namespace {

using feel::Value;

std::string quoted(const std::string& text) {
  return boost::json::serialize(boost::json::string(text));
}

void write(std::string& out, const Value& value) {
  if (const bool* boolean = value.boolean()) {
    out += *boolean ? "true" : "false";
  } else if (const Decimal* number = value.number()) {
    out += number->to_string();
  } else if (const std::string* text = value.text()) {
    out += quoted(*text);
  } else if (const Date* date = value.date()) {
    out += quoted(date->to_string());
  } else if (const DateTime* moment = value.date_time()) {
    out += quoted(moment->to_string());
  } else if (const feel::List* list = value.list()) {
    if (list->open) out += "{\"open\":true,\"items\":";
    out += '[';
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      if (i > 0) out += ',';
      write(out, list->items[i]);
    }
    out += ']';
    if (list->open) out += '}';
  } else if (const feel::Context* record = value.context()) {
    out += '{';
    bool first = true;
    for (const auto& [name, entry] : record->entries) {
      if (!first) out += ',';
      first = false;
      out += quoted(name) + ":";
      write(out, entry);
    }
    out += '}';
  } else {
    out += "null";
  }
}

}  // namespace

std::string fact_value_json(const Value& value) {
  std::string out;
  write(out, value);
  return out;
}

std::string subject_json(const Subject& subject) {
  std::string out = "{" + quoted(subject.type) + ":{";
  for (std::size_t i = 0; i < subject.facts.size(); ++i) {
    const Fact& fact = subject.facts[i];
    if (i > 0) out += ',';
    out += quoted(fact.name) + ":{\"value\":";
    write(out, fact.value);
    if (!fact.provenance.source.empty()) out += ",\"source\":" + quoted(fact.provenance.source);
    if (!fact.provenance.attested_by.empty()) {
      out += ",\"attested_by\":" + quoted(fact.provenance.attested_by);
    }
    if (fact.provenance.on) out += ",\"on\":" + quoted(fact.provenance.on->to_string());
    if (fact.provenance.known_on) out += ",\"known_on\":" + quoted(fact.provenance.known_on->to_string());
    out += '}';
  }
  return out + "}}";
}

}  // namespace enact::determine
