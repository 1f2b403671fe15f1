// Rows of results. See results.hpp.
#include "population/results.hpp"

#include "base/text.hpp"
#include "bulk/run.hpp"

namespace enact::population {
namespace {

using Type = OutColumn::Type;

void write_amounts(RowWriter& rows, bool money, std::int64_t least, std::int64_t greatest) {
  money ? rows.amount(least) : rows.nothing();
  money&& greatest != bulk::no_bound ? rows.amount(greatest) : rows.nothing();
}

}  // namespace

std::vector<OutColumn> result_columns() {
  return {{"type", Type::text},       {"subject", Type::text}, {"policy", Type::text},
          {"provision", Type::text},  {"status", Type::text},  {"least", Type::amount},
          {"greatest", Type::amount}, {"reason", Type::text}};
}

void write_results(RowWriter& rows, const bulk::Segment& segment, const bulk::SegmentOutcomes& outcomes,
                   Language language) {
  const bulk::TypeProgram& type = *outcomes.type;
  std::vector<std::vector<std::string>> reasons(type.lanes.size(), std::vector<std::string>(256));
  for (std::size_t k = 0; k < type.lanes.size(); ++k) {
    for (std::size_t r = 0; r < 256; ++r) {
      reasons[k][r] = reason_text(type.lanes[k], static_cast<std::uint8_t>(r)).in(language);
    }
  }
  for (std::size_t row = 0; row < outcomes.rows; ++row) {
    const std::string subject = identity_of(segment, type, row);
    for (std::size_t k = 0; k < type.lanes.size(); ++k) {
      const bulk::Lane& lane = type.lanes[k];
      const bulk::Outcomes& found = outcomes.lanes[k];
      rows.text(segment.type);
      rows.text(subject);
      rows.text(lane.package->package->id);
      rows.text(lane.plan->provision->id);
      rows.text(determine::to_string(bulk::finding::status_of(found.found[row])));
      write_amounts(rows, lane.money, lane.money ? found.least[row] : 0,
                    lane.money ? found.greatest_at(row) : 0);
      const std::string& reason = reasons[k][bulk::finding::reason_of(found.found[row])];
      reason.empty() ? rows.nothing() : rows.text(reason);
      rows.end_row();
    }
  }
}

std::vector<OutColumn> new_claim_columns() {
  return {{"type", Type::text},      {"subject", Type::text}, {"policy", Type::text},
          {"provision", Type::text}, {"title", Type::text},   {"matter", Type::text},
          {"date", Type::date},      {"least", Type::amount}, {"greatest", Type::amount},
          {"before", Type::text}};
}

void write_new_claims(RowWriter& rows, const bulk::TypeProgram& type,
                      const std::vector<bulk::NewClaim>& claims, Language language) {
  for (const bulk::NewClaim& claim : claims) {
    const bulk::Lane& lane = type.lanes[claim.lane];
    rows.text(type.type->base->name);
    rows.text(claim.subject);
    rows.text(lane.package->package->id);
    rows.text(lane.plan->provision->id);
    rows.text(lane.plan->provision->title.in(language));
    claim.matter.kind.empty() ? rows.nothing()
                              : rows.text(claim.matter.kind + " " + text::join(claim.matter.parts, " "));
    claim.date ? rows.date(*claim.date) : rows.nothing();
    write_amounts(rows, claim.money, claim.least, claim.greatest);
    rows.text(to_string(claim.was_unknown ? determine::Status::unknown : determine::Status::not_due));
    rows.end_row();
  }
}

}  // namespace enact::population
