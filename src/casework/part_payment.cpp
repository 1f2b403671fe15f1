#include "casework/part_payment.hpp"

#include <algorithm>

#include "casework/money.hpp"
#include "casework/refusals.hpp"
#include "casework/treasury_steps.hpp"
#include "ledger/ledger.hpp"

namespace enact::casework {
namespace {

using procedure::OpenStep;
using store::Fault;

const OpenStep* open_commitment(const CaseFile& file) {
  const auto found =
      std::ranges::find_if(file.state.open, [](const OpenStep& one) { return one.step->kind == "commit"; });
  return found == file.state.open.end() ? nullptr : &*found;
}

}  // namespace

bool is_granted_in_part(const CaseFile& file) {
  return file.granted.count > 0 && file.decision && open_commitment(file) != nullptr;
}

Fen rest_of(const CaseFile& file) {
  if (!file.decision) return {};
  return Fen{std::max<std::int64_t>(file.decision->amount.count - file.granted.count, 0)};
}

bool leads_to_payment(const CaseFile& file, const policy::ProcedureStep::Outcome& outcome) {
  return std::ranges::all_of(outcome.next, [&](const std::string& next) {
    const policy::ProcedureStep* step = file.run.step(next);
    return step != nullptr && step->kind == "pay";
  });
}

CaseMoney money_of(const store::Reader& reader, std::string_view case_id) {
  CaseMoney money;
  for (const ledger::Commitment& one : ledger::commitments_of_case(reader, case_id)) {
    money.reserved.count += one.committed.count;
    money.on_its_way.count += one.payable.count + one.issued.count;
    money.paid.count += one.paid.count;
  }
  return money;
}

std::optional<Fault> part_on_its_way(const CaseFile& file, const CaseMoney& money) {
  if (file.granted.count == 0 || money.on_its_way.count == 0) return std::nullopt;
  return Fault{.kind = Fault::Kind::conflict,
               .code = "casework.part-on-its-way",
               .message = {"已安排的部分资金正在支付，现在不能退回",
                           "a part that was committed is being paid: it cannot be sent back now"},
               .help = {"请待该部分付讫，或以调整单撤销支付后再退回",
                        "wait until the part is paid, or have its payment cancelled by an order"},
               .figures = {{"on_its_way_fen", money.on_its_way.count}}};
}

DoneOr give_up_rest(store::Transaction& tx, CaseFile& file, const Person& person, std::string_view reason) {
  const OpenStep& open = *open_commitment(file);
  if (tx.integer("SELECT 1 FROM allocation a JOIN allocation_case c ON c.allocation = a.id WHERE a.state = "
                 "'proposed' AND c.case_id = ?",
                 {file.id})) {
    return std::unexpected(refuse(Fault::Kind::conflict, "casework.allocation-open",
                                  {"财政部门正在为余额安排资金，待复核后再放弃",
                                   "money for the rest is being allocated: wait until that is decided"},
                                  {"请稍后再试", "try again later"}));
  }
  const auto onward =
      std::ranges::find_if(open.step->outcomes, [&](const policy::ProcedureStep::Outcome& one) {
        return procedure::course_of(*file.run.procedure, *open.step, one) == procedure::Course::onward;
      });
  if (onward == open.step->outcomes.end()) return std::unexpected(not_permitted());
  // The step is over without anybody of its unit having acted: the books are complete.
  auto moved = procedure::attempt(file.run, file.state, the_ledger(open.unit),
                                  {.kind = procedure::Action::Kind::take,
                                   .step = open.step->id,
                                   .outcome = onward->id,
                                   .reason = std::string(reason)},
                                  tx.now().legal_day());
  if (!moved) return std::unexpected(from_refusal(moved.error()));
  const auto event = append(tx, file, {person.account, ""}, "case.rest_given_up", &*moved,
                            {{"fen", rest_of(file).count}, {"reason", reason}});
  if (!event) return std::unexpected(event.error());
  if (auto fault = follow_procedure(tx, file, event->id)) return std::unexpected(std::move(*fault));
  if (auto fault = settle_if_paid(tx, file)) return std::unexpected(std::move(*fault));
  return done(file);
}

std::optional<std::string> lapsed_in(const store::Reader& reader, const determine::Matter& matter,
                                     std::string_view policy, std::string_view provision) {
  return reader.text(
      "SELECT c.reference FROM case_file c WHERE c.matter_kind = ? AND c.matter_key = ? AND c.policy = ? AND "
      "c.provision = ? AND c.lapsed_fen > 0 AND EXISTS (SELECT 1 FROM matter_paid p WHERE p.case_id = c.id) "
      "LIMIT 1",
      {matter.kind, matter.key, policy, provision});
}

std::optional<Fault> settle_if_paid(store::Transaction& tx, CaseFile& file) {
  const OpenStep* open = open_payment(file);
  const CaseMoney money = money_of(tx, file.id);
  if (open == nullptr || money.reserved.count + money.on_its_way.count > 0) return std::nullopt;
  const auto moved = procedure::attempt(file.run, file.state, the_ledger(open->unit),
                                        {.kind = procedure::Action::Kind::take,
                                         .step = open->step->id,
                                         .outcome = open->step->outcomes.front().id},
                                        tx.now().legal_day());
  if (!moved) return from_refusal(moved.error());
  const auto event = append(tx, file, {}, "case.settled", &*moved, {});
  if (!event) return event.error();
  return std::nullopt;
}

}  // namespace enact::casework
