// For tests of commands: runs `enact` within this process, over a folder of its own with the made-up package
// of src/determine/test_package.hpp.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "cli/command.hpp"
#include "determine/test_package.hpp"

namespace enact::cli::test {

struct Ran {
  int code;
  std::string out;
  std::string err;
};

inline Ran enact(std::vector<std::string> arguments) {
  std::vector<const char*> argv{"enact"};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const int code = run(static_cast<int>(argv.size()), argv.data());
  std::string out = testing::internal::GetCapturedStdout();
  return {code, std::move(out), testing::internal::GetCapturedStderr()};
}

class OverAPackage : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "enact-cli-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    for (const auto& [path, text] : determine::test::package_files()) write(path, text);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // Answers the file's full path.
  std::string write(const std::string& path, const std::string& text) {
    const std::filesystem::path file = folder_ / path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file.string();
  }
  std::string package() const { return (folder_ / "policies/yunxi-1").string(); }

  std::filesystem::path folder_;
};

}  // namespace enact::cli::test
