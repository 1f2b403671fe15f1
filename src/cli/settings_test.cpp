#include "cli/settings.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "store/test_space.hpp"

namespace enact::cli {
namespace {

struct Read {
  std::string data;
  int port = 8080;
  bool behind_tls = false;
  std::vector<std::string> packages;
  std::string error;
};

Read read(std::vector<std::string> arguments) {
  Read out;
  CLI::App program("", "enact");
  CLI::App* serve = program.add_subcommand("serve", "");
  serve->fallthrough();
  serve->add_option("--data,--database", out.data)->required();
  serve->add_option("--port", out.port);
  serve->add_option("--packages", out.packages);
  serve->add_flag("--behind-tls", out.behind_tls);
  read_environment(*serve);
  read_settings_file(program);
  std::ranges::reverse(arguments);
  try {
    program.parse(arguments);
  } catch (const CLI::ParseError& error) {
    out.error = error.what();
  }
  return out;
}

class Settings : public ::testing::Test {
 protected:
  std::string file(const std::string& text) {
    const auto path = folder_.path() / "enact.toml";
    std::ofstream(path) << text;
    return path.string();
  }
  ~Settings() override { unsetenv("ENACT_PORT"); }
  store::TestFolder folder_;
};

TEST_F(Settings, ComeFromAFile) {
  const Read read_in = read({"serve", "--config",
                             file("[serve]\ndata = \"/var/lib/enact\"\nport = 81\nbehind-tls = true\n"
                                  "packages = [\"a\", \"b\"]\n")});
  EXPECT_EQ(read_in.error, "");
  EXPECT_EQ(read_in.data, "/var/lib/enact");
  EXPECT_EQ(read_in.port, 81);
  EXPECT_TRUE(read_in.behind_tls);
  EXPECT_EQ(read_in.packages, (std::vector<std::string>{"a", "b"}));
}

TEST_F(Settings, WhatStandsNearerWins) {
  const auto path = file("[serve]\ndata = \"x\"\nport = 81\n");
  setenv("ENACT_PORT", "90", 1);
  EXPECT_EQ(read({"--config", path, "serve"}).port, 90);
  EXPECT_EQ(read({"--config", path, "serve", "--port", "5"}).port, 5);
  EXPECT_EQ(read({"serve", "--data", "x"}).port, 90);
}

TEST_F(Settings, ErrorsSayWhereAndWhat) {
  auto path = file("[serve]\ndata = \"x\"\nprt = 81\n");
  EXPECT_EQ(read({"serve", "--config", path}).error,
            path + ": [serve] has no setting `prt`; `enact serve --help` lists them");
  path = file("port = 81\n");
  EXPECT_EQ(read({"serve", "--config", path}).error,
            path + ": `port` stands in no section; put it under the name of a command, e.g. [serve]");
  path = file("[sevre]\nport = 81\n");
  EXPECT_EQ(read({"serve", "--config", path}).error, path + ": [sevre] is no command of enact");
  path = file("[serve]\ndata = \"x\"\nport = abc\n");
  EXPECT_NE(read({"serve", "--config", path}).error.find("--port"), std::string::npos);
  EXPECT_NE(read({"serve", "--config", "/none/enact.toml"}).error, "");
}

}  // namespace
}  // namespace enact::cli
