#include "casework/confirming.hpp"

#include "casework/claims.hpp"
#include "casework/refusals.hpp"

namespace enact::casework {

store::Fault not_due_by_attested(const store::Reader& reader, const Context& context,
                                 const store::Subject& subject, std::string_view policy,
                                 std::string_view provision, std::string_view matter_key, Instant now,
                                 store::Fault refusal) {
  const auto whole = determine_record(reader, context, subject.id, now.legal_day(), now);
  const auto* found = whole ? find_provision(whole->determination, policy, provision) : nullptr;
  if (found == nullptr || !find_claim(*found, subject, matter_key)) return refusal;
  return not_confirmable();
}

}  // namespace enact::casework
