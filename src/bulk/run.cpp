// Threads over segments. See run.hpp.
#include "bulk/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include "base/money.hpp"
#include "determine/subject_view.hpp"

namespace enact::bulk {
namespace {

std::string amounts(std::int64_t least, std::int64_t greatest) {
  const std::string low = format_yuan(Fen{least});
  if (least == greatest) return low;
  return low + ".." + (greatest == no_bound ? "?" : format_yuan(Fen{greatest}));
}

std::string described(std::uint8_t found, std::int64_t least, std::int64_t greatest) {
  return fmt::format("{} {} reason {}", determine::to_string(finding::status_of(found)),
                     amounts(least, greatest), finding::reason_of(found));
}

class Runner {
 public:
  Runner(const Engine& engine, ColumnSource& source, const RunOptions& options)
      : engine_(engine), source_(source), options_(options) {}

  RunResult go() {
    std::vector<std::thread> threads;
    for (unsigned i = 1; i < std::max(options_.threads, 1U); ++i) threads.emplace_back([this] { work(); });
    work();
    for (std::thread& thread : threads) thread.join();
    if (failure_) std::rethrow_exception(failure_);
    const auto& rejected = source_.rejected();
    result_.rejected.insert(result_.rejected.end(), rejected.begin(), rejected.end());
    return std::move(result_);
  }

 private:
  void work() {
    std::map<const TypeProgram*, Worker> workers;
    SegmentOutcomes out;
    try {
      for (;;) {
        Segment segment;
        std::unique_ptr<UnreadRows> unread;
        std::vector<Rejected> rejected;
        std::uint64_t ticket = 0;
        {
          const std::lock_guard lock(reading_);
          if (failed() || !next(segment, unread)) break;
          ticket = taken_++;
        }
        if (unread) unread->read(segment, rejected);
        const TypeProgram* type = engine_.type(segment.type);
        std::vector<Difference> differences;
        std::function<void()> deliver;
        if (type != nullptr && segment.table.rows > 0) {
          auto worker = workers.find(type);
          if (worker == workers.end()) worker = workers.try_emplace(type, engine_, *type).first;
          worker->second.run(segment, out, options_.each || options_.prepare || options_.check);
          if (options_.check) differences = compare(segment, *type, out);
          if (options_.prepare) deliver = options_.prepare(segment, out);
        }
        hand_on(ticket, segment, type, out, std::move(differences), std::move(rejected), deliver);
      }
    } catch (...) {
      const std::lock_guard lock(handing_);
      if (!failure_) failure_ = std::current_exception();
      turn_.notify_all();
    }
  }

  // The next part that is to be judged, read or to be read.
  bool next(Segment& segment, std::unique_ptr<UnreadRows>& unread) {
    while (passed_over_ < options_.done) {
      std::vector<Rejected> rejected;
      if (!source_.can_cut()) {
        if (!source_.next(segment)) return false;
      } else if (const auto rows = source_.cut()) {
        rows->read(segment, rejected);
      } else {
        return false;
      }
      passed_over_ += segment.table.rows;
      const std::lock_guard lock(handing_);
      if (engine_.type(segment.type) == nullptr) note_unused(segment.type);
      result_.rejected.insert(result_.rejected.end(), rejected.begin(), rejected.end());
      done_ += segment.table.rows;
    }
    if (!source_.can_cut()) return source_.next(segment);
    unread = source_.cut();
    return unread != nullptr;
  }

  void note_unused(const std::string& type) {
    if (std::find(result_.unused.begin(), result_.unused.end(), type) == result_.unused.end())
      result_.unused.push_back(type);
  }

  bool failed() {
    const std::lock_guard lock(handing_);
    return failure_ != nullptr;
  }

  void hand_on(std::uint64_t ticket, const Segment& segment, const TypeProgram* type,
               const SegmentOutcomes& out, std::vector<Difference> differences,
               std::vector<Rejected> rejected, const std::function<void()>& deliver) {
    std::unique_lock lock(handing_);
    turn_.wait(lock, [&] { return given_ == ticket || failure_ != nullptr; });
    if (failure_) return;
    result_.rejected.insert(result_.rejected.end(), rejected.begin(), rejected.end());
    if (segment.table.rows == 0) {
      // All of its rows were set aside.
    } else if (type != nullptr) {
      result_.types[segment.type].add(out.totals);
      if (options_.check) result_.checked += segment.table.rows;
      result_.differences.insert(result_.differences.end(), differences.begin(), differences.end());
      if (deliver) deliver();
      if (options_.each) options_.each(segment, out);
    } else {
      note_unused(segment.type);
    }
    done_ += segment.table.rows;
    if (options_.progress) options_.progress(done_);
    ++given_;
    turn_.notify_all();
  }

  std::vector<Difference> compare(const Segment& segment, const TypeProgram& type,
                                  const SegmentOutcomes& out) const {
    std::vector<Difference> differences;
    for (std::size_t row = 0; row < segment.table.rows; ++row) {
      const ScalarOutcome scalar = scalar_outcome(engine_, segment, row);
      const auto differ = [&](std::string provision, std::string columns, std::string other) {
        if (columns == other) return;
        differences.push_back({type.type->base->name + " " + identity_of(segment, type, row),
                               std::move(provision), std::move(columns), std::move(other)});
      };
      for (std::size_t k = 0; k < type.lanes.size(); ++k) {
        const Outcomes& lane = out.lanes[k];
        const ScalarOutcome::Lane& other = scalar.lanes[k];
        const bool money = type.lanes[k].money;
        const std::int64_t least = money ? lane.least[row] : 0;
        const std::int64_t greatest = money ? lane.greatest_at(row) : 0;
        if (lane.found[row] == other.found() && least == other.least && greatest == other.greatest) continue;
        differ(type.lanes[k].package->package->id + "/" + type.lanes[k].plan->provision->id,
               described(lane.found[row], least, greatest),
               described(other.found(), other.least, other.greatest));
      }
      if (out.least[row] != scalar.least || out.greatest_at(row) != scalar.greatest) {
        differ("", amounts(out.least[row], out.greatest_at(row)), amounts(scalar.least, scalar.greatest));
      }
    }
    return differences;
  }

  const Engine& engine_;
  ColumnSource& source_;
  const RunOptions& options_;
  std::mutex reading_;
  std::uint64_t taken_ = 0;
  std::uint64_t passed_over_ = 0;
  std::mutex handing_;
  std::condition_variable turn_;
  std::uint64_t given_ = 0;
  std::uint64_t done_ = 0;
  std::exception_ptr failure_;
  RunResult result_;
};

}  // namespace

RunResult run(const Engine& engine, ColumnSource& source, const RunOptions& options) {
  return Runner(engine, source, options).go();
}

std::string identity_of(const Segment& segment, const TypeProgram& type, std::size_t row) {
  const Column* identity = segment.table.column(type.type->base->identity);
  if (identity != nullptr && identity->state(row) == Cell::known)
    return determine::display(value_of(*identity, row));
  return "#" + std::to_string(segment.first + row + 1);
}

}  // namespace enact::bulk
