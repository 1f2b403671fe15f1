// Forms of an application: worded by the package (policy/forms.hpp), filled in from the record and the case,
// set as PDF (src/paper). An application form is printed, signed and handed in as evidence of its name. A
// letter of commitment is read on the case's page and agreed to by somebody who may apply for the subject:
// the PDF as it was agreed to, the name, the time and the package's hash are kept with the event
// "case.evidence_added", so that it is evidence of its name, too.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/case_file.hpp"
#include "policy/forms.hpp"
#include "store/documents.hpp"

namespace enact::casework {

// The forms that whoever applies for the provision is offered, from the package's image.
std::vector<policy::Form> forms_of_provision(const store::Reader& reader, const policy::Package& package,
                                             const policy::Provision& provision);

struct FormView {
  std::string id = {};
  Text title = {};
  policy::Form::Kind kind = policy::Form::Kind::application;
  bool wanted = false;    // asked for, and not there yet
  std::string text = {};  // of a commitment: what is agreed to, as src/paper reads it
};
// Those of a case, while it is with its applicant. Fault: not_found "casework.no-case".
std::expected<std::vector<FormView>, store::Fault> case_forms(const store::Reader& reader,
                                                              const Library& library, const Person& person,
                                                              std::string_view case_id, Instant now);
// One of them filled in, as PDF. Faults: as above; not_found "casework.no-form"; internal
// "casework.form-not-made".
std::expected<std::string, store::Fault> filled_form(const store::Reader& reader, const Library& library,
                                                     const Person& person, std::string_view case_id,
                                                     std::string_view form, Instant now);
// A form with lines to write on, for everybody. Faults: not_found "casework.no-form", internal as above.
std::expected<std::string, store::Fault> blank_form(const store::Reader& reader, const Library& library,
                                                    std::string_view policy, std::string_view provision,
                                                    std::string_view form, Instant now);

struct CommitmentRequest {
  std::string case_id = {};
  std::string form = {};
  std::string name = {};  // of the natural person who agrees
  bool agreed = false;
};
// While the apply step is open. Faults: as above; forbidden "casework.not-permitted" (may not apply for the
// subject); conflict "procedure.not-open"; invalid "casework.consent-missing", "casework.signer-missing". A
// commitment that is agreed to already is answered.
DoneOr agree_to(store::Transaction& tx, const Library& library, const Person& person,
                const CommitmentRequest& request);

// Internal to the floor: kinds of evidence that the case must have today, the provision's and those that the
// announcement of the year asks for, each once; empty for what is confirmed without an application.
std::vector<std::string> evidence_asked(const store::Reader& reader, const CaseFile& file, const Date& today);

}  // namespace enact::casework
