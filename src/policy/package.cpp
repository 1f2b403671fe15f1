// Looking things up in a package by their names. See package.hpp.
#include "policy/package.hpp"

#include <algorithm>
#include <array>

namespace enact::policy {
namespace {

template <typename Items, typename Name>
auto find_by(const Items& items, std::string_view wanted, Name name) -> decltype(items.data()) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const auto& each) { return each.*name == wanted; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

bool Validity::contains(const Date& day) const {
  return (!from || *from <= day) && (!to || day <= *to);
}

std::size_t Document::covered_clauses() const {
  return static_cast<std::size_t>(std::count_if(clauses.begin(), clauses.end(), [](const Clause& clause) {
    return clause.use != ClauseUse::uncovered;
  }));
}

Location Document::location(std::size_t paragraph, Span span) const {
  const std::vector<Paragraph::Piece>& pieces = paragraphs[paragraph].pieces;
  // The piece that holds the beginning decides; a span over both pieces ends with the first.
  const Paragraph::Piece* piece = &pieces.front();
  for (const Paragraph::Piece& each : pieces) {
    if (each.at <= span.begin) piece = &each;
  }
  const std::size_t begin = piece->span.begin + (span.begin - piece->at);
  const std::size_t end = std::min(piece->span.begin + (span.end - piece->at), piece->span.end);
  return {source, {begin, std::max(begin, end)}};
}

std::string_view to_string(ProvisionKind kind) {
  static constexpr std::array<std::string_view, 14> names{
      "award",       "subsidy",   "allowance", "match",    "relief",   "priority",   "service",
      "recognition", "programme", "selection", "register", "exchange", "assessment", "coordination"};
  return names[static_cast<std::size_t>(kind)];
}

const FactDeclaration* SubjectType::fact(std::string_view wanted) const {
  return find_by(facts, wanted, &FactDeclaration::name);
}

const SubjectType* Vocabulary::subject(std::string_view wanted) const {
  return find_by(subjects, wanted, &SubjectType::name);
}

const RecordType* Vocabulary::record(std::string_view wanted) const {
  return find_by(records, wanted, &RecordType::name);
}

const ParameterValue* Parameter::on(const Date& day) const {
  const ParameterValue* found = nullptr;
  for (const ParameterValue& value : values) {
    if (value.validity.contains(day) && (found == nullptr || found->known < value.known)) found = &value;
  }
  return found;
}

const Provision* Package::provision(std::string_view wanted) const {
  return find_by(provisions, wanted, &Provision::id);
}

const Unit* Package::unit(std::string_view wanted) const {
  return find_by(units, wanted, &Unit::id);
}

const Procedure* Package::procedure(std::string_view wanted) const {
  return find_by(procedures, wanted, &Procedure::id);
}

const Parameter* Package::parameter(std::string_view wanted) const {
  return find_by(parameters, wanted, &Parameter::name);
}

const Assumption* Package::assumption(std::string_view wanted) const {
  return find_by(assumptions, wanted, &Assumption::id);
}

}  // namespace enact::policy
