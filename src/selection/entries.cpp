// Entries of registers. See entries.hpp.
#include "selection/entries.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace enact::selection {
namespace {

constexpr std::string_view columns =
    "SELECT id, reference, status, subject, subject_name, name, content FROM register_entry ";

EntryOnRecord read_row(const store::Row& row) {
  EntryOnRecord entry{.id = row.text(0),
                      .reference = row.text(1),
                      .status = row.text(2),
                      .subject = row.text(3),
                      .subject_name = row.text(4),
                      .name = row.text(5),
                      .values = {}};
  if (auto values = registers::parse_exact(row.view(6))) entry.values = std::move(*values);
  return entry;
}

// A status holds the open steps, joined by `+`: an entry is in each of them.
bool is_in(const EntryOnRecord& entry, const std::vector<std::string>& states) {
  return std::ranges::any_of(text::split(entry.status, '+'), [&](const std::string& one) {
    return std::ranges::find(states, one) != states.end();
  });
}

using JsonKind = registers::ExactJson::Kind;

}  // namespace

std::string EntryOnRecord::text(std::string_view field) const {
  const registers::ExactJson* value = field.empty() ? nullptr : values.member(field);
  return value != nullptr && value->kind == JsonKind::text ? value->text : "";
}

std::vector<std::string> EntryOnRecord::texts(std::string_view field) const {
  const registers::ExactJson* value = field.empty() ? nullptr : values.member(field);
  if (value == nullptr) return {};
  if (value->kind == JsonKind::text) return names_in(value->text);
  std::vector<std::string> made;
  for (const registers::ExactJson& item : value->items) {
    if (item.kind == JsonKind::text) made.push_back(item.text);
  }
  return made;
}

std::vector<EntryOnRecord> entries_of(const store::Reader& reader, std::string_view policy,
                                      const policy::Selection::Entries& wanted) {
  auto entries =
      reader.all(std::string(columns) + "WHERE policy = ? AND register = ? AND draft = 0 ORDER BY seq",
                 {policy, wanted.register_id}, read_row);
  if (!wanted.during.empty()) {
    std::erase_if(entries, [&](const EntryOnRecord& entry) { return !is_in(entry, wanted.during); });
  }
  return entries;
}

std::optional<EntryOnRecord> entry_of(const store::Reader& reader, std::string_view id) {
  return reader.first(std::string(columns) + "WHERE id = ?", {id}, read_row);
}

BidOnRecord bid_on_record(const policy::Selection& selection, const EntryOnRecord& entry) {
  BidOnRecord bid{
      .id = entry.id, .bidder = entry.subject_name, .team = entry.texts(selection.bids.team), .partners = {}};
  for (const std::string& field : selection.bids.partners) {
    const std::vector<std::string> bodies = entry.texts(field);
    bid.partners.insert(bid.partners.end(), bodies.begin(), bodies.end());
  }
  return bid;
}

ExpertOnRecord expert_on_record(const policy::Selection& selection, const EntryOnRecord& entry) {
  return {.id = entry.id,
          .person = entry.text(selection.experts.person),
          .employer = entry.text(selection.experts.employer),
          .listed = entry.texts(selection.conflicts.listed),
          .fields = entry.texts(selection.experts.fields)};
}

std::string blind_values(const policy::Selection& selection, const EntryOnRecord& entry) {
  registers::ExactJson shown = entry.values;
  std::erase_if(shown.members, [&](const auto& member) {
    const std::string& field = member.name;
    const policy::Selection::Bids& bids = selection.bids;
    return std::ranges::find(bids.blind, field) != bids.blind.end() || field == bids.team ||
           std::ranges::find(bids.partners, field) != bids.partners.end();
  });
  return shown.written();
}

}  // namespace enact::selection
