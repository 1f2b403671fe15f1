// The overview for the leadership (总览): what a policy has come to in a year, article by article, unit by
// unit and month by month. Counted anew from the projections at every reading; nothing is kept.
#pragma once

#include <array>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "casework/casework.hpp"
#include "ledger/ledger.hpp"
#include "registers/views.hpp"
#include "selection/sight.hpp"

namespace enact::casework {

// Cases of one provision. Drafts are not counted.
struct ProvisionFigures {
  const policy::Provision* provision = nullptr;
  std::int64_t opened = 0;      // in the year
  std::int64_t ended = 0;       // changed last in the year, and over
  std::int64_t running = 0;     // today
  std::int64_t overdue = 0;     // of those, with a step whose term is over
  Fen running_most = {};        // what the running ones come to at most, as determined or decided
  std::int64_t unbounded = 0;   // running ones of which that is not known
  Fen committed = {};           // in the year, less what was cancelled of it
  std::int64_t paid_cases = 0;  // to which something was paid in the year
  Fen paid = {};                // in the year, less what came back of it
  Fen paid_before = {};         // the same of the year before
};

struct ArticleFigures {
  std::string article;
  std::string heading;  // as the document has it
  std::vector<ProvisionFigures> provisions;
  std::vector<registers::RegisterView> registers;  // as far as the person sees them
  std::vector<selection::CallSummary> calls;       // of the year
};

// What waits at a unit today.
struct UnitFigures {
  std::string unit;
  std::int64_t steps = 0;           // of cases
  std::int64_t overdue = 0;         // of those
  std::optional<Date> oldest;       // the earliest term that is over
  std::int64_t register_steps = 0;  // of entries of registers, with a term
  std::int64_t register_overdue = 0;
};

struct MonthFigures {
  std::int64_t opened = 0;
  Fen paid = {};
};

struct Overview {
  policy::PackagePtr package = {};
  int year = 0;
  int first_year = 0;  // in which something was opened or appropriated
  Date today = {};
  bool whole = false;                         // else only of cases in which the person's units take part
  std::vector<ArticleFigures> articles = {};  // in the order of the document
  std::vector<UnitFigures> units = {};        // the most overdue first
  std::array<MonthFigures, 12> months = {};
  std::vector<ledger::LineState> lines = {};  // the year's appropriations; none unless `whole`
};

// Permission: read_overview. Faults: forbidden "casework.not-permitted"; not_found "casework.no-policy" (not
// in force). One pass over the policy's cases each for counts, terms, commitments and payments.
std::expected<Overview, store::Fault> overview(const store::Reader& reader, const Library& library,
                                               const registers::Catalogue& catalogue, const Person& person,
                                               std::string_view policy, int year, const Date& today);

}  // namespace enact::casework
