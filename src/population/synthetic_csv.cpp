// Threads over blocks of subjects. See synthetic_csv.hpp.
#include "population/synthetic_csv.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <fstream>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

namespace enact::population {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t block = 16384;

class Writer {
 public:
  Writer(const determine::Synth& synth, std::uint64_t subjects, fs::path folder,
         const std::function<void(std::uint64_t)>& progress)
      : synth_(synth), subjects_(subjects), folder_(std::move(folder)), progress_(progress) {
    if (fs::exists(folder_) && !fs::is_empty(folder_))
      throw std::runtime_error(folder_.string() + ": is not empty; name a new folder");
    fs::create_directories(folder_);
    before_.resize(synth.tables().size());
    for (const determine::SynthTable& table : synth.tables()) {
      const std::string name = table.list.empty() ? table.type : table.type + "." + table.list;
      names_.push_back(name + ".csv");
      files_.emplace_back(part(names_.back()), std::ios::binary | std::ios::trunc);
      files_.back() << table.head;
    }
  }

  void go(unsigned threads) {
    std::vector<std::thread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back([this] { work(); });
    work();
    for (std::thread& thread : others) thread.join();
    for (std::ofstream& file : files_) {
      file.close();
      if (!file && !failure_)
        failure_ = std::make_exception_ptr(std::runtime_error(folder_.string() + ": could not be written"));
    }
    if (failure_) {
      for (const std::string& name : names_) fs::remove(part(name));
      std::rethrow_exception(failure_);
    }
    for (const std::string& name : names_) fs::rename(part(name), folder_ / name);
  }

 private:
  fs::path part(const std::string& name) const { return folder_ / (name + ".part"); }

  void work() {
    try {
      std::vector<std::string> rows(files_.size());
      for (;;) {
        std::uint64_t first = 0;
        std::vector<std::uint64_t> before;
        {
          // Which numbers a block's subjects have depends on how many of their types stand before.
          const std::lock_guard lock(taking_);
          if (next_ >= subjects_ || failed_) return;
          first = next_;
          next_ += std::min(block, subjects_ - next_);
          before = before_;
          const std::vector<std::uint64_t> counts = synth_.counts(first, next_ - first);
          for (std::size_t i = 0; i < counts.size(); ++i) before_[i] += counts[i];
        }
        for (std::string& text : rows) text.clear();
        synth_.append_rows(first, std::min(block, subjects_ - first), before, rows);
        hand_on(first, rows);
      }
    } catch (...) {
      const std::lock_guard lock(handing_);
      if (!failure_) failure_ = std::current_exception();
      failed_ = true;
      turn_.notify_all();
    }
  }

  void hand_on(std::uint64_t first, const std::vector<std::string>& rows) {
    std::unique_lock lock(handing_);
    turn_.wait(lock, [&] { return done_ == first || failed_; });
    if (failed_) return;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      files_[i] << rows[i];
      if (!files_[i]) throw std::runtime_error((folder_ / names_[i]).string() + ": could not be written");
    }
    done_ += std::min(block, subjects_ - first);
    if (progress_) progress_(done_);
    turn_.notify_all();
  }

  const determine::Synth& synth_;
  std::uint64_t subjects_;
  fs::path folder_;
  const std::function<void(std::uint64_t)>& progress_;
  std::vector<std::string> names_;
  std::vector<std::ofstream> files_;
  std::mutex taking_;
  std::uint64_t next_ = 0;
  std::vector<std::uint64_t> before_;
  std::mutex handing_;
  std::condition_variable turn_;
  std::uint64_t done_ = 0;
  std::atomic<bool> failed_ = false;
  std::exception_ptr failure_;
};

}  // namespace

void write_synthetic_csv(const determine::Synth& synth, std::uint64_t subjects,
                         const std::filesystem::path& folder, unsigned threads,
                         const std::function<void(std::uint64_t)>& progress) {
  Writer(synth, subjects, folder, progress).go(threads);
}

}  // namespace enact::population
