// The form of a package's YAML as data (docs/policy-package.md): which keys stand where, what their values
// are, which names they declare and which they mention. Completion offers from it, and the index of names
// walks by it. What is right and wrong is not its business: that is the loader's (src/policy), and a test
// holds the two together.
#pragma once

#include <span>
#include <string_view>

#include "lsp/symbol.hpp"
#include "policy/yaml_reader.hpp"

namespace enact::lsp {

// What a scalar is.
enum class Content : std::uint8_t {
  text,       // free
  feel,       // an expression
  each,       // `name in list`
  quotation,  // words of the document
  date,
  flag,         // true or false
  word,         // one of Form::words
  mention,      // a name of Form::what
  declare,      // declares a name of Form::what (the id of a provision, of a step)
  type,         // of a fact
  actor,        // of a step: a word, or unit:NAME
  state,        // of the register around it: a step of its life cycle, or an end
  outcome,      // of the life cycle of the register around it
  their_state,  // a state, or
  their_field,  // a field of the register that `register`, `to` or `entry<…>` beside or above it names
  told,         // a fact of the owners of the register around it
};

struct Key;

// What may stand at a place. A place may admit several forms (`when`: an expression, or a mapping with
// `rule`).
struct Form {
  Content content = Content::text;
  What what = What::provision;                // mention, declare
  std::span<const std::string_view> words{};  // word, actor
  std::span<const Key> keys{};                // as a mapping with these keys
  const Form* entries = nullptr;              // as a mapping of names: the form of what stands behind one
  Content names = Content::text;              // of the names of such a mapping: text, declare or mention …
  What named = What::fact;                    // … of this
  const Form* items = nullptr;                // of a list's items; null: as one item alone
  bool facts = false;  // data: behind each name of a subject type its facts, as the vocabulary has them
};

struct Key {
  std::string_view name;
  const Form* form;
  std::string_view zh;  // what it is for
  std::string_view en;
};

const Key* find_key(const Form& form, std::string_view name);

// The forms of the files, by their path in a package's folder; null for a file that has none.
const Form* form_of_file(std::string_view path_in_folder);
const Form& front_matter_form();
const Form& block_form();  // a fenced block `yaml`: a provision or what is declaratory

}  // namespace enact::lsp
