// Rows as CSV. See rows.hpp.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <stdexcept>
#include <utility>

#include "base/csv.hpp"
#include "population/rows.hpp"

namespace enact::population {
namespace {

class CsvWriter final : public RowWriter {
 public:
  void text(std::string_view cell) override {
    begin_cell();
    append_csv_text(rows_, cell);
  }
  void amount(std::int64_t fen) override {
    begin_cell();
    fmt::format_to(std::back_inserter(rows_), "{}.{:02}", fen / 100, fen % 100);
  }
  void date(const Date& date) override {
    begin_cell();
    rows_ += date.to_string();
  }
  void nothing() override { begin_cell(); }
  void end_row() override {
    rows_ += '\n';
    first_ = true;
  }

  std::string take() { return std::exchange(rows_, {}); }

 private:
  void begin_cell() {
    if (!first_) rows_ += ',';
    first_ = false;
  }

  std::string rows_;
  bool first_ = true;
};

class CsvStream final : public RowSink {
 public:
  CsvStream(std::ostream& out, const std::vector<OutColumn>& columns, bool with_head) : out_(out) {
    if (!with_head) return;
    CsvWriter head;
    for (const OutColumn& column : columns) head.text(column.name);
    head.end_row();
    take(head);
  }
  std::unique_ptr<RowWriter> writer() const override { return std::make_unique<CsvWriter>(); }
  void take(RowWriter& part) override { out_ << static_cast<CsvWriter&>(part).take(); }
  void finish() override { out_.flush(); }

 private:
  std::ostream& out_;
};

class CsvFile final : public RowSink {
 public:
  CsvFile(const std::string& path, const std::vector<OutColumn>& columns)
      : path_(path), part_(path + ".part"), out_(part_, std::ios::binary | std::ios::trunc) {
    if (!out_) throw std::runtime_error(path + ": cannot be written");
    rows_ = csv_stream(out_, columns);
  }
  ~CsvFile() override {
    std::error_code ignored;
    if (!finished_) std::filesystem::remove(part_, ignored);
  }
  CsvFile(const CsvFile&) = delete;
  CsvFile& operator=(const CsvFile&) = delete;

  std::unique_ptr<RowWriter> writer() const override { return rows_->writer(); }
  void take(RowWriter& part) override {
    rows_->take(part);
    if (!out_) throw std::runtime_error(path_ + ": could not be written to its end");
  }
  void finish() override {
    out_.close();
    if (!out_) throw std::runtime_error(path_ + ": could not be written to its end");
    std::filesystem::rename(part_, path_);
    finished_ = true;
  }

 private:
  std::string path_;
  std::string part_;
  std::ofstream out_;
  std::unique_ptr<RowSink> rows_;
  bool finished_ = false;
};

}  // namespace

std::unique_ptr<RowSink> csv_stream(std::ostream& out, const std::vector<OutColumn>& columns,
                                    bool with_head) {
  return std::make_unique<CsvStream>(out, columns, with_head);
}

std::unique_ptr<RowSink> csv_file(const std::string& path, const std::vector<OutColumn>& columns) {
  return std::make_unique<CsvFile>(path, columns);
}

}  // namespace enact::population
