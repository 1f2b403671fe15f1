// What changes money against its ordinary course, and therefore wants four eyes: one officer proposes it with
// a reason, another approves or refuses it, and only the approval books (调整单).
//
//   cancel   payable → available        what is payable will not be paid; the commitment is freed
//   lower    available → budget         an appropriation is cut, never below what is committed
//   move     lower here, appropriate there, in one step (调剂)
//   demand   marks paid money as to be paid back (追回); what comes in: paid → available
//   waive    gives up the rest of a demand
//   close    the year's end of a line: open commitments and a stated part of what is available go over to the
//            next year's line of the same policy and unit, the rest lapses, and nothing is booked on the line
//            any more but what comes back on what it has paid
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/ledger.hpp"

namespace enact::ledger {

enum class OrderKind { cancel, lower, move, demand, waive, close };
std::string_view order_kind_id(OrderKind kind);
std::optional<OrderKind> order_kind_from_id(std::string_view id);

enum class OrderStatus { proposed, approved, refused };
std::string_view order_status_id(OrderStatus status);

struct OrderRequest {
  OrderKind kind = OrderKind::cancel;
  Line line = {};               // lower, move, close; else the commitment's is taken
  std::optional<Line> to = {};  // move
  std::string commitment = {};  // cancel, demand
  std::string demand = {};      // waive: the order that demanded
  Fen fen = {};                 // close: of what is available, to be carried over; may be zero
  std::string reason = {};      // wanted
  std::string document = {};    // of the budget (指标文号) or the decision, if there is one
};

struct Order {
  std::string id = {};
  OrderRequest request = {};
  std::string case_id = {};  // of the commitment or the demand; "" : none
  std::string maker = {};
  Instant made_at = {};
  OrderStatus status = OrderStatus::proposed;
  std::string decider = {};
  std::string decider_reason = {};
  std::optional<Instant> decided_at = {};
};

// What was demanded back for one commitment.
struct Demand {
  std::string order = {};
  std::string commitment = {};
  std::string case_id = {};
  Line line = {};
  Fen demanded = {}, received = {}, waived = {};
  Fen remaining() const { return {demanded.count - received.count - waived.count}; }
  struct Receipt {
    Fen fen = {};
    std::string bank_ref = {};
    Instant at = {};
  };
  std::vector<Receipt> receipts = {};  // empty in list_demands
};

// Faults, beside those of ledger.hpp:
//   invalid    ledger.reason-required, ledger.wrong-lines (move: the same line twice, or another policy's)
//   forbidden  ledger.four-eyes        who proposed it does not approve it
//   conflict   ledger.order-decided, ledger.line-closed, ledger.line-busy (close: payments on their way or in
//   a
//              draft batch)
//   not_found  ledger.no-order, ledger.no-demand
// Whether there is enough is asked when it is proposed, and again when it is approved.
std::expected<Order, store::Fault> propose_order(store::Transaction& tx, std::string_view maker,
                                                 const OrderRequest& request, std::string_view event_id);
std::expected<Order, store::Fault> approve_order(store::Transaction& tx, std::string_view order,
                                                 std::string_view decider, std::string_view event_id);
std::expected<Order, store::Fault> refuse_order(store::Transaction& tx, std::string_view order,
                                                std::string_view decider, std::string_view reason,
                                                std::string_view event_id);
// Money that came back on a demand. The same reference with the same amount again does nothing; with another
// amount it is a conflict "ledger.receipt-differs".
std::expected<Demand, store::Fault> receive(store::Transaction& tx, std::string_view demand, Fen fen,
                                            std::string_view bank_ref, std::string_view event_id);

std::optional<Order> find_order(const store::Reader& reader, std::string_view id);
std::vector<Order> list_orders(const store::Reader& reader);  // newest first
std::optional<Demand> find_demand(const store::Reader& reader, std::string_view order);
std::vector<Demand> list_demands(const store::Reader& reader);  // newest first
bool is_closed(const store::Reader& reader, const Line& line);

}  // namespace enact::ledger
