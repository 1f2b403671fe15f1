// What every booking is made of: one transfer, with the balances of both accounts, and the faults that
// bookings share. Internal to the ledger.
#pragma once

#include "ledger/ledger.hpp"

namespace enact::ledger {

// Above any budget of the country, and far enough from overflow for any sum of it.
inline constexpr std::int64_t fen_limit = 1'000'000'000'000'000;

std::optional<store::Fault> amount_fault(Fen fen);
store::Fault not_enough(Text what, Fen needed, Fen available);
store::Fault no_commitment(std::string_view id);
std::string show(const Line& line);  // "policy year unit"

struct Posting {
  std::int64_t line = 0;  // id of the appropriation line
  Purpose debit = Purpose::budget;
  Purpose credit = Purpose::available;
  Fen fen = {};
  std::string_view kind = {};
  std::string_view commitment = {};
  std::string_view batch = {};
  std::string_view event_id = {};
};
// Writes the transfer and both balances. That the debit account has enough is asked before.
void post(store::Transaction& tx, const Posting& posting);

// The row of the line, made with its accounts if it is new.
std::int64_t ensure_line(store::Transaction& tx, const Line& line);
// conflict "ledger.line-closed".
std::optional<store::Fault> closed_fault(const store::Reader& reader, const Line& line);
store::Fault no_line(const Line& line);
std::optional<std::int64_t> line_id(const store::Reader& reader, const Line& line);
// A commitment with the ids behind it.
struct Held {
  Commitment commitment = {};
  std::int64_t line = 0;
  std::int64_t matter = 0;
};
std::optional<Held> find_held(const store::Reader& reader, std::string_view id);
// Writes the commitment's amounts back; the database checks that they sum up.
void update_amounts(store::Transaction& tx, const Commitment& commitment);

}  // namespace enact::ledger
