// A mail server for tests, on the loopback, that takes part in the conversation of RFC 5321 as far as a
// sender without TLS needs, and keeps what it was given.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace enact::notify::test {

struct Mail {
  std::string from;
  std::string to;
  std::string data;
};

class SmtpServer {
 public:
  SmtpServer() {
    listening_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    if (bind(listening_, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0 || listen(listening_, 8) != 0 ||
        getsockname(listening_, reinterpret_cast<sockaddr*>(&at), &size) != 0)
      throw std::runtime_error("no port on the loopback");
    port_ = ntohs(at.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  ~SmtpServer() {
    stopping_ = true;
    shutdown(listening_, SHUT_RDWR);
    thread_.join();
    close(listening_);
  }
  SmtpServer(const SmtpServer&) = delete;
  SmtpServer& operator=(const SmtpServer&) = delete;

  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
  std::vector<Mail> mails() const {
    const std::lock_guard lock(mutex_);
    return mails_;
  }
  // What the next recipients are answered: "250 ok", "550 no such user", "451 later".
  void answer_recipients(std::string line) {
    const std::lock_guard lock(mutex_);
    recipient_answer_ = std::move(line);
  }

 private:
  void run() {
    while (!stopping_) {
      const int file = accept(listening_, nullptr, nullptr);
      if (file < 0) continue;
      talk(file);
      close(file);
    }
  }
  static void say(int file, const std::string& line) {
    const std::string text = line + "\r\n";
    send(file, text.data(), text.size(), MSG_NOSIGNAL);
  }
  static bool read_line(int file, std::string& line) {
    line.clear();
    char c = 0;
    while (recv(file, &c, 1, 0) == 1) {
      if (c == '\n') {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        return true;
      }
      line += c;
    }
    return false;
  }
  static std::string address(const std::string& line) {
    const auto open = line.find('<');
    return line.substr(open + 1, line.find('>') - open - 1);
  }
  void talk(int file) {
    Mail mail;
    std::string line;
    say(file, "220 test ready");
    while (read_line(file, line)) {
      const std::string verb = line.substr(0, 4);
      if (verb == "EHLO" || verb == "HELO") {
        say(file, "250 test");
      } else if (verb == "MAIL") {
        mail = {address(line), "", ""};
        say(file, "250 ok");
      } else if (verb == "RCPT") {
        mail.to = address(line);
        const std::lock_guard lock(mutex_);
        say(file, recipient_answer_);
      } else if (verb == "DATA") {
        say(file, "354 go on");
        while (read_line(file, line) && line != ".")
          mail.data += (line.starts_with("..") ? line.substr(1) : line) + "\n";
        {
          const std::lock_guard lock(mutex_);
          mails_.push_back(mail);
        }
        say(file, "250 kept");
      } else if (verb == "QUIT") {
        say(file, "221 bye");
        return;
      } else {
        say(file, "250 ok");
      }
    }
  }

  int listening_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  mutable std::mutex mutex_;
  std::vector<Mail> mails_;
  std::string recipient_answer_ = "250 ok";
  std::thread thread_;
};

}  // namespace enact::notify::test
