#include "http/server.hpp"

#include <gtest/gtest.h>

namespace enact::http {
namespace {

TEST(ForwardedFor, IsWhomTheLastProxySaw) {
  EXPECT_EQ(forwarded_for("203.0.113.7", "127.0.0.1"), "203.0.113.7");
  EXPECT_EQ(forwarded_for("2001:db8::7", "127.0.0.1"), "2001:db8::7");
  // What stands before was sent by the client, who may write what they like.
  EXPECT_EQ(forwarded_for("198.51.100.1, 203.0.113.7", "127.0.0.1"), "203.0.113.7");
  EXPECT_EQ(forwarded_for("198.51.100.1,  203.0.113.7 ", "127.0.0.1"), "203.0.113.7");
}

TEST(ForwardedFor, IsWhoConnectedWhereNobodyIsNamed) {
  EXPECT_EQ(forwarded_for("", "127.0.0.1"), "127.0.0.1");
  EXPECT_EQ(forwarded_for("unknown", "127.0.0.1"), "127.0.0.1");
  EXPECT_EQ(forwarded_for("203.0.113.7, ", "127.0.0.1"), "127.0.0.1");
}

}  // namespace
}  // namespace enact::http
