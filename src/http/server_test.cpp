#include "http/server.hpp"

#include <gtest/gtest.h>
#include <boost/asio.hpp>
#include <thread>

#include "casework/module.hpp"
#include "http/service.hpp"
#include "lab/scenarios.hpp"
#include "ledger/ledger.hpp"
#include "notify/notifications.hpp"
#include "registers/module.hpp"
#include "selection/module.hpp"
#include "store/test_space.hpp"

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

// A server without packages on a free port of loopback.
class Listening : public ::testing::Test {
 protected:
  ~Listening() override {
    server_.stop();
    thread_.join();
  }
  // Sends the text and answers all that comes back until the server closes.
  std::string exchange(const std::string& text) const {
    boost::asio::io_context io;
    boost::asio::ip::tcp::socket socket(io);
    socket.connect({boost::asio::ip::make_address("127.0.0.1"), server_.port()});
    boost::asio::write(socket, boost::asio::buffer(text));
    std::string answer;
    boost::system::error_code end;
    boost::asio::read(socket, boost::asio::dynamic_buffer(answer), end);
    return answer;
  }

  store::TestSpace space_{{identity::module(), ledger::module(), registers::module(), selection::module(),
                           casework::module(), lab::module(), notify::module()}};
  casework::Library library_{{}};
  Service service_{space_.database(), library_, {}};
  Dispatcher dispatcher_{service_};
  StaticFiles files_;
  Server server_{[] {
                   ServerOptions options;
                   options.port = 0;
                   return options;
                 }(),
                 dispatcher_, files_};
  std::thread thread_{[this] { server_.run(); }};
};

TEST_F(Listening, RefusesALongUploadBeforeItIsSent) {
  const std::string head =
      "POST /api/v1/cases/x/evidence?name=a.pdf HTTP/1.1\r\nHost: enact\r\nContent-Length: ";
  EXPECT_EQ(exchange(head + "15000000\r\n\r\n").substr(0, 12), "HTTP/1.1 401");
  // Also where the client has begun to send, and goes on for a while.
  EXPECT_EQ(exchange(head + "15000000\r\n\r\n" + std::string(3'000'000, 'x')).substr(0, 12), "HTTP/1.1 401");
  EXPECT_EQ(exchange(head + "25000000\r\n\r\n").substr(0, 12), "HTTP/1.1 413");
  EXPECT_EQ(exchange("POST /api/v1/session HTTP/1.1\r\nHost: enact\r\nContent-Length: 2000000\r\n\r\n")
                .substr(0, 12),
            "HTTP/1.1 413");
}

TEST_F(Listening, ReadsWhatItMay) {
  const std::string body = R"({"login":"nobody","password":"wrong password"})";
  const auto answer = exchange(
      "POST /api/v1/session HTTP/1.1\r\nHost: enact\r\nConnection: close\r\nContent-Type: "
      "application/json\r\n"
      "Content-Length: " +
      std::to_string(body.size()) + "\r\n\r\n" + body);
  EXPECT_EQ(answer.substr(0, 12), "HTTP/1.1 401") << answer;
  const auto chunked = exchange(
      "POST /api/v1/session HTTP/1.1\r\nHost: enact\r\nConnection: close\r\nContent-Type: "
      "application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n2e\r\n" +
      body + "\r\n0\r\n\r\n");
  EXPECT_EQ(chunked.substr(0, 12), "HTTP/1.1 401") << chunked;
}

}  // namespace
}  // namespace enact::http
