// See comparison_json.hpp.
#include "bulk/comparison_json.hpp"

#include <limits>
#include <stdexcept>

namespace enact::bulk {
namespace {

namespace json = boost::json;

json::object text_json(const Text& text) {
  return {{"zh", text.zh}, {"en", text.en.empty() ? text.zh : text.en}};
}

std::int64_t fen(Sum sum) {
  constexpr Sum most = std::numeric_limits<std::int64_t>::max();
  if (sum > most || sum < -most) throw std::overflow_error("a sum of money passes what 64 bits of fen hold");
  return static_cast<std::int64_t>(sum);
}

json::object budget_json(const Budget& budget) {
  return {{"least_fen", fen(budget.least)},
          {"greatest_fen", fen(budget.greatest)},
          {"unbounded", budget.unbounded}};
}

json::value totals_json(const std::optional<LaneTotals>& totals) {
  if (!totals) return nullptr;
  return json::object{{"due", totals->due},
                      {"not_due", totals->not_due},
                      {"unknown", totals->unknown},
                      {"least_fen", fen(totals->least)},
                      {"greatest_fen", fen(totals->greatest)},
                      {"unbounded", totals->unbounded}};
}

json::object provision_json(const ProvisionLine& line) {
  const policy::Provision& provision = *line.provision;
  return {{"package", line.package->id},
          {"id", provision.id},
          {"article", provision.article},
          {"title", text_json(provision.title)},
          {"payer", provision.payer},
          {"lead", provision.leads.empty() ? "" : provision.leads.front()},
          {"money", line.money},
          {"estimate", line.estimate},
          {"before", totals_json(line.before)},
          {"after", totals_json(line.after)}};
}

json::array lines_json(const std::vector<BudgetLine>& lines, std::size_t packages) {
  json::array out;
  for (const BudgetLine& line : lines) {
    json::object one{
        {"name", line.name}, {"before", budget_json(line.before)}, {"after", budget_json(line.after)}};
    if (packages > 0) one["package"] = line.package->id;
    out.push_back(std::move(one));
  }
  return out;
}

json::array amounts_json(const std::vector<std::int64_t>& amounts) {
  json::array out;
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    out.push_back(json::object{{"percent", quantile_percents[i]}, {"fen", amounts[i]}});
  }
  return out;
}

// The bands from the first to the last that any of the histograms has something in.
struct Extent {
  std::size_t first = bands();
  std::size_t end = 0;
  void take(const Histogram& histogram) {
    for (std::size_t i = 0; i < bands(); ++i) {
      if (histogram.counts[i] == 0) continue;
      first = std::min(first, i);
      end = std::max(end, i + 1);
    }
  }
};

json::array pair_json(const Histogram& a, const char* name_a, const Histogram& b, const char* name_b) {
  Extent extent;
  extent.take(a);
  extent.take(b);
  json::array out;
  for (std::size_t i = extent.first; i < extent.end; ++i) {
    json::object one;
    one["over_fen"] = i == 0 ? 0 : bound_of(i - 1);
    if (bound_of(i) == no_bound) {
      one["up_to_fen"] = nullptr;
    } else {
      one["up_to_fen"] = bound_of(i);
    }
    one[name_a] = a.counts[i];
    one[name_b] = b.counts[i];
    out.push_back(std::move(one));
  }
  return out;
}

json::object group_json(const GroupLine& group) {
  return {{"name", group.name},
          {"rest", group.rest},
          {"subjects", group.subjects},
          {"winners", group.winners},
          {"losers", group.losers},
          {"before_fen", fen(group.before)},
          {"after_fen", fen(group.after)},
          {"gains_fen", fen(group.gains)},
          {"losses_fen", fen(group.losses)}};
}

json::object limited_json(const Limited& one) {
  return {{"rule", determine::to_string(one.rule)},
          {"budget_fen", one.budget},
          {"demanded_fen", fen(one.demanded)},
          {"given_fen", fen(one.given)},
          {"claimants", one.claimants},
          {"in_full", one.in_full},
          {"in_part", one.in_part},
          {"nothing", one.nothing},
          {"quantiles", amounts_json(one.quantiles)}};
}

template <typename Items, typename Function>
json::array array_of(const Items& items, Function&& function) {
  json::array array;
  for (const auto& item : items) array.push_back(function(item));
  return array;
}

}  // namespace

json::object to_json(const Comparison& comparison) {
  const Effects& effects = comparison.effects;
  return {{"subjects", comparison.subjects},
          {"before", budget_json(comparison.before)},
          {"after", budget_json(comparison.after)},
          {"paid_before", comparison.paid_before},
          {"paid_after", comparison.paid_after},
          {"provisions", array_of(comparison.provisions, provision_json)},
          {"articles", lines_json(comparison.articles, 1)},
          {"payers", lines_json(comparison.payers, 0)},
          {"leads", lines_json(comparison.leads, 0)},
          {"effects",
           {{"winners", effects.winners},
            {"losers", effects.losers},
            {"possible", effects.possible},
            {"gains_fen", fen(effects.gains)},
            {"losses_fen", fen(effects.losses)},
            {"gain_quantiles", amounts_json(effects.gain_quantiles)},
            {"loss_quantiles", amounts_json(effects.loss_quantiles)},
            {"distribution", pair_json(effects.gained, "winners", effects.lost, "losers")}}},
          {"received", pair_json(comparison.received_before, "before", comparison.received_after, "after")},
          {"groups", array_of(comparison.groups, group_json)},
          {"limited", array_of(comparison.limited, limited_json)},
          {"parts", comparison.parts},
          {"again", comparison.again}};
}

json::object to_json(const policy::Lever& lever) {
  json::object out{
      {"id", lever.id},
      {"is", policy::to_string(lever.is)},
      {"title", text_json(lever.title)},
      {"provision", lever.provision},
      {"provisions", array_of(lever.provisions, [](const std::string& id) { return json::string(id); })},
      {"unit", lever.unit},
      {"type", feel::to_string(*lever.type)}};
  if (lever.value.is_null()) {
    out["value"] = nullptr;
  } else {
    out["value"] = feel::to_string(lever.value);
  }
  return out;
}

json::array to_json(const std::vector<policy::SetPackage::Set>& settings) {
  return array_of(settings, [](const policy::SetPackage::Set& set) {
    return json::object{{"lever", to_json(set.lever)}, {"value", feel::to_string(set.value)}};
  });
}

}  // namespace enact::bulk
