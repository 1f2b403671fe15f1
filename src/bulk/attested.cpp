// Keeping what is attested. See attested.hpp.
#include "bulk/attested.hpp"

#include <algorithm>

namespace enact::bulk {
namespace {

using SubjectType = determine::FactModel::SubjectType;

class AttestedColumns final : public ColumnSource {
 public:
  AttestedColumns(std::unique_ptr<ColumnSource> source, const determine::FactModel& model,
                  std::vector<std::string> units)
      : source_(std::move(source)), model_(model), units_(std::move(units)) {}

  bool next(Segment& segment) override {
    if (!source_->next(segment)) return false;
    const SubjectType& type = *model_.subject(segment.type);
    const auto declared_only = [&](const auto& column) {
      return column.name != type.base->identity && !attested(*type.fact(column.name));
    };
    std::erase_if(segment.table.columns, declared_only);
    std::erase_if(segment.table.lists, declared_only);
    return true;
  }
  const std::vector<Rejected>& rejected() const override { return source_->rejected(); }

 private:
  bool attested(const policy::FactDeclaration& fact) const {
    return std::any_of(fact.attested_by.begin(), fact.attested_by.end(), [&](const std::string& unit) {
      return std::find(units_.begin(), units_.end(), unit) != units_.end();
    });
  }

  std::unique_ptr<ColumnSource> source_;
  const determine::FactModel& model_;
  std::vector<std::string> units_;
};

}  // namespace

std::unique_ptr<ColumnSource> attested_columns(std::unique_ptr<ColumnSource> source,
                                               const determine::FactModel& model,
                                               std::vector<std::string> units) {
  return std::make_unique<AttestedColumns>(std::move(source), model, std::move(units));
}

void keep_attested(determine::Subject& subject, const SubjectType& type) {
  for (std::size_t i = 0; i < type.facts.size(); ++i) {
    const std::string& name = type.facts[i]->name;
    if (name == type.base->identity) continue;
    bool said = false;
    bool attested = false;
    for (const determine::Fact& fact : subject.facts) {
      if (fact.name != name) continue;
      said = true;
      attested = attested || !fact.provenance.attested_by.empty();
    }
    if (!said) continue;
    std::erase_if(subject.facts, [&](const determine::Fact& fact) {
      return fact.name == name && fact.provenance.attested_by.empty();
    });
    // Not said, where what is not said is known to be absent, would be more than anybody attests.
    if (!attested) subject.facts.push_back({name, type.unsaid[i], {}, {}});
  }
}

}  // namespace enact::bulk
