// `enact`: see cli/command.hpp. Exit codes: 0 ok, 1 the input has errors, 2 wrong usage.
#include "cli/command.hpp"

int main(int argc, char** argv) {
  return enact::cli::run(argc, argv);
}
