#include "casework/places.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "casework/announcement.hpp"
#include "casework/refusals.hpp"
#include "determine/subject_view.hpp"

namespace enact::casework {
namespace {

using store::Fault;

// As determination reads the record: the value that counts today, "" if it is unknown.
std::string value_of(const CaseFile& file, const SubjectFacts& record, std::string_view fact,
                     const Date& today) {
  const auto* type = file.context->determiner().model().subject(record.subject.type);
  if (type == nullptr || record.facts.subjects.empty()) return {};
  const auto view = determine::view_subject(record.facts.subjects.front(), *type,
                                            {.on = today, .known_on = {}}, /*unsaid_absent=*/false, {});
  const feel::Value* found = view.context.context()->find(fact);
  const std::string* text = found == nullptr ? nullptr : found->text();
  return text == nullptr ? std::string() : *text;
}

const policy::Unit* unit_at(const policy::Package& package, const std::string& place) {
  const auto found = std::ranges::find_if(package.units, [&](const policy::Unit& unit) {
    return std::ranges::find(unit.areas, place) != unit.areas.end();
  });
  return place.empty() || found == package.units.end() ? nullptr : &*found;
}

Fault place_unknown(const CaseFile& file, const policy::ProcedureStep& step, const std::string& fact,
                    const std::string& value) {
  const auto* type = file.context->determiner().model().subject(file.subject.type);
  const policy::FactDeclaration* declared = type == nullptr ? nullptr : type->fact(fact);
  const Text title = declared == nullptr ? Text{fact, fact} : declared->title;
  const bool declares = declared == nullptr || declared->attested_by.empty();
  const std::string attesters =
      declares ? std::string() : fmt::format("{}", fmt::join(declared->attested_by, "、"));
  return refuse(
      Fault::Kind::conflict, "casework.place-unknown",
      value.empty()
          ? Text{fmt::format("“{}”由所在地单位办理，而“{}”尚未登记或有矛盾", step.title.zh, title.zh),
                 fmt::format("`{}` is for the unit of the place, and `{}` is unknown or contradicted",
                             step.title.en, title.en)}
          : Text{fmt::format("“{}”由所在地单位办理，而“{}”没有承办单位", step.title.zh, value),
                 fmt::format("`{}` is for the unit of the place, and `{}` has none", step.title.en, value)},
      declares
          ? Text{fmt::format("请在主体档案中填写“{}”后再提交；草稿保留", title.zh),
                 fmt::format("enter `{}` in your record, then submit: the draft is kept", title.en)}
          : Text{fmt::format("请在主体档案中填写“{}”，或请{}核定后再提交；草稿保留", title.zh, attesters),
                 fmt::format("enter `{}` in your record or have {} attest it, then submit: the "
                             "draft is kept",
                             title.en, attesters)});
}

}  // namespace

bool in_use(const store::Reader& reader, const CaseFile& file, const policy::ProcedureStep& step,
            const Date& today) {
  if (!step.announced) return true;
  if (file.mode != Mode::apply) return false;
  const auto announced = announcement_for(reader, file.policy, file.provision, today.year);
  return announced && announced->first_check;
}

std::expected<std::map<std::string, std::string>, Fault> places_of(const store::Reader& reader,
                                                                   const CaseFile& file,
                                                                   const SubjectFacts& record,
                                                                   const Date& today) {
  std::map<std::string, std::string> units;
  for (const policy::ProcedureStep& step : file.run.procedure->steps) {
    const std::string fact(procedure::place_fact(step));
    if (fact.empty() || !in_use(reader, file, step, today)) continue;
    const std::string value = value_of(file, record, fact, today);
    if (const policy::Unit* unit = unit_at(*file.package, value)) {
      units[step.id] = unit->id;
    } else if (step.otherwise == "lead") {
      units[step.id] = file.run.parties.handler;
    } else if (step.otherwise.starts_with("unit:")) {
      units[step.id] = step.otherwise.substr(5);
    } else {
      return std::unexpected(place_unknown(file, step, fact, value));
    }
  }
  return units;
}

}  // namespace enact::casework
