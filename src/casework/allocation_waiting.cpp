// By which rule a short appropriation is shared out, and who waits for it. See allocation_run.hpp.
#include <algorithm>
#include <map>

#include "casework/allocation_run.hpp"
#include "casework/case_file.hpp"
#include "casework/claims.hpp"
#include "casework/record.hpp"
#include "casework/refusals.hpp"
#include "determine/rankings.hpp"
#include "ledger/ledger.hpp"

namespace enact::casework {
namespace {

using determine::AllocationRule;
using store::Fault;

std::optional<AllocationRule> rule_named(const feel::Value* name) {
  if (name == nullptr || name->text() == nullptr) return std::nullopt;
  for (const AllocationRule rule : determine::allocation_rules) {
    if (*name->text() == determine::to_string(rule)) return rule;
  }
  return std::nullopt;
}

const std::string* text_of(const feel::Context& context, std::string_view name) {
  const feel::Value* found = context.find(name);
  return found == nullptr ? nullptr : found->text();
}

// What is declared for a provision: the text of an entry of the parameter, "规则" or "余额". A text alone is
// the rule of the whole policy.
const feel::Value* declared_entry(const policy::Package& package, std::string_view provision, const Date& day,
                                  std::string_view entry) {
  const policy::Parameter* parameter = package.parameter(allocation_parameter);
  const policy::ParameterValue* value = parameter == nullptr ? nullptr : parameter->on(day);
  if (value == nullptr) return nullptr;
  if (value->value.text() != nullptr) return entry == "规则" ? &value->value : nullptr;
  if (const feel::Context* all = value->value.context()) return all->find(entry);
  const feel::List* list = value->value.list();
  if (list == nullptr) return nullptr;
  for (const feel::Value& item : list->items) {
    if (item.context() == nullptr) continue;
    const std::string* named = text_of(*item.context(), "条款");
    if (named != nullptr && *named == provision) return item.context()->find(entry);
  }
  return nullptr;
}

// Everybody who waits for money of the line, in the order of submission. A case's first step that is done is
// its submission.
std::vector<WaitingCase> all_waiting(const store::Reader& reader, const ledger::Line& line) {
  std::vector<WaitingCase> all = reader.all(
      "SELECT c.id, c.reference, c.subject, c.subject_name, c.provision, c.min_fen - c.granted_fen, "
      "c.granted_fen, coalesce((SELECT "
      "min(e.seq) FROM event e WHERE e.stream_type = 'case' AND e.stream_id = c.id AND e.kind = "
      "'case.step_done'), 0) FROM case_file c JOIN case_step s ON s.case_id = c.id WHERE s.kind = 'commit' "
      "AND "
      "s.unit = ? AND c.policy = ? AND c.min_fen > c.granted_fen AND c.min_fen = c.max_fen ORDER BY "
      "c.reference",
      {line.unit, line.policy}, [](const store::Row& row) {
        return WaitingCase{.case_id = row.text(0),
                           .reference = row.text(1),
                           .subject = row.text(2),
                           .subject_name = row.text(3),
                           .provision = row.text(4),
                           .due = Fen{row.integer(5)},
                           .granted = Fen{row.integer(6)},
                           .came = row.integer(7)};
      });
  std::ranges::stable_sort(all, {}, &WaitingCase::came);
  return all;
}

// The package that says the rule: the one in force.
std::optional<AllocationRule> rule_for(const Library& library, const ledger::Line& line,
                                       std::string_view provision, const Date& day) {
  const policy::PackagePtr package = library.current()->package(line.policy);
  return package == nullptr ? std::nullopt : declared_rule(*package, provision, day);
}

Fen available_on(const store::Reader& reader, const ledger::Line& line) {
  const auto state = ledger::find_line(reader, line);
  return state ? state->available : Fen{};
}

}  // namespace

std::optional<AllocationRule> declared_rule(const policy::Package& package, std::string_view provision,
                                            const Date& day) {
  return rule_named(declared_entry(package, provision, day, "规则"));
}

std::string_view to_string(RestRule rule) {
  return rule == RestRule::lapses ? "lapses" : "stays open";
}

RestRule declared_rest(const policy::Package& package, std::string_view provision, const Date& day) {
  const feel::Value* named = declared_entry(package, provision, day, "余额");
  const bool lapses =
      named != nullptr && named->text() != nullptr && *named->text() == to_string(RestRule::lapses);
  return lapses ? RestRule::lapses : RestRule::stays_open;
}

RestRule rest_rule(const Library& library, const CaseFile& file, const Date& day) {
  const policy::PackagePtr package = library.current()->package(file.policy);
  return package == nullptr ? RestRule::stays_open : declared_rest(*package, file.provision, day);
}

std::vector<WaitingCase> waiting_by_rule(const store::Reader& reader, const Library& library,
                                         const ledger::Line& line, const Date& day) {
  std::map<std::string, std::optional<AllocationRule>> rules;  // by provision
  std::vector<WaitingCase> waiting;
  for (WaitingCase& one : all_waiting(reader, line)) {
    const auto [at, is_new] = rules.try_emplace(one.provision);
    if (is_new) at->second = rule_for(library, line, one.provision, day);
    if (!at->second) continue;
    one.rule = *at->second;
    waiting.push_back(std::move(one));
  }
  return waiting;
}

std::vector<WaitingCase> waiting_cases(const store::Reader& reader, const Library& library,
                                       const ledger::Line& line, AllocationRule rule, const Date& day) {
  std::vector<WaitingCase> waiting = waiting_by_rule(reader, library, line, day);
  std::erase_if(waiting, [&](const WaitingCase& one) { return one.rule != rule; });
  return waiting;
}

std::string handler_of(const store::Reader& reader, std::string_view case_id) {
  // Of a payload as it is kept members of persons are sealed; the parties are units.
  const auto opened =
      reader.text("SELECT payload FROM event WHERE stream_type = ? AND stream_id = ? AND stream_version = 1",
                  {stream, case_id});
  if (!opened) return {};
  const boost::json::object payload = parse_object(*opened);
  return string_of(payload.at("parties").as_object(), "handler");
}

std::optional<Fault> must_be_allocated(const store::Reader& reader, const Library& library,
                                       const ledger::Line& line, std::string_view provision,
                                       const Date& day) {
  const auto rule = rule_for(library, line, provision, day);
  if (!rule) return std::nullopt;
  std::int64_t due = 0;
  for (const WaitingCase& one : waiting_cases(reader, library, line, *rule, day)) due += one.due.count;
  const Fen available = available_on(reader, line);
  if (due <= available.count) return std::nullopt;
  return Fault{
      .kind = Fault::Kind::conflict,
      .code = "casework.allocation-needed",
      .message = {"指标不足以兑付全部待安排的办件，须按规定的规则统一分配",
                  "the appropriation is too small for all that wait: it is shared out by the rule"},
      .help = {"请在“资金”页面提出分配，由另一人复核放行；或待指标增加",
               "propose an allocation on the treasury page, for another to release; or wait for money"},
      .figures = {{"needed_fen", due}, {"available_fen", available.count}}};
}

std::optional<MoneyWait> money_wait(const store::Reader& reader, const Library& library,
                                    const ledger::Line& line, std::string_view case_id,
                                    std::string_view provision, const Date& day) {
  const auto rule = rule_for(library, line, provision, day);
  if (!rule || !must_be_allocated(reader, library, line, provision, day)) return std::nullopt;
  const auto waiting = waiting_cases(reader, library, line, *rule, day);
  MoneyWait wait{.rule = *rule, .cases = static_cast<int>(waiting.size()), .year = line.year};
  const auto own = std::ranges::find(waiting, case_id, &WaitingCase::case_id);
  if (own == waiting.end()) return std::nullopt;
  if (*rule == AllocationRule::queue) wait.place = static_cast<int>(own - waiting.begin()) + 1;
  return wait;
}

}  // namespace enact::casework
