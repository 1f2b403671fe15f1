// Routes of what goes against the ordinary course of money: orders under four eyes, demands and receipts.
#include "casework/orders.hpp"
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

json::object order_line_json(const ledger::Line& line) {
  return {{"package", line.policy}, {"year", line.year}, {"unit", line.unit}};
}

ledger::Line line_of(const json::value& value) {
  return {text_of(value, "package"), static_cast<int>(integer_of(value, "year").value_or(0)),
          text_of(value, "unit")};
}

// People see names; what an order is about, they see by the case's reference.
json::object order_json(Service& service, const casework::OrderView& view) {
  const ledger::Order& order = view.order;
  return {{"id", order.id},
          {"kind", ledger::order_kind_id(order.request.kind)},
          {"line", order_line_json(order.request.line)},
          {"to", order.request.to ? json::value(order_line_json(*order.request.to)) : json::value(nullptr)},
          {"case_id", order.case_id},
          {"reference", view.reference},
          {"amount_fen", order.request.fen.count},
          {"reason", order.request.reason},
          {"document", order.request.document},
          {"state", ledger::order_status_id(order.status)},
          {"maker", account_name(service, order.maker)},
          {"made", order.made_at.to_string()},
          {"decider", account_name(service, order.decider)},
          {"decider_reason", order.decider_reason},
          {"decided", to_json(order.decided_at)}};
}

json::object demand_json(const casework::DemandView& view) {
  const ledger::Demand& demand = view.demand;
  return {{"id", demand.order},
          {"case_id", demand.case_id},
          {"reference", view.reference},
          {"subject_name", view.subject_name},
          {"demanded_fen", demand.demanded.count},
          {"received_fen", demand.received.count},
          {"waived_fen", demand.waived.count},
          {"remaining_fen", demand.remaining().count}};
}

json::object held_json(const casework::HeldView& view) {
  const ledger::Commitment& held = view.commitment;
  return {{"commitment", held.id},
          {"case_id", held.case_id},
          {"reference", view.reference},
          {"subject_name", view.subject_name},
          {"payable_fen", held.payable.count - held.batched.count},
          {"paid_fen", held.paid.count - held.claimed.count}};
}

Response orders_now(Service& service, const Request& request, int status = 200) {
  auto view = service.database().read(
      [&](const store::Reader& reader) { return casework::orders(reader, person_of(request)); });
  if (!view) return problem(view.error(), request.language);
  return ok(json::object{{"orders",
                          map_json(view->orders,
                                   [&](const casework::OrderView& one) { return order_json(service, one); })},
                         {"demands", map_json(view->demands, demand_json)},
                         {"held", map_json(view->held, held_json)}},
            status);
}

// Runs a step on an order and answers the list as it is then.
template <class F>
Response change_order(Service& service, const Request& request, F step, int status = 200) {
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    const auto changed = step(tx, person_of(request));
    if (!changed) return std::unexpected(changed.error());
    return std::string();
  });
  return done ? orders_now(service, request, status) : problem(done.error(), request.language);
}

Response propose(Service& service, const Request& request) {
  const auto& body = request.json;
  ledger::OrderRequest wanted;
  wanted.kind = ledger::order_kind_from_id(text_of(body, "kind")).value_or(ledger::OrderKind::cancel);
  if (const auto* line = body.as_object().if_contains("line")) wanted.line = line_of(*line);
  if (const auto* to = body.as_object().if_contains("to")) wanted.to = line_of(*to);
  wanted.commitment = text_of(body, "commitment");
  wanted.demand = text_of(body, "demand");
  wanted.fen = Fen{integer_of(body, "amount_fen").value_or(0)};
  wanted.reason = text_of(body, "reason");
  wanted.document = text_of(body, "document");
  return change_order(
      service, request,
      [&](store::Transaction& tx, const casework::Person& person) {
        return casework::propose_order(tx, service.library(), person, wanted);
      },
      201);
}

}  // namespace

void add_order_routes(std::vector<Route>& out) {
  using identity::Action;
  out.push_back({Method::get,
                 "/orders",
                 "listOrders",
                 {"资金调整与追回", "Orders, demands, and what an order can be made of"},
                 may(Action::read_ledger),
                 {},
                 "",
                 "Orders",
                 200,
                 {},
                 [](Service& service, const Request& request) { return orders_now(service, request); }});
  out.push_back({Method::post,
                 "/orders",
                 "proposeOrder",
                 {"提出资金调整", "Propose an order"},
                 may(Action::propose_order),
                 {},
                 "NewOrder",
                 "Orders",
                 201,
                 {404, 409},
                 propose});
  out.push_back(
      {Method::post,
       "/orders/{order}/approve",
       "approveOrder",
       {"批准资金调整", "Approve an order (four eyes)"},
       may(Action::approve_order),
       {},
       "",
       "Orders",
       200,
       {404, 409},
       [](Service& service, const Request& request) {
         return change_order(service, request, [&](store::Transaction& tx, const casework::Person& person) {
           return casework::approve_order(tx, service.library(), person, request.parameter("order"));
         });
       }});
  out.push_back(
      {Method::post,
       "/orders/{order}/refuse",
       "refuseOrder",
       {"驳回资金调整", "Refuse an order"},
       may(Action::approve_order),
       {},
       "RefuseOrder",
       "Orders",
       200,
       {404, 409},
       [](Service& service, const Request& request) {
         return change_order(service, request, [&](store::Transaction& tx, const casework::Person& person) {
           return casework::refuse_order(tx, service.library(), person, request.parameter("order"),
                                         text_of(request.json, "reason"));
         });
       }});
  out.push_back({Method::post,
                 "/demands/{demand}/receipts",
                 "recordReceipt",
                 {"登记追回资金", "Record money that came back"},
                 may(Action::record_bank_result),
                 {},
                 "NewReceipt",
                 "Orders",
                 201,
                 {404, 409},
                 [](Service& service, const Request& request) {
                   return change_order(
                       service, request,
                       [&](store::Transaction& tx, const casework::Person& person) {
                         return casework::receive(tx, service.library(), person, request.parameter("demand"),
                                                  Fen{integer_of(request.json, "amount_fen").value_or(0)},
                                                  text_of(request.json, "bank_ref"));
                       },
                       201);
                 }});
}

}  // namespace enact::http
