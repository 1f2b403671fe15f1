#include "store/packing.hpp"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <memory>

namespace enact::store {
namespace {

constexpr std::size_t worth_while = 256;  // bytes; below, a frame's head eats what is gained
constexpr int level = 3;                  // 1 is no quicker here; 9 takes three times as long for 3 % less

bool is_text(std::string_view media_type) {
  return media_type == "application/json" || media_type.starts_with("text/");
}

[[noreturn]] void damaged(std::string_view why) {
  throw DatabaseError(DatabaseError::Kind::corrupt, fmt::format("packed content is damaged: {}", why));
}

// A context is some hundred kilobytes, and made anew for each document it would be most of the work.
ZSTD_CCtx* compressor() {
  thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context = [] {
    std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> made(ZSTD_createCCtx(), ZSTD_freeCCtx);
    if (!made) throw std::bad_alloc();
    ZSTD_CCtx_setParameter(made.get(), ZSTD_c_compressionLevel, level);
    ZSTD_CCtx_setParameter(made.get(), ZSTD_c_checksumFlag, 1);
    return made;
  }();
  return context.get();
}

}  // namespace

std::optional<Bytes> pack_text(BytesView content, std::string_view media_type) {
  if (!is_text(media_type) || content.size() < worth_while) return std::nullopt;
  Bytes packed(ZSTD_compressBound(content.size()));
  const std::size_t size =
      ZSTD_compress2(compressor(), packed.data(), packed.size(), content.data(), content.size());
  if (ZSTD_isError(size) != 0 || size >= content.size()) return std::nullopt;
  packed.resize(size);
  return packed;
}

Bytes unpack_bytes(std::string_view method, BytesView kept, std::int64_t limit) {
  if (method.empty()) return {kept.begin(), kept.end()};
  if (method != zstd_packing) {
    throw DatabaseError(DatabaseError::Kind::other, fmt::format("no way to unpack `{}`", method));
  }
  const auto size = ZSTD_getFrameContentSize(kept.data(), kept.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) damaged("it has no head");
  if (size > static_cast<std::uint64_t>(std::max<std::int64_t>(limit, 0))) damaged("it is too large");
  Bytes content(static_cast<std::size_t>(size));
  const std::size_t made = ZSTD_decompress(content.data(), content.size(), kept.data(), kept.size());
  if (ZSTD_isError(made) != 0) damaged(ZSTD_getErrorName(made));
  if (made != content.size()) damaged("it is cut short");
  return content;
}

}  // namespace enact::store
