#include "casework/cautions.hpp"

#include <fmt/format.h>

#include <limits>

#include "casework/alike.hpp"
#include "casework/differing.hpp"

namespace enact::casework {
namespace {

Text meaning_of(const CaseFile& file, const std::string& assumption) {
  for (const policy::PackagePtr& package : file.context->packages())
    for (const policy::Assumption& one : package->assumptions)
      if (one.id == assumption) return one.text;
  return {};
}

// Of the record as it is now: what was declared and differs from what a unit attested, and the facts that the
// package declares as cautions. Also of those before the subject.
void add_facts(const store::Reader& reader, const CaseFile& file, std::string_view subject_type,
               const std::string& subject_id, const Date& today, std::vector<CautionView>& views) {
  const auto* type = file.context->determiner().model().subject(subject_type);
  if (type == nullptr) return;
  constexpr Instant latest{std::numeric_limits<std::int64_t>::max()};
  const std::vector<store::Fact> known = store::facts_known_at(reader, subject_id, latest);
  for (const Differing& one : differing_of(*file.context, subject_type, known, today)) {
    views.push_back({.kind = "declared",
                     .title = type->fact(one.declared->name)->title,
                     .what = one.says,
                     .by = one.attested->attested_by,
                     .since = one.declared->known_on.legal_day(),
                     .meaning = {},
                     .fact = one.declared->name,
                     .stands = one.stands,
                     .attested_since = one.attested->known_on.legal_day()});
  }
  for (const store::Fact& fact : known) {
    const policy::FactDeclaration* declaration = type->fact(fact.name);
    if (declaration == nullptr || declaration->caution.empty() || fact.value == "[]" ||
        fact.value == "null" || fact.value.empty())
      continue;
    views.push_back({.kind = "fact",
                     .title = declaration->title,
                     .what = fact.value,
                     .by = fact.source == store::FactSource::attested ? fact.attested_by : std::string(),
                     .since = fact.valid_from,
                     .meaning = meaning_of(file, declaration->caution),
                     .fact = fact.name});
  }
}

std::string_view kind_of(SuccessionKind kind) {
  if (inherits(kind)) return "succession";
  return kind == SuccessionKind::refounded ? "refounded" : "moved";
}

Text listed(const std::vector<Text>& texts) {
  Text all;
  for (const Text& one : texts) {
    all.zh += (all.zh.empty() ? "" : "、") + one.zh;
    all.en += (all.en.empty() ? "" : ", ") + one.en;
  }
  return all;
}

// Named to those who may read the other's record.
void add_alike(const store::Reader& reader, AlikeIndex& alikes, const CaseFile& file, const Person& person,
               const Date& today, std::vector<CautionView>& views) {
  for (const Alike& one : alike_of(reader, alikes, *file.context, *file.package, file.subject, today)) {
    const Text shared = listed(one.shared);
    std::vector<Text> history = one.history;
    if (one.paid) history.push_back({"曾获兑付", "was paid"});
    const bool named = may_read_record(reader, *file.context, person, one.other);
    const Text known = listed(history);
    views.push_back({.kind = "alike",
                     .title = {fmt::format("与另一主体相同：{}（该主体：{}）", shared.zh, known.zh),
                               fmt::format("the same {} as another subject ({})", shared.en, known.en)},
                     .what = named ? fmt::format("{} {}", one.other.name, one.other.identity) : "",
                     .by = {},
                     .since = {},
                     .meaning = {}});
  }
}

}  // namespace

std::vector<CautionView> cautions_of(const store::Reader& reader, AlikeIndex& alikes, const CaseFile& file,
                                     const Person& person, const Date& today) {
  std::vector<CautionView> views;
  add_facts(reader, file, file.subject.type, file.subject.id, today, views);
  const Families families(reader);
  for (const std::string& id : families.others(file.subject.id))
    add_facts(reader, file, file.subject.type, id, today, views);
  for (const Member& member : file.members) {
    const std::size_t before = views.size();
    add_facts(reader, file, member.subject.type, member.subject.id, today, views);
    for (std::size_t i = before; i < views.size(); ++i) {
      views[i].title.zh += "（联合申请人：" + member.subject.name + "）";
      views[i].title.en += " (of " + member.subject.name + ")";
    }
  }
  add_alike(reader, alikes, file, person, today, views);
  for (const Succession& one : successions_of(reader, file.subject.id)) {
    if (one.kind == SuccessionKind::unrelated) continue;
    const bool after = one.subject.id == file.subject.id;
    const std::optional<store::Subject> other = after ? one.other : std::optional(one.subject);
    views.push_back(
        {.kind = std::string(kind_of(one.kind)),
         .title = succession_title(one.kind),
         .what = other ? fmt::format("{} {} {}", after ? "←" : "→", other->name, other->identity) : "",
         .by = one.unit,
         .since = one.on,
         .meaning = {}});
  }
  for (const std::string& key : families.other_keys(file.matter)) {
    reader.query(
        "SELECT reference, status_zh, status_en FROM case_file WHERE matter_kind = ? AND matter_key = ?",
        {file.matter.kind, key}, [&](const store::Row& row) {
          views.push_back({.kind = "family_case",
                           .title = {"前身或后继主体的同一事项：" + row.text(1),
                                     "the same matter of a predecessor or successor: " + row.text(2)},
                           .what = row.text(0),
                           .by = {},
                           .since = {},
                           .meaning = {}});
        });
  }
  return views;
}

}  // namespace enact::casework
