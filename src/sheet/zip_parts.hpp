// The parts of a zip file in memory, each unpacked when it is asked for, by libzip. What is unpacked is
// bounded by what comes out, not by what the file says of itself.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct zip;

namespace enact::sheet {

class ZipParts {
 public:
  // nullopt: no zip file. `bytes` must outlive the parts.
  static std::optional<ZipParts> open(std::string_view bytes);

  enum class Fault { absent, broken, too_large };
  // `room`: bytes that may still be unpacked; what was is taken off it. Names do not tell capitals apart
  // (OPC).
  std::optional<std::string> read(const std::string& name, std::size_t& room, Fault& fault) const;

 private:
  struct Close {
    void operator()(zip* file) const;
  };
  explicit ZipParts(zip* file) : file_(file) {}

  std::unique_ptr<zip, Close> file_;
};

}  // namespace enact::sheet
