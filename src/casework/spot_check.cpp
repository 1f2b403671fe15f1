// See spot_check.hpp.
#include "casework/spot_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "casework/case_file.hpp"
#include "casework/people.hpp"
#include "casework/refusals.hpp"
#include "casework/treasury_steps.hpp"
#include "identity/accounts.hpp"
#include "ledger/ledger.hpp"
#include "selection/draw.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using identity::Action;
using store::Fault;
using store::Row;

Fault no_check() {
  return refuse(Fault::Kind::not_found, "casework.no-check",
                {"没有这次抽查，或您无权查看", "there is no such check, or none that you may see"},
                {"请刷新后查看", "reload the page"});
}

std::optional<Decimal> share_of(const policy::Package& package, const Date& day) {
  const policy::Parameter* parameter = package.parameter(spot_check_parameter);
  const policy::ParameterValue* value = parameter == nullptr ? nullptr : parameter->on(day);
  const Decimal* share = value == nullptr ? nullptr : value->value.number();
  if (share == nullptr || *share <= Decimal(0) || *share > Decimal(1)) return std::nullopt;
  return *share;
}

// The least whole number that is not below the share of all.
std::int64_t wanted_of(const Decimal& share, std::int64_t all) {
  const auto exact = share.multiply(Decimal(all));
  std::int64_t wanted = 1;
  while (exact && Decimal(wanted) < *exact) ++wanted;
  return wanted;
}

std::vector<std::string> paid_in(const store::Reader& reader, const SpotCheckRequest& request) {
  return reader.all(
      "SELECT DISTINCT c.id FROM case_file c JOIN matter_paid p ON p.case_id = c.id WHERE c.policy = ? AND "
      "p.paid "
      ">= ? AND p.paid <= ? AND EXISTS (SELECT 1 FROM commitment k JOIN ledger_line l ON l.id = k.line WHERE "
      "k.case_id = c.id AND l.unit = ?) ORDER BY c.id",
      {request.policy, request.from.to_string(), request.to.to_string(), request.unit},
      [](const Row& row) { return row.text(0); });
}

std::vector<std::string> inspectors_of(const store::Reader& reader, std::string_view unit) {
  return reader.all(
      "SELECT DISTINCT a.id FROM account a JOIN membership m ON m.account = a.id WHERE a.disabled = 0 AND "
      "(m.role "
      "= ? OR (m.role = ? AND m.unit = ?)) ORDER BY a.id",
      {identity::role_id(identity::Role::auditor), identity::role_id(identity::Role::finance_reviewer), unit},
      [](const Row& row) { return row.text(0); });
}

// Accounts that may not inspect a case: who has acted in it or acts for its subject.
std::set<std::string> concerned_with(const store::Reader& reader, const std::string& case_id) {
  std::set<std::string> accounts;
  reader.query("SELECT DISTINCT account FROM event WHERE stream_type = 'case' AND stream_id = ?", {case_id},
               [&](const Row& row) { accounts.insert(row.text(0)); });
  reader.query(
      "SELECT m.account FROM membership m JOIN case_file c ON c.subject = m.subject WHERE c.id = ? AND "
      "m.subject "
      "<> ''",
      {case_id}, [&](const Row& row) { accounts.insert(row.text(0)); });
  reader.query(
      "SELECT m.account FROM membership m JOIN case_member j ON j.subject = m.subject WHERE j.case_id = ? "
      "AND "
      "j.state = 'confirmed'",
      {case_id}, [&](const Row& row) { accounts.insert(row.text(0)); });
  return accounts;
}

json::array strings(const std::vector<std::string>& texts) {
  json::array made;
  for (const std::string& text : texts) made.emplace_back(text);
  return made;
}

std::expected<store::Event, Fault> note_on_check(store::Transaction& tx, const store::Actor& actor,
                                                 std::string_view check, std::string_view kind,
                                                 const json::object& payload) {
  return tx.append({.stream_type = "spot_check",
                    .stream_id = std::string(check),
                    .expected_version = {},
                    .kind = std::string(kind),
                    .schema_version = 1,
                    .payload = json::serialize(payload),
                    .actor = actor});
}

constexpr std::string_view check_columns =
    "SELECT id, number, policy, unit, from_day, to_day, share, wanted, commitment, seed, opened_by, "
    "opened_at, "
    "drawn_at FROM spot_check";

SpotCheck read_check(const Row& row) {
  SpotCheck check{.id = row.text(0),
                  .number = row.integer(1),
                  .policy = row.text(2),
                  .unit = row.text(3),
                  .from = Date::parse(row.view(4)).value_or(Date{}),
                  .to = Date::parse(row.view(5)).value_or(Date{}),
                  .share = row.text(6),
                  .wanted = row.integer(7),
                  .commitment = row.text(8),
                  .seed = row.text(9),
                  .opened_by = row.text(10),
                  .opened_at = row.instant(11),
                  .drawn_at = {},
                  .cases = {}};
  if (!check.seed.empty()) check.drawn_at = row.instant(12);
  return check;
}

std::optional<SpotCheck> find_check(const store::Reader& reader, std::string_view id) {
  return reader.first(fmt::format("{} WHERE id = ?", check_columns), {id}, read_check);
}

std::vector<SpotCheckCase> cases_of(const store::Reader& reader, std::string_view check, bool drawn_only) {
  return reader.all(
      fmt::format(
          "SELECT s.case_id, c.reference, c.subject_name, c.provision, coalesce((SELECT sum(p.fen) FROM "
          "matter_paid p WHERE p.case_id = c.id), 0), s.lot, s.inspector, s.result, s.remark FROM "
          "spot_check_case s JOIN case_file c ON c.id = s.case_id WHERE s.check_id = ?{} ORDER BY s.lot, "
          "s.case_id",
          drawn_only ? " AND s.inspector <> ''" : ""),
      {check}, [](const Row& row) {
        return SpotCheckCase{.case_id = row.text(0),
                             .reference = row.text(1),
                             .subject_name = row.text(2),
                             .provision = row.text(3),
                             .paid = Fen{row.integer(4)},
                             .lot = row.text(5),
                             .drawn = !row.view(6).empty(),
                             .inspector = row.text(6),
                             .result = row.text(7),
                             .remark = row.text(8)};
      });
}

}  // namespace

std::string_view inspected_id(Inspected result) {
  if (result == Inspected::ok) return "ok";
  return result == Inspected::remark ? "remark" : "claw_back";
}

std::optional<Inspected> inspected_from_id(std::string_view id) {
  for (const Inspected one : {Inspected::ok, Inspected::remark, Inspected::claw_back}) {
    if (id == inspected_id(one)) return one;
  }
  return std::nullopt;
}

SpotCheckOr open_spot_check(store::Transaction& tx, const Library& library, const Person& person,
                            const SpotCheckRequest& request) {
  const auto actor = acting(person, Action::review_finance, request.unit);
  if (!actor) return std::unexpected(not_permitted());
  const Date today = tx.now().legal_day();
  if (request.to < request.from || !(request.to < today)) {
    return std::unexpected(
        refuse(Fault::Kind::invalid, "casework.bad-period",
               {"期间须已结束，且止日不早于起日", "the period must be over, and end after it begins"},
               {"请选择今天以前的期间", "choose days before today"}));
  }
  const policy::PackagePtr package = library.current()->package(request.policy);
  const auto share = package == nullptr ? std::nullopt : share_of(*package, today);
  if (!share) {
    return std::unexpected(
        refuse(Fault::Kind::conflict, "casework.no-share",
               {"政策没有声明抽查比例", "the policy declares no share for spot checks"},
               {"在政策包的参数“抽查比例”中声明", "declare the parameter 抽查比例 in the package"}));
  }
  const auto cases = paid_in(tx, request);
  if (cases.empty()) {
    return std::unexpected(refuse(Fault::Kind::conflict, "casework.nothing-paid",
                                  {"期间内没有已支付的办件", "no case was paid in the period"},
                                  {"请选择其他期间", "choose another period"}));
  }
  const std::string id = tx.new_id();
  // Two ids hold 148 random bits between them; their digest is the seed.
  const std::string seed = selection::commitment(tx.new_id() + tx.new_id());
  tx.execute("INSERT INTO spot_check_seed (check_id, seed, at) VALUES (?, ?, ?)", {id, seed, tx.now()});
  const auto event = note_on_check(
      tx, *actor, id, "check.opened",
      {{"number", tx.integer("SELECT coalesce(max(number), 0) + 1 FROM spot_check", {}).value_or(1)},
       {"policy", request.policy},
       {"from", request.from.to_string()},
       {"to", request.to.to_string()},
       {"share", share->to_string()},
       {"wanted", wanted_of(*share, std::ssize(cases))},
       {"commitment", selection::commitment(seed)},
       {"cases", strings(cases)},
       {"inspectors", strings(inspectors_of(tx, request.unit))}});
  if (!event) return std::unexpected(event.error());
  return id;
}

SpotCheckOr draw_spot_check(store::Transaction& tx, const Person& person, std::string_view id) {
  const auto check = find_check(tx, id);
  if (!check) return std::unexpected(no_check());
  const auto actor = acting(person, Action::review_finance, check->unit);
  if (!actor) return std::unexpected(not_permitted());
  if (!check->seed.empty()) {
    return std::unexpected(refuse(Fault::Kind::conflict, "casework.check-drawn",
                                  {"这次抽查已经抽取", "it was drawn already"},
                                  {"请刷新后查看", "reload the page"}));
  }
  const std::string seed =
      tx.text("SELECT seed FROM spot_check_seed WHERE check_id = ?", {id}).value_or(std::string());
  // What is drawn from was recorded with the commitment, and nothing that came later counts.
  const json::object opened = parse_object(store::stream_events(tx, "spot_check", id).front().payload);
  std::vector<std::pair<std::string, std::string>> cases;  // lot, case
  for (const json::value& one : opened.at("cases").as_array()) {
    std::string case_id(one.as_string());
    cases.emplace_back(selection::lot(seed, case_id), std::move(case_id));
  }
  std::ranges::sort(cases);
  json::array placed;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto& [lot, case_id] = cases[i];
    json::object made{{"case", case_id}, {"lot", lot}};
    if (static_cast<std::int64_t>(i) < check->wanted) {
      const auto barred = concerned_with(tx, case_id);
      std::map<std::string, std::string> by_lot;
      for (const json::value& one : opened.at("inspectors").as_array()) {
        const std::string account(one.as_string());
        if (!barred.contains(account)) by_lot.emplace(selection::lot(seed, case_id + ":" + account), account);
      }
      if (by_lot.empty()) {
        return std::unexpected(
            refuse(Fault::Kind::conflict, "casework.no-inspector",
                   {"抽中的办件没有可以检查的人员：都办理过该件",
                    "nobody may inspect a drawn case: all of them have acted in it"},
                   {"请先增加财政审核或审计人员，再重新发起抽查",
                    "have another reviewer or auditor given an account, and open it anew"}));
      }
      made["inspector"] = by_lot.begin()->second;
    }
    placed.push_back(std::move(made));
  }
  const auto event =
      note_on_check(tx, *actor, id, "check.drawn", {{"seed", seed}, {"cases", std::move(placed)}});
  if (!event) return std::unexpected(event.error());
  return std::string(id);
}

SpotCheckOr record_inspection(store::Transaction& tx, const Person& person, std::string_view id,
                              std::string_view case_id, Inspected result, std::string_view remark) {
  const auto inspector =
      tx.text("SELECT inspector FROM spot_check_case WHERE check_id = ? AND case_id = ? AND inspector <> ''",
              {id, case_id});
  if (!inspector) return std::unexpected(no_check());
  if (person.account.empty() || *inspector != person.account) return std::unexpected(not_permitted());
  constexpr std::size_t remark_limit = 6000;  // bytes: about 2,000 Han characters
  const bool wordless = result != Inspected::ok && text::trim(remark).empty();
  if (wordless || remark.size() > remark_limit || !text::is_valid_utf8(remark)) {
    return std::unexpected(
        refuse(Fault::Kind::invalid, "procedure.reason-required",
               {"请说明检查发现的问题，不超过两千字", "say what was found, in at most 2,000 characters"},
               {"填写后重新提交", "state it and submit again"}));
  }
  const auto event = note_on_check(tx, {person.account, ""}, id, "check.recorded",
                                   {{"case", case_id}, {"result", inspected_id(result)}, {"remark", remark}});
  if (!event) return std::unexpected(event.error());
  return std::string(id);
}

std::expected<std::vector<SpotCheck>, Fault> spot_checks(const store::Reader& reader, const Person& person) {
  if (!identity::may(person.grants, Action::read_ledger, {})) return std::unexpected(not_permitted());
  auto checks = reader.all(fmt::format("{} ORDER BY number DESC LIMIT 200", check_columns), {}, read_check);
  for (SpotCheck& check : checks) {
    const bool drawn = !check.seed.empty();
    check.cases = cases_of(reader, check.id, drawn);
    for (SpotCheckCase& one : check.cases) one.mine = drawn && one.inspector == person.account;
    check.may_draw = !drawn && acting(person, Action::review_finance, check.unit).has_value();
  }
  return checks;
}

std::vector<SpotCheckChoice> spot_check_choices(const store::Reader& reader, const Library& library,
                                                const Person& person, const Date& today) {
  std::vector<SpotCheckChoice> choices;
  std::set<std::pair<std::string, std::string>> seen;
  for (const ledger::LineState& line : ledger::list_lines(reader)) {
    const policy::PackagePtr package = library.current()->package(line.line.policy);
    const auto share = package == nullptr ? std::nullopt : share_of(*package, today);
    if (!share || !acting(person, Action::review_finance, line.line.unit)) continue;
    if (!seen.emplace(line.line.policy, line.line.unit).second) continue;
    choices.push_back({line.line.policy, package->title, line.line.unit, share->to_string()});
  }
  return choices;
}

std::optional<SpotCheck> published_draw(const store::Reader& reader, std::string_view id) {
  auto check = find_check(reader, id);
  if (!check) return std::nullopt;
  check->cases = cases_of(reader, id, false);
  return check;
}

const std::string_view spot_check_tables = R"sql(
CREATE TABLE spot_check (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  policy TEXT NOT NULL,
  unit TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  share TEXT NOT NULL,
  wanted INTEGER NOT NULL CHECK (wanted > 0),
  commitment TEXT NOT NULL,
  seed TEXT NOT NULL,
  opened_by TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  drawn_at INTEGER
) STRICT;
CREATE TABLE spot_check_case (
  check_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  lot TEXT NOT NULL,
  inspector TEXT NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('', 'ok', 'remark', 'claw_back')),
  remark TEXT NOT NULL,
  PRIMARY KEY (check_id, case_id)
) STRICT;
CREATE TABLE spot_check_seed (
  check_id TEXT PRIMARY KEY,
  seed TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
)sql";

void apply_spot_check(store::Transaction& tx, const store::Event& event) {
  if (event.stream_type != "spot_check") return;
  const json::object payload = parse_object(event.payload);
  const std::string& id = event.stream_id;
  if (event.kind == "check.opened") {
    tx.execute(
        "INSERT INTO spot_check (id, number, policy, unit, from_day, to_day, share, wanted, commitment, "
        "seed, "
        "opened_by, opened_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?)",
        {id, integer_of(payload, "number"), string_of(payload, "policy"), event.actor.unit,
         string_of(payload, "from"), string_of(payload, "to"), string_of(payload, "share"),
         integer_of(payload, "wanted"), string_of(payload, "commitment"), event.actor.account, event.at});
    for (const json::value& one : payload.at("cases").as_array()) {
      tx.execute(
          "INSERT INTO spot_check_case (check_id, case_id, lot, inspector, result, remark) VALUES (?, ?, '', "
          "'', "
          "'', '')",
          {id, std::string(one.as_string())});
    }
  } else if (event.kind == "check.drawn") {
    tx.execute("UPDATE spot_check SET seed = ?, drawn_at = ? WHERE id = ?",
               {string_of(payload, "seed"), event.at, id});
    for (const json::value& one : payload.at("cases").as_array()) {
      const json::object& drawn = one.as_object();
      tx.execute("UPDATE spot_check_case SET lot = ?, inspector = ? WHERE check_id = ? AND case_id = ?",
                 {string_of(drawn, "lot"), string_of(drawn, "inspector"), id, string_of(drawn, "case")});
    }
  } else {
    tx.execute("UPDATE spot_check_case SET result = ?, remark = ? WHERE check_id = ? AND case_id = ?",
               {string_of(payload, "result"), string_of(payload, "remark"), id, string_of(payload, "case")});
  }
}

}  // namespace enact::casework
