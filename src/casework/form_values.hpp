// What a form's braces stand for: in a case, and while nobody has applied. Internal to the floor.
#pragma once

#include <map>
#include <string>

#include "casework/case_file.hpp"
#include "policy/forms.hpp"

namespace enact::casework {

using FormValues = std::map<std::string, std::string, std::less<>>;

// `signer`: who agrees to a commitment; "" : a line to sign on.
FormValues form_values(const store::Reader& reader, const CaseFile& file, const std::string& signer,
                       Instant now);
FormValues blank_values(const policy::Package& package, const policy::Provision& provision);

// The text with everything in its place; what is not known is a line to write on.
std::string form_text(const policy::Form& form, const FormValues& values);

}  // namespace enact::casework
