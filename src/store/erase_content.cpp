#include "store/erase_content.hpp"

namespace enact::store {

void erase_blob(Transaction& tx, std::string_view hash) {
  tx.execute(
      "INSERT INTO blob_erased (hash, at) SELECT hash, CASE WHEN at > ? THEN at ELSE ? END FROM blob WHERE "
      "hash = ?",
      {tx.now(), tx.now(), hash});
  tx.execute("DELETE FROM blob WHERE hash = ?", {hash});
}

}  // namespace enact::store
