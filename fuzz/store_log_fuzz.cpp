// No file that claims to be an export of an event log breaks the verifier, and none without a trusted
// signature is taken for one: the only key trusted here is nobody's.
#include <cstdint>
#include <sstream>
#include <string>

#include "require.hpp"
#include "store/log_export.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace enact;
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  const auto report = store::verify_export(in, {.heads = {}, .keys = {"ed25519:nobody"}});
  if (!report) {
    fuzz::require(!report.error().message.zh.empty());
    return 0;
  }
  fuzz::require(report->heads == 0 || !report->faults.empty());
  return 0;
}
