// The route of the overview: what a policy has come to in a year.
#include "casework/overview.hpp"
#include "http/casework_json.hpp"
#include "http/json.hpp"
#include "http/policy_json.hpp"
#include "http/registers_json.hpp"
#include "http/route.hpp"
#include "http/selection_json.hpp"
#include "http/service.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

json::object provision_figures(const casework::ProvisionFigures& figures) {
  return {{"id", figures.provision->id},
          {"title", to_json(figures.provision->title)},
          {"decided", figures.provision->executable()},
          {"applied_for", !figures.provision->procedure.empty()},
          {"leads", to_json(figures.provision->leads)},
          {"opened", figures.opened},
          {"ended", figures.ended},
          {"running", figures.running},
          {"overdue", figures.overdue},
          {"running_most_fen", figures.running_most.count},
          {"unbounded", figures.unbounded},
          {"committed_fen", figures.committed.count},
          {"paid_cases", figures.paid_cases},
          {"paid_fen", figures.paid.count},
          {"paid_before_fen", figures.paid_before.count}};
}

json::object register_figures(const registers::RegisterView& view) {
  return {{"id", view.made->id},
          {"title", to_json(view.made->title)},
          {"total", view.total},
          {"counts", map_json(view.counts, [](const registers::RegisterView::Count& one) {
             return json::object{{"status", one.status}, {"title", to_json(one.title)}, {"count", one.count}};
           })}};
}

json::object unit_figures(const casework::UnitFigures& figures) {
  return {{"unit", figures.unit},
          {"steps", figures.steps},
          {"overdue", figures.overdue},
          {"oldest", to_json(figures.oldest)},
          {"register_steps", figures.register_steps},
          {"register_overdue", figures.register_overdue}};
}

Response overview(Service& service, const Request& request) {
  const Date today = service.today();
  const int year = static_cast<int>(request.number("year", today.year, 9998));
  auto found = service.database().read([&](const store::Reader& reader) {
    return casework::overview(reader, service.library(), service.catalogue(), person_of(request),
                              request.parameter("package"), year, today);
  });
  if (!found) return problem(found.error(), request.language);
  return ok(json::object{
      {"package", package_summary(*found->package)},
      {"year", found->year},
      {"first_year", found->first_year},
      {"on", found->today.to_string()},
      {"whole", found->whole},
      {"articles", map_json(found->articles,
                            [](const casework::ArticleFigures& one) {
                              return json::object{{"article", one.article},
                                                  {"heading", one.heading},
                                                  {"provisions", map_json(one.provisions, provision_figures)},
                                                  {"registers", map_json(one.registers, register_figures)},
                                                  {"calls", map_json(one.calls, summary_json)}};
                            })},
      {"units", map_json(found->units, unit_figures)},
      {"months", map_json(found->months,
                          [](const casework::MonthFigures& one) {
                            return json::object{{"opened", one.opened}, {"paid_fen", one.paid.count}};
                          })},
      {"appropriations", map_json(found->lines, line_json)}});
}

}  // namespace

void add_overview_routes(std::vector<Route>& out) {
  out.push_back({Method::get,
                 "/overview/{package}",
                 "getOverview",
                 {"政策总览：一年的办理与资金", "What a policy has come to in a year"},
                 may(identity::Action::read_overview),
                 {"year"},
                 "",
                 "Overview",
                 200,
                 {404},
                 overview});
}

}  // namespace enact::http
