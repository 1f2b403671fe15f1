// The logic of an exported provision that its author did not write: how conditions become a verdict, a
// verdict and an amount a claim, events a list of claims. One place, so that the import can say whether a
// model still has it. Knows names, not provisions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dmn/model.hpp"
#include "policy/package.hpp"

namespace enact::policy::dmn_frame {

dmn::model::ExpressionSource source(const std::string& feel);
dmn::model::ExpressionPtr literal(const std::string& feel);
// The entry without a name is the result.
struct Entry {
  std::string name;
  dmn::model::ExpressionPtr value;
};
dmn::model::ExpressionPtr context(const std::vector<Entry>& entries);

// The rule's dates as FEEL over the name of a day: "在 >= date(…) and …"; empty: always.
std::string within(const std::string& day, const Validity& validity);
std::string date_literal(const Date& date);

// One line a condition: not met, so not all are met; the first line: all are met.
struct ConditionName {
  std::string label;  // the column's heading
  std::string name;   // what it reads
  std::string remark;
};
dmn::model::ExpressionPtr verdict(const std::vector<ConditionName>& conditions, const std::string& output);

struct ClaimNames {
  std::string item;  // empty: there is no event
  std::string date;  // empty: none
  std::string verdict;
  std::string amount;                    // empty: no money
  bool figure = true;                    // else a band
  std::vector<std::string> claim_caps;   // within one claim
  std::vector<std::string> shared_caps;  // shared by claims: shown beside the amount
  bool half_up = true;                   // the version has `round half up`
};
dmn::model::ExpressionPtr claim(const ClaimNames& names, const std::vector<ConditionName>& conditions);

struct MonthsNames {
  std::string asked_on, from;
  std::string to;     // or
  std::string count;  // how many
  bool one_claim = false;
};
dmn::model::ExpressionPtr months(const MonthsNames& names);

struct ResultNames {
  std::string list, item, service;
  std::vector<std::string> inputs;         // of the service, besides the item and the month
  std::string months_service;              // empty: not by the month
  std::vector<std::string> months_inputs;  // of that service, the item too if it reads it
  std::string month, month_index;          // empty: the service does not take them
  bool one_claim = false;
  bool money = false;
  bool boxed = true;  // the version has boxed iterators
};
dmn::model::ExpressionPtr result(const ResultNames& names);

}  // namespace enact::policy::dmn_frame
