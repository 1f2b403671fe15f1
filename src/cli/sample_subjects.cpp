#include "cli/sample_subjects.hpp"

#include <algorithm>
#include <stdexcept>

#include "cli/load_packages.hpp"

namespace enact::cli {
namespace {

constexpr std::string_view file_name = "samples/facts.yaml";

std::string attester(const determine::FactModel::SubjectType& type, std::string_view fact) {
  const policy::FactDeclaration* declared = type.fact(fact);
  return declared == nullptr || declared->attested_by.empty() ? std::string() : declared->attested_by.front();
}

void add_absent_lists(store::SubjectWithFacts& subject, const determine::FactModel::SubjectType& type) {
  for (const policy::FactDeclaration* fact : type.facts) {
    if (fact->type->kind != feel::Kind::list) continue;
    if (std::ranges::find(subject.facts, fact->name, &store::Fact::name) != subject.facts.end()) continue;
    store::Fact row;
    row.name = fact->name;
    row.value = "[]";
    row.attested_by = attester(type, fact->name);
    row.source = row.attested_by.empty() ? store::FactSource::declared : store::FactSource::attested;
    subject.facts.push_back(std::move(row));
  }
}

}  // namespace

store::SubjectWithFacts stored_subject(const determine::Subject& subject,
                                       const determine::FactModel::SubjectType& type) {
  store::SubjectWithFacts out;
  out.subject.type = subject.type;
  for (const auto& fact : subject.facts) {
    if (fact.name == type.base->identity && fact.value.text()) out.subject.identity = *fact.value.text();
    if (fact.name == type.base->label && fact.value.text()) out.subject.name = *fact.value.text();
    store::Fact row;
    row.name = fact.name;
    row.value = determine::fact_value_json(fact.value);
    row.open = fact.value.list() != nullptr && fact.value.list()->open;
    row.attested_by = fact.provenance.attested_by;
    row.source = row.attested_by.empty() ? store::FactSource::declared : store::FactSource::attested;
    out.facts.push_back(std::move(row));
  }
  return out;
}

std::vector<store::SubjectWithFacts> sample_subjects(const determine::FactModel& model,
                                                     const std::vector<std::filesystem::path>& folders) {
  std::vector<store::SubjectWithFacts> out;
  for (const auto& folder : folders) {
    const auto file = folder / file_name;
    if (!std::filesystem::is_regular_file(file)) continue;
    auto read = determine::read_facts(read_source(file.generic_string()), model);
    if (has_errors(read.diagnostics)) throw std::runtime_error(render(read.diagnostics, Language::zh));
    for (determine::Subject& subject : read.facts.subjects) {
      const auto* type = model.subject(subject.type);
      for (determine::Fact& fact : subject.facts) {
        if (fact.provenance.attested_by.empty()) fact.provenance.attested_by = attester(*type, fact.name);
      }
      out.push_back(stored_subject(subject, *type));
      if (read.facts.unsaid_absent) add_absent_lists(out.back(), *type);
    }
  }
  return out;
}

}  // namespace enact::cli
