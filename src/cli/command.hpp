// One command of `enact`: what it is called, which options it has, what it does. Each stands in a file of its
// own and in the table of commands.cpp. A command prints results on standard output, what is wrong on
// standard error, and answers the exit code.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "base/diagnostic.hpp"

namespace CLI {
class App;
}

namespace enact::cli {

enum Exit : int {
  ok = 0,
  input_errors = 1,  // the input has errors
  wrong_usage = 2,
};

struct Command {
  const char* name;
  const char* about;
  // Declares the options and answers what runs once they are read.
  std::function<int()> (*declare)(CLI::App& app);
};
std::span<const Command> commands();

// Picks the command and runs it; answers the exit code of the process.
int run(int argc, const char* const* argv);

// The option --lang zh|en; `language` is set once the options are read.
void add_language(CLI::App& app, Language& language);

}  // namespace enact::cli
