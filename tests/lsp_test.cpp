// `enact lsp` as an editor runs it: the program over pipes, with files on disk.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

class Program {
 public:
  explicit Program(const std::string& path) {
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    if (pipe(in.data()) != 0 || pipe(out.data()) != 0) throw std::runtime_error("no pipes");
    child_ = fork();
    if (child_ == 0) {
      dup2(in[0], STDIN_FILENO);
      dup2(out[1], STDOUT_FILENO);
      for (const int each : {in[0], in[1], out[0], out[1]}) close(each);
      execl(path.c_str(), path.c_str(), "lsp", "--stdio", nullptr);
      _exit(127);
    }
    close(in[0]);
    close(out[1]);
    to_ = in[1];
    from_ = out[0];
  }
  ~Program() {
    hang_up();
    close(from_);
    if (child_ > 0) waitpid(child_, nullptr, 0);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void send(const std::string& content) {
    const std::string frame = "Content-Length: " + std::to_string(content.size()) + "\r\n\r\n" + content;
    ASSERT_EQ(write(to_, frame.data(), frame.size()), static_cast<ssize_t>(frame.size()));
  }
  void hang_up() {
    if (to_ >= 0) close(to_);
    to_ = -1;
  }

  // The first message that holds the text, "" if none comes in time; those before it are dropped.
  std::string wait_for(const std::string& text) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    for (;;) {
      if (const std::string message = next_message(); !message.empty()) {
        if (message.find(text) != std::string::npos) return message;
        continue;
      }
      pollfd ready{from_, POLLIN, 0};
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
      if (left.count() <= 0 || poll(&ready, 1, static_cast<int>(left.count())) <= 0) return "";
      std::array<char, 4096> bytes;
      const ssize_t count = read(from_, bytes.data(), bytes.size());
      if (count <= 0) return "";
      read_.append(bytes.data(), static_cast<std::size_t>(count));
    }
  }

  int exit_code() {
    int status = 0;
    waitpid(child_, &status, 0);
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  // A message that has been read as a whole; "" if there is none.
  std::string next_message() {
    constexpr std::string_view name = "Content-Length: ";
    const std::size_t head = read_.find("\r\n\r\n");
    if (head == std::string::npos) return "";
    const std::size_t size = std::stoul(read_.substr(name.size(), head - name.size()));
    if (read_.size() < head + 4 + size) return "";
    std::string message = read_.substr(head + 4, size);
    read_.erase(0, head + 4 + size);
    return message;
  }

  pid_t child_ = -1;
  int to_ = -1;
  int from_ = -1;
  std::string read_;
};

class LspProgram : public testing::Test {
 protected:
  LspProgram() {
    std::string pattern = (fs::temp_directory_path() / "enact-lsp-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    fs::create_directories(folder_ / "镇-1");
    std::ofstream(folder_ / "镇-1" / "policy.md") << policy;
    std::ofstream(folder_ / "镇-1" / "official.txt") << "镇措施\n";
    std::ofstream(folder_ / "镇-1" / "vocabulary.yaml")
        << "subjects:\n  企业:\n    identity: 代码\n    facts:\n      代码: { type: string }\n"
           "      收入: { type: number<元>, en: Revenue }\n";
  }
  ~LspProgram() override { fs::remove_all(folder_); }

  std::string uri() const { return "file://" + folder_.string() + "/%E9%95%87-1/policy.md"; }
  static std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) out += c == '\n' ? "\\n" : c == '"' ? "\\\"" : std::string(1, c);
    return out;
  }

  static constexpr std::string_view policy = R"(---
id: 镇-1
title: 镇措施
number: 镇〔2030〕1号
issuer: 镇
city: 999999
made: 2029-12-01
in force: [2030-01-01, 2032-12-31]
official: { file: official.txt, sha256: none }
---
# 镇措施

```yaml
provision: a
kind: register
title: 登记
text: 镇措施
subject: 企业
when:
  够大: 企业.收人 > 10万元
```
)";
  fs::path folder_;
};

TEST_F(LspProgram, ServesAnEditorOverPipes) {
  Program program(ENACT_PROGRAM);
  program.send(
      R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"locale":"en","rootUri":"file://)" +
      folder_.string() + R"(","capabilities":{}}})");
  EXPECT_THAT(program.wait_for("serverInfo"), HasSubstr("completionProvider"));
  program.send(R"({"jsonrpc":"2.0","method":"initialized","params":{}})");
  program.send(R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":")" +
               uri() + R"(","languageId":"markdown","version":1,"text":")" + escaped(policy) + R"("}}})");
  EXPECT_THAT(program.wait_for("feel.unknown-name"), HasSubstr("publishDiagnostics"));
  program.send(
      R"({"jsonrpc":"2.0","id":2,"method":"textDocument/completion","params":{"textDocument":{"uri":")" +
      uri() + R"("},"position":{"line":19,"character":9}}})");
  EXPECT_THAT(program.wait_for("\"id\":2"), AllOf(HasSubstr("收入"), HasSubstr("代码")));
  program.send("{ this is not JSON");
  EXPECT_NE(program.wait_for("-32700"), "");
  program.send(R"({"jsonrpc":"2.0","id":3,"method":"shutdown"})");
  EXPECT_THAT(program.wait_for("\"id\":3"), HasSubstr("null"));
  program.send(R"({"jsonrpc":"2.0","method":"exit"})");
  EXPECT_EQ(program.exit_code(), 0);
}

TEST_F(LspProgram, EndsWhenTheEditorIsGone) {
  Program program(ENACT_PROGRAM);
  program.hang_up();
  EXPECT_EQ(program.exit_code(), 1);
}

}  // namespace
