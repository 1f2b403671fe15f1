// A connection that counts what is asked of it, for tests of how much a function reads.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "store/sql.hpp"

namespace enact::store {

class CountingConnection final : public Connection {
 public:
  explicit CountingConnection(std::unique_ptr<Connection> to) : to_(std::move(to)) {}

  // Statements so far that hold these words.
  int asked(std::string_view words) const {
    int count = 0;
    for (const auto& [sql, times] : statements_) {
      if (sql.find(words) != std::string::npos) count += times;
    }
    return count;
  }

  std::int64_t run(std::string_view sql, Params params, const OnRow* on_row) override {
    ++statements_[std::string(sql)];
    return to_->run(sql, params, on_row);
  }
  void run_script(std::string_view sql) override { to_->run_script(sql); }
  void run_schema(std::string_view sql) override { to_->run_schema(sql); }
  bool in_transaction() const override { return to_->in_transaction(); }
  void begin_read() override { to_->begin_read(); }
  void begin_write() override { to_->begin_write(); }
  bool has_table(std::string_view name) override { return to_->has_table(name); }
  std::string unsafe_settings() override { return to_->unsafe_settings(); }
  bool alive() const override { return to_->alive(); }

 private:
  std::unique_ptr<Connection> to_;
  std::map<std::string, int> statements_;
};

}  // namespace enact::store
