// A space with a ledger whose every operation is a step with an event of its own, for the ledger's tests.
#pragma once

#include <string>
#include <utility>

#include "ledger/batches.hpp"
#include "ledger/ledger.hpp"
#include "ledger/orders.hpp"
#include "store/test_space.hpp"

namespace enact::ledger {

class TestBooks {
 public:
  // Runs `operation(tx, event_id)` as a step.
  template <class F>
  auto run(F operation) -> std::invoke_result_t<F, store::Transaction&, const std::string&> {
    using Result = std::invoke_result_t<F, store::Transaction&, const std::string&>;
    using Value = typename Result::value_type;
    return space.database().write_as<Value>([&](store::Transaction& tx) -> Result {
      const auto event = tx.append({.stream_type = "test", .stream_id = "books", .kind = "test.booked"});
      return operation(tx, event->id);
    });
  }
  template <class F>
  auto read(F f) {
    return space.database().read(f);
  }

  auto appropriate(Fen fen) {
    return run([&](auto& tx, auto& event) { return ledger::appropriate(tx, line, fen, event); });
  }
  auto set_ceiling(const Matter& matter, Fen fen) {
    return run([&](auto& tx, auto& event) { return ledger::set_ceiling(tx, matter, fen, event); });
  }
  auto commit(const Matter& matter, const std::string& claim, Fen fen) {
    return run([&](auto& tx, auto& event) {
      return ledger::commit(tx, {line, matter, claim, "case-" + claim, fen}, event);
    });
  }
  auto cancel(const std::string& commitment, Fen fen) {
    return run([&](auto& tx, auto& event) { return ledger::cancel(tx, commitment, fen, event); });
  }
  auto approve(const std::string& commitment, Fen fen) {
    return run([&](auto& tx, auto& event) { return approve_payable(tx, commitment, fen, event); });
  }
  auto batch(const std::vector<BatchRequestLine>& lines, const std::string& maker = "maker") {
    return run([&](auto& tx, auto& event) { return make_batch(tx, maker, lines, event); });
  }
  auto release(const std::string& id, const std::string& releaser = "checker") {
    return run([&](auto& tx, auto& event) { return release_batch(tx, id, releaser, event); });
  }
  auto cancel_draft(const std::string& id) {
    return run([&](auto& tx, auto& event) { return cancel_batch(tx, id, event); });
  }
  auto bank(const std::string& id, int number, BankResult result, const std::string& reference,
            const std::string& reason = "") {
    return run([&](auto& tx, auto& event) {
      return record_bank_result(tx, id, number, result, reference, reason, event);
    });
  }
  auto propose(OrderRequest request, const std::string& maker = "maker") {
    if (request.reason.empty()) request.reason = "理由";
    return run([&](auto& tx, auto& event) { return propose_order(tx, maker, request, event); });
  }
  auto approve_order(const std::string& id, const std::string& decider = "checker") {
    return run([&](auto& tx, auto& event) { return ledger::approve_order(tx, id, decider, event); });
  }
  // Proposed and approved; the fault of whichever was refused.
  std::expected<Order, store::Fault> order(const OrderRequest& request) {
    auto made = propose(request);
    return made ? approve_order(made->id) : made;
  }
  auto receive(const std::string& demand, Fen fen, const std::string& reference) {
    return run([&](auto& tx, auto& event) { return ledger::receive(tx, demand, fen, reference, event); });
  }
  // A commitment that is payable.
  std::string payable(const Matter& matter, const std::string& claim, Fen fen) {
    const std::string id = commit(matter, claim, fen).value().id;
    approve(id, fen).value();
    return id;
  }
  // A commitment that the bank has paid.
  std::string paid(const Matter& matter, const std::string& claim, Fen fen) {
    std::string id = payable(matter, claim, fen);
    const std::string made = batch({{id, fen, payee, ""}}).value().id;
    release(made).value();
    bank(made, 1, BankResult::paid, "R-" + claim).value();
    return id;
  }
  auto reissue(const std::string& id, int number, const Payee& to) {
    return run([&](auto& tx, auto& event) { return reissue_line(tx, "maker", id, number, to, event); });
  }

  LineState line_state() {
    return *read([&](const store::Reader& reader) { return find_line(reader, line); });
  }
  MatterState matter_state(const Matter& matter) {
    return *read([&](const store::Reader& reader) { return find_matter(reader, matter); });
  }
  Commitment commitment(const std::string& id) {
    return *read([&](const store::Reader& reader) { return find_commitment(reader, id); });
  }

  store::TestSpace space{{module()}};
  const Line line{"sample", 2026, "unit-1"};
  const Payee payee{"样例一厂", "样例银行", "6222000011112222"};
};

}  // namespace enact::ledger
