// `enact`: picks the command. Exit codes: 0 ok, 1 the input has errors, 2 wrong usage.
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "cli/command.hpp"

int main(int argc, char** argv) {
  using namespace enact::cli;
  std::ios::sync_with_stdio(false);
  CLI::App app("Enact 兑现: a policy document is a program; this compiles it and runs it.", "enact");
  app.require_subcommand(1);
  app.fallthrough(false);
  int result = Exit::ok;
  for (const Command& command : commands()) {
    CLI::App* sub = app.add_subcommand(command.name, command.about);
    sub->callback([&result, run = command.declare(*sub)] { result = run(); });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? Exit::ok : Exit::wrong_usage;
  } catch (const std::exception& error) {
    std::cerr << "enact: " << error.what() << "\n";
    return Exit::wrong_usage;
  }
  return result;
}
