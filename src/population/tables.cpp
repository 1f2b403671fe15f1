// What tables of every database have in common. See tables.hpp.
#include "population/tables.hpp"

#include <charconv>
#include <cmath>
#include <stdexcept>

namespace enact::population {

std::vector<TableName> table_names(const determine::FactModel& model, const TableOptions& options) {
  std::map<std::string, std::string> given = options.names;
  std::vector<TableName> names;
  const auto add = [&](const std::string& type, const std::string& list) {
    std::string name = list.empty() ? type : type + "." + list;
    if (const auto other = given.extract(name)) name = other.mapped();
    names.push_back({type, list, std::move(name)});
  };
  for (const auto& type : model.subjects()) {
    add(type.base->name, "");
    for (const policy::FactDeclaration* fact : type.facts) {
      if (bulk::is_record_list(*fact->type)) add(type.base->name, fact->name);
    }
  }
  if (!given.empty()) {
    throw std::runtime_error("`" + given.begin()->first +
                             "` is neither a subject type nor a list of records of one (TYPE or TYPE.LIST)");
  }
  return names;
}

std::optional<std::string> decimal_of_double(double number) {
  if (!std::isfinite(number)) return std::nullopt;
  char room[400];
  const auto shortest = std::to_chars(room, room + sizeof room, number, std::chars_format::fixed);
  std::string text(room, shortest.ptr);
  std::size_t digits = 0;
  bool leading = true;
  for (const char c : text) {
    if (c < '0' || c > '9') continue;
    leading = leading && c == '0';
    if (!leading) ++digits;
  }
  if (digits > 15) return std::nullopt;
  return text;
}

}  // namespace enact::population
