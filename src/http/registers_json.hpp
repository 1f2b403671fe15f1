// Registers and their entries as the API shows them. Entries are JSON text: figures in their values are
// passed on as they stand.
#pragma once

#include <string>

#include <boost/json.hpp>

#include "registers/import.hpp"
#include "registers/views.hpp"

namespace enact::http {

boost::json::object register_json(const registers::RegisterView& view);
std::string entry_row_json(const registers::EntryRow& row);
std::string entry_page_json(const registers::EntryPage& page);
std::string entry_json(const registers::EntryDetail& detail);
std::string matches_json(const std::vector<registers::Match>& matches);
std::string waiting_json(const registers::WaitingPage& page);
boost::json::object import_json(const registers::ImportReport& report);

}  // namespace enact::http
