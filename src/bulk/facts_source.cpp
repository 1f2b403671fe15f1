// Reading a population from facts. See facts_source.hpp.
#include "bulk/facts_source.hpp"

#include <map>
#include <stdexcept>

#include "bulk/attested.hpp"
#include "bulk/column_builder.hpp"
#include "determine/subject_view.hpp"

namespace enact::bulk {
namespace {

constexpr std::size_t lines_at_a_time = 2048;

// Lines of a stream.
class Lines {
 public:
  explicit Lines(std::unique_ptr<ByteInput> input) : input_(std::move(input)) {}

  bool next(std::string& line) {
    for (;;) {
      const std::size_t end = buffer_.find('\n', at_);
      if (end != std::string::npos) {
        line.assign(buffer_, at_, end - at_);
        at_ = end + 1;
        ++number_;
        return true;
      }
      buffer_.erase(0, at_);
      at_ = 0;
      const std::size_t kept = buffer_.size();
      buffer_.resize(kept + room);
      const std::size_t got = input_->read(buffer_.data() + kept, room);
      buffer_.resize(kept + got);
      if (got != 0) continue;
      if (buffer_.empty()) return false;
      line = std::exchange(buffer_, {});
      ++number_;
      return true;
    }
  }
  std::uint64_t number() const { return number_; }
  const std::string& name() const { return input_->name(); }

 private:
  static constexpr std::size_t room = std::size_t{1} << 20;
  std::unique_ptr<ByteInput> input_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t number_ = 0;
};

// Puts subjects into segments by type.
class Sorter {
 public:
  Sorter(const determine::FactModel& model, const Wanted& wanted, const determine::Question& question,
         bool attested_only)
      : model_(model), wanted_(wanted), question_(question), attested_only_(attested_only) {}

  void add(determine::Subject subject, bool unsaid_absent,
           std::optional<determine::Subject> earlier = std::nullopt) {
    const auto* type = model_.subject(subject.type);
    if (type == nullptr) return;
    if (attested_only_) keep_attested(subject, *type);
    if (attested_only_ && earlier) keep_attested(*earlier, *type);
    auto place = open_.find(subject.type);
    if (place == open_.end()) {
      place = open_.try_emplace(subject.type, TableBuilder(type->facts, model_, wanted_)).first;
    }
    Open& open = place->second;
    const determine::SubjectView view =
        determine::view_subject(subject, *type, question_, unsaid_absent, std::string());
    open.builder.add(*view.context.context());
    open.segment.originals.push_back(std::move(subject));
    if (earlier) open.segment.earlier.push_back(*std::move(earlier));
    open.segment.unsaid_absent = unsaid_absent;
  }

  // A segment that is full, or any if there is no more to come.
  bool take(Segment& segment, bool at_end) {
    for (auto& [type, open] : open_) {
      const std::size_t rows = open.segment.originals.size();
      if (rows == 0 || (rows < segment_rows / 4 && !at_end)) continue;
      segment = std::exchange(open.segment, {});
      segment.type = type;
      segment.first = open.taken;
      open.taken += rows;
      segment.table = open.builder.finish();
      segment.table.rows = rows;
      return true;
    }
    return false;
  }

 private:
  struct Open {
    explicit Open(TableBuilder made) : builder(std::move(made)) {}
    TableBuilder builder;
    Segment segment;
    std::uint64_t taken = 0;
  };
  const determine::FactModel& model_;
  Wanted wanted_;
  determine::Question question_;
  bool attested_only_;
  std::map<std::string, Open> open_;
};

bool has_cases(const determine::Facts& facts) {
  return !facts.decisions.empty() || !facts.paid.empty();
}

class FactsSource final : public ColumnSource {
 public:
  FactsSource(std::unique_ptr<ByteInput> input, const determine::FactModel& model, const Wanted& wanted,
              const determine::Question& question, bool attested_only)
      : lines_(std::move(input)), model_(model), sorter_(model, wanted, question, attested_only) {}

  bool next(Segment& segment) override {
    while (!sorter_.take(segment, finished_)) {
      if (finished_) return false;
      read_some();
    }
    return true;
  }
  const std::vector<Rejected>& rejected() const override { return rejected_; }

 private:
  struct Line {
    std::string text;
    std::uint64_t number;
  };

  // Lines that are subjects by themselves are read together; a file of another form is read whole.
  void read_some() {
    std::vector<Line> subjects;
    std::string line;
    while (subjects.size() < lines_at_a_time) {
      if (!lines_.next(line)) {
        finished_ = true;
        break;
      }
      if (line.empty() || line.starts_with('#')) continue;
      if (line.starts_with("subjects:") && line.find_first_not_of(" \r", 9) == std::string::npos) {
        head_ += line + "\n";
        continue;
      }
      const std::string_view text =
          line.starts_with("- ") ? std::string_view(line).substr(2) : std::string_view(line);
      if (text.starts_with('{')) {
        subjects.push_back({std::string(text), lines_.number()});
      } else {
        return read_whole(std::move(subjects), std::move(line));
      }
    }
    read_lines(subjects);
  }

  void read_whole(std::vector<Line> subjects, std::string line) {
    std::string text = std::move(head_);
    for (const Line& subject : subjects) text += "- " + subject.text + "\n";
    do {
      text += line + "\n";
    } while (lines_.next(line));
    finished_ = true;
    take(determine::read_facts(std::make_shared<const Source>(lines_.name(), std::move(text)), model_));
  }

  void take(determine::ReadFacts read) {
    if (has_errors(read.diagnostics)) throw std::runtime_error(render(read.diagnostics, Language::zh));
    if (has_cases(read.facts)) {
      throw std::runtime_error(lines_.name() +
                               ": decisions and payments belong to cases; a population is facts only");
    }
    for (determine::Subject& subject : read.facts.subjects)
      sorter_.add(std::move(subject), read.facts.unsaid_absent);
  }

  void read_lines(const std::vector<Line>& subjects) {
    if (subjects.empty()) return;
    std::string text = "subjects:\n";
    for (const Line& subject : subjects) text += "- " + subject.text + "\n";
    determine::ReadFacts read =
        determine::read_facts(std::make_shared<const Source>(lines_.name(), text), model_);
    if (!has_errors(read.diagnostics)) return take(std::move(read));
    for (const Line& subject : subjects) {
      read = determine::read_facts(
          std::make_shared<const Source>(lines_.name(), "subjects:\n- " + subject.text + "\n"), model_);
      if (has_errors(read.diagnostics)) {
        rejected_.push_back(
            {lines_.name() + ":" + std::to_string(subject.number), read.diagnostics.front().message});
      } else {
        take(std::move(read));
      }
    }
  }

  Lines lines_;
  const determine::FactModel& model_;
  Sorter sorter_;
  std::string head_;
  std::vector<Rejected> rejected_;
  bool finished_ = false;
};

class SubjectsSource final : public ColumnSource {
 public:
  SubjectsSource(std::vector<determine::Subject> subjects, bool unsaid_absent,
                 const determine::FactModel& model, const Wanted& wanted, const determine::Question& question)
      : sorter_(model, wanted, question, false) {
    for (determine::Subject& subject : subjects) sorter_.add(std::move(subject), unsaid_absent);
  }
  bool next(Segment& segment) override { return sorter_.take(segment, true); }
  const std::vector<Rejected>& rejected() const override { return none_; }

 private:
  Sorter sorter_;
  std::vector<Rejected> none_;
};

class StreamedSource final : public ColumnSource {
 public:
  StreamedSource(std::unique_ptr<SubjectStream> subjects, const determine::FactModel& model,
                 const Wanted& wanted, const determine::Question& question, bool attested_only)
      : subjects_(std::move(subjects)), sorter_(model, wanted, question, attested_only) {}
  bool next(Segment& segment) override {
    KeptSubject subject;
    while (!sorter_.take(segment, finished_)) {
      if (finished_) return false;
      for (std::size_t i = 0; i < lines_at_a_time && !finished_; ++i) {
        finished_ = !subjects_->next(subject);
        if (!finished_) sorter_.add(std::move(subject.now), false, std::move(subject.earlier));
      }
    }
    return true;
  }
  const std::vector<Rejected>& rejected() const override { return subjects_->rejected(); }

 private:
  std::unique_ptr<SubjectStream> subjects_;
  Sorter sorter_;
  bool finished_ = false;
};

}  // namespace

std::unique_ptr<ColumnSource> facts_source(std::unique_ptr<ByteInput> input,
                                           const determine::FactModel& model, const Wanted& wanted,
                                           const determine::Question& question, bool attested_only) {
  return std::make_unique<FactsSource>(std::move(input), model, wanted, question, attested_only);
}

std::unique_ptr<ColumnSource> subjects_source(std::vector<determine::Subject> subjects, bool unsaid_absent,
                                              const determine::FactModel& model, const Wanted& wanted,
                                              const determine::Question& question) {
  return std::make_unique<SubjectsSource>(std::move(subjects), unsaid_absent, model, wanted, question);
}

std::unique_ptr<ColumnSource> subjects_source(std::unique_ptr<SubjectStream> subjects,
                                              const determine::FactModel& model, const Wanted& wanted,
                                              const determine::Question& question, bool attested_only) {
  return std::make_unique<StreamedSource>(std::move(subjects), model, wanted, question, attested_only);
}

}  // namespace enact::bulk
