#include "store/content_type.hpp"

#include <algorithm>
#include <array>

namespace enact::store {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  std::string_view media_type;
};

constexpr std::array magics = {
    Magic{"%PDF-"sv, "application/pdf"},   Magic{"\x89PNG\r\n\x1a\n"sv, "image/png"},
    Magic{"\xff\xd8\xff"sv, "image/jpeg"}, Magic{"II*\0"sv, "image/tiff"},
    Magic{"MM\0*"sv, "image/tiff"},
};

// Formats that are ZIP archives tell what they are by a member that only they have.
constexpr std::array members = {
    Magic{"OFD.xml"sv, "application/ofd"},
    Magic{"word/"sv, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    Magic{"xl/"sv, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
};

constexpr std::string_view local_header = "PK\x03\x04"sv;
constexpr std::size_t name_length_at = 26;
constexpr std::size_t name_at = 30;

// The names in the local headers. An archive is not unpacked: what is compressed is not looked at.
std::optional<std::string_view> archive_type(std::string_view content) {
  for (std::size_t at = 0; (at = content.find(local_header, at)) != std::string_view::npos; ++at) {
    if (at + name_at > content.size()) break;
    const auto byte = [&](std::size_t i) {
      return static_cast<std::size_t>(static_cast<unsigned char>(content[at + i]));
    };
    const std::size_t length = byte(name_length_at) | (byte(name_length_at + 1) << 8U);
    const std::string_view name = content.substr(at + name_at, length);
    for (const Magic& member : members) {
      if (name.starts_with(member.bytes)) return member.media_type;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string_view> media_type_of(BytesView bytes) {
  const std::string_view content(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  for (const Magic& magic : magics) {
    if (content.starts_with(magic.bytes)) return magic.media_type;
  }
  if (content.starts_with(local_header)) return archive_type(content);
  return std::nullopt;
}

}  // namespace enact::store
