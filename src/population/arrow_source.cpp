// Batches of Arrow as segments. See arrow_source.hpp.
#include "population/arrow_source.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

#include "bulk/record_table.hpp"
#include "population/arrow_cells.hpp"
#include "population/arrow_columns.hpp"
#include "population/arrow_owned.hpp"
#include "population/arrow_records.hpp"

namespace enact::population {
namespace {

// A part of a batch as a stream of its own, which owns nothing.
struct PartStream {
  const ArrowSchema* schema = nullptr;
  std::optional<ArrowArray> part;

  ArrowArrayStream stream() {
    ArrowArrayStream made{};
    made.private_data = this;
    made.get_schema = [](ArrowArrayStream* from, ArrowSchema* out) {
      *out = *static_cast<PartStream*>(from->private_data)->schema;
      out->release = [](ArrowSchema* lent) { lent->release = nullptr; };
      return 0;
    };
    made.get_next = [](ArrowArrayStream* from, ArrowArray* out) {
      auto* self = static_cast<PartStream*>(from->private_data);
      *out = self->part.value_or(ArrowArray{});
      self->part.reset();
      return 0;
    };
    made.get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
    made.release = [](ArrowArrayStream* from) { from->release = nullptr; };
    return made;
  }
};

class ArrowSource final : public bulk::ColumnSource {
 public:
  ArrowSource(ArrowArrayStream* stream, const std::string& type, const determine::FactModel& model,
              const bulk::Wanted& wanted, bool unsaid_absent)
      : type_(type),
        model_(model),
        wanted_(wanted),
        unsaid_absent_(unsaid_absent),
        columns_(model, wanted, unsaid_absent) {
    *stream_.get() = *stream;
    stream->release = nullptr;
    if (stream_->get_schema(stream_.get(), schema_.get()) != 0) fail();
    if (std::strcmp(schema_->format, "+s") != 0)
      throw std::runtime_error("Arrow: the stream is no stream of structs");
    // The head is held against the vocabulary, and every format is one that is read.
    PartStream nothing{&*schema_, std::nullopt};
    ArrowArrayStream head = nothing.stream();
    arrow_records(&head, type, model, wanted, unsaid_absent, 0);
    for (std::int64_t i = 0; i < schema_->n_children; ++i) {
      const ArrowArray none{};
      const ArrowColumn column(*schema_->children[i], none);
      // Subjects with numbers of their own are read row by row.
      if (column.name() == bulk::number_column) numbered_ = true;
    }
  }

  bool next(bulk::Segment& segment) override {
    for (;;) {
      if (batch_ == nullptr || at_ == (*batch_)->length) {
        batch_ = std::make_shared<Owned<ArrowArray>>();
        if (stream_->get_next(stream_.get(), batch_->get()) != 0) fail();
        at_ = 0;
        if ((*batch_)->release == nullptr) {
          batch_ = nullptr;
          return false;
        }
        continue;
      }
      const std::int64_t from = at_;
      const std::int64_t rows =
          std::min<std::int64_t>((*batch_)->length - from, static_cast<std::int64_t>(bulk::segment_rows));
      at_ += rows;
      const bool some = in_columns(from, rows, segment) || one_by_one(from, rows, segment);
      seen_ += static_cast<std::uint64_t>(rows);
      if (!some) continue;
      segment.type = type_;
      segment.first = taken_;
      taken_ += segment.table.rows;
      return true;
    }
  }
  const std::vector<bulk::Rejected>& rejected() const override { return rejected_; }

 private:
  bool in_columns(std::int64_t from, std::int64_t rows, bulk::Segment& segment) {
    if (numbered_) return false;
    auto table = columns_.table(*schema_, **batch_, from, static_cast<std::size_t>(rows),
                                model_.subject(type_)->facts, batch_);
    if (!table) return false;
    segment = bulk::Segment{};
    segment.table = std::move(*table);
    return true;
  }

  bool one_by_one(std::int64_t from, std::int64_t rows, bulk::Segment& segment) {
    ArrowArray part = **batch_;
    part.offset += from;
    part.length = rows;
    part.release = [](ArrowArray* array) { array->release = nullptr; };
    PartStream parts{&*schema_, part};
    ArrowArrayStream stream = parts.stream();
    const auto records = arrow_records(&stream, type_, model_, wanted_, unsaid_absent_, seen_);
    const bool some = records->next(segment);
    rejected_.insert(rejected_.end(), records->rejected().begin(), records->rejected().end());
    return some;
  }

  [[noreturn]] void fail() {
    const char* why = stream_->get_last_error(stream_.get());
    throw std::runtime_error(std::string("Arrow: ") + (why != nullptr ? why : "the stream has an error"));
  }

  std::string type_;
  const determine::FactModel& model_;
  bulk::Wanted wanted_;
  bool unsaid_absent_;
  ArrowColumns columns_;
  Owned<ArrowArrayStream> stream_;
  Owned<ArrowSchema> schema_;
  bool numbered_ = false;
  std::shared_ptr<Owned<ArrowArray>> batch_;
  std::int64_t at_ = 0;     // of the batch
  std::uint64_t seen_ = 0;  // rows of the stream
  std::uint64_t taken_ = 0;
  std::vector<bulk::Rejected> rejected_;
};

}  // namespace

std::unique_ptr<bulk::ColumnSource> arrow_source(ArrowArrayStream* stream, const std::string& type,
                                                 const determine::FactModel& model,
                                                 const bulk::Wanted& wanted, bool unsaid_absent) {
  return std::make_unique<ArrowSource>(stream, type, model, wanted, unsaid_absent);
}

}  // namespace enact::population
