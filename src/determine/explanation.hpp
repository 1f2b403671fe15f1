// Why a determination says what it says, as a tree for people: provision → sentence and claim → condition →
// fact → value → source. Made once here, in both languages, and shown as it is by the command, the portal and
// on paper: who shows it needs no other knowledge of rules. Pure; every text is finished, nothing in it is
// FEEL but the steps of a computation.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "determine/determine.hpp"

namespace enact::determine {

struct Explanation {
  enum class Kind : std::uint8_t {
    provision,   // the root
    sentence,    // words of the document that the provision carries out
    claim,       // one event; with verdict not_met: it was looked at and does not qualify
    condition,   // with the sentence that it carries out, if it names one
    fact,        // as it was read, with its source
    amount,      // how much, and how it comes about
    step,        // of the computation
    reduction,   // what is deducted, or which provision pays instead
    payable,     // of an amount that is not settled, what is safe to pay now
    decision,    // a judgement made on a band
    instalment,  // months of one amount
    missing,     // what is not known, and who knows it
    change,      // facts under which a refusal would be otherwise
    assumption,  // what the document leaves open; who may rule otherwise
  } kind = Kind::provision;
  std::string id = {};  // of the provision ("1a"), condition, assumption; path of the fact
  Text text = {};       // what it is about
  Text value = {};      // of a fact, an amount; empty: none
  Text detail = {};     // one sentence: the reason, the source, who decides, whom to ask; empty: none
  std::optional<Verdict> verdict = {};  // of provisions and claims: met is due
  std::optional<policy::Citation> citation = {};
  std::vector<Explanation> children = {};
};
std::string_view to_string(Explanation::Kind kind);

// Of one provision. Assumptions of the package as a whole are not in it: general_assumptions.
Explanation explain(const ProvisionResult& result);
// The assumptions of the packages as wholes that touch any result, each once.
std::vector<Explanation> general_assumptions(const Determination& determination);

// For a terminal: one line a node, indented, no line over `width` cells; ends with a line break.
std::string to_text(const Explanation& explanation, Language language, int width = 100);
// As JSON (docs/schema/determination.json, `explanation`).
std::string to_json(const Explanation& explanation);

// As to_text and to_json of determine.hpp, with the tree of each provision; `only`: of this one alone ("1a").
std::string explained_text(const Determination& determination, Language language, std::string_view only = {});
std::string explained_json(const Determination& determination);

}  // namespace enact::determine
