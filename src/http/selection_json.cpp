// Calls as JSON. See selection_json.hpp.
#include "http/selection_json.hpp"

#include <algorithm>

#include "http/json.hpp"
#include "selection/entries.hpp"
#include "selection/event_json.hpp"

namespace enact::http {
namespace {

namespace json = boost::json;
using selection::BidEntry;
using selection::CallFile;
using selection::Kind;
using selection::Sight;

json::array scores_json(const std::vector<std::int64_t>& hundredths) {
  return map_json(hundredths, [](std::int64_t one) { return json::string(selection::score_text(one)); });
}

json::object fraction_json(const selection::Fraction& value) {
  return {{"shown", selection::to_string(value)},
          {"exact", std::to_string(value.over) + "/" + std::to_string(value.under)}};
}

// What decided: the score, a criterion by its title, or the lot.
Text decider(const policy::Selection& declared, const std::string& by) {
  if (by == "score") return {"得分", "score"};
  if (by == "lot") return {"抽签", "lot"};
  const policy::Selection::Criterion* criterion = declared.criterion(by);
  return criterion == nullptr ? Text{} : criterion->title;
}

json::object criterion_json(const policy::Selection::Criterion& one) {
  return {{"id", one.id}, {"title", to_json(one.title)}, {"weight", one.weight}, {"most", one.most}};
}

json::object rules_json(const policy::Selection& declared) {
  return {{"panel",
           {{"size", declared.panel.size},
            {"spare", declared.panel.spare},
            {"own_field", declared.panel.own_field},
            {"calls", declared.panel.calls},
            {"years", declared.panel.years}}},
          {"criteria", map_json(declared.criteria, criterion_json)},
          {"drop_highest", declared.score.drop_highest},
          {"drop_lowest", declared.score.drop_lowest},
          {"outlier", declared.score.outlier ? json::value(*declared.score.outlier) : json::value(nullptr)},
          {"pass", declared.score.pass},
          {"ties", to_json(declared.ties)},
          {"reserve", declared.reserve},
          {"teams", declared.race ? declared.race->teams : 0},
          {"accepted", declared.race ? declared.race->accepted : 1},
          {"stage_money", declared.stage.has_value()},
          {"equity", declared.equity}};
}

class CallJson {
 public:
  CallJson(const store::Reader& reader, const CallFile& file, const selection::Person& person)
      : reader_(reader),
        file_(file),
        declared_(*file.declared),
        call_(file.call),
        person_(person),
        sight_(selection::sight_of(person, file)) {}

  json::object make() {
    json::object made{
        {"id", file_.id},
        {"reference", file_.reference},
        {"version", file_.version},
        {"package", file_.policy},
        {"selection", declared_.id},
        {"title", to_json(declared_.title)},
        {"provision", declared_.provision},
        {"organiser", declared_.organiser},
        {"mode", policy::to_string(call_.mode)},
        {"places", call_.places},
        {"year", call_.year},
        {"until", call_.until.to_string()},
        {"closes", sight_.result ? json::value(call_.closes.to_string()) : json::value(nullptr)},
        {"stage", selection::stage_id(call_.stage)},
        {"stage_title", to_json(selection::stage_title(call_.stage))},
        {"commitment", call_.commitment},
        {"seed", call_.seed},
        {"rules", rules_json(declared_)},
        {"officer", sight_.officer},
        {"minutes", sight_.bidders() ? call_.minutes : ""},
        {"needs", map_json(call_.needs, [&](const selection::Need& one) { return need(one); })},
        {"bids", bids()},
        {"seats", seats()},
        {"objections", objections()},
        {"contracts", contracts()},
        {"outstanding", outstanding()},
        {"outliers", outliers()},
        {"actions", actions()},
        {"timeline", timeline()}};
    return made;
  }

 private:
  std::string name_of(const std::string& entry) {
    const auto found = selection::entry_of(reader_, entry);
    return found ? found->name : "";
  }
  std::string expert_name(const std::string& expert) {
    if (!sight_.panels()) return "";
    const auto found = selection::entry_of(reader_, expert);
    return found ? found->text(declared_.experts.person) : "";
  }

  json::object need(const selection::Need& one) {
    const std::string name = one.id.empty() ? declared_.title.zh : name_of(one.id);
    json::object made{{"id", one.id}, {"name", name}, {"field", one.field}};
    made["bids"] = sight_.bidders() ? json::value(call_.judged_bids(one.id).size()) : json::value(nullptr);
    made["panel"] =
        sight_.panels() && call_.panels.contains(one.id) ? json::value(panel(one.id)) : json::value(nullptr);
    made["ranking"] = sight_.scores() ? json::value(ranking(one.id)) : json::value(nullptr);
    return made;
  }

  json::object panel(const std::string& need_id) {
    const selection::Panel& drawn = call_.panels.at(need_id);
    json::array members;
    for (const selection::Member& one : call_.members.at(need_id)) {
      const char* standing = one.standing == selection::Member::Standing::left     ? "left"
                             : one.standing == selection::Member::Standing::agreed ? "agreed"
                                                                                   : "asked";
      members.emplace_back(json::object{{"expert", one.expert},
                                        {"name", expert_name(one.expert)},
                                        {"standing", standing},
                                        {"signs_in", !one.account.empty()},
                                        {"reason", sight_.officer ? one.reason : ""}});
    }
    json::array passed_over;
    for (const selection::PassedOver& one : drawn.passed_over) {
      passed_over.emplace_back(json::object{{"expert", one.expert},
                                            {"name", expert_name(one.expert)},
                                            {"reason", to_json(selection::conflict_title(one.reason))},
                                            {"bid", one.bid},
                                            {"bid_name", one.bid.empty() ? "" : name_of(one.bid)}});
    }
    return {{"order", to_json(drawn.order)},
            {"drawn", to_json(drawn.members)},
            {"spares", to_json(drawn.spares)},
            {"members", std::move(members)},
            {"passed_over", std::move(passed_over)}};
  }

  json::array ranking(const std::string& need_id) {
    const auto scores = selection::scores(file_.rules(), call_, need_id);
    const auto ranked = selection::ranking(file_.rules(), call_, need_id, file_.seed);
    json::array made;
    for (const selection::Ranked& one : ranked) {
      const auto score = std::ranges::find(scores, one.bid, &selection::BidScore::bid);
      int number = 0;
      made.emplace_back(json::object{
          {"bid", one.bid},
          {"place", one.place},
          {"standing", selection::standing_id(one.standing)},
          {"standing_title", to_json(selection::standing_title(one.standing))},
          {"before_next_by", to_json(decider(declared_, one.before_next_by))},
          {"score", fraction_json(score->score)},
          {"median", fraction_json(score->median)},
          {"spread", fraction_json(score->spread)},
          {"lot", call_.seed.empty() ? "" : selection::lot(call_.seed, one.bid)},
          {"sheets", map_json(score->lines, [&](const selection::BidScore::Line& line) {
             const auto handed = call_.sheets.find({line.expert, one.bid});
             return json::object{{"number", ++number},
                                 {"name", sight_.officer ? expert_name(line.expert) : ""},
                                 {"scores", scores_json(line.hundredths)},
                                 {"total", fraction_json(line.total)},
                                 {"dropped", line.dropped},
                                 {"outlier", line.outlier},
                                 {"remark", handed == call_.sheets.end() ? "" : handed->second.remark}};
           })}});
    }
    return made;
  }

  json::array bids() {
    json::array made;
    for (const BidEntry& one : call_.bids) {
      if (!sight_.bid(one)) continue;
      const auto entry = selection::entry_of(reader_, one.id);
      if (!entry) continue;
      const bool open = sight_.bidders() || sight_.own(one);
      json::object bid{
          {"id", one.id},        {"reference", open ? entry->reference : ""}, {"need", one.need},
          {"name", entry->name}, {"bidder", open ? entry->subject_name : ""}, {"own", sight_.own(one)}};
      // JSON as text: figures keep every digit.
      bid["values"] = sight_.whole_content(one)
                          ? json::value(entry->values.written())
                          : (sight_.content(one) ? json::value(selection::blind_values(declared_, *entry))
                                                 : json::value(nullptr));
      const auto out = call_.disqualified.find(one.id);
      bid["disqualified"] = out == call_.disqualified.end() ? json::value(nullptr) : json::value(out->second);
      bid["declined"] = std::ranges::find(call_.declined, one.id) != call_.declined.end();
      made.emplace_back(std::move(bid));
    }
    return made;
  }

  // The panels that the person sits on, with its own sheets.
  json::array seats() {
    json::array made;
    for (const auto& [need_id, expert] : sight_.seats) {
      json::array sheets;
      for (const std::string& bid : call_.judged_bids(need_id)) {
        const auto handed = call_.sheets.find({expert, bid});
        json::object sheet{{"bid", bid},   {"scores", nullptr},  {"total", nullptr},
                           {"remark", ""}, {"sent_back", false}, {"answered", false}};
        if (handed != call_.sheets.end()) {
          sheet["scores"] = scores_json(handed->second.sheet.hundredths);
          sheet["total"] = fraction_json(selection::total_of(declared_.criteria, handed->second.sheet));
          sheet["remark"] = handed->second.remark;
          sheet["sent_back"] = handed->second.sent_back;
          sheet["answered"] = handed->second.answered;
        }
        sheets.emplace_back(std::move(sheet));
      }
      const selection::Member* member = call_.member(need_id, expert);
      made.emplace_back(json::object{
          {"need", need_id},
          {"expert", expert},
          {"agreed", member != nullptr && member->standing == selection::Member::Standing::agreed},
          {"sheets", std::move(sheets)}});
    }
    return made;
  }

  json::array objections() {
    if (!sight_.bidders()) return {};
    return map_json(call_.objections, [](const selection::Objection& one) {
      return json::object{{"id", one.id},         {"need", one.need},         {"on", one.on.to_string()},
                          {"reason", one.reason}, {"answered", one.answered}, {"upheld", one.upheld},
                          {"answer", one.answer}};
    });
  }

  json::array contracts() {
    json::array made;
    for (const auto& [bid, contract] : call_.contracts) {
      const BidEntry* entry = call_.bid(bid);
      if (entry != nullptr && sight_.contract(*entry)) made.emplace_back(contract_json(bid, contract));
    }
    return made;
  }

  json::object contract_json(const std::string& bid, const selection::Contract& contract) {
    json::array stages;
    for (std::size_t i = 0; i < contract.terms.stages.size(); ++i) {
      const selection::Stage& stage = contract.terms.stages[i];
      const selection::Contract::Judged& judged = contract.judged[i];
      const bool open = judged.standing == selection::StageStanding::planned;
      stages.emplace_back(json::object{
          {"id", stage.id},
          {"title", stage.title},
          {"condition", stage.condition},
          {"due", stage.due.to_string()},
          {"fen", stage.money.count},
          {"standing",
           open ? "planned" : (judged.standing == selection::StageStanding::passed ? "passed" : "failed")},
          {"on", open ? json::value(nullptr) : json::value(judged.on.to_string())},
          {"reason", judged.reason}});
    }
    json::object made{
        {"bid", bid},
        {"number", call_.numbers.at(bid)},
        {"signed", contract.signed_on.to_string()},
        {"stages", std::move(stages)},
        {"discount_basis_points", contract.terms.equity
                                      ? json::value(contract.terms.equity->discount_basis_points)
                                      : json::value(nullptr)},
        {"interest_basis_points", contract.terms.equity
                                      ? json::value(contract.terms.equity->interest_basis_points)
                                      : json::value(nullptr)},
        {"claw_back_basis_points", contract.terms.claw_back_basis_points},
        {"asked", contract.asked ? json::value(selection::to_json(*contract.asked)) : json::value(nullptr)},
        {"asked_reason", contract.asked_reason},
        {"changes", contract.before.size()},
        {"granted_fen", contract.granted().count},
        {"to_claw_back_fen", contract.to_claw_back().count},
        {"settlement_fen",
         contract.settlement ? json::value(contract.settlement->count) : json::value(nullptr)},
        {"end", selection::contract_end_id(contract.end)},
        {"end_title", to_json(selection::contract_end_title(contract.end))},
        {"end_reason", contract.end_reason}};
    made["conversion"] = nullptr;
    if (contract.conversion) {
      made["conversion"] = json::object{{"price", contract.conversion->price},
                                        {"shares", contract.conversion->shares},
                                        {"converted_fen", contract.conversion->converted.count},
                                        {"remainder_fen", contract.conversion->remainder.count}};
    }
    return made;
  }

  json::array outstanding() {
    if (!sight_.officer) return {};
    return map_json(selection::outstanding(call_), [&](const selection::Outstanding& one) {
      return json::object{
          {"need", one.need}, {"expert", one.expert}, {"name", expert_name(one.expert)}, {"bid", one.bid}};
    });
  }

  // How many sheets would be sent back: not whose, before scoring is closed.
  std::int64_t outliers() {
    return sight_.officer ? static_cast<std::int64_t>(selection::outliers(file_.rules(), call_).size()) : 0;
  }

  json::array actions() {
    const auto kinds =
        selection::allowed(file_.rules(), call_, selection::actor_of(person_, declared_.organiser));
    return map_json(kinds, [](Kind kind) { return json::string(selection::kind_id(kind)); });
  }

  // What happened, without what the person must not learn from it: who handed in when is the officers'.
  json::array timeline() {
    json::array made;
    for (const CallFile::Happened& one : file_.events) {
      const auto who = selection::who_does(one.event.kind);
      const bool of_contract = one.event.kind >= Kind::declined && one.event.kind <= Kind::bought_back;
      const BidEntry* bid = call_.bid(one.event.bid);
      const bool mine = of_contract && bid != nullptr && sight_.contract(*bid);
      const bool shown = sight_.officer || mine ||
                         (!of_contract && who != selection::Who::expert && one.event.kind != Kind::dismissed);
      if (!shown) continue;
      const bool reason = sight_.officer || mine || one.event.kind == Kind::cancelled;
      made.emplace_back(json::object{{"at", one.at.to_string()},
                                     {"kind", selection::kind_id(one.event.kind)},
                                     {"title", to_json(selection::kind_title(one.event.kind))},
                                     {"unit", one.event.unit},
                                     {"need", one.event.need},
                                     {"bid", bid != nullptr && sight_.bid(*bid) ? one.event.bid : ""},
                                     {"reason", reason ? one.event.reason : ""}});
    }
    return made;
  }

  const store::Reader& reader_;
  const CallFile& file_;
  const policy::Selection& declared_;
  const selection::Call& call_;
  const selection::Person& person_;
  Sight sight_;
};

}  // namespace

json::object call_json(const store::Reader& reader, const CallFile& file, const selection::Person& person) {
  return CallJson(reader, file, person).make();
}

json::object summary_json(const selection::CallSummary& call) {
  return {{"id", call.id},
          {"reference", call.reference},
          {"package", call.policy},
          {"selection", call.selection},
          {"title", to_json(call.title)},
          {"organiser", call.organiser},
          {"mode", call.mode},
          {"year", call.year},
          {"until", call.until},
          {"closes", call.closes.empty() ? json::value(nullptr) : json::value(call.closes)},
          {"stage", call.stage},
          {"updated_at", call.updated_at.to_string()},
          {"organises", call.organises},
          {"judges", call.judges},
          {"bids", call.bids}};
}

json::object selection_json(const policy::Package& package, const policy::Selection& declared,
                            bool may_open) {
  json::array modes;
  for (const policy::SelectionMode mode : declared.modes) modes.emplace_back(policy::to_string(mode));
  return {{"package", package.id},
          {"id", declared.id},
          {"title", to_json(declared.title)},
          {"provision", declared.provision},
          {"organiser", declared.organiser},
          {"yearly", declared.yearly},
          {"modes", std::move(modes)},
          {"needs", declared.needs ? declared.needs->register_id : ""},
          {"bids", declared.bids.register_id},
          {"experts", declared.experts.register_id},
          {"rules", rules_json(declared)},
          {"may_open", may_open}};
}

}  // namespace enact::http
