#include "casework/orders.hpp"

#include <algorithm>

#include "casework/money.hpp"
#include "casework/people.hpp"
#include "casework/refusals.hpp"
#include "casework/treasury_steps.hpp"
#include "ledger/ledger.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using identity::Action;
using ledger::OrderKind;
using store::Fault;

// The line that an order is about, by what it names.
std::optional<ledger::Line> line_of(const store::Reader& reader, const ledger::OrderRequest& request) {
  if (!request.commitment.empty()) {
    const auto held = ledger::find_commitment(reader, request.commitment);
    return held ? std::optional(held->line) : std::nullopt;
  }
  if (!request.demand.empty()) {
    const auto demand = ledger::find_demand(reader, request.demand);
    return demand ? std::optional(demand->line) : std::nullopt;
  }
  return request.line;
}

std::string case_of(const store::Reader& reader, const ledger::OrderRequest& request) {
  if (const auto held = ledger::find_commitment(reader, request.commitment)) return held->case_id;
  if (const auto demand = ledger::find_demand(reader, request.demand)) return demand->case_id;
  return {};
}

bool about_payment(OrderKind kind) {
  return kind == OrderKind::cancel || kind == OrderKind::demand || kind == OrderKind::waive;
}

// Nobody touches money of a subject it acts for.
std::optional<Fault> own_money(const store::Reader& reader, const Library& library, const Person& person,
                               const std::string& case_id) {
  if (case_id.empty()) return std::nullopt;
  const auto file = load_case(reader, library, case_id);
  if (!file) return file.error();
  if (acts_for_any(person, *file)) return own_case();
  return std::nullopt;
}

Fault no_order() {
  return refuse(Fault::Kind::not_found, "ledger.no-order", {"没有这个调整单", "there is no such order"},
                {"请刷新后查看", "reload the list"});
}

json::object order_json(const ledger::Order& order) {
  json::object made{{"order", order.id},
                    {"kind", ledger::order_kind_id(order.request.kind)},
                    {"policy", order.request.line.policy},
                    {"year", order.request.line.year},
                    {"unit", order.request.line.unit},
                    {"fen", order.request.fen.count},
                    {"reason", order.request.reason}};
  if (!order.request.document.empty()) made["document"] = order.request.document;
  if (!order.case_id.empty()) made["case"] = order.case_id;
  return made;
}

std::string_view case_event(OrderKind kind) {
  if (kind == OrderKind::cancel) return "case.payable_cancelled";
  return kind == OrderKind::demand ? "case.demanded" : "case.waived";
}

// Once nothing is left on its way, a case whose payment was cancelled ends: as paid if a part was, else as
// cancelled.
std::expected<std::optional<procedure::Event>, Fault> ended_by(store::Transaction& tx, const CaseFile& file) {
  const auto commitments = ledger::commitments_of_case(tx, file.id);
  const bool left = std::ranges::any_of(commitments, [](const ledger::Commitment& one) {
    return one.committed.count + one.payable.count + one.issued.count > 0;
  });
  const procedure::OpenStep* open = open_payment(file);
  if (left || open == nullptr) return std::nullopt;
  const bool paid =
      std::ranges::any_of(commitments, [](const ledger::Commitment& one) { return one.paid.count > 0; });
  const procedure::Action action =
      paid ? procedure::Action{.step = open->step->id, .outcome = open->step->outcomes.front().id}
           : procedure::Action{.kind = procedure::Action::Kind::cancel, .step = open->step->id};
  auto event = procedure::attempt(file.run, file.state, the_ledger(open->unit), action, tx.now().legal_day());
  if (!event) return std::unexpected(from_refusal(event.error()));
  return std::optional(std::move(*event));
}

std::optional<Fault> tell_case(store::Transaction& tx, const Library& library, const store::Actor& actor,
                               const ledger::Order& order) {
  if (order.case_id.empty()) return std::nullopt;
  auto file = load_case(tx, library, order.case_id);
  if (!file) return file.error();
  std::optional<procedure::Event> moved;
  if (order.request.kind == OrderKind::cancel) {
    auto ended = ended_by(tx, *file);
    if (!ended) return ended.error();
    moved = std::move(*ended);
  }
  json::object payload{
      {"order", order.id}, {"fen", order.request.fen.count}, {"reason", order.request.reason}};
  // What will not be paid of a part is owed still: it is of the rest again.
  if (order.request.kind == OrderKind::cancel) {
    payload["granted"] = std::max<std::int64_t>(file->granted.count - order.request.fen.count, 0);
  }
  const auto told =
      append(tx, *file, actor, case_event(order.request.kind), moved ? &*moved : nullptr, std::move(payload));
  if (!told) return told.error();
  return std::nullopt;
}

struct Reference {
  std::string reference;
  std::string subject_name;
};

Reference reference_of(const store::Reader& reader, const std::string& case_id) {
  return reader
      .first("SELECT reference, subject_name FROM case_file WHERE id = ?", {case_id},
             [](const store::Row& row) { return Reference{row.text(0), row.text(1)}; })
      .value_or(Reference{});
}

// The order, as one who may decide it.
struct Deciding {
  ledger::Order order;
  store::Actor actor;
};
std::expected<Deciding, Fault> deciding(store::Transaction& tx, const Library& library, const Person& person,
                                        std::string_view id) {
  auto order = ledger::find_order(tx, id);
  if (!order) return std::unexpected(no_order());
  const auto actor = acting(person, Action::approve_order, order->request.line.unit);
  if (!actor) return std::unexpected(not_permitted());
  if (auto fault = own_money(tx, library, person, order->case_id)) return std::unexpected(std::move(*fault));
  return Deciding{std::move(*order), *actor};
}

}  // namespace

OrderOr propose_order(store::Transaction& tx, const Library& library, const Person& person,
                      const ledger::OrderRequest& request) {
  const auto line = line_of(tx, request);
  if (!line) return std::unexpected(no_order());
  const auto actor = acting(person, Action::propose_order, line->unit);
  const Action needed = about_payment(request.kind) ? Action::make_batch : Action::appropriate;
  if (!actor || !acting(person, needed, line->unit)) return std::unexpected(not_permitted());
  if (auto fault = own_money(tx, library, person, case_of(tx, request))) {
    return std::unexpected(std::move(*fault));
  }
  const auto event = note(tx, *actor, "treasury.order_proposed",
                          {{"kind", ledger::order_kind_id(request.kind)},
                           {"policy", line->policy},
                           {"year", line->year},
                           {"unit", line->unit},
                           {"fen", request.fen.count},
                           {"reason", request.reason}});
  if (!event) return std::unexpected(event.error());
  return ledger::propose_order(tx, person.account, request, event->id);
}

OrderOr approve_order(store::Transaction& tx, const Library& library, const Person& person,
                      std::string_view id) {
  const auto known = deciding(tx, library, person, id);
  if (!known) return std::unexpected(known.error());
  const auto event = note(tx, known->actor, "treasury.order_approved", order_json(known->order));
  if (!event) return std::unexpected(event.error());
  auto order = ledger::approve_order(tx, id, person.account, event->id);
  if (!order) return order;
  if (auto fault = tell_case(tx, library, known->actor, *order)) return std::unexpected(std::move(*fault));
  return order;
}

OrderOr refuse_order(store::Transaction& tx, const Library& library, const Person& person,
                     std::string_view id, std::string_view reason) {
  const auto known = deciding(tx, library, person, id);
  if (!known) return std::unexpected(known.error());
  const auto event = note(tx, known->actor, "treasury.order_refused", order_json(known->order));
  if (!event) return std::unexpected(event.error());
  return ledger::refuse_order(tx, id, person.account, reason, event->id);
}

std::expected<ledger::Demand, Fault> receive(store::Transaction& tx, const Library& library,
                                             const Person& person, std::string_view id, Fen fen,
                                             std::string_view bank_ref) {
  const auto demand = ledger::find_demand(tx, id);
  if (!demand) return std::unexpected(no_order());
  const auto actor = acting(person, Action::record_bank_result, demand->line.unit);
  if (!actor) return std::unexpected(not_permitted());
  if (auto fault = own_money(tx, library, person, demand->case_id)) return std::unexpected(std::move(*fault));
  const bool known = std::ranges::any_of(demand->receipts, [&](const ledger::Demand::Receipt& one) {
    return one.bank_ref == bank_ref && one.fen == fen;
  });
  if (known) return *demand;
  const auto event =
      note(tx, *actor, "treasury.received",
           {{"demand", std::string(id)}, {"fen", fen.count}, {"bank_ref", std::string(bank_ref)}});
  if (!event) return std::unexpected(event.error());
  auto after = ledger::receive(tx, id, fen, bank_ref, event->id);
  if (!after) return after;
  auto file = load_case(tx, library, demand->case_id);
  if (!file) return std::unexpected(file.error());
  const auto told =
      append(tx, *file, *actor, "case.received", nullptr, {{"order", std::string(id)}, {"fen", fen.count}});
  if (!told) return std::unexpected(told.error());
  return after;
}

std::expected<OrdersView, Fault> orders(const store::Reader& reader, const Person& person) {
  if (!identity::may(person.grants, Action::read_ledger, {})) return std::unexpected(not_permitted());
  OrdersView view;
  for (ledger::Order& order : ledger::list_orders(reader)) {
    std::string reference = reference_of(reader, order.case_id).reference;
    view.orders.push_back({std::move(order), std::move(reference)});
  }
  for (ledger::Demand& demand : ledger::list_demands(reader)) {
    Reference of = reference_of(reader, demand.case_id);
    view.demands.push_back({std::move(demand), std::move(of.reference), std::move(of.subject_name)});
  }
  for (ledger::Commitment& held : ledger::held_commitments(reader)) {
    Reference of = reference_of(reader, held.case_id);
    view.held.push_back({std::move(held), std::move(of.reference), std::move(of.subject_name)});
  }
  return view;
}

}  // namespace enact::casework
