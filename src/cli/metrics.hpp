// What Prometheus may scrape: answers and their times, the writer, the event log. Served on an address of its
// own, without sign-in, so that it can be kept from the public: nothing in it is about anybody.
#pragma once

#include <memory>
#include <string>

#include "http/service.hpp"
#include "store/database.hpp"

namespace enact::cli {

class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // Thread-safe.
  void count(const http::Served& served);
  // From now on a scrape also reads the database, which must outlive this.
  void watch(store::Database& database);
  // The text of a scrape.
  std::string text() const;
  // Serves it at http://ADDRESS/metrics, ADDRESS as "127.0.0.1:9464". Throws std::runtime_error if that
  // address cannot be listened on.
  void serve(const std::string& address);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace enact::cli
