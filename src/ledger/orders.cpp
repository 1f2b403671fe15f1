#include "ledger/orders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ledger/close.hpp"
#include "ledger/postings.hpp"

namespace enact::ledger {
namespace {

using store::Fault;
using store::Reader;
using store::Row;
using store::Transaction;

constexpr std::array<std::string_view, 6> kind_ids = {"cancel", "lower", "move", "demand", "waive", "close"};

Fault no_order(std::string_view id) {
  return {.kind = Fault::Kind::not_found,
          .code = "ledger.no-order",
          .message = {fmt::format("没有调整单 {}", id), fmt::format("there is no order {}", id)},
          .help = {"请刷新后重试", "reload and try again"}};
}

Fault no_demand(std::string_view id) {
  return {.kind = Fault::Kind::not_found,
          .code = "ledger.no-demand",
          .message = {fmt::format("没有追回单 {}", id), fmt::format("there is no demand {}", id)},
          .help = {"请刷新后重试", "reload and try again"}};
}

Fault decided(const Order& order) {
  return {.kind = Fault::Kind::conflict,
          .code = "ledger.order-decided",
          .message = {order.status == OrderStatus::approved ? "该调整单已批准" : "该调整单已驳回",
                      fmt::format("the order has been {}", order_status_id(order.status))},
          .help = {"请刷新后查看", "reload the list"}};
}

std::optional<Fault> enough(Text what, Fen needed, Fen available) {
  if (needed <= available) return std::nullopt;
  return not_enough(std::move(what), needed, available);
}

// What stands against an order as the books are now. For a close it is asked by close_line.
std::optional<Fault> obstacle(const Reader& reader, const OrderRequest& request) {
  if (request.kind != OrderKind::close) {
    if (auto fault = amount_fault(request.fen)) return fault;
  }
  switch (request.kind) {
    case OrderKind::cancel: {
      const auto held = find_commitment(reader, request.commitment);
      if (!held) return no_commitment(request.commitment);
      return enough({"尚未编入批次的应付额", "what is payable and in no batch"}, request.fen,
                    {held->payable.count - held->batched.count});
    }
    case OrderKind::demand: {
      const auto held = find_commitment(reader, request.commitment);
      if (!held) return no_commitment(request.commitment);
      return enough({"已付且未被追回的金额", "what was paid and is not demanded back"}, request.fen,
                    {held->paid.count - held->claimed.count});
    }
    case OrderKind::waive: {
      const auto demand = find_demand(reader, request.demand);
      if (!demand) return no_demand(request.demand);
      return enough({"尚未追回的余额", "what remains of the demand"}, request.fen, demand->remaining());
    }
    case OrderKind::move:
      if (!request.to || *request.to == request.line || request.to->policy != request.line.policy) {
        return Fault{.kind = Fault::Kind::invalid,
                     .code = "ledger.wrong-lines",
                     .message = {"调剂须在同一政策的两个不同预算指标之间进行",
                                 "money is moved between two appropriations of one policy"},
                     .help = {"请核对调出、调入指标", "check both lines"}};
      }
      if (auto fault = closed_fault(reader, *request.to)) return fault;
      [[fallthrough]];
    case OrderKind::lower: {
      const auto line = find_line(reader, request.line);
      if (!line) return no_line(request.line);
      if (auto fault = closed_fault(reader, request.line)) return fault;
      return enough({"该指标的可用余额", "what is available of the appropriation"}, request.fen,
                    line->available);
    }
    case OrderKind::close:
      return close_obstacle(reader, request.line, request.fen);
  }
  return std::nullopt;
}

void book_cancel(Transaction& tx, const Order& order, std::string_view event_id) {
  auto held = find_held(tx, order.request.commitment);
  held->commitment.payable.count -= order.request.fen.count;
  held->commitment.cancelled.count += order.request.fen.count;
  update_amounts(tx, held->commitment);
  tx.execute("UPDATE matter SET committed_fen = committed_fen - ? WHERE id = ?",
             {order.request.fen.count, held->matter});
  post(tx, {.line = held->line,
            .debit = Purpose::payable,
            .credit = is_closed(tx, held->commitment.line) ? Purpose::budget : Purpose::available,
            .fen = order.request.fen,
            .kind = "cancel_payable",
            .commitment = order.request.commitment,
            .event_id = event_id});
}

void book_lower(Transaction& tx, const Order& order, std::string_view kind, std::string_view event_id) {
  post(tx, {.line = *line_id(tx, order.request.line),
            .debit = Purpose::available,
            .credit = Purpose::budget,
            .fen = order.request.fen,
            .kind = kind,
            .event_id = event_id});
}

void book_demand(Transaction& tx, const Order& order) {
  auto held = find_held(tx, order.request.commitment);
  held->commitment.claimed.count += order.request.fen.count;
  update_amounts(tx, held->commitment);
  tx.execute(
      "INSERT INTO ledger_demand (ledger_order, commitment, demanded_fen, received_fen, waived_fen) VALUES "
      "(?, ?, ?, 0, 0)",
      {order.id, order.request.commitment, order.request.fen.count});
}

void book_waive(Transaction& tx, const Order& order) {
  const auto demand = find_demand(tx, order.request.demand);
  auto held = find_held(tx, demand->commitment);
  held->commitment.claimed.count -= order.request.fen.count;
  update_amounts(tx, held->commitment);
  tx.execute("UPDATE ledger_demand SET waived_fen = waived_fen + ? WHERE ledger_order = ?",
             {order.request.fen.count, order.request.demand});
}

void book(Transaction& tx, const Order& order, std::string_view event_id) {
  switch (order.request.kind) {
    case OrderKind::cancel:
      return book_cancel(tx, order, event_id);
    case OrderKind::lower:
      return book_lower(tx, order, "lower", event_id);
    case OrderKind::move:
      book_lower(tx, order, "move_out", event_id);
      post(tx, {.line = ensure_line(tx, *order.request.to),
                .debit = Purpose::budget,
                .credit = Purpose::available,
                .fen = order.request.fen,
                .kind = "move_in",
                .event_id = event_id});
      return;
    case OrderKind::demand:
      return book_demand(tx, order);
    case OrderKind::waive:
      return book_waive(tx, order);
    case OrderKind::close:
      return close_line(tx, order.request.line, order.request.fen, event_id);
  }
}

constexpr std::string_view select_order =
    "SELECT o.id, o.kind, l.policy, l.year, l.unit, t.policy, t.year, t.unit, o.commitment, o.demand, o.fen, "
    "o.reason, o.document, o.maker, o.made_at, e.result, e.decider, e.reason, e.at, c.case_id, dc.case_id "
    "FROM ledger_order o JOIN ledger_line l ON l.id = o.line LEFT JOIN ledger_line t ON t.id = o.to_line "
    "LEFT "
    "JOIN ledger_order_end e ON e.ledger_order = o.id LEFT JOIN commitment c ON c.id = o.commitment LEFT "
    "JOIN "
    "ledger_demand d ON d.ledger_order = o.demand LEFT JOIN commitment dc ON dc.id = d.commitment";

Order read_order(const Row& row) {
  Order order;
  order.id = row.text(0);
  order.request = {.kind = order_kind_from_id(row.view(1)).value_or(OrderKind::cancel),
                   .line = {row.text(2), static_cast<int>(row.integer(3)), row.text(4)},
                   .to = {},
                   .commitment = row.optional_text(8).value_or(""),
                   .demand = row.optional_text(9).value_or(""),
                   .fen = {row.integer(10)},
                   .reason = row.text(11),
                   .document = row.text(12)};
  if (!row.is_null(5)) order.request.to = {row.text(5), static_cast<int>(row.integer(6)), row.text(7)};
  order.maker = row.text(13);
  order.made_at = row.instant(14);
  if (!row.is_null(15)) {
    order.status = row.view(15) == "approved" ? OrderStatus::approved : OrderStatus::refused;
    order.decider = row.text(16);
    order.decider_reason = row.text(17);
    order.decided_at = row.optional_instant(18);
  }
  order.case_id = row.optional_text(19).value_or(row.optional_text(20).value_or(""));
  return order;
}

constexpr std::string_view select_demand =
    "SELECT d.ledger_order, d.commitment, c.case_id, l.policy, l.year, l.unit, d.demanded_fen, "
    "d.received_fen, "
    "d.waived_fen FROM ledger_demand d JOIN commitment c ON c.id = d.commitment JOIN ledger_line l ON l.id = "
    "c.line JOIN ledger_order o ON o.id = d.ledger_order";

Demand read_demand(const Row& row) {
  return {.order = row.text(0),
          .commitment = row.text(1),
          .case_id = row.text(2),
          .line = {row.text(3), static_cast<int>(row.integer(4)), row.text(5)},
          .demanded = {row.integer(6)},
          .received = {row.integer(7)},
          .waived = {row.integer(8)},
          .receipts = {}};
}

// The order, if it is there and not decided yet.
std::expected<Order, Fault> open_order(const Reader& reader, std::string_view id) {
  auto order = find_order(reader, id);
  if (!order) return std::unexpected(no_order(id));
  if (order->status != OrderStatus::proposed) return std::unexpected(decided(*order));
  return std::move(*order);
}

void end_order(Transaction& tx, std::string_view id, std::string_view result, std::string_view decider,
               std::string_view reason, std::string_view event_id) {
  tx.execute(
      "INSERT INTO ledger_order_end (ledger_order, result, decider, reason, at, event_id) VALUES (?, ?, ?, "
      "?, "
      "?, ?)",
      {id, result, decider, reason, tx.now(), event_id});
}

}  // namespace

std::string_view order_kind_id(OrderKind kind) {
  return kind_ids[static_cast<std::size_t>(kind)];
}

std::optional<OrderKind> order_kind_from_id(std::string_view id) {
  const auto found = std::ranges::find(kind_ids, id);
  if (found == kind_ids.end()) return std::nullopt;
  return static_cast<OrderKind>(found - kind_ids.begin());
}

std::string_view order_status_id(OrderStatus status) {
  switch (status) {
    case OrderStatus::approved:
      return "approved";
    case OrderStatus::refused:
      return "refused";
    default:
      return "proposed";
  }
}

std::expected<Order, Fault> propose_order(Transaction& tx, std::string_view maker,
                                          const OrderRequest& request, std::string_view event_id) {
  if (request.reason.empty()) {
    return std::unexpected(Fault{.kind = Fault::Kind::invalid,
                                 .code = "ledger.reason-required",
                                 .message = {"须说明理由", "a reason is required"},
                                 .help = {"请填写理由后重新提交", "state the reason and submit again"}});
  }
  if (auto fault = obstacle(tx, request)) return std::unexpected(std::move(*fault));
  Line line = request.line;
  if (const auto held = find_commitment(tx, request.commitment)) line = held->line;
  if (const auto demand = find_demand(tx, request.demand)) line = demand->line;
  std::optional<std::int64_t> to;
  if (request.to) to = ensure_line(tx, *request.to);
  const auto or_null = [](const std::string& text) -> std::optional<std::string_view> {
    if (text.empty()) return std::nullopt;
    return text;
  };
  const std::string id = tx.new_id();
  tx.execute(
      "INSERT INTO ledger_order (id, kind, line, to_line, commitment, demand, fen, reason, document, maker, "
      "made_at, event_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {id, order_kind_id(request.kind), *line_id(tx, line), to, or_null(request.commitment),
       or_null(request.demand), request.fen.count, request.reason, request.document, maker, tx.now(),
       event_id});
  return *find_order(tx, id);
}

std::expected<Order, Fault> approve_order(Transaction& tx, std::string_view id, std::string_view decider,
                                          std::string_view event_id) {
  const auto order = open_order(tx, id);
  if (!order) return order;
  if (order->maker == decider) {
    return std::unexpected(
        Fault{.kind = Fault::Kind::forbidden,
              .code = "ledger.four-eyes",
              .message = {"提出调整的人不能批准该调整", "who proposed it does not approve it"},
              .help = {"请由另一名复核人员批准", "another checker must approve it"}});
  }
  if (auto fault = obstacle(tx, order->request)) return std::unexpected(std::move(*fault));
  end_order(tx, id, "approved", decider, "", event_id);
  book(tx, *order, event_id);
  return *find_order(tx, id);
}

std::expected<Order, Fault> refuse_order(Transaction& tx, std::string_view id, std::string_view decider,
                                         std::string_view reason, std::string_view event_id) {
  const auto order = open_order(tx, id);
  if (!order) return order;
  end_order(tx, id, "refused", decider, reason, event_id);
  return *find_order(tx, id);
}

std::expected<Demand, Fault> receive(Transaction& tx, std::string_view id, Fen fen, std::string_view bank_ref,
                                     std::string_view event_id) {
  if (auto fault = amount_fault(fen)) return std::unexpected(std::move(*fault));
  const auto demand = find_demand(tx, id);
  if (!demand) return std::unexpected(no_demand(id));
  for (const Demand::Receipt& one : demand->receipts) {
    if (one.bank_ref != bank_ref) continue;
    if (one.fen == fen) return *demand;
    return std::unexpected(Fault{
        .kind = Fault::Kind::conflict,
        .code = "ledger.receipt-differs",
        .message = {fmt::format("流水 {} 已登记为 {} 元", bank_ref, format_yuan(one.fen)),
                    fmt::format("reference {} is recorded with {} yuan", bank_ref, format_yuan(one.fen))},
        .help = {"请核对银行流水", "check the bank's reference"}});
  }
  if (auto fault = enough({"尚未追回的余额", "what remains of the demand"}, fen, demand->remaining())) {
    return std::unexpected(std::move(*fault));
  }
  auto held = find_held(tx, demand->commitment);
  Commitment& state = held->commitment;
  state.claimed.count -= fen.count;
  state.paid.count -= fen.count;
  state.cancelled.count += fen.count;
  update_amounts(tx, state);
  tx.execute("UPDATE matter SET paid_fen = paid_fen - ?, committed_fen = committed_fen - ? WHERE id = ?",
             {fen.count, fen.count, held->matter});
  tx.execute("UPDATE ledger_demand SET received_fen = received_fen + ? WHERE ledger_order = ?",
             {fen.count, id});
  tx.execute("INSERT INTO ledger_receipt (demand, fen, bank_ref, at, event_id) VALUES (?, ?, ?, ?, ?)",
             {id, fen.count, bank_ref, tx.now(), event_id});
  // Money of a year that is over returns to the budget, not to a line that nothing can be booked on.
  post(tx, {.line = held->line,
            .debit = Purpose::paid,
            .credit = is_closed(tx, state.line) ? Purpose::budget : Purpose::available,
            .fen = fen,
            .kind = "received",
            .commitment = state.id,
            .event_id = event_id});
  return *find_demand(tx, id);
}

std::optional<Order> find_order(const Reader& reader, std::string_view id) {
  static const std::string sql = fmt::format("{} WHERE o.id = ?", select_order);
  return reader.first(sql, {id}, read_order);
}

std::vector<Order> list_orders(const Reader& reader) {
  static const std::string sql = fmt::format("{} ORDER BY o.made_at DESC, o.id DESC", select_order);
  return reader.all(sql, {}, read_order);
}

std::optional<Demand> find_demand(const Reader& reader, std::string_view order) {
  static const std::string sql = fmt::format("{} WHERE d.ledger_order = ?", select_demand);
  auto demand = reader.first(sql, {order}, read_demand);
  if (demand) {
    demand->receipts = reader.all(
        "SELECT fen, bank_ref, at FROM ledger_receipt WHERE demand = ? ORDER BY seq", {order},
        [](const Row& row) { return Demand::Receipt{{row.integer(0)}, row.text(1), row.instant(2)}; });
  }
  return demand;
}

std::vector<Demand> list_demands(const Reader& reader) {
  static const std::string sql = fmt::format("{} ORDER BY o.made_at DESC, o.id DESC", select_demand);
  return reader.all(sql, {}, read_demand);
}

bool is_closed(const Reader& reader, const Line& line) {
  return reader
      .integer(
          "SELECT 1 FROM ledger_close x JOIN ledger_line l ON l.id = x.line WHERE l.policy = ? AND l.year = "
          "? "
          "AND l.unit = ?",
          {line.policy, line.year, line.unit})
      .has_value();
}

}  // namespace enact::ledger
