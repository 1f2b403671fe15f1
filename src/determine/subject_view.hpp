// One subject as expressions see it on the day of asking: a context of all declared facts, in which what is
// not said is unknown (or known to be absent), what happens later does not exist, and lists know whether they
// are complete. Knows nothing of provisions.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "determine/determine.hpp"

namespace enact::determine {

// The field of a record that holds its event date (docs/policy-package.md, `date`).
inline constexpr std::string_view event_date_field = "日期";

struct SubjectView {
  const FactModel::SubjectType* type = nullptr;
  feel::Value context;
  std::vector<const Fact*> said;  // one a fact of the type: what counts of it; null: not said
  // By fact, of lists whose items come from several: where each item that the view has comes from.
  std::map<std::string_view, std::vector<Provenance>> item_sources;
  std::map<const feel::Context*, std::string>
      item_paths;           // of records in lists: "企业.认定[2]"; if explained
  Diagnostics diagnostics;  // facts that contradict each other

  const Provenance* provenance_of(std::string_view fact) const;
  // Of the item of a list: `number` from 1, as in its path.
  const Provenance* provenance_of(std::string_view fact, std::size_t number) const;
};

// The facts must outlive the view. `unnamed`: stands for the identifying fact where it is not said, so that a
// subject who does not give its number yet is still one subject, whose matters are told apart; empty: it is
// unknown like any other fact.
SubjectView view_subject(const Subject& subject, const FactModel::SubjectType& type, const Question& question,
                         bool unsaid_absent, const std::string& unnamed);

// What a fact or field of this type is while nobody has said it: unknown, or a list to which all may belong.
feel::Value unsaid_value(const feel::Type& type, const std::string& path);

// For people: text without quotes, numbers, dates; records and lists in FEEL's form.
std::string display(const feel::Value& value);

}  // namespace enact::determine
