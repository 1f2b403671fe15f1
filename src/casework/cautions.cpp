#include "casework/cautions.hpp"

#include <fmt/format.h>

#include <limits>

namespace enact::casework {
namespace {

Text meaning_of(const CaseFile& file, const std::string& assumption) {
  for (const policy::PackagePtr& package : file.context->packages())
    for (const policy::Assumption& one : package->assumptions)
      if (one.id == assumption) return one.text;
  return {};
}

// Facts that the package declares as cautions, of the record as it is now, also of those before the subject.
void add_facts(const store::Reader& reader, const CaseFile& file, std::string_view subject_type,
               const std::string& subject_id, std::vector<CautionView>& views) {
  const auto* type = file.context->determiner().model().subject(subject_type);
  if (type == nullptr) return;
  constexpr Instant latest{std::numeric_limits<std::int64_t>::max()};
  for (const store::Fact& fact : store::facts_known_at(reader, subject_id, latest)) {
    const policy::FactDeclaration* declaration = type->fact(fact.name);
    if (declaration == nullptr || declaration->caution.empty() || fact.value == "[]" || fact.value == "null")
      continue;
    views.push_back({.kind = "fact",
                     .title = declaration->title,
                     .what = fact.value,
                     .by = fact.source == store::FactSource::attested ? fact.attested_by : std::string(),
                     .since = fact.valid_from,
                     .meaning = meaning_of(file, declaration->caution)});
  }
}

std::string_view kind_of(SuccessionKind kind) {
  if (inherits(kind)) return "succession";
  return kind == SuccessionKind::refounded ? "refounded" : "moved";
}

}  // namespace

std::vector<CautionView> cautions_of(const store::Reader& reader, const CaseFile& file) {
  std::vector<CautionView> views;
  add_facts(reader, file, file.subject.type, file.subject.id, views);
  const Families families(reader);
  for (const std::string& id : families.others(file.subject.id))
    add_facts(reader, file, file.subject.type, id, views);
  for (const Member& member : file.members) {
    const std::size_t before = views.size();
    add_facts(reader, file, member.subject.type, member.subject.id, views);
    for (std::size_t i = before; i < views.size(); ++i) {
      views[i].title.zh += "（联合申请人：" + member.subject.name + "）";
      views[i].title.en += " (of " + member.subject.name + ")";
    }
  }
  for (const Succession& one : successions_of(reader, file.subject.id)) {
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
