// See lab_asking.hpp.
#include "http/lab_asking.hpp"

#include "http/service.hpp"
#include "lab/drafts.hpp"

namespace enact::http {

Response no_lab(const Request& request) {
  return problem(404, "lab.none", {"本服务没有开设政策实验室", "this service has no policy lab"}, {},
                 request.language);
}

std::expected<policy::PackagePtr, store::Fault> draft_package(Service& service, const Request& request,
                                                              const std::string& draft) {
  if (draft.empty()) return policy::PackagePtr();
  return service.database().read(
      [&](const store::Reader& reader) -> std::expected<policy::PackagePtr, store::Fault> {
        const auto found = lab::draft(reader, person_of(request), draft);
        if (!found) return std::unexpected(found.error());
        return service.options().lab->drafts().of(reader, *found);
      });
}

std::expected<lab::Answer, store::Fault> ask_lab(Service& service, const Request& request,
                                                 const lab::Trial& trial) {
  const auto draft = draft_package(service, request, trial.draft);
  if (!draft) return std::unexpected(draft.error());
  return service.options().lab->ask(trial, *draft);
}

}  // namespace enact::http
