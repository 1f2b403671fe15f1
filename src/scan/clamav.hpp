// Uploads looked over for viruses by ClamAV's daemon, over its own protocol (INSTREAM) on a TCP port or a
// unix socket. Fails closed: what could not be looked over is not let in.
#pragma once

#include <chrono>
#include <expected>
#include <string>

#include "store/fault.hpp"
#include "store/hash.hpp"

namespace enact::scan {

struct ClamAvOptions {
  std::string address = {};           // "127.0.0.1:3310", or "/run/clamav/clamd.ctl"
  std::chrono::seconds patience{30};  // for connecting, and for each read and write
};

// Blocks. Faults: invalid "scan.infected" (with the signature's name), limit "scan.too-large" (more than the
// daemon takes), unavailable "scan.unavailable" (it does not answer, or not as it should).
std::expected<void, store::Fault> scan(const ClamAvOptions& options, store::BytesView content);

}  // namespace enact::scan
