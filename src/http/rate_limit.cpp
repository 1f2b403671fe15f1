#include "http/rate_limit.hpp"

#include <algorithm>

namespace enact::http {

namespace {
// Beyond this many clients the full buckets, which say nothing, are dropped; not at each request, since it
// takes time for each client and the others wait for it.
constexpr std::size_t many_clients = 20'000;
constexpr auto between_sweeps = std::chrono::seconds(1);
}  // namespace

bool RateLimit::take(const std::string& source, std::chrono::steady_clock::time_point now) {
  const std::lock_guard lock(mutex_);
  const auto refilled = [&](const Bucket& bucket) {
    const double passed = std::chrono::duration<double>(now - bucket.at).count();
    return std::min(rule_.burst, bucket.tokens + passed * rule_.per_second);
  };
  if (buckets_.size() > many_clients && now - swept_ >= between_sweeps) {
    swept_ = now;
    std::erase_if(buckets_, [&](const auto& entry) { return refilled(entry.second) >= rule_.burst; });
  }
  auto [entry, fresh] = buckets_.try_emplace(source, Bucket{rule_.burst, now});
  auto& bucket = entry->second;
  if (!fresh) bucket = {refilled(bucket), now};
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

}  // namespace enact::http
