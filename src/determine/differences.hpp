// What differs between two determinations, by subject, provision and claim: of a replay and its record, of
// two days of knowledge, of two versions of a policy. Works on their JSON (docs/schema/determination.json),
// so that a result kept years ago can be compared too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace enact::determine {

struct ResultDifference {
  std::string subject;    // "企业 91350583MA2XY00000"; "": the determination as a whole
  std::string provision;  // "town-1/1a"; "": the subject as a whole
  std::string claim;      // "国家高新技术企业 2026-03-10 GR…"; "": the provision as a whole
  std::string member;     // where in it: "status", "conditions[在本市登记].verdict"; "": all of it
  std::string before;     // as in the JSON, texts without quotation marks; "": not there
  std::string after;
  // Of whether and how much is due, not of why.
  bool outcome() const;
};

// Both are JSON of to_json(Determination) or to_json(SubjectResult, Determination). In the order of `before`,
// what only `after` has at the end of its list.
std::vector<ResultDifference> compare_results(std::string_view before, std::string_view after);

// For people: a line a difference, below its subject and its provision.
std::string to_text(const std::vector<ResultDifference>& differences, Language language);
// An array of objects with the members of ResultDifference.
std::string to_json(const std::vector<ResultDifference>& differences);

}  // namespace enact::determine
