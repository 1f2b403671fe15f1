// One provision in the model that an export puts together. Internal to the export.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "policy/dmn_export_model.hpp"
#include "policy/dmn_frame.hpp"

namespace enact::policy::dmn_export {

class ProvisionExport {
 public:
  ProvisionExport(Model& model, const Provision& provision);
  void run();

 private:
  // Whose parameters count: those of the day of asking, or of the event's.
  enum class When : std::uint8_t { asked, event };

  Model::New part(std::string_view kind, int index = 0, std::string name = "") const;
  const Place& resolve(const std::string& name, When when);
  Logic logic(const Expression& expression, When when);
  const Place& decision(Model::New&& wanted, const Expression& expression, When when);
  void find_tables();
  void find_parameters();

  const Place& item();
  const Place& month(std::string_view kind);
  const Place& let(std::size_t index);
  const Place& definition(const std::string& name, When when);
  const Place& parameters(When when);
  const Place* table_value(const std::string& name);

  std::vector<std::string> cited(const std::optional<Citation>& citation);
  const Place* date();
  std::string day() { return date() ? date()->name : model_.asked_on().name; }
  const Place* validity();
  void add_conditions();
  void add_amount();
  const Place& add_claim();
  void add_result(const Place& claim);
  const Place* add_months();
  void add_text_only();

  Model& model_;
  const Package& package_;
  const Provision& provision_;
  ProvisionText text_;
  std::map<std::string, const Place*> values_;  // tables that stand as decisions
  std::map<std::string, CallSite> table_calls_;
  EntriesRead parameters_read_;
  std::vector<dmn_frame::ConditionName> conditions_;
  std::vector<std::string> verdict_reads_;
  const Place* amount_ = nullptr;
  std::vector<const Place*> claim_caps_, shared_caps_;
};

}  // namespace enact::policy::dmn_export
