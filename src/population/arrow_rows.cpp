// Building arrays. See arrow_rows.hpp.
#include "population/arrow_rows.hpp"

#include <cstring>
#include <stdexcept>
#include <string>

namespace enact::population {
namespace {

using Type = OutColumn::Type;

__extension__ using Wide = __int128;

// One column on its way, in the layout of its format.
struct Cells {
  Type type = Type::text;
  std::vector<std::uint8_t> valid;    // bits
  std::vector<std::int32_t> offsets;  // texts, with one more
  std::string bytes;                  // texts, amounts, dates
  std::int64_t rows = 0;
  std::int64_t nulls = 0;

  void add(bool known) {
    if (rows % 8 == 0) valid.push_back(0);
    if (known) valid.back() = static_cast<std::uint8_t>(valid.back() | 1U << (rows % 8));
    if (!known) ++nulls;
    ++rows;
  }
  template <typename T>
  void append(T value) {
    const std::size_t at = bytes.size();
    bytes.resize(at + sizeof value);
    std::memcpy(bytes.data() + at, &value, sizeof value);
  }
  void end_text() {
    if (bytes.size() > INT32_MAX) throw std::runtime_error("Arrow: more than 2 GB of text in one batch");
    offsets.push_back(static_cast<std::int32_t>(bytes.size()));
  }
};

class ArrowWriter final : public RowWriter {
 public:
  explicit ArrowWriter(const std::vector<OutColumn>& columns) {
    for (const OutColumn& column : columns) {
      cells.emplace_back();
      cells.back().type = column.type;
      if (column.type == Type::text) cells.back().offsets.push_back(0);
    }
  }
  void text(std::string_view text) override {
    Cells& into = next();
    into.add(true);
    into.bytes += text;
    into.end_text();
  }
  void amount(std::int64_t fen) override {
    Cells& into = next();
    into.add(true);
    into.append(Wide{fen});
  }
  void date(const Date& date) override {
    Cells& into = next();
    into.add(true);
    into.append(static_cast<std::int32_t>(date.days_since_1970()));
  }
  void nothing() override {
    Cells& into = next();
    into.add(false);
    if (into.type == Type::text) {
      into.end_text();
    } else if (into.type == Type::amount) {
      into.append(Wide{0});
    } else {
      into.append(std::int32_t{0});
    }
  }
  void end_row() override {
    at_ = 0;
    ++rows;
  }

  std::vector<Cells> cells;
  std::int64_t rows = 0;

 private:
  Cells& next() { return cells[at_++]; }
  std::size_t at_ = 0;
};

// What a batch points to: columns, and the structures for them.
struct Batch {
  std::vector<Cells> cells;
  struct Column {
    ArrowArray array{};
    const void* buffers[3] = {};
  };
  std::vector<Column> columns;
  std::vector<ArrowArray*> children;
  const void* no_validity[1] = {nullptr};
};

// A consumer may move a column away and keep it longer than the batch: each holds what it points to.
using Hold = std::shared_ptr<Batch>;

void release_array(ArrowArray* array) {
  for (std::int64_t i = 0; i < array->n_children; ++i) {
    ArrowArray* child = array->children[i];
    if (child->release != nullptr) child->release(child);
  }
  array->release = nullptr;
  delete static_cast<Hold*>(array->private_data);
}

void export_batch(ArrowWriter& part, ArrowArray* out) {
  auto batch = std::make_shared<Batch>();
  batch->cells = std::move(part.cells);
  batch->columns.resize(batch->cells.size());
  for (std::size_t i = 0; i < batch->cells.size(); ++i) {
    const Cells& cells = batch->cells[i];
    Batch::Column& column = batch->columns[i];
    column.buffers[0] = cells.nulls > 0 ? cells.valid.data() : nullptr;
    const bool text = cells.type == Type::text;
    column.buffers[1] = text ? static_cast<const void*>(cells.offsets.data()) : cells.bytes.data();
    column.buffers[2] = cells.bytes.data();
    column.array.length = cells.rows;
    column.array.null_count = cells.nulls;
    column.array.n_buffers = text ? 3 : 2;
    column.array.buffers = column.buffers;
    column.array.release = &release_array;
    column.array.private_data = new Hold(batch);
    batch->children.push_back(&column.array);
  }
  *out = ArrowArray{};
  out->length = part.rows;
  out->n_buffers = 1;
  out->buffers = batch->no_validity;
  out->n_children = static_cast<std::int64_t>(batch->children.size());
  out->children = batch->children.data();
  out->release = &release_array;
  out->private_data = new Hold(std::move(batch));
}

// What a schema points to; held by it and by each of its columns, as with batches.
struct Names {
  std::vector<std::string> names;
  std::vector<ArrowSchema> columns;
  std::vector<ArrowSchema*> children;
};

void release_schema(ArrowSchema* schema) {
  for (std::int64_t i = 0; i < schema->n_children; ++i) {
    ArrowSchema* child = schema->children[i];
    if (child->release != nullptr) child->release(child);
  }
  schema->release = nullptr;
  delete static_cast<std::shared_ptr<Names>*>(schema->private_data);
}

class ArrowRows final : public RowSink {
 public:
  ArrowRows(std::vector<OutColumn> columns, std::function<void(ArrowArray*)> take)
      : columns_(std::move(columns)), take_(std::move(take)) {}
  std::unique_ptr<RowWriter> writer() const override { return std::make_unique<ArrowWriter>(columns_); }
  void take(RowWriter& part) override {
    ArrowArray batch;
    export_batch(static_cast<ArrowWriter&>(part), &batch);
    take_(&batch);
  }
  void finish() override {}

 private:
  std::vector<OutColumn> columns_;
  std::function<void(ArrowArray*)> take_;
};

}  // namespace

void export_schema(const std::vector<OutColumn>& columns, ArrowSchema* out) {
  auto names = std::make_shared<Names>();
  for (const OutColumn& column : columns) names->names.push_back(column.name);
  names->columns.resize(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    ArrowSchema& made = names->columns[i];
    made.format = columns[i].type == Type::amount ? "d:24,2" : columns[i].type == Type::date ? "tdD" : "u";
    made.name = names->names[i].c_str();
    made.flags = ARROW_FLAG_NULLABLE;
    made.release = &release_schema;
    made.private_data = new std::shared_ptr<Names>(names);
    names->children.push_back(&made);
  }
  *out = ArrowSchema{};
  out->format = "+s";
  out->name = "";
  out->n_children = static_cast<std::int64_t>(names->children.size());
  out->children = names->children.data();
  out->release = &release_schema;
  out->private_data = new std::shared_ptr<Names>(std::move(names));
}

std::unique_ptr<RowSink> arrow_rows(const std::vector<OutColumn>& columns,
                                    std::function<void(ArrowArray* batch)> take) {
  return std::make_unique<ArrowRows>(columns, std::move(take));
}

}  // namespace enact::population
