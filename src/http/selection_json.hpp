// Calls as the API answers them: what selection::Sight lets the person see, no more.
#pragma once

#include <boost/json.hpp>

#include "selection/sight.hpp"

namespace enact::http {

boost::json::object call_json(const store::Reader& reader, const selection::CallFile& file,
                              const selection::Person& person);
boost::json::object summary_json(const selection::CallSummary& call);
// A competition as a package in force declares it; `may_open`: the person can open a call of it.
boost::json::object selection_json(const policy::Package& package, const policy::Selection& declared,
                                   bool may_open);

}  // namespace enact::http
