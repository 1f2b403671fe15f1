// A bound on requests by one client address: a bucket of tokens that refills steadily. In memory, per
// server; sign-in has its own stricter limit in the database (src/identity).
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <unordered_map>

namespace enact::http {

class RateLimit {
 public:
  struct Rule {
    double per_second;
    double burst;
  };
  explicit RateLimit(Rule rule) : rule_(rule) {}

  // Takes a token of `source`; false if there is none. Thread-safe.
  bool take(const std::string& source, std::chrono::steady_clock::time_point now);

 private:
  struct Bucket {
    double tokens;
    std::chrono::steady_clock::time_point at;
  };
  Rule rule_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
  std::chrono::steady_clock::time_point swept_;
};

}  // namespace enact::http
