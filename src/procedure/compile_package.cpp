// See compile_package.hpp.
#include "procedure/compile_package.hpp"

#include "policy/tables.hpp"
#include "procedure/procedure.hpp"

namespace enact::procedure {

policy::Loaded compile_package(const policy::FileSet& files, const std::string& folder) {
  auto loaded = policy::load_package(files, folder);
  if (!loaded.package) return loaded;
  for (const auto& declared : loaded.package->procedures) {
    const auto faults = check_procedure(declared);
    loaded.diagnostics.insert(loaded.diagnostics.end(), faults.begin(), faults.end());
  }
  const auto tables = policy::check_tables(*loaded.package);
  loaded.diagnostics.insert(loaded.diagnostics.end(), tables.begin(), tables.end());
  return loaded;
}

}  // namespace enact::procedure
