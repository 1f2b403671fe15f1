// What is sealed opens with its key and in its place only; the file of keys is nobody else's.
#include "store/key_ring.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "store/hash.hpp"
#include "store/seal.hpp"
#include "store/test_space.hpp"

namespace enact::store {
namespace {

namespace fs = std::filesystem;

constexpr Date today{2026, 11, 26};

class Keys : public testing::TestWithParam<Cipher> {
 protected:
  std::shared_ptr<const KeyRing> made() { return KeyRing::make(file(), GetParam(), random, today).value(); }
  fs::path file() const { return folder.path() / "test.ring"; }

  TestFolder folder;
  SeededRandom random{3};
};

INSTANTIATE_TEST_SUITE_P(Each, Keys, testing::Values(Cipher::xchacha20, Cipher::sm4));

TEST_P(Keys, OpenWhatTheySealed) {
  const auto ring = made();
  for (const std::string& clear : {std::string(), std::string("6222000011112222"), std::string(5000, 'x'),
                                   std::string("\0\xff\n", 3), std::string("张三 13800000000")}) {
    const std::string sealed = ring->seal(clear, "t.c/1", random);
    EXPECT_EQ(KeyRing::sealed_by(sealed), ring->newest().id);
    EXPECT_EQ(sealed.find("6222"), std::string::npos);
    EXPECT_EQ(ring->unseal(sealed, "t.c/1"), clear);
    EXPECT_NE(ring->seal(clear, "t.c/1", random), sealed) << "each time another nonce";
  }
  EXPECT_EQ(ring->unseal("clear text", "t.c/1"), "clear text");
}

TEST_P(Keys, DoNotOpenWhatWasMovedOrAltered) {
  const auto ring = made();
  const std::string sealed = ring->seal("6222000011112222", "t.c/1", random);
  EXPECT_THROW(ring->unseal(sealed, "t.c/2"), DatabaseError);
  EXPECT_THROW(ring->unseal(sealed, "t.d/1"), DatabaseError);
  const std::size_t start = sealed.rfind(':') + 1;
  for (std::size_t at = start; at + 2 < sealed.size(); ++at) {
    std::string altered = sealed;
    altered[at] = altered[at] == 'A' ? 'B' : 'A';
    if (altered == sealed) continue;
    EXPECT_THROW(ring->unseal(altered, "t.c/1"), DatabaseError) << at;
  }
  EXPECT_THROW(ring->unseal(sealed.substr(0, start), "t.c/1"), DatabaseError);
  EXPECT_THROW(ring->unseal(sealed.substr(0, start + 8), "t.c/1"), DatabaseError);
}

TEST_P(Keys, AreReadBackFromTheirFile) {
  const auto ring = made();
  const std::string sealed = ring->seal("x", "p", random);
  const auto again = KeyRing::load(file());
  ASSERT_TRUE(again) << again.error().message.en;
  EXPECT_EQ((*again)->unseal(sealed, "p"), "x");
  EXPECT_EQ((*again)->lookup("f", "text"), ring->lookup("f", "text"));
  EXPECT_EQ((*again)->newest().cipher, GetParam());
  EXPECT_EQ((*again)->newest().made, today);
  EXPECT_EQ(fs::status(file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_P(Keys, ANewKeySealsAndTheOldOneStillOpens) {
  const auto ring = made();
  const std::string old = ring->seal("x", "p", random);
  const auto grown = KeyRing::add(file(), GetParam(), random, {2027, 1, 1}).value();
  EXPECT_EQ(grown->keys().size(), 2U);
  EXPECT_NE(grown->newest().id, ring->newest().id);
  EXPECT_EQ(grown->unseal(old, "p"), "x");
  const std::string fresh = grown->seal("x", "p", random);
  EXPECT_EQ(KeyRing::sealed_by(fresh), grown->newest().id);
  EXPECT_THROW(ring->unseal(fresh, "p"), DatabaseError) << "the ring of before does not have it";
  EXPECT_EQ(KeyRing::load(file()).value()->keys().size(), 2U);
  EXPECT_EQ(fs::status(file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_P(Keys, LookUpsAreTheSameForTheSameTextOfAField) {
  const auto ring = made();
  const std::string one = ring->lookup("identity", "110105194912310");
  EXPECT_EQ(one.size(), 64U);
  EXPECT_EQ(ring->lookup("identity", "110105194912310"), one);
  EXPECT_NE(ring->lookup("other", "110105194912310"), one);
  EXPECT_NE(ring->lookup("identity", "110105194912311"), one);
  fs::remove(file());
  EXPECT_NE(made()->lookup("identity", "110105194912310"), one) << "another ring, another hash";
}

TEST_P(Keys, AFileThatOthersMayReadOrThatIsNoneIsRefused) {
  EXPECT_EQ(KeyRing::load(file()).error().code, "store.key-ring");
  made();
  EXPECT_EQ(KeyRing::make(file(), GetParam(), random, today).error().code, "store.key-ring")
      << "never written over";
  fs::permissions(file(), fs::perms::group_read, fs::perm_options::add);
  EXPECT_EQ(KeyRing::load(file()).error().code, "store.key-ring");
  for (const char* text :
       {"", "something\n", "enact-key-ring 1\n", "enact-key-ring 1\nlookup HMAC-SHA-256 AA\n",
        "enact-key-ring 1\nkey 00000000 ROT13 2026-01-01 AAAA\n"}) {
    fs::remove(file());
    std::ofstream(file()) << text;
    fs::permissions(file(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(KeyRing::load(file()).error().code, "store.key-ring") << text;
  }
}

// Known values, so that a ring of today is read for good: RFC 4231 for the hash, GB/T 32907's own example for
// the cipher's block (counter mode over zeros gives the encrypted counter).
TEST(KeyRing, HashesAndEncryptsAsTheStandardsSay) {
  const Bytes key(20, 0x0b);
  EXPECT_EQ(hex(seal::keyed_hash(Cipher::xchacha20, key, "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  const Bytes block = bytes_from_hex("0123456789abcdeffedcba9876543210").value();
  Bytes whole = block;
  whole.resize(seal::key_size(Cipher::sm4));
  const Bytes sealed = seal::close(Cipher::sm4, whole, std::string(16, '\0'), "p", block);
  EXPECT_EQ(hex(BytesView(sealed).subspan(16, 16)), "681edf34d206965e86b3e94f536e4246");
}

}  // namespace
}  // namespace enact::store
