// Joint applications: several subjects apply together for one matter, where the provision says so
// (policy::Joint). The subject of the case leads: the claim is its own, and it submits. It names
// the members, subjects on record, with everybody's share; each confirms by an account of its own before the
// case can be submitted, or declines. Named anew, all are asked anew. A share is in hundredths of a per cent;
// with the lead's they make 10,000.
//
// How it is paid is the package's parameter `联合申请支付`, a text for the whole policy or a list of contexts
// with 条款 and 方式: "lead", also where nothing is declared: the subject of the case is paid all, and the
// shares say how the parties divide it; "shares": everybody is paid its share into an account of its own,
// which it has entered before it confirms. What holds is what is declared when the members are named, for
// that is what they confirm. A matter stays one matter with one ceiling: each share is a commitment of the
// case.
//
// What holds for the subject holds for every member: it sees the case; who belongs to it acts in no official
// step; reviewers see what is on record of its standing; and while the case is open, or once it was paid, it
// is not paid for the same matter under its own identity.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casework/case_file.hpp"
#include "casework/shares.hpp"

namespace enact::casework {

struct MemberEntry {
  std::string type = {};      // subject type
  std::string identity = {};  // "91350583MA2XY00026"
  int share = 0;
};
struct MembersRequest {
  std::string case_id = {};
  int share = 0;                          // of the lead
  std::vector<MemberEntry> members = {};  // none: the subject applies alone
};
// While the apply step is open, by who may prepare for the lead. Faults: not_found "casework.no-case",
// "casework.no-member" (not on record); conflict "casework.not-joint", "procedure.not-open"; invalid
// "casework.bad-members" (of another type, twice, the lead itself, too many), "casework.bad-shares".
DoneOr set_members(store::Transaction& tx, const Library& library, const Person& person,
                   const MembersRequest& request);

struct MemberAnswer {
  std::string case_id = {};
  std::string subject = {};  // the member for which the person answers
  bool confirms = false;
  std::string reason = {};  // for declining
};
// While the apply step is open, by who may apply for the member. Faults: not_found "casework.no-case";
// forbidden "casework.not-permitted"; conflict "procedure.not-open", "casework.answered",
// "casework.matter-taken" (it has an open case or was paid for the matter); invalid
// "procedure.reason-required".
DoneOr answer_as_member(store::Transaction& tx, const Library& library, const Person& person,
                        const MemberAnswer& answer);

inline constexpr std::string_view joint_payment_parameter = "联合申请支付";
bool declared_by_shares(const policy::Package& package, std::string_view provision, const Date& day);

// ---- internal to the floor ----------------------------------------------------------------------------

// Why a joint application cannot be submitted yet: conflict "casework.members-missing" (fewer than the
// provision wants), "casework.members-open" (somebody has not confirmed, or has declined).
std::optional<store::Fault> members_open(const CaseFile& file);
// An amount of the case by whom it is for: all of it for who applies alone or leads and is paid all ("" as
// member), or everybody's by its share (casework/shares.hpp), without those who get nothing of it.
struct SharePart {
  std::string member;  // subject id; "" : the subject of the case
  Fen fen;
};
std::vector<SharePart> whole_by_share(const CaseFile& file, Fen fen);
// The same of what is committed now, after what was granted before: everybody has its share of all that was
// granted then, as far as nobody was ahead of it (because an order had cancelled what others were granted).
std::vector<SharePart> parts_by_share(const store::Reader& reader, const CaseFile& file, Fen fen);
// The ledger's name of the claim of a member, and back: the subject id, "" for the subject of the case. The
// name of a claim survives the year's end at its beginning.
std::string claim_of(std::string_view case_claim, std::string_view member);
std::string member_of(std::string_view claim);
// The row of case_payee into which what is committed under this claim is paid.
const std::string& payee_of_claim(const CaseFile& file, std::string_view claim);

// The subject's part of what its own application for the matter would meet: the reference of an open joint
// case of another, in which it has confirmed. "" : none.
std::string joint_case_of(const store::Reader& reader, std::string_view subject,
                          const determine::Matter& matter);
store::Fault taken_jointly(const std::string& reference);
// Payments of joint cases, for the member's own determination: as paid for its own matter.
std::vector<determine::Paid> paid_jointly(const store::Reader& reader, const store::Subject& subject);
// Whether the person belongs to a member of the case that has not declined.
bool belongs_to_member(const store::Reader& reader, const Person& person, std::string_view case_id);
// Another open case of the matter of a member, or of a joint case in which the subject has confirmed.
bool has_joint_rival(const store::Reader& reader, const CaseFile& file);

extern const std::string_view member_tables;
extern const std::string_view member_accounts;
void apply_members(store::Transaction& tx, const store::Event& event);

}  // namespace enact::casework
