#include "ledger/budget.hpp"

#include <fmt/format.h>

#include <array>
#include <limits>

namespace enact::ledger {
namespace {

using store::Reader;
using store::Row;

struct Listed {
  std::string_view kind;  // of the transfer
  std::string_view title;
  int sign;
};
// Of the transfers, those that change an appropriation or are money to and from somebody. A commitment that
// is carried into the next year moves appropriation out of one line and into another.
constexpr std::array listed = {Listed{"appropriate", "指标下达", 1}, Listed{"lower", "指标调减", -1},
                               Listed{"move_out", "指标调出", -1},   Listed{"move_in", "指标调入", 1},
                               Listed{"carry_out", "结转转出", -1},  Listed{"carry_in", "结转转入", 1},
                               Listed{"lapse", "年终收回", -1},      Listed{"paid", "支付", 1},
                               Listed{"returned", "退汇", -1},       Listed{"received", "追回", -1}};

Line year_before(const Line& line) {
  return {line.policy, line.year - 1, line.unit};
}

// The codes under which the money of a commitment stands: those that its line had when it was made; one that
// goes on with what was carried over keeps those of the one before.
std::optional<BudgetCodes> codes_of_commitment(const Reader& reader, const std::string& id) {
  struct Made {
    std::int64_t transfer;
    Line line;
    std::string before;  // "" : it goes on with no other
  };
  const auto made = reader.first(
      "SELECT t.id, l.policy, l.year, l.unit, CASE t.kind WHEN 'carry_in' THEN (SELECT o.commitment FROM "
      "transfer o WHERE o.event_id = t.event_id AND o.kind = 'carry_out' AND o.id < t.id ORDER BY o.id DESC "
      "LIMIT 1) ELSE '' END FROM transfer t JOIN ledger_line l ON l.id = t.line WHERE t.commitment = ? ORDER "
      "BY t.id LIMIT 1",
      {id}, [](const Row& row) {
        return Made{
            row.integer(0), {row.text(1), static_cast<int>(row.integer(2)), row.text(3)}, row.text(4)};
      });
  if (!made) return std::nullopt;
  return made->before.empty() ? codes_of(reader, made->line, made->transfer)
                              : codes_of_commitment(reader, made->before);
}

BudgetCodes codes_of_transfer(const Reader& reader, const Transfer& one) {
  std::optional<BudgetCodes> codes;
  if (!one.commitment.empty()) {
    codes = codes_of_commitment(reader, one.commitment);
  } else {
    codes = codes_of(reader, one.kind == "carry_in" ? year_before(one.line) : one.line, one.id);
  }
  return codes.value_or(BudgetCodes{});
}

const Listed* find_listed(std::string_view kind) {
  for (const Listed& one : listed) {
    if (one.kind == kind) return &one;
  }
  return nullptr;
}

}  // namespace

std::expected<LineState, store::Fault> appropriate(store::Transaction& tx, const Line& line, Fen fen,
                                                   const BudgetCodes& codes, std::string_view event_id) {
  auto state = appropriate(tx, line, fen, event_id);
  if (!state || codes == BudgetCodes{}) return state;
  tx.execute(
      "INSERT INTO appropriation_codes (transfer, document, project, functional, economic) SELECT t.id, ?, "
      "?, ?, "
      "? FROM transfer t WHERE t.event_id = ? AND t.kind = 'appropriate'",
      {codes.document, codes.project, codes.functional, codes.economic, event_id});
  return state;
}

std::optional<BudgetCodes> codes_of(const Reader& reader, const Line& line,
                                    std::optional<std::int64_t> up_to) {
  const std::int64_t last = up_to.value_or(std::numeric_limits<std::int64_t>::max());
  auto own = reader.first(
      "SELECT a.document, a.project, a.functional, a.economic FROM appropriation_codes a JOIN transfer t ON "
      "t.id = a.transfer JOIN ledger_line l ON l.id = t.line WHERE l.policy = ? AND l.year = ? AND l.unit = "
      "? "
      "AND t.id <= ? ORDER BY t.id DESC LIMIT 1",
      {line.policy, line.year, line.unit, last},
      [](const Row& row) { return BudgetCodes{row.text(0), row.text(1), row.text(2), row.text(3)}; });
  if (own) return own;
  const bool carried = reader
                           .integer(
                               "SELECT 1 FROM transfer t JOIN ledger_line l ON l.id = t.line WHERE "
                               "l.policy = ? AND l.year = ? AND l.unit = ? AND t.kind = 'carry_in' AND "
                               "t.id <= ? LIMIT 1",
                               {line.policy, line.year, line.unit, last})
                           .has_value();
  return carried ? codes_of(reader, year_before(line), last) : std::nullopt;
}

sheet::Listing budget_list(const Reader& reader, int year) {
  sheet::Listing list{.title = {fmt::format("{} 年预算执行明细", year), fmt::format("budget of {}", year)},
                      .columns = {{"序号", "number"},
                                  {"日期", "day"},
                                  {"类型", "kind"},
                                  {"政策", "policy"},
                                  {"年度", "year"},
                                  {"预算单位", "unit"},
                                  {"指标文号", "document"},
                                  {"项目代码", "project"},
                                  {"功能分类", "functional class"},
                                  {"经济分类", "economic class"},
                                  {"金额(元)", "amount (yuan)"},
                                  {"批次", "batch"},
                                  {"凭证", "event"}},
                      .rows = {}};
  std::int64_t number = 0;
  std::int64_t after = 0;
  constexpr std::int64_t at_once = 1000;
  while (true) {
    const auto transfers = transfers_after(reader, after, at_once);
    if (transfers.empty()) break;
    after = transfers.back().id;
    for (const Transfer& one : transfers) {
      const Listed* kind = find_listed(one.kind);
      if (kind == nullptr || one.line.year != year) continue;
      const BudgetCodes codes = codes_of_transfer(reader, one);
      const auto put = [&](const Listed& as) {
        list.rows.push_back({++number, one.at.legal_day(), std::string(as.title), one.line.policy,
                             std::int64_t{one.line.year}, one.line.unit, codes.document, codes.project,
                             codes.functional, codes.economic, Fen{as.sign * one.fen.count}, one.batch,
                             one.event_id});
      };
      put(*kind);
      if (one.kind == "received" && one.credit == Purpose::budget) put(*find_listed("lapse"));
    }
  }
  return list;
}

}  // namespace enact::ledger
