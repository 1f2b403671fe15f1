// Batches of Arrow as records. See arrow_records.hpp.
#include "population/arrow_records.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <stdexcept>
#include <tuple>
#include <vector>

#include "bulk/records_source.hpp"
#include "population/arrow_cells.hpp"
#include "population/arrow_owned.hpp"

namespace enact::population {
namespace {

// The batches of the stream, each kept while some reader may still come to it.
class Batches {
 public:
  using Batch = std::shared_ptr<Owned<ArrowArray>>;

  explicit Batches(ArrowArrayStream* stream) {
    *stream_.get() = *stream;
    stream->release = nullptr;
    if (stream_->get_schema(stream_.get(), schema_.get()) != 0) fail();
    if (std::strcmp(schema_->format, "+s") != 0)
      throw std::runtime_error("Arrow: the stream is no stream of structs");
  }

  const ArrowSchema& schema() const { return *schema_; }

  // Batch number `index` from 0; null: there are not so many. A reader asks for one after the other.
  Batch batch(std::size_t index) {
    while (index >= first_ + kept_.size() && !ended_) {
      auto next = std::make_shared<Owned<ArrowArray>>();
      if (stream_->get_next(stream_.get(), next->get()) != 0) fail();
      ended_ = (*next)->release == nullptr;
      if (!ended_) kept_.push_back(std::move(next));
    }
    return index < first_ + kept_.size() ? kept_[index - first_] : nullptr;
  }

  // Readers say which batch they have come to; earlier ones are let go.
  std::size_t add_reader() {
    at_.push_back(0);
    return at_.size() - 1;
  }
  void come_to(std::size_t reader, std::size_t index) {
    at_[reader] = index;
    while (!kept_.empty() && *std::min_element(at_.begin(), at_.end()) > first_) {
      kept_.erase(kept_.begin());
      ++first_;
    }
  }

 private:
  [[noreturn]] void fail() {
    const char* why = stream_->get_last_error(stream_.get());
    throw std::runtime_error(std::string("Arrow: ") + (why != nullptr ? why : "the stream has an error"));
  }

  Owned<ArrowArrayStream> stream_;
  Owned<ArrowSchema> schema_;
  std::vector<Batch> kept_;
  std::size_t first_ = 0;  // the number of the first that is kept
  bool ended_ = false;
  std::vector<std::size_t> at_;
};

std::vector<ArrowColumn> columns_of(const ArrowSchema& schema, const ArrowArray& array) {
  std::vector<ArrowColumn> columns;
  for (std::int64_t i = 0; i < schema.n_children; ++i)
    columns.emplace_back(*schema.children[i], *array.children[i]);
  return columns;
}

std::string child_name(const ArrowSchema& schema, std::int64_t child) {
  const char* name = schema.children[child]->name;
  return name != nullptr ? name : "";
}

// The subjects: a list says only whether it is complete.
class Subjects final : public bulk::Records {
 public:
  Subjects(std::shared_ptr<Batches> batches, const std::string& type, std::uint64_t before)
      : batches_(std::move(batches)),
        reader_(batches_->add_reader()),
        name_("Arrow " + type),
        done_(before) {}

  bool next(std::vector<Field>& fields) override {
    fields.clear();
    if (!head_given_) return give_head(fields);
    while (batch_ == nullptr || row_ == (**batch_).length) {
      if (batch_ != nullptr) batches_->come_to(reader_, ++index_);
      batch_ = batches_->batch(index_);
      if (batch_ == nullptr) return false;
      columns_ = columns_of(batches_->schema(), **batch_);
      texts_.resize(columns_.size());
      row_ = 0;
    }
    // An offset of the struct itself counts for all of its fields.
    const std::int64_t row = (**batch_).offset + row_++;
    ++done_;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const bool null = columns_[i].null(row);
      if (columns_[i].is_list_of_records()) {
        fields.push_back({null ? "open" : "complete", true});
      } else {
        fields.push_back(null ? Field{} : columns_[i].field(row, texts_[i]));
      }
    }
    return true;
  }
  const std::string& name() const override { return name_; }
  std::string place() const override { return name_ + ":" + std::to_string(done_); }

 private:
  bool give_head(std::vector<Field>& fields) {
    head_given_ = true;
    const ArrowSchema& schema = batches_->schema();
    for (std::int64_t i = 0; i < schema.n_children; ++i) head_.push_back(child_name(schema, i));
    for (const std::string& name : head_) fields.push_back({name, true});
    return true;
  }

  std::shared_ptr<Batches> batches_;
  std::size_t reader_;
  std::string name_;
  bool head_given_ = false;
  std::vector<std::string> head_;
  std::size_t index_ = 0;
  Batches::Batch batch_;
  std::vector<ArrowColumn> columns_;
  std::vector<std::string> texts_;
  std::int64_t row_ = 0;
  std::uint64_t done_;
};

// The records of one list, with the number of their subject before them.
class ListRecords final : public bulk::Records {
 public:
  ListRecords(std::shared_ptr<Batches> batches, std::int64_t child, const std::string& name,
              std::uint64_t before)
      : batches_(std::move(batches)),
        reader_(batches_->add_reader()),
        child_(child),
        name_("Arrow " + name),
        before_(before) {
    const ArrowSchema& record = *batches_->schema().children[child]->children[0];
    head_.emplace_back("#");
    for (std::int64_t i = 0; i < record.n_children; ++i) head_.push_back(child_name(record, i));
  }

  bool next(std::vector<Field>& fields) override {
    fields.clear();
    if (!head_given_) {
      head_given_ = true;
      for (const std::string& name : head_) fields.push_back({name, true});
      return true;
    }
    while (item_ == end_) {
      if (!next_subject()) return false;
    }
    number_ = std::to_string(subject_);
    fields.push_back({number_, true});
    const std::int64_t row = items_->offset + item_++;
    for (std::size_t i = 0; i < columns_.size(); ++i)
      fields.push_back(columns_[i].null(row) ? Field{} : columns_[i].field(row, texts_[i]));
    return true;
  }
  const std::string& name() const override { return name_; }
  std::string place() const override { return name_ + " #" + std::to_string(before_ + subject_); }

 private:
  bool next_subject() {
    while (batch_ == nullptr || row_ == (**batch_).length) {
      if (batch_ != nullptr) batches_->come_to(reader_, ++index_);
      batch_ = batches_->batch(index_);
      if (batch_ == nullptr) return false;
      const ArrowSchema& schema = *batches_->schema().children[child_];
      const ArrowArray& array = *(**batch_).children[child_];
      list_.emplace(schema, array);
      items_ = array.children[0];
      columns_ = columns_of(*schema.children[0], *items_);
      texts_.resize(columns_.size());
      row_ = 0;
    }
    const std::int64_t row = (**batch_).offset + row_++;
    ++subject_;
    item_ = end_ = 0;
    if (!list_->null(row)) std::tie(item_, end_) = list_->items_of(row);
    return true;
  }

  std::shared_ptr<Batches> batches_;
  std::size_t reader_;
  std::int64_t child_;
  std::string name_;
  std::uint64_t before_;
  std::vector<std::string> head_;
  bool head_given_ = false;
  std::size_t index_ = 0;
  Batches::Batch batch_;
  std::optional<ArrowColumn> list_;
  const ArrowArray* items_ = nullptr;
  std::vector<ArrowColumn> columns_;
  std::vector<std::string> texts_;
  std::int64_t row_ = 0;  // of the batch
  std::uint64_t subject_ = 0;
  std::int64_t item_ = 0;
  std::int64_t end_ = 0;
  std::string number_;
};

}  // namespace

std::unique_ptr<bulk::ColumnSource> arrow_records(ArrowArrayStream* stream, const std::string& type,
                                                  const determine::FactModel& model,
                                                  const bulk::Wanted& wanted, bool unsaid_absent,
                                                  std::uint64_t before) {
  const auto batches = std::make_shared<Batches>(stream);
  std::vector<bulk::TypeRecords> all;
  all.push_back({type, "", std::make_unique<Subjects>(batches, type, before)});
  const ArrowSchema& schema = batches->schema();
  const ArrowArray none{};
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    if (!ArrowColumn(*schema.children[i], none).is_list_of_records()) continue;
    const std::string list = child_name(schema, i);
    all.push_back({type, list, std::make_unique<ListRecords>(batches, i, type + "." + list, before)});
  }
  return bulk::records_source(std::move(all), model, wanted, unsaid_absent);
}

}  // namespace enact::population
