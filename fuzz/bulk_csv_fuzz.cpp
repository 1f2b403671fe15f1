// A population as CSV, the subjects and, after a line "--", the records of one list: cut into small parts it
// is the same population as read in one go, row by row, with as many rows set aside.
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "bulk/csv_source.hpp"
#include "determine/facts.hpp"
#include "require.hpp"
#include "sample_package.hpp"

namespace {

using namespace enact;

class TextInput final : public bulk::ByteInput {
 public:
  TextInput(std::string_view text, std::string name) : text_(text), name_(std::move(name)) {}
  std::size_t read(char* room, std::size_t size) override {
    const std::size_t got = text_.copy(room, size, at_);
    at_ += got;
    return got;
  }
  const std::string& name() const override { return name_; }

 private:
  std::string_view text_;
  std::string name_;
  std::size_t at_ = 0;
};

struct Seen {
  std::vector<std::string> subjects;
  std::size_t rejected = 0;
  bool broken = false;  // could not be read on
};

void add(const bulk::Segment& segment, Seen& seen) {
  for (std::size_t row = 0; row < segment.table.rows; ++row)
    seen.subjects.push_back(determine::subject_json(bulk::subject_of(segment, row)));
}

std::unique_ptr<bulk::ColumnSource> source(std::string_view text, const determine::FactModel& model,
                                           std::size_t part) {
  const auto& type = model.subjects().front();
  std::vector<bulk::CsvFile> files;
  const std::size_t cut = text.find("\n--\n");
  files.push_back({type.base->name, "", std::make_unique<TextInput>(text.substr(0, cut), "subjects.csv")});
  if (cut != std::string_view::npos)
    files.push_back({type.base->name, "作业", std::make_unique<TextInput>(text.substr(cut + 4), "list.csv")});
  return bulk::csv_source(std::move(files), model, {}, false, part);
}

Seen whole(std::string_view text, const determine::FactModel& model) {
  Seen seen;
  try {
    const auto from = source(text, model, bulk::segment_rows);
    for (bulk::Segment segment; from->next(segment);) add(segment, seen);
    seen.rejected = from->rejected().size();
  } catch (const std::runtime_error&) {
    seen.broken = true;
  }
  return seen;
}

Seen in_parts(std::string_view text, const determine::FactModel& model) {
  Seen seen;
  try {
    const auto from = source(text, model, 3);
    std::vector<bulk::Rejected> rejected;
    while (const auto part = from->cut()) {
      bulk::Segment segment;
      part->read(segment, rejected);
      add(segment, seen);
    }
    seen.rejected = from->rejected().size() + rejected.size();
  } catch (const std::runtime_error&) {
    seen.broken = true;
  }
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const determine::FactModel model(
      {policy::load_package(fuzz::sample_files(), fuzz::sample_folder).package});
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Seen one = whole(text, model);
  const Seen many = in_parts(text, model);
  fuzz::require(one.broken == many.broken);
  if (one.broken) return 0;
  fuzz::require(one.subjects == many.subjects);
  fuzz::require(one.rejected == many.rejected);
  return 0;
}
