// Identity numbers of persons at rest: recognised by their form and check character (GB 11643), wherever a
// package puts them. As what identifies a subject, the number's place is taken by a keyed hash, by which it
// is found, and the number stands sealed beside it; a fact whose value holds one is sealed as a whole, and so
// is a document of the service's own making (what a case pins), under the hash of what it says in clear.
// Internal to the store.
#pragma once

#include <string>
#include <string_view>

#include "store/database.hpp"

namespace enact::store {

// What stands in subject.identity: the hash for an identity number, else the text itself. Without a key ring
// the text, which finds no person.
std::string identity_key(const Reader& reader, std::string_view type, std::string_view identity);
std::string identity_place(std::string_view subject);
std::string fact_place(std::int64_t seq);

inline constexpr std::string_view sealed_media_type = "application/json";  // nobody uploads it
bool is_sealed_at_rest(BytesView content, std::string_view media_type);
std::string blob_place(std::string_view hash);

}  // namespace enact::store
