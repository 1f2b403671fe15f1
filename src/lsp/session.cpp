// One thread reads, one works. See session.hpp.
#include "lsp/session.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "lsp/server.hpp"

namespace enact::lsp {
namespace {

struct Waiting {
  json::value message;
  std::string broken;  // why it is none
  bool cancelled = false;
};

// The messages that have come and have not been looked at.
class Queue {
 public:
  void push(Waiting waiting) {
    const std::lock_guard lock(mutex_);
    if (take_back(waiting.message)) return;
    waiting_.push_back(std::move(waiting));
    changed_.notify_one();
  }
  void end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_one();
  }

  // The next message; nothing if none comes within the time (`ended` says whether one ever will).
  std::optional<Waiting> pop(std::optional<std::chrono::milliseconds> wait, bool& ended) {
    std::unique_lock lock(mutex_);
    const auto ready = [&] { return ended_ || !waiting_.empty(); };
    if (wait) {
      changed_.wait_for(lock, *wait, ready);
    } else {
      changed_.wait(lock, ready);
    }
    ended = ended_ && waiting_.empty();
    if (waiting_.empty()) return std::nullopt;
    Waiting first = std::move(waiting_.front());
    waiting_.pop_front();
    return first;
  }

 private:
  // $/cancelRequest of a request that still waits marks it; a later one comes too late and says nothing.
  bool take_back(const json::value& message) {
    if (text_member(message, {"method"}) != "$/cancelRequest") return false;
    const json::value* id = member(message, {"params", "id"});
    for (Waiting& each : waiting_) {
      const json::value* waiting = member(each.message, {"id"});
      if (id != nullptr && waiting != nullptr && *waiting == *id) each.cancelled = true;
    }
    return true;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting> waiting_;
  bool ended_ = false;
};

void read_all(std::istream& in, Queue& queue) {
  for (;;) {
    const Frame frame = read_frame(in);
    if (frame.kind == Frame::Kind::end) break;
    if (frame.kind == Frame::Kind::broken) {
      queue.push({nullptr, frame.content, false});
      break;
    }
    boost::system::error_code failed;
    json::value message = json::parse(frame.content, failed);
    if (failed) {
      queue.push({nullptr, "not JSON: " + failed.message(), false});
      continue;
    }
    const bool exit = text_member(message, {"method"}) == "exit";
    queue.push({std::move(message), "", false});
    if (exit) break;
  }
  queue.end();
}

}  // namespace

int run_session(std::istream& in, std::ostream& out, const Files& files, const Compile& compile,
                std::chrono::milliseconds pause) {
  Queue queue;
  Server server(files, compile, [&out](const json::object& message) { write_frame(out, message); });
  std::jthread reader([&] { read_all(in, queue); });
  while (!server.finished()) {
    bool ended = false;
    const auto wait = server.has_work() ? std::optional(pause) : std::nullopt;
    const std::optional<Waiting> next = queue.pop(wait, ended);
    if (!next) {
      server.idle();
      if (ended) break;
    } else if (next->cancelled) {
      server.cancel(next->message);
    } else if (!next->broken.empty()) {
      server.receive_broken(next->broken);
    } else {
      server.receive(next->message);
    }
  }
  return server.finished().value_or(1);
}

}  // namespace enact::lsp
