// Against a server that speaks the daemon's protocol; against the daemon itself where CLAMD_TEST_ADDRESS
// names one that knows the EICAR test string.
#include "scan/clamav.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <thread>

namespace enact::scan {
namespace {

constexpr std::string_view eicar = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

store::BytesView bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string read_exactly(int file, std::size_t size) {
  std::string got(size, '\0');
  std::size_t at = 0;
  while (at < size) {
    const ssize_t more = recv(file, got.data() + at, size - at, 0);
    if (more <= 0) return got.substr(0, at);
    at += static_cast<std::size_t>(more);
  }
  return got;
}

// One conversation: reads the stream as the daemon does and answers what `answer` says of the content.
class Daemon {
 public:
  explicit Daemon(std::function<std::string(const std::string&)> answer, std::size_t limit = 1 << 20) {
    listening_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    if (bind(listening_, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0 || listen(listening_, 4) != 0 ||
        getsockname(listening_, reinterpret_cast<sockaddr*>(&at), &size) != 0)
      throw std::runtime_error("no port on the loopback");
    port = ntohs(at.sin_port);
    thread_ = std::thread([this, answer = std::move(answer), limit] { serve(answer, limit); });
  }
  ~Daemon() {
    thread_.join();
    close(listening_);
  }
  ClamAvOptions options() const {
    return {.address = "127.0.0.1:" + std::to_string(port), .patience = std::chrono::seconds(5)};
  }
  int port = 0;

 private:
  void serve(const std::function<std::string(const std::string&)>& answer, std::size_t limit) const {
    const int file = accept(listening_, nullptr, nullptr);
    std::string content;
    if (read_exactly(file, 10) == std::string("zINSTREAM\0", 10)) {
      while (true) {
        const std::string head = read_exactly(file, 4);
        if (head.size() < 4) break;
        std::size_t size = 0;
        for (const char c : head) size = (size << 8) | static_cast<unsigned char>(c);
        if (size == 0) break;
        content += read_exactly(file, size);
        if (content.size() > limit) {
          const std::string full("INSTREAM size limit exceeded. ERROR\0", 36);
          send(file, full.data(), full.size(), MSG_NOSIGNAL);
          shutdown(file, SHUT_WR);
          while (!read_exactly(file, 1).empty()) continue;
          close(file);
          return;
        }
      }
    }
    const std::string said = answer(content);
    send(file, said.data(), said.size(), MSG_NOSIGNAL);
    close(file);
  }

  int listening_ = -1;
  std::thread thread_;
};

std::string code(const std::expected<void, store::Fault>& result) {
  return result ? "" : result.error().code;
}

TEST(ClamAv, LetsCleanContentInWholeAndInOrder) {
  std::string sent(200'000, 'a');
  sent[70'000] = 'b';
  std::string seen;
  {
    const Daemon daemon([&](const std::string& content) {
      seen = content;
      return std::string("stream: OK\0", 11);
    });
    EXPECT_EQ(code(scan(daemon.options(), bytes(sent))), "");
  }
  EXPECT_EQ(seen, sent);
}

TEST(ClamAv, ContentOfExactlyOneChunkEndsOnce) {
  const std::string sent(64 * 1024, 'x');
  std::string seen;
  {
    const Daemon daemon([&](const std::string& content) {
      seen = content;
      return std::string("stream: OK\0", 11);
    });
    EXPECT_EQ(code(scan(daemon.options(), bytes(sent))), "");
  }
  EXPECT_EQ(seen, sent);
}

TEST(ClamAv, RefusesWhatIsInfected) {
  const Daemon daemon(
      [](const std::string&) { return std::string("stream: Eicar-Test-Signature FOUND\0", 35); });
  const auto refused = scan(daemon.options(), bytes(eicar));
  EXPECT_EQ(code(refused), "scan.infected");
  EXPECT_NE(refused.error().message.en.find("Eicar-Test-Signature"), std::string::npos);
}

TEST(ClamAv, FailsClosed) {
  int port = 0;
  {
    const Daemon daemon([](const std::string&) { return std::string(); });  // says nothing and goes
    port = daemon.port;
    EXPECT_EQ(code(scan(daemon.options(), bytes("x"))), "scan.unavailable");
  }
  const std::string gone = "127.0.0.1:" + std::to_string(port);
  EXPECT_EQ(code(scan({.address = gone}, bytes("x"))), "scan.unavailable");
  EXPECT_EQ(code(scan({.address = "/nowhere/clamd.ctl"}, bytes("x"))), "scan.unavailable");
  EXPECT_EQ(code(scan({.address = "no port"}, bytes("x"))), "scan.unavailable");
  const Daemon odd([](const std::string&) { return std::string("UNKNOWN COMMAND\0", 16); });
  EXPECT_EQ(code(scan(odd.options(), bytes("x"))), "scan.unavailable");
}

TEST(ClamAv, SaysWhatIsTooLarge) {
  const Daemon daemon([](const std::string&) { return std::string(); }, 100'000);
  EXPECT_EQ(code(scan(daemon.options(), bytes(std::string(3'000'000, 'x')))), "scan.too-large");
}

TEST(ClamAv, TheDaemonItself) {
  const char* address = std::getenv("CLAMD_TEST_ADDRESS");
  if (address == nullptr) GTEST_SKIP() << "CLAMD_TEST_ADDRESS names no daemon";
  EXPECT_EQ(code(scan({.address = address}, bytes(eicar))), "scan.infected");
  EXPECT_EQ(code(scan({.address = address}, bytes("%PDF-1.7 harmless"))), "");
}

}  // namespace
}  // namespace enact::scan
