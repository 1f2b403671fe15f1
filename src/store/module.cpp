// The triggers behind "append-only".
#include "store/module.hpp"

#include <fmt/format.h>

namespace enact::store {

std::string append_only(std::string_view table) {
  return fmt::format(
      "CREATE TRIGGER {0}_no_update BEFORE UPDATE ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); "
      "END;\n"
      "CREATE TRIGGER {0}_no_delete BEFORE DELETE ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); "
      "END;\n",
      table);
}

}  // namespace enact::store
