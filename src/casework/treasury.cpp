// Appropriations and batches as steps: the permission, an event of the stream "treasury", the ledger, and an
// event on each case that is touched.
#include "casework/treasury.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "casework/joint.hpp"
#include "casework/money.hpp"
#include "casework/part_payment.hpp"
#include "casework/people.hpp"
#include "casework/refusals.hpp"
#include "casework/succession.hpp"
#include "casework/treasury_steps.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using identity::Action;
using ledger::Batch;
using ledger::BatchLine;
using store::Fault;

// The unit that all lines of a batch are paid by.
std::expected<std::string, Fault> unit_of(const store::Reader& reader, const Batch& batch) {
  for (const BatchLine& line : batch.lines) {
    if (const auto commitment = ledger::find_commitment(reader, line.commitment))
      return commitment->line.unit;
  }
  return std::unexpected(not_permitted());
}

std::expected<Batch, Fault> permitted_batch(const store::Reader& reader, const Person& person, Action action,
                                            std::string_view id, store::Actor& actor) {
  auto batch = ledger::find_batch(reader, id);
  if (!batch) {
    return std::unexpected(refuse(Fault::Kind::not_found, "ledger.no-batch",
                                  {"没有这个支付批次", "there is no such batch"},
                                  {"请刷新后查看", "reload the list"}));
  }
  const auto unit = unit_of(reader, *batch);
  const auto as = unit ? acting(person, action, *unit) : std::nullopt;
  if (!as) return std::unexpected(not_permitted());
  actor = *as;
  return std::move(*batch);
}

json::object line_json(std::string_view batch, const BatchLine& line) {
  json::object made{{"batch", batch}, {"line", line.number}, {"fen", line.fen.count}};
  if (!line.reason.empty()) made["reason"] = line.reason;
  return made;
}

// Tells each case of a batch what happened to its line. Nobody moves money to a subject it acts for.
std::optional<Fault> tell_cases(store::Transaction& tx, const Library& library, const Person& person,
                                const store::Actor& actor, const Batch& batch, std::string_view kind) {
  for (const BatchLine& line : batch.lines) {
    auto file = load_case(tx, library, line.case_id);
    if (!file) return file.error();
    if (acts_for_any(person, *file)) return own_case();
    const auto event = append(tx, *file, actor, kind, nullptr, line_json(batch.id, line));
    if (!event) return event.error();
  }
  return std::nullopt;
}

bool paid_in_full(const store::Reader& reader, std::string_view case_id) {
  const auto commitments = ledger::commitments_of_case(reader, case_id);
  return std::ranges::all_of(commitments, [](const ledger::Commitment& one) {
    return one.paid.count + one.cancelled.count == one.fen.count;
  });
}

// What the bank's word does to the procedure, if anything.
std::expected<std::optional<procedure::Event>, Fault> moved_by(store::Transaction& tx, const CaseFile& file,
                                                               ledger::BankResult result) {
  const Date today = tx.now().legal_day();
  const auto attempt =
      [&](const std::string& unit,
          const procedure::Action& action) -> std::expected<std::optional<procedure::Event>, Fault> {
    auto event = procedure::attempt(file.run, file.state, the_ledger(unit), action, today);
    if (!event) return std::unexpected(from_refusal(event.error()));
    return std::optional(std::move(*event));
  };
  if (result == ledger::BankResult::paid) {
    const procedure::OpenStep* open = open_payment(file);
    if (open == nullptr || !paid_in_full(tx, file.id)) return std::nullopt;
    return attempt(open->unit, {.step = open->step->id, .outcome = open->step->outcomes.front().id});
  }
  if (result == ledger::BankResult::returned && open_payment(file) == nullptr) {
    for (const procedure::DoneStep& one : file.state.done) {
      if (one.step->kind != "pay" || one.voided) continue;
      return attempt(one.unit, {.kind = procedure::Action::Kind::reopen, .step = one.step->id});
    }
  }
  return std::nullopt;
}

std::string_view event_kind(ledger::BankResult result) {
  if (result == ledger::BankResult::paid) return "case.paid";
  return result == ledger::BankResult::failed ? "case.payment_failed" : "case.payment_returned";
}

std::string_view result_id(ledger::BankResult result) {
  if (result == ledger::BankResult::paid) return "paid";
  return result == ledger::BankResult::failed ? "failed" : "returned";
}

const BatchLine* line_of(const Batch& batch, int number) {
  const auto found = std::ranges::find(batch.lines, number, &BatchLine::number);
  return found == batch.lines.end() ? nullptr : &*found;
}

Fault no_line() {
  return refuse(Fault::Kind::not_found, "ledger.no-batch-line",
                {"批次中没有这一行", "the batch has no such line"}, {"请刷新后查看", "reload the batch"});
}

Fault no_payee(const CaseFile& file) {
  return refuse(Fault::Kind::conflict, "casework.payee-missing",
                {fmt::format("办件 {} 没有收款账户", file.reference),
                 fmt::format("case {} has no account to pay into", file.reference)},
                {"请通知申请人填写", "ask the applicant to enter it"});
}

// Why nothing of a case can be put into a batch.
Fault nothing_payable(const store::Reader& reader, const CaseFile& file) {
  const bool on_its_way = money_of(reader, file.id).on_its_way.count > 0;
  return refuse(Fault::Kind::conflict, "casework.nothing-payable",
                on_its_way
                    ? Text{fmt::format("办件 {} 的款项已在其他批次中支付", file.reference),
                           fmt::format("what is payable of case {} stands in another batch", file.reference)}
                    : Text{fmt::format("办件 {} 没有待支付金额", file.reference),
                           fmt::format("nothing of case {} is to be paid", file.reference)},
                {"请刷新待支付清单", "reload the list of what is payable"});
}

// A merger may become known after the money was committed: then no second payment of the matter goes out.
std::optional<Fault> paid_beside_family(const store::Reader& reader, const CaseFile& file,
                                        Instant committed_at) {
  if (const auto other = overlap_in_family(reader, file.matter, committed_at))
    return owed_twice_in_family(*other);
  return std::nullopt;
}

// A code that the package's table does not hold on the day. Without a table any code is taken, also none.
std::optional<Fault> code_fault(const policy::Package& package, std::string_view table,
                                const std::string& code, const Date& today) {
  const policy::Parameter* parameter = package.parameter(table);
  const policy::ParameterValue* value = parameter == nullptr ? nullptr : parameter->on(today);
  const feel::List* codes = value == nullptr ? nullptr : value->value.list();
  if (codes == nullptr) return std::nullopt;
  const bool known = std::ranges::any_of(codes->items, [&](const feel::Value& item) {
    const feel::Value* found = item.context() == nullptr ? nullptr : item.context()->find("代码");
    return found != nullptr && found->text() != nullptr && *found->text() == code;
  });
  if (known) return std::nullopt;
  return refuse(Fault::Kind::invalid, "casework.unknown-code",
                {fmt::format("“{}”中没有代码“{}”", table, code),
                 fmt::format("the table `{}` does not hold the code `{}`", table, code)},
                {"请从政策包的代码表中选择", "choose one of the package's table"});
}

std::expected<ledger::LineState, Fault> enter_appropriation(store::Transaction& tx, const Person& person,
                                                            const ledger::Line& line, Fen fen,
                                                            const ledger::BudgetCodes& codes) {
  const auto actor = acting(person, Action::appropriate, line.unit);
  if (!actor) return std::unexpected(not_permitted());
  const auto event = note(tx, *actor, "treasury.appropriated",
                          {{"policy", line.policy},
                           {"year", line.year},
                           {"unit", line.unit},
                           {"fen", fen.count},
                           {"document", codes.document},
                           {"project", codes.project},
                           {"functional", codes.functional},
                           {"economic", codes.economic}});
  if (!event) return std::unexpected(event.error());
  return ledger::appropriate(tx, line, fen, codes, event->id);
}

}  // namespace

std::optional<store::Actor> acting(const Person& person, Action action, const std::string& unit) {
  if (!identity::may(person.grants, action, {{unit}, {}})) return std::nullopt;
  return store::Actor{person.account, unit};
}

std::expected<store::Event, Fault> note(store::Transaction& tx, const store::Actor& actor,
                                        std::string_view kind, json::object payload) {
  return tx.append({.stream_type = "treasury",
                    .stream_id = "payments",
                    .expected_version = {},
                    .kind = std::string(kind),
                    .schema_version = 1,
                    .payload = json::serialize(payload),
                    .actor = actor});
}

const procedure::OpenStep* open_payment(const CaseFile& file) {
  const auto found =
      std::ranges::find_if(file.state.open, [](const auto& open) { return open.step->kind == "pay"; });
  return found == file.state.open.end() ? nullptr : &*found;
}

procedure::Actor the_ledger(const std::string& unit) {
  return {.account = {}, .unit = unit, .roles = {}, .applicant = false, .ledger = true};
}

std::expected<ledger::LineState, Fault> appropriate(store::Transaction& tx, const Person& person,
                                                    const ledger::Line& line, Fen fen,
                                                    std::string_view document) {
  return enter_appropriation(tx, person, line, fen, {.document = std::string(document)});
}

std::expected<ledger::LineState, Fault> appropriate(store::Transaction& tx, const Library& library,
                                                    const Person& person, const ledger::Line& line, Fen fen,
                                                    const ledger::BudgetCodes& codes) {
  if (const auto package = library.current()->package(line.policy)) {
    const Date today = tx.now().legal_day();
    for (const auto& [table, code] :
         {std::pair<std::string_view, const std::string&>{"预算项目", codes.project},
          {"功能分类科目", codes.functional},
          {"经济分类科目", codes.economic}}) {
      if (auto fault = code_fault(*package, table, code, today)) return std::unexpected(std::move(*fault));
    }
  }
  return enter_appropriation(tx, person, line, fen, codes);
}

std::expected<Batch, Fault> make_batch(store::Transaction& tx, const Library& library, const Person& person,
                                       std::span<const std::string> case_ids) {
  std::vector<ledger::BatchRequestLine> lines;
  json::array left_out;
  std::optional<Fault> first;  // of what is left out
  std::string unit;
  for (const std::string& id : case_ids) {
    const auto file = load_case(tx, library, id);
    if (!file) return std::unexpected(file.error());
    if (!acting(person, Action::make_batch, file->run.parties.payer)) return std::unexpected(not_permitted());
    if (!unit.empty() && unit != file->run.parties.payer) {
      return std::unexpected(refuse(Fault::Kind::invalid, "casework.several-payers",
                                    {"一个批次只能由一个付款单位支付", "a batch is paid by one unit"},
                                    {"请按付款单位分别制作批次", "make one batch for each payer"}));
    }
    unit = file->run.parties.payer;
    const auto leave_out = [&](Fault fault, const std::string& commitment, Fen fen) {
      left_out.push_back({{"case", id},
                          {"commitment", commitment},
                          {"fen", fen.count},
                          {"because", text_json(fault.message)}});
      if (!first) first = std::move(fault);
    };
    if (acts_for_any(person, *file)) {
      leave_out(own_case(), "", {});
      continue;
    }
    bool any = false;
    for (const ledger::Commitment& one : ledger::commitments_of_case(tx, id)) {
      const auto left = subtract(one.payable, one.batched);
      if (!left || left->count <= 0) continue;
      any = true;
      const auto payee = payee_of(tx, payee_of_claim(*file, one.claim));
      auto fault = paid_beside_family(tx, *file, one.made_at);
      if (!fault && !payee) fault = no_payee(*file);
      if (fault) {
        leave_out(std::move(*fault), one.id, *left);
        continue;
      }
      lines.push_back(
          {one.id, *left, payee->payee, fmt::format("{} {}", file->rule->title.zh, file->reference)});
    }
    if (!any) leave_out(nothing_payable(tx, *file), "", {});
  }
  if (lines.empty() && first) return std::unexpected(std::move(*first));
  if (lines.empty()) {
    return std::unexpected(refuse(Fault::Kind::invalid, "ledger.empty-batch",
                                  {"批次没有任何支付行", "the batch has no line"},
                                  {"请选择待支付办件", "choose cases to be paid"}));
  }
  const store::Actor actor{person.account, unit};
  json::object payload{{"lines", lines.size()}};
  if (!left_out.empty()) payload["left_out"] = std::move(left_out);
  const auto event = note(tx, actor, "treasury.batch_made", std::move(payload));
  if (!event) return std::unexpected(event.error());
  auto batch = ledger::make_batch(tx, person.account, lines, event->id);
  if (!batch) return batch;
  if (auto fault = tell_cases(tx, library, person, actor, *batch, "case.batched"))
    return std::unexpected(*fault);
  return batch;
}

std::expected<Batch, Fault> release_batch(store::Transaction& tx, const Library& library,
                                          const Person& person, std::string_view id) {
  store::Actor actor;
  const auto known = permitted_batch(tx, person, Action::release_batch, id, actor);
  if (!known) return known;
  std::optional<Fault> in_the_way;  // all of them in one message
  for (const BatchLine& line : known->lines) {
    const auto commitment = ledger::find_commitment(tx, line.commitment);
    const auto file = load_case(tx, library, line.case_id);
    if (!commitment || !file) continue;
    auto fault = paid_beside_family(tx, *file, commitment->made_at);
    if (!fault) continue;
    const Text named{fmt::format("第 {} 行（办件 {}，{} 元）：{}", line.number, file->reference,
                                 format_yuan(line.fen), fault->message.zh),
                     fmt::format("line {} (case {}, {} yuan): {}", line.number, file->reference,
                                 format_yuan(line.fen), fault->message.en)};
    if (!in_the_way) {
      in_the_way = std::move(fault);
      in_the_way->message = named;
      in_the_way->help = {
          "批次的金额是一并核定的，不能少付一行：请撤销后重新编制，届时不列入该行",
          "a batch is approved as one sum and goes out whole: cancel it and make it anew, which "
          "leaves that line out"};
    } else {
      in_the_way->message.zh += "；" + named.zh;
      in_the_way->message.en += "; " + named.en;
    }
  }
  if (in_the_way) return std::unexpected(std::move(*in_the_way));
  const auto event = note(tx, actor, "treasury.batch_released", {{"batch", std::string(id)}});
  if (!event) return std::unexpected(event.error());
  auto batch = ledger::release_batch(tx, id, person.account, event->id);
  if (!batch) return batch;
  if (auto fault = tell_cases(tx, library, person, actor, *batch, "case.released"))
    return std::unexpected(*fault);
  return batch;
}

std::expected<Batch, Fault> cancel_batch(store::Transaction& tx, const Library& library, const Person& person,
                                         std::string_view id) {
  store::Actor actor;
  const auto known = permitted_batch(tx, person, Action::make_batch, id, actor);
  if (!known) return known;
  const auto event = note(tx, actor, "treasury.batch_cancelled", {{"batch", std::string(id)}});
  if (!event) return std::unexpected(event.error());
  auto batch = ledger::cancel_batch(tx, id, event->id);
  if (!batch) return batch;
  if (auto fault = tell_cases(tx, library, person, actor, *batch, "case.unbatched"))
    return std::unexpected(*fault);
  return batch;
}

std::expected<BatchLine, Fault> record_bank_result(store::Transaction& tx, const Library& library,
                                                   const Person& person, const BankResultRequest& request) {
  store::Actor actor;
  const auto batch = permitted_batch(tx, person, Action::record_bank_result, request.batch, actor);
  if (!batch) return std::unexpected(batch.error());
  const BatchLine* before = line_of(*batch, request.line);
  if (before == nullptr) return std::unexpected(no_line());
  if (ledger::line_status_id(before->status) == result_id(request.result) &&
      before->bank_ref == request.bank_ref) {
    return *before;  // the same word again
  }
  const auto event = note(tx, actor, "treasury.bank_result",
                          {{"batch", request.batch},
                           {"line", request.line},
                           {"result", result_id(request.result)},
                           {"bank_ref", request.bank_ref},
                           {"reason", request.reason}});
  if (!event) return std::unexpected(event.error());
  const auto line = ledger::record_bank_result(tx, request.batch, request.line, request.result,
                                               request.bank_ref, request.reason, event->id);
  if (!line) return line;

  auto file = load_case(tx, library, line->case_id);
  if (!file) return std::unexpected(file.error());
  if (acts_for_any(person, *file)) return std::unexpected(own_case());
  const auto moved = moved_by(tx, *file, request.result);
  if (!moved) return std::unexpected(moved.error());
  const auto told = append(tx, *file, actor, event_kind(request.result), *moved ? &**moved : nullptr,
                           line_json(request.batch, *line));
  if (!told) return std::unexpected(told.error());
  return line;
}

std::expected<Batch, Fault> reissue_line(store::Transaction& tx, const Library& library, const Person& person,
                                         std::string_view id, int number) {
  store::Actor actor;
  const auto known = permitted_batch(tx, person, Action::make_batch, id, actor);
  if (!known) return known;
  const BatchLine* line = line_of(*known, number);
  if (line == nullptr) return std::unexpected(no_line());
  const auto file = load_case(tx, library, line->case_id);
  if (!file) return std::unexpected(file.error());
  const auto commitment = ledger::find_commitment(tx, line->commitment);
  const auto payee = commitment ? payee_of(tx, payee_of_claim(*file, commitment->claim)) : std::nullopt;
  if (!payee) return std::unexpected(no_payee(*file));
  const auto event =
      note(tx, actor, "treasury.line_reissued", {{"batch", std::string(id)}, {"line", number}});
  if (!event) return std::unexpected(event.error());
  auto batch = ledger::reissue_line(tx, person.account, id, number, payee->payee, event->id);
  if (!batch) return batch;
  if (auto fault = tell_cases(tx, library, person, actor, *batch, "case.batched"))
    return std::unexpected(*fault);
  return batch;
}

}  // namespace enact::casework
