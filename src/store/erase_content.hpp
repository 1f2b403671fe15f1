// Taking uploaded content away for good (store/documents.hpp puts it).
#pragma once

#include <string_view>

#include "store/database.hpp"

namespace enact::store {

// The content's hash stays where it is named. The same content put again is there again.
void erase_blob(Transaction& tx, std::string_view hash);

}  // namespace enact::store
