// Stored subjects and facts. See store_source.hpp.
#include "population/store_source.hpp"

#include <limits>
#include <stdexcept>

#include "bulk/facts_source.hpp"
#include "population/stored_facts.hpp"
#include "store/database.hpp"
#include "store/facts.hpp"
#include "store/sqlite.hpp"

namespace enact::population {
namespace {

constexpr const char* database_file = "enact.db";
constexpr std::int64_t page = 4096;

class StoredSubjects final : public bulk::SubjectStream {
 public:
  StoredSubjects(const std::filesystem::path& folder, const determine::FactModel& model, const Date& on,
                 const std::optional<Date>& since)
      : connection_(folder / database_file, store::SqliteConnection::Use::read),
        reader_(connection_),
        model_(model),
        on_(on),
        since_(since) {
    auto ring = store::KeyRing::beside(folder);
    if (!ring) throw std::runtime_error(ring.error().message.en);
    connection_.use(std::move(*ring));
    connection_.run_script("BEGIN");  // one snapshot
  }

  bool next(bulk::KeptSubject& subject) override {
    for (;;) {
      if (at_ == subjects_.size() && !next_page()) return false;
      const store::Subject& stored = subjects_[at_++];
      if (take(stored, model_.subjects()[type_], subject)) return true;
    }
  }
  const std::vector<bulk::Rejected>& rejected() const override { return rejected_; }

 private:
  bool next_page() {
    at_ = 0;
    for (; type_ < model_.subjects().size(); ++type_, offset_ = 0) {
      subjects_ = store::list_subjects(reader_, model_.subjects()[type_].base->name, "", offset_, page);
      offset_ += page;
      if (!subjects_.empty()) return true;
    }
    return false;
  }

  // False: it is set aside.
  bool take(const store::Subject& stored, const determine::FactModel::SubjectType& type,
            bulk::KeptSubject& subject) {
    constexpr Instant now{std::numeric_limits<std::int64_t>::max()};
    subject.earlier.reset();
    return take(stored, type, on_, now, subject.now) &&
           (!since_ || take(stored, type, *since_, last_moment_of(*since_), subject.earlier.emplace()));
  }
  bool take(const store::Subject& stored, const determine::FactModel::SubjectType& type, const Date& on,
            Instant known_at, determine::Subject& subject) {
    CountedFacts counted = counted_facts(store::facts_known_at(reader_, stored.id, known_at), model_, type,
                                         on, since_.has_value());
    if (!counted.unreadable.empty()) {
      const auto& [name, why] = counted.unreadable.front();
      const Text& first = why.front().message;
      rejected_.push_back({stored.type + " " + stored.identity,
                           {"`" + name + "`：" + first.zh, "`" + name + "`: " + first.en}});
      return false;
    }
    subject = {stored.type, std::move(counted.facts), {}};
    return true;
  }

  store::SqliteConnection connection_;
  store::Reader reader_;
  const determine::FactModel& model_;
  Date on_;
  std::optional<Date> since_;
  std::vector<store::Subject> subjects_;
  std::size_t at_ = 0;
  std::size_t type_ = 0;
  std::int64_t offset_ = 0;  // of the page to come, among the subjects of the type
  std::vector<bulk::Rejected> rejected_;
};

}  // namespace

bool is_space(const std::filesystem::path& folder) {
  return std::filesystem::is_regular_file(folder / database_file);
}

std::unique_ptr<bulk::ColumnSource> store_source(const std::filesystem::path& folder,
                                                 const determine::FactModel& model,
                                                 const bulk::Wanted& wanted,
                                                 const determine::Question& question,
                                                 const std::optional<Date>& since) {
  return bulk::subjects_source(std::make_unique<StoredSubjects>(folder, model, question.on, since), model,
                               wanted, question, since.has_value());
}

}  // namespace enact::population
