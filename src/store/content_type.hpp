// What a file is, by its first bytes, never by its name.
#pragma once

#include <optional>
#include <string_view>

#include "store/sql.hpp"

namespace enact::store {

// The media type, if the content is of a kind that evidence may be: PDF, PNG, JPEG, TIFF, OFD, DOCX, XLSX.
std::optional<std::string_view> media_type_of(BytesView content);

}  // namespace enact::store
