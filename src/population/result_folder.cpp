// Going on where a run stopped. See result_folder.hpp.
#include "population/result_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <stdexcept>

namespace enact::population {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr const char* rows_file = "rows.csv";
constexpr const char* progress_file = "progress.json";

// What was written to the path is on the disk.
void sync(const fs::path& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool good = file >= 0 && fsync(file) == 0;
  const int error = errno;
  if (file >= 0) close(file);
  if (!good) throw std::runtime_error(path.string() + ": " + std::strerror(error));
}

std::string read_all(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Sums have up to 128 bits: decimal text.
std::string text_of(bulk::Sum sum) {
  std::string digits;
  for (; sum > 0; sum /= 10)
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(sum % 10)));
  return digits.empty() ? "0" : digits;
}

bulk::Sum sum_of(const json::value& text) {
  bulk::Sum sum = 0;
  for (const char c : text.as_string()) sum = sum * 10 + (c - '0');
  return sum;
}

json::object json_of(const bulk::TypeTotals& totals) {
  json::array lanes;
  for (const bulk::LaneTotals& lane : totals.lanes) {
    json::object reasons;
    for (std::size_t r = 0; r < lane.reasons.size(); ++r) {
      if (lane.reasons[r] != 0) reasons[std::to_string(r)] = lane.reasons[r];
    }
    lanes.push_back(json::object{{"due", lane.due},
                                 {"not_due", lane.not_due},
                                 {"unknown", lane.unknown},
                                 {"least", text_of(lane.least)},
                                 {"greatest", text_of(lane.greatest)},
                                 {"unbounded", lane.unbounded},
                                 {"reasons", std::move(reasons)}});
  }
  return {{"subjects", totals.subjects},
          {"scalar", totals.scalar},
          {"paid", totals.paid},
          {"least", text_of(totals.least)},
          {"greatest", text_of(totals.greatest)},
          {"unbounded", totals.unbounded},
          {"lanes", std::move(lanes)}};
}

std::uint64_t count_of(const json::value& value) {
  return value.to_number<std::uint64_t>();
}

bulk::TypeTotals totals_of(const json::object& from) {
  bulk::TypeTotals totals;
  totals.subjects = count_of(from.at("subjects"));
  totals.scalar = count_of(from.at("scalar"));
  totals.paid = count_of(from.at("paid"));
  totals.least = sum_of(from.at("least"));
  totals.greatest = sum_of(from.at("greatest"));
  totals.unbounded = count_of(from.at("unbounded"));
  for (const json::value& each : from.at("lanes").as_array()) {
    const json::object& one = each.as_object();
    bulk::LaneTotals lane;
    lane.due = count_of(one.at("due"));
    lane.not_due = count_of(one.at("not_due"));
    lane.unknown = count_of(one.at("unknown"));
    lane.least = sum_of(one.at("least"));
    lane.greatest = sum_of(one.at("greatest"));
    lane.unbounded = count_of(one.at("unbounded"));
    for (const auto& [reason, count] : one.at("reasons").as_object())
      lane.reasons.at(std::stoul(std::string(reason))) = count_of(count);
    totals.lanes.push_back(std::move(lane));
  }
  return totals;
}

}  // namespace

std::string progress_json(const std::string& asked, const Progress& progress) {
  json::object types;
  for (const auto& [name, totals] : progress.types) types[name] = json_of(totals);
  return json::serialize(json::object{{"asked", asked},
                                      {"subjects", progress.subjects},
                                      {"bytes", progress.bytes},
                                      {"finished", progress.finished},
                                      {"types", std::move(types)}}) +
         "\n";
}

std::optional<Progress> read_progress(const std::string& text, const std::string& asked) {
  try {
    const json::value value = json::parse(text);
    const json::object& root = value.as_object();
    if (root.at("asked").as_string() != asked) return std::nullopt;
    Progress progress;
    progress.subjects = count_of(root.at("subjects"));
    progress.bytes = count_of(root.at("bytes"));
    progress.finished = root.at("finished").as_bool();
    for (const auto& [name, totals] : root.at("types").as_object())
      progress.types[std::string(name)] = totals_of(totals.as_object());
    return progress;
  } catch (const std::exception&) {  // no JSON, or not this one
    return std::nullopt;
  }
}

ResultFolder::Lock::Lock(const fs::path& folder) {
  fs::create_directories(folder);
  file_ = open(folder.c_str(), O_RDONLY | O_CLOEXEC);
  if (file_ >= 0 && flock(file_, LOCK_EX | LOCK_NB) == 0) return;
  if (file_ >= 0) close(file_);
  throw std::runtime_error(folder.string() + ": another run writes here");
}

ResultFolder::Lock::~Lock() {
  close(file_);
}

ResultFolder::ResultFolder(fs::path folder, const std::vector<OutColumn>& columns, std::string asked,
                           bool resume)
    : folder_(std::move(folder)), lock_(folder_), asked_(std::move(asked)) {
  const fs::path rows = folder_ / rows_file;
  const fs::path kept = folder_ / progress_file;
  const bool begun = fs::exists(kept);
  if (!begun && fs::exists(rows))
    throw std::runtime_error(rows.string() + ": a file that is not of a run; name another folder");
  if (begun && !resume)
    throw std::runtime_error(folder_.string() +
                             ": holds a run; --resume goes on with it, or name another folder");
  if (begun) {
    const std::optional<Progress> read = read_progress(read_all(kept), asked_);
    if (!read) {
      throw std::runtime_error(folder_.string() +
                               ": holds a run of other packages, another day or another population; name "
                               "another folder");
    }
    progress_ = *read;
    if (!fs::exists(rows) || fs::file_size(rows) < progress_.bytes)
      throw std::runtime_error(rows.string() + ": is shorter than it was left; name another folder");
    fs::resize_file(rows, progress_.bytes);
  }
  out_.open(rows, std::ios::binary | std::ios::app);
  if (!out_) throw std::runtime_error(rows.string() + ": cannot be written");
  rows_ = csv_stream(out_, columns, !begun);
  if (!begun) segment_done(0);
}

void ResultFolder::take(RowWriter& part) {
  rows_->take(part);
}

void ResultFolder::segment_done(std::uint64_t subjects) {
  const fs::path rows = folder_ / rows_file;
  out_.flush();
  if (!out_) throw std::runtime_error(rows.string() + ": could not be written");
  sync(rows);
  progress_.subjects = subjects;
  progress_.bytes = fs::file_size(rows);
  keep_progress();
}

void ResultFolder::finish() {
  progress_.finished = true;
  keep_progress();
}

void ResultFolder::keep_progress() const {
  write(progress_file, progress_json(asked_, progress_));
}

void ResultFolder::write(const std::string& name, const std::string& text) const {
  const fs::path path = folder_ / name;
  fs::path part = path;
  part += ".part";
  std::ofstream file(part, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw std::runtime_error(part.string() + ": could not be written");
  sync(part);
  fs::rename(part, path);
  sync(folder_);
}

}  // namespace enact::population
