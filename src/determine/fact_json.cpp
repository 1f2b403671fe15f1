// Facts as JSON text: what read_fact_value and read_facts read back. Numbers keep every digit.
#include <algorithm>
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

// Each member behind a comma.
void write_source(std::string& out, const Provenance& from) {
  if (!from.source.empty()) out += ",\"source\":" + quoted(from.source);
  if (!from.attested_by.empty()) out += ",\"attested_by\":" + quoted(from.attested_by);
  if (from.on) out += ",\"on\":" + quoted(from.on->to_string());
  if (from.known_on) out += ",\"known_on\":" + quoted(from.known_on->to_string());
}

template <typename Items, typename Function>
void write_all(std::string& out, const Items& items, Function&& write_one) {
  out += '[';
  bool first = true;
  for (const auto& item : items) {
    if (!first) out += ',';
    first = false;
    write_one(item);
  }
  out += ']';
}

void write_fact(std::string& out, const Fact& fact) {
  out += "{\"value\":";
  write(out, fact.value);
  write_source(out, fact.provenance);
  if (!fact.items.empty()) {
    out += ",\"item_sources\":";
    write_all(out, fact.items, [&](const Provenance& from) {
      std::string members;
      write_source(members, from);
      out += "{" + members.substr(std::min<std::size_t>(1, members.size())) + "}";
    });
  }
  out += '}';
}

void write_texts(std::string& out, const std::vector<std::string>& texts) {
  write_all(out, texts, [&](const std::string& text) { out += quoted(text); });
}

void write_decision(std::string& out, const Decision& decision) {
  out += '{';
  if (!decision.policy.empty()) out += "\"policy\":" + quoted(decision.policy) + ",";
  out += "\"provision\":" + quoted(decision.provision) + ",\"matter\":";
  write_texts(out, decision.matter);
  out += ",\"amount\":" + decision.amount.to_string() + ",\"by\":" + quoted(decision.by);
  if (!decision.reason.empty()) out += ",\"reason\":" + quoted(decision.reason);
  if (decision.on) out += ",\"on\":" + quoted(decision.on->to_string());
  out += '}';
}

void write_paid(std::string& out, const Paid& paid) {
  out += "{\"matter\":{\"kind\":" + quoted(paid.kind) + ",\"parts\":";
  write_texts(out, paid.parts);
  out += "},\"amount\":" + yuan_from_fen(paid.amount).to_string();
  if (paid.on) out += ",\"on\":" + quoted(paid.on->to_string());
  if (!paid.policy.empty()) out += ",\"policy\":" + quoted(paid.policy);
  if (!paid.provision.empty()) out += ",\"provision\":" + quoted(paid.provision);
  out += ",\"level\":" + quoted(paid.level) + "}";
}

}  // namespace

std::string fact_value_json(const Value& value) {
  std::string out;
  write(out, value);
  return out;
}

std::string subject_json(const Subject& subject) {
  std::vector<std::string> names;
  for (const Fact& fact : subject.facts) {
    if (std::find(names.begin(), names.end(), fact.name) == names.end()) names.push_back(fact.name);
  }
  std::string out = "{" + quoted(subject.type) + ":{";
  bool first = true;
  for (const std::string& name : names) {
    if (!first) out += ',';
    first = false;
    out += quoted(name) + ":";
    std::vector<const Fact*> of_name;
    for (const Fact& fact : subject.facts) {
      if (fact.name == name) of_name.push_back(&fact);
    }
    if (of_name.size() == 1) {
      write_fact(out, *of_name.front());
      continue;
    }
    out += "{\"values\":";
    write_all(out, of_name, [&](const Fact* fact) { write_fact(out, *fact); });
    out += '}';
  }
  return out + "}}";
}

std::string facts_json(const Facts& facts) {
  std::string out = facts.unsaid_absent ? "{\"unsaid\":\"absent\"," : "{";
  out += "\"subjects\":";
  write_all(out, facts.subjects, [&](const Subject& subject) { out += subject_json(subject); });
  out += ",\"decisions\":";
  write_all(out, facts.decisions, [&](const Decision& decision) { write_decision(out, decision); });
  out += ",\"paid\":";
  write_all(out, facts.paid, [&](const Paid& paid) { write_paid(out, paid); });
  return out + "}";
}

}  // namespace enact::determine
