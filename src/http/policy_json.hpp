// A policy package as the API shows it.
#pragma once

#include <boost/json.hpp>

#include "policy/package.hpp"

namespace enact::http {

boost::json::object package_summary(const policy::Package& package);
boost::json::object document_json(const policy::Package& package);
boost::json::object provision_json(const policy::Package& package, const policy::Provision& provision);
boost::json::object assumption_json(const policy::Assumption& assumption);
boost::json::object unit_json(const policy::Unit& unit);
boost::json::object vocabulary_json(const policy::Package& package);
boost::json::object parameter_json(const policy::Parameter& parameter);
boost::json::object procedure_json(const policy::Procedure& procedure);
boost::json::object period_json(const policy::Period& period);
boost::json::object fact_type_json(const feel::Type& type);

// How many UTF-16 code units the first `bytes` bytes of a UTF-8 text take: JavaScript counts in these.
std::size_t utf16_offset(std::string_view text, std::size_t bytes);

}  // namespace enact::http
