// Cases, subjects and notices as the API shows them.
#pragma once

#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "casework/views.hpp"
#include "http/route.hpp"

namespace enact::http {

// What a list of cases is narrowed by, from a request's query; its page is the caller's.
casework::CaseFilter case_filter(const Request& request);
boost::json::object case_summary_json(const casework::CaseSummary& summary);
boost::json::object open_step_json(const casework::OpenStepView& step);
boost::json::object notice_json(const casework::NoticeView& notice);
// The whole case as JSON text; its determination is passed on byte for byte.
std::string case_json(const casework::CaseDetail& detail);
boost::json::array record_json(const std::vector<casework::RecordFact>& record);

// `object` with one more member whose value is JSON text already ("" becomes null): figures in it are not
// read and written again.
std::string with_raw(const boost::json::object& object, std::string_view name, std::string_view raw);
boost::json::object line_json(const ledger::LineState& state);

}  // namespace enact::http
