// The values of a request, held against the fields and against who writes them. Internal to the floor.
#pragma once

#include "registers/entry_file.hpp"
#include "registers/registers.hpp"

namespace enact::registers {

// The values with the changes. `may_write`: whether the person may write the field here. Faults: invalid
// "register.unknown-field" (with the nearest name), "register.bad-value"; forbidden
// "register.not-entered-here".
std::expected<Values, store::Fault> changed_values(
    const Book& book, const policy::Register& made, Values values, const ExactJson& changes,
    const std::function<bool(const policy::RegisterField&)>& may_write);

// Invalid "register.text-too-long".
std::optional<store::Fault> text_fault(std::string_view text, std::size_t limit);
inline constexpr std::size_t reason_limit = 6000;  // bytes: about 2,000 Han characters

// "R2026-000042": the year of entering and a running number.
struct Reference {
  std::int64_t year = 0;
  std::int64_t number = 0;
  std::string text() const;
};
Reference next_reference(store::Transaction& tx);

// A new entry as it would be opened; its id is not given yet. Faults as those of Registers::open.
std::expected<EntryFile, store::Fault> begin_entry(const store::Reader& reader, const Catalogue& catalogue,
                                                   const Person& person, const OpenEntryRequest& request);
// The unit that opens it ("" : the owner).
std::string opening_unit(const EntryFile& file);
procedure::Event opening_event(const EntryFile& file, const std::string& account, const Date& today);
// Appends the first event; `then`: steps that are taken over with it (an import).
std::optional<store::Fault> open_entry(store::Transaction& tx, const Registers& registers, EntryFile& file,
                                       const Person& person, const std::vector<procedure::Event>& then);

}  // namespace enact::registers
