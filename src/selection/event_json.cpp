// Events as JSON. See event_json.hpp.
#include "selection/event_json.hpp"

#include <stdexcept>

namespace enact::selection {
namespace {

namespace json = boost::json;

[[noreturn]] void broken() {
  throw std::runtime_error("an event of a call that cannot be read");
}

std::string_view view(const json::string& text) {
  return {text.data(), text.size()};
}

// ---- writing -------------------------------------------------------------------------------------------

void put(json::object& into, std::string_view key, const std::string& text) {
  if (!text.empty()) into[key] = text;
}

json::array texts(const std::vector<std::string>& list) {
  json::array made;
  for (const std::string& one : list) made.emplace_back(one);
  return made;
}

json::object panel_json(const PanelOfNeed& of_need) {
  json::object accounts;
  for (const auto& [expert, account] : of_need.accounts) accounts[expert] = account;
  json::array passed_over;
  for (const PassedOver& one : of_need.panel.passed_over)
    passed_over.emplace_back(json::object{{"expert", one.expert}, {"reason", one.reason}, {"bid", one.bid}});
  return {{"need", of_need.need},
          {"order", texts(of_need.panel.order)},
          {"members", texts(of_need.panel.members)},
          {"spares", texts(of_need.panel.spares)},
          {"passed_over", std::move(passed_over)},
          {"accounts", std::move(accounts)}};
}

// ---- reading -------------------------------------------------------------------------------------------

const json::value* find(const json::object& from, std::string_view key) {
  return from.if_contains(key);
}
std::string text(const json::object& from, std::string_view key) {
  const json::value* found = find(from, key);
  if (found == nullptr) return "";
  const json::string* as_text = found->if_string();
  if (as_text == nullptr) broken();
  return std::string(view(*as_text));
}
std::int64_t integer(const json::object& from, std::string_view key) {
  const json::value* found = find(from, key);
  if (found == nullptr) return 0;
  if (!found->is_int64()) broken();
  return found->get_int64();
}
std::optional<Date> date(const json::object& from, std::string_view key) {
  const std::string written = text(from, key);
  return written.empty() ? std::nullopt : Date::parse(written);
}
const json::array& list(const json::object& from, std::string_view key) {
  static const json::array none;
  const json::value* found = find(from, key);
  if (found == nullptr) return none;
  const json::array* as_list = found->if_array();
  if (as_list == nullptr) broken();
  return *as_list;
}
const json::object& object(const json::value& value) {
  const json::object* as_object = value.if_object();
  if (as_object == nullptr) broken();
  return *as_object;
}
std::vector<std::string> texts_from(const json::object& from, std::string_view key) {
  std::vector<std::string> made;
  for (const json::value& one : list(from, key)) made.emplace_back(view(one.as_string()));
  return made;
}

PanelOfNeed panel_from(const json::object& from) {
  PanelOfNeed made;
  made.need = text(from, "need");
  made.panel.order = texts_from(from, "order");
  made.panel.members = texts_from(from, "members");
  made.panel.spares = texts_from(from, "spares");
  for (const json::value& value : list(from, "passed_over")) {
    const json::object& one = object(value);
    made.panel.passed_over.push_back({text(one, "expert"), text(one, "reason"), text(one, "bid")});
  }
  if (const json::value* accounts = find(from, "accounts")) {
    for (const auto& [expert, account] : object(*accounts))
      made.accounts[std::string(expert)] = std::string(view(account.as_string()));
  }
  return made;
}

}  // namespace

json::object to_json(const Terms& terms) {
  json::array stages;
  for (const Stage& stage : terms.stages) {
    stages.emplace_back(json::object{{"id", stage.id},
                                     {"title", stage.title},
                                     {"condition", stage.condition},
                                     {"due", stage.due.to_string()},
                                     {"fen", stage.money.count}});
  }
  json::object made{{"stages", std::move(stages)}, {"claw_back_basis_points", terms.claw_back_basis_points}};
  if (terms.equity) {
    made["equity"] = {{"discount_basis_points", terms.equity->discount_basis_points},
                      {"interest_basis_points", terms.equity->interest_basis_points}};
  }
  return made;
}

std::optional<Terms> terms_from_json(const json::value& value) {
  if (!value.is_object()) return std::nullopt;
  try {
    const json::object& from = value.get_object();
    Terms terms;
    for (const json::value& item : list(from, "stages")) {
      const json::object& one = object(item);
      const auto due = date(one, "due");
      if (!due) return std::nullopt;
      terms.stages.push_back({.id = text(one, "id"),
                              .title = text(one, "title"),
                              .condition = text(one, "condition"),
                              .due = *due,
                              .money = {integer(one, "fen")}});
    }
    if (const json::value* equity = find(from, "equity"); equity != nullptr && !equity->is_null()) {
      const json::object& one = object(*equity);
      terms.equity =
          EquityTerms{.discount_basis_points = static_cast<int>(integer(one, "discount_basis_points")),
                      .interest_basis_points = static_cast<int>(integer(one, "interest_basis_points"))};
    }
    if (from.contains("claw_back_basis_points"))
      terms.claw_back_basis_points = static_cast<int>(integer(from, "claw_back_basis_points"));
    return terms;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

json::object to_json(const Event& event) {
  json::object made{{"on", event.on.to_string()}};
  put(made, "account", event.account);
  put(made, "unit", event.unit);
  put(made, "need", event.need);
  put(made, "bid", event.bid);
  put(made, "expert", event.expert);
  put(made, "by", event.by);
  put(made, "by_account", event.by_account);
  put(made, "objection", event.objection);
  put(made, "stage", event.stage);
  put(made, "reason", event.reason);
  put(made, "number", event.number);
  put(made, "commitment", event.commitment);
  put(made, "seed", event.seed);
  if (event.upheld) made["upheld"] = true;
  if (event.kind == Kind::opened) {
    made["mode"] = policy::to_string(event.mode);
    made["places"] = event.places;
    made["year"] = event.year;
  }
  if (event.until) made["until"] = event.until->to_string();
  if (event.closes) made["closes"] = event.closes->to_string();
  json::array needs;
  for (const Need& one : event.needs) needs.emplace_back(json::object{{"id", one.id}, {"field", one.field}});
  if (!needs.empty()) made["needs"] = std::move(needs);
  json::array bids;
  for (const BidEntry& one : event.bids)
    bids.emplace_back(json::object{{"id", one.id}, {"need", one.need}, {"subject", one.subject}});
  if (!bids.empty()) made["bids"] = std::move(bids);
  json::array panels;
  for (const PanelOfNeed& one : event.panels) panels.emplace_back(panel_json(one));
  if (!panels.empty()) made["panels"] = std::move(panels);
  json::array hundredths;
  for (const std::int64_t one : event.hundredths) hundredths.emplace_back(one);
  if (!hundredths.empty()) made["hundredths"] = std::move(hundredths);
  json::array sheets;
  for (const auto& [expert, bid] : event.sheets)
    sheets.emplace_back(json::object{{"expert", expert}, {"bid", bid}});
  if (!sheets.empty()) made["sheets"] = std::move(sheets);
  if (event.terms) made["terms"] = to_json(*event.terms);
  if (event.price) made["price_ten_thousandths"] = event.price->ten_thousandths;
  if (event.conversion) {
    made["conversion"] = {{"price", event.conversion->price},
                          {"shares", event.conversion->shares},
                          {"converted_fen", event.conversion->converted.count},
                          {"remainder_fen", event.conversion->remainder.count}};
  }
  if (event.settlement) made["settlement_fen"] = event.settlement->count;
  return made;
}

Event event_from_json(Kind kind, const json::object& from) {
  Event event;
  event.kind = kind;
  event.on = date(from, "on").value_or(Date{});
  event.account = text(from, "account");
  event.unit = text(from, "unit");
  event.need = text(from, "need");
  event.bid = text(from, "bid");
  event.expert = text(from, "expert");
  event.by = text(from, "by");
  event.by_account = text(from, "by_account");
  event.objection = text(from, "objection");
  event.stage = text(from, "stage");
  event.reason = text(from, "reason");
  event.number = text(from, "number");
  event.commitment = text(from, "commitment");
  event.seed = text(from, "seed");
  event.upheld = find(from, "upheld") != nullptr && from.at("upheld").as_bool();
  event.mode = policy::selection_mode(text(from, "mode")).value_or(policy::SelectionMode::best);
  event.places = static_cast<int>(integer(from, "places"));
  event.year = static_cast<int>(integer(from, "year"));
  event.until = date(from, "until");
  event.closes = date(from, "closes");
  for (const json::value& one : list(from, "needs"))
    event.needs.push_back({text(object(one), "id"), text(object(one), "field")});
  for (const json::value& one : list(from, "bids"))
    event.bids.push_back({text(object(one), "id"), text(object(one), "need"), text(object(one), "subject")});
  for (const json::value& one : list(from, "panels")) event.panels.push_back(panel_from(object(one)));
  for (const json::value& one : list(from, "hundredths")) event.hundredths.push_back(one.as_int64());
  for (const json::value& one : list(from, "sheets"))
    event.sheets.emplace_back(text(object(one), "expert"), text(object(one), "bid"));
  if (const json::value* terms = find(from, "terms")) event.terms = terms_from_json(*terms);
  if (from.contains("price_ten_thousandths"))
    event.price = SharePrice{integer(from, "price_ten_thousandths")};
  if (const json::value* conversion = find(from, "conversion")) {
    const json::object& one = object(*conversion);
    event.conversion = Conversion{.price = text(one, "price"),
                                  .shares = integer(one, "shares"),
                                  .converted = {integer(one, "converted_fen")},
                                  .remainder = {integer(one, "remainder_fen")}};
  }
  if (from.contains("settlement_fen")) event.settlement = Fen{integer(from, "settlement_fen")};
  return event;
}

}  // namespace enact::selection
