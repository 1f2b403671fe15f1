// The vocabularies of a package and of what it uses, read as one: subject types and their facts, records,
// code lists, kinds of matter, and the words that mark operative clauses. Definitions are left for
// src/policy/definitions.hpp, because they are expressions over the finished types.
#pragma once

#include <vector>

#include "policy/clauses.hpp"
#include "policy/package.hpp"
#include "policy/types.hpp"
#include "policy/unit_names.hpp"
#include "policy/yaml_reader.hpp"

namespace enact::policy {

// One vocabulary.yaml. `own`: the package's, in which every unit must be one of the package's; a shared
// vocabulary may name units that only other packages have.
struct VocabularyText {
  yaml::Node root;
  bool own = false;
};

struct ReadVocabulary {
  Vocabulary vocabulary;
  Words words;
  TypeNames types;
  std::vector<yaml::Entry> definitions;  // name → { subject, rule }
};

ReadVocabulary read_vocabulary(const std::vector<VocabularyText>& texts, const UnitNames& units,
                               Diagnostics& diagnostics);

}  // namespace enact::policy
