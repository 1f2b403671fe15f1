// What the routes of the policy lab share: whether there is a lab, and asking it with an uploaded draft.
#pragma once

#include <expected>

#include "http/route.hpp"
#include "lab/lab.hpp"

namespace enact::http {

Response no_lab(const Request& request);
// The package that a trial's draft is, as whoever asks may see it; null for "". Faults as lab::draft() and
// lab::CompiledDrafts::of().
std::expected<policy::PackagePtr, store::Fault> draft_package(Service& service, const Request& request,
                                                              const std::string& draft);
// Precondition: the service has a lab. Faults as lab::Lab::ask(), too.
std::expected<lab::Answer, store::Fault> ask_lab(Service& service, const Request& request,
                                                 const lab::Trial& trial);

}  // namespace enact::http
