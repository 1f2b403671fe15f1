// What is packed comes back to the byte, and what is damaged is said to be.
#include "store/packing.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "store/documents.hpp"
#include "store/test_space.hpp"

namespace enact::store {
namespace {

BytesView view(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
std::string text_of(const Bytes& bytes) {
  return {bytes.begin(), bytes.end()};
}

const std::string repeated = [] {
  std::string text;
  for (int i = 0; i < 400; ++i) text += R"({"verdict":"met","title":"示范企业"},)";
  return text;
}();

RC_GTEST_PROP(Packing, EveryContentComesBack, (const std::string& piece)) {
  const auto times = *rc::gen::inRange(0, 200);
  std::string content;
  for (int i = 0; i < times; ++i) content += piece;
  for (const char* type : {"application/json", "text/plain", "application/pdf"}) {
    const auto packed = pack_text(view(content), type);
    if (!packed) continue;
    RC_ASSERT(packed->size() < content.size());
    RC_ASSERT(text_of(unpack_bytes(zstd_packing, *packed, blob_limit)) == content);
  }
}

TEST(Packing, TextsAreMadeSmallAndFilesLeftAsTheyAre) {
  const auto packed = pack_text(view(repeated), "application/json");
  ASSERT_TRUE(packed.has_value());
  EXPECT_LT(packed->size() * 10, repeated.size());
  EXPECT_FALSE(pack_text(view(repeated), "application/pdf"));
  EXPECT_FALSE(pack_text(view("{}"), "application/json"));
  EXPECT_EQ(text_of(unpack_bytes("", view("{}"), blob_limit)), "{}");
}

TEST(Packing, DamageIsFoundWhereverItIs) {
  const Bytes packed = *pack_text(view(repeated), "application/json");
  for (std::size_t at = 0; at < packed.size(); ++at) {
    Bytes altered = packed;
    altered[at] ^= 0x40;
    // A bit of the head may mean nothing; never is other content given.
    try {
      EXPECT_EQ(text_of(unpack_bytes("zstd", altered, blob_limit)), repeated) << at;
    } catch (const DatabaseError& error) {
      EXPECT_EQ(error.kind(), DatabaseError::Kind::corrupt) << at;
    }
  }
  Bytes cut = packed;
  cut.resize(cut.size() / 2);
  EXPECT_THROW(unpack_bytes("zstd", cut, blob_limit), DatabaseError);
  EXPECT_THROW(unpack_bytes("zstd", {}, blob_limit), DatabaseError);
}

TEST(Packing, NothingIsUnpackedBeyondTheLimit) {
  const Bytes packed = *pack_text(view(repeated), "text/plain");
  const auto size = static_cast<std::int64_t>(repeated.size());
  EXPECT_NO_THROW(unpack_bytes("zstd", packed, size));
  EXPECT_THROW(unpack_bytes("zstd", packed, size - 1), DatabaseError);
  EXPECT_THROW(unpack_bytes("later", packed, size), DatabaseError);
}

// As a row of an earlier version stands.
TEST(Packing, ContentOfEarlierVersionsIsRead) {
  TestSpace space;
  const auto put = space.database().write([&](Transaction& tx) -> StepResult {
    tx.execute("INSERT INTO blob (hash, media_type, content, at) VALUES ('h', 'application/json', ?, 0)",
               {view(repeated)});
    return put_blob(tx, view(repeated), "application/json");
  });
  ASSERT_TRUE(put.has_value());
  space.database().read([&](const Reader& reader) {
    EXPECT_EQ(text_of(find_blob(reader, "h")->content), repeated);
    EXPECT_EQ(text_of(find_blob(reader, put->body)->content), repeated);
    EXPECT_LT(reader.integer("SELECT length(content) FROM blob WHERE hash = ?", {put->body}).value(), 1000);
  });
}

}  // namespace
}  // namespace enact::store
