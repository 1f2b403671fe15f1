// What mergers, splits and conversions do to matters. See succession.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "casework/intake_parts.hpp"
#include "casework/record.hpp"
#include "casework/refusals.hpp"
#include "casework/succession.hpp"

namespace enact::casework {
namespace {

using store::Fault;

// More than any real family makes of one matter; a matter beyond that is refused nothing and shown all.
constexpr std::size_t most_keys = 256;

}  // namespace

Families::Families(const store::Reader& reader) {
  reader.query("SELECT kind, successor, predecessor, since, at FROM succession ORDER BY seq", {},
               [&](const store::Row& row) {
                 const auto kind = succession_from_id(row.view(0));
                 if (!kind || !inherits(*kind)) return;
                 links_.push_back(
                     {row.text(1), row.text(2), Date::parse(row.view(3)).value_or(Date{}), row.instant(4)});
               });
  for (const Link& link : links_) join(link.after, link.before);
  for (const auto& [id, family] : families_) {
    if (auto subject = store::find_subject(reader, id)) {
      by_identity_[text::matter_form(subject->identity)].push_back(id);
      members_.emplace(id, std::move(*subject));
    }
  }
}

void Families::join(const std::string& a, const std::string& b) {
  std::set<std::string> all = {a, b};
  for (const std::string& one : {a, b}) {
    const auto known = families_.find(one);
    if (known != families_.end()) all.insert(known->second.begin(), known->second.end());
  }
  const std::vector<std::string> family(all.begin(), all.end());
  for (const std::string& id : family) families_[id] = family;
}

std::vector<std::string> Families::others(std::string_view subject_id) const {
  std::vector<std::string> found;
  const auto family = families_.find(subject_id);
  if (family == families_.end()) return found;
  for (const std::string& id : family->second)
    if (id != subject_id) found.push_back(id);
  return found;
}

std::vector<std::string> Families::before(std::string_view subject_id, const Date& on) const {
  std::vector<std::string> found;
  for (const Link& link : links_)
    if (link.after == subject_id && link.on <= on) found.push_back(link.before);
  return found;
}

const store::Subject* Families::member(std::string_view subject_id) const {
  const auto found = members_.find(subject_id);
  return found == members_.end() ? nullptr : &found->second;
}

const std::vector<std::string>* Families::family_of_identity(std::string_view identity) const {
  const auto ids = by_identity_.find(text::matter_form(identity));
  if (ids == by_identity_.end()) return nullptr;
  return &families_.find(ids->second.front())->second;
}

std::vector<std::string> Families::other_keys(const determine::Matter& matter) const {
  // A key is the kind and the parts in normal form, one after another: a part's identity is put in another's
  // place there.
  std::set<std::string> keys = {matter.key};
  if (members_.empty()) return {};
  for (const std::string& part : matter.parts) {
    const auto* family = family_of_identity(part);
    if (family == nullptr) continue;
    const std::string own = text::matter_form(part);
    std::set<std::string> more;
    for (const std::string& key : keys) {
      for (const std::string& id : *family) {
        const store::Subject* other = member(id);
        if (other == nullptr) continue;
        std::vector<std::string> pieces = text::split(key, '\x1f');
        for (std::string& piece : pieces)
          if (piece == own) piece = text::matter_form(other->identity);
        more.insert(text::join(pieces, "\x1f"));
        // A matter that is the provision itself has a key of its own form.
        std::string last = key;
        if (last.ends_with("|" + own)) {
          last.replace(last.size() - own.size(), own.size(), text::matter_form(other->identity));
          more.insert(last);
        }
      }
    }
    keys.insert(more.begin(), more.end());
    if (keys.size() > most_keys) break;
  }
  keys.erase(matter.key);
  return {keys.begin(), keys.end()};
}

Instant Families::known_since(const determine::Matter& matter) const {
  Instant latest;
  for (const std::string& part : matter.parts) {
    const auto* family = family_of_identity(part);
    if (family == nullptr) continue;
    for (const Link& link : links_)
      if (std::ranges::find(*family, link.after) != family->end()) latest = std::max(latest, link.at);
  }
  return latest;
}

namespace {

// Items of a list that comes before, into each list of the name that the subject has itself.
void inherit_list(std::vector<determine::Fact>& facts, const determine::Fact& before) {
  const feel::List& old = *before.value.list();
  if (old.items.empty() && !old.open) return;
  bool any = false;
  for (determine::Fact& fact : facts) {
    if (fact.name != before.name || fact.value.list() == nullptr) continue;
    any = true;
    auto list = std::make_shared<feel::List>(*fact.value.list());
    std::set<std::string> known;
    for (const feel::Value& item : list->items) known.insert(canonical(item));
    bool more = false;
    for (std::size_t i = 0; i < old.items.size(); ++i) {
      if (!known.insert(canonical(old.items[i])).second) continue;
      determine::note_item_source(fact, list->items.size(), determine::source_of_item(before, i));
      list->items.push_back(old.items[i]);
      more = true;
    }
    if (old.open && !list->open) {
      list->open = true;
      list->causes = old.causes;
    }
    fact.value = feel::Value(feel::ListPtr(std::move(list)));
    // What rests on something declared is not attested as a whole.
    if (more && before.provenance.attested_by.empty()) fact.provenance.attested_by.clear();
  }
  if (any) return;
  auto list = std::make_shared<feel::List>(old);
  if (!list->open) {
    list->open = true;  // what the subject itself has is not known
    list->causes = std::make_shared<const std::vector<feel::Cause>>(
        std::vector<feel::Cause>{{feel::Cause::Kind::open_list, before.name, nullptr}});
  }
  determine::Fact made = before;
  made.value = feel::Value(feel::ListPtr(std::move(list)));
  facts.push_back(std::move(made));
}

}  // namespace

void inherit(const store::Reader& reader, const Context& context, const Families& families,
             const store::Subject& subject, const Date& on, Instant known_at, Taken taken,
             determine::Facts& facts) {
  if (families.empty() || facts.subjects.empty()) return;
  for (const std::string& id : families.before(subject.id, on)) {
    const auto before = facts_of(reader, context, id, on, known_at, taken);
    if (!before || before->facts.subjects.empty()) continue;
    for (const determine::Fact& fact : before->facts.subjects.front().facts)
      if (fact.value.list() != nullptr) inherit_list(facts.subjects.front().facts, fact);
  }
  const std::string own = text::matter_form(subject.identity);
  for (const std::string& id : families.others(subject.id)) {
    const store::Subject* member = families.member(id);
    if (member == nullptr) continue;
    const std::string theirs = text::matter_form(member->identity);
    for (PaidMatter& paid : paid_matters(reader, id)) {
      if (context.determiner().model().matter_parts(paid.matter.kind).size() != paid.matter.parts.size())
        continue;
      bool mapped = false;
      for (std::string& part : paid.matter.parts) {
        if (text::matter_form(part) != theirs) continue;
        part = subject.identity;
        mapped = true;
      }
      if (!mapped) continue;  // the same matter whoever asks: counted as paid to another
      facts.paid.push_back({.kind = paid.matter.kind,
                            .parts = std::move(paid.matter.parts),
                            .amount = paid.fen,
                            .on = paid.on,
                            .policy = paid.policy,
                            .provision = paid.provision,
                            .level = "city",
                            .location = {}});
    }
  }
}

namespace {

std::optional<std::string> first_of(const store::Reader& reader, const Families& families,
                                    const determine::Matter& matter, std::string_view condition) {
  const std::string sql = fmt::format(
      "SELECT c.reference FROM case_file c WHERE c.matter_kind = ? AND c.matter_key = ? AND {}", condition);
  for (const std::string& key : families.other_keys(matter))
    if (auto found = reader.text(sql, {matter.kind, key})) return found;
  return std::nullopt;
}

constexpr std::string_view is_owed =
    "EXISTS (SELECT 1 FROM commitment k WHERE k.case_id = c.id AND k.committed_fen + k.payable_fen + "
    "k.issued_fen "
    "> 0)";
constexpr std::string_view has_money =
    "EXISTS (SELECT 1 FROM commitment k WHERE k.case_id = c.id AND k.cancelled_fen < k.fen)";

}  // namespace

std::optional<std::string> open_in_family(const store::Reader& reader, const determine::Matter& matter) {
  return first_of(reader, Families(reader), matter, "c.ended = 0");
}

std::optional<std::string> owed_in_family(const store::Reader& reader, const determine::Matter& matter) {
  return first_of(reader, Families(reader), matter, is_owed);
}

std::optional<std::string> overlap_in_family(const store::Reader& reader, const determine::Matter& matter,
                                             Instant committed_at) {
  const Families families(reader);
  const bool known_before = families.known_since(matter) < committed_at;
  return first_of(reader, families, matter, known_before ? is_owed : has_money);
}

Fault taken_in_family(const std::string& reference) {
  return refuse(
      Fault::Kind::conflict, "casework.matter-taken",
      {fmt::format("同一事项已由前身或后继主体申请（办件 {}）", reference),
       fmt::format("a predecessor or successor has an open case of this matter ({})", reference)},
      {"请在该办件中继续办理，或由其撤回后再申请", "go on in that case, or have it withdrawn first"});
}

Fault owed_twice_in_family(const std::string& reference) {
  return refuse(
      Fault::Kind::conflict, "casework.owed-in-family",
      {fmt::format("同一事项已为前身或后继主体安排资金（办件 {}），不能再付", reference),
       fmt::format("money is committed or paid for this matter of a predecessor or successor already ({})",
                   reference)},
      {"请先以调整单撤销或追回其中一笔", "cancel one of them by an order, or demand it back, first"});
}

}  // namespace enact::casework
