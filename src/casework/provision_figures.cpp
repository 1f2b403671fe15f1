#include "casework/provision_figures.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "casework/refusals.hpp"

namespace enact::casework {

using identity::Action;
using store::Fault;

std::expected<sheet::Listing, Fault> provision_figures(const store::Reader& reader, const Library& library,
                                                       const Person& person, int year) {
  if (identity::reach(person.grants, Action::read_overview) == identity::Scope::none) {
    return std::unexpected(not_permitted());
  }
  sheet::Listing list{
      .title = {fmt::format("{} 年条款资金执行", year), fmt::format("provisions in {}", year)},
      .columns = {{"政策", "policy"},
                  {"条款", "provision"},
                  {"名称", "title"},
                  {"牵头单位", "lead units"},
                  {"办件数", "cases"},
                  {"主体数", "subjects"},
                  {"已安排(元)", "committed (yuan)"},
                  {"已支付(元)", "paid (yuan)"}},
      .rows = {}};
  reader.query(
      "SELECT c.policy, c.provision, count(DISTINCT c.id), count(DISTINCT c.subject), coalesce(sum(k.fen - "
      "k.cancelled_fen), 0), coalesce(sum(k.paid_fen), 0) FROM commitment k JOIN ledger_line l ON l.id = "
      "k.line "
      "JOIN case_file c ON c.id = k.case_id WHERE l.year = ? AND k.cancelled_fen < k.fen GROUP BY c.policy, "
      "c.provision ORDER BY c.policy, c.provision",
      {std::int64_t{year}}, [&](const store::Row& row) {
        const policy::PackagePtr package = library.current()->package(row.view(0));
        const policy::Provision* provision = package == nullptr ? nullptr : package->provision(row.view(1));
        const std::vector<std::string> leads =
            provision == nullptr ? std::vector<std::string>() : provision->leads;
        if (!identity::may(person.grants, Action::read_overview, {leads, {}})) return;
        list.rows.push_back({row.text(0), row.text(1), provision == nullptr ? "" : provision->title.zh,
                             text::join(leads, "、"), row.integer(2), row.integer(3), Fen{row.integer(4)},
                             Fen{row.integer(5)}});
      });
  return list;
}

}  // namespace enact::casework
