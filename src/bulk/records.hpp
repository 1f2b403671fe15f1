// Records of texts, one after another: what files and tables are read as before their cells have types.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace enact::bulk {

class Records {
 public:
  struct Field {
    std::string_view text;  // until the next call of next()
    // It is a text as it stands; else an empty one is no value, and `null` one known to be absent.
    bool quoted = false;
  };

  virtual ~Records() = default;
  // The next record's fields; false: no more. The first are the names of the columns. Throws
  // std::runtime_error where there is no reading on.
  virtual bool next(std::vector<Field>& fields) = 0;
  virtual const std::string& name() const = 0;  // for messages: the path or the table
  virtual std::string place() const = 0;        // of the last record: "企业.csv:41"
};

}  // namespace enact::bulk
