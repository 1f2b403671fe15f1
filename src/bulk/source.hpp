// Where populations come from: the interface that readers of files and databases implement. Whoever reads
// bytes or rows from outside does so behind these; this floor does no input or output of its own.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "bulk/columns.hpp"

namespace enact::bulk {

// Bytes of a file, a pipe, a text in memory.
class ByteInput {
 public:
  virtual ~ByteInput() = default;
  // How many were put into `room`; 0: no more. Throws std::runtime_error where reading fails.
  virtual std::size_t read(char* room, std::size_t size) = 0;
  virtual const std::string& name() const = 0;  // for messages: the path
};

// A row that has errors: it is set aside, and the rest is done.
struct Rejected {
  std::string place;  // "企业.csv:41"
  Text reason;
};

// Rows that were cut off a source and are not read yet; whichever thread has time may read them.
class UnreadRows {
 public:
  virtual ~UnreadRows() = default;
  // Once. The segment has no rows where all of them were set aside, which are added to `rejected`.
  virtual void read(Segment& segment, std::vector<Rejected>& rejected) = 0;
};

class ColumnSource {
 public:
  virtual ~ColumnSource() = default;
  // Whether cut() may be called instead of next(), so that parts are read side by side.
  virtual bool can_cut() const { return false; }
  // The next part; null: no more. Not called by two threads at a time. Throws as next().
  virtual std::unique_ptr<UnreadRows> cut() { return nullptr; }
  // The next part of the population, in order; false: no more. Not called by two threads at a time. Throws
  // std::runtime_error with what is wrong where the source as a whole cannot be read.
  virtual bool next(Segment& segment) = 0;
  // Rows set aside so far, but for those of parts that were cut off.
  virtual const std::vector<Rejected>& rejected() const = 0;
};

inline constexpr std::size_t segment_rows = 65536;

}  // namespace enact::bulk
