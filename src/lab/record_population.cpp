// See record_population.hpp.
#include "lab/record_population.hpp"

#include "bulk/facts_source.hpp"
#include "casework/record.hpp"

namespace enact::lab {

Population record_population(store::Database& database, const casework::Library& library) {
  const auto open = [&database, &library](const determine::FactModel& model,
                                          const determine::Question& question) {
    const Instant now = database.clock().now();
    const casework::ContextPtr context = library.current();
    std::vector<determine::Subject> subjects;
    database.read([&](const store::Reader& reader) {
      std::vector<std::string> ids;
      for (const auto& type : model.subjects()) {
        store::for_each_subject(reader, type.base->name,
                                [&](const store::Subject& subject) { ids.push_back(subject.id); });
      }
      for (const std::string& id : ids) {
        auto record = casework::facts_of(reader, *context, id, question.on, now);
        if (record) subjects.push_back(std::move(record->facts.subjects.front()));
      }
      return 0;
    });
    return bulk::subjects_source(std::move(subjects), false, model, bulk::Wanted{}, question);
  };
  return {Population::Is::record, open};
}

}  // namespace enact::lab
