// CSV texts in parts. See csv_source.hpp.
#include "bulk/csv_source.hpp"

#include <algorithm>
#include <optional>

#include "bulk/csv_cutter.hpp"
#include "bulk/records_source.hpp"

namespace enact::bulk {
namespace {

// The parts of a type's files that belong together.
struct Parts {
  std::string type;
  CsvPart subjects;
  std::vector<std::pair<std::string, CsvPart>> lists;
  std::optional<std::int64_t> number;  // of the subject before the first
  std::uint64_t first = 0;             // which row of its type the first one is, from 0
};

// How all of it is read.
struct Reading {
  const determine::FactModel& model;
  Wanted wanted;
  bool unsaid_absent;
};

std::unique_ptr<ColumnSource> source_of(const Parts& parts, const Reading& reading) {
  std::vector<TypeRecords> all;
  all.push_back({parts.type, "", parts.subjects.records(), parts.number});
  for (const auto& [list, part] : parts.lists) all.push_back({parts.type, list, part.records()});
  return records_source(std::move(all), reading.model, reading.wanted, reading.unsaid_absent);
}

class CsvRows final : public UnreadRows {
 public:
  CsvRows(Parts parts, const Reading& reading) : parts_(std::move(parts)), reading_(reading) {}

  void read(Segment& segment, std::vector<Rejected>& rejected) override {
    const auto source = source_of(parts_, reading_);
    if (source->next(segment)) {
      segment.first = parts_.first;
    } else {
      segment = Segment{};
      segment.type = parts_.type;
    }
    rejected.insert(rejected.end(), source->rejected().begin(), source->rejected().end());
  }

 private:
  Parts parts_;
  const Reading& reading_;
};

class CsvSource final : public ColumnSource {
 public:
  CsvSource(std::vector<CsvFile> files, Reading reading, std::size_t part)
      : reading_(std::move(reading)), part_(part) {
    std::vector<TypeRecords> heads;
    for (CsvFile& file : files) {
      cut_.push_back({file.type, file.list, std::make_unique<CsvCutter>(std::move(file.input))});
      heads_.push_back(cut_.back().cutter->head());
    }
    for (std::size_t i = 0; i < cut_.size(); ++i)
      heads.push_back({cut_[i].type, cut_[i].list, heads_[i].records()});
    // Held against the vocabulary before anything is read.
    records_source(std::move(heads), reading_.model, reading_.wanted, reading_.unsaid_absent);
    for (std::size_t i = 0; i < cut_.size(); ++i) {
      if (cut_[i].list.empty()) types_.push_back({i, std::nullopt, 0});
    }
  }

  bool can_cut() const override { return true; }
  std::unique_ptr<UnreadRows> cut() override {
    for (; at_ < types_.size(); ++at_) {
      Type& type = types_[at_];
      CsvCutter& subjects = *cut_[type.file].cutter;
      std::vector<File*> lists;
      for (File& file : cut_) {
        if (!file.list.empty() && file.type == cut_[type.file].type) lists.push_back(&file);
      }
      const bool done = subjects.ended() && std::all_of(lists.begin(), lists.end(), [](const File* file) {
                          return file->cutter->ended();
                        });
      if (done) continue;
      Parts parts;
      parts.type = cut_[type.file].type;
      parts.number = type.number;
      parts.first = type.taken;
      parts.subjects = subjects.subjects(part_, type.number);
      // What stands behind the last subject is of none: it goes with it, to be set aside.
      const auto up_to = subjects.ended() ? std::nullopt : std::optional(type.number.value_or(0));
      for (File* file : lists) parts.lists.emplace_back(file->list, file->cutter->records_of(up_to));
      type.taken += part_;
      return std::make_unique<CsvRows>(std::move(parts), reading_);
    }
    return nullptr;
  }

  bool next(Segment& segment) override {
    while (const auto rows = cut()) {
      rows->read(segment, rejected_);
      if (segment.table.rows > 0) return true;
    }
    return false;
  }
  const std::vector<Rejected>& rejected() const override { return rejected_; }

 private:
  struct File {
    std::string type;
    std::string list;
    std::unique_ptr<CsvCutter> cutter;
  };
  struct Type {
    std::size_t file = 0;
    std::optional<std::int64_t> number;  // of its last subject
    std::uint64_t taken = 0;
  };

  Reading reading_;
  std::size_t part_;
  std::vector<File> cut_;
  std::vector<CsvPart> heads_;
  std::vector<Type> types_;
  std::size_t at_ = 0;
  std::vector<Rejected> rejected_;
};

}  // namespace

std::unique_ptr<ColumnSource> csv_source(std::vector<CsvFile> files, const determine::FactModel& model,
                                         const Wanted& wanted, bool unsaid_absent, std::size_t part) {
  return std::make_unique<CsvSource>(std::move(files), Reading{model, wanted, unsaid_absent}, part);
}

}  // namespace enact::bulk
