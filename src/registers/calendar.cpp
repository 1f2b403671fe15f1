// What is taken of a resource, by the constraints on time that its register declares.
#include <fmt/format.h>

#include "registers/entry_state.hpp"
#include "registers/refusals.hpp"
#include "registers/sight.hpp"

namespace enact::registers {

using store::Fault;

std::expected<std::vector<TakenSpan>, Fault> calendar(const store::Reader& reader, const Catalogue& catalogue,
                                                      const Person& person, std::string_view policy,
                                                      std::string_view register_id, std::string_view key,
                                                      const Date& from, const Date& to) {
  const auto view = find_register_view(reader, catalogue, person, policy, register_id, from);
  if (!view) return std::unexpected(view.error());
  const policy::Register& made = *view->made;
  const Sight sight(person, *view->book->package, made);
  const auto after = to.add_days(1);
  std::vector<TakenSpan> spans;
  for (std::size_t i = 0; i < made.spans.size(); ++i) {
    // Of a register whose spans have one key, the entry that is booked; of others, the whole register.
    const policy::RegisterSpan& span = made.spans[i];
    const bool keyed = span.key.size() == 1 && !key.empty();
    const std::string of_key =
        keyed ? determine::fact_value_json(feel::Value(std::string(key))) + '\x1f' : std::string();
    reader.query(
        "SELECT e.id, e.name, e.status_zh, s.starts, s.ends, e.public, e.subject, e.draft, e.reference FROM "
        "register_span "
        "s "
        "JOIN register_entry e ON e.id = s.entry WHERE s.scope = ? AND (s.key = ? OR ? = '') AND s.starts < "
        "? "
        "AND s.ends > ? ORDER BY s.starts",
        {fmt::format("{}/{}/span{}", policy, register_id, i), of_key, of_key,
         start_of_legal_day(after.value_or(to)), start_of_legal_day(from)},
        [&](const store::Row& row) {
          TakenSpan taken{.entry = {},
                          .title = {},
                          .status = row.text(2),
                          .starts = row.instant(3),
                          .ends = row.instant(4)};
          if (row.integer(4) == never_ends) taken.ends.reset();
          const bool whole = sight.sees_whole(row.view(6), row.boolean(7), false);
          if (whole || row.boolean(5)) {
            taken.entry = row.text(0);
            taken.title = whole || name_is_shown(made) ? row.text(1) : row.text(8);
          }
          spans.push_back(std::move(taken));
        });
    break;  // the first constraint is the calendar
  }
  return spans;
}

}  // namespace enact::registers
