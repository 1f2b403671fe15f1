#include "scan/clamav.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

namespace enact::scan {
namespace {

using store::Fault;

constexpr std::size_t chunk = 64 * 1024;
constexpr std::size_t longest_answer = 4096;

Fault unavailable() {
  return {.kind = Fault::Kind::unavailable,
          .code = "scan.unavailable",
          .message = {"病毒查杀服务没有应答，文件未接收",
                      "the virus scanner does not answer; the file was not taken"},
          .help = {"请稍后重试，若仍出错请联系管理员", "try again later, or tell the administrator"}};
}

Fault infected(std::string_view name) {
  return {.kind = Fault::Kind::invalid,
          .code = "scan.infected",
          .message = {fmt::format("文件含有病毒（{}），未接收", name),
                      fmt::format("the file holds a virus ({}) and was not taken", name)},
          .help = {"请在本机查杀后重新上传", "clean it on your machine and upload it again"}};
}

Fault too_large() {
  return {.kind = Fault::Kind::limit,
          .code = "scan.too-large",
          .message = {"文件超过病毒查杀服务的上限，未接收",
                      "the file is larger than the virus scanner takes, and was not taken"},
          .help = {"请压缩或分成几个文件", "make it smaller or split it"}};
}

class Socket {
 public:
  explicit Socket(int file) : file_(file) {}
  ~Socket() {
    if (file_ >= 0) close(file_);
  }
  Socket(Socket&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  int file() const { return file_; }
  bool open() const { return file_ >= 0; }

  bool send_all(const void* from, std::size_t size) const {
    const auto* bytes = static_cast<const char*>(from);
    while (size > 0) {
      const ssize_t sent = send(file_, bytes, size, MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR) continue;
      if (sent <= 0) return false;
      bytes += sent;
      size -= static_cast<std::size_t>(sent);
    }
    return true;
  }

 private:
  int file_;
};

// Waits for the connection no longer than patience; then reads and writes have that limit each.
bool connect_within(const Socket& socket, const sockaddr* to, socklen_t size, std::chrono::seconds patience) {
  const int flags = fcntl(socket.file(), F_GETFL);
  fcntl(socket.file(), F_SETFL, flags | O_NONBLOCK);
  if (connect(socket.file(), to, size) != 0) {
    if (errno != EINPROGRESS && errno != EAGAIN) return false;
    pollfd waiting{socket.file(), POLLOUT, 0};
    const auto limit = std::chrono::milliseconds(patience).count();
    if (poll(&waiting, 1, static_cast<int>(limit)) != 1) return false;
    int fault = 0;
    socklen_t length = sizeof fault;
    if (getsockopt(socket.file(), SOL_SOCKET, SO_ERROR, &fault, &length) != 0 || fault != 0) return false;
  }
  fcntl(socket.file(), F_SETFL, flags);
  const timeval limit{patience.count(), 0};
  setsockopt(socket.file(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(socket.file(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  return true;
}

Socket connect_unix(const ClamAvOptions& options) {
  sockaddr_un to{};
  to.sun_family = AF_UNIX;
  if (options.address.size() >= sizeof to.sun_path) return Socket(-1);
  std::copy(options.address.begin(), options.address.end(), to.sun_path);
  Socket socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (socket.open() &&
      connect_within(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to, options.patience))
    return socket;
  return Socket(-1);
}

Socket connect_tcp(const ClamAvOptions& options) {
  const auto colon = options.address.rfind(':');
  if (colon == std::string::npos) return Socket(-1);
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(options.address.substr(0, colon).c_str(), options.address.substr(colon + 1).c_str(),
                  &wanted, &found) != 0)
    return Socket(-1);
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> all(found, &freeaddrinfo);
  for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
    Socket socket(::socket(one->ai_family, one->ai_socktype | SOCK_CLOEXEC, one->ai_protocol));
    if (socket.open() && connect_within(socket, one->ai_addr, one->ai_addrlen, options.patience))
      return socket;
  }
  return Socket(-1);
}

// The answer ends with a zero byte, or with the connection.
std::string read_answer(const Socket& socket) {
  std::string answer;
  std::array<char, 512> part{};
  while (answer.size() < longest_answer) {
    const ssize_t got = recv(socket.file(), part.data(), part.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    answer.append(part.data(), static_cast<std::size_t>(got));
    if (answer.back() == '\0') break;
  }
  return answer.substr(0, answer.find('\0'));
}

bool send_content(const Socket& socket, store::BytesView content) {
  constexpr std::string_view command("zINSTREAM\0", 10);
  if (!socket.send_all(command.data(), command.size())) return false;
  for (std::size_t at = 0; at <= content.size(); at += chunk) {
    const std::size_t size = std::min(chunk, content.size() - at);
    const auto big_endian = [&](int shift) { return static_cast<unsigned char>(size >> shift); };
    const std::array<unsigned char, 4> length = {big_endian(24), big_endian(16), big_endian(8),
                                                 big_endian(0)};
    if (!socket.send_all(length.data(), length.size())) return false;
    if (size == 0) return true;  // the end of the stream
    if (!socket.send_all(content.data() + at, size)) return false;
  }
  constexpr std::array<unsigned char, 4> end{};
  return socket.send_all(end.data(), end.size());
}

}  // namespace

std::expected<void, Fault> scan(const ClamAvOptions& options, store::BytesView content) {
  const Socket socket = options.address.starts_with('/') ? connect_unix(options) : connect_tcp(options);
  if (!socket.open()) return std::unexpected(unavailable());
  // A daemon that has enough says so and closes: its answer counts, not that writing failed.
  const bool sent = send_content(socket, content);
  const std::string answer = read_answer(socket);
  constexpr std::string_view found = " FOUND";
  if (answer.starts_with("stream: ") && answer.ends_with(found))
    return std::unexpected(infected(answer.substr(8, answer.size() - 8 - found.size())));
  if (answer.starts_with("INSTREAM size limit exceeded")) return std::unexpected(too_large());
  if (sent && answer == "stream: OK") return {};
  return std::unexpected(unavailable());
}

}  // namespace enact::scan
