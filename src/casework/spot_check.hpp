// Spot checks of paid cases (双随机、一公开): cases of a period and an inspector for each are drawn by a seed
// whose SHA-256 is recorded when the check is opened, together with everything that is drawn from; the seed
// itself is published with the draw, so that anybody can draw again (docs/casework.md says how). Each drawn
// case gets its inspector's result.
//
// The share is the package's parameter `抽查比例`, over 0 and at most 1; at least one case is drawn. A check
// is a stream of events ("spot_check", id): check.opened (commitment, share, wanted, cases, inspectors),
// check.drawn (seed, cases with lot and inspector), check.recorded (case, result, remark).
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/casework.hpp"

namespace enact::casework {

inline constexpr std::string_view spot_check_parameter = "抽查比例";

struct SpotCheckRequest {
  std::string policy = {};
  std::string unit = {};  // that paid; the check is its
  Date from = {};         // days of payment, both included; over before the check is opened
  Date to = {};
};
using SpotCheckOr = std::expected<std::string, store::Fault>;  // its id

// Opening and drawing: permission review_finance, in the unit. Faults: invalid "casework.bad-period";
// conflict "casework.no-share" (none is declared), "casework.nothing-paid", "casework.no-inspector" (nobody
// may inspect a drawn case), "casework.check-drawn". May inspect: auditors and the unit's finance reviewers,
// but for those who have acted in the case or act for its subject.
SpotCheckOr open_spot_check(store::Transaction& tx, const Library& library, const Person& person,
                            const SpotCheckRequest& request);
SpotCheckOr draw_spot_check(store::Transaction& tx, const Person& person, std::string_view check);

enum class Inspected : std::uint8_t { ok, remark, claw_back };
std::string_view inspected_id(Inspected result);
std::optional<Inspected> inspected_from_id(std::string_view id);
// By the inspector who was drawn, again if need be: the last counts. Anything but `ok` wants words. A
// claw-back is proposed here and demanded by an order (casework/orders.hpp). Faults: not_found
// "casework.no-check"; forbidden "casework.not-permitted"; invalid "procedure.reason-required".
SpotCheckOr record_inspection(store::Transaction& tx, const Person& person, std::string_view check,
                              std::string_view case_id, Inspected result, std::string_view remark);

struct SpotCheckCase {
  std::string case_id;
  std::string reference;
  std::string subject_name;
  std::string provision;
  Fen paid;
  std::string lot;  // "" before the draw
  bool drawn = false;
  std::string inspector;  // account
  std::string result;     // inspected_id; "" : none yet
  std::string remark;
  bool mine = false;  // of the person asking
};
struct SpotCheck {
  std::string id;
  std::int64_t number = 0;
  std::string policy;
  std::string unit;
  Date from, to;
  std::string share;
  std::int64_t wanted = 0;
  std::string commitment;
  std::string seed;  // "" before the draw
  std::string opened_by;
  Instant opened_at;
  std::optional<Instant> drawn_at;
  std::vector<SpotCheckCase> cases;  // by lot once drawn
  bool may_draw = false;
};
// For those who read the ledger; newest first, with what is drawn.
std::expected<std::vector<SpotCheck>, store::Fault> spot_checks(const store::Reader& reader,
                                                                const Person& person);
// Units and policies for which the person may open a check.
struct SpotCheckChoice {
  std::string policy;
  Text title;
  std::string unit;
  std::string share;
};
std::vector<SpotCheckChoice> spot_check_choices(const store::Reader& reader, const Library& library,
                                                const Person& person, const Date& today);
// Public: what the draw was made of, by the cases' ids alone. nullopt: there is no such check.
std::optional<SpotCheck> published_draw(const store::Reader& reader, std::string_view check);

// Internal to the floor: the projection's tables, and how events fill them.
extern const std::string_view spot_check_tables;
void apply_spot_check(store::Transaction& tx, const store::Event& event);

}  // namespace enact::casework
