// The tree against the definition: section 2.1 of RFC 6962 written down once more, as it stands there, over
// lists of leaves; known roots; and proofs that a verifier of RFC 9162, section 2.1, accepts.
#include "store/merkle.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace enact::store {
namespace {

using Leaves = std::vector<std::string>;  // data, not hashes

Bytes plain_hash(const std::string& prefix, const std::vector<std::string>& parts) {
  std::string all = prefix;
  for (const std::string& part : parts) all += part;
  return sha256(all);
}
std::string as_text(const Bytes& bytes) {
  return {bytes.begin(), bytes.end()};
}
Leaves part(const Leaves& leaves, std::size_t begin, std::size_t end) {
  return {leaves.begin() + static_cast<std::ptrdiff_t>(begin),
          leaves.begin() + static_cast<std::ptrdiff_t>(end)};
}
std::size_t power_below(std::size_t n) {
  std::size_t k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

// MTH, PATH and PROOF, word by word.
Bytes mth(const Leaves& d) {
  if (d.empty()) return sha256(std::string_view());
  if (d.size() == 1) return plain_hash(std::string(1, '\0'), {d[0]});
  const std::size_t k = power_below(d.size());
  return plain_hash("\1", {as_text(mth(part(d, 0, k))), as_text(mth(part(d, k, d.size())))});
}
std::vector<Bytes> path(std::size_t m, const Leaves& d) {
  if (d.size() == 1) return {};
  const std::size_t k = power_below(d.size());
  auto out = m < k ? path(m, part(d, 0, k)) : path(m - k, part(d, k, d.size()));
  out.push_back(m < k ? mth(part(d, k, d.size())) : mth(part(d, 0, k)));
  return out;
}
std::vector<Bytes> subproof(std::size_t m, const Leaves& d, bool b) {
  if (m == d.size()) return b ? std::vector<Bytes>() : std::vector<Bytes>{mth(d)};
  const std::size_t k = power_below(d.size());
  auto out = m <= k ? subproof(m, part(d, 0, k), b) : subproof(m - k, part(d, k, d.size()), false);
  out.push_back(m <= k ? mth(part(d, k, d.size())) : mth(part(d, 0, k)));
  return out;
}

Leaves some_leaves(std::size_t n) {
  Leaves out;
  for (std::size_t i = 0; i < n; ++i) out.push_back("leaf " + std::to_string(i * i));
  return out;
}

// A tree as the store keeps it: leaf hashes, and nodes as they were completed.
struct Kept {
  explicit Kept(const Leaves& leaves, HashKind kind = HashKind::sha256) : tree(kind) {
    for (const std::string& leaf : leaves) {
      const std::uint8_t zero = 0;
      Bytes hash = digest(kind, {BytesView(&zero, 1), as_bytes(leaf)});
      nodes[{0, tree.size()}] = hash;
      tree.push(hash, [&](int level, std::int64_t number, const Bytes& node) {
        EXPECT_TRUE(nodes.emplace(std::pair(level, number), node).second) << "a node is completed once";
      });
    }
  }
  NodeReader reader() const {
    return [this](int level, std::int64_t number) { return nodes.at({level, number}); };
  }
  Frontier tree;
  std::map<std::pair<int, std::int64_t>, Bytes> nodes;
};

// The data and roots of the test vectors that implementations of RFC 6962 share (trees of 0 to 8 leaves).
TEST(Merkle, HasTheKnownRoots) {
  const Leaves data = {"",
                       std::string("\0", 1),
                       "\x10",
                       "\x20\x21",
                       "\x30\x31",
                       "\x40\x41\x42\x43",
                       "\x50\x51\x52\x53\x54\x55\x56\x57",
                       "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"};
  const std::vector<std::string> roots = {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  for (std::size_t n = 0; n <= data.size(); ++n) {
    const Kept kept(part(data, 0, n));
    EXPECT_EQ(hex(kept.tree.root()), roots[n]) << n;
    EXPECT_EQ(hex(mth(part(data, 0, n))), roots[n]) << n << ", by the definition";
  }
}

TEST(Merkle, RootsAndProofsAreThoseOfTheDefinition) {
  constexpr std::size_t most = 40;
  const Leaves all = some_leaves(most);
  const Kept kept(all);
  for (std::size_t n = 1; n <= most; ++n) {
    const Leaves d = part(all, 0, n);
    const Kept prefix(d);
    const auto size = static_cast<std::int64_t>(n);
    ASSERT_EQ(prefix.tree.root(), mth(d)) << n;
    EXPECT_EQ(static_cast<std::int64_t>(prefix.nodes.size()) - size, node_count(size)) << n;
    // Both from the nodes of the larger tree, as when a proof to an older head is asked for.
    EXPECT_EQ(Frontier(HashKind::sha256, size, kept.reader()).root(), mth(d)) << n;
    for (std::size_t m = 0; m < n; ++m) {
      EXPECT_EQ(inclusion_proof(HashKind::sha256, static_cast<std::int64_t>(m), size, kept.reader()),
                path(m, d));
    }
    for (std::size_t m = 1; m <= n; ++m) {
      EXPECT_EQ(consistency_proof(HashKind::sha256, static_cast<std::int64_t>(m), size, kept.reader()),
                subproof(m, d, true));
    }
  }
}

// The example of RFC 6962, section 2.1.3: seven leaves; nodes named as there.
TEST(Merkle, GivesTheProofsOfTheRfcsExample) {
  const Leaves d = some_leaves(7);
  const Kept kept(d);
  const auto leaf = [&](std::size_t i) { return mth({d[i]}); };
  const auto range = [&](std::size_t begin, std::size_t end) { return mth(part(d, begin, end)); };
  const Bytes b = leaf(1);
  const Bytes c = leaf(2);
  const Bytes dd = leaf(3);
  const Bytes f = leaf(5);
  const Bytes g = range(0, 2);
  const Bytes h = range(2, 4);
  const Bytes i = range(4, 6);
  const Bytes j = leaf(6);
  const Bytes k = range(0, 4);
  const Bytes l = range(4, 7);
  using Proof = std::vector<Bytes>;
  const auto included = [&](std::int64_t m) {
    return inclusion_proof(HashKind::sha256, m, 7, kept.reader());
  };
  EXPECT_EQ(included(0), (Proof{b, h, l}));
  EXPECT_EQ(included(3), (Proof{c, g, l}));
  EXPECT_EQ(included(4), (Proof{f, j, k}));
  EXPECT_EQ(included(6), (Proof{i, k}));
  const auto consistent = [&](std::int64_t m) {
    return consistency_proof(HashKind::sha256, m, 7, kept.reader());
  };
  EXPECT_EQ(consistent(3), (Proof{c, dd, g, l}));
  EXPECT_EQ(consistent(4), (Proof{l}));
  EXPECT_EQ(consistent(6), (Proof{i, j, k}));
}

TEST(Merkle, ATreeGoesOnFromItsFrontier) {
  const Leaves all = some_leaves(33);
  Kept kept(part(all, 0, 13));
  Frontier later(HashKind::sha256, 13, kept.reader());
  for (std::size_t i = 13; i < all.size(); ++i) later.push(mth({all[i]}));
  EXPECT_EQ(later.root(), mth(all));
  EXPECT_EQ(later.size(), 33);
}

TEST(Merkle, IsBuiltWithSm3WhereTold) {
  // Two leaves, so that both prefixes are used: SM3(01, SM3(00, a), SM3(00, b)).
  const std::uint8_t zero = 0;
  const std::uint8_t one = 1;
  const Bytes a = digest(HashKind::sm3, {BytesView(&zero, 1), as_bytes("a")});
  const Bytes b = digest(HashKind::sm3, {BytesView(&zero, 1), as_bytes("b")});
  EXPECT_EQ(Kept({"a", "b"}, HashKind::sm3).tree.root(), digest(HashKind::sm3, {BytesView(&one, 1), a, b}));
}

TEST(Hash, Sm3IsThatOfTheStandard) {
  // GB/T 32905-2016, examples 1 and 2.
  EXPECT_EQ(hex(digest(HashKind::sm3, {as_bytes("abc")})),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  std::string longer;
  for (int i = 0; i < 16; ++i) longer += "abcd";
  EXPECT_EQ(hex(digest(HashKind::sm3, {as_bytes(longer)})),
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  EXPECT_EQ(digest(HashKind::sm3, {as_bytes("a"), as_bytes("bc")}), digest(HashKind::sm3, {as_bytes("abc")}));
}

TEST(Hash, Base64IsThatOfRfc4648) {
  // Section 10.
  EXPECT_EQ(base64(as_bytes("")), "");
  EXPECT_EQ(base64(as_bytes("fo")), "Zm8=");
  EXPECT_EQ(base64(as_bytes("foobar")), "Zm9vYmFy");
  EXPECT_EQ(bytes_from_base64("Zm8="), (Bytes{'f', 'o'}));
  EXPECT_FALSE(bytes_from_base64("Zm8"));
  EXPECT_FALSE(bytes_from_base64("Zm8=x"));
}

}  // namespace
}  // namespace enact::store
