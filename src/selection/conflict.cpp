// Conflicts of interest. See conflict.hpp.
#include "selection/conflict.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"

namespace enact::selection {
namespace {

struct Entry {
  std::string_view id;
  std::string_view zh;
  std::string_view en;
};
// In the order of ConflictKind; what is no conflict behind.
constexpr std::array entries{
    Entry{"own_bid", "本人参与申报", "is of the team itself"},
    Entry{"same_employer", "与申报单位同一单位", "employed by the bidder"},
    Entry{"partner", "任职于合作单位", "employed by a partner of the bid"},
    Entry{"listed", "在专家回避名单内", "stands in the expert's list of those to keep away from"},
    Entry{"declared", "专家自行申明", "declared by the expert"},
    Entry{"rotation", "近年参加评审次数已满，轮换", "sat in enough calls lately: another's turn"},
};

using Names = std::set<std::string, std::less<>>;

void add(Names& names, std::string_view name) {
  std::string form = text::matter_form(name);
  if (!form.empty()) names.insert(std::move(form));
}

Names forms(std::span<const std::string> names) {
  Names made;
  for (const std::string& name : names) add(made, name);
  return made;
}

bool holds(const Names& names, std::string_view name) {
  const std::string form = text::matter_form(name);
  return !form.empty() && names.contains(form);
}

}  // namespace

std::string_view conflict_id(ConflictKind kind) {
  return entries[static_cast<std::size_t>(kind)].id;
}

Text conflict_title(std::string_view id) {
  for (const Entry& one : entries) {
    if (one.id == id) return {std::string(one.zh), std::string(one.en)};
  }
  return {std::string(id), std::string(id)};
}

std::vector<ConflictKind> conflicts(const policy::Selection::Conflicts& rules, const ExpertOnRecord& expert,
                                    const BidOnRecord& bid) {
  std::vector<ConflictKind> found;
  const Names team = forms(bid.team);
  const Names partners = forms(bid.partners);
  Names bidder;
  add(bidder, bid.bidder);
  if (holds(team, expert.person) || holds(bidder, expert.person)) found.push_back(ConflictKind::own_bid);
  if (rules.same_employer) {
    if (holds(bidder, expert.employer)) found.push_back(ConflictKind::same_employer);
    if (holds(partners, expert.employer)) found.push_back(ConflictKind::partner);
  }
  if (!rules.listed.empty()) {
    const bool listed = std::ranges::any_of(expert.listed, [&](const std::string& name) {
      return holds(bidder, name) || holds(team, name) || holds(partners, name);
    });
    if (listed) found.push_back(ConflictKind::listed);
  }
  return found;
}

std::vector<Candidate> candidates(const policy::Selection& selection, std::string_view field,
                                  std::span<const ExpertOnRecord> experts,
                                  std::span<const BidOnRecord> bids) {
  std::vector<Candidate> made;
  for (const ExpertOnRecord& expert : experts) {
    Candidate one;
    one.expert = expert.id;
    one.own_field = field.empty() || std::ranges::find(expert.fields, field) != expert.fields.end();
    for (const BidOnRecord& bid : bids) {
      for (const ConflictKind kind : conflicts(selection.conflicts, expert, bid)) {
        one.against.push_back({expert.id, std::string(conflict_id(kind)), bid.id});
      }
    }
    if (selection.panel.calls > 0 && expert.recent_calls >= selection.panel.calls) {
      one.against.push_back({expert.id, "rotation", ""});
    }
    made.push_back(std::move(one));
  }
  return made;
}

std::vector<std::string> names_in(std::string_view text) {
  static constexpr std::array<std::string_view, 7> separators{"、", "，", ",", "；", ";", "\n", "\r"};
  std::vector<std::string> names;
  std::string current;
  const auto flush = [&] {
    const std::string_view trimmed = text::trim(current);
    if (!trimmed.empty()) names.emplace_back(trimmed);
    current.clear();
  };
  while (!text.empty()) {
    const auto* separator =
        std::ranges::find_if(separators, [&](std::string_view one) { return text.starts_with(one); });
    if (separator != separators.end()) {
      flush();
      text.remove_prefix(separator->size());
    } else {
      current += text.front();
      text.remove_prefix(1);
    }
  }
  flush();
  return names;
}

}  // namespace enact::selection
