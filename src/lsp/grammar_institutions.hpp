// The forms of registers.yaml and assessments.yaml, selections.yaml, letters.yaml and forms.yaml
// (grammar.hpp).
#pragma once

#include "lsp/grammar.hpp"

namespace enact::lsp {

const Form& registers_form();  // of both files that declare registers
const Form& selections_form();
const Form& letters_form();
const Form& forms_form();

}  // namespace enact::lsp
