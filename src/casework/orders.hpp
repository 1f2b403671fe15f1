// What goes against the ordinary course of money (ledger/orders.hpp) as steps: the permission, an event of
// the stream "treasury", the ledger, and an event on the case that is touched. A case of which nothing is
// left to be paid ends. Who acts for a case's applicant touches no money of it.
//
// Permissions: propose_order, in the line's unit, with `appropriate` for what concerns the appropriation
// (lower, move, close) and `make_batch` for what concerns a payment (cancel, demand, waive); approve_order
// for the decision; record_bank_result for what came back.
#pragma once

#include "casework/casework.hpp"
#include "ledger/orders.hpp"

namespace enact::casework {

using OrderOr = std::expected<ledger::Order, store::Fault>;

OrderOr propose_order(store::Transaction& tx, const Library& library, const Person& person,
                      const ledger::OrderRequest& request);
OrderOr approve_order(store::Transaction& tx, const Library& library, const Person& person,
                      std::string_view order);
OrderOr refuse_order(store::Transaction& tx, const Library& library, const Person& person,
                     std::string_view order, std::string_view reason);
std::expected<ledger::Demand, store::Fault> receive(store::Transaction& tx, const Library& library,
                                                    const Person& person, std::string_view demand, Fen fen,
                                                    std::string_view bank_ref);

struct OrderView {
  ledger::Order order;
  std::string reference;  // of the case; "" : none
};
struct DemandView {
  ledger::Demand demand;
  std::string reference;
  std::string subject_name;
};
// A commitment with payable or paid money, of which an order can be made.
struct HeldView {
  ledger::Commitment commitment;
  std::string reference;
  std::string subject_name;
};
struct OrdersView {
  std::vector<OrderView> orders;    // newest first
  std::vector<DemandView> demands;  // newest first
  std::vector<HeldView> held;
};
// Permission: read_ledger.
std::expected<OrdersView, store::Fault> orders(const store::Reader& reader, const Person& person);

}  // namespace enact::casework
