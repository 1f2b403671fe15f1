// Appropriation, ceiling, commitment, cancellation and approval, and reading the books.
#include "ledger/ledger.hpp"

#include <fmt/format.h>

#include <array>

#include "ledger/postings.hpp"

namespace enact::ledger {
namespace {

using store::Fault;
using store::Reader;
using store::Row;
using store::Transaction;

constexpr std::array<std::string_view, 6> purpose_ids = {"budget",  "available", "committed",
                                                         "payable", "issued",    "paid"};

Purpose purpose_from_id(std::string_view id) {
  for (std::size_t i = 0; i < purpose_ids.size(); ++i) {
    if (purpose_ids[i] == id) return static_cast<Purpose>(i);
  }
  throw store::DatabaseError(store::DatabaseError::Kind::corrupt, fmt::format("no account purpose `{}`", id));
}

Fault insufficient(const Line& line, Fen needed, Fen available) {
  return {.kind = Fault::Kind::limit,
          .code = "ledger.insufficient-appropriation",
          .message = {fmt::format("预算指标（{}）可用 {} 元，不足 {} 元", show(line), format_yuan(available),
                                  format_yuan(needed)),
                      fmt::format("the appropriation {} has {} yuan available, less than the {} needed",
                                  show(line), format_yuan(available), format_yuan(needed))},
          .help = {"请追加预算指标或等待下一批", "enter a further appropriation or wait for one"},
          .figures = {{"needed_fen", needed.count}, {"available_fen", available.count}}};
}

Fault ceiling_exceeded(const MatterState& matter, Fen needed) {
  return {
      .kind = Fault::Kind::limit,
      .code = "ledger.ceiling-exceeded",
      .message = {fmt::format("同一事项（{} {}）应付上限 {} 元，已承诺 {} 元，不能再承诺 {} 元",
                              matter.matter.kind, matter.matter.key, format_yuan(matter.ceiling),
                              format_yuan(matter.committed), format_yuan(needed)),
                  fmt::format("the matter {} {} is owed {} yuan at most, {} are committed, {} more are not "
                              "possible",
                              matter.matter.kind, matter.matter.key, format_yuan(matter.ceiling),
                              format_yuan(matter.committed), format_yuan(needed))},
      .help = {"同一事项不重复支付；请核对是否已由其他条款兑现",
               "a matter is never paid twice; check whether another provision has paid it"},
      .figures = {{"needed_fen", needed.count},
                  {"ceiling_fen", matter.ceiling.count},
                  {"committed_fen", matter.committed.count}}};
}

Fault no_matter(const Matter& matter) {
  return {.kind = Fault::Kind::not_found,
          .code = "ledger.no-matter",
          .message = {fmt::format("事项（{} {}）没有应付上限", matter.kind, matter.key),
                      fmt::format("the matter {} {} has no ceiling", matter.kind, matter.key)},
          .help = {"请先作出决定", "decide on it first"}};
}

Fault duplicate_claim(std::string_view claim) {
  return {.kind = Fault::Kind::conflict,
          .code = "ledger.duplicate-claim",
          .message = {fmt::format("兑现项 {} 已有支出承诺", claim),
                      fmt::format("the claim {} has a commitment already", claim)},
          .help = {"请使用已有的承诺", "use the commitment that is there"}};
}

constexpr std::string_view select_line =
    "SELECT l.policy, l.year, l.unit, "
    "-(SELECT balance FROM ledger_account WHERE line = l.id AND purpose = 'budget'), "
    "(SELECT balance FROM ledger_account WHERE line = l.id AND purpose = 'available'), "
    "(SELECT balance FROM ledger_account WHERE line = l.id AND purpose = 'committed'), "
    "(SELECT balance FROM ledger_account WHERE line = l.id AND purpose = 'payable'), "
    "(SELECT balance FROM ledger_account WHERE line = l.id AND purpose = 'issued'), "
    "(SELECT balance FROM ledger_account WHERE line = l.id AND purpose = 'paid') FROM ledger_line l";

LineState read_line(const Row& row) {
  return {.line = {row.text(0), static_cast<int>(row.integer(1)), row.text(2)},
          .appropriated = {row.integer(3)},
          .available = {row.integer(4)},
          .committed = {row.integer(5)},
          .payable = {row.integer(6)},
          .issued = {row.integer(7)},
          .paid = {row.integer(8)}};
}

constexpr std::string_view select_commitment =
    "SELECT c.id, l.policy, l.year, l.unit, m.kind, m.key, c.claim, c.case_id, c.fen, c.committed_fen, "
    "c.payable_fen, c.batched_fen, c.issued_fen, c.paid_fen, c.cancelled_fen, c.claimed_fen, c.made_at FROM "
    "commitment c "
    "JOIN ledger_line l ON l.id = c.line JOIN matter m ON m.id = c.matter";

Commitment read_commitment(const Row& row) {
  return {.id = row.text(0),
          .line = {row.text(1), static_cast<int>(row.integer(2)), row.text(3)},
          .matter = {row.text(4), row.text(5)},
          .claim = row.text(6),
          .case_id = row.text(7),
          .fen = {row.integer(8)},
          .committed = {row.integer(9)},
          .payable = {row.integer(10)},
          .batched = {row.integer(11)},
          .issued = {row.integer(12)},
          .paid = {row.integer(13)},
          .cancelled = {row.integer(14)},
          .claimed = {row.integer(15)},
          .made_at = row.instant(16)};
}

constexpr std::string_view select_transfer =
    "SELECT t.id, l.policy, l.year, l.unit, t.debit, t.credit, t.fen, t.kind, t.commitment, t.batch, "
    "t.event_id, "
    "t.at FROM transfer t JOIN ledger_line l ON l.id = t.line";

Transfer read_transfer(const Row& row) {
  return {.id = row.integer(0),
          .line = {row.text(1), static_cast<int>(row.integer(2)), row.text(3)},
          .debit = purpose_from_id(row.view(4)),
          .credit = purpose_from_id(row.view(5)),
          .fen = {row.integer(6)},
          .kind = row.text(7),
          .commitment = row.optional_text(8).value_or(""),
          .batch = row.optional_text(9).value_or(""),
          .event_id = row.text(10),
          .at = row.instant(11)};
}

}  // namespace

std::string_view purpose_id(Purpose purpose) {
  return purpose_ids[static_cast<std::size_t>(purpose)];
}

std::expected<LineState, Fault> appropriate(Transaction& tx, const Line& line, Fen fen,
                                            std::string_view event_id) {
  if (auto fault = amount_fault(fen)) return std::unexpected(std::move(*fault));
  if (auto fault = closed_fault(tx, line)) return std::unexpected(std::move(*fault));
  const std::int64_t id = ensure_line(tx, line);
  post(tx, {.line = id,
            .debit = Purpose::budget,
            .credit = Purpose::available,
            .fen = fen,
            .kind = "appropriate",
            .event_id = event_id});
  return *find_line(tx, line);
}

std::expected<MatterState, Fault> set_ceiling(Transaction& tx, const Matter& matter, Fen ceiling,
                                              std::string_view event_id) {
  // Zero is a ceiling: nothing (more) is owed.
  if (ceiling.count != 0) {
    if (auto fault = amount_fault(ceiling)) return std::unexpected(std::move(*fault));
  }
  auto state = find_matter(tx, matter);
  if (state && ceiling < state->committed) {
    state->ceiling = ceiling;
    return std::unexpected(ceiling_exceeded(*state, Fen{0}));
  }
  if (state) {
    tx.execute("UPDATE matter SET ceiling_fen = ? WHERE id = ?", {ceiling.count, state->id});
  } else {
    tx.execute("INSERT INTO matter (kind, key, ceiling_fen, committed_fen, paid_fen) VALUES (?, ?, ?, 0, 0)",
               {matter.kind, matter.key, ceiling.count});
  }
  state = find_matter(tx, matter);
  tx.execute("INSERT INTO matter_ceiling (matter, ceiling_fen, event_id, at) VALUES (?, ?, ?, ?)",
             {state->id, ceiling.count, event_id, tx.now()});
  return *state;
}

std::optional<Fault> commit_fault(const Reader& reader, const Line& line, const Matter& matter, Fen ceiling,
                                  Fen fen) {
  if (auto fault = amount_fault(fen)) return fault;
  MatterState state = find_matter(reader, matter).value_or(MatterState{.matter = matter});
  state.ceiling = ceiling;
  if (state.committed.count + fen.count > ceiling.count) return ceiling_exceeded(state, fen);
  const auto held = find_line(reader, line);
  if (!held) return no_line(line);
  if (auto fault = closed_fault(reader, line)) return fault;
  if (held->available < fen) return insufficient(line, fen, held->available);
  return std::nullopt;
}

std::expected<Commitment, Fault> commit(Transaction& tx, const CommitRequest& request,
                                        std::string_view event_id) {
  if (tx.integer("SELECT 1 FROM commitment WHERE claim = ? AND cancelled_fen < fen", {request.claim})) {
    return std::unexpected(duplicate_claim(request.claim));
  }
  const auto matter = find_matter(tx, request.matter);
  if (!matter) return std::unexpected(no_matter(request.matter));
  if (auto fault = commit_fault(tx, request.line, request.matter, matter->ceiling, request.fen))
    return std::unexpected(std::move(*fault));
  const std::string id = tx.new_id();
  const std::int64_t line_row = *line_id(tx, request.line);
  tx.execute(
      "INSERT INTO commitment (id, line, matter, claim, case_id, fen, committed_fen, payable_fen, "
      "batched_fen, "
      "issued_fen, paid_fen, cancelled_fen, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, ?)",
      {id, line_row, matter->id, request.claim, request.case_id, request.fen.count, request.fen.count,
       tx.now()});
  tx.execute("UPDATE matter SET committed_fen = committed_fen + ? WHERE id = ?",
             {request.fen.count, matter->id});
  post(tx, {.line = line_row,
            .debit = Purpose::available,
            .credit = Purpose::committed,
            .fen = request.fen,
            .kind = "commit",
            .commitment = id,
            .event_id = event_id});
  return *find_commitment(tx, id);
}

std::expected<Commitment, Fault> cancel(Transaction& tx, std::string_view commitment, Fen fen,
                                        std::string_view event_id) {
  if (auto fault = amount_fault(fen)) return std::unexpected(std::move(*fault));
  auto held = find_held(tx, commitment);
  if (!held) return std::unexpected(no_commitment(commitment));
  Commitment& state = held->commitment;
  if (state.committed < fen) {
    return std::unexpected(
        not_enough({"尚未审批支付的承诺额", "what is committed and not yet payable"}, fen, state.committed));
  }
  state.committed.count -= fen.count;
  state.cancelled.count += fen.count;
  update_amounts(tx, state);
  tx.execute("UPDATE matter SET committed_fen = committed_fen - ? WHERE id = ?", {fen.count, held->matter});
  post(tx, {.line = held->line,
            .debit = Purpose::committed,
            .credit = Purpose::available,
            .fen = fen,
            .kind = "cancel",
            .commitment = commitment,
            .event_id = event_id});
  return state;
}

std::expected<Commitment, Fault> approve_payable(Transaction& tx, std::string_view commitment, Fen fen,
                                                 std::string_view event_id) {
  if (auto fault = amount_fault(fen)) return std::unexpected(std::move(*fault));
  auto held = find_held(tx, commitment);
  if (!held) return std::unexpected(no_commitment(commitment));
  Commitment& state = held->commitment;
  if (state.committed < fen) {
    return std::unexpected(
        not_enough({"尚未审批支付的承诺额", "what is committed and not yet payable"}, fen, state.committed));
  }
  state.committed.count -= fen.count;
  state.payable.count += fen.count;
  update_amounts(tx, state);
  post(tx, {.line = held->line,
            .debit = Purpose::committed,
            .credit = Purpose::payable,
            .fen = fen,
            .kind = "approve",
            .commitment = commitment,
            .event_id = event_id});
  return state;
}

std::optional<LineState> find_line(const Reader& reader, const Line& line) {
  static const std::string sql =
      fmt::format("{} WHERE l.policy = ? AND l.year = ? AND l.unit = ?", select_line);
  return reader.first(sql, {line.policy, line.year, line.unit}, read_line);
}

std::vector<LineState> list_lines(const Reader& reader) {
  static const std::string sql = fmt::format("{} ORDER BY l.policy, l.year, l.unit", select_line);
  return reader.all(sql, {}, read_line);
}

std::optional<MatterState> find_matter(const Reader& reader, const Matter& matter) {
  return reader.first(
      "SELECT id, ceiling_fen, committed_fen, paid_fen FROM matter WHERE kind = ? AND key = ?",
      {matter.kind, matter.key}, [&](const Row& row) {
        return MatterState{row.integer(0), matter, {row.integer(1)}, {row.integer(2)}, {row.integer(3)}};
      });
}

std::optional<Commitment> find_commitment(const Reader& reader, std::string_view id) {
  static const std::string sql = fmt::format("{} WHERE c.id = ?", select_commitment);
  return reader.first(sql, {id}, read_commitment);
}

std::vector<Commitment> commitments_of_case(const Reader& reader, std::string_view case_id) {
  static const std::string sql =
      fmt::format("{} WHERE c.case_id = ? ORDER BY c.made_at, c.id", select_commitment);
  return reader.all(sql, {case_id}, read_commitment);
}

std::vector<Commitment> payable_commitments(const Reader& reader) {
  static const std::string sql =
      fmt::format("{} WHERE c.batched_fen < c.payable_fen ORDER BY c.made_at, c.id", select_commitment);
  return reader.all(sql, {}, read_commitment);
}

std::vector<Commitment> held_commitments(const Reader& reader) {
  static const std::string sql = fmt::format(
      "{} WHERE c.batched_fen < c.payable_fen OR c.claimed_fen < c.paid_fen ORDER BY c.made_at DESC, c.id "
      "DESC",
      select_commitment);
  return reader.all(sql, {}, read_commitment);
}

std::vector<Transfer> transfers_of_commitment(const Reader& reader, std::string_view commitment) {
  static const std::string sql = fmt::format("{} WHERE t.commitment = ? ORDER BY t.id", select_transfer);
  return reader.all(sql, {commitment}, read_transfer);
}

std::vector<Transfer> transfers_after(const Reader& reader, std::int64_t id, std::int64_t limit) {
  static const std::string sql = fmt::format("{} WHERE t.id > ? ORDER BY t.id LIMIT ?", select_transfer);
  return reader.all(sql, {id, limit}, read_transfer);
}

}  // namespace enact::ledger
